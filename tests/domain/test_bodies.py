"""Bodies, their terms and their seats."""

import pytest

from domain.bodies import (
    AbolishSeat,
    AssemblyNotInstalled,
    BodyAlreadyExists,
    CreateSeat,
    DissolveBody,
    NotAnAssembly,
    ParentRequired,
    RecordGeneralRenewal,
    TermAlreadyOpen,
)
from domain.composition import MemberUnknown, NoTermOn, UnknownBody, UnknownSeat
from domain.contradictions import HistoryWouldBreak
from domain.core.refusals import ActRequired, DateOutOfRange
from domain.facts.bodies import (
    BodyCreated,
    BodyDissolved,
    BodyKind,
    Cause,
    GeneralRenewalHeld,
    Seat,
    SeatAbolished,
    SeatCreated,
    SeatKind,
    TermEnded,
    TermOpened,
)
from domain.facts.registry import LegalForm
from domain.leaving import AlsoVacated
from domain.periods import AnomalyKind, SeatState
from domain.registry import RegisterAuthority
from domain.seating import (
    BureauIncomplete,
    SeatKindNotOfBody,
    SeatNamedTwice,
    SeatWithoutMember,
    TooManyVicePresidents,
    TwoThirdsNeeded,
)
from tests.domain import life
from tests.domain.given import Given, given
from tests.domain.life import ACT, ASSEMBLED, BODIES, INSTALLED, OPENED, SITTING, A, day
from tests.domain.test_seats import bureau, holders

C = "epci:242300135"


def ended(body: str, term: str, cause: Cause = Cause.RENEWAL_INSTALLATION) -> TermEnded:
    return TermEnded(body=body, term=term, cause=cause)


def opened(body: str, term: str, seats: tuple[Seat, ...]) -> TermOpened:
    return TermOpened(body=body, term=term, seats=seats)


def vice_presidents(count: int) -> tuple[Seat, ...]:
    ranked = (Seat(seat=f"VP{n}", kind=SeatKind.VICE_PRESIDENT, rank=n) for n in range(1, count + 1))
    return (Seat(seat="P", kind=SeatKind.PRESIDENT), *ranked)


def seat(name: str, kind: SeatKind, rank: int | None = None, member: str | None = None) -> Seat:
    return Seat(seat=name, kind=kind, rank=rank, on_behalf_of=member)


def add(new: Seat, on: str = "09-01", body: str = "bureau") -> CreateSeat:
    return CreateSeat(on=day(on), act=ACT, body=body, seat=new)


def abolish(name: str, on: str = "09-01", body: str = "bureau") -> AbolishSeat:
    return AbolishSeat(on=day(on), act=ACT, body=body, seat=name)


def dissolve(body: str, on: str = "12-31") -> DissolveBody:
    return DissolveBody(on=day(on), act=ACT, body=body)


def renewal(on: str, body: str = "assembly") -> RecordGeneralRenewal:
    return RecordGeneralRenewal(on=day(on), act=ACT, body=body)


# -- creating and dissolving -------------------------------------------------------------------------------------------


def test_a_bureau_is_created_under_the_assembly_that_elects_it() -> None:
    ledger = given(*OPENED, life.create("assembly", BodyKind.ASSEMBLY))
    fact = BodyCreated(body="bureau", kind=BodyKind.BUREAU, name="Bureau", parent="assembly")
    ledger.when(life.create("bureau", BodyKind.BUREAU, "assembly")).then(fact)


def test_a_bureau_without_an_assembly_is_refused() -> None:
    given(*OPENED).when(life.create("bureau", BodyKind.BUREAU)).refused(ParentRequired(body="bureau"))
    unknown = UnknownBody(body="assembly", on=day("2020-01-01"), known=())
    given(*OPENED).when(life.create("bureau", BodyKind.BUREAU, "assembly")).refused(unknown)


def test_another_body_of_the_same_name_is_refused() -> None:
    refusal = BodyAlreadyExists(body="bureau")
    given(*BODIES).when(life.create("bureau", BodyKind.COMMISSION)).refused(refusal)
    given(*BODIES).when(life.create("bureau", BodyKind.BUREAU, "assembly", on="2021-01-01")).refused(refusal)


