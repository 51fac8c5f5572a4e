"""What a decision depends on: if any of it changed since it was read, the decision is made again."""

from msgspec import Struct


class Boundary(Struct, frozen=True):
    """The entries that bear at least one of ``tags`` (the append condition), and single entries read by position.

    Tags are narrow by design (``body:<body>:<term>``, ``person:<id>``), so no choice by fact type is needed. An entry
    never changes, so reading one by position is no condition; whether it still stands is, and the tag
    ``entry:<position>`` of its rectification says so.
    """

    tags: frozenset[str] = frozenset()
    positions: frozenset[int] = frozenset()

    def __or__(self, other: "Boundary") -> "Boundary":
        return Boundary(self.tags | other.tags, self.positions | other.positions)

    def beyond(self, other: "Boundary") -> "Boundary":
        """What this boundary has and the other has not."""
        return Boundary(self.tags - other.tags, self.positions - other.positions)

    def __bool__(self) -> bool:
        return bool(self.tags or self.positions)


def about(*tags: str) -> Boundary:
    """Every entry that bears at least one of these tags."""
    return Boundary(frozenset(tags))
