"""The heart of "who sits on the bureau on D, as known at K": the life of a body during one term.

``timeline`` sweeps the standing entries of one body and term in legal order and cuts each seat's life into half-open
periods. It is total: an inconsistent history gives periods and anomalies, never an exception. Holding a seat, acting
for the president and being entitled to a seat are three things; only the first two are told here.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from itertools import groupby

from msgspec import Struct, structs

from domain.core.entry import Entry, Fact, standing
from domain.facts.bodies import (
    ActingDesignated,
    BodyReopened,
    Cause,
    GeneralRenewalHeld,
    PreventionLifted,
    PreventionRecorded,
    Seat,
    SeatAbolished,
    SeatCreated,
    SeatFact,
    SeatFilled,
    SeatKind,
    SeatReassigned,
    SeatVacated,
    TermEnded,
    TermOpened,
)
from domain.periods import Anomaly, AnomalyKind, Period, SeatState, Tenure, Timeline, Vacancy


def timeline(entries: Iterable[Entry]) -> Timeline:
    """The composition of one body during one term, from that term's entries in any order."""
    sweep = Sweep()
    sweep.extend(standing(entries))
    return sweep.result()


class _Cell(Struct, frozen=True, gc=False, kw_only=True):
    """What a seat is at one moment of the sweep."""

    seat: Seat
    tenure: Tenure | None
    vacancy: Vacancy | None
    prevented: bool
    holdover: bool
    acting: str | None


_NONE: frozenset[str] = frozenset()

Place = tuple[str, dt.date]
"""Names a period: its seat and its first day."""


