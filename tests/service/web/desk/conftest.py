"""The desk over the demonstration, used as a clerk's browser uses it."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from service.access import Role, create_token
from service.app import make_app
from service.database import Connection
from tests.conftest import _database, _name
from tests.service.web.desk.browser import LEDGER, Browser


@pytest.fixture(scope="module")
async def office(server: Connection, server_url: str, demo_template: str) -> AsyncIterator[Browser]:
    """A browser that nobody is signed in with, on a register of this module alone; ``clerk`` and ``member`` are kept
    tokens of it."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {demo_template}")
    async with contextlib.AsyncExitStack() as stack:
        app = make_app(_database(server_url, name))
        await stack.enter_async_context(app.router.lifespan_context(app))
        pool = app.state.services.pool
        tokens = {
            "clerk": (await create_token(pool, role=Role.CLERK, ledgers=[LEDGER], label="test"))[1],
            "colleague": (await create_token(pool, role=Role.CLERK, ledgers=[LEDGER], label="test"))[1],
            "member": (await create_token(pool, role=Role.MEMBER, ledgers=[LEDGER], label="test"))[1],
            "elsewhere": (await create_token(pool, role=Role.CLERK, ledgers=["240000018"], label="test"))[1],
        }
        yield Browser(app, tokens)
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def clerk(office: Browser) -> AsyncIterator[Browser]:
    """A browser with a clerk signed in."""
    browser = Browser(office.app, office.tokens)
    await browser.sign_in("clerk")
    yield browser
    await browser.close()


@pytest.fixture
async def visitor(office: Browser) -> AsyncIterator[Browser]:
    """A browser that nobody is signed in with."""
    browser = Browser(office.app, office.tokens)
    yield browser
    await browser.close()
