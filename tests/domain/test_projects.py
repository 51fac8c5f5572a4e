"""Projects are registered and move on; reviews weigh them, conclude, and set conditions that are followed."""

from typing import Any

import pytest

from domain.core.entry import Visibility
from domain.core.refusals import UnknownPerson
from domain.facts.projects import (
    AssessmentMade,
    ConditionExtended,
    ConditionFailed,
    ConditionLifted,
    ConditionSet,
    ConditionsReplaced,
    Contribution,
    EffectExpected,
    Location,
    OrientationAssessed,
    ProjectChanged,
    ProjectKind,
    ProjectRegistered,
    ProjectState,
    ProjectStateChanged,
    ReviewConcluded,
    ReviewHeld,
    ReviewOutcome,
)
from domain.projects_checks import (
    ConditionClosedSince,
    ConditionDueTooEarly,
    ConditionNotOpen,
    ConditionsMissing,
    ConditionsNotAllowed,
    ConditionTwice,
    LocationOutOfRange,
    NothingToCarry,
    PlaceMistaken,
    UnknownCondition,
)
from domain.projects_commands import (
    AssessProject,
    ChangeProject,
    ChangeProjectState,
    ConcludeReview,
    ExtendCondition,
    FailCondition,
    HoldReview,
    LiftCondition,
    RegisterProject,
)
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
from domain.projects_state import ConditionState, apply_project
from domain.references import AlreadyFounded, NotYetThen, UnknownReference
from tests.domain.given import Given, given
from tests.domain.life import ACT, SITTING, A, day

COMMUNE = "commune:23001"
HALL: dict[str, Any] = {
    "project": "hall",
    "title": "Halle",
    "kind": ProjectKind.FACILITY,
    "owner": COMMUNE,
    "communes": (COMMUNE,),
    "epcis": (A,),
    "themes": ("economy",),
    "location": Location(longitude="2.33", latitude="45.2"),
    "area": "0.12",
}
REGISTER = RegisterProject(on=day("06-01"), act=ACT, **HALL)
OTHER = RegisterProject(on=day("06-01"), act=ACT, **{**HALL, "project": "path"})
IN = ReviewOutcome


def hold(review: str = "r1", on: str = "07-01", **more: Any) -> HoldReview:
    """A project is reviewed."""
    return HoldReview(on=day(on), act=ACT, review=review, **{"project": "hall", **more})


def assess(review: str = "r1", on: str = "07-01", **more: Any) -> AssessProject:
    """It is weighed, in general."""
    return AssessProject(on=day(on), act=ACT, review=review, **{"opinion": "Utile", **more})


def conclude(outcome: ReviewOutcome, review: str = "r1", on: str = "07-01", **more: Any) -> ConcludeReview:
    """The review concludes."""
    return ConcludeReview(on=day(on), act=ACT, review=review, outcome=outcome, reasons="Motifs", **more)


def condition(name: str, due: str = "10-01") -> ConditionSet:
    """A condition."""
    return ConditionSet(condition=name, text="Sols perméables", owner=COMMUNE, due_on=day(due))


def lift(name: str = "soil", on: str = "09-01", review: str = "r1") -> LiftCondition:
    """A condition is met."""
    return LiftCondition(on=day(on), act=ACT, review=review, condition=name, evidence="Plan modifié")


def extend(name: str = "soil", on: str = "08-01", due: str = "12-01") -> ExtendCondition:
    """A condition is given more time."""
    return ExtendCondition(on=day(on), act=ACT, review="r1", condition=name, due_on=day(due), reason="Études")


def move(state: ProjectState, on: str = "08-01") -> ChangeProjectState:
    """A project moves on."""
    return ChangeProjectState(on=day(on), act=ACT, project="hall", state=state)


REVIEWED = (*SITTING, REGISTER, hold(), assess())
CONDITIONED = (*REVIEWED, conclude(IN.SUPPORTS_WITH_CONDITIONS, conditions=(condition("soil"), condition("trees"))))
AGAIN = (hold("r2", "08-15", follows="r1"), assess("r2", "08-15"))


