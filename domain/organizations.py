"""The authority's members over time, and the bodies and partners that it works with.

The merger of members and what it does to their seats is decided in ``bodies``.
"""

import datetime as dt
from typing import assert_never

from msgspec import Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry
from domain.core.identifiers import Label, OrganizationId, Siren, is_siren
from domain.core.notices import Refusal, Refused
from domain.core.refusals import InvalidSiren
from domain.facts.organizations import (
    MemberCeased,
    MemberJoined,
    OrganizationCategory,
    OrganizationClosed,
    OrganizationRegistered,
)
from domain.history import History

# -- commands ----------------------------------------------------------------------------------------------------------


class RegisterOrganization(Command, frozen=True, kw_only=True):
    """Register a public body or a partner that the reference ledger does not know, under a local id (org:...)."""

    cites_act = False
    organization: OrganizationId
    name: Label
    category: OrganizationCategory
    siren: Siren | None = None


class CloseOrganization(Command, frozen=True, kw_only=True):
    """Record that an organisation registered under a local id exists no more."""

    organization: OrganizationId


class AdmitMember(Command, frozen=True, kw_only=True):
    """Record that an organisation became a member of the authority."""

    organization: OrganizationId


# -- refusals ----------------------------------------------------------------------------------------------------------


class UnknownOrganization(Refusal, frozen=True, kw_only=True):
    """No organisation of that local id is registered on that day."""

    organization: str
    on: dt.date


class OrganizationIdIsReserved(Refusal, frozen=True, kw_only=True):
    """Communes and EPCIs come from the reference ledger and are not registered again."""

    organization: str


class AlreadyMember(Refusal, frozen=True, kw_only=True):
    """The organisation is a member already, since another day or by another act."""

    organization: str
    since: dt.date


# -- state -------------------------------------------------------------------------------------------------------------


class Span(Struct, frozen=True):
    """Something that holds from an entry on, to a day (excluded)."""

    since: Entry
    until: dt.date | None = None

    def covers(self, on: dt.date) -> bool:
        """Whether it holds on a day."""
        return self.since.effective_on <= on and (self.until is None or on < self.until)


class State(Struct, frozen=True):
    """Registrations and closings in legal order, and memberships, by organisation."""

    registered: dict[str, tuple[Entry, ...]] = {}
    memberships: dict[str, tuple[Span, ...]] = {}


EMPTY = State()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    match entry.fact:
        case OrganizationRegistered(organization=organization) | OrganizationClosed(organization=organization):
            known = (*state.registered.get(organization, ()), entry)
            return structs.replace(state, registered={**state.registered, organization: known})
        case MemberJoined(organization=organization):
            spans = state.memberships.get(organization, ())
            if spans and spans[-1].until is None:
                return state
            spans = (*spans, Span(entry))
            return structs.replace(state, memberships={**state.memberships, organization: spans})
        case MemberCeased(organization=organization):
            spans = tuple(
                s if s.until is not None else structs.replace(s, until=entry.effective_on)
                for s in state.memberships.get(organization, ())
            )
            return structs.replace(state, memberships={**state.memberships, organization: spans})
    return state


# -- decide ------------------------------------------------------------------------------------------------------------

OrganizationCommand = RegisterOrganization | CloseOrganization | AdmitMember


def decide(state: State, command: OrganizationCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: UnknownOrganization, OrganizationIdIsReserved, AlreadyMember, InvalidSiren.
    """
    match command:
        case RegisterOrganization():
            return _register(state, command)
        case CloseOrganization():
            return _close(state, command)
        case AdmitMember():
            return _admit(state, command)
    assert_never(command)


def _register(state: State, command: RegisterOrganization) -> Decision:
    if not command.organization.startswith("org:"):
        raise Refused(OrganizationIdIsReserved(organization=command.organization))
    if command.siren is not None and not is_siren(command.siren):
        raise Refused(InvalidSiren(siren=command.siren))
    fact = OrganizationRegistered(
        organization=command.organization, name=command.name, category=command.category, siren=command.siren
    )
    entries = state.registered.get(command.organization, ())
    said = any((entry.fact, entry.effective_on) == (fact, command.on) for entry in entries)
    if said or _identity_on(state, command.organization, command.on) == fact:
        return ALREADY_TRUE
    return Decision((command.leads_to(fact),))


def _identity_on(state: State, organization: str, on: dt.date) -> OrganizationRegistered | None:
    """What was last said of an organisation by a day, unless it was closed by then."""
    said = [entry.fact for entry in state.registered.get(organization, ()) if entry.effective_on <= on]
    return said[-1] if said and isinstance(said[-1], OrganizationRegistered) else None


def _close(state: State, command: CloseOrganization) -> Decision:
    entries = state.registered.get(command.organization, ())
    if any(isinstance(e.fact, OrganizationClosed) and e.effective_on == command.on for e in entries):
        return ALREADY_TRUE
    _check_registered(state, command)
    return Decision((command.leads_to(OrganizationClosed(organization=command.organization)),))


def _admit(state: State, command: AdmitMember) -> Decision:
    if command.organization.startswith("org:"):
        _check_registered(state, command)
    draft = command.leads_to(MemberJoined(organization=command.organization))
    current = next((s for s in state.memberships.get(command.organization, ()) if s.covers(command.on)), None)
    if current is None:
        return Decision((draft,))
    if (current.since.effective_on, current.since.act) == (command.on, command.act):
        return ALREADY_TRUE
    raise Refused(AlreadyMember(organization=command.organization, since=current.since.effective_on))


def _check_registered(state: State, command: CloseOrganization | AdmitMember) -> None:
    if _identity_on(state, command.organization, command.on) is None:
        raise Refused(UnknownOrganization(organization=command.organization, on=command.on))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: OrganizationCommand, history: History) -> Boundary:
    """What the decision depends on: that organisation's own entries."""
    return about(command.organization)
