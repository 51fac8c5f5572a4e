"""How an answer is told over HTTP: its media type and validator, and what caches may do with it (RFC 9110, 9111)."""

import re
from collections.abc import Mapping
from typing import Final

import msgspec
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from service.graphql.answers import Answer
from service.graphql.persisted import NotFound
from service.graphql.refusals import QueryRefused

RESPONSE_TYPE: Final = "application/graphql-response+json"
PLAIN_TYPE: Final = "application/json"
VARY: Final = "Accept, Authorization"
IMMUTABLE_SECONDS: Final = 86_400
"""A day: what never changes is computed by code that may be corrected."""

_BY_STATUS: Final[Mapping[int, Mapping[str, str]]] = {
    401: {"www-authenticate": "Bearer"},
    429: {"retry-after": "60"},
    503: {"retry-after": "5"},
}
_ENTITY_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')


class _Kept(Response):
    """Bytes that are ready, with headers that are whole: starlette would look through both again for each request."""

    def __init__(self, body: bytes, kind: str, headers: Mapping[str, str]) -> None:
        self.status_code, self.body, self.background = 200, body, None
        self.raw_headers = [
            *((name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()),
            (b"content-length", b"%d" % len(body)),
            (b"content-type", b"%s; charset=utf-8" % kind.encode("latin-1")),
        ]


def told(request: Request, answer: Answer, *, public: bool, immutable: bool) -> Response:
    """An answer without errors; 304 when it is the very one that the client has. Only GET has validators."""
    new = prefers_response_type(request.headers)
    kind = RESPONSE_TYPE if new else PLAIN_TYPE
    if request.method != "GET":
        return _Kept(answer.body, kind, _NOT_STORED)
    tag = answer.digest + ("-r" if new else "")  # the media type is part of what a strong validator vouches for
    cached = {"etag": f'"{tag}"', "cache-control": cache_control(public=public, immutable=immutable), "vary": VARY}
    if has_tag(request.headers, tag):
        return Response(status_code=304, headers=cached)
    return _Kept(answer.body, kind, cached)


def told_once(request: Request, data: object, status: int) -> Response:
    """What no cache may keep: a mutation's answer, a refusal, errors."""
    kind = RESPONSE_TYPE if prefers_response_type(request.headers) else PLAIN_TYPE
    headers = {**_NOT_STORED, **_BY_STATUS.get(status, {})}
    return Response(msgspec.json.encode(data), status, headers=headers, media_type=f"{kind}; charset=utf-8")


def refused(request: Request, refusal: QueryRefused) -> Response:
    """What is refused before anything runs."""
    status = refusal.status
    if isinstance(refusal, NotFound) and not prefers_response_type(request.headers):
        status = 200  # Apollo's clients read no further than another status, and would not send the query itself
    response = told_once(request, {"errors": [refusal.formatted]}, status)
    if status == 405:
        response.headers["allow"] = "POST" if request.method == "GET" else "GET, POST"
    return response


def prefers_response_type(headers: Headers) -> bool:
    """Whether the client asks for GraphQL's own media type; those that name none are given plain JSON."""
    accept = headers.get("accept", "").lower()
    if RESPONSE_TYPE not in accept:
        return False
    wanted: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weights = [parameter[2:] for parameter in parameters if parameter.startswith("q=")]
        weight = float(weights[0]) if weights and re.fullmatch(r"[01](\.\d{0,3})?", weights[0], re.ASCII) else 1.0
        wanted[kind] = max(weight, wanted.get(kind, 0.0))
    return wanted.get(RESPONSE_TYPE, 0.0) > 0 and wanted[RESPONSE_TYPE] >= wanted.get(PLAIN_TYPE, 0.0)


_NOT_STORED: Final = {"cache-control": "no-store", "vary": VARY}


def cache_control(*, public: bool, immutable: bool) -> str:
    """What a token opens is the client's alone; everything is asked again, but what cannot change."""
    if not public:
        return "private, no-cache"
    return f"public, max-age={IMMUTABLE_SECONDS}, immutable" if immutable else "public, no-cache"


def has_tag(headers: Headers, tag: str) -> bool:
    """If-None-Match, by the weak comparison that RFC 9110 (13.1.2) asks for."""
    given = ",".join(headers.getlist("if-none-match"))
    return given.strip() == "*" or tag in _ENTITY_TAG.findall(given)
