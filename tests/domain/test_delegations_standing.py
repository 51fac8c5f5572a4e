"""A delegation lapses with what it hangs on; whether someone was empowered follows, with the chain or the reason."""

import datetime as dt
from typing import Any

import pytest

from domain.delegations_known import (
    Appointment,
    FunctionDelegation,
    Granted,
    PowerDelegation,
    SignatureDelegation,
)
from domain.delegations_standing import (
    DelegationLapseCause,
    DelegationState,
    HeldOffice,
    Sat,
    TermOf,
    Ties,
    end_of,
    powers_on,
    state_on,
)
from domain.empowerment import EmpowermentDoubt, Obstacle, Presiding, Question, answer
from domain.facts.bodies import BodyKind, Cause, SeatKind
from domain.facts.delegations import AppointmentRole, AssemblyPower, DelegationKind, DelegationScope, PowerHolder
from domain.facts.people import EndCause, MandateKind, OfficeKind
from domain.rules.delegations import oldest_in_force
from tests.domain.life import A, B, day

GRANTED = day("06-01")
RESIGNED = day("10-01")
WATER = DelegationScope(themes=("water",))
LOANS = DelegationScope(powers=(AssemblyPower.LOANS, AssemblyPower.PROCUREMENT))


def common(name: str, scope: DelegationScope = WATER, on: dt.date = GRANTED, **more: Any) -> dict[str, Any]:
    return {"delegation": name, "scope": scope, "granted_on": on, "entries": (1,), **more}


def functions(organization: str | None = None, **more: Any) -> FunctionDelegation:
    return FunctionDelegation(**common("functions", **more), person="b1", organization=organization)


def to_president(**more: Any) -> PowerDelegation:
    return PowerDelegation(**common("powers", LOANS, **more), holder=PowerHolder.PRESIDENT)


def to_vice_president(**more: Any) -> PowerDelegation:
    holder = PowerHolder.VICE_PRESIDENT
    return PowerDelegation(**common("passed-on", LOANS, **more), holder=holder, person="b1", under="powers")


def sat(since: str = "05-20", until: dt.date | None = None, kind: BodyKind = BodyKind.BUREAU) -> Sat:
    ended_by = Cause.RESIGNATION if until else None
    seat = SeatKind.VICE_PRESIDENT if kind is BodyKind.BUREAU else SeatKind.FULL_DELEGATE
    return Sat(body_kind=kind, seat_kind=seat, since=day(since), until=until, ended_by=ended_by, ending_entry=9)


def office(
    since: str = "04-10", until: dt.date | None = None, held: OfficeKind | MandateKind = OfficeKind.EPCI_VICE_PRESIDENT
) -> HeldOffice:
    return HeldOffice(organization=A, held=held, since=day(since), until=until, ended_by=EndCause.TERM_ENDED)


def term(kind: BodyKind, until: dt.date | None) -> TermOf:
    return TermOf(body_kind=kind, since=day("05-20"), until=until)


def lapse_of(delegation: Granted, ties: Ties) -> tuple[dt.date, DelegationLapseCause | None] | None:
    end = end_of(delegation, ties)
    return None if end is None else (end.on, end.lapse)


