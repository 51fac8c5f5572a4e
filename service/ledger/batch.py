"""One transaction of the group commit: what is accepted, and the rows that it comes to."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from eventsourcing.dcb.api import DCBAppendCondition
from msgspec import Struct

from domain.core.entry import Entry
from domain.facts.erasure import BodyErased
from service.database import Connection
from service.ledger import trail_index
from service.ledger.appends import (
    Append,
    Appended,
    CommandKnown,
    Conflict,
    LedgerNotOpen,
    NewEntry,
    NotSimulated,
    OutcomeUnknown,
    Projectable,
    Projecting,
    ProjectionOutdated,
    Projections,
    Waiting,
)
from service.ledger.conditions import Recent, moved
from service.ledger.envelope import encode_header
from service.ledger.rows import INSERT, Rows
from service.ledger.tree import TILE


class _Head(Struct):
    """A ledger's head while its batch is made."""

    position: int
    recorded_at: dt.datetime
    clock: str
    projection_version: int
    erasures: int


_OPEN: Final = """
INSERT INTO ledger_head (ledger_id, clock, projection_version)
SELECT ledger_id, clock, $3 FROM unnest($1::text[], $2::text[]) AS o (ledger_id, clock) ORDER BY ledger_id
ON CONFLICT DO NOTHING
"""
"""A head row without an entry is no open ledger: the first entry says the clock again."""

_LOCK: Final = """
SELECT ledger_id, position, recorded_at, clock, projection_version, erasures FROM ledger_head
WHERE ledger_id = ANY ($1) ORDER BY ledger_id FOR UPDATE
"""

_KNOWN: Final = """
SELECT ledger_id, id, digest, first_position, last_position, outcome, clock_timestamp() AS now
FROM (SELECT 1) AS one
LEFT JOIN (command JOIN unnest($1::text[], $2::text[]) AS asked (ledger_id, id) USING (ledger_id, id)) ON true
"""

_COMPLETE: Final = "SELECT complete_tiles(ledger_id, position) FROM ledger_head WHERE ledger_id = ANY ($1)"
"""The tree's nodes of the tiles that the batch has filled."""


_ERASE: Final = "SELECT erase_body($1, $2)"
"""Puts what remains in the place of the erased body: 0025_erasure.sql says what it insists on."""


