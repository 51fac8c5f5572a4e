"""What a batch changes in the table of a noun: which rows it closes, and which it opens."""

import datetime as dt
from collections.abc import Iterable, MutableMapping, Sequence
from functools import cache
from typing import Any, Final, Protocol

from asyncpg import Record

from domain.core.entry import Entry
from projections.columns import MARKS, packed, unpacked
from projections.made import Made, Place, Seen, Subject
from projections.noun import OPEN, Noun, encode


class Connection(Protocol):
    """What projecting needs of a connection."""

    async def fetch(self, query: str, *arguments: Any) -> list[Record]: ...


class Changes:
    """What a batch changes in one noun's table."""

    def __init__(self, noun: Noun, made: MutableMapping[tuple[str, Subject], Made]) -> None:
        self._noun = noun
        self._made = made
        self._since: dict[tuple[Subject, Place], int] = {}
        self._closed: list[tuple[Subject, Seen, int]] = []
        self._opened: list[tuple[Subject, Seen, int, int]] = []
        self._columns: list[str | None] = []

    def apply(self, subject: Subject, before: Sequence[Entry], new: Sequence[Entry], position: int) -> None:
        """The effect on one subject of a step at a position that adds entries to those before."""
        for place, old, seen in self._made_of(subject, before).add(new):
            if old is not None:
                self._close(subject, place, old, position)
            if seen is not None:
                self._since[subject, place] = position

    def _made_of(self, subject: Subject, before: Sequence[Entry]) -> Made:
        """What was made of the same entries serves again; a batch that was rolled back made of others."""
        made = self._made.get((self._noun.table, subject))
        if made is None or made.entries != list(before):
            made = self._made[self._noun.table, subject] = Made(self._noun, subject[1], before)
        return made

    def _close(self, subject: Subject, place: Place, seen: Seen, position: int) -> None:
        since = self._since.pop((subject, place), None)
        if since is None:
            self._closed.append((subject, seen, position))
        elif since < position:
            self._opened.append((subject, seen, since, position))

    def lay_out(self) -> None:
        """What is to be written, as the statement wants it: from here on nothing rests on what the engine keeps."""
        table = self._noun.table
        still_open = ((s, self._made[table, s].rows[place], since, OPEN) for (s, place), since in self._since.items())
        self._opened += still_open
        if self._opened or self._closed:
            self._columns = _columns(self._noun, self._closed, self._opened)

    async def write(self, connection: Connection) -> None:
        """Close and open the rows of the batch, in one statement."""
        if not self._columns:
            return
        rows = await connection.fetch(_write(self._noun), *self._columns)
        if rows[0]["closed"] != len(self._closed):
            wanted = f"{len(self._closed)} rows of {self._noun.table} were to be closed, {rows[0]['closed']} were"
            raise ProjectionDrift(f"{wanted}: the table is not what the ledger says; run `greffe rebuild`")


class ProjectionDrift(Exception):
    """A projection's table does not hold what the ledger says it should."""


_CLOSING: Final = ("text", "text", "text", "smallint", "date", "bigint")
_OPENING: Final = ("text", "text", "text", "smallint", "smallint", "date", "date", "bigint", "bigint", "json")
_ENDLESS: Final = {dt.date.min: "-infinity", dt.date.max: "infinity"}
"""As the driver stores the first and the last day that Python knows."""


@cache
def _write(noun: Noun) -> str:
    own = "".join(f", {column}" for column in noun.columns)
    return f"""
    WITH closed AS (
        UPDATE {noun.table} r SET known_to = c.known_to
        FROM {unpacked(1, _CLOSING)} AS c (ledger_id, subject, key, level_from, valid_from, known_to)
        WHERE r.ledger_id = c.ledger_id AND r.subject = c.subject AND r.key = c.key
          AND r.level_from = c.level_from AND r.valid_from = c.valid_from AND r.known_to = {OPEN}
        RETURNING 1
    ), opened AS (
        INSERT INTO {noun.table} (ledger_id, subject, key, level_from, level_to, valid_from, valid_to,
                                  known_from, known_to, data{own})
        SELECT * FROM {unpacked(1 + MARKS + len(_CLOSING), (*_OPENING, *("text" for _ in noun.columns)))}
        WHERE (SELECT count(*) FROM closed) >= 0  -- after the closing: a place has one open row
    )
    SELECT count(*) AS closed FROM closed
    """


def _columns(
    noun: Noun,
    closed: Iterable[tuple[Subject, Seen, int]],
    opened: Iterable[tuple[Subject, Seen, int, int]],
) -> list[str | None]:
    closing = [
        (ledger, tag, s.row.key, str(s.level_from), _day(s.row.valid_from), str(to)) for (ledger, tag), s, to in closed
    ]
    opening = [
        (
            ledger,
            tag,
            s.row.key,
            str(s.level_from),
            str(s.level_to),
            _day(s.row.valid_from),
            _day(s.row.valid_to or dt.date.max),
            str(since),
            str(to),
            encode(s.row.data),
            *s.row.columns,
        )
        for (ledger, tag), s, since, to in opened
    ]
    return [*packed(closing, len(_CLOSING)), *packed(opening, len(_OPENING) + len(noun.columns))]


def _day(day: dt.date) -> str:
    return _ENDLESS.get(day) or day.isoformat()