def test_a_project_is_registered_changed_and_moves_on() -> None:
    change = ChangeProject(on=day("07-01"), act=ACT, project="hall", title="Halle couverte", themes=())
    given(*SITTING).when(REGISTER, change, move(ProjectState.STUDY)).then(
        ProjectRegistered(**HALL),
        ProjectChanged(project="hall", title="Halle couverte", themes=()),
        ProjectStateChanged(project="hall", state=ProjectState.STUDY),
    )


def test_a_change_that_gives_nothing_changes_nothing() -> None:
    given(*SITTING, REGISTER).when(ChangeProject(on=day("07-01"), act=ACT, project="hall")).already_true()


def test_nothing_happens_to_a_project_before_it_is_registered() -> None:
    early = NotYetThen(reference="project:hall", on=day("05-31"), since=day("06-01"))
    register = given(*SITTING, REGISTER)
    register.when(move(ProjectState.STUDY, "05-31")).refused(early)
    register.when(ChangeProject(on=day("05-31"), act=ACT, project="hall", title="H")).refused(early)
    register.when(hold(on="05-31")).refused(early)
    given(*SITTING).when(move(ProjectState.STUDY)).refused(UnknownReference(reference="project:hall"))


def test_a_name_is_one_project() -> None:
    register = given(*SITTING, REGISTER)
    other = RegisterProject(on=day("07-01"), act=ACT, **HALL)
    entry = register.at(ProjectRegistered(**HALL))
    register.when(other).refused(AlreadyFounded(reference="project:hall", since=day("06-01"), entry=entry))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"communes": (A,)}, PlaceMistaken(project="hall", organization=A)),
        ({"epcis": (COMMUNE,)}, PlaceMistaken(project="hall", organization=COMMUNE)),
        ({"owner": "org:nobody"}, UnknownReference(reference="org:nobody")),
        ({"themes": ("no-theme",)}, UnknownReference(reference="theme:no-theme")),
        ({"documents": ("plui",)}, UnknownReference(reference="document:plui")),
        ({"contracts": ("crte",)}, UnknownReference(reference="contract:crte")),
        ({"actions": ("hedges",)}, UnknownReference(reference="action:hedges")),
        (
            {"location": Location(longitude="180.000001", latitude="45")},
            LocationOutOfRange(project="hall", longitude="180.000001", latitude="45"),
        ),
        (
            {"location": Location(longitude="2", latitude="-90.5")},
            LocationOutOfRange(project="hall", longitude="2", latitude="-90.5"),
        ),
    ],
)
def test_a_description_stands_on_the_territory_and_names_what_is_known(said: dict[str, Any], refusal: Any) -> None:
    given(*SITTING).when(RegisterProject(on=day("06-01"), act=ACT, **{**HALL, **said})).refused(refusal)
    change = ChangeProject(on=day("07-01"), act=ACT, project="hall", **said)
    given(*SITTING, REGISTER).when(change).refused(refusal)


def test_a_review_is_held_weighs_and_concludes() -> None:
    held = hold(people=("a1", "z1"), organizations=(A,), body="bureau", themes=("economy",))
    given(*SITTING, REGISTER).when(held, assess(), conclude(IN.SUPPORTS)).then(
        ReviewHeld(
            review="r1",
            project="hall",
            people=("a1", "z1"),
            organizations=(A,),
            body="bureau",
            themes=("economy",),
        ),
        AssessmentMade(review="r1", project="hall", opinion="Utile"),
        ReviewConcluded(review="r1", project="hall", outcome=IN.SUPPORTS, reasons="Motifs"),
    )


def test_a_review_names_whom_and_what_is_known() -> None:
    register = given(*SITTING, REGISTER)
    register.when(hold(people=("q9",))).refused(UnknownPerson(person="q9"))
    register.when(hold(body="nobody")).refused(UnknownReference(reference="body:nobody"))
    register.when(hold(session="s1")).refused(UnknownReference(reference="session:s1"))
    register.when(hold(organizations=("org:x",))).refused(UnknownReference(reference="org:x"))
    register.when(hold(themes=("x",))).refused(UnknownReference(reference="theme:x"))
    register.when(hold(follows="r0")).refused(UnknownReference(reference="review:r0"))


