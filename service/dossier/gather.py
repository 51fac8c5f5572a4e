"""What a dossier is made of, read from the projections: a fixed number of look-ups, whatever its size."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, Final, TypeVar

from msgspec import Struct

from domain.arbitrations_life import Arbitration, Exchange
from domain.core.identifiers import commune as commune_id
from domain.core.identifiers import epci as epci_id
from domain.decision_state import DecisionRecord
from domain.delegations_known import Granted, PowerDelegation, kind_of
from domain.delegations_standing import Ties
from domain.document_life import Document
from domain.empowerment import Answer, Question
from domain.facts.bodies import BodyKind
from domain.facts.people import OfficeKind
from domain.pact_life import GovernancePact
from domain.projects_state import Project, Review
from domain.sessions_state import Session
from projections.arbitrations import ARBITRATION, exchanges_on
from projections.bodies import Body, all_bodies
from projections.composition import SeatPeriod, seats_of
from projections.decisions import DECISION
from projections.delegations import DELEGATION, ties
from projections.documents import DOCUMENT
from projections.empowerment import empowerment_of
from projections.organizations import Membership, local_organizations, members
from projections.pact import PACT
from projections.people import Held, held_at
from projections.projects import PROJECT, REVIEW
from projections.query import View
from projections.sessions import SESSION
from projections.territory import CommuneMembership, communes, epcis, memberships_of_epcis
from projections.things import Found, Search, ThingNoun, by_tag, find
from service.database import Session as Connection
from service.dossier.shape import DossierKind

T = TypeVar("T", bound=Struct)

_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)

MOST_CITING: Final = 50
"""Other things of each kind that cite the dossier's own, the latest first."""

Subject = DecisionRecord | Arbitration | Review

NOUNS: Final[dict[DossierKind, ThingNoun[Any]]] = {
    DossierKind.DECISION: DECISION,
    DossierKind.ARBITRATION: ARBITRATION,
    DossierKind.REVIEW: REVIEW,
}


class Point(Struct, frozen=True, kw_only=True):
    """From where a dossier is seen: a legal day, and both ledgers at a position."""

    on: dt.date
    view: View
    reference: View
    recorded_at: dt.datetime | None
    leaf: str
    """Of the entry at the position, in hexadecimal."""
    simulated: bool


class Gathered(Struct, kw_only=True):
    """What was read: plain projections, nothing concluded yet."""

    point: Point
    kind: DossierKind
    subject: Subject
    day: dt.date
    """Of the decision, the settlement or the review."""
    bodies: list[Body]
    session: Session | None = None
    first_session: Session | None = None
    """The one without quorum after which the session was convened again."""
    body: Body | None = None
    seats: list[SeatPeriod] = []
    parties: dict[str, Held | None] = {}
    exchanges: list[Exchange] = []
    answer: Answer | None = None
    delegations: list[Granted] = []
    """Those relied on, the nearest to the author last."""
    ties: Ties = Ties()
    members: list[Membership] = []
    communes: list[CommuneMembership] = []
    decisions: dict[str, DecisionRecord] = {}
    """Others, by id."""
    documents: dict[str, Document] = {}
    arbitrations: list[Arbitration] = []
    project: Project | None = None
    pacts: dict[str, GovernancePact] = {}


async def gather(connection: Connection, point: Point, kind: DossierKind, name: str) -> Gathered | None:
    """Everything about a thing; None when whoever asks could see none of that id there."""
    if not _SLUG.fullmatch(name):
        return None
    noun = NOUNS[kind]
    found = await by_tag(connection, point.view, noun, point.on, [f"{noun.prefix}{name}"])
    thing = next((each.thing for each in found.values()), None)
    if thing is None:
        return None
    gathered = Gathered(
        point=point,
        kind=kind,
        subject=thing,
        day=decided_on(thing, point.on),
        bodies=await all_bodies(connection, point.view),
    )
    match thing:
        case DecisionRecord():
            await _decided(connection, gathered, thing)
        case Arbitration():
            await _arbitrated(connection, gathered, thing)
        case Review():
            await _reviewed(connection, gathered, thing)
    await _perimeter(connection, gathered)
    await _cited(connection, gathered)
    return gathered


