"""The SCoT is prescribed, approved, kept alive every six years or lapses; its steps come in a lawful order."""

import datetime as dt
from typing import Any

import pytest

from domain import scheme as s
from domain import scheme_order as o
from domain.checks.scheme import PerimeterLeftUncovered, SchemeLapsed, SchemeWillLapse, warnings
from domain.core.notices import Caution, Refusal
from domain.facts import scheme as f
from domain.facts.scheme import AnalysisTopic as Topic
from domain.facts.scheme import SchemeEndCause, SchemeInquiryKind, SchemeOpinionSense, SchemePerimeterCause
from domain.references import AlreadyFounded, NotYetThen, StillReferredTo, UnknownReference
from domain.scheme_fold import apply
from domain.scheme_life import Scheme, SchemeState, SchemeStep, state_of
from domain.things import life
from tests.domain.given import Given, given
from tests.domain.life import ACT, OPENED, OTHER_ACT, A, B, day

C = "epci:242300135"
ALL = tuple(Topic)


def _at(on: str) -> dict[str, Any]:
    return {"on": day(on), "act": ACT, "scheme": "hcd"}


PRESCRIBE = s.PrescribeScheme(**_at("2017-03-14"), title="SCoT d'essai", perimeter=(A, B))
ARREST = s.ArrestScheme(**_at("2020-02-20"))
OPINION = s.RecordSchemeOpinion(
    **_at("2020-05-20"), organization=A, sense=SchemeOpinionSense.DEEMED_FAVOURABLE, note="Silence"
)
INQUIRY = s.RecordSchemeInquiry(**_at("2020-11-06"), kind=SchemeInquiryKind.PUBLIC_INQUIRY, favourable=True)
APPROVE = s.ApproveScheme(**_at("2021-07-06"), version="2021")
ENFORCE = s.MakeSchemeEnforceable(**_at("2021-09-10"), version="2021")
MODIFY = s.ModifyScheme(**_at("2024-03-21"), version="m1")
ANALYSE = s.PublishSchemeAnalysis(**_at("2026-11-05"), topics=ALL)
MAINTAIN = s.MaintainScheme(**_at("2027-03-04"))
DECIDE = s.DecideSchemeRevision(**_at("2027-03-04"), complete=True)
PRESCRIBE_REVISION = s.PrescribeSchemeRevision(**_at("2027-04-01"), complete=True, changes_pas=True)
APPROVE_REVISION = s.ApproveSchemeRevision(**_at("2029-06-01"), version="r1")
ABANDON = s.AbandonSchemeRevision(**_at("2028-06-01"))
EXTEND = s.ChangeSchemePerimeter(**_at("2024-01-01"), organization=C, cause=SchemePerimeterCause.EXTENSION)
END = s.EndScheme(**_at("2030-01-01"), cause=SchemeEndCause.DISSOLUTION)

MADE = (PRESCRIBE, ARREST, OPINION, INQUIRY, APPROVE, ENFORCE)


def scheme_on(register: Given, on: str) -> Scheme | None:
    """The SCoT as it is on a day."""
    entries = [entry for entry in register.ledger.entries if isinstance(entry.fact, f.SchemeFact)]
    spans = life(apply, sorted(entries, key=lambda entry: entry.legal_order))
    return next((p.thing for p in spans if p.start <= day(on) and (p.end is None or day(on) < p.end)), None)


def state_on(register: Given, on: str) -> SchemeState:
    """Its state on a day."""
    scheme = scheme_on(register, on)
    return SchemeState.NONE if scheme is None else state_of(scheme, day(on))


def said_on(register: Given, on: str) -> list[Caution]:
    """What is to beware of on a day."""
    scheme = scheme_on(register, on)
    assert scheme is not None
    return list(warnings(scheme, day(on)))


def test_it_is_made_step_by_step() -> None:
    given(*OPENED).when(*MADE, MODIFY).then(
        f.SchemePrescribed(scheme="hcd", title="SCoT d'essai", perimeter=(A, B)),
        f.SchemeArrested(scheme="hcd"),
        f.OpinionReceived(scheme="hcd", organization=A, sense=SchemeOpinionSense.DEEMED_FAVOURABLE, note="Silence"),
        f.InquiryHeld(scheme="hcd", kind=SchemeInquiryKind.PUBLIC_INQUIRY, favourable=True),
        f.SchemeApproved(scheme="hcd", version="2021"),
        f.SchemeMadeEnforceable(scheme="hcd", version="2021"),
        f.SchemeModified(scheme="hcd", version="m1"),
    )


