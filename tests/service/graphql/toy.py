"""A small schema and a real server around it: the endpoint's tests need nothing of the register."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import strawberry
import uvicorn
from graphql import GraphQLError
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute
from strawberry.types import Info

from service.graphql.http import GraphQLEndpoint
from service.graphql.inputs import enum_type
from service.graphql.limits import make_schema
from service.graphql.refusals import QueryRefused


@dataclass
class Viewer:
    """The context: who asks, and what was closed behind them."""

    name: str
    closed: list[str] = field(default_factory=list)


CLOSED: list[str] = []
"""Names of the subscriptions whose generator was closed."""


class Shade(StrEnum):
    """How dark it is."""

    DARK = "DARK"
    LIGHT = "LIGHT"


@strawberry.type
class Item:
    """A thing with things in it."""

    @strawberry.field
    def name(self) -> str:
        return "item"

    @strawberry.field
    def items(self, first: int = 30, last: int | None = None) -> list["Item"]:
        return [Item() for _ in range(min(first, last or first, 2))]

    @strawberry.field
    def inner(self) -> "Item":
        return Item()


@strawberry.type
class Query(Item):
    """What the tests ask."""

    @strawberry.field
    def viewer(self, info: Info) -> str:
        return str(info.context.name)

    @strawberry.field
    def echo(self, text: str) -> str:
        return text

    @strawberry.field
    def day(self, on: dt.date) -> dt.date:
        return on

    @strawberry.field
    def paint(self, shade: enum_type(Shade)) -> str:  # type: ignore[valid-type]
        return str(shade)

    @strawberry.field
    def broken(self) -> str | None:
        raise ValueError("secret: the password is tea")

    @strawberry.field
    def plain_error(self) -> str | None:
        raise GraphQLError("secret: also tea")

    @strawberry.field
    def refused(self) -> str | None:
        raise QueryRefused(
            "UNKNOWN_AUTHORITY",
            {"en": "No authority is called 123.", "fr": "Aucune autorité ne s'appelle 123."},
            rule="authority",
        )

    @strawberry.field
    def never_null(self) -> str:
        return None  # type: ignore[return-value]


@strawberry.type
class Mutation:
    """Something that must not run by GET."""

    @strawberry.mutation
    def bump(self) -> int:
        return 1


@strawberry.type
class Subscription:
    """Streams that end, fail or go on."""

    @strawberry.subscription
    async def count(self, info: Info, to: int, every: float = 0.0) -> AsyncGenerator[int, None]:
        try:
            for number in range(to):
                await asyncio.sleep(every)
                yield number
        finally:
            CLOSED.append(info.context.name)

    @strawberry.subscription
    async def breaks(self) -> AsyncGenerator[int, None]:
        yield 1
        raise ValueError("secret: the password is tea")

    @strawberry.subscription
    async def refuses(self) -> AsyncGenerator[int, None]:
        raise QueryRefused("FOREIGN_CURSOR", {"en": "Another ledger's cursor.", "fr": "Curseur d'un autre registre."})
        yield 1


SCHEMA = make_schema(Query, Mutation, Subscription)


async def context_for(connection: HTTPConnection, params: Mapping[str, Any] | None) -> Viewer:
    """A viewer from the bearer token of a header, or of the WebSocket's connection parameters."""
    given = connection.headers.get("authorization") or (params or {}).get("Authorization", "Bearer nobody")
    scheme, _, token = str(given).partition(" ")
    if scheme != "Bearer" or token == "stolen":
        raise QueryRefused(
            "UNAUTHENTICATED", {"en": "This token is not valid.", "fr": "Ce jeton n'est pas valable."}, status=401
        )
    return Viewer(token)


def application(**options: Any) -> Starlette:
    """An application with the endpoint at /graphql."""
    endpoint = GraphQLEndpoint(SCHEMA, context_for, **options)
    return Starlette(routes=[Route("/graphql", endpoint), WebSocketRoute("/graphql", endpoint)])


async def until(happened: Callable[[], bool]) -> None:
    """Wait for something that no event tells of, 10 seconds at most."""
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """A real server on a free port; gives host:port."""
    config = uvicorn.Config(app, port=0, log_level="warning", lifespan="off", ws="websockets-sansio")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    try:
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        await running