def test_dissolving_an_assembly_ends_the_terms_that_run_in_its_family() -> None:
    given(*SITTING).when(dissolve("assembly")).then(
        ended("assembly", "2026", Cause.DISSOLUTION),
        ended("bureau", "2026", Cause.DISSOLUTION),
        BodyDissolved(body="assembly"),
    )


def test_a_body_without_a_term_is_dissolved_too() -> None:
    given(*BODIES).when(dissolve("bureau")).then(BodyDissolved(body="bureau"))


def test_an_unknown_body_is_not_dissolved() -> None:
    given(*BODIES).when(dissolve("burau")).refused(
        UnknownBody(body="burau", on=day("12-31"), known=("assembly", "bureau"))
    )


def test_a_term_opened_before_a_dissolution_known_already_ends_with_it() -> None:
    committee = life.create("committee", BodyKind.COMMISSION)
    members = (seat("M1", SeatKind.MEMBER),)
    ledger = given(*SITTING, committee, dissolve("committee"))
    ledger.when(life.form("2026", "06-01", members, "committee")).then(
        opened("committee", "2026", members), ended("committee", "2026", Cause.DISSOLUTION)
    )


# -- installing --------------------------------------------------------------------------------------------------------


def test_the_first_installation_opens_a_term() -> None:
    given(*BODIES).when(life.install()).then(opened("assembly", "2026", life.ASSEMBLY_SEATS))


def test_the_next_installation_ends_the_former_term_and_the_bureau_s() -> None:
    ledger = given(*SITTING)
    after = ledger.when(life.install("2032", "2032-05-20")).then(
        ended("assembly", "2026"), ended("bureau", "2026"), opened("assembly", "2032", life.ASSEMBLY_SEATS)
    )
    assert holders(after, "2032-05-19")["P"] == "a1"
    assert holders(after, "2032-05-20") == {}


def test_a_past_term_recorded_after_a_later_one_ends_where_that_begins() -> None:
    ledger = given(*SITTING)
    assembly = life.install("2020", "2020-09-10")
    after = ledger.when(assembly).then(opened("assembly", "2020", life.ASSEMBLY_SEATS), ended("assembly", "2020"))
    after.when(life.form("2020", "2020-09-10")).then(
        opened("bureau", "2020", life.BUREAU_SEATS), ended("bureau", "2020")
    )


def test_a_past_bureau_ends_with_its_assembly_even_where_no_later_bureau_is_known() -> None:
    ledger = given(*ASSEMBLED, life.install("2020", "2020-09-10"))
    ledger.when(life.form("2020", "2020-09-10")).then_dates("2020-09-10", "2026-05-20")
    ledger.when(life.form()).recorded()


def test_a_term_recorded_between_two_others_shortens_the_first_for_good() -> None:
    outer = given(*BODIES, life.install("2020", "2020-02-01")).given(life.install("2026", "05-20"))
    between = outer.when(life.install("2023", "2023-01-10")).then_dates("2023-01-10", "2023-01-10", "2026-05-20")
    between.when(life.form("2020", "2020-02-01")).then_dates("2020-02-01", "2023-01-10")
    refusal = AssemblyNotInstalled(body="bureau", assembly="assembly", term="2020b", on=day("2024-01-01"))
    between.when(life.form("2020b", "2024-01-01")).refused(refusal)


def test_a_term_is_opened_once() -> None:
    refusal = TermAlreadyOpen(body="assembly", term="2026", since=INSTALLED)
    given(*SITTING).when(life.install("2026", "06-20")).refused(refusal)
    given(*SITTING).when(life.install("2026", "05-20", life.ASSEMBLY_SEATS[:7])).refused(refusal)


def test_only_an_assembly_is_installed_and_only_others_are_formed() -> None:
    as_assembly = life.install("2026")
    given(*BODIES).when(type(as_assembly)(on=INSTALLED, act=ACT, body="bureau", term="2026", seats=())).refused(
        NotAnAssembly(body="bureau")
    )
    given(*BODIES).when(life.form(body="assembly")).refused(NotAnAssembly(body="assembly"))


