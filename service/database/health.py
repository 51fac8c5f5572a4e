"""What `greffe doctor` asks the database beyond what the service insists on at its start."""

import asyncio
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


async def connections(connection: Connection) -> tuple[int, int]:
    """How many connections are taken, and how many there may be: of the server, or of this role where it has fewer."""
    row = await connection.fetchrow(
        """
        SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
               current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                   - current_setting('reserved_connections')::int AS most,
               (SELECT count(*) FROM pg_stat_activity WHERE usename = session_user) AS own,
               (SELECT rolconnlimit FROM pg_roles WHERE rolname = session_user) AS own_most
        """
    )
    assert row is not None
    if row["own_most"] >= 0 and row["own_most"] - row["own"] < row["most"] - row["used"]:
        return row["own"], row["own_most"]
    return row["used"], row["most"]


async def serves(connection: Connection) -> bool:
    """Whether a service is connected: the one that listens to heads."""
    found: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'greffe heads' "
        "AND datname = current_database())"
    )
    return found


async def notified(listener: Connection, speaker: Connection, channel: str, *, within: float = 3.0) -> bool:
    """Whether what one connection notifies reaches another that listens; poolers in transaction mode keep it back.

    The hint is an honest one: whoever else listens looks at the heads once more and finds nothing new.
    """
    heard = asyncio.Event()
    hear = lambda *_: heard.set()  # noqa: E731 - asyncpg removes a listener by identity
    await listener.add_listener(channel, hear)
    try:
        await speaker.execute("SELECT pg_notify($1, '')", channel)
        async with asyncio.timeout(within):
            await heard.wait()
    except TimeoutError:
        return False
    finally:
        await listener.remove_listener(channel, hear)
    return True
