"""What a dossier says, section by section. The same Structs make the canonical JSON, the page and the GraphQL types.

Field names are those of the JSON that bundles hold: they are added to, never renamed. People stand by their ids alone:
a name is in the vault, may change and may be forgotten, and a dossier never changes.
"""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from domain.arbitrations_life import Arbitration
from domain.core.entry import Act, Visibility
from domain.core.identifiers import OrganizationId, PersonId, SeatId, Slug
from domain.decision_state import DecisionRecord, DecisionRelationKind, DecisionState
from domain.delegations_standing import DelegationLapseCause, DelegationState
from domain.empowerment import ChainHolder, EmpowermentDoubt, Obstacle
from domain.facts.arbitrations import ExchangeParticipant
from domain.facts.bodies import BodyKind, Cause, Manner, SeatKind
from domain.facts.decisions import DecisionKind, VoteTotals
from domain.facts.delegations import DelegationKind, DelegationScope, PowerHolder
from domain.facts.documents import DocumentKind, DocumentState
from domain.facts.sessions import AgendaItem
from domain.periods import SeatState
from domain.projects_state import Review
from domain.sessions_room import Convocation, ItemQuorum, VotingGround
from domain.sessions_state import (
    ProxyMovement,
    SessionMovement,
    SessionRecusal,
    SessionState,
    SessionVote,
)

FORMAT: Final = "greffe-dossier/1"


class DossierKind(StrEnum):
    """Of what a dossier is."""

    DECISION = "DECISION"
    ARBITRATION = "ARBITRATION"
    REVIEW = "REVIEW"

    @property
    def word(self) -> str:
        """As tags and addresses write it: decision."""
        return self.value.lower()


class DossierPart(StrEnum):
    """Of which part of a dossier an entry is evidence."""

    SUBJECT = "SUBJECT"
    COMPOSITION = "COMPOSITION"
    SITTING = "SITTING"
    DELEGATION = "DELEGATION"
    PERIMETER = "PERIMETER"
    CITED = "CITED"
    CORRECTION = "CORRECTION"
    """Corrected, or a correction."""


class BodyRole(StrEnum):
    """Why a body stands in a dossier."""

    DECIDED = "DECIDED"
    EXECUTIVE = "EXECUTIVE"
    """A person signed: it is the bureau whose president, in office or acting, is the executive."""


class CitedLink(StrEnum):
    """How another decision or thing stands to that of the dossier."""

    CHANGES_IT = "CHANGES_IT"
    CHANGED_BY_IT = "CHANGED_BY_IT"
    FORMALIZES_IT = "FORMALIZES_IT"
    """The decision that gives a settlement or a review its legal form."""
    FORMALIZED_BY_IT = "FORMALIZED_BY_IT"
    GRANTS_ITS_DELEGATION = "GRANTS_ITS_DELEGATION"
    CITED = "CITED"
    """The dossier's own thing names it."""
    CITES_IT = "CITES_IT"


class Pin(Struct, frozen=True, kw_only=True):
    """From where the dossier is seen. Asked again with this day and position, it is the same for ever."""

    on: dt.date
    position: int
    reference_position: int
    recorded_at: dt.datetime | None
    leaf: str
    """Of the entry at the position: an inclusion proof of it ties the dossier to a checkpoint."""
    simulated: bool
    level: Visibility
    """Who may read it: the dossier is made of what that level could read at that position."""
    link: str
    """Path and arguments that give the same answer for ever to whoever has the same rights."""


class DossierSeat(Struct, frozen=True, kw_only=True):
    """One legal seat of the deciding body on the day."""

    seat: SeatId
    kind: SeatKind
    rank: int | None
    on_behalf_of: OrganizationId | None
    state: SeatState
    holder: PersonId | None
    acting: PersonId | None
    """Who acts as president, on the president's seat."""
    prevented: bool
    since: dt.date
    """Since when it is held by this holder, or vacant."""
    until: dt.date | None
    """Excluded, as far as was known."""
    manner: Manner | None
    cause: Cause | None
    """Of the vacancy."""
    act: Act | None
    entry: int
    ending_entry: int | None


class DecidingBody(Struct, frozen=True, kw_only=True):
    """The body that decided, as it was composed on the day of the decision."""

    role: BodyRole
    body: Slug
    kind: BodyKind
    name: str
    on: dt.date
    term: Slug | None
    entry: int
    """That created the body."""
    members_in_office: int
    """Full seats that are held."""
    vacant: int
    """Full seats that are not."""
    seats: tuple[DossierSeat, ...]


