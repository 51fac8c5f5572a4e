"""Projects of the territory and their reviews: do the projects deliver the strategy, and on what conditions?

A re-review takes up an earlier, concluded review of the same project. When it concludes, the conditions that are still
open are *carried* (those that it names: they stay due, where they were set) or *replaced* (all others: they end).

Commands stand in ``projects_commands``, refusals and cautions in ``projects_notices`` and ``projects_checks``, what is
known in ``projects_known`` and ``projects_state``.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar, assert_never

from msgspec import structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Draft, Entry
from domain.core.notices import Caution, Refused
from domain.facts.projects import (
    AssessmentMade,
    ConditionExtended,
    ConditionFailed,
    ConditionLifted,
    ConditionsReplaced,
    ProjectChanged,
    ProjectFact,
    ProjectRegistered,
    ProjectState,
    ProjectStateChanged,
    ReviewConcluded,
    ReviewFact,
    ReviewHeld,
    ReviewOutcome,
    things_named_by,
)
from domain.history import History
from domain.projects_checks import check_conditions, check_description, check_open, pending
from domain.projects_commands import (
    AssessProject,
    ChangeProject,
    ChangeProjectState,
    ConcludeReview,
    ConditionCommand,
    ExtendCondition,
    FailCondition,
    HoldReview,
    LiftCondition,
    ProjectCommand,
    RegisterProject,
    ReviewCommand,
)
from domain.projects_known import State, apply, review_of, reviews_of, veiled
from domain.projects_notices import (
    AssessedAfterConclusion,
    AssessmentEmpty,
    ClausesWithoutPact,
    ContraryProjectGoesOn,
    ReviewAlreadyConcluded,
    ReviewNotConcluded,
    ReviewOfAnotherProject,
    ReviewWithoutAssessment,
)
from domain.projects_state import Project, Review, changes, latest_of
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

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

# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: State = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    return state.after(entry, (ProjectFact, ReviewFact), apply)


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: State, command: ProjectCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: those of ``projects_notices`` and of ``projects_checks``, AlreadyFounded, UnknownReference, NotYetThen,
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
    draft = veiled(state, command.leads_to(fact), tag)
    if not changes(fact) or state.references.says(draft):
        return ALREADY_TRUE
    check_description(state.references, fact)
    return Decision((draft,))


def _move(state: State, command: ChangeProjectState) -> Decision:
    tag = f"project:{command.project}"
    state.references.check_thing(tag, command.on)
    draft = veiled(state, command.leads_to(_fact(ProjectStateChanged, command)), tag)
    if state.references.says(draft):
        return ALREADY_TRUE
    latest = latest_of(reviews_of(state, command.project, draft.visibility), command.on)
    return Decision((draft,), _goes_on(latest, command.state, command.on))


def _hold(state: State, command: HoldReview) -> Decision:
    references = state.references
    project, follows = f"project:{command.project}", command.follows and f"review:{command.follows}"
    references.check_thing(project, command.on)
    references.check_things(follows)
    draft = veiled(state, command.leads_to(_fact(ReviewHeld, command)), project, follows)
    if references.says(draft):
        return ALREADY_TRUE
    references.check_new(draft)
    references.check_things(command.body and f"body:{command.body}", command.session and f"session:{command.session}")
    references.check_people(command.people, command.on)
    references.check_organizations(*command.organizations)
    references.check_themes(command.themes)
    if command.follows:
        _check_follows(state, command, review_of(state, command.follows))
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
        veiled(state, _replaces(command, earlier, names), f"review:{earlier.review}", f"review:{review.review}")
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


def _held(state: State, command: ReviewCommand) -> Review:
    """The review that a command is about, held by its day."""
    state.references.check_thing(f"review:{command.review}", command.on)
    return review_of(state, command.review)


def _draft(state: State, command: ReviewCommand, fact: ReviewFact) -> Draft:
    return veiled(state, command.leads_to(fact), f"review:{fact.review}")


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