def test_every_seat_of_an_assembly_is_a_delegate_s_on_behalf_of_a_member() -> None:
    ledger = given(*BODIES)
    nobody = (seat("A1", SeatKind.FULL_DELEGATE),)
    ledger.when(life.install(seats=nobody)).refused(SeatWithoutMember(seat="A1"))
    stranger = (life.full("C1", C),)
    ledger.when(life.install(seats=stranger)).refused(MemberUnknown(seat="C1", organization=C, on=INSTALLED))
    president = (seat("P", SeatKind.PRESIDENT),)
    ledger.when(life.install(seats=president)).refused(
        SeatKindNotOfBody(body="assembly", seat="P", kind=SeatKind.PRESIDENT)
    )
    twice = (life.full("A1", A), life.full("A1", A))
    ledger.when(life.install(seats=twice)).refused(SeatNamedTwice(body="assembly", seat="A1"))


def test_a_term_does_not_end_on_the_day_on_which_it_begins() -> None:
    ledger = given(*BODIES, life.install())
    unrecorded = 1 << 52
    broken = [
        HistoryWouldBreak(entry=entry, kind=kind, body="assembly", term=term, seat="", person="")
        for entry, kind, term in (
            (unrecorded + 1, AnomalyKind.TERMS_OVERLAP, "2026b"),
            (unrecorded, AnomalyKind.NO_TERM, "2026"),
        )
    ]
    ledger.when(life.install("2026b")).refused(*broken)
    ledger.when(life.install("2026b", "05-21")).recorded()


# -- forming a bureau --------------------------------------------------------------------------------------------------


def test_a_bureau_is_formed_within_the_term_of_its_assembly() -> None:
    given(*ASSEMBLED).when(life.form()).then(opened("bureau", "2026", life.BUREAU_SEATS))


def test_a_bureau_of_another_term_or_day_is_refused() -> None:
    refusal = AssemblyNotInstalled(body="bureau", assembly="assembly", term="2032", on=INSTALLED)
    given(*ASSEMBLED).when(life.form("2032")).refused(refusal)
    early = AssemblyNotInstalled(body="bureau", assembly="assembly", term="2026", on=day("05-19"))
    given(*ASSEMBLED).when(life.form("2026", "05-19")).refused(early)


def test_a_second_term_of_the_bureau_is_refused_while_the_first_runs() -> None:
    refusal = TermAlreadyOpen(body="bureau", term="2026", since=INSTALLED)
    given(*SITTING).when(life.form("2026b", "09-01")).refused(refusal)


def test_a_bureau_has_one_president_and_a_vice_president() -> None:
    ledger = given(*ASSEMBLED)
    incomplete = BureauIncomplete(body="bureau")
    ledger.when(life.form(seats=life.BUREAU_SEATS[1:])).refused(incomplete)
    ledger.when(life.form(seats=(life.BUREAU_SEATS[0], life.BUREAU_SEATS[3]))).refused(incomplete)
    ledger.when(life.form(seats=(*life.BUREAU_SEATS, seat("P2", SeatKind.PRESIDENT)))).refused(incomplete)


def test_vice_presidents_have_each_a_rank_of_their_own() -> None:
    ledger = given(*ASSEMBLED)
    same = (*vice_presidents(1), seat("VP2", SeatKind.VICE_PRESIDENT, 1))
    ledger.when(life.form(seats=same)).refused(SeatNamedTwice(body="bureau", seat="VP2"))
    none = (*vice_presidents(1), seat("VP2", SeatKind.VICE_PRESIDENT))
    ledger.when(life.form(seats=none)).refused(SeatNamedTwice(body="bureau", seat="VP2"))


def of_size(size: int, form: LegalForm = LegalForm.CLOSED_JOINT_SYNDICATE) -> Given:
    authority = RegisterAuthority(on=day("2020-06-01"), act=ACT, siren=life.SIREN, name="SM", legal_form=form)
    return given(*BODIES, authority, life.assembly_of(size))


@pytest.mark.parametrize(("size", "limit"), [(28, 6), (82, 15), (14, 4)])
def test_the_ordinary_number_of_vice_presidents_needs_no_word(size: int, limit: int) -> None:
    seats = vice_presidents(limit)
    of_size(size).when(life.form(seats=seats)).then(opened("bureau", "2026", seats))


