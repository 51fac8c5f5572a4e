"""The heads as they are now: read by a query that begins after whoever asks has come.

What NOTIFY or a poll told last is a little old, and a viewer who has just written would be shown the past. So each
caller waits for a query begun after the call; one query serves all who came before it began, however many.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NamedTuple, Self

import asyncpg

from service.database import Connection
from service.setup_error import SetupError


class Mark(NamedTuple):
    """Where a ledger stands, to the last change of anything that an answer is made from.

    ``changed`` is the transaction that last wrote the head's row: a rebuild writes it too, at the same position and
    for the same version. Compare for equality only: the numbers of transactions come round again.
    """

    position: int
    projection_version: int
    changed: int


Marks = Mapping[str, Mark]
"""By ledger."""

_MARKS: Final = """
SELECT coalesce(string_agg(concat_ws(' ', ledger_id, position, projection_version, xmin), ',' ORDER BY ledger_id), '')
FROM ledger_head
"""
"""One text for all: of hundreds of ledgers few have moved since the last look, most often none, and taking a row for
each of 470 costs four times as much of this process as the text does (docs/scale.md)."""
_WITHIN: Final = 5.0
"""Seconds: a head that is not read by then is one that nobody waits for any longer."""
_LOST: Final = (OSError, SetupError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class HeadsUnknown(Exception):
    """The database does not say where its ledgers stand."""


class LatestHeads:
    """One per database that is read: a connection of its own, so that no slow reader keeps it waiting."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], marks: str = _MARKS) -> None:
        """``marks`` is the statement that reads them."""
        self._connect = connect
        self._statement = marks
        self._connection: Connection | None = None
        self._running: asyncio.Task[Marks] | None = None
        self._next: asyncio.Task[Marks] | None = None
        self._said = ""
        self._marks: Marks = {}
        self.queries = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._running, self._next):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, HeadsUnknown):
                    await task
        if self._connection is not None:
            self._connection.terminate()

    async def __call__(self) -> Marks:
        """Every ledger's mark, by a query that has not begun yet.

        Raises:
            HeadsUnknown: the database does not answer.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._after(self._running), name="latest heads")
        return await asyncio.shield(self._next)

    async def _after(self, running: asyncio.Task[Marks] | None) -> Marks:
        if running is not None:
            await asyncio.wait([running])
        # Whoever comes from here on may know more than this query will see.
        self._running, self._next = self._next, None
        with contextlib.suppress(*_LOST):
            return await self._read()
        try:
            return await self._read()  # on a new connection: the other may have been closed while it was idle
        except _LOST as error:
            raise HeadsUnknown(type(error).__name__) from error

    async def _read(self) -> Marks:
        if self._connection is None:
            self._connection = await self._connect()
        self.queries += 1
        try:
            rows = await self._connection.fetch(self._statement, timeout=_WITHIN)
        except BaseException:
            self._connection.terminate()
            self._connection = None
            raise
        if (said := rows[0][0]) != self._said:
            self._said, self._marks = said, dict(map(_mark, said.split(","))) if said else {}
        return self._marks


def _mark(said: str) -> tuple[str, Mark]:
    ledger, *numbers = said.split(" ")
    return ledger, Mark(*map(int, numbers))
