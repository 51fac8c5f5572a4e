"""A reader's own loop over some ledgers: each in order and without a gap, in turn, so that none waits for another.

There is no queue for a reader: it holds one page, and comes back for more when it has told it.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from service.feed.heads import Heads
from service.feed.pages import Pages
from service.ledger import StoredEntry

PAGE: Final = 200
HEARTBEAT: Final = 15.0
"""Seconds of silence after which a reader is told that all is well."""

CHECKPOINT_SECONDS: Final = 1.0
CHECKPOINT_ENTRIES: Final = 1_000
"""Entries read, told or not: a filter that matches nothing is not a reason to begin again."""
AT_ONCE: Final = 40
"""Ledgers of which one statement reads: each of them gets its share of the page."""

Places = Mapping[str, int]
"""By ledger, the last position that was read."""


class Checkpoint(Struct, frozen=True):
    """Whoever comes back from here misses nothing."""

    places: Places


class AllCaughtUp(Struct, frozen=True):
    """Everything that was recorded when the feed began was read; what follows is live."""

    places: Places


class AllQuiet(Struct, frozen=True):
    """Nothing happened for a while."""

    places: Places


class Pace(Struct, frozen=True):
    """When a reader is told where it stands."""

    seconds: float = CHECKPOINT_SECONDS
    entries: int = CHECKPOINT_ENTRIES
    heartbeat: float = HEARTBEAT


Followed = StoredEntry | Checkpoint | AllCaughtUp | AllQuiet
ORDINARY: Final = Pace()
EACH_TOLD: Final = Pace(seconds=HEARTBEAT, entries=2**31)
"""Where each entry is told with its cursor: there is nothing to add, but to a filter that leaves it out for long."""


async def follow(
    pages: Pages,
    heads: Heads,
    ledgers: frozenset[str] | None,
    after: Places,
    now: Places,
    *,
    pace: Pace = ORDINARY,
    ended: Callable[[], bool] = lambda: False,
) -> AsyncGenerator[Followed, None]:
    """Every entry after a position of each ledger, until ``ended``; what is in ``now`` first, and then live.

    ``ledgers`` None: of all, those opened later included. ``ended`` is asked before anything is told, and when the
    heads' bell rings.
    """
    following = _Following(pages, ledgers, after, pace)
    begun = False
    while not ended():
        moves = heads.moves
        while behind := following.behind(now):
            for stored in await following.page(behind):
                if ended():
                    return
                following.passed(stored)
                yield stored
                if following.due():
                    yield Checkpoint(following.stand())
        if not begun:
            begun = True
            yield AllCaughtUp(following.stand())
        if not await heads.moved(moves, following.patience(), ledgers) and not ended():
            if following.unsaid:
                yield Checkpoint(following.stand())
            elif following.patience() <= 0:
                yield AllQuiet(following.stand())
        now = heads.positions


class _Following:
    """Where one reader stands, and since when it was not told."""

    def __init__(self, pages: Pages, ledgers: frozenset[str] | None, after: Places, pace: Pace) -> None:
        self._pages, self._ledgers, self._pace = pages, ledgers, pace
        self._places = {ledger: at for ledger, at in after.items() if ledgers is None or ledger in ledgers}
        self._turns: dict[str, int] = {}
        self._turn = 0
        self.unsaid = 0
        """Entries passed since the reader was told where it stands."""
        self._said = self._clock()

    def behind(self, heads: Places) -> list[str]:
        """The ledgers with more to read: those that have waited longest first."""
        followed = heads if self._ledgers is None else self._ledgers
        found = [ledger for ledger in followed if heads.get(ledger, 0) > self._places.get(ledger, 0)]
        return sorted(found, key=lambda ledger: (self._turns.get(ledger, 0), ledger))[:AT_ONCE]

    async def page(self, ledgers: list[str]) -> Sequence[StoredEntry]:
        """The next entries of each, no more than a page altogether."""
        self._turn += 1
        self._turns.update(dict.fromkeys(ledgers, self._turn))
        after = {ledger: self._places.get(ledger, 0) for ledger in ledgers}
        return await self._pages(after, PAGE // len(ledgers))

    def passed(self, stored: StoredEntry) -> None:
        """An entry was read."""
        self._places[stored.ledger] = stored.position
        self.unsaid += 1

    def due(self) -> bool:
        """Whether the reader has to be told where it stands."""
        return self.unsaid >= self._pace.entries or self._clock() >= self._said + self._pace.seconds

    def patience(self) -> float:
        """Seconds after which something must be said."""
        wait = self._pace.seconds if self.unsaid else self._pace.heartbeat
        return max(self._said + wait - self._clock(), 0.0)

    def stand(self) -> Places:
        """Where the reader stands, which it is told now."""
        self.unsaid, self._said = 0, self._clock()
        return dict(self._places)

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()
