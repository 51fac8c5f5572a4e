"""What a resolver is given: who asks, and whom to ask."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import strawberry
from starlette.requests import HTTPConnection

from domain.core.calendar import paris_day
from service.access import PUBLIC, InvalidToken, Viewer, viewer_of
from service.clerk import Clerk
from service.database import Pool
from service.feed import Heads, Least, Pages
from service.graphql.answers import Answers
from service.graphql.positions import NOTHING, least_of
from service.graphql.refusals import QUERY_WITHIN, QueryRefused, too_slow
from service.vault import Vault

if TYPE_CHECKING:
    from service.graphql.reading import Second


def paris_today() -> dt.date:
    """The day it is in Paris."""
    return paris_day(dt.datetime.now(dt.UTC))


@dataclass(frozen=True)
class Services:
    """What the process has one of."""

    pool: Pool
    clerk: Clerk
    heads: Heads
    vault: Vault
    pages: Pages
    answers: Answers | None = None
    """Those that are kept; None where each question is answered anew."""
    second: "Second | None" = None
    """Another database that may answer queries."""
    today: Callable[[], dt.date] = paris_today
    """The only clock that a query may read: its answer is kept for the day."""
    address: str = "http://localhost"
    """Where partners find this deployment: what events name it by. Of the settings, never of a request: answers are
    kept for others."""


@dataclass(frozen=True)
class Context(Services):
    """The services, and who is asking."""

    viewer: Viewer = PUBLIC
    wrote: dict[str, int] = field(default_factory=dict)
    """By ledger, the position that this request came to by writing."""
    moments: dict[object, asyncio.Future[Any]] | None = None
    """The points of view of one execution, so that all fields of an answer rest on the same; None where a context
    outlives an execution (a WebSocket's)."""
    reference_position: int | None = None
    """Of an answer in several pieces, which is pinned: the position of the reference ledger that all of them read, in
    the place of the one that ``at`` says. Whoever sets it keeps such an answer apart from those without it."""
    least: Least = NOTHING
    """What an answer of another database than the primary must rest on."""
    told: dict[str, str] = field(default_factory=dict)
    """Headers that say where the answer is from."""
    withdrawn: Callable[[], bool] = lambda: False
    """Whether the viewer's token was found withdrawn since."""


Info = strawberry.Info[Context, None]


def is_public(context: object) -> bool:
    """Whether who asks has shown no token."""
    return isinstance(context, Context) and context.viewer == PUBLIC


async def context_for(services: Services, connection: HTTPConnection, params: Mapping[str, Any] | None) -> Context:
    """The context of a request, or of a WebSocket connection (its token comes with connection_init).

    Raises:
        QueryRefused: the token is unknown, expired or revoked (HTTP 401); or the database does not say in time (503).
    """
    authorization = connection.headers.get("authorization")
    if params:
        given = next((value for key, value in params.items() if key.lower() == "authorization"), None)
        authorization = given if isinstance(given, str) else authorization
    if authorization is None:
        return context_of(services, PUBLIC, connection)
    try:
        async with asyncio.timeout(QUERY_WITHIN):
            viewer = await viewer_of(services.pool, authorization)
    except TimeoutError:
        raise too_slow(QUERY_WITHIN) from None
    except InvalidToken:
        raise QueryRefused(
            "INVALID_TOKEN",
            {
                "en": "The bearer token is unknown, expired or revoked.",
                "fr": "Le jeton d'accès est inconnu, expiré ou révoqué.",
            },
            status=401,
        ) from None
    return context_of(services, viewer, connection)


def context_of(services: Services, viewer: Viewer, connection: HTTPConnection | None = None) -> Context:
    """The context of a viewer, of a request where there is one."""
    least = least_of(connection) if connection is not None and services.second is not None else NOTHING
    return Context(**vars(services), viewer=viewer, least=least)
