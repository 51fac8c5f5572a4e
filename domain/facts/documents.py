"""Documents, competences and contracts that are followed during the mandate. Every note is public."""

import datetime as dt
from enum import StrEnum

from domain.core.entry import Fact, cited
from domain.core.identifiers import Decimal, Label, OrganizationId, PersonId, Slug, Text


class DocumentKind(StrEnum):
    """What a document is: how it relates to the SCoT follows from it alone (see ``domain/rules/documents.py``)."""

    PLUI = "PLUI"
    PLU = "PLU"
    COMMUNAL_MAP = "COMMUNAL_MAP"
    PLH = "PLH"
    MOBILITY_PLAN = "MOBILITY_PLAN"
    PCAET = "PCAET"
    SAGE = "SAGE"
    SDAGE = "SDAGE"
    SRADDET = "SRADDET"
    PNR_CHARTER = "PNR_CHARTER"
    FLOOD_PLAN = "FLOOD_PLAN"
    ECONOMIC_DEVELOPMENT_STRATEGY = "ECONOMIC_DEVELOPMENT_STRATEGY"
    COMPETENCE = "COMPETENCE"
    """Not a document: a competence that is followed, such as GEMAPI."""
    OTHER = "OTHER"


class FollowedCompetence(StrEnum):
    """A competence followed for what it does to the territory."""

    GEMAPI = "GEMAPI"
    WATER_AND_SANITATION = "WATER_AND_SANITATION"
    MOBILITY = "MOBILITY"
    ECONOMIC_DEVELOPMENT = "ECONOMIC_DEVELOPMENT"
    OTHER = "OTHER"


class DocumentState(StrEnum):
    """Where a document stands in its procedure."""

    PRESCRIBED = "PRESCRIBED"
    DRAFT_ARRESTED = "DRAFT_ARRESTED"
    UNDER_INQUIRY = "UNDER_INQUIRY"
    APPROVED = "APPROVED"
    ENFORCEABLE = "ENFORCEABLE"
    UNDER_MODIFICATION = "UNDER_MODIFICATION"
    UNDER_REVISION = "UNDER_REVISION"
    EXPIRED = "EXPIRED"
    ANNULLED = "ANNULLED"
    ABANDONED = "ABANDONED"
    REPEALED = "REPEALED"


class SchemeRelation(StrEnum):
    """What binds a document and the SCoT, said of the document. It is never a relation of conformity."""

    COMPATIBLE_WITH = "COMPATIBLE_WITH"
    """The document must be compatible with the SCoT's DOO."""
    TAKES_ACCOUNT_OF = "TAKES_ACCOUNT_OF"
    """The document takes the SCoT into account."""
    ABOVE = "ABOVE"
    """The SCoT must be compatible with the document."""
    NONE = "NONE"
    """The law binds neither to the other."""


class CompatibilityOutcome(StrEnum):
    """What a check came to."""

    COMPATIBLE = "COMPATIBLE"
    COMPATIBLE_WITH_RESERVATIONS = "COMPATIBLE_WITH_RESERVATIONS"
    INCOMPATIBLE = "INCOMPATIBLE"
    TAKEN_INTO_ACCOUNT = "TAKEN_INTO_ACCOUNT"
    NOT_TAKEN_INTO_ACCOUNT = "NOT_TAKEN_INTO_ACCOUNT"


class ReferentEndCause(StrEnum):
    """Why an official is the referent of a document no more."""

    RENUNCIATION = "RENUNCIATION"
    MANDATE_ENDED = "MANDATE_ENDED"
    REPLACED = "REPLACED"
    DEATH = "DEATH"


class ContractKind(StrEnum):
    """What a contract is."""

    CRTE = "CRTE"
    SMALL_TOWNS = "SMALL_TOWNS"
    REGION = "REGION"
    DEPARTMENT = "DEPARTMENT"
    WATER_AGENCY = "WATER_AGENCY"
    EUROPEAN = "EUROPEAN"
    OTHER = "OTHER"


class ContractEndCause(StrEnum):
    """Why a contract runs no more."""

    TERM_REACHED = "TERM_REACHED"
    TERMINATED = "TERMINATED"
    REPLACED = "REPLACED"
    COMPLETED = "COMPLETED"


class DocumentFact(Fact, frozen=True, kw_only=True):
    """A fact of one document or followed competence; it may name the decision that it rests on."""

    document: Slug
    decision: Slug | None = None
    note: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"document:{self.document}", *cited(self.decision and f"decision:{self.decision}"))


class DocumentFollowed(DocumentFact, frozen=True, kw_only=True):
    """A document is followed from that day on; it may be much older."""

    founds = True
    kind: DocumentKind
    title: Label
    owner: OrganizationId
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    state: DocumentState | None = None
    """Where it stood on that day."""
    state_since: dt.date | None = None
    approved_on: dt.date | None = None
    """The approval that was in force on that day."""
    version: Label | None = None

    def tags(self) -> tuple[str, ...]:
        themes = (f"theme:{theme}" for theme in self.themes)
        return (*super().tags(), *cited(self.owner, *self.territory, *themes))


