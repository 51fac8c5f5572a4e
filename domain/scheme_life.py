"""What a SCoT has become: its versions, its revisions, the six years that run, and its state on a day."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from domain.core.entry import Act
from domain.core.identifiers import Label, OrganizationId, Slug, Text
from domain.facts.scheme import AnalysisTopic, SchemeEndCause, SchemeOpinionSense, SchemePerimeterCause


class SchemeState(StrEnum):
    """What a SCoT is on a day."""

    NONE = "NONE"
    IN_PREPARATION = "IN_PREPARATION"
    IN_FORCE = "IN_FORCE"
    UNDER_REVISION = "UNDER_REVISION"
    LAPSED = "LAPSED"
    ENDED = "ENDED"


class SchemeStep(StrEnum):
    """A step of a SCoT's life."""

    PRESCRIBED = "PRESCRIBED"
    ARRESTED = "ARRESTED"
    OPINION_RECEIVED = "OPINION_RECEIVED"
    INQUIRY_HELD = "INQUIRY_HELD"
    APPROVED = "APPROVED"
    MADE_ENFORCEABLE = "MADE_ENFORCEABLE"
    MODIFIED = "MODIFIED"
    REVISION_PRESCRIBED = "REVISION_PRESCRIBED"
    REVISION_APPROVED = "REVISION_APPROVED"
    REVISION_ABANDONED = "REVISION_ABANDONED"
    ANALYSIS_PUBLISHED = "ANALYSIS_PUBLISHED"
    MAINTAINED = "MAINTAINED"
    REVISION_DECIDED = "REVISION_DECIDED"
    PERIMETER_CHANGED = "PERIMETER_CHANGED"
    ENDED = "ENDED"


class SchemeVersionKind(StrEnum):
    """How a version came to be."""

    INITIAL = "INITIAL"
    MODIFICATION = "MODIFICATION"
    REVISION = "REVISION"


class SchemeEvent(Struct, frozen=True, kw_only=True):
    """One step of the timeline."""

    on: dt.date
    step: SchemeStep
    entry: int
    act: Act | None = None
    decision: Slug | None = None
    note: Text | None = None


class SchemeVersion(Struct, frozen=True, kw_only=True):
    """A version of the SCoT, from its approval."""

    version: Slug
    kind: SchemeVersionKind
    approved_on: dt.date
    entry: int
    enforceable_on: dt.date | None = None


class SchemeOpinion(Struct, frozen=True, kw_only=True):
    """What a consulted body thought of a draft."""

    on: dt.date
    organization: OrganizationId
    sense: SchemeOpinionSense
    entry: int
    note: Text | None = None


class SchemeRevision(Struct, frozen=True, kw_only=True):
    """A revision, from its prescription to its approval."""

    prescribed_on: dt.date
    complete: bool
    changes_pas: bool
    new_rules: bool
    """Whether the rules of law 2025-1129 hold: a procedure that was running keeps the old ones."""
    entry: int
    approved_on: dt.date | None = None
    abandoned_on: dt.date | None = None

    @property
    def running(self) -> bool:
        """Whether it is neither approved nor given up."""
        return self.approved_on is None and self.abandoned_on is None


class SchemeAnalysis(Struct, frozen=True, kw_only=True):
    """A published analysis of the SCoT's results."""

    on: dt.date
    topics: tuple[AnalysisTopic, ...]
    missing: tuple[AnalysisTopic, ...]
    """What the law names and the analysis left out."""
    entry: int
    decision: Slug | None = None


class SchemeVote(Struct, frozen=True, kw_only=True):
    """A vote after the analysis."""

    on: dt.date
    maintained: bool
    """To maintain; false: to revise."""
    covers: tuple[OrganizationId, ...]
    in_time: bool
    """Within the six years."""
    entry: int
    decision: Slug | None = None


class SchemePerimeterChange(Struct, frozen=True, kw_only=True):
    """An EPCI that came into the perimeter or left it, and whether the assembly's deliberation took it in."""

    on: dt.date
    organization: OrganizationId
    cause: SchemePerimeterCause
    entry: int
    covered_on: dt.date | None = None


class SchemeCycle(Struct, frozen=True, kw_only=True):
    """The six years within which the analysis is published and the assembly votes (C. urb. L143-28)."""

    began_on: dt.date
    by: SchemeStep
    """Approval, complete revision or vote to maintain."""
    due_on: dt.date
    """Last day of the vote; without one the SCoT is void from the next day."""
    years: int
    article: str
    entry: int
    analysed_on: dt.date | None = None
    revision_voted_on: dt.date | None = None
    revised_on: dt.date | None = None
    """When a partial revision was approved: it does not make the six years begin again."""

    @property
    def revising(self) -> bool:
        """Whether a revision was voted and is still to come."""
        return self.revision_voted_on is not None and self.revised_on is None

    def lapsed(self, on: dt.date) -> bool:
        """Whether the time ran out without a vote."""
        return self.revision_voted_on is None and on > self.due_on


class Scheme(Struct, frozen=True, kw_only=True):
    """The SCoT of the authority."""

    scheme: Slug
    title: Label
    prescribed_on: dt.date
    perimeter: tuple[OrganizationId, ...]
    """The EPCIs that it covers on the day."""
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    timeline: tuple[SchemeEvent, ...]
    act: Act | None = None
    approved_on: dt.date | None = None
    """The first approval."""
    enforceable_on: dt.date | None = None
    """Since when a version of it is enforceable."""
    versions: tuple[SchemeVersion, ...] = ()
    opinions: tuple[SchemeOpinion, ...] = ()
    revisions: tuple[SchemeRevision, ...] = ()
    analyses: tuple[SchemeAnalysis, ...] = ()
    votes: tuple[SchemeVote, ...] = ()
    perimeter_changes: tuple[SchemePerimeterChange, ...] = ()
    cycle: SchemeCycle | None = None
    """The six years that run; null before the approval."""
    ended_on: dt.date | None = None
    """Excluded."""
    ended_by: SchemeEndCause | None = None

    @property
    def revision(self) -> SchemeRevision | None:
        """The revision that runs, if one does."""
        return next((revision for revision in self.revisions if revision.running), None)

    @property
    def uncovered(self) -> tuple[OrganizationId, ...]:
        """The EPCIs whose coming or leaving no deliberation took in."""
        return tuple(dict.fromkeys(c.organization for c in self.perimeter_changes if c.covered_on is None))

    @property
    def settled_on(self) -> dt.date | None:
        """Since when the version that others must be compatible with stands: first approval or complete revision."""
        kinds = (SchemeVersionKind.INITIAL, SchemeVersionKind.REVISION)
        return max((v.enforceable_on for v in self.versions if v.kind in kinds and v.enforceable_on), default=None)


def state_of(scheme: Scheme, on: dt.date) -> SchemeState:
    """What a SCoT, as it is on that day, is called; a lapse is the register's own reckoning, to be confirmed."""
    if scheme.ended_on is not None:
        return SchemeState.ENDED
    if scheme.enforceable_on is None:
        return SchemeState.IN_PREPARATION
    if scheme.cycle is not None and scheme.cycle.lapsed(on):
        return SchemeState.LAPSED
    revising = scheme.revision is not None or (scheme.cycle is not None and scheme.cycle.revising)
    return SchemeState.UNDER_REVISION if revising else SchemeState.IN_FORCE
