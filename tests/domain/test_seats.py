"""Who sits: filling, vacating, preventing, designating."""

import datetime as dt

import pytest

from domain.composition import MemberUnknown, NoTermOn, UnknownBody, UnknownSeat
from domain.contradictions import HistoryWouldBreak, SeatOutsideAssembly
from domain.core.refusals import PersonIsDead, UnknownPerson
from domain.departures import CeaseMember, RecordDeath
from domain.facts.bodies import (
    ActingDesignated,
    BodyKind,
    Cause,
    PreventionLifted,
    PreventionRecorded,
    ResignationTendered,
    Seat,
    SeatKind,
)
from domain.facts.organizations import MemberEndCause
from domain.facts.people import MandateKind
from domain.leaving import AlsoVacated, SeatNotHeld
from domain.people import StartMandate
from domain.periods import AnomalyKind, Timeline
from domain.register import RefusedAt
from domain.seats import (
    BeMindfulOfAcceptance,
    BureauReopens,
    DesignateActing,
    Incompatible,
    LiftPrevention,
    NotADelegate,
    NotEligible,
    NotInOffice,
    RecordPrevention,
    ResignationNotYetTendered,
    SeatedByReference,
    SeatedElsewhere,
    SeatHeld,
    TenderResignation,
)
from domain.timeline import timeline
from tests.domain import life
from tests.domain.given import Given, given
from tests.domain.life import ACT, ASSEMBLED, BALLOT, INSTALLED, OTHER_ACT, SITTING, A, B, day, fill, vacate

ACCEPTANCE = BeMindfulOfAcceptance(body="bureau", seat="VP1")
UNRECORDED = 1 << 52


def bureau(ledger: Given, term: str = "2026") -> Timeline:
    return timeline(e for e in ledger.ledger.entries if f"body:bureau:{term}" in e.fact.tags())


def holders(ledger: Given, on: str) -> dict[str, str | None]:
    return {name: p.tenure.person if p.tenure else None for name, p in bureau(ledger).on(day(on)).items()}


def acting(ledger: Given, on: str) -> str | None:
    return bureau(ledger).on(day(on))["P"].acting


def prevent(seat: str, on: str) -> RecordPrevention:
    return RecordPrevention(on=day(on), act=ACT, body="bureau", seat=seat)


def lift(seat: str, on: str) -> LiftPrevention:
    return LiftPrevention(on=day(on), act=ACT, body="bureau", seat=seat)


def acts(who: str, on: str, body: str = "bureau") -> DesignateActing:
    return DesignateActing(on=day(on), act=ACT, body=body, person=who)


def tender(seat: str, on: str) -> TenderResignation:
    return TenderResignation(on=day(on), act=ACT, body="bureau", seat=seat)


# -- filling -----------------------------------------------------------------------------------------------------------


def test_a_delegate_is_elected_to_the_bureau() -> None:
    given(*SITTING).when(fill("M2", "a3")).then(life.filled("M2", "a3"))


def test_the_totals_of_the_ballot_are_kept() -> None:
    ledger = given(*SITTING)
    election = fill("M2", "a3")
    with_totals = type(election)(on=election.on, act=ACT, body="bureau", seat="M2", person="a3", ballot=BALLOT)
    recorded = ledger.when(with_totals).recorded()
    assert getattr(recorded.ledger.facts()[-1], "ballot", None) == BALLOT


def test_the_same_election_by_another_act_is_another_fact() -> None:
    given(*SITTING).when(fill("VP1", "b1", act=OTHER_ACT)).then(life.filled("VP1", "b1"))


def test_electing_the_same_person_again_is_a_new_fact_and_ends_the_first_tenure() -> None:
    ledger = given(*SITTING).when(fill("VP1", "b1", "09-01")).then(life.filled("VP1", "b1"))
    first, second = (tenure for seat, tenure in bureau(ledger).tenures() if seat == "VP1")
    assert (first.ended_by, first.until, second.since) == (Cause.REELECTED, day("09-01"), day("09-01"))


def test_another_person_is_refused_a_seat_that_is_held() -> None:
    held = SeatHeld(body="bureau", seat="VP1", holder="b1", since=INSTALLED)
    given(*SITTING).when(fill("VP1", "a3", "09-01")).refused(held)


