"""What a question reads at 10^4 entries and at ten times as many (a hundred times: GREFFE_BENCH_ENTRIES=1000000): the
buffers of every statement that it runs; p50 and p99.

The same authority (``benchmarks/authority.py``) at both sizes, filled through the ledger's own writer and projected by
its own engine. A question's statements are heard on the readers' connections while it runs, then explained one by one
with the same parameters: shared buffers hit and read, summed. The target: at most twice as many at the larger size.
"""

import contextlib
import dataclasses
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from itertools import islice
from typing import Any, Final

import asyncpg
import httpx2
import msgspec

from benchmarks import authority
from benchmarks.server import ENTRIES as LARGE
from benchmarks.server import fresh_database
from domain.core.entry import Draft
from domain.core.identifiers import REFERENCE_LEDGER
from service.app import make_app
from service.database import Database, connect, connected
from service.ledger import Append, CommandKey, CommandRef, Writer, new_entry
from service.services import make_engine

SMALL: Final = 10_000
AT_ONCE: Final = 400
"""Entries to a command: a year's decisions taken over from an old register."""
REQUESTS: Final = 200

PERSON: Final = authority.mayor(len(authority.TERMS) - 1, 0)
QUESTIONS: Final[dict[str, str]] = {
    "bureau": """{ bureau(at: {on: "2026-01-15"}) { seats { seat state holder { id name } onBehalfOf { id name } since
      foundingAct { number date } entry } missing { code } } }""",
    "arbitrations search": """{ arbitrations(
      at: {on: "2026-01-15"}, text: "interconnexion", theme: "water", first: 20) {
      nodes { arbitration subject question parties { id name } options { label } positions { person { id } stance }
      openedOn entries } pageInfo { hasNextPage } } }""",
    "arbitrations page": """{ arbitrations(at: {on: "2026-01-15"}, theme: "land", first: 20) { nodes { arbitration
      subject parties { id name } } pageInfo { hasNextPage } } }""",
    "governanceChecks": """{ governanceChecks(at: {on: "2026-01-15"}) { code status finding { code values } evidence
      gaps { organization { id } theme thing } } }""",
    "trail by person": f"""{{ auditTrail(filter: {{person: "{PERSON}"}}, first: 20) {{ nodes {{
      position changes {{ noun key }} fate {{ standing }} }} pageInfo {{ hasNextPage }} }} }}""",
    "trail by words": """{ auditTrail(filter: {text: "interconnexion tranche", theme: "water"}, first: 20) { nodes {
      position changes { noun key } fate { standing } } pageInfo { hasNextPage } } }""",
    "trail cut short": """{ auditTrail(filter: {act: {kind: JUDGMENT}}, first: 20) { cut nodes { position }
      pageInfo { endCursor } } }""",
    "theme matrix": """{ delegationMatrix(at: {on: "2026-01-15"}) { gaps { id } people { id }
      themes { theme { id } gap holders { person { id } } } } }""",
    "person's page": f"""{{ person(id: "{PERSON}", at: {{on: "2026-01-15"}}) {{ id name
      tenures {{ body seat since until }} holdings {{ organization {{ id name }} mandate office since until }} }}
      delegations(person: "{PERSON}", at: {{on: "2026-01-15"}}) {{ nodes {{ __typename }} }}
      positions(person: "{PERSON}", at: {{on: "2026-01-15"}}, first: 10) {{
        nodes {{ arbitration {{ arbitration }} }} }} }}""",
}


async def fill(database: Database, ledger: str, drafts: Iterable[Draft], say: Callable[[str], None]) -> None:
    """Append drafts through the writer, so many to a command."""
    started, number = time.perf_counter(), 0
    rest = iter(drafts)
    async with Writer(partial(connect, database.app_url), make_engine()) as writer:
        while chunk := list(islice(rest, AT_ONCE)):
            command = f"bench-{number}"
            entries = tuple(
                new_entry(draft, recorded_by="t-bench", command=CommandRef(command, i)) for i, draft in enumerate(chunk)
            )
            key = CommandKey(command, b"d" * 32, b"{}")
            opens = "REAL" if number == 0 else None
            await writer.append(Append(ledger=ledger, entries=entries, command=key, opens=opens))
            number += len(chunk)
            if number % 100_000 < AT_ONCE:
                say(f"    {number} entries, {number / (time.perf_counter() - started):.0f}/s")


