"""Our ledger behind the library's synchronous DCBRecorder: an event loop of its own in a thread."""

import asyncio
import threading
import time
from collections.abc import Coroutine, Sequence
from typing import Any, Self, TypeVar

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import IntegrityError, ProgrammingError

from service.database import Database, Pool, open_pool
from service.ledger import Append, Conflict, NewEntry, Reader, Writer
from tests.service.ledger.ledgers import LEDGER, writer_on

T = TypeVar("T")
WAIT = 0.01
"""Seconds between two pulls of a subscription."""


class LedgerRecorder(DCBRecorder):
    """One ledger as the library's contract has it. Close it when done."""

    def __init__(self, database: Database) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._ledger = LEDGER
        self._pool: Pool = self._run(open_pool(database.app_url))
        self._writer: Writer = self._run(self._started(database))

    async def _started(self, database: Database) -> Writer:
        return await writer_on(database).__aenter__()

    def close(self) -> None:
        """Stop the writer, the pool and the thread."""
        self._run(self._writer.__aexit__())
        self._run(self._pool.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def use(self, ledger: str) -> None:
        """Go on with another ledger."""
        self._ledger = ledger

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        events, head = self._run(self._read(query, after or 0, limit))
        if limit is not None:
            head = events[-1].position if events else None
        return SimpleDCBReadResponse(iter(events), head)

    async def _read(
        self, query: DCBQuery | None, after: int, limit: int | None
    ) -> tuple[list[DCBSequencedEvent], int | None]:
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
            events = await Reader(connection).read(self._ledger, query, after=after, limit=limit)
            heads = await Reader(connection).heads_of([self._ledger])
        return events, heads[self._ledger].position or None if self._ledger in heads else None

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        if not events:
            raise ProgrammingError("at least one event")
        entries = tuple(NewEntry(event) for event in events)
        append = Append(ledger=self._ledger, entries=entries, condition=condition, opens="REAL")
        try:
            return self._run(self._writer.append(append)).last
        except Conflict as conflict:
            raise IntegrityError(condition) from conflict

    def subscribe(self, query: DCBQuery | None = None, *, after: int | None = None) -> "Pulling":
        return Pulling(self, query, after)

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)


class Pulling(DCBSubscription[LedgerRecorder]):
    """A subscription that pulls, and waits."""

    def __next__(self) -> DCBSequencedEvent:
        while not self._has_been_stopped:
            for found in self._recorder.read(self._query, after=self._last_position, limit=1):
                self._last_position = found.position
                return found
            time.sleep(WAIT)
        raise StopIteration

    def __iter__(self) -> Self:
        return self