def decided_on(thing: Subject, on: dt.date) -> dt.date:
    """The day of which composition and perimeter are asked."""
    match thing:
        case DecisionRecord():
            return thing.adopted_on
        case Arbitration():
            settled = thing.settlement_on(on)
            return settled.on if settled else thing.opened_on
        case Review():
            return thing.held_on


async def _decided(connection: Connection, gathered: Gathered, decision: DecisionRecord) -> None:
    await _sat(connection, gathered, decision.session, decision.body)
    if decision.author is not None and gathered.body is None:
        executive = next((b for b in gathered.bodies if b.kind is BodyKind.BUREAU and b.term_on(gathered.day)), None)
        await _composed(connection, gathered, executive)
    await _empowered(connection, gathered, decision)


async def _sat(connection: Connection, gathered: Gathered, session: str | None, body: str | None) -> None:
    """The session, and the body on the day of the decision."""
    if session is not None:
        gathered.session = await _session(connection, gathered.point, session)
    if (held := gathered.session) is not None and held.second_of is not None:
        gathered.first_session = await _session(connection, gathered.point, held.second_of)
    name = body or (gathered.session.body if gathered.session else None)
    await _composed(connection, gathered, next((b for b in gathered.bodies if b.body == name), None))


async def _session(connection: Connection, point: Point, name: str) -> Session | None:
    found = await by_tag(connection, point.view, SESSION, point.on, [f"session:{name}"])
    return next((each.thing for each in found.values()), None)


async def _composed(connection: Connection, gathered: Gathered, body: Body | None) -> None:
    if body is not None:
        gathered.body = body
        gathered.seats = await seats_of(connection, gathered.point.view, [body.body], gathered.day)


async def _empowered(connection: Connection, gathered: Gathered, decision: DecisionRecord) -> None:
    """What its author, or the body, was empowered by: the delegation it names, else what follows from the day."""
    view, day = gathered.point.view, gathered.day
    named = await _with_sources(connection, gathered, decision.delegation) if decision.delegation else []
    gathered.delegations = named
    if decision.author is None:
        gathered.ties = await ties(connection, view, day, named) if named else Ties()
        return
    question = Question(person=decision.author, on=day, kind=kind_of(named[-1]) if named else None)
    gathered.answer, found, gathered.ties = await empowerment_of(connection, view, question)
    if not named and gathered.answer.grounds:
        chain = gathered.answer.grounds[0].chain
        names = dict.fromkeys(link.delegation for link in chain if link.delegation)
        gathered.delegations = [found[name].thing for name in names if name in found]
    elif any(each.delegation not in found for each in named):
        gathered.ties = await ties(connection, view, day, named)


async def _with_sources(connection: Connection, gathered: Gathered, name: str) -> list[Granted]:
    """A delegation, preceded by that under which it was passed on: two steps, as the law allows no more."""
    chain: list[Granted] = []
    wanted: str | None = name
    for _ in range(2):
        if wanted is None:
            break
        tag = f"delegation:{wanted}"
        found = await by_tag(connection, gathered.point.view, DELEGATION, gathered.day, [tag])
        if tag not in found:
            break
        chain.insert(0, found[tag].thing)
        wanted = chain[0].under if isinstance(chain[0], PowerDelegation) else None
    return chain


async def _arbitrated(connection: Connection, gathered: Gathered, arbitration: Arbitration) -> None:
    view = gathered.point.view
    held = await held_at(connection, view, arbitration.parties, gathered.day)
    gathered.parties = {
        party: next((h for h in held[party] if h.office is OfficeKind.EPCI_PRESIDENT), None)
        for party in arbitration.parties
    }
    found = await exchanges_on(connection, view, gathered.point.on, [arbitration.arbitration])
    gathered.exchanges = [each.thing for each in found[arbitration.arbitration]]


async def _reviewed(connection: Connection, gathered: Gathered, review: Review) -> None:
    await _sat(connection, gathered, review.session, review.body)
    tag = f"course:{review.project}"
    found = await by_tag(connection, gathered.point.view, PROJECT, gathered.point.on, [tag])
    gathered.project = found[tag].thing if tag in found else None