@pytest.mark.parametrize(
    ("delegation", "ties", "lapse"),
    [
        (functions(), Ties(seats={"b1": [sat(until=RESIGNED)]}), DelegationLapseCause.SEAT_ENDED),
        (functions(), Ties(seats={"b1": [sat()]}, terms=[term(BodyKind.BUREAU, RESIGNED)]), None),
        (functions(), Ties(terms=[term(BodyKind.BUREAU, RESIGNED)]), DelegationLapseCause.TERM_ENDED),
        (functions(), Ties(seats={"b1": [sat("10-02", day("12-01"))]}), None),
        (functions(), Ties(seats={"b1": [sat(until=RESIGNED, kind=BodyKind.ASSEMBLY)]}), None),
        (functions(), Ties(deaths={"b1": RESIGNED}), DelegationLapseCause.DEATH),
        (functions(A), Ties(offices={"b1": [office(until=RESIGNED)]}), DelegationLapseCause.OFFICE_ENDED),
        (functions(B), Ties(offices={"b1": [office(until=RESIGNED)]}), None),
        (functions(A), Ties(seats={"b1": [sat(until=RESIGNED)]}), None),
        (functions(A), Ties(offices={"b1": [office("07-01", RESIGNED)]}), None),
        (
            functions(A),
            Ties(offices={"b1": [office(until=RESIGNED, held=MandateKind.COMMUNITY_COUNCILLOR), office()]}),
            None,
        ),
        (
            functions(A),
            Ties(offices={"b1": [office(until=RESIGNED, held=MandateKind.COMMUNITY_COUNCILLOR)]}),
            DelegationLapseCause.OFFICE_ENDED,
        ),
        (functions(A), Ties(offices={"b1": [office(until=day("09-01")), office(until=None)]}), None),
        (to_president(), Ties(terms=[term(BodyKind.ASSEMBLY, RESIGNED)]), DelegationLapseCause.TERM_ENDED),
        (to_president(), Ties(terms=[term(BodyKind.BUREAU, RESIGNED)]), None),
        (
            PowerDelegation(**common("p", LOANS), holder=PowerHolder.BUREAU),
            Ties(terms=[term(BodyKind.BUREAU, RESIGNED)]),
            DelegationLapseCause.TERM_ENDED,
        ),
        (to_vice_president(), Ties(seats={"b1": [sat(until=RESIGNED)]}), DelegationLapseCause.SEAT_ENDED),
        (
            to_vice_president(),
            Ties(seats={"b1": [sat()]}, sources={"powers": to_president(withdrawn_on=RESIGNED)}),
            DelegationLapseCause.SOURCE_ENDED,
        ),
        (
            SignatureDelegation(**common("s"), person="b1", function="DIRECTOR_GENERAL"),  # type: ignore[arg-type]
            Ties(seats={"b1": [sat(until=RESIGNED)]}, terms=[term(BodyKind.ASSEMBLY, RESIGNED)]),
            None,
        ),
        (
            Appointment(**common("a"), person="b1", organization=A, role=AppointmentRole.TITULAR),
            Ties(seats={"b1": [sat(), sat(until=RESIGNED, kind=BodyKind.ASSEMBLY)]}),
            DelegationLapseCause.SEAT_ENDED,
        ),
    ],
)
def test_each_kind_lapses_with_what_it_hangs_on_and_with_nothing_else(
    delegation: Granted, ties: Ties, lapse: DelegationLapseCause | None
) -> None:
    assert lapse_of(delegation, ties) == (None if lapse is None else (RESIGNED, lapse))


def test_the_first_end_counts_and_holds_from_its_day_on() -> None:
    ties = Ties(seats={"b1": [sat(until=RESIGNED)]})
    withdrawn = functions(withdrawn_on=day("09-01"), granted_until=day("12-01"))
    end = end_of(withdrawn, ties)
    assert (end and end.on, end and end.state) == (day("09-01"), DelegationState.WITHDRAWN)
    assert state_on(end, day("08-31")) is DelegationState.IN_FORCE
    assert state_on(end, day("09-01")) is DelegationState.WITHDRAWN
    own = end_of(functions(granted_until=day("09-15")), ties)
    assert (own and own.on, own and own.state) == (day("09-15"), DelegationState.EXPIRED)
    lapsed = end_of(functions(), ties)
    assert lapsed is not None
    assert (lapsed.seat_ended_by, lapsed.entry) == (Cause.RESIGNATION, 9)
    assert state_on(lapsed, RESIGNED) is DelegationState.LAPSED


def test_loans_end_with_the_campaign_and_the_other_powers_go_on() -> None:
    granted = to_president(on=day("2020-09-24"))
    assert powers_on(granted, day("2026-03-01")) == LOANS.powers
    assert powers_on(granted, day("2026-03-02")) == (AssemblyPower.PROCUREMENT,)
    assert powers_on(to_president(), day("2031-12-31")) == LOANS.powers


