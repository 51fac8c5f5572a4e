"""The bodies of the authority, their terms and their seats; who sits in them is decided in ``seats``."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, assert_never

from msgspec import Meta

from domain import composition
from domain.composition import Composition
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Draft
from domain.core.identifiers import Label, SeatId, Slug
from domain.core.notices import Caution, Refusal, Refused
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
from domain.history import History
from domain.leaving import also_vacated, leave
from domain.seating import check_members, check_one_president, check_seats, check_vice_presidents

# -- commands ----------------------------------------------------------------------------------------------------------

Seats = Annotated[tuple[Seat, ...], Meta(min_length=1, max_length=500)]


class CreateBody(Command, frozen=True, kw_only=True):
    """Create a body. A bureau names as parent the assembly that elects it."""

    body: Slug
    kind: BodyKind
    name: Label
    parent: Slug | None = None


class DissolveBody(Command, frozen=True, kw_only=True):
    """Dissolve a body: its running term ends with it."""

    body: Slug


class InstallAssembly(Command, frozen=True, kw_only=True):
    """Install an assembly for a new term. The former term ends, and with it those of the bodies that it elected
    (CGCT L5211-8)."""

    body: Slug
    term: Slug
    seats: Seats


class FormBody(Command, frozen=True, kw_only=True):
    """Fix the seats of a bureau, a committee or a commission for a term (CGCT L5211-10 for a bureau)."""

    body: Slug
    term: Slug
    seats: Seats


class CreateSeat(Command, frozen=True, kw_only=True):
    """Add a seat during a term."""

    body: Slug
    seat: Seat


class AbolishSeat(Command, frozen=True, kw_only=True):
    """Take a seat away during a term; its holder leaves it."""

    body: Slug
    seat: SeatId


class RecordGeneralRenewal(Command, frozen=True, kw_only=True):
    """Record that the councils were renewed: until the installation the outgoing holders see to current business."""

    body: Slug


# -- refusals and cautions ---------------------------------------------------------------------------------------------


class BodyAlreadyExists(Refusal, frozen=True, kw_only=True):
    """A body of that name exists already, and is another one."""

    body: str


class ParentRequired(Refusal, frozen=True, kw_only=True):
    """A bureau is elected by an assembly, which must exist."""

    rule = "CGCT L5211-10"
    body: str


class NotAnAssembly(Refusal, frozen=True, kw_only=True):
    """Only an assembly is installed; any other body is formed."""

    body: str


class TermAlreadyOpen(Refusal, frozen=True, kw_only=True):
    """That term exists already, or another one still runs."""

    body: str
    term: str
    since: dt.date


class AssemblyNotInstalled(Refusal, frozen=True, kw_only=True):
    """A bureau is formed within the term of the assembly that elects it."""

    rule = "CGCT L5211-10"
    body: str
    assembly: str
    term: str
    on: dt.date


# -- state and evolve: those of domain/composition.py ------------------------------------------------------------------

EMPTY = composition.EMPTY
evolve = composition.evolve

# -- decide ------------------------------------------------------------------------------------------------------------

BodyCommand = CreateBody | DissolveBody | InstallAssembly | FormBody | CreateSeat | AbolishSeat | RecordGeneralRenewal


def decide(state: Composition, command: BodyCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of the refusals above, UnknownBody, NoTermOn or UnknownSeat.
    """
    match command:
        case CreateBody():
            return _create(state, command)
        case DissolveBody():
            return _dissolve(state, command)
        case InstallAssembly():
            return _install(state, command)
        case FormBody():
            return _form(state, command)
        case CreateSeat():
            return _create_seat(state, command)
        case AbolishSeat():
            return _abolish_seat(state, command)
        case RecordGeneralRenewal():
            return _renew(state, command)
    assert_never(command)


def _create(state: Composition, command: CreateBody) -> Decision:
    fact = BodyCreated(body=command.body, kind=command.kind, name=command.name, parent=command.parent)
    known = state.bodies.get(command.body)
    if known is not None:
        if (known.fact, known.created.effective_on) == (fact, command.on):
            return ALREADY_TRUE
        raise Refused(BodyAlreadyExists(body=command.body))
    if command.kind is BodyKind.BUREAU and command.parent is None:
        raise Refused(ParentRequired(body=command.body))
    if command.parent is not None:
        state.body_on(command.parent, command.on)
    return Decision((command.leads_to(fact),))


def _dissolve(state: Composition, command: DissolveBody) -> Decision:
    known = state.bodies.get(command.body)
    if known is not None and known.dissolved_on == command.on:
        return ALREADY_TRUE
    state.body_on(command.body, command.on)
    ended = _endings(state, command, (command.body, *state.children(command.body)), Cause.DISSOLUTION)
    return Decision((*ended, command.leads_to(BodyDissolved(body=command.body))))


def _endings(state: Composition, command: Command, bodies: tuple[str, ...], cause: Cause) -> Iterator[Draft]:
    for name in bodies:
        term = state.bodies[name].term_on(command.on)
        if term is not None:
            yield command.leads_to(TermEnded(body=name, term=term, cause=cause))


def _install(state: Composition, command: InstallAssembly) -> Decision:
    body = state.body_on(command.body, command.on)
    if body.fact.kind is not BodyKind.ASSEMBLY:
        raise Refused(NotAnAssembly(body=command.body))
    if _is_open(state, command):
        return ALREADY_TRUE
    check_seats(state, command.body, command.seats)
    check_members(state, command.seats, command.on)
    bodies = (command.body, *state.children(command.body))
    ended = _endings(state, command, bodies, Cause.RENEWAL_INSTALLATION)
    return Decision((*ended, *_opening(state, command)))


