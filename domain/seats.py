"""Who sits: filling and vacating seats, and the events of life that vacate them."""

import datetime as dt
from collections.abc import Iterator
from typing import assert_never

from domain import composition
from domain.composition import Composition, MemberUnknown, SeatOf, UnknownSeat
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.identifiers import PersonId, SeatId, Slug
from domain.core.notices import Caution, Refusal, Refused
from domain.core.refusals import PersonIsDead, UnknownPerson
from domain.facts.bodies import (
    ActingDesignated,
    Ballot,
    BodyKind,
    BodyReopened,
    Cause,
    Manner,
    PreventionLifted,
    PreventionRecorded,
    ResignationTendered,
    SeatFilled,
    SeatKind,
    SeatVacated,
)
from domain.facts.people import MandateKind
from domain.history import History
from domain.leaving import also_vacated, entries_of, holder, leave, not_held, recorded

# -- commands ----------------------------------------------------------------------------------------------------------


class FillSeat(Command, frozen=True, kw_only=True):
    """Record that a person was elected or designated to a seat.

    The election of a new president during the term first reopens the whole bureau (CGCT L2122-10).
    """

    body: Slug
    seat: SeatId
    person: PersonId
    manner: Manner = Manner.ELECTION
    ballot: Ballot | None = None
    """Totals of the decisive round; never a name."""


class VacateSeat(Command, frozen=True, kw_only=True):
    """Record that the holder left a seat. A resignation takes effect on its acceptance: give that day."""

    body: Slug
    seat: SeatId
    cause: Cause


class TenderResignation(Command, frozen=True, kw_only=True):
    """Record that a holder sent a resignation: it vacates nothing before its acceptance (then VacateSeat)."""

    body: Slug
    seat: SeatId


class RecordPrevention(Command, frozen=True, kw_only=True):
    """Record that the holder of a seat is prevented from acting (illness, suspension), and keeps it."""

    body: Slug
    seat: SeatId


class LiftPrevention(Command, frozen=True, kw_only=True):
    """Record that a holder can act again."""

    body: Slug
    seat: SeatId


class DesignateActing(Command, frozen=True, kw_only=True):
    """Record who acts as president, when it is not the first vice-president in rank."""

    body: Slug
    person: PersonId


# -- refusals and cautions ---------------------------------------------------------------------------------------------


class SeatHeld(Refusal, frozen=True, kw_only=True):
    """The seat has a holder on that day."""

    rule = "CGCT L2122-15"
    body: str
    seat: str
    holder: str
    since: dt.date


class SeatedElsewhere(Refusal, frozen=True, kw_only=True):
    """The person holds another seat of the same body."""

    body: str
    person: str
    seat: str
    since: dt.date


class NotADelegate(Refusal, frozen=True, kw_only=True):
    """Only a full delegate of the assembly is elected to its bureau."""

    rule = "CGCT L5211-10"
    person: str
    assembly: str
    on: dt.date


class NotEligible(Refusal, frozen=True, kw_only=True):
    """The person holds no mandate that allows sitting on behalf of that member."""

    rule = "CGCT L5711-1"
    person: str
    organization: str
    on: dt.date


class NotInOffice(Refusal, frozen=True, kw_only=True):
    """Only a holder of a seat of the bureau acts as its president."""

    rule = "CGCT L2122-17"
    person: str
    body: str
    on: dt.date


class ResignationNotYetTendered(Refusal, frozen=True, kw_only=True):
    """A resignation cannot take effect before it was sent."""

    rule = "CGCT L2122-15"
    body: str
    seat: str
    tendered_on: dt.date


class BeMindfulOfAcceptance(Caution, frozen=True, kw_only=True):
    """A president's or vice-president's resignation is final on its acceptance by the prefect only."""

    rule = "CGCT L2122-15"
    body: str
    seat: str


class SeatedByReference(Caution, frozen=True, kw_only=True):
    """The commune of the mandate is not shown as belonging to that member by the reference ledger."""

    rule = "CGCT L5711-1"
    person: str
    commune: str
    organization: str


class Incompatible(Caution, frozen=True, kw_only=True):
    """A deputy or a senator has thirty days to choose."""

    rule = "C. élect. LO141-1"
    person: str
    mandate: MandateKind


class BureauReopens(Caution, frozen=True, kw_only=True):
    """A new president was elected: vice-presidents and other members are to be elected anew."""

    rule = "CGCT L2122-10"
    body: str


