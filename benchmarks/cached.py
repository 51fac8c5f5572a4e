"""The bureau over HTTP, kept and made anew, next to Strawberry's plain execution and to npm's peers.

28 seats, three levels deep, one server process on one core, uvloop and httptools, the client in another process. Plain
Strawberry is its own view and its own schema over the same resolvers, with none of this house's extensions: it parses,
validates and executes each time. Kept answers are given with the head check on: each one has waited for a query of the
heads that began after it came. What npm's peers do is told in ``benchmarks/peers/bureau.py``. Each figure is the median
of rounds that are interleaved. The server's CPU (its process alone, not PostgreSQL's) is what a busy machine does not
change.
"""

import asyncio
import dataclasses
import json
import multiprocessing
import os
import re
import statistics
import urllib.parse
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, NamedTuple

import httpx2
import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from benchmarks.load import Job, Told, serve_jobs
from benchmarks.peers.bureau import BY_POSTGRAPHILE, peers_over
from benchmarks.peers.node import cpu_seconds, missing
from benchmarks.query import BUREAU, prepare
from service.access import Role, create_token
from service.app import make_app
from service.cli.server import Server, bind, port_of
from service.database import Database
from service.graphql.composition import BodyType
from service.graphql.context import context_for
from service.graphql.limits import known_document
from service.graphql.scalars import SCALAR_MAP
from service.graphql.schema import QUERIES
from tests.service.api.harness import LEDGER

ROUNDS: Final = 3
SECONDS: Final = 1.5
CONNECTIONS: Final = (1, 32)
PLAIN: Final = "Strawberry, plain"
NOTHING: Final = "(an empty answer)"
ASKED: Final = BUREAU.replace("bureau(at:", f'bureau(authority: "{LEDGER}", at:')


class Case(NamedTuple):
    """A server, and what it is asked."""

    port: int
    request: bytes
    status: int = 200
    pid: int = os.getpid()


def plain(served: Starlette) -> Starlette:
    """Strawberry as it comes, over the resolvers and the services of an application that is running."""
    schema = strawberry.Schema(
        merge_types("Query", QUERIES), types=[BodyType], config=StrawberryConfig(scalar_map=SCALAR_MAP)
    )

    class Plain(GraphQL[Any, None]):
        async def get_context(self, request: Any, response: Any) -> Any:  # noqa: ARG002
            return await context_for(served.state.services, request, None)

    return Starlette(routes=[Route("/graphql", Plain(schema))])


def uncached(served: Starlette, database: Database) -> Starlette:
    """This house, which keeps no answer."""
    app = make_app(database)
    app.state.services = dataclasses.replace(served.state.services, answers=None)
    return app