def test_a_seat_of_the_bureau_is_refused_to_a_person_who_has_another() -> None:
    elsewhere = SeatedElsewhere(body="bureau", person="b2", seat="M1", since=INSTALLED)
    given(*SITTING).when(fill("M2", "b2", "09-01")).refused(elsewhere)


def test_the_bureau_is_refused_to_somebody_without_a_full_seat_in_the_assembly() -> None:
    ledger = given(*ASSEMBLED, *life.person("a9", A), life.form())
    ledger.when(fill("P", "a9")).refused(NotADelegate(person="a9", assembly="assembly", on=INSTALLED))


def test_an_alternate_is_no_delegate_for_the_bureau() -> None:
    seats = (*life.ASSEMBLY_SEATS, Seat(seat="AS", kind=SeatKind.ALTERNATE_DELEGATE, on_behalf_of=A))
    people = (*life.person("a1", A), *life.person("a9", A))
    ledger = given(*life.BODIES, *people, life.install(seats=seats), life.designate("AS", "a9"), life.form())
    ledger.when(fill("P", "a9")).refused(NotADelegate(person="a9", assembly="assembly", on=INSTALLED))


def test_a_seat_of_the_assembly_is_refused_to_somebody_without_a_mandate_of_the_member() -> None:
    ledger = given(*ASSEMBLED, *life.person("b9", B), vacate("A4", "06-01", body="assembly"))
    refusal = NotEligible(person="b9", organization=A, on=day("06-02"))
    ledger.when(life.designate("A4", "b9", "06-02")).refused(refusal)


def test_a_councillor_of_a_commune_of_the_member_may_be_its_delegate() -> None:
    membership = (A, dt.date(2017, 1, 1), None)
    ledger = given(
        *ASSEMBLED,
        *life.person("a9"),
        vacate("A4", "06-01", body="assembly"),
        StartMandate(
            on=day("05-01"),
            act=ACT,
            person="a9",
            organization="commune:23001",
            mandate=MandateKind.MUNICIPAL_COUNCILLOR,
        ),
        memberships={"commune:23001": [membership]},
    )
    ledger.when(life.designate("A4", "a9", "06-02")).then(life.designated("A4", "a9"))


@pytest.mark.parametrize(
    "membership", [[], [(B, dt.date(2017, 1, 1), None)], [(A, dt.date(2017, 1, 1), dt.date(2026, 6, 2))]]
)
def test_a_councillor_of_a_commune_that_the_reference_shows_elsewhere_is_seated_with_a_caution(
    membership: list[tuple[str, dt.date, dt.date | None]],
) -> None:
    mandate = StartMandate(
        on=day("05-01"), act=ACT, person="a9", organization="commune:23001", mandate=MandateKind.MUNICIPAL_COUNCILLOR
    )
    ledger = given(
        *ASSEMBLED,
        *life.person("a9"),
        mandate,
        vacate("A4", "06-01", body="assembly"),
        memberships={"commune:23001": membership},
    )
    caution = SeatedByReference(person="a9", commune="commune:23001", organization=A)
    ledger.when(life.designate("A4", "a9", "06-02")).then(life.designated("A4", "a9"), cautions=[caution])


def test_a_seat_is_not_filled_on_behalf_of_an_organisation_that_is_no_member_any_more() -> None:
    cease = CeaseMember(on=day("07-01"), act=ACT, organization=B, cause=MemberEndCause.WITHDRAWAL)
    ledger = given(*ASSEMBLED, cease)
    refusal = MemberUnknown(seat="B1", organization=B, on=day("07-02"))
    ledger.when(life.designate("B1", "b1", "07-02")).refused(refusal)


@pytest.mark.parametrize("mandate", [MandateKind.DEPUTY, MandateKind.SENATOR])
def test_a_member_of_parliament_is_elected_vice_president_with_a_caution(mandate: MandateKind) -> None:
    seat = StartMandate(on=day("05-01"), act=ACT, person="a3", organization="org:parlement", mandate=mandate)
    ledger = given(*ASSEMBLED, life.form(), seat)
    caution = Incompatible(person="a3", mandate=mandate)
    ledger.when(fill("VP2", "a3")).then(life.filled("VP2", "a3"), cautions=[caution])


def test_an_ordinary_member_of_the_bureau_may_be_in_parliament() -> None:
    deputy = StartMandate(
        on=day("05-01"), act=ACT, person="a3", organization="org:parlement", mandate=MandateKind.DEPUTY
    )
    given(*ASSEMBLED, life.form(), deputy).when(fill("M2", "a3")).then(life.filled("M2", "a3"))