class PartyPresident(Struct, frozen=True, kw_only=True):
    """Who presided over a party to an arbitration on the day; nobody where no presidency is recorded."""

    organization: OrganizationId
    person: PersonId | None = None
    since: dt.date | None = None
    act: Act | None = None
    entry: int | None = None


class Attending(Struct, frozen=True, kw_only=True):
    """A member, or someone in a member's place, at the item: there or not, and able to vote or not."""

    person: PersonId
    ground: VotingGround
    may_vote: bool
    seat: SeatId | None = None
    bearer: PersonId | None = None
    """Who voted in the person's name."""


class Sitting(Struct, frozen=True, kw_only=True):
    """The session at which it was decided, seen from its item."""

    session: Slug
    body: Slug
    state: SessionState
    sent_on: dt.date
    held_on: dt.date
    convocation: Convocation
    opened_on: dt.date | None
    chair: PersonId | None
    secretary: PersonId | None
    item: AgendaItem | None
    """None: the thing names no item; attendance is then that of the opening."""
    closed: bool
    """Whether the item was dealt with in closed session."""
    attendance: tuple[Attending, ...]
    excused: tuple[PersonId, ...]
    guests: tuple[PersonId, ...]
    movements: tuple[SessionMovement, ...]
    proxies: tuple[ProxyMovement, ...]
    recusals: tuple[SessionRecusal, ...]
    """Of the item; of the whole session without one."""
    entries: tuple[int, ...]


class VotingBase(Struct, frozen=True, kw_only=True):
    """On what the vote rests: who could, who was there, what was needed, what came out."""

    seats: int
    """Full seats of the body, held or not."""
    members_in_office: int
    quorum: ItemQuorum | None = None
    """At the item, and why it is not what it was at the item before; None where no session is known."""
    present: int | None = None
    represented: int | None = None
    voices: int | None = None
    """Who could vote on it, proxies included."""
    votes: tuple[SessionVote, ...] = ()
    """As the session recorded them on the item."""
    totals: VoteTotals | None = None
    """As the decision states them."""
    totals_agree: bool | None = None
    """Whether the two are the same; None when one is missing."""


class DossierExchange(Struct, frozen=True, kw_only=True):
    """An exchange session in which the arbitration was discussed."""

    exchange: Slug
    held_on: dt.date
    participants: tuple[ExchangeParticipant, ...]
    entry: int
    act: Act | None = None


class ReliedDelegation(Struct, frozen=True, kw_only=True):
    """A delegation by which the author, or the body, was empowered."""

    delegation: Slug
    kind: DelegationKind
    named: bool
    """Whether the decision itself names it; else it follows from who held what on the day."""
    scope: DelegationScope
    granted_on: dt.date
    state: DelegationState
    """On the day of the decision."""
    ends_on: dt.date | None
    lapse: DelegationLapseCause | None
    person: PersonId | None
    holder: PowerHolder | None
    organization: OrganizationId | None
    under: Slug | None
    decision: Slug | None
    act: Act | None
    entry: int


class SigningLink(Struct, frozen=True, kw_only=True):
    """One who passes on the power to sign, and the delegation by which he has it."""

    holder: ChainHolder
    person: PersonId | None = None
    delegation: Slug | None = None


