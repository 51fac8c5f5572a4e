"""The audit trail: every entry that a question is about, with what it changed and what became of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from projections.row_changes import RowChange, changed, touched
from service.database import Session
from service.feed import encode_cursor
from service.graphql.context import Info
from service.graphql.directory import Directory
from service.graphql.entries import Entry, name_together, present, readable
from service.graphql.filters import check_filters
from service.graphql.live import position_of
from service.graphql.moment import Moment, resolve, resolve_ledger
from service.graphql.pages import PAGE, PageInfo, page_size
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor
from service.graphql.together import Together
from service.graphql.trail_filter import TrailFilter, check_trail_filter, instants, to_wanted, words_of
from service.graphql.trail_types import (
    MOST_CHANGES,
    Fate,
    Link,
    Names,
    OfPage,
    TrailConnection,
    TrailEntry,
    TrailOrder,
    edge_of,
)
from service.ledger import Reader, StoredEntry
from service.ledger import trail as index
from service.ledger.envelope import decode_entry, decode_header
from service.ledger.trail import Found, Span
from service.people_in import ids_in

NAMESAKES: Final = 40
"""People of one name whose entries are looked for at once."""


class Page(Struct, frozen=True):
    """Which page of the trail: its order, its size, from which end, and between which positions (excluded)."""

    order: TrailOrder
    size: int
    backward: bool
    after: int | None = None
    """In the trail's own order."""
    before: int | None = None


async def audit_trail(
    info: Info,
    authority: str | None,
    wanted: TrailFilter | None,
    order: TrailOrder,
    first: int | None,
    after: Cursor | None,
    last: int | None,
    before: Cursor | None,
) -> TrailConnection:
    """A page of the entries that a viewer asks for."""
    context, wanted = info.context, wanted or TrailFilter()
    size = _size(first, last)
    check_trail_filter(wanted)
    async with context.pool.acquire() as connection:
        moment = await resolve(info, connection, authority, None)
        named = (wanted.theme and f"theme:{wanted.theme}", wanted.body and f"body:{wanted.body}")
        await check_filters(connection, moment, [term for term in named if term])
        ledger, level, head = moment.view.ledger, moment.view.level, moment.view.position
        places = [None if cursor is None else position_of(cursor, ledger, head) for cursor in (after, before)]
        page = Page(order, size, last is not None, *places)
        found = await find(connection, moment, wanted, page)
        stored = await Reader(connection).at(ledger, found.positions)
    return _connection(info, level, ledger, [stored[position] for position in found.positions], found, page)


async def trail_entry(info: Info, authority: str | None, position: int) -> TrailEntry | None:
    """The entry at a position, as a page of one has it."""
    async with info.context.pool.acquire() as connection:
        head = await resolve_ledger(connection, authority)
        found = await Reader(connection).at(head.ledger, [position] if 0 < position <= head.position else [])
    if position not in found:
        return None
    level = info.context.viewer.level(head.ledger)
    entry = present(found[position], level)
    return edge_of(entry, _looked_up(info, head.ledger, level, [found[position]])).node


def _size(first: int | None, last: int | None) -> int:
    """How many entries are asked for, from either end.

    Raises:
        QueryRefused: PAGE_AMBIGUOUS, INVALID_PAGE_SIZE.
    """
    if first is not None and last is not None:
        raise QueryRefused(
            "PAGE_AMBIGUOUS",
            {
                "en": "first and last both say how many entries.",
                "fr": "first et last disent tous deux combien d'écritures.",
            },
        )
    asked = first if first is not None else last
    return page_size(PAGE if asked is None else asked)


async def find(connection: Session, moment: Moment, wanted: TrailFilter, page: Page) -> Found:
    """The positions of a page, and one more when there are more, from the end from which it is taken.

    Raises:
        QueryRefused: NO_WORD, TOO_MANY_WORDS, NAME_TOO_COMMON.
    """
    ledger, level = moment.view.ledger, moment.view.level
    words = words_of(wanted)
    people = await _people_of(connection, moment, words) if words else {}
    span = await _span(connection, ledger, moment.view.position, wanted, page)
    asked = to_wanted(wanted, people)
    if asked is not None:
        return await index.find(connection, ledger, level, asked, span, first=page.size)
    every = range(span.after + 1, span.before)
    chosen = every[::-1] if span.descending else every
    return Found(tuple(chosen[: page.size + 1]))


async def _span(connection: Session, ledger: str, head: int, wanted: TrailFilter, page: Page) -> Span:
    """Between which positions a page lies, and which way it is read."""
    low, high = 0, head + 1
    start, end = instants(wanted.recorded)
    if start is not None or end is not None:
        low, high = await index.positions_within(connection, ledger, start, end, head)
    newest_first = page.order is TrailOrder.NEWEST_FIRST
    above, below = (page.before, page.after) if newest_first else (page.after, page.before)
    low = low if above is None else max(low, above)
    high = high if below is None else min(high, below)
    return Span(low, max(high, low + 1), newest_first is not page.backward)


async def _people_of(connection: Session, moment: Moment, words: Sequence[str]) -> dict[str, list[str]]:
    """For each word, the people of that name of whom the viewer reads something.

    Raises:
        QueryRefused: NAME_TOO_COMMON.
    """
    ledger, level = moment.view.ledger, moment.view.level
    bearing = await moment.vault.bearing(connection, ledger, words)
    everyone = sorted({who for people in bearing.values() for who in people})
    known = await index.borne(connection, ledger, level, [f"person:{who}" for who in everyone]) if everyone else set()
    found = {word: [who for who in people if f"person:{who}" in known] for word, people in bearing.items()}
    for word, people in found.items():
        if len(people) > NAMESAKES:
            raise QueryRefused(
                "NAME_TOO_COMMON",
                {
                    "en": f"“{word}” is the name of {len(people)} people; {NAMESAKES} at most are looked for at once.",
                    "fr": f"« {word} » est le nom de {len(people)} personnes ; {NAMESAKES} au plus sont cherchées à la "
                    "fois.",
                },
            )
    return found


