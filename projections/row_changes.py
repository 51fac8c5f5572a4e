"""What a step changed: for each noun that it touched, what was believed before and after, day by day of legal time.

The engine closes rows and opens others when a command is recorded; between the two stands what the command changed. It
is read back from the rows themselves: what every question was answered by, for each level of confidentiality.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any, Final

import msgspec
from asyncpg import Record
from msgspec import Struct

from domain.core.entry import Fact
from projections.disclosure import OPENING
from projections.nouns import NOUNS
from projections.query import Connection
from projections.things import AGENDA

_TOLD: Final = tuple(
    noun for noun in NOUNS if noun is not OPENING and noun.table != AGENDA and not noun.table.endswith("_term")
)
"""The nouns whose rows say what is true; the others say how to find it."""
_ENDS: Final = frozenset({"start", "end", "until", "ending_entry", "ending_act", "ended_by"})
"""Of a row: what merely says where its period ends, which the next period says too."""


class Touched(Struct, frozen=True):
    """A subject of a noun that an entry touches, and the step that it belongs to."""

    entry: int
    step: int
    """Its last position."""
    table: str
    subject: str


class RowChange(Struct, frozen=True):
    """What was true of one thing during a time, as known before a step and after it."""

    noun: str
    subject: str
    key: str
    """Names the thing within its subject: a seat within a body's term."""
    since: dt.date
    until: dt.date | None
    """Excluded; None: open."""
    before: Mapping[str, Any] | None
    """None: nothing was."""
    after: Mapping[str, Any] | None

    @property
    def fields(self) -> list[str]:
        """Where they differ: ``period.tenure.person``; not where a period ends, if anything else does."""
        if self.before is None or self.after is None:
            return []
        found = list(_differing(self.before, self.after))
        return [path for path in found if path.rpartition(".")[2] not in _ENDS] or found


def touched(entry: int, step: int, fact: Fact) -> Iterator[Touched]:
    """The subjects of every noun that a fact touches."""
    for noun in _TOLD:
        for subject in dict.fromkeys(noun.touched(fact)):
            yield Touched(entry, step, noun.table, subject)


async def changed(
    connection: Connection, ledger: str, level: int, subjects: Sequence[Touched]
) -> dict[int, list[RowChange]]:
    """What each entry changed of what a level sees: one statement, whatever the number of entries.

    It reads the rows of the subjects that were touched. Where several entries of a step touch one subject, a change is
    told with those that its rows name, and with all of them when the rows name none.
    """
    if not subjects:
        return {}
    rows = await connection.fetch(
        " UNION ALL ".join(_closed_and_opened(table) for table in sorted({one.table for one in subjects})),
        ledger,
        level,
        [one.entry for one in subjects],
        [one.step for one in subjects],
        [one.table for one in subjects],
        [one.subject for one in subjects],
    )
    found: dict[int, list[RowChange]] = {}
    places = groupby(sorted(rows, key=_place), key=_place)
    for (entry, noun, subject, key), of_place in places:
        rows_of_place = list(of_place)
        before, after = _sides(rows_of_place)
        step = range(rows_of_place[0]["first"] or entry, rows_of_place[0]["step"] + 1)
        named = (_positions(after) - _positions(before)).intersection(step)
        if named and entry not in named:
            continue
        for since, until, old, new in _differences(before, after):
            found.setdefault(entry, []).append(RowChange(noun, subject, key, since, until, old, new))
    return found


def _closed_and_opened(table: str) -> str:
    """SQL: the rows of one noun that steps closed or opened."""
    return f"""
        SELECT asked.entry, '{table}' AS noun, r.subject, r.key, r.valid_from, r.valid_to,
               r.known_from = asked.step AS opened, r.data, asked.step,
               (SELECT min(c.first_position) FROM command c
                WHERE c.ledger_id = $1 AND c.last_position = asked.step AND c.first_position <= asked.step) AS first
        FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[]) AS asked (entry, step, noun, subject)
        JOIN {table} r ON r.ledger_id = $1 AND r.subject = asked.subject
                      AND (r.known_from = asked.step OR r.known_to = asked.step)
                      AND r.level_from <= $2 AND r.level_to >= $2
        WHERE asked.noun = '{table}'
    """


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _differing(old, new, f"{path}{name}.")
        elif old != new:
            yield f"{path}{name}"


class _Period(Struct, frozen=True):
    start: dt.date
    end: dt.date
    data: Mapping[str, Any]


def _place(row: Record) -> tuple[int, str, str, str]:
    return (row["entry"], row["noun"], row["subject"], row["key"])


def _sides(rows: Iterable[Record]) -> tuple[list[_Period], list[_Period]]:
    """What was closed, and what was opened."""
    closed: list[_Period] = []
    opened: list[_Period] = []
    for row in rows:
        period = _Period(row["valid_from"], row["valid_to"], msgspec.json.decode(row["data"]))
        (opened if row["opened"] else closed).append(period)
    return closed, opened


def _differences(
    before: Sequence[_Period], after: Sequence[_Period]
) -> Iterator[tuple[dt.date, dt.date | None, Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """Each unbroken time during which before and after differ, and both."""
    bounds = sorted({bound for period in (*before, *after) for bound in (period.start, period.end)})
    times = [(start, end, _during(before, start), _during(after, start)) for start, end in pairwise(bounds)]
    differing = [(start, end, old, new) for start, end, old, new in times if _content(old) != _content(new)]
    if not differing:  # only where a period ends, and no other follows that says so
        differing = [(start, end, old, new) for start, end, old, new in times if old != new]
    told: list[tuple[dt.date, dt.date, Mapping[str, Any] | None, Mapping[str, Any] | None]] = []
    for start, end, old, new in differing:
        goes_on = bool(told) and told[-1][1] == start and told[-1][2:] == (old, new)
        told.append((told.pop()[0] if goes_on else start, end, old, new))
    yield from ((start, None if end == dt.date.max else end, old, new) for start, end, old, new in told)


def _during(periods: Sequence[_Period], day: dt.date) -> Mapping[str, Any] | None:
    return next((period.data for period in periods if period.start <= day < period.end), None)


def _content(value: Any) -> Any:
    """A row's data without where its period ends."""
    match value:
        case dict():
            return {name: _content(held) for name, held in value.items() if name not in _ENDS}
        case list():
            return [_content(item) for item in value]
    return value


def _positions(periods: Iterable[_Period]) -> set[int]:
    """The positions of entries that rows name: ``entry``, ``entries``, ``ending_entry``, ``by``..."""
    return set(_named([period.data for period in periods], naming=False))


def _named(value: Any, *, naming: bool) -> Iterator[int]:
    match value:
        case dict():
            for name, held in value.items():
                yield from _named(held, naming=name.endswith(("entry", "entries")))
        case list():
            for item in value:
                yield from _named(item, naming=naming)
        case bool():
            return
        case int() if naming:
            yield value
