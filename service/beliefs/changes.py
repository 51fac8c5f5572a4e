"""What two positions of a ledger hold of a subject, segment by segment, and why it is not the same."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from msgspec import structs

from domain.core.entry import Disclosed, Entry, Rectified
from domain.decision_state import DecisionState
from domain.facts.bodies import BodyKind, Cause
from projections.beliefs import Held, changed, watched
from service.beliefs.shape import Asked, Belief, BeliefCause, BeliefChange, ChangeEntry, people_of
from service.database import Session as Connection
from service.ledger.envelope import decode_entry
from service.ledger.evidence import Recorded, of_steps

Place = tuple[int, str, str, str]
"""Where a change stands in the order: table, subject, place, first day."""
_AT_ONCE: Final = 50
"""Places read at a time."""


async def changes(
    connection: Connection, asked: Asked, *, after: Place | None, first: int
) -> list[tuple[Place, BeliefChange]]:
    """The next changes in order, each with its place. Two statements for each fifty places that are looked at."""
    found: list[tuple[Place, BeliefChange]] = []
    for number, (where, value) in enumerate(watched(asked.subject)):
        if after is not None and number < after[0]:
            continue
        begin = (after[1], after[2]) if after is not None and number == after[0] else None
        beyond = False
        while len(found) < first:
            rows = await changed(connection, asked.between, where, value, begin=begin, beyond=beyond, first=_AT_ONCE)
            told = [change for held in rows.values() for change in _segments(where.table, held)]
            told = await _explained(connection, asked, told)
            for change in told:
                place = (number, change.subject, change.place, change.since.isoformat())
                if (after is None or place > after) and change.cause in asked.causes and _concerns(asked, change):
                    found.append((place, change))
            if len(rows) < _AT_ONCE:
                break
            begin, beyond = next(reversed(rows)), True
    return found[:first]


def _concerns(asked: Asked, change: BeliefChange) -> bool:
    """Asked of a person, a seat's change is told when the person holds it on one side."""
    kind, _, who = asked.subject.partition(":")
    if kind != "person" or change.table != "composition":
        return True
    return who in set(people_of(change))


# -- segments ----------------------------------------------------------------------------------------------------------


def _segments(table: str, rows: Sequence[Held]) -> Iterator[BeliefChange]:
    """The times during which the two sides differ, adjacent ones that differ alike as one."""
    days = sorted({day for row in rows for day in (row.since, row.until or dt.date.max)})
    current: BeliefChange | None = None
    for start, end in pairwise(days):
        change = _segment(table, rows, start, None if end == dt.date.max else end)
        if current is not None and change is not None and _alike(current, change):
            current = structs.replace(current, until=change.until)
            continue
        if current is not None:
            yield current
        current = change
    if current is not None:
        yield current


def _segment(table: str, rows: Sequence[Held], start: dt.date, end: dt.date | None) -> BeliefChange | None:
    there = [row for row in rows if row.since <= start and (row.until is None or start < row.until)]
    before = next((row for row in there if row.believed), None)
    now = next((row for row in there if not row.believed), None)
    meant, means = _meaning(table, before), _meaning(table, now)
    if meant == means:
        return None
    differs = tuple(name for name in dict.fromkeys((*meant, *means)) if meant.get(name) != means.get(name))
    row = before or now
    assert row is not None
    return BeliefChange(
        subject=row.subject,
        place=row.place,
        table=table,
        since=start,
        until=end,
        believed=_belief(table, before),
        known=_belief(table, now),
        differs=differs,
        step=min(row.step for row in there),
    )


def _alike(one: BeliefChange, other: BeliefChange) -> bool:
    return one.until == other.since and (one.believed, one.known, one.step) == (other.believed, other.known, other.step)


_ENTRIES: Final = ("entry", "entries", "ending_entry")


