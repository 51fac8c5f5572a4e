"""In which order the steps of a SCoT may come, and what is refused (C. urb. L143-17 to L143-29)."""

import datetime as dt

from domain.core.entry import Entry
from domain.core.notices import Refusal
from domain.facts import scheme as facts
from domain.facts.scheme import SchemePerimeterCause
from domain.scheme_life import Scheme

# -- refusals ----------------------------------------------------------------------------------------------------------


class SchemeAlreadyApproved(Refusal, frozen=True, kw_only=True):
    """A SCoT is approved once; then it is modified or revised."""

    rule = "C. urb. L143-23"
    scheme: str
    approved_on: dt.date


class SchemeNotApproved(Refusal, frozen=True, kw_only=True):
    """What changes or follows an approved SCoT comes after its approval."""

    rule = "C. urb. L143-23"
    scheme: str
    on: dt.date


class SchemeHasEnded(Refusal, frozen=True, kw_only=True):
    """A SCoT that is no more has no further step."""

    scheme: str
    ended_on: dt.date
    on: dt.date


class NoRevisionRunning(Refusal, frozen=True, kw_only=True):
    """No revision runs on that day."""

    rule = "C. urb. L143-29"
    scheme: str
    on: dt.date


class RevisionAlreadyRunning(Refusal, frozen=True, kw_only=True):
    """One revision runs at a time."""

    rule = "C. urb. L143-29"
    scheme: str
    since: dt.date
    on: dt.date


class UnknownSchemeVersion(Refusal, frozen=True, kw_only=True):
    """No version of that name is approved by that day."""

    scheme: str
    version: str
    known: tuple[str, ...]


class SchemeVersionExists(Refusal, frozen=True, kw_only=True):
    """A version of that name is recorded already."""

    scheme: str
    version: str
    approved_on: dt.date


class SchemeVersionEnforceable(Refusal, frozen=True, kw_only=True):
    """That version is enforceable already."""

    scheme: str
    version: str
    since: dt.date


class PerimeterUnchanged(Refusal, frozen=True, kw_only=True):
    """Who comes in was outside, who leaves was inside."""

    rule = "C. urb. L143-14"
    scheme: str
    organization: str
    on: dt.date


# -- order -------------------------------------------------------------------------------------------------------------


def breach(scheme: Scheme, entry: Entry) -> Refusal | None:
    """What forbids a step of a SCoT that is as it was before it."""
    fact, on = entry.fact, entry.effective_on
    name, revision = scheme.scheme, scheme.revision
    if scheme.ended_on is not None:
        return SchemeHasEnded(scheme=name, ended_on=scheme.ended_on, on=on)
    match fact:
        case facts.SchemeApproved():
            if scheme.approved_on is not None:
                return SchemeAlreadyApproved(scheme=name, approved_on=scheme.approved_on)
        case facts.SchemeArrested() | facts.RevisionApproved() | facts.RevisionAbandoned():
            first = isinstance(fact, facts.SchemeArrested) and scheme.approved_on is None
            if revision is None and not first:
                return NoRevisionRunning(scheme=name, on=on)
        case facts.SchemePerimeterChanged(organization=organization, cause=cause):
            if (organization in scheme.perimeter) == (cause is SchemePerimeterCause.EXTENSION):
                return PerimeterUnchanged(scheme=name, organization=organization, on=on)
        case (
            facts.SchemeModified()
            | facts.RevisionPrescribed()
            | facts.AnalysisPublished()
            | facts.SchemeMaintained()
            | facts.RevisionDecided()
        ):
            if scheme.approved_on is None:
                return SchemeNotApproved(scheme=name, on=on)
            if isinstance(fact, facts.RevisionPrescribed) and revision is not None:
                return RevisionAlreadyRunning(scheme=name, since=revision.prescribed_on, on=on)
    return _version_breach(scheme, fact)


def _version_breach(scheme: Scheme, fact: object) -> Refusal | None:
    known = {version.version: version for version in scheme.versions}
    match fact:
        case facts.SchemeMadeEnforceable(version=version):
            if version not in known:
                return UnknownSchemeVersion(scheme=scheme.scheme, version=version, known=tuple(known))
            if (since := known[version].enforceable_on) is not None:
                return SchemeVersionEnforceable(scheme=scheme.scheme, version=version, since=since)
        case (
            facts.SchemeApproved(version=version)
            | facts.SchemeModified(version=version)
            | facts.RevisionApproved(version=version)
        ) if version in known:
            approved_on = known[version].approved_on
            return SchemeVersionExists(scheme=scheme.scheme, version=version, approved_on=approved_on)
    return None
