"""What a SCoT has become: its versions, its revisions, the six years that run, and its state on a day."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, Slug, Text
from domain.facts.scheme import (
    AnalysisPublished,
    AnalysisTopic,
    InquiryHeld,
    OpinionReceived,
    RevisionAbandoned,
    RevisionApproved,
    RevisionDecided,
    RevisionPrescribed,
    SchemeApproved,
    SchemeArrested,
    SchemeEndCause,
    SchemeEnded,
    SchemeFact,
    SchemeMadeEnforceable,
    SchemeMaintained,
    SchemeModified,
    SchemeOpinionSense,
    SchemePerimeterCause,
    SchemePerimeterChanged,
    SchemePrescribed,
)
from domain.rules.scheme import ANALYSIS_TOPICS, ANALYSIS_YEARS, NEW_PROCEDURES, vote_due


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


# -- evolve ------------------------------------------------------------------------------------------------------------

_STEPS: dict[type[SchemeFact], SchemeStep] = {
    SchemePrescribed: SchemeStep.PRESCRIBED,
    SchemeArrested: SchemeStep.ARRESTED,
    OpinionReceived: SchemeStep.OPINION_RECEIVED,
    InquiryHeld: SchemeStep.INQUIRY_HELD,
    SchemeApproved: SchemeStep.APPROVED,
    SchemeMadeEnforceable: SchemeStep.MADE_ENFORCEABLE,
    SchemeModified: SchemeStep.MODIFIED,
    RevisionPrescribed: SchemeStep.REVISION_PRESCRIBED,
    RevisionApproved: SchemeStep.REVISION_APPROVED,
    RevisionAbandoned: SchemeStep.REVISION_ABANDONED,
    AnalysisPublished: SchemeStep.ANALYSIS_PUBLISHED,
    SchemeMaintained: SchemeStep.MAINTAINED,
    RevisionDecided: SchemeStep.REVISION_DECIDED,
    SchemePerimeterChanged: SchemeStep.PERIMETER_CHANGED,
    SchemeEnded: SchemeStep.ENDED,
}


def apply(scheme: Scheme | None, entry: Entry) -> Scheme | None:
    """What a SCoT is after one more entry."""
    fact = entry.fact
    assert isinstance(fact, SchemeFact)
    if scheme is None:
        return _prescribed(fact, entry) if isinstance(fact, SchemePrescribed) else None
    scheme = structs.replace(
        scheme, entries=(*scheme.entries, entry.position), timeline=(*scheme.timeline, _event(fact, entry))
    )
    match fact:
        case SchemeApproved() | SchemeModified() | RevisionApproved() | SchemeMadeEnforceable():
            return _versioned(scheme, fact, entry)
        case RevisionPrescribed() | RevisionAbandoned():
            return _revised(scheme, fact, entry)
        case AnalysisPublished() | SchemeMaintained() | RevisionDecided():
            return _cycled(scheme, fact, entry)
        case OpinionReceived(organization=organization, sense=sense, note=note):
            opinion = SchemeOpinion(
                on=entry.effective_on, organization=organization, sense=sense, note=note, entry=entry.position
            )
            return structs.replace(scheme, opinions=(*scheme.opinions, opinion))
        case SchemePerimeterChanged():
            return _moved(scheme, fact, entry)
        case SchemeEnded(cause=cause):
            return structs.replace(scheme, ended_on=entry.effective_on, ended_by=cause)
    return scheme


def _event(fact: SchemeFact, entry: Entry) -> SchemeEvent:
    return SchemeEvent(
        on=entry.effective_on,
        step=_STEPS[type(fact)],
        entry=entry.position,
        act=entry.act,
        decision=fact.decision,
        note=fact.note,
    )


def _prescribed(fact: SchemePrescribed, entry: Entry) -> Scheme:
    return Scheme(
        scheme=fact.scheme,
        title=fact.title,
        prescribed_on=entry.effective_on,
        perimeter=fact.perimeter,
        act=entry.act,
        entries=(entry.position,),
        timeline=(_event(fact, entry),),
    )


def _versioned(
    scheme: Scheme, fact: SchemeApproved | SchemeModified | RevisionApproved | SchemeMadeEnforceable, entry: Entry
) -> Scheme:
    on = entry.effective_on
    match fact:
        case SchemeMadeEnforceable(version=version):
            versions = tuple(
                structs.replace(v, enforceable_on=on) if v.version == version else v for v in scheme.versions
            )
            known = any(v.version == version for v in scheme.versions)
            since = scheme.enforceable_on or (on if known else None)
            return structs.replace(scheme, versions=versions, enforceable_on=since)
        case SchemeApproved(version=version):
            scheme = _with_version(scheme, version, SchemeVersionKind.INITIAL, entry)
            scheme = structs.replace(scheme, approved_on=scheme.approved_on or on)
            return _begin_cycle(scheme, SchemeStep.APPROVED, entry)
        case SchemeModified(version=version):
            return _with_version(scheme, version, SchemeVersionKind.MODIFICATION, entry)
    complete = scheme.revision is not None and scheme.revision.complete
    scheme = _with_version(scheme, fact.version, SchemeVersionKind.REVISION, entry)
    scheme = _covered(_closed(scheme, approved_on=on), fact.covers, on)
    if complete or scheme.cycle is None:
        return _begin_cycle(scheme, SchemeStep.REVISION_APPROVED, entry)
    return structs.replace(scheme, cycle=structs.replace(scheme.cycle, revised_on=on))


def _with_version(scheme: Scheme, version: str, kind: SchemeVersionKind, entry: Entry) -> Scheme:
    made = SchemeVersion(version=version, kind=kind, approved_on=entry.effective_on, entry=entry.position)
    return structs.replace(scheme, versions=(*scheme.versions, made))


def _begin_cycle(scheme: Scheme, by: SchemeStep, entry: Entry) -> Scheme:
    on = entry.effective_on
    cycle = SchemeCycle(
        began_on=on,
        by=by,
        due_on=vote_due(on),
        years=ANALYSIS_YEARS.on(on),
        article=ANALYSIS_YEARS.article,
        entry=entry.position,
    )
    return structs.replace(scheme, cycle=cycle)


def _closed(scheme: Scheme, *, approved_on: dt.date | None = None, abandoned_on: dt.date | None = None) -> Scheme:
    revisions = tuple(
        structs.replace(r, approved_on=approved_on, abandoned_on=abandoned_on) if r.running else r
        for r in scheme.revisions
    )
    return structs.replace(scheme, revisions=revisions)


def _revised(scheme: Scheme, fact: RevisionPrescribed | RevisionAbandoned, entry: Entry) -> Scheme:
    on = entry.effective_on
    if isinstance(fact, RevisionAbandoned):
        scheme = _closed(scheme, abandoned_on=on)
        if scheme.cycle is None:
            return scheme
        # The vote to revise came to nothing: the assembly has to vote again within the same six years.
        return structs.replace(scheme, cycle=structs.replace(scheme.cycle, revision_voted_on=None))
    revision = SchemeRevision(
        prescribed_on=on,
        complete=fact.complete,
        changes_pas=fact.changes_pas,
        new_rules=NEW_PROCEDURES.on(on),
        entry=entry.position,
    )
    return structs.replace(scheme, revisions=(*scheme.revisions, revision))


def _cycled(scheme: Scheme, fact: AnalysisPublished | SchemeMaintained | RevisionDecided, entry: Entry) -> Scheme:
    on, cycle = entry.effective_on, scheme.cycle
    if isinstance(fact, AnalysisPublished):
        missing = tuple(topic for topic in ANALYSIS_TOPICS.on(on) if topic not in fact.topics)
        analysis = SchemeAnalysis(
            on=on, topics=fact.topics, missing=missing, entry=entry.position, decision=fact.decision
        )
        if cycle is not None:
            scheme = structs.replace(scheme, cycle=structs.replace(cycle, analysed_on=on))
        return structs.replace(scheme, analyses=(*scheme.analyses, analysis))
    in_time = cycle is not None and not cycle.lapsed(on)
    maintained = isinstance(fact, SchemeMaintained)
    vote = SchemeVote(
        on=on,
        maintained=maintained,
        covers=fact.covers,
        in_time=in_time,
        entry=entry.position,
        decision=fact.decision,
    )
    scheme = _covered(structs.replace(scheme, votes=(*scheme.votes, vote)), fact.covers, on)
    if cycle is None or not in_time:
        # A void SCoT is not brought back by a vote that comes too late.
        return scheme
    if maintained:
        return _begin_cycle(scheme, SchemeStep.MAINTAINED, entry)
    return structs.replace(scheme, cycle=structs.replace(cycle, revision_voted_on=on))


def _covered(scheme: Scheme, covers: tuple[str, ...], on: dt.date) -> Scheme:
    changes = tuple(
        structs.replace(c, covered_on=on) if c.covered_on is None and c.organization in covers else c
        for c in scheme.perimeter_changes
    )
    return structs.replace(scheme, perimeter_changes=changes)


def _moved(scheme: Scheme, fact: SchemePerimeterChanged, entry: Entry) -> Scheme:
    change = SchemePerimeterChange(
        on=entry.effective_on, organization=fact.organization, cause=fact.cause, entry=entry.position
    )
    others = tuple(member for member in scheme.perimeter if member != fact.organization)
    extended = fact.cause is SchemePerimeterCause.EXTENSION
    return structs.replace(
        scheme,
        perimeter=(*others, fact.organization) if extended else others,
        perimeter_changes=(*scheme.perimeter_changes, change),
    )
