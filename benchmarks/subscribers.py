"""Subscribers that cost next to nothing: a process that opens WebSockets (graphql-transport-ws) and counts what comes.

No library: a frame's head is read, its payload is searched for the position that it tells, and nothing is decoded. A
client in Python that did more would be what is measured.
"""

import asyncio
import base64
import json
import multiprocessing
import os
import time
from array import array
from collections.abc import Callable
from typing import Any, Final, NamedTuple, cast

import uvloop

OPENED_AT_ONCE: Final = 50
OPENED_WITHIN: Final = 120.0
LOOK: Final = 0.02
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA
_POSITION: Final = b'"position":'


class Watch(NamedTuple):
    """Which documents to subscribe to, one after the other, on how many connections of which port."""

    port: int
    documents: tuple[str, ...]
    variables: dict[str, Any]
    connections: int
    start: int
    """Deliveries are what tells a position beyond this one."""


class Received(NamedTuple):
    """Every delivery: the position it told, and when it came, by ``time.monotonic``."""

    positions: "array[int]"
    times: "array[float]"
    last: bytes
    """The last delivery, as it came."""


class Subscribers:
    """The process, seen from the one that measures."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._jobs: multiprocessing.Queue[Watch | None] = context.Queue()
        self._told: multiprocessing.Queue[Received | str] = context.Queue()
        self._last = context.Value("q", 0)
        self._process = context.Process(target=_serve, args=(self._jobs, self._told, self._last), daemon=True)
        self._process.start()

    async def watch(self, job: Watch) -> None:
        """Return when every connection has heard a first message: who follows is told all that comes now."""
        self._last.value = 0
        self._jobs.put(job)
        await self._hear(OPENED_WITHIN)

    async def until(self, position: int, within: float) -> Received:
        """What came until every connection heard of a position (0: at once); then they are closed."""
        self._last.value = position or -1
        told = await self._hear(within)
        assert isinstance(told, Received)
        return told

    async def end(self) -> None:
        """Stop the process."""
        self._jobs.put(None)
        await asyncio.to_thread(self._process.join)

    async def _hear(self, within: float) -> Received | str:
        told = await asyncio.to_thread(self._told.get, True, within)
        if isinstance(told, str) and told != _READY:
            raise RuntimeError(told)
        return told


_READY: Final = "ready"


class _Following(asyncio.Protocol):
    """One connection."""

    def __init__(self, job: Watch, number: int, received: Received, heard: Callable[[], None]) -> None:
        self._job, self._number, self._received, self._heard = job, number, received, heard
        self._bytes = bytearray()
        self._open = False
        self._told = False
        self.position = job.start
        self.problem: str | None = None
        self.last = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are none by inheritance
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            f"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1:{self._job.port}\r\n"
            "upgrade: websocket\r\nconnection: Upgrade\r\n"
            f"sec-websocket-key: {key}\r\nsec-websocket-version: 13\r\n"
            "sec-websocket-protocol: graphql-transport-ws\r\n\r\n".encode()
        )

    def connection_lost(self, exc: Exception | None) -> None:
        self.problem = self.problem or f"the connection was lost: {exc}"

    def data_received(self, data: bytes) -> None:
        self._bytes += data
        if not self._open:
            end = self._bytes.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._bytes.startswith(b"HTTP/1.1 101"):
                self._fail(self._bytes)
                return
            del self._bytes[: end + 4]
            self._open = True
            self._send(_TEXT, b'{"type":"connection_init"}')
        while (frame := _frame(self._bytes)) is not None:
            kind, start, end = frame
            if kind == _TEXT:
                self._read(start, end)
            elif kind == _PING:
                self._send(_PONG, bytes(self._bytes[start:end]))
            elif kind == _CLOSE:
                self._fail(self._bytes[start:end])
            del self._bytes[:end]

    def _read(self, start: int, end: int) -> None:
        at = self._bytes.find(_POSITION, start, end)
        if self._told and at >= 0:
            at += len(_POSITION)
            stop = at
            while self._bytes[stop : stop + 1].isdigit():
                stop += 1
            position = int(self._bytes[at:stop])
            if position > self._job.start:
                self.position, self.last = position, bytes(self._bytes[start:end])
                self._received.positions.append(position)
                self._received.times.append(time.monotonic())
            return
        message = json.loads(self._bytes[start:end])
        match message["type"]:
            case "connection_ack":
                query = self._job.documents[self._number % len(self._job.documents)]
                payload = {"query": query, "variables": self._job.variables}
                self._send(_TEXT, json.dumps({"id": "1", "type": "subscribe", "payload": payload}).encode())
            case "next" if not self._told and "errors" not in message["payload"]:
                self._told = True
                self._heard()
            case "ping":
                self._send(_TEXT, b'{"type":"pong"}')
            case "next" | "pong" if "errors" not in message.get("payload", {}):
                pass  # a heartbeat
            case _:
                self._fail(self._bytes[start:end])

    def _fail(self, said: bytes) -> None:
        self.problem = bytes(said).decode(errors="replace")[:500]
        self._transport.abort()

    def _send(self, kind: int, payload: bytes) -> None:
        """A frame as clients must mask it: with zeros, which changes nothing."""
        length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
        self._transport.write(bytes([0x80 | kind]) + length + bytes(4) + payload)


def _frame(data: bytearray) -> tuple[int, int, int] | None:
    """Kind, start and end of the payload of the first frame, when it is whole."""
    if len(data) < 2:
        return None
    start, length = 2, data[1]
    if length == 126:
        start, length = 4, int.from_bytes(data[2:4], "big")
    elif length == 127:
        start, length = 10, int.from_bytes(data[2:10], "big")
    return (data[0] & 0x0F, start, start + length) if len(data) >= start + length else None


async def _watch(job: Watch, told: "multiprocessing.Queue[Received | str]", last: Any) -> None:
    loop, received, heard = asyncio.get_running_loop(), Received(array("q"), array("d"), b""), asyncio.Semaphore(0)
    followers: list[_Following] = []

    def follower() -> _Following:
        followers.append(_Following(job, len(followers), received, heard.release))
        return followers[-1]

    while len(followers) < job.connections:
        number = min(OPENED_AT_ONCE, job.connections - len(followers))
        await asyncio.gather(*(loop.create_connection(follower, "127.0.0.1", job.port) for _ in range(number)))
        for _ in range(number):
            while heard.locked():
                _check(followers)
                await asyncio.sleep(LOOK)
            await heard.acquire()
    told.put(_READY)
    while not last.value or any(each.position < last.value for each in followers):
        _check(followers)
        await asyncio.sleep(LOOK)
    told.put(received._replace(last=followers[-1].last))
    for each in followers:
        each._transport.abort()  # noqa: SLF001


def _check(followers: list[_Following]) -> None:
    if problem := next((each.problem for each in followers if each.problem), None):
        raise RuntimeError(problem)


def _serve(
    jobs: "multiprocessing.Queue[Watch | None]", told: "multiprocessing.Queue[Received | str]", last: Any
) -> None:
    while (job := jobs.get()) is not None:
        try:
            uvloop.run(_watch(job, told, last))
        except Exception as error:  # noqa: BLE001  told where it is understood
            told.put(repr(error))
