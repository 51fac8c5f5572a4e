"""Group commit: whoever waits is recorded together, in one transaction, and no position is ever skipped.

A lane is one dedicated connection. It takes everything that waits, for all the ledgers that are its own, and then:

    lock the head rows -> known command id? -> check each condition (table, and earlier commands of the batch)
    -> headers, bodies, tags, command rows -> projections -> whatever else the command writes (vault) -> COMMIT

A ledger that somebody else has locked (a rebuild, another process) gets a lane of its own while that lasts, so that
nobody else waits for it. A command whose condition fails fails alone. Any other error rolls the batch back and the
commands are tried one by one: only the culprit fails.
"""

import asyncio
import contextlib
import zlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, Self

import asyncpg

from service.database import Connection
from service.database.capacity import ALONE
from service.ledger.appends import Append, Appended, OutcomeUnknown, Projections, Waiting
from service.ledger.batch import Batch

BATCH: Final = 256
"""Commands that one transaction takes at most."""
LANES: Final = 2
"""Connections that append: one makes ready while the other waits for the disk."""


_BY_KEY: Final = """
SET plan_cache_mode = force_generic_plan;
SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off
"""
"""Every statement of a lane looks rows up by key, so one plan serves all batches: making plans takes a tenth of one."""
_PLANS_SERVE: Final = 1024
"""Batches for which a plan serves at most. One made for a small table might read far more of a large one: the first
serves one batch, and each that follows twice as many as the one before."""


class Writer:
    """Appends commands for any number of ledgers. Start it, append, stop it; it is one per process."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        projections: Projections,
        appended: Callable[[Iterable[str]], None] | None = None,
        *,
        alone: int = ALONE,
    ) -> None:
        self._connect = connect
        self.projections = projections
        self.appended = appended
        self.spare = asyncio.Semaphore(alone)
        self._lanes = [_Lane(self) for _ in range(LANES)]
        self._alone: dict[str, _LaneAlone] = {}
        self._stopping = False

    async def __aenter__(self) -> Self:
        for lane in self._lanes:
            lane.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """What was asked for is still recorded; nothing new is taken."""
        self._stopping = True
        await asyncio.gather(*(lane.stop() for lane in self._lanes))
        await asyncio.gather(*(lane.stop() for lane in list(self._alone.values())))

    async def connect(self) -> Connection:
        """A connection for a lane."""
        connection = await self._connect()
        await connection.execute(_BY_KEY)
        return connection

    async def append(self, append: Append) -> Appended:
        """Record one command. It goes on when the caller is cancelled: it may be recorded already.

        Raises:
            CommandKnown: the id was used before.
            Conflict: the boundary moved since it was read.
            LedgerNotOpen: there is no such ledger.
            NotSimulated: a time was given for a ledger that keeps its own.
            ProjectionOutdated: the ledger waits for its rebuild, or this process is too old for it.
            OutcomeUnknown: the database did not say.
        """
        if self._stopping:
            raise RuntimeError("the writer is stopping")
        waiting = Waiting(append, asyncio.get_running_loop().create_future())
        lane = self._alone.get(append.ledger) or self._lanes[zlib.crc32(append.ledger.encode()) % len(self._lanes)]
        lane.put([waiting])
        return await asyncio.shield(waiting.done)

    def put_aside(self, ledger: str, waiting: Sequence[Waiting]) -> None:
        """Let commands of a locked ledger wait for it on a connection of their own."""
        lane = self._alone.get(ledger)
        if lane is None:
            lane = self._alone[ledger] = _LaneAlone(self, lambda: self._alone.pop(ledger))
            lane.start()
        lane.put(waiting)


class _Lost(Exception):
    """The connection is gone, and with it the answer."""


_LOST: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.InternalClientError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
)
"""How a lost connection shows itself, besides being closed."""


class _Lane:
    """One connection that appends, and what waits for it."""

    wait = False

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: list[Waiting] = []
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._connection: Connection | None = None
        self._planned_for = self._batches = 0
        """Batches that the plans at hand are to serve, and have served."""

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="ledger lane")

    async def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task

    def put(self, waiting: Sequence[Waiting]) -> None:
        self._waiting.extend(waiting)
        self._wake.set()

    async def _run(self) -> None:
        while not (self._stopping and not self._waiting):
            await self._wake.wait()
            self._wake.clear()
            await self._drain()
        await self._close()

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            await self._commit(batch)

    async def _commit(self, batch: Sequence[Waiting]) -> None:
        """Record a batch; after a lost connection once more, for a command id says what was recorded before."""
        lost = False
        for _ in range(2):
            try:
                if self._connection is None or self._connection.is_closed():
                    self._connection = await self._writer.connect()
                    self._planned_for, self._batches = 1, 0
                await self._record(self._connection, batch)
                return
            except _Lost:
                lost = True
                self._drop()
                batch = [one for one in batch if not one.done.done()]
            except Exception as error:  # noqa: BLE001 - no connection could be had: whoever waits is told
                _fail(batch, OutcomeUnknown(str(error)) if lost else error)
                return
        _fail(batch, OutcomeUnknown())

    async def _record(self, connection: Connection, waiting: Sequence[Waiting]) -> None:
        """One transaction, or several when one command spoils it; each future gets its result or its error."""
        batch = Batch(connection, waiting, self._writer.projections)
        try:
            await self._plan_again(connection)
            blocked = await batch.run(wait=self.wait)
        except asyncio.CancelledError:
            _fail(waiting, OutcomeUnknown())
            raise
        except Exception as error:
            if connection.is_closed() or isinstance(error, _LOST):
                _fail((one for one in waiting if one.append.command is None), OutcomeUnknown(str(error)))
                raise _Lost(str(error)) from error
            if len(waiting) == 1:
                _fail(waiting, error)
                return
            for one in waiting:
                await self._record(connection, [one])
            return
        for ledger in blocked:
            self._writer.put_aside(ledger, [one for one in waiting if one.append.ledger == ledger])
        if batch.ledgers and (told := self._writer.appended) is not None:
            asyncio.get_running_loop().call_soon(told, batch.ledgers)

    async def _plan_again(self, connection: Connection) -> None:
        """Let go of plans that have served for long enough."""
        if self._batches == self._planned_for:
            await connection.execute("DISCARD PLANS")
            self._planned_for, self._batches = min(2 * self._planned_for, _PLANS_SERVE), 0
        self._batches += 1

    async def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(asyncpg.InterfaceError, OSError, *_LOST):
                await connection.close(timeout=5)

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(asyncpg.InterfaceError, OSError, *_LOST):
                connection.terminate()


class _LaneAlone(_Lane):
    """The lane of one ledger that somebody else had locked: it waits for the lock, and ends when nothing waits."""

    wait = True

    def __init__(self, writer: Writer, ended: Callable[[], object]) -> None:
        super().__init__(writer)
        self._ended = ended

    async def _run(self) -> None:
        async with self._writer.spare:
            await self._drain()
            self._ended()
            await self._close()


def _fail(waiting: Iterable[Waiting], error: BaseException) -> None:
    for one in waiting:
        one.settle(error)
