"""The rows of a noun made anew from the entries of its subjects, and held against those that stand in its table.

What is made is what the engine makes: the same ``Made``, step by step of the second clock. Nothing is written, so this
may be done in a snapshot beside readers and writers, and memory is that of the subjects at hand.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from asyncpg import Record
from msgspec import Struct

from domain.core.entry import Entry
from projections.engine import OPEN, Connection, Made, Place, Seen
from projections.noun import Noun, encode

_FIXED: Final = ("level_to", "valid_to", "known_to", "data")

RowPlace = tuple[str, int, dt.date, int]
"""What tells the rows of a subject apart: key, lowest level, first day, position from which it is known."""
Values = tuple[object, ...]
"""The rest of a row: highest level, end of its time, until when it is known, data, the noun's own columns."""
Rows = dict[RowPlace, Values]


class RowDifference(Struct, frozen=True):
    """A row that is not what the entries say."""

    table: str
    subject: str
    key: str
    known_from: int
    stands: bool
    """Whether the table holds a row in that place..."""
    due: bool
    """... and whether the entries come to one."""


class Recorded(Struct, frozen=True):
    """What was recorded of a subject in one step of the second clock."""

    position: int
    """The step's last position."""
    entries: tuple[Entry, ...]


def known_rows(noun: Noun, subject: str, steps: Iterable[Recorded]) -> Rows | None:
    """Every row that a subject ever had, from its first step to its last; None when no step touches it."""
    made: Made | None = None
    before: list[Entry] = []
    since: dict[Place, tuple[Seen, int]] = {}
    rows: Rows = {}
    for step in steps:
        if any(subject in noun.touched(entry.fact) for entry in step.entries):
            if made is None or len(made.entries) != len(before):
                made = Made(noun, subject, list(before))
            for place, _, seen in made.add(step.entries):
                if (old := since.pop(place, None)) is not None:
                    _put(rows, *old, step.position)
                if seen is not None:
                    since[place] = seen, step.position
        before += step.entries
    for seen, position in since.values():
        _put(rows, seen, position, OPEN)
    return None if made is None else rows


def _put(rows: Rows, seen: Seen, since: int, until: int) -> None:
    row = seen.row
    rows[row.key, seen.level_from, row.valid_from, since] = (
        seen.level_to,
        row.valid_to or dt.date.max,
        until,
        encode(row.data),
        *row.columns,
    )


async def stored_rows(connection: Connection, noun: Noun, ledger: str, subjects: Sequence[str]) -> dict[str, Rows]:
    """The rows that stand in a noun's table, by subject; one that has none is missing."""
    records = await connection.fetch(
        f"SELECT * FROM {noun.table} WHERE ledger_id = $1 AND subject = ANY ($2)", ledger, list(subjects)
    )
    found: dict[str, Rows] = {}
    for record in records:
        found.setdefault(record["subject"], {})[_place(record)] = _values(record, noun.columns)
    return found


def _place(record: Record) -> RowPlace:
    return record["key"], record["level_from"], record["valid_from"], record["known_from"]


def _values(record: Record, columns: Sequence[str]) -> Values:
    return tuple(record[name] for name in (*_FIXED, *columns))


def differences(table: str, subject: str, due: Mapping[RowPlace, Values], stored: Rows) -> list[RowDifference]:
    """What differs between the rows that a subject comes to and those that stand, by known position."""
    places = {place for place in due.keys() | stored.keys() if due.get(place) != stored.get(place)}
    return [
        RowDifference(table, subject, key, since, (key, level, day, since) in stored, (key, level, day, since) in due)
        for key, level, day, since in sorted(places, key=lambda place: (place[3], place))
    ]


async def number_of_rows(connection: Connection, noun: Noun, ledger: str) -> int:
    """How many rows of a ledger stand in a noun's table."""
    records = await connection.fetch(f"SELECT count(*) AS rows FROM {noun.table} WHERE ledger_id = $1", ledger)
    number: int = records[0]["rows"]
    return number


async def subjects_that_stand(
    connection: Connection, noun: Noun, ledger: str, *, after: str, first: int
) -> dict[str, int]:
    """The subjects that have rows in a noun's table, in the database's order, with their first known position."""
    records = await connection.fetch(
        f"SELECT subject, min(known_from) AS since FROM {noun.table} WHERE ledger_id = $1 AND subject > $2"
        " GROUP BY subject ORDER BY subject LIMIT $3",
        ledger,
        after,
        first,
    )
    return {record["subject"]: record["since"] for record in records}
