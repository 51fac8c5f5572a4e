"""The doctor's checks: the machine, the database, the port."""

import asyncio
import datetime as dt
import os
import platform
import shutil
import stat
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from projections.nouns import PROJECTION_VERSION
from service import vault
from service.cli import diagnosis_hosts
from service.cli.findings import Finding, State, problem, wrong
from service.cli.local import is_embedded
from service.cli.server import bind
from service.cli.welcome import TOKEN_FILE
from service.database import Connection, Database, connected, guard, health, open_database
from service.database.binaries import find_binaries, wheel_binaries
from service.database.locate import EMBEDDED_FOLDER, PASSWORD_FILE
from service.database.server_user import server_user
from service.keys import load_ring, load_witnesses, signing_file
from service.ledger import Head, Reader, checkpoints
from service.settings import Settings
from service.setup_error import SetupError
from service.signing import Standing

LITTLE_SPACE: Final = 500_000_000
"""Bytes free below which the disk is nearly full: PostgreSQL stops when it is."""
CLOCKS_APART: Final = 2.0
"""Seconds."""


# -- the machine -------------------------------------------------------------------------------------------------------


def of_machine(settings: Settings) -> list[Finding]:
    """Python, time zones, PostgreSQL's programs, the data folder."""
    findings = [_python(), _time_zone()]
    if is_embedded(settings):
        findings.append(_programs(settings))
    return [*findings, *_folder(settings.data_dir), *_secrets(settings.data_dir), *_signing(settings)]


def _python() -> Finding:
    return Finding("Python", f"Python {platform.python_version()} ({sys.executable})")


def _time_zone() -> Finding:
    try:
        ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        return problem("Time zones", "Europe/Paris is unknown here", "Install the Python package tzdata")
    return Finding("Time zones", "legal days are those of Europe/Paris")


def _programs(settings: Settings) -> Finding:
    check = "PostgreSQL"
    if not settings.data_dir.exists() and wheel_binaries() is not None:
        return Finding(check, f"embedded, programs in {wheel_binaries()}")
    try:
        return Finding(check, f"embedded, programs in {find_binaries(server_user(), settings.data_dir)}")
    except SetupError as error:
        return wrong(check, error)


def _folder(folder: Path) -> list[Finding]:
    check = "Data folder"
    if not folder.exists():
        parent = next(path for path in folder.parents if path.exists())
        if not os.access(parent, os.W_OK | os.X_OK):
            return [problem(check, f"{folder} cannot be made: {parent} is closed", "Set GREFFE_DATA_DIR")]
        return [Finding(check, f"{folder} will be made by greffe serve", State.NOTE)]
    if not folder.is_dir():
        return [problem(check, f"{folder} is no folder", "Move it away, or set GREFFE_DATA_DIR to another place")]
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return [problem(check, f"{folder} may not be written by this user", "Run as its owner, or set GREFFE_DATA_DIR")]
    free = shutil.disk_usage(folder).free
    says = f"{folder}, {free / 1e9:.1f} GB free"
    if free < LITTLE_SPACE:
        return [
            problem(check, f"{says}: the disk is nearly full", "Make room, or move GREFFE_DATA_DIR to another disk")
        ]
    return [Finding(check, says)]


def _secrets(folder: Path) -> list[Finding]:
    """Files that hold a password or a token are for one user alone."""
    opened = []
    for name in (TOKEN_FILE, PASSWORD_FILE):
        try:
            mode = stat.S_IMODE((folder / name).stat().st_mode)
        except OSError:
            continue
        if mode & 0o077:
            opened.append(folder / name)
    return [problem("Secrets", f"{path} can be read by others", f"chmod 600 {path}") for path in opened]


def _signing(settings: Settings) -> list[Finding]:
    """Whether checkpoints can be signed here, and who is a witness of them."""
    check, path = "Signing key", signing_file(settings)
    try:
        ring = load_ring(settings)
        witnesses = load_witnesses(settings)
    except SetupError as error:
        return [wrong(check, error)]
    if ring is None:
        says = f"{path} does not exist: a service started here serves and does not sign"
        return [Finding(check, says, State.NOTE, "Make one: greffe keys create")]
    return [
        Finding(check, f"{ring.signing.verifier.text} since {ring.since:%Y-%m-%d}, in {path}"),
        Finding("Witnesses", ", ".join(key.name for key in witnesses))
        if witnesses
        else Finding(
            "Witnesses",
            "none is known: nobody but the operator holds what was signed",
            State.NOTE,
            "Let a partner run greffe witness, and add its key: greffe keys witness add",
        ),
    ]


