"""What the law of a deliberating assembly objects to in a session, given who held which seat that day. Pure.

``objections`` looks at the whole session, so that a fact is refused for what it would break wherever it was recorded
in: a departure learnt of late is held against the votes recorded before it. After a correction the same objections
tell what no longer stands.
"""

from collections.abc import Iterator
from enum import StrEnum

from domain.core.notices import Refusal
from domain.facts.bodies import BodyKind
from domain.facts.sessions import AgendaNature, BallotChoice, BallotMode
from domain.rules.sessions import CLOSED_SESSION_MEMBERS, PROXY_SESSIONS, ROLL_CALL_SHARE, SECRET_SHARE
from domain.sessions_room import CAN_VOTE, Roll, Room, VotingGround, quorum_of, room, voting_right
from domain.sessions_state import MovementKind, ProxyMovement, Session, SessionVote

_NOT_IN_SEVERAL_PLACES = (AgendaNature.ELECTION, AgendaNature.BUDGET, AgendaNature.APPOINTMENT)
_ADVISORY = (BodyKind.MAYORS_CONFERENCE,)

# -- refusals ----------------------------------------------------------------------------------------------------------


class ProxyFault(StrEnum):
    """What is wrong with a proxy (CGCT L2121-20)."""

    NO_FULL_MEMBER = "NO_FULL_MEMBER"
    GIVER_IS_PRESENT = "GIVER_IS_PRESENT"
    BEARER_IS_ABSENT = "BEARER_IS_ABSENT"
    BEARS_ANOTHER = "BEARS_ANOTHER"
    ALTERNATE_SITS = "ALTERNATE_SITS"
    SERVED_TOO_LONG = "SERVED_TOO_LONG"
    NONE_TO_REVOKE = "NONE_TO_REVOKE"


class BallotFault(StrEnum):
    """What is wrong with the way in which a vote was taken."""

    SECRET_UNFOUNDED = "SECRET_UNFOUNDED"
    SECRECY_REQUIRED = "SECRECY_REQUIRED"
    TOO_FEW_ASKED = "TOO_FEW_ASKED"
    NAMES_OUTSIDE_ROLL_CALL = "NAMES_OUTSIDE_ROLL_CALL"
    NAMES_DISAGREE = "NAMES_DISAGREE"
    NOT_PUBLIC_THOUGH_REMOTE = "NOT_PUBLIC_THOUGH_REMOTE"
    CASTING_VOTE_IN_SECRET = "CASTING_VOTE_IN_SECRET"
    CASTING_VOTE_WITHOUT_TIE = "CASTING_VOTE_WITHOUT_TIE"
    CASTING_VOTE_OF_ANOTHER = "CASTING_VOTE_OF_ANOTHER"
    """The chair could not vote, or voted otherwise."""


class ClosedSessionFault(StrEnum):
    """Why a body could not sit in closed session."""

    NOT_ASKED = "NOT_ASKED"
    NO_MAJORITY = "NO_MAJORITY"


class NoRightToSit(Refusal, frozen=True, kw_only=True):
    """Whoever is neither a member in office nor an alternate of the absent one does not sit."""

    rule = "CGCT L5212-7"
    session: str
    person: str


class SeatTakenTwice(Refusal, frozen=True, kw_only=True):
    """Two people sit in one seat: an alternate does so only in the absence of the full delegate."""

    rule = "CGCT L5212-7"
    session: str
    item: str
    seat: str
    people: tuple[str, ...]


class ComingsContradict(Refusal, frozen=True, kw_only=True):
    """Someone arrives who is there, or leaves who is not."""

    session: str
    person: str
    movement: MovementKind
    item: str


class ChairNotPresent(Refusal, frozen=True, kw_only=True):
    """Whoever presides is in the room."""

    rule = "CGCT L2121-14"
    session: str
    person: str


class PlaceNotConvened(Refusal, frozen=True, kw_only=True):
    """Someone attends from a place that the convocation does not name."""

    rule = "CGCT L5211-11-1"
    session: str
    place: str


class NotInSeveralPlaces(Refusal, frozen=True, kw_only=True):
    """Elections, appointments and the budget are not dealt with by videoconference."""

    rule = "CGCT L5211-11-1"
    session: str
    item: str
    nature: AgendaNature


