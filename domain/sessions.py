"""Sittings of the authority's bodies: convening, attendance, quorum, votes, and what follows them.

The commands stand in ``sessions_commands``; the refusals of the law itself in ``sessions_law``, which looks at the
session as it would be. What the law leaves uncertain, or a body to its own rules, warns.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final, assert_never

from msgspec import Struct

from domain import composition as _composition
from domain.composition import Composition, boundary_of_body
from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Decision, Memberships
from domain.core.entry import Draft, Entry
from domain.core.notices import Caution, Refusal, Refused
from domain.facts import sessions as facts
from domain.facts.bodies import BodyKind
from domain.facts.sessions import BallotChoice, BallotMode, SessionFact, SessionInitiative
from domain.history import History
from domain.references import References, boundary_of
from domain.rules.sessions import (
    CONFERENCE_REQUESTS,
    deliberation_list_due,
    minutes_publication_due,
    requested_session_due,
)
from domain.sessions_commands import (
    AdjournSession,
    ApproveMinutes,
    ConveneSession,
    DecideClosedSession,
    EndSession,
    OpenSession,
    PublishDeliberationList,
    PublishMinutes,
    RatifyUrgency,
    RecordLackOfQuorum,
    RecordMemberArrival,
    RecordMemberDeparture,
    RecordProxy,
    RecordRecusal,
    RecordSessionVote,
    RevokeProxy,
    SendConferenceOpinion,
)
from domain.sessions_law import is_remote, objections
from domain.sessions_room import Roll, convocation, quorum_of, room
from domain.sessions_state import Session, apply
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

SittingCommand = (
    RecordMemberArrival
    | RecordMemberDeparture
    | RecordProxy
    | RevokeProxy
    | RecordRecusal
    | DecideClosedSession
    | RatifyUrgency
    | RecordLackOfQuorum
    | EndSession
)
"""What happens at an opened session, and needs no more than to be in order."""
SessionCommand = (
    ConveneSession
    | OpenSession
    | SittingCommand
    | RecordSessionVote
    | AdjournSession
    | ApproveMinutes
    | PublishMinutes
    | PublishDeliberationList
    | SendConferenceOpinion
)
_LEADS_TO: Final[dict[type[SessionCommand], type[SessionFact]]] = {
    ConveneSession: facts.SessionConvened,
    OpenSession: facts.SessionOpened,
    RecordMemberArrival: facts.MemberArrived,
    RecordMemberDeparture: facts.MemberLeft,
    RecordProxy: facts.ProxyGiven,
    RevokeProxy: facts.ProxyRevoked,
    RecordRecusal: facts.RecusalRecorded,
    DecideClosedSession: facts.ClosedSessionDecided,
    RecordSessionVote: facts.VoteTaken,
    RatifyUrgency: facts.UrgencyRatified,
    RecordLackOfQuorum: facts.QuorumNotReached,
    AdjournSession: facts.SessionAdjourned,
    EndSession: facts.SessionEnded,
    ApproveMinutes: facts.MinutesApproved,
    PublishMinutes: facts.MinutesPublished,
    PublishDeliberationList: facts.DeliberationListPublished,
    SendConferenceOpinion: facts.ConferenceOpinionSent,
}
COMMANDS = tuple(_LEADS_TO)

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class HeldBeforeConvened(Refusal, frozen=True, kw_only=True):
    """A session is not held before its convocation is sent."""

    rule = "CGCT L2121-12"
    session: str
    sent_on: dt.date
    held_on: dt.date


class ItemNamedTwice(Refusal, frozen=True, kw_only=True):
    """Two items of an agenda bear one name."""

    session: str
    item: str


class NoSecondConvocation(Refusal, frozen=True, kw_only=True):
    """A second session needs no quorum only after a first one, of the same body, that lacked it."""

    rule = "CGCT L2121-17"
    session: str
    first: str


class FirstConvocationIrregular(Refusal, frozen=True, kw_only=True):
    """A second session needs no quorum only when the first was convened in time."""

    rule = "CGCT L2121-17"
    session: str
    first: str
    given: int
    needed: int


class SecondSessionTooEarly(Refusal, frozen=True, kw_only=True):
    """Three days at least between the first session and the second, convened after the first."""

    rule = "CGCT L2121-17"
    session: str
    held_on: dt.date
    earliest: dt.date
    sent_on: dt.date


class SessionNotOpened(Refusal, frozen=True, kw_only=True):
    """Nothing happens at a session that was not opened."""

    session: str


class SessionOpenedAlready(Refusal, frozen=True, kw_only=True):
    """A session is opened once."""

    session: str
    opened_on: dt.date


class NotOnThatDay(Refusal, frozen=True, kw_only=True):
    """What happens at a session happens on its day; what follows it, not before."""

    session: str
    on: dt.date
    held_on: dt.date


class NotOnTheAgenda(Refusal, frozen=True, kw_only=True):
    """The agenda has no such item."""

    rule = "CGCT L2121-10"
    session: str
    item: str
    known: tuple[str, ...]


class UrgencyNotClaimed(Refusal, frozen=True, kw_only=True):
    """The session was not convened in urgency: there is nothing to ratify."""

    rule = "CGCT L2121-12"
    session: str


class ShortNotice(Caution, frozen=True, kw_only=True):
    """The convocation was sent too late: what the session decides can be contested."""

    rule = "CGCT L2121-12"
    session: str
    given: int
    needed: int


class NoExplanatoryNote(Caution, frozen=True, kw_only=True):
    """No explanatory note came with the convocation."""

    rule = "CGCT L2121-12"
    session: str


class RequestedSessionLate(Caution, frozen=True, kw_only=True):
    """A session that was asked for is held within thirty days."""

    rule = "CGCT L2121-9"
    session: str
    due: dt.date


class ConferenceAskedTooOften(Caution, frozen=True, kw_only=True):
    """A third of the mayors may ask for four conferences a year."""

    rule = "CGCT L5211-11-3"
    session: str
    times: int
    limit: int


class RemoteSittingUncertain(Caution, frozen=True, kw_only=True):
    """Whether a joint syndicate may sit by videoconference is not settled."""

    rule = "CGCT L5211-11-1"
    session: str


class ItemsNewAtSecondSession(Caution, frozen=True, kw_only=True):
    """A second session does without a quorum for what the first was to decide."""

    rule = "CGCT L2121-17"
    session: str
    first: str
    items: tuple[str, ...]


class AlternateNotCalled(Caution, frozen=True, kw_only=True):
    """A proxy was given although the member has an alternate who is not there."""

    rule = "CGCT L2121-20, L5212-7"
    session: str
    giver: str
    alternates: tuple[str, ...]


class ReplacedByOwnRules(Caution, frozen=True, kw_only=True):
    """Someone sits in another's place: only the body's own rules can allow it."""

    session: str
    person: str
    seat: str


class UrgencyNotYetRatified(Caution, frozen=True, kw_only=True):
    """The assembly rules on the urgency of its convening before anything else."""

    rule = "CGCT L2121-12"
    session: str
    item: str


class QuorumLeftToOwnRules(Caution, frozen=True, kw_only=True):
    """A bureau that does not act for the assembly follows its own rules: the law's quorum was not reached."""

    rule = "CGCT L5211-10"
    session: str
    item: str
    present: int
    needed: int


