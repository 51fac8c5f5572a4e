"""The HTTP server of one process: uvicorn, on sockets that we bind, stopped by signals that we hear."""

import asyncio
import contextlib
import errno
import gc
import logging
import socket
import sys
from collections.abc import Callable, Generator, Sequence
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.cli.connections import HttpConnection, WebSocketConnection
from service.graphql.event_stream import last_event
from service.setup_error import SetupError

STOP_WITHIN: Final = 3
"""Seconds that requests at hand have to end; streams end at once."""
LAST_WORD: Final = 1.0
"""Seconds of them that a stream has to take its last event."""
MAX_MESSAGE: Final = 1_000_000
"""Bytes of one WebSocket message."""


def bind(host: str, port: int) -> list[socket.socket]:
    """Sockets on every address of a host, bound but not yet listening: nobody is answered before all is ready.

    Raises:
        SetupError: the port is taken or reserved, or the host is no address of this machine.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        raise SetupError("BAD_HOST", place=host, error=error) from error
    bound: list[socket.socket] = []
    for family, kind, protocol, _, address in dict.fromkeys(found):
        listening = socket.socket(family, kind, protocol)
        bound.append(listening)
        try:
            if family == socket.AF_INET6:
                listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address[0], port, *address[2:]))
        except OSError as error:
            for one in bound:
                one.close()
            raise unusable(host, port, error) from error
        port = listening.getsockname()[1]  # 0 is any free one, the same for each address
    return bound


def unusable(host: str, port: int, error: OSError) -> SetupError:
    """Why nothing can listen there."""
    place = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return SetupError("PORT_TAKEN", place=place, port=port)
    if error.errno == errno.EACCES:
        return SetupError("PORT_RESERVED", place=place)
    return SetupError("ADDRESS_UNUSABLE", place=place, error=error.strerror or error)


class Server(uvicorn.Server):
    """Uvicorn that says when it really listens, ends its streams at once, and leaves signals to us."""

    def __init__(self, app: ASGIApp, listening: Callable[[], object]) -> None:
        self._streams = EndingStreams(app, last_event())
        self._listening = listening
        super().__init__(
            uvicorn.Config(
                self._streams,
                loop="none",
                http=HttpConnection,
                ws=WebSocketConnection,
                ws_max_size=MAX_MESSAGE,
                ws_per_message_deflate=False,
                lifespan="on",
                access_log=False,
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=STOP_WITHIN,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit as error:  # uvicorn's way to say that the application did not start
            raise SetupError("SERVICE_DID_NOT_START") from error
        except OSError as error:  # two processes may bind one port; the second to listen is told here
            await self.lifespan.shutdown()
            host, port, *_ = (sockets or [])[0].getsockname()
            raise unusable(host, port, error) from error
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._streams.end()
        await super().shutdown(sockets)
        # Strawberry leaves an ended stream's generators to the garbage collector, and they need the loop to end well.
        gc.collect()
        await asyncio.sleep(0.05)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    def stop(self, number: int) -> None:
        """Stop; asked twice, do not wait for requests at hand."""
        self.handle_exit(number, None)


class EndingStreams:
    """Answers that last (server-sent events) are ended when the server stops, with a last word; others may finish."""

    def __init__(self, app: ASGIApp, last_event: bytes) -> None:
        self._app, self._last_event = app, last_event
        self._streams: set[asyncio.Task[Any]] = set()
        self._ending = False

    def end(self) -> None:
        """End every stream, now and from now on."""
        self._ending = True
        for stream in self._streams:
            stream.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        task = asyncio.current_task()
        assert task is not None
        open_ended = False

        async def sending(message: Message) -> None:
            nonlocal open_ended
            if message["type"] == "http.response.start" and _is_stream(message):
                open_ended = True
                self._streams.add(task)
                if self._ending:
                    task.cancel()
            elif not message.get("more_body"):
                open_ended = False
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except asyncio.CancelledError:
            if not (self._ending and open_ended):
                raise
            task.uncancel()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_WORD):
                    await send({"type": "http.response.body", "body": self._last_event, "more_body": False})
        finally:
            self._streams.discard(task)


def _is_stream(start: Message) -> bool:
    for name, value in start["headers"]:  # of every answer: a generator costs as much as all else here
        if value.startswith(b"text/event-stream") and name.lower() == b"content-type":
            return True
    return False


def quiet_logging() -> None:
    """Warnings and errors alone, on stderr, one line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def port_of(sockets: Sequence[socket.socket]) -> int:
    """The real port."""
    address: Any = sockets[0].getsockname()
    return int(address[1])


def loop_factory() -> "type[asyncio.AbstractEventLoop] | None":
    """uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.Loop
