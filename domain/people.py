"""People, and the mandates and offices that they hold outside the authority's own bodies."""

import datetime as dt
from typing import Annotated, assert_never

from msgspec import Meta

from domain import person
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.identifiers import OrganizationId, PersonId
from domain.core.notices import Caution, Refusal, Refused
from domain.core.refusals import PersonIsDead, PersonIsForgotten, UnknownPerson
from domain.facts.people import (
    EndCause,
    MandateEnded,
    MandateKind,
    MandateStarted,
    OfficeEnded,
    OfficeKind,
    OfficeStarted,
    PersonDetailsChanged,
    PersonRegistered,
)
from domain.history import History
from domain.person import Holding, Person

# -- commands ----------------------------------------------------------------------------------------------------------

Name = Annotated[str, Meta(min_length=1, max_length=100)]
BirthYear = Annotated[int, Meta(ge=1850, le=2199, description="Year of birth: the year at most, never the date.")]
Email = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]


class RegisterPerson(Command, frozen=True, kw_only=True):
    """Register a person: the names go to the vault, the ledger keeps an opaque id alone."""

    cites_act = False
    person: PersonId
    given_name: Name
    family_name: Name
    birth_year: BirthYear | None = None
    public_email: Email | None = None
    """A public professional address. No private address or phone is kept, and no party."""


class ChangePersonDetails(Command, frozen=True, kw_only=True):
    """Correct or complete what the vault keeps of a person: everything is given again."""

    cites_act = False
    person: PersonId
    given_name: Name
    family_name: Name
    birth_year: BirthYear | None = None
    public_email: Email | None = None


class StartMandate(Command, frozen=True, kw_only=True):
    """Record that a person's mandate began: the eligibility to sit rests on it."""

    person: PersonId
    organization: OrganizationId
    mandate: MandateKind


class EndMandate(Command, frozen=True, kw_only=True):
    """Record that a person's mandate ended. It vacates no seat by itself: see LoseEligibility."""

    person: PersonId
    organization: OrganizationId
    mandate: MandateKind
    cause: EndCause


class StartOffice(Command, frozen=True, kw_only=True):
    """Record that a person took office in another public body: mayor, deputy mayor, EPCI president..."""

    person: PersonId
    organization: OrganizationId
    office: OfficeKind
    rank: Annotated[int, Meta(ge=1, le=99)] | None = None


class EndOffice(Command, frozen=True, kw_only=True):
    """Record that a person left an office in another public body."""

    person: PersonId
    organization: OrganizationId
    office: OfficeKind
    cause: EndCause


# -- refusals ----------------------------------------------------------------------------------------------------------


class PersonAlreadyRegistered(Refusal, frozen=True, kw_only=True):
    """A person of that id is registered already."""

    person: str


class MandateNotHeld(Refusal, frozen=True, kw_only=True):
    """What is to end was not held on that day."""

    person: str
    organization: str
    held: str
    on: dt.date


class MandateAlreadyHeld(Refusal, frozen=True, kw_only=True):
    """The person holds that mandate or office already, since another day."""

    person: str
    organization: str
    held: str
    since: dt.date


class SeatsMayBeLost(Caution, frozen=True, kw_only=True):
    """The end of a mandate may cost the person seats; the register takes none away by itself."""

    rule = "CGCT L5211-8"
    person: str
    organization: str


# -- state and evolve: those of domain/person.py -----------------------------------------------------------------------

EMPTY = Person()
evolve = person.evolve

# -- decide ------------------------------------------------------------------------------------------------------------

PeopleCommand = RegisterPerson | ChangePersonDetails | StartMandate | EndMandate | StartOffice | EndOffice


def decide(state: Person, command: PeopleCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: UnknownPerson, PersonAlreadyRegistered, PersonIsForgotten, PersonIsDead, MandateNotHeld,
            MandateAlreadyHeld.
    """
    if isinstance(command, RegisterPerson):
        if state.registered:
            raise Refused(PersonAlreadyRegistered(person=command.person))
        return Decision((command.leads_to(PersonRegistered(person=command.person)),))
    if not state.registered:
        raise Refused(UnknownPerson(person=command.person))
    match command:
        case ChangePersonDetails():
            if state.forgotten_by is not None:
                raise Refused(PersonIsForgotten(person=command.person, entry=state.forgotten_by))
            return Decision((command.leads_to(PersonDetailsChanged(person=command.person)),))
        case StartMandate():
            return _start(state, command, command.mandate)
        case StartOffice():
            return _start(state, command, command.office)
        case EndMandate():
            return _end(state, command, command.mandate)
        case EndOffice():
            return _end(state, command, command.office)
    assert_never(command)


def _start(state: Person, command: StartMandate | StartOffice, held: MandateKind | OfficeKind) -> Decision:
    if state.died_on is not None and state.died_on <= command.on:
        raise Refused(PersonIsDead(person=command.person, died_on=state.died_on))
    organization = command.organization
    draft = command.leads_to(
        MandateStarted(person=command.person, organization=organization, mandate=command.mandate)
        if isinstance(command, StartMandate)
        else OfficeStarted(person=command.person, organization=organization, office=command.office, rank=command.rank)
    )
    current = _held_on(state, organization, held, command.on)
    if current is None:
        return Decision((draft,))
    known = current.since
    if (known.fact, known.effective_on, known.act) == (draft.fact, draft.effective_on, draft.act):
        return ALREADY_TRUE
    since = known.effective_on
    raise Refused(MandateAlreadyHeld(person=command.person, organization=organization, held=held, since=since))


def _end(state: Person, command: EndMandate | EndOffice, held: MandateKind | OfficeKind) -> Decision:
    who, organization = command.person, command.organization
    if any((h.organization, h.held, h.until) == (organization, held, command.on) for h in state.holdings):
        return ALREADY_TRUE
    current = _held_on(state, organization, held, command.on)
    if current is None:
        raise Refused(MandateNotHeld(person=who, organization=organization, held=held, on=command.on))
    if isinstance(command, EndOffice):
        rank = current.since.fact.rank if isinstance(current.since.fact, OfficeStarted) else None
        ended = OfficeEnded(
            person=who, organization=organization, office=command.office, cause=command.cause, rank=rank
        )
        return Decision((command.leads_to(ended),))
    fact = MandateEnded(person=who, organization=organization, mandate=command.mandate, cause=command.cause)
    return Decision((command.leads_to(fact),), (SeatsMayBeLost(person=who, organization=organization),))


def _held_on(state: Person, organization: str, held: MandateKind | OfficeKind, on: dt.date) -> Holding | None:
    return next((h for h in state.holds_on(on) if (h.organization, h.held) == (organization, held)), None)


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: PeopleCommand, history: History) -> Boundary:
    """What the decision depends on: everything about that person."""
    return about(f"person:{command.person}")
