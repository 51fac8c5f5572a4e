"""One transaction of the group commit: what is accepted, and the rows that it comes to."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent
from msgspec import Struct

from domain.core.entry import Entry
from service.database import Connection
from service.ledger.appends import (
    Append,
    Appended,
    CommandKnown,
    Conflict,
    LedgerNotOpen,
    NewEntry,
    OutcomeUnknown,
    Project,
    Projectable,
    Waiting,
)
from service.ledger.conditions import fails_among, moved
from service.ledger.envelope import encode_header
from service.proof.canonical import leaf_hash


class _Head(Struct):
    """A ledger's head while its batch is made."""

    position: int
    recorded_at: dt.datetime


_LOCK: Final = "SELECT ledger_id, position, recorded_at FROM ledger_head WHERE ledger_id = ANY ($1) ORDER BY ledger_id"

_KNOWN: Final = """
SELECT ledger_id, id, digest, first_position, last_position, outcome, clock_timestamp() AS now
FROM (SELECT 1) AS one
LEFT JOIN (command JOIN unnest($1::text[], $2::text[]) AS asked (ledger_id, id) USING (ledger_id, id)) ON true
"""

_INSERT: Final = """
WITH header AS (
    INSERT INTO entry_header (ledger_id, position, recorded_at, header, leaf)
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::bytea[], $5::bytea[])
), body AS (
    INSERT INTO entry_body (ledger_id, position, type, level, tags, body)
    SELECT ledger_id, position, type, level, string_to_array(tags, E'\\x1f'), body
    FROM unnest($1::text[], $2::bigint[], $6::text[], $7::smallint[], $8::text[], $9::bytea[])
      AS b (ledger_id, position, type, level, tags, body)
), tag AS (
    INSERT INTO entry_tag (ledger_id, tag, position, type)
    SELECT * FROM unnest($10::text[], $11::text[], $12::bigint[], $13::text[])
), done AS (
    INSERT INTO command (ledger_id, id, digest, first_position, last_position, outcome)
    SELECT * FROM unnest($14::text[], $15::text[], $16::bytea[], $17::bigint[], $18::bigint[], $19::bytea[])
)
UPDATE ledger_head h SET position = n.position, recorded_at = n.recorded_at
FROM unnest($20::text[], $21::bigint[], $22::timestamptz[]) AS n (ledger_id, position, recorded_at)
WHERE h.ledger_id = n.ledger_id
"""
"""Tags hold no U+001F: every tag is made of identifiers."""


