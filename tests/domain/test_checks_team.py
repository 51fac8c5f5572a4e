"""The governance checks about working as a team: the committee, documents, contracts, projects, everyone's part."""

from msgspec import structs

from domain.ambassadors import Ambassador
from domain.checks.everyone import PartOfEpci
from domain.checks.finding import Gap
from domain.checks.scene import Occasion
from domain.contracts import Contract, ContractReview
from domain.delegations_known import FunctionDelegation
from domain.document_life import CompatibilityCheck, CompatibilityDeadline, Document, DocumentReferent
from domain.facts.bodies import SeatKind
from domain.facts.delegations import DelegationScope
from domain.facts.documents import (
    CompatibilityOutcome,
    ContractKind,
    DocumentKind,
    DocumentState,
    FollowedCompetence,
    SchemeRelation,
)
from domain.facts.projects import Contribution, OrientationAssessed, ProjectKind, ProjectState, ReviewOutcome
from domain.projects_state import Project, ProjectReview, ReviewCondition
from domain.rules.documents import PLACES, RELATIONS
from domain.rules.themes import THEMES
from domain.team_life import Secondment, Technician
from tests.domain.life import day
from tests.domain.scenes import FORD, MILL, NORTH, ON, SOUTH, check, lacks, orientation, says, scene, seat

# -- the committee -----------------------------------------------------------------------------------------------------


def _functions(person: str, *themes: str, entry: int = 80) -> FunctionDelegation:
    return FunctionDelegation(
        delegation=f"d-{person}-{entry}",
        scope=DelegationScope(themes=themes),
        granted_on=day("2026-06-01"),
        entries=(entry, 99),
        person=person,
    )


def test_the_committee_covers_the_themes_in_which_its_members_hold_delegations() -> None:
    but_health = tuple(theme for theme in THEMES if theme != "health")
    committee = (seat("anne", 70), seat("bruno", 71), seat(None, 72))
    held = (_functions("anne", *but_health, "own-theme"), _functions("claire", "health", entry=81))
    some = scene(steering=committee, delegations=held)
    figures = {"covered": 13, "themes": 14, "missing_themes": ("health",), "members": 2}
    assert says("STEERING_COVERS_THEMES", some) == ("PARTLY_MET", figures, (80,))
    assert lacks("STEERING_COVERS_THEMES", some) == (Gap(theme="health"),)
    whole = structs.replace(some, delegations=(*held, _functions("bruno", "health", "water", entry=82)))
    assert says("STEERING_COVERS_THEMES", whole)[::2] == ("MET", (80, 82))
    assert check("STEERING_COVERS_THEMES", scene(delegations=held)).status == "NOT_MET"


# -- documents and contracts -------------------------------------------------------------------------------------------


def _document(name: str, kind: DocumentKind, competence: FollowedCompetence | None = None) -> Document:
    return Document(
        document=name,
        kind=kind,
        title=name,
        owner=NORTH,
        followed_on=day("2026-06-01"),
        entries=(120,),
        place=PLACES[kind],
        relation=RELATIONS[kind],
        competence=competence,
        referents=(DocumentReferent(person="anne", named_on=day("2026-06-01"), entry=121),),
    )


WHOLE = (
    _document("plui", DocumentKind.PLUI),
    _document("mobility", DocumentKind.MOBILITY_PLAN),
    _document("economy", DocumentKind.ECONOMIC_DEVELOPMENT_STRATEGY),
    _document("pcaet", DocumentKind.PCAET),
    _document("sage", DocumentKind.SAGE),
    _document("gemapi", DocumentKind.COMPETENCE, FollowedCompetence.GEMAPI),
)


def _checked(outcome: CompatibilityOutcome) -> CompatibilityCheck:
    relation = SchemeRelation.COMPATIBLE_WITH
    return CompatibilityCheck(on=day("2026-07-01"), relation=relation, outcome=outcome, scheme="scot", entry=122)


