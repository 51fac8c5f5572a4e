"""Where every ledger stands, and a bell that rings when one moves.

NOTIFY is a hint and a one-second poll is the truth: a hint that is lost delays nobody by more than that second. It is
sent after the commit, outside its transaction (inside, it takes a lock of the whole database through the fsync),
and is coalesced: one for all that was appended meanwhile.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import Any, Final, Self

import asyncpg

from service.database import Connection

POLL: Final = 1.0
"""Seconds between two looks at the table, hints or no hints."""
CHANNEL: Final = "greffe_head"

logger = logging.getLogger("greffe.feed")


class Heads:
    """One per process: a connection that listens, polls and hints."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]]) -> None:
        self._connect = connect
        self._positions: dict[str, int] = {}
        self._moved: dict[str, asyncio.Event] = {}
        self._waiting: dict[str | None, set[asyncio.Future[bool]]] = {}
        """By ledger, who waits for it; under None, who waits for any."""
        self._moved_at: dict[str, int] = {}
        self._rung_at = 0
        self.moves = 0
        """How often any ledger was seen to have moved."""
        self.looked = float("-inf")
        """When the last look began that was answered, by the loop's clock."""
        self._look = asyncio.Event()
        self._hint = False
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="heads")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @property
    def positions(self) -> Mapping[str, int]:
        """Where each ledger was last seen to stand."""
        return self._positions

    def appended(self, ledgers: Iterable[str]) -> None:
        """This process appended: look at once, and tell the others."""
        if any(True for _ in ledgers):
            self._hint = True
            self._look.set()

    async def beyond(self, ledger: str, position: int, timeout: float) -> bool:
        """Wait until a ledger's head is beyond a position; False when it is not after ``timeout`` seconds."""
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while self._positions.get(ledger, 0) <= position:
            moved = self._moved.setdefault(ledger, asyncio.Event())
            try:
                async with asyncio.timeout_at(until):
                    await moved.wait()
            except TimeoutError:
                return False
        return True

    async def moved(self, moves: int, timeout: float, ledgers: Collection[str] | None = None) -> bool:
        """Wait until a ledger moves after ``moves`` was read, any or one of some; False after ``timeout`` seconds."""
        if self._has_moved(moves, ledgers):
            return True
        # A thousand wait here at once: a future and a timer each, and no more than that.
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[bool] = loop.create_future()
        timer = loop.call_later(max(timeout, 0.0), _tell, waiter, False)
        places = (None,) if ledgers is None else tuple(ledgers)
        for place in places:
            self._waiting.setdefault(place, set()).add(waiter)
        try:
            return await waiter
        finally:
            timer.cancel()
            for place in places:
                if (others := self._waiting.get(place)) is not None:
                    others.discard(waiter)
                    if not others:
                        del self._waiting[place]

    def _has_moved(self, moves: int, ledgers: Collection[str] | None) -> bool:
        if ledgers is None or self._rung_at > moves:
            return self.moves > moves
        return any(self._moved_at.get(ledger, 0) > moves for ledger in ledgers)

    async def _run(self) -> None:
        while True:
            try:
                await self._follow()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
                logger.warning("the connection that follows the heads was lost (%s); again in %s s", error, POLL)
                await asyncio.sleep(POLL)

    async def _follow(self) -> None:
        connection = await self._connect()
        try:
            await connection.add_listener(CHANNEL, self._heard)
            while True:
                self._look.clear()
                await self._read(connection)
                if self._hint:
                    self._hint = False
                    await connection.execute(f"NOTIFY {CHANNEL}")
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL):
                        await self._look.wait()
        finally:
            connection.terminate()

    def ring(self, ledger: str | None = None) -> None:
        """Whoever waits for a ledger wakes, and looks; without one, everybody. Whoever comes later waits anew."""
        self.moves += 1
        if ledger is None:
            self._rung_at = self.moves
            woken = list(self._waiting.values())
            self._waiting.clear()
        else:
            self._moved_at[ledger] = self.moves
            woken = [self._waiting.pop(place, set()) for place in (None, ledger)]
        for waiting in woken:
            for waiter in waiting:
                _tell(waiter, True)

    def _heard(self, *_: Any) -> None:
        self._look.set()

    async def _read(self, connection: Connection) -> None:
        begun = asyncio.get_running_loop().time()
        rows = await connection.fetch("SELECT ledger_id, position FROM ledger_head")
        self.looked = begun
        for ledger, position in rows:
            if self._positions.get(ledger) != position:
                self._positions[ledger] = position
                self.ring(ledger)
                if (moved := self._moved.pop(ledger, None)) is not None:
                    moved.set()


def _tell(waiter: asyncio.Future[bool], moved: bool) -> None:
    if not waiter.done():
        waiter.set_result(moved)
