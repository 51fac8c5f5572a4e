"""Those who follow: each has a place among all, as long as there is one, and as long as its token is good."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import HTTPConnection

from service.graphql.context import Context
from service.graphql.refusals import QueryRefused
from service.quotas import CONNECTIONS, CONNECTIONS_OF_ONE, SUBSCRIPTIONS_OF_ONE, Limits, Quotas, TooMany
from service.rights import Held, Rights


@dataclass(frozen=True)
class Follower:
    """A connection that lasts."""

    who: str | None
    context: object
    held: Held


class Followers:
    """One per process."""

    def __init__(self, limits: Limits) -> None:
        self._quotas = Quotas(limits)
        self._rights = Rights()

    @contextlib.contextmanager
    def admitted(self, connection: HTTPConnection, context: object) -> Iterator[Follower]:
        """A connection, for as long as it lasts; its context knows when its token is good no longer.

        Raises:
            QueryRefused: TOO_MANY_CONNECTIONS (429).
        """
        if not isinstance(context, Context):
            yield Follower(None, context, Held())
            return
        address = connection.client.host if connection.client else None
        with contextlib.ExitStack() as stack:
            who = _enter(stack, self._quotas.connection(context.viewer, address))
            held = stack.enter_context(self._rights.hold(context.pool, context.viewer))
            held.when_withdrawn(context.heads.ring)  # who waits for a ledger looks up, and hears of it
            yield Follower(who, replace(context, withdrawn=lambda: held.withdrawn), held)

    @contextlib.contextmanager
    def subscribed(self, follower: Follower) -> Iterator[None]:
        """One subscription of it; raises QueryRefused: TOO_MANY_SUBSCRIPTIONS (429)."""
        with contextlib.ExitStack() as stack:
            _enter(stack, self._quotas.subscription(follower.who))
            yield


def too_many(what: str, limit: int) -> QueryRefused:
    """The refusal of one more."""
    code, english, french = SENTENCES[what]
    return QueryRefused(
        code,
        {"en": english.format(limit=limit), "fr": french.format(limit=limit)},
        status=429,
        details={"limit": limit},
    )


OF_CONNECTION: Final = "SUBSCRIPTIONS_OF_CONNECTION"
SENTENCES: Final[Mapping[str, tuple[str, str, str]]] = {
    CONNECTIONS: (
        "TOO_MANY_CONNECTIONS",
        "{limit} clients follow this service, and it takes no more.",
        "{limit} clients suivent ce service, qui n'en accepte pas davantage.",
    ),
    CONNECTIONS_OF_ONE: (
        "TOO_MANY_CONNECTIONS",
        "You have {limit} connections, and may have no more.",
        "Vous avez {limit} connexions et ne pouvez en avoir davantage.",
    ),
    SUBSCRIPTIONS_OF_ONE: (
        "TOO_MANY_SUBSCRIPTIONS",
        "You have {limit} subscriptions, and may have no more.",
        "Vous avez {limit} abonnements et ne pouvez en avoir davantage.",
    ),
    OF_CONNECTION: (
        "TOO_MANY_SUBSCRIPTIONS",
        "This connection has {limit} operations, and may have no more.",
        "Cette connexion a {limit} opérations et ne peut en avoir davantage.",
    ),
}


def _enter(stack: contextlib.ExitStack, place: contextlib.AbstractContextManager[str | None]) -> str | None:
    try:
        return stack.enter_context(place)
    except TooMany as error:
        raise too_many(error.what, error.limit) from None
