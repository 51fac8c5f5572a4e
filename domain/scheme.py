"""The SCoT itself: prescription, approval, modifications, revisions, six-year analysis and vote, perimeter, end."""

import datetime as dt
from typing import Annotated, Final

from msgspec import Meta

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Entry
from domain.core.identifiers import Label, OrganizationId, Slug, Text
from domain.core.notices import Caution
from domain.facts import scheme as facts
from domain.facts.scheme import (
    AnalysisTopic,
    SchemeEndCause,
    SchemeFact,
    SchemeInquiryKind,
    SchemeOpinionSense,
    SchemePerimeterCause,
)
from domain.history import History
from domain.procedures import as_of, check_steps
from domain.references import boundary_of
from domain.rules.scheme import ANALYSIS_TOPICS, NEW_PROCEDURES, procedures_doubtful
from domain.scheme_fold import apply
from domain.scheme_life import Scheme, SchemeStep
from domain.scheme_order import breach
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

Members = Annotated[tuple[OrganizationId, ...], Meta(max_length=100)]


class SchemeCommand(Command, frozen=True, kw_only=True):
    """What every command about a SCoT names."""

    scheme: Slug
    decision: Annotated[Slug | None, Meta(description="The recorded decision that it rests on, if there is one.")] = (
        None
    )
    note: Text | None = None


class PrescribeScheme(SchemeCommand, frozen=True, kw_only=True):
    """Record that the making of a SCoT is prescribed. A SCoT that is older than the register begins here too."""

    title: Label
    perimeter: Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=100, description="Whole EPCIs.")]


class ArrestScheme(SchemeCommand, frozen=True, kw_only=True):
    """Record that the assembly settled the draft (projet arrêté), of the SCoT or of its revision."""


class RecordSchemeOpinion(SchemeCommand, frozen=True, kw_only=True):
    """Record the opinion of a consulted body on the draft, given or deemed."""

    organization: OrganizationId
    sense: SchemeOpinionSense


class RecordSchemeInquiry(SchemeCommand, frozen=True, kw_only=True):
    """Record that the public was heard on the draft; ``on`` is the last day."""

    kind: SchemeInquiryKind
    favourable: bool = False


class ApproveScheme(SchemeCommand, frozen=True, kw_only=True):
    """Record the approval of the SCoT. The six years of C. urb. L143-28 run from it."""

    version: Annotated[Slug, Meta(description="A short name for this version: 2021.")]


class MakeSchemeEnforceable(SchemeCommand, frozen=True, kw_only=True):
    """Record the day from which an approved version is enforceable."""

    version: Slug


class ModifyScheme(SchemeCommand, frozen=True, kw_only=True):
    """Record the approval of a modification. The six years go on."""

    version: Slug
    simplified: bool = False
    begun_on: Annotated[dt.date | None, Meta(description="When it was begun: it follows the rules of that day.")] = None


class PrescribeSchemeRevision(SchemeCommand, frozen=True, kw_only=True):
    """Record that a revision is begun. It follows the rules of that day until its end."""

    complete: bool
    changes_pas: Annotated[bool, Meta(description="Whether the orientations of the PAS change.")]


class ApproveSchemeRevision(SchemeCommand, frozen=True, kw_only=True):
    """Record the approval of the running revision. A complete one makes the six years begin again."""

    version: Slug
    covers: Members = ()


class AbandonSchemeRevision(SchemeCommand, frozen=True, kw_only=True):
    """Record that the running revision is given up."""


class PublishSchemeAnalysis(SchemeCommand, frozen=True, kw_only=True):
    """Record the publication of the analysis of the SCoT's results (C. urb. L143-28), and what it looked at."""

    topics: Annotated[tuple[AnalysisTopic, ...], Meta(min_length=1, max_length=10)]


class MaintainScheme(SchemeCommand, frozen=True, kw_only=True):
    """Record the vote to maintain the SCoT after the analysis: the six years begin again."""

    covers: Annotated[Members, Meta(description="EPCIs whose coming or leaving the vote takes in (L143-14).")] = ()


class DecideSchemeRevision(SchemeCommand, frozen=True, kw_only=True):
    """Record the vote to revise the SCoT after the analysis: it does not lapse."""

    complete: bool
    covers: Members = ()


