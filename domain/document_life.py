"""What a followed document has become, and by when it and the SCoT are to be held against each other."""

import datetime as dt

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.documents import (
    CompatibilityChecked,
    CompatibilityDue,
    CompatibilityOutcome,
    CompetenceFollowed,
    DocumentFact,
    DocumentFollowed,
    DocumentKind,
    DocumentOwnerChanged,
    DocumentState,
    DocumentStateChanged,
    FollowedCompetence,
    ReferentEndCause,
    ReferentEnded,
    ReferentNamed,
    SchemeRelation,
)
from domain.rules.documents import (
    PLACES,
    RELATIONS,
    VOID_STATES,
    HierarchyPlace,
)


class DocumentReferent(Struct, frozen=True, kw_only=True):
    """An official who answers for a document, from a day to a day."""

    person: PersonId
    named_on: dt.date
    entry: int
    ended_on: dt.date | None = None
    """Excluded."""
    ended_by: ReferentEndCause | None = None


class DocumentStep(Struct, frozen=True, kw_only=True):
    """A state that a document reached."""

    on: dt.date
    state: DocumentState
    entry: int
    version: Label | None = None
    act: Act | None = None
    decision: Slug | None = None
    note: Text | None = None


class CompatibilityCheck(Struct, frozen=True, kw_only=True):
    """A document and the SCoT held against each other."""

    on: dt.date
    relation: SchemeRelation
    outcome: CompatibilityOutcome
    scheme: Slug
    entry: int
    version: Label | None = None
    """Of the text above: the SCoT's, or that of the document which is above the SCoT."""
    orientations: tuple[Slug, ...] = ()
    decision: Slug | None = None
    note: Text | None = None
    act: Act | None = None


class CompatibilityDeadline(Struct, frozen=True, kw_only=True):
    """A deadline that was recorded."""

    since: dt.date
    due_on: dt.date
    revision_needed: bool
    entry: int
    decision: Slug | None = None
    note: Text | None = None


class Document(Struct, frozen=True, kw_only=True):
    """A document, or a competence, that is followed during the mandate."""

    document: Slug
    kind: DocumentKind
    title: Label
    owner: OrganizationId
    followed_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    place: HierarchyPlace
    """Above, below or beside the SCoT, or no plan at all: from its kind."""
    relation: SchemeRelation
    """What binds it and the SCoT: from its kind."""
    competence: FollowedCompetence | None = None
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    state: DocumentState | None = None
    """Null for a competence, which has no procedure."""
    state_since: dt.date | None = None
    version: Label | None = None
    approved_on: dt.date | None = None
    """Its last approval."""
    history: tuple[DocumentStep, ...] = ()
    referents: tuple[DocumentReferent, ...] = ()
    checks: tuple[CompatibilityCheck, ...] = ()
    deadlines: tuple[CompatibilityDeadline, ...] = ()
    act: Act | None = None
    note: Text | None = None

    def referent(self, person: str) -> DocumentReferent | None:
        """The referent that a person is, if one."""
        return next((r for r in self.referents if r.person == person and r.ended_on is None), None)

    @property
    def binding(self) -> bool:
        """Whether an approved version of it stands."""
        return self.approved_on is not None and self.state not in VOID_STATES

    @property
    def last_check(self) -> CompatibilityCheck | None:
        """The latest one."""
        return self.checks[-1] if self.checks else None


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(document: Document | None, entry: Entry) -> Document | None:
    """What a document is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    assert isinstance(fact, DocumentFact)
    if document is None:
        return _founded(fact, entry) if isinstance(fact, DocumentFollowed | CompetenceFollowed) else None
    document = structs.replace(document, entries=(*document.entries, entry.position))
    match fact:
        case DocumentStateChanged():
            return _stepped(document, fact, entry)
        case DocumentOwnerChanged(owner=owner):
            return structs.replace(document, owner=owner)
        case ReferentNamed(person=person):
            named = DocumentReferent(person=person, named_on=on, entry=entry.position)
            return structs.replace(document, referents=(*document.referents, named))
        case ReferentEnded():
            return _left(document, fact, on)
        case CompatibilityChecked():
            return structs.replace(document, checks=(*document.checks, _check(fact, entry)))
        case CompatibilityDue(due_on=due_on, revision_needed=revision_needed):
            deadline = CompatibilityDeadline(
                since=on,
                due_on=due_on,
                revision_needed=revision_needed,
                entry=entry.position,
                decision=fact.decision,
                note=fact.note,
            )
            return structs.replace(document, deadlines=(*document.deadlines, deadline))
    return document


def _founded(fact: DocumentFollowed | CompetenceFollowed, entry: Entry) -> Document:
    kind = fact.kind if isinstance(fact, DocumentFollowed) else DocumentKind.COMPETENCE
    document = Document(
        document=fact.document,
        kind=kind,
        title=fact.title,
        owner=fact.owner,
        themes=fact.themes,
        territory=fact.territory,
        followed_on=entry.effective_on,
        place=PLACES[kind],
        relation=RELATIONS[kind],
        act=entry.act,
        note=fact.note,
        entries=(entry.position,),
    )
    if isinstance(fact, CompetenceFollowed):
        return structs.replace(document, competence=fact.competence)
    document = structs.replace(document, approved_on=fact.approved_on, version=fact.version)
    if fact.state is None:
        return document
    since = fact.state_since or entry.effective_on
    step = DocumentStep(
        on=since, state=fact.state, entry=entry.position, version=fact.version, act=entry.act, decision=fact.decision
    )
    return structs.replace(document, state=fact.state, state_since=since, history=(step,))


def _stepped(document: Document, fact: DocumentStateChanged, entry: Entry) -> Document:
    on = entry.effective_on
    step = DocumentStep(
        on=on,
        state=fact.state,
        entry=entry.position,
        version=fact.version,
        act=entry.act,
        decision=fact.decision,
        note=fact.note,
    )
    return structs.replace(
        document,
        state=fact.state,
        state_since=on,
        version=fact.version or document.version,
        approved_on=on if fact.state is DocumentState.APPROVED else document.approved_on,
        history=(*document.history, step),
    )


def _left(document: Document, fact: ReferentEnded, on: dt.date) -> Document:
    referents = tuple(
        structs.replace(r, ended_on=on, ended_by=fact.cause) if r.person == fact.person and r.ended_on is None else r
        for r in document.referents
    )
    return structs.replace(document, referents=referents)


def _check(fact: CompatibilityChecked, entry: Entry) -> CompatibilityCheck:
    return CompatibilityCheck(
        on=entry.effective_on,
        relation=fact.relation,
        outcome=fact.outcome,
        scheme=fact.scheme,
        version=fact.version,
        orientations=fact.orientations,
        decision=fact.decision,
        note=fact.note,
        act=entry.act,
        entry=entry.position,
    )
