"""Who sits: every seat of every body, period by period. The subject is a body during a term."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from domain.core.entry import Entry, Fact, Rectified, standing
from domain.facts.bodies import TermFact
from domain.periods import Period, SeatState
from domain.timeline import Sweep, timeline
from projections.noun import Noun, Row, named
from projections.query import Connection, View, decode, select


class SeatPeriod(Struct, frozen=True, gc=False):
    """A seat during a period, with the body and the term that it belongs to."""

    body: str
    term: str
    period: Period


def rows(subject: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row for each period of each seat."""
    _, body, term = subject.split(":")
    for period in timeline(e for e in entries if _is_of(e.fact, body, term)).periods:
        yield _row(body, term, period)


def _row(body: str, term: str, period: Period) -> Row:
    holder = period.tenure.person if period.tenure else None
    return Row(period.seat.seat, period.start, period.end, (body, holder), SeatPeriod(body, term, period))


def _is_of(fact: Fact, body: str, term: str) -> bool:
    """Rectifications bear the tags of what they rectify; every other fact names its own body and term."""
    return not isinstance(fact, TermFact) or (fact.body, fact.term) == (body, term)


class CompositionFold:
    """A sweep that goes on with each entry of a later day, which is how a bureau lives; anything else begins anew."""

    def __init__(self, subject: str) -> None:
        _, self._body, self._term = subject.split(":")
        self._sweep = Sweep()

    def advance(self, entries: Sequence[Entry]) -> Mapping[tuple[str, dt.date], Row | None] | None:
        """The rows of the periods that changed."""
        last_day = self._sweep.last_day
        if last_day is not None and any(isinstance(e.fact, Rectified) or e.effective_on <= last_day for e in entries):
            return None
        self._sweep.extend(standing(e for e in entries if _is_of(e.fact, self._body, self._term)))
        return {
            place: _row(self._body, self._term, period) if period else None
            for place, period in self._sweep.take_changes().items()
        }


COMPOSITION = Noun(
    table="composition",
    columns=("body", "person"),
    kinds=(TermFact,),
    subjects=named("body:", parts=(3,)),
    rows=rows,
    fold=CompositionFold,
)


async def seats_on(connection: Connection, view: View, body: str, on: dt.date) -> list[SeatPeriod]:
    """Every legal seat of a body on a day: presidents first, then vice-presidents in rank, then by name."""
    return await seats_of(connection, view, [body], on)


async def seats_of(connection: Connection, view: View, bodies: Sequence[str], on: dt.date) -> list[SeatPeriod]:
    """Every legal seat of some bodies on a day, in one lookup, in the order of precedence."""
    records = await select(connection, view, COMPOSITION.table, "body", bodies, on)
    return sorted((decode(record, SeatPeriod) for record in records), key=precedence)


async def seat_periods(connection: Connection, view: View, body: str) -> list[SeatPeriod]:
    """Every period of every seat of a body, over all its terms."""
    records = await select(connection, view, COMPOSITION.table, "body", [body])
    return sorted((decode(record, SeatPeriod) for record in records), key=lambda s: (s.period.start, *precedence(s)))


async def tenures_of(connection: Connection, view: View, people: Sequence[str]) -> dict[str, list[SeatPeriod]]:
    """The periods during which each person held a seat, over all bodies and terms."""
    records = await select(connection, view, COMPOSITION.table, "person", people)
    found: dict[str, list[SeatPeriod]] = {person: [] for person in people}
    for record in records:
        found[record["person"]].append(decode(record, SeatPeriod))
    return found


_KINDS = ("PRESIDENT", "VICE_PRESIDENT", "BUREAU_MEMBER", "FULL_DELEGATE", "MEMBER", "ALTERNATE_DELEGATE")


def precedence(seat: SeatPeriod) -> tuple[int, int, int, str]:
    """Sort key: the order of precedence: by kind, rank and name (M2 before M10)."""
    legal = seat.period.seat
    return (_KINDS.index(legal.kind), legal.rank or 0, len(legal.seat), legal.seat)


class ChangeKind(StrEnum):
    """What changed; on one day people leave before others come."""

    STOPPED_ACTING = "STOPPED_ACTING"
    LEFT_SEAT = "LEFT_SEAT"
    HELD_OVER = "HELD_OVER"
    TOOK_SEAT = "TOOK_SEAT"
    BEGAN_ACTING = "BEGAN_ACTING"


class Change(Struct, frozen=True):
    """One change of a body's composition, on its day of effect."""

    on: dt.date
    kind: ChangeKind
    at: SeatPeriod
    person: str
    entry: int | None = None
    """That says so; None for what is derived."""


def changes(periods: Iterable[SeatPeriod], start: dt.date, end: dt.date) -> list[Change]:
    """What changed from ``start`` to ``end``, both included, in order."""
    found = {_what(change, change.kind): change for change in _all_changes(periods)}
    kinds = list(ChangeKind)
    told = (change for change in found.values() if _what(change, _UNDONE_BY.get(change.kind)) not in found)
    within = (change for change in told if start <= change.on <= end)
    return sorted(within, key=lambda c: (c.on, kinds.index(c.kind), *precedence(c.at)))


_UNDONE_BY = {
    ChangeKind.STOPPED_ACTING: ChangeKind.BEGAN_ACTING,
    ChangeKind.BEGAN_ACTING: ChangeKind.STOPPED_ACTING,
}
"""Who acts on both sides of a day on which something else changed (the prevented president died) goes on acting."""


def _what(change: Change, kind: ChangeKind | None) -> tuple[dt.date, ChangeKind | None, str, str, str]:
    return (change.on, kind, change.at.term, change.at.period.seat.seat, change.person)


def _all_changes(periods: Iterable[SeatPeriod]) -> Iterator[Change]:
    """Every change that the periods tell; a tenure that spans several of them is told again."""
    for at in periods:
        period, tenure = at.period, at.period.tenure
        if period.acting:
            yield Change(period.start, ChangeKind.BEGAN_ACTING, at, period.acting)
            if period.end:
                yield Change(period.end, ChangeKind.STOPPED_ACTING, at, period.acting)
        if tenure is None:
            continue
        yield Change(tenure.since, ChangeKind.TOOK_SEAT, at, tenure.person, tenure.entry)
        if tenure.until:
            yield Change(tenure.until, ChangeKind.LEFT_SEAT, at, tenure.person, tenure.ending_entry)
        if period.state is SeatState.HOLDOVER:
            yield Change(period.start, ChangeKind.HELD_OVER, at, tenure.person)
