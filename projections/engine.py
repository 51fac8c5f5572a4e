"""One engine for every noun: recompute the touched subjects, close the rows that no longer hold, open the new ones.

A row holds for a range of legal time (``valid``), a range of positions (``known``) and a range of visibility levels: a
viewer of level L sees the rows computed from the entries that L may read; nothing else ever existed for that viewer.

Entries never change, so what was once read of a subject stays true: the engine keeps that prefix, and the rows made of
it, and reads only what came since. What it made of a batch that was then rolled back serves nobody: rows are used again
only when the entries that they were made of are those that the ledger holds.

One thing does change an entry: the erasure of its text. Each erasure moves a number on the ledger's head, which every
batch reads under the lock; whoever kept entries from before, in this process or another, lets go of them. The subjects
of the erased entry are made anew over all that was ever known of them, in the transaction of the erasure.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from itertools import groupby
from typing import Any, Final, Protocol

from asyncpg import Record
from msgspec import Struct

from domain.core.entry import Entry, Fact, Visibility, readable
from domain.facts.erasure import BodyErased
from projections.noun import OPEN, Noun, Row, encode
from projections.words import forget_texts

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
    def erasures(self) -> int:
        """How many bodies of the ledger were erased before."""

    @property
    def entries(self) -> tuple[Entry, ...]: ...


class Seen(Struct, frozen=True):
    """A row as seen from the levels ``level_from`` to ``level_to``."""

    row: Row
    level_from: int
    level_to: int


Subject = tuple[str, str]
"""Ledger and tag."""
Place = tuple[str, int, dt.date]
"""What tells a subject's rows apart: key, lowest level, first day."""

_READ: Final = """
SELECT s.ledger_id, s.tag, b.position, b.body
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS s (ledger_id, tag, after, until)
JOIN entry_tag t ON t.ledger_id = s.ledger_id AND t.tag = s.tag AND t.position > s.after AND t.position <= s.until
JOIN entry_body b ON b.ledger_id = t.ledger_id AND b.position = t.position
ORDER BY b.position
"""


_READ_WHOLE: Final = """
SELECT t.position, b.body, (convert_from(h.header, 'UTF8')::json->>'step_end')::bigint AS step_end
FROM entry_tag t
JOIN entry_body b ON b.ledger_id = t.ledger_id AND b.position = t.position
JOIN entry_header h ON h.ledger_id = t.ledger_id AND h.position = t.position
WHERE t.ledger_id = $1 AND t.tag = $2 AND t.position <= $3
ORDER BY t.position
"""


class _PastStep(Struct, frozen=True):
    """What a step that is long recorded said of one subject."""

    ledger: str
    position: int
    entries: tuple[Entry, ...]
    erasures: int = 0


