"""The end of the ledgers, where most who follow stand: one source reads on from there for all who ask the same.

Whoever comes to where it stands listens (``audience.py``), and reads alone no longer.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing
from typing import Final

from service.feed import Places
from service.graphql.audience import Audience, Listener
from service.graphql.source import Source
from service.graphql.told import Plan

HELD: Final = 32 * 1024
"""Characters that are pushed at once, about: what a connection holds that is not read is no more than it may."""
COMES_BY: Final = 0.1
"""Seconds within which the common source comes to where another is before it: both read the same page."""

logger = logging.getLogger("greffe.feed")


class Tails:
    """Of a process: of each plan that somebody listens to, one."""

    def __init__(self) -> None:
        self._tails: dict[Plan, _Tail] = {}

    def __len__(self) -> int:
        return len(self._tails)

    async def lead(self, plan: Plan, source: Source, listener: Listener) -> None:
        """Tell a listener what comes, its source being at rest; return when it left, its source where it was led."""
        tail = self._tails.get(plan)
        if tail is None or tail.ended:
            tail = self._tails[plan] = _Tail(plan, source.twin())
        try:
            await tail.lead(source, listener)
        finally:
            if not tail.audience:
                tail.end()
                if self._tails.get(plan) is tail:
                    del self._tails[plan]


class _Tail:
    """One source for an audience, and its task."""

    def __init__(self, plan: Plan, source: Source) -> None:
        self._plan, self._source = plan, source
        self._read: Places = dict(source.places)
        self._moved = asyncio.Event()
        self._pending: list[bytes] = []
        self._size = 0
        self._flushing: asyncio.Handle | None = None
        self.audience = Audience[Places](self._read)
        self._task = asyncio.create_task(self._run(), name="tail")

    @property
    def ended(self) -> bool:
        """Whether it reads no more."""
        return self._task.done()

    def end(self) -> None:
        """Nobody listens any more."""
        self._task.cancel()

    async def lead(self, source: Source, listener: Listener) -> None:
        """See Tails. A source that is somewhere else is left where it is: it will come by again."""
        if await self._comes_to(source.places):
            self._flush()  # what is pending is before that place
            source.led_to(await self.audience.listen(listener))

    async def _comes_to(self, places: Places) -> bool:
        try:
            async with asyncio.timeout(COMES_BY):
                while self._read != places:
                    await self._moved.wait()
        except TimeoutError:
            return False
        return True

    async def _run(self) -> None:
        try:
            async with aclosing(aiter(self._source)) as came:
                async for told in came:
                    self._add(await self._plan.payloads(told))
                    if self._size >= HELD:
                        self._flush()
                        await asyncio.sleep(0)  # it is written, or held: who holds too much takes no more
        except Exception as error:  # noqa: BLE001  each goes on alone, and is told if it comes upon the same
            logger.warning("those who follow together go on alone: %s", type(error).__name__)
        finally:
            self.audience.dismiss_all()

    def _add(self, payloads: Sequence[str]) -> None:
        """What is told in one turn of the loop is pushed at once."""
        self._pending += [payload.encode() for payload in payloads]
        self._size += sum(map(len, payloads))
        self._read = dict(self._source.places)
        self._moved.set()
        self._moved = asyncio.Event()
        if self._flushing is None:
            self._flushing = asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None
        pending, self._pending, self._size = self._pending, [], 0
        self.audience.tell(pending, self._read)