def _meaning(table: str, row: Held | None) -> dict[str, Any]:
    """What a row says, without the ends that are told by the rows that follow and the entries that say so."""
    if row is None:
        return {}
    if table != "composition":
        ends = ("until", "ended_by") if table in {"holding", "member"} else ()
        return {name: _plain(value) for name, value in row.data.items() if name not in (*_ENTRIES, *ends)}
    period = row.data["period"]
    tenure, vacancy = period.get("tenure") or {}, period.get("vacancy") or {}
    return {
        "state": period["state"],
        "holder": tenure.get("person"),
        "manner": tenure.get("manner"),
        "cause": vacancy.get("cause"),
        "act": (tenure or vacancy).get("act"),
        "acting": period.get("acting"),
        "prevented": period.get("prevented", False),
        "on_behalf_of": period["seat"].get("on_behalf_of"),
    }


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(item) for name, item in value.items() if name not in _ENTRIES}
        case list():
            return [_plain(item) for item in value]
    return value


def _belief(table: str, row: Held | None) -> Belief | None:
    if row is None:
        return None
    data = row.data
    entry = data.get("entry") or next(iter(data.get("entries", ())), None)
    match table:
        case "composition":
            return _seat(data)
        case "holding":
            held = data.get("office") or data.get("mandate")
            values = {name: data[name] for name in ("person", "organization")} | {"held": held}
            return Belief("HOLDING", values | {"since": _day(data["since"])}, data, entry)
        case "member":
            values = {"organization": data["organization"], "since": _day(data["since"])}
            return Belief("MEMBER", values, data, entry)
        case "body":
            return Belief("BODY", {"body": data["body"], "kind": BodyKind(data["kind"])}, data, entry)
        case "person":
            return Belief("PERSON", {"person": data["person"], "died_on": _day(data.get("died_on"))}, data, entry)
        case "decision":
            values = {"decision": data["decision"], "title": data["title"], "state": DecisionState(data["state"])}
            return Belief("DECISION", values | {"state_since": _day(data.get("state_since"))}, data, entry)
        case "delegation":
            values = {"delegation": data["delegation"], "person": data.get("person")}
            days = {name: _day(data.get(name)) for name in ("granted_on", "withdrawn_on")}
            return Belief("DELEGATION", values | days, data, entry)
    return Belief("OTHER", {"thing": row.subject.replace("course:", "project:")}, data, entry)


def _seat(data: Any) -> Belief:
    period = data["period"]
    tenure, vacancy = period.get("tenure"), period.get("vacancy")
    told = tenure or vacancy
    values = {
        "seat": period["seat"]["seat"],
        "body": data["body"],
        "since": _day(told["since"]),
        "acting": period.get("acting"),
    }
    if tenure:
        return Belief("SEAT_HELD", values | {"person": tenure["person"]}, data, told["entry"])
    return Belief("SEAT_VACANT", values | {"cause": Cause(vacancy["cause"])}, data, told["entry"])


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


# -- why ---------------------------------------------------------------------------------------------------------------


async def _explained(connection: Connection, asked: Asked, told: Sequence[BeliefChange]) -> list[BeliefChange]:
    """Each change with the entries of the step that made it, and so with its cause."""
    if not told:
        return []
    recorded = await of_steps(connection, asked.between.after, ((each.subject, each.step) for each in told))
    by_step: dict[tuple[str, int], list[Recorded]] = {}
    for entry in recorded:
        by_step.setdefault((entry.subject, entry.step), []).append(entry)
    return [_with_cause(asked, each, by_step.get((each.subject, each.step), [])) for each in told]


def _with_cause(asked: Asked, change: BeliefChange, recorded: Iterable[Recorded]) -> BeliefChange:
    entries = tuple(ChangeEntry(decode_entry(each.position, each.body), each.recorded_at) for each in recorded)
    return structs.replace(change, entries=entries, cause=_cause(asked, change, [each.entry for each in entries]))


def _cause(asked: Asked, change: BeliefChange, entries: Sequence[Entry]) -> BeliefCause:
    if any(isinstance(entry.fact, Rectified) or entry.replaces is not None for entry in entries):
        return BeliefCause.RECTIFICATION
    if any(isinstance(entry.fact, Disclosed) for entry in entries):
        return BeliefCause.DISCLOSURE
    happened = min((entry.effective_on for entry in entries), default=change.since)
    if happened <= asked.day:
        return BeliefCause.LATE_RECORD
    return BeliefCause.RETROACTIVE if change.since <= asked.day else BeliefCause.NEW_EVENT