def test_the_states_follow_one_another() -> None:
    register = given(*OPENED, *MADE, ANALYSE, DECIDE, PRESCRIBE_REVISION, APPROVE_REVISION, END)
    states = {on: state_on(register, on) for on in ("2017-03-13", "2017-03-14", "2021-09-09", "2021-09-10")}
    assert list(states.values()) == [
        SchemeState.NONE,
        SchemeState.IN_PREPARATION,
        SchemeState.IN_PREPARATION,
        SchemeState.IN_FORCE,
    ]
    assert state_on(register, "2027-03-04") is SchemeState.UNDER_REVISION
    assert state_on(register, "2029-06-01") is SchemeState.IN_FORCE
    assert state_on(register, "2030-01-01") is SchemeState.ENDED


def test_it_lapses_the_day_after_the_six_years() -> None:
    register = given(*OPENED, *MADE)
    assert state_on(register, "2027-07-06") is SchemeState.IN_FORCE
    assert state_on(register, "2027-07-07") is SchemeState.LAPSED
    assert said_on(register, "2027-07-06") == [
        SchemeWillLapse(scheme="hcd", due_on=day("2027-07-06"), days=0, analysed_on=None)
    ]
    assert said_on(register, "2027-07-09") == [SchemeLapsed(scheme="hcd", due_on=day("2027-07-06"), days=3)]


def test_a_vote_to_maintain_makes_the_six_years_begin_again() -> None:
    register = given(*OPENED, *MADE, ANALYSE, MAINTAIN)
    scheme = scheme_on(register, "2027-03-04")
    assert scheme is not None
    assert scheme.cycle is not None
    assert (scheme.cycle.by, scheme.cycle.due_on) == (SchemeStep.MAINTAINED, day("2033-03-04"))
    assert state_on(register, "2033-03-04") is SchemeState.IN_FORCE
    assert state_on(register, "2033-03-05") is SchemeState.LAPSED


def test_the_days_left_say_whether_the_analysis_is_published() -> None:
    register = given(*OPENED, *MADE, ANALYSE)
    will_lapse = SchemeWillLapse(scheme="hcd", due_on=day("2027-07-06"), days=243, analysed_on=day("2026-11-05"))
    assert said_on(register, "2026-11-05") == [will_lapse]


def test_a_vote_to_revise_keeps_it_alive_until_the_revision_is_given_up() -> None:
    register = given(*OPENED, *MADE, ANALYSE, DECIDE, PRESCRIBE_REVISION)
    assert said_on(register, "2028-05-31") == []
    assert state_on(register, "2028-05-31") is SchemeState.UNDER_REVISION
    abandoned = given(*OPENED, *MADE, ANALYSE, DECIDE, PRESCRIBE_REVISION, ABANDON)
    assert state_on(abandoned, "2028-06-01") is SchemeState.LAPSED


@pytest.mark.parametrize(("complete", "due_on"), [(True, "2035-06-01"), (False, "2027-07-06")])
def test_a_complete_revision_alone_makes_the_six_years_begin_again(complete: bool, due_on: str) -> None:
    partial = s.PrescribeSchemeRevision(**_at("2027-04-01"), complete=complete, changes_pas=True)
    register = given(*OPENED, *MADE, ANALYSE, DECIDE, partial, APPROVE_REVISION)
    scheme = scheme_on(register, "2029-06-01")
    assert scheme is not None
    assert scheme.cycle is not None
    assert scheme.cycle.due_on == day(due_on)
    assert state_on(register, "2029-06-01") is SchemeState.IN_FORCE


def test_a_modification_does_not_make_the_six_years_begin_again() -> None:
    scheme = scheme_on(given(*OPENED, *MADE, MODIFY), "2024-03-21")
    assert scheme is not None
    assert scheme.cycle is not None
    assert scheme.cycle.due_on == day("2027-07-06")
    assert [version.version for version in scheme.versions] == ["2021", "m1"]


def test_a_vote_that_comes_too_late_is_recorded_with_a_caution_and_does_not_bring_it_back() -> None:
    late = s.MaintainScheme(**_at("2027-09-01"))
    register = given(*OPENED, *MADE, ANALYSE)
    caution = s.VoteAfterLapse(scheme="hcd", on=day("2027-09-01"), due_on=day("2027-07-06"))
    register.when(late).then(f.SchemeMaintained(scheme="hcd"), cautions=[caution])
    assert state_on(register, "2027-09-01") is SchemeState.LAPSED