class AdvisoryBodyVoted(Caution, frozen=True, kw_only=True):
    """A committee prepares and advises: its vote decides nothing."""

    rule = "CGCT L2121-22"
    session: str
    item: str


class ReadByFewer(Caution, frozen=True, kw_only=True):
    """It is recorded for fewer than the convening: the others are shown a quorum and votes that leave it out."""

    session: str


class PublishedLate(Caution, frozen=True, kw_only=True):
    """The list, or the minutes, came after the week that the law gives."""

    rule = "CGCT L2121-15, L2121-25"
    session: str
    due: dt.date


class MinutesNotApproved(Caution, frozen=True, kw_only=True):
    """The minutes that were published are not known to be approved."""

    rule = "CGCT L2121-15"
    session: str


# -- state -------------------------------------------------------------------------------------------------------------


class Sittings(Struct, frozen=True):
    """The sessions that were read, and the composition of their bodies."""

    things: Things[Session] = Things()
    composition: Composition = _composition.EMPTY

    @property
    def references(self) -> References:
        """What a command may name."""
        return self.things.references

    def kind(self, body: str) -> BodyKind | None:
        """What a body is."""
        known = self.composition.bodies.get(body)
        return known.fact.kind if known else None

    def roll(self, session: Session) -> Roll:
        """Who held which seat on the day of a session."""
        known = self.composition.bodies.get(session.body)
        term = known.term_on(session.held_on) if known else None
        if known is None or term is None:
            return Roll(known.fact.kind if known else None)
        periods = self.composition.timeline(session.body, term).on(session.held_on)
        return Roll.of(known.fact.kind, periods.values())


