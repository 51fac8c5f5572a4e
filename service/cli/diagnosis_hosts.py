"""The doctor's checks of a deployment of several processes: connections for all, and the standby."""

from service.cli.findings import Finding, State, problem, wrong
from service.database import Connection, Database, capacity_of, connected, replication
from service.ledger import Reader
from service.settings import Settings
from service.setup_error import SetupError


async def connections(connection: Connection, settings: Settings) -> Finding:
    """Whether the workers of this host fit, and how much the database has left."""
    check, capacity = "Connections", await capacity_of(connection)
    try:
        share = capacity.share(settings.workers)
    except SetupError as error:
        return problem(check, f"{error.what}: {error.why}", error.remedy)
    most = settings.workers * share.connections
    says = (
        f"{settings.workers} worker(s) of this host take up to {most} of the {capacity.usable} that "
        f"max_connections = {capacity.max_connections} leaves to all hosts; {capacity.open} are open now"
    )
    if capacity.open > capacity.usable:
        remedy = "Start fewer workers (GREFFE_WORKERS), on this host or another, or raise max_connections"
        return problem(check, f"{says}: nearly none is left", remedy)
    return Finding(check, says)


async def standby(primary: Connection, database: Database) -> list[Finding]:
    """Whether the standby may answer, and how far behind it is; nothing where there is none."""
    if database.read_url is None:
        return []
    check = "Standby"
    # The primary first: a standby that follows has a moment later what it had.
    before = await Reader(primary).heads()
    system = await replication.system_identifier(primary)
    try:
        async with connected(database.read_url, application="greffe doctor") as there:
            await replication.check_standby(there, system)
            heads = await Reader(there).heads()
            behind = sum(head.position for head in before.values()) - sum(head.position for head in heads.values())
            replayed, paused = await replication.replayed_ago(there), await replication.replay_paused(there)
    except SetupError as error:
        return [wrong(check, error)]
    if paused:
        says = f"its replay is paused, {max(behind, 0)} entries behind: the primary answers instead"
        return [problem(check, says, "As a superuser there: SELECT pg_wal_replay_resume()")]
    if behind <= 0:
        return [Finding(check, "it follows, and has every entry")]
    says = f"it is {behind} entries behind; what it replayed last was written {replayed:.1f} s ago"
    if replayed > database.read_lag:
        remedy = (
            "See that it is connected (pg_stat_wal_receiver) and that its disk keeps up; the primary answers instead"
        )
        return [problem(check, says, remedy)]
    return [Finding(check, says, State.NOTE)]
