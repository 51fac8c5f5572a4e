"""Working as a team: the committee's delegations, the documents that it coordinates, the contracts."""

import datetime as dt
from collections.abc import Iterator

from domain.checks.compatibility import CompatibilityOverdue, DocumentIncompatible, warnings
from domain.checks.finding import CheckStatus, Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution
from domain.delegations_known import delegate_of
from domain.document_life import Document
from domain.facts.documents import DocumentKind, FollowedCompetence
from domain.rules.themes import THEMES

FollowedKind = DocumentKind | FollowedCompetence
TO_FOLLOW: tuple[FollowedKind, ...] = (
    DocumentKind.PLUI,
    DocumentKind.MOBILITY_PLAN,
    DocumentKind.ECONOMIC_DEVELOPMENT_STRATEGY,
    DocumentKind.PCAET,
    DocumentKind.SAGE,
    FollowedCompetence.GEMAPI,
)
"""« PLUi, Plan de Mobilité, développement économique, Plan Air énergie climat, SAGE, GEMAPI »."""


class SteeringCoversThemes(Caution, frozen=True, kw_only=True):
    """In how many of the seed's themes a member of the steering committee holds a delegation."""

    rule = "Seed: « Faire participer au comité de pilotage du SCoT les élus qui ont des délégations »"
    covered: int
    themes: int
    missing_themes: tuple[str, ...]
    members: int


class DocumentsCoordinated(Caution, frozen=True, kw_only=True):
    """How many documents have a referent and are compatible in time, and which kinds nobody follows."""

    rule = "Seed: « la coordination avec les projets et les documents suivis pendant le mandat »"
    coordinated: int
    documents: int
    without_referent: int
    overdue: int
    incompatible: int
    missing_kinds: tuple[str, ...]
    """Values of DocumentKind or of FollowedCompetence."""


class ContractsCoordinated(Caution, frozen=True, kw_only=True):
    """How many contracts run, and how many member EPCIs are party to one."""

    rule = "Seed: « et la contractualisation »"
    contracts: int
    members: int
    bound: int
    reviews_due: int


def steering_covers_themes(scene: Scene) -> Finding:
    """The members of the steering committee hold delegations in each theme of the seed."""
    members = {seat.period.tenure.person for seat in scene.steering if seat.period.tenure}
    held: dict[str, int] = {}
    for delegation in scene.delegations:
        if delegate_of(delegation) in members:
            for theme in delegation.scope.themes:
                held.setdefault(theme, delegation.entries[0])
    missing = tuple(theme for theme in THEMES if theme not in held)
    return Finding(
        status=status_of(len(THEMES) - len(missing), len(THEMES)),
        notice=SteeringCoversThemes(
            covered=len(THEMES) - len(missing), themes=len(THEMES), missing_themes=missing, members=len(members)
        ),
        evidence=tuple(dict.fromkeys(held[theme] for theme in THEMES if theme in held)),
        gaps=tuple(Gap(theme=theme) for theme in missing),
    )


def documents_coordinated(scene: Scene) -> Finding:
    """Each followed document has a referent, none is overdue or incompatible, and each kind of the seed is followed."""
    settled_on = scene.scheme.settled_on if scene.scheme else None
    gaps = {d.document: tuple(_lacking(d, settled_on, scene.on)) for d in scene.documents}
    followed = {d.competence or d.kind for d in scene.documents}
    missing = tuple(kind for kind in TO_FOLLOW if kind not in followed)
    every = [gap for found in gaps.values() for gap in found]
    done = [d for d in scene.documents if not gaps[d.document]]
    return Finding(
        status=status_of(len(done), len(scene.documents) + len(missing)),
        notice=DocumentsCoordinated(
            coordinated=len(done),
            documents=len(scene.documents),
            without_referent=sum(1 for gap in every if gap.name == "referent"),
            overdue=sum(1 for gap in every if gap.due),
            incompatible=sum(1 for gap in every if not gap.due and gap.name != "referent"),
            missing_kinds=missing,
        ),
        evidence=tuple(dict.fromkeys(entry for d in (*done, *scene.documents) for entry in _proofs(d))),
        gaps=(*every, *(Gap(name=kind) for kind in missing)),
    )


def _lacking(document: Document, settled_on: dt.date | None, on: dt.date) -> Iterator[Gap]:
    thing, owner = f"document:{document.document}", document.owner
    if all(referent.ended_on is not None for referent in document.referents):
        yield Gap(thing=thing, organization=owner, name="referent")
    for warning in warnings(document, settled_on, on):
        match warning:
            case CompatibilityOverdue(due_on=due_on):
                yield Gap(thing=thing, organization=owner, due=due_on)
            case DocumentIncompatible():
                yield Gap(thing=thing, organization=owner, name=document.checks[-1].outcome)


def _proofs(document: Document) -> Iterator[int]:
    yield from (referent.entry for referent in document.referents if referent.ended_on is None)
    if document.last_check is not None:
        yield document.last_check.entry


def contracts_coordinated(scene: Scene) -> Finding:
    """Each member EPCI is party to a contract that runs."""
    bound = {party for contract in scene.contracts for party in contract.parties}
    done = [epci for epci in scene.epcis if epci in bound]
    reviews = [c for c in scene.contracts if c.next_review_on is not None and c.next_review_on < scene.on]
    status = status_of(len(done), len(scene.epcis))
    if status is CheckStatus.MET and reviews:
        status = CheckStatus.PARTLY_MET
    return Finding(
        status=status,
        notice=ContractsCoordinated(
            contracts=len(scene.contracts), members=len(scene.epcis), bound=len(done), reviews_due=len(reviews)
        ),
        evidence=tuple(contract.entries[-1] for contract in scene.contracts),
        gaps=(
            *(Gap(organization=epci) for epci in scene.epcis if epci not in bound),
            *(Gap(thing=f"contract:{c.contract}", due=c.next_review_on) for c in reviews),
        ),
    )
