"""Briefings of municipal councils: which heard of the strategy, when, by whom, what it asked, who is due one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated

import strawberry
from msgspec import Struct

from domain import briefing_life as life
from domain.facts.bodies import BodyKind
from domain.facts.briefings import BriefingOccasion
from domain.rules.briefings import LOCAL_RULE
from projections.bodies import all_bodies
from projections.briefings import BRIEFING, BRIEFING_RULE, RULE, LastBriefing, last_briefings, perimeter
from projections.things import by_tag
from projections.words import tagged
from service.database import Session
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment, resolve
from service.graphql.pages import PAGE, Connection
from service.graphql.scalars import Cursor
from service.graphql.shown import shown
from service.graphql.things import Thing

for _enum in (life.BriefingState, life.BriefingReminder, BriefingOccasion):
    enum_type(_enum)
_FAR: int = 3660
"""Days: who asks what is due within more asks for everything."""


@shown(life.CouncilQuestion)
class CouncilQuestion:
    """What a council asked, and the answer."""

    answer: str | None


@shown(life.Briefing)
class Briefing(Thing):
    """A presentation of the strategy to one municipal council, or to several at once."""

    questions: list[CouncilQuestion]

    @strawberry.field(description="What has become of it by the day.")
    def state(self) -> life.BriefingState:
        """From its facts."""
        state: life.BriefingState = self.thing.state
        return state

    @strawberry.field(description="The questions that have no answer yet.")
    def open_questions(self) -> list[CouncilQuestion]:
        """In the order in which they were asked."""
        return [question for question in self.questions if question.answer is None]


@output()
class BriefingRule:
    """How soon and how often every council is briefed: a local rule, for no law sets it."""

    rule: str
    months_after_start: int = strawberry.field(
        description="From the installation of a term, or from a change of the strategy."
    )
    months_between: int = strawberry.field(description="From one briefing of a council to the next.")
    called_on: dt.date | None = strawberry.field(description="When the strategy last changed (callForBriefings).")
    occasion: BriefingOccasion | None
    term_began: dt.date | None = strawberry.field(description="When the assembly's last term began.")
    entries: list[int]


@output()
class CouncilBriefing:
    """A municipal council, the last time that it heard of the strategy, and when it is due the next."""

    commune: OrganizationName
    epci: OrganizationName | None = strawberry.field(description="The member that it belongs to.")
    briefed: bool = strawberry.field(description="Since the day that is asked for.")
    last_on: dt.date | None
    by: list[PersonName]
    briefing: strawberry.ID | None
    entry: int | None
    due_on: dt.date | None
    reminder: life.BriefingReminder | None
    days_late: int


@output()
class BriefingTotal:
    """How many of a member's municipal councils were briefed."""

    member: OrganizationName | None = strawberry.field(description="Null: communes that are members by themselves.")
    briefed: int
    councils: int


@output()
class BriefingCoverage:
    """Which municipal councils of the perimeter heard of the strategy."""

    as_of: AsOf
    since: dt.date | None = strawberry.field(description="From when briefings count; null when all of them do.")
    briefed: int
    councils: int
    by_member: list[BriefingTotal]
    communes: list[CouncilBriefing]


class _Ground(Struct, frozen=True):
    """What coverage and reminders are reckoned from."""

    communes: Mapping[str, str | None]
    last: Mapping[str, LastBriefing]
    rule: life.BriefingRule | None
    term_began: dt.date | None
    directory: Directory


async def _ground(connection: Session, moment: Moment) -> _Ground:
    """A fixed number of lookups, however many councils there are and however often they were briefed."""
    communes = await perimeter(connection, moment.view, moment.reference, moment.on)
    last = await last_briefings(connection, moment.view, list(communes), moment.on)
    people = [who for each in last.values() for who in each.by]
    return _Ground(
        communes=communes,
        last=last,
        rule=await _rule(connection, moment),
        term_began=await _term_began(connection, moment),
        directory=await Directory.load(connection, moment, people, [*communes, *communes.values()]),
    )


async def _rule(connection: Session, moment: Moment) -> life.BriefingRule | None:
    found = await by_tag(connection, moment.view, BRIEFING_RULE, moment.on, [RULE])
    return found[RULE].thing if found else None


async def _term_began(connection: Session, moment: Moment) -> dt.date | None:
    """When the last term of the assembly began, even if it has ended since."""
    bodies = await all_bodies(connection, moment.view, moment.on)
    opened = (term.opened_on for body in bodies if body.kind is BodyKind.ASSEMBLY for term in body.terms)
    return max((day for day in opened if day <= moment.on), default=None)


