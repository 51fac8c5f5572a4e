"""Sessions of the authority's bodies: convening, attendance, quorum item by item, votes, and who could vote."""

import asyncio
import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

import strawberry

from domain import sessions_room as rooms
from domain.facts.bodies import BodyKind
from domain.rules.sessions import (
    MEETING_MONTHS,
    convocation_due,
    deliberation_list_due,
    minutes_publication_due,
    next_meeting_due,
)
from domain.sessions_law import objections
from domain.sessions_room import Roll
from domain.sessions_state import Session as SessionThing
from domain.sessions_state import SessionState
from projections.bodies import all_bodies
from projections.sessions import SESSION, seats_at
from projections.things import Found, Search, by_tag, find
from projections.words import tagged
from service.database import Pool
from service.database import Session as DatabaseSession
from service.graphql import things
from service.graphql.composition import find_body
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, PersonName
from service.graphql.filters import check_filters
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput, Moment, resolve
from service.graphql.pages import PAGE, Connection, PageInfo, connection, key_after, page_size
from service.graphql.period import check_period
from service.graphql.scalars import Cursor
from service.graphql.shown import named, show, shown
from service.graphql.text import Said
from service.graphql.things import Thing

enum_type(SessionState)


@shown(rooms.Proceedings)
class Proceedings:
    """One item as it was dealt with."""


@shown(rooms.Convocation)
class Convocation:
    """Whether a body was convened in time."""


@shown(rooms.VotingRight)
class VotingRight:
    """Whether someone could vote on an item, and why."""


class Rolls:
    """Who held which seat at the sessions of one answer: looked up once for all of them, when first asked for."""

    def __init__(self, pool: Pool, moment: Moment, sessions: Iterable[Any]) -> None:
        self._pool = pool
        self._moment = moment
        self._sessions: tuple[SessionThing, ...] = tuple(sessions)
        self._lock = asyncio.Lock()
        self._rolls: dict[str, Roll] | None = None
        self._firsts: dict[str, Found[SessionThing]] = {}
        self.directory = Directory({}, {})

    async def of(self, session: SessionThing) -> Roll:
        """The roll of one of the sessions."""
        async with self._lock:
            if self._rolls is None:
                async with self._pool.acquire() as connection_:
                    self._rolls = await self._load(connection_)
        return self._rolls[session.session]

    def first_held_on(self, session: SessionThing) -> dt.date | None:
        """When the session without quorum was held, for a second one."""
        first = self._firsts.get(f"session:{session.second_of}")
        return first.thing.held_on if first else None

    async def _load(self, connection_: DatabaseSession) -> dict[str, Roll]:
        view = self._moment.view
        kinds = {body.body: body.kind for body in await all_bodies(connection_, view)}
        seats = await seats_at(connection_, view, [(s.body, s.held_on) for s in self._sessions])
        firsts = [f"session:{s.second_of}" for s in self._sessions if s.second_of]
        self._firsts = await by_tag(connection_, view, SESSION, self._moment.on, firsts)
        self.directory = await Directory.load(connection_, self._moment, *named(self._sessions))
        return {
            s.session: Roll.of(kinds.get(s.body), (at.period for at in seats[s.body, s.held_on]))
            for s in self._sessions
        }


def _rolls(info: Info, session: Thing) -> Rolls:
    """The rolls that a session shares with those shown beside it."""
    return session.among.shared(Rolls, lambda: Rolls(info.context.pool, session.moment, session.among.things))


