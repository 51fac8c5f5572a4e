"""What a resolver is given: who asks, and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import strawberry
from starlette.requests import HTTPConnection

from service.access import PUBLIC, InvalidToken, Viewer, viewer_of
from service.clerk import Clerk
from service.database import Pool
from service.feed import Heads
from service.graphql.refusals import QueryRefused
from service.vault import Vault


@dataclass(frozen=True)
class Services:
    """What the process has one of."""

    pool: Pool
    clerk: Clerk
    heads: Heads
    vault: Vault


@dataclass(frozen=True)
class Context(Services):
    """The services, and who is asking."""

    viewer: Viewer = PUBLIC


Info = strawberry.Info[Context, None]


async def context_for(services: Services, connection: HTTPConnection, params: Mapping[str, Any] | None) -> Context:
    """The context of a request, or of a WebSocket connection (its token comes with connection_init).

    Raises:
        QueryRefused: the token is unknown, expired or revoked (HTTP 401).
    """
    authorization = connection.headers.get("authorization")
    if params:
        given = next((value for key, value in params.items() if key.lower() == "authorization"), None)
        authorization = given if isinstance(given, str) else authorization
    try:
        viewer = await viewer_of(services.pool, authorization)
    except InvalidToken:
        raise QueryRefused(
            "INVALID_TOKEN",
            {
                "en": "The bearer token is unknown, expired or revoked.",
                "fr": "Le jeton d'accès est inconnu, expiré ou révoqué.",
            },
            remedy="Ask for a token (greffe token create), or send no Authorization header to read what is public.",
            status=401,
        ) from None
    return Context(services.pool, services.clerk, services.heads, services.vault, viewer)