def test_what_is_missing_warns() -> None:
    bare = given(*OPENED, PRESCRIBE)
    missing = (SchemeStep.ARRESTED, SchemeStep.INQUIRY_HELD)
    approved = f.SchemeApproved(scheme="hcd", version="2021")
    bare.when(APPROVE).then(approved, cautions=[s.ApprovedWithoutStep(scheme="hcd", missing=missing)])

    partial = s.PublishSchemeAnalysis(**_at("2026-11-05"), topics=(Topic.LAND, Topic.ENVIRONMENT, Topic.TRANSPORT))
    published = f.AnalysisPublished(scheme="hcd", topics=partial.topics)
    caution = s.AnalysisIncomplete(scheme="hcd", missing=(Topic.RETAIL, Topic.MOUNTAIN))
    given(*OPENED, *MADE).when(partial).then(published, cautions=[caution])

    unheard = s.VoteWithoutAnalysis(scheme="hcd", on=day("2027-03-04"))
    given(*OPENED, *MADE).when(MAINTAIN).then(f.SchemeMaintained(scheme="hcd"), cautions=[unheard])


def test_an_analysis_of_the_six_years_before_does_not_count() -> None:
    again = s.MaintainScheme(**_at("2033-01-10"))
    unheard = s.VoteWithoutAnalysis(scheme="hcd", on=day("2033-01-10"))
    register = given(*OPENED, *MADE, ANALYSE, MAINTAIN)
    register.when(again).then(f.SchemeMaintained(scheme="hcd"), cautions=[unheard])


def test_an_analysis_published_after_the_vote_does_not_count() -> None:
    early = s.MaintainScheme(**_at("2026-10-01"))
    unheard = s.VoteWithoutAnalysis(scheme="hcd", on=day("2026-10-01"))
    register = given(*OPENED, *MADE, ANALYSE)
    register.when(early).then(f.SchemeMaintained(scheme="hcd"), cautions=[unheard])


def test_a_vote_takes_in_only_those_that_it_names() -> None:
    gone = s.ChangeSchemePerimeter(**_at("2025-01-01"), organization=A, cause=SchemePerimeterCause.REDUCTION)
    covering = s.MaintainScheme(**_at("2027-03-04"), covers=(C,))
    register = given(*OPENED, *MADE, EXTEND, gone, ANALYSE)
    caution = s.PerimeterNotCovered(scheme="hcd", members=(A,))
    register.when(covering).then(f.SchemeMaintained(scheme="hcd", covers=(C,)), cautions=[caution])
    scheme = scheme_on(register, "2027-03-04")
    assert scheme is not None
    assert scheme.uncovered == (A,)


def test_the_perimeter_grows_and_shrinks_and_the_vote_takes_it_in() -> None:
    register = given(*OPENED, *MADE, EXTEND, ANALYSE)
    before, after = scheme_on(register, "2023-12-31"), scheme_on(register, "2024-01-01")
    assert before is not None
    assert after is not None
    assert (before.perimeter, after.perimeter) == ((A, B), (A, B, C))
    left_out = PerimeterLeftUncovered(scheme="hcd", members=(C,))
    assert left_out in said_on(register, "2026-12-01")
    caution = s.PerimeterNotCovered(scheme="hcd", members=(C,))
    register.when(MAINTAIN).then(f.SchemeMaintained(scheme="hcd"), cautions=[caution])

    covering = s.MaintainScheme(**_at("2027-03-04"), covers=(C,))
    other = given(*OPENED, *MADE, EXTEND, ANALYSE)
    other.when(covering).then(f.SchemeMaintained(scheme="hcd", covers=(C,)))
    assert left_out not in said_on(other, "2027-03-04")
    gone = s.ChangeSchemePerimeter(**_at("2028-01-01"), organization=A, cause=SchemePerimeterCause.REDUCTION)
    scheme = scheme_on(other.given(gone), "2028-01-01")
    assert scheme is not None
    assert (scheme.perimeter, scheme.uncovered) == ((B, C), (A,))


def test_who_comes_in_was_outside_and_who_leaves_was_inside() -> None:
    inside = s.ChangeSchemePerimeter(**_at("2024-01-01"), organization=A, cause=SchemePerimeterCause.EXTENSION)
    outside = s.ChangeSchemePerimeter(**_at("2024-01-01"), organization=C, cause=SchemePerimeterCause.REDUCTION)
    for command in (inside, outside):
        refusal = o.PerimeterUnchanged(scheme="hcd", organization=command.organization, on=day("2024-01-01"))
        given(*OPENED, *MADE).when(command).refused(refusal)


