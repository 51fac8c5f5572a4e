"""What the life of a seat is cut into: half-open periods, tenures, vacancies, and the contradictions on the way."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from domain.core.entry import Act
from domain.facts.bodies import Cause, Manner, Seat


class SeatState(StrEnum):
    """What a seat is during a period."""

    HELD = "HELD"
    HOLDOVER = "HOLDOVER"
    """Held by an outgoing holder, between the general renewal and the installation (CGCT L5211-8)."""
    VACANT = "VACANT"


class Tenure(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One person in one seat, without a break."""

    person: str
    manner: Manner
    since: dt.date
    entry: int
    act: Act | None = None
    until: dt.date | None = None
    ended_by: Cause | None = None
    ending_entry: int | None = None
    ending_act: Act | None = None


class Vacancy(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A seat without a holder: since when, why, and by which entry."""

    since: dt.date
    cause: Cause
    entry: int
    act: Act | None = None


class Period(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What one seat is from ``start`` (included) to ``end`` (excluded; None: open)."""

    seat: Seat
    start: dt.date
    end: dt.date | None
    state: SeatState
    tenure: Tenure | None = None
    vacancy: Vacancy | None = None
    prevented: bool = False
    acting: str | None = None
    """Who acts as president: on the president's seat alone."""


class AnomalyKind(StrEnum):
    """How a history contradicts itself."""

    NO_TERM = "NO_TERM"
    OUTSIDE_TERM = "OUTSIDE_TERM"
    UNKNOWN_SEAT = "UNKNOWN_SEAT"
    SEAT_ALREADY_HELD = "SEAT_ALREADY_HELD"
    NOT_THE_HOLDER = "NOT_THE_HOLDER"
    PERSON_SEATED_TWICE = "PERSON_SEATED_TWICE"
    PERSON_IS_DEAD = "PERSON_IS_DEAD"
    NO_BODY = "NO_BODY"
    TERMS_OVERLAP = "TERMS_OVERLAP"


class Anomaly(Struct, frozen=True, kw_only=True):
    """An entry that the rest of the history contradicts."""

    kind: AnomalyKind
    entry: int
    seat: str | None = None
    person: str | None = None


class Timeline(Struct, frozen=True, kw_only=True):
    """The life of a body during one term."""

    opened_on: dt.date | None = None
    ended_on: dt.date | None = None
    periods: tuple[Period, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()

    def on(self, day: dt.date) -> dict[str, Period]:
        """Each seat's period on a day."""
        return {p.seat.seat: p for p in self.periods if p.start <= day and (p.end is None or day < p.end)}

    def tenures(self) -> Iterator[tuple[str, Tenure]]:
        """Each tenure once, with its seat, in order of time."""
        seen: set[tuple[str, int]] = set()
        for period in self.periods:
            tenure = period.tenure
            if tenure and (period.seat.seat, tenure.entry) not in seen:
                seen.add((period.seat.seat, tenure.entry))
                yield period.seat.seat, tenure
