"""Sittings of the authority's bodies: convening, attendance, quorum, votes, minutes (CGCT L2121-7 to 21, L5211-11).

A fact takes effect on the day it happened: the convening when it is sent, all that happens at the sitting on its day.
Votes name voters only where the ballot is public: a secret ballot has totals and nothing else. Free text is public.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, PersonId, SeatId, Slug, Text

Clock24 = Annotated[str, Meta(pattern=r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", description="HH:MM, in Europe/Paris.")]
Count = Annotated[int, Meta(ge=0, le=10_000)]


class SessionInitiative(StrEnum):
    """Who had the session convened (CGCT L2121-9, L5211-11-3)."""

    PRESIDENT = "PRESIDENT"
    THIRD_OF_MEMBERS = "THIRD_OF_MEMBERS"
    PREFECT = "PREFECT"


class AgendaNature(StrEnum):
    """What kind of business an item is: the law of the ballot and of videoconference depends on it."""

    ORDINARY = "ORDINARY"
    INFORMATION = "INFORMATION"
    ELECTION = "ELECTION"
    """Of the president or of the bureau: secret by law (CGCT L2122-7)."""
    APPOINTMENT = "APPOINTMENT"
    """To another body (CGCT L2121-33): secret, unless all waive it (CGCT L2121-21)."""
    BUDGET = "BUDGET"


class BallotMode(StrEnum):
    """How a vote is taken (CGCT L2121-21)."""

    SHOW_OF_HANDS = "SHOW_OF_HANDS"
    PUBLIC_ROLL_CALL = "PUBLIC_ROLL_CALL"
    SECRET_BALLOT = "SECRET_BALLOT"


class BallotChoice(StrEnum):
    """How a member votes."""

    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTENTION = "ABSTENTION"


class RequiredMajority(StrEnum):
    """What a vote must reach, of the votes cast: blank ballots and abstentions are none (CGCT L2121-20)."""

    ABSOLUTE = "ABSOLUTE"
    RELATIVE = "RELATIVE"
    """In the third round of an election (CGCT L2122-7)."""
    TWO_THIRDS = "TWO_THIRDS"
    UNANIMITY = "UNANIMITY"

    @property
    def is_simple(self) -> bool:
        """Whether more for than against does, so that a casting vote can break a tie (CGCT L2121-20)."""
        return self in (RequiredMajority.ABSOLUTE, RequiredMajority.RELATIVE)

    def reached(self, votes_for: int, votes_against: int) -> bool:
        """Whether the votes cast come to it; nothing does without any vote cast."""
        if self is RequiredMajority.UNANIMITY:
            return votes_for > 0 == votes_against
        if self is RequiredMajority.TWO_THIRDS:
            return votes_for > 0 and 3 * votes_for >= 2 * (votes_for + votes_against)
        return votes_for > votes_against


class RecusalGround(StrEnum):
    """Why a member takes no part in an item."""

    PERSONAL_INTEREST = "PERSONAL_INTEREST"
    """CGCT L2131-11: mere presence is not taking part."""
    REPRESENTS_OUTSIDE_BODY = "REPRESENTS_OUTSIDE_BODY"
    """CGCT L1111-6 II: for the quorum, no member in office."""


class AgendaItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item of the agenda, in its order."""

    item: Slug
    title: Label
    nature: AgendaNature = AgendaNature.ORDINARY
    themes: tuple[Slug, ...] = ()
    under_delegation: bool = False
    """Whether a bureau decides it by delegation of the assembly: the assembly's rules then hold (CGCT L5211-10)."""


class SessionAttendance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member in the room: in his or her own seat, or as alternate in the seat of an absent member."""

    person: PersonId
    in_place_of: SeatId | None = None
    """The seat of the absent full delegate in whose place an alternate sits."""
    place: Label | None = None
    """In which of the session's places, when it is held in several by videoconference."""


