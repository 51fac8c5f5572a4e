"""What a delegation is: four Structs for four legal objects, and what their facts make of them."""

import datetime as dt
from typing import Any

from msgspec import Struct, structs

from domain import composition
from domain.composition import Composition
from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug
from domain.facts.delegations import (
    AppointmentRole,
    DelegationFact,
    DelegationKind,
    DelegationScope,
    DelegationScopeChanged,
    DelegationWithdrawn,
    FunctionsDelegated,
    PowerHolder,
    PowersDelegated,
    RepresentativeAppointed,
    SignatureDelegated,
    StaffFunction,
    WithdrawalCause,
)
from domain.things import Things


class FormerScope(Struct, frozen=True, kw_only=True):
    """What a delegation bore on until a day."""

    scope: DelegationScope
    until: dt.date
    """Excluded."""
    entry: int
    """The entry that changed it."""
    act: Act | None = None
    """The act that changed it."""


class Granted(Struct, frozen=True, kw_only=True, tag=True):
    """What the four kinds of delegation have in common: a scope and an end. It is no kind by itself."""

    delegation: Slug
    scope: DelegationScope
    granted_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    act: Act | None = None
    decision: Slug | None = None
    """The recorded decision or order that granted it."""
    granted_until: dt.date | None = None
    """The end that its act gives it (excluded)."""
    former_scopes: tuple[FormerScope, ...] = ()
    """What it bore on before, oldest first."""
    withdrawn_on: dt.date | None = None
    """Excluded."""
    withdrawn_for: WithdrawalCause | None = None
    withdrawn_by: int | None = None
    """The entry that says so."""
    withdrawal_act: Act | None = None

    def open_on(self, on: dt.date) -> bool:
        """Whether it is granted on a day and neither withdrawn nor past its own end: it may still have lapsed."""
        ends = (end for end in (self.granted_until, self.withdrawn_on) if end is not None)
        return self.granted_on <= on and all(on < end for end in ends)


class PowerDelegation(Granted, frozen=True, kw_only=True):
    """Powers of the assembly, exercised by the president or the bureau as a whole (CGCT L5211-10)."""

    holder: PowerHolder
    person: PersonId | None = None
    """The vice-president to whom the president passed them on."""
    under: Slug | None = None
    """The delegation from which they were passed on."""
    signature_excluded: bool = False
    """That the assembly did not let the president's delegations of signature extend to them."""


class FunctionDelegation(Granted, frozen=True, kw_only=True):
    """Functions that a president or a mayor entrusted to an elected official by order (CGCT L5211-9)."""

    person: PersonId
    organization: OrganizationId | None = None
    """The EPCI or the commune in which it was granted; null: the authority itself."""


class SignatureDelegation(Granted, frozen=True, kw_only=True):
    """The president's signature, given to a member of staff (CGCT L5211-9)."""

    person: PersonId
    function: StaffFunction


class Appointment(Granted, frozen=True, kw_only=True):
    """Who represents the authority in an outside body (CGCT L2121-33)."""

    person: PersonId
    organization: OrganizationId
    role: AppointmentRole
    organ: Label | None = None
    """In which organ of it."""


Delegation = PowerDelegation | FunctionDelegation | SignatureDelegation | Appointment


def kind_of(delegation: Granted) -> DelegationKind:
    """Which of the four legal objects it is."""
    match delegation:
        case PowerDelegation():
            return DelegationKind.POWERS
        case FunctionDelegation():
            return DelegationKind.FUNCTIONS
        case SignatureDelegation():
            return DelegationKind.SIGNATURE
    return DelegationKind.APPOINTMENT


def delegate_of(delegation: Granted) -> str | None:
    """The person to whom it was given by name, if it was."""
    return getattr(delegation, "person", None)


def organization_of(delegation: Granted) -> str | None:
    """The organisation in which functions were granted, or in which the authority is represented."""
    return getattr(delegation, "organization", None)


def apply(delegation: Granted | None, entry: Entry) -> Granted | None:
    """What a delegation is after one more entry."""
    if delegation is None:
        return _granted(entry)
    delegation = structs.replace(delegation, entries=(*delegation.entries, entry.position))
    match entry.fact:
        case DelegationScopeChanged(scope=scope):
            former = FormerScope(scope=delegation.scope, until=entry.effective_on, entry=entry.position, act=entry.act)
            return structs.replace(delegation, scope=scope, former_scopes=(*delegation.former_scopes, former))
        case DelegationWithdrawn(cause=cause) if delegation.withdrawn_on is None:
            return structs.replace(
                delegation,
                withdrawn_on=entry.effective_on,
                withdrawn_for=cause,
                withdrawn_by=entry.position,
                withdrawal_act=entry.act,
            )
    return delegation


def _granted(entry: Entry) -> Granted | None:
    fact = entry.fact
    if not isinstance(fact, PowersDelegated | FunctionsDelegated | SignatureDelegated | RepresentativeAppointed):
        return None
    common: dict[str, Any] = {
        "delegation": fact.delegation,
        "scope": fact.scope,
        "granted_on": entry.effective_on,
        "entries": (entry.position,),
        "act": entry.act,
        "decision": fact.decision,
        "granted_until": fact.until,
    }
    match fact:
        case PowersDelegated():
            return PowerDelegation(
                **common,
                holder=fact.holder,
                person=fact.person,
                under=fact.under,
                signature_excluded=fact.signature_excluded,
            )
        case FunctionsDelegated():
            return FunctionDelegation(**common, person=fact.person, organization=fact.organization)
        case SignatureDelegated():
            return SignatureDelegation(**common, person=fact.person, function=fact.function)
    return Appointment(**common, person=fact.person, organization=fact.organization, role=fact.role, organ=fact.organ)


def scope_on(delegation: Granted, on: dt.date) -> DelegationScope:
    """On what a delegation bears on a day, changes to come left out."""
    return next((former.scope for former in delegation.former_scopes if on < former.until), delegation.scope)


# -- state and evolve --------------------------------------------------------------------------------------------------


class State(Struct, frozen=True):
    """The delegations that were read with what they name, and who sits."""

    things: Things[Granted] = Things()
    composition: Composition = composition.EMPTY


EMPTY = State()


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    return State(state.things.after(entry, DelegationFact, apply), composition.evolve(state.composition, entry))
