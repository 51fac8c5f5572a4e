"""The bureau over HTTP, 28 seats, three levels deep: one connection, one request after the other.

Cold: the document was never seen (parsed, validated, costed). Known: the same document again. Both over HTTP/1.1 on the
loopback, the client in a process of its own on the other core.
"""

import asyncio
import dataclasses
import json
import multiprocessing
import statistics
import time
from collections.abc import Callable
from typing import Any

import httpx2
import uvicorn

from service.access import Role, create_token
from service.app import make_app
from service.database import Database, open_pool
from tests.service.api.harness import ACT, LEDGER, MEMBER

REQUESTS = 400
BUREAU = """query Q { bureau(at: {on: "2026-06-01"}) { asOf { position } seats { seat state since holder { id name }
onBehalfOf { id name } foundingAct { kind number date } entry } missing { code message { fr } } } }"""


async def prepare(client: httpx2.AsyncClient) -> None:
    """A bureau of 28 filled seats."""
    n = 28
    aliases = [f"$p{i}" for i in range(n)]
    kinds = ["PRESIDENT", *["VICE_PRESIDENT"] * 6, *["BUREAU_MEMBER"] * (n - 7)]
    bureau = [
        {"seat": f"S{i}", "kind": kind} | ({"rank": i} if kind == "VICE_PRESIDENT" else {})
        for i, kind in enumerate(kinds)
    ]
    assembly = [{"seat": f"A{i}", "kind": "FULL_DELEGATE", "onBehalfOf": MEMBER} for i in range(n)]

    def c(kind: str, /, **fields: Any) -> dict[str, Any]:
        return {kind: {"on": "2026-05-20", "act": ACT, **fields}}

    first = await record(
        client,
        "open",
        c("openLedger"),
        c("registerAuthority", siren=LEDGER, name="SM", legalForm="CLOSED_JOINT_SYNDICATE"),
        c("admitMember", organization=MEMBER),
        *(c("registerPerson", person=a, givenName="Camille", familyName=f"Banc{a}") for a in aliases),
        *(c("startMandate", person=a, organization=MEMBER, mandate="COMMUNITY_COUNCILLOR") for a in aliases),
        c("createBody", body="assembly", kind="ASSEMBLY", name="Comité"),
        c("createBody", body="bureau", kind="BUREAU", name="Bureau", parent="assembly"),
    )
    ids = {p["alias"]: p["id"] for p in first["people"]}
    await record(
        client,
        "install",
        c("installAssembly", body="assembly", term="2026", seats=assembly),
        *(c("fillSeat", body="assembly", seat=f"A{i}", person=ids[a]) for i, a in enumerate(aliases)),
        c("formBody", body="bureau", term="2026", seats=bureau),
        *(c("fillSeat", body="bureau", seat=f"S{i}", person=ids[a]) for i, a in enumerate(aliases)),
    )


async def record(client: httpx2.AsyncClient, command_id: str, *commands: dict[str, Any]) -> Any:
    """Record, and insist."""
    query = """mutation($l: ID, $c: [CommandInput!]!, $i: ID!) { record(authority: $l, commands: $c, commandId: $i) {
               ... on RecordedResult { people { alias id } } ... on RefusedResult { message { en } path } } }"""
    variables = {"l": LEDGER, "c": list(commands), "i": command_id}
    answer = (await client.post("/graphql", json={"query": query, "variables": variables})).json()
    told = answer["data"]["record"]
    if "people" not in told:
        raise RuntimeError(told)
    return told


async def measure(client: httpx2.AsyncClient, query: Callable[[int], str]) -> list[float]:
    """Seconds of each request."""
    took = []
    for number in range(REQUESTS):
        body = json.dumps({"query": query(number)})
        started = time.perf_counter()
        response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        took.append(time.perf_counter() - started)
        if "errors" in response.json():
            raise RuntimeError(response.text)
    return took


def _client(port: int, token: str, queue: "multiprocessing.Queue[dict[str, list[float]]]") -> None:
    async def work() -> dict[str, list[float]]:
        headers = {"authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
            await prepare(client)
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            await measure(client, lambda _: BUREAU)
            return {
                "cold (new document)": await measure(client, lambda number: BUREAU + f"# {number}"),
                "known document": await measure(client, lambda _: BUREAU),
            }

    queue.put(asyncio.run(work()))


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Requests per second and percentiles."""
    app = make_app(database)
    pool = await open_pool(database.app_url)
    _, token = await create_token(pool, role=Role.CLERK, ledgers=["*"])
    await pool.close()
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", http="httptools"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    # What is measured is making an answer; benchmarks/cached.py gives those that are kept.
    app.state.services = dataclasses.replace(app.state.services, answers=None)
    port = server.servers[0].sockets[0].getsockname()[1]
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[dict[str, list[float]]] = context.Queue()
    client = context.Process(target=_client, args=(port, token, queue))
    client.start()
    told = await asyncio.to_thread(queue.get, True, 60)
    client.join()
    server.should_exit = True
    await serving
    say(f"bureau over HTTP, 28 seats, 3 levels, {REQUESTS} requests one after the other")
    for name, took in told.items():
        took.sort()
        p50, p99 = statistics.median(took) * 1000, took[int(len(took) * 0.99)] * 1000
        say(f"{name:>22}: {len(took) / sum(took):>7.0f}/s  p50 {p50:.2f} ms  p99 {p99:.2f} ms")
