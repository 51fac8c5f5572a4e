"""The runner of the numbered migrations in `migrations/NNNN_name.sql`.

It logs in as an admin (a superuser, or a role with CREATEROLE that owns the database) and makes every object as
`greffe_owner`, which nobody can log in as. Each file is one transaction, recorded with its digest in
`greffe.migration`.
"""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

import asyncpg

from service.database.connection import Connection, connected
from service.database.scram import verifier
from service.setup_error import SetupError

APP_ROLE = "greffe_app"
OWNER_ROLE = "greffe_owner"
ATTEMPTS = 5
LOCK = 0x67726566  # "gref": one migration at a time in one database


@dataclass(frozen=True, order=True)
class Migration:
    """One numbered file; `sha256` is of its bytes, so a file that was applied may never be edited."""

    number: int
    name: str
    sha256: str
    sql: str = field(repr=False)


def migrations(folder: Traversable | None = None) -> list[Migration]:
    """The migrations of a folder (the package's own) in order. Raises SetupError for a bad or repeated number."""
    found = []
    for path in (folder or files("service.database") / "migrations").iterdir():
        if not path.name.endswith(".sql"):
            continue
        named = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.sql", path.name)
        if named is None:
            raise SetupError("MIGRATION_MISNAMED", name=path.name)
        content = path.read_bytes()
        found.append(Migration(int(named[1]), named[2], hashlib.sha256(content).hexdigest(), content.decode()))
    found.sort()
    for one, other in pairwise(found):
        if one.number == other.number:
            raise SetupError("MIGRATION_TWICE", name=one.name, other=other.name, number=f"{one.number:04}")
    return found


async def migrate(
    admin_url: str | None, *, app_password: str | None = None, folder: Traversable | None = None
) -> list[Migration]:
    """Bring the database up to date and return what was applied now, in order; concurrent runs wait for each other.

    With `app_password`, `greffe_app` gets that password too. Raises SetupError: no admin, missing rights or extension,
    a file that was changed after it was applied, a migration that fails, a database of a newer version.
    """
    if admin_url is None:
        raise SetupError("NO_ADMIN")
    wanted = migrations(folder)
    async with connected(admin_url, application="greffe migrate") as admin:
        await admin.execute("SELECT pg_advisory_lock($1)", LOCK)  # released when the connection closes
        await _bootstrap(admin)
        pending = unapplied(wanted, await applied(admin))
        for migration in pending:
            await _apply(admin, migration)
        if app_password is not None:
            await set_password(admin, app_password)
    return pending


async def applied(connection: Connection) -> dict[int, tuple[str, str]]:
    """Name and digest of each applied migration by number; the service's role may ask this too."""
    if await connection.fetchval("SELECT to_regclass('greffe.migration')") is None:
        return {}
    rows = await connection.fetch("SELECT number, name, sha256 FROM greffe.migration ORDER BY number")
    return {row["number"]: (row["name"], row["sha256"]) for row in rows}


def unapplied(wanted: Sequence[Migration], done: dict[int, tuple[str, str]]) -> list[Migration]:
    """What is still to do. Raises SetupError if the database and the files contradict each other."""
    known = {migration.number: migration for migration in wanted}
    for number, (name, sha256) in done.items():
        if number not in known:
            raise SetupError("MIGRATED_BY_NEWER", name=f"{number:04}_{name}")
        if known[number].sha256 != sha256:
            raise SetupError("MIGRATION_CHANGED", name=f"{number:04}_{known[number].name}")
    return [migration for migration in wanted if migration.number not in done]


async def set_password(admin: Connection, password: str) -> None:
    """Give `greffe_app` this password. Raises SetupError if it has characters that cannot be normalised."""
    try:
        secret = verifier(password, os.urandom(16))
    except ValueError as error:
        raise SetupError("PASSWORD_REFUSED", role=APP_ROLE, error=error) from error
    await _insist(admin, f"ALTER ROLE {APP_ROLE} PASSWORD '{secret}'")


async def _bootstrap(admin: Connection) -> None:
    version = await admin.fetchval("SELECT current_setting('server_version_num')::int")
    if version < 180000:
        raise SetupError("MIGRATION_SERVER_TOO_OLD", version=version // 10000)
    sql = (files("service.database") / "bootstrap.sql").read_text(encoding="utf-8")
    try:
        await _insist(admin, sql)
    except asyncpg.InsufficientPrivilegeError as error:
        raise SetupError("ADMIN_TOO_WEAK", error=error) from error
    except (asyncpg.UndefinedFileError, asyncpg.FeatureNotSupportedError) as error:
        raise SetupError("NO_EXTENSIONS", error=error) from error


async def _insist(admin: Connection, sql: str) -> None:
    """Run statements on roles in one transaction, again if another database's migration touched the same role."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            async with admin.transaction():
                await admin.execute(sql)
            return
        except (asyncpg.InternalServerError, asyncpg.UniqueViolationError):  # "tuple concurrently updated"
            if attempt == ATTEMPTS:
                raise


async def _apply(admin: Connection, migration: Migration) -> None:
    try:
        async with admin.transaction():
            await admin.execute(f"SET LOCAL ROLE {OWNER_ROLE}")
            await admin.execute(migration.sql)
            await admin.execute(
                "INSERT INTO greffe.migration (number, name, sha256) VALUES ($1, $2, $3)",
                *(migration.number, migration.name, migration.sha256),
            )
    except asyncpg.PostgresError as error:
        raise SetupError("MIGRATION_FAILED", name=f"{migration.number:04}_{migration.name}", error=error) from error
