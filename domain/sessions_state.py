"""What a session is: its convening, who came and went, who was recused, its votes and what followed. Pure and total.

Whether it was in order is told by ``sessions_law``, which adds who was entitled to sit that day.
"""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct, structs

from domain.core.entry import Act, Entry, Fact
from domain.core.identifiers import Label, PersonId, SeatId, Slug, Text
from domain.facts.sessions import (
    AgendaItem,
    BallotChoice,
    BallotMode,
    Clock24,
    ClosedSessionDecided,
    ConferenceOpinionSent,
    DeliberationListPublished,
    MemberArrived,
    MemberLeft,
    MinutesApproved,
    MinutesPublished,
    ProxyGiven,
    ProxyRevoked,
    QuorumNotReached,
    RecusalGround,
    RecusalRecorded,
    RequiredMajority,
    RollCallVoice,
    SessionAdjourned,
    SessionAttendance,
    SessionConvened,
    SessionEnded,
    SessionInitiative,
    SessionOpened,
    SessionProxy,
    UrgencyRatified,
    VoteTaken,
)

_CONFERS: Final = {BallotChoice.FOR: True, BallotChoice.AGAINST: False}


class SessionState(StrEnum):
    """How far a session has come."""

    CONVENED = "CONVENED"
    OPENED = "OPENED"
    ENDED = "ENDED"
    ADJOURNED = "ADJOURNED"
    WITHOUT_QUORUM = "WITHOUT_QUORUM"


class MovementKind(StrEnum):
    """Which way a member went."""

    ARRIVED = "ARRIVED"
    LEFT = "LEFT"


class SessionMovement(Struct, frozen=True, kw_only=True):
    """Someone came in, or went out, before an item."""

    person: PersonId
    kind: MovementKind
    before: Slug
    entry: int
    in_place_of: SeatId | None = None
    """The seat in which an alternate sits."""
    place: Label | None = None


class ProxyMovement(Struct, frozen=True, kw_only=True):
    """A proxy given, or taken back."""

    giver: PersonId
    entry: int
    bearer: PersonId | None = None
    """Null: it was revoked."""
    before: Slug | None = None
    """The item from which it holds; null: the whole session."""
    consecutive: int = 1
    """For which consecutive session the same written proxy serves."""
    illness: bool = False


class SessionRecusal(Struct, frozen=True, kw_only=True):
    """A member who took no part in an item."""

    person: PersonId
    item: Slug
    ground: RecusalGround
    left_room: bool
    """Mere presence is not taking part (CGCT L2131-11); whoever left is not counted present."""
    entry: int


class ClosedSitting(Struct, frozen=True, kw_only=True):
    """That some items were dealt with in closed session."""

    items: tuple[Slug, ...]
    asked_by: tuple[PersonId, ...]
    votes_for: int
    votes_against: int
    abstentions: int
    entry: int


class SessionVote(Struct, frozen=True, kw_only=True):
    """A vote on an item; names only of a public roll call."""

    item: Slug
    mode: BallotMode
    votes_for: int
    votes_against: int
    abstentions: int
    """Not votes cast."""
    blank: int
    """Blank or void; not votes cast."""
    votes_cast: int
    majority: RequiredMajority
    adopted: bool
    """Whether the votes for reached the majority, with the president's casting vote on a tie."""
    round: int
    waived: bool
    """Whether all present waived the secret ballot."""
    opinion: bool
    """Whether it binds nobody: the opinion of a consultative body."""
    entry: int
    voices: tuple[RollCallVoice, ...] = ()
    casting_vote: BallotChoice | None = None
    subject: Label | None = None
    """What was put to the vote, when an item had several votes."""
    requested_by: int | None = None
    """How many of those present asked for this way of voting."""
    act: Act | None = None


class SentOpinion(Struct, frozen=True, kw_only=True):
    """That an opinion went to all municipal councillors (CGCT L5211-40-2)."""

    item: Slug
    on: dt.date
    entry: int