def test_somebody_unknown_or_dead_is_not_elected() -> None:
    given(*SITTING).when(fill("M2", "nobody")).refused(UnknownPerson(person="nobody"))
    dead = given(*SITTING, RecordDeath(on=day("08-03"), act=ACT, person="a3"))
    dead.when(fill("M2", "a3", "08-03")).refused(PersonIsDead(person="a3", died_on=day("08-03")))


def test_an_unknown_body_seat_or_term_is_refused_with_what_is_known() -> None:
    ledger = given(*SITTING)
    known = tuple(sorted(seat.seat for seat in life.BUREAU_SEATS))
    ledger.when(fill("VP9", "a3")).refused(
        UnknownSeat(body="bureau", term="2026", seat="VP9", on=INSTALLED, known=known)
    )
    ledger.when(fill("P", "a3", body="burau")).refused(
        UnknownBody(body="burau", on=INSTALLED, known=("assembly", "bureau"))
    )
    ledger.when(fill("P", "a3", "05-19")).refused(NoTermOn(body="bureau", on=day("05-19"), known=("2026",)))


def test_the_election_of_a_new_president_reopens_the_whole_bureau() -> None:
    ledger = given(*SITTING, RecordDeath(on=day("09-10"), act=ACT, person="a1"))
    assert acting(ledger, "09-20") == "b1"
    after = ledger.when(fill("P", "b1", "10-02")).then(
        life.reopened(), life.filled("P", "b1"), cautions=[BureauReopens(body="bureau")]
    )
    assert holders(after, "10-01") == {"P": None, "VP1": "b1", "VP2": "a2", "M1": "b2", "M2": None}
    assert holders(after, "10-02") == {"P": "b1", "VP1": None, "VP2": None, "M1": None, "M2": None}
    assert acting(after, "10-02") is None


def test_a_president_elected_on_the_day_of_the_vacancy_reopens_it_too() -> None:
    ledger = given(*SITTING, vacate("P", "10-02", Cause.REMOVAL))
    after = ledger.when(fill("P", "b1", "10-02")).then(
        life.reopened(), life.filled("P", "b1"), cautions=[BureauReopens(body="bureau")]
    )
    ended = next(tenure for seat, tenure in bureau(after).tenures() if tenure.person == "a1")
    assert (ended.until, ended.ended_by) == (day("10-02"), Cause.REMOVAL)
    assert holders(after, "10-02")["VP1"] is None


def test_a_president_who_resigned_and_is_elected_again_reopens_it_too() -> None:
    ledger = given(*SITTING, vacate("P", "09-10"))
    ledger.when(fill("P", "a1", "10-02")).then(
        life.reopened(), life.filled("P", "a1"), cautions=[BureauReopens(body="bureau")]
    )


def test_the_first_president_of_a_term_reopens_nothing_even_when_elected_late() -> None:
    ledger = given(*ASSEMBLED, life.form(), fill("VP1", "b1"))
    ledger.when(fill("P", "a1", "05-27")).then(life.filled("P", "a1"))


def test_a_president_confirmed_without_having_left_reopens_nothing() -> None:
    given(*SITTING).when(fill("P", "a1", "09-01", OTHER_ACT)).then(life.filled("P", "a1"))


def test_the_president_of_a_committee_reopens_nothing() -> None:
    committee = life.create("committee", BodyKind.STEERING_COMMITTEE)
    seats = (life.BUREAU_SEATS[0], life.BUREAU_SEATS[1])
    ledger = given(
        *SITTING,
        committee,
        life.form(body="committee", seats=seats),
        fill("P", "a1", body="committee"),
        vacate("P", "09-10", body="committee"),
    )
    ledger.when(fill("P", "z1", "10-02", body="committee")).then(life.filled("P", "z1", body="committee"))


def test_a_vacancy_dated_ahead_leaves_the_seat_held_until_then() -> None:
    ledger = given(*SITTING, vacate("M1", "12-31", Cause.REMOVAL))
    held = SeatHeld(body="bureau", seat="M1", holder="b2", since=INSTALLED)
    ledger.when(fill("M1", "a3", "12-30")).refused(held)
    after = ledger.when(fill("M1", "a3", "12-31")).then(life.filled("M1", "a3"))
    assert (holders(after, "12-30")["M1"], holders(after, "12-31")["M1"]) == ("b2", "a3")


