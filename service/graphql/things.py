"""Things as the API gives them: one by its id, its periods, or a page of those that a search finds."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import strawberry
from msgspec import Struct

from projections import things
from projections.things import Found, Search, ThingNoun
from projections.words import words
from service.database import Session
from service.graphql.context import Info
from service.graphql.directory import Directory
from service.graphql.filters import check_filters
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.pages import Connection, connection, key_after, page_size
from service.graphql.period import check_period
from service.graphql.scalars import Cursor
from service.graphql.shown import named, show

S = TypeVar("S")
T = TypeVar("T", bound=Struct)


class Among:
    """The things that one answer shows together: what is looked up for one of them is looked up for all, once."""

    def __init__(self, things_: Iterable[Struct]) -> None:
        self.things = tuple(things_)
        self._shared: dict[type, Any] = {}

    def shared(self, kind: type[S], make: Callable[[], S]) -> S:
        """What all of them share of a kind, made when first asked for."""
        if kind not in self._shared:
            self._shared[kind] = make()
        found: S = self._shared[kind]
        return found


@strawberry.type
class Thing:
    """What every thing of the register has in the API, beside the fields of its own Struct."""

    as_of: AsOf
    since: dt.date = strawberry.field(description="Since when it is as shown here.")
    until: dt.date | None = strawberry.field(description="Until when (excluded); null when nothing changes it yet.")
    moment: strawberry.Private[Moment]
    tag: strawberry.Private[str]
    thing: strawberry.Private[Any]
    """The Struct that it shows: what the class's own fields are computed from."""
    among: strawberry.Private[Among]


async def one(info: Info, noun: ThingNoun[T], tag: str, authority: str | None, at: AtInput | None) -> Any | None:
    """A thing as it is at a moment; None when it did not exist then, or was not known."""
    async with info.context.pool.acquire() as connection_:
        moment = await resolve(info, connection_, authority, at)
        found = await things.by_tag(connection_, moment.view, noun, moment.on, [tag])
        shown = await present(connection_, moment, found.values())
    return shown[0] if shown else None


async def page(
    info: Info,
    noun: ThingNoun[T],
    authority: str | None,
    at: AtInput | None,
    first: int,
    after: Cursor | None,
    *,
    terms: Sequence[str] = (),
    text: str | None = None,
    since: dt.date | None = None,
    to: dt.date | None = None,
) -> Connection[Any]:
    """A page of the things that bear every term and every word of a text, dated from a day to a day, both included."""
    size, place = page_size(first), key_after(after)
    check_period(since, to)
    # The rarest first: a word narrows more than a theme, and the first term drives the search.
    search = Search(
        terms=(*(words(text) if text else ()), *terms),
        first_sort=since.isoformat() if since else None,
        last_sort=to.isoformat() if to else None,
    )
    async with info.context.pool.acquire() as connection_:
        moment = await resolve(info, connection_, authority, at)
        await check_filters(connection_, moment, terms)
        found = await things.find(connection_, moment.view, noun, moment.on, search, first=size + 1, after=place)
        shown = await present(connection_, moment, found[:size])
    keys = [each.place for each in found]
    # One more than the page was read to know whether there are more: it is not shown.
    rows = [*zip(keys, shown, strict=False), *((key, None) for key in keys[size:])]
    return connection(rows, size, after=after is not None)


async def present(connection_: Session, moment: Moment, found: Iterable[Found[T]]) -> list[Any]:
    """Things as their GraphQL types, the names of all of them looked up at once."""
    found = list(found)
    directory = await Directory.load(connection_, moment, *named(each.thing for each in found))
    among = Among(each.thing for each in found)
    return [as_thing(each, moment, directory, among) for each in found]


def as_thing(each: Found[Any], moment: Moment, directory: Directory, among: Among, **more: Any) -> Any:
    """One thing as its GraphQL type, with the fields that its class adds."""
    return show(
        each.thing,
        directory,
        as_of=moment.as_of(),
        since=each.since,
        until=each.until,
        moment=moment,
        tag=each.place.rpartition("\x1f")[2],
        thing=each.thing,
        among=among,
        **more,
    )
