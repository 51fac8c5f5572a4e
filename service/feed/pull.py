"""A reader's own loop over a ledger: catch up page by page, then wait for the head to move.

There is no queue per subscriber: a slow reader holds one page and nothing else.
"""

from collections.abc import AsyncGenerator
from typing import Final

from msgspec import Struct

from service.database import Pool
from service.feed.heads import Heads
from service.ledger import Reader, StoredEntry

PAGE: Final = 200
HEARTBEAT: Final = 15.0
"""Seconds of silence after which a reader is told that all is well."""


class CaughtUp(Struct, frozen=True):
    """Everything recorded so far was read; what follows is live."""

    position: int


class Heartbeat(Struct, frozen=True):
    """Nothing happened for a while."""

    position: int


Pulled = StoredEntry | CaughtUp | Heartbeat


async def pull(
    pool: Pool, heads: Heads, ledger: str, after: int, *, heartbeat: float = HEARTBEAT
) -> AsyncGenerator[Pulled, None]:
    """Every entry after a position, in order and without a gap, for ever."""
    told = False
    while True:
        async with pool.acquire() as connection:
            page = await Reader(connection).page(ledger, after=after, first=PAGE)
        for stored in page:
            after = stored.position
            yield stored
        if len(page) == PAGE:
            continue
        if not told:
            told = True
            yield CaughtUp(after)
        while not await heads.beyond(ledger, after, heartbeat):
            yield Heartbeat(after)
