"""Projects and their reviews: what they bring to the strategy, on what conditions, and what they come to together."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import strawberry

from domain import projects_state as state
from domain.core.identifiers import OrganizationId
from domain.facts.projects import Contribution, ProjectState, ReviewOutcome
from domain.projects_state import ConditionState
from projections import projects
from projections.projects import PROJECT, REVIEW, UNREVIEWED, Delivered, Dimension, FollowedCondition, Wanted
from projections.words import tagged
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, resolve
from service.graphql.pages import PAGE, Connection, connection, key_after, page_size
from service.graphql.scalars import Cursor
from service.graphql.shown import named, show, shown
from service.graphql.things import Thing

for _enum in (Contribution, ProjectState, ReviewOutcome, ConditionState, Dimension):
    enum_type(_enum)

Words = Annotated[str | None, strawberry.argument(description="Words, accents optional.")]


@strawberry.enum(description="The latest outcome of a project's reviews, or that it has none yet.")
class ProjectOutcome(StrEnum):
    """As ReviewOutcome, and NOT_REVIEWED."""

    SUPPORTS = "SUPPORTS"
    SUPPORTS_WITH_CONDITIONS = "SUPPORTS_WITH_CONDITIONS"
    TO_BE_REWORKED = "TO_BE_REWORKED"
    CONTRARY = "CONTRARY"
    NOT_REVIEWED = UNREVIEWED


@strawberry.enum(description="What became of a condition; OVERDUE: open, and its day has passed.")
class ConditionStanding(StrEnum):
    """As ConditionState, and OVERDUE."""

    OPEN = "OPEN"
    OVERDUE = "OVERDUE"
    LIFTED = "LIFTED"
    FAILED = "FAILED"
    REPLACED = "REPLACED"


@shown(state.ReviewCondition)
class ReviewCondition:
    """A condition that a review set to its support, and what became of it."""


@output()
class FollowedReviewCondition:
    """A condition, with the review that set it and the project that it is set to."""

    review: strawberry.ID
    project: strawberry.ID
    condition: ReviewCondition
    overdue: bool = strawberry.field(description="Open on the day of the question, and due before it.")


@output()
class DueCondition:
    """A condition that a project has still to meet: its words stand in the review."""

    review: strawberry.ID
    condition: strawberry.ID
    due_on: dt.date
    overdue: bool = strawberry.field(description="Due before the day of the question.")


@shown(state.Project)
class Project(Thing):
    """A project of the territory, with its reviews."""

    @strawberry.field(description="Of the review that was concluded last; null while there is none.")
    def latest_outcome(self) -> ReviewOutcome | None:
        """How the project stands to the strategy."""
        latest = self._told().latest
        return latest.outcome if latest else None

    @strawberry.field(description="The id of the review that was concluded last; null while there is none.")
    def latest_review(self) -> strawberry.ID | None:
        """The review that the latest outcome is of."""
        latest = self._told().latest
        return strawberry.ID(latest.review) if latest else None

    @strawberry.field(description="The conditions still due, whichever of its reviews set them.")
    def open_conditions(self) -> list[DueCondition]:
        """In the order in which they were set."""
        return [
            DueCondition(
                review=strawberry.ID(review.review),
                condition=strawberry.ID(condition.condition),
                due_on=condition.due_on,
                overdue=condition.overdue(self.moment.on),
            )
            for review, condition in self._told().open_conditions()
        ]

    def _told(self) -> state.Project:
        project: state.Project = self.thing
        return project


@shown(state.Review)
class Review(Thing):
    """A review of a project: who held it, what was weighed, what was concluded, what became of the conditions."""


@output()
class OutcomeCount:
    """How many projects have this as their latest outcome."""

    outcome: ProjectOutcome
    projects: int


@output()
class ContributionCount:
    """How often projects contribute so, by their latest reviews."""

    contribution: Contribution
    count: int


@output()
class EffectSum:
    """What the projects together are expected to do to an indicator."""

    indicator: strawberry.ID
    effect: str = strawberry.field(description="The exact signed sum, a decimal as text, in the indicator's unit.")
    projects: int = strawberry.field(description="How many projects it is the sum of.")


@output()
class Delivery:
    """What the projects counted under one orientation, EPCI, year or theme come to."""

    key: strawberry.ID | None = strawberry.field(
        description="The orientation, EPCI, year of the latest conclusion, or theme; null for projects with none."
    )
    organization: OrganizationName | None = strawberry.field(description="The EPCI, when counted by EPCI.")
    projects: int
    outcomes: list[OutcomeCount]
    contributions: list[ContributionCount] = strawberry.field(
        description="By ORIENTATION those to it alone; otherwise those to every orientation."
    )
    effects: list[EffectSum]
    conditions_open: int
    conditions_overdue: int = strawberry.field(description="Of those open.")


@output()
class Queries:
    """Questions about projects, their reviews, and what they come to."""

    @strawberry.field(description="A project by id, with its history and its reviews; null when there was none.")
    async def project(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Project | None:
        """One project."""
        return await things.one(info, PROJECT, f"course:{id}", authority, at)

    @strawberry.field(description="Projects, the last registered first.")
    async def projects(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        text: Words = None,
        theme: strawberry.ID | None = None,
        organization: Annotated[
            strawberry.ID | None, strawberry.argument(description="Owner, commune or EPCI.")
        ] = None,
        state: ProjectState | None = None,
        outcome: ProjectOutcome | None = None,
        document: strawberry.ID | None = None,
        contract: strawberry.ID | None = None,
        action: strawberry.ID | None = None,
        orientation: Annotated[
            strawberry.ID | None, strawberry.argument(description="Weighed by the latest concluded review.")
        ] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from", description="Registered from.")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Project]:
        """A page of projects."""
        terms = (
            *tagged("document", [document]),
            *tagged("contract", [contract]),
            *tagged("action", [action]),
            *tagged("orientation", [orientation]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
            *tagged("outcome", [outcome]),
            *tagged("state", [state]),
        )
        return await things.page(info, PROJECT, authority, at, first, after, terms=terms, text=text, since=from_, to=to)

    @strawberry.field(description="A review by id; null when there was none of that id.")
    async def review(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Review | None:
        """One review."""
        return await things.one(info, REVIEW, f"review:{id}", authority, at)

    @strawberry.field(description="Reviews of projects, the last held first.")
    async def reviews(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        project: strawberry.ID | None = None,
        outcome: ReviewOutcome | None = None,
        theme: strawberry.ID | None = None,
        person: strawberry.ID | None = None,
        organization: Annotated[strawberry.ID | None, strawberry.argument(description="That took part.")] = None,
        body: strawberry.ID | None = None,
        orientation: strawberry.ID | None = None,
        pact: strawberry.ID | None = None,
        text: Words = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from", description="Held from.")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Review]:
        """A page of reviews."""
        terms = (
            *tagged("project", [project]),
            *tagged("person", [person]),
            *tagged("pact", [pact]),
            *tagged("orientation", [orientation]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
            *tagged("body", [body]),
            *tagged("outcome", [outcome]),
        )
        return await things.page(info, REVIEW, authority, at, first, after, terms=terms, text=text, since=from_, to=to)

    @strawberry.field(description="Conditions of project reviews, in the order in which they are due.")
    async def conditions(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        state: ConditionStanding = ConditionStanding.OPEN,
        owner: Annotated[strawberry.ID | None, strawberry.argument(description="The organisation to meet it.")] = None,
        due_before: Annotated[dt.date | None, strawberry.argument(description="Excluded.")] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[FollowedReviewCondition]:
        """A page of conditions."""
        size, place = page_size(first), key_after(after)
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, at)
            wanted = _wanted(state, owner, due_before, moment.on)
            found = await projects.conditions(session, moment.view, moment.on, wanted, first=size + 1, after=place)
            directory = await Directory.load(session, moment, *named(followed for _, followed in found[:size]))
        rows = [(key, _followed(followed, directory, moment.on)) for key, followed in found]
        return connection(rows, size, after=after is not None)

    @strawberry.field(
        description="Do the territory's projects deliver the strategy? All that were not abandoned, by their latest "
        "concluded reviews. A project stands under each of its orientations, EPCIs or themes, so rows do not add up."
    )
    async def delivery(
        self, info: Info, by: Dimension, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> list[Delivery]:
        """In order of key, what has none last."""
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, at)
            counted = await projects.delivery(session, moment.view, moment.on, by)
            epcis: list[OrganizationId] = [c.value for c in counted if c.value and by is Dimension.EPCI]
            directory = await Directory.load(session, moment, [], epcis)
        return [_delivery(each, directory if by is Dimension.EPCI else None) for each in counted]


def _wanted(standing: ConditionStanding, owner: str | None, before: dt.date | None, on: dt.date) -> Wanted:
    """What is overdue is open, and due before the day."""
    if standing is not ConditionStanding.OVERDUE:
        return Wanted(state=ConditionState(standing.value), owner=owner, before=before)
    return Wanted(state=ConditionState.OPEN, owner=owner, before=min(before or on, on))


def _followed(followed: FollowedCondition, directory: Directory, on: dt.date) -> FollowedReviewCondition:
    return FollowedReviewCondition(
        review=strawberry.ID(followed.review),
        project=strawberry.ID(followed.project),
        condition=show(followed.condition, directory),
        overdue=followed.condition.overdue(on),
    )


def _delivery(counted: Delivered, directory: Directory | None) -> Delivery:
    return Delivery(
        key=strawberry.ID(counted.value) if counted.value else None,
        organization=directory.organization(counted.value) if directory else None,
        projects=counted.projects,
        outcomes=[
            OutcomeCount(outcome=outcome, projects=counted.outcomes[outcome])
            for outcome in ProjectOutcome
            if outcome in counted.outcomes
        ],
        contributions=[
            ContributionCount(contribution=contribution, count=counted.contributions[contribution])
            for contribution in Contribution
            if contribution in counted.contributions
        ],
        effects=[
            EffectSum(indicator=strawberry.ID(indicator), effect=format(effect, "f"), projects=projects_)
            for indicator, (effect, projects_) in counted.effects.items()
        ],
        conditions_open=counted.conditions_open,
        conditions_overdue=counted.conditions_overdue,
    )


QUERIES = (Queries,)
