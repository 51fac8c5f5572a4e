"""What projects and their reviews are: made of their facts, one by one, never refusing any."""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.deadlines import TITLE, Deadline, DeadlineKind
from domain.facts.projects import (
    AssessmentMade,
    ConditionExtended,
    ConditionFailed,
    ConditionLifted,
    ConditionSet,
    ConditionsReplaced,
    EffectExpected,
    Location,
    OrientationAssessed,
    ProjectChanged,
    ProjectFact,
    ProjectKind,
    ProjectRegistered,
    ProjectState,
    ProjectStateChanged,
    Quantity,
    ReviewConcluded,
    ReviewFact,
    ReviewHeld,
    ReviewOutcome,
)


class ConditionState(StrEnum):
    """What became of a condition. Overdue is an open one past its day: it depends on the day of the question."""

    OPEN = "OPEN"
    LIFTED = "LIFTED"
    FAILED = "FAILED"
    REPLACED = "REPLACED"


class ReviewCondition(Struct, frozen=True, kw_only=True):
    """A condition that a review set to its support, and what became of it."""

    condition: Slug
    text: Text
    owner: OrganizationId
    due_on: dt.date
    """As last extended."""
    entry: int
    set_on: dt.date
    state: ConditionState = ConditionState.OPEN
    extended_on: dt.date | None = None
    """The last time that its day was changed."""
    closed_on: dt.date | None = None
    note: Text | None = None
    """The evidence that it is met, or why it was extended or failed."""
    replaced_by: Slug | None = None
    """The later review that did not carry it."""
    entries: tuple[int, ...] = ()
    """Positions of the entries about it since."""

    def overdue(self, on: dt.date) -> bool:
        """Whether it is open, and its day has passed."""
        return self.state is ConditionState.OPEN and self.due_on < on

    def open_on(self, on: dt.date) -> bool:
        """Whether it was due on a day, whatever became of it later."""
        return self.set_on <= on and (self.closed_on is None or on < self.closed_on)


class ProjectReview(Struct, frozen=True, kw_only=True):
    """A review as its project shows it; ask `review(id)` for the rest."""

    review: Slug
    held_on: dt.date
    follows: Slug | None = None
    """The earlier review of the same project that it takes up again."""
    outcome: ReviewOutcome | None = None
    """Null until it is concluded."""
    concluded_on: dt.date | None = None
    conclusion_entry: int | None = None
    orientations: tuple[OrientationAssessed, ...] = ()
    effects: tuple[EffectExpected, ...] = ()
    conditions: tuple[ReviewCondition, ...] = ()

    def condition(self, name: str) -> ReviewCondition | None:
        """One of its conditions."""
        return next((c for c in self.conditions if c.condition == name), None)

    def open_conditions(self) -> tuple[ReviewCondition, ...]:
        """Those neither lifted, failed nor replaced."""
        return tuple(c for c in self.conditions if c.state is ConditionState.OPEN)


class Review(ProjectReview, frozen=True, kw_only=True):
    """A review of a project: who held it, what was weighed, what was concluded, what became of the conditions."""

    project: Slug
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    body: Slug | None = None
    session: Slug | None = None
    people: tuple[PersonId, ...] = ()
    organizations: tuple[OrganizationId, ...] = ()
    themes: tuple[Slug, ...] = ()
    opinion: Text | None = None
    assessed_on: dt.date | None = None
    """When it was last weighed."""
    reasons: Text | None = None
    carried: tuple[Slug, ...] = ()
    """Conditions of the review it follows that stay due."""
    pact: Slug | None = None
    clauses: tuple[Slug, ...] = ()
    decision: Slug | None = None
    act: Act | None = None


class ProjectStep(Struct, frozen=True, kw_only=True):
    """A state that a project reached."""

    on: dt.date
    state: ProjectState
    entry: int