class Session(Struct, frozen=True, kw_only=True):
    """A session of a body, from its convening to the publication of its minutes."""

    session: Slug
    body: Slug
    state: SessionState
    sent_on: dt.date
    """The day on which the convocation was sent."""
    held_on: dt.date
    agenda: tuple[AgendaItem, ...]
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    starts_at: Clock24 | None = None
    places: tuple[Label, ...] = ()
    """Several when it is held by videoconference."""
    urgent: bool = False
    small: bool = False
    """Whether no member commune has 3,500 inhabitants: three clear days then do."""
    initiative: SessionInitiative = SessionInitiative.PRESIDENT
    requested_on: dt.date | None = None
    second_of: Slug | None = None
    """The session without quorum after which the body was convened again."""
    note_sent: bool = False
    opened_on: dt.date | None = None
    chair: PersonId | None = None
    secretary: PersonId | None = None
    attendance: tuple[SessionAttendance, ...] = ()
    """Who was there at the opening."""
    excused: tuple[PersonId, ...] = ()
    guests: tuple[PersonId, ...] = ()
    movements: tuple[SessionMovement, ...] = ()
    proxies: tuple[ProxyMovement, ...] = ()
    recusals: tuple[SessionRecusal, ...] = ()
    closed: tuple[ClosedSitting, ...] = ()
    votes: tuple[SessionVote, ...] = ()
    urgency_ruled: bool = False
    deferred: tuple[Slug, ...] = ()
    """Items put off because their urgency was not ratified."""
    stopped_before: Slug | None = None
    """The item before which the session was adjourned, or had no quorum."""
    reason: Text | None = None
    resumes_on: dt.date | None = None
    ended_at: Clock24 | None = None
    list_published_on: dt.date | None = None
    minutes_approved_on: dt.date | None = None
    approved_at: Slug | None = None
    """The session that approved the minutes."""
    minutes_published_on: dt.date | None = None
    opinions_sent: tuple[SentOpinion, ...] = ()
    act: Act | None = None

    @property
    def without_quorum(self) -> bool:
        """Whether it stopped for lack of a quorum."""
        return self.state is SessionState.WITHOUT_QUORUM

    def place_of(self, item: str | None) -> int:
        """The place of an item on the agenda, from 0; the opening's for None, past the end for one taken off it."""
        if item is None:
            return 0
        places = (place for place, known in enumerate(self.agenda) if known.item == item)
        return next(places, len(self.agenda))

    def item(self, item: str) -> AgendaItem | None:
        """An item of the agenda."""
        return next((known for known in self.agenda if known.item == item), None)


def is_adopted(fact: VoteTaken) -> bool:
    """Whether a vote carries: of the votes cast, blank ballots and abstentions left out (CGCT L2121-20).

    On a tie the president's casting vote decides; never in a secret ballot.
    """
    broken = fact.majority.is_simple and fact.mode is not BallotMode.SECRET_BALLOT and fact.casting_vote
    if broken and fact.votes_for == fact.votes_against > 0:
        return _CONFERS.get(broken, False)
    return fact.majority.reached(fact.votes_for, fact.votes_against)


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(session: Session | None, entry: Entry) -> Session | None:
    """What a session is after one more of its entries; None until it is convened."""
    fact = entry.fact
    if isinstance(fact, SessionConvened) and session is None:
        return _convened(fact, entry)
    if session is None:
        return None
    session = structs.replace(session, entries=(*session.entries, entry.position))
    for kind, applied in _APPLY.items():
        if isinstance(fact, kind):
            return applied(session, fact, entry)
    return session


def _convened(fact: SessionConvened, entry: Entry) -> Session:
    said = {name: getattr(fact, name) for name in fact.__struct_fields__}
    return Session(
        **said, state=SessionState.CONVENED, sent_on=entry.effective_on, act=entry.act, entries=(entry.position,)
    )


def _opened(session: Session, fact: SessionOpened, entry: Entry) -> Session:
    proxies = tuple(_proxy(proxy, None, entry) for proxy in fact.proxies)
    return structs.replace(
        session,
        state=SessionState.OPENED if session.state is SessionState.CONVENED else session.state,
        opened_on=entry.effective_on,
        attendance=fact.present,
        chair=fact.chair,
        secretary=fact.secretary,
        excused=fact.excused,
        guests=fact.guests,
        proxies=(*proxies, *session.proxies),
    )


def _proxy(proxy: SessionProxy, before: str | None, entry: Entry) -> ProxyMovement:
    return ProxyMovement(
        giver=proxy.giver,
        bearer=proxy.bearer,
        before=before,
        consecutive=proxy.consecutive,
        illness=proxy.illness,
        entry=entry.position,
    )


def _arrived(session: Session, fact: MemberArrived, entry: Entry) -> Session:
    came = fact.attendance
    movement = SessionMovement(
        person=came.person,
        kind=MovementKind.ARRIVED,
        before=fact.before,
        in_place_of=came.in_place_of,
        place=came.place,
        entry=entry.position,
    )
    return structs.replace(session, movements=(*session.movements, movement))


