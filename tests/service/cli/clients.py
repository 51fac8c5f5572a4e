"""A partner who follows and a clerk who writes, neither of whom gives up when the service dies."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from tests.service.cli.office import command

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


class Follower:
    """A partner who keeps a cursor and comes back with it."""

    def __init__(self, url: str) -> None:
        self.positions: list[int] = []
        self.seen: dict[int, float] = {}
        """When each was told, by the monotonic clock."""
        self.connections = 0
        self._address = url.replace("http://", "ws://") + "/graphql"
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
                    self.seen[item["position"]] = time.monotonic()
                self._cursor = item["cursor"]


class Scribe:
    """A clerk who sends a request again, under its own id, until it is answered."""

    def __init__(self, url: str, token: str) -> None:
        self.acknowledged: dict[str, int] = {}
        self.sent: dict[int, float] = {}
        """When the answer of each position came, by the monotonic clock."""
        self.replayed = 0
        self._address = f"{url}/graphql"
        self._headers = {"authorization": f"Bearer {token}"}

    async def write(self, people: range) -> None:
        """Register people, one request each."""
        async with httpx2.AsyncClient(headers=self._headers, timeout=20) as client:
            for number in people:
                await self.register(client, f"person {number}")

    async def register(self, client: httpx2.AsyncClient, command_id: str) -> None:
        """One person, until the service says that it is recorded."""
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
            self.sent[self.acknowledged[command_id]] = time.monotonic()
            self.replayed += done["replayed"]
            return


async def until(reached: Callable[[], bool], within: float = 60.0) -> None:
    """Wait for something that nobody announces."""
    async with asyncio.timeout(within):
        while not reached():  # noqa: ASYNC110 - it is not ours to announce
            await asyncio.sleep(0.01)
