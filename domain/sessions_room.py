"""Who is in the room at each item, in which seat, who votes for whom, and whether there is a quorum. Pure.

A session tells who came and went; a *roll* tells who held which seat of the body that day. Nothing here depends on the
order in which the register learnt it: presence at an item is what the movements before it come to.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from domain.core.calendar import clear_days_between
from domain.core.identifiers import PersonId, SeatId, Slug
from domain.facts.bodies import BodyKind, SeatKind
from domain.facts.sessions import AgendaItem, RecusalGround, SessionAttendance
from domain.periods import Period
from domain.rules.composition import quorum
from domain.rules.sessions import clear_days_needed, second_session_from
from domain.sessions_state import MovementKind, Session, SessionRecusal, SessionVote

_QUORATE = (BodyKind.ASSEMBLY, BodyKind.BUREAU)
"""Other bodies make their own rules: a quorum is none of the law's business there."""


class RollSeat(Struct, frozen=True):
    """A legal seat on the day of a session."""

    seat: str
    full: bool
    """Not an alternate's."""
    holder: str | None
    member: str | None
    """On whose behalf it is held."""


class Roll(Struct, frozen=True):
    """Who held which seat of a body on the day of a session."""

    kind: BodyKind | None = None
    seats: tuple[RollSeat, ...] = ()

    @classmethod
    def of(cls, kind: BodyKind | None, periods: Iterable[Period]) -> "Roll":
        """From the composition of the body on that day."""
        return cls(
            kind,
            tuple(
                RollSeat(
                    p.seat.seat,
                    p.seat.kind is not SeatKind.ALTERNATE_DELEGATE,
                    p.tenure.person if p.tenure else None,
                    p.seat.on_behalf_of,
                )
                for p in periods
            ),
        )

    def seat(self, name: str) -> RollSeat | None:
        """A full seat by its name."""
        return next((s for s in self.seats if s.full and s.seat == name), None)

    def held_by(self, who: str, *, full: bool) -> RollSeat | None:
        """The seat that a person holds: a full one, or an alternate's."""
        return next((s for s in self.seats if s.holder == who and s.full is full), None)

    def alternates_of(self, seat: RollSeat) -> Iterator[str]:
        """Who may sit in the place of a seat's holder: the alternates of the same member."""
        return (s.holder for s in self.seats if not s.full and s.holder and s.member == seat.member)

    @property
    def in_office(self) -> frozenset[str]:
        """The full seats that are held: the members in office."""
        return frozenset(s.seat for s in self.seats if s.full and s.holder)

    def has_quorum_rule(self) -> bool:
        """Whether the law sets a quorum."""
        return self.kind in _QUORATE

    def is_strict(self, item: AgendaItem | None) -> bool:
        """Whether the assembly's rules hold for an item: in the assembly, and in a bureau that acts for it."""
        delegated = self.kind is BodyKind.BUREAU and item is not None and item.under_delegation
        return self.kind is BodyKind.ASSEMBLY or delegated

    def seat_of(self, attendance: SessionAttendance) -> str | None:
        """The full seat in which someone sits; None for whoever has no right to."""
        if attendance.in_place_of is None:
            own = self.held_by(attendance.person, full=True)
            return own.seat if own else None
        seat = self.seat(attendance.in_place_of)
        if seat is None or seat.holder is None:
            return None
        if self.kind in _QUORATE and attendance.person not in self.alternates_of(seat):
            return None
        return seat.seat


class VotingGround(StrEnum):
    """Why someone could, or could not, vote on an item."""

    PRESENT = "PRESENT"
    SITS_AS_ALTERNATE = "SITS_AS_ALTERNATE"
    REPRESENTED = "REPRESENTED"
    RECUSED = "RECUSED"
    BEARER_CANNOT_VOTE = "BEARER_CANNOT_VOTE"
    ABSENT = "ABSENT"
    ALTERNATE_NOT_SITTING = "ALTERNATE_NOT_SITTING"
    NO_SEAT = "NO_SEAT"


CAN_VOTE = frozenset({VotingGround.PRESENT, VotingGround.SITS_AS_ALTERNATE, VotingGround.REPRESENTED})


class QuorumChangeKind(StrEnum):
    """Why the quorum is not what it was at the item before."""

    ARRIVED = "ARRIVED"
    LEFT = "LEFT"
    LEFT_FOR_THE_ITEM = "LEFT_FOR_THE_ITEM"
    """Recused, and out of the room."""
    NOT_COUNTED = "NOT_COUNTED"
    """Not a member in office for the quorum of this item (CGCT L1111-6 II)."""
    CAME_BACK = "CAME_BACK"
    """The recusal was for the item before."""


