"""Sessions: found by body, member, theme, word and state; and who held which seat on the days of several sessions."""

import datetime as dt
from collections.abc import Collection, Iterator

from domain import agenda
from domain.facts.sessions import SessionFact
from domain.sessions_state import Session, apply
from projections.composition import SeatPeriod
from projections.query import Connection, View, decode
from projections.things import ThingNoun
from projections.words import tagged, words

Sitting = tuple[str, dt.date]
"""A body, and a day."""


def people_of(session: Session) -> Iterator[str]:
    """Everyone whom a session names as there, excused, represented or recused."""
    yield from (attendance.person for attendance in session.attendance)
    yield from (movement.person for movement in session.movements)
    for proxy in session.proxies:
        yield proxy.giver
        if proxy.bearer is not None:
            yield proxy.bearer
    yield from (*session.excused, *session.guests, *(recusal.person for recusal in session.recusals))


def _terms(session: Session) -> Iterator[str]:
    yield f"state:{session.state}"
    yield f"body:{session.body}"
    yield f"body:{session.body}:{'held' if session.opened_on else 'not-held'}"
    yield from tagged("person", dict.fromkeys(people_of(session)))
    yield from tagged("theme", dict.fromkeys(theme for item in session.agenda for theme in item.themes))
    yield from tagged("second-of", [session.second_of])
    yield from words(*(item.title for item in session.agenda), *(v.subject for v in session.votes), session.reason)


SESSION = ThingNoun(
    table="session",
    thing=Session,
    kinds=(SessionFact,),
    prefix="session:",
    apply=apply,
    sort=lambda session: session.held_on.isoformat(),
    terms=_terms,
    deadlines=agenda.of_session,
)
NOUNS = SESSION.nouns()


async def seats_at(
    connection: Connection, view: View, sittings: Collection[Sitting]
) -> dict[Sitting, list[SeatPeriod]]:
    """Every legal seat of each body on its day, of all of them in one lookup."""
    wanted = sorted(set(sittings))
    records = await connection.fetch(
        """
        SELECT wanted.on_day, seat.*
        FROM unnest($4::text[], $5::date[]) AS wanted (of_body, on_day)
        JOIN composition seat ON seat.body = wanted.of_body AND seat.valid_from <= wanted.on_day
          AND seat.valid_to > wanted.on_day
        WHERE seat.ledger_id = $1 AND seat.known_to > $2 AND seat.known_from <= $2
          AND seat.level_from <= $3 AND seat.level_to >= $3
        ORDER BY seat.key
        """,
        view.ledger,
        view.position,
        view.level,
        [body for body, _ in wanted],
        [day for _, day in wanted],
    )
    found: dict[Sitting, list[SeatPeriod]] = {sitting: [] for sitting in wanted}
    for record in records:
        found[record["body"], record["on_day"]].append(decode(record, SeatPeriod))
    return found
