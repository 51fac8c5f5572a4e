"""A primary and a real streaming standby of it, each a server of its own."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.database import Connection, Database, connected, migrate
from service.database.binaries import find_binaries
from service.database.embedded import EmbeddedServer
from service.database.migrate import APP_ROLE
from service.database.postmaster import Postmaster
from service.database.server_user import server_user
from service.database.urls import with_database, with_login
from service.settings import SYSTEM_DATA_DIR
from tests.cluster import cluster

DATABASE = "greffe"
CACHE = SYSTEM_DATA_DIR if os.geteuid() == 0 else None


@dataclass(frozen=True)
class Pair:
    """The register on the primary, and the same on the standby."""

    database: Database
    standby_admin_url: str

    @asynccontextmanager
    async def on_standby(self) -> AsyncIterator[Connection]:
        """As its superuser."""
        async with connected(self.standby_admin_url) as connection:
            yield connection

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """Replay stands still for one block."""
        async with self.on_standby() as connection:
            await connection.execute("SELECT pg_wal_replay_pause()")
            while await connection.fetchval("SELECT pg_get_wal_replay_pause_state()") != "paused":
                pass
            try:
                yield
            finally:
                await connection.execute("SELECT pg_wal_replay_resume()")


@contextmanager
def standby_of(primary: EmbeddedServer, folder: Path) -> Iterator[EmbeddedServer]:
    """A base backup that goes on to stream, for one block."""
    user, programs, data = server_user(), find_binaries(server_user(), CACHE or folder), folder / "pg18"
    running = Postmaster.of(primary.data)
    assert running is not None
    folder.mkdir(mode=0o755)
    user.own(folder)
    at = ("-h", running.socket_folder, "-p", running.port, "-U", "postgres")
    done = user.run(programs / "pg_basebackup", "-D", data, *at, "-R", "-X", "stream", "-c", "fast")
    assert done.returncode == 0, done.stdout
    for left in (".s.PGSQL.5432.lock", "server.log"):  # of the primary: its folder holds its socket and its log
        (data / left).unlink(missing_ok=True)
    with EmbeddedServer(data, binaries_cache=CACHE) as standby:
        yield standby


@contextmanager
def two_servers(run_folder: Path) -> Iterator[tuple[EmbeddedServer, EmbeddedServer]]:
    """Primary and standby, gone with the block."""
    home = Path(tempfile.mkdtemp(dir=run_folder))
    home.chmod(0o711)
    try:
        with cluster(home) as primary, standby_of(primary, home / "standby") as standby:
            yield primary, standby
    finally:
        shutil.rmtree(home, ignore_errors=True)


async def prepared(primary: EmbeddedServer, standby: EmbeddedServer, key: Path) -> Pair:
    """A migrated, empty register on both."""
    async with connected(primary.admin_url) as admin:
        await admin.execute(f"CREATE DATABASE {DATABASE}")
    admin_url, there = with_database(primary.admin_url, DATABASE), with_database(standby.admin_url, DATABASE)
    await migrate(admin_url)
    database = Database(
        with_login(admin_url, APP_ROLE), admin_url, None, "the primary", key, with_login(there, APP_ROLE), 2.0
    )
    return Pair(database, there)