class Sweep:
    """A sweep in progress: where each seat stands, and the periods so far. It goes on day after day, never back."""

    def __init__(self) -> None:
        self.last_day: dt.date | None = None
        self.opened_on: dt.date | None = None
        self.ended_on: dt.date | None = None
        self.renewed = False
        self.seats: dict[str, Seat] = {}
        self.by_kind: dict[SeatKind, set[str]] = {}
        self.holder: dict[str, Tenure] = {}
        self.vacancy: dict[str, Vacancy] = {}
        self.ever: set[tuple[str, str]] = set()
        self.prevented: set[str] = set()
        self.designated: str | None = None
        self.president_elected = False
        self.swept: dict[str, Tenure] = {}
        self.anomalies: list[Anomaly] = []
        self.touched: set[str] = set()
        self.acting: str | None = None
        self.open: dict[str, tuple[dt.date, _Cell]] = {}
        self.periods: dict[Place, Period] = {}
        self.of_tenure: dict[tuple[str, int], list[Place]] = {}
        self.changed: set[Place] = set()

    def extend(self, entries: Iterable[Entry]) -> None:
        """Apply standing entries in legal order, all of days after the last one swept."""
        for day, group in groupby(entries, key=lambda entry: entry.effective_on):
            for entry in group:
                self.apply(entry)
            self.close_day(day)
            self.last_day = day

    def take_changes(self) -> dict[Place, Period | None]:
        """The periods that changed since the last time: what they are by now, None when they are no more."""
        changes = {place: self.periods.get(place) for place in self.changed}
        self.changed.clear()
        return changes

    # -- facts ------------------------------------------------------------------------------------------------------

    def apply(self, entry: Entry) -> None:
        fact = entry.fact
        if isinstance(fact, TermOpened):
            self.opened_on = self.opened_on or entry.effective_on
            for seat in fact.seats:
                self._create(seat, entry)
            return
        if self.opened_on is None:
            self._object(AnomalyKind.NO_TERM, entry)
            return
        if isinstance(fact, TermEnded):
            self._end_everything(entry, fact.cause)
            self.ended_on = self.ended_on or entry.effective_on
        elif self.ended_on is not None:
            self._object(AnomalyKind.OUTSIDE_TERM, entry)
        elif isinstance(fact, SeatFact):
            self._apply_to_person(fact, entry)
        else:
            self._apply_to_body(fact, entry)

    def _apply_to_body(self, fact: Fact, entry: Entry) -> None:
        match fact:
            case BodyReopened(cause=cause):
                self.swept = dict(self.holder)
                self._end_everything(entry, cause)
            case SeatCreated(seat=seat):
                self._create(seat, entry)
            case SeatAbolished(seat=name):
                self._abolish(name, entry)
            case SeatReassigned(seat=name, on_behalf_of=member):
                self._reassign(name, member, entry)
            case GeneralRenewalHeld():
                self.renewed = True
                self.touched.update(self.seats)
            case ActingDesignated(person=person):
                self.designated = person

    def _apply_to_person(self, fact: SeatFact, entry: Entry) -> None:
        match fact:
            case SeatFilled():
                self._fill(fact, entry)
            case SeatVacated():
                self._vacate(fact, entry)
            case PreventionRecorded(seat=name, person=person):
                if self._held_by(name, person, entry):
                    self.prevented.add(name)
                    self.touched.add(name)
            case PreventionLifted(seat=name, person=person):
                if self._held_by(name, person, entry):
                    self.prevented.discard(name)
                    self.touched.add(name)
            case _:
                pass  # a resignation tendered, a judgment, an appeal: they change nothing by themselves

    def _create(self, seat: Seat, entry: Entry) -> None:
        if (former := self.seats.get(seat.seat)) is not None:
            self.by_kind[former.kind].discard(seat.seat)
        self.seats[seat.seat] = seat
        self.by_kind.setdefault(seat.kind, set()).add(seat.seat)
        self.touched.add(seat.seat)
        if seat.seat not in self.holder:
            self.vacancy[seat.seat] = Vacancy(
                since=entry.effective_on, cause=Cause.NEVER_FILLED, entry=entry.position, act=entry.act
            )

    def _abolish(self, name: str, entry: Entry) -> None:
        if not self._known(name, entry):
            return
        if name in self.holder:
            self._end(name, entry, Cause.SEAT_ABOLISHED)
        self.by_kind[self.seats.pop(name).kind].discard(name)
        self.touched.add(name)
        self.vacancy.pop(name, None)

    def _reassign(self, name: str, member: str, entry: Entry) -> None:
        if self._known(name, entry):
            self.seats[name] = structs.replace(self.seats[name], on_behalf_of=member)
            self.touched.add(name)

    def _fill(self, fact: SeatFilled, entry: Entry) -> None:
        name = fact.seat
        if not self._known(name, entry):
            return
        current = self.holder.get(name)
        if current is not None:
            if current.person != fact.person:
                self._object(AnomalyKind.SEAT_ALREADY_HELD, entry, name, current.person)
            self._end(name, entry, Cause.REELECTED)
        if any(tenure.person == fact.person for tenure in self.holder.values()):
            self._object(AnomalyKind.PERSON_SEATED_TWICE, entry, name, fact.person)
        self.holder[name] = Tenure(
            person=fact.person, manner=fact.manner, since=entry.effective_on, entry=entry.position, act=entry.act
        )
        self.ever.add((name, fact.person))
        self.vacancy.pop(name, None)
        self.prevented.discard(name)
        self.touched.add(name)
        if self.seats[name].kind is SeatKind.PRESIDENT:
            self.president_elected = True
            self.designated = None

    def _vacate(self, fact: SeatVacated, entry: Entry) -> None:
        swept = self.swept.get(fact.seat)
        if swept is not None and swept.person == fact.person and fact.seat not in self.holder:
            self.holder[fact.seat] = swept  # left earlier on the day that saw the body reopened
        if self._overtaken(fact):
            return
        if self._held_by(fact.seat, fact.person, entry):
            self._end(fact.seat, entry, fact.cause)

    def _overtaken(self, fact: SeatVacated) -> bool:
        """Whether the person has left the seat by then: a resignation to come is overtaken by a death, or by the
        election of a new president."""
        holder = self.holder.get(fact.seat)
        left = holder is None or holder.person != fact.person
        return left and (fact.seat, fact.person) in self.ever

    def _end_everything(self, entry: Entry, cause: Cause) -> None:
        for name in self.seats:
            if name in self.holder:
                self._end(name, entry, cause)
            else:
                self._leave_vacant(name, entry, cause)
        self.designated = None

    def _end(self, name: str, entry: Entry, cause: Cause) -> None:
        tenure = self.holder.pop(name)
        ended = structs.replace(
            tenure, until=entry.effective_on, ended_by=cause, ending_entry=entry.position, ending_act=entry.act
        )
        for place in self.of_tenure.get((name, tenure.entry), ()):
            self._show(place, structs.replace(self.periods[place], tenure=ended))
        self.prevented.discard(name)
        self._leave_vacant(name, entry, cause)

    def _leave_vacant(self, name: str, entry: Entry, cause: Cause) -> None:
        self.touched.add(name)
        self.vacancy[name] = Vacancy(since=entry.effective_on, cause=cause, entry=entry.position, act=entry.act)

    # -- contradictions ---------------------------------------------------------------------------------------------

    def _known(self, name: str, entry: Entry) -> bool:
        if name not in self.seats:
            self._object(AnomalyKind.UNKNOWN_SEAT, entry, name)
        return name in self.seats

    def _held_by(self, name: str, person: str, entry: Entry) -> bool:
        if not self._known(name, entry):
            return False
        tenure = self.holder.get(name)
        if tenure is None or tenure.person != person:
            self._object(AnomalyKind.NOT_THE_HOLDER, entry, name, person)
            return False
        return True

    def _object(self, kind: AnomalyKind, entry: Entry, seat: str | None = None, person: str | None = None) -> None:
        self.anomalies.append(Anomaly(kind=kind, entry=entry.position, seat=seat, person=person))

    # -- periods ----------------------------------------------------------------------------------------------------

    def close_day(self, day: dt.date) -> None:
        """What changed by the end of a day's facts cuts a period; what came and went within the day leaves none."""
        self.swept.clear()
        self._lapse()
        if (acting := self._acting()) != self.acting:
            self.acting = acting
            self.touched.update(self._of_kind(SeatKind.PRESIDENT))
        for name in self.touched:
            before, after = self.open.get(name), self._cell(name)
            if before is not None and before[1] == after:
                continue
            if before is not None:
                self._close(name, before[0], day)
            if after is not None:
                self._open(name, day, after)
        self.touched.clear()

    def _cell(self, name: str) -> _Cell | None:
        """What a seat is by now; None when it is no more."""
        seat = self.seats.get(name)
        if seat is None or self.ended_on is not None:
            return None
        return _Cell(
            seat=seat,
            tenure=self.holder.get(name),
            vacancy=self.vacancy.get(name),
            prevented=name in self.prevented,
            holdover=self.renewed and name in self.holder,
            acting=self.acting if seat.kind is SeatKind.PRESIDENT else None,
        )

    def _lapse(self) -> None:
        """A designation to act ends when its bearer leaves the body, and when the president is back or elected."""
        if self.designated is None:
            return
        seated = any(tenure.person == self.designated for tenure in self.holder.values())
        if not seated or not self._president_away():
            self.designated = None

    def _president_away(self) -> bool:
        """Whether there is a president's seat, and nobody who can fill it in person."""
        seats = self._of_kind(SeatKind.PRESIDENT)
        return bool(seats) and not any(self._able(name) for name in seats)

    def _of_kind(self, kind: SeatKind) -> Collection[str]:
        return self.by_kind.get(kind, _NONE)

    def _able(self, name: str) -> bool:
        return name in self.holder and name not in self.prevented

    def _acting(self) -> str | None:
        """Who acts as president: whoever was designated, else the first vice-president in rank, if able (L2122-17).

        In rank order only for an elected president whose seat fell vacant or who is prevented.
        """
        if not self._president_away():
            return None
        if self.designated is not None and any(
            self._able(name) and tenure.person == self.designated for name, tenure in self.holder.items()
        ):
            return self.designated
        if not self.president_elected:
            return None
        able = (
            (self.seats[name].rank or 0, self.holder[name].person)
            for name in self._of_kind(SeatKind.VICE_PRESIDENT)
            if self._able(name)
        )
        return min(able, default=(0, None))[1]

    def _open(self, name: str, start: dt.date, cell: _Cell) -> None:
        self.open[name] = (start, cell)
        state = SeatState.VACANT if cell.tenure is None else SeatState.HOLDOVER if cell.holdover else SeatState.HELD
        period = Period(
            seat=cell.seat,
            start=start,
            end=None,
            state=state,
            tenure=cell.tenure,
            vacancy=cell.vacancy,
            prevented=cell.prevented,
            acting=cell.acting,
        )
        if cell.tenure is not None:
            self.of_tenure.setdefault((name, cell.tenure.entry), []).append((name, start))
        self._show((name, start), period)

    def _close(self, name: str, start: dt.date, end: dt.date) -> None:
        del self.open[name]
        self._show((name, start), structs.replace(self.periods[name, start], end=end))

    def _show(self, place: Place, period: Period) -> None:
        self.periods[place] = period
        self.changed.add(place)

    def result(self) -> Timeline:
        """What the sweep has come to."""
        return Timeline(
            opened_on=self.opened_on,
            ended_on=self.ended_on,
            periods=tuple(self.periods[place] for place in sorted(self.periods)),
            anomalies=tuple(self.anomalies),
        )
