"""Governance pacts: what they say, what the councils think of them, where they stand on a day.

What cites a pact or one of its clauses (arbitrations, project reviews) is found among its own things: their lists take
``pact``, and their entries bear the tag ``pact:<id>:cited``.
"""

import datetime as dt
from typing import Annotated

import strawberry

from domain import pact_life, pact_standing
from domain.facts.pact import PactBasis
from projections.pact import PACT
from projections.things import Search, by_tag, find
from projections.words import tagged
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName
from service.graphql.filters import check_filters
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, resolve
from service.graphql.pages import PAGE, Connection
from service.graphql.scalars import Cursor
from service.graphql.shown import show, shown
from service.graphql.things import Thing

for _enum in (PactBasis, pact_life.PactState, pact_standing.PactStep, pact_standing.PactOpinionState):
    enum_type(_enum)
_NOBODY = Directory({}, {})
"""For what names neither people nor organisations."""


@shown(pact_life.PactClauseVersion)
class PactClauseVersion:
    """A clause as it was worded from a day to a day."""

    until: dt.date | None


@shown(pact_life.PactClauseLife)
class PactClauseLife:
    """A clause through its versions, oldest first, as far as the day that is asked for."""

    versions: list[PactClauseVersion]

    @strawberry.field(description="As it is worded on the day; null once repealed.")
    def in_force(self) -> PactClauseVersion | None:
        """The last version, unless it ended."""
        last = self.versions[-1]
        return last if last.until is None else None


@shown(pact_life.PactOpinion)
class PactOpinion:
    """An opinion that a municipal council gave."""


@shown(pact_life.PactTransmission)
class PactTransmission:
    """A draft sent to municipal councils."""

    communes: list[OrganizationName]


@shown(pact_standing.CouncilOpinion)
class CouncilOpinion:
    """Where a municipal council stands on a draft on a day."""


@shown(pact_standing.PactStanding)
class PactStanding:
    """Where a pact stands on a day: by when it is due, whether it is late, what comes next."""


@shown(pact_life.GovernancePact)
class GovernancePact(Thing):
    """A pact between communes and their EPCI, or between EPCIs and the SCoT authority."""

    transmissions: list[PactTransmission]

    @strawberry.field(description="What has become of it by the day.")
    def state(self) -> pact_life.PactState:
        """From its facts."""
        state: pact_life.PactState = self.thing.state
        return state

    @strawberry.field(description="By when it is due, whether it is late and what comes next, on the day.")
    def standing(self) -> PactStanding:
        """Reckoned on the day."""
        standing: PactStanding = show(pact_standing.standing_of(self.thing, self.moment.on), _NOBODY)
        return standing

    @strawberry.field(
        description="Each council that was sent the draft (of an amendment, if one is named): given, deemed or awaited."
    )
    def councils(self, amendment: strawberry.ID | None = None) -> list[CouncilOpinion]:
        """By id, reckoned on the day."""
        names = {str(commune.id): commune for sent in self.transmissions for commune in sent.communes}
        found = pact_standing.councils(self.thing, self.moment.on, amendment)
        return [show(council, Directory({}, names)) for council in found]


@output()
class PactStatus:
    """Where an EPCI, or the authority, stands with its pact."""

    as_of: AsOf
    organization: OrganizationName | None = strawberry.field(description="Null for the authority itself.")
    pact: GovernancePact | None = strawberry.field(description="The last one, even from before the last renewal.")
    standing: PactStanding


@output()
class Queries:
    """Questions about governance pacts."""

    @strawberry.field(description="A governance pact by id; null when there was none of that id.")
    async def pact(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> GovernancePact | None:
        """One pact."""
        return await things.one(info, PACT, f"pact:{id}", authority, at)

    @strawberry.field(
        description="Governance pacts, the latest renewal first; `from` and `to` bound the day that they count from."
    )
    async def pacts(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        basis: PactBasis | None = None,
        organization: Annotated[
            strawberry.ID | None, strawberry.argument(description="The EPCI, or a commune that was consulted.")
        ] = None,
        state: pact_life.PactState | None = None,
        decision: strawberry.ID | None = None,
        text: Annotated[str | None, strawberry.argument(description="Words of its clauses, accents optional.")] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[GovernancePact]:
        """A page of pacts."""
        terms = (
            *tagged("organization", [organization]),
            *tagged("decision", [decision]),
            *tagged("state", [state]),
            *tagged("basis", [basis]),
        )
        return await things.page(info, PACT, authority, at, first, after, terms=terms, text=text, since=from_, to=to)

    @strawberry.field(
        description="A clause of a pact through its versions, as cited by pact and clause; null when there was none."
    )
    async def pact_clause(
        self,
        info: Info,
        pact: strawberry.ID,
        clause: strawberry.ID,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> PactClauseLife | None:
        """One clause, on the day."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            found = await by_tag(connection, moment.view, PACT, moment.on, [f"pact:{pact}"])
        lives = (life for each in found.values() for life in each.thing.clauses)
        return next((show(life, _NOBODY) for life in lives if life.clause == clause), None)

    @strawberry.field(
        description="Where an EPCI stands with its pact on the day or, when none is named, the authority itself."
    )
    async def pact_status(
        self,
        info: Info,
        organization: strawberry.ID | None = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> PactStatus:
        """The last pact, and what comes next."""
        whose = f"organization:{organization}" if organization else f"basis:{PactBasis.VOLUNTARY_SCOT}"
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            await check_filters(connection, moment, [whose])
            found = await find(connection, moment.view, PACT, moment.on, Search(terms=(whose,)), first=1)
            pacts = await things.present(connection, moment, found)
            names = await Directory.load(connection, moment, [], [organization])
        last = found[0].thing if found else None
        return PactStatus(
            as_of=moment.as_of(),
            organization=names.organization(organization),
            pact=pacts[0] if pacts else None,
            standing=show(pact_standing.standing_on(last, moment.on, statutory=_is_epci(organization)), _NOBODY),
        )


def _is_epci(organization: str | None) -> bool:
    return organization is not None and organization.startswith("epci:")


QUERIES = (Queries,)
