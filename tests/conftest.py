"""A real PostgreSQL for every test that asks for one.

One cluster per run (or the server of TEST_DATABASE_URL, an admin's URL), one migrated template database per xdist
worker, cloned for each test in some 20 ms.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from service.app import make_app
from service.database import Connection, Database, Pool, connected, migrate, open_pool
from service.database.migrate import APP_ROLE
from service.database.urls import redacted, with_database, with_login
from service.demo import load_demo
from tests import ledger_guard
from tests.cluster import RunFolder, cluster

RUN_FOLDER = pytest.StashKey[RunFolder]()
WORKER_INPUT = "greffe_run_folder"


def pytest_configure(config: pytest.Config) -> None:
    """The process that the user started makes the run's folder; xdist's workers are told of it."""
    ledger_guard.install()
    if not hasattr(config, "workerinput"):
        config.stash[RUN_FOLDER] = RunFolder()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Called by xdist for each worker before it starts."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    if folder := config.stash.get(RUN_FOLDER, None):
        node.workerinput[WORKER_INPUT] = str(folder.path)  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """At the very end, whatever happened before: workers are gone by now."""
    if folder := config.stash.get(RUN_FOLDER, None):
        folder.remove()


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """The run's folder, in memory where possible, which PostgreSQL's user may pass through."""
    told = getattr(pytestconfig, "workerinput", {}).get(WORKER_INPUT)
    return Path(told) if told else pytestconfig.stash[RUN_FOLDER].path


@pytest.fixture(scope="session")
def server_url(run_folder: Path) -> Iterator[str]:
    """The admin's URL of the run's server, started by the first test of the run that needs it."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    with cluster(run_folder) as server:
        yield server.admin_url


@pytest.fixture(scope="session")
async def server(server_url: str) -> AsyncIterator[Connection]:
    """The admin's connection that makes and drops databases."""
    async with connected(server_url, application="greffe tests") as admin:
        yield admin


@pytest.fixture(scope="session")
async def template(server: Connection, server_url: str) -> AsyncIterator[str]:
    """The name of this worker's database with all migrations applied; never connect to it."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name}")
    await migrate(with_database(server_url, name), app_password=_app_password(server_url))
    yield name
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
async def demo_template(server: Connection, server_url: str, template: str) -> AsyncIterator[str]:
    """The name of this worker's database with the demonstration in it, for tests that only read it; clone it."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    app = make_app(_database(server_url, name))
    async with app.router.lifespan_context(app):
        await load_demo(app.state.services.clerk)
    yield name
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def demo_database(server: Connection, server_url: str, demo_template: str) -> AsyncIterator[Database]:
    """A register of this test alone, with the demonstration in it."""
    async with cloned(server, server_url, demo_template) as database:
        yield database


@pytest.fixture
async def database(server: Connection, server_url: str, template: str) -> AsyncIterator[Database]:
    """A migrated, empty register of this test alone: `.app_url` as the service, `.admin_url` as the superuser."""
    async with cloned(server, server_url, template) as database:
        yield database


@pytest.fixture
async def blank_database(server: Connection, server_url: str) -> AsyncIterator[Database]:
    """A database of this test alone in which nothing was migrated."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name}")
    yield _database(server_url, name)
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def pool(database: Database) -> AsyncIterator[Pool]:
    """The service's pool on `database`."""
    opened = await open_pool(database.app_url)
    yield opened
    await opened.close()


@pytest.fixture
async def app_connection(database: Database) -> AsyncIterator[Connection]:
    """One connection as the service's role."""
    async with connected(database.app_url) as connection:
        yield connection


@pytest.fixture
async def admin_connection(database: Database) -> AsyncIterator[Connection]:
    """One connection as the admin."""
    async with connected(database.admin_url or "") as connection:
        yield connection


@asynccontextmanager
async def cloned(server: Connection, server_url: str, template: str) -> AsyncIterator[Database]:
    """A database made from a template, for one block."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _database(server_url, name)
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _name() -> str:
    return f"greffe_test_{secrets.token_hex(8)}"


def _database(server_url: str, name: str) -> Database:
    admin_url = with_database(server_url, name)
    password = _app_password(server_url)
    key = Path(tempfile.gettempdir()) / f"greffe-tests-{os.getpid()}" / "vault.key"
    return Database(with_login(admin_url, APP_ROLE, password), admin_url, password, redacted(admin_url), key)


def _app_password(server_url: str) -> str:
    """The same in every run and worker on one server, so that they do not lock each other out."""
    return hashlib.sha256(server_url.encode()).hexdigest()
