"""Group commit: whoever waits is recorded together, in one transaction, and no position is ever skipped.

A lane is one dedicated connection. It takes everything that waits, for all the ledgers that are its own, and then:

    lock the head rows -> known command id? -> check each condition (table, and earlier commands of the batch)
    -> headers, bodies, tags, command rows -> projections -> whatever else the command writes (vault) -> COMMIT

A ledger that somebody else has locked (a rebuild, another process) is left to a connection of its own, so that nobody
waits for it. A command whose condition fails fails alone. Any other error rolls the batch back and the commands are
tried one by one: only the culprit fails.
"""

import asyncio
import contextlib
import zlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

import asyncpg

from service.database import Connection
from service.ledger.appends import Append, Appended, OutcomeUnknown, Project, Waiting
from service.ledger.batch import Batch

BATCH: Final = 256
"""Commands that one transaction takes at most."""
LANES: Final = 2
"""Connections that append: one makes ready while the other waits for the disk."""


class Writer:
    """Appends commands for any number of ledgers. Start it, append, stop it; it is one per process."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        project: Project,
        appended: Callable[[Iterable[str]], None] = lambda ledgers: None,
    ) -> None:
        self._connect = connect
        self._project = project
        self._appended = appended
        self._lanes = [_Lane(self) for _ in range(LANES)]
        self._alone: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Writer":
        for lane in self._lanes:
            lane.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """What was asked for is still recorded; nothing new is taken."""
        await asyncio.gather(*(lane.stop() for lane in self._lanes))
        await asyncio.gather(*self._alone, return_exceptions=True)

    async def append(self, append: Append) -> Appended:
        """Record one command. It goes on when the caller is cancelled: it may be recorded already.

        Raises:
            CommandKnown: the id was used before.
            Conflict: the boundary moved since it was read.
            LedgerNotOpen: there is no such ledger.
            OutcomeUnknown: the database did not say.
        """
        lane = self._lanes[zlib.crc32(append.ledger.encode()) % len(self._lanes)]
        return await asyncio.shield(lane.put(append))

    def commit_alone(self, waiting: Sequence[Waiting]) -> None:
        """Record commands of one ledger on a connection of their own, waiting for its lock."""
        task = asyncio.create_task(self._commit_alone(waiting))
        self._alone.add(task)
        task.add_done_callback(self._alone.discard)

    async def _commit_alone(self, waiting: Sequence[Waiting]) -> None:
        try:
            connection = await self._connect()
        except Exception as error:
            _fail(waiting, error)
            return
        try:
            await self.commit(connection, waiting, wait=True)
        finally:
            await connection.close()

    async def commit(self, connection: Connection, waiting: Sequence[Waiting], *, wait: bool) -> None:
        """Record a batch; each one's future gets its result or its error."""
        try:
            batch = Batch(connection, waiting, self._project)
            blocked = await batch.run(wait=wait)
        except asyncio.CancelledError:
            _fail(waiting, OutcomeUnknown())
            raise
        except _LOST as error:
            if len(waiting) == 1 and waiting[0].append.command is None:
                _fail(waiting, OutcomeUnknown(str(error)))
            raise
        except Exception as error:
            if len(waiting) == 1:
                _fail(waiting, error)
                return
            for one in waiting:
                if not one.done.done():
                    await self.commit(connection, [one], wait=wait)
            return
        if batch.ledgers:
            self._appended(batch.ledgers)
        for ledger in blocked:
            self.commit_alone([one for one in waiting if one.append.ledger == ledger])


_LOST: Final = (
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InternalClientError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    OSError,
)
"""How a lost connection shows itself."""


class _Lane:
    """One connection that appends, and what waits for it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: list[Waiting] = []
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._connection: Connection | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="ledger lane")

    async def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task

    def put(self, append: Append) -> "asyncio.Future[Appended]":
        if self._stopping:
            raise RuntimeError("the writer is stopping")
        waiting = Waiting(append, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._wake.set()
        return waiting.done

    async def _run(self) -> None:
        while not (self._stopping and not self._waiting):
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                await self._commit(batch)
        if self._connection is not None:
            with contextlib.suppress(*_LOST):
                await self._connection.close(timeout=5)

    async def _commit(self, batch: list[Waiting]) -> None:
        """Record a batch; after a lost connection once more, for a command id says what was recorded before."""
        for attempt in (1, 2):
            try:
                if self._connection is None or self._connection.is_closed():
                    self._connection = await self._writer._connect()
                await self._writer.commit(self._connection, batch, wait=False)
            except Exception as error:
                await self._drop()
                batch = [one for one in batch if not one.done.done()]
                if attempt == 2 or not isinstance(error, _LOST):
                    _fail(batch, OutcomeUnknown(str(error)) if isinstance(error, _LOST) else error)
                    return
            else:
                return

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(*_LOST):
                connection.terminate()


def _fail(waiting: Iterable[Waiting], error: BaseException) -> None:
    for one in waiting:
        one.settle(error)
