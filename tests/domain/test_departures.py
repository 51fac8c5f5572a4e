"""Events of life that vacate several seats at once."""

from domain.contradictions import HistoryWouldBreak, SeatOutsideAssembly
from domain.core.refusals import PersonIsDead, UnknownPerson
from domain.departures import (
    CeaseMember,
    LoseEligibility,
    MergeMembers,
    NotAMember,
    PersonHoldsNoSeat,
    RecordDeath,
)
from domain.facts.bodies import Cause, EligibilityLost, SeatReassigned
from domain.facts.organizations import MemberCeased, MemberEndCause, MemberJoined
from domain.facts.people import (
    EndCause,
    MandateEnded,
    MandateKind,
    OfficeEnded,
    OfficeKind,
    PersonDied,
)
from domain.people import StartOffice
from domain.periods import AnomalyKind, SeatState
from domain.timeline import timeline
from tests.domain import life
from tests.domain.given import given
from tests.domain.life import ACT, SITTING, A, B, day, fill, vacate
from tests.domain.test_seats import acting, holders

C = "epci:242300135"


def dies(who: str, on: str) -> RecordDeath:
    return RecordDeath(on=day(on), act=ACT, person=who)


def loses(who: str, on: str, cause: Cause = Cause.INELIGIBILITY) -> LoseEligibility:
    return LoseEligibility(on=day(on), act=ACT, person=who, cause=cause)


def ceases(organization: str, on: str, cause: MemberEndCause = MemberEndCause.WITHDRAWAL) -> CeaseMember:
    return CeaseMember(on=day(on), act=ACT, organization=organization, cause=cause)


def merge(into: str, *organizations: str, on: str = "2027-01-01") -> MergeMembers:
    return MergeMembers(on=day(on), act=ACT, organizations=organizations, into=into)


def mandate_ended(who: str, organization: str) -> MandateEnded:
    return MandateEnded(
        person=who, organization=organization, mandate=MandateKind.COMMUNITY_COUNCILLOR, cause=EndCause.DEATH
    )


def test_a_death_ends_seats_mandates_and_offices() -> None:
    office = StartOffice(
        on=day("05-01"), act=ACT, person="b1", organization=B, office=OfficeKind.EPCI_VICE_PRESIDENT, rank=2
    )
    ledger = given(*SITTING, office)
    after = ledger.when(dies("b1", "08-03")).then(
        PersonDied(person="b1"),
        mandate_ended("b1", B),
        OfficeEnded(person="b1", organization=B, office=OfficeKind.EPCI_VICE_PRESIDENT, cause=EndCause.DEATH),
        life.vacated("B1", "b1", Cause.DEATH, "assembly"),
        life.vacated("VP1", "b1", Cause.DEATH),
    )
    assert (holders(after, "08-02")["VP1"], holders(after, "08-03")["VP1"]) == ("b1", None)


def test_when_the_president_dies_the_first_vice_president_acts() -> None:
    ledger = given(*SITTING, dies("a1", "09-10"))
    assert (acting(ledger, "09-09"), acting(ledger, "09-10")) == (None, "b1")


def test_when_the_first_vice_president_died_before_the_second_acts() -> None:
    ledger = given(*SITTING, dies("b1", "08-03"), dies("a1", "09-10"))
    assert acting(ledger, "09-10") == "a2"


def test_a_person_dies_once_and_must_be_known() -> None:
    given(*SITTING, dies("a1", "09-10")).when(dies("a1", "09-11")).refused(
        PersonIsDead(person="a1", died_on=day("09-10"))
    )
    given(*SITTING).when(dies("nobody", "09-10")).refused(UnknownPerson(person="nobody"))


def test_a_death_before_an_election_recorded_ahead_is_refused_naming_that() -> None:
    ledger = given(*SITTING, fill("M2", "a3", "12-01"))
    broken = HistoryWouldBreak(
        entry=ledger.at(life.filled("M2", "a3")),
        kind=AnomalyKind.PERSON_IS_DEAD,
        body="bureau",
        term="2026",
        seat="M2",
        person="a3",
    )
    outside = SeatOutsideAssembly(body="bureau", term="2026", seat="M2", person="a3", entry=broken.entry)
    ledger.when(dies("a3", "11-01")).refused(broken, outside)


def test_somebody_elected_in_the_morning_may_die_in_the_evening() -> None:
    ledger = given(*SITTING, fill("M2", "a3", "11-01")).when(dies("a3", "11-01")).recorded()
    assert holders(ledger, "11-01")["M2"] is None


