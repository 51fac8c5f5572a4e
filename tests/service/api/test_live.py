"""Live subscriptions over a real server, with real clients: WebSocket (gql) and server-sent events."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
import uvicorn
from gql import Client, GraphQLRequest
from gql.transport.websockets import WebsocketsTransport

from service.feed import encode_cursor
from tests.service.api.harness import LEDGER, Api, command, install

FEED = """subscription($after: Cursor, $filter: EntryFilter) { entries(after: $after, filter: $filter) { __typename
          ... on Entry { position cursor type } ... on SealedEntry { position cursor }
          ... on CaughtUp { position cursor } ... on Heartbeat { position cursor } } }"""
BUREAU = "subscription { bureau { asOf { position } seats { seat holder { id } } } }"


@pytest.fixture
async def port(api: Api) -> AsyncIterator[int]:
    """The application behind a real server, on a port of the system's choice."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        api.app, ws="websockets-sansio", lifespan="off", log_level="error", ws_per_message_deflate=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
        await asyncio.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    await serving
    listening.close()


@asynccontextmanager
async def following(
    port: int, query: str, token: str | None = None, **variables: Any
) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """A real graphql-transport-ws client; without a token, of the public."""
    init = {"authorization": f"Bearer {token}"} if token else {}
    transport = WebsocketsTransport(url=f"ws://127.0.0.1:{port}/graphql", init_payload=init)
    async with Client(transport=transport) as session:
        items = session.subscribe(GraphQLRequest(query, variable_values=variables))
        try:
            yield items
        finally:
            await items.aclose()


async def take(items: AsyncIterator[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The next items."""
    async with asyncio.timeout(20):
        return [await anext(items) for _ in range(count)]


async def vacate(api: Api, on: str, seat: str) -> int:
    """Empty a seat of the bureau; returns the head."""
    answer = await api.recorded(command("vacateSeat", on=on, body="bureau", seat=seat, cause="RESIGNATION"))
    last: int = answer["positions"][-1]
    return last


async def test_entries_catch_up_and_then_come_live(api: Api, port: int) -> None:
    await install(api)
    head = (await api.ask("{ledgers {position}}"))["ledgers"][0]["position"]
    async with following(port, FEED) as items:
        told = [i["entries"] for i in await take(items, head + 1)]
        assert [i["position"] for i in told[:-1]] == list(range(1, head + 1))
        assert told[-1]["__typename"] == "CaughtUp"
        last = await vacate(api, "2026-09-01", "M1")
        live = (await take(items, 1))[0]["entries"]
        assert (live["position"], live["type"]) == (last, "SeatVacated")


async def test_a_reconnecting_client_loses_and_repeats_nothing(api: Api, port: int) -> None:
    await install(api)
    async with following(port, FEED) as items:
        first = [i["entries"] for i in await take(items, 10)]
    await vacate(api, "2026-09-01", "M1")
    head = await vacate(api, "2026-09-02", "VP2")
    async with following(port, FEED, after=first[-1]["cursor"]) as items:
        rest = [i["entries"] for i in await take(items, head - 10)]
    assert [i["position"] for i in first + rest] == list(range(1, head + 1))


async def test_a_filter_still_lets_the_cursor_advance(api: Api, port: int) -> None:
    await install(api)
    async with following(port, FEED, filter={"types": ["SeatVacated"]}) as items:
        caught_up = (await take(items, 1))[0]["entries"]
        assert caught_up["__typename"] == "CaughtUp"
        assert caught_up["position"] > 1
        last = await vacate(api, "2026-09-01", "M1")
        assert (await take(items, 1))[0]["entries"]["position"] == last


async def test_the_bureau_now_and_after_each_change(api: Api, port: int) -> None:
    people = await install(api)
    async with following(port, BUREAU) as items:
        now = (await take(items, 1))[0]["bureau"]
        assert [s["holder"]["id"] for s in now["seats"]] == people[:4]
        await api.recorded(command("createBody", body="commission", kind="COMMISSION", name="Urbanisme"))
        await vacate(api, "2026-09-01", "M1")
        after = (await take(items, 1))[0]["bureau"]
        assert [s["holder"] and s["holder"]["id"] for s in after["seats"]] == [*people[:3], None]


async def test_a_cursor_of_another_ledger_is_refused(api: Api, port: int) -> None:
    await install(api)
    from gql.transport.exceptions import TransportQueryError

    async with following(port, FEED, after=encode_cursor("FR", 1)) as items:
        with pytest.raises(TransportQueryError, match="cursor"):
            await take(items, 1)


async def test_server_sent_events(api: Api, port: int) -> None:
    await install(api)
    head = (await api.ask("{ledgers {position}}"))["ledgers"][0]["position"]
    headers = {"accept": "text/event-stream"}
    body = {"query": FEED, "variables": {"after": encode_cursor(LEDGER, head - 1)}}
    told: list[dict[str, Any]] = []
    async with (
        asyncio.timeout(20),
        httpx2.AsyncClient() as client,
        client.stream("POST", f"http://127.0.0.1:{port}/graphql", json=body, headers=headers) as response,
    ):
        assert response.headers["content-type"].startswith("text/event-stream")
        async for line in response.aiter_lines():
            if line.startswith("data:") and line != "data:":
                told.append(json.loads(line.removeprefix("data:"))["data"]["entries"])
                if len(told) == 2:
                    await vacate(api, "2026-09-01", "M1")
                if len(told) == 3:
                    break
    assert [t["__typename"] for t in told] == ["Entry", "CaughtUp", "Entry"]
    assert [t["position"] for t in told] == [head, head, head + 1]
