"""Documents and contracts followed during the mandate, and how they relate to the SCoT."""

import datetime as dt
from typing import Annotated, Final

from msgspec import Meta, Struct, structs

from domain import contracts
from domain.compatibility import deadline, direction
from domain.contracts import Contract, ContractCommand
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
from domain.document_life import Document, apply
from domain.facts import documents as facts
from domain.facts.documents import (
    CompatibilityOutcome,
    DocumentFact,
    DocumentKind,
    DocumentState,
    FollowedCompetence,
    ReferentEndCause,
    SchemeRelation,
)
from domain.history import History
from domain.procedures import as_of, check_steps
from domain.references import References, boundary_of
from domain.rules.documents import (
    FINAL_STATES,
    PLU_KINDS,
    USUAL_STEPS,
)
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

_Names = Annotated[tuple[OrganizationId, ...], Meta(max_length=100)]


class DocumentCommand(Command, frozen=True, kw_only=True):
    """What every command about a document names."""

    document: Slug
    decision: Annotated[Slug | None, Meta(description="The recorded decision that it rests on, if there is one.")] = (
        None
    )
    note: Text | None = None


class FollowDocument(DocumentCommand, frozen=True, kw_only=True):
    """Follow a document: a PLUi, a SAGE... How it relates to the SCoT follows from its kind. It may be much older."""

    kind: DocumentKind
    title: Label
    owner: Annotated[OrganizationId, Meta(description="Who answers for it.")]
    themes: tuple[Slug, ...] = ()
    territory: _Names = ()
    state: Annotated[DocumentState | None, Meta(description="Where it stands on that day.")] = None
    state_since: dt.date | None = None
    approved_on: Annotated[dt.date | None, Meta(description="The approval that is in force on that day.")] = None
    version: Label | None = None


class FollowCompetence(DocumentCommand, frozen=True, kw_only=True):
    """Follow a competence such as GEMAPI: no plan, so nothing is to be compatible with it."""

    competence: FollowedCompetence
    title: Label
    owner: Annotated[OrganizationId, Meta(description="Who exercises it.")]
    themes: tuple[Slug, ...] = ()
    territory: _Names = ()


class NameReferent(DocumentCommand, frozen=True, kw_only=True):
    """Name the elected official who is the referent of a document."""

    person: PersonId


class EndReferent(DocumentCommand, frozen=True, kw_only=True):
    """Record that an official is its referent no more."""

    person: PersonId
    cause: ReferentEndCause


class ChangeDocumentState(DocumentCommand, frozen=True, kw_only=True):
    """Record a step of a document's procedure."""

    state: DocumentState
    version: Label | None = None


class ChangeDocumentOwner(DocumentCommand, frozen=True, kw_only=True):
    """Record that another organisation answers for a document, or exercises a competence."""

    owner: OrganizationId


class CheckCompatibility(DocumentCommand, frozen=True, kw_only=True):
    """Record that a document and the SCoT were held against each other."""

    outcome: CompatibilityOutcome
    scheme: Slug
    relation: Annotated[
        SchemeRelation | None,
        Meta(description="The direction that the act says; left out, the one that the document's kind has."),
    ] = None
    version: Annotated[Label | None, Meta(description="Of the text above, as the act names it.")] = None
    orientations: tuple[Slug, ...] = ()


class RequireCompatibility(DocumentCommand, frozen=True, kw_only=True):
    """Record by when a document and the SCoT are to be compatible: a day that an act sets, or the law's own delay.

    Without ``dueOn`` the delay runs from ``on``, the day on which the text above became enforceable.
    """

    due_on: dt.date | None = None
    revision_needed: Annotated[bool, Meta(description="Whether the document must be revised: the longer delay.")] = (
        False
    )


