"""How a file is sent: whole with its validator when it is small, else piece by piece; and how a refusal is told.

Whole files are compared by their bytes (ETag, 304). A long file is sent while it is made: what goes wrong meanwhile
breaks the connection off, so that nobody takes a part for the whole.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from service.graphql.answers import Answer
from service.graphql.refusals import QueryRefused
from service.graphql.responses import cache_control, has_tag
from service.messages.words import Language
from service.web.opendata.reading import Reading

WHOLE: Final = 1024 * 1024
"""Bytes up to which a file is made before it is sent."""
PROBLEM: Final = "application/problem+json"
_OPEN: Final = {
    "access-control-allow-origin": "*",  # what is public is for every page to read; no token comes along unasked
    "x-content-type-options": "nosniff",
    "vary": "Authorization",
}
_BY_STATUS: Final = {401: {"www-authenticate": "Bearer"}, 503: {"retry-after": "5"}}

Handler = Callable[[Any, Request], Awaitable[Response]]


async def deliver(
    request: Request, reading: Reading, pieces: AsyncIterator[bytes], media_type: str, *, name: str
) -> Response:
    """The file made of some pieces; ``name`` is that under which it is saved.

    Raises:
        QueryRefused: as the pieces do, as long as nothing was sent.
    """
    headers = {
        **_OPEN,
        "cache-control": cache_control(public=reading.public, immutable=False),
        "content-language": reading.language,
        "content-disposition": f'{"attachment" if media_type.startswith("text/csv") else "inline"}; filename="{name}"',
    }
    begun: list[bytes] = []
    size = 0
    async for piece in pieces:
        begun.append(piece)
        size += len(piece)
        if size > WHOLE:
            return _streamed(request, begun, pieces, media_type, headers)
    answer = Answer.of(b"".join(begun))
    headers["etag"] = f'"{answer.digest}"'
    if has_tag(request.headers, answer.digest):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, headers=headers, media_type=media_type)


async def one(piece: bytes) -> AsyncIterator[bytes]:
    """A file of one piece."""
    yield piece


def _streamed(
    request: Request, begun: list[bytes], pieces: AsyncIterator[bytes], media_type: str, headers: dict[str, str]
) -> Response:
    if request.method == "HEAD":
        return Response(headers=headers, media_type=media_type)

    async def all_pieces() -> AsyncIterator[bytes]:
        while begun:
            yield begun.pop(0)
        async for piece in pieces:
            yield piece

    return StreamingResponse(all_pieces(), headers=headers, media_type=media_type)


def answering(handler: Handler) -> Handler:
    """The handler of a route whose refusals are told as problems (RFC 9457)."""

    @wraps(handler)
    async def endpoint(self: Any, request: Request) -> Response:
        try:
            return await handler(self, request)
        except QueryRefused as refusal:
            return problem(request, refusal)

    return endpoint


def problem(request: Request, refusal: QueryRefused) -> Response:
    """A refusal: what happened in the language asked for and in both, the rule, what to do."""
    language: Language = "en" if request.query_params.get("lang") == "en" else "fr"
    told = dict(refusal.extensions or {})
    body = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "detail": told.get("messages", {}).get(language, refusal.message),
        **told,
    }
    headers = {
        **_OPEN,
        "cache-control": "no-store",
        "content-language": language,
        **_BY_STATUS.get(refusal.status, {}),
    }
    return Response(msgspec.json.encode(body), refusal.status, headers=headers, media_type=PROBLEM)
