"""Themes and who holds them: the matrix of delegations with its gaps, and what the steering committee covers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import strawberry

from domain.facts.bodies import BodyKind
from domain.facts.delegations import DelegationKind
from projections.bodies import Body, all_bodies
from projections.composition import SeatPeriod, seats_of
from projections.delegations import delegations_of, open_delegations
from projections.organizations import members
from projections.people import held_by
from service.database import Session
from service.graphql.composition import BodyType, find_body
from service.graphql.context import Info
from service.graphql.delegations_shown import AnyDelegation, Standing, in_force, present
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.themes import Theme, vocabulary


@output()
class ThemeHolder:
    """Someone who holds a theme, and by which delegations, here or elsewhere."""

    person: PersonName | None = strawberry.field(description="Null: the president or the bureau, by the assembly.")
    delegations: list[AnyDelegation]


@output()
class ThemeHolders:
    """A theme, and whoever holds it on the day."""

    theme: Theme
    holders: list[ThemeHolder]
    gap: bool = strawberry.field(description="Whether nobody holds it.")


@output()
class DelegationMatrix:
    """Themes and people: who holds what, and what nobody holds."""

    as_of: AsOf
    themes: list[ThemeHolders] = strawberry.field(description="Every theme of the vocabulary, in its order.")
    people: list[PersonName] = strawberry.field(description="Whoever holds at least one, by name.")
    gaps: list[Theme] = strawberry.field(description="The themes that nobody holds.")


@output()
class CommitteeMember:
    """A member of the committee, and the delegations with themes that the person holds on the day."""

    person: PersonName
    on_behalf_of: OrganizationName | None
    delegations: list[AnyDelegation]


@output()
class MemberRepresentation:
    """A member of the authority, and who of the committee comes from it."""

    member: OrganizationName
    people: list[PersonName]


@output()
class SteeringCoverage:
    """Whether the committee's members hold delegations in the themes, and come from every member of the authority."""

    as_of: AsOf
    body: BodyType
    members: list[CommitteeMember]
    themes: list[ThemeHolders]
    missing_themes: list[Theme]
    without_delegation: list[PersonName] = strawberry.field(description="Members who hold no delegation in any theme.")
    representation: list[MemberRepresentation]
    missing_members: list[OrganizationName] = strawberry.field(description="Members of the authority with nobody.")


@output()
class Queries:
    """Questions about who covers what."""

    @strawberry.field(
        description="Theme by theme, who holds a delegation on the day, and the themes that nobody holds. Functions by "
        "default, at the authority and in every EPCI and commune that the register knows of."
    )
    async def delegation_matrix(
        self,
        info: Info,
        organization: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Only what was granted there; `own`: by the authority itself."),
        ] = None,
        kind: DelegationKind | None = DelegationKind.FUNCTIONS,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> DelegationMatrix:
        """The matrix: as long as the vocabulary, as wide as those who hold something."""
        place = [f"organization:{organization}"] if organization else []
        terms = (*place, *([f"kind:{kind}"] if kind else []), "theme")
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, at)
            found = await open_delegations(session, moment.view, moment.on, terms)
            held = await in_force(session, moment, found)
            themes = await vocabulary(session, moment)
            nodes = await present(session, moment, held)
        rows = _rows(themes, held, nodes)
        people = {node.person.id: node.person for node in nodes if node.person is not None}
        return DelegationMatrix(
            as_of=moment.as_of(),
            themes=rows,
            people=sorted(people.values(), key=lambda who: (who.family_name or "", who.name or "", who.id)),
            gaps=[row.theme for row in rows if row.gap],
        )

    @strawberry.field(
        description="What a committee covers: for each theme, which of its members hold a delegation in it and where; "
        "members without any; EPCIs represented and missing. The steering committee by default; null without one."
    )
    async def steering_coverage(
        self,
        info: Info,
        body: strawberry.ID | None = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> SteeringCoverage | None:
        """The coverage of one body."""
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, at)
            committee = await _committee(session, moment, body)
            return None if committee is None else await _coverage(session, moment, committee)


async def _committee(session: Session, moment: Moment, body: str | None) -> Body | None:
    if body is not None:
        return await find_body(session, moment, body)
    kind = BodyKind.STEERING_COMMITTEE
    return next((b for b in await all_bodies(session, moment.view, moment.on) if b.kind is kind), None)


async def _coverage(session: Session, moment: Moment, committee: Body) -> SteeringCoverage:
    seats = [at for at in await seats_of(session, moment.view, [committee.body], moment.on) if at.period.tenure]
    people = list(dict.fromkeys(_holder(at) for at in seats))
    found = await delegations_of(session, moment.view, moment.on, people)
    held = [each for each in await in_force(session, moment, found.values()) if each[0].thing.scope.themes]
    nodes = await present(session, moment, held)
    themes = await vocabulary(session, moment)
    represented = await _represented(session, moment, seats)
    directory = await Directory.load(
        session, moment, people, [*represented, *(at.period.seat.on_behalf_of for at in seats)]
    )
    of_person: dict[str, list[Any]] = {who: [] for who in people}
    for node in nodes:
        of_person[str(node.person.id)].append(node)
    rows = _rows(themes, held, nodes)
    return SteeringCoverage(
        as_of=moment.as_of(),
        body=BodyType.of(committee),
        members=[
            CommitteeMember(
                person=person,
                on_behalf_of=directory.organization(at.period.seat.on_behalf_of),
                delegations=of_person[_holder(at)],
            )
            for at in seats
            if (person := directory.person(_holder(at))) is not None
        ],
        themes=rows,
        missing_themes=[row.theme for row in rows if row.gap],
        without_delegation=_people(directory, (who for who in people if not of_person[who])),
        representation=[
            MemberRepresentation(member=name, people=_people(directory, who))
            for member, who in represented.items()
            if who and (name := directory.organization(member)) is not None
        ],
        missing_members=[
            name
            for member, who in represented.items()
            if not who and (name := directory.organization(member)) is not None
        ],
    )


async def _represented(session: Session, moment: Moment, seats: Sequence[SeatPeriod]) -> Mapping[str, list[str]]:
    """For each member of the authority, who sits on its behalf; who sits on nobody's, by the councils he sits in."""
    free = [_holder(at) for at in seats if at.period.seat.on_behalf_of is None]
    mandates = await held_by(session, moment.view, free, moment.on) if free else {}
    represented: dict[str, list[str]] = {m.organization: [] for m in await members(session, moment.view, moment.on)}
    for at in seats:
        who, behalf = _holder(at), at.period.seat.on_behalf_of
        for organization in {behalf} if behalf else {h.organization for h in mandates[who] if h.mandate}:
            if organization in represented and who not in represented[organization]:
                represented[organization].append(who)
    return represented


def _rows(themes: Iterable[Theme], held: Sequence[Standing], nodes: Sequence[Any]) -> list[ThemeHolders]:
    rows: list[ThemeHolders] = []
    for theme in themes:
        holders: dict[str, ThemeHolder] = {}
        for (found, _), node in zip(held, nodes, strict=True):
            if theme.id in found.thing.scope.themes:
                key = str(node.person.id) if node.person is not None else ""
                holders.setdefault(key, ThemeHolder(person=node.person, delegations=[])).delegations.append(node)
        rows.append(ThemeHolders(theme=theme, holders=list(holders.values()), gap=not holders))
    return rows


def _holder(at: SeatPeriod) -> str:
    assert at.period.tenure is not None
    return at.period.tenure.person


def _people(directory: Directory, people: Iterable[str]) -> list[PersonName]:
    return [name for who in people if (name := directory.person(who)) is not None]