class QuorumChange(Struct, frozen=True, kw_only=True):
    """What changed since the item before."""

    person: PersonId
    kind: QuorumChangeKind


class ItemQuorum(Struct, frozen=True, kw_only=True):
    """The quorum of one item: who counts, how many there must be, how many there are."""

    members_in_office: int
    """Held seats of the body that day, without those that do not count for this item."""
    not_counted: int
    """Members in office who do not count for this item (CGCT L1111-6 II)."""
    present: int
    """In the room, each in a seat; proxies do not count."""
    reached: bool
    needed: int | None = None
    """More than half of the members in office; null where no quorum is required."""
    changes: tuple[QuorumChange, ...] = ()
    """Why it is not what it was at the item before."""


class Proceedings(Struct, frozen=True, kw_only=True):
    """One item as it was dealt with."""

    item: AgendaItem
    quorum: ItemQuorum
    voices: int
    """Present and represented members who could vote on it."""
    closed: bool
    """Whether it was dealt with in closed session."""
    votes: tuple[SessionVote, ...] = ()
    recusals: tuple[SessionRecusal, ...] = ()


class VotingRight(Struct, frozen=True, kw_only=True):
    """Whether someone could vote on an item, and why."""

    session: Slug
    item: Slug
    person: PersonId
    may: bool
    ground: VotingGround
    seat: SeatId | None = None
    """The seat in which the person sits, or which is represented."""
    bearer: PersonId | None = None
    """Who votes in the person's name."""


class Convocation(Struct, frozen=True, kw_only=True):
    """Whether a body was convened in time."""

    clear_days_given: int
    regular: bool
    clear_days_needed: int | None = None
    """Null where the law sets no delay: bodies with rules of their own, and second sessions."""
    not_before: dt.date | None = None
    """A second session's first possible day (CGCT L2121-17)."""


class Room(Struct, frozen=True):
    """Who is there at one item, and for whom."""

    present: dict[str, SessionAttendance]
    proxies: dict[str, str]
    """The bearer of each absent giver."""
    recused: dict[str, SessionRecusal]
    seats: dict[str, str]
    """For those present who have a right to it, the seat in which they sit."""
    in_office: frozenset[str]
    uncounted: frozenset[str]
    """Seats that are none for the quorum of this item."""

    @property
    def counted(self) -> frozenset[str]:
        """Those who count towards the quorum."""
        return frozenset(
            who
            for who, seat in self.seats.items()
            if seat not in self.uncounted and not ((out := self.recused.get(who)) and out.left_room)
        )

    @property
    def voices(self) -> frozenset[str]:
        """Those who can vote: in person, or through the bearer of their proxy."""
        there = frozenset(who for who in self.seats if who not in self.recused)
        return there | {g for g, b in self.proxies.items() if b in there and g not in self.recused}


def room(session: Session, roll: Roll, place: int) -> Room:
    """The room at the item of a place on the agenda: after all that happened before it."""
    present, given = _there(session, place)
    item = session.agenda[place].item if place < len(session.agenda) else None
    recused = {r.person: r for r in session.recusals if r.item == item}
    seats = {who: seat for who, attendance in present.items() if (seat := roll.seat_of(attendance))}
    own = {giver: roll.held_by(giver, full=True) for giver in given}
    # An alternate who sits in the giver's seat votes in the giver's place: the proxy has no object.
    proxies = {g: b for g, b in given.items() if (held := own[g]) is None or held.seat not in seats.values()}
    outside = (r.person for r in recused.values() if r.ground is RecusalGround.REPRESENTS_OUTSIDE_BODY)
    theirs = (seats.get(who) or getattr(roll.held_by(who, full=True), "seat", None) for who in outside)
    uncounted = frozenset(name for name in theirs if name) & roll.in_office
    return Room(present, proxies, recused, seats, roll.in_office, uncounted)


def _there(session: Session, place: int) -> tuple[dict[str, SessionAttendance], dict[str, str]]:
    """Who is present, and which proxies hold: whoever comes back votes in person, and the proxy is spent."""
    present = {a.person: a for a in session.attendance}
    proxies: dict[str, str] = {}
    for at in range(place + 1):
        for movement in session.movements:
            if session.place_of(movement.before) != at:
                continue
            present.pop(movement.person, None)
            if movement.kind is MovementKind.ARRIVED:
                proxies.pop(movement.person, None)
                present[movement.person] = SessionAttendance(
                    person=movement.person, in_place_of=movement.in_place_of, place=movement.place
                )
        for given in session.proxies:
            if session.place_of(given.before) != at:
                continue
            proxies.pop(given.giver, None)
            if given.bearer is not None and given.giver not in present:
                proxies[given.giver] = given.bearer
    return present, {giver: bearer for giver, bearer in proxies.items() if bearer in present}


