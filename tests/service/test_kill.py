"""A service that is killed, and killed again: a follower loses and repeats nothing, a writer's record stands once."""

import asyncio
import json
import socket
from typing import Any

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from tests.service.cli.conftest import home
from tests.service.cli.office import LEDGER, command, file_of, opening
from tests.service.cli.processes import Service, as_json, greffe

__all__ = ["home"]

KILLS = 4
BETWEEN = 15
"""Records acknowledged between two kills."""
PEOPLE = KILLS * BETWEEN + 20

FOLLOW = """
subscription ($after: Cursor) {
  entries(after: $after) {
    ... on Entry { position cursor commandId }
    ... on SealedEntry { position cursor }
    ... on CaughtUp { cursor caughtUp: position }
    ... on Heartbeat { cursor beat: position }
  }
}
"""
RECORD = """
mutation ($commands: [CommandInput!]!, $id: ID!) {
  record(commands: $commands, commandId: $id) { ... on RecordedResult { positions replayed } }
}
"""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Follower:
    """A partner who keeps a cursor and comes back with it."""

    def __init__(self, port: int) -> None:
        self.positions: list[int] = []
        self.connections = 0
        self._address = f"ws://127.0.0.1:{port}/graphql"
        self._cursor: str | None = None

    async def follow(self) -> None:
        """For ever."""
        while True:
            try:
                await self._connection()
            except (OSError, WebSocketException):
                await asyncio.sleep(0.05)

    async def _connection(self) -> None:
        async with connect(self._address, subprotocols=[Subprotocol("graphql-transport-ws")]) as stream:
            await stream.send('{"type": "connection_init"}')
            await stream.recv()
            self.connections += 1
            payload = {"query": FOLLOW, "variables": {"after": self._cursor}}
            await stream.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
            async for message in stream:
                item = json.loads(message)["payload"]["data"]["entries"]
                if "position" in item:
                    self.positions.append(item["position"])
                self._cursor = item["cursor"]


class Scribe:
    """A clerk who sends a request again, under its own id, until it is answered."""

    def __init__(self, port: int, token: str) -> None:
        self.acknowledged: dict[str, int] = {}
        self.replayed = 0
        self._address = f"http://127.0.0.1:{port}/graphql"
        self._headers = {"authorization": f"Bearer {token}"}

    async def write(self, people: range) -> None:
        """Register people, one request each."""
        async with httpx2.AsyncClient(headers=self._headers, timeout=20) as client:
            for number in people:
                await self._register(client, f"person {number}")

    async def _register(self, client: httpx2.AsyncClient, command_id: str) -> None:
        person = command("registerPerson", person="$a", givenName="Camille", familyName=command_id)
        body = {"query": RECORD, "variables": {"commands": [person], "id": command_id}}
        while True:
            try:
                answer = (await client.post(self._address, json=body)).json()
            except (httpx2.TransportError, json.JSONDecodeError):
                await asyncio.sleep(0.05)
                continue
            done: dict[str, Any] = answer["data"]["record"]
            (self.acknowledged[command_id],) = done["positions"]
            self.replayed += done["replayed"]
            return


async def _until(reached: Any, within: float = 60.0) -> None:
    async with asyncio.timeout(within):
        while not reached():  # noqa: ASYNC110 - it is not ours to announce
            await asyncio.sleep(0.01)


async def test_a_killed_service_loses_and_repeats_nothing(home: dict[str, str]) -> None:
    greffe("migrate", env=home)
    greffe("record", "-", env=home, given=file_of(opening()))
    token = as_json(greffe("token", "create", "--role", "clerk", "--ledger", LEDGER, "--json", env=home))[0]["token"]
    port = _free_port()
    follower, scribe = Follower(port), Scribe(port, token)
    following = asyncio.create_task(follower.follow())
    writing = asyncio.create_task(scribe.write(range(PEOPLE)))
    try:
        for kill in range(1, KILLS + 1):
            with await asyncio.to_thread(Service(env=home, port=port).wait) as service:
                await _until(lambda wanted=kill * BETWEEN: len(scribe.acknowledged) >= wanted or writing.done())
                service.kill()
        with await asyncio.to_thread(Service(env=home, port=port).wait) as service:
            await asyncio.wait_for(writing, 60)
            head = 3 + PEOPLE
            await _until(lambda: len(follower.positions) >= head)
            following.cancel()
            page = service.ask("{ entries(first: 200) { items { ... on Entry { position commandId } } } }")
            await asyncio.to_thread(service.stop)
    finally:
        following.cancel()
        writing.cancel()
        await asyncio.gather(following, writing, return_exceptions=True)

    assert follower.positions == list(range(1, head + 1))
    assert follower.connections >= KILLS
    assert len(scribe.acknowledged) == PEOPLE
    recorded = {item["commandId"]: item["position"] for item in page["entries"]["items"]}
    assert len(page["entries"]["items"]) == head
    assert {command_id: recorded[command_id] for command_id in scribe.acknowledged} == scribe.acknowledged
