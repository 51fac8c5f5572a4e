"""Where the database is, and the two ways into it: the admin's, for migrations, and the service's.

| set                                   | admin                  | service                                        |
|---------------------------------------|------------------------|------------------------------------------------|
| nothing                               | embedded superuser     | `greffe_app` on the same socket                |
| DATABASE_ADMIN_URL and DATABASE_URL   | as given               | as given                                       |
| DATABASE_URL of the service's role    | none                   | as given                                       |
| one URL of an admin (either variable) | as given               | `greffe_app`, its password made once and kept  |
"""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import asyncpg

from service.database.connection import connected
from service.database.embedded import EmbeddedServer
from service.database.migrate import APP_ROLE, Migration, migrate
from service.database.urls import redacted, with_database, with_login, with_password
from service.settings import DEFAULT_READ_LAG, Settings, read_password
from service.setup_error import SetupError

EMBEDDED_FOLDER = "pg18"
EMBEDDED_DATABASE = "greffe"
PASSWORD_FILE = "greffe_app.password"


@dataclass(frozen=True)
class Database:
    """The two URLs, both with their passwords: show only `description`.

    `app_password` is what `greffe migrate` has to give `greffe_app`; None where its password is not ours to set.
    """

    app_url: str = field(repr=False)
    admin_url: str | None = field(repr=False)
    app_password: str | None = field(repr=False)
    description: str
    vault_key: Path | None = None
    """The file of the key that the vault of this database is wrapped by."""
    read_url: str | None = field(default=None, repr=False)
    """A streaming standby."""
    read_lag: float = DEFAULT_READ_LAG
    """Seconds by which it may be behind; 0: not at all."""

    async def migrate(self) -> list[Migration]:
        """Bring it up to date; what was applied. Raises SetupError, also where there is no admin's URL."""
        return await migrate(self.admin_url, app_password=self.app_password)


@asynccontextmanager
async def open_database(settings: Settings, *, app_password: str | None = None) -> AsyncIterator[Database]:
    """The database of this deployment, for one block; the embedded server runs as long as the block.

    It may still need `Database.migrate`. `app_password` replaces the generated password of `greffe_app`.
    Raises SetupError if the server does not start or the URL cannot be used.
    """
    if settings.database_url is None and settings.database_admin_url is None:
        with EmbeddedServer(settings.data_dir / EMBEDDED_FOLDER) as server:
            yield _completed(await _embedded(server, app_password), settings)
    else:
        yield _completed(await _external(settings, app_password), settings)


def _completed(database: Database, settings: Settings) -> Database:
    """With what does not depend on where it is."""
    read_url = settings.read_database_url
    if read_url is not None:
        read_url = with_password(read_url, settings.database_password or database.app_password)
    return replace(database, vault_key=settings.vault_key, read_url=read_url, read_lag=settings.read_lag)


async def _embedded(server: EmbeddedServer, app_password: str | None) -> Database:
    """On a socket that only the server's own user and root can reach no password is asked for."""
    async with connected(server.admin_url) as admin:
        if not await admin.fetchval("SELECT true FROM pg_database WHERE datname = $1", EMBEDDED_DATABASE):
            try:
                await admin.execute(f"CREATE DATABASE {EMBEDDED_DATABASE}")
            except (asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
                pass  # another process was faster
    admin_url = with_database(server.admin_url, EMBEDDED_DATABASE)
    return Database(with_login(admin_url, APP_ROLE), admin_url, app_password, f"embedded in {server.data}")


async def _external(settings: Settings, app_password: str | None) -> Database:
    url = settings.database_url and with_password(settings.database_url, settings.database_password)
    admin_url = settings.database_admin_url and with_password(
        settings.database_admin_url, settings.database_admin_password
    )
    if url and not admin_url:
        if not await _is_admin(url):
            return Database(url, None, None, redacted(url))
        url, admin_url = None, url
    assert admin_url is not None
    if url is None:
        app_password = app_password or kept_password(settings.data_dir)
        url = with_login(admin_url, APP_ROLE, app_password)
    return Database(url, admin_url, app_password, redacted(url))


async def _is_admin(url: str) -> bool:
    """Whether the role can prepare the database: a superuser, CREATEROLE, or allowed to act as `greffe_owner`."""
    async with connected(url) as connection:
        found = await connection.fetchval(
            """
            SELECT rolsuper OR rolcreaterole
                OR EXISTS (SELECT FROM pg_roles owner
                           WHERE owner.rolname = 'greffe_owner' AND pg_has_role(current_user, owner.oid, 'SET'))
            FROM pg_roles WHERE rolname = current_user
            """
        )
    return bool(found)


def kept_password(data_dir: Path) -> str:
    """The password of `greffe_app` made once for this data folder (mode 0600). Raises SetupError."""
    path = data_dir / PASSWORD_FILE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
        try:
            os.link(fresh, path)  # fails if there is one: the first process wins, whole
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    except OSError as error:
        raise SetupError("PASSWORD_UNKEPT", role=APP_ROLE, path=path, error=error.strerror) from error
    return read_password(path, "The kept password")
