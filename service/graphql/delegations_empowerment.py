"""Was someone empowered to sign this on that day, by whom, or why not; and the votes on keeping vice-presidents."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from domain import empowerment
from domain.delegations_retention import Loss
from domain.delegations_retention import RetentionVote as Vote
from domain.empowerment import ChainHolder, EmpowermentDoubt, Obstacle, Question
from domain.facts.bodies import SeatKind
from domain.facts.delegations import AssemblyPower, DelegationKind
from projections.composition import SeatPeriod, tenures_of
from projections.delegations import losses_on
from projections.empowerment import empowerment_of
from projections.words import tagged
from service.database import Session
from service.graphql.context import Info
from service.graphql.delegations_shown import AnyDelegation, DelegationEnding, present, standing
from service.graphql.described import output
from service.graphql.directory import Directory, PersonName
from service.graphql.filters import check_filters
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.shown import named, show, shown

for _enum in (ChainHolder, EmpowermentDoubt, Obstacle):
    enum_type(_enum)


@output()
class ChainStep:
    """One who passes on what was delegated, and the delegation by which he has it."""

    holder: ChainHolder
    person: PersonName | None
    delegation: AnyDelegation | None


@output()
class EmpowermentGround:
    """Why a person was empowered: the chain from the assembly or the executive down to the person."""

    chain: list[ChainStep]
    doubts: list[EmpowermentDoubt] = strawberry.field(description="What makes it less than sure; empty when nothing.")


@output()
class EmpowermentHindrance:
    """Why a person was not, as far as one delegation goes."""

    reason: Obstacle
    delegation: AnyDelegation | None
    ending: DelegationEnding | None


@output()
class Empowerment:
    """Whether a person was empowered on a day: yes with its grounds, or no with what stood in the way."""

    as_of: AsOf
    person: PersonName
    empowered: bool
    grounds: list[EmpowermentGround]
    hindrances: list[EmpowermentHindrance]


@shown(Vote)
class RetentionVote:
    """A vote of the assembly on keeping a vice-president from whom all functions were withdrawn (L2122-18 al. 3)."""

    as_of: AsOf
    open: bool = strawberry.field(description="Whether it is due and not held on the day.")


@output()
class Queries:
    """Questions about who may sign."""

    @strawberry.field(
        description="Was a person empowered to sign on a day, in a theme, for a power of the assembly, or by a kind of "
        "delegation? Yes with the chain, or why not."
    )
    async def empowered(
        self,
        info: Info,
        person: strawberry.ID,
        on: Annotated[dt.date | None, strawberry.argument(description="The day; that of `at` by default.")] = None,
        theme: strawberry.ID | None = None,
        power: AssemblyPower | None = None,
        kind: DelegationKind | None = None,
        organization: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="To sign for an EPCI or a commune; the authority by default."),
        ] = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> Empowerment:
        """The answer with its grounds."""
        asked = dataclasses.replace(at or AtInput(), on=on) if on else at
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, asked)
            await check_filters(session, moment, tagged("theme", [theme]))
            question = Question(
                person=person, on=moment.on, kind=kind, theme=theme, power=power, organization=organization
            )
            return await _empowered(session, moment, question)

    @strawberry.field(
        description="Votes on keeping a vice-president who lost all functions: those due on the day, or those held."
    )
    async def retention_votes(
        self,
        info: Info,
        open: Annotated[bool | None, strawberry.argument(description="False: held; null: both.")] = True,
        person: strawberry.ID | None = None,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> list[RetentionVote]:
        """The votes, the last opened first. A list as short as a bureau."""
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, at)
            state = None if open is None else "open" if open else "held"
            lost = await losses_on(session, moment.view, moment.on, state=state, person=person)
            seats = await tenures_of(session, moment.view, sorted({loss.vote.person for loss in lost}))
            due = [loss.vote for loss in lost if _is_due(loss, seats[loss.vote.person], moment.on)]
            directory = await Directory.load(session, moment, *named(due))
        return [
            show(vote, directory, as_of=moment.as_of(), open=vote.voted_on is None)
            for vote in sorted(due, key=lambda vote: vote.opened_on, reverse=True)
        ]


def _is_due(loss: Loss, seats: list[SeatPeriod], on: dt.date) -> bool:
    """Whether it befell a vice-president, who still is one if the assembly has not voted."""
    for at in seats:
        tenure = at.period.tenure
        if tenure is None or at.period.seat.kind is not SeatKind.VICE_PRESIDENT:
            continue
        end = tenure.until or dt.date.max
        if tenure.since <= loss.vote.opened_on < end and loss.opens(tenure.since):
            return loss.vote.voted_on is not None or on < end
    return False


async def _empowered(session: Session, moment: Moment, question: Question) -> Empowerment:
    told, found, _ = await empowerment_of(session, moment.view, question)
    chain = [link for ground in told.grounds for link in ground.chain]
    cited = {link.delegation for link in chain} | {hindrance.delegation for hindrance in told.hindrances}
    wanted = [each for name, each in found.items() if name in cited]
    nodes = await present(session, moment, await standing(session, moment, wanted))
    by_id = {each.thing.delegation: node for each, node in zip(wanted, nodes, strict=True)}
    directory = await Directory.load(session, moment, [question.person, *(link.person for link in chain)])
    person = directory.person(question.person)
    assert person is not None
    return Empowerment(
        as_of=moment.as_of(),
        person=person,
        empowered=told.empowered,
        grounds=[_ground(ground, by_id, directory) for ground in told.grounds],
        hindrances=[
            EmpowermentHindrance(
                reason=each.reason,
                delegation=by_id.get(each.delegation or ""),
                ending=DelegationEnding.of(each.end),
            )
            for each in told.hindrances
        ],
    )


def _ground(ground: empowerment.Ground, by_id: Mapping[str, Any], directory: Directory) -> EmpowermentGround:
    return EmpowermentGround(
        chain=[
            ChainStep(
                holder=link.holder,
                person=directory.person(link.person),
                delegation=by_id.get(link.delegation or ""),
            )
            for link in ground.chain
        ],
        doubts=list(ground.doubts),
    )