@pytest.mark.parametrize("asked", [7, 8])
def test_more_vice_presidents_take_two_thirds_of_the_votes(asked: int) -> None:
    seats = vice_presidents(asked)
    caution = TwoThirdsNeeded(asked=asked, limit=6, assembly_seats=28)
    of_size(28).when(life.form(seats=seats)).then(opened("bureau", "2026", seats), cautions=[caution])


@pytest.mark.parametrize(("size", "asked", "limit"), [(28, 9, 8), (82, 16, 15), (14, 5, 4)])
def test_still_more_vice_presidents_are_refused(size: int, asked: int, limit: int) -> None:
    refusal = TooManyVicePresidents(asked=asked, limit=limit, assembly_seats=size)
    of_size(size).when(life.form(seats=vice_presidents(asked))).refused(refusal)


def test_alternates_do_not_count_for_the_number_of_vice_presidents() -> None:
    seats = (
        *(life.full(f"S{n}", A) for n in range(14)),
        *(seat(f"T{n}", SeatKind.ALTERNATE_DELEGATE, member=A) for n in range(14)),
    )
    refusal = TooManyVicePresidents(asked=5, limit=4, assembly_seats=14)
    given(*BODIES, life.install(seats=seats)).when(life.form(seats=vice_presidents(5))).refused(refusal)


def test_in_an_open_joint_syndicate_the_statutes_rule() -> None:
    seats = vice_presidents(9)
    of_size(14, LegalForm.OPEN_JOINT_SYNDICATE).when(life.form(seats=seats)).then(opened("bureau", "2026", seats))


def test_a_committee_is_formed_at_any_time() -> None:
    members = (seat("M1", SeatKind.MEMBER), seat("S1", SeatKind.ALTERNATE_DELEGATE))
    ledger = given(*SITTING, life.create("committee", BodyKind.STEERING_COMMITTEE, "assembly"))
    ledger.when(life.form("first", "09-01", members, "committee")).then(opened("committee", "first", members))


# -- seats during a term -----------------------------------------------------------------------------------------------


def test_a_seat_is_added_during_the_term() -> None:
    new = seat("M3", SeatKind.BUREAU_MEMBER)
    ledger = given(*SITTING).when(add(new)).then(SeatCreated(body="bureau", term="2026", seat=new))
    assert "M3" not in holders(ledger, "08-31")
    assert bureau(ledger).on(day("09-01"))["M3"].state is SeatState.VACANT


def test_an_added_vice_president_counts() -> None:
    ledger = of_size(28).given(life.form(seats=vice_presidents(6)))
    seventh = seat("VP7", SeatKind.VICE_PRESIDENT, 7)
    caution = TwoThirdsNeeded(asked=7, limit=6, assembly_seats=28)
    fact = SeatCreated(body="bureau", term="2026", seat=seventh)
    eight = ledger.when(add(seventh)).then(fact, cautions=[caution]).given(add(seat("VP8", SeatKind.VICE_PRESIDENT, 8)))
    refusal = TooManyVicePresidents(asked=9, limit=8, assembly_seats=28)
    eight.when(add(seat("VP9", SeatKind.VICE_PRESIDENT, 9))).refused(refusal)


def test_an_added_seat_is_held_against_the_same_rules() -> None:
    ledger = given(*SITTING)
    ledger.when(add(seat("VP1", SeatKind.BUREAU_MEMBER))).refused(SeatNamedTwice(body="bureau", seat="VP1"))
    ledger.when(add(seat("VP3", SeatKind.VICE_PRESIDENT, 2))).refused(SeatNamedTwice(body="bureau", seat="VP3"))
    ledger.when(add(seat("P2", SeatKind.PRESIDENT))).refused(BureauIncomplete(body="bureau"))
    ledger.when(add(seat("D1", SeatKind.FULL_DELEGATE))).refused(
        SeatKindNotOfBody(body="bureau", seat="D1", kind=SeatKind.FULL_DELEGATE)
    )
    ledger.when(add(seat("A9", SeatKind.FULL_DELEGATE), body="assembly")).refused(SeatWithoutMember(seat="A9"))
    ledger.when(add(life.full("C1", C), body="assembly")).refused(
        MemberUnknown(seat="C1", organization=C, on=day("09-01"))
    )


