"""What `greffe doctor` asks the database beyond what the service insists on at its start."""

import datetime as dt

from service.database.connection import Connection
from service.database.guard import APPEND_ONLY


async def server_version(connection: Connection) -> str:
    """Such as 18.1."""
    version: str = await connection.fetchval("SELECT split_part(current_setting('server_version'), ' ', 1)")
    return version


async def role(connection: Connection) -> str:
    """The role that is logged in."""
    name: str = await connection.fetchval("SELECT session_user")
    return name


async def clock_ahead(connection: Connection) -> float:
    """Seconds by which the database's clock is ahead of this machine's, as exactly as the round trip allows."""
    before = dt.datetime.now(dt.UTC)
    theirs: dt.datetime = await connection.fetchval("SELECT clock_timestamp()")
    after = dt.datetime.now(dt.UTC)
    if before <= theirs <= after:
        return 0.0
    return (theirs - after).total_seconds() if theirs > after else (theirs - before).total_seconds()


async def disarmed_tables(connection: Connection) -> list[str]:
    """The append-only tables of which a row could be changed: a trigger is missing, or does not always fire."""
    rows = await connection.fetch(
        """
        SELECT named.table_name FROM unnest($1::text[]) AS named (table_name)
        WHERE (SELECT count(*) FROM pg_trigger t
               WHERE t.tgrelid = to_regclass('greffe.' || named.table_name)
                 AND t.tgname IN ('append_only', 'append_only_truncate') AND t.tgenabled = 'A') < 2
        ORDER BY 1
        """,
        list(APPEND_ONLY),
    )
    return [row["table_name"] for row in rows]


async def misplaced_heads(connection: Connection) -> list[str]:
    """The ledgers whose head is not the position of their last entry."""
    rows = await connection.fetch(
        """
        SELECT h.ledger_id FROM ledger_head h
        WHERE h.position <> coalesce(
            (SELECT max(e.position) FROM entry_header e WHERE e.ledger_id = h.ledger_id), 0)
        ORDER BY 1
        """
    )
    return [row["ledger_id"] for row in rows]
