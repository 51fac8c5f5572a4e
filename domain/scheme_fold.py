"""What each step makes of a SCoT: the fold that the decisions and the projection share. It never refuses."""

import datetime as dt

from msgspec import structs

from domain.core.entry import Entry
from domain.facts.scheme import (
    AnalysisPublished,
    InquiryHeld,
    OpinionReceived,
    RevisionAbandoned,
    RevisionApproved,
    RevisionDecided,
    RevisionPrescribed,
    SchemeApproved,
    SchemeArrested,
    SchemeEnded,
    SchemeFact,
    SchemeMadeEnforceable,
    SchemeMaintained,
    SchemeModified,
    SchemePerimeterCause,
    SchemePerimeterChanged,
    SchemePrescribed,
)
from domain.rules.scheme import ANALYSIS_TOPICS, ANALYSIS_YEARS, NEW_PROCEDURES, vote_due
from domain.scheme_life import (
    Scheme,
    SchemeAnalysis,
    SchemeCycle,
    SchemeEvent,
    SchemeOpinion,
    SchemePerimeterChange,
    SchemeRevision,
    SchemeStep,
    SchemeVersion,
    SchemeVersionKind,
    SchemeVote,
)

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
