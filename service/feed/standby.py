"""A streaming standby: whether it may answer a question, and how far behind it may be (ADR 26).

The standby replays what the primary wrote, in order, a little later. It answers

- whoever could have written, and whoever names positions, only when it has what the primary has, or those positions;
- everyone else when everything that was recorded more than ``limit`` seconds ago is there.

How far behind it is cannot be asked of itself: cut off from its primary, it knows of nothing that it lacks. So this
process compares what it sees of both: the sum of all positions, which only grows, and in the same order on both.
"""

import asyncio
import contextlib
import logging
import math
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Final, Self

from msgspec import Struct

from service.access import Role, Viewer
from service.database import Connection, Pool
from service.database.replication import check_standby
from service.feed.heads import Heads
from service.feed.latest import HeadsUnknown, LatestHeads, Marks

POLL: Final = 1.0
"""Seconds between two looks at the standby."""
WITHIN: Final = 1.0
"""Seconds that a question waits for the standby to say where it stands."""
MARKS: Final = """
SELECT coalesce(string_agg(concat_ws(' ', ledger_id, position, projection_version, xmin), ',' ORDER BY ledger_id), '')
FROM ledger_head WHERE pg_is_in_recovery()
"""
"""Nothing once it was promoted: what it then says may be of another history."""

logger = logging.getLogger("greffe.feed")


class StandbyState(StrEnum):
    """What a standby is good for."""

    STARTING = "STARTING"
    FOLLOWING = "FOLLOWING"
    BEHIND = "BEHIND"
    """Further than may be."""
    UNFIT = "UNFIT"
    """Out of reach, promoted, the standby of another database, or without a migration."""


class StandbyStanding(Struct, frozen=True):
    """What readiness says."""

    state: StandbyState
    limit: float
    """Seconds by which an answer may be behind."""
    lag: float | None
    """Seconds: everything that was recorded longer ago is there."""
    entries: int | None
    """That the primary was seen to have, and the standby not yet."""


class Least(Struct, frozen=True):
    """What an answer must rest on at least."""

    positions: Mapping[str, int] = {}
    latest: bool = False
    """Everything that was recorded when the question came."""

    def and_also(self, positions: Mapping[str, int]) -> "Least":
        """These positions too."""
        both = self.positions.keys() | positions.keys()
        return Least({at: max(self.positions.get(at, 0), positions.get(at, 0)) for at in both}, self.latest)


class Lag:
    """Looks at the primary, each with what it had then, and how far the standby has come since."""

    def __init__(self, now: float) -> None:
        self._reached = now
        self._looked = now
        self._total = 0
        self._unreached: deque[tuple[int, float]] = deque()

    def primary(self, total: int, looked: float) -> None:
        """What the primary had by a look at that time; what is more than before was recorded since the last look."""
        if total > self._total:
            self._unreached.append((total, self._looked))
            self._total = total
        self._looked = looked

    def standby(self, total: int) -> None:
        """What the standby has."""
        while self._unreached and self._unreached[0][0] <= total:
            self._unreached.popleft()

    def seconds(self, now: float) -> float:
        """By how much it is behind at most."""
        return now - (self._unreached[0][1] if self._unreached else self._looked)


class Standby:
    """One per process whose deployment has one: its readers' pool, where it stands, and whether it may answer."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        pool: Pool,
        primary: tuple[Heads, LatestHeads],
        *,
        system: int,
        version: int,
        limit: float,
    ) -> None:
        """``system`` identifies the database cluster that it must be a standby of, ``version`` is of projections."""
        self.pool = pool
        self.latest = LatestHeads(partial(_checked, connect, system), MARKS)
        self._heads, self._latest = primary
        self._version = version
        self._limit = limit
        self._state, self._why = StandbyState.STARTING, ""
        self._total = 0
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._lag = Lag(self._clock())
        self._task = asyncio.create_task(self._run(), name="standby")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self.latest.__aexit__()

    @property
    def limit(self) -> float:
        """Seconds by which an answer may be behind."""
        return self._limit

    @property
    def lag(self) -> float:
        """Seconds by which it is behind at most."""
        self._lag.primary(sum(self._heads.positions.values()), self._heads.looked)
        return self._lag.seconds(self._clock())

    @property
    def standing(self) -> StandbyStanding:
        """How it stands now."""
        lag = self.lag
        if self._state is not StandbyState.FOLLOWING or not math.isfinite(lag):
            state = StandbyState.UNFIT if self._state is StandbyState.UNFIT else StandbyState.STARTING
            return StandbyStanding(state, self._limit, None, None)
        entries = max(sum(self._heads.positions.values()) - self._total, 0)
        state = StandbyState.BEHIND if self._limit and lag > self._limit else StandbyState.FOLLOWING
        return StandbyStanding(state, self._limit, round(lag, 1), entries)

    async def marks(self, viewer: Viewer, ledgers: tuple[str, ...] | None, least: Least) -> Marks | None:
        """Where the standby stands, by a query that begins after the call; None when the primary must answer.

        ``ledgers`` are those that the question reads, None for every one.
        """
        if self._state is not StandbyState.FOLLOWING:
            return None
        exact = least.latest or viewer.role is Role.CLERK or not self._limit
        if not exact and self.lag > self._limit:
            return None
        try:
            async with asyncio.timeout(WITHIN):
                # The primary first: what it has by then, the standby must have a moment later.
                wanted = {at: mark.position for at, mark in (await self._latest()).items()} if exact else {}
                marks = await self.latest()
        except (TimeoutError, HeadsUnknown):
            return None
        self._came_to(marks)
        wanted |= {at: max(position, wanted.get(at, 0)) for at, position in least.positions.items()}
        read = ledgers if ledgers is not None else marks.keys() | wanted.keys()
        return marks if all(self._has(marks, ledger, wanted.get(ledger, 0)) for ledger in read) and marks else None

    def _has(self, marks: Marks, ledger: str, position: int) -> bool:
        mark = marks.get(ledger)
        if mark is None:
            return position == 0
        return mark.position >= position and mark.projection_version == self._version

    def _came_to(self, marks: Marks) -> None:
        self._total = sum(mark.position for mark in marks.values())
        self._lag.primary(sum(self._heads.positions.values()), self._heads.looked)
        self._lag.standby(self._total)

    async def _run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(2 * POLL):
                    marks = await self.latest()
            except TimeoutError:
                self._is(StandbyState.UNFIT, f"it does not answer within {2 * POLL:g} s")
            except HeadsUnknown as error:
                self._is(StandbyState.UNFIT, str(error.__cause__ or error))
            else:
                if marks or not self._heads.positions:
                    self._is(StandbyState.FOLLOWING)
                    self._came_to(marks)
                else:
                    self._is(StandbyState.UNFIT, "it follows no primary any more, or holds no ledger")
            await asyncio.sleep(POLL)

    def _is(self, state: StandbyState, why: str = "") -> None:
        """The reason goes to the log: readiness is asked by anyone, and it may name servers."""
        if (state, why) != (self._state, self._why) and state is StandbyState.UNFIT:
            logger.warning("the primary answers every query: %s", why)
        self._state, self._why = state, why

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()


async def _checked(connect: Callable[[], Awaitable[Connection]], system: int) -> Connection:
    """A connection to a server that is fit."""
    connection = await connect()
    try:
        await check_standby(connection, system)
    except BaseException:
        connection.terminate()
        raise
    return connection
