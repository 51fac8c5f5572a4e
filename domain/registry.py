"""The opening of a ledger, and the authority's own identity."""

from typing import assert_never

from msgspec import Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry, Fact
from domain.core.identifiers import Label, Siren, is_siren
from domain.core.notices import Refusal, Refused
from domain.core.refusals import InvalidSiren
from domain.facts.registry import AuthorityRegistered, Clock, LedgerOpened, LegalForm, Predecessor
from domain.history import History

# -- commands ----------------------------------------------------------------------------------------------------------


class OpenLedger(Command, frozen=True, kw_only=True):
    """Open the ledger: the first entry of all. A SIMULATED ledger takes its clock from the caller, and says so."""

    cites_act = False
    clock: Clock = Clock.REAL
    succeeds: Predecessor | None = None


class RegisterAuthority(Command, frozen=True, kw_only=True):
    """Say which authority carries the SCoT, and its legal form (C. urb. L143-16)."""

    siren: Siren
    name: Label
    legal_form: LegalForm


# -- refusals ----------------------------------------------------------------------------------------------------------


class LedgerAlreadyOpen(Refusal, frozen=True, kw_only=True):
    """A ledger is opened once."""

    clock: Clock


class AuthorityIsAnother(Refusal, frozen=True, kw_only=True):
    """The ledger already belongs to another SIREN."""

    siren: str


# -- state -------------------------------------------------------------------------------------------------------------


class State(Struct, frozen=True):
    """How the ledger was opened and what the authority is."""

    clock: Clock | None = None
    identities: tuple[Entry, ...] = ()
    """Those of the authority, in legal order."""


EMPTY = State()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    match entry.fact:
        case LedgerOpened(clock=clock):
            return structs.replace(state, clock=clock)
        case AuthorityRegistered():
            return structs.replace(state, identities=(*state.identities, entry))
    return state


# -- decide ------------------------------------------------------------------------------------------------------------


RegistryCommand = OpenLedger | RegisterAuthority


def decide(state: State, command: RegistryCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: LedgerAlreadyOpen, InvalidSiren, AuthorityIsAnother.
    """
    match command:
        case OpenLedger():
            return _open(state, command)
        case RegisterAuthority():
            return _register(state, command)
    assert_never(command)


def _open(state: State, command: OpenLedger) -> Decision:
    if state.clock is command.clock:
        return ALREADY_TRUE
    if state.clock is not None:
        raise Refused(LedgerAlreadyOpen(clock=state.clock))
    return Decision((command.leads_to(LedgerOpened(clock=command.clock, succeeds=command.succeeds)),))


def _register(state: State, command: RegisterAuthority) -> Decision:
    fact = AuthorityRegistered(siren=command.siren, name=command.name, legal_form=command.legal_form)
    if not is_siren(command.siren):
        raise Refused(InvalidSiren(siren=command.siren))
    in_force: Fact | None = None
    for entry in state.identities:
        if isinstance(entry.fact, AuthorityRegistered) and entry.fact.siren != command.siren:
            raise Refused(AuthorityIsAnother(siren=entry.fact.siren))
        if (entry.fact, entry.effective_on) == (fact, command.on):
            return ALREADY_TRUE
        in_force = entry.fact if entry.effective_on <= command.on else in_force
    if in_force == fact:
        return ALREADY_TRUE
    return Decision((command.leads_to(fact),))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: RegistryCommand, history: History) -> Boundary:
    """What the decision depends on."""
    return about("ledger") if isinstance(command, OpenLedger) else about("authority")
