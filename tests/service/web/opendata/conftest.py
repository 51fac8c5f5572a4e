"""The demonstration, served once for the tests that only read its files."""

import contextlib
import csv
import io
from collections.abc import AsyncIterator
from typing import Any, Self

import httpx2
import pytest
from starlette.applications import Starlette

from service.access import Role, create_token
from service.app import make_app
from service.database import Connection
from service.demo.sittings import DEMO_LEDGER
from tests.conftest import _database, _name

DAY = "2026-11-20"


class Files:
    """A client that takes files."""

    def __init__(self, app: Starlette, tokens: dict[str, str]) -> None:
        self.app = app
        self.tokens = tokens
        self._client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://greffe.test"
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(
        self,
        name: str,
        *,
        level: str | None = None,
        headers: dict[str, str] | None = None,
        ledger: str = DEMO_LEDGER,
        **asked: Any,
    ) -> Any:
        """The response for a file of the demonstration, or for a whole address; ``level`` names who asks."""
        address = name if name.startswith("/") else f"/data/{ledger}/{name}"
        bearer = {"authorization": f"Bearer {self.tokens[level]}"} if level else {}
        return await self._client.get(address, params=asked, headers={**bearer, **(headers or {})})

    async def json(self, name: str, **asked: Any) -> Any:
        """A file of JSON that is given."""
        response = await self.get(name, **asked)
        assert response.status_code == 200, response.text
        return response.json()

    async def table(self, name: str, **asked: Any) -> list[dict[str, str]]:
        """A file of CSV that is given, as a reader of RFC 4180 takes it."""
        response = await self.get(name, **asked)
        assert response.status_code == 200, response.text
        head, *lines = csv.reader(io.StringIO(response.text, newline=""), strict=True)
        assert all(len(line) == len(head) for line in lines)
        return [dict(zip(head, line, strict=True)) for line in lines]

    async def head(self, name: str) -> Any:
        """What is said of a file."""
        return await self._client.head(f"/data/{DEMO_LEDGER}/{name}")


@pytest.fixture(scope="module")
async def files(server: Connection, server_url: str, demo_template: str) -> AsyncIterator[Files]:
    """The service with the whole story in it. It is shared: read only."""
    name = _name()
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {demo_template}")
    async with served(_database(server_url, name)) as made:
        yield made
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.asynccontextmanager
async def served(database: Any) -> AsyncIterator[Files]:
    """The real application over a database, with a token for each kind of reader."""
    app = make_app(database)
    async with app.router.lifespan_context(app):
        pool = app.state.services.pool
        tokens = {}
        for role in (Role.CLERK, Role.MEMBER, Role.AUDITOR):
            _, tokens[role.name] = await create_token(pool, role=role, ledgers=["*"], label="test")
        async with Files(app, tokens) as made:
            yield made
