"""Servers that a witness follows: the real application in process, copies of its database, and others' lies."""

import contextlib
import dataclasses
import secrets
from collections.abc import AsyncIterator, Callable

import httpx2

from service.app import make_app
from service.database import Connection, Database, Pool
from service.database.urls import with_database
from service.settings import Settings
from service.witness import Unavailable


class ServedLog:
    """The application in process, over HTTP. ``lie`` may change what it answers, by path."""

    def __init__(self, client: httpx2.AsyncClient, pool: Pool) -> None:
        self._client = client
        self.pool = pool
        self.asked: list[str] = []
        self.lie: Callable[[str, bytes], bytes] = lambda _, content: content

    async def get(self, path: str, at_most: int) -> bytes:
        """What is there."""
        self.asked.append(path)
        answer = await self._client.get(f"/{path}")
        if answer.status_code != 200:
            raise Unavailable(f"{path} answers {answer.status_code}")
        assert len(answer.content) <= at_most
        return self.lie(path, answer.content)

    async def post(self, path: str, body: bytes) -> tuple[int, str]:
        """Leave something there."""
        self.asked.append(path)
        answer = await self._client.post(f"/{path}", content=body)
        return answer.status_code, answer.text.strip()


@contextlib.asynccontextmanager
async def served(database: Database, settings: Settings) -> AsyncIterator[ServedLog]:
    """The service over a database."""
    app = make_app(database, settings)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as client:
            yield ServedLog(client, app.state.services.pool)


@contextlib.asynccontextmanager
async def copied(server: Connection, database: Database) -> AsyncIterator[Database]:
    """A copy of a database to which nobody is connected, as whoever administers the server makes one."""
    assert database.admin_url is not None
    before = await server.fetchval("SELECT current_database()")
    name = f"greffe_test_{secrets.token_hex(8)}"
    source = database.admin_url.partition("/greffe_test_")[2].partition("?")[0]
    assert source, before
    await server.execute(f"CREATE DATABASE {name} TEMPLATE greffe_test_{source}")
    yield dataclasses.replace(
        database, app_url=with_database(database.app_url, name), admin_url=with_database(database.admin_url, name)
    )
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
