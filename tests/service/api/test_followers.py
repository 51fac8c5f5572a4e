"""Those who follow, on the server as it is run: shared words, slow readers, limits, withdrawn tokens, a stop."""

import asyncio
import contextlib
import json
import resource
import socket as sockets
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from domain.core.entry import Visibility
from service import quotas, rights
from service.access import revoke_token
from service.app import make_app
from service.cli import connections
from service.database import Database
from service.feed import encode_cursor
from service.graphql import event_stream, websocket
from service.graphql import told as told_module
from service.quotas import Limits
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.api.served import PROTOCOL, Served, hear, introduce, served, silent, subscribe, told
from tests.service.api.test_feed import FEED, token_of
from tests.service.api.test_live_queries import BUREAU

ENTRIES = """subscription($after: Cursor) { entries(after: $after) {
  ... on Entry { position type } ... on SealedEntry { position } } }"""


@pytest.fixture
async def service(api: Api) -> AsyncIterator[Served]:
    async with served(api.app) as service:
        yield service


@pytest.fixture
def executions(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The messages that are executed and encoded from now on."""
    ran: list[object] = []
    payload = told_module.Plan.payload

    async def counted(self: Any, message: object) -> str:
        ran.append(message)
        return await payload(self, message)

    monkeypatch.setattr(told_module.Plan, "payload", counted)
    return ran


async def closed(socket: ClientConnection, within: float = 10) -> tuple[int, str]:
    """The code and reason with which it is closed, whatever is told before."""
    async with asyncio.timeout(within):
        async for _ in _whatever_comes(socket):
            pass
    assert socket.close_code is not None
    return socket.close_code, socket.close_reason or ""


async def _whatever_comes(socket: ClientConnection) -> AsyncIterator[object]:
    with contextlib.suppress(ConnectionClosed):
        while True:
            yield await socket.recv()


async def head(api: Api) -> int:
    position: int = (await api.ask("{ledgers {id position}}"))["ledgers"][0]["position"]
    return position


async def register(api: Api, count: int = 1) -> None:
    """Append entries."""
    people = [command("registerPerson", person=f"$x{i}", givenName="A", familyName="B") for i in range(count)]
    await api.recorded(*people)


async def test_all_who_follow_the_same_share_one_execution_wherever_they_began(
    api: Api, service: Served, executions: list[object]
) -> None:
    await install(api)
    last = await head(api)
    async with contextlib.AsyncExitStack() as stack:
        all_ = [await stack.enter_async_context(service.socket()) for _ in range(30)]
        for number, socket in enumerate(all_):
            after = encode_cursor(LEDGER, last - number % 3)
            await subscribe(socket, FEED, f"op{number}", ledgers=[LEDGER], after=after)
            while (await told(socket))["data"]["feed"]["__typename"] != "FeedCaughtUp":
                pass
        executions.clear()
        await register(api)
        heard = [await hear(socket) for socket in all_]
    assert [message["id"] for message in heard] == [f"op{number}" for number in range(30)]
    assert all(message["payload"] == heard[0]["payload"] for message in heard)
    assert heard[0]["payload"]["data"]["feed"]["position"] == last + 1
    assert len(executions) == 1


async def test_viewers_of_two_levels_share_no_words(api: Api, service: Served) -> None:
    await install(api)
    after = encode_cursor(LEDGER, await head(api))
    tokens = [(await token_of(api, level))[1] for level in (Visibility.MEMBERS, Visibility.BUREAU)]
    async with contextlib.AsyncExitStack() as stack:
        all_ = [await stack.enter_async_context(service.socket(token)) for token in (None, *tokens, tokens[1], None)]
        for socket in all_:
            await subscribe(socket, FEED, ledgers=[LEDGER], after=after)
            await told(socket)
        await api.recorded(command("addTheme", theme="x", nameFr="X", nameEn="X", visibility="BUREAU"))
        kinds = [(await told(socket))["data"]["feed"]["type"] for socket in all_]
    sealed, theme = "fr.greffe.sealed", "fr.greffe.ThemeAdded"
    assert kinds == [sealed, sealed, theme, theme, sealed]


async def test_what_was_erased_is_not_told_again_from_memory(api: Api, service: Served) -> None:
    await install(api)
    theme = command("addTheme", theme="mountain", nameFr="Montagne", nameEn="Mountains")
    named = (await api.recorded(theme))["positions"][0]
    async with service.socket() as stays, service.socket() as comes:
        after = encode_cursor(LEDGER, named - 1)
        await subscribe(stays, FEED, ledgers=[LEDGER], after=after)
        assert "Montagne" in str(await told(stays))
        await told(stays)
        await api.recorded(command("redactEntry", on="2026-12-02", entry=named, basis="UNLAWFUL_PROCESSING"))
        assert (await told(stays))["data"]["feed"]["__typename"] == "ErasedText"
        await subscribe(comes, FEED, ledgers=[LEDGER], after=after)
        assert "Montagne" not in str(await told(comes))


async def test_who_reads_nothing_is_closed_and_others_notice_nothing(
    api: Api, service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its memory is bounded: what is not read is not queued, but pulled by a cursor when it is."""
    await install(api)
    monkeypatch.setattr(connections, "SEND_WITHIN", 1.0)
    endless = {"query": ENTRIES.replace("position type", "position " + " ".join(f"a{i}: bodyBytes" for i in range(60)))}
    with sockets.socket() as raw:
        raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        raw.connect(("127.0.0.1", service.port))
        raw.setblocking(False)
        slow = await connect(
            f"ws://127.0.0.1:{service.port}/graphql", sock=raw, subprotocols=[PROTOCOL], max_queue=1, ping_interval=None
        )
        await introduce(slow)
        assert await hear(slow) == {"type": "connection_ack"}
        for _ in range(10):
            await register(api, 100)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for number in range(40):
            await slow.send(json.dumps({"type": "subscribe", "id": str(number), "payload": endless}))
        slow.transport.pause_reading()
        async with service.socket() as reads:
            await subscribe(reads, FEED, ledgers=[LEDGER], after=encode_cursor(LEDGER, await head(api)))
            await told(reads)
            for _ in range(5):
                begun = time.monotonic()
                await register(api)
                await told(reads)
                assert time.monotonic() - begun < 2
                await asyncio.sleep(0.3)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 60_000, f"{grown} KiB"
        await asyncio.sleep(connections.LAST_WORD + 1)
        slow.transport.resume_reading()
        await closed(slow)


async def test_who_reads_again_in_time_hears_why_it_is_closed(
    api: Api, service: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await install(api)
    await register(api, 200)
    monkeypatch.setattr(connections, "SEND_WITHIN", 0.5)
    endless = ENTRIES.replace("position type", "position " + " ".join(f"a{i}: bodyBytes" for i in range(90)))
    async with service.socket(max_queue=1) as slow:
        for number in range(40):
            await subscribe(slow, endless, str(number))
        await asyncio.sleep(1.0)
        assert await closed(slow) == (connections.TOO_SLOW, connections.TOO_SLOW_REASON)


async def test_a_stop_is_said_to_sockets_and_to_streams_of_events(api: Api) -> None:
    await install(api)
    heard: list[str] = []
    stopping: list[asyncio.Task[None]] = []
    async with served(api.app) as service, httpx2.AsyncClient() as client, service.socket() as socket:
        await subscribe(socket, BUREAU)
        await told(socket)
        asked = client.stream("POST", service.url, json={"query": BUREAU}, headers={"accept": "text/event-stream"})
        async with asyncio.timeout(10), asked as response:
            async for line in response.aiter_lines():
                if line.startswith("data: ") and len(heard) == 1:
                    stopping.append(asyncio.create_task(service.stop()))
                heard.append(line)
        await stopping[0]
        assert await closed(socket) == (connections.RESTART, connections.RESTART_REASON)
    last = json.loads([line for line in heard if line.startswith("data: ")][-1].removeprefix("data: "))
    assert last["errors"][0]["extensions"]["code"] == "SERVICE_STOPPING"
    assert last["errors"][0]["extensions"]["messages"]["fr"]
    assert "event: complete" not in heard, "it is to come back"


@pytest.mark.parametrize("query", [ENTRIES, BUREAU, FEED])
async def test_a_token_that_is_withdrawn_ends_what_it_follows(
    api: Api, service: Served, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    await install(api)
    monkeypatch.setattr(rights, "LOOK_AGAIN", 0.1)
    monkeypatch.setattr(websocket, "LAST_WORD", 0.5)
    monkeypatch.setattr(event_stream, "LAST_WORD", 0.5)
    name, token = await token_of(api, Visibility.BUREAU)
    _, other = await token_of(api, Visibility.BUREAU)
    headers = {"accept": "text/event-stream", "authorization": f"Bearer {token}"}
    heard: list[str] = []
    async with service.socket(token) as socket, service.socket(other) as stays, httpx2.AsyncClient() as client:
        for each in (socket, stays):
            await subscribe(each, query)
            await told(each)
        async with (
            asyncio.timeout(10),
            client.stream("POST", service.url, json={"query": query}, headers=headers) as response,
        ):
            async for line in response.aiter_lines():
                if line.startswith("data: ") and len(heard) == 1:
                    await revoke_token(api.app.state.services.pool, name)
                heard.append(line)
        assert "event: complete" in heard
        said = "VisibilityWithdrawn" if query == FEED else "TOKEN_WITHDRAWN"
        assert said in [line for line in heard if line.startswith("data: {")][-1]
        code, reason = await closed(socket, 5)
        assert (code, "revoked" in reason) == (4403, True)
        while not await silent(stays, 0.3):
            pass  # entries that were told meanwhile
        await register(api)
        if query != BUREAU:
            assert await told(stays), "another token is not concerned"


async def test_a_silent_socket_is_pinged(api: Api, service: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    await install(api)
    monkeypatch.setattr(websocket, "SILENCE", 0.2)
    async with service.socket() as socket:
        assert await silent(socket, 0.5), "who follows nothing is told nothing"
        await subscribe(socket, BUREAU)
        await told(socket)
        assert await hear(socket) == {"type": "ping"}
        await socket.send(json.dumps({"type": "pong"}))
        assert await hear(socket) == {"type": "ping"}


@pytest.fixture
async def limited(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    """Three connections in all, two of one viewer, two subscriptions of one; each loopback address is somebody."""
    monkeypatch.setattr("service.app.USUAL", Limits(3, 2, 2))
    monkeypatch.setattr(quotas, "_who", lambda viewer, address: viewer.token_id or address)
    app = make_app(database)
    async with app.router.lifespan_context(app), served(app) as service, Api(app, "") as api:
        from service.access import Role, create_token

        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=["*"])
        api.token = token
        await install(api)
        yield service


async def test_one_viewer_may_have_so_many_connections_and_all_together_so_many(limited: Served) -> None:
    async with limited.socket() as one, limited.socket():
        async with connect(f"ws://127.0.0.1:{limited.port}/graphql", subprotocols=[PROTOCOL]) as third:
            await introduce(third)
            code, reason = await closed(third)
        assert code == websocket.TOO_MANY
        assert "2 connections" in reason
        async with httpx2.AsyncClient() as client:
            headers = {"accept": "text/event-stream"}
            refused = await client.post(limited.url, json={"query": BUREAU}, headers=headers)
            plain = await client.post(limited.url, json={"query": "{ __typename }"})
        assert refused.status_code == 429
        assert "retry-after" in refused.headers
        assert refused.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_CONNECTIONS"
        assert refused.json()["errors"][0]["extensions"]["messages"]["fr"]
        assert plain.status_code == 200, "a question is no connection"
        await one.close()
        await asyncio.sleep(0.2)
        async with limited.socket() as again:
            await subscribe(again, BUREAU)
            assert await told(again), "a place that is left is free"


async def test_one_viewer_may_have_so_many_subscriptions(limited: Served) -> None:
    async with limited.socket() as one, limited.socket() as other:
        await subscribe(one, BUREAU, "1")
        await told(one)
        await subscribe(other, BUREAU, "2")
        await told(other)
        await subscribe(other, BUREAU, "3")
        refused = await hear(other)
        assert (refused["type"], refused["id"]) == ("error", "3")
        assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
        await one.send(json.dumps({"type": "complete", "id": "1"}))
        await asyncio.sleep(0.2)
        await subscribe(other, BUREAU, "3")
        assert (await hear(other))["type"] == "next"


async def test_one_connection_may_have_so_many_operations(api: Api, service: Served) -> None:
    await install(api)
    async with service.socket() as socket:
        for number in range(100):
            await subscribe(socket, BUREAU, str(number))
            await told(socket)
        await subscribe(socket, BUREAU, "more")
        refused = await hear(socket)
    assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
    assert refused["payload"][0]["extensions"]["limit"] == 100
    assert refused["payload"][0]["extensions"]["messages"]["fr"]