def test_documents_are_coordinated_when_someone_answers_for_each_and_none_strays_from_the_scheme() -> None:
    code = "DOCUMENTS_COORDINATED"
    figures = {
        "coordinated": 6,
        "documents": 6,
        "without_referent": 0,
        "overdue": 0,
        "incompatible": 0,
        "missing_kinds": (),
    }
    assert says(code, scene(documents=WHOLE)) == ("MET", figures, (121,))
    plui, mobility, economy, *others = WHOLE
    left = structs.replace(plui.referents[0], ended_on=ON)
    orphan = structs.replace(plui, referents=(left,), checks=(_checked(CompatibilityOutcome.INCOMPATIBLE),))
    asked = CompatibilityDeadline(since=day("2026-06-01"), due_on=day("2026-11-19"), revision_needed=False, entry=123)
    late = structs.replace(mobility, deadlines=(asked,), state=DocumentState.APPROVED)
    some = scene(documents=(orphan, late, economy, *others[:-1]))
    assert says(code, some)[:2] == (
        "PARTLY_MET",
        {
            "coordinated": 3,
            "documents": 5,
            "without_referent": 1,
            "overdue": 1,
            "incompatible": 1,
            "missing_kinds": (FollowedCompetence.GEMAPI,),
        },
    )
    assert lacks(code, some) == (
        Gap(thing="document:plui", organization=NORTH, name="referent"),
        Gap(thing="document:plui", organization=NORTH, name="INCOMPATIBLE"),
        Gap(thing="document:mobility", organization=NORTH, due=day("2026-11-19")),
        Gap(name="GEMAPI"),
    )
    assert check(code, scene(documents=(orphan,))).status == "NOT_MET"
    assert [gap.name for gap in lacks(code, scene())] == [
        *("PLUI", "MOBILITY_PLAN", "ECONOMIC_DEVELOPMENT_STRATEGY", "PCAET", "SAGE", "GEMAPI"),
    ]


CRTE = Contract(
    contract="crte", kind=ContractKind.CRTE, title="CRTE", parties=(NORTH,), signed_on=day("2026-06-01"), entries=(130,)
)


def test_each_member_is_party_to_a_contract() -> None:
    figures = {"contracts": 1, "members": 2, "bound": 1, "reviews_due": 0}
    assert says("CONTRACTS_COORDINATED", scene(contracts=(CRTE,))) == ("PARTLY_MET", figures, (130,))
    assert lacks("CONTRACTS_COORDINATED", scene(contracts=(CRTE,))) == (Gap(organization=SOUTH),)
    review = ContractReview(on=day("2026-07-01"), entry=131, next_on=day("2026-11-19"))
    both = structs.replace(CRTE, parties=(NORTH, SOUTH), reviews=(review,))
    assert says("CONTRACTS_COORDINATED", scene(contracts=(both,)))[1] == {**figures, "bound": 2, "reviews_due": 1}
    assert check("CONTRACTS_COORDINATED", scene(contracts=(both,))).status == "PARTLY_MET"
    assert lacks("CONTRACTS_COORDINATED", scene(contracts=(both,))) == (
        Gap(thing="contract:crte", due=day("2026-11-19")),
    )
    in_time = structs.replace(both, reviews=(structs.replace(review, next_on=ON),))
    assert check("CONTRACTS_COORDINATED", scene(contracts=(in_time,))).status == "MET"
    assert check("CONTRACTS_COORDINATED", scene()).status == "NOT_MET"


# -- projects ----------------------------------------------------------------------------------------------------------


def _project(name: str, outcome: ReviewOutcome | None = None, **serves: Contribution) -> Project:
    assessed = tuple(OrientationAssessed(orientation=o, contribution=c, reason="r") for o, c in serves.items())
    concluded = ProjectReview(
        review=f"{name}-2026",
        held_on=day("2026-10-08"),
        outcome=outcome,
        concluded_on=day("2026-10-08"),
        conclusion_entry=141,
        orientations=assessed,
    )
    return Project(
        project=name,
        title=name,
        kind=ProjectKind.HOUSING,
        owner=MILL,
        communes=(MILL,),
        epcis=(NORTH,),
        registered_on=day("2026-06-01"),
        entries=(140,),
        state=ProjectState.STUDY,
        reviews=(concluded,) if outcome else (),
    )


def test_projects_are_reviewed_and_their_conditions_met_in_time() -> None:
    good, new = _project("mill", ReviewOutcome.SUPPORTS), _project("new")
    figures = {"reviewed": 1, "projects": 1, "conditions_open": 0, "conditions_overdue": 0}
    assert says("PROJECTS_REVIEWED", scene(projects=(good,), weighed=(new,))) == ("MET", figures, (141,))
    assert lacks("PROJECTS_REVIEWED", scene(projects=(good, new))) == (Gap(thing="project:new", organization=MILL),)
    assert check("PROJECTS_REVIEWED", scene(projects=(good, new))).status == "PARTLY_MET"
    assert check("PROJECTS_REVIEWED", scene(projects=(new,))).status == "NOT_MET"
    assert check("PROJECTS_REVIEWED", scene(weighed=(new,))).status == "NOT_APPLICABLE"
    condition = ReviewCondition(
        condition="rain", text="t", owner=NORTH, due_on=day("2026-11-19"), entry=142, set_on=day("2026-10-08")
    )
    review = structs.replace(good.reviews[0], conditions=(condition,))
    late = scene(projects=(structs.replace(good, reviews=(review,)),))
    assert says("PROJECTS_REVIEWED", late)[:2] == (
        "PARTLY_MET",
        {**figures, "conditions_open": 1, "conditions_overdue": 1},
    )
    assert lacks("PROJECTS_REVIEWED", late) == (
        Gap(thing="project:mill", organization=NORTH, name="rain", due=day("2026-11-19")),
    )


