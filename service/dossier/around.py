"""What stands around the thing in a dossier: its territory, what it cites, what was corrected."""

import datetime as dt

from msgspec import Struct

from domain.core.entry import Act
from domain.core.identifiers import OrganizationId, Slug
from domain.decision_state import DecisionRelationKind, DecisionState
from domain.facts.decisions import DecisionKind
from domain.facts.documents import DocumentKind, DocumentState
from service.dossier.kinds import CitedLink


class PerimeterMember(Struct, frozen=True, kw_only=True):
    """A member of the authority on the day."""

    organization: OrganizationId
    since: dt.date
    entry: int
    act: Act | None = None


class PerimeterCommune(Struct, frozen=True, kw_only=True):
    """A commune of a member EPCI on the day, by the reference ledger."""

    commune: OrganizationId
    epci: OrganizationId
    insee: str
    siren: str
    """Of the EPCI."""
    entry: int
    """In ledger FR."""
    since: dt.date | None = None
    """The legal date, when an act is known."""
    observed_by: dt.date | None = None
    """Else the 1 January by which it was seen there."""


class Perimeter(Struct, frozen=True, kw_only=True):
    """The territory for which it was decided."""

    on: dt.date
    members: tuple[PerimeterMember, ...]
    communes: tuple[PerimeterCommune, ...]


class CitedDecision(Struct, frozen=True, kw_only=True):
    """Another decision, and how it stands to that of the dossier."""

    decision: Slug
    link: CitedLink
    title: str
    kind: DecisionKind
    adopted_on: dt.date
    state: DecisionState
    entry: int
    number: str | None = None
    relation: DecisionRelationKind | None = None
    relation_entry: int | None = None


class CitedDocument(Struct, frozen=True, kw_only=True):
    """A document that the thing is about, or that rests on it."""

    document: Slug
    link: CitedLink
    title: str
    kind: DocumentKind
    state: DocumentState | None
    entry: int


class CitedThing(Struct, frozen=True, kw_only=True):
    """Something else: an arbitration, a project, a clause of the pact."""

    thing: str
    """Kind and id: arbitration:eau, project:zae, pact:2026."""
    link: CitedLink
    title: str
    entry: int


class CitedAct(Struct, frozen=True, kw_only=True):
    """A document that founds what stands in the dossier, and the entries that cite it."""

    act: Act
    entries: tuple[int, ...]


class Correction(Struct, frozen=True, kw_only=True):
    """An entry behind the dossier that was rectified by the position."""

    entry: int
    by: int
    """The entry that says so."""
    on: dt.date | None
    """Day of effect of the rectification; None when it is sealed."""
    reason: str | None
    replacements: tuple[int, ...]
    """Those that stand in its place; none: it is struck."""


class OrganizationSaid(Struct, frozen=True, kw_only=True):
    """What an organisation of the dossier was called, by the ledgers at its positions."""

    organization: OrganizationId
    name: str
    ledger: str
    entry: int
    """In that ledger."""