@shown(SessionThing)
class Session(Thing):
    """A session of a body, from its convening to the publication of its minutes."""

    @strawberry.field(
        description="Each item of the agenda: its quorum and why it changed since the item before, who was recused, "
        "how many could vote, the votes. Empty until the session is opened."
    )
    async def proceedings(self, info: Info) -> list[Proceedings]:
        """Item by item."""
        rolls = _rolls(info, self)
        roll = await rolls.of(self.thing)
        return [show(each, rolls.directory) for each in rooms.proceedings(self.thing, roll)]

    @strawberry.field(description="Whether the body was convened in time: clear days given and needed (CGCT L2121-12).")
    async def convocation(self, info: Info) -> Convocation:
        """Clear days."""
        rolls = _rolls(info, self)
        roll = await rolls.of(self.thing)
        told = rooms.convocation(self.thing, roll.kind, rolls.first_held_on(self.thing))
        given: Convocation = show(told, rolls.directory)
        return given

    @strawberry.field(
        description="What the law objects to in the session as it is known: nothing, unless a correction since took "
        "away what it rested on."
    )
    async def irregularities(self, info: Info) -> list[Said]:
        """Objections that stand."""
        roll = await _rolls(info, self).of(self.thing)
        return [Said.of(objection) for objection in objections(self.thing, roll)]

    @strawberry.field(description="The last day to send the convocation (CGCT L2121-12).")
    def convocation_due(self) -> dt.date:
        """Clear days before the session."""
        return convocation_due(self.thing.held_on, urgent=self.thing.urgent, small=self.thing.small)

    @strawberry.field(description="The last day to publish the list of the deliberations examined (CGCT L2121-25).")
    def deliberation_list_due(self) -> dt.date:
        """A week after the session."""
        return deliberation_list_due(self.thing.held_on)

    @strawberry.field(description="The last day to publish the minutes, once approved (CGCT L2121-15).")
    def minutes_publication_due(self) -> dt.date | None:
        """A week after their approval."""
        approved_on = self.thing.minutes_approved_on
        return minutes_publication_due(approved_on) if approved_on else None


@output()
class MemberAttendance:
    """How one member attended the sessions of a page."""

    person: PersonName
    convened: int = strawberry.field(description="Sessions held while the person held a full seat of the body.")
    present: int = strawberry.field(description="Of these, in the room for one item at least.")
    represented: int = strawberry.field(description="Not there, and represented by proxy or by an alternate.")
    absent: int = strawberry.field(description="Neither present nor represented.")
    as_alternate: int = strawberry.field(description="Sessions at which the person sat in another's place.")


@output()
class AttendanceRecord:
    """The attendance of a body's members, over the sessions of one page."""

    sessions: int = strawberry.field(description="How many sessions of this page were held.")
    members: list[MemberAttendance]
    page_info: PageInfo


@output()
class NextMeeting:
    """By when a body meets again (CGCT L5211-11)."""

    due: dt.date | None = strawberry.field(
        description="Null when no session was held yet, or for a body on which the law sets no such delay: it is the "
        "assembly that must meet so often."
    )
    late: bool = strawberry.field(description="Whether that day has passed on the day of the question.")
    last: Session | None = strawberry.field(description="The last session that was held.")
    rule: str | None