# -- the database ------------------------------------------------------------------------------------------------------


async def of_database(settings: Settings) -> list[Finding]:
    """Whether it answers, and whether it is fit to keep a register."""
    if is_embedded(settings) and not (settings.data_dir / EMBEDDED_FOLDER).exists():
        return [Finding("Database", "there is none yet: greffe serve makes it", State.NOTE)]
    try:
        async with (
            open_database(settings) as database,
            connected(database.app_url, application="greffe doctor") as connection,
        ):
            found = [await _reached(connection, database.description), *await _examined(connection)]
            if any(finding.check == "Migrations" and finding.state is State.PROBLEM for finding in found):
                return found
            return [
                *found,
                await _vault(connection, database),
                await diagnosis_hosts.connections(connection, settings),
                *await diagnosis_hosts.standby(connection, database),
            ]
    except SetupError as error:
        return [wrong("Database", error)]


async def _reached(connection: Connection, where: str) -> Finding:
    version, role = await health.server_version(connection), await health.role(connection)
    return Finding("Database", f"PostgreSQL {version}, {where}, as {role}")


async def _examined(connection: Connection) -> list[Finding]:
    """What the service insists on, check by check, then the rest."""
    insisted: tuple[tuple[str, str, Callable[[Connection], Awaitable[None]]], ...] = (
        (
            "Durability",
            "a commit survives a power cut (fsync, full_page_writes, synchronous_commit)",
            guard.check_server,
        ),
        ("Role", "the service may not change what is recorded, nor become someone who may", guard.check_role),
        ("Migrations", "all applied", guard.check_migrated),
        ("Append-only", "no right to update, delete or truncate entries", guard.check_append_only),
    )
    findings = []
    for check, says, examine in insisted:
        try:
            await examine(connection)
        except SetupError as error:
            findings.append(problem(check, error.why, error.remedy))
        else:
            findings.append(Finding(check, says))
    if any(finding.check == "Migrations" and finding.state is State.PROBLEM for finding in findings):
        return findings
    return [
        *findings,
        await _triggers(connection),
        *await _ledgers(connection),
        *await _checkpoints(connection),
        await _clock(connection),
    ]


async def _vault(connection: Connection, database: Database) -> Finding:
    """Whether the key file opens what the vault holds."""
    path = database.vault_key
    assert path is not None
    try:
        key = await vault.check_vault(connection, path)
    except SetupError as error:
        return problem("Vault", error.why, error.remedy)
    if key is None:
        return Finding("Vault", "empty: its key is made when the service first starts", State.NOTE)
    if clear := (await vault.counts(connection))["clear"]:
        return problem("Vault", f"{clear} people are in clear, of an older version", "Start the service: it seals them")
    return Finding("Vault", f"personal values are sealed; {path} holds their key {key}")


async def _triggers(connection: Connection) -> Finding:
    if tables := await health.disarmed_tables(connection):
        return problem(
            "Triggers",
            f"the triggers that forbid changes do not stand on {', '.join(tables)}",
            "Find out who removed them; restore the database, or as greffe_owner put them back as 0002_ledger.sql does",
        )
    return Finding("Triggers", "changes of entries are forbidden, always")


async def _ledgers(connection: Connection) -> list[Finding]:
    heads = [head for head in (await Reader(connection).heads()).values() if head.position]
    misplaced = await health.misplaced_heads(connection)
    findings = [_ledger(head) for head in heads if head.ledger not in misplaced]
    findings += [
        problem(f"Ledger {ledger}", "its head is not the position of its last entry", "Restore the last good backup")
        for ledger in misplaced
    ]
    return findings or [Finding("Ledgers", "none is open: greffe demo loads a demonstration", State.NOTE)]


