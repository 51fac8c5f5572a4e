"""graphql-transport-ws on a real server, with the clients that partners use and with ones that misbehave."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from service.graphql.limits import MAX_BODY, MAX_COST
from tests.service.graphql.toy import CLOSED, application, served, until

PROTOCOL = Subprotocol("graphql-transport-ws")


@pytest.fixture(scope="module")
async def address() -> AsyncIterator[str]:
    async with served(application(connection_init_wait_timeout=timedelta(seconds=0.5))) as address:
        yield address


@pytest.fixture
async def socket(address: str) -> AsyncIterator[ClientConnection]:
    async with connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL]) as socket:
        yield socket


async def say(socket: ClientConnection, kind: str, **rest: Any) -> None:
    await socket.send(json.dumps({"type": kind, **rest}, ensure_ascii=False))


async def hear(socket: ClientConnection) -> dict[str, Any]:
    async with asyncio.timeout(5):
        heard: dict[str, Any] = json.loads(await socket.recv())
    return heard


async def greet(socket: ClientConnection, **payload: Any) -> None:
    await say(socket, "connection_init", payload=payload)
    assert await hear(socket) == {"type": "connection_ack"}


async def closing_code(socket: ClientConnection) -> tuple[int, str]:
    with pytest.raises(ConnectionClosed) as closed:
        await hear(socket)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code, closed.value.rcvd.reason


async def test_gql_reads_a_query_and_a_subscription(address: str) -> None:
    transport = WebsocketsTransport(f"ws://{address}/graphql", init_payload={"Authorization": "Bearer partner"})
    async with Client(transport=transport) as session:
        assert await session.execute(gql("{ viewer }")) == {"viewer": "partner"}
        received = [event["count"] async for event in session.subscribe(gql("subscription { count(to: 3) }"))]
        assert received == [0, 1, 2]
        with pytest.raises(TransportQueryError, match="internal error") as broken:
            await session.execute(gql("{ broken }"))
        assert "secret" not in str(broken.value)


async def test_one_bad_operation_does_not_close_the_socket(socket: ClientConnection) -> None:
    await greet(socket)
    for query, said in (
        ("{", "Syntax Error"),
        ("{ namee }", "Cannot query field 'namee' on type 'Query'."),
        ("query A { name }  query A { name }", "There can be only one operation named 'A'."),
        ("subscription($a: Int!) { count(to: $a) }", "Variable '$a'"),
        ("{ " + "inner { " * 30 + "name" + " }" * 31, "nested too deeply"),
        ("#" * 60_000, "60000 characters"),
    ):
        await say(socket, "subscribe", id="bad", payload={"query": query})
        answer = await hear(socket)
        assert (answer["type"], answer["id"]) == ("error", "bad")
        assert said in answer["payload"][0]["message"]
    bad_text = {"query": "{ name }", "variables": {"a": "\0"}}
    await say(socket, "subscribe", id="bad", payload=bad_text)
    assert (await hear(socket))["payload"][0]["extensions"]["code"] == "NUL_CHARACTER"
    await say(socket, "subscribe", id="good", payload={"query": "{ name }"})
    assert await hear(socket) == {
        "type": "next",
        "id": "good",
        "payload": {"data": {"name": "item"}, "extensions": {"cost": {"asked": 1, "limit": MAX_COST}}},
    }


async def test_an_error_in_the_middle_of_a_stream_is_published(socket: ClientConnection) -> None:
    await greet(socket)
    await say(socket, "subscribe", id="1", payload={"query": "subscription { breaks }"})
    assert (await hear(socket))["payload"] == {"data": {"breaks": 1}}
    answer = await hear(socket)
    assert answer["payload"]["errors"][0]["message"] == "internal error"
    assert "secret" not in json.dumps(answer)
    assert (await hear(socket))["type"] == "complete"


async def test_a_ping_is_answered_with_its_payload(socket: ClientConnection) -> None:
    await say(socket, "ping", payload={"n": 1})
    assert await hear(socket) == {"type": "pong", "payload": {"n": 1}}


async def test_completing_or_leaving_closes_the_stream(address: str) -> None:
    CLOSED.clear()
    endless = {"query": "subscription { count(to: 100000, every: 0.01) }"}
    async with connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL]) as socket:
        await greet(socket, Authorization="Bearer leaver")
        for name in ("1", "2"):
            await say(socket, "subscribe", id=name, payload=endless)
        while (await hear(socket))["id"] != "2":
            pass
        await say(socket, "complete", id="1")
    await until(lambda: CLOSED == ["leaver", "leaver"])


async def test_who_does_not_introduce_itself_is_shown_out(socket: ClientConnection) -> None:
    assert await closing_code(socket) == (4408, "Connection initialisation timeout")


async def test_nothing_is_answered_before_the_introduction(socket: ClientConnection) -> None:
    await say(socket, "subscribe", id="1", payload={"query": "{ name }"})
    assert (await closing_code(socket))[0] == 4401


async def test_a_bad_token_closes_with_4403(socket: ClientConnection) -> None:
    await say(socket, "connection_init", payload={"Authorization": "Bearer stolen"})
    assert await closing_code(socket) == (4403, "This token is not valid.")


@pytest.mark.parametrize(
    "message",
    [
        "nonsense",
        "[]",
        "3",
        '{"type": 3}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "id": {}, "payload": {"query": "{ name }"}}',
        '{"type": "subscribe", "id": "1", "payload": []}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 3}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ name }", "variables": []}}',
        '{"type": "connection_init", "payload": []}',
        '{"type": "%s"}' % ("x" * 500),
        "[" * 100_000,
        b"\x00\x01",
    ],
)
async def test_a_message_outside_the_protocol_closes_with_4400(socket: ClientConnection, message: str | bytes) -> None:
    await socket.send(message)
    assert (await closing_code(socket))[0] == 4400


async def test_a_message_over_the_limit_closes_with_1009(address: str) -> None:
    for character in ("x", "é"):
        async with connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL]) as socket:
            await greet(socket)
            text = character * (MAX_BODY // len(character.encode()))
            await say(socket, "subscribe", id="1", payload={"query": text})
            assert (await closing_code(socket))[0] == 1009


async def test_the_legacy_protocol_is_not_spoken(address: str) -> None:
    async with connect(f"ws://{address}/graphql", subprotocols=[Subprotocol("graphql-ws")]) as socket:
        assert socket.subprotocol is None
        assert (await closing_code(socket))[0] == 4406


async def test_a_page_of_another_site_cannot_connect(address: str) -> None:
    with pytest.raises(InvalidStatus):
        await connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL], origin=Origin("https://elsewhere.example"))
    own = await connect(f"ws://{address}/graphql", subprotocols=[PROTOCOL], origin=Origin(f"http://{address}"))
    await own.close()