def _connection(
    info: Info, level: int, ledger: str, entries: Sequence[StoredEntry], found: Found, page: Page
) -> TrailConnection:
    """The page as it is told."""
    shown = entries[: page.size]
    shown = shown[::-1] if page.backward else shown
    of_page = _looked_up(info, ledger, level, shown)
    presented = [present(stored, level) for stored in shown]
    name_together(info, presented)
    edges = [edge_of(entry, of_page) for entry in presented]
    start, end = (edges[0].cursor, edges[-1].cursor) if edges else (None, None)
    more = len(entries) > page.size or found.cut_at is not None
    if found.cut_at is not None:
        reached = Cursor(encode_cursor(ledger, found.cut_at))
        start, end = (reached, end) if page.backward else (start, reached)
    info_ = PageInfo(
        has_next_page=page.before is not None if page.backward else more,
        has_previous_page=more if page.backward else page.after is not None,
        start_cursor=start,
        end_cursor=end,
    )
    return TrailConnection(edges=edges, page_info=info_, cut=found.cut_at is not None)


def _looked_up(info: Info, ledger: str, level: int, shown: Sequence[StoredEntry]) -> OfPage:
    """What the entries of a page look up together."""
    pool = info.context.pool

    async def changes(keys: Sequence[str], _: None) -> Mapping[str, Sequence[RowChange]]:
        async with pool.acquire() as connection:
            told = await changes_of(connection, ledger, level, shown)
        return {key: told.get(int(key), ()) for key in keys}

    async def fates(keys: Sequence[str], _: None) -> Mapping[str, Fate | None]:
        async with pool.acquire() as connection:
            told = await fates_of(connection, ledger, level, shown)
        return {key: told.get(int(key)) for key in keys}

    async def names(keys: Sequence[str], _: None) -> Mapping[str, Names]:
        named: dict[str, tuple[set[str], set[str]]] = {key: (set(), set()) for key in keys}
        for key, into in named.items():
            for change in (await of_changes.of(key, None))[:MOST_CHANGES]:
                ids_in((change.before, change.after), *into)
        people, organizations = ({each for ids in named.values() for each in ids[at]} for at in (0, 1))
        async with pool.acquire() as connection:
            moment = await resolve(info, connection, ledger, None)
            directory = await Directory.load(connection, moment, people, organizations)
        return {key: _named(directory, *ids) for key, ids in named.items()}

    keys = [str(stored.position) for stored in shown]
    of_changes = Together(keys, changes)
    return OfPage(of_changes, Together(keys, fates), Together(keys, names))


def _named(directory: Directory, people: set[str], organizations: set[str]) -> Names:
    return Names(
        [found for each in sorted(people) if (found := directory.person(each))],
        [body for each in sorted(organizations) if (body := directory.organization(each))],
    )


async def changes_of(
    connection: Session, ledger: str, level: int, entries: Sequence[StoredEntry]
) -> dict[int, list[RowChange]]:
    """What each entry that a level reads changed of what it sees."""
    subjects = [
        subject
        for stored in entries
        if stored.body is not None and readable(stored, level)
        for subject in touched(
            stored.position,
            decode_header(stored.header).step_end,
            decode_entry(stored.position, stored.body).fact,
        )
    ]
    return await changed(connection, ledger, level, subjects)


async def fates_of(connection: Session, ledger: str, level: int, entries: Sequence[StoredEntry]) -> dict[int, Fate]:
    """What each entry that a level reads rectifies, and what became of it: three statements for all of them."""
    own = [entry for entry in (present(stored, level) for stored in entries) if isinstance(entry, Entry)]
    spoken = await index.links(connection, ledger, level, [entry.position for entry in own])
    linked = {p for links in spoken.values() for p, _ in links} | {e.rectifies for e in own if e.rectifies}
    later = await index.links(connection, ledger, level, sorted(linked))
    stored = await Reader(connection).at(ledger, sorted(linked))
    shown = {position: _link(one, level, later.get(position, ())) for position, one in stored.items()}
    return {entry.position: _fate(entry, spoken.get(entry.position, ()), shown) for entry in own}


def _link(stored: StoredEntry, level: int, later: Sequence[tuple[int, str]]) -> Link:
    entry = present(stored, level)
    told = isinstance(entry, Entry)
    return Link(
        position=stored.position,
        recorded_at=stored.recorded_at,
        type=entry.type if isinstance(entry, Entry) else None,
        summary=entry.summary if isinstance(entry, Entry) else None,
        standing=all(kind != "Rectified" for _, kind in later) if told else None,
    )


def _fate(entry: Entry, spoken: Sequence[tuple[int, str]], shown: Mapping[int, Link]) -> Fate:
    of_kind: dict[str, list[Link]] = {}
    for position, kind in spoken:
        of_kind.setdefault(kind, []).append(shown[position])
    struck, disclosed, erased = (of_kind.pop(kind, []) for kind in ("Rectified", "Disclosed", "BodyErased"))
    return Fate(
        standing=not struck,
        rectifies=shown.get(entry.rectifies) if entry.rectifies else None,
        rectified_by=struck[0] if struck else None,
        replaced_by=[link for links in of_kind.values() for link in links],
        disclosed_by=disclosed,
        erased_by=erased[0] if erased else None,
    )