# -- state and evolve: those of domain/composition.py ------------------------------------------------------------------

EMPTY = composition.EMPTY
evolve = composition.evolve

# -- decide ------------------------------------------------------------------------------------------------------------

SeatCommand = FillSeat | VacateSeat | TenderResignation | RecordPrevention | LiftPrevention | DesignateActing


def decide(state: Composition, command: SeatCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of the refusals above, or UnknownBody, NoTermOn, UnknownSeat, UnknownPerson.
    """
    match command:
        case FillSeat():
            return _fill(state, command, memberships)
        case VacateSeat():
            return _vacate(state, command)
        case TenderResignation():
            return _tender(state, command)
        case RecordPrevention():
            return _prevent(state, command)
        case LiftPrevention():
            return _lift(state, command)
        case DesignateActing():
            return _designate(state, command)
    assert_never(command)


def _fill(state: Composition, command: FillSeat, memberships: Memberships) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    fact = SeatFilled(
        body=at.body,
        term=at.term,
        seat=command.seat,
        person=command.person,
        manner=command.manner,
        ballot=command.ballot,
    )
    draft = command.leads_to(fact)
    if recorded(state, at, draft):
        return ALREADY_TRUE
    if at.tenure is not None and at.tenure.person != command.person:
        raise Refused(SeatHeld(body=at.body, seat=command.seat, holder=at.tenure.person, since=at.tenure.since))
    _check_alive(state, command.person, command.on)
    cautions = list(_eligible(state, command, at, memberships))
    if _reopens(state, command, at):
        reopened = command.leads_to(BodyReopened(body=at.body, term=at.term, cause=Cause.PRESIDENT_REELECTION))
        return Decision((reopened, draft), (*cautions, BureauReopens(body=at.body)))
    elsewhere = [s for s in state.seats_held(command.person, command.on) if (s.body, s.term) == (at.body, at.term)]
    for other in elsewhere:
        if other.seat.seat != command.seat and other.tenure is not None:
            raise Refused(
                SeatedElsewhere(body=at.body, person=command.person, seat=other.seat.seat, since=other.tenure.since)
            )
    return Decision((draft,), tuple(cautions))


def _check_alive(state: Composition, who: str, on: dt.date) -> None:
    known = state.people.get(who)
    if known is None or not known.registered:
        raise Refused(UnknownPerson(person=who))
    if known.died_on is not None and known.died_on <= on:
        raise Refused(PersonIsDead(person=who, died_on=known.died_on))


def _reopens(state: Composition, command: FillSeat, at: SeatOf) -> bool:
    """Whether this is the election of a new president after another one in the same term."""
    if at.seat.kind is not SeatKind.PRESIDENT or at.tenure is not None:
        return False
    if state.bodies[at.body].fact.kind is not BodyKind.BUREAU:
        return False
    if any(isinstance(e.fact, BodyReopened) and e.effective_on == command.on for e in state.terms[at.body, at.term]):
        return False
    tenures = state.timeline(at.body, at.term).tenures()
    return any(seat == command.seat and tenure.since < command.on for seat, tenure in tenures)


def _eligible(state: Composition, command: FillSeat, at: SeatOf, memberships: Memberships) -> Iterator[Caution]:
    assembly = state.electing(at.body)
    if assembly is not None:
        seats = state.timeline(assembly, at.term).on(command.on).values()
        if not any(
            p.seat.kind is SeatKind.FULL_DELEGATE and p.tenure and p.tenure.person == command.person for p in seats
        ):
            raise Refused(NotADelegate(person=command.person, assembly=assembly, on=command.on))
    if at.seat.on_behalf_of is not None and state.bodies[at.body].fact.kind is BodyKind.ASSEMBLY:
        if not state.is_member(at.seat.on_behalf_of, command.on):
            raise Refused(MemberUnknown(seat=at.seat.seat, organization=at.seat.on_behalf_of, on=command.on))
        yield from _mandated(state, command, at.seat.on_behalf_of, memberships)
    if at.seat.kind in (SeatKind.PRESIDENT, SeatKind.VICE_PRESIDENT):
        for holding in state.people[command.person].holds_on(command.on):
            if holding.held in (MandateKind.DEPUTY, MandateKind.SENATOR) and isinstance(holding.held, MandateKind):
                yield Incompatible(person=command.person, mandate=holding.held)


def _mandated(state: Composition, command: FillSeat, member: str, memberships: Memberships) -> Iterator[Caution]:
    """A member's delegate sits in its council, or (an EPCI) in the council of one of its communes (L5711-1)."""
    held = state.people[command.person].holds_on(command.on)
    if any(h.organization == member and isinstance(h.held, MandateKind) for h in held):
        return
    communes = [
        h.organization for h in held if h.held is MandateKind.MUNICIPAL_COUNCILLOR and member.startswith("epci:")
    ]
    if not communes:
        raise Refused(NotEligible(person=command.person, organization=member, on=command.on))
    if not any(
        epci == member and since <= command.on and (until is None or command.on < until)
        for commune in communes
        for epci, since, until in memberships.get(commune, ())
    ):
        yield SeatedByReference(person=command.person, commune=communes[0], organization=member)


def _vacate(state: Composition, command: VacateSeat) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    if _vacated(state, at, command):
        return ALREADY_TRUE
    if at.tenure is None:
        raise Refused(not_held(at, command.on))
    cautions: list[Caution] = []
    if command.cause is Cause.RESIGNATION:
        _check_tendered(state, at, command.on)
        if at.seat.kind in (SeatKind.PRESIDENT, SeatKind.VICE_PRESIDENT):
            cautions.append(BeMindfulOfAcceptance(body=at.body, seat=at.seat.seat))
    vacated = tuple(leave(state, command, at, command.cause))
    return Decision(vacated, (*cautions, *also_vacated(vacated)))


def _vacated(state: Composition, at: SeatOf, command: VacateSeat) -> bool:
    return any(
        isinstance(e.fact, SeatVacated)
        and (e.fact.seat, e.fact.cause, e.effective_on, e.act) == (at.seat.seat, command.cause, command.on, command.act)
        for e in state.terms[at.body, at.term]
    )


def _check_tendered(state: Composition, at: SeatOf, on: dt.date) -> None:
    letters = entries_of(state, at, ResignationTendered)
    if letters and all(letter.effective_on > on for letter in letters):
        raise Refused(ResignationNotYetTendered(body=at.body, seat=at.seat.seat, tendered_on=letters[0].effective_on))


def _tender(state: Composition, command: TenderResignation) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    who = holder(at, command.on).person
    draft = command.leads_to(ResignationTendered(body=at.body, term=at.term, seat=at.seat.seat, person=who))
    return ALREADY_TRUE if recorded(state, at, draft) else Decision((draft,))


def _prevent(state: Composition, command: RecordPrevention) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    who = holder(at, command.on).person
    draft = command.leads_to(PreventionRecorded(body=at.body, term=at.term, seat=at.seat.seat, person=who))
    return ALREADY_TRUE if at.period.prevented or recorded(state, at, draft) else Decision((draft,))


def _lift(state: Composition, command: LiftPrevention) -> Decision:
    at = state.seat_on(command.body, command.seat, command.on)
    who = holder(at, command.on).person
    draft = command.leads_to(PreventionLifted(body=at.body, term=at.term, seat=at.seat.seat, person=who))
    return ALREADY_TRUE if not at.period.prevented or recorded(state, at, draft) else Decision((draft,))


def _designate(state: Composition, command: DesignateActing) -> Decision:
    term = state.term_on(command.body, command.on)
    periods = state.timeline(command.body, term).on(command.on)
    president = next((p for p in periods.values() if p.seat.kind is SeatKind.PRESIDENT), None)
    if president is None:
        known = tuple(sorted(periods))
        raise Refused(UnknownSeat(body=command.body, term=term, seat=SeatKind.PRESIDENT, on=command.on, known=known))
    draft = command.leads_to(ActingDesignated(body=command.body, term=term, person=command.person))
    if president.acting == command.person or recorded(state, SeatOf(command.body, term, president), draft):
        return ALREADY_TRUE
    if (tenure := president.tenure) is not None and not president.prevented:
        name = president.seat.seat
        raise Refused(SeatHeld(body=command.body, seat=name, holder=tenure.person, since=tenure.since))
    if not any(p.tenure and p.tenure.person == command.person for p in periods.values()):
        raise Refused(NotInOffice(person=command.person, body=command.body, on=command.on))
    return Decision((draft,))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: SeatCommand, history: History) -> Boundary:
    """What the decision depends on: the body's family during the term, and the person's mandates."""
    wanted = composition.boundary_of_body(history, command.body, command.on)
    return wanted | about(f"person:{command.person}") if isinstance(command, FillSeat | DesignateActing) else wanted
