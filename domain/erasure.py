"""Forgetting: a person's values in the vault, the free text of an entry; and why a name is kept."""

from typing import Annotated, assert_never

import msgspec
from msgspec import Meta, Struct, structs

from domain import person, references
from domain.blanking import blanked, blanked_act, free_texts
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import UNRECORDED, Disclosed, Entry
from domain.core.identifiers import Label, PersonId, Slug
from domain.core.notices import Refusal, Refused
from domain.core.refusals import PersonIsForgotten, UnknownEntry, UnknownPerson
from domain.facts.bodies import SeatFilled
from domain.facts.erasure import BodyErased, ErasureBasis, KeepingBasis, LegalBasisRecorded, PersonForgotten
from domain.facts.people import MandateStarted, OfficeStarted
from domain.facts.registry import LedgerOpened
from domain.history import History
from domain.person import Person
from domain.references import References

# -- commands ----------------------------------------------------------------------------------------------------------

Reference = Annotated[Label, Meta(description="The request, letter or order that it answers. No personal data.")]


class RecordLegalBasis(Command, frozen=True, kw_only=True):
    """Record on which legal basis a person's name is kept: that of an official stays in public acts."""

    cites_act = False
    person: PersonId
    basis: KeepingBasis
    reference: Reference | None = None


class ForgetPerson(Command, frozen=True, kw_only=True):
    """Destroy what the vault keeps of a person, and the key that sealed it. The id stays in every entry.

    The name of somebody who holds or held a mandate, an office or a seat stays until it is erased by a decision: cite
    it (decision), or the act.
    """

    cites_act = False
    person: PersonId
    basis: ErasureBasis
    reference: Reference | None = None
    decision: Slug | None = None


class RedactEntry(Command, frozen=True, kw_only=True):
    """Destroy the free text of an entry. Its header, its place, its ids, dates and words of lists stay.

    Without fields, every free text of the fact is destroyed; the title and the address of its act are when fields
    name ``act``.
    """

    cites_act = False
    entry: Annotated[int, Meta(ge=1, description="Position of the entry whose text must go.")]
    basis: ErasureBasis
    reference: Reference | None = None
    fields: tuple[Annotated[str, Meta(min_length=1, max_length=60)], ...] = ()


COMMANDS = (RecordLegalBasis, ForgetPerson, RedactEntry)

# -- refusals ----------------------------------------------------------------------------------------------------------


class NamesOfOfficialsStay(Refusal, frozen=True, kw_only=True):
    """The person holds or held a mandate, an office or a seat: the name stays until erased by a decision."""

    rule = "RGPD art. 17(3)(b) et (d) ; CRPA D312-1-3"
    person: str


class AlreadyErased(Refusal, frozen=True, kw_only=True):
    """The text of the entry was erased already."""

    entry: int
    by: int


class NotErasable(Refusal, frozen=True, kw_only=True):
    """The entry says what the register itself did: nothing of it is erased."""

    entry: int
    type: str


class NoFreeText(Refusal, frozen=True, kw_only=True):
    """The entry, or the fields that were named, hold no free text."""

    entry: int
    type: str
    fields: tuple[str, ...]
    """Those that do."""


# -- state -------------------------------------------------------------------------------------------------------------

_OFFICIAL = (MandateStarted, OfficeStarted, SeatFilled)
_NOT_ERASABLE = (LedgerOpened, Disclosed, BodyErased, PersonForgotten)


class State(Struct, frozen=True):
    """What is known of the person, and of the decision that is cited."""

    person: Person = Person()
    official: bool = False
    forgotten: Entry | None = None
    basis: Entry | None = None
    references: References = References()