class Batch:
    """One transaction: what was accepted, and the columns to insert."""

    def __init__(self, connection: Connection, waiting: Sequence[Waiting], project: Project) -> None:
        self._connection = connection
        self._waiting = waiting
        self._project = project
        self._heads: dict[str, _Head] = {}
        self._events: dict[str, list[DCBEvent]] = {}
        self._accepted: list[tuple[Waiting, Appended]] = []
        self._refused: list[tuple[Waiting, Exception]] = []
        self._steps: list[Projectable] = []
        self._columns: list[list[Any]] = [[] for _ in range(22)]

    @property
    def ledgers(self) -> set[str]:
        """The ledgers that entries were added to."""
        return set(self._events)

    async def run(self, *, wait: bool) -> set[str]:
        """Commit what can be; returns the ledgers that somebody else has locked."""
        wanted = {one.append.ledger for one in self._waiting}
        warned: list[str] = []
        listener = _listener(warned)
        self._connection.add_log_listener(listener)
        try:
            blocked = await self._transaction(wanted, wait)
        finally:
            self._connection.remove_log_listener(listener)
        unknown = OutcomeUnknown(warned[0]) if warned else None
        for one, appended in self._accepted:
            one.settle(unknown or appended)
        for one, error in self._refused:
            one.settle(error)
        return blocked

    async def _transaction(self, wanted: set[str], wait: bool) -> set[str]:
        async with self._connection.transaction():
            rows = await self._connection.fetch(_LOCK + (" FOR UPDATE" if wait else " FOR UPDATE SKIP LOCKED"), wanted)
            self._heads = {row["ledger_id"]: _Head(row["position"], row["recorded_at"]) for row in rows}
            blocked = set() if wait else await self._blocked(wanted - self._heads.keys())
            mine = [one for one in self._waiting if one.append.ledger not in blocked]
            await self._accept(mine)
            await self._write()
        return blocked

    async def _blocked(self, missing: set[str]) -> set[str]:
        """Of the ledgers not locked, those that exist."""
        if not missing:
            return set()
        rows = await self._connection.fetch("SELECT ledger_id FROM ledger_head WHERE ledger_id = ANY ($1)", missing)
        return {row["ledger_id"] for row in rows}

    async def _accept(self, waiting: Sequence[Waiting]) -> None:
        asked = [(one.append.ledger, one.append.command.id) for one in waiting if one.append.command]
        rows = await self._connection.fetch(_KNOWN, [ledger for ledger, _ in asked], [id_ for _, id_ in asked])
        now: dt.datetime = rows[0]["now"]
        known = {
            (r["ledger_id"], r["id"]): CommandKnown(r["digest"], r["first_position"], r["last_position"], r["outcome"])
            for r in rows
            if r["id"] is not None
        }
        failed = await moved(self._connection, list(self._conditions(waiting)))
        for number, one in enumerate(waiting):
            error = self._objection(one.append, known, number in failed)
            if error is not None:
                self._refused.append((one, error))
                continue
            appended = self._place(one.append, now)
            self._accepted.append((one, appended))
            if key := one.append.command:
                known[one.append.ledger, key.id] = CommandKnown(key.digest, appended.first, appended.last, key.outcome)

    def _conditions(self, waiting: Sequence[Waiting]) -> Iterable[tuple[int, str, DCBAppendCondition]]:
        """The conditions that the table may fail: those that were read before the head of their ledger."""
        for number, one in enumerate(waiting):
            head, condition = self._heads.get(one.append.ledger), one.append.condition
            if head is not None and condition is not None and (condition.after or 0) < head.position:
                yield number, one.append.ledger, condition

    def _objection(
        self, append: Append, known: Mapping[tuple[str, str], CommandKnown], failed: bool
    ) -> Exception | None:
        head = self._heads.get(append.ledger)
        if head is None:
            return LedgerNotOpen(append.ledger)
        if append.command is not None and (before := known.get((append.ledger, append.command.id))):
            return before
        if append.expected_position is not None and append.expected_position != head.position:
            return Conflict(head.position)
        earlier = self._events.get(append.ledger, ())
        if failed or (append.condition is not None and fails_among(append.condition, earlier)):
            return Conflict(head.position)
        return None

    def _place(self, append: Append, now: dt.datetime) -> Appended:
        """Give a command its positions and its one instant, and lay its rows out."""
        head = self._heads[append.ledger]
        first = head.position + 1
        if append.entries:
            head.recorded_at = max(head.recorded_at, append.recorded_at or now)
            self._events.setdefault(append.ledger, []).extend(new.event for new in append.entries)
        entries = []
        for new in append.entries:
            head.position += 1
            self._lay_out(append, new, head)
            if new.draft is not None:
                entries.append(Entry.of(new.draft, head.position))
        if append.command:
            key = append.command
            row = (append.ledger, key.id, key.digest, first, head.position, key.outcome)
            self._add(13, row)
        self._steps.append(Projectable(append.ledger, head.position, tuple(entries)))
        return Appended(first, head.position, head.recorded_at)

    def _lay_out(self, append: Append, new: NewEntry, head: _Head) -> None:
        event = new.event
        header = encode_header(
            ledger=append.ledger,
            position=head.position,
            recorded_at=head.recorded_at,
            reference_position=append.reference_position,
            body=event.data,
        )
        tags = "\x1f".join(event.tags)
        leaf = leaf_hash(header)
        row = (append.ledger, head.position, head.recorded_at, header, leaf, event.type, new.level, tags, event.data)
        self._add(0, row)
        for tag in dict.fromkeys(event.tags):
            self._add(9, (append.ledger, tag, head.position, event.type))

    def _add(self, column: int, row: Sequence[object]) -> None:
        for offset, value in enumerate(row):
            self._columns[column + offset].append(value)

    async def _write(self) -> None:
        if not self._accepted:
            return
        for ledger in self._events:
            self._add(19, (ledger, self._heads[ledger].position, self._heads[ledger].recorded_at))
        await self._connection.execute(_INSERT, *self._columns)
        await self._project(self._connection, [step for step in self._steps if step.entries])
        for one, _ in self._accepted:
            if one.append.beside is not None:
                await one.append.beside(self._connection)


def _listener(warned: list[str]) -> Callable[[Any, Any], None]:
    """Hears a COMMIT whose wait for a synchronous standby was cancelled: it says success and means "unknown"."""

    def hear(_: Any, message: Any) -> None:
        if "synchronous replication" in str(message.message):
            warned.append(str(message.message))

    return hear
