"""One entry told to a thousand WebSockets: deliveries per second, delay, memory; next to a node graphql-ws server.

Ours is `greffe serve` in a process of its own; entries are appended by another process through the clerk, as a second
worker would. The peer executes the same document on the same schema, and is handed events like ours by a pipe: it has
no database. The subscribers are the same for both (``benchmarks/subscribers.py``), in a process of their own. On two
cores the server has one, and the subscribers share the other with PostgreSQL and whoever appends: what the server's
process itself takes for a delivery is what a busy machine does not change.

Steady: entries one by one, so many a second; the delay is from the answer to whoever appended to the receipt. Burst: a
list of entries in one command; its deliveries, by the time from the command's beginning to the last receipt.
"""

import asyncio
import contextlib
import datetime as dt
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Final, NamedTuple, Protocol

import httpx2

from benchmarks.peers.bureau import SCHEMA
from benchmarks.peers.node import Peer, cpu_seconds, missing, resident_bytes, served
from benchmarks.query import BUREAU, prepare, record
from benchmarks.subscribers import Subscribers, Watch
from service.access import Role, create_token
from service.app import make_app
from service.database import Database
from service.feed import encode_cursor
from tests.service.api.harness import ACT, LEDGER

ROUNDS: Final = 3
FOLLOWERS: Final = 1_000
MANY: Final = 5_000
DISTINCT: Final = 100
RATE: Final = 4
"""Entries per second, when they come steadily."""
STEADY: Final = 12
BURST: Final = 40
WITHIN: Final = 120.0
SEATS: Final = range(7, 28)
"""Those of plain members: nobody acts in them."""
FIRST_DAY: Final = dt.date(2026, 5, 21)

FEED: Final = """subscription Follow($after: Cursor) { feed(ledgers: ["%s"], after: $after) { __typename
... on CloudEvent { id type subject time data position cursor } } }"""
LIVE_BUREAU: Final = BUREAU.replace("query Q", "subscription Follow").replace(
    'bureau(at: {on: "2026-06-01"})', f'bureau(authority: "{LEDGER}")'
)


class Measured(NamedTuple):
    """One round of one server."""

    delays: list[float]
    per_second: float
    steady_cpu: float
    """Seconds of the server's process for a delivery, when entries come one by one."""
    cpu: float
    """The same in the burst; steadily where there is none."""


class Medians(NamedTuple):
    """Of several rounds: milliseconds, deliveries per second, seconds."""

    p50: float
    p99: float
    rate: float
    steady_cpu: float
    cpu: float


class Case(NamedTuple):
    """What is followed, by which documents, and how many entries come at once in the end."""

    name: str
    kind: str
    documents: tuple[str, ...]
    burst: int


class Server(Protocol):
    """What is measured."""

    port: int
    pid: int
    head: int
    """The last position."""

    async def append(self, number: int) -> int:
        """So many entries at once; the last one's position."""

    def variables(self) -> dict[str, Any]:
        """Of a subscription that begins now."""


class Ours:
    """`greffe serve`, and a clerk in this process."""

    def __init__(self, port: int, pid: int, client: httpx2.AsyncClient) -> None:
        self.port, self.pid = port, pid
        self._client = client
        self._appended = self.head = 0
        self._people: list[str] = []

    async def begin(self) -> None:
        """Record the bureau."""
        await prepare(self._client)
        asked = f'{{ bureau(authority: "{LEDGER}") {{ asOf {{ position }} seats {{ seat holder {{ id }} }} }} }}'
        bureau = (await self._client.post("/graphql", json={"query": asked})).json()["data"]["bureau"]
        held = {each["seat"]: each["holder"]["id"] for each in bureau["seats"]}
        self._people, self.head = [held[f"S{number}"] for number in SEATS], bureau["asOf"]["position"]

    async def append(self, number: int) -> int:
        commands = [self._command(self._appended + i) for i in range(number)]
        await record(self._client, f"fanout-{self._appended}", *commands)
        self._appended += number
        self.head += number
        return self.head

    def variables(self) -> dict[str, Any]:
        return {"after": encode_cursor(LEDGER, self.head)}

    def _command(self, number: int) -> dict[str, Any]:
        """Each seat in turn falls vacant, then each is filled again, a day later each time round."""
        turn, which = divmod(number, len(SEATS))
        fields = {"on": str(FIRST_DAY + dt.timedelta(turn)), "act": ACT, "body": "bureau", "seat": f"S{SEATS[which]}"}
        if turn % 2:
            return {"fillSeat": {**fields, "person": self._people[which]}}
        return {"vacateSeat": {**fields, "cause": "RESIGNATION"}}


