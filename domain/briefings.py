"""Briefings of municipal councils on the strategy: planned, held, and what the councils asked."""

import datetime as dt
from typing import Annotated, assert_never

from msgspec import Meta

from domain.briefing_life import Briefing, apply
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.core.notices import Refusal, Refused
from domain.facts.briefings import (
    BriefingCancelled,
    BriefingFact,
    BriefingOccasion,
    BriefingPlanned,
    BriefingRuleSet,
    BriefingsCalledFor,
    CouncilBriefed,
    QuestionAnswered,
    QuestionAsked,
)
from domain.history import History
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

Councils = Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=200)]
Months = Annotated[int, Meta(ge=1, le=120)]


class PlanBriefing(Command, frozen=True, kw_only=True):
    """Plan a presentation of the strategy to one municipal council, or to several at once."""

    briefing: Slug
    planned_for: dt.date
    communes: Councils
    by: tuple[PersonId, ...] = ()


class CancelBriefing(Command, frozen=True, kw_only=True):
    """Record that a planned briefing does not take place."""

    briefing: Slug
    reason: Text | None = None


class RecordBriefing(Command, frozen=True, kw_only=True):
    """Record that municipal councils heard of the strategy: planned before or not, and told by whom."""

    briefing: Slug
    communes: Councils
    by: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=20)]
    orientations: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    materials: Annotated[tuple[Label, ...], Meta(max_length=50)] = ()
    attendees: Annotated[int, Meta(ge=0, le=100000)] | None = None


class RecordCouncilQuestion(Command, frozen=True, kw_only=True):
    """Record what a council asked, at a briefing or after it."""

    briefing: Slug
    question: Slug
    text: Text
    themes: tuple[Slug, ...] = ()
    commune: OrganizationId | None = None


class AnswerCouncilQuestion(Command, frozen=True, kw_only=True):
    """Record the answer to a council's question."""

    briefing: Slug
    question: Slug
    answer: Text


class SetBriefingRule(Command, frozen=True, kw_only=True):
    """Set the local rule: how soon after a term begins, and how often, every council is briefed."""

    months_after_start: Months
    months_between: Months


class CallForBriefings(Command, frozen=True, kw_only=True):
    """Record that the strategy changed (the SCoT was approved, revised), so that every council is to be briefed."""

    occasion: BriefingOccasion
    scheme: Slug | None = None
    decision: Slug | None = None


COMMANDS = (
    PlanBriefing,
    CancelBriefing,
    RecordBriefing,
    RecordCouncilQuestion,
    AnswerCouncilQuestion,
    SetBriefingRule,
    CallForBriefings,
)

# -- refusals ----------------------------------------------------------------------------------------------------------


class BriefingOfNoCouncil(Refusal, frozen=True, kw_only=True):
    """Municipal councils are briefed; what is named is no commune."""

    briefing: str
    organization: str


class BriefingPlannedInThePast(Refusal, frozen=True, kw_only=True):
    """A briefing is planned for the day of the plan or a later one."""

    briefing: str
    planned_for: dt.date
    on: dt.date


class BriefingIsCancelled(Refusal, frozen=True, kw_only=True):
    """That briefing was cancelled."""

    briefing: str
    cancelled_on: dt.date


class BriefingAlreadyHeld(Refusal, frozen=True, kw_only=True):
    """That briefing was held."""

    briefing: str
    held_on: dt.date


class BriefingNotHeld(Refusal, frozen=True, kw_only=True):
    """That briefing had not been held by that day."""

    briefing: str
    on: dt.date


class CouncilNotBriefedThen(Refusal, frozen=True, kw_only=True):
    """That council is not among those of the briefing."""

    briefing: str
    commune: str


class CouncilQuestionTaken(Refusal, frozen=True, kw_only=True):
    """A question of that name is recorded at that briefing, and is another one."""

    briefing: str
    question: str


class CouncilQuestionUnknown(Refusal, frozen=True, kw_only=True):
    """No question of that name had been asked at that briefing by that day."""

    briefing: str
    question: str
    on: dt.date


class CouncilQuestionAnswered(Refusal, frozen=True, kw_only=True):
    """That question has another answer already."""

    briefing: str
    question: str
    answered_on: dt.date


# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[Briefing] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Things[Briefing], entry: Entry) -> Things[Briefing]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, BriefingFact, apply)


# -- decide ------------------------------------------------------------------------------------------------------------

BriefingCommand = (
    PlanBriefing
    | CancelBriefing
    | RecordBriefing
    | RecordCouncilQuestion
    | AnswerCouncilQuestion
    | SetBriefingRule
    | CallForBriefings
)