def test_a_project_is_weighed_against_recorded_orientations_and_indicators() -> None:
    register = given(*SITTING, REGISTER, hold())
    weighed = OrientationAssessed(orientation="doo-1", contribution=Contribution.STRONG, reason="Centralité")
    register.when(assess(orientations=(weighed,))).refused(UnknownReference(reference="orientation:doo-1"))
    moved = EffectExpected(indicator="vacancy", effect="-0.5", reason="Reprise")
    register.when(assess(effects=(moved,))).refused(UnknownReference(reference="indicator:vacancy"))
    register.when(assess(opinion=None)).refused(AssessmentEmpty(review="r1"))


def test_a_conclusion_names_what_is_known() -> None:
    register = given(*REVIEWED)
    register.when(conclude(IN.SUPPORTS, clauses=("c1",))).refused(ClausesWithoutPact(review="r1", clauses=("c1",)))
    register.when(conclude(IN.SUPPORTS, pact="p")).refused(UnknownReference(reference="pact:p"))
    register.when(conclude(IN.SUPPORTS, decision="d")).refused(UnknownReference(reference="decision:d"))
    foreign = ConditionSet(condition="soil", text="T", owner="org:x", due_on=day("10-01"))
    register.when(conclude(IN.SUPPORTS_WITH_CONDITIONS, conditions=(foreign,))).refused(
        UnknownReference(reference="org:x")
    )


def test_a_review_without_assessment_is_concluded_with_a_caution() -> None:
    concluded = ReviewConcluded(review="r1", project="hall", outcome=IN.SUPPORTS, reasons="Motifs")
    caution = ReviewWithoutAssessment(review="r1", project="hall")
    given(*SITTING, REGISTER, hold()).when(conclude(IN.SUPPORTS)).then(concluded, cautions=[caution])


def test_a_review_concludes_once_and_is_weighed_before() -> None:
    register = given(*REVIEWED, conclude(IN.SUPPORTS))
    register.when(conclude(IN.CONTRARY, on="07-02")).refused(
        ReviewAlreadyConcluded(review="r1", outcome=IN.SUPPORTS, concluded_on=day("07-01"))
    )
    late = AssessedAfterConclusion(review="r1", assessed_on=day("07-02"), concluded_on=day("07-01"))
    register.when(assess(on="07-02")).refused(late)
    given(*SITTING, REGISTER, hold(), assess(on="07-02")).when(conclude(IN.SUPPORTS)).refused(late)


def test_support_with_conditions_has_some_and_no_other_outcome_has_any() -> None:
    register = given(*REVIEWED)
    register.when(conclude(IN.SUPPORTS_WITH_CONDITIONS)).refused(ConditionsMissing(review="r1"))
    for outcome in (IN.SUPPORTS, IN.TO_BE_REWORKED, IN.CONTRARY):
        register.when(conclude(outcome, conditions=(condition("soil"),))).refused(
            ConditionsNotAllowed(review="r1", outcome=outcome, conditions=("soil",))
        )


def test_each_condition_has_a_name_of_its_own_and_is_due_in_time() -> None:
    register = given(*REVIEWED)
    two = conclude(IN.SUPPORTS_WITH_CONDITIONS, conditions=(condition("soil"), condition("soil")))
    register.when(two).refused(ConditionTwice(review="r1", condition="soil"))
    early = conclude(IN.SUPPORTS_WITH_CONDITIONS, conditions=(condition("soil", "06-30"),))
    register.when(early).refused(
        ConditionDueTooEarly(review="r1", condition="soil", due_on=day("06-30"), on=day("07-01"))
    )


def test_conditions_are_extended_lifted_or_failed() -> None:
    fail = FailCondition(on=day("09-02"), act=ACT, review="r1", condition="trees", reason="Renoncement")
    given(*CONDITIONED).when(extend(), lift(), fail).then(
        ConditionExtended(review="r1", project="hall", condition="soil", due_on=day("12-01"), reason="Études"),
        ConditionLifted(review="r1", project="hall", condition="soil", evidence="Plan modifié"),
        ConditionFailed(review="r1", project="hall", condition="trees", reason="Renoncement"),
    )


