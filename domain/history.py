"""The entries that a decision has read, found by tag, in legal order."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from domain.core.entry import Entry, Rectified, Visibility, disclosed_to, standing
from domain.facts.erasure import BodyErased

_LEVEL = attrgetter("level")


class History:
    """An index over entries, by tag and by position. It only grows."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._by_position: dict[int, Entry] = {}
        self._by_tag: dict[str, list[Entry]] = {}
        self.add(entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._by_position.values())

    def add(self, entries: Iterable[Entry]) -> None:
        """Add entries that were read or decided since."""
        for entry in entries:
            if entry.position not in self._by_position:
                self._by_position[entry.position] = entry
                for tag in entry.fact.tags():
                    self._by_tag.setdefault(tag, []).append(entry)

    def at(self, position: int) -> Entry | None:
        """The entry at a position, if it was read."""
        return self._by_position.get(position)

    def about(self, *tags: str) -> list[Entry]:
        """The standing entries that bear at least one of these tags, in legal order."""
        return standing({entry.position: entry for tag in tags for entry in self._by_tag.get(tag, ())}.values())

    def rectification_of(self, position: int) -> Entry | None:
        """The entry that says that another was recorded wrongly, if there is one."""
        return next((e for e in self._by_tag.get(f"entry:{position}", ()) if isinstance(e.fact, Rectified)), None)

    def erasure_of(self, position: int) -> Entry | None:
        """The entry that says that the text of another was destroyed, if there is one."""
        about = self._by_tag.get(f"entry:{position}", ())  # that of a correction's own text is about both
        return next((e for e in about if isinstance(e.fact, BodyErased) and e.fact.entry == position), None)

    def visibility_of(self, entry: Entry) -> Visibility:
        """Who may read an entry by now: as recorded, or as disclosed since."""
        opened = disclosed_to(self._by_tag.get(f"entry:{entry.position}", ())).get(entry.position)
        return entry.visibility if opened is None else min(entry.visibility, tuple(Visibility)[opened], key=_LEVEL)

    def replacements_of(self, position: int) -> list[Entry]:
        """The entries recorded in the place of a rectified one."""
        return [e for e in self if e.replaces is not None and e.replaces.entry == position]
