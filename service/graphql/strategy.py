"""The strategy as the API gives it: orientations, programme, trajectory, involvement, and the chain of command."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

import strawberry

from domain import strategy_involvement, strategy_orientations, strategy_programme, strategy_trajectory
from domain.checks.strategy_chain import CommuneLinks, missing_of_commune, missing_of_orientations
from domain.core.notices import Caution
from domain.facts.strategy import (
    InvolvementKind,
    InvolvementPhase,
    ProgrammeActionState,
    StrategyPart,
    TrajectoryDirection,
)
from domain.strategy_trajectory import TrajectoryStatus
from projections import strategy
from projections.strategy import (
    ACTION,
    INDICATOR,
    INVOLVEMENT,
    ORIENTATION,
    PROGRAMME,
    all_within,
    commune_links,
    tallies,
    with_terms,
)
from projections.things import by_tag
from projections.words import tagged
from service.database import Session
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.pages import LARGEST_PAGE, PAGE, Connection, Edge
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor
from service.graphql.shown import show, shown
from service.graphql.text import Said
from service.graphql.things import Thing

for _enum in (
    StrategyPart,
    ProgrammeActionState,
    InvolvementPhase,
    InvolvementKind,
    TrajectoryDirection,
    TrajectoryStatus,
):
    enum_type(_enum)

_TEXT = strawberry.argument(description="Words, accents optional.")
_COMMUNE = strawberry.argument(description="commune:<INSEE>.")


@shown(strategy_programme.ActionProgramme)
class ActionProgramme(Thing):
    """A programme of actions that carries the strategy out."""


@shown(strategy_programme.ProgrammeAction)
class ProgrammeAction(Thing):
    """An action that carries orientations of the strategy out."""

    @strawberry.field(description="Whether its last day is past and it is neither completed nor abandoned.")
    def overdue(self) -> bool:
        """On the day that is asked about."""
        action: strategy_programme.ProgrammeAction = self.source
        return action.overdue_on(self.moment.on)


@shown(strategy_trajectory.TrajectoryStanding)
class TrajectoryStanding:
    """Where an indicator stands in a territory on a day: the last measure against what was expected then."""


@shown(strategy_trajectory.TrajectoryIndicator)
class TrajectoryIndicator(Thing):
    """A figure that follows the change of trajectory."""

    @strawberry.field(
        description="What is expected on a day, on the line from the baseline to the next target, to the sixth "
        "decimal; null before the baseline or without target. Of the whole territory, or of one commune or EPCI."
    )
    def expected_on(self, on: dt.date | None = None, organization: strawberry.ID | None = None) -> str | None:
        """On the day of the query unless told."""
        points = self._indicator.points(organization)
        return strategy_trajectory.written(strategy_trajectory.expected_on(points, on or self.moment.on))

    @strawberry.field(
        description="Where it stands on the day: in the whole territory, then in each commune or EPCI that has a "
        "baseline or a measure, with the entries that say so."
    )
    def standings(self) -> list[TrajectoryStanding]:
        """The last measure against what was expected."""
        return _standings(self._indicator, self)

    @property
    def _indicator(self) -> strategy_trajectory.TrajectoryIndicator:
        indicator: strategy_trajectory.TrajectoryIndicator = self.source
        return indicator


def _standings(indicator: strategy_trajectory.TrajectoryIndicator, shown_: Any) -> list[Any]:
    """With the names that the indicator's own answer looked up."""
    named = [each.organization for each in (*shown_.baselines, *shown_.measures) if each.organization]
    directory = Directory({}, {str(organization.id): organization for organization in named})
    return [show(standing, directory) for standing in strategy_trajectory.standings(indicator, shown_.moment.on)]


@shown(strategy_orientations.Orientation)
class Orientation(Thing):
    """An orientation of the strategy, in its version in force on the day, with those before it."""

    @strawberry.field(description="The day up to which it looks, when it is of the PAS (C. urb. L141-3).")
    def horizon_on(self) -> dt.date | None:
        """Twenty years after it was set."""
        orientation: strategy_orientations.Orientation = self.source
        return orientation.horizon_on


@shown(strategy_involvement.Involvement)
class Involvement(Thing):
    """That officials took part in making the strategy, or in carrying it out."""


@shown(strategy.InvolvementTally)
class InvolvementTally:
    """How many different officials took part in a phase: in all, or of one body."""


@output()
class OrientationSheet:
    """An orientation with what carries it out and what follows it."""

    orientation: Orientation
    actions: list[ProgrammeAction] = strawberry.field(
        description=f"The last {PAGE} that carry it out: ask `actions(orientation)` for all."
    )
    indicators: list[TrajectoryIndicator] = strawberry.field(
        description=f"The first {PAGE} that follow it: ask `indicators(orientation)` for all."
    )


@output()
class TrajectoryLine:
    """An indicator that is followed, and where it stands in each territory on the day."""

    indicator: strawberry.ID
    title: str
    unit: str
    direction: TrajectoryDirection
    territories: list[TrajectoryStanding] = strawberry.field(
        description="The whole territory, then each commune or EPCI that has a baseline or a measure."
    )


@output()
class CommuneChain:
    """From a commune to the authority on a day: whoever holds each link; null where nobody does."""

    commune: OrganizationName
    mayor: PersonName | None
    conference: strawberry.ID | None = strawberry.field(description="The authority's mayors' conference, by its body.")
    conference_seat: strawberry.ID | None = strawberry.field(description="The mayor's seat there.")
    epci: OrganizationName | None = strawberry.field(description="As the reference ledger has it.")
    epci_is_member: bool = strawberry.field(description="Whether the EPCI is a member of the authority.")
    president: PersonName | None = strawberry.field(description="Of the EPCI.")
    bureau_seat: strawberry.ID | None = strawberry.field(description="The president's seat on the bureau.")