class InvalidProxy(Refusal, frozen=True, kw_only=True):
    """A proxy that the law does not know."""

    rule = "CGCT L2121-20"
    session: str
    giver: str
    fault: ProxyFault


class VoteWithoutQuorum(Refusal, frozen=True, kw_only=True):
    """A body that has no quorum does not deliberate."""

    rule = "CGCT L2121-17"
    session: str
    item: str
    present: int
    needed: int


class CouldNotVote(Refusal, frozen=True, kw_only=True):
    """A roll call names someone who could not vote."""

    rule = "CGCT L2121-20"
    session: str
    item: str
    person: str
    ground: VotingGround


class TooManyVoices(Refusal, frozen=True, kw_only=True):
    """More voices than present and represented members could give."""

    rule = "CGCT L2121-20"
    session: str
    item: str
    counted: int
    voices: int


class UnlawfulBallot(Refusal, frozen=True, kw_only=True):
    """The vote was not taken as the law has it."""

    rule = "CGCT L2121-20, L2121-21, L5211-11-1"
    session: str
    item: str
    fault: BallotFault


class VotedTwice(Refusal, frozen=True, kw_only=True):
    """The same question has two results."""

    session: str
    item: str
    round: int
    entry: int


class ConferenceOnlyAdvises(Refusal, frozen=True, kw_only=True):
    """A mayors' conference decides nothing: it gives opinions."""

    rule = "CGCT L5211-11-3"
    session: str
    item: str


class ItemPutOff(Refusal, frozen=True, kw_only=True):
    """A vote on an item that was put off to a later session."""

    session: str
    item: str


class ClosedSessionUnfounded(Refusal, frozen=True, kw_only=True):
    """Five members or the president ask for a closed session, and the absolute majority decides."""

    rule = "CGCT L5211-11"
    session: str
    fault: ClosedSessionFault


class QuorumWasReached(Refusal, frozen=True, kw_only=True):
    """No lack of quorum: there were enough."""

    rule = "CGCT L2121-17"
    session: str
    item: str
    present: int


# -- objections --------------------------------------------------------------------------------------------------------


def objections(session: Session, roll: Roll) -> tuple[Refusal, ...]:
    """All that the law, or the session itself, objects to; each once."""
    found = [*_to_places(session, roll)]
    if session.opened_on is not None:
        rooms = [room(session, roll, place) for place in range(max(len(session.agenda), 1))]
        found += _to_attendance(session, roll)
        found += _to_seats(session, rooms)
        found += _to_proxies(session, roll, rooms)
        found += _to_lack_of_quorum(session, roll)
        found += _to_closed(session, roll, rooms)
        found += (objection for vote in session.votes for objection in _to_vote(session, roll, rooms, vote))
    return tuple(dict.fromkeys(found))


def is_remote(session: Session, roll: Roll) -> bool:
    """Whether an assembly sits in several places."""
    return len(session.places) > 1 and roll.kind is BodyKind.ASSEMBLY


def _to_places(session: Session, roll: Roll) -> Iterator[Refusal]:
    if not is_remote(session, roll):
        return
    for item in session.agenda:
        if item.nature in _NOT_IN_SEVERAL_PLACES:
            yield NotInSeveralPlaces(session=session.session, item=item.item, nature=item.nature)


def _to_attendance(session: Session, roll: Roll) -> Iterator[Refusal]:
    people = [a.person for a in session.attendance]
    # A conference or a committee may be chaired by who has no seat in it: the president of the EPCI, say.
    if roll.has_quorum_rule() and session.chair not in people:
        yield ChairNotPresent(session=session.session, person=session.chair or "")
    arrived = (m for m in session.movements if m.kind is MovementKind.ARRIVED)
    for place in (*(a.place for a in session.attendance), *(m.place for m in arrived)):
        if place is not None and place not in session.places:
            yield PlaceNotConvened(session=session.session, place=place)
    for who in sorted({who for who in people if people.count(who) > 1}):
        yield ComingsContradict(
            session=session.session, person=who, movement=MovementKind.ARRIVED, item=session.agenda[0].item
        )
    there = set(people)
    for movement in sorted(session.movements, key=lambda m: session.place_of(m.before)):
        arrives = movement.kind is MovementKind.ARRIVED
        if arrives is (movement.person in there):
            yield ComingsContradict(
                session=session.session, person=movement.person, movement=movement.kind, item=movement.before
            )
        there ^= {movement.person} if arrives is not (movement.person in there) else set()
    for recusal in session.recusals:
        if not any(roll.held_by(recusal.person, full=full) for full in (True, False)):
            yield NoRightToSit(session=session.session, person=recusal.person)


