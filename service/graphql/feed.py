"""The feed that partners live on: one ledger, several or all of them, each event in one envelope (docs/partners.md)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

import strawberry

from service.feed import (
    EACH_TOLD,
    ORDINARY,
    AllCaughtUp,
    AllQuiet,
    Checkpoint,
    Followed,
    Following,
    InvalidCursor,
    Places,
    cursor_of,
    decode_places,
)
from service.graphql.context import Context
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
from service.graphql.source import Begun, Source
from service.graphql.told import Told
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


Message = CloudEvent | Notice | VisibilityWithdrawn | FeedCheckpoint | FeedCaughtUp | FeedHeartbeat
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


def follow_feed(
    context: Context, ledgers: Sequence[str] | None, after: str | None, wanted: EntryFilter | None
) -> Source:
    """Every entry of some ledgers after a cursor: each ledger in order and without a gap, then live.

    Raises, when it is read:
        QueryRefused: UNKNOWN_FACT_TYPE, TOO_MANY_TERRITORIES, NO_LEDGER, UNKNOWN_AUTHORITY, INVALID_CURSOR,
            CURSOR_BEYOND_HEAD.
    """
    return Source(context, lambda: _begin(context, ledgers, after, wanted))


async def _begin(
    context: Context, ledgers: Sequence[str] | None, after: str | None, wanted: EntryFilter | None
) -> Begun:
    groups = tuple(feed_groups(check_filter(wanted)))
    async with context.pool.acquire() as connection:
        heads = await Reader(connection).heads()
    followed = _followed(heads, ledgers)
    only = next(iter(followed)) if followed is not None and len(followed) == 1 else None
    pace = EACH_TOLD if only and not groups else ORDINARY
    following = Following(context.pages, context.heads, followed, _places(after, heads), pace)
    now = {ledger: head.position for ledger, head in heads.items()}
    asked = _Asked(context, groups, only)
    return Begun(following, now, asked.told, asked.withdrawn)


class _Asked:
    """What is asked of each entry, and with which eyes."""

    def __init__(self, context: Context, groups: tuple[tuple[str, ...], ...], only: str | None) -> None:
        """``only`` is the ledger that is followed, if it is one: its events have their cursors."""
        self._context, self._groups, self._only = context, groups, only

    def told(self, item: Followed) -> Told:
        """An entry, or where the feed stands."""
        if isinstance(item, StoredEntry):
            return self._entry(item)
        return _where(type(item), cursor_of(item.places, self._only))

    def withdrawn(self, places: Places) -> Told:
        """The last word to one whose token is good no longer."""
        shown = [ledger for ledger in sorted(places) if self._context.viewer.level(ledger)]
        return _withdrawn(shown, cursor_of(places, self._only))

    def _entry(self, stored: StoredEntry) -> Told:
        """What it says of others may change with them, and so whenever a ledger moves."""
        beside = self._context.heads.moves if stored.type in TELLING else 0
        key = (stored.ledger, stored.position, stored.level, stored.erased_by, beside)
        return Told(key, lambda: self._messages(stored))

    async def _messages(self, stored: StoredEntry) -> Sequence[Message]:
        """What a notice says comes before the event: whoever has the event's cursor was told both."""
        level = self._context.viewer.level(stored.ledger)
        messages: list[Message] = [*await self._notices(stored, level)]
        if not readable(stored, level) or bears(stored, self._groups):
            messages.append(event_of(stored, level, self._context.address, with_cursor=self._only is not None))
        return messages

    async def _notices(self, stored: StoredEntry, level: int) -> Sequence[Notice]:
        if stored.type not in TELLING:
            return ()
        async with self._context.pool.acquire() as connection:
            return (await notices_of(connection, [stored], level)).get(stored.position, ())


def _where(kind: type, cursor: str) -> Told:
    return Told((kind, cursor), lambda: [_WHERE[kind](cursor=Cursor(cursor))])


def _withdrawn(shown: Sequence[str], cursor: str) -> Told:
    ledgers = [strawberry.ID(ledger) for ledger in shown]
    return Told(
        (VisibilityWithdrawn, *shown, cursor), lambda: [VisibilityWithdrawn(ledgers=ledgers, cursor=Cursor(cursor))]
    )


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
