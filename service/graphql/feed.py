"""The feed that partners live on: one ledger, several or all of them, each event in one envelope (docs/partners.md)."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Annotated, Final

import strawberry

from service.access import is_withdrawn
from service.feed import (
    AllCaughtUp,
    AllQuiet,
    Checkpoint,
    InvalidCursor,
    Places,
    cursor_of,
    decode_places,
    follow,
)
from service.graphql.context import Context, Info
from service.graphql.described import output
from service.graphql.entries import readable
from service.graphql.entry_filter import EntryFilter, bears, check_filter, feed_groups
from service.graphql.events import CloudEvent, event_of
from service.graphql.feed_notices import (
    TELLING,
    ErasedText,
    ForgottenPerson,
    Notice,
    VisibilityOpened,
    notices_of,
)
from service.graphql.moment import chosen
from service.graphql.pages import beyond_head, invalid_cursor
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor
from service.ledger import Head, Reader, StoredEntry


@output()
class FeedCheckpoint:
    """Where the feed stands: whoever goes on from this cursor misses nothing, and is told little twice."""

    cursor: Cursor | None = strawberry.field(
        description="Never null: it may be by its type, so that one query can select it and that of an event."
    )


@output()
class FeedCaughtUp:
    """Everything that was recorded when the feed began was told; what follows is live."""

    cursor: Cursor | None = strawberry.field(description="Never null (see FeedCheckpoint).")


@output()
class FeedHeartbeat:
    """Nothing was recorded for a while: all is well."""

    cursor: Cursor | None = strawberry.field(description="Never null (see FeedCheckpoint).")


@output()
class VisibilityWithdrawn:
    """Your token was revoked or has expired: drop what it let you read, all that is not PUBLIC. The feed ends here."""

    ledgers: list[strawberry.ID] = strawberry.field(description="Those of which the token showed more than others see.")
    cursor: Cursor | None = strawberry.field(
        description="Go on from here with another token, or as the public. Never null (see FeedCheckpoint)."
    )


FeedMessage = Annotated[
    CloudEvent
    | ForgottenPerson
    | ErasedText
    | VisibilityOpened
    | VisibilityWithdrawn
    | FeedCheckpoint
    | FeedCaughtUp
    | FeedHeartbeat,
    strawberry.union(
        "FeedMessage",
        description="What the feed tells: an event, what to do to copies, where it stands, or that all is well.",
    ),
]
_WHERE: Final[Mapping[type, Callable[..., FeedCheckpoint | FeedCaughtUp | FeedHeartbeat]]] = {
    Checkpoint: FeedCheckpoint,
    AllCaughtUp: FeedCaughtUp,
    AllQuiet: FeedHeartbeat,
}
LOOK_AGAIN: Final = 10.0
"""Seconds after which a viewer's token is looked at again."""
Message = CloudEvent | Notice | VisibilityWithdrawn | FeedCheckpoint | FeedCaughtUp | FeedHeartbeat


async def follow_feed(
    info: Info, ledgers: Sequence[str] | None, after: str | None, wanted: EntryFilter | None
) -> AsyncGenerator[Message, None]:
    """Every entry of some ledgers after a cursor: each ledger in order and without a gap, then live.

    Raises:
        QueryRefused: UNKNOWN_FACT_TYPE, TOO_MANY_TERRITORIES, NO_LEDGER, UNKNOWN_AUTHORITY, INVALID_CURSOR,
            CURSOR_BEYOND_HEAD.
    """
    context, groups = info.context, tuple(feed_groups(check_filter(wanted)))
    async with context.pool.acquire() as connection:
        heads = await Reader(connection).heads()
    followed = _followed(heads, ledgers)
    only = next(iter(followed)) if followed is not None and len(followed) == 1 else None
    places = {at: p for at, p in _places(after, heads).items() if followed is None or at in followed}
    rights = _Rights(context)
    async for item in follow(context.pool, context.heads, followed, places):
        if await rights.withdrawn():
            shown = [strawberry.ID(ledger) for ledger in sorted(places) if context.viewer.level(ledger)]
            yield VisibilityWithdrawn(ledgers=shown, cursor=Cursor(cursor_of(places, only)))
            return
        if not isinstance(item, StoredEntry):
            yield _WHERE[type(item)](cursor=Cursor(cursor_of(item.places, only)))
            continue
        level = context.viewer.level(item.ledger)
        # What a notice says comes before the event: whoever has the event's cursor was told both.
        for notice in await _notices(info, item, level):
            yield notice
        if not readable(item, level) or bears(item, groups):
            yield event_of(item, level, context.address, with_cursor=only is not None)
        places[item.ledger] = item.position


class _Rights:
    """Whether whoever follows may still read: a feed lasts for months, a token may not."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._looked = self._clock()

    async def withdrawn(self) -> bool:
        """Looks every ``LOOK_AGAIN`` seconds; False in between."""
        if self._clock() < self._looked + LOOK_AGAIN:
            return False
        self._looked = self._clock()
        return await is_withdrawn(self._context.pool, self._context.viewer)

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()


async def _notices(info: Info, stored: StoredEntry, level: int) -> Sequence[Notice]:
    if stored.type not in TELLING:
        return ()
    async with info.context.pool.acquire() as connection:
        return (await notices_of(connection, [stored], level)).get(stored.position, ())


def _followed(heads: Mapping[str, Head], ledgers: Sequence[str] | None) -> frozenset[str] | None:
    if ledgers is None:
        return None
    if not ledgers:
        raise QueryRefused(
            "NO_LEDGER",
            {"en": "The list of ledgers is empty.", "fr": "La liste des registres est vide."},
        )
    return frozenset(chosen(heads, ledger).ledger for ledger in ledgers)


def _places(after: str | None, heads: Mapping[str, Head]) -> Places:
    """Where a cursor stands; a ledger that it does not know is read from its first entry."""
    if after is None:
        return {}
    try:
        places = decode_places(after)
    except InvalidCursor:
        raise invalid_cursor() from None
    for ledger, position in places.items():
        head = heads[ledger].position if ledger in heads else 0
        if position > head:
            raise beyond_head(ledger, position, head)
    return places
