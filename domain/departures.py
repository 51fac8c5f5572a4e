"""Events of life that vacate several seats at once: lost eligibility, death, a member that ceases or merges."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, assert_never

from msgspec import Meta

from domain import composition
from domain.composition import Composition, SeatOf
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Draft
from domain.core.identifiers import OrganizationId, PersonId
from domain.core.notices import Refusal, Refused
from domain.core.refusals import PersonIsDead, UnknownPerson
from domain.facts.bodies import Cause, EligibilityLost, SeatReassigned
from domain.facts.organizations import MemberCeased, MemberEndCause, MemberJoined
from domain.facts.people import EndCause, MandateEnded, MandateKind, OfficeEnded, PersonDied
from domain.history import History
from domain.leaving import leave_all

# -- commands ----------------------------------------------------------------------------------------------------------


class LoseEligibility(Command, frozen=True, kw_only=True):
    """Take note that a person may no longer sit: every seat held that day falls vacant."""

    person: PersonId
    cause: Cause


class RecordDeath(Command, frozen=True, kw_only=True):
    """Record a death: seats, mandates and offices held that day end."""

    person: PersonId


class CeaseMember(Command, frozen=True, kw_only=True):
    """Record that a member ceased to be one: the seats filled on its behalf fall vacant."""

    organization: OrganizationId
    cause: MemberEndCause


class MergeMembers(Command, frozen=True, kw_only=True):
    """Record that members merged into one, which takes their seats over and then designates (CGCT L5711-3)."""

    organizations: Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=50)]
    into: OrganizationId


# -- refusals ----------------------------------------------------------------------------------------------------------


class PersonHoldsNoSeat(Refusal, frozen=True, kw_only=True):
    """The person holds no seat on that day."""

    person: str
    on: dt.date


class NotAMember(Refusal, frozen=True, kw_only=True):
    """The organisation is no member of the authority on that day."""

    organization: str
    on: dt.date


# -- state and evolve: those of domain/composition.py ------------------------------------------------------------------

EMPTY = composition.EMPTY
evolve = composition.evolve

# -- decide ------------------------------------------------------------------------------------------------------------

DepartureCommand = LoseEligibility | RecordDeath | CeaseMember | MergeMembers


def decide(state: Composition, command: DepartureCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: PersonHoldsNoSeat, PersonIsDead, NotAMember, UnknownPerson.
    """
    match command:
        case LoseEligibility():
            return _lose(state, command)
        case RecordDeath():
            return _die(state, command)
        case CeaseMember():
            return _cease(state, command)
        case MergeMembers():
            return _merge(state, command)
    assert_never(command)


def _lose(state: Composition, command: LoseEligibility) -> Decision:
    known = state.people.get(command.person)
    if known is None or not known.registered:
        raise Refused(UnknownPerson(person=command.person))
    seats = list(state.seats_held(command.person, command.on))
    lost = [
        command.leads_to(
            EligibilityLost(body=s.body, term=s.term, seat=s.seat.seat, person=command.person, cause=command.cause)
        )
        for s in seats
    ]
    if any(_recorded_anywhere(state, command)):
        return ALREADY_TRUE
    if not seats:
        raise Refused(PersonHoldsNoSeat(person=command.person, on=command.on))
    return Decision((*lost, *leave_all(state, command, seats, command.cause)))


def _recorded_anywhere(state: Composition, command: LoseEligibility) -> Iterator[bool]:
    for entries in state.terms.values():
        for e in entries:
            if isinstance(e.fact, EligibilityLost):
                yield (e.fact.person, e.fact.cause, e.effective_on) == (command.person, command.cause, command.on)


def _die(state: Composition, command: RecordDeath) -> Decision:
    known = state.people.get(command.person)
    if known is None or not known.registered:
        raise Refused(UnknownPerson(person=command.person))
    if known.died_on == command.on:
        return ALREADY_TRUE
    if known.died_on is not None:
        raise Refused(PersonIsDead(person=command.person, died_on=known.died_on))
    drafts = [command.leads_to(PersonDied(person=command.person))]
    for h in known.holds_on(command.on):
        ended = (
            MandateEnded(person=command.person, organization=h.organization, mandate=h.held, cause=EndCause.DEATH)
            if isinstance(h.held, MandateKind)
            else OfficeEnded(person=command.person, organization=h.organization, office=h.held, cause=EndCause.DEATH)
        )
        drafts.append(command.leads_to(ended))
    seats = list(state.seats_held(command.person, command.on))
    return Decision((*drafts, *leave_all(state, command, seats, Cause.DEATH)))


def _cease(state: Composition, command: CeaseMember) -> Decision:
    if any(until == command.on for _, until in state.members.get(command.organization, ())):
        return ALREADY_TRUE
    if not state.is_member(command.organization, command.on):
        raise Refused(NotAMember(organization=command.organization, on=command.on))
    ceased = command.leads_to(MemberCeased(organization=command.organization, cause=command.cause))
    seats = [s for s in _seats_of(state, command.organization, command.on) if s.tenure is not None]
    return Decision((ceased, *leave_all(state, command, seats, Cause.MEMBER_CEASED)))


def _seats_of(state: Composition, organization: str, on: dt.date) -> Iterator[SeatOf]:
    """The seats, in the terms that were read, filled on behalf of an organisation on a day."""
    for body, term in state.terms:
        for period in state.timeline(body, term).on(on).values():
            if period.seat.on_behalf_of == organization:
                yield SeatOf(body, term, period)


def _merge(state: Composition, command: MergeMembers) -> Decision:
    merged = [o for o in dict.fromkeys(command.organizations) if o != command.into]
    joined = MemberJoined(organization=command.into, succeeds=command.organizations)
    if state.is_member(command.into, command.on) and all(
        any(until == command.on for _, until in state.members.get(o, ())) for o in merged
    ):
        return ALREADY_TRUE
    drafts: list[Draft] = []
    for organization in merged:
        if not state.is_member(organization, command.on):
            raise Refused(NotAMember(organization=organization, on=command.on))
        ceased = MemberCeased(organization=organization, cause=MemberEndCause.MERGER)
        drafts.append(command.leads_to(ceased))
        for at in _seats_of(state, organization, command.on):
            moved = SeatReassigned(body=at.body, term=at.term, seat=at.seat.seat, on_behalf_of=command.into)
            drafts.append(command.leads_to(moved))
    if not state.is_member(command.into, command.on):
        drafts.append(command.leads_to(joined))
    return Decision(tuple(drafts))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: DepartureCommand, history: History) -> Boundary:
    """What the decision depends on: the person's seats and mandates, or the seats filled on behalf of the members."""
    match command:
        case RecordDeath() | LoseEligibility():
            return composition.boundary_of_person(history, command.person)
        case CeaseMember(organization=organization):
            return _boundary_of_members(history, command.on, (organization,))
        case MergeMembers(organizations=organizations, into=into):
            return _boundary_of_members(history, command.on, (*organizations, into))
    assert_never(command)


def _boundary_of_members(history: History, on: dt.date, organizations: tuple[str, ...]) -> Boundary:
    wanted = about("bodies", "members", *organizations)
    for name in composition.fold(history.about("bodies")).bodies:
        wanted |= composition.boundary_of_body(history, name, on)
    return wanted