EMPTY = Sittings()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Sittings, entry: Entry) -> Sittings:
    """Fold one standing entry, in legal order."""
    return Sittings(
        things=state.things.after(entry, SessionFact, apply), composition=_composition.evolve(state.composition, entry)
    )


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: Sittings, command: SessionCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: any of the refusals of this module and of ``sessions_law``, AlreadyFounded, UnknownReference,
            UnknownPerson, PersonIsDead, UnknownBody.
    """
    match command:
        case ConveneSession():
            return _convene(state, command)
        case OpenSession():
            return _open(state, command)
        case RecordSessionVote():
            return _vote(state, command)
        case RecordProxy() | RecordMemberArrival():
            return _enter(state, command)
        case RatifyUrgency():
            return _ratify(state, command)
        case AdjournSession():
            return _adjourn(state, command)
        case ApproveMinutes():
            return _follow(state, command, lambda _: ())
        case PublishMinutes():
            return _follow(state, command, lambda session: _minutes_cautions(session, command.on))
        case PublishDeliberationList():
            return _follow(state, command, lambda session: _list_cautions(session, command.on))
        case SendConferenceOpinion():
            return _follow(state, command, lambda _: ())
        case (
            RecordMemberDeparture()
            | RevokeProxy()
            | RecordRecusal()
            | DecideClosedSession()
            | RecordLackOfQuorum()
            | EndSession()
        ):
            return _happen(state, command, lambda *_: ())
    assert_never(command)


def fact_of(command: SessionCommand) -> SessionFact:
    """The fact that a command leads to: its own fields, and the totals that a roll call's names make."""
    kind = _LEADS_TO[type(command)]
    said = {name: getattr(command, name) for name in kind.__struct_fields__}
    if isinstance(command, RecordSessionVote):
        named = [voice.choice for voice in command.voices]
        public = command.mode is BallotMode.PUBLIC_ROLL_CALL
        for name, choice in zip(("votes_for", "votes_against", "abstentions"), BallotChoice, strict=True):
            said[name] = said[name] if said[name] is not None else named.count(choice) if public else 0
    return kind(**said)


Cautions = Callable[[Session, Roll], "Iterator[Caution] | tuple[Caution, ...]"]


def _happen(state: Sittings, command: SessionCommand, cautions: Cautions) -> Decision:
    """Something happened at an opened session: in order, and against nothing recorded of it."""
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is None:
        raise Refused(SessionNotOpened(session=session.session))
    # A session may last beyond midnight.
    if not 0 <= (command.on - session.held_on).days <= 1:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    after, roll = _sound(state, session, draft)
    return Decision((draft,), (*_reading_cautions(state, draft), *cautions(after, roll)))


def _sound(state: Sittings, session: Session | None, draft: Draft) -> tuple[Session, Roll]:
    """The session after one more fact, which names what is known and breaks nothing that stood."""
    _check_names(state, session, draft)
    position = session.entries[-1] + 1 if session else 0
    after = apply(session, Entry.of(draft, position))
    assert after is not None
    roll = state.roll(after)
    before = objections(session, roll) if session else ()
    if new := [objection for objection in objections(after, roll) if objection not in before]:
        raise Refused(*new)
    return after, roll


def _check_names(state: Sittings, session: Session | None, draft: Draft) -> None:
    named = [tag.removesuffix(":cited") for tag in draft.fact.tags()[1:]]
    people = [tag.removeprefix("person:") for tag in named if tag.startswith("person:")]
    state.references.check_people(people, draft.effective_on)
    state.references.check_themes(tag.removeprefix("theme:") for tag in named if tag.startswith("theme:"))
    state.references.check_things(*(tag for tag in named if tag.startswith("session:")))
    if session is None:
        return
    for item in _items_of(draft.fact):
        if session.item(item) is None:
            known = tuple(each.item for each in session.agenda)
            raise Refused(NotOnTheAgenda(session=session.session, item=item, known=known))


def _items_of(fact: object) -> Iterator[str]:
    """The items of the agenda that a fact names."""
    for name in ("before", "item"):
        if (item := getattr(fact, name, None)) is not None:
            yield item
    if isinstance(fact, facts.ClosedSessionDecided):
        yield from fact.items
    if isinstance(fact, facts.UrgencyRatified):
        yield from fact.deferred


# -- convening ---------------------------------------------------------------------------------------------------------


