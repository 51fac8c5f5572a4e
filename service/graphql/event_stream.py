"""Server-sent events (graphql-sse, distinct connections): a stream's payloads, and signs of life between them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import ExitStack
from typing import Final

import msgspec
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from service.graphql.refusals import QueryRefused, stopping, token_withdrawn
from service.graphql.streams import Payloads
from service.rights import Held

HEADERS: Final = {
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",  # nginx holds nothing back
}
LAST_WORD: Final = 2.0
"""Seconds that a feed has to say itself that its token was withdrawn, and where to go on."""
SILENCE: Final = 15.0
"""Seconds without a word after which a comment says that all is well."""
_COMPLETE: Final = "event: complete\r\ndata: \r\n\r\n"
_ALIVE: Final = ": all is well\r\n\r\n"


def event(payload: str) -> str:
    """One result. A payload is JSON on one line."""
    return f"event: next\r\ndata: {payload}\r\n\r\n"


def refusal_event(refusal: QueryRefused) -> str:
    """The last that is told."""
    return event(msgspec.json.encode({"data": None, "errors": [refusal.formatted]}).decode())


def last_event() -> bytes:
    """What a stream ends with when the server stops. Not "complete": there is more, and the client comes back."""
    return refusal_event(stopping()).encode()


class EventStream(StreamingResponse):
    """The answer to one who follows."""

    def __init__(self, payloads: Payloads, held: Held, place: ExitStack) -> None:
        """``place`` is what the follower takes up, until the stream ends."""
        super().__init__(_events(payloads, held), headers=HEADERS, media_type="text/event-stream")
        self._payloads, self._place = payloads, place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell, until there is no more or nobody listens."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._place.close()
            await self._payloads.aclose()


async def _events(payloads: Payloads, held: Held) -> AsyncGenerator[str, None]:
    withdrawn = asyncio.Event()
    held.when_withdrawn(withdrawn.set)
    coming, over = asyncio.ensure_future(anext(payloads)), asyncio.ensure_future(withdrawn.wait())
    try:
        while True:
            watched = {coming} if over.done() else {coming, over}
            patience = LAST_WORD if over.done() else SILENCE
            done, _ = await asyncio.wait(watched, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if coming in done:
                try:
                    payload = coming.result()
                except StopAsyncIteration:
                    yield _COMPLETE
                    return
                yield event(payload)
                coming = asyncio.ensure_future(anext(payloads))
            elif not done and over.done():
                yield refusal_event(token_withdrawn()) + _COMPLETE
                return
            elif not done:
                yield _ALIVE
    finally:
        for each in (coming, over):
            each.cancel()
        await asyncio.gather(coming, over, return_exceptions=True)
