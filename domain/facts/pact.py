"""Governance pacts: statutory for an EPCI, voluntary for the SCoT."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, OrganizationId, Slug, Text


class PactBasis(StrEnum):
    """By what a pact exists."""

    STATUTORY_EPCI = "STATUTORY_EPCI"
    """Of an EPCI with own tax (CGCT L5211-11-2)."""
    VOLUNTARY_SCOT = "VOLUNTARY_SCOT"
    """Of the SCoT authority: no law asks for it, nor sets a deadline."""


class PactTrigger(StrEnum):
    """After what an EPCI debates whether to make a pact (CGCT L5211-11-2)."""

    GENERAL_RENEWAL = "GENERAL_RENEWAL"
    SPLIT = "SPLIT"
    MERGER = "MERGER"


class PactOpinionKind(StrEnum):
    """What a municipal council thinks of a draft."""

    FAVOURABLE = "FAVOURABLE"
    UNFAVOURABLE = "UNFAVOURABLE"
    FAVOURABLE_WITH_REMARKS = "FAVOURABLE_WITH_REMARKS"


class PactClauseKind(StrEnum):
    """What a clause is about: the contents that CGCT L5211-11-2 proposes, none of them compulsory, and any other."""

    SINGLE_COMMUNE_DECISIONS = "SINGLE_COMMUNE_DECISIONS"
    """How L5211-57 is applied: decisions whose effects concern one commune only."""
    MAYORS_CONFERENCE_PROPOSALS = "MAYORS_CONFERENCE_PROPOSALS"
    SERVICE_AGREEMENTS = "SERVICE_AGREEMENTS"
    SPECIALISED_COMMISSIONS = "SPECIALISED_COMMISSIONS"
    TERRITORIAL_CONFERENCES = "TERRITORIAL_CONFERENCES"
    SPENDING_DELEGATION = "SPENDING_DELEGATION"
    SERVICE_POOLING = "SERVICE_POOLING"
    PARITY = "PARITY"
    OTHER = "OTHER"


class PactEndCause(StrEnum):
    """Why a pact is one no more."""

    DENOUNCED = "DENOUNCED"
    REPLACED = "REPLACED"
    ORGANIZATION_ENDED = "ORGANIZATION_ENDED"
    ABANDONED = "ABANDONED"
    """Before it was adopted."""


class PactClause(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A clause as a pact or an amendment writes it; arbitrations and reviews cite it by pact and clause."""

    clause: Slug
    """The same through all its versions."""
    title: Label
    text: Text
    kind: PactClauseKind = PactClauseKind.OTHER
    number: Label | None = None
    """As printed: 3, IV-2."""


class PactFact(Fact, frozen=True, kw_only=True):
    """A fact of one pact."""

    pact: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"pact:{self.pact}",)


class PactDebated(PactFact, frozen=True, kw_only=True):
    """The council debated whether to make a pact, and decided."""

    founds = True
    basis: PactBasis
    decided: bool
    """To make one."""
    organization: OrganizationId | None = None
    """The EPCI; None for the authority's own pact."""
    trigger: PactTrigger | None = None
    trigger_on: dt.date | None = None
    """The day of the renewal's first round, of the split, of the merger."""
    second_round_on: dt.date | None = None
    """When a commune of the EPCI needed a second round: the nine months run from it."""
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.organization, self.decision and f"decision:{self.decision}"))


class DevelopmentCouncilDebated(PactFact, frozen=True, kw_only=True):
    """The council debated how the development council is consulted and the public takes part (L5211-11-2, I, 2°)."""

    consulted: bool
    """Whether a development council is to be consulted."""
    note: Text | None = None
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.decision and f"decision:{self.decision}"))


class PactDraftSent(PactFact, frozen=True, kw_only=True):
    """A draft was sent to municipal councils: they have two months from its day of effect."""

    communes: tuple[OrganizationId, ...]
    amendment: Slug | None = None
    """The amendment that it is a draft of; None: of the pact itself."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*self.communes))


class PactOpinionGiven(PactFact, frozen=True, kw_only=True):
    """A municipal council gave its opinion on a draft: a simple opinion, that binds nobody."""

    commune: OrganizationId
    opinion: PactOpinionKind
    amendment: Slug | None = None
    remarks: Text | None = None
    """Public."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.commune))


class PactAdopted(PactFact, frozen=True, kw_only=True):
    """The pact was adopted, with these clauses."""

    clauses: tuple[PactClause, ...]
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.decision and f"decision:{self.decision}"))


class PactAmended(PactFact, frozen=True, kw_only=True):
    """Clauses of the pact were written anew, added or repealed, by the procedure that made it."""

    amendment: Slug
    clauses: tuple[PactClause, ...] = ()
    """New versions, and new clauses."""
    repealed: tuple[Slug, ...] = ()
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.decision and f"decision:{self.decision}"))


class PactEnded(PactFact, frozen=True, kw_only=True):
    """The pact is one no more."""

    cause: PactEndCause
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.decision and f"decision:{self.decision}"))
