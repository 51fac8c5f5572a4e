"""Councils are briefed, ask, are answered, and are due the next briefing by a local rule."""

import pytest
from msgspec import structs

from domain.briefing_life import BriefingReminder, BriefingRule, BriefingState, due, months_of
from domain.briefings import (
    EMPTY,
    AnswerCouncilQuestion,
    BriefingAlreadyHeld,
    BriefingIsCancelled,
    BriefingNotHeld,
    BriefingOfNoCouncil,
    BriefingPlannedInThePast,
    CallForBriefings,
    CancelBriefing,
    CouncilNotBriefedThen,
    CouncilQuestionAnswered,
    CouncilQuestionTaken,
    CouncilQuestionUnknown,
    PlanBriefing,
    RecordBriefing,
    RecordCouncilQuestion,
    SetBriefingRule,
    evolve,
)
from domain.core.entry import standing
from domain.core.refusals import UnknownPerson
from domain.facts.briefings import (
    BriefingCancelled,
    BriefingOccasion,
    BriefingPlanned,
    BriefingRuleSet,
    BriefingsCalledFor,
    CouncilBriefed,
    QuestionAnswered,
    QuestionAsked,
)
from domain.references import AlreadyFounded, NotYetThen, UnknownReference
from tests.domain.given import given
from tests.domain.life import ACT, SITTING, A, day

NORTH, SOUTH = "commune:23001", "commune:23002"
PLAN = PlanBriefing(on=day("06-01"), act=ACT, briefing="north", planned_for=day("06-18"), communes=(NORTH,), by=("a1",))
PLANNED = BriefingPlanned(briefing="north", planned_for=day("06-18"), communes=(NORTH,), by=("a1",))
BRIEF = RecordBriefing(
    on=day("06-19"),
    act=ACT,
    briefing="north",
    communes=(NORTH, SOUTH),
    by=("a1", "b1"),
    themes=("water",),
    materials=("Slides",),
    attendees=31,
)
BRIEFED = CouncilBriefed(
    briefing="north",
    communes=(NORTH, SOUTH),
    by=("a1", "b1"),
    themes=("water",),
    materials=("Slides",),
    attendees=31,
)
CANCEL = CancelBriefing(on=day("06-10"), act=ACT, briefing="north", reason="Snow")
ASK = RecordCouncilQuestion(
    on=day("06-19"), act=ACT, briefing="north", question="q1", text="And the mires?", themes=("water",), commune=SOUTH
)
ASKED = QuestionAsked(briefing="north", question="q1", text="And the mires?", themes=("water",), commune=SOUTH)
ANSWER = AnswerCouncilQuestion(on=day("07-01"), act=ACT, briefing="north", question="q1", answer="Kept.")


def test_a_briefing_is_planned_held_asked_about_and_answered() -> None:
    given(*SITTING).when(PLAN, BRIEF, ASK, ANSWER).then(
        PLANNED, BRIEFED, ASKED, QuestionAnswered(briefing="north", question="q1", answer="Kept.")
    )


def test_a_briefing_needs_no_plan_and_its_plan_may_be_recorded_afterwards() -> None:
    register = given(*SITTING).when(BRIEF).then(BRIEFED).when(PLAN).then(PLANNED)
    late = structs.replace(PLAN, on=day("06-20"), planned_for=day("06-30"))
    given(*SITTING, BRIEF).when(late).refused(BriefingAlreadyHeld(briefing="north", held_on=day("06-19")))
    state = EMPTY
    for entry in standing(register.ledger.entries):
        state = evolve(state, entry)
    briefing = state.the("briefing:north")
    assert (briefing.state, briefing.day, briefing.communes) == (BriefingState.HELD, day("06-19"), (NORTH, SOUTH))


def test_a_plan_is_for_a_day_to_come_and_for_one_briefing() -> None:
    past = structs.replace(PLAN, planned_for=day("05-31"))
    given(*SITTING).when(past).refused(
        BriefingPlannedInThePast(briefing="north", planned_for=day("05-31"), on=day("06-01"))
    )
    register = given(*SITTING, PLAN)
    other = structs.replace(PLAN, planned_for=day("06-30"))
    register.when(other).refused(
        AlreadyFounded(reference="briefing:north", since=day("06-01"), entry=register.at(PLANNED))
    )


def test_a_cancelled_briefing_is_not_held() -> None:
    register = given(*SITTING, PLAN).when(CANCEL).then(BriefingCancelled(briefing="north", reason="Snow"))
    refusal = BriefingIsCancelled(briefing="north", cancelled_on=day("06-10"))
    register.when(BRIEF).refused(refusal)
    register.when(structs.replace(CANCEL, on=day("06-11"))).refused(refusal)
    register.when(ASK).refused(BriefingNotHeld(briefing="north", on=day("06-19")))


def test_a_held_briefing_is_neither_cancelled_nor_held_again() -> None:
    register = given(*SITTING, PLAN, BRIEF)
    refusal = BriefingAlreadyHeld(briefing="north", held_on=day("06-19"))
    register.when(structs.replace(CANCEL, on=day("06-20"))).refused(refusal)
    register.when(structs.replace(BRIEF, on=day("06-20"))).refused(refusal)
    given(*SITTING, PLAN).when(structs.replace(CANCEL, on=day("05-30"))).refused(
        NotYetThen(reference="briefing:north", on=day("05-30"), since=day("06-01"))
    )