class ChangeSchemePerimeter(SchemeCommand, frozen=True, kw_only=True):
    """Record that an EPCI came into the perimeter of the SCoT, or left it (C. urb. L143-12 to L143-14)."""

    organization: OrganizationId
    cause: SchemePerimeterCause


class EndScheme(SchemeCommand, frozen=True, kw_only=True):
    """Record that the SCoT is no more. A lapse is not recorded: the register reckons it."""

    cause: SchemeEndCause


COMMANDS = (
    PrescribeScheme,
    ArrestScheme,
    RecordSchemeOpinion,
    RecordSchemeInquiry,
    ApproveScheme,
    MakeSchemeEnforceable,
    ModifyScheme,
    PrescribeSchemeRevision,
    ApproveSchemeRevision,
    AbandonSchemeRevision,
    PublishSchemeAnalysis,
    MaintainScheme,
    DecideSchemeRevision,
    ChangeSchemePerimeter,
    EndScheme,
)

# -- cautions (refusals: domain/scheme_order.py) -----------------------------------------------------------------------


class ApprovedWithoutStep(Caution, frozen=True, kw_only=True):
    """The draft is settled and the public heard before the approval, and it is not recorded."""

    rule = "C. urb. L143-20, L143-22"
    scheme: str
    missing: tuple[SchemeStep, ...]


class AnalysisIncomplete(Caution, frozen=True, kw_only=True):
    """The analysis leaves out topics that the law names (the mountain: where there is one)."""

    rule = "C. urb. L143-28"
    scheme: str
    missing: tuple[AnalysisTopic, ...]


class VoteWithoutAnalysis(Caution, frozen=True, kw_only=True):
    """The assembly votes after the analysis was published, and none is recorded for these six years."""

    rule = "C. urb. L143-28"
    scheme: str
    on: dt.date


class VoteAfterLapse(Caution, frozen=True, kw_only=True):
    """The six years were over; whether a law of 2025 made them longer is to be verified (!)."""

    rule = "C. urb. L143-28"
    scheme: str
    on: dt.date
    due_on: dt.date


class PerimeterNotCovered(Caution, frozen=True, kw_only=True):
    """The perimeter changed, and the vote does not take it in."""

    rule = "C. urb. L143-14"
    scheme: str
    members: tuple[str, ...]


class RevisionWithoutNewOrientations(Caution, frozen=True, kw_only=True):
    """Since May 2026 a revision is for a change of the orientations of the PAS; the rest is a modification."""

    rule = "Loi n° 2025-1129"
    scheme: str
    on: dt.date


class SimplifiedNoMore(Caution, frozen=True, kw_only=True):
    """Since May 2026 there is one procedure of modification."""

    rule = "Loi n° 2025-1129"
    scheme: str
    begun_on: dt.date


class ProcedureRulesDoubtful(Caution, frozen=True, kw_only=True):
    """Sources differ on the day from which the new procedures hold: 26 or 28 May 2026 (!)."""

    rule = "Loi n° 2025-1129"
    scheme: str
    begun_on: dt.date


# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[Scheme] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Things[Scheme], entry: Entry) -> Things[Scheme]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, SchemeFact, apply)


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: Things[Scheme], command: SchemeCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of the refusals of ``domain.scheme_order``, AlreadyFounded, UnknownReference, NotYetThen.
    """
    draft = command.leads_to(_fact(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_things(command.decision and f"decision:{command.decision}")
    state.references.check_organizations(*_organizations(command))
    if isinstance(command, PrescribeScheme):
        state.references.check_new(draft)
        return Decision((draft,))
    state.references.check_thing(f"scheme:{command.scheme}", command.on)
    check_steps(state.references, draft, apply, breach)
    before = as_of(state.references, draft, apply)
    return Decision((draft,), _cautions(before, command) if before else ())


def _fact(command: SchemeCommand) -> SchemeFact:
    """What a command comes to: each says, field by field, what its fact says."""
    kind = _FACTS[type(command)]
    return kind(**{name: getattr(command, name) for name in kind.__struct_fields__})


_FACTS: Final[dict[type[SchemeCommand], type[SchemeFact]]] = {
    PrescribeScheme: facts.SchemePrescribed,
    ArrestScheme: facts.SchemeArrested,
    RecordSchemeOpinion: facts.OpinionReceived,
    RecordSchemeInquiry: facts.InquiryHeld,
    ApproveScheme: facts.SchemeApproved,
    MakeSchemeEnforceable: facts.SchemeMadeEnforceable,
    ModifyScheme: facts.SchemeModified,
    PrescribeSchemeRevision: facts.RevisionPrescribed,
    ApproveSchemeRevision: facts.RevisionApproved,
    AbandonSchemeRevision: facts.RevisionAbandoned,
    PublishSchemeAnalysis: facts.AnalysisPublished,
    MaintainScheme: facts.SchemeMaintained,
    DecideSchemeRevision: facts.RevisionDecided,
    ChangeSchemePerimeter: facts.SchemePerimeterChanged,
    EndScheme: facts.SchemeEnded,
}


def _cautions(scheme: Scheme, command: SchemeCommand) -> tuple[Caution, ...]:
    """What to beware of, on the SCoT as it was on the day of the step."""
    name = scheme.scheme
    match command:
        case ApproveScheme():
            needed = (SchemeStep.ARRESTED, SchemeStep.INQUIRY_HELD)
            missing = tuple(step for step in needed if all(event.step is not step for event in scheme.timeline))
            return (ApprovedWithoutStep(scheme=name, missing=missing),) if missing else ()
        case PublishSchemeAnalysis(topics=topics):
            left_out = tuple(topic for topic in ANALYSIS_TOPICS.on(command.on) if topic not in topics)
            return (AnalysisIncomplete(scheme=name, missing=left_out),) if left_out else ()
        case MaintainScheme() | DecideSchemeRevision():
            return (*_vote_cautions(scheme, command.on), *_uncovered(scheme, command.covers))
        case ApproveSchemeRevision(covers=covers):
            return _uncovered(scheme, covers)
        case PrescribeSchemeRevision() | ModifyScheme():
            return _procedure_cautions(command)
    return ()


def _vote_cautions(scheme: Scheme, on: dt.date) -> tuple[Caution, ...]:
    cautions: list[Caution] = []
    if (cycle := scheme.cycle) is not None:
        if cycle.analysed_on is None:
            cautions.append(VoteWithoutAnalysis(scheme=scheme.scheme, on=on))
        if cycle.lapsed(on):
            cautions.append(VoteAfterLapse(scheme=scheme.scheme, on=on, due_on=cycle.due_on))
    return tuple(cautions)


def _uncovered(scheme: Scheme, covers: tuple[str, ...]) -> tuple[Caution, ...]:
    left = tuple(member for member in scheme.uncovered if member not in covers)
    return (PerimeterNotCovered(scheme=scheme.scheme, members=left),) if left else ()


def _procedure_cautions(command: PrescribeSchemeRevision | ModifyScheme) -> tuple[Caution, ...]:
    begun_on, cautions = command.on, list[Caution]()
    if isinstance(command, ModifyScheme):
        begun_on = command.begun_on or command.on
        if command.simplified and NEW_PROCEDURES.on(begun_on):
            cautions.append(SimplifiedNoMore(scheme=command.scheme, begun_on=begun_on))
    elif not command.changes_pas and NEW_PROCEDURES.on(begun_on):
        cautions.append(RevisionWithoutNewOrientations(scheme=command.scheme, on=begun_on))
    if procedures_doubtful(begun_on):
        cautions.append(ProcedureRulesDoubtful(scheme=command.scheme, begun_on=begun_on))
    return tuple(cautions)


# -- boundary ----------------------------------------------------------------------------------------------------------


def _organizations(command: SchemeCommand) -> tuple[str, ...]:
    match command:
        case PrescribeScheme(perimeter=perimeter):
            return perimeter
        case RecordSchemeOpinion(organization=organization) | ChangeSchemePerimeter(organization=organization):
            return (organization,)
        case MaintainScheme(covers=covers) | DecideSchemeRevision(covers=covers) | ApproveSchemeRevision(covers=covers):
            return covers
    return ()


def boundary(command: SchemeCommand, history: History) -> Boundary:
    """What the decision depends on: the SCoT, and what the command names."""
    decision = command.decision and f"decision:{command.decision}"
    return about(f"scheme:{command.scheme}") | boundary_of(decision, organizations=_organizations(command))