def test_a_condition_closes_once_after_all_else_in_whatever_order_it_is_recorded() -> None:
    def not_open(on: str, **more: Any) -> ConditionNotOpen:
        return ConditionNotOpen(review="r1", condition="soil", on=day(on), since=day("07-01"), **more)

    register = given(*CONDITIONED, lift())
    fail = FailCondition(on=day("08-01"), act=ACT, review="r1", condition="soil", reason="R")
    register.when(fail).refused(not_open("08-01", closed_on=day("09-01")))
    register.when(extend(on="09-02")).refused(not_open("09-02", closed_on=day("09-01")))
    register.when(extend(on="08-01")).recorded()
    given(*CONDITIONED, extend(on="09-02")).when(lift()).refused(not_open("09-01", extended_on=day("09-02")))
    given(*CONDITIONED).when(lift(on="07-01", name="none")).refused(UnknownCondition(review="r1", condition="none"))
    given(*CONDITIONED).when(extend(due="07-31")).refused(
        ConditionDueTooEarly(review="r1", condition="soil", due_on=day("07-31"), on=day("08-01"))
    )
    held_before = given(
        *SITTING, REGISTER, hold(), conclude(IN.SUPPORTS_WITH_CONDITIONS, on="07-20", conditions=(condition("soil"),))
    )
    held_before.when(lift(on="07-10")).refused(
        ConditionNotOpen(review="r1", condition="soil", on=day("07-10"), since=day("07-20"))
    )


def test_a_re_review_follows_a_concluded_review_of_the_same_project() -> None:
    refused = ReviewNotConcluded(review="r2", follows="r1", on=day("08-15"))
    given(*REVIEWED).when(AGAIN[0]).refused(refused)
    given(*REVIEWED, conclude(IN.SUPPORTS, on="08-16")).when(AGAIN[0]).refused(refused)
    given(*CONDITIONED, OTHER).when(hold("r2", "08-15", project="path", follows="r1")).refused(
        ReviewOfAnotherProject(review="r2", project="path", follows="r1", other="hall")
    )


def test_a_re_review_replaces_the_open_conditions_that_it_does_not_carry() -> None:
    better = conclude(IN.SUPPORTS, "r2", "08-15")
    given(*CONDITIONED, lift("trees", "08-01"), *AGAIN).when(better).then(
        ReviewConcluded(review="r2", project="hall", outcome=IN.SUPPORTS, reasons="Motifs"),
        ConditionsReplaced(review="r1", project="hall", conditions=("soil",), by="r2"),
    )
    carrying = conclude(IN.SUPPORTS_WITH_CONDITIONS, "r2", "08-15", carried=("soil",))
    after = given(*CONDITIONED, *AGAIN).when(carrying)
    after.then(
        ReviewConcluded(
            review="r2", project="hall", outcome=IN.SUPPORTS_WITH_CONDITIONS, reasons="Motifs", carried=("soil",)
        ),
        ConditionsReplaced(review="r1", project="hall", conditions=("trees",), by="r2"),
    ).when(lift()).recorded()


def test_a_third_review_replaces_what_the_second_carried() -> None:
    carrying = conclude(IN.SUPPORTS_WITH_CONDITIONS, "r2", "08-15", carried=("soil",), conditions=(condition("own"),))
    third = (hold("r3", "08-20", follows="r2"), assess("r3", "08-20"))
    given(*CONDITIONED, *AGAIN, carrying, *third).when(conclude(IN.SUPPORTS, "r3", "08-20")).then(
        ReviewConcluded(review="r3", project="hall", outcome=IN.SUPPORTS, reasons="Motifs"),
        ConditionsReplaced(review="r2", project="hall", conditions=("own",), by="r3"),
        ConditionsReplaced(review="r1", project="hall", conditions=("soil",), by="r3"),
    )