def _council(ground: _Ground, commune: str, since: dt.date | None, on: dt.date) -> CouncilBriefing:
    last, names = ground.last.get(commune), ground.directory
    due = life.due(last.on if last else None, ground.term_began, ground.rule, on)
    name = names.organization(commune)
    assert name is not None
    return CouncilBriefing(
        commune=name,
        epci=names.organization(ground.communes[commune]),
        briefed=last is not None and (since is None or since <= last.on),
        last_on=last.on if last else None,
        by=[person for who in (last.by if last else ()) if (person := names.person(who)) is not None],
        briefing=strawberry.ID(last.briefing) if last else None,
        entry=last.entry if last else None,
        due_on=due.due_on if due else None,
        reminder=due.reminder if due else None,
        days_late=max((on - due.due_on).days, 0) if due else 0,
    )


def _totals(ground: _Ground, councils: Sequence[CouncilBriefing]) -> list[BriefingTotal]:
    members = dict.fromkeys(ground.communes.values())
    of: dict[str | None, list[bool]] = {member: [] for member in members}
    for council in councils:
        of[ground.communes[str(council.commune.id)]].append(council.briefed)
    return [
        BriefingTotal(member=ground.directory.organization(member), briefed=sum(told), councils=len(told))
        for member, told in of.items()
    ]


@output()
class Queries:
    """Questions about briefings of municipal councils."""

    @strawberry.field(description="A briefing by id; null when there was none of that id.")
    async def briefing(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Briefing | None:
        """One briefing."""
        return await things.one(info, BRIEFING, f"briefing:{id}", authority, at)

    @strawberry.field(description="Briefings, the latest first: those held, and those planned (by the day planned).")
    async def briefings(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        organization: Annotated[strawberry.ID | None, strawberry.argument(description="A commune.")] = None,
        person: Annotated[strawberry.ID | None, strawberry.argument(description="Who presents.")] = None,
        theme: Annotated[strawberry.ID | None, strawberry.argument(description="Told, or asked about.")] = None,
        orientation: strawberry.ID | None = None,
        state: life.BriefingState | None = None,
        open_questions: Annotated[
            bool, strawberry.argument(description="Only those with a question that has no answer yet.")
        ] = False,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Briefing]:
        """A page of briefings."""
        terms = (
            *(["question:open"] if open_questions else []),
            *tagged("organization", [organization]),
            *tagged("person", [person]),
            *tagged("orientation", [orientation]),
            *tagged("theme", [theme]),
            *tagged("state", [state]),
        )
        return await things.page(
            info, BRIEFING, authority, at, first, after, terms=terms, text=text, since=from_, to=to
        )

    @strawberry.field(description="The local rule on briefings, as it stands on the day.")
    async def briefing_rule(
        self, info: Info, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> BriefingRule:
        """The authority's own, or the common values."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            rule = await _rule(connection, moment)
            began = await _term_began(connection, moment)
        after, between = life.months_of(rule, moment.on)
        return BriefingRule(
            rule=LOCAL_RULE,
            months_after_start=after,
            months_between=between,
            called_on=rule.called_on if rule else None,
            occasion=rule.occasion if rule else None,
            term_began=began,
            entries=list(rule.entries) if rule else [],
        )

    @strawberry.field(
        description="Every municipal council of the perimeter: briefed or not since the assembly's last term began "
        "(or since a day), last when, by whom."
    )
    async def briefing_coverage(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        since: dt.date | None = None,
    ) -> BriefingCoverage:
        """By commune id; the whole perimeter, which is bounded."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            ground = await _ground(connection, moment)
        start = since or ground.term_began
        councils = [_council(ground, commune, start, moment.on) for commune in ground.communes]
        return BriefingCoverage(
            as_of=moment.as_of(),
            since=start,
            briefed=sum(council.briefed for council in councils),
            councils=len(councils),
            by_member=_totals(ground, councils),
            communes=councils,
        )

    @strawberry.field(description="Councils due a briefing within so many days by the local rule, those overdue first.")
    async def briefings_due(
        self,
        info: Info,
        within: Annotated[int, strawberry.argument(description="Days, from 0.")] = 30,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> list[CouncilBriefing]:
        """By the day due, then by commune id."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            ground = await _ground(connection, moment)
        horizon = moment.on + dt.timedelta(days=min(max(within, 0), _FAR))
        councils = [_council(ground, commune, ground.term_began, moment.on) for commune in ground.communes]
        due = [council for council in councils if council.due_on is not None and council.due_on <= horizon]
        return sorted(due, key=lambda council: (council.due_on or horizon, council.commune.id))


QUERIES = (Queries,)
