"""Projects of the territory and their reviews: do the projects deliver the strategy, and on what conditions?

A re-review takes up an earlier, concluded review of the same project. When it concludes, the conditions that are still
open are *carried* (those that it names: they stay due, where they were set) or *replaced* (all others: they end).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, TypeVar, assert_never

from msgspec import Meta, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Draft, Entry, Visibility, disclosed_to
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
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
    things_named_by,
)
from domain.history import History
from domain.projects_checks import check_conditions, check_description, check_open, pending
from domain.projects_state import Project, Review, apply_project, apply_review, changes, latest_of
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

Communes = Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=100)]
Members = Annotated[tuple[OrganizationId, ...], Meta(max_length=100)]
Names = Annotated[tuple[Slug, ...], Meta(max_length=50)]


class RegisterProject(Command, frozen=True, kw_only=True):
    """Register a project of the territory: an idea, until recordProjectState says how far it has come."""

    project: Slug
    title: Label
    kind: ProjectKind
    owner: OrganizationId
    """Who carries it: a commune, an EPCI, or any organisation of the register (a private owner is an `org:`)."""
    communes: Communes
    """On whose territory it stands."""
    epcis: Members = ()
    """The EPCIs that it is counted under in `delivery`."""
    description: Text | None = None
    themes: Names = ()
    location: Location | None = None
    parcel: Label | None = None
    """Cadastral references, as text."""
    documents: Names = ()
    contracts: Names = ()
    actions: Names = ()
    """Of the action programme."""
    area: Quantity | None = None
    """In hectares."""
    cost: Quantity | None = None
    """In euros, before tax."""


class ChangeProject(Command, frozen=True, kw_only=True):
    """Change what is known of a project: the fields given, and no other. An empty list empties the field."""

    project: Slug
    title: Label | None = None
    kind: ProjectKind | None = None
    owner: OrganizationId | None = None
    communes: Communes | None = None
    epcis: Members | None = None
    description: Text | None = None
    themes: Names | None = None
    location: Location | None = None
    parcel: Label | None = None
    documents: Names | None = None
    contracts: Names | None = None
    actions: Names | None = None
    area: Quantity | None = None
    """In hectares."""
    cost: Quantity | None = None
    """In euros, before tax."""


class ChangeProjectState(Command, frozen=True, kw_only=True):
    """Record how far a project has come."""

    project: Slug
    state: ProjectState


class HoldReview(Command, frozen=True, kw_only=True):
    """Record that a project was reviewed. With `visibility` it is confidential, and so is all that follows from it."""

    review: Slug
    project: Slug
    body: Slug | None = None
    """The body that held it: the steering committee, a commission."""
    session: Slug | None = None
    follows: Slug | None = None
    """The earlier review of the same project that it takes up again: it must be concluded."""
    people: Annotated[tuple[PersonId, ...], Meta(max_length=200)] = ()
    organizations: Members = ()
    themes: Names = ()
    """What was spoken of: by which the review is found."""


class AssessProject(Command, frozen=True, kw_only=True):
    """Weigh a project against the orientations of the strategy and the indicators of the trajectory."""

    review: Slug
    opinion: Text | None = None
    orientations: Annotated[tuple[OrientationAssessed, ...], Meta(max_length=100)] = ()
    effects: Annotated[tuple[EffectExpected, ...], Meta(max_length=100)] = ()


class ConcludeReview(Command, frozen=True, kw_only=True):
    """Conclude a review. What supports with conditions has at least one, set or carried; any other outcome has none."""

    review: Slug
    outcome: ReviewOutcome
    reasons: Text
    conditions: Annotated[tuple[ConditionSet, ...], Meta(max_length=50)] = ()
    carried: Names = ()
    """Open conditions of the review that it follows (or that this one had carried) and that stay due."""
    pact: Slug | None = None
    clauses: Names = ()
    """Clauses of that pact on which the conclusion rests."""
    decision: Slug | None = None


class LiftCondition(Command, frozen=True, kw_only=True):
    """Record that a condition is met, and how one knows."""

    review: Slug
    condition: Slug
    evidence: Text


class ExtendCondition(Command, frozen=True, kw_only=True):
    """Give a condition another day."""

    review: Slug
    condition: Slug
    due_on: dt.date
    reason: Text


class FailCondition(Command, frozen=True, kw_only=True):
    """Record that a condition will not be met."""

    review: Slug
    condition: Slug
    reason: Text


COMMANDS = (
    RegisterProject,
    ChangeProject,
    ChangeProjectState,
    HoldReview,
    AssessProject,
    ConcludeReview,
    LiftCondition,
    ExtendCondition,
    FailCondition,
)

# -- refusals and cautions ---------------------------------------------------------------------------------------------

STRATEGY = "Seed: revue de projet (bonne mise en œuvre de la stratégie)"


class ReviewNotConcluded(Refusal, frozen=True, kw_only=True):
    """A re-review takes up a review that is concluded by then."""

    review: str
    follows: str
    on: dt.date


class ReviewOfAnotherProject(Refusal, frozen=True, kw_only=True):
    """A re-review takes up a review of the same project."""

    review: str
    project: str
    follows: str
    other: str
    """The project of the review that it would take up."""


class ReviewAlreadyConcluded(Refusal, frozen=True, kw_only=True):
    """A review concludes once."""

    review: str
    outcome: ReviewOutcome
    concluded_on: dt.date


class AssessedAfterConclusion(Refusal, frozen=True, kw_only=True):
    """A project is weighed before the review concludes, not after."""

    review: str
    assessed_on: dt.date
    concluded_on: dt.date


class AssessmentEmpty(Refusal, frozen=True, kw_only=True):
    """An assessment says something: an opinion, an orientation, an effect."""

    review: str


class ClausesWithoutPact(Refusal, frozen=True, kw_only=True):
    """Clauses are those of a pact."""

    review: str
    clauses: tuple[str, ...]


class ReviewWithoutAssessment(Caution, frozen=True, kw_only=True):
    """A conclusion rests on an assessment against the strategy, and none is recorded."""

    rule = STRATEGY
    review: str
    project: str


class ContraryProjectGoesOn(Caution, frozen=True, kw_only=True):
    """A project that its latest review found contrary to the strategy goes on all the same."""

    rule = STRATEGY
    project: str
    review: str
    state: ProjectState
    on: dt.date


# -- state -------------------------------------------------------------------------------------------------------------

State = Things[Project | Review]
EMPTY: State = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(thing: Project | Review | None, entry: Entry) -> Project | Review | None:
    """What a project or a review is after one more entry of its own."""
    if isinstance(entry.fact, ReviewFact):
        return apply_review(thing if isinstance(thing, Review) else None, entry)
    return apply_project(thing if isinstance(thing, Project) else None, entry)


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    return state.after(entry, (ProjectFact, ReviewFact), apply)


# -- decide ------------------------------------------------------------------------------------------------------------

ConditionCommand = LiftCondition | ExtendCondition | FailCondition
ReviewCommand = AssessProject | ConcludeReview | ConditionCommand
ProjectCommand = RegisterProject | ChangeProject | ChangeProjectState | HoldReview | ReviewCommand


def decide(state: State, command: ProjectCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: those of this module and of ``projects_checks``, AlreadyFounded, UnknownReference, NotYetThen,
            UnknownPerson, PersonIsDead.
    """
    match command:
        case RegisterProject():
            return _register(state, command)
        case ChangeProject():
            return _change(state, command)
        case ChangeProjectState():
            return _move(state, command)
        case HoldReview():
            return _hold(state, command)
        case AssessProject():
            return _assess(state, command)
        case ConcludeReview():
            return _conclude(state, command)
        case LiftCondition() | ExtendCondition() | FailCondition():
            return _follow(state, command)
    assert_never(command)