class Heard:
    """The statements that the readers' connections run, with their parameters."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, tuple[Any, ...]]] = []

    def hear(self, record: Any) -> None:
        """One statement."""
        if not record.query.lstrip().upper().startswith(("BEGIN", "COMMIT", "LISTEN")):
            self.statements.append((record.query, tuple(record.args or ())))


@contextlib.asynccontextmanager
async def client_of(database: Database) -> AsyncIterator[tuple[httpx2.AsyncClient, Any]]:
    """The service in this process, which makes every answer anew, and its pool."""
    app = make_app(database)
    async with app.router.lifespan_context(app):
        app.state.services = dataclasses.replace(app.state.services, answers=None)
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://bench") as client:
            yield client, app.state.services.pool


async def ask(client: httpx2.AsyncClient, query: str) -> Any:
    """The data of an answer."""
    answer = (await client.post("/graphql", json={"query": query})).json()
    if "errors" in answer:
        raise RuntimeError(answer["errors"])
    return answer["data"]


async def measure(database: Database) -> dict[str, tuple[int, int, float, float]]:
    """For each question: size of its answer, buffers read, p50 and p99 in milliseconds."""
    told = {}
    async with client_of(database) as (client, pool):
        for name, query in QUESTIONS.items():
            answer = await ask(client, query)
            took = []
            for _ in range(REQUESTS):
                started = time.perf_counter()
                await ask(client, query)
                took.append((time.perf_counter() - started) * 1000)
            took.sort()
            buffers = await _buffers(database, pool, client, query)
            p99 = took[int(len(took) * 0.99)]
            told[name] = (_size(answer), buffers, statistics.median(took), p99)
    return told


async def _buffers(database: Database, pool: Any, client: httpx2.AsyncClient, query: str) -> int:
    """Shared buffers that a question's statements touch, explained once they have run."""
    heard = Heard()
    connections = [await pool.acquire() for _ in range(pool.get_size())]
    for connection in connections:
        connection.add_query_logger(heard.hear)
        await pool.release(connection)
    await ask(client, query)
    for connection in connections:
        with contextlib.suppress(asyncpg.InterfaceError):
            connection.remove_query_logger(heard.hear)
    touched = 0
    async with connected(database.app_url) as explaining:
        for sql, parameters in heard.statements:
            (row,) = await explaining.fetch(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", *parameters)
            plan = msgspec.json.decode(row["QUERY PLAN"])[0]["Plan"]
            touched += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return touched


def _size(answer: Any) -> int:
    return len(msgspec.json.encode(answer))


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Both sizes, side by side."""
    measured = []
    for entries in (SMALL, LARGE):
        say(f"  {entries} entries")
        async with fresh_database() if entries != SMALL else contextlib.nullcontext(database) as own:
            await fill(own, REFERENCE_LEDGER, authority.reference(), say)
            await fill(own, authority.LEDGER, authority.history(entries), say)
            async with connected(own.admin_url or "") as admin:
                await admin.execute("VACUUM ANALYZE")
            measured.append(await measure(own))
    say(f"{'question':>22} {'bytes':>15} {'buffers':>15} {'ratio':>6} {'p50 ms':>15} {'p99 ms':>15}")
    for name in QUESTIONS:
        (s_bytes, s_buffers, s50, s99), (l_bytes, l_buffers, l50, l99) = (m[name] for m in measured)
        say(
            f"{name:>22} {s_bytes:>7} {l_bytes:>7} {s_buffers:>7} {l_buffers:>7} {l_buffers / s_buffers:>5.2f}x "
            f"{s50:>7.2f} {l50:>7.2f} {s99:>7.2f} {l99:>7.2f}"
        )
