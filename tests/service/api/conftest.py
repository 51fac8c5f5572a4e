"""The whole service in process: the real application over a real database, asked over HTTP."""

from collections.abc import AsyncIterator

import pytest

from service.access import Role, create_token
from service.app import make_app
from service.database import Database
from tests.service.api.harness import Api


@pytest.fixture
async def api(database: Database) -> AsyncIterator[Api]:
    """The service, with a clerk's token of every ledger."""
    app = make_app(database)
    async with app.router.lifespan_context(app):
        services = app.state.services
        _, token = await create_token(services.pool, role=Role.CLERK, ledgers=["*"], label="test")
        async with Api(app, token) as api:
            yield api