@output()
class StrategyChain:
    """The chain of command from an orientation down to contracts, or from a commune up to the authority."""

    as_of: AsOf
    orientations: list[Orientation] = strawberry.field(
        description=f"The orientation asked about, then those within it: at most {LARGEST_PAGE}."
    )
    actions: list[ProgrammeAction] = strawberry.field(
        description=f"That carry one of them out: each once, the last {PAGE} of each orientation."
    )
    contracts: list[strawberry.ID] = strawberry.field(description="On which those actions rest, each once.")
    commune: CommuneChain | None
    missing: list[Said] = strawberry.field(description="The missing links, named; none when the chain holds.")


def _line(shown_: Any) -> TrajectoryLine:
    indicator: strategy_trajectory.TrajectoryIndicator = shown_.source
    return TrajectoryLine(
        indicator=strawberry.ID(indicator.indicator),
        title=indicator.title,
        unit=indicator.unit,
        direction=indicator.direction,
        territories=_standings(indicator, shown_),
    )


async def _sheet(connection: Session, moment: Moment, tag: str) -> OrientationSheet | None:
    found = await by_tag(connection, moment.view, ORIENTATION, moment.on, [tag])
    if not found:
        return None
    actions = await with_terms(connection, moment.view, ACTION, moment.on, [tag], first=PAGE)
    indicators = await with_terms(connection, moment.view, INDICATOR, moment.on, [tag], first=PAGE)
    return OrientationSheet(
        orientation=(await things.present(connection, moment, found.values()))[0],
        actions=await things.present(connection, moment, actions[tag]),
        indicators=await things.present(connection, moment, indicators[tag]),
    )


async def _from_orientation(connection: Session, moment: Moment, orientation: str) -> StrategyChain | None:
    tag = f"orientation:{orientation}"
    root = (await by_tag(connection, moment.view, ORIENTATION, moment.on, [tag])).get(tag)
    if root is None:
        return None
    every = await all_within(connection, moment.view, root, moment.on, most=LARGEST_PAGE)
    terms = [f"orientation:{each.thing.orientation}" for each in every]
    attached = await with_terms(connection, moment.view, ACTION, moment.on, terms, first=PAGE)
    once = {each.thing.action: each for term in terms for each in attached[term]}
    shown_ = await things.present(connection, moment, every)
    carrying = [each.thing for each in once.values()]
    missing = missing_of_orientations([each.thing for each in every], carrying, moment.on)
    contracts = dict.fromkeys(action.contract for action in carrying if action.contract)
    return StrategyChain(
        as_of=moment.as_of(),
        orientations=shown_,
        actions=await things.present(connection, moment, once.values()),
        contracts=[strawberry.ID(contract) for contract in contracts],
        commune=None,
        missing=_said(missing),
    )


async def _from_commune(connection: Session, moment: Moment, commune: str) -> StrategyChain:
    links = await commune_links(connection, moment.view, moment.reference.position, commune, moment.on)
    directory = await Directory.load(
        connection, moment, [links.president, links.mayor], [name for name in (commune, links.epci) if name]
    )
    return StrategyChain(
        as_of=moment.as_of(),
        orientations=[],
        actions=[],
        contracts=[],
        commune=_commune(links, directory),
        missing=_said(missing_of_commune(links, moment.on)),
    )


def _commune(links: CommuneLinks, directory: Directory) -> CommuneChain:
    commune = directory.organization(links.commune)
    assert commune is not None
    return CommuneChain(
        commune=commune,
        mayor=directory.person(links.mayor),
        conference=_id(links.conference),
        conference_seat=_id(links.conference_seat),
        epci=directory.organization(links.epci),
        epci_is_member=links.member,
        president=directory.person(links.president),
        bureau_seat=_id(links.bureau_seat),
    )


def _id(name: str | None) -> strawberry.ID | None:
    return strawberry.ID(name) if name else None


def _said(missing: Iterable[Caution]) -> list[Said]:
    return [Said.of(caution) for caution in missing]


def _one_of(orientation: str | None, commune: str | None) -> None:
    if (orientation is None) == (commune is None):
        raise QueryRefused(
            "CHAIN_AMBIGUOUS",
            {
                "en": "A chain goes from one orientation, or from one commune.",
                "fr": "Une chaîne part d'une orientation, ou d'une commune.",
            },
            remedy="Give `orientation` or `commune`, one of the two.",
        )
    if commune is not None and not commune.startswith("commune:"):
        raise QueryRefused(
            "NOT_A_COMMUNE",
            {
                "en": f"{commune[:40]!r} is no commune's id.",
                "fr": f"{commune[:40]!r} n'est pas l'identifiant d'une commune.",
            },
            remedy="Write commune:<INSEE>, such as commune:15170.",
        )


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
            return await _sheet(connection, moment, f"orientation:{id}")

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
        edges = [Edge(cursor=edge.cursor, node=_line(edge.node)) for edge in page.edges]
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

    @strawberry.field(
        description="The chain of command with its missing links named: from an orientation (and those within it) to "
        "actions and contracts, or from a commune to its EPCI and the authority. Null for an unknown orientation."
    )
    async def strategy_chain(
        self,
        info: Info,
        orientation: strawberry.ID | None = None,
        commune: Annotated[strawberry.ID | None, _COMMUNE] = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> StrategyChain | None:
        """One of the two."""
        _one_of(orientation, commune)
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            if orientation is not None:
                return await _from_orientation(connection, moment, orientation)
            return await _from_commune(connection, moment, str(commune))


QUERIES = (Queries,)
