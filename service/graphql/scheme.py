"""The SCoT: its timeline, its versions, the six years that run and the days that are left."""

import datetime as dt
from typing import Annotated

import strawberry

from domain import scheme_life
from domain.checks.scheme import warnings
from domain.scheme_life import SchemeState, state_of
from projections.scheme import SCHEME, current
from projections.words import tagged
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, resolve
from service.graphql.pages import PAGE, Connection
from service.graphql.scalars import Cursor
from service.graphql.shown import shown
from service.graphql.text import Said
from service.graphql.things import Thing

enum_type(SchemeState)


@shown(scheme_life.Scheme)
class Scheme(Thing):
    """The SCoT of the authority, as it is on the day."""

    @strawberry.field(description="What it is on the day. LAPSED is reckoned by the register: have it confirmed.")
    def state(self) -> SchemeState:
        """On the day."""
        return state_of(self.thing, self.moment.on)

    @strawberry.field(
        description="The last day to publish the analysis and vote to maintain or revise (C. urb. L143-28); "
        "null when no vote is awaited."
    )
    def next_analysis_due_on(self) -> dt.date | None:
        """The end of the six years."""
        cycle = self.thing.cycle
        awaited = cycle is not None and cycle.revision_voted_on is None and self.thing.ended_on is None
        return cycle.due_on if awaited else None

    @strawberry.field(description="Days left until then; negative once the SCoT has lapsed.")
    def days_left(self) -> int | None:
        """From the day."""
        due_on = self.next_analysis_due_on()
        return None if due_on is None else (due_on - self.moment.on).days

    @strawberry.field(description="The version that is enforceable on the day, the last one.")
    def version(self) -> strawberry.ID | None:
        """By its short name."""
        stands = [v for v in self.thing.versions if v.enforceable_on is not None]
        return strawberry.ID(max(stands, key=lambda v: v.enforceable_on).version) if stands else None

    @strawberry.field(description="What to beware of on the day: the lapse to come or past, the perimeter left out.")
    def warnings(self) -> list[Said]:
        """Reckoned, not recorded."""
        return [Said.of(caution) for caution in warnings(self.thing, self.moment.on)]


@output()
class SchemeStatus:
    """Where the authority's SCoT stands on the day: NONE when it has none."""

    as_of: AsOf
    state: SchemeState
    scheme: Scheme | None


@output()
class Queries:
    """Questions about the SCoT."""

    @strawberry.field(description="A SCoT by id; without one, the SCoT of the day. Null when there was none.")
    async def scheme(
        self,
        info: Info,
        id: strawberry.ID | None = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> Scheme | None:
        """One SCoT."""
        if id is not None:
            return await things.one(info, SCHEME, f"scheme:{id}", authority, at)
        return (await _status(info, authority, at)).scheme

    @strawberry.field(description="Where the authority's SCoT stands on the day, NONE included.")
    async def scheme_status(
        self, info: Info, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> SchemeStatus:
        """The state, and the SCoT that it is of."""
        return await _status(info, authority, at)

    @strawberry.field(
        description="Every SCoT, the last prescribed first; found by what is on record, its `state` being reckoned."
    )
    async def schemes(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        enforceable: bool | None = None,
        ended: bool | None = None,
        organization: Annotated[
            strawberry.ID | None, strawberry.argument(description="In the perimeter, or consulted.")
        ] = None,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Scheme]:
        """A page of SCoTs."""
        terms = (
            *tagged("organization", [organization]),
            *([] if ended is None else [f"ended:{ended}"]),
            *([] if enforceable is None else [f"enforceable:{enforceable}"]),
        )
        return await things.page(info, SCHEME, authority, at, first, after, terms=terms, text=text)


async def _status(info: Info, authority: str | None, at: AtInput | None) -> SchemeStatus:
    async with info.context.pool.acquire() as connection:
        moment = await resolve(info, connection, authority, at)
        found = await current(connection, moment.view, moment.on)
        shown_ = await things.present(connection, moment, [found] if found else [])
    state = SchemeState.NONE if found is None else state_of(found.thing, moment.on)
    return SchemeStatus(as_of=moment.as_of(), state=state, scheme=shown_[0] if shown_ else None)


QUERIES = (Queries,)