COMMANDS: tuple[type[Command], ...] = (
    FollowDocument,
    FollowCompetence,
    NameReferent,
    EndReferent,
    ChangeDocumentState,
    ChangeDocumentOwner,
    CheckCompatibility,
    RequireCompatibility,
    *contracts.COMMANDS,
)

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class CompetenceIsNoDocument(Refusal, frozen=True, kw_only=True):
    """A competence is followed as such; it has no procedure."""

    rule = "C. urb. L142-1"
    document: str


class DocumentIsNoMore(Refusal, frozen=True, kw_only=True):
    """A document that was repealed or given up has no further step."""

    document: str
    state: DocumentState
    since: dt.date
    on: dt.date


class AlreadyReferent(Refusal, frozen=True, kw_only=True):
    """That official is the referent already."""

    document: str
    person: str
    since: dt.date


class NotReferent(Refusal, frozen=True, kw_only=True):
    """That official is not the referent on that day."""

    document: str
    person: str
    on: dt.date


class ReferentWithoutMandate(Caution, frozen=True, kw_only=True):
    """The referent is an elected official, and no mandate of that person is recorded on that day."""

    rule = "Seed: élus qui ont des délégations"
    document: str
    person: str
    on: dt.date


class UnusualStep(Caution, frozen=True, kw_only=True):
    """That state does not usually follow the one before."""

    document: str
    before: DocumentState
    state: DocumentState
    on: dt.date


class DelayToVerify(Caution, frozen=True, kw_only=True):
    """The article that sets the delay was renumbered, and its present wording is not verified (!)."""

    rule = "C. urb. L131-6 (renuméroté)"
    document: str
    due_on: dt.date


class BindingNotVerified(Caution, frozen=True, kw_only=True):
    """That such a document takes the SCoT into account is good practice, or a text that is not verified (!)."""

    rule = "C. env. L229-26"
    document: str
    document_kind: DocumentKind


# -- state -------------------------------------------------------------------------------------------------------------


class State(Struct, frozen=True):
    """Documents and contracts."""

    documents: Things[Document] = Things()
    contracts: Things[Contract] = Things()


