"""Going through a whole ledger again, step by step, for whoever projects it anew under its lock."""

from collections.abc import AsyncIterator
from typing import Final

from asyncpg import Record

from service.database import Connection
from service.ledger.appends import LedgerNotOpen, Projectable
from service.ledger.envelope import decode_entry, decode_header

_ENTRIES: Final = """
SELECT h.position, h.header, b.body
FROM entry_header h LEFT JOIN entry_body b USING (ledger_id, position)
WHERE h.ledger_id = $1 AND h.position > $2 AND h.position <= $3 ORDER BY h.position
"""


async def lock(connection: Connection, ledger: str) -> int:
    """Keep a ledger as it is until the transaction ends, and tell its head. Readers are not kept waiting.

    Raises:
        LedgerNotOpen: there is no such ledger.
    """
    head: int | None = await connection.fetchval(
        "SELECT position FROM ledger_head WHERE ledger_id = $1 FOR UPDATE", ledger
    )
    if head is None:
        raise LedgerNotOpen(ledger)
    return head


async def steps(connection: Connection, ledger: str, *, chunk: int) -> AsyncIterator[list[Projectable]]:
    """Every step of a ledger in order, about ``chunk`` entries at a time; a step is never cut in two."""
    after = 0
    while rows := await connection.fetch(_ENTRIES, ledger, after, after + chunk):
        end = decode_header(rows[-1]["header"]).step_end
        if end > rows[-1]["position"]:
            rows += await connection.fetch(_ENTRIES, ledger, rows[-1]["position"], end)
        yield _grouped(ledger, rows)
        after = end


async def projected_by(connection: Connection, ledger: str, version: int) -> None:
    """Say which version of the projections the ledger's rows are now of."""
    await connection.execute("UPDATE ledger_head SET projection_version = $2 WHERE ledger_id = $1", ledger, version)


def _grouped(ledger: str, rows: list[Record]) -> list[Projectable]:
    """Entries by step; one whose body is erased is no part of any."""
    found: dict[int, list[Record]] = {}
    for row in rows:
        found.setdefault(decode_header(row["header"]).step_end, []).append(row)
    grouped = (
        Projectable(
            ledger, end, tuple(decode_entry(row["position"], row["body"]) for row in of_step if row["body"] is not None)
        )
        for end, of_step in found.items()
    )
    return [step for step in grouped if step.entries]
