"""The heads of ledgers as they are stored, and rows of ledgers that have none."""

from typing import Final

from msgspec import Struct

from service.database import Connection

INSTANT: Final = """coalesce(to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), {0}::text)"""
"""SQL: an instant as headers write it. As text, because a column may hold times that Python has no name for."""


class StoredHead(Struct, frozen=True):
    """A ledger's head, whatever stands there."""

    ledger: str
    clock: str
    position: int
    recorded_at: str
    projection_version: int


async def stored_heads(connection: Connection) -> dict[str, StoredHead]:
    """Every ledger's head."""
    rows = await connection.fetch(
        f"SELECT ledger_id, clock, position, {INSTANT.format('recorded_at')} AS recorded_at, projection_version"
        " FROM ledger_head ORDER BY ledger_id"
    )
    return {row["ledger_id"]: StoredHead(*row.values()) for row in rows}


TABLES = (
    *("entry_header", "entry_body", "entry_tag", "command", "tree_node", "checkpoint", "cosignature"),
    *("trail_key", "trail_tail", "vault_value", "vault_key", "personal"),
)


async def headless(connection: Connection) -> list[tuple[str, str]]:
    """Each table that holds rows of a ledger without a head, and the first such ledger."""
    found = []
    for table in TABLES:
        # From one ledger to the next by the index: there may be millions of rows, and few ledgers.
        ledger = await connection.fetchval(
            f"""
            WITH RECURSIVE known (ledger_id) AS (
                (SELECT min(ledger_id) FROM {table})
                UNION ALL
                SELECT (SELECT min(t.ledger_id) FROM {table} t WHERE t.ledger_id > known.ledger_id)
                FROM known WHERE known.ledger_id IS NOT NULL
            )
            SELECT min(ledger_id) FROM known WHERE ledger_id NOT IN (SELECT ledger_id FROM ledger_head)
            """
        )
        if ledger is not None:
            found.append((table, ledger))
    return found
