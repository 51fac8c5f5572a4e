"""What a partner follows: every entry from a cursor on, and a body's composition now and after each change."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry

from domain.core.calendar import PARIS
from domain.core.identifiers import REFERENCE_LEDGER
from service.feed import (
    CaughtUp,
    CursorOfAnotherLedger,
    Heartbeat,
    InvalidCursor,
    decode_cursor,
    encode_cursor,
    pull,
)
from service.feed.pull import HEARTBEAT
from service.graphql.composition import BodyComposition, compose, find_body, the_bureau
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.entries import Entry, SealedEntry, present, readable
from service.graphql.entry_filter import EntryFilter, check_filter
from service.graphql.moment import resolve, resolve_ledger
from service.graphql.pages import beyond_head, invalid_cursor
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor


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


async def follow_entries(
    info: Info, authority: str | None, after: str | None, wanted: EntryFilter | None
) -> AsyncGenerator[Entry | SealedEntry | CaughtUpType | HeartbeatType, None]:
    """Every entry of a ledger after a cursor, gapless and in order: first what was recorded, then live."""
    context, wanted = info.context, check_filter(wanted)
    async with context.pool.acquire() as connection:
        head = await resolve_ledger(connection, authority)
    ledger, level = head.ledger, context.viewer.level(head.ledger)
    start = position_of(after, ledger, head.position)
    told = asyncio.get_running_loop().time()
    async for pulled in pull(context.pool, context.heads, ledger, start):
        cursor = Cursor(encode_cursor(ledger, pulled.position))
        now = asyncio.get_running_loop().time()
        if isinstance(pulled, CaughtUp):
            yield CaughtUpType(cursor=cursor, position=pulled.position)
        elif isinstance(pulled, Heartbeat):
            yield HeartbeatType(cursor=cursor, position=pulled.position)
        elif not readable(pulled, level) or wanted.admits(pulled):
            yield present(pulled, level)
        elif now - told > HEARTBEAT:
            yield HeartbeatType(cursor=cursor, position=pulled.position)
        else:
            continue
        told = now


async def follow_composition(
    info: Info, authority: str | None, body: str | None
) -> AsyncGenerator[BodyComposition, None]:
    """The composition of a body (the bureau) now, then after each change, that of the day in Paris included."""
    context = info.context
    async with context.pool.acquire() as connection:
        ledger = (await resolve_ledger(connection, authority)).ledger
    told: BodyComposition | None = None
    while True:
        async with context.pool.acquire() as connection:
            moment = await resolve(info, connection, ledger, None)
            followed = await find_body(connection, moment, body) if body else await the_bureau(connection, moment)
            now = await compose(connection, moment, followed)
        if told is None or _content(now) != _content(told):
            told = now
            yield now
        await _until_something_happens(info, ledger, now)


def _content(composition: BodyComposition) -> tuple[object, ...]:
    """What counts as a change: not the position alone."""
    return (composition.body, composition.term, composition.seats, composition.missing)


async def _until_something_happens(info: Info, ledger: str, now: BodyComposition) -> None:
    """Wait for the ledger or the reference ledger to move, or for midnight in Paris."""
    heads, as_of = info.context.heads, now.as_of
    tomorrow = dt.datetime.combine(as_of.on + dt.timedelta(days=1), dt.time(), PARIS)
    seconds = max((tomorrow - dt.datetime.now(dt.UTC)).total_seconds(), 0.0) + 0.05
    waits = [
        asyncio.create_task(heads.beyond(ledger, as_of.position, seconds)),
        asyncio.create_task(heads.beyond(REFERENCE_LEDGER, as_of.reference_position, seconds)),
    ]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