@output()
class Queries:
    """Questions about sessions."""

    @strawberry.field(description="A session by id; null when there was none of that id.")
    async def session(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Session | None:
        """One session."""
        return await things.one(info, SESSION, f"session:{id}", authority, at)

    @strawberry.field(description="Sessions, the latest first; `from` and `to` are days on which they are held.")
    async def sessions(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        body: strawberry.ID | None = None,
        person: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Present, excused, represented, recused or invited."),
        ] = None,
        theme: strawberry.ID | None = None,
        state: SessionState | None = None,
        text: Annotated[str | None, strawberry.argument(description="Words of the agenda, accents optional.")] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Session]:
        """A page of sessions."""
        terms = (
            *tagged("person", [person]),
            *tagged("theme", [theme]),
            *tagged("body", [body]),
            *tagged("state", [state]),
        )
        return await things.page(info, SESSION, authority, at, first, after, terms=terms, text=text, since=from_, to=to)

    @strawberry.field(
        description="How the members of a body attended its sessions, over one page of them, the latest first."
    )
    async def attendance(
        self,
        info: Info,
        body: strawberry.ID,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> AttendanceRecord:
        """Counted over the sessions that the viewer may read, no more than a page of them."""
        size, place = page_size(first), key_after(after)
        check_period(from_, to)
        search = Search(
            terms=(f"body:{body}:held",),
            first_sort=from_.isoformat() if from_ else None,
            last_sort=to.isoformat() if to else None,
        )
        async with info.context.pool.acquire() as connection_:
            moment = await resolve(info, connection_, authority, at)
            await check_filters(connection_, moment, search.terms)
            found = await find(connection_, moment.view, SESSION, moment.on, search, first=size + 1, after=place)
            held = [each.thing for each in found[:size]]
            seats = await seats_at(connection_, moment.view, [(s.body, s.held_on) for s in held])
            kinds = {b.body: b.kind for b in await all_bodies(connection_, moment.view)}
            counted = _counted(held, {s: Roll.of(kinds.get(s[0]), (p.period for p in at)) for s, at in seats.items()})
            directory = await Directory.load(connection_, moment, counted)
        pages = connection([(each.place, each.thing) for each in found], size, after=after is not None)
        return AttendanceRecord(
            sessions=len(held),
            members=_members(counted, directory),
            page_info=pages.page_info,
        )

    @strawberry.field(
        description="Whether someone could vote on an item of a session, and why; null when there is no such session "
        "or item, or it was not opened."
    )
    async def could_vote(
        self,
        info: Info,
        session: strawberry.ID,
        item: strawberry.ID,
        person: strawberry.ID,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> VotingRight | None:
        """The voting right of one person on one item."""
        async with info.context.pool.acquire() as connection_:
            moment = await resolve(info, connection_, authority, at)
            found = await by_tag(connection_, moment.view, SESSION, moment.on, [f"session:{session}"])
            known = next((each.thing for each in found.values()), None)
            if known is None or known.opened_on is None or known.item(item) is None:
                return None
            seats = await seats_at(connection_, moment.view, [(known.body, known.held_on)])
            kinds = {b.body: b.kind for b in await all_bodies(connection_, moment.view)}
            roll = Roll.of(kinds.get(known.body), (at.period for at in seats[known.body, known.held_on]))
            right = rooms.voting_right(known, roll, item, person)
            told: VotingRight = show(right, await Directory.load(connection_, moment, *named([right])))
        return told

    @strawberry.field(description="By when a body that must meet every quarter, or every half-year, meets again.")
    async def next_meeting_due(
        self,
        info: Info,
        body: strawberry.ID,
        single_purpose: Annotated[
            bool, strawberry.argument(description="A single-purpose syndicate meets once every half-year.")
        ] = True,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
    ) -> NextMeeting:
        """From the last session held by the day of the question."""
        async with info.context.pool.acquire() as connection_:
            moment = await resolve(info, connection_, authority, at)
            kind = (await find_body(connection_, moment, body)).kind
            search = Search(terms=(f"body:{body}:held",), last_sort=moment.on.isoformat())
            found = await find(connection_, moment.view, SESSION, moment.on, search, first=1)
            told = await things.present(connection_, moment, found)
        bound = found and kind is BodyKind.ASSEMBLY
        due = next_meeting_due(found[0].thing.held_on, single_purpose=single_purpose) if bound else None
        return NextMeeting(
            due=due,
            late=due is not None and due < moment.on,
            last=told[0] if told else None,
            rule=MEETING_MONTHS.article if kind is BodyKind.ASSEMBLY else None,
        )


Counts = dict[str, list[int]]
"""For each person: convened, present, represented, absent, as alternate."""


def _counted(held: list[SessionThing], rolls: dict[tuple[str, dt.date], Roll]) -> Counts:
    counts: Counts = {}
    for session in held:
        roll = rolls[session.body, session.held_on]
        places = range(len(session.agenda))
        there = [rooms.room(session, roll, place) for place in places]
        seated = {(who, seat) for each in there for who, seat in each.seats.items()}
        came, taken = {who for who, _ in seated}, {seat for _, seat in seated}
        represented = {giver for each in there for giver in each.proxies}
        for seat in roll.seats:
            if seat.holder is None:
                continue
            mine = counts.setdefault(seat.holder, [0] * 5)
            if not seat.full:
                mine[4] += seat.holder in came
                continue
            mine[0] += 1
            mine[1 if seat.holder in came else 2 if seat.holder in represented or seat.seat in taken else 3] += 1
    return counts


def _members(counts: Counts, directory: Directory) -> list[MemberAttendance]:
    members = []
    for who, (convened, present, represented, absent, as_alternate) in sorted(counts.items()):
        person = directory.person(who)
        assert person is not None
        members.append(
            MemberAttendance(
                person=person,
                convened=convened,
                present=present,
                represented=represented,
                absent=absent,
                as_alternate=as_alternate,
            )
        )
    return members


QUERIES = (Queries,)
