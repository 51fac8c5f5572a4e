"""Primary and standby: which is which, and whether one follows the other."""

from service.database.connection import Connection
from service.database.guard import check_migrated
from service.setup_error import SetupError


async def system_identifier(connection: Connection) -> int:
    """The number that a cluster and its standbys share, and no other has."""
    number: int = await connection.fetchval("SELECT system_identifier FROM pg_control_system()")
    return number


async def is_standby(connection: Connection) -> bool:
    """Whether it replays what another wrote."""
    found: bool = await connection.fetchval("SELECT pg_is_in_recovery()")
    return found


async def replay_paused(connection: Connection) -> bool:
    """Whether somebody told it to stop replaying."""
    state: str = await connection.fetchval("SELECT pg_get_wal_replay_pause_state()")
    return state != "not paused"


async def replayed_ago(connection: Connection) -> float:
    """Seconds since the transaction that it replayed last was written, by the primary's clock; infinite before any."""
    seconds: float | None = await connection.fetchval(
        "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float"
    )
    return float("inf") if seconds is None else max(seconds, 0.0)


async def check_standby(connection: Connection, system: int) -> None:
    """It follows the cluster of that number, and has every migration.

    Raises:
        SetupError: it does not.
    """
    if not await is_standby(connection):
        raise SetupError("NO_STANDBY")
    if await system_identifier(connection) != system:
        raise SetupError("STANDBY_OF_ANOTHER")
    await check_migrated(connection)
