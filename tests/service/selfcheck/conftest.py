"""A register with two ledgers, made once and cloned for each test, in which people registered, sat and died."""

import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from service.database import Connection, Database, open_pool
from service.selfcheck import Report, check_ledger, snapshot
from service.vault_keys import Kek, read_keys
from tests.conftest import _database, _name
from tests.service.clerk.office import LEDGER, OTHER, Office, office_on


@asynccontextmanager
async def filled(
    server: Connection, server_url: str, template: str, fill: Callable[[Database], Awaitable[None]]
) -> AsyncIterator[str]:
    """The name of a database that was filled once, for tests to clone; never connect to it."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    await fill(_database(server_url, name))
    yield name
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def clone(server: Connection, server_url: str, template: str) -> AsyncIterator[Database]:
    """A database of one test."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _database(server_url, name)
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def office_in(database: Database) -> AsyncIterator[Office]:
    """An office on a pool of its own."""
    pool = await open_pool(database.app_url)
    try:
        async with office_on(database, pool) as office:
            yield office
    finally:
        await pool.close()


async def two_authorities(database: Database) -> None:
    """A register with two ledgers; in the first somebody died, and something was corrected."""
    async with office_in(database) as office:
        await office.live(LEDGER, await office.furnish(LEDGER))
        await office.furnish(OTHER)


@pytest.fixture(scope="session")
async def office_template(server: Connection, server_url: str, template: str) -> AsyncIterator[str]:
    """The name of the database with two authorities."""
    async with filled(server, server_url, template, two_authorities) as name:
        yield name


@pytest.fixture
async def database(server: Connection, server_url: str, office_template: str) -> AsyncIterator[Database]:
    """Two authorities, of this test alone."""
    async with clone(server, server_url, office_template) as cloned:
        yield cloned


def vault_keys() -> dict[str, Kek]:
    """The keys of the file where tests/conftest.py has the vault keep them."""
    return read_keys(Path(tempfile.gettempdir()) / f"greffe-tests-{os.getpid()}" / "vault.key")


async def checked(connection: Connection, ledger: str = LEDGER) -> Report:
    """The whole check of one ledger, with the keys of the vault."""
    async with snapshot(connection) as heads:
        return await check_ledger(connection, heads, ledger, keks=vault_keys())