def _to_seats(session: Session, rooms: list[Room]) -> Iterator[Refusal]:
    for item, there in zip(session.agenda, rooms, strict=False):
        for who in there.present:
            if who not in there.seats:
                yield NoRightToSit(session=session.session, person=who)
        taken: dict[str, list[str]] = {}
        for who, seat in there.seats.items():
            taken.setdefault(seat, []).append(who)
        for seat, people in taken.items():
            if len(people) > 1:
                yield SeatTakenTwice(session=session.session, item=item.item, seat=seat, people=tuple(sorted(people)))


# -- proxies -----------------------------------------------------------------------------------------------------------


def _to_proxies(session: Session, roll: Roll, rooms: list[Room]) -> Iterator[Refusal]:
    for given in session.proxies:
        place = min(session.place_of(given.before), len(rooms) - 1)
        for fault in _faults(session, given, roll, rooms[place]):
            yield InvalidProxy(session=session.session, giver=given.giver, fault=fault)


def _faults(session: Session, given: ProxyMovement, roll: Roll, there: Room) -> Iterator[ProxyFault]:
    if given.bearer is None:
        known = (p for p in session.proxies if p.giver == given.giver and p.bearer is not None)
        if not any(session.place_of(p.before) <= session.place_of(given.before) for p in known):
            yield ProxyFault.NONE_TO_REVOKE
        return
    own = roll.held_by(given.giver, full=True)
    if own is None or roll.held_by(given.bearer, full=True) is None:
        yield ProxyFault.NO_FULL_MEMBER
    if given.giver in there.present:
        yield ProxyFault.GIVER_IS_PRESENT
    if given.bearer not in there.present:
        yield ProxyFault.BEARER_IS_ABSENT
    elif [*there.proxies.values()].count(given.bearer) > 1:
        yield ProxyFault.BEARS_ANOTHER
    if own is not None and given.giver not in there.present and own.seat in there.seats.values():
        yield ProxyFault.ALTERNATE_SITS
    if given.consecutive > PROXY_SESSIONS.on(session.held_on) and not given.illness:
        yield ProxyFault.SERVED_TOO_LONG


# -- quorum, closed sessions -------------------------------------------------------------------------------------------


def _to_lack_of_quorum(session: Session, roll: Roll) -> Iterator[Refusal]:
    if not session.without_quorum:
        return
    assert session.stopped_before is not None
    there = quorum_of(session, roll, session.place_of(session.stopped_before))
    if there.reached:
        yield QuorumWasReached(session=session.session, item=session.stopped_before, present=there.present)


def _to_closed(session: Session, roll: Roll, rooms: list[Room]) -> Iterator[Refusal]:
    """The absolute majority is of those present and represented (CGCT L2121-18)."""
    if roll.kind is not BodyKind.ASSEMBLY:
        return
    for closed in session.closed:
        there = rooms[min(*map(session.place_of, closed.items), len(rooms) - 1)]
        asking = {who for who in closed.asked_by if who in there.seats}
        if session.chair not in asking and len(asking) < CLOSED_SESSION_MEMBERS.on(session.held_on):
            yield ClosedSessionUnfounded(session=session.session, fault=ClosedSessionFault.NOT_ASKED)
        counted, voices = closed.votes_for + closed.votes_against + closed.abstentions, len(there.voices)
        if counted > voices:
            yield TooManyVoices(session=session.session, item=closed.items[0], counted=counted, voices=voices)
        if 2 * closed.votes_for <= voices:
            yield ClosedSessionUnfounded(session=session.session, fault=ClosedSessionFault.NO_MAJORITY)


# -- votes -------------------------------------------------------------------------------------------------------------