def test_nobody_is_elected_to_the_bureau_beyond_the_day_on_which_the_seat_in_the_assembly_ends() -> None:
    ledger = given(*SITTING, vacate("A3", "12-01", body="assembly"))
    outside = SeatOutsideAssembly(body="bureau", term="2026", seat="M2", person="a3", entry=UNRECORDED)
    ledger.when(fill("M2", "a3", "11-01")).refused(outside)


def test_a_past_election_is_refused_when_a_later_one_contradicts_it() -> None:
    ledger = given(*SITTING, fill("M2", "a3", "09-01"))
    later = ledger.at(life.filled("M2", "a3"))
    broken = HistoryWouldBreak(
        entry=later, kind=AnomalyKind.SEAT_ALREADY_HELD, body="bureau", term="2026", seat="M2", person="a4"
    )
    ledger.when(fill("M2", "a4", "06-01")).refused(broken)


def test_a_past_tenure_recorded_late_stands_when_it_ended_in_time() -> None:
    ledger = given(*SITTING, fill("M2", "a3", "09-01"))
    after = ledger.when(fill("M2", "a4", "06-01"), vacate("M2", "08-01", Cause.REMOVAL)).then(
        life.filled("M2", "a4"), life.vacated("M2", "a4", Cause.REMOVAL)
    )
    assert [holders(after, on)["M2"] for on in ("05-31", "06-01", "08-01", "09-01")] == [None, "a4", None, "a3"]


# -- vacating ----------------------------------------------------------------------------------------------------------


def test_a_vice_president_resigns() -> None:
    given(*SITTING).when(vacate("VP1", "09-01")).then(life.vacated("VP1", "b1"), cautions=[ACCEPTANCE])


def test_an_ordinary_member_resigns_without_the_prefect() -> None:
    given(*SITTING).when(vacate("M1", "09-01")).then(life.vacated("M1", "b2"))


def test_a_seat_filled_and_left_on_one_day_leaves_no_trace_of_a_holder() -> None:
    ledger = given(*SITTING).when(fill("M2", "a3", "09-01"), vacate("M2", "09-01", Cause.INCOMPATIBILITY)).recorded()
    assert holders(ledger, "09-01")["M2"] is None
    assert "a3" not in {tenure.person for _, tenure in bureau(ledger).tenures()}


def test_a_seat_left_and_filled_on_one_day_has_the_new_holder() -> None:
    ledger = given(*SITTING).when(vacate("M1", "09-01"), fill("M1", "a3", "09-01")).recorded()
    assert (holders(ledger, "08-31")["M1"], holders(ledger, "09-01")["M1"]) == ("b2", "a3")


def test_leaving_the_assembly_costs_the_seat_on_the_bureau() -> None:
    caution = AlsoVacated(body="bureau", seat="VP1", person="b1")
    given(*SITTING).when(vacate("B1", "09-01", body="assembly")).then(
        life.vacated("B1", "b1", body="assembly"),
        life.vacated("VP1", "b1", Cause.RESIGNATION_OF_DELEGATE),
        cautions=[caution],
    )


def test_a_delegate_replaced_by_the_member_loses_the_seat_on_the_bureau() -> None:
    given(*SITTING).when(vacate("B1", "09-01", Cause.REPLACED_BY_MEMBER, body="assembly")).then(
        life.vacated("B1", "b1", Cause.REPLACED_BY_MEMBER, body="assembly"),
        life.vacated("VP1", "b1", Cause.LOSS_OF_DELEGATE_SEAT),
        cautions=[AlsoVacated(body="bureau", seat="VP1", person="b1")],
    )


def test_a_member_that_designates_the_same_delegate_again_leaves_the_bureau_as_it_is() -> None:
    ledger = given(*SITTING).when(life.designate("B1", "b1", "09-01")).then(life.designated("B1", "b1"))
    assert holders(ledger, "09-02")["VP1"] == "b1"


def test_a_vacant_seat_is_not_left_again() -> None:
    ledger = given(*SITTING, vacate("M1", "09-01"))
    vacant = SeatNotHeld(body="bureau", seat="M1", on=day("10-01"), vacant_since=day("09-01"))
    ledger.when(vacate("M1", "10-01")).refused(vacant)
    never = SeatNotHeld(body="bureau", seat="M2", on=day("10-01"), vacant_since=INSTALLED)
    ledger.when(vacate("M2", "10-01")).refused(never)


