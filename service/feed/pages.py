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
        self._kept: OrderedDict[_Place, asyncio.Task[Sequence[StoredEntry]]] = OrderedDict()
        self._moves = -1
        self.reads = 0

    async def __call__(self, after: Mapping[str, int], first: int) -> Sequence[StoredEntry]:
        """The next entries of each ledger after a position of its own, ``first`` of each at most; each in order."""
        if self._moves != self._heads.moves:
            self._moves = self._heads.moves
            self._kept.clear()
        place = tuple(sorted(after.items())), first
        reading = self._kept.get(place)
        if reading is None or (reading.done() and (reading.cancelled() or reading.exception() is not None)):
            reading = self._kept[place] = asyncio.create_task(self._read(after, first), name="page")
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return await asyncio.shield(reading)

    async def _read(self, after: Mapping[str, int], first: int) -> Sequence[StoredEntry]:
        self.reads += 1
        async with self._pool.acquire() as connection:
            return await Reader(connection).pages(after, first=first)
