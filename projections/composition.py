"""Who sits: every seat of every body, period by period. The subject is a body during a term."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from domain.core.entry import Entry, Fact
from domain.facts.bodies import TermFact
from domain.timeline import Period, timeline
from projections.noun import Noun, Row, encode
from projections.query import Connection, View, decode, select


class SeatPeriod(Struct, frozen=True):
    """A seat during a period, with the body and the term that it belongs to."""

    body: str
    term: str
    period: Period


def subjects(fact: Fact) -> Iterable[str]:
    """A fact of a term touches that body's composition during that term."""
    return (tag for tag in fact.tags() if tag.startswith("body:") and tag.count(":") == 2)


def rows(subject: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row for each period of each seat."""
    _, body, term = subject.split(":")
    for period in timeline(e for e in entries if _is_of(e.fact, body, term)).periods:
        yield Row(
            key=period.seat.seat,
            valid_from=period.start,
            valid_to=period.end,
            columns=(body, period.tenure.person if period.tenure else None),
            data=encode(SeatPeriod(body, term, period)),
        )


def _is_of(fact: Fact, body: str, term: str) -> bool:
    """Rectifications bear the tags of what they rectify; every other fact names its own body and term."""
    return not isinstance(fact, TermFact) or (fact.body, fact.term) == (body, term)


COMPOSITION = Noun(table="composition", columns=("body", "person"), subjects=subjects, rows=rows)


async def seats_on(connection: Connection, view: View, body: str, on: dt.date) -> list[SeatPeriod]:
    """Every legal seat of a body on a day: presidents first, then vice-presidents in rank, then by name."""
    records = await select(connection, view, COMPOSITION.table, "body", [body], on)
    return sorted((decode(record, SeatPeriod) for record in records), key=_protocol)


async def seat_periods(connection: Connection, view: View, body: str) -> list[SeatPeriod]:
    """Every period of every seat of a body, over all its terms."""
    records = await select(connection, view, COMPOSITION.table, "body", [body])
    return sorted((decode(record, SeatPeriod) for record in records), key=lambda s: (s.period.start, *_protocol(s)))


async def tenures_of(connection: Connection, view: View, people: Sequence[str]) -> dict[str, list[SeatPeriod]]:
    """The periods during which each person held a seat, over all bodies and terms."""
    records = await select(connection, view, COMPOSITION.table, "person", people)
    found: dict[str, list[SeatPeriod]] = {person: [] for person in people}
    for record in records:
        found[record["person"]].append(decode(record, SeatPeriod))
    return found


_KINDS = ("PRESIDENT", "VICE_PRESIDENT", "BUREAU_MEMBER", "FULL_DELEGATE", "MEMBER", "ALTERNATE_DELEGATE")


def _protocol(seat: SeatPeriod) -> tuple[int, int, int, str]:
    """The order of precedence: by kind, rank and name (M2 before M10)."""
    legal = seat.period.seat
    return (_KINDS.index(legal.kind), legal.rank or 0, len(legal.seat), legal.seat)