class Project(Struct, frozen=True, kw_only=True):
    """A project of the territory, and its reviews."""

    project: Slug
    title: Label
    kind: ProjectKind
    owner: OrganizationId
    """Who carries it."""
    communes: tuple[OrganizationId, ...]
    epcis: tuple[OrganizationId, ...]
    registered_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is, those of its reviews left out."""
    description: Text | None = None
    themes: tuple[Slug, ...] = ()
    location: Location | None = None
    parcel: Label | None = None
    documents: tuple[Slug, ...] = ()
    contracts: tuple[Slug, ...] = ()
    actions: tuple[Slug, ...] = ()
    area: Quantity | None = None
    """In hectares."""
    cost: Quantity | None = None
    """In euros, before tax."""
    state: ProjectState = ProjectState.IDEA
    history: tuple[ProjectStep, ...] = ()
    """The states that it reached, in order of effect."""
    reviews: tuple[ProjectReview, ...] = ()
    """In the order in which they were held."""
    act: Act | None = None

    @property
    def latest(self) -> ProjectReview | None:
        """The review that was concluded last: it says how the project stands to the strategy."""
        return latest_of(self.reviews)

    def open_conditions(self) -> Iterator[tuple[ProjectReview, ReviewCondition]]:
        """Every condition still due, whichever review set it."""
        return ((review, condition) for review in self.reviews for condition in review.open_conditions())

    def state_on(self, on: dt.date) -> ProjectState:
        """How far it had come by a day."""
        reached = [step.state for step in self.history if step.on <= on]
        return reached[-1] if reached else ProjectState.IDEA


R = TypeVar("R", bound=ProjectReview)


def latest_of(reviews: Iterable[R], on: dt.date = dt.date.max) -> R | None:
    """Of some reviews, the one concluded last by a day; of two on one day, the one recorded last."""
    concluded = [
        (review.concluded_on, review.conclusion_entry or 0, review)
        for review in reviews
        if review.concluded_on is not None and review.concluded_on <= on
    ]
    return max(concluded, key=lambda each: each[:2])[2] if concluded else None


def deadlines(review: Review) -> Iterator[Deadline]:
    """What is due of a review: its open conditions, each by its owner."""
    for condition in review.open_conditions():
        yield Deadline(
            kind=DeadlineKind.REVIEW_CONDITION,
            due=condition.due_on,
            entry=condition.entry,
            title=condition.text[:TITLE],
            organization=condition.owner,
        )


# -- evolve: reviews ---------------------------------------------------------------------------------------------------


def apply_review(review: Review | None, entry: Entry) -> Review | None:
    """What a review is after one more entry."""
    fact = entry.fact
    if isinstance(fact, ReviewHeld) and review is None:
        return _held(fact, entry)
    if review is None:
        return None
    review = _weighed(structs.replace(review, entries=(*review.entries, entry.position)), entry)
    match fact:
        case AssessmentMade():
            return structs.replace(review, assessed_on=entry.effective_on, opinion=fact.opinion or review.opinion)
        case ReviewConcluded():
            return structs.replace(
                review,
                reasons=fact.reasons,
                carried=fact.carried,
                pact=fact.pact,
                clauses=fact.clauses,
                decision=fact.decision,
            )
    return review


def _held(fact: ReviewHeld, entry: Entry) -> Review:
    said = {name: getattr(fact, name) for name in ReviewHeld.__struct_fields__}
    return Review(**said, held_on=entry.effective_on, act=entry.act, entries=(entry.position,))


def _weighed(review: R, entry: Entry) -> R:
    """What counts of a review, for its project as for itself."""
    fact = entry.fact
    match fact:
        case AssessmentMade():
            return structs.replace(
                review,
                orientations=_latest(review.orientations, fact.orientations, "orientation"),
                effects=_latest(review.effects, fact.effects, "indicator"),
            )
        case ReviewConcluded():
            return structs.replace(
                review,
                outcome=fact.outcome,
                concluded_on=entry.effective_on,
                conclusion_entry=entry.position,
                conditions=tuple(_condition_set(condition, entry) for condition in fact.conditions),
            )
    return _condition_after(review, entry)


I = TypeVar("I", bound=Struct)  # noqa: E741 - an item


def _latest(before: tuple[I, ...], now: tuple[I, ...], name: str) -> tuple[I, ...]:
    """The items, each as it was weighed last, in the order in which they were first weighed."""
    return tuple({getattr(item, name): item for item in (*before, *now)}.values())


def _condition_set(condition: ConditionSet, entry: Entry) -> ReviewCondition:
    return ReviewCondition(
        condition=condition.condition,
        text=condition.text,
        owner=condition.owner,
        due_on=condition.due_on,
        set_on=entry.effective_on,
        entry=entry.position,
    )


def _condition_after(review: R, entry: Entry) -> R:
    fact, on = entry.fact, entry.effective_on
    match fact:
        case ConditionLifted(condition=name, evidence=note):
            return _changed(review, entry, [name], state=ConditionState.LIFTED, closed_on=on, note=note)
        case ConditionFailed(condition=name, reason=note):
            return _changed(review, entry, [name], state=ConditionState.FAILED, closed_on=on, note=note)
        case ConditionExtended(condition=name, due_on=due_on, reason=note):
            return _changed(review, entry, [name], due_on=due_on, extended_on=on, note=note)
        case ConditionsReplaced(conditions=names, by=by):
            return _changed(review, entry, names, state=ConditionState.REPLACED, closed_on=on, replaced_by=by)
    return review


def _changed(review: R, entry: Entry, names: Iterable[str], **now: object) -> R:
    names = set(names)
    conditions = tuple(
        structs.replace(c, entries=(*c.entries, entry.position), **now) if c.condition in names else c
        for c in review.conditions
    )
    return structs.replace(review, conditions=conditions)


# -- evolve: projects --------------------------------------------------------------------------------------------------


def apply_project(project: Project | None, entry: Entry) -> Project | None:
    """What a project is after one more entry, its own or one of its reviews."""
    fact = entry.fact
    if isinstance(fact, ProjectRegistered) and project is None:
        return _registered(fact, entry)
    if project is None:
        return None
    if isinstance(fact, ReviewFact):
        return _reviewed(project, fact, entry)
    if not isinstance(fact, ProjectFact):
        return project
    project = structs.replace(project, entries=(*project.entries, entry.position))
    match fact:
        case ProjectChanged():
            return structs.replace(project, **changes(fact))
        case ProjectStateChanged(state=state):
            step = ProjectStep(on=entry.effective_on, state=state, entry=entry.position)
            return structs.replace(project, state=state, history=(*project.history, step))
    return project


def _registered(fact: ProjectRegistered, entry: Entry) -> Project:
    said = {name: getattr(fact, name) for name in ProjectRegistered.__struct_fields__}
    return Project(**said, registered_on=entry.effective_on, act=entry.act, entries=(entry.position,))


def changes(fact: ProjectChanged) -> dict[str, object]:
    """The fields that a change gives, and their new values."""
    said = {name: getattr(fact, name) for name in ProjectChanged.__struct_fields__ if name != "project"}
    return {name: value for name, value in said.items() if value is not None}


def _reviewed(project: Project, fact: ReviewFact, entry: Entry) -> Project:
    known = {review.review: review for review in project.reviews}
    before = known.get(fact.review)
    if before is not None:
        review = _weighed(before, entry)
    elif isinstance(fact, ReviewHeld):
        review = ProjectReview(review=fact.review, held_on=entry.effective_on, follows=fact.follows)
    else:
        return project
    return structs.replace(project, reviews=tuple({**known, fact.review: review}.values()))