def decide(state: Things[Briefing], command: BriefingCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: those above, AlreadyFounded, UnknownReference, NotYetThen, UnknownPerson, PersonIsDead.
    """
    match command:
        case PlanBriefing():
            return _plan(state, command)
        case CancelBriefing():
            return _cancel(state, command)
        case RecordBriefing():
            return _brief(state, command)
        case RecordCouncilQuestion():
            return _ask(state, command)
        case AnswerCouncilQuestion():
            return _answer(state, command)
        case SetBriefingRule():
            return _set_rule(state, command)
        case CallForBriefings():
            return _call(state, command)
    assert_never(command)


def _plan(state: Things[Briefing], command: PlanBriefing) -> Decision:
    fact = BriefingPlanned(
        briefing=command.briefing, planned_for=command.planned_for, communes=command.communes, by=command.by
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    known = state.get(f"briefing:{command.briefing}")
    if known is not None and (known.planned_for is not None or known.cancelled_on is not None):
        state.references.check_new(draft)
    if known is not None and known.held_on is not None and known.held_on < command.on:
        raise Refused(BriefingAlreadyHeld(briefing=command.briefing, held_on=known.held_on))
    if command.planned_for < command.on:
        raise Refused(
            BriefingPlannedInThePast(briefing=command.briefing, planned_for=command.planned_for, on=command.on)
        )
    _check_councils(command.briefing, command.communes)
    state.references.check_people(command.by, command.on)
    return Decision((draft,))


def _cancel(state: Things[Briefing], command: CancelBriefing) -> Decision:
    draft = command.leads_to(BriefingCancelled(briefing=command.briefing, reason=command.reason))
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_thing(f"briefing:{command.briefing}", command.on)
    _check_to_come(state.the(f"briefing:{command.briefing}"))
    return Decision((draft,))


def _brief(state: Things[Briefing], command: RecordBriefing) -> Decision:
    fact = CouncilBriefed(
        briefing=command.briefing,
        communes=command.communes,
        by=command.by,
        orientations=command.orientations,
        themes=command.themes,
        materials=command.materials,
        attendees=command.attendees,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    known = state.get(f"briefing:{command.briefing}")
    if known is not None:
        _check_to_come(known)
    _check_councils(command.briefing, command.communes)
    state.references.check_people(command.by, command.on)
    state.references.check_things(*(f"orientation:{name}" for name in command.orientations))
    state.references.check_themes(command.themes)
    return Decision((draft,))


def _ask(state: Things[Briefing], command: RecordCouncilQuestion) -> Decision:
    fact = QuestionAsked(
        briefing=command.briefing,
        question=command.question,
        text=command.text,
        themes=command.themes,
        commune=command.commune,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    known = _held(state, command.briefing, command.on)
    if any(asked.question == command.question for asked in known.questions):
        raise Refused(CouncilQuestionTaken(briefing=command.briefing, question=command.question))
    if command.commune is not None and command.commune not in known.communes:
        raise Refused(CouncilNotBriefedThen(briefing=command.briefing, commune=command.commune))
    state.references.check_themes(command.themes)
    return Decision((draft,))


def _answer(state: Things[Briefing], command: AnswerCouncilQuestion) -> Decision:
    draft = command.leads_to(
        QuestionAnswered(briefing=command.briefing, question=command.question, answer=command.answer)
    )
    if state.references.says(draft):
        return ALREADY_TRUE
    known = _held(state, command.briefing, command.on)
    asked = next((question for question in known.questions if question.question == command.question), None)
    if asked is None or command.on < asked.asked_on:
        raise Refused(CouncilQuestionUnknown(briefing=command.briefing, question=command.question, on=command.on))
    if asked.answered_on is not None:
        raise Refused(
            CouncilQuestionAnswered(briefing=command.briefing, question=command.question, answered_on=asked.answered_on)
        )
    return Decision((draft,))


def _set_rule(state: Things[Briefing], command: SetBriefingRule) -> Decision:
    draft = command.leads_to(
        BriefingRuleSet(months_after_start=command.months_after_start, months_between=command.months_between)
    )
    return ALREADY_TRUE if state.references.says(draft) else Decision((draft,))


def _call(state: Things[Briefing], command: CallForBriefings) -> Decision:
    draft = command.leads_to(
        BriefingsCalledFor(occasion=command.occasion, scheme=command.scheme, decision=command.decision)
    )
    if state.references.says(draft):
        return ALREADY_TRUE
    scheme = command.scheme and f"scheme:{command.scheme}"
    decision = command.decision and f"decision:{command.decision}"
    state.references.check_things(scheme, decision)
    return Decision((draft,))


def _held(state: Things[Briefing], briefing: Slug, on: dt.date) -> Briefing:
    """The briefing, which was held by a day."""
    known = state.the(f"briefing:{briefing}")
    if known.held_on is None or on < known.held_on:
        raise Refused(BriefingNotHeld(briefing=briefing, on=on))
    return known


def _check_to_come(briefing: Briefing) -> None:
    if briefing.held_on is not None:
        raise Refused(BriefingAlreadyHeld(briefing=briefing.briefing, held_on=briefing.held_on))
    if briefing.cancelled_on is not None:
        raise Refused(BriefingIsCancelled(briefing=briefing.briefing, cancelled_on=briefing.cancelled_on))


def _check_councils(briefing: Slug, organizations: tuple[OrganizationId, ...]) -> None:
    for organization in organizations:
        if not organization.startswith("commune:"):
            raise Refused(BriefingOfNoCouncil(briefing=briefing, organization=organization))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: BriefingCommand, history: History) -> Boundary:
    """What the decision depends on: the briefing or the rule, and whom and what the command names."""
    match command:
        case SetBriefingRule():
            return about("briefing-rule:local")
        case CallForBriefings(scheme=scheme, decision=decision):
            named = boundary_of(scheme and f"scheme:{scheme}", decision and f"decision:{decision}")
            return about("briefing-rule:local") | named
        case PlanBriefing(by=by):
            named = boundary_of(people=by)
        case RecordBriefing(by=by, orientations=orientations, themes=themes):
            named = boundary_of(*(f"orientation:{name}" for name in orientations), people=by, themes=themes)
        case RecordCouncilQuestion(themes=themes):
            named = boundary_of(themes=themes)
        case CancelBriefing() | AnswerCouncilQuestion():
            named = Boundary()
        case _:
            assert_never(command)
    return about(f"briefing:{command.briefing}") | named
