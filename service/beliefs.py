"""Two beliefs: what the register held true at one position against what it knows at another, and what rested on it.

Rows tell what was believed of a place for a time; segments of that time on which the two positions differ are changes.
The entry that ended a belief says why: a rectification (it had been recorded wrongly), a late record (it had happened
already), a judgment that reaches back, something that has happened since, or a disclosure.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from msgspec import Struct, structs

from domain.core.entry import Disclosed, Entry, Rectified
from domain.decision_state import DecisionState
from domain.facts.bodies import BodyKind, Cause
from projections.beliefs import TITLES, Between, Held, Rested, Resting, changed, resting, watched
from service.database import Session as Connection
from service.ledger.envelope import decode_entry
from service.ledger.evidence import Recorded, of_steps
from service.messages.beliefs import belief
from service.messages.words import Language


class BeliefCause(StrEnum):
    """Why what was believed is not what is known."""

    RECTIFICATION = "RECTIFICATION"
    """It had been recorded wrongly."""
    LATE_RECORD = "LATE_RECORD"
    """It had happened already, and was recorded later."""
    RETROACTIVE = "RETROACTIVE"
    """It happened since, and reaches back: an annulment, a withdrawal."""
    NEW_EVENT = "NEW_EVENT"
    """It has happened since: nobody was mistaken."""
    DISCLOSURE = "DISCLOSURE"
    """It had been recorded for few."""


class RestingReason(StrEnum):
    """Why a decision, an arbitration, a review or a session rested on what was believed."""

    TAKEN_BY_THE_BODY = "TAKEN_BY_THE_BODY"
    PERSON_NAMED = "PERSON_NAMED"
    """The person attended, signed, spoke or is concerned."""
    UNDER_THE_DELEGATION = "UNDER_THE_DELEGATION"
    RESTS_ON_THE_DECISION = "RESTS_ON_THE_DECISION"
    AT_THE_SESSION = "AT_THE_SESSION"
    ORGANIZATION_NAMED = "ORGANIZATION_NAMED"


class Belief(Struct, frozen=True):
    """What one side holds true of a place, during the whole row."""

    code: str
    values: dict[str, Any]
    """Of its sentence."""
    data: Any
    """The row, as the projection has it."""
    entry: int | None
    """On which it rests."""

    def sentence(self, language: Language) -> str:
        """In words."""
        return belief(self.code, self.values, language)


class ChangeEntry(Struct, frozen=True):
    """An entry that changed the belief."""

    entry: Entry
    recorded_at: dt.datetime


class BeliefChange(Struct, frozen=True, kw_only=True):
    """A time during which what was believed of a place is not what is known of it."""

    subject: str
    """Tag of what it is a row of: body:bureau:2026, person:p-..., decision:2026-17."""
    place: str
    """The seat, the office; empty for a thing."""
    table: str
    since: dt.date
    until: dt.date | None
    believed: Belief | None
    known: Belief | None
    differs: tuple[str, ...]
    """Names of what is not the same."""
    step: int
    """Position from which on the former belief was held no more, or the new one is held."""
    cause: BeliefCause = BeliefCause.NEW_EVENT
    entries: tuple[ChangeEntry, ...] = ()


class Asked(Struct, frozen=True, kw_only=True):
    """Which beliefs: of a subject, at two positions; ``day``: that on which the earlier one was recorded."""

    subject: str
    between: Between
    day: dt.date
    causes: frozenset[BeliefCause] = frozenset(BeliefCause)


Place = tuple[int, str, str, str]
"""Where a change stands in the order: table, subject, place, first day."""
_AT_ONCE: Final = 50
"""Places read at a time."""
MOST: Final = 2000
"""Changes whose impact is looked at, at most."""


class TooManyChanges(Exception):
    """More than ``MOST`` changes: a narrower interval is asked for."""


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
    return who in set(_people(change))


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


# -- impact ------------------------------------------------------------------------------------------------------------


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
            named = [(f"person:{who}", RestingReason.PERSON_NAMED) for who in _people(change)]
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


def _people(change: BeliefChange) -> Iterator[str]:
    """Who holds the place on either side, or acts in it."""
    for side in (change.believed, change.known):
        if side is not None:
            yield from (who for who in (side.values.get("person"), side.values.get("acting")) if who)


def _moved(change: BeliefChange) -> list[str]:
    """Those who hold it, or act, on one side alone."""
    before = {who for who in _who(change.believed) if who}
    now = {who for who in _who(change.known) if who}
    return sorted(before ^ now)


def _who(side: Belief | None) -> tuple[str | None, ...]:
    return () if side is None else (side.values.get("person"), side.values.get("acting"))