async def _perimeter(connection: Connection, gathered: Gathered) -> None:
    gathered.members = await members(connection, gathered.point.view, gathered.day)
    sirens = [m.organization.removeprefix("epci:") for m in gathered.members if m.organization.startswith("epci:")]
    position = gathered.point.reference.position
    gathered.communes = await memberships_of_epcis(connection, sirens, gathered.day, position)


async def _cited(connection: Connection, gathered: Gathered) -> None:
    """Decisions, documents, arbitrations and pacts that the thing names, or that name it."""
    view, on, thing = gathered.point.view, gathered.point.on, gathered.subject
    decisions, documents, pacts = named_by(gathered)
    tags = [f"decision:{name}" for name in decisions]
    gathered.decisions = {each.thing.decision: each.thing for each in (await _by(connection, gathered, DECISION, tags))}
    tags = [f"document:{name}" for name in documents]
    gathered.documents = {each.thing.document: each.thing for each in await _by(connection, gathered, DOCUMENT, tags)}
    gathered.pacts = {
        each.thing.pact: each.thing
        for each in await _by(connection, gathered, PACT, [f"pact:{name}" for name in pacts])
    }
    if not isinstance(thing, DecisionRecord):
        return
    by, about = Search(terms=(f"by:{thing.decision}",)), Search(terms=(f"decision:{thing.decision}",))
    changed = await find(connection, view, DECISION, on, by, first=MOST_CITING)
    gathered.decisions |= {each.thing.decision: each.thing for each in changed}
    resting = await find(connection, view, DOCUMENT, on, about, first=MOST_CITING)
    gathered.documents |= {each.thing.document: each.thing for each in resting}
    gathered.arbitrations = [
        each.thing for each in await find(connection, view, ARBITRATION, on, about, first=MOST_CITING)
    ]


async def _by(connection: Connection, gathered: Gathered, noun: ThingNoun[T], tags: list[str]) -> list[Found[T]]:
    found = await by_tag(connection, gathered.point.view, noun, gathered.point.on, tags)
    return [found[tag] for tag in tags if tag in found]


def named_by(gathered: Gathered) -> tuple[list[str], list[str], list[str]]:
    """Decisions, documents and pacts that the thing, and the delegations it relies on, name by id."""
    decisions: list[str | None] = [delegation.decision for delegation in gathered.delegations]
    documents: list[str | None] = []
    pacts: list[str | None] = []
    match gathered.subject:
        case DecisionRecord() as decision:
            decisions += [relation.by_decision for relation in decision.relations]
            documents = [decision.document]
        case Arbitration() as arbitration:
            decisions += [name for settled in arbitration.settlements for name in settled.decisions]
            pacts = [clause.pact for settled in arbitration.settlements for clause in settled.clauses]
        case Review() as review:
            decisions.append(review.decision)
            documents = list(gathered.project.documents) if gathered.project else []
            pacts = [review.pact]
    return _each(decisions), _each(documents), _each(pacts)


def _each(names: Iterable[str | None]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


class Named(Struct, frozen=True):
    """What an organisation was called, and the entry that says so."""

    name: str
    ledger: str
    entry: int


async def organization_names(connection: Connection, point: Point, names: Iterable[str]) -> dict[str, Named]:
    """What organisations were called, by the ledgers at the point: it never changes. Three look-ups."""
    by_kind: dict[str, list[str]] = {"commune": [], "epci": [], "org": []}
    for name in sorted(set(names)):
        kind, _, code = name.partition(":")
        by_kind[kind].append(code)
    reference, position = point.reference.ledger, point.reference.position
    found: dict[str, Named] = {}
    for insee, commune in (await communes(connection, by_kind["commune"], point.on, position)).items():
        if commune.name is not None and commune.entry is not None:
            found[commune_id(insee)] = Named(commune.name, reference, commune.entry)
    for siren, epci in (await epcis(connection, by_kind["epci"], point.on, position)).items():
        if epci.name is not None and epci.entry is not None:
            found[epci_id(siren)] = Named(epci.name, reference, epci.entry)
    local = await local_organizations(connection, point.view, [f"org:{code}" for code in by_kind["org"]])
    for name, organization in local.items():
        found[name] = Named(organization.name, point.view.ledger, organization.entry)
    return dict(sorted(found.items()))
