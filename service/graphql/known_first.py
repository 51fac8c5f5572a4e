"""Requests of the public that came before, byte for byte: not routed and read again.

Method, query string, headers and body are the key, so that the same bytes ask the same. The state of the ledgers is
read for each request as ever (ADR 23); what is spared is the framework's work, half of what a kept answer costs.
"""

from collections import OrderedDict
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.feed import HeadsUnknown
from service.graphql.answers import Answer, Question
from service.graphql.context import Services
from service.graphql.responses import told

PATH: Final = "/graphql"
ASKED: Final = "greffe.asked"
"""Where in its scope the endpoint says what a request asked."""
REMEMBERED: Final = 256
LONGEST: Final = 16_000
"""Bytes of a request that is remembered."""

_NO_BODY: Final[Message] = {"type": "http.request", "body": b"", "more_body": False}
_Key = tuple[str, bytes, bytes, tuple[tuple[bytes, bytes], ...]]


class Known(NamedTuple):
    """What a request without a token asks, when nothing but the state of the ledgers tells its answers apart."""

    question: Question
    immutable: bool


class KnownFirst:
    """Middleware of the whole application, around the endpoint that says what was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._known: OrderedDict[_Key, tuple[Services, Known]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        first = await receive() if scope["method"] == "POST" else _NO_BODY
        services: Services = scope["app"].state.services
        key, whole = _key(scope, first), not first.get("more_body")
        known = self._known.get(key) if whole else None
        if known is not None and (answer := await self._answer(key, known, services)):
            response = told(Request(scope), answer, public=True, immutable=known[1].immutable)
            await response(scope, receive, send)
            return
        await self._app(scope, receive if first is _NO_BODY else _after(first, receive), send)
        if ASKED in scope and whole and _size(key) <= LONGEST:
            self._known[key] = services, scope[ASKED]
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    async def _answer(self, key: _Key, known: tuple[Services, Known], services: Services) -> Answer | None:
        """The answer that is kept of the state as it is now; None when it must be made."""
        of, asked = known
        if of is not services or services.answers is None:
            return None
        self._known.move_to_end(key)
        try:
            return await services.answers.kept(asked.question, services.today)
        except HeadsUnknown:
            return None


def _key(scope: Scope, first: Message) -> _Key:
    return scope["method"], scope["query_string"], first.get("body", b""), tuple(map(tuple, scope["headers"]))


def _size(key: _Key) -> int:
    _, query, body, headers = key
    return len(query) + len(body) + sum(len(name) + len(value) for name, value in headers)


def _after(first: Message, receive: Receive) -> Receive:
    """A message that was taken, then those that follow."""
    waiting = [first]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
