"""Who belonged to which EPCI, and what existed: cut from observations of 1 January and legal acts together.

Both functions are total: whatever was recorded, they give periods that never overlap.

``spans`` sweeps one commune's entries by date. An act opens or closes a membership on its day; an observation opens
one where the commune was in none or in another, and closes the one that it has seen end. So an act refines what
was observed (left on 14 March, no longer seen on the next 1 January) and the commune is in one EPCI at a time
(CGCT L5210-2) by construction.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.facts.territory import (
    CommuneCreated,
    CommuneEnded,
    CommuneJoinedEpci,
    CommuneLeftEpci,
    EpciCreated,
    EpciEnded,
    MembershipObserved,
)


class Mark(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a period begins or ends on a day: by an act (``on``), or because it was seen (``observed_by``)."""

    entry: int
    on: dt.date | None = None
    """The legal date."""
    observed_by: dt.date | None = None
    """The 1 January by which it was so; the legal date is not known."""
    cause: str | None = None
    act: Act | None = None


class Span(Struct, frozen=True, kw_only=True):
    """A commune's membership of one EPCI, from a day to a day (excluded)."""

    epci: str
    start: dt.date
    since: Mark
    end: dt.date | None = None
    until: Mark | None = None
    last_seen: dt.date | None = None
    """The last 1 January on which the commune was surely seen there."""
    left: bool = False
    """Whether it ended because an act says that the commune left: not since it was seen, or joined, elsewhere."""

    def covers(self, day: dt.date) -> bool:
        """Whether it holds on a day."""
        return self.start <= day and (self.end is None or day < self.end)

    def meets(self, first: dt.date, last: dt.date | None) -> bool:
        """Whether it holds on a day from ``first`` to ``last`` (included; None: for ever)."""
        return (last is None or self.start <= last) and (self.end is None or first < self.end)


class Lifetime(Struct, frozen=True):
    """A time during which a commune or an EPCI existed; ``start`` is None when it goes back before what is known."""

    start: dt.date | None = None
    since: Entry | None = None
    end: dt.date | None = None
    until: Entry | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether it exists on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class _Event(NamedTuple):
    """What happens to a membership on a day; sorted by day, endings first."""

    day: dt.date
    rank: int
    order: tuple[int, int]
    opens: bool
    epci: str | None
    mark: Mark
    seen: dt.date | None = None


_COMMUNE_ENDS, _LEAVES, _SEEN_GONE, _JOINS, _SEEN = range(5)


def last_first_of_january(fact: MembershipObserved) -> dt.date:
    """The last 1 January on which an observation surely saw the commune there."""
    if fact.observed_until is None or fact.observed_until.year - 1 < fact.observed_from.year:
        return fact.observed_from
    return dt.date(fact.observed_until.year - 1, 1, 1)


def spans(entries: Iterable[Entry]) -> tuple[Span, ...]:
    """A commune's memberships in order, from its standing entries."""
    done: list[Span] = []
    current: Span | None = None
    for event in sorted(_events(entries)):
        if current is not None and _closes(current, event):
            if current.start < event.day:
                left = event.rank == _LEAVES
                done.append(structs.replace(current, end=event.day, until=event.mark, left=left))
            current = None
        if not event.opens:
            continue
        if current is None and event.epci is not None:
            current = Span(epci=event.epci, start=event.day, since=event.mark, last_seen=event.seen)
        elif current is not None and event.seen is not None:
            current = structs.replace(current, last_seen=max(event.seen, current.last_seen or event.seen))
    return (*done, current) if current is not None else tuple(done)


def _closes(current: Span, event: _Event) -> bool:
    """An opening closes another EPCI's membership; an ending that of its own EPCI, or any when the commune ends."""
    return event.epci != current.epci if event.opens else event.epci in (None, current.epci)


def _events(entries: Iterable[Entry]) -> Iterator[_Event]:
    latest: dict[tuple[str, dt.date], Entry] = {}
    for entry in sorted(entries, key=_order):
        match entry.fact:
            case MembershipObserved(epci=epci, observed_from=observed_from):
                latest[epci, observed_from] = entry
            case CommuneJoinedEpci(epci=epci):
                yield _Event(entry.effective_on, _JOINS, _order(entry), True, epci, by_act(entry))
            case CommuneLeftEpci(epci=epci):
                yield _Event(entry.effective_on, _LEAVES, _order(entry), False, epci, by_act(entry))
            case CommuneEnded():
                yield _Event(entry.effective_on, _COMMUNE_ENDS, _order(entry), False, None, by_act(entry))
    for entry in latest.values():
        if isinstance(fact := entry.fact, MembershipObserved):
            since = Mark(entry=entry.position, observed_by=fact.observed_from)
            seen = last_first_of_january(fact)
            yield _Event(fact.observed_from, _SEEN, _order(entry), True, fact.epci, since, seen)
            if (end := fact.observed_until) is not None and end > fact.observed_from:
                gone = Mark(entry=entry.position, observed_by=end)
                yield _Event(end, _SEEN_GONE, _order(entry), False, fact.epci, gone)


def _order(entry: Entry) -> tuple[int, int]:
    return (entry.order, entry.position)


def by_act(entry: Entry) -> Mark:
    """The mark of an act: its legal date, its cause, its entry."""
    cause = getattr(entry.fact, "cause", None)
    return Mark(entry=entry.position, on=entry.effective_on, cause=cause and str(cause), act=entry.act)


def lifetimes(entries: Iterable[Entry]) -> tuple[Lifetime, ...]:
    """When a commune or an EPCI existed, from its standing entries in legal order.

    With no act at all it simply exists; what only ends existed as far back as is known.
    """
    found: list[Lifetime] = []
    for entry in entries:
        alive = bool(found) and found[-1].end is None
        match entry.fact:
            case CommuneCreated() | EpciCreated():
                if not alive:
                    found.append(Lifetime(entry.effective_on, entry))
            case CommuneEnded() | EpciEnded():
                if alive or not found:
                    start = found.pop() if found else Lifetime()
                    found.append(structs.replace(start, end=entry.effective_on, until=entry))
    return tuple(found) or (Lifetime(),)


def missing_day(existence: Iterable[Lifetime], first: dt.date, last: dt.date) -> dt.date | None:
    """The first day, from ``first`` to ``last``, on which it did not exist or ceased to; None when there is none."""
    life = next((life for life in existence if life.covers(first)), None)
    if life is None:
        return first
    return life.end if life.end is not None and life.end <= last else None
