"""Whatever is asked, what is recorded stays consistent, can be replayed, and is not recorded twice."""

import contextlib
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import composition
from domain.annulments import Appeal, ConcludeAnnulment, LodgeAppeal, RecordAnnulment
from domain.bodies import AbolishSeat, CreateSeat, DissolveBody, RecordGeneralRenewal
from domain.contradictions import contradictions
from domain.core.command import Command
from domain.core.entry import standing
from domain.departures import CeaseMember, LoseEligibility, MergeMembers, RecordDeath
from domain.facts.bodies import BodyKind, Cause, Seat, SeatKind
from domain.facts.organizations import MemberEndCause
from domain.facts.people import EndCause, MandateKind
from domain.organizations import AdmitMember
from domain.people import EndMandate, StartMandate
from domain.rectification import Rectify
from domain.register import Instruction, RefusedAt
from domain.seats import (
    DesignateActing,
    FillSeat,
    LiftPrevention,
    RecordPrevention,
    TenderResignation,
    VacateSeat,
)
from domain.timeline import timeline
from tests.domain import life
from tests.domain.given import Ledger, repeated_adds_nothing
from tests.domain.life import ACT, OTHER_ACT, SITTING, A, B, day
from tests.hypothesis_profiles import examples
from tests.projections import oracle

COMMITTEE = (
    life.create("committee", BodyKind.STEERING_COMMITTEE, "assembly"),
    life.form("first", "06-01", (life.BUREAU_SEATS[0], life.BUREAU_SEATS[1]), "committee"),
)
DAYS = [day(f"{month:02}-{d:02}") for month in range(5, 9) for d in (1, 20)] + [day("2020-09-10"), day("2031-01-01")]

_ON = st.sampled_from(DAYS[1:8] * 3 + DAYS)
_ACT = st.sampled_from((ACT, ACT, OTHER_ACT))
_BODY = st.sampled_from(("bureau", "bureau", "assembly", "committee"))
_SEATS = {
    "bureau": ("P", "P", "VP1", "VP2", "M1", "M2", "M9"),
    "assembly": ("A1", "A2", "A4", "B1", "B2", "B4"),
    "committee": ("P", "VP1"),
}
_WHO = st.sampled_from((*life.PEOPLE, *life.PEOPLE, life.OUTSIDER))
_CAUSE = st.sampled_from((Cause.RESIGNATION, Cause.REMOVAL, Cause.REPLACED_BY_MEMBER))
_MEMBER = st.sampled_from((A, B, "epci:242300135"))
_COUNCILLOR = st.just(MandateKind.COMMUNITY_COUNCILLOR)


def _said(kind: type[Command], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Command]:
    return st.builds(kind, on=_ON, act=_ACT, **fields)


def _seat(kind: type[Command], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Command]:
    """A command about a seat that the body has."""
    return _BODY.flatmap(lambda body: _said(kind, body=st.just(body), seat=st.sampled_from(_SEATS[body]), **fields))


OFTEN: st.SearchStrategy[Command] = st.one_of(
    *[_seat(FillSeat, person=_WHO)] * 4,
    *[_seat(VacateSeat, cause=_CAUSE)] * 3,
    _seat(TenderResignation),
    _seat(RecordPrevention),
    _seat(LiftPrevention),
    *[_said(DesignateActing, body=st.just("bureau"), person=_WHO)] * 2,
    _seat(RecordAnnulment),
    _seat(LodgeAppeal),
    _seat(ConcludeAnnulment, appeal=st.sampled_from(Appeal)),
)
SELDOM: st.SearchStrategy[Command] = st.one_of(
    _said(RecordDeath, person=_WHO),
    _said(LoseEligibility, person=_WHO, cause=st.just(Cause.INELIGIBILITY)),
    _said(CeaseMember, organization=_MEMBER, cause=st.just(MemberEndCause.WITHDRAWAL)),
    _said(MergeMembers, organizations=st.just((A, B)), into=_MEMBER),
    _said(AdmitMember, organization=_MEMBER),
    _said(StartMandate, person=_WHO, organization=_MEMBER, mandate=_COUNCILLOR),
    _said(EndMandate, person=_WHO, organization=_MEMBER, mandate=_COUNCILLOR, cause=st.sampled_from(EndCause)),
    _said(RecordGeneralRenewal, body=_BODY),
    _said(DissolveBody, body=_BODY),
    _seat(AbolishSeat),
    _said(CreateSeat, body=st.just("bureau"), seat=st.just(Seat(seat="M9", kind=SeatKind.BUREAU_MEMBER))),
    st.builds(life.install, st.sampled_from(("2020", "2026", "2032")), _ON.map(str)),
    st.builds(life.form, st.sampled_from(("2020", "2026", "2032")), _ON.map(str)),
)
COMMANDS: st.SearchStrategy[Command] = st.one_of(*[OFTEN] * 5, SELDOM)
CORRECTIONS: st.SearchStrategy[Instruction] = st.builds(
    Rectify,
    entry=st.integers(30, 60),
    reason=st.just("x"),
    replacement=st.lists(COMMANDS, max_size=2).map(tuple),
)
LISTS = st.lists(st.one_of(COMMANDS, COMMANDS, COMMANDS, CORRECTIONS), min_size=1, max_size=3)


def accepted(lists: Sequence[Sequence[Instruction]]) -> tuple[Ledger, list[Sequence[Instruction]]]:
    """A ledger to which all of these were put, and those that it took."""
    ledger = Ledger()
    ledger.record(*SITTING, *COMMITTEE)
    taken: list[Sequence[Instruction]] = []
    for instructions in lists:
        with contextlib.suppress(RefusedAt):
            ledger.record(*instructions)
            taken.append(instructions)
    return ledger, taken


@given(st.lists(LISTS, max_size=14))
@settings(max_examples=examples(100))
def test_what_is_recorded_contradicts_itself_nowhere_and_can_be_replayed(lists: list[list[Instruction]]) -> None:
    ledger, taken = accepted(lists)
    state = composition.fold(standing(ledger.entries))
    assert list(contradictions(state)) == []
    again, _ = accepted(taken)
    assert again.entries == ledger.entries


@given(st.lists(LISTS, max_size=14))
@settings(max_examples=examples(100))
def test_a_list_put_again_at_once_or_one_command_at_a_time_adds_nothing(lists: list[list[Instruction]]) -> None:
    ledger, _ = accepted(lists[:-1])
    for instructions in lists[-1:]:
        for instruction in instructions:
            with contextlib.suppress(RefusedAt):
                ledger.record(instruction)
                repeated_adds_nothing(ledger, [instruction])


@given(st.lists(COMMANDS, max_size=25))
@settings(max_examples=examples(60))
def test_a_command_put_again_much_later_adds_nothing_or_is_refused(commands: list[Instruction]) -> None:
    ledger, taken = accepted([[command] for command in commands])
    for again in taken:
        with contextlib.suppress(RefusedAt):
            assert [step.drafts for step in ledger.decide(again)] == [()]


@given(st.lists(LISTS, max_size=14))
@settings(max_examples=examples(60))
def test_the_bureau_so_recorded_is_that_of_the_oracle(lists: list[list[Instruction]]) -> None:
    ledger, _ = accepted(lists)
    for term in ("2020", "2026", "2032"):
        found = timeline(e for e in ledger.entries if f"body:bureau:{term}" in e.fact.tags())
        for on in DAYS:
            told = {seat: p.tenure.person if p.tenure else None for seat, p in found.on(on).items()}
            assert told == {seat: a.person for seat, a in oracle.on(ledger.entries, "bureau", term, on).items()}