class Batch:
    """One transaction: what was accepted, and the columns to insert."""

    def __init__(self, connection: Connection, waiting: Sequence[Waiting], projections: Projections) -> None:
        self._connection = connection
        self._waiting = waiting
        self._projections = projections
        self._heads: dict[str, _Head] = {}
        self._recent: dict[str, Recent] = {}
        self._filled: dict[str, int] = {}  # after which position the first tile begins that is full by now
        self._accepted: list[tuple[Waiting, Appended]] = []
        self._refused: list[tuple[Waiting, Exception]] = []
        self._steps: list[Projectable] = []
        self._projecting: Projecting | None = None
        self._rows = Rows()

    @property
    def ledgers(self) -> set[str]:
        """The ledgers that entries were added to."""
        return set(self._recent)

    async def run(self, *, wait: bool) -> set[str]:
        """Commit what can be; returns the ledgers that somebody else has locked."""
        warned: list[str] = []
        listener = _listener(warned)
        self._connection.add_log_listener(listener)
        try:
            blocked = await self._transaction(wait)
        finally:
            self._connection.remove_log_listener(listener)
        if self._projecting is not None:
            self._projecting.recorded()
        unknown = OutcomeUnknown(warned[0]) if warned else None
        for one, appended in self._accepted:
            one.settle(unknown or appended)
        for one, error in self._refused:
            one.settle(error)
        return blocked

    async def _transaction(self, wait: bool) -> set[str]:
        wanted = {one.append.ledger for one in self._waiting}
        async with self._connection.transaction():
            blocked = await self._lock(wanted, wait)
            await self._accept([one for one in self._waiting if one.append.ledger not in blocked])
            await self._write()
        return blocked

    async def _lock(self, wanted: set[str], wait: bool) -> set[str]:
        """Lock the heads; returns the ledgers that somebody else has locked."""
        await self._open()
        rows = await self._connection.fetch(_LOCK + ("" if wait else " SKIP LOCKED"), wanted)
        self._heads = {
            row["ledger_id"]: _Head(
                row["position"], row["recorded_at"], row["clock"], row["projection_version"], row["erasures"]
            )
            for row in rows
        }
        return set() if wait else await self._blocked(wanted - self._heads.keys())

    async def _open(self) -> None:
        """Make the rows that the first entries need."""
        opening = {one.append.ledger: one.append.opens for one in self._waiting if one.append.opens}
        if opening:
            await self._connection.execute(_OPEN, list(opening), list(opening.values()), self._projections.version)

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
        """Why a command is not recorded; what was recorded before comes first, whatever holds by now."""
        head = self._heads.get(append.ledger)
        if head is None:
            return LedgerNotOpen(append.ledger)
        if append.command is not None and (before := known.get((append.ledger, append.command.id))):
            return before
        if head.projection_version != self._projections.version:
            return ProjectionOutdated(append.ledger, head.projection_version, self._projections.version)
        if append.expected_position is not None and append.expected_position != head.position:
            return Conflict(head.position)
        recent = self._recent.get(append.ledger)
        if failed or (append.condition is not None and recent is not None and recent.fails(append.condition)):
            return Conflict(head.position)
        if head.position == 0 and append.opens is None:
            return LedgerNotOpen(append.ledger)
        return _untimely(append, head)

    def _place(self, append: Append, now: dt.datetime) -> Appended:
        """Give a command its positions and its one instant, and lay its rows out."""
        head = self._heads[append.ledger]
        first, last = head.position + 1, head.position + len(append.entries)
        if append.entries:
            head.clock = _clock(append, head)
            head.recorded_at = max(head.recorded_at, append.recorded_at or now)
            head.position = last
        for position, new in enumerate(append.entries, first):
            self._lay_out(append, new, head, position)
        if key := append.command:
            self._rows.add_command(append.ledger, key, first, last)
        drafts = ((position, new.draft) for position, new in enumerate(append.entries, first))
        entries = tuple(Entry.of(draft, position) for position, draft in drafts if draft is not None)
        self._steps.append(Projectable(append.ledger, last, entries, head.erasures))
        return Appended(first, last, head.recorded_at)

    def _lay_out(self, append: Append, new: NewEntry, head: _Head, position: int) -> None:
        event = new.event
        header = encode_header(
            ledger=append.ledger,
            clock=head.clock,
            position=position,
            step_end=head.position,
            recorded_at=head.recorded_at,
            reference_position=append.reference_position,
            body=event.data,
        )
        self._rows.add_entry(append.ledger, position, head.recorded_at, header, new)
        self._recent.setdefault(append.ledger, Recent()).add(position, event)
        if position % TILE == 0:
            self._filled.setdefault(append.ledger, position - TILE)

    async def _write(self) -> None:
        if not self._accepted:
            return
        steps = [step for step in self._steps if step.entries]
        projecting = await self._projections.begin(self._connection, steps)
        inserting = asyncio.ensure_future(self._insert())
        try:
            await asyncio.sleep(0)  # the statement is under way...
            projecting.work_out()  # ... and the processor has time for what follows from it
        finally:
            await inserting
        for step in steps:
            for entry in step.entries:
                if isinstance(entry.fact, BodyErased):
                    await self._connection.execute(_ERASE, step.ledger, entry.position)
        await projecting.write(self._connection)
        await trail_index.follow(self._connection, steps)
        for one, _ in self._accepted:
            if one.append.beside is not None:
                await one.append.beside(self._connection)
        self._projecting = projecting

    async def _insert(self) -> None:
        for ledger in self._recent:
            head = self._heads[ledger]
            self._rows.add_head(ledger, head.position, head.recorded_at, head.clock)
        await self._connection.execute(INSERT, *self._rows.columns())
        if self._filled:
            await self._complete()

    async def _complete(self) -> None:
        """Of the tiles that are full by now, the nodes above them and their rows in the trail's index."""
        await self._connection.execute(_COMPLETE, list(self._filled))
        await trail_index.seal(self._connection, self._filled)


def _clock(append: Append, head: _Head) -> str:
    """The ledger's clock: said by the first entry, and never again."""
    return append.opens if append.opens and not head.position else head.clock


def _untimely(append: Append, head: _Head) -> Exception | None:
    """What is wrong with the time that the caller gives."""
    if append.recorded_at is None:
        return None
    if _clock(append, head) != "SIMULATED":
        return NotSimulated(append.ledger)
    return Conflict(head.position) if head.position and append.recorded_at < head.recorded_at else None


def _listener(warned: list[str]) -> Callable[[Any, Any], None]:
    """Hears a COMMIT whose wait for a synchronous standby was cancelled: it says success and means "unknown"."""

    def hear(_: Any, message: Any) -> None:
        if "synchronous replication" in str(message.message):
            warned.append(str(message.message))

    return hear