NOT_BEFORE_APPROVAL = (MODIFY, ANALYSE, MAINTAIN, DECIDE, PRESCRIBE_REVISION)


@pytest.mark.parametrize("command", NOT_BEFORE_APPROVAL, ids=lambda c: type(c).__name__)
def test_nothing_follows_an_approval_that_is_not_there(command: s.SchemeCommand) -> None:
    given(*OPENED, PRESCRIBE, ARREST).when(command).refused(o.SchemeNotApproved(scheme="hcd", on=command.on))


_RUNNING = (*MADE, PRESCRIBE_REVISION)
REFUSED: tuple[tuple[tuple[Any, ...], Any, Refusal], ...] = (
    (
        MADE,
        s.ApproveScheme(**_at("2022-01-01"), version="2022"),
        o.SchemeAlreadyApproved(scheme="hcd", approved_on=day("2021-07-06")),
    ),
    (MADE, s.ArrestScheme(**_at("2022-01-01")), o.NoRevisionRunning(scheme="hcd", on=day("2022-01-01"))),
    (MADE, APPROVE_REVISION, o.NoRevisionRunning(scheme="hcd", on=day("2029-06-01"))),
    (MADE, ABANDON, o.NoRevisionRunning(scheme="hcd", on=day("2028-06-01"))),
    (
        _RUNNING,
        s.PrescribeSchemeRevision(**_at("2028-01-01"), complete=False, changes_pas=True),
        o.RevisionAlreadyRunning(scheme="hcd", since=day("2027-04-01"), on=day("2028-01-01")),
    ),
    (
        MADE,
        s.MakeSchemeEnforceable(**_at("2024-05-01"), version="m1"),
        o.UnknownSchemeVersion(scheme="hcd", version="m1", known=("2021",)),
    ),
    (
        MADE,
        s.MakeSchemeEnforceable(**_at("2024-05-01"), version="2021"),
        o.SchemeVersionEnforceable(scheme="hcd", version="2021", since=day("2021-09-10")),
    ),
    (
        MADE,
        s.ModifyScheme(**_at("2024-03-21"), version="2021"),
        o.SchemeVersionExists(scheme="hcd", version="2021", approved_on=day("2021-07-06")),
    ),
    (
        (*MADE, END),
        s.ModifyScheme(**_at("2030-02-01"), version="m9"),
        o.SchemeHasEnded(scheme="hcd", ended_on=day("2030-01-01"), on=day("2030-02-01")),
    ),
)


@pytest.mark.parametrize(("before", "command", "refusal"), REFUSED, ids=lambda value: type(value).__name__)
def test_a_step_out_of_order_is_refused(before: tuple[Any, ...], command: Any, refusal: Refusal) -> None:
    given(*OPENED, *before).when(command).refused(refusal)


def test_a_step_recorded_late_is_judged_in_its_place() -> None:
    late = s.PrescribeSchemeRevision(**_at("2026-02-01"), complete=False, changes_pas=True)
    refusal = o.RevisionAlreadyRunning(scheme="hcd", since=day("2026-02-01"), on=day("2027-04-01"))
    given(*OPENED, *_RUNNING).when(late).refused(refusal)
    given(*OPENED, PRESCRIBE, APPROVE).when(ARREST, INQUIRY).recorded()
    ended = given(*OPENED, PRESCRIBE, APPROVE, MODIFY)
    early = s.EndScheme(**_at("2023-01-01"), cause=SchemeEndCause.ANNULMENT)
    after = o.SchemeHasEnded(scheme="hcd", ended_on=day("2023-01-01"), on=day("2024-03-21"))
    ended.when(early).refused(after)


@pytest.mark.parametrize(
    ("on", "changes_pas", "cautions"),
    [
        ("2026-05-25", False, []),
        ("2026-05-26", True, [s.ProcedureRulesDoubtful(scheme="hcd", begun_on=day("2026-05-26"))]),
        ("2026-05-28", True, []),
        ("2026-05-28", False, [s.RevisionWithoutNewOrientations(scheme="hcd", on=day("2026-05-28"))]),
    ],
)
def test_a_revision_follows_the_rules_of_the_day_on_which_it_begins(
    on: str, changes_pas: bool, cautions: list[Caution]
) -> None:
    command = s.PrescribeSchemeRevision(**_at(on), complete=False, changes_pas=changes_pas)
    fact = f.RevisionPrescribed(scheme="hcd", complete=False, changes_pas=changes_pas)
    given(*OPENED, *MADE).when(command).then(fact, cautions=cautions)


