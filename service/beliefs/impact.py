"""What had rested on a belief that changed: to be looked at again, each with the reason."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from projections.beliefs import TITLES, Rested, Resting, resting
from service.beliefs.changes import changes
from service.beliefs.shape import Asked, Belief, BeliefChange, RestingReason, people_of
from service.database import Session as Connection

MOST: Final = 2000
"""Changes whose impact is looked at, at most."""


class TooManyChanges(Exception):
    """More than ``MOST`` changes: a narrower interval is asked for."""


class Impact(Struct, frozen=True, kw_only=True):
    """Something dated within the time that changed, recorded while the former belief was held."""

    subject: str
    """Tag: decision:2026-17, session:..."""
    sort: str
    on: dt.date
    """The day by which it is listed: of the decision, the session, the review; of an arbitration, its opening."""
    title: str | None
    entry: int | None
    reason: RestingReason
    change: BeliefChange


_Wanted = tuple[str, RestingReason]


async def impact(connection: Connection, asked: Asked, *, after: tuple[str, str] | None, first: int) -> list[Impact]:
    """What rested on the beliefs that changed, the last dated first. A statement for each noun, besides the changes.

    Raises:
        TooManyChanges: the interval is too wide to say.
    """
    told = [change for _, change in await changes(connection, asked, after=None, first=MOST + 1)]
    if len(told) > MOST:
        raise TooManyChanges
    found: list[Impact] = []
    for table in TITLES:
        wanted = [(term, reason, change) for change in told for term, reason in _terms(asked, change).get(table, ())]
        if not wanted:
            continue
        looked_for = [
            Rested(term=term, since=change.since, until=change.until, step=change.step) for term, _, change in wanted
        ]
        for each in await resting(connection, asked.between.after, table, looked_for, after=after, first=first):
            _, reason, change = wanted[each.wanted]
            found.append(_impact(each, reason, change))
    return sorted(found, key=lambda each: (each.sort, each.subject), reverse=True)[:first]


def _impact(each: Resting, reason: RestingReason, change: BeliefChange) -> Impact:
    return Impact(
        subject=each.subject,
        sort=each.sort,
        on=dt.date.fromisoformat(each.sort.replace(" ", "-")),
        title=each.title,
        entry=each.entry,
        reason=reason,
        change=change,
    )


def _terms(asked: Asked, change: BeliefChange) -> Mapping[str, Sequence[_Wanted]]:
    """By noun, the terms under which what rested on a belief is found, and why it did."""
    kind, _, name = asked.subject.partition(":")
    match change.table:
        case "composition":
            people = [name] if kind == "person" else _moved(change)
            body = change.subject.split(":")[1]
            taken = [(f"body:{body}", RestingReason.TAKEN_BY_THE_BODY)] if kind == "body" else []
            named = [(f"person:{who}", RestingReason.PERSON_NAMED) for who in people]
            both = [*taken, *named]
            return {"decision": both, "session": both, "review": both, "arbitration": named}
        case "holding" | "person":
            named = [(f"person:{who}", RestingReason.PERSON_NAMED) for who in people_of(change)]
            return dict.fromkeys(TITLES, named)
        case "member":
            of_it = [(f"organization:{asked.subject}", RestingReason.ORGANIZATION_NAMED)]
            return {"decision": of_it, "arbitration": of_it, "review": of_it}
        case "decision":
            by = [(f"by:{name}", RestingReason.RESTS_ON_THE_DECISION)]
            return {"decision": by, "arbitration": [(f"decision:{name}", RestingReason.RESTS_ON_THE_DECISION)]}
        case "delegation":
            return {"decision": [(f"delegation:{name}", RestingReason.UNDER_THE_DELEGATION)]}
        case "session":
            return {"decision": [(f"session:{name}", RestingReason.AT_THE_SESSION)]}
    return {}


def _moved(change: BeliefChange) -> list[str]:
    """Those who hold it, or act, on one side alone."""
    before = {who for who in _who(change.believed) if who}
    now = {who for who in _who(change.known) if who}
    return sorted(before ^ now)


def _who(side: Belief | None) -> tuple[str | None, ...]:
    return () if side is None else (side.values.get("person"), side.values.get("acting"))
