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
from projections.changes import Connection
from projections.made import Made, Place, Seen
from projections.noun import OPEN, Noun, encode

_ROWS: Final = """
SELECT subject, key, level_from, level_to, valid_from::text AS first_day, valid_to::text AS end_day,
       known_from, known_to, data{own}
FROM {table}
WHERE ledger_id = $1 AND subject = ANY ($2)
"""
"""Days as text: a table that was tampered with may hold days that Python has no name for."""
_FIXED: Final = ("level_to", "end_day", "known_to", "data")

_ENDLESS: Final = {dt.date.min: "-infinity", dt.date.max: "infinity"}

RowPlace = tuple[str, int, str, int]
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
    rows[row.key, seen.level_from, _day(row.valid_from), since] = (
        seen.level_to,
        _day(row.valid_to or dt.date.max),
        until,
        encode(row.data),
        *row.columns,
    )


def _day(day: dt.date) -> str:
    """A day as PostgreSQL writes it: the driver stores the first and the last that Python knows as endless."""
    return _ENDLESS.get(day) or day.isoformat()


async def stored_rows(connection: Connection, noun: Noun, ledger: str, subjects: Sequence[str]) -> dict[str, Rows]:
    """The rows that stand in a noun's table, by subject; one that has none is missing."""
    own = "".join(f", {column}" for column in noun.columns)
    records = await connection.fetch(_ROWS.format(table=noun.table, own=own), ledger, list(subjects))
    found: dict[str, Rows] = {}
    for record in records:
        found.setdefault(record["subject"], {})[_place(record)] = _values(record, noun.columns)
    return found


def _place(record: Record) -> RowPlace:
    return record["key"], record["level_from"], record["first_day"], record["known_from"]


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