class Engine:
    """Applies steps to the tables of its nouns, in the transaction that it is given."""

    def __init__(self, nouns: Sequence[Noun], version: int, decode: Callable[[int, bytes], Entry]) -> None:
        self.nouns = tuple(nouns)
        self.version = version
        self._decode = decode
        self._kept: OrderedDict[Subject, tuple[Entry, ...]] = OrderedDict()
        self._made: dict[tuple[str, Subject], Made] = {}
        self._by_kind: dict[type[Fact], tuple[tuple[int, Noun], ...]] = {}
        self._erasures: dict[str, int] = {}
        """For each ledger, how many bodies were erased when what is kept of it was read."""

    async def apply(self, connection: Connection, steps: Sequence[Step]) -> None:
        """Project steps, in order. An error stops the batch: nothing is swallowed."""
        for step in steps:
            if self._erasures.get(step.ledger) != step.erasures:
                self.forget(step.ledger)
                self._erasures[step.ledger] = step.erasures
        anew = self._to_be_made_anew(steps)
        try:
            await self._apply(connection, steps, anew)
            last = {step.ledger: step.position for step in steps}
            for index, subjects in anew.items():
                for subject in subjects:
                    await self._make_anew(connection, index, subject, last[subject[0]])
        finally:
            for ledger in {ledger for subjects in anew.values() for ledger, _ in subjects}:
                self.forget(ledger)  # the text falls at once; and were this rolled back, what was read would be untrue

    async def _apply(
        self, connection: Connection, steps: Sequence[Step], anew: Mapping[int, Mapping[Subject, None]]
    ) -> None:
        """Project steps on the subjects that are not to be made anew all the same."""
        touched = [
            {index: found.keys() - anew.get(index, {}).keys() for index, found in self._touched(step).items()}
            for step in steps
        ]
        every = {subject for by_noun in touched for subjects in by_noun.values() for subject in subjects}
        if not every:
            return
        histories = await self._histories(connection, every, steps)
        for index in sorted({index for by_noun in touched for index in by_noun}):
            changes = _Changes(self.nouns[index], self._made)
            for step, by_noun in zip(steps, touched, strict=True):
                for subject in sorted(by_noun.get(index, ())):
                    changes.apply(subject, histories[subject], step)
            await changes.write(connection)

    def _to_be_made_anew(self, steps: Sequence[Step]) -> dict[int, dict[Subject, None]]:
        """For each noun (by its place), the subjects of the entries that these steps erase."""
        found: dict[int, dict[Subject, None]] = {}
        for step in steps:
            for entry in step.entries:
                if isinstance(entry.fact, BodyErased):
                    for index, noun in enumerate(self.nouns):
                        for tag in noun.touched(entry.fact):
                            found.setdefault(index, {})[step.ledger, tag] = None
        return found

    async def _make_anew(self, connection: Connection, index: int, subject: Subject, until: int) -> None:
        """Delete a subject's rows and replay every step that touched it: what was known at each position, once more."""
        noun, (ledger, tag) = self.nouns[index], subject
        await connection.fetch(f"DELETE FROM {noun.table} WHERE ledger_id = $1 AND subject = $2", ledger, tag)
        rows = await connection.fetch(_READ_WHOLE, ledger, tag, until)
        whole = [(row["step_end"], self._decode(row["position"], row["body"])) for row in rows]
        history = [entry for _, entry in whole]
        changes = _Changes(noun, {})
        for end, run in groupby(whole, key=lambda numbered: numbered[0]):
            step = _PastStep(ledger, end, tuple(entry for _, entry in run))
            if subject in self._touched(step).get(index, ()):
                changes.apply(subject, history, step)
        await changes.write(connection)

    def _touched(self, step: Step) -> dict[int, dict[Subject, None]]:
        """The subjects of each noun (by its place) that a step touches, each once."""
        found: dict[int, dict[Subject, None]] = {}
        for entry in step.entries:
            for index, noun in self._concerned(type(entry.fact)):
                for subject in noun.touched(entry.fact):
                    found.setdefault(index, {})[step.ledger, subject] = None
        return found

    def _concerned(self, kind: type[Fact]) -> tuple[tuple[int, Noun], ...]:
        """The nouns that a kind of fact may touch: few of many."""
        known = self._by_kind.get(kind)
        if known is None:
            known = tuple((index, noun) for index, noun in enumerate(self.nouns) if noun.concerns(kind))
            self._by_kind[kind] = known
        return known

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
            self._drop(next(iter(self._kept)))

    def _drop(self, subject: Subject) -> None:
        del self._kept[subject]
        for noun in self.nouns:
            self._made.pop((noun.table, subject), None)

    async def clear(self, connection: Connection, ledger: str) -> None:
        """Delete a ledger's rows of every noun, before they are made anew in the same transaction."""
        for noun in self.nouns:
            await connection.fetch(f"DELETE FROM {noun.table} WHERE ledger_id = $1", ledger)
        self.forget(ledger)

    def forget(self, ledger: str) -> None:
        """Let go of what was kept of a ledger: a body of it was erased, or it is rebuilt."""
        forget_texts()
        for subject in [subject for subject in self._kept if subject[0] == ledger]:
            self._drop(subject)


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


class _Changes:
    """What a batch changes in one noun's table."""

    def __init__(self, noun: Noun, kept: MutableMapping[tuple[str, Subject], Made]) -> None:
        self._noun = noun
        self._kept = kept
        self._begun: set[Subject] = set()
        self._since: dict[tuple[Subject, Place], int] = {}
        self._closed: list[tuple[Subject, Seen, int]] = []
        self._opened: list[tuple[Subject, Seen, int, int]] = []

    def apply(self, subject: Subject, history: Sequence[Entry], step: Step) -> None:
        """One step's effect on one subject."""
        first = step.entries[0].position
        if subject not in self._begun:
            self._begun.add(subject)
            self._begin(subject, [entry for entry in history if entry.position < first])
        new = [entry for entry in history if first <= entry.position <= step.position]
        for place, before, seen in self._kept[self._noun.table, subject].add(new):
            if before is not None:
                self._close(subject, place, before, step.position)
            if seen is not None:
                self._since[subject, place] = step.position

    def _begin(self, subject: Subject, before: list[Entry]) -> None:
        """What was made of the same entries serves again; a batch that was rolled back made of others."""
        made = self._kept.get((self._noun.table, subject))
        if made is not None and made.entries == before:
            made.entries = before
        else:
            self._kept[self._noun.table, subject] = Made(self._noun, subject[1], before)

    def _close(self, subject: Subject, place: Place, seen: Seen, position: int) -> None:
        since = self._since.pop((subject, place), None)
        if since is None:
            self._closed.append((subject, seen, position))
        elif since < position:
            self._opened.append((subject, seen, since, position))

    async def write(self, connection: Connection) -> None:
        """Close and open the rows of the batch, in one statement."""
        table = self._noun.table
        still_open = ((s, self._kept[table, s].rows[place], since, OPEN) for (s, place), since in self._since.items())
        opened = [*self._opened, *still_open]
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
        WHERE (SELECT count(*) FROM closed) >= 0  -- after the closing: a place has one open row
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
            encode(s.row.data),
            *s.row.columns,
        )
        for (ledger, tag), s, since, to in opened
    ]
    return [*_turned(closing, 6), *_turned(opening, 10 + len(noun.columns))]


def _turned(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows as columns, also when there is no row."""
    return [[row[index] for row in rows] for index in range(width)]
