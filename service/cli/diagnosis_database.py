"""The doctor's checks of the database: whether it answers, and whether it is fit to keep a register."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Final

from projections.nouns import PROJECTION_VERSION
from service import vault
from service.cli import diagnosis_hosts
from service.cli.findings import Finding, State, good, note, problem, wrong
from service.cli.local import is_embedded
from service.database import Connection, Database, connected, guard, health, open_database
from service.database.locate import EMBEDDED_FOLDER
from service.feed.heads import CHANNEL
from service.ledger import Head, Reader, checkpoints
from service.settings import Settings
from service.setup_error import SetupError

CLOCKS_APART: Final = 2.0
"""Seconds."""
NEEDED: Final = 15
"""Connections of one service: its pool of ten, the writer, the heads, the signer, and two to look after it."""

_INSISTED: Final[tuple[tuple[str, str, Callable[[Connection], Awaitable[None]]], ...]] = (
    ("durability", "DURABLE", guard.check_server),
    ("role", "ROLE", guard.check_role),
    ("migrations", "MIGRATED", guard.check_migrated),
    ("append-only", "APPEND_ONLY", guard.check_append_only),
)
"""What the service insists on at its start."""


async def of_database(settings: Settings) -> list[Finding]:
    """Whether it answers, and whether it is fit to keep a register."""
    if is_embedded(settings) and not (settings.data_dir / EMBEDDED_FOLDER).exists():
        return [note("database", "NO_DATABASE_YET")]
    try:
        async with (
            open_database(settings) as database,
            connected(database.app_url, application="greffe doctor") as connection,
        ):
            found = await _examined(connection, database)
            if any(finding.check == "migrations" and finding.state is State.PROBLEM for finding in found):
                return found
            found += await diagnosis_hosts.workers(connection, settings.workers)
            return [*found, *await diagnosis_hosts.standby(connection, database)]
    except SetupError as error:
        return [wrong("database", error)]


async def _examined(connection: Connection, database: Database) -> list[Finding]:
    version, role = await health.server_version(connection), await health.role(connection)
    findings = [good("database", "DATABASE", version=version, where=database.description, role=role)]
    findings += [await _connections(connection, role), await _hints(database), await _clock(connection)]
    findings += [await _insisted(connection, *one) for one in _INSISTED]
    if any(finding.check == "migrations" and finding.state is State.PROBLEM for finding in findings):
        return findings  # what follows asks tables that are not there
    return [
        *findings,
        await _triggers(connection),
        *await _ledgers(connection),
        *await _checkpoints(connection),
        await _vault(connection, database),
    ]


async def _insisted(
    connection: Connection, check: str, code: str, examine: Callable[[Connection], Awaitable[None]]
) -> Finding:
    try:
        await examine(connection)
    except SetupError as error:
        return wrong(check, error)
    return good(check, code)


async def _connections(connection: Connection, role: str) -> Finding:
    """Whether a service would still get the connections that it needs; one that runs has its own already."""
    used, most = await health.connections(connection)
    if most - used < NEEDED and not await health.serves(connection):
        return problem("connections", "FEW_CONNECTIONS", used=used, most=most, needed=NEEDED, role=role)
    return good("connections", "CONNECTIONS", used=used, most=most)


async def _hints(database: Database) -> Finding:
    """Whether whoever waits for an entry is woken at once, and not by the next poll."""
    async with (
        connected(database.app_url, application="greffe doctor") as listener,
        connected(database.app_url, application="greffe doctor") as speaker,
    ):
        arrived = await health.notified(listener, speaker, CHANNEL)
    return good("hints", "HINTS") if arrived else problem("hints", "NO_HINTS")


async def _clock(connection: Connection) -> Finding:
    ahead = await health.clock_ahead(connection)
    if abs(ahead) > CLOCKS_APART:
        return problem("clock", "CLOCK_AHEAD" if ahead > 0 else "CLOCK_BEHIND", seconds=f"{abs(ahead):.1f}")
    return good("clock", "CLOCK")


async def _vault(connection: Connection, database: Database) -> Finding:
    """Whether the key file opens what the vault holds."""
    path = database.vault_key
    assert path is not None
    try:
        key = await vault.check_vault(connection, path)
    except SetupError as error:
        return wrong("vault", error)
    if key is None:
        return note("vault", "VAULT_EMPTY")
    if clear := (await vault.counts(connection))["clear"]:
        return problem("vault", "VAULT_CLEAR", clear=clear)
    return good("vault", "VAULT", path=path, key=key)


async def _triggers(connection: Connection) -> Finding:
    if tables := await health.disarmed_tables(connection):
        return problem("triggers", "TRIGGERS_DISARMED", tables=", ".join(tables))
    return good("triggers", "TRIGGERS")


async def _ledgers(connection: Connection) -> list[Finding]:
    heads = [head for head in (await Reader(connection).heads()).values() if head.position]
    misplaced = await health.misplaced_heads(connection)
    findings = [_ledger(head) for head in heads if head.ledger not in misplaced]
    findings += [problem("ledger", "HEAD_MISPLACED", ledger=ledger) for ledger in misplaced]
    return findings or [note("ledgers", "NO_LEDGER")]


def _ledger(head: Head) -> Finding:
    simulated = head.clock == "SIMULATED"
    values: dict[str, object] = {
        "ledger": head.ledger,
        "entries": head.position,
        "clock": head.clock,
        "stored": head.projection_version,
        "running": PROJECTION_VERSION,
    }
    if head.projection_version != PROJECTION_VERSION:
        older = head.projection_version < PROJECTION_VERSION
        return problem("ledger", "LEDGER_OUTDATED" if older else "LEDGER_NEWER", **values)
    ahead = head.recorded_at is not None and head.recorded_at > dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    if ahead and not simulated:
        return problem("ledger", "LEDGER_IN_THE_FUTURE", **values, recorded_at=head.recorded_at)
    return good("ledger", "LEDGER", **values)


async def _checkpoints(connection: Connection) -> list[Finding]:
    """What was signed against what is there."""
    signed = await checkpoints.signed(connection)
    heads = await Reader(connection).heads()
    if not signed:
        return [note("checkpoints", "NOTHING_SIGNED")] if heads else []
    findings = []
    for ledger, (size, _) in signed.items():
        head = heads[ledger].position if ledger in heads else 0
        if size > head:
            findings.append(problem("checkpoints", "ENTRIES_REMOVED", ledger=ledger, size=size, head=head))
        elif size < head:
            findings.append(note("checkpoints", "SIGNED_IN_PART", ledger=ledger, size=size, head=head))
    return findings or [good("checkpoints", "ALL_SIGNED", ledgers=len(signed))]