EMPTY: Final = State()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: State, entry: Entry) -> State:
    """Fold one standing entry, in legal order."""
    return structs.replace(
        state,
        documents=state.documents.after(entry, DocumentFact, apply),
        contracts=contracts.evolve(state.contracts, entry),
    )


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: State, command: DocumentCommand | ContractCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of the refusals of this module, of ``domain.compatibility`` or of ``domain.contracts``,
            AlreadyFounded, UnknownReference, NotYetThen, UnknownPerson, PersonIsDead.
    """
    if isinstance(command, ContractCommand):
        return contracts.decide(state.contracts, command)
    references = state.documents.references
    founding = isinstance(command, FollowDocument | FollowCompetence)
    # Its kind says in which direction a document is checked: it must be founded before the fact can be made.
    fact = _fact(state.documents, command)
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    _check_references(references, command)
    if founding:
        references.check_new(draft)
        return Decision((draft,))
    references.check_thing(f"document:{command.document}", command.on)
    check_steps(references, draft, apply, _breach)
    return Decision((draft,), tuple(_cautions(references, as_of(references, draft, apply), command, fact)))


_FACTS: Final[dict[type[DocumentCommand], type[DocumentFact]]] = {
    FollowDocument: facts.DocumentFollowed,
    FollowCompetence: facts.CompetenceFollowed,
    NameReferent: facts.ReferentNamed,
    EndReferent: facts.ReferentEnded,
    ChangeDocumentState: facts.DocumentStateChanged,
    ChangeDocumentOwner: facts.DocumentOwnerChanged,
    CheckCompatibility: facts.CompatibilityChecked,
    RequireCompatibility: facts.CompatibilityDue,
}


def _fact(documents: Things[Document], command: DocumentCommand) -> DocumentFact:
    """What a command comes to: each says, field by field, what its fact says, but for what the law completes."""
    kind = _FACTS[type(command)]
    said = {name: getattr(command, name) for name in kind.__struct_fields__}
    match command:
        case FollowDocument(kind=DocumentKind.COMPETENCE):
            raise Refused(CompetenceIsNoDocument(document=command.document))
        case CheckCompatibility():
            document = documents.the(f"document:{command.document}")
            said["relation"] = direction(document, command.relation, command.outcome)
        case RequireCompatibility():
            document = documents.the(f"document:{command.document}")
            said["due_on"] = deadline(document, command.on, command.due_on, revision_needed=command.revision_needed)
    return kind(**said)


def _check_references(references: References, command: DocumentCommand) -> None:
    references.check_things(*_things(command))
    references.check_organizations(*_organizations(command))
    references.check_themes(_themes(command))
    references.check_person(_named(command), command.on)


def _breach(document: Document, entry: Entry) -> Refusal | None:
    """What forbids a step of a document that is as it was before it."""
    fact, on, name = entry.fact, entry.effective_on, document.document
    match fact:
        case facts.ReferentEnded(person=person):
            return None if document.referent(person) else NotReferent(document=name, person=person, on=on)
        case facts.DocumentStateChanged() if document.kind is DocumentKind.COMPETENCE:
            return CompetenceIsNoDocument(document=name)
        case facts.ReferentNamed(person=person) if (known := document.referent(person)) is not None:
            return AlreadyReferent(document=name, person=person, since=known.named_on)
    state, since = document.state, document.state_since
    if state is not None and since is not None and state in FINAL_STATES:
        return DocumentIsNoMore(document=name, state=state, since=since, on=on)
    return None


def _cautions(
    references: References, document: Document | None, command: DocumentCommand, fact: DocumentFact
) -> list[Caution]:
    """What to beware of, on the document as it was on the day of the step."""
    if document is None:
        return []
    name, kind, before = document.document, document.kind, document.state
    match fact:
        case facts.ReferentNamed(person=person) if not references.people[person].holds_on(command.on):
            return [ReferentWithoutMandate(document=name, person=person, on=command.on)]
        case facts.DocumentStateChanged(state=state) if before is not None and state not in USUAL_STEPS[before]:
            return [UnusualStep(document=name, before=before, state=state, on=command.on)]
        case facts.CompatibilityChecked(relation=SchemeRelation.TAKES_ACCOUNT_OF):
            return [BindingNotVerified(document=name, document_kind=kind)]
        case facts.CompatibilityDue(due_on=due_on) if isinstance(command, RequireCompatibility):
            if command.due_on is None and kind in PLU_KINDS:
                return [DelayToVerify(document=name, due_on=due_on)]
    return []


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: DocumentCommand | ContractCommand, history: History) -> Boundary:
    """What the decision depends on: the document or the contract, and whom and what the command names."""
    if isinstance(command, ContractCommand):
        return contracts.boundary(command)
    return about(f"document:{command.document}") | boundary_of(
        *_things(command), people=[_named(command)], organizations=_organizations(command), themes=_themes(command)
    )


def _things(command: DocumentCommand) -> tuple[str, ...]:
    decision = (f"decision:{command.decision}",) if command.decision else ()
    if not isinstance(command, CheckCompatibility):
        return decision
    return (*decision, f"scheme:{command.scheme}", *(f"orientation:{o}" for o in command.orientations))


def _organizations(command: DocumentCommand) -> tuple[str, ...]:
    match command:
        case FollowDocument(owner=owner, territory=territory) | FollowCompetence(owner=owner, territory=territory):
            return (owner, *territory)
        case ChangeDocumentOwner(owner=owner):
            return (owner,)
    return ()


def _themes(command: DocumentCommand) -> tuple[str, ...]:
    return command.themes if isinstance(command, FollowDocument | FollowCompetence) else ()


def _named(command: DocumentCommand) -> str | None:
    return command.person if isinstance(command, NameReferent | EndReferent) else None