def test_a_running_modification_keeps_the_old_rules() -> None:
    old = s.ModifyScheme(**_at("2026-11-01"), version="m1", simplified=True, begun_on=day("2026-01-15"))
    given(*OPENED, *MADE).when(old).then(
        f.SchemeModified(scheme="hcd", version="m1", simplified=True, begun_on=day("2026-01-15"))
    )
    new = s.ModifyScheme(**_at("2026-11-01"), version="m1", simplified=True)
    caution = s.SimplifiedNoMore(scheme="hcd", begun_on=day("2026-11-01"))
    given(*OPENED, *MADE).when(new).then(
        f.SchemeModified(scheme="hcd", version="m1", simplified=True), cautions=[caution]
    )


def test_a_revision_keeps_the_rules_of_its_prescription() -> None:
    old = s.PrescribeSchemeRevision(**_at("2025-04-01"), complete=True, changes_pas=True)
    scheme = scheme_on(given(*OPENED, *MADE, old), "2029-01-01")
    assert scheme is not None
    assert not scheme.revisions[0].new_rules
    scheme = scheme_on(given(*OPENED, *MADE, PRESCRIBE_REVISION), "2029-01-01")
    assert scheme is not None
    assert scheme.revisions[0].new_rules


def test_every_command_leads_to_its_fact() -> None:
    told = (*MADE, MODIFY, EXTEND, ANALYSE, DECIDE, PRESCRIBE_REVISION, ABANDON, END)
    register = given(*OPENED).when(*told).recorded()
    facts = [type(fact) for fact in register.ledger.facts() if isinstance(fact, f.SchemeFact)]
    assert len(facts) == len(told)
    scheme = scheme_on(register, "2030-01-01")
    assert scheme is not None
    assert [event.on for event in scheme.timeline] == sorted(command.on for command in told)
    assert {type(c) for c in told} | {s.MaintainScheme, s.ApproveSchemeRevision} == set(s.COMMANDS)


def test_only_what_is_known_can_be_named() -> None:
    given(*OPENED).when(ARREST).refused(UnknownReference(reference="scheme:hcd"))
    early = s.ArrestScheme(**_at("2017-03-13"))
    given(*OPENED, PRESCRIBE).when(early).refused(
        NotYetThen(reference="scheme:hcd", on=day("2017-03-13"), since=day("2017-03-14"))
    )
    with_decision = s.ArrestScheme(**_at("2020-02-20"), decision="2020-05")
    given(*OPENED, PRESCRIBE).when(with_decision).refused(UnknownReference(reference="decision:2020-05"))
    nobody = s.RecordSchemeOpinion(**_at("2020-05-20"), organization="org:nowhere", sense=SchemeOpinionSense.FAVOURABLE)
    given(*OPENED, PRESCRIBE).when(nobody).refused(UnknownReference(reference="org:nowhere"))


def test_a_name_is_one_scheme_and_what_rests_on_it_is_not_struck_from_under_it() -> None:
    register = given(*OPENED, *MADE)
    founding = f.SchemePrescribed(scheme="hcd", title="SCoT d'essai", perimeter=(A, B))
    other = s.PrescribeScheme(on=day("2018-01-01"), act=OTHER_ACT, scheme="hcd", title="Autre", perimeter=(A,))
    entry = register.at(founding)
    register.when(other).refused(AlreadyFounded(reference="scheme:hcd", since=dt.date(2017, 3, 14), entry=entry))
    resting = tuple(range(entry + 1, entry + 6))
    register.when(register.correct(founding)).refused(
        StillReferredTo(entry=entry, reference="scheme:hcd", replacements=resting)
    )


def test_a_correction_that_leaves_a_gap_does_not_stop_what_comes_next() -> None:
    register = given(*OPENED, *MADE)
    register.when(register.correct(f.SchemeApproved(scheme="hcd", version="2021"))).recorded()
    heard = s.RecordSchemeOpinion(**_at("2021-01-05"), organization=B, sense=SchemeOpinionSense.FAVOURABLE)
    register.when(heard).recorded()
    register.when(s.ApproveScheme(**_at("2021-07-07"), version="2021")).recorded()
    assert state_on(register, "2021-09-10") is SchemeState.IN_FORCE