def test_what_was_granted_before_the_longest_mandate_is_not_read() -> None:
    assert oldest_in_force(day("2026-11-25")) == day("2018-11-25")


BUREAU = Presiding(president="a1", members=frozenset({"a1", "b1"}), former={GRANTED: "a1"})
LATER = day("07-01")


def ask(person: str, *delegations: Granted, bureau: Presiding = BUREAU, **asked: Any) -> tuple[bool, list[str]]:
    told = answer(Question(person=person, on=asked.pop("on", LATER), **asked), delegations, Ties(), bureau)
    doubts = [str(doubt) for ground in told.grounds for doubt in ground.doubts]
    return told.empowered, doubts or [str(each.reason) for each in told.hindrances]


def test_loans_are_no_longer_signed_once_the_campaign_has_opened() -> None:
    granted = to_president(on=day("2020-09-24"))
    loans: dict[str, Any] = {"power": AssemblyPower.LOANS}
    assert ask("a1", granted, on=day("2026-03-01"), **loans) == (True, [])
    assert ask("a1", granted, on=day("2026-03-02"), **loans) == (False, [Obstacle.LOANS_ENDED])
    assert ask("a1", granted, on=day("2026-03-02"), power=AssemblyPower.PROCUREMENT) == (True, [])


def test_a_sub_delegation_bears_no_more_than_its_source_does_by_then() -> None:
    narrowed = PowerDelegation(
        **common("powers", DelegationScope(powers=(AssemblyPower.PROCUREMENT,))), holder=PowerHolder.PRESIDENT
    )
    assert ask("b1", to_president(), to_vice_president(), power=AssemblyPower.LOANS) == (True, [])
    lost = ask("b1", narrowed, to_vice_president(), power=AssemblyPower.LOANS)
    assert lost == (False, [Obstacle.NOT_FROM_ABOVE])
    other = PowerDelegation(**common("others", LOANS), holder=PowerHolder.PRESIDENT)
    lost = ask("b1", narrowed, other, to_vice_president(), power=AssemblyPower.LOANS)
    assert lost == (False, [Obstacle.NOT_FROM_ABOVE])


def test_the_kind_asked_for_does_not_hide_where_a_signature_comes_from() -> None:
    signs = SignatureDelegation(**common("s", LOANS), person="c1", function="DIRECTOR_GENERAL")  # type: ignore[arg-type]
    asked: dict[str, Any] = {"power": AssemblyPower.LOANS, "kind": DelegationKind.SIGNATURE}
    assert ask("c1", signs, to_president(), **asked) == (True, [])
    assert ask("c1", signs, **asked) == (False, [Obstacle.NOT_FROM_ABOVE])
    assert ask("a1", to_president(), **asked) == (False, [Obstacle.NEVER_GRANTED])


def test_a_signature_without_a_theme_bears_on_all_of_them_and_functions_do_not() -> None:
    nothing = DelegationScope(text="Courrier")
    signs = SignatureDelegation(**common("s", nothing), person="c1", function="DIRECTOR_GENERAL")  # type: ignore[arg-type]
    assert ask("c1", signs, theme="health") == (True, [])
    assert ask("b1", functions(scope=nothing), theme="health") == (False, [Obstacle.NEVER_GRANTED])


def test_between_the_renewal_and_the_installation_a_yes_is_for_current_business() -> None:
    outgoing = Presiding(president="a1", holdover=True, former={GRANTED: "a1"})
    assert ask("b1", functions(), bureau=outgoing, theme="water") == (True, [EmpowermentDoubt.CURRENT_BUSINESS_ONLY])


def test_functions_that_a_former_president_granted_subsist_and_are_doubted() -> None:
    changed = Presiding(president="a2", former={GRANTED: "a1"})
    assert ask("b1", functions(), bureau=changed, theme="water") == (True, [EmpowermentDoubt.PRESIDENT_CHANGED])
    assert ask("b1", functions(), theme="water") == (True, [])


def test_nobody_is_empowered_before_the_granting() -> None:
    assert ask("b1", functions(), on=day("05-31"), theme="water") == (False, [Obstacle.NEVER_GRANTED])
