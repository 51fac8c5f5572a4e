"""Questions about the strategy: orientations, programme, trajectory, involvement, and the chain of command."""

import datetime as dt
from typing import Annotated

import strawberry

from domain.facts.strategy import InvolvementKind, InvolvementPhase, ProgrammeActionState, StrategyPart
from projections.strategy import ACTION, INDICATOR, INVOLVEMENT, ORIENTATION, PROGRAMME, tallies
from projections.words import tagged
from service.graphql import things
from service.graphql.chain import ChainQueries
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory
from service.graphql.moment import AtInput, resolve
from service.graphql.pages import PAGE, Connection, Edge
from service.graphql.scalars import Cursor
from service.graphql.shown import show
from service.graphql.strategy_types import (
    ActionProgramme,
    Involvement,
    InvolvementTally,
    Orientation,
    OrientationSheet,
    ProgrammeAction,
    TrajectoryIndicator,
    TrajectoryLine,
    line,
    sheet,
)

_TEXT = strawberry.argument(description="Words, accents optional.")


@output()
class Queries:
    """Questions about the strategy."""

    @strawberry.field(
        description="An orientation by id, with its actions and indicators; null when there was none of that id."
    )
    async def orientation(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> OrientationSheet | None:
        """One orientation."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            return await sheet(connection, moment, f"orientation:{id}")

    @strawberry.field(
        description="Orientations in the order of the document, in their version in force on the day. `within` gives "
        "those of one branch; `top: true` those within no other; `inForce: false` those that were withdrawn."
    )
    async def orientations(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        part: StrategyPart | None = None,
        theme: strawberry.ID | None = None,
        within: strawberry.ID | None = None,
        top: bool = False,
        scheme: strawberry.ID | None = None,
        in_force: bool | None = None,
        text: Annotated[str | None, _TEXT] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Orientation]:
        """A page of orientations."""
        terms = (
            *tagged("within", [within, "-" if top else None]),
            *tagged("theme", [theme]),
            *tagged("scheme", [scheme]),
            *tagged("part", [part]),
            *([] if in_force is None else ["state:IN_FORCE" if in_force else "state:WITHDRAWN"]),
        )
        return await things.page(info, ORIENTATION, authority, at, first, after, terms=terms, text=text)

    @strawberry.field(description="A programme of actions by id; null when there was none of that id.")
    async def programme(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> ActionProgramme | None:
        """One programme."""
        return await things.one(info, PROGRAMME, f"programme:{id}", authority, at)

    @strawberry.field(description="Programmes of actions, the last adopted first.")
    async def programmes(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        scheme: strawberry.ID | None = None,
        decision: strawberry.ID | None = None,
        open: bool | None = None,
        text: Annotated[str | None, _TEXT] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[ActionProgramme]:
        """A page of programmes."""
        terms = (
            *tagged("scheme", [scheme]),
            *tagged("decision", [decision]),
            *([] if open is None else ["state:OPEN" if open else "state:CLOSED"]),
        )
        return await things.page(info, PROGRAMME, authority, at, first, after, terms=terms, text=text)

    @strawberry.field(description="An action by id; null when there was none of that id.")
    async def action(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> ProgrammeAction | None:
        """One action."""
        return await things.one(info, ACTION, f"action:{id}", authority, at)

    @strawberry.field(
        description="Actions, the last planned first. `owner` is the person who answers for it; `organization` owns "
        "it or is of its territory."
    )
    async def actions(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        orientation: strawberry.ID | None = None,
        owner: strawberry.ID | None = None,
        organization: strawberry.ID | None = None,
        contract: strawberry.ID | None = None,
        document: strawberry.ID | None = None,
        programme: strawberry.ID | None = None,
        state: ProgrammeActionState | None = None,
        theme: strawberry.ID | None = None,
        text: Annotated[str | None, _TEXT] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[ProgrammeAction]:
        """A page of actions."""
        terms = (
            *tagged("contract", [contract]),
            *tagged("document", [document]),
            *tagged("person", [owner]),
            *tagged("orientation", [orientation]),
            *tagged("organization", [organization]),
            *tagged("programme", [programme]),
            *tagged("theme", [theme]),
            *tagged("state", [state]),
        )
        return await things.page(info, ACTION, authority, at, first, after, terms=terms, text=text, since=from_, to=to)

    @strawberry.field(description="A trajectory indicator by id; null when there was none of that id.")
    async def indicator(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> TrajectoryIndicator | None:
        """One indicator."""
        return await things.one(info, INDICATOR, f"indicator:{id}", authority, at)

    @strawberry.field(description="Trajectory indicators by title, those followed no more included.")
    async def indicators(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        orientation: strawberry.ID | None = None,
        organization: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        text: Annotated[str | None, _TEXT] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[TrajectoryIndicator]:
        """A page of indicators."""
        terms = (
            *tagged("orientation", [orientation]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
        )
        return await things.page(info, INDICATOR, authority, at, first, after, terms=terms, text=text)

    @strawberry.field(
        description="The change of trajectory: for each indicator followed on the day, the last measure against what "
        "was expected, in the whole territory and in each commune or EPCI that is measured."
    )
    async def trajectory(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        orientation: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[TrajectoryLine]:
        """A page of indicators with their standings."""
        terms = (*tagged("orientation", [orientation]), *tagged("theme", [theme]), "state:FOLLOWED")
        page = await things.page(info, INDICATOR, authority, at, first, after, terms=terms)
        edges = [Edge(cursor=edge.cursor, node=line(edge.node)) for edge in page.edges]
        return Connection(edges=edges, page_info=page.page_info)

    @strawberry.field(description="An involvement by id; null when there was none of that id.")
    async def involvement(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Involvement | None:
        """One involvement."""
        return await things.one(info, INVOLVEMENT, f"involvement:{id}", authority, at)

    @strawberry.field(description="In what local officials took part, the latest first.")
    async def involvements(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        phase: InvolvementPhase | None = None,
        kind: InvolvementKind | None = None,
        body: strawberry.ID | None = None,
        person: strawberry.ID | None = None,
        organization: strawberry.ID | None = None,
        orientation: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        text: Annotated[str | None, _TEXT] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Involvement]:
        """A page of involvements."""
        terms = (
            *tagged("person", [person]),
            *tagged("orientation", [orientation]),
            *tagged("organization", [organization]),
            *tagged("body", [body]),
            *tagged("theme", [theme]),
            *tagged("kind", [kind]),
            *tagged("phase", [phase]),
        )
        return await things.page(
            info, INVOLVEMENT, authority, at, first, after, terms=terms, text=text, since=from_, to=to
        )

    @strawberry.field(
        description="How many different officials took part up to the day, for each phase: in all, then of each body "
        "as which they met (null: outside any)."
    )
    async def involvement_by_phase(
        self, info: Info, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> list[InvolvementTally]:
        """One line for each phase, and for each of its bodies."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            found = await tallies(connection, moment.view, moment.on)
        nobody = Directory({}, {})
        return [show(tally, nobody) for tally in found]


QUERIES = (Queries, ChainQueries)