class SessionProxy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A written proxy: an absent member has another vote in his or her name (CGCT L2121-20)."""

    giver: PersonId
    bearer: PersonId
    consecutive: Annotated[int, Meta(ge=1, le=100)] = 1
    """For which consecutive session the same written proxy serves: three at most, save illness."""
    illness: bool = False
    """Whether a duly noted illness lets it serve longer."""


class RollCallVoice(Struct, frozen=True, kw_only=True):
    """What one member voted in a public ballot; whoever bears a proxy names the giver too."""

    person: PersonId
    choice: BallotChoice


class SessionFact(Fact, frozen=True, kw_only=True):
    """A fact of one session."""

    session: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"session:{self.session}",)


def _named(*people: str | None) -> Iterator[str]:
    """The tags of the people that a fact names, each once."""
    return cited(*dict.fromkeys(f"person:{who}" for who in people if who))


def _attending(present: Iterable[SessionAttendance], proxies: Iterable[SessionProxy]) -> Iterator[str]:
    yield from (attendance.person for attendance in present)
    for proxy in proxies:
        yield from (proxy.giver, proxy.bearer)


class SessionConvened(SessionFact, frozen=True, kw_only=True):
    """A body was convened. It takes effect on the day on which the convocation was sent."""

    founds = True
    body: Slug
    held_on: dt.date
    agenda: tuple[AgendaItem, ...]
    starts_at: Clock24 | None = None
    places: tuple[Label, ...] = ()
    urgent: bool = False
    small: bool = False
    initiative: SessionInitiative = SessionInitiative.PRESIDENT
    requested_on: dt.date | None = None
    second_of: Slug | None = None
    note_sent: bool = False

    def tags(self) -> tuple[str, ...]:
        themes = dict.fromkeys(f"theme:{theme}" for item in self.agenda for theme in item.themes)
        second = self.second_of and f"session:{self.second_of}"
        return (*super().tags(), *cited(f"body:{self.body}", second, *themes))


class SessionOpened(SessionFact, frozen=True, kw_only=True):
    """A session was opened: who was there, who was excused, who voted for whom, who presided."""

    present: tuple[SessionAttendance, ...]
    chair: PersonId
    secretary: PersonId | None = None
    excused: tuple[PersonId, ...] = ()
    proxies: tuple[SessionProxy, ...] = ()
    guests: tuple[PersonId, ...] = ()

    def tags(self) -> tuple[str, ...]:
        named = _attending(self.present, self.proxies)
        return (*super().tags(), *_named(*named, self.chair, self.secretary, *self.excused, *self.guests))


class MemberArrived(SessionFact, frozen=True, kw_only=True):
    """A member came in during the session, before an item."""

    attendance: SessionAttendance
    before: Slug

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_named(self.attendance.person))


class MemberLeft(SessionFact, frozen=True, kw_only=True):
    """A member went out for good, before an item."""

    person: PersonId
    before: Slug

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_named(self.person))


class ProxyGiven(SessionFact, frozen=True, kw_only=True):
    """A member gave a proxy during the session, before an item: leaving it, as a rule."""

    proxy: SessionProxy
    before: Slug

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_named(self.proxy.giver, self.proxy.bearer))


class ProxyRevoked(SessionFact, frozen=True, kw_only=True):
    """A member took a proxy back, before an item: it is always revocable (CGCT L2121-20)."""

    giver: PersonId
    before: Slug

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_named(self.giver))


class RecusalRecorded(SessionFact, frozen=True, kw_only=True):
    """A member takes no part in an item."""

    person: PersonId
    item: Slug
    ground: RecusalGround
    left_room: bool = False

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_named(self.person))


class ClosedSessionDecided(SessionFact, frozen=True, kw_only=True):
    """The body decided, without debate, to sit in closed session for some items (CGCT L5211-11)."""

    items: tuple[Slug, ...]
    asked_by: tuple[PersonId, ...]
    votes_for: Count
    votes_against: Count = 0
    abstentions: Count = 0

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_named(*self.asked_by))


class VoteTaken(SessionFact, frozen=True, kw_only=True):
    """A vote on an item: totals, and names only for a public roll call."""

    item: Slug
    mode: BallotMode
    votes_for: Count
    votes_against: Count
    abstentions: Count = 0
    blank: Count = 0
    voices: tuple[RollCallVoice, ...] = ()
    casting_vote: BallotChoice | None = None
    majority: RequiredMajority = RequiredMajority.ABSOLUTE
    subject: Label | None = None
    round: Annotated[int, Meta(ge=1, le=3)] = 1
    requested_by: Count | None = None
    waived: bool = False
    opinion: bool = False

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_named(*(voice.person for voice in self.voices)))


class UrgencyRatified(SessionFact, frozen=True, kw_only=True):
    """The assembly ruled on the urgency of its convening; it may put items off to a later session (CGCT L2121-12)."""

    deferred: tuple[Slug, ...] = ()


class QuorumNotReached(SessionFact, frozen=True, kw_only=True):
    """The quorum was not reached before an item: the session could not go on (CGCT L2121-17)."""

    before: Slug


class SessionAdjourned(SessionFact, frozen=True, kw_only=True):
    """The rest of the agenda, from an item on, was put off; before the opening: the whole session."""

    before: Slug
    reason: Text | None = None
    resumes_on: dt.date | None = None


class SessionEnded(SessionFact, frozen=True, kw_only=True):
    """The session was closed."""

    ended_at: Clock24 | None = None


class MinutesApproved(SessionFact, frozen=True, kw_only=True):
    """The minutes of a session were approved, as a rule at the next one (CGCT L2121-15)."""

    approved_at: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.approved_at and f"session:{self.approved_at}"))


class MinutesPublished(SessionFact, frozen=True, kw_only=True):
    """The approved minutes of a session were published (CGCT L2121-15)."""


class DeliberationListPublished(SessionFact, frozen=True, kw_only=True):
    """The list of the deliberations examined was displayed and put online (CGCT L2121-25)."""


class ConferenceOpinionSent(SessionFact, frozen=True, kw_only=True):
    """An opinion of the conference was sent to all municipal councillors (CGCT L5211-40-2)."""

    item: Slug