def _convene(state: Sittings, command: ConveneSession) -> Decision:
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_new(draft)
    state.composition.body_on(command.body, command.held_on)
    if command.held_on < command.on:
        raise Refused(HeldBeforeConvened(session=command.session, sent_on=command.on, held_on=command.held_on))
    items = [each.item for each in command.agenda]
    if twice := next((item for item in items if items.count(item) > 1), None):
        raise Refused(ItemNamedTwice(session=command.session, item=twice))
    session, roll = _sound(state, None, draft)
    first = _check_first(state, command) if command.second_of else None
    return Decision((draft,), (*_notice_cautions(session, roll), *_convening_cautions(state, session, roll, first)))


def _check_first(state: Sittings, command: ConveneSession) -> Session:
    """The session without quorum that a second one follows (CGCT L2121-17)."""
    first = state.things.the(f"session:{command.second_of}")
    if first.body != command.body or not first.without_quorum:
        raise Refused(NoSecondConvocation(session=command.session, first=first.session))
    called = convocation(first, state.kind(first.body))
    if not called.regular:
        raise Refused(
            FirstConvocationIrregular(
                session=command.session,
                first=first.session,
                given=called.clear_days_given,
                needed=called.clear_days_needed or 0,
            )
        )
    draft = apply(None, Entry.of(command.leads_to(fact_of(command)), 0))
    assert draft is not None
    second = convocation(draft, state.kind(first.body), first.held_on)
    if not second.regular:
        raise Refused(
            SecondSessionTooEarly(
                session=command.session,
                held_on=command.held_on,
                earliest=second.not_before or command.held_on,
                sent_on=command.on,
            )
        )
    return first


def _notice_cautions(session: Session, roll: Roll) -> Iterator[Caution]:
    called = convocation(session, roll.kind)
    if not called.regular:
        yield ShortNotice(session=session.session, given=called.clear_days_given, needed=called.clear_days_needed or 0)
    if roll.kind is BodyKind.ASSEMBLY and not session.note_sent and not session.small:
        yield NoExplanatoryNote(session=session.session)
    if is_remote(session, roll):
        yield RemoteSittingUncertain(session=session.session)


def _convening_cautions(state: Sittings, session: Session, roll: Roll, first: Session | None) -> Iterator[Caution]:
    if session.requested_on and session.held_on > (due := requested_session_due(session.requested_on)):
        yield RequestedSessionLate(session=session.session, due=due)
    if _asked_by_mayors(session.initiative, roll.kind):
        limit = CONFERENCE_REQUESTS.on(session.held_on)
        asked = [
            other
            for other in state.things.known.values()
            if (other.body, other.initiative) == (session.body, session.initiative)
            and other.held_on.year == session.held_on.year
        ]
        if len(asked) >= limit:
            yield ConferenceAskedTooOften(session=session.session, times=len(asked) + 1, limit=limit)
    if first is not None:
        new = tuple(each.item for each in session.agenda if first.item(each.item) is None)
        if new:
            yield ItemsNewAtSecondSession(session=session.session, first=first.session, items=new)


def _asked_by_mayors(initiative: SessionInitiative, kind: BodyKind | None) -> bool:
    return initiative is SessionInitiative.THIRD_OF_MEMBERS and kind is BodyKind.MAYORS_CONFERENCE


# -- the sitting -------------------------------------------------------------------------------------------------------


def _open(state: Sittings, command: OpenSession) -> Decision:
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is not None:
        raise Refused(SessionOpenedAlready(session=session.session, opened_on=session.opened_on))
    if command.on != session.held_on:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    after, roll = _sound(state, session, draft)
    return Decision((draft,), (*_reading_cautions(state, draft), *_entry_cautions(after, roll, draft.fact)))


def _reading_cautions(state: Sittings, draft: Draft) -> Iterator[Caution]:
    """What is not read by all who read the session makes another session for them."""
    assert isinstance(draft.fact, SessionFact)
    convened = state.references.founded[f"session:{draft.fact.session}"]
    if draft.visibility.level > convened.visibility.level:
        yield ReadByFewer(session=draft.fact.session)


def _enter(state: Sittings, command: RecordProxy | RecordMemberArrival) -> Decision:
    fact = fact_of(command)
    return _happen(state, command, lambda after, roll: _entry_cautions(after, roll, fact))