def test_a_resignation_recorded_late_moves_what_was_true_since() -> None:
    ledger = given(*SITTING, prevent("VP1", "06-01"))
    after = ledger.when(vacate("M1", "07-01")).then(life.vacated("M1", "b2"))
    assert holders(after, "07-01")["M1"] is None


def test_a_resignation_earlier_than_another_fact_of_the_same_tenure_is_refused_naming_it() -> None:
    ledger = given(*SITTING, prevent("VP1", "09-01"))
    entry = ledger.at(PreventionRecorded(body="bureau", term="2026", seat="VP1", person="b1"))
    broken = HistoryWouldBreak(
        entry=entry, kind=AnomalyKind.NOT_THE_HOLDER, body="bureau", term="2026", seat="VP1", person="b1"
    )
    ledger.when(vacate("VP1", "08-01")).refused(broken)


def test_leaving_told_again_after_somebody_else_came_the_same_day_does_not_cost_the_newcomer_the_seat() -> None:
    ledger = given(*SITTING, vacate("M1", "09-01"), fill("M1", "a3", "09-01"))
    ledger.when(vacate("M1", "09-01")).already_true()


# -- resigning in two steps --------------------------------------------------------------------------------------------


def test_a_resignation_sent_vacates_nothing_before_its_acceptance() -> None:
    sent = ResignationTendered(body="bureau", term="2026", seat="VP1", person="b1")
    ledger = given(*SITTING).when(tender("VP1", "08-01")).then(sent)
    assert holders(ledger, "08-20")["VP1"] == "b1"
    after = ledger.when(vacate("VP1", "09-01")).then(life.vacated("VP1", "b1"), cautions=[ACCEPTANCE])
    assert (holders(after, "08-31")["VP1"], holders(after, "09-01")["VP1"]) == ("b1", None)


def test_a_resignation_is_not_accepted_before_it_was_sent() -> None:
    refusal = ResignationNotYetTendered(body="bureau", seat="VP1", tendered_on=day("08-01"))
    given(*SITTING, tender("VP1", "08-01")).when(vacate("VP1", "07-31")).refused(refusal)


def test_a_second_letter_does_not_undo_the_first() -> None:
    ledger = given(*SITTING, tender("VP1", "08-01"), tender("VP1", "10-01"))
    ledger.when(vacate("VP1", "09-01")).then(life.vacated("VP1", "b1"), cautions=[ACCEPTANCE])


def test_the_letter_of_an_earlier_tenure_does_not_count() -> None:
    ledger = given(*SITTING, tender("VP1", "08-01"), fill("VP1", "b1", "08-15"), tender("VP1", "10-01"))
    refusal = ResignationNotYetTendered(body="bureau", seat="VP1", tendered_on=day("10-01"))
    ledger.when(vacate("VP1", "09-01")).refused(refusal)


def test_nobody_resigns_from_a_vacant_seat() -> None:
    vacant = SeatNotHeld(body="bureau", seat="M2", on=day("08-01"), vacant_since=INSTALLED)
    given(*SITTING).when(tender("M2", "08-01")).refused(vacant)


# -- prevented, acting -------------------------------------------------------------------------------------------------


def test_a_prevented_president_keeps_the_seat_and_the_first_vice_president_acts() -> None:
    fact = PreventionRecorded(body="bureau", term="2026", seat="P", person="a1")
    ledger = given(*SITTING).when(prevent("P", "07-01")).then(fact)
    assert (holders(ledger, "07-02")["P"], acting(ledger, "06-30"), acting(ledger, "07-01")) == ("a1", None, "b1")


def test_the_president_is_back_when_the_prevention_is_lifted() -> None:
    fact = PreventionLifted(body="bureau", term="2026", seat="P", person="a1")
    ledger = given(*SITTING, prevent("P", "07-01")).when(lift("P", "08-01")).then(fact)
    assert (acting(ledger, "07-31"), acting(ledger, "08-01")) == ("b1", None)


def test_prevented_already_or_able_already_adds_nothing() -> None:
    given(*SITTING, prevent("P", "07-01")).when(prevent("P", "07-15")).already_true()
    given(*SITTING).when(lift("P", "07-15")).already_true()