class Signing(Struct, frozen=True, kw_only=True):
    """Whether who signed was empowered on that day, as known at the position: by the delegation that the decision
    names, else by any. Whether a delegation reaches the matter is for who reads its scope."""

    person: PersonId
    empowered: bool
    chain: tuple[SigningLink, ...] = ()
    """From the assembly or the executive down to who signed."""
    doubts: tuple[EmpowermentDoubt, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    """When nothing empowered him: what stood in the way."""


class PerimeterMember(Struct, frozen=True, kw_only=True):
    """A member of the authority on the day."""

    organization: OrganizationId
    since: dt.date
    entry: int
    act: Act | None = None


class PerimeterCommune(Struct, frozen=True, kw_only=True):
    """A commune of a member EPCI on the day, by the reference ledger."""

    commune: OrganizationId
    epci: OrganizationId
    insee: str
    siren: str
    """Of the EPCI."""
    entry: int
    """In ledger FR."""
    since: dt.date | None = None
    """The legal date, when an act is known."""
    observed_by: dt.date | None = None
    """Else the 1 January by which it was seen there."""


class Perimeter(Struct, frozen=True, kw_only=True):
    """The territory for which it was decided."""

    on: dt.date
    members: tuple[PerimeterMember, ...]
    communes: tuple[PerimeterCommune, ...]


class CitedDecision(Struct, frozen=True, kw_only=True):
    """Another decision, and how it stands to that of the dossier."""

    decision: Slug
    link: CitedLink
    title: str
    kind: DecisionKind
    adopted_on: dt.date
    state: DecisionState
    entry: int
    number: str | None = None
    relation: DecisionRelationKind | None = None
    relation_entry: int | None = None


class CitedDocument(Struct, frozen=True, kw_only=True):
    """A document that the thing is about, or that rests on it."""

    document: Slug
    link: CitedLink
    title: str
    kind: DocumentKind
    state: DocumentState | None
    entry: int


class CitedThing(Struct, frozen=True, kw_only=True):
    """Something else: an arbitration, a project, a clause of the pact."""

    thing: str
    """Kind and id: arbitration:eau, project:zae, pact:2026."""
    link: CitedLink
    title: str
    entry: int


class CitedAct(Struct, frozen=True, kw_only=True):
    """A document that founds what stands in the dossier, and the entries that cite it."""

    act: Act
    entries: tuple[int, ...]


class Correction(Struct, frozen=True, kw_only=True):
    """An entry behind the dossier that was rectified by the position."""

    entry: int
    by: int
    """The entry that says so."""
    on: dt.date | None
    """Day of effect of the rectification; None when it is sealed."""
    reason: str | None
    replacements: tuple[int, ...]
    """Those that stand in its place; none: it is struck."""


class OrganizationSaid(Struct, frozen=True, kw_only=True):
    """What an organisation of the dossier was called, by the ledgers at its positions."""

    organization: OrganizationId
    name: str
    ledger: str
    entry: int
    """In that ledger."""


class DossierEntry(Struct, frozen=True, kw_only=True):
    """An entry behind the dossier: its place and header always, its sentence unless it is sealed."""

    ledger: str
    position: int
    parts: tuple[DossierPart, ...]
    recorded_at: dt.datetime
    header: str
    """The exact text that is hashed: leaf = SHA-256(0x00 || its UTF-8 bytes)."""
    leaf: str
    sealed: bool
    intact: bool = True
    """Whether the body has the digest that the header carries: not that of a body that was erased, or altered."""
    type: str | None = None
    effective_on: dt.date | None = None
    act: Act | None = None
    fr: str | None = None
    en: str | None = None
    rectifies: int | None = None
    rectified_by: int | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """That a value stands in the body of an entry at an RFC 6901 pointer."""

    ledger: str
    position: int
    pointer: str
    value: Any


class Disputed(Struct, frozen=True, kw_only=True):
    """What the dossier says and the entry that it names does not: the projections are not what the ledger says."""

    statement: str
    ledger: str
    position: int
    pointer: str


class Dossier(Struct, frozen=True, kw_only=True):
    """All that an auditor asks of one decision, arbitration or review, and the entries behind it."""

    format: str = FORMAT
    ledger: str
    kind: DossierKind
    id: str
    as_of: Pin
    decided_on: dt.date
    """Of the decision, the settlement (else the opening) or the review: composition and perimeter are of that day."""
    decision: DecisionRecord | None = None
    arbitration: Arbitration | None = None
    review: Review | None = None
    body: DecidingBody | None = None
    presidents: tuple[PartyPresident, ...] = ()
    voting: VotingBase | None = None
    sitting: Sitting | None = None
    exchanges: tuple[DossierExchange, ...] = ()
    signing: Signing | None = None
    delegations: tuple[ReliedDelegation, ...] = ()
    perimeter: Perimeter
    decisions: tuple[CitedDecision, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    others: tuple[CitedThing, ...] = ()
    acts: tuple[CitedAct, ...] = ()
    corrections: tuple[Correction, ...] = ()
    organizations: tuple[OrganizationSaid, ...] = ()
    entries: tuple[DossierEntry, ...] = ()
    claims: tuple[Claim, ...] = ()
    """What a verifier checks without this program: each value in the body of its entry."""
    statements: tuple[str, ...] = ()
    """Where each claim is said: RFC 6901 pointers into this dossier, in the order of the claims."""
    disputed: tuple[Disputed, ...] = ()

    def sections(self) -> Iterator[Struct]:
        """Every part that may name people or organisations, claims left out: these repeat what the parts say."""
        for field in self.__struct_fields__:
            value = getattr(self, field)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Struct) and not isinstance(part, Claim):
                    yield part

    @property
    def tag(self) -> str:
        """Kind and id: decision:2026-17."""
        return f"{self.kind.word}:{self.id}"
