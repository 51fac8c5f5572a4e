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


class Following:
    """One reader's way through some ledgers: where it stands, and since when it was not told.

    It may stop anywhere, and go on later, from there or from where another has come meanwhile.
    """

    def __init__(
        self, pages: Pages, heads: Heads, ledgers: frozenset[str] | None, after: Places, pace: Pace = ORDINARY
    ) -> None:
        """``ledgers`` None: all, those opened later included."""
        self._pages, self._heads, self._ledgers, self._pace = pages, heads, ledgers, pace
        self.places = {at: p for at, p in after.items() if p and (ledgers is None or at in ledgers)}
        self._turns: dict[str, int] = {}
        self._turn = 0
        self._caught_up = False
        self._unsaid = 0
        """Entries passed since the reader was told where it stands."""
        self._said = self._clock()

    @property
    def rests(self) -> bool:
        """Whether it has told all there is: who rests at the same place goes the same way from here."""
        owes = self._unsaid and self._pace is not EACH_TOLD
        return self._caught_up and not owes and not self._behind(self._heads.positions)

    def twin(self) -> "Following":
        """Another, at the same place."""
        twin = Following(self._pages, self._heads, self._ledgers, self.places, self._pace)
        twin._caught_up = self._caught_up
        return twin

    def led_to(self, places: Places) -> None:
        """It has come to a place without reading, told of all that is before it, if not of where it stands."""
        if places != self.places:
            self.places = dict(places)
            self._unsaid, self._said = 1, self._clock()

    async def follow(self, now: Places, ended: Callable[[], bool] = lambda: False) -> AsyncGenerator[Followed, None]:
        """Every entry after its place in each ledger, until ``ended``; what is in ``now`` first, and then live.

        ``ended`` is asked before anything is told, and when the heads' bell rings.
        """
        while not ended():
            moves = self._heads.moves
            while behind := self._behind(now):
                for stored in await self._page(behind):
                    if ended():
                        return
                    self.places[stored.ledger] = stored.position
                    self._unsaid += 1
                    yield stored
                    if self._due():
                        yield Checkpoint(self._stand())
            if not self._caught_up:
                self._caught_up = True
                yield AllCaughtUp(self._stand())
            if not await self._heads.moved(moves, self._patience(), self._ledgers) and not ended():
                if self._unsaid:
                    yield Checkpoint(self._stand())
                elif self._patience() <= 0:
                    yield AllQuiet(self._stand())
            now = self._heads.positions

    def _behind(self, heads: Places) -> list[str]:
        """The ledgers with more to read: those that have waited longest first."""
        followed = heads if self._ledgers is None else self._ledgers
        found = [ledger for ledger in followed if heads.get(ledger, 0) > self.places.get(ledger, 0)]
        return sorted(found, key=lambda ledger: (self._turns.get(ledger, 0), ledger))[:AT_ONCE]

    async def _page(self, ledgers: list[str]) -> Sequence[StoredEntry]:
        """The next entries of each, no more than a page altogether."""
        self._turn += 1
        self._turns.update(dict.fromkeys(ledgers, self._turn))
        after = {ledger: self.places.get(ledger, 0) for ledger in ledgers}
        return await self._pages(after, PAGE // len(ledgers))

    def _due(self) -> bool:
        """Whether the reader has to be told where it stands."""
        return self._unsaid >= self._pace.entries or self._clock() >= self._said + self._pace.seconds

    def _patience(self) -> float:
        """Seconds after which something must be said."""
        wait = self._pace.seconds if self._unsaid else self._pace.heartbeat
        return max(self._said + wait - self._clock(), 0.0)

    def _stand(self) -> Places:
        """Where the reader stands, which it is told now."""
        self._unsaid, self._said = 0, self._clock()
        return dict(self.places)

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()
