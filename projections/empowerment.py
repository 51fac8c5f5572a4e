"""What the question of who may sign needs of the read models: delegations, what they hang on, who sits."""

import datetime as dt
from collections.abc import Iterable, Mapping

from domain.delegations_known import Granted
from domain.delegations_standing import Ties
from domain.empowerment import Answer, Presiding, Question, answer
from domain.facts.bodies import BodyKind, SeatKind
from domain.periods import SeatState
from projections.bodies import Body, all_bodies
from projections.composition import seats_of
from projections.delegations import delegations_of, powers_from_the_assembly, presidents_on, ties
from projections.query import Connection, View
from projections.things import Found


async def empowerment_of(
    connection: Connection, view: View, question: Question
) -> tuple[Answer, Mapping[str, Found[Granted]], Ties]:
    """Whether someone was empowered, with the delegations looked at and what they hang on. Eleven look-ups."""
    own = await delegations_of(connection, view, question.on, [question.person])
    given = await powers_from_the_assembly(connection, view, question.on)
    found = {each.thing.delegation: each for each in (*own.values(), *given)}
    things = [each.thing for each in found.values()]
    hung_on = await ties(connection, view, question.on, things)
    bureau = await presiding(connection, view, question.on, (thing.granted_on for thing in things))
    return answer(question, things, hung_on, bureau), found, hung_on


async def presiding(connection: Connection, view: View, on: dt.date, granted_on: Iterable[dt.date]) -> Presiding:
    """Who sits on the bureau on the day, and who presided on the days of granting."""
    bodies = [body.body for body in await all_bodies(connection, view, on) if _is_bureau(body)]
    seats = [at.period for at in await seats_of(connection, view, bodies, on)]
    president = next((p for p in seats if p.seat.kind is SeatKind.PRESIDENT), None)
    return Presiding(
        president=president.tenure.person if president and president.tenure else None,
        prevented=president is not None and president.prevented,
        acting=president.acting if president else None,
        members=frozenset(p.tenure.person for p in seats if p.tenure),
        holdover=any(p.state is SeatState.HOLDOVER for p in seats),
        former=await presidents_on(connection, view, bodies, sorted(set(granted_on))),
    )


def _is_bureau(body: Body) -> bool:
    return body.kind is BodyKind.BUREAU