def test_prevented_and_back_on_one_day_may_be_told_again() -> None:
    ledger = given(*SITTING, prevent("P", "07-01"), lift("P", "08-01"), prevent("P", "08-01"))
    ledger.when(lift("P", "08-01")).already_true()
    ledger.when(prevent("P", "08-01")).already_true()
    assert acting(ledger, "08-01") == "b1"


def test_only_a_holder_is_prevented() -> None:
    vacant = SeatNotHeld(body="bureau", seat="M2", on=day("08-01"), vacant_since=INSTALLED)
    given(*SITTING).when(prevent("M2", "08-01")).refused(vacant)
    given(*SITTING).when(lift("M2", "08-01")).refused(vacant)


def test_the_second_vice_president_acts_when_the_first_is_prevented_or_gone() -> None:
    prevented = given(*SITTING, prevent("VP1", "06-01"), vacate("P", "09-10", Cause.REMOVAL))
    assert acting(prevented, "09-10") == "a2"
    gone = given(*SITTING, vacate("VP1", "06-01"), vacate("P", "09-10", Cause.REMOVAL))
    assert acting(gone, "09-10") == "a2"
    nobody = gone.given(vacate("VP2", "09-15"))
    assert (acting(nobody, "09-14"), acting(nobody, "09-15")) == ("a2", None)


def test_nobody_acts_for_a_president_who_was_never_elected() -> None:
    ledger = given(*ASSEMBLED, life.form(), fill("VP1", "b1"))
    assert acting(ledger, "06-01") is None


def test_the_body_names_who_acts_in_place_of_the_first_in_rank() -> None:
    ledger = given(*SITTING, vacate("P", "09-10", Cause.REMOVAL))
    after = ledger.when(acts("b2", "09-12")).then(ActingDesignated(body="bureau", term="2026", person="b2"))
    assert [acting(after, on) for on in ("09-11", "09-12")] == ["b1", "b2"]


def test_the_first_in_rank_acts_already() -> None:
    given(*SITTING, vacate("P", "09-10", Cause.REMOVAL)).when(acts("b1", "09-12")).already_true()


def test_whoever_was_named_acts_no_more_after_leaving_or_while_prevented() -> None:
    ledger = given(*SITTING, vacate("P", "09-10", Cause.REMOVAL), acts("b2", "09-12"))
    prevented = ledger.given(prevent("M1", "09-20"), lift("M1", "09-25"))
    assert [acting(prevented, on) for on in ("09-19", "09-20", "09-25")] == ["b2", "b1", "b2"]
    gone = prevented.given(vacate("M1", "10-01"), fill("M1", "b2", "10-05"))
    assert [acting(gone, on) for on in ("10-01", "10-05")] == ["b1", "b1"]


def test_the_naming_ends_when_the_president_is_back() -> None:
    ledger = given(*SITTING, prevent("P", "07-01"), acts("b2", "07-02"), lift("P", "08-01"), prevent("P", "10-01"))
    assert [acting(ledger, on) for on in ("07-02", "08-01", "10-01")] == ["b2", None, "b1"]


def test_nobody_is_named_to_act_while_the_president_is_there() -> None:
    held = SeatHeld(body="bureau", seat="P", holder="a1", since=INSTALLED)
    given(*SITTING).when(acts("b2", "09-12")).refused(held)


def test_only_a_member_of_the_bureau_is_named_to_act() -> None:
    ledger = given(*SITTING, vacate("P", "09-10", Cause.REMOVAL))
    ledger.when(acts("a4", "09-12")).refused(NotInOffice(person="a4", body="bureau", on=day("09-12")))


def test_a_body_without_a_president_has_nobody_acting() -> None:
    known = tuple(sorted(name.upper() for name in life.PEOPLE))
    refusal = UnknownSeat(body="assembly", term="2026", seat="PRESIDENT", on=day("09-12"), known=known)
    given(*SITTING).when(acts("b2", "09-12", body="assembly")).refused(refusal)


def test_a_list_is_refused_whole_at_the_command_that_is() -> None:
    ledger = given(*SITTING)
    with pytest.raises(RefusedAt) as refused:
        ledger.ledger.record(fill("M2", "a3", "09-01"), fill("VP9", "a4", "09-01"))
    assert refused.value.index == 1
    assert holders(ledger, "09-02")["M2"] is None