def _form(state: Composition, command: FormBody) -> Decision:
    body = state.body_on(command.body, command.on)
    if body.fact.kind is BodyKind.ASSEMBLY:
        raise Refused(NotAnAssembly(body=command.body))
    if _is_open(state, command):
        return ALREADY_TRUE
    running = body.term_on(command.on)
    if running is not None:
        raise Refused(TermAlreadyOpen(body=command.body, term=running, since=body.terms[running].opened_on))
    check_seats(state, command.body, command.seats)
    cautions: tuple[Caution, ...] = ()
    if (assembly := state.electing(command.body)) is not None:
        if state.body_on(assembly, command.on).term_on(command.on) != command.term:
            raise Refused(AssemblyNotInstalled(body=command.body, assembly=assembly, term=command.term, on=command.on))
        check_one_president(state, command.body, command.seats)
        asked = sum(1 for seat in command.seats if seat.kind is SeatKind.VICE_PRESIDENT)
        cautions = check_vice_presidents(state, assembly, command.term, asked, command.on)
    return Decision(tuple(_opening(state, command)), cautions)


def _opening(state: Composition, command: InstallAssembly | FormBody) -> Iterator[Draft]:
    """The term opens; recorded afterwards, it ends at once: when the next one began, or that of its assembly ended."""
    yield command.leads_to(TermOpened(body=command.body, term=command.term, seats=command.seats))
    known_ends = [end for end in _known_ends(state, command) if end[0] > command.on]
    if known_ends:
        end, cause = min(known_ends)
        yield command.leads_to(TermEnded(body=command.body, term=command.term, cause=cause), on=end)


def _known_ends(state: Composition, command: InstallAssembly | FormBody) -> Iterator[tuple[dt.date, Cause]]:
    body = state.bodies[command.body]
    yield from ((span.opened_on, Cause.RENEWAL_INSTALLATION) for span in body.terms.values())
    if body.dissolved_on is not None:
        yield body.dissolved_on, Cause.DISSOLUTION
    parent = state.bodies.get(body.fact.parent or "")
    running = parent.term_on(command.on) if parent else None
    if parent is not None and running is not None:
        ended_on = parent.terms[running].ended_on
        if ended_on is not None:
            yield ended_on, Cause.RENEWAL_INSTALLATION


def _is_open(state: Composition, command: InstallAssembly | FormBody) -> bool:
    """Whether this very term was opened with these seats on this day; another term of that name is refused."""
    span = state.bodies[command.body].terms.get(command.term)
    if span is None:
        return False
    opened = TermOpened(body=command.body, term=command.term, seats=command.seats)
    if span.opened_on == command.on and any(
        entry.fact == opened and entry.act == command.act for entry in state.terms[command.body, command.term]
    ):
        return True
    raise Refused(TermAlreadyOpen(body=command.body, term=command.term, since=span.opened_on))


def _create_seat(state: Composition, command: CreateSeat) -> Decision:
    term = state.term_on(command.body, command.on)
    periods = state.timeline(command.body, term).on(command.on)
    known = periods.get(command.seat.seat)
    if known is not None and known.seat == command.seat and known.start == command.on:
        return ALREADY_TRUE
    seats = (*(period.seat for period in periods.values()), command.seat)
    check_seats(state, command.body, seats)
    if state.bodies[command.body].fact.kind is BodyKind.ASSEMBLY:
        check_members(state, (command.seat,), command.on)
    check_one_president(state, command.body, seats)
    cautions: tuple[Caution, ...] = ()
    if command.seat.kind is SeatKind.VICE_PRESIDENT and (assembly := state.electing(command.body)):
        asked = sum(1 for seat in seats if seat.kind is SeatKind.VICE_PRESIDENT)
        cautions = check_vice_presidents(state, assembly, term, asked, command.on)
    fact = SeatCreated(body=command.body, term=term, seat=command.seat)
    return Decision((command.leads_to(fact),), cautions)


def _abolish_seat(state: Composition, command: AbolishSeat) -> Decision:
    term = state.term_on(command.body, command.on)
    fact = SeatAbolished(body=command.body, term=term, seat=command.seat)
    draft = command.leads_to(fact)
    entries = state.terms[command.body, term]
    if any((e.fact, e.effective_on, e.act) == (fact, draft.effective_on, draft.act) for e in entries):
        return ALREADY_TRUE
    at = state.seat_on(command.body, command.seat, command.on)
    others = state.timeline(command.body, term).on(command.on).values()
    check_one_president(state, command.body, tuple(p.seat for p in others if p.seat.seat != command.seat))
    vacated = tuple(leave(state, command, at, Cause.SEAT_ABOLISHED)) if at.tenure else ()
    return Decision((*vacated, draft), tuple(also_vacated(vacated)))


def _renew(state: Composition, command: RecordGeneralRenewal) -> Decision:
    state.term_on(command.body, command.on)
    drafts = []
    for name in (command.body, *state.children(command.body)):
        term = state.bodies[name].term_on(command.on)
        if term is None:
            continue
        held = [e for e in state.terms[name, term] if isinstance(e.fact, GeneralRenewalHeld)]
        if not any(e.effective_on == command.on for e in held):
            drafts.append(command.leads_to(GeneralRenewalHeld(body=name, term=term)))
    return Decision(tuple(drafts))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: BodyCommand, history: History) -> Boundary:
    """What the decision depends on: the body and its family during the term, the members, the legal form."""
    wanted = composition.boundary_of_body(history, command.body, command.on) | about("authority")
    if isinstance(command, CreateBody) and command.parent:
        wanted |= about(f"body:{command.parent}")
    if isinstance(command, InstallAssembly | FormBody):
        wanted |= composition.boundary_of_body(history, command.body, command.on, command.term)
    return wanted