def _ledger(head: Head) -> Finding:
    check = f"Ledger {head.ledger}"
    clock = "simulated clock" if head.clock == "SIMULATED" else "real clock"
    says = f"{head.position} entries, {clock}, projections of version {head.projection_version}"
    if head.projection_version < PROJECTION_VERSION:
        return problem(check, f"{says}, not {PROJECTION_VERSION}", f"Run `greffe rebuild {head.ledger}`")
    if head.projection_version > PROJECTION_VERSION:
        return problem(check, f"{says}: this greffe is older ({PROJECTION_VERSION})", "Run the newer version of greffe")
    ahead = head.recorded_at is not None and head.recorded_at > dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    if ahead and head.clock == "REAL":
        return problem(
            check,
            f"its last entry was recorded in the future, at {head.recorded_at}",
            "The clock was wrong then, or is now: set it (NTP); until then entries repeat that time",
        )
    return Finding(check, says)


async def _checkpoints(connection: Connection) -> list[Finding]:
    """What was signed against what is there."""
    signed = await checkpoints.signed(connection)
    heads = await Reader(connection).heads()
    if not signed:
        return [Finding("Checkpoints", "none was signed yet", State.NOTE)] if heads else []
    findings = []
    for ledger, (size, _) in signed.items():
        head = heads[ledger].position if ledger in heads else 0
        if size > head:
            says = f"{size} entries were signed, and {head} are there: entries were removed"
            findings.append(problem(f"Checkpoints {ledger}", says, "Restore the database that holds them"))
        elif size < head:
            says = f"{size} of {head} entries are signed"
            findings.append(Finding(f"Checkpoints {ledger}", says, State.NOTE, "See that a service with a key runs"))
    return findings or [Finding("Checkpoints", f"every entry of {len(signed)} ledger(s) is signed")]


async def _clock(connection: Connection) -> Finding:
    ahead = await health.clock_ahead(connection)
    if abs(ahead) > CLOCKS_APART:
        says = f"the database's clock is {abs(ahead):.1f} s {'ahead of' if ahead > 0 else 'behind'} this machine's"
        return problem("Clock", says, "Set both by NTP: entries bear the database's time")
    return Finding("Clock", "the database and this machine agree")


# -- the port ----------------------------------------------------------------------------------------------------------


async def of_port(settings: Settings) -> list[Finding]:
    """Whether the service could listen, or does."""
    check = f"Port {settings.port}"
    try:
        for listening in bind(settings.host, settings.port):
            listening.listen()
            listening.close()
    except (SetupError, OSError) as error:
        if (answer := await _asked(settings, "/readyz")) is not None:
            return [_service(check, answer)]
        if isinstance(error, SetupError):
            return [wrong(check, error)]
        return [problem(check, str(error), "Choose another port: GREFFE_PORT")]
    return [Finding(check, f"free on {settings.host}: the service does not run")]


def _service(check: str, answer: str) -> Finding:
    """What a service that runs says of itself."""
    if '"ready":true' not in answer.replace(" ", ""):
        return problem(check, "the service answers but is not ready", "Run `greffe rebuild`, and see the ledgers above")
    try:
        signing = msgspec.json.decode(answer.partition("\r\n\r\n")[2], type=_Readiness).signing
    except msgspec.DecodeError:
        return Finding(check, "the service answers and is ready")
    if signing.stopped:
        told = "; ".join(f"{ledger}: {why}" for ledger, why in signing.stopped.items())
        return problem(check, f"the service signs no more: {told}", "Find out who changed the database; restore it")
    return Finding(check, f"the service answers and is ready (signing: {signing.state})")


class _Readiness(Struct):
    """What /readyz says."""

    signing: Standing


async def _asked(settings: Settings, path: str) -> str | None:
    """What a greffe says at that port; None when it is something else, or silent."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    try:
        async with asyncio.timeout(3):
            reader, writer = await asyncio.open_connection(host, settings.port)
            try:
                writer.write(f"GET {path} HTTP/1.1\r\nHost: greffe\r\nConnection: close\r\n\r\n".encode())
                answer = await _until_closed(reader)
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return None
    return answer if '"ready"' in answer else None


async def _until_closed(reader: asyncio.StreamReader, limit: int = 10_000) -> str:
    answer = b""
    while len(answer) < limit and (more := await reader.read(limit)):
        answer += more
    return answer.decode(errors="replace")