def test_an_abolished_seat_costs_its_holder_the_seat() -> None:
    ledger = (
        given(*SITTING)
        .when(abolish("M1"))
        .then(life.vacated("M1", "b2", Cause.SEAT_ABOLISHED), SeatAbolished(body="bureau", term="2026", seat="M1"))
    )
    assert ("M1" in holders(ledger, "08-31"), "M1" in holders(ledger, "09-01")) == (True, False)
    ended_by = {tenure.person: tenure.ended_by for _, tenure in bureau(ledger).tenures()}
    assert ended_by["b2"] is Cause.SEAT_ABOLISHED


def test_an_abolished_seat_of_the_assembly_costs_the_delegate_the_bureau_too() -> None:
    given(*SITTING).when(abolish("B2", body="assembly")).then(
        life.vacated("B2", "b2", Cause.SEAT_ABOLISHED, "assembly"),
        life.vacated("M1", "b2", Cause.SEAT_ABOLISHED),
        SeatAbolished(body="assembly", term="2026", seat="B2"),
        cautions=[AlsoVacated(body="bureau", seat="M1", person="b2")],
    )


def test_an_unknown_seat_is_not_abolished() -> None:
    known = tuple(sorted(s.seat for s in life.BUREAU_SEATS))
    refusal = UnknownSeat(body="bureau", term="2026", seat="M9", on=day("09-01"), known=known)
    given(*SITTING).when(abolish("M9")).refused(refusal)


def test_a_bureau_keeps_its_president_and_a_vice_president() -> None:
    given(*SITTING).when(abolish("P")).refused(BureauIncomplete(body="bureau"))
    given(*SITTING, abolish("VP1")).when(abolish("VP2")).refused(BureauIncomplete(body="bureau"))


# -- general renewal ---------------------------------------------------------------------------------------------------


def test_after_a_general_renewal_the_holders_hold_over_until_the_installation() -> None:
    ledger = given(*SITTING)
    after = ledger.when(renewal("2032-03-14")).then(
        GeneralRenewalHeld(body="assembly", term="2026"), GeneralRenewalHeld(body="bureau", term="2026")
    )
    states = {on: bureau(after).on(day(on))["P"].state for on in ("2032-03-13", "2032-03-14")}
    assert states == {"2032-03-13": SeatState.HELD, "2032-03-14": SeatState.HOLDOVER}
    assert bureau(after).on(day("2032-04-01"))["M2"].state is SeatState.VACANT
    assert holders(after.given(life.install("2032", "2032-05-20")), "2032-05-20") == {}


def test_a_committee_with_a_term_of_its_own_name_holds_over_too() -> None:
    committee = life.create("committee", BodyKind.STEERING_COMMITTEE, "assembly")
    members = (seat("M1", SeatKind.MEMBER),)
    ledger = given(*SITTING, committee, life.form("first", "09-01", members, "committee"))
    ledger.when(renewal("2032-03-14")).then(
        GeneralRenewalHeld(body="assembly", term="2026"),
        GeneralRenewalHeld(body="bureau", term="2026"),
        GeneralRenewalHeld(body="committee", term="first"),
    )


def test_a_renewal_without_a_term_is_refused() -> None:
    given(*BODIES).when(renewal("2032-03-14")).refused(NoTermOn(body="assembly", on=day("2032-03-14"), known=()))


# -- what holds for every command --------------------------------------------------------------------------------------


def test_every_fact_of_governance_cites_its_act() -> None:
    without = RecordGeneralRenewal(on=day("09-01"), body="assembly")
    given(*SITTING).when(without).refused(ActRequired(command="RecordGeneralRenewal"))


@pytest.mark.parametrize("on", ["1789-07-13", "2200-01-01"])
def test_a_date_that_must_be_a_slip_of_the_pen_is_refused(on: str) -> None:
    refusal = DateOutOfRange(date=day(on), earliest=day("1789-07-14"), latest=day("2199-12-31"))
    given(*SITTING).when(renewal(on)).refused(refusal)
