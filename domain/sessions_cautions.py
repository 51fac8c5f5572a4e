"""What makes a session warn: its convening, who came, its votes, and what is published of it."""

import datetime as dt
from collections.abc import Iterator

from domain.core.entry import Draft
from domain.core.notices import Caution
from domain.facts import sessions as facts
from domain.facts.bodies import BodyKind
from domain.facts.sessions import SessionFact, SessionInitiative
from domain.rules.sessions import (
    CONFERENCE_REQUESTS,
    deliberation_list_due,
    minutes_publication_due,
    requested_session_due,
)
from domain.sessions_commands import RecordSessionVote
from domain.sessions_known import Sittings
from domain.sessions_law import is_remote
from domain.sessions_notices import (
    AdvisoryBodyVoted,
    AlternateNotCalled,
    ConferenceAskedTooOften,
    ItemsNewAtSecondSession,
    MinutesNotApproved,
    NoExplanatoryNote,
    PublishedLate,
    QuorumLeftToOwnRules,
    ReadByFewer,
    RemoteSittingUncertain,
    ReplacedByOwnRules,
    RequestedSessionLate,
    ShortNotice,
    UrgencyNotYetRatified,
)
from domain.sessions_room import Roll, convocation, quorum_of, room
from domain.sessions_state import Session


def notice_cautions(session: Session, roll: Roll) -> Iterator[Caution]:
    """Of what was sent too late, without its note, or for a sitting at a distance."""
    called = convocation(session, roll.kind)
    if not called.regular:
        yield ShortNotice(session=session.session, given=called.clear_days_given, needed=called.clear_days_needed or 0)
    if roll.kind is BodyKind.ASSEMBLY and not session.note_sent and not session.small:
        yield NoExplanatoryNote(session=session.session)
    if is_remote(session, roll):
        yield RemoteSittingUncertain(session=session.session)


def convening_cautions(state: Sittings, session: Session, roll: Roll, first: Session | None) -> Iterator[Caution]:
    """Of a session held later, or asked for more often, than the law says, and of what a second one adds."""
    if session.requested_on and session.held_on > (due := requested_session_due(session.requested_on)):
        yield RequestedSessionLate(session=session.session, due=due)
    if asked_by_mayors(session.initiative, roll.kind):
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


def asked_by_mayors(initiative: SessionInitiative, kind: BodyKind | None) -> bool:
    """Whether a third of the mayors asked for their conference (CGCT L5211-11-3)."""
    return initiative is SessionInitiative.THIRD_OF_MEMBERS and kind is BodyKind.MAYORS_CONFERENCE


def reading_cautions(state: Sittings, draft: Draft) -> Iterator[Caution]:
    """What is not read by all who read the session makes another session for them."""
    assert isinstance(draft.fact, SessionFact)
    convened = state.references.founded[f"session:{draft.fact.session}"]
    if draft.visibility.level > convened.visibility.level:
        yield ReadByFewer(session=draft.fact.session)


def entry_cautions(session: Session, roll: Roll, fact: object) -> Iterator[Caution]:
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


def vote_cautions(session: Session, roll: Roll, command: RecordSessionVote) -> Iterator[Caution]:
    """Of a vote before the urgency is ruled on, without the law's quorum, or of a body that only advises."""
    quorum, item = quorum_of(session, roll, session.place_of(command.item)), session.item(command.item)
    if roll.kind is BodyKind.ASSEMBLY and session.urgent and not session.urgency_ruled:
        yield UrgencyNotYetRatified(session=session.session, item=command.item)
    if not quorum.reached and not roll.is_strict(item):
        yield QuorumLeftToOwnRules(
            session=session.session, item=command.item, present=quorum.present, needed=quorum.needed or 0
        )
    if not roll.has_quorum_rule() and not command.opinion:
        yield AdvisoryBodyVoted(session=session.session, item=command.item)


def minutes_cautions(session: Session, on: dt.date) -> Iterator[Caution]:
    """Of minutes published before they are approved, or late."""
    approved_on = session.minutes_approved_on
    if approved_on is None or approved_on > on:
        yield MinutesNotApproved(session=session.session)
    elif on > (due := minutes_publication_due(approved_on)):
        yield PublishedLate(session=session.session, due=due)


def list_cautions(session: Session, on: dt.date) -> Iterator[Caution]:
    """Of a list of deliberations published late."""
    if on > (due := deliberation_list_due(session.held_on)):
        yield PublishedLate(session=session.session, due=due)
