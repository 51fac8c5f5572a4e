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
            raise _refused(f"{path.name} is not named like 0002_ledger.sql", "Rename it")
        content = path.read_bytes()
        found.append(Migration(int(named[1]), named[2], hashlib.sha256(content).hexdigest(), content.decode()))
    found.sort()
    for one, other in pairwise(found):
        if one.number == other.number:
            raise _refused(f"{one.name} and {other.name} share the number {one.number:04}", "Renumber one of them")
    return found


async def migrate(
    admin_url: str | None, *, app_password: str | None = None, folder: Traversable | None = None
) -> list[Migration]:
    """Bring the database up to date and return what was applied now, in order; concurrent runs wait for each other.

    With `app_password`, `greffe_app` gets that password too. Raises SetupError: no admin, missing rights or extension,
    a file that was changed after it was applied, a migration that fails, a database of a newer version.
    """
    if admin_url is None:
        raise _refused(
            "DATABASE_URL logs in as the service's role, which may not change tables",
            "Set DATABASE_ADMIN_URL to a superuser, or to an owner of the database with CREATEROLE",
        )
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
            raise _refused(
                f"the database was migrated by a newer version of greffe ({number:04}_{name} is unknown here)",
                "Run that version, or restore a backup made before it",
            )
        if known[number].sha256 != sha256:
            raise _refused(
                f"{number:04}_{known[number].name}.sql was changed after it was applied to this database",
                "Restore the file as it was, and put the change into a new migration",
            )
    return [migration for migration in wanted if migration.number not in done]


async def set_password(admin: Connection, password: str) -> None:
    """Give `greffe_app` this password. Raises SetupError if it has characters that cannot be normalised."""
    try:
        secret = verifier(password, os.urandom(16))
    except ValueError as error:
        raise SetupError(f"The password of {APP_ROLE} is refused", str(error), "Choose another one") from error
    await _insist(admin, f"ALTER ROLE {APP_ROLE} PASSWORD '{secret}'")


async def _bootstrap(admin: Connection) -> None:
    version = await admin.fetchval("SELECT current_setting('server_version_num')::int")
    if version < 180000:
        raise _refused(f"the server is PostgreSQL {version // 10000}", "Use PostgreSQL 18 or newer")
    sql = (files("service.database") / "bootstrap.sql").read_text(encoding="utf-8")
    try:
        await _insist(admin, sql)
    except asyncpg.InsufficientPrivilegeError as error:
        raise _refused(
            f"its role may not prepare the database ({error})",
            "Log in as a superuser, or as the owner of the database with CREATEROLE",
        ) from error
    except (asyncpg.UndefinedFileError, asyncpg.FeatureNotSupportedError) as error:
        raise _refused(str(error), "Install PostgreSQL's contrib extensions on the server") from error


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
        raise _refused(
            f"{migration.number:04}_{migration.name}.sql failed and was undone ({error})",
            "Correct the cause, then run `greffe migrate` again",
        ) from error


def _refused(why: str, remedy: str) -> SetupError:
    return SetupError("The database was not migrated", why, remedy)