class CompetenceFollowed(DocumentFact, frozen=True, kw_only=True):
    """A competence is followed from that day on. It is no plan, and nothing is to be compatible with it."""

    founds = True
    competence: FollowedCompetence
    title: Label
    owner: OrganizationId
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()

    def tags(self) -> tuple[str, ...]:
        themes = (f"theme:{theme}" for theme in self.themes)
        return (*super().tags(), *cited(self.owner, *self.territory, *themes))


class ReferentNamed(DocumentFact, frozen=True, kw_only=True):
    """An elected official is the referent of a document."""

    person: PersonId

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"person:{self.person}"))


class ReferentEnded(DocumentFact, frozen=True, kw_only=True):
    """An official is the referent of a document no more."""

    person: PersonId
    cause: ReferentEndCause

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"person:{self.person}"))


class DocumentStateChanged(DocumentFact, frozen=True, kw_only=True):
    """A document reached a step of its procedure."""

    state: DocumentState
    version: Label | None = None


class DocumentOwnerChanged(DocumentFact, frozen=True, kw_only=True):
    """Another organisation answers for the document or exercises the competence."""

    owner: OrganizationId

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.owner))


class CompatibilityChecked(DocumentFact, frozen=True, kw_only=True):
    """A document and the SCoT were held against each other, in the direction that the law gives to its kind."""

    relation: SchemeRelation
    outcome: CompatibilityOutcome
    scheme: Slug
    version: Label | None = None
    """Of the text above: the SCoT's, or that of the document which is above the SCoT."""
    orientations: tuple[Slug, ...] = ()

    def tags(self) -> tuple[str, ...]:
        orientations = (f"orientation:{orientation}" for orientation in self.orientations)
        return (*super().tags(), *cited(f"scheme:{self.scheme}", *orientations))


class CompatibilityDue(DocumentFact, frozen=True, kw_only=True):
    """By when a document must be compatible, or looked at again."""

    due_on: dt.date
    revision_needed: bool = False


class ContractFact(Fact, frozen=True, kw_only=True):
    """A fact of one contract; it may name the decision that it rests on."""

    contract: Slug
    decision: Slug | None = None
    note: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"contract:{self.contract}", *cited(self.decision and f"decision:{self.decision}"))


class ContractSigned(ContractFact, frozen=True, kw_only=True):
    """A contract was signed; its day is that from which it runs."""

    founds = True
    kind: ContractKind
    title: Label
    parties: tuple[OrganizationId, ...]
    until: dt.date | None = None
    """Excluded: the first day on which it runs no more."""
    amount: Decimal | None = None
    """Euros."""
    themes: tuple[Slug, ...] = ()
    documents: tuple[Slug, ...] = ()
    orientations: tuple[Slug, ...] = ()
    projects: tuple[Slug, ...] = ()

    def tags(self) -> tuple[str, ...]:
        links = _links(self.themes, self.documents, self.orientations, self.projects)
        return (*super().tags(), *cited(*self.parties, *links))


class ContractAmended(ContractFact, frozen=True, kw_only=True):
    """An amendment: another end, another amount, parties and links that are added. What is not said stays."""

    until: dt.date | None = None
    amount: Decimal | None = None
    parties: tuple[OrganizationId, ...] = ()
    themes: tuple[Slug, ...] = ()
    documents: tuple[Slug, ...] = ()
    orientations: tuple[Slug, ...] = ()
    projects: tuple[Slug, ...] = ()

    def tags(self) -> tuple[str, ...]:
        links = _links(self.themes, self.documents, self.orientations, self.projects)
        return (*super().tags(), *cited(*self.parties, *links))


class ContractReviewed(ContractFact, frozen=True, kw_only=True):
    """The parties looked at what was done (revue de projets), with the euros committed and paid so far."""

    session: Slug | None = None
    committed: Decimal | None = None
    paid: Decimal | None = None
    projects: tuple[Slug, ...] = ()
    next_on: dt.date | None = None

    def tags(self) -> tuple[str, ...]:
        session = self.session and f"session:{self.session}"
        return (*super().tags(), *cited(session, *(f"project:{project}" for project in self.projects)))


class ContractEnded(ContractFact, frozen=True, kw_only=True):
    """A contract runs no more."""

    cause: ContractEndCause


def _links(
    themes: tuple[str, ...], documents: tuple[str, ...], orientations: tuple[str, ...], projects: tuple[str, ...]
) -> tuple[str, ...]:
    named = {"theme": themes, "document": documents, "orientation": orientations, "project": projects}
    return tuple(f"{noun}:{name}" for noun, names in named.items() for name in names)