def _to_vote(session: Session, roll: Roll, rooms: list[Room], vote: SessionVote) -> Iterator[Refusal]:
    item = session.item(vote.item)
    if item is None:
        return
    place = session.place_of(vote.item)
    there, quorum = rooms[place], quorum_of(session, roll, place)
    if not quorum.reached and roll.is_strict(item):
        yield VoteWithoutQuorum(
            session=session.session, item=item.item, present=quorum.present, needed=quorum.needed or 0
        )
    stopped = session.stopped_before
    if item.item in session.deferred or (stopped is not None and place >= session.place_of(stopped)):
        yield ItemPutOff(session=session.session, item=item.item)
    if roll.kind in _ADVISORY and not vote.opinion:
        yield ConferenceOnlyAdvises(session=session.session, item=item.item)
    same = [v for v in session.votes if _question(v) == _question(vote)]
    if same[0] is not vote:
        yield VotedTwice(session=session.session, item=item.item, round=vote.round, entry=same[0].entry)
    for voice in vote.voices:
        right = voting_right(session, roll, item.item, voice.person)
        if right.ground not in CAN_VOTE:
            yield CouldNotVote(session=session.session, item=item.item, person=voice.person, ground=right.ground)
    counted = vote.votes_cast + vote.abstentions + vote.blank
    if counted > len(there.voices):
        yield TooManyVoices(session=session.session, item=item.item, counted=counted, voices=len(there.voices))
    faults = (*_of_names(vote), *_of_mode(session, roll, there, vote), *_of_casting_vote(session, there, vote))
    for fault in faults:
        yield UnlawfulBallot(session=session.session, item=item.item, fault=fault)


def _question(vote: SessionVote) -> tuple[str, str | None, int]:
    return (vote.item, vote.subject, vote.round)


def _of_names(vote: SessionVote) -> Iterator[BallotFault]:
    """Names in a public roll call, where they make the totals; elsewhere none."""
    if vote.mode is not BallotMode.PUBLIC_ROLL_CALL:
        if vote.voices:
            yield BallotFault.NAMES_OUTSIDE_ROLL_CALL
        return
    choices = [voice.choice for voice in vote.voices]
    named = tuple(choices.count(choice) for choice in BallotChoice)
    once = len({voice.person for voice in vote.voices}) == len(choices)
    if named != (vote.votes_for, vote.votes_against, vote.abstentions) or vote.blank or not once:
        yield BallotFault.NAMES_DISAGREE


def _of_mode(session: Session, roll: Roll, there: Room, vote: SessionVote) -> Iterator[BallotFault]:
    item = session.item(vote.item)
    if not roll.is_strict(item) or item is None:
        return
    if is_remote(session, roll) and vote.mode is not BallotMode.PUBLIC_ROLL_CALL:
        yield BallotFault.NOT_PUBLIC_THOUGH_REMOTE
    secret, asked = vote.mode is BallotMode.SECRET_BALLOT, vote.requested_by
    bound = item.nature is AgendaNature.ELECTION
    if not secret and (bound or (item.nature is AgendaNature.APPOINTMENT and not vote.waived)):
        yield BallotFault.SECRECY_REQUIRED
    if secret and asked is None and item.nature not in {AgendaNature.ELECTION, AgendaNature.APPOINTMENT}:
        yield BallotFault.SECRET_UNFOUNDED
    share = (SECRET_SHARE if secret else ROLL_CALL_SHARE).on(session.held_on)
    if asked is not None and asked < share * len(there.seats):
        yield BallotFault.TOO_FEW_ASKED


def _of_casting_vote(session: Session, there: Room, vote: SessionVote) -> Iterator[BallotFault]:
    """On a tie the voice of whoever presides prevails: it is the chair's own, not one more (CGCT L2121-20)."""
    if vote.casting_vote is None:
        return
    if vote.mode is BallotMode.SECRET_BALLOT:
        yield BallotFault.CASTING_VOTE_IN_SECRET
        return
    if vote.votes_for != vote.votes_against or not vote.votes_cast:
        yield BallotFault.CASTING_VOTE_WITHOUT_TIE
    own = [voice.choice for voice in vote.voices if voice.person == session.chair]
    otherwise = bool(vote.voices) and own != [vote.casting_vote]
    if otherwise or session.chair not in there.voices or vote.casting_vote is BallotChoice.ABSTENTION:
        yield BallotFault.CASTING_VOTE_OF_ANOTHER
