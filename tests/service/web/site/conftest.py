"""The site over the demonstration, read as a browser reads it."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from service.access import Role, create_token
from service.app import make_app
from service.database import Connection
from tests.conftest import _database, _name
from tests.service.web.site.reading import Site


@pytest.fixture(scope="module")
async def site(server: Connection, server_url: str, demo_template: str) -> AsyncIterator[Site]:
    """The service with the whole story in it. It is shared: read only."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {demo_template}")
    async with contextlib.AsyncExitStack() as stack:
        app = make_app(_database(server_url, name))
        await stack.enter_async_context(app.router.lifespan_context(app))
        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=["*"], label="test")
        yield await stack.enter_async_context(Site(app, token))
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