def quorum_of(session: Session, roll: Roll, place: int) -> ItemQuorum:
    """The quorum at an item, and why it changed since the one before (CGCT L2121-17)."""
    now = room(session, roll, place)
    base = len(now.in_office) - len(now.uncounted)
    needed = quorum(base) if roll.has_quorum_rule() and session.second_of is None else None
    return ItemQuorum(
        members_in_office=base,
        not_counted=len(now.uncounted),
        needed=needed,
        present=len(now.counted),
        reached=needed is None or len(now.counted) >= needed,
        changes=tuple(_changes(room(session, roll, place - 1), now)) if place else (),
    )


def _changes(before: Room, now: Room) -> Iterator[QuorumChange]:
    """In order of id: who no longer counts, or counts again."""
    uncounted = {r.person for r in now.recused.values() if r.ground is RecusalGround.REPRESENTS_OUTSIDE_BODY}
    for who in sorted(before.counted ^ now.counted | uncounted):
        if who in uncounted:
            kind = QuorumChangeKind.NOT_COUNTED
        elif who in now.counted:
            kind = QuorumChangeKind.CAME_BACK if who in before.present else QuorumChangeKind.ARRIVED
        else:
            kind = QuorumChangeKind.LEFT_FOR_THE_ITEM if who in now.present else QuorumChangeKind.LEFT
        yield QuorumChange(person=who, kind=kind)


def proceedings(session: Session, roll: Roll) -> tuple[Proceedings, ...]:
    """Every item in order of the agenda; none before the session is opened."""
    if session.opened_on is None:
        return ()
    return tuple(
        Proceedings(
            item=item,
            quorum=quorum_of(session, roll, place),
            voices=len(room(session, roll, place).voices),
            closed=any(item.item in closed.items for closed in session.closed),
            votes=tuple(v for v in session.votes if v.item == item.item),
            recusals=tuple(r for r in session.recusals if r.item == item.item),
        )
        for place, item in enumerate(session.agenda)
    )


def voting_right(session: Session, roll: Roll, item: str, who: str) -> VotingRight:
    """Whether someone could vote on an item, and why."""
    now = room(session, roll, session.place_of(item))
    seat, bearer = now.seats.get(who), now.proxies.get(who)
    own, alternate = roll.held_by(who, full=True), roll.held_by(who, full=False)
    if who in now.recused:
        ground = VotingGround.RECUSED
    elif seat is not None:
        ground = VotingGround.PRESENT if own and own.seat == seat else VotingGround.SITS_AS_ALTERNATE
    elif own is None:
        ground = VotingGround.ALTERNATE_NOT_SITTING if alternate else VotingGround.NO_SEAT
    elif bearer is None:
        ground = VotingGround.ABSENT
    else:
        ground = VotingGround.REPRESENTED if who in now.voices else VotingGround.BEARER_CANNOT_VOTE
    return VotingRight(
        session=session.session,
        item=item,
        person=who,
        may=ground in CAN_VOTE,
        ground=ground,
        seat=seat or (own.seat if own else None),
        bearer=bearer,
    )


def convocation(session: Session, kind: BodyKind | None, first_held_on: dt.date | None = None) -> Convocation:
    """Whether a body was convened in time; ``first_held_on``: when the session without quorum was held.

    The delay binds the assembly, and a bureau that is to act for it (CGCT L2121-12, L5211-10).
    """
    given = clear_days_between(session.sent_on, session.held_on)
    if session.second_of is not None and first_held_on is not None:
        earliest = second_session_from(first_held_on)
        in_time = session.held_on >= earliest and session.sent_on >= first_held_on
        return Convocation(clear_days_given=given, regular=in_time, not_before=earliest)
    delegated = kind is BodyKind.BUREAU and any(item.under_delegation for item in session.agenda)
    if session.second_of is not None or not (kind is BodyKind.ASSEMBLY or delegated):
        return Convocation(clear_days_given=given, regular=True)
    needed = clear_days_needed(session.held_on, urgent=session.urgent, small=session.small)
    return Convocation(clear_days_given=given, clear_days_needed=needed, regular=given >= needed)
