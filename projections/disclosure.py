"""Which entries recorded for few may be read by more, and by whom: what the feed asks of a sealed entry."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from domain.core.entry import Disclosed, Entry, standing
from projections.noun import Noun, Row, named


class Opening(Struct, frozen=True):
    """That an entry may be read from a level on."""

    entry: int
    level: int
    by: int
    """The entry that says so."""


def opening_rows(subject: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row for the widest disclosure."""
    position = int(subject.removeprefix("entry:"))
    found = [
        (max(e.fact.to.level, e.visibility.level), e.position)
        for e in standing(entries)
        if isinstance(e.fact, Disclosed) and position in e.fact.entries
    ]
    if found:
        level, by = min(found)
        yield Row("", dt.date.min, None, (), Opening(position, level, by))


OPENING = Noun(table="opening", columns=(), kinds=(Disclosed,), subjects=named("entry:"), rows=opening_rows)


LOWEST_LEVEL: Final = """(SELECT min((o.data->>'level')::smallint) FROM opening o
                              WHERE o.ledger_id = {ledger} AND o.subject = 'entry:' || {position}
                                AND o.known_to = 9223372036854775807)"""
"""SQL: the lowest level to which an entry was disclosed by now; null when it was not."""
