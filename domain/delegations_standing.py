"""Whether a delegation is in force: granted, not withdrawn, and not lapsed with the mandate or office it hangs on.

A lapse is nobody's act, so nothing records it: it follows from who sits and who holds what, ends to come included.

- Powers last as long as the assembly that gave them, and the bureau if it is theirs (its term ends with the
  assembly's, L5211-10); a sub-delegation falls with its source and with the vice-president's seat.
- Functions and signature subsist until they are withdrawn (L5211-9): the president who granted them may leave. But who
  received functions as a vice-president or a member of the bureau must still be one; and elsewhere, still hold office.
- A representative is designated among the assembly's members (L2121-33), for as long as the seat.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from domain.delegations_known import (
    Appointment,
    FunctionDelegation,
    Granted,
    PowerDelegation,
    delegate_of,
)
from domain.facts.bodies import BodyKind, Cause, SeatKind
from domain.facts.delegations import AssemblyPower, PowerHolder
from domain.facts.people import EndCause, MandateKind, OfficeKind
from domain.rules.delegations import loans_end


class DelegationState(StrEnum):
    """What a delegation is on a day."""

    IN_FORCE = "IN_FORCE"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    """Past the end that its act gave it."""
    LAPSED = "LAPSED"
    """Fallen with what it hung on."""


class DelegationLapseCause(StrEnum):
    """With what a delegation lapses."""

    SEAT_ENDED = "SEAT_ENDED"
    OFFICE_ENDED = "OFFICE_ENDED"
    TERM_ENDED = "TERM_ENDED"
    SOURCE_ENDED = "SOURCE_ENDED"
    DEATH = "DEATH"


class Sat(Struct, frozen=True, kw_only=True):
    """A person's seat in a body of the authority, from a day to a day (excluded)."""

    body_kind: BodyKind
    seat_kind: SeatKind
    since: dt.date
    until: dt.date | None = None
    ended_by: Cause | None = None
    ending_entry: int | None = None


class HeldOffice(Struct, frozen=True, kw_only=True):
    """A person's office or mandate in another body, from a day to a day (excluded)."""

    organization: str
    held: OfficeKind | MandateKind
    since: dt.date
    until: dt.date | None = None
    ended_by: EndCause | None = None
    ending_entry: int | None = None


class TermOf(Struct, frozen=True, kw_only=True):
    """A term of the assembly or of the bureau."""

    body_kind: BodyKind
    since: dt.date
    until: dt.date | None = None


class Ties(Struct, frozen=True, kw_only=True):
    """What delegations hang on, of all time: seats and offices by person, terms, and the sources of powers."""

    seats: Mapping[str, Sequence[Sat]] = {}
    offices: Mapping[str, Sequence[HeldOffice]] = {}
    terms: Sequence[TermOf] = ()
    deaths: Mapping[str, dt.date] = {}
    sources: Mapping[str, Granted] = {}
    """By id: the delegations under which others were passed on."""


class DelegationEnd(Struct, frozen=True, kw_only=True):
    """The first day on which a delegation is in force no more, and why."""

    on: dt.date
    state: DelegationState
    lapse: DelegationLapseCause | None = None
    seat_ended_by: Cause | None = None
    office_ended_by: EndCause | None = None
    entry: int | None = None
    """The entry that says so, where one does."""


def end_of(delegation: Granted, ties: Ties) -> DelegationEnd | None:
    """The first end that is known of a delegation, past or to come; None while none is."""
    return min(_ends(delegation, ties), key=lambda end: end.on, default=None)


def state_on(end: DelegationEnd | None, on: dt.date) -> DelegationState:
    """What a delegation is on a day from its granting on."""
    return DelegationState.IN_FORCE if end is None or on < end.on else end.state


def powers_on(delegation: Granted, on: dt.date) -> tuple[AssemblyPower, ...]:
    """The powers that it bears on a day: loans end when the campaign for the municipal renewal opens (L5211-10)."""
    ends_on = loans_end(delegation.granted_on)
    ended = ends_on is not None and ends_on <= on
    return tuple(p for p in delegation.scope.powers if not (ended and p is AssemblyPower.LOANS))