def _entry_cautions(session: Session, roll: Roll, fact: object) -> Iterator[Caution]:
    """Of alternates who were not called, and of those who sit in a place that no law gives them."""
    there = room(session, roll, session.place_of(getattr(fact, "before", None)))
    match fact:
        case facts.SessionOpened(present=present, proxies=proxies):
            pass
        case facts.MemberArrived(attendance=attendance):
            present, proxies = (attendance,), ()
        case facts.ProxyGiven(proxy=proxy):
            present, proxies = (), (proxy,)
        case _:
            return
    for came in present:
        if came.in_place_of and not roll.has_quorum_rule():
            yield ReplacedByOwnRules(session=session.session, person=came.person, seat=came.in_place_of)
    for given in proxies:
        seat = roll.held_by(given.giver, full=True)
        away = tuple(sorted(who for who in roll.alternates_of(seat) if who not in there.present)) if seat else ()
        if away:
            yield AlternateNotCalled(session=session.session, giver=given.giver, alternates=away)


def _vote(state: Sittings, command: RecordSessionVote) -> Decision:
    return _happen(state, command, lambda session, roll: _vote_cautions(session, roll, command))


def _vote_cautions(session: Session, roll: Roll, command: RecordSessionVote) -> Iterator[Caution]:
    quorum, item = quorum_of(session, roll, session.place_of(command.item)), session.item(command.item)
    if roll.kind is BodyKind.ASSEMBLY and session.urgent and not session.urgency_ruled:
        yield UrgencyNotYetRatified(session=session.session, item=command.item)
    if not quorum.reached and not roll.is_strict(item):
        yield QuorumLeftToOwnRules(
            session=session.session, item=command.item, present=quorum.present, needed=quorum.needed or 0
        )
    if not roll.has_quorum_rule() and not command.opinion:
        yield AdvisoryBodyVoted(session=session.session, item=command.item)


def _ratify(state: Sittings, command: RatifyUrgency) -> Decision:
    known = state.things.get(f"session:{command.session}")
    if known is not None and not known.urgent:
        raise Refused(UrgencyNotClaimed(session=command.session))
    return _happen(state, command, lambda *_: ())


def _adjourn(state: Sittings, command: AdjournSession) -> Decision:
    """A session that was not opened can be put off as a whole, from its convening until its day."""
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is not None:
        return _happen(state, command, lambda *_: ())
    if session.place_of(command.before):
        raise Refused(SessionNotOpened(session=session.session))
    if not session.sent_on <= command.on <= session.held_on:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    _sound(state, session, draft)
    return Decision((draft,))


# -- what follows ------------------------------------------------------------------------------------------------------


def _follow(
    state: Sittings,
    command: ApproveMinutes | PublishMinutes | PublishDeliberationList | SendConferenceOpinion,
    cautions: Callable[[Session], Iterator[Caution] | tuple[Caution, ...]],
) -> Decision:
    draft = command.leads_to(fact_of(command))
    if state.references.says(draft):
        return ALREADY_TRUE
    session = state.things.the(f"session:{command.session}")
    if session.opened_on is None:
        raise Refused(SessionNotOpened(session=session.session))
    if command.on < session.held_on:
        raise Refused(NotOnThatDay(session=session.session, on=command.on, held_on=session.held_on))
    after, _ = _sound(state, session, draft)
    return Decision((draft,), tuple(cautions(after)))


def _minutes_cautions(session: Session, on: dt.date) -> Iterator[Caution]:
    approved_on = session.minutes_approved_on
    if approved_on is None or approved_on > on:
        yield MinutesNotApproved(session=session.session)
    elif on > (due := minutes_publication_due(approved_on)):
        yield PublishedLate(session=session.session, due=due)


def _list_cautions(session: Session, on: dt.date) -> Iterator[Caution]:
    if on > (due := deliberation_list_due(session.held_on)):
        yield PublishedLate(session=session.session, due=due)


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: SessionCommand, history: History) -> Boundary:
    """What the decision depends on: the session, who sat that day, and whom and what the command names."""
    own = f"session:{command.session}"
    named = [tag.removesuffix(":cited") for tag in fact_of(command).tags()[1:]]
    wanted = about(own) | boundary_of(
        *(tag for tag in named if tag.startswith("session:")),
        people=[tag.removeprefix("person:") for tag in named if tag.startswith("person:")],
        themes=[tag.removeprefix("theme:") for tag in named if tag.startswith("theme:")],
    )
    if isinstance(command, ConveneSession):
        wanted |= boundary_of_body(history, command.body, command.held_on)
        body = _composition.fold(history.about("bodies")).bodies.get(command.body)
        if _asked_by_mayors(command.initiative, body.fact.kind if body else None):
            wanted |= about(f"body:{command.body}:cited")
        return wanted
    for entry in history.about(own):
        if isinstance(entry.fact, facts.SessionConvened):
            wanted |= boundary_of_body(history, entry.fact.body, entry.fact.held_on)
    return wanted
