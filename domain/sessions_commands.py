"""What a clerk asks to record of a session. Each leads to the fact of the same fields."""

import datetime as dt
from typing import Annotated, Final

from msgspec import Meta

from domain.core.command import Command
from domain.core.identifiers import Label, PersonId, Slug, Text
from domain.facts import sessions as facts
from domain.facts.sessions import (
    AgendaItem,
    BallotChoice,
    BallotMode,
    Clock24,
    Count,
    RecusalGround,
    RequiredMajority,
    RollCallVoice,
    SessionAttendance,
    SessionFact,
    SessionInitiative,
    SessionProxy,
)

Before = Annotated[Slug, Meta(description="The item of the agenda before which it happened.")]
Total = Annotated[Count | None, Meta(description="Left out in a public roll call: the names make the total.")]


class ConveneSession(Command, frozen=True, kw_only=True):
    """Record that a body was convened: `on` is the day on which the convocation was sent."""

    session: Slug
    body: Slug
    held_on: Annotated[dt.date, Meta(description="The day of the session.")]
    agenda: Annotated[tuple[AgendaItem, ...], Meta(min_length=1, max_length=100)]
    starts_at: Clock24 | None = None
    places: Annotated[tuple[Label, ...], Meta(description="Several when it is held by videoconference.")] = ()
    urgent: Annotated[bool, Meta(description="One clear day then does; the assembly rules on the urgency.")] = False
    small: Annotated[
        bool, Meta(description="No member commune has 3,500 inhabitants: three clear days do (CGCT L2121-11).")
    ] = False
    initiative: SessionInitiative = SessionInitiative.PRESIDENT
    requested_on: Annotated[
        dt.date | None, Meta(description="When a third of the members, or the prefect, asked for it.")
    ] = None
    second_of: Annotated[
        Slug | None, Meta(description="The session without quorum after which the body is convened again.")
    ] = None
    note_sent: Annotated[bool, Meta(description="Whether an explanatory note came with it (CGCT L2121-12).")] = False


class OpenSession(Command, frozen=True, kw_only=True):
    """Record the opening of a session: who is there, who is excused, who votes for whom, who presides."""

    session: Slug
    present: Annotated[tuple[SessionAttendance, ...], Meta(min_length=1, max_length=1000)]
    chair: PersonId
    secretary: PersonId | None = None
    excused: tuple[PersonId, ...] = ()
    proxies: tuple[SessionProxy, ...] = ()
    guests: Annotated[tuple[PersonId, ...], Meta(description="Heard, without a vote.")] = ()


class RecordMemberArrival(Command, frozen=True, kw_only=True):
    """Record that a member came in during the session."""

    session: Slug
    attendance: SessionAttendance
    before: Before


class RecordMemberDeparture(Command, frozen=True, kw_only=True):
    """Record that a member went out during the session."""

    session: Slug
    person: PersonId
    before: Before


class RecordProxy(Command, frozen=True, kw_only=True):
    """Record a proxy given during the session."""

    session: Slug
    proxy: SessionProxy
    before: Before


class RevokeProxy(Command, frozen=True, kw_only=True):
    """Record that a member took a proxy back."""

    session: Slug
    giver: PersonId
    before: Before


class RecordRecusal(Command, frozen=True, kw_only=True):
    """Record that a member takes no part in an item (CGCT L2131-11)."""

    session: Slug
    person: PersonId
    item: Slug
    ground: RecusalGround
    left_room: Annotated[bool, Meta(description="Whoever left the room is not counted present.")] = False


class DecideClosedSession(Command, frozen=True, kw_only=True):
    """Record that the assembly sits in closed session for some items (CGCT L5211-11)."""

    session: Slug
    items: Annotated[tuple[Slug, ...], Meta(min_length=1, max_length=100)]
    asked_by: Annotated[tuple[PersonId, ...], Meta(min_length=1, description="Five members, or who presides.")]
    votes_for: Count
    votes_against: Count = 0
    abstentions: Count = 0


class RecordSessionVote(Command, frozen=True, kw_only=True):
    """Record a vote on an item. A secret ballot has totals and no name."""

    session: Slug
    item: Slug
    mode: BallotMode
    votes_for: Total = None
    votes_against: Total = None
    abstentions: Total = None
    blank: Annotated[Count, Meta(description="Blank or void ballots.")] = 0
    voices: Annotated[
        tuple[RollCallVoice, ...], Meta(description="In a public roll call alone; a represented member is named too.")
    ] = ()
    casting_vote: Annotated[
        BallotChoice | None, Meta(description="On a tie, in a public vote: how whoever presides voted (L2121-20).")
    ] = None
    majority: RequiredMajority = RequiredMajority.ABSOLUTE
    subject: Annotated[Label | None, Meta(description="What is put to the vote, when an item has several votes.")] = (
        None
    )
    round: Annotated[int, Meta(ge=1, le=3, description="Of an election.")] = 1
    requested_by: Annotated[
        Count | None, Meta(description="How many of those present asked for this way of voting (L2121-21).")
    ] = None
    waived: Annotated[bool, Meta(description="Whether all waived the secret ballot of an appointment.")] = False
    opinion: Annotated[bool, Meta(description="The opinion of a consultative body.")] = False


class RatifyUrgency(Command, frozen=True, kw_only=True):
    """Record that the assembly ruled on the urgency of its convening, and what it put off (CGCT L2121-12)."""

    session: Slug
    deferred: Annotated[tuple[Slug, ...], Meta(description="Items put off to a later session.")] = ()


class RecordLackOfQuorum(Command, frozen=True, kw_only=True):
    """Record that the session could not go on for lack of a quorum (CGCT L2121-17)."""

    session: Slug
    before: Before


class AdjournSession(Command, frozen=True, kw_only=True):
    """Record that the rest of the agenda is put off; from its first item on, that the session is not held."""

    session: Slug
    before: Before
    reason: Text | None = None
    resumes_on: dt.date | None = None


class EndSession(Command, frozen=True, kw_only=True):
    """Record the end of a session."""

    session: Slug
    ended_at: Clock24 | None = None


class ApproveMinutes(Command, frozen=True, kw_only=True):
    """Record that the minutes of a session were approved (CGCT L2121-15)."""

    session: Slug
    approved_at: Annotated[Slug | None, Meta(description="The session that approved them.")] = None


class PublishMinutes(Command, frozen=True, kw_only=True):
    """Record that the approved minutes were published (CGCT L2121-15)."""

    session: Slug


class PublishDeliberationList(Command, frozen=True, kw_only=True):
    """Record that the list of the deliberations examined was published (CGCT L2121-25)."""

    session: Slug


class SendConferenceOpinion(Command, frozen=True, kw_only=True):
    """Record that an opinion was sent to all municipal councillors (CGCT L5211-40-2)."""

    session: Slug
    item: Slug


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
LEADS_TO: Final[dict[type[SessionCommand], type[SessionFact]]] = {
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


def fact_of(command: SessionCommand) -> SessionFact:
    """The fact that a command leads to: its own fields, and the totals that a roll call's names make."""
    kind = LEADS_TO[type(command)]
    said = {name: getattr(command, name) for name in kind.__struct_fields__}
    if isinstance(command, RecordSessionVote):
        named = [voice.choice for voice in command.voices]
        public = command.mode is BallotMode.PUBLIC_ROLL_CALL
        for name, choice in zip(("votes_for", "votes_against", "abstentions"), BallotChoice, strict=True):
            said[name] = said[name] if said[name] is not None else named.count(choice) if public else 0
    return kind(**said)