@pytest.mark.parametrize("command", [PLAN, BRIEF])
def test_councils_are_briefed_by_people_of_the_register(command: PlanBriefing | RecordBriefing) -> None:
    given(*SITTING).when(structs.replace(command, communes=(A,))).refused(
        BriefingOfNoCouncil(briefing="north", organization=A)
    )
    given(*SITTING).when(structs.replace(command, by=("q9",))).refused(UnknownPerson(person="q9"))


def test_only_what_is_known_can_be_named() -> None:
    for told, reference in (({"themes": ("none",)}, "theme:none"), ({"orientations": ("o9",)}, "orientation:o9")):
        given(*SITTING).when(structs.replace(BRIEF, **told)).refused(UnknownReference(reference=reference))
    given(*SITTING, BRIEF).when(structs.replace(ASK, themes=("none",))).refused(
        UnknownReference(reference="theme:none")
    )
    for command in (CANCEL, ASK, ANSWER):
        given(*SITTING).when(command).refused(UnknownReference(reference="briefing:north"))
    call = CallForBriefings(on=day("06-01"), act=ACT, occasion=BriefingOccasion.OTHER)
    for named in ("scheme", "decision"):
        given(*SITTING).when(structs.replace(call, **{named: "x"})).refused(UnknownReference(reference=f"{named}:x"))


def test_a_question_is_asked_by_a_council_that_was_there_once_it_was() -> None:
    register = given(*SITTING, PLAN, BRIEF)
    early = structs.replace(ASK, on=day("06-18"))
    register.when(early).refused(BriefingNotHeld(briefing="north", on=day("06-18")))
    absent = structs.replace(ASK, commune="commune:23003")
    register.when(absent).refused(CouncilNotBriefedThen(briefing="north", commune="commune:23003"))
    asked = register.given(ASK)
    other = structs.replace(ASK, text="Another")
    asked.when(other).refused(CouncilQuestionTaken(briefing="north", question="q1"))


def test_a_question_is_answered_once_after_it_was_asked() -> None:
    asked = given(*SITTING, BRIEF, structs.replace(ASK, on=day("06-25")))
    unknown = structs.replace(ANSWER, question="q2")
    asked.when(unknown).refused(CouncilQuestionUnknown(briefing="north", question="q2", on=day("07-01")))
    early = structs.replace(ANSWER, on=day("06-24"))
    asked.when(early).refused(CouncilQuestionUnknown(briefing="north", question="q1", on=day("06-24")))
    answered = asked.given(ANSWER)
    again = structs.replace(ANSWER, answer="Lost.")
    answered.when(again).refused(CouncilQuestionAnswered(briefing="north", question="q1", answered_on=day("07-01")))


def test_the_rule_is_set_and_briefings_are_called_for() -> None:
    rule = SetBriefingRule(on=day("07-09"), act=ACT, months_after_start=6, months_between=12)
    call = CallForBriefings(on=day("08-01"), act=ACT, occasion=BriefingOccasion.SCHEME_REVISED)
    given(*SITTING).when(rule, call).then(
        BriefingRuleSet(months_after_start=6, months_between=12),
        BriefingsCalledFor(occasion=BriefingOccasion.SCHEME_REVISED),
    )


OWN = BriefingRule(months_after_start=6, months_between=10)
CALLED = BriefingRule(called_on=day("09-01"))
TERM = "2026-05-20"


@pytest.mark.parametrize(
    ("last", "term", "rule", "expected"),
    [
        (None, TERM, None, ("2027-02-20", BriefingReminder.TERM_STARTED)),
        (None, TERM, OWN, ("2026-11-20", BriefingReminder.TERM_STARTED)),
        ("2026-05-19", TERM, OWN, ("2026-11-20", BriefingReminder.TERM_STARTED)),
        ("2026-05-20", TERM, OWN, ("2027-03-20", BriefingReminder.YEARLY)),
        ("2026-06-18", TERM, None, ("2027-06-18", BriefingReminder.YEARLY)),
        ("2026-06-18", TERM, CALLED, ("2027-06-01", BriefingReminder.STRATEGY_CHANGED)),
        ("2026-09-01", TERM, CALLED, ("2027-09-01", BriefingReminder.YEARLY)),
        ("2026-09-01", None, None, ("2027-09-01", BriefingReminder.YEARLY)),
        (None, None, OWN, None),
    ],
)
def test_when_a_council_is_due_a_briefing(
    last: str | None, term: str | None, rule: BriefingRule | None, expected: tuple[str, BriefingReminder] | None
) -> None:
    found = due(day(last) if last else None, day(term) if term else None, rule, day("10-01"))
    assert (found and (found.due_on.isoformat(), found.reminder)) == expected


def test_without_a_rule_of_its_own_an_authority_has_the_common_one() -> None:
    assert months_of(None, day("10-01")) == months_of(CALLED, day("10-01")) == (9, 12)
    assert months_of(OWN, day("10-01")) == (6, 10)
