"""The root of a tree that grows leaf by leaf, in the memory of one hash for each of its levels (RFC 9162, 2.1.1)."""

from service.proof.merkle import EMPTY_ROOT, node_hash


class Frontier:
    """The roots of the full subtrees on the right edge, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """The next leaf."""
        ended = self.size
        while ended & 1:
            leaf = node_hash(self._full.pop(), leaf)
            ended >>= 1
        self._full.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self._full:
            return EMPTY_ROOT
        *rest, found = self._full
        for larger in reversed(rest):
            found = node_hash(larger, found)
        return found
