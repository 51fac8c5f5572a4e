"""Communes, EPCIs and who belongs to whom: everything that the reference ledger holds, and the only slice of it.

Memberships are decided in ``belonging``, what acts create and end in ``existence``.
"""

from typing import Annotated, Final, assert_never, get_args

from msgspec import Meta, structs

from domain import belonging, existence
from domain.belonging import JoinEpci, LeaveEpci, ObserveMembership, State
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Draft, Entry, Fact, Visibility
from domain.core.identifiers import Insee, Label, Siren, is_siren
from domain.core.notices import Refusal, Refused
from domain.core.refusals import InvalidSiren
from domain.existence import CreateCommune, CreateEpci, EndCommune, EndEpci
from domain.facts.territory import (
    CommuneCreated,
    CommuneEnded,
    CommuneJoinedEpci,
    CommuneLeftEpci,
    CommuneRecorded,
    EpciCreated,
    EpciEnded,
    EpciNature,
    EpciRecorded,
    MembershipObserved,
    TaxRegime,
)
from domain.history import History

# -- commands ----------------------------------------------------------------------------------------------------------

Vintage = Annotated[int, Meta(ge=1943, le=2199, description="Year of the official file, known per file.")]
Population = Annotated[int, Meta(ge=0, le=100_000_000, description="Municipal population in the file.")]
Department = Annotated[
    str,
    Meta(
        pattern=r"^(?:[0-9]{2}|2[AB]|97[1-8]|98[46-9])$",
        description="Code of the department or of the overseas collectivity: 15, 2A, 974, 988.",
    ),
]


class RecordCommune(Command, frozen=True, kw_only=True):
    """Record what the official files of a vintage say of a commune. It takes effect on 1 January of that vintage."""

    commune: Insee
    name: Label
    department: Department
    vintage: Vintage
    siren: Siren | None = None
    population: Population | None = None


class RecordEpci(Command, frozen=True, kw_only=True):
    """Record what the official files of a vintage say of an EPCI. It takes effect on 1 January of that vintage."""

    epci: Siren
    name: Label
    vintage: Vintage
    nature: EpciNature | None = None
    own_tax: Annotated[bool, Meta(description="Whether it raises its own tax (à fiscalité propre).")] = True
    tax_regime: TaxRegime | None = None
    population: Population | None = None


# -- refusals ----------------------------------------------------------------------------------------------------------


class ReferenceIsPublic(Refusal, frozen=True, kw_only=True):
    """Every ledger reads the territory: it has nothing to hide."""

    visibility: Visibility


# -- state and evolve --------------------------------------------------------------------------------------------------

EMPTY = State()


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    match entry.fact:
        case EpciRecorded(epci=siren) | EpciCreated(epci=siren) | EpciEnded(epci=siren):
            return structs.replace(state, epcis={**state.epcis, siren: (*state.of_epci(siren), entry)})
        case (
            CommuneRecorded(commune=insee)
            | CommuneCreated(commune=insee)
            | CommuneEnded(commune=insee)
            | MembershipObserved(commune=insee)
            | CommuneJoinedEpci(commune=insee)
            | CommuneLeftEpci(commune=insee)
        ):
            return structs.replace(state, communes={**state.communes, insee: (*state.of_commune(insee), entry)})
    return state


# -- decide ------------------------------------------------------------------------------------------------------------

TerritoryCommand = (
    RecordCommune
    | RecordEpci
    | CreateCommune
    | EndCommune
    | CreateEpci
    | EndEpci
    | ObserveMembership
    | JoinEpci
    | LeaveEpci
)
REFERENCE_COMMANDS: Final[frozenset[type[Command]]] = frozenset(get_args(TerritoryCommand))
"""Besides OpenLedger, what is recorded in the reference ledger and nowhere else."""


def decide(state: State, command: TerritoryCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: ReferenceIsPublic, InvalidSiren, and the refusals of ``belonging`` and ``existence``.
    """
    if command.visibility is not Visibility.PUBLIC:
        raise Refused(ReferenceIsPublic(visibility=command.visibility))
    _check_sirens(command)
    match command:
        case RecordCommune():
            return _record_commune(state, command)
        case RecordEpci():
            return _record_epci(state, command)
        case CreateCommune():
            return existence.create_commune(state, command)
        case EndCommune():
            return existence.end_commune(state, command)
        case CreateEpci():
            return existence.create_epci(state, command)
        case EndEpci():
            return existence.end_epci(state, command)
        case ObserveMembership():
            return belonging.observe(state, command)
        case JoinEpci():
            return belonging.join(state, command)
        case LeaveEpci():
            return belonging.leave(state, command)
    assert_never(command)


def _check_sirens(command: TerritoryCommand) -> None:
    given: tuple[str | None, ...]
    match command:
        case RecordCommune():
            given = (command.siren,)
        case CreateEpci():
            given = (command.epci, *command.predecessors)
        case EndEpci():
            given = (command.epci, *command.successors)
        case RecordEpci() | ObserveMembership() | JoinEpci() | LeaveEpci():
            given = (command.epci,)
        case _:
            given = ()
    for siren in given:
        if siren is not None and not is_siren(siren):
            raise Refused(InvalidSiren(siren=siren))


def _record_commune(state: State, command: RecordCommune) -> Decision:
    fact = CommuneRecorded(
        commune=command.commune,
        name=command.name,
        department=command.department,
        vintage=command.vintage,
        siren=command.siren,
        population=command.population,
    )
    return _record(state.of_commune(command.commune), command.leads_to(fact))


def _record_epci(state: State, command: RecordEpci) -> Decision:
    fact = EpciRecorded(
        epci=command.epci,
        name=command.name,
        vintage=command.vintage,
        nature=command.nature,
        own_tax=command.own_tax,
        tax_regime=command.tax_regime,
        population=command.population,
    )
    return _record(state.of_epci(command.epci), command.leads_to(fact))


def _record(entries: tuple[Entry, ...], draft: Draft) -> Decision:
    """The last said of a day is what holds; another file that says the same adds nothing."""
    kind: type[Fact] = type(draft.fact)
    said = [e.fact for e in entries if isinstance(e.fact, kind) and e.effective_on == draft.effective_on]
    return ALREADY_TRUE if said and said[-1] == draft.fact else Decision((draft,))


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: TerritoryCommand, history: History) -> Boundary:
    """What the decision depends on: the commune, the EPCI's own entries, and for its end all of its communes."""
    match command:
        case RecordCommune() | CreateCommune() | EndCommune() | LeaveEpci():
            return about(f"commune:{command.commune}")
        case RecordEpci() | CreateEpci():
            return about(f"epci:{command.epci}")
        case ObserveMembership() | JoinEpci():
            return about(f"commune:{command.commune}", f"epci:{command.epci}")
        case EndEpci():
            members = f"epci:{command.epci}:communes"
            communes = {tag for e in history.about(members) for tag in e.fact.tags() if tag.startswith("commune:")}
            return about(f"epci:{command.epci}", members, *communes)
    assert_never(command)