class Theirs:
    """A node graphql-ws server, handed events like ours."""

    def __init__(self, peer: Peer, kind: str, event: Mapping[str, Any]) -> None:
        self.port, self.pid, self._kind, self._event = peer.port, peer.pid, kind, event
        assert peer.feed is not None
        self._pipe = peer.feed
        self.head = 1_000_000  # as many digits as it takes, from the first to the last
        if kind == "bureau":  # what is so already: whoever subscribes is told it first
            self._pipe.write(json.dumps({kind: event}).encode() + b"\n")

    async def append(self, number: int) -> int:
        lines = []
        for _ in range(number):
            self.head += 1
            told = {"asOf": {"position": self.head}} if self._kind == "bureau" else {"position": self.head}
            lines.append(json.dumps({self._kind: {**self._event, **told}}) + "\n")
        self._pipe.write("".join(lines).encode())
        await self._pipe.drain()
        return self.head

    def variables(self) -> dict[str, Any]:
        return {"after": encode_cursor(LEDGER, self.head)}


@contextlib.asynccontextmanager
async def ours(database: Database) -> AsyncIterator[Ours]:
    """The service as it is run, and one more process that appends."""
    app = make_app(database)
    async with app.router.lifespan_context(app), _greffe_serve(database) as (port, pid):
        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=["*"])
        transport = httpx2.ASGITransport(app=app)
        headers = {"authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as client:
            made = Ours(port, pid, client)
            await made.begin()
            yield made


@contextlib.asynccontextmanager
async def _greffe_serve(database: Database) -> AsyncIterator[tuple[int, int]]:
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "service.cli", "serve", "--port", "0",
            stdout=asyncio.subprocess.PIPE,
            env={
                **os.environ,
                "DATABASE_URL": database.app_url,
                "GREFFE_DATA_DIR": folder,
                "GREFFE_VAULT_KEY_FILE": str(database.vault_key),
                "GREFFE_MAX_CONNECTIONS": str(2 * MANY),
                "GREFFE_MAX_CONNECTIONS_OF_ONE": str(2 * MANY),
                "GREFFE_MAX_SUBSCRIPTIONS_OF_ONE": str(2 * MANY),
            },
        )  # fmt: skip
        assert process.stdout is not None
        try:
            async with asyncio.timeout(60):
                while not (found := re.search(rb"http://127\.0\.0\.1:(\d+)", await process.stdout.readline())):
                    if process.stdout.at_eof():
                        raise RuntimeError("greffe serve did not start")
            yield int(found[1]), process.pid
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Many connections, while the servers are new; then the feed, the live bureau, the feed by many documents."""
    subscribers = Subscribers()
    say(f"{FOLLOWERS} WebSockets, {RATE} entries/s, then {BURST} at once; medians of {ROUNDS} rounds, interleaved")
    async with ours(database) as server:
        feed = FEED % LEDGER
        samples = {
            "feed": await _sample(subscribers, server, feed, "feed"),
            "bureau": await _sample(subscribers, server, LIVE_BUREAU, "bureau"),
        }
        async with contextlib.AsyncExitStack() as stack:
            peer = None
            if why := missing():
                say(why)
            else:
                peer = await stack.enter_async_context(served("follow.mjs", str(SCHEMA)))
            for who, each in {"greffe": server, "graphql-ws": peer and Theirs(peer, "feed", samples["feed"])}.items():
                if each:
                    await _memory(subscribers, who, each, feed, say)
            for case in (
                Case("feed, one document", "feed", (feed,), BURST),
                Case("live bureau, one document", "bureau", (LIVE_BUREAU,), 0),
                Case(f"feed, {DISTINCT} documents", "feed", _distinct(feed), BURST),
            ):
                pair: dict[str, Server] = {"greffe": server}
                if peer is not None:
                    pair["graphql-ws"] = Theirs(peer, case.kind, samples[case.kind])
                await _compare(subscribers, pair, case, say)
    await subscribers.end()


def _distinct(document: str) -> tuple[str, ...]:
    """The same question in so many texts."""
    return tuple(document.replace("Follow", f"Follow{number}") for number in range(DISTINCT))


async def _sample(subscribers: Subscribers, server: Ours, document: str, kind: str) -> dict[str, Any]:
    """An event as we tell it."""
    await subscribers.watch(Watch(server.port, (document,), server.variables(), 1, server.head))
    told = await subscribers.until(await server.append(1), WITHIN)
    found: dict[str, Any] = json.loads(told.last)["payload"]["data"][kind]
    return found


async def _compare(
    subscribers: Subscribers, pair: Mapping[str, Server], case: Case, say: Callable[[str], None]
) -> None:
    found: dict[str, list[Measured]] = {who: [] for who in pair}
    for _ in range(ROUNDS):
        for who, server in pair.items():
            found[who].append(await _round(subscribers, server, case.documents, case.burst))
    say(f"\n{case.name}")
    medians = {who: _median(rounds) for who, rounds in found.items()}
    for who, (p50, p99, rate, steady_cpu, cpu) in medians.items():
        burst = f"  burst {rate:>7.0f} deliveries/s, CPU {cpu * 1e6:>6.1f} us each" if case.burst else ""
        say(f"{who:>12}: steady p50 {p50:>6.1f} ms, p99 {p99:>6.1f} ms, CPU {steady_cpu * 1e6:>6.1f} us each{burst}")
    if theirs := medians.get("graphql-ws"):
        mine = medians["greffe"]
        faster = f"{mine.rate / theirs.rate:.1f}x its deliveries, " if case.burst else ""
        say(f"              against the peer: {faster}{theirs.cpu / mine.cpu:.1f}x for the same CPU")


def _median(rounds: list[Measured]) -> Medians:
    p50, p99 = (statistics.median(_percentile(each.delays, share) for each in rounds) for share in (0.5, 0.99))
    steady = statistics.median(each.steady_cpu for each in rounds)
    rate, cpu = statistics.median(each.per_second for each in rounds), statistics.median(each.cpu for each in rounds)
    return Medians(p50, p99, rate, steady, cpu)


async def _round(subscribers: Subscribers, server: Server, documents: tuple[str, ...], burst: int) -> Measured:
    variables = server.variables()
    await subscribers.watch(Watch(server.port, documents, variables, FOLLOWERS, server.head))
    answered: dict[int, float] = {}
    first, spent = server.head, cpu_seconds(server.pid)
    began = time.monotonic()
    for number in range(STEADY):
        await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
        position = await server.append(1)
        answered[position] = time.monotonic()
    await asyncio.sleep(1 / RATE)
    steady_cpu, began = cpu_seconds(server.pid) - spent, time.monotonic()
    if burst:
        await asyncio.sleep(1.0)  # the readers are at rest
        spent, began = cpu_seconds(server.pid), time.monotonic()
        await server.append(burst)
    received = await subscribers.until(server.head, WITHIN)
    burst_cpu = cpu_seconds(server.pid) - spent
    delays = [at - answered[p] for p, at in zip(received.positions, received.times, strict=True) if p in answered]
    told = len(received.positions)
    if burst and told != FOLLOWERS * (STEADY + burst):
        raise RuntimeError(f"{told} deliveries of {FOLLOWERS * (server.head - first)}")
    if not burst:
        return Measured(delays, 0.0, steady_cpu / told, steady_cpu / told)
    rate = FOLLOWERS * burst / (max(received.times) - began)
    return Measured(delays, rate, steady_cpu / (FOLLOWERS * STEADY), burst_cpu / (FOLLOWERS * burst))


def _percentile(delays: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(delays)[int(len(delays) * share)] * 1000


async def _memory(
    subscribers: Subscribers, who: str, server: Server, document: str, say: Callable[[str], None]
) -> None:
    """What so many connections take, each with its subscription."""
    before, began = resident_bytes(server.pid), time.monotonic()
    await subscribers.watch(Watch(server.port, (document,), server.variables(), MANY, server.head))
    opened = time.monotonic() - began
    each = (resident_bytes(server.pid) - before) / MANY
    began = time.monotonic()
    await subscribers.until(await server.append(1), WITHIN)
    say(
        f"{who:>12}: {MANY} connections opened in {opened:.1f} s, {each / 1024:.1f} KiB each; "
        f"one entry told to all within {time.monotonic() - began:.2f} s of the command"
    )