F = TypeVar("F", bound=ProjectFact | ReviewFact)


def _fact(kind: type[F], command: Command, **more: object) -> F:
    """The fact that says what the command says."""
    said = {name: getattr(command, name) for name in kind.__struct_fields__ if name not in more}
    return kind(**said, **more)  # type: ignore[arg-type]


def _register(state: State, command: RegisterProject) -> Decision:
    fact = _fact(ProjectRegistered, command)
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_new(draft)
    check_description(state.references, fact)
    return Decision((draft,))


def _change(state: State, command: ChangeProject) -> Decision:
    tag = f"project:{command.project}"
    state.references.check_thing(tag, command.on)
    fact = _fact(ProjectChanged, command)
    draft = _veiled(state, command.leads_to(fact), tag)
    if not changes(fact) or state.references.says(draft):
        return ALREADY_TRUE
    check_description(state.references, fact)
    return Decision((draft,))


def _move(state: State, command: ChangeProjectState) -> Decision:
    tag = f"project:{command.project}"
    state.references.check_thing(tag, command.on)
    draft = _veiled(state, command.leads_to(_fact(ProjectStateChanged, command)), tag)
    if state.references.says(draft):
        return ALREADY_TRUE
    latest = latest_of(_reviews(state, command.project, draft.visibility), command.on)
    return Decision((draft,), _goes_on(latest, command.state, command.on))