def _left(session: Session, fact: MemberLeft, entry: Entry) -> Session:
    movement = SessionMovement(person=fact.person, kind=MovementKind.LEFT, before=fact.before, entry=entry.position)
    return structs.replace(session, movements=(*session.movements, movement))


def _given(session: Session, fact: ProxyGiven, entry: Entry) -> Session:
    return structs.replace(session, proxies=(*session.proxies, _proxy(fact.proxy, fact.before, entry)))


def _revoked(session: Session, fact: ProxyRevoked, entry: Entry) -> Session:
    revoked = ProxyMovement(giver=fact.giver, before=fact.before, entry=entry.position)
    return structs.replace(session, proxies=(*session.proxies, revoked))


def _recused(session: Session, fact: RecusalRecorded, entry: Entry) -> Session:
    recusal = SessionRecusal(
        person=fact.person, item=fact.item, ground=fact.ground, left_room=fact.left_room, entry=entry.position
    )
    return structs.replace(session, recusals=(*session.recusals, recusal))


def _closed(session: Session, fact: ClosedSessionDecided, entry: Entry) -> Session:
    closed = ClosedSitting(
        items=fact.items,
        asked_by=fact.asked_by,
        votes_for=fact.votes_for,
        votes_against=fact.votes_against,
        abstentions=fact.abstentions,
        entry=entry.position,
    )
    return structs.replace(session, closed=(*session.closed, closed))


def _voted(session: Session, fact: VoteTaken, entry: Entry) -> Session:
    said = {name: getattr(fact, name) for name in fact.__struct_fields__ if name != "session"}
    vote = SessionVote(
        **said,
        votes_cast=fact.votes_for + fact.votes_against,
        adopted=is_adopted(fact),
        entry=entry.position,
        act=entry.act,
    )
    return structs.replace(session, votes=(*session.votes, vote))


def _ruled(session: Session, fact: UrgencyRatified, entry: Entry) -> Session:
    return structs.replace(session, urgency_ruled=True, deferred=fact.deferred)


def _without_quorum(session: Session, fact: QuorumNotReached, entry: Entry) -> Session:
    return structs.replace(session, state=SessionState.WITHOUT_QUORUM, stopped_before=fact.before)


def _adjourned(session: Session, fact: SessionAdjourned, entry: Entry) -> Session:
    return structs.replace(
        session,
        state=SessionState.ADJOURNED,
        stopped_before=fact.before,
        reason=fact.reason,
        resumes_on=fact.resumes_on,
    )


def _ended(session: Session, fact: SessionEnded, entry: Entry) -> Session:
    stopped = session.state in {SessionState.ADJOURNED, SessionState.WITHOUT_QUORUM}
    return structs.replace(session, state=session.state if stopped else SessionState.ENDED, ended_at=fact.ended_at)


def _listed(session: Session, fact: DeliberationListPublished, entry: Entry) -> Session:
    return structs.replace(session, list_published_on=entry.effective_on)


def _approved(session: Session, fact: MinutesApproved, entry: Entry) -> Session:
    return structs.replace(session, minutes_approved_on=entry.effective_on, approved_at=fact.approved_at)


def _published(session: Session, fact: MinutesPublished, entry: Entry) -> Session:
    return structs.replace(session, minutes_published_on=entry.effective_on)


def _sent(session: Session, fact: ConferenceOpinionSent, entry: Entry) -> Session:
    sent = SentOpinion(item=fact.item, on=entry.effective_on, entry=entry.position)
    return structs.replace(session, opinions_sent=(*session.opinions_sent, sent))


_APPLY: Final[dict[type[Fact], Callable[[Session, Any, Entry], Session]]] = {
    SessionOpened: _opened,
    MemberArrived: _arrived,
    MemberLeft: _left,
    ProxyGiven: _given,
    ProxyRevoked: _revoked,
    RecusalRecorded: _recused,
    ClosedSessionDecided: _closed,
    VoteTaken: _voted,
    UrgencyRatified: _ruled,
    QuorumNotReached: _without_quorum,
    SessionAdjourned: _adjourned,
    SessionEnded: _ended,
    DeliberationListPublished: _listed,
    MinutesApproved: _approved,
    MinutesPublished: _published,
    ConferenceOpinionSent: _sent,
}
"""Each takes the kind of fact that stands before it."""