def _ends(delegation: Granted, ties: Ties) -> Iterator[DelegationEnd]:
    if delegation.withdrawn_on is not None:
        yield DelegationEnd(on=delegation.withdrawn_on, state=DelegationState.WITHDRAWN, entry=delegation.withdrawn_by)
    if delegation.granted_until is not None:
        yield DelegationEnd(on=delegation.granted_until, state=DelegationState.EXPIRED)
    who = delegate_of(delegation)
    if who is not None and (died_on := ties.deaths.get(who)) is not None:
        yield _lapse(died_on, DelegationLapseCause.DEATH)
    match delegation:
        case PowerDelegation(holder=PowerHolder.VICE_PRESIDENT):
            yield from _with_the_source(delegation, ties)
            yield from _with_the_seat(delegation, BodyKind.BUREAU, ties)
        case PowerDelegation(holder=holder):
            yield from _with_the_term(delegation, BodyKind.ASSEMBLY, ties)
            if holder is PowerHolder.BUREAU:
                yield from _with_the_term(delegation, BodyKind.BUREAU, ties)
        case FunctionDelegation(organization=None):
            yield from _with_the_seat(delegation, BodyKind.BUREAU, ties)
        case FunctionDelegation():
            yield from _with_the_office(delegation, ties)
        case Appointment():
            yield from _with_the_seat(delegation, BodyKind.ASSEMBLY, ties)


def _lapse(on: dt.date, cause: DelegationLapseCause) -> DelegationEnd:
    return DelegationEnd(on=on, state=DelegationState.LAPSED, lapse=cause)


def _with_the_source(delegation: PowerDelegation, ties: Ties) -> Iterator[DelegationEnd]:
    source = ties.sources.get(delegation.under or "")
    if source is not None and (end := end_of(source, ties)) is not None:
        yield DelegationEnd(
            on=end.on, state=DelegationState.LAPSED, lapse=DelegationLapseCause.SOURCE_ENDED, entry=end.entry
        )


def _with_the_term(delegation: Granted, kind: BodyKind, ties: Ties) -> Iterator[DelegationEnd]:
    for term in ties.terms:
        if term.body_kind is kind and term.until is not None and _covers(term, delegation.granted_on):
            yield _lapse(term.until, DelegationLapseCause.TERM_ENDED)


def _with_the_seat(delegation: Granted, kind: BodyKind, ties: Ties) -> Iterator[DelegationEnd]:
    """With the seat held on the day of the granting; with the term, where no seat is recorded."""
    seats = [
        sat
        for sat in ties.seats.get(delegate_of(delegation) or "", ())
        if sat.body_kind is kind and _covers(sat, delegation.granted_on)
    ]
    if not seats:
        yield from _with_the_term(delegation, kind, ties)
    for sat in seats:
        if sat.until is not None:
            yield DelegationEnd(
                on=sat.until,
                state=DelegationState.LAPSED,
                lapse=DelegationLapseCause.SEAT_ENDED,
                seat_ended_by=sat.ended_by,
                entry=sat.ending_entry,
            )


def _with_the_office(delegation: FunctionDelegation, ties: Ties) -> Iterator[DelegationEnd]:
    """With the last of the offices held there on the day of the granting; of the mandates, where there is no office."""
    held = [
        office
        for office in ties.offices.get(delegation.person, ())
        if office.organization == delegation.organization and _covers(office, delegation.granted_on)
    ]
    held = [office for office in held if isinstance(office.held, OfficeKind)] or held
    last = _last(held)
    if last is not None and last.until is not None:
        yield DelegationEnd(
            on=last.until,
            state=DelegationState.LAPSED,
            lapse=DelegationLapseCause.OFFICE_ENDED,
            office_ended_by=last.ended_by,
            entry=last.ending_entry,
        )


def _last(held: Iterable[HeldOffice]) -> HeldOffice | None:
    return max(held, key=lambda office: office.until or dt.date.max, default=None)


def _covers(time: Sat | HeldOffice | TermOf, on: dt.date) -> bool:
    return time.since <= on and (time.until is None or on < time.until)