def _hold(state: State, command: HoldReview) -> Decision:
    references = state.references
    project, follows = f"project:{command.project}", command.follows and f"review:{command.follows}"
    references.check_thing(project, command.on)
    references.check_things(follows)
    draft = _veiled(state, command.leads_to(_fact(ReviewHeld, command)), project, follows)
    if references.says(draft):
        return ALREADY_TRUE
    references.check_new(draft)
    references.check_things(command.body and f"body:{command.body}", command.session and f"session:{command.session}")
    references.check_people(command.people, command.on)
    references.check_organizations(*command.organizations)
    references.check_themes(command.themes)
    if command.follows:
        _check_follows(state, command, _review(state, command.follows))
    return Decision((draft,))


def _check_follows(state: State, command: HoldReview, earlier: Review) -> None:
    if earlier.project != command.project:
        raise Refused(
            ReviewOfAnotherProject(
                review=command.review, project=command.project, follows=earlier.review, other=earlier.project
            )
        )
    if earlier.concluded_on is None or earlier.concluded_on > command.on:
        raise Refused(ReviewNotConcluded(review=command.review, follows=earlier.review, on=command.on))


def _assess(state: State, command: AssessProject) -> Decision:
    review = _held(state, command)
    draft = _draft(state, command, _fact(AssessmentMade, command, project=review.project))
    if state.references.says(draft):
        return ALREADY_TRUE
    if not (command.opinion or command.orientations or command.effects):
        raise Refused(AssessmentEmpty(review=review.review))
    if review.concluded_on is not None:
        _check_assessed_before(review.review, command.on, review.concluded_on)
    state.references.check_things(
        *(f"orientation:{item.orientation}" for item in command.orientations),
        *(f"indicator:{item.indicator}" for item in command.effects),
    )
    return Decision((draft,))


def _check_assessed_before(review: str, assessed_on: dt.date, concluded_on: dt.date) -> None:
    if assessed_on > concluded_on:
        raise Refused(AssessedAfterConclusion(review=review, assessed_on=assessed_on, concluded_on=concluded_on))


