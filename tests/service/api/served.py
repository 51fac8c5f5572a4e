"""The application behind the server that `greffe serve` runs, and clients that speak graphql-transport-ws by hand."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import ASGIApp
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from service.cli.server import Server, bind, port_of

PROTOCOL = Subprotocol("graphql-transport-ws")


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator["Served"]:
    """Until the block ends, or ``stop``. The application's lifespan is somebody else's."""
    listening, sockets = asyncio.Event(), bind("127.0.0.1", 0)
    server = Server(app, listening.set)
    server.config.lifespan = "off"
    running = asyncio.create_task(server.serve(sockets))
    async with asyncio.timeout(10):
        await listening.wait()
    service = Served(server, port_of(sockets), running)
    try:
        yield service
    finally:
        await service.stop()
        for each in sockets:
            each.close()


class Served:
    """A server that listens."""

    def __init__(self, server: Server, port: int, running: asyncio.Task[None]) -> None:
        self._server, self.port, self._running = server, port, running

    @property
    def url(self) -> str:
        """Where GraphQL is asked over HTTP."""
        return f"http://127.0.0.1:{self.port}/graphql"

    async def stop(self) -> None:
        """As SIGTERM does."""
        self._server.should_exit = True
        async with asyncio.timeout(10):
            await self._running

    @asynccontextmanager
    async def socket(self, token: str | None = None, **options: Any) -> AsyncIterator[ClientConnection]:
        """A connection that has introduced itself."""
        url = f"ws://127.0.0.1:{self.port}/graphql"
        async with connect(url, subprotocols=[PROTOCOL], max_size=None, **options) as socket:
            await introduce(socket, token)
            assert await hear(socket) == {"type": "connection_ack"}
            yield socket


async def introduce(socket: ClientConnection, token: str | None = None) -> None:
    """Say who one is."""
    payload = {"authorization": f"Bearer {token}"} if token else {}
    await socket.send(json.dumps({"type": "connection_init", "payload": payload}))


async def subscribe(socket: ClientConnection, query: str, name: str = "1", **variables: Any) -> None:
    """Begin an operation."""
    payload = {"query": query, "variables": variables}
    await socket.send(json.dumps({"type": "subscribe", "id": name, "payload": payload}))


async def hear(socket: ClientConnection, within: float = 10) -> dict[str, Any]:
    """The next message."""
    async with asyncio.timeout(within):
        heard: dict[str, Any] = json.loads(await socket.recv())
    return heard


async def told(socket: ClientConnection, within: float = 10) -> dict[str, Any]:
    """The payload of the next result."""
    message = await hear(socket, within)
    assert message["type"] == "next", message
    payload: dict[str, Any] = message["payload"]
    return payload


async def silent(socket: ClientConnection, seconds: float) -> bool:
    """Whether nothing comes for so long."""
    try:
        async with asyncio.timeout(seconds):
            await socket.recv()
    except TimeoutError:
        return True
    return False
