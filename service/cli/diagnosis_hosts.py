"""The doctor's checks of a deployment of several processes: connections for all, and the standby."""

from service.cli.findings import Finding, good, note, problem, wrong
from service.database import Connection, Database, capacity_of, connected, replication
from service.ledger import Reader
from service.setup_error import SetupError


async def workers(connection: Connection, processes: int) -> list[Finding]:
    """Whether the workers of this host fit on the database; nothing where they do."""
    try:
        (await capacity_of(connection)).share(processes)
    except SetupError as error:
        return [wrong("connections", error)]
    return []


async def standby(primary: Connection, database: Database) -> list[Finding]:
    """Whether the standby may answer, and how far behind it is; nothing where there is none."""
    if database.read_url is None:
        return []
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
        return [wrong("standby", error)]
    if paused:
        return [problem("standby", "STANDBY_PAUSED", behind=max(behind, 0))]
    if behind <= 0:
        return [good("standby", "STANDBY_FOLLOWS")]
    seconds = f"{replayed:.1f}"
    if replayed > database.read_lag:
        return [problem("standby", "STANDBY_TOO_LATE", behind=behind, seconds=seconds)]
    return [note("standby", "STANDBY_BEHIND", behind=behind, seconds=seconds)]
