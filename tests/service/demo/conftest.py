"""The story told once for the tests that only read it, and an empty service for those that tell it themselves."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from service.access import Role, create_token
from service.app import make_app
from service.database import Connection, Database
from tests.conftest import _database, _name
from tests.service.api.harness import Api
from tests.service.demo.telling import Told


@pytest.fixture(scope="module")
async def told(server: Connection, server_url: str, demo_template: str) -> AsyncIterator[Told]:
    """The service with the whole story in it. It is shared: read only."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {demo_template}")
    async with _served(_database(server_url, name)) as service:
        yield service
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def untold(database: Database) -> AsyncIterator[Told]:
    """A service of this test alone, with nothing in it."""
    async with _served(database) as service:
        yield service


@pytest.fixture
async def retold(demo_database: Database) -> AsyncIterator[Told]:
    """A service of this test alone, with the whole story in it."""
    async with _served(demo_database) as service:
        yield service


@contextlib.asynccontextmanager
async def _served(database: Database) -> AsyncIterator[Told]:
    app = make_app(database)
    async with app.router.lifespan_context(app):
        services = app.state.services
        _, token = await create_token(services.pool, role=Role.CLERK, ledgers=["*"], label="test")
        async with Api(app, token) as api:
            yield Told(services, api)