def test_only_what_is_due_is_carried_and_what_closed_later_must_be() -> None:
    carrying = conclude(IN.SUPPORTS_WITH_CONDITIONS, "r2", "08-15", carried=("soil",))
    given(*CONDITIONED, lift(on="08-14"), *AGAIN).when(carrying).refused(
        NothingToCarry(review="r2", condition="soil", on=day("08-15"))
    )
    given(*CONDITIONED, lift(on="08-16"), *AGAIN).when(conclude(IN.SUPPORTS, "r2", "08-15")).refused(
        ConditionClosedSince(review="r2", condition="soil", closed_on=day("08-16"), on=day("08-15"))
    )
    given(*CONDITIONED, lift(on="08-16"), *AGAIN).when(carrying).recorded()
    twice = conclude(IN.SUPPORTS_WITH_CONDITIONS, "r2", "08-15", carried=("soil",), conditions=(condition("soil"),))
    given(*CONDITIONED, *AGAIN).when(twice).refused(ConditionTwice(review="r2", condition="soil"))


def test_a_contrary_project_that_goes_on_is_said_whichever_comes_first() -> None:
    def caution(on: str, state: ProjectState) -> ContraryProjectGoesOn:
        return ContraryProjectGoesOn(project="hall", review="r1", state=state, on=day(on))

    contrary = given(*REVIEWED, conclude(IN.CONTRARY))
    for state in ProjectState:
        said = [caution("08-01", state)] if state in (ProjectState.PERMIT, ProjectState.WORKS) else []
        given(*REVIEWED, conclude(IN.CONTRARY)).when(move(state)).then(
            ProjectStateChanged(project="hall", state=state), cautions=said
        )
    contrary.when(move(ProjectState.PERMIT, "06-30")).then(
        ProjectStateChanged(project="hall", state=ProjectState.PERMIT)
    )
    concluded = ReviewConcluded(review="r1", project="hall", outcome=IN.CONTRARY, reasons="Motifs")
    given(*REVIEWED, move(ProjectState.WORKS, "06-15")).when(conclude(IN.CONTRARY)).then(
        concluded, cautions=[caution("07-01", ProjectState.WORKS)]
    )
    given(*REVIEWED, move(ProjectState.WORKS, "07-02")).when(conclude(IN.CONTRARY)).then(concluded)
    given(*REVIEWED, conclude(IN.CONTRARY), *AGAIN, conclude(IN.SUPPORTS, "r2", "08-15")).when(
        move(ProjectState.WORKS, "08-20")
    ).then(ProjectStateChanged(project="hall", state=ProjectState.WORKS))


def _visibilities(register: Given) -> list[Visibility]:
    return [e.visibility for e in register.ledger.entries if e.fact.tags()[0].startswith("review:")]


def test_what_follows_from_a_confidential_review_is_confidential() -> None:
    secret = hold(visibility=Visibility.BUREAU)
    register = given(*SITTING, REGISTER, secret, assess(), conclude(IN.CONTRARY), *AGAIN)
    assert _visibilities(register) == [Visibility.BUREAU] * 5
    register.when(move(ProjectState.WORKS)).then(ProjectStateChanged(project="hall", state=ProjectState.WORKS))
    hushed = ChangeProjectState(
        on=day("08-02"), act=ACT, project="hall", state=ProjectState.PERMIT, visibility=Visibility.BUREAU
    )
    caution = ContraryProjectGoesOn(project="hall", review="r1", state=ProjectState.PERMIT, on=day("08-02"))
    register.when(hushed).then(ProjectStateChanged(project="hall", state=ProjectState.PERMIT), cautions=[caution])


def test_a_project_tells_its_latest_outcome_and_what_is_due() -> None:
    register = given(*CONDITIONED, lift("trees", "08-01"), *AGAIN)
    project = None
    for entry in register.ledger.entries:
        if "course:hall" in entry.fact.tags():
            project = apply_project(project, entry)
    assert project is not None
    assert project.latest is not None
    assert (project.latest.review, project.latest.outcome) == ("r1", IN.SUPPORTS_WITH_CONDITIONS)
    assert [c.condition for _, c in project.open_conditions()] == ["soil"]
    (soil,) = (c for c in project.latest.conditions if c.condition == "soil")
    assert (soil.overdue(day("10-01")), soil.overdue(day("10-02"))) == (False, True)
    assert project.latest.conditions[1].state is ConditionState.LIFTED