def test_projects_deliver_the_strategy_when_reviews_support_them_and_no_orientation_is_left_out() -> None:
    code = "PROJECTS_DELIVER_STRATEGY"
    strategy = (orientation("water"), orientation("springs", "water"), orientation("land"))
    good = _project("good", ReviewOutcome.SUPPORTS, springs=Contribution.STRONG)
    fair = _project("fair", ReviewOutcome.SUPPORTS_WITH_CONDITIONS, land=Contribution.PARTIAL)
    figures = {"supports": 1, "with_conditions": 1, "to_rework": 0, "contrary": 0, "served": 2, "orientations": 2}
    assert says(code, scene(orientations=strategy, projects=(good, fair))) == ("MET", figures, (141, 141))
    delivered = structs.replace(fair, state=ProjectState.DELIVERED)
    served = scene(orientations=strategy, projects=(good,), weighed=(delivered,))
    assert says(code, served)[:2] == ("MET", {**figures, "with_conditions": 0})
    abandoned = structs.replace(served, weighed=(structs.replace(fair, state=ProjectState.ABANDONED),))
    assert lacks(code, abandoned) == (Gap(thing="orientation:land"),)
    rework = _project("rework", ReviewOutcome.TO_BE_REWORKED, land=Contribution.STRONG)
    bad = _project("bad", ReviewOutcome.CONTRARY)
    idle = _project("idle", ReviewOutcome.SUPPORTS, land=Contribution.NEUTRAL)
    some = scene(orientations=strategy, projects=(good, rework, bad, idle, _project("new")))
    assert says(code, some)[:2] == (
        "PARTLY_MET",
        {"supports": 2, "with_conditions": 0, "to_rework": 1, "contrary": 1, "served": 1, "orientations": 2},
    )
    assert lacks(code, some) == (
        Gap(thing="project:rework", name="TO_BE_REWORKED"),
        Gap(thing="project:bad", name="CONTRARY"),
        Gap(thing="orientation:land"),
    )
    assert check(code, scene(orientations=strategy, projects=(bad,))).status == "NOT_MET"
    assert check(code, scene(projects=(_project("new"),))).status == "NOT_APPLICABLE"


# -- everyone ----------------------------------------------------------------------------------------------------------


def test_everyone_has_a_part_and_what_an_epci_lacks_is_named() -> None:
    code = "EVERYONE_HAS_A_PART"
    technician = Technician(
        technician="t",
        person="tina",
        employer=MILL,
        function="Planner",
        working_time=100,
        joined_on=day("2026-06-01"),
        entries=(150,),
        secondments=(Secondment(secondment="s", to=SOUTH, share=20, since=day("2026-06-01"), entry=151),),
    )
    ambassador = Ambassador(ambassador="a", person="anne", area=(MILL,), appointed_on=day("2026-06-01"), entries=(152,))
    whole = scene(
        assembly=(seat("denis", 153, SeatKind.FULL_DELEGATE, SOUTH),),
        bureau=(seat("anne", 154), seat("denis", 155)),
        conference=(seat("claire", 156), seat("denis", 157)),
        technicians=(technician,),
        ambassadors=(ambassador,),
        briefed={FORD: Occasion(day("2026-06-10"), 158)},
        projects=(_project("mill"),),
        contracts=(structs.replace(CRTE, parties=(SOUTH,)),),
    )
    figures = {"complete": 2, "members": 2, "parts": 10, "possible": 10}
    evidence = (154, 156, 150, 152, 140, 155, 157, 158, 130)
    assert says(code, whole) == ("MET", figures, evidence)
    lent_before = structs.replace(technician, secondments=(structs.replace(technician.secondments[0], until=ON),))
    alone = structs.replace(
        whole, technicians=(lent_before,), briefed={FORD: Occasion(day("2024-06-10"), 158)}, contracts=()
    )
    assert says(code, alone)[:2] == ("PARTLY_MET", {**figures, "complete": 1, "parts": 7})
    assert lacks(code, alone) == (
        Gap(organization=SOUTH, name=PartOfEpci.TECHNICIAN),
        Gap(organization=SOUTH, name=PartOfEpci.AMBASSADOR_OR_BRIEFED_COUNCIL),
        Gap(organization=SOUTH, name=PartOfEpci.PROJECT_OR_CONTRACT),
    )
    assert check(code, scene()).status == "NOT_MET"
    assert len(lacks(code, scene())) == 10
