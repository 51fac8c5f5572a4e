"""One engine for every noun: recompute the touched subjects, close the rows that no longer hold, open the new ones.

A row holds for a range of legal time (``valid``), a range of positions (``known``) and a range of visibility levels: a
viewer of level L sees the rows computed from the entries that L may read; nothing else ever existed for that viewer.

Entries never change, so what was once read of a subject stays true: the engine keeps that prefix and reads only what
came since. It keeps nothing of the batch at hand, which may still be rolled back.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Protocol

from asyncpg import Record
from msgspec import Struct

from domain.core.entry import Entry, Visibility
from projections.noun import Noun, Row

OPEN: Final = 9223372036854775807
"""``known_to`` of a row that still holds."""
LEVELS: Final = len(Visibility)
SUBJECTS_KEPT: Final = 2048


class Connection(Protocol):
    """What the engine needs of a connection."""

    async def fetch(self, query: str, *arguments: Any) -> list[Record]: ...


class Step(Protocol):
    """A command's entries: one step of the second clock."""

    @property
    def ledger(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def entries(self) -> tuple[Entry, ...]: ...


class Seen(Struct, frozen=True):
    """A row as seen from the levels ``level_from`` to ``level_to``."""

    row: Row
    level_from: int
    level_to: int


Subject = tuple[str, str]
"""Ledger and tag."""

_READ: Final = """
SELECT s.ledger_id, s.tag, b.position, b.body
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS s (ledger_id, tag, after, until)
JOIN entry_tag t ON t.ledger_id = s.ledger_id AND t.tag = s.tag AND t.position > s.after AND t.position <= s.until
JOIN entry_body b ON b.ledger_id = t.ledger_id AND b.position = t.position
ORDER BY b.position
"""


class Engine:
    """Applies steps to the tables of its nouns, in the transaction that it is given."""

    def __init__(self, nouns: Sequence[Noun], version: int, decode: Callable[[int, bytes], Entry]) -> None:
        self.nouns = tuple(nouns)
        self.version = version
        self._decode = decode
        self._kept: OrderedDict[Subject, tuple[Entry, ...]] = OrderedDict()

    async def apply(self, connection: Connection, steps: Sequence[Step]) -> None:
        """Project steps, in order. An error stops the batch: nothing is swallowed."""
        touched = {subject for step in steps for noun in self.nouns for subject in _touched(noun, step)}
        if not touched:
            return
        histories = await self._histories(connection, touched, steps)
        for noun in self.nouns:
            changes = _Changes(noun)
            for step in steps:
                for subject in _touched(noun, step):
                    changes.apply(subject, histories[subject], step)
            await changes.write(connection)

    async def _histories(
        self, connection: Connection, touched: set[Subject], steps: Sequence[Step]
    ) -> dict[Subject, tuple[Entry, ...]]:
        """Every entry of each touched subject up to its ledger's last step."""
        last = {step.ledger: step.position for step in steps}
        first = {step.ledger: step.entries[0].position for step in reversed(steps)}
        kept = {subject: self._kept.get(subject, ()) for subject in sorted(touched)}
        rows = await connection.fetch(
            _READ,
            [ledger for ledger, _ in kept],
            [tag for _, tag in kept],
            [entries[-1].position if entries else 0 for entries in kept.values()],
            [last[ledger] for ledger, _ in kept],
        )
        given = {(step.ledger, entry.position): entry for step in steps for entry in step.entries}
        tails: dict[Subject, list[Entry]] = {}
        for row in rows:
            ledger, position = row["ledger_id"], row["position"]
            entry = given.get((ledger, position)) or self._decode(position, row["body"])
            tails.setdefault((ledger, row["tag"]), []).append(entry)
        histories = {subject: (*entries, *tails.get(subject, ())) for subject, entries in kept.items()}
        for subject, entries in histories.items():
            self._keep(subject, tuple(e for e in entries if e.position < first[subject[0]]))
        return histories

    def _keep(self, subject: Subject, entries: tuple[Entry, ...]) -> None:
        self._kept[subject] = entries
        self._kept.move_to_end(subject)
        if len(self._kept) > SUBJECTS_KEPT:
            self._kept.popitem(last=False)

    async def clear(self, connection: Connection, ledger: str) -> None:
        """Delete a ledger's rows of every noun, before they are made anew in the same transaction."""
        for noun in self.nouns:
            await connection.fetch(f"DELETE FROM {noun.table} WHERE ledger_id = $1", ledger)
        self.forget(ledger)

    def forget(self, ledger: str) -> None:
        """Let go of what was kept of a ledger: a body of it was erased, or it is rebuilt."""
        for subject in [subject for subject in self._kept if subject[0] == ledger]:
            del self._kept[subject]


def _touched(noun: Noun, step: Step) -> Iterator[Subject]:
    """The subjects of a noun that a step touches, each once."""
    found = dict.fromkeys(subject for entry in step.entries for subject in noun.subjects(entry.fact))
    return ((step.ledger, subject) for subject in found)


def seen_rows(noun: Noun, subject: str, entries: Sequence[Entry]) -> set[Seen]:
    """The rows that a subject's entries come to, for each level that may read them."""
    if all(entry.visibility is Visibility.PUBLIC for entry in entries):
        return {Seen(row, 0, LEVELS - 1) for row in noun.rows(subject, entries)}
    levels: dict[Row, list[int]] = {}
    for level in range(LEVELS):
        readable = [entry for entry in entries if entry.visibility.level <= level]
        for row in noun.rows(subject, readable):
            levels.setdefault(row, []).append(level)
    return {Seen(row, first, last) for row, found in levels.items() for first, last in _runs(found)}


def _runs(levels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive levels: [0, 1, 3] is 0-1 and 3-3."""
    first = last = levels[0]
    for level in levels[1:]:
        if level != last + 1:
            yield first, last
            first = level
        last = level
    yield first, last


class _Changes:
    """What a batch changes in one noun's table."""

    def __init__(self, noun: Noun) -> None:
        self._noun = noun
        self._now: dict[Subject, dict[Seen, int | None]] = {}
        self._closed: list[tuple[Subject, Seen, int]] = []
        self._opened: list[tuple[Subject, Seen, int, int]] = []

    def apply(self, subject: Subject, history: Sequence[Entry], step: Step) -> None:
        """One step's effect on one subject."""
        if subject not in self._now:
            before = [entry for entry in history if entry.position < step.entries[0].position]
            self._now[subject] = dict.fromkeys(seen_rows(self._noun, subject[1], before))
        now = self._now[subject]
        after = seen_rows(self._noun, subject[1], [e for e in history if e.position <= step.position])
        for seen in [seen for seen in now if seen not in after]:
            since = now.pop(seen)
            if since is None:
                self._closed.append((subject, seen, step.position))
            elif since < step.position:
                self._opened.append((subject, seen, since, step.position))
        for seen in after:
            if seen not in now:
                now[seen] = step.position

    async def write(self, connection: Connection) -> None:
        """Close and open the rows of the batch, in one statement."""
        opened = self._opened + [
            (subject, seen, since, OPEN)
            for subject, now in self._now.items()
            for seen, since in now.items()
            if since is not None
        ]
        if not opened and not self._closed:
            return
        rows = await connection.fetch(_write(self._noun), *_columns(self._noun, self._closed, opened))
        if rows[0]["closed"] != len(self._closed):
            wanted = f"{len(self._closed)} rows of {self._noun.table} were to be closed, {rows[0]['closed']} were"
            raise ProjectionDrift(f"{wanted}: the table is not what the ledger says; run `greffe rebuild`")


class ProjectionDrift(Exception):
    """A projection's table does not hold what the ledger says it should."""


def _write(noun: Noun) -> str:
    own = "".join(f", {column}" for column in noun.columns)
    parameters = ", ".join(f"${17 + index}::text[]" for index in range(len(noun.columns)))
    return f"""
    WITH closed AS (
        UPDATE {noun.table} r SET known_to = c.known_to
        FROM unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::date[], $6::bigint[])
          AS c (ledger_id, subject, key, level_from, valid_from, known_to)
        WHERE r.ledger_id = c.ledger_id AND r.subject = c.subject AND r.key = c.key
          AND r.level_from = c.level_from AND r.valid_from = c.valid_from AND r.known_to = {OPEN}
        RETURNING 1
    ), opened AS (
        INSERT INTO {noun.table} (ledger_id, subject, key, level_from, level_to, valid_from, valid_to,
                                  known_from, known_to, data{own})
        SELECT * FROM unnest($7::text[], $8::text[], $9::text[], $10::smallint[], $11::smallint[], $12::date[],
                             $13::date[], $14::bigint[], $15::bigint[], $16::json[]{parameters and ", " + parameters})
    )
    SELECT count(*) AS closed FROM closed
    """


def _columns(
    noun: Noun,
    closed: Iterable[tuple[Subject, Seen, int]],
    opened: Iterable[tuple[Subject, Seen, int, int]],
) -> list[list[Any]]:
    closing = [(ledger, tag, s.row.key, s.level_from, s.row.valid_from, to) for (ledger, tag), s, to in closed]
    opening = [
        (
            ledger,
            tag,
            s.row.key,
            s.level_from,
            s.level_to,
            s.row.valid_from,
            s.row.valid_to or dt.date.max,
            since,
            to,
            s.row.data,
            *s.row.columns,
        )
        for (ledger, tag), s, since, to in opened
    ]
    return [*_turned(closing, 6), *_turned(opening, 10 + len(noun.columns))]


def _turned(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows as columns, also when there is no row."""
    return [[row[index] for row in rows] for index in range(width)]
