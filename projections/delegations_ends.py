"""Delegations in force whose end is known: their own, a withdrawal to come, the end of a seat, an office or a term."""

import asyncio
import datetime as dt

from domain.delegations_known import Granted
from domain.delegations_standing import DelegationEnd, DelegationState, end_of
from projections.delegations import DELEGATION, open_delegations, ties
from projections.query import Connection, View
from projections.things import Found, by_tag
from projections.together import together


async def ends_until(
    connection: Connection, view: View, on: dt.date, until: dt.date
) -> list[tuple[Found[Granted], DelegationEnd]]:
    """What is in force on a day and ends after it, by another day, withdrawals already recorded included."""
    found = await open_delegations(connection, view, on, ())
    if not found:
        return []
    side_by_side = together(connection)
    later, hung_on = await asyncio.gather(
        by_tag(side_by_side, view, DELEGATION, until, [f"delegation:{f.thing.delegation}" for f in found]),
        ties(side_by_side, view, on, (each.thing for each in found)),
    )
    ending: list[tuple[Found[Granted], DelegationEnd]] = []
    for each in found:
        withdrawn = later.get(f"delegation:{each.thing.delegation}")
        first = _first_end(end_of(each.thing, hung_on), withdrawn.thing if withdrawn else None)
        if first is not None and on < first.on <= until:
            ending.append((each, first))
    return ending


def _first_end(end: DelegationEnd | None, later: Granted | None) -> DelegationEnd | None:
    """The end that is derived on the day, or the withdrawal that is recorded for a later one, if it comes first."""
    if later is None or later.withdrawn_on is None or (end is not None and end.on <= later.withdrawn_on):
        return end
    return DelegationEnd(on=later.withdrawn_on, state=DelegationState.WITHDRAWN, entry=later.withdrawn_by)