EMPTY = State()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry."""
    state = structs.replace(
        state,
        person=person.evolve(state.person, entry),
        official=state.official or isinstance(entry.fact, _OFFICIAL),
        references=references.evolve(state.references, entry),
    )
    match entry.fact:
        case PersonForgotten():
            return structs.replace(state, forgotten=entry)
        case LegalBasisRecorded():
            return structs.replace(state, basis=entry)
    return state


# -- decide ------------------------------------------------------------------------------------------------------------

ErasureCommand = RecordLegalBasis | ForgetPerson


def decide(state: State, command: ErasureCommand, memberships: Memberships) -> Decision:
    """What the command comes to; ``redact`` decides RedactEntry, which is about an entry and not about what stands.

    Raises:
        Refused: UnknownPerson, PersonIsForgotten, NamesOfOfficialsStay, UnknownReference, NotYetThen.
    """
    if not state.person.registered:
        raise Refused(UnknownPerson(person=command.person))
    match command:
        case RecordLegalBasis():
            return _record_basis(state, command)
        case ForgetPerson():
            return _forget(state, command)
    assert_never(command)


def _record_basis(state: State, command: RecordLegalBasis) -> Decision:
    if state.forgotten is not None:
        raise Refused(PersonIsForgotten(person=command.person, entry=state.forgotten.position))
    fact = LegalBasisRecorded(person=command.person, basis=command.basis, reference=command.reference)
    if state.basis is not None and state.basis.fact == fact:
        return ALREADY_TRUE
    return Decision((structs.replace(command.leads_to(fact), visibility=state.person.visibility),))


def _forget(state: State, command: ForgetPerson) -> Decision:
    if state.forgotten is not None:
        return ALREADY_TRUE
    if command.decision is not None:
        state.references.check_thing(f"decision:{command.decision}", command.on)
    elif state.official and command.act is None:
        raise Refused(NamesOfOfficialsStay(person=command.person))
    fact = PersonForgotten(
        person=command.person, basis=command.basis, reference=command.reference, decision=command.decision
    )
    # Whoever knows of the person is told, and nobody else.
    return Decision((structs.replace(command.leads_to(fact), visibility=state.person.visibility),))


def redact(command: RedactEntry, history: History) -> Decision:
    """The erasure of an entry's free text, whether it still stands or was rectified.

    The draft's ``remains`` are what the domain knows of the body; the clerk adds what only the stored body says.

    Raises:
        Refused: UnknownEntry, NotErasable, AlreadyErased, NoFreeText.
    """
    original = history.at(command.entry)
    if original is None or command.entry >= UNRECORDED:
        raise Refused(UnknownEntry(entry=command.entry))
    kind = type(original.fact).__name__
    if isinstance(original.fact, _NOT_ERASABLE):
        raise Refused(NotErasable(entry=command.entry, type=kind))
    if (by := history.erasure_of(command.entry)) is not None:
        return _erased_before(command, by)
    free = free_texts(original.fact, original.act)
    known = tuple(dict.fromkeys(_field(path) for path in free))
    named = command.fields or tuple(field for field in known if field != "act")
    erased = tuple(path for path in free if _field(path) in named)
    if not erased or not set(named) <= set(known):
        raise Refused(NoFreeText(entry=command.entry, type=kind, fields=known))
    fact = BodyErased(
        entry=command.entry,
        basis=command.basis,
        erased=erased,
        about=original.fact.tags(),
        remains=_remains(original, erased),
        reference=command.reference,
    )
    # Told to whoever may read the entry by now, and to nobody else.
    return Decision((structs.replace(command.leads_to(fact), visibility=history.visibility_of(original)),))


def _remains(original: Entry, erased: tuple[str, ...]) -> dict[str, object]:
    found: dict[str, object] = {
        "type": type(original.fact).__name__,
        "fact": msgspec.to_builtins(blanked(original.fact, erased.__contains__)),
        "effective_on": original.effective_on.isoformat(),
        "visibility": original.visibility.value,
    }
    if (act := blanked_act(original.act, erased.__contains__)) is not None:
        found["act"] = msgspec.to_builtins(act)
    return found


def _erased_before(command: RedactEntry, by: Entry) -> Decision:
    """Already true when the same is asked for the same reason; another erasure has nothing left to erase."""
    fact = by.fact
    assert isinstance(fact, BodyErased)
    same = (fact.basis, fact.reference) == (command.basis, command.reference)
    if same and set(command.fields) <= {_field(path) for path in fact.erased}:
        return ALREADY_TRUE
    raise Refused(AlreadyErased(entry=command.entry, by=by.position))


def _field(path: str) -> str:
    return path.partition(".")[0]


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: ErasureCommand | RedactEntry, history: History) -> Boundary:
    """What the decision depends on: the person and the decision, or the entry and whether it was erased."""
    match command:
        case RedactEntry(entry=position):
            return Boundary(frozenset({f"entry:{position}"}), frozenset({position}))
        case ForgetPerson(person=who, decision=str(decision)):
            return about(f"person:{who}", f"decision:{decision}")
    return about(f"person:{command.person}")
