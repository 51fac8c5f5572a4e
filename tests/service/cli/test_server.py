"""The server around the application: what it ends, what it lets finish, where it cannot listen."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message

from service.cli.server import EndingStreams, Server, bind, port_of
from service.setup_error import SetupError

SCOPE = {"type": "http", "method": "GET", "headers": [], "query_string": b"", "asgi": {"spec_version": "2.3"}}


async def _stream(request: Request) -> Response:
    async def lines() -> AsyncIterator[str]:
        while True:
            yield "data: x\n\n"
            await asyncio.sleep(0.01)

    return StreamingResponse(lines(), media_type="text/event-stream")


async def _slow(request: Request) -> Response:
    await asyncio.sleep(0.1)
    return PlainTextResponse("done")


async def _ask(app: Any, path: str) -> list[Message]:
    """Everything that is sent to a client who stays."""
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app({**SCOPE, "path": path}, receive, send)
    return sent


async def test_streams_are_ended_whole_and_other_answers_may_finish() -> None:
    app = EndingStreams(Starlette(routes=[Route("/stream", _stream), Route("/slow", _slow)]), b"last")
    asked = [asyncio.create_task(_ask(app, path)) for path in ("/stream", "/slow")]
    await asyncio.sleep(0.05)
    app.end()
    async with asyncio.timeout(5):
        stream, slow = await asyncio.gather(*asked)
        late = await _ask(app, "/stream")
    assert stream[-1] == {"type": "http.response.body", "body": b"last", "more_body": False}
    assert slow[-1]["body"] == b"done"
    assert late[-1]["more_body"] is False


async def test_a_stream_that_somebody_else_cancels_is_cancelled() -> None:
    asked = asyncio.create_task(_ask(EndingStreams(Starlette(routes=[Route("/stream", _stream)]), b""), "/stream"))
    await asyncio.sleep(0.05)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked


async def test_a_port_that_another_took_meanwhile_is_told() -> None:
    stopped = []

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        stopped.append(True)

    with bind("127.0.0.1", 0)[0] as other:
        ours = bind("127.0.0.1", port_of([other]))
        other.listen()
        server = Server(Starlette(lifespan=lifespan), lambda: pytest.fail("it does not listen"))
        with pytest.raises(SetupError, match="in use"):
            await server.serve(ours)
        ours[0].close()
    assert stopped == [True]


async def test_an_application_that_does_not_start_is_told(caplog: pytest.LogCaptureFixture) -> None:
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        raise RuntimeError("no")
        yield

    ours = bind("localhost", 0)
    try:
        with pytest.raises(SetupError, match="did not start"):
            await Server(Starlette(lifespan=lifespan), lambda: None).serve(ours)
    finally:
        for one in ours:
            one.close()
