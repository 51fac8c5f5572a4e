"""Making a ledger's projections anew from its entries: after a change of their code, or of doubt about their rows.

One transaction under the lock of the ledger's head: readers keep the old rows until it commits, the ledger's own
writers wait, and nobody else does. It reads by cursor, so its memory does not grow with the ledger.
"""

from collections.abc import Callable
from typing import Final

from projections.engine import Engine
from projections.noun import Noun
from projections.nouns import NOUNS, PROJECTION_VERSION
from service.database import Connection
from service.ledger import replay, trail_index
from service.ledger.envelope import decode_entry

CHUNK: Final = 1000
"""Entries that are projected at a time."""


async def rebuild(
    connection: Connection,
    ledger: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    nouns: tuple[Noun, ...] = NOUNS,
    version: int = PROJECTION_VERSION,
    chunk: int = CHUNK,
) -> int:
    """Delete and make again the rows of one ledger, on a connection of the caller's; returns its head.

    ``progress`` is told, after each chunk, the position reached and the head.

    Raises:
        LedgerNotOpen: there is no such ledger.
    """
    engine = Engine(nouns, version, decode_entry)
    async with connection.transaction():
        head = await replay.lock(connection, ledger)
        await engine.clear(connection, ledger)
        async for steps in replay.steps(connection, ledger, chunk=chunk):
            await engine.apply(connection, steps)
            if progress is not None and steps:
                progress(steps[-1].position, head)
        await trail_index.refill(connection, ledger)
        await replay.projected_by(connection, ledger, version)
    return head
