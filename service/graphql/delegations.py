"""Delegations: who may sign what, who holds which theme where, what lapses soon, the votes that withdrawals open."""

import datetime as dt
from typing import Annotated, Any

import strawberry

from domain.core.calendar import LATEST
from domain.delegations_standing import DelegationState
from domain.facts.delegations import AssemblyPower, DelegationKind
from projections.delegations import DELEGATION, OPEN
from projections.delegations_ends import ends_until
from projections.things import Search, by_tag
from projections.words import tagged, words
from service.graphql import delegations_coverage, delegations_empowerment
from service.graphql.context import Info
from service.graphql.delegations_shown import (
    AnyDelegation,
    DelegationEnding,
    FunctionDelegation,
    matching,
    paged,
    present,
    standing,
)
from service.graphql.described import output
from service.graphql.filters import check_filters
from service.graphql.moment import AtInput, resolve
from service.graphql.pages import PAGE, Connection, connection, key_after, page_size
from service.graphql.period import check_period, days_after
from service.graphql.scalars import Cursor


@output()
class LapsingDelegation:
    """A delegation in force whose end is known and near."""

    delegation: AnyDelegation
    ends_on: dt.date = strawberry.field(description="The first day without it.")
    ending: DelegationEnding


@output()
class Queries:
    """Questions about delegations."""

    @strawberry.field(description="A delegation by id, of any kind; null when there was none of that id.")
    async def delegation(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> AnyDelegation | None:
        """One delegation."""
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, at)
            found = await by_tag(session, moment.view, DELEGATION, moment.on, [f"delegation:{id}"])
            nodes = await present(session, moment, await standing(session, moment, found.values()))
        return nodes[0] if nodes else None

    @strawberry.field(description="Delegations of all kinds, the last granted first.")
    async def delegations(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        kind: DelegationKind | None = None,
        state: Annotated[DelegationState | None, strawberry.argument(description="On the day asked.")] = None,
        theme: strawberry.ID | None = None,
        power: AssemblyPower | None = None,
        person: strawberry.ID | None = None,
        organization: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Where functions were granted or the authority is represented; `own`."),
        ] = None,
        decision: strawberry.ID | None = None,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[AnyDelegation]:
        """A page of delegations."""
        withdrawn = {DelegationState.WITHDRAWN: "state:withdrawn", DelegationState.IN_FORCE: OPEN}
        terms = (
            *(words(text) if text else ()),
            *tagged("person", [person]),
            *tagged("decision", [decision]),
            *tagged("organization", [organization]),
            *tagged("power", [power]),
            *tagged("theme", [theme]),
            *tagged("kind", [kind]),
            *([withdrawn[state]] if state in withdrawn else []),
        )
        return await _page(info, authority, at, first, after, _search(terms, from_, to), state)

    @strawberry.field(
        description="Who holds a theme on the day: at an EPCI or a commune, or at the authority itself (by default)."
    )
    async def delegates(
        self,
        info: Info,
        theme: strawberry.ID,
        organization: strawberry.ID | None = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[FunctionDelegation]:
        """The delegations of functions in force that bear the theme there."""
        terms = (f"organization:{organization or 'own'}", f"theme:{theme}", f"kind:{DelegationKind.FUNCTIONS}", OPEN)
        return await _page(info, authority, at, first, after, Search(terms=terms), DelegationState.IN_FORCE)

    @strawberry.field(
        description="Delegations in force whose end is known within so many days of the day: their own end, a "
        "withdrawal, a seat, an office or a term that ends. The first to end come first."
    )
    async def delegations_lapsing(
        self,
        info: Info,
        within: Annotated[int, strawberry.argument(description="Days, 0 to 3,650.")],
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[LapsingDelegation]:
        """A page of what lapses."""
        size, place = page_size(first), key_after(after)
        last = days_after(within)
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, at)
            until = min(moment.on + last, LATEST)
            ending = await ends_until(session, moment.view, moment.on, until)
            keyed = [(f"{end.on} {each.thing.delegation}", (each, end)) for each, end in ending]
            page = sorted(item for item in keyed if item[0] > place)[: size + 1]
            nodes = await present(session, moment, [item for _, item in page])
        lapsing = [
            (key, LapsingDelegation(delegation=node, ends_on=end.on, ending=ended))
            for (key, (_, end)), node in zip(page, nodes, strict=True)
            if (ended := DelegationEnding.of(end)) is not None
        ]
        return connection(lapsing, size, after=after is not None)


async def _page(
    info: Info,
    authority: str | None,
    at: AtInput | None,
    first: int,
    after: Cursor | None,
    search: Search,
    state: DelegationState | None,
) -> Connection[Any]:
    size, place = page_size(first), key_after(after)
    async with info.context.pool.acquire() as session:
        moment = await resolve(info, session, authority, at)
        await check_filters(session, moment, search.terms)
        found = await matching(session, moment, search, size, place, state)
        nodes = await present(session, moment, found[:size])
    return paged(found, size, nodes, after=after is not None)


def _search(terms: tuple[str, ...], since: dt.date | None, to: dt.date | None) -> Search:
    check_period(since, to)
    return Search(
        terms=terms, first_sort=since.isoformat() if since else None, last_sort=to.isoformat() if to else None
    )


QUERIES = (Queries, delegations_empowerment.Queries, delegations_coverage.Queries)
