"""The entries of a ledger, as a subscription: every one from a cursor on."""

from typing import Annotated

import strawberry

from service.feed import (
    EACH_TOLD,
    AllCaughtUp,
    CursorOfAnotherLedger,
    Followed,
    Following,
    InvalidCursor,
    Places,
    decode_cursor,
    encode_cursor,
)
from service.graphql.context import Context
from service.graphql.described import output
from service.graphql.entries import Entry, SealedEntry, present, readable
from service.graphql.entry_filter import EntryFilter, bears, check_filter, feed_groups
from service.graphql.moment import resolve_ledger
from service.graphql.pages import beyond_head, invalid_cursor
from service.graphql.refusals import QueryRefused, token_withdrawn
from service.graphql.scalars import Cursor
from service.graphql.source import Begun, Source
from service.graphql.told import Told
from service.ledger import StoredEntry


@output("CaughtUp")
class CaughtUpType:
    """Everything recorded so far was told; what follows is live."""

    cursor: Cursor
    position: int


@output("Heartbeat")
class HeartbeatType:
    """Nothing to tell for a while: all is well. The cursor goes on even when a filter matches nothing."""

    cursor: Cursor
    position: int


FeedItem = Annotated[
    Entry | SealedEntry | CaughtUpType | HeartbeatType,
    strawberry.union("FeedItem", description="What the feed tells: an entry, that all is told, or that all is well."),
]


def position_of(cursor: str | None, ledger: str, head: int) -> int:
    """The position that a cursor stands after; 0 without a cursor.

    Raises:
        QueryRefused: CURSOR_OF_ANOTHER_LEDGER, INVALID_CURSOR, CURSOR_BEYOND_HEAD.
    """
    if cursor is None:
        return 0
    try:
        position = decode_cursor(cursor, ledger)
    except CursorOfAnotherLedger as error:
        raise QueryRefused(
            "CURSOR_OF_ANOTHER_LEDGER",
            {
                "en": f"The cursor is one of ledger {error.ledger[:40]}, not of {ledger}.",
                "fr": f"Le curseur est du registre {error.ledger[:40]}, non de {ledger}.",
            },
        ) from None
    except InvalidCursor:
        raise invalid_cursor() from None
    if position > head:
        raise beyond_head(ledger, position, head)
    return position


def follow_entries(context: Context, authority: str | None, after: str | None, wanted: EntryFilter | None) -> Source:
    """Every entry of a ledger after a cursor, gapless and in order: first what was recorded, then live.

    Raises, when it is read:
        QueryRefused: AUTHORITY_REQUIRED, UNKNOWN_AUTHORITY, UNKNOWN_FACT_TYPE, TOO_MANY_TERRITORIES, INVALID_CURSOR,
            CURSOR_OF_ANOTHER_LEDGER, CURSOR_BEYOND_HEAD, TOKEN_WITHDRAWN.
    """
    return Source(context, lambda: _begin(context, authority, after, wanted))


async def _begin(context: Context, authority: str | None, after: str | None, wanted: EntryFilter | None) -> Begun:
    groups = tuple(feed_groups(check_filter(wanted)))
    async with context.pool.acquire() as connection:
        head = await resolve_ledger(connection, authority)
    ledger, level = head.ledger, context.viewer.level(head.ledger)
    start = position_of(after, ledger, head.position)
    following = Following(context.pages, context.heads, frozenset({ledger}), {ledger: start}, EACH_TOLD)

    def told(item: Followed) -> Told:
        if isinstance(item, StoredEntry):
            return _entry(item, level, groups)
        kind = CaughtUpType if isinstance(item, AllCaughtUp) else HeartbeatType
        return _where(ledger, item.places.get(ledger, 0), kind)

    return Begun(following, {ledger: head.position}, told, _withdrawn)


def _withdrawn(_: Places) -> Told:
    raise token_withdrawn()


def _entry(stored: StoredEntry, level: int, groups: tuple[tuple[str, ...], ...]) -> Told:
    def messages() -> list[Entry | SealedEntry]:
        return [present(stored, level)] if not readable(stored, level) or bears(stored, groups) else []

    return Told((stored.position, stored.level, stored.erased_by), messages)


def _where(ledger: str, position: int, kind: type[CaughtUpType] | type[HeartbeatType]) -> Told:
    cursor = Cursor(encode_cursor(ledger, position))
    return Told((kind, position), lambda: [kind(cursor=cursor, position=position)])
