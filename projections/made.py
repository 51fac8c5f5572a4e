"""The rows that a subject's entries come to, as each level of visibility sees them."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from domain.core.entry import Entry, Visibility, readable
from projections.noun import Noun, Row

LEVELS: Final = len(Visibility)


class Seen(Struct, frozen=True, gc=False):
    """A row as seen from the levels ``level_from`` to ``level_to``."""

    row: Row
    level_from: int
    level_to: int


Subject = tuple[str, str]
"""Ledger and tag."""
Place = tuple[str, int, dt.date]
"""What tells a subject's rows apart: key, lowest level, first day."""


def seen_rows(noun: Noun, subject: str, entries: Sequence[Entry]) -> dict[Place, Seen]:
    """The rows that a subject's entries come to, for each level that may read them."""
    if all(entry.visibility is Visibility.PUBLIC for entry in entries):
        return {(row.key, 0, row.valid_from): Seen(row, 0, LEVELS - 1) for row in noun.rows(subject, entries)}
    levels = [
        {(row.key, row.valid_from): row for row in noun.rows(subject, readable(entries, level))}
        for level in range(LEVELS)
    ]
    found: dict[Place, Seen] = {}
    for key, start in dict.fromkeys(place for rows in levels for place in rows):
        runs = groupby(enumerate(rows.get((key, start)) for rows in levels), key=lambda numbered: numbered[1])
        for row, run in runs:
            numbers = [number for number, _ in run]
            if row is not None:
                found[key, numbers[0], start] = Seen(row, numbers[0], numbers[-1])
    return found


class Made:
    """A subject's rows, and the entries that they were made of."""

    def __init__(self, noun: Noun, subject: str, entries: Sequence[Entry]) -> None:
        self.noun, self.subject = noun, subject
        self.entries: list[Entry] = []
        self.rows: dict[Place, Seen] = {}
        self._fold = noun.fold(subject) if noun.fold else None
        self.add(entries)

    def add(self, new: Sequence[Entry]) -> list[tuple[Place, Seen | None, Seen | None]]:
        """What entries that follow change: each place, with its row before and by now."""
        self.entries.extend(new)
        changes = self._advanced(new)
        told = []
        for place, seen in (self._remade() if changes is None else changes).items():
            before = self.rows.get(place)
            if before == seen:
                continue
            told.append((place, before, seen))
            if seen is None:
                del self.rows[place]
            else:
                self.rows[place] = seen
        return told

    def _advanced(self, new: Sequence[Entry]) -> dict[Place, Seen | None] | None:
        """By the fold alone, where that can be."""
        if self._fold is None:
            return None
        if any(entry.visibility is not Visibility.PUBLIC for entry in new):
            self._fold = None  # from now on each level has rows of its own
            return None
        changed = self._fold.advance(new)
        if changed is None:
            assert self.noun.fold is not None
            self._fold = self.noun.fold(self.subject)
            self._fold.advance(self.entries)
            return None
        every = LEVELS - 1
        return {(key, 0, day): Seen(row, 0, every) if row else None for (key, day), row in changed.items()}

    def _remade(self) -> dict[Place, Seen | None]:
        """From all the entries."""
        rows = seen_rows(self.noun, self.subject, self.entries)
        return {**dict.fromkeys(self.rows.keys() - rows.keys()), **rows}
