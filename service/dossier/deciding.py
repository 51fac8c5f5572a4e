"""Who decided, and on what the vote rests: the body, the session seen from its item, the power to sign. Pure."""

from collections.abc import Iterator, Sequence

from domain import sessions_room as rooms
from domain.decision_state import DecisionRecord
from domain.delegations_known import Granted, PowerDelegation, delegate_of, kind_of, organization_of, scope_on
from domain.delegations_standing import end_of, state_on
from domain.facts.bodies import SeatKind
from domain.facts.decisions import VoteTotals
from domain.periods import Period
from domain.sessions_room import Roll
from domain.sessions_state import Session, SessionVote
from projections.composition import SeatPeriod
from service.dossier.gather import Gathered
from service.dossier.shape import (
    Attending,
    BodyRole,
    DecidingBody,
    DossierSeat,
    PartyPresident,
    ReliedDelegation,
    Signing,
    SigningLink,
    Sitting,
    VotingBase,
)


def deciding_body(gathered: Gathered) -> DecidingBody | None:
    """The body, seat by seat, on the day of the decision."""
    body = gathered.body
    if body is None:
        return None
    subject = gathered.subject
    signed = isinstance(subject, DecisionRecord) and subject.body is None and gathered.session is None
    term = body.term_on(gathered.day)
    full = [at.period for at in gathered.seats if at.period.seat.kind is not SeatKind.ALTERNATE_DELEGATE]
    held = sum(period.tenure is not None for period in full)
    return DecidingBody(
        role=BodyRole.EXECUTIVE if signed else BodyRole.DECIDED,
        body=body.body,
        kind=body.kind,
        name=body.name,
        on=gathered.day,
        term=term.term if term else None,
        entry=body.entry,
        members_in_office=held,
        vacant=len(full) - held,
        seats=tuple(_seat(at) for at in gathered.seats),
    )


def _seat(at: SeatPeriod) -> DossierSeat:
    period: Period = at.period
    tenure, vacancy, seat = period.tenure, period.vacancy, period.seat
    told = tenure or vacancy
    assert told is not None
    return DossierSeat(
        seat=seat.seat,
        kind=seat.kind,
        rank=seat.rank,
        on_behalf_of=seat.on_behalf_of,
        state=period.state,
        holder=tenure.person if tenure else None,
        acting=period.acting,
        prevented=period.prevented,
        since=told.since,
        until=tenure.until if tenure else period.end,
        manner=tenure.manner if tenure else None,
        cause=vacancy.cause if vacancy and not tenure else None,
        act=told.act,
        entry=told.entry,
        ending_entry=tenure.ending_entry if tenure else None,
    )


def presidents(gathered: Gathered) -> tuple[PartyPresident, ...]:
    """Who presided over each party that day."""
    return tuple(
        PartyPresident(organization=party)
        if held is None
        else PartyPresident(organization=party, person=held.person, since=held.since, act=held.act, entry=held.entry)
        for party, held in gathered.parties.items()
    )


# -- the session -------------------------------------------------------------------------------------------------------


def item_of(gathered: Gathered) -> str | None:
    """The item of the session at which it was decided, if the decision names one that is on the agenda."""
    subject, session = gathered.subject, gathered.session
    item = subject.item if isinstance(subject, DecisionRecord) else None
    return item if session is not None and item is not None and session.item(item) is not None else None


def sitting(gathered: Gathered) -> Sitting | None:
    """The session, seen from its item."""
    session = gathered.session
    if session is None:
        return None
    item, roll = item_of(gathered), roll_of(gathered)
    first = gathered.first_session
    return Sitting(
        session=session.session,
        body=session.body,
        state=session.state,
        sent_on=session.sent_on,
        held_on=session.held_on,
        convocation=rooms.convocation(session, roll.kind, first.held_on if first else None),
        opened_on=session.opened_on,
        chair=session.chair,
        secretary=session.secretary,
        item=session.item(item) if item else None,
        closed=item is not None and any(item in closed.items for closed in session.closed),
        attendance=tuple(_attendance(session, roll, item)) if session.opened_on else (),
        excused=session.excused,
        guests=session.guests,
        movements=session.movements,
        proxies=session.proxies,
        recusals=tuple(r for r in session.recusals if item is None or r.item == item),
        entries=session.entries,
    )


def roll_of(gathered: Gathered) -> Roll:
    """Who held which seat on the day."""
    return Roll.of(gathered.body.kind if gathered.body else None, (at.period for at in gathered.seats))