@asynccontextmanager
async def as_served(app: Starlette) -> AsyncIterator[int]:
    """A port of the server that `greffe serve` runs, in this process."""
    ready, sockets = asyncio.Event(), bind("127.0.0.1", 0)
    server = Server(app, ready.set)
    serving = asyncio.create_task(server.serve(sockets))
    await ready.wait()
    try:
        yield port_of(sockets)
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def listening(app: Any) -> AsyncIterator[int]:
    """A port of uvicorn, in this process."""
    config = uvicorn.Config(
        app,
        port=0,
        log_level="error",
        access_log=False,
        http="httptools",
        lifespan="off",
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def posted(query: str) -> bytes:
    """A POST, as bytes."""
    body = json.dumps({"query": query}).encode()
    head = f"POST /graphql HTTP/1.1\r\nhost: b\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def got(query: str, *headers: str) -> bytes:
    """A GET, as bytes."""
    path = "/graphql?" + urllib.parse.urlencode({"query": query})
    return "\r\n".join([f"GET {path} HTTP/1.1", "host: b", *headers, "", ""]).encode()


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """The least that a server can do: what the server itself costs."""
    request = Request(scope, receive)
    await request.body()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Answers per second, and the ratios that the issue asks for."""
    app = make_app(database)
    async with AsyncExitStack() as stack:
        kept = await stack.enter_async_context(as_served(app))
        answer, tag = await _prepared(app, kept)
        cases = {
            PLAIN: Case(await stack.enter_async_context(listening(plain(app))), posted(ASKED)),
            "made anew": Case(await stack.enter_async_context(listening(uncached(app, database))), posted(ASKED)),
            "kept, POST": Case(kept, posted(ASKED)),
            "kept, GET": Case(kept, got(ASKED)),
            "304": Case(kept, got(ASKED, f"if-none-match: {tag}"), 304),
            NOTHING: Case(await stack.enter_async_context(listening(_nothing)), posted(ASKED)),
        }
        if why := missing():
            say(why)
        else:
            peers = await stack.enter_async_context(peers_over(database, LEDGER, answer))
            for name, (port, pid, _) in peers.items():
                asked = BY_POSTGRAPHILE % LEDGER if name == "PostGraphile" else ASKED
                cases[name] = Case(port, posted(asked), pid=pid)
        for name, case in cases.items():
            await _check(name, case)
        await _compare(cases, say)
        figures = app.state.services.answers.figures()
        say(f"documents, by their text: {known_document.cache_info()}")
        say(f"{figures.hits} hits, {figures.misses} misses, {figures.head_queries} queries of the heads")


async def _prepared(app: Starlette, port: int) -> tuple[bytes, str]:
    """Record the bureau; its answer, and the answer's validator."""
    _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=["*"])
    url, headers = f"http://127.0.0.1:{port}", {"authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(base_url=url, headers=headers) as client:
        await prepare(client)
    async with httpx2.AsyncClient(base_url=url) as client:
        answer = await client.get("/graphql", params={"query": ASKED})
        return answer.content, answer.headers["etag"]


async def _check(name: str, case: Case) -> None:
    """Every server names all 28 holders, but for those that have nothing to say."""
    if case.status == 304 or name == NOTHING:
        return
    reader, writer = await asyncio.open_connection("127.0.0.1", case.port)
    writer.write(case.request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    body = await reader.readexactly(int(length[1]) if length else 0)
    writer.close()
    if body.count(b"Camille") != 28 or b'"errors"' in body:
        raise RuntimeError(f"{name} does not answer the question: {head + body!r}")


async def _compare(cases: dict[str, Case], say: Callable[[str], None]) -> None:
    context = multiprocessing.get_context("spawn")
    jobs: multiprocessing.Queue[Job | None] = context.Queue()
    answers: multiprocessing.Queue[Told | str] = context.Queue()
    client = context.Process(target=serve_jobs, args=(jobs, answers), daemon=True)
    client.start()
    for connections in CONNECTIONS:
        found: dict[str, list[Told]] = {name: [] for name in cases}
        cpu: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(ROUNDS):
            for name, case in cases.items():
                jobs.put(Job(case.port, case.request, case.status, connections, SECONDS))
                spent = cpu_seconds(case.pid)
                told = await asyncio.to_thread(answers.get, True, 60)
                if isinstance(told, str):
                    raise RuntimeError(f"{name}: {told}")  # noqa: TRY004
                found[name].append(told)
                cpu[name].append((cpu_seconds(case.pid) - spent) / max(told.all, 1))
        say(f"\nbureau over HTTP, 28 seats, {connections} connection(s), median of {ROUNDS} rounds of {SECONDS:g} s")
        base = statistics.median(told.rate for told in found[PLAIN])
        for name, rounds in found.items():
            rate = statistics.median(told.rate for told in rounds)
            p50, p99 = (statistics.median(told.percentile(share) for told in rounds) for share in (0.5, 0.99))
            say(
                f"{name:>20}: {rate:>8.0f}/s  {rate / base:>6.1f}x  p50 {p50:>7.2f} ms  p99 {p99:>7.2f} ms"
                f"  server's CPU {statistics.median(cpu[name]) * 1000:>6.3f} ms each"
            )
    jobs.put(None)
    await asyncio.to_thread(client.join)