def test_a_resignation_to_come_is_overtaken_by_a_death() -> None:
    ledger = given(*SITTING, vacate("M1", "08-10")).when(dies("b2", "08-01")).recorded()
    entries = (e for e in ledger.ledger.entries if "body:bureau:2026" in e.fact.tags())
    life_of_m1 = [p for p in timeline(entries).periods if p.seat.seat == "M1"]
    assert [(p.state, p.end) for p in life_of_m1] == [(SeatState.HELD, day("08-01")), (SeatState.VACANT, None)]
    assert life_of_m1[1].vacancy is not None
    assert life_of_m1[1].vacancy.cause is Cause.DEATH


def test_a_vacancy_of_somebody_who_never_held_the_seat_is_still_a_contradiction() -> None:
    ledger = given(*SITTING, vacate("M1", "08-10"))
    broken = HistoryWouldBreak(
        entry=ledger.at(life.vacated("M1", "b2")),
        kind=AnomalyKind.NOT_THE_HOLDER,
        body="bureau",
        term="2026",
        seat="M1",
        person="b2",
    )
    ledger.when(ledger.correct(life.filled("M1", "b2"))).refused(broken)


def test_lost_eligibility_vacates_every_seat_of_the_person() -> None:
    given(*SITTING).when(loses("b1", "10-01", Cause.LOSS_OF_MANDATE)).then(
        EligibilityLost(body="assembly", term="2026", seat="B1", person="b1", cause=Cause.LOSS_OF_MANDATE),
        EligibilityLost(body="bureau", term="2026", seat="VP1", person="b1", cause=Cause.LOSS_OF_MANDATE),
        life.vacated("B1", "b1", Cause.LOSS_OF_MANDATE, "assembly"),
        life.vacated("VP1", "b1", Cause.LOSS_OF_MANDATE),
    )


def test_only_a_known_person_with_a_seat_loses_it() -> None:
    given(*SITTING).when(loses("nobody", "10-01")).refused(UnknownPerson(person="nobody"))
    given(*SITTING).when(loses("z1", "10-01")).refused(PersonHoldsNoSeat(person="z1", on=day("10-01")))


def test_a_member_that_ceases_takes_its_delegates_with_it() -> None:
    ledger = (
        given(*SITTING)
        .when(ceases(B, "12-31"))
        .then(
            MemberCeased(organization=B, cause=MemberEndCause.WITHDRAWAL),
            life.vacated("B1", "b1", Cause.MEMBER_CEASED, "assembly"),
            life.vacated("VP1", "b1", Cause.MEMBER_CEASED),
            life.vacated("B2", "b2", Cause.MEMBER_CEASED, "assembly"),
            life.vacated("M1", "b2", Cause.MEMBER_CEASED),
            life.vacated("B3", "b3", Cause.MEMBER_CEASED, "assembly"),
            life.vacated("B4", "b4", Cause.MEMBER_CEASED, "assembly"),
        )
    )
    assert holders(ledger, "12-30")["VP1"] == "b1"
    assert holders(ledger, "12-31") == {"P": "a1", "VP1": None, "VP2": "a2", "M1": None, "M2": None}


def test_only_a_member_ceases_to_be_one() -> None:
    given(*SITTING).when(ceases(C, "12-31")).refused(NotAMember(organization=C, on=day("12-31")))
    again = given(*SITTING, ceases(B, "12-31"))
    again.when(ceases(B, "2027-01-31")).refused(NotAMember(organization=B, on=day("2027-01-31")))


def test_members_that_merge_leave_their_seats_to_the_new_one_and_their_delegates_in_place() -> None:
    moved = [
        SeatReassigned(body="assembly", term="2026", seat=seat, on_behalf_of=C)
        for seat in ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4")
    ]
    ledger = (
        given(*SITTING)
        .when(merge(C, A, B))
        .then(
            MemberCeased(organization=A, cause=MemberEndCause.MERGER),
            *moved[:4],
            MemberCeased(organization=B, cause=MemberEndCause.MERGER),
            *moved[4:],
            MemberJoined(organization=C, succeeds=(A, B)),
        )
    )
    assert holders(ledger, "2027-01-01")["P"] == "a1"


def test_a_member_may_absorb_another() -> None:
    moved = [
        SeatReassigned(body="assembly", term="2026", seat=seat, on_behalf_of=A) for seat in ("B1", "B2", "B3", "B4")
    ]
    given(*SITTING).when(merge(A, A, B)).then(MemberCeased(organization=B, cause=MemberEndCause.MERGER), *moved)


def test_only_members_merge() -> None:
    given(*SITTING).when(merge(C, A, "epci:200000008")).refused(
        NotAMember(organization="epci:200000008", on=day("2027-01-01"))
    )