def _attendance(session: Session, roll: Roll, item: str | None) -> Iterator[Attending]:
    """Everyone with a seat, and whoever else was in the room, in the order of the seats."""
    seen_from = item or session.agenda[0].item
    there = rooms.room(session, roll, session.place_of(seen_from)).present
    holders = (seat.holder for seat in roll.seats if seat.holder is not None)
    for who in dict.fromkeys((*holders, *there)):
        right = rooms.voting_right(session, roll, seen_from, who)
        yield Attending(person=who, ground=right.ground, may_vote=right.may, seat=right.seat, bearer=right.bearer)


def voting_base(gathered: Gathered) -> VotingBase | None:
    """Who could vote, what was needed and what came out; None where no body decided."""
    body, session = deciding_body(gathered), gathered.session
    if body is None or body.role is BodyRole.EXECUTIVE:
        return None
    totals = gathered.subject.votes if isinstance(gathered.subject, DecisionRecord) else None
    base = VotingBase(seats=body.members_in_office + body.vacant, members_in_office=body.members_in_office)
    item = item_of(gathered)
    if session is None or session.opened_on is None or item is None:
        return _with(base, totals=totals)
    roll, place = roll_of(gathered), session.place_of(item)
    room, quorum = rooms.room(session, roll, place), rooms.quorum_of(session, roll, place)
    votes = tuple(vote for vote in session.votes if vote.item == item)
    return _with(
        base,
        quorum=quorum,
        present=quorum.present,
        represented=sum(giver in room.voices for giver in room.proxies),
        voices=len(room.voices),
        votes=votes,
        totals=totals,
        totals_agree=any(_same(totals, vote) for vote in votes) if totals and votes else None,
    )


def _with(base: VotingBase, **more: object) -> VotingBase:
    return VotingBase(seats=base.seats, members_in_office=base.members_in_office, **more)  # type: ignore[arg-type]


def _same(totals: VoteTotals, vote: SessionVote) -> bool:
    return all(getattr(totals, name) == getattr(vote, name) for name in _COUNTS)


_COUNTS = ("votes_for", "votes_against", "abstentions", "blank")


# -- the power to sign -------------------------------------------------------------------------------------------------


def signing(gathered: Gathered) -> Signing | None:
    """Whether who signed was empowered, by the delegation that the decision names or by any."""
    subject, answer = gathered.subject, gathered.answer
    if not isinstance(subject, DecisionRecord) or subject.author is None or answer is None:
        return None
    grounds = [
        ground
        for ground in answer.grounds
        if subject.delegation is None or subject.delegation in {link.delegation for link in ground.chain}
    ]
    if not grounds:
        obstacles = tuple(dict.fromkeys(hindrance.reason for hindrance in answer.hindrances))
        return Signing(person=subject.author, empowered=False, obstacles=obstacles)
    chain = tuple(
        SigningLink(holder=link.holder, person=link.person, delegation=link.delegation) for link in grounds[0].chain
    )
    return Signing(person=subject.author, empowered=True, chain=chain, doubts=grounds[0].doubts)


def delegations(gathered: Gathered) -> tuple[ReliedDelegation, ...]:
    """The delegations relied on, as they were on the day."""
    subject = gathered.subject
    named = subject.delegation if isinstance(subject, DecisionRecord) else None
    return tuple(_relied(gathered, delegation, named) for delegation in gathered.delegations)


def _relied(gathered: Gathered, delegation: Granted, named: str | None) -> ReliedDelegation:
    end = end_of(delegation, gathered.ties)
    powers = delegation if isinstance(delegation, PowerDelegation) else None
    return ReliedDelegation(
        delegation=delegation.delegation,
        kind=kind_of(delegation),
        named=delegation.delegation == named,
        scope=scope_on(delegation, gathered.day),
        granted_on=delegation.granted_on,
        state=state_on(end, gathered.day),
        ends_on=end.on if end else None,
        lapse=end.lapse if end else None,
        person=delegate_of(delegation),
        holder=powers.holder if powers else None,
        organization=organization_of(delegation),
        under=powers.under if powers else None,
        decision=delegation.decision,
        act=delegation.act,
        entry=delegation.entries[0],
    )


def positions_of(delegations_: Sequence[Granted]) -> Iterator[int]:
    """Every entry that made the delegations what they are."""
    for delegation in delegations_:
        yield from delegation.entries
