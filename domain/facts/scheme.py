"""The SCoT itself (scheme): its making, its versions, the six-year analysis and vote, its perimeter, its end."""

import datetime as dt
from enum import StrEnum

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, OrganizationId, Slug, Text


class SchemeOpinionSense(StrEnum):
    """What a consulted body thinks of the draft."""

    FAVOURABLE = "FAVOURABLE"
    FAVOURABLE_WITH_RESERVATIONS = "FAVOURABLE_WITH_RESERVATIONS"
    UNFAVOURABLE = "UNFAVOURABLE"
    DEEMED_FAVOURABLE = "DEEMED_FAVOURABLE"
    NO_OPINION = "NO_OPINION"


class SchemeInquiryKind(StrEnum):
    """How the public took part."""

    PUBLIC_INQUIRY = "PUBLIC_INQUIRY"
    ONLINE_PARTICIPATION = "ONLINE_PARTICIPATION"


class AnalysisTopic(StrEnum):
    """What the six-year analysis must look at (C. urb. L143-28)."""

    ENVIRONMENT = "ENVIRONMENT"
    TRANSPORT = "TRANSPORT"
    LAND = "LAND"
    RETAIL = "RETAIL"
    MOUNTAIN = "MOUNTAIN"


class SchemePerimeterCause(StrEnum):
    """Why the perimeter changes (C. urb. L143-12 to L143-14)."""

    EXTENSION = "EXTENSION"
    REDUCTION = "REDUCTION"


class SchemeEndCause(StrEnum):
    """Why a SCoT is one no more. A lapse is no such fact: it is derived from what is recorded."""

    DISSOLUTION = "DISSOLUTION"
    ANNULMENT = "ANNULMENT"
    REPLACED = "REPLACED"
    ABANDONED = "ABANDONED"


class SchemeFact(Fact, frozen=True, kw_only=True):
    """A fact of one SCoT; every one may name the decision that it rests on."""

    scheme: Slug
    decision: Slug | None = None
    note: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"scheme:{self.scheme}", *cited(self.decision and f"decision:{self.decision}"))


class SchemePrescribed(SchemeFact, frozen=True, kw_only=True):
    """The making of a SCoT is prescribed, on a perimeter of EPCIs."""

    founds = True
    title: Label
    perimeter: tuple[OrganizationId, ...]

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*self.perimeter))


class SchemeArrested(SchemeFact, frozen=True, kw_only=True):
    """The draft is settled by the assembly (projet arrêté), for the first making or for a revision."""


class OpinionReceived(SchemeFact, frozen=True, kw_only=True):
    """A consulted body gave its opinion on the draft, or let its time run out."""

    organization: OrganizationId
    sense: SchemeOpinionSense

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.organization))


class InquiryHeld(SchemeFact, frozen=True, kw_only=True):
    """The public was heard on the draft; the day is that of its end."""

    kind: SchemeInquiryKind
    favourable: bool = False
    """Whether the commissioner's conclusions were favourable, reservations aside."""


class SchemeApproved(SchemeFact, frozen=True, kw_only=True):
    """The assembly approved the SCoT: the six years of L143-28 begin."""

    version: Slug


class SchemeMadeEnforceable(SchemeFact, frozen=True, kw_only=True):
    """A version became enforceable: published, and transmitted to the State."""

    version: Slug


class SchemeModified(SchemeFact, frozen=True, kw_only=True):
    """A modification was approved: a new version, the six years go on."""

    version: Slug
    simplified: bool = False
    begun_on: dt.date | None = None
    """When the procedure was begun: it follows the rules of that day."""


class RevisionPrescribed(SchemeFact, frozen=True, kw_only=True):
    """A revision is begun."""

    complete: bool
    changes_pas: bool
    """Whether the orientations of the strategic plan (PAS) change."""


class RevisionApproved(SchemeFact, frozen=True, kw_only=True):
    """The running revision was approved: a new version. A complete one makes the six years begin again."""

    version: Slug
    covers: tuple[OrganizationId, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*self.covers))


class RevisionAbandoned(SchemeFact, frozen=True, kw_only=True):
    """The running revision is given up."""


class AnalysisPublished(SchemeFact, frozen=True, kw_only=True):
    """The analysis of the SCoT's results was published, on these topics."""

    topics: tuple[AnalysisTopic, ...]


class SchemeMaintained(SchemeFact, frozen=True, kw_only=True):
    """After the analysis, the assembly voted to maintain the SCoT: the six years begin again."""

    covers: tuple[OrganizationId, ...] = ()
    """Those whose coming or leaving the vote takes in (L143-14)."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*self.covers))


class RevisionDecided(SchemeFact, frozen=True, kw_only=True):
    """After the analysis, the assembly voted to revise the SCoT, in whole or in part."""

    complete: bool
    covers: tuple[OrganizationId, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*self.covers))


class SchemePerimeterChanged(SchemeFact, frozen=True, kw_only=True):
    """An EPCI came into the perimeter, or left it."""

    organization: OrganizationId
    cause: SchemePerimeterCause

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.organization))


class SchemeEnded(SchemeFact, frozen=True, kw_only=True):
    """The SCoT is no more: its authority was dissolved, a judge annulled it, another replaced it."""

    cause: SchemeEndCause
