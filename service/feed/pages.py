"""Pages of entries, read once for all who stand at the same place.

A thousand followers of a ledger ask for the same page at the same moment. It is read once, and given to whoever asks
until any ledger moves: an entry that is erased or disclosed is another from then on, and either is an entry itself.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final

from service.database import Pool
from service.feed.heads import Heads
from service.ledger import Reader, StoredEntry

KEPT: Final = 16
"""Pages; most followers stand at the head, the others each at a place of their own."""

_Place = tuple[tuple[tuple[str, int], ...], int]


class Pages:
    """One per process and database that is read."""

    def __init__(self, pool: Pool, heads: Heads) -> None:
        self._pool, self._heads = pool, heads
        self._kept: OrderedDict[_Place, _Page] = OrderedDict()
        self._moves = -1
        self.reads = 0

    async def __call__(self, after: Mapping[str, int], first: int) -> Sequence[StoredEntry]:
        """The next entries of each ledger after a position of its own, ``first`` of each at most; each in order."""
        if self._moves != self._heads.moves:
            self._moves = self._heads.moves
            self._kept.clear()
        place = tuple(sorted(after.items())), first
        page = self._kept.get(place)
        if page is None:
            page = self._kept[place] = _Page()
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            page.reading = asyncio.create_task(self._read(place, page), name="page")
        # Whoever waits may leave: the others wait for the page and not for a task of somebody's.
        if page.entries is None:
            await page.read.wait()
        if page.entries is None:
            raise page.failure or RuntimeError("the page was not read")
        return page.entries

    async def _read(self, place: _Place, page: "_Page") -> None:
        after, first = place
        self.reads += 1
        try:
            async with self._pool.acquire() as connection:
                page.entries = await Reader(connection).pages(dict(after), first=first)
        except Exception as error:  # noqa: BLE001  each of those who wait raises it
            page.failure = error
            if self._kept.get(place) is page:
                del self._kept[place]
        finally:
            page.read.set()


class _Page:
    """A page that is read, or was."""

    def __init__(self) -> None:
        self.entries: Sequence[StoredEntry] | None = None
        self.failure: Exception | None = None
        self.read = asyncio.Event()
        self.reading: asyncio.Task[None] | None = None
