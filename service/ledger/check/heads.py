"""Rows of ledgers that have no head: nobody reads them, and nothing should have left them."""

from service.database import Connection

TABLES = ("entry_header", "entry_body", "entry_tag", "command", "personal")


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