def _conclude(state: State, command: ConcludeReview) -> Decision:
    review = _held(state, command)
    fact = _fact(ReviewConcluded, command, project=review.project)
    draft = _draft(state, command, fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    if review.outcome is not None and review.concluded_on is not None:
        raise Refused(
            ReviewAlreadyConcluded(review=review.review, outcome=review.outcome, concluded_on=review.concluded_on)
        )
    if review.assessed_on is not None:
        _check_assessed_before(review.review, review.assessed_on, command.on)
    if command.clauses and command.pact is None:
        raise Refused(ClausesWithoutPact(review=review.review, clauses=command.clauses))
    state.references.check_things(
        command.pact and f"pact:{command.pact}", command.decision and f"decision:{command.decision}"
    )
    state.references.check_organizations(*(condition.owner for condition in command.conditions))
    due = pending(state.known, review)
    check_conditions(review, fact, command.on, due)
    replaced = tuple(
        _veiled(state, _replaces(command, earlier, names), f"review:{earlier.review}", f"review:{review.review}")
        for earlier, conditions in due
        if (
            names := tuple(
                c.condition for c in conditions if c.open_on(command.on) and c.condition not in command.carried
            )
        )
    )
    return Decision((draft, *replaced), _doubts(state, command, review))


def _replaces(command: ConcludeReview, earlier: Review, names: tuple[str, ...]) -> Draft:
    fact = ConditionsReplaced(review=earlier.review, project=earlier.project, conditions=names, by=command.review)
    return command.leads_to(fact)


def _doubts(state: State, command: ConcludeReview, review: Review) -> tuple[Caution, ...]:
    """What to beware of in a conclusion."""
    unweighed = not (review.orientations or review.effects or review.opinion)
    said = (ReviewWithoutAssessment(review=review.review, project=review.project),) if unweighed else ()
    project = state.known[f"project:{review.project}"]
    assert isinstance(project, Project)
    concluded = structs.replace(review, outcome=command.outcome)
    return (*said, *_goes_on(concluded, project.state_on(command.on), command.on))


def _goes_on(latest: Review | None, state: ProjectState, on: dt.date) -> tuple[Caution, ...]:
    """A project found contrary to the strategy is about to be permitted, or is being built."""
    if latest is None or latest.outcome is not ReviewOutcome.CONTRARY:
        return ()
    if state not in (ProjectState.PERMIT, ProjectState.WORKS):
        return ()
    return (ContraryProjectGoesOn(project=latest.project, review=latest.review, state=state, on=on),)


_FOLLOWED: Mapping[type[ConditionCommand], type[ReviewFact]] = {
    LiftCondition: ConditionLifted,
    ExtendCondition: ConditionExtended,
    FailCondition: ConditionFailed,
}


def _follow(state: State, command: ConditionCommand) -> Decision:
    review = _held(state, command)
    draft = _draft(state, command, _fact(_FOLLOWED[type(command)], command, project=review.project))
    if state.references.says(draft):
        return ALREADY_TRUE
    due_on = command.due_on if isinstance(command, ExtendCondition) else None
    check_open(review, command.condition, command.on, due_on)
    return Decision((draft,))


def _review(state: State, name: str) -> Review:
    review = state.the(f"review:{name}")
    assert isinstance(review, Review)
    return review


def _held(state: State, command: ReviewCommand) -> Review:
    """The review that a command is about, held by its day."""
    state.references.check_thing(f"review:{command.review}", command.on)
    return _review(state, command.review)


def _reviews(state: State, project: str, visibility: Visibility) -> list[Review]:
    """The reviews of a project whose conclusions may be spoken of in an entry of that visibility."""
    opened = disclosed_to(state.references.entries)
    levels = {e.position: min(e.visibility.level, opened.get(e.position, 3)) for e in state.references.entries}
    return [
        review
        for review in state.known.values()
        if isinstance(review, Review)
        and review.project == project
        and levels.get(review.conclusion_entry or 0, 0) <= visibility.level
    ]


def _draft(state: State, command: ReviewCommand, fact: ReviewFact) -> Draft:
    return _veiled(state, command.leads_to(fact), f"review:{fact.review}")


def _veiled(state: State, draft: Draft, *tags: str | None) -> Draft:
    """A draft that no more may read than what it is about: a confidential review concludes in confidence."""
    opened = disclosed_to(state.references.entries)
    founding = [state.references.founded[tag] for tag in tags if tag]
    levels = [min(e.visibility.level, opened.get(e.position, e.visibility.level)) for e in founding]
    level = max(draft.visibility.level, *levels)
    return structs.replace(draft, visibility=list(Visibility)[level])


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: ProjectCommand, history: History) -> Boundary:
    """What the decision depends on: the project, all its reviews where they matter, and what the command names."""
    match command:
        case RegisterProject():
            return _described(_fact(ProjectRegistered, command))
        case ChangeProject():
            return _described(_fact(ProjectChanged, command))
        case ChangeProjectState(project=project):
            return about(f"project:{project}", f"course:{project}")
        case HoldReview():
            named = [(command.body, "body"), (command.session, "session"), (command.follows, "review")]
            things = [f"{kind}:{name}" for name, kind in named if name]
            return about(f"project:{command.project}", f"review:{command.review}") | boundary_of(
                *things, people=command.people, organizations=command.organizations, themes=command.themes
            )
        case LiftCondition() | ExtendCondition() | FailCondition():
            return about(f"review:{command.review}")
        case AssessProject():
            orientations = [f"orientation:{item.orientation}" for item in command.orientations]
            indicators = [f"indicator:{item.indicator}" for item in command.effects]
            return about(f"review:{command.review}") | boundary_of(*orientations, *indicators)
        case ConcludeReview():
            return _concluding(command, history)
    assert_never(command)


def _described(fact: ProjectRegistered | ProjectChanged) -> Boundary:
    organizations = (fact.owner, *(fact.communes or ()), *(fact.epcis or ()))
    return about(f"project:{fact.project}") | boundary_of(
        *things_named_by(fact), organizations=organizations, themes=fact.themes or ()
    )


def _concluding(command: ConcludeReview, history: History) -> Boundary:
    """The whole course of the project, once the review says which: earlier reviews may have set what it carries."""
    own = about(f"review:{command.review}")
    held = [e.fact for e in history if isinstance(e.fact, ReviewHeld) and e.fact.review == command.review]
    named = boundary_of(
        command.pact and f"pact:{command.pact}",
        command.decision and f"decision:{command.decision}",
        organizations=[condition.owner for condition in command.conditions],
    )
    return own | named | about(*(tag for fact in held for tag in (f"project:{fact.project}", f"course:{fact.project}")))
