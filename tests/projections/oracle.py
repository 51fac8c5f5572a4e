"""Who sits, told a second time: naively, day by day, from plain dictionaries.

Written without a look at domain/timeline.py, from the sentences of the plan, so that an error has to be made twice. For
one day it goes through the facts that stand, in their legal order, and ends where that day ends.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.core.entry import Entry, Rectified
from domain.facts.bodies import (
    ActingDesignated,
    BodyReopened,
    GeneralRenewalHeld,
    PreventionLifted,
    PreventionRecorded,
    SeatAbolished,
    SeatCreated,
    SeatFilled,
    SeatKind,
    SeatReassigned,
    SeatVacated,
    TermEnded,
    TermFact,
    TermOpened,
)


class Answer(NamedTuple):
    """What a seat is on a day."""

    person: str | None
    since: dt.date | None
    entry: int | None
    state: str
    prevented: bool
    member: str | None
    acting: str | None
    vacant_since: dt.date | None
    vacant_by: int | None


def facts_that_stand(entries: Iterable[Entry], body: str, term: str) -> list[Entry]:
    """The term's own facts that nobody struck, in the order in which the law takes them."""
    entries = list(entries)
    struck = [e.fact.entry for e in entries if type(e.fact) is Rectified]
    mine = [e for e in entries if isinstance(e.fact, TermFact) and e.fact.body == body and e.fact.term == term]
    left = [e for e in mine if e.position not in struck]
    left.sort(key=lambda e: e.position)
    left.sort(key=lambda e: e.replaces.order if e.replaces is not None else e.position)
    left.sort(key=lambda e: 0 if type(e.fact) in (TermEnded, BodyReopened) else 1 if type(e.fact) is TermOpened else 2)
    left.sort(key=lambda e: e.effective_on)
    return left


class World:
    """Plain dictionaries: what each seat is, who is in it."""

    def __init__(self) -> None:
        self.opened = self.closed = self.renewed = self.had_president = False
        self.kind: dict[str, SeatKind] = {}
        self.rank: dict[str, int] = {}
        self.member: dict[str, str | None] = {}
        self.person: dict[str, tuple[str, dt.date, int]] = {}
        self.empty: dict[str, tuple[dt.date, int]] = {}
        self.away: set[str] = set()
        self.named: str | None = None
        self.just_swept: dict[str, str] = {}

    def is_away(self) -> bool:
        """Whether there is a presidency, and no president who can act."""
        chairs = [seat for seat in self.kind if self.kind[seat] == SeatKind.PRESIDENT]
        return len(chairs) > 0 and all(seat not in self.person or seat in self.away for seat in chairs)

    def acting(self) -> str | None:
        """Whoever was named and can; else the vice-president of lowest rank who can, once there was a president."""
        if not self.is_away():
            return None
        can = {seat: self.person[seat][0] for seat in self.person if seat not in self.away}
        if self.named in can.values():
            return self.named
        vice = sorted((self.rank[seat], can[seat]) for seat in can if self.kind[seat] == SeatKind.VICE_PRESIDENT)
        return vice[0][1] if vice and self.had_president else None

    def leave(self, seat: str, entry: Entry) -> None:
        self.person.pop(seat, None)
        self.away.discard(seat)
        self.empty[seat] = (entry.effective_on, entry.position)

    def add(self, seat: str, kind: SeatKind, rank: int, member: str | None, entry: Entry) -> None:
        self.kind[seat], self.rank[seat], self.member[seat] = kind, rank, member
        if seat not in self.person:
            self.empty[seat] = (entry.effective_on, entry.position)

    def holds(self, seat: str, person: str) -> bool:
        return seat in self.person and self.person[seat][0] == person

    def happens(self, entry: Entry) -> None:  # noqa: C901, PLR0912 - naive on purpose: one fact after the other
        """One fact."""
        fact = entry.fact
        if isinstance(fact, TermOpened):
            self.opened = True
            for s in fact.seats:
                self.add(s.seat, s.kind, s.rank or 0, s.on_behalf_of, entry)
        elif not self.opened or (self.closed and not isinstance(fact, TermEnded)):
            return
        elif isinstance(fact, TermEnded | BodyReopened):
            if isinstance(fact, BodyReopened):
                self.just_swept = {seat: self.person[seat][0] for seat in self.person}
            for seat in self.kind:
                self.leave(seat, entry)
            self.named = None
            self.closed = self.closed or isinstance(fact, TermEnded)
        elif isinstance(fact, SeatCreated):
            self.add(fact.seat.seat, fact.seat.kind, fact.seat.rank or 0, fact.seat.on_behalf_of, entry)
        elif isinstance(fact, SeatAbolished) and fact.seat in self.kind:
            self.leave(fact.seat, entry)
            for table in (self.kind, self.rank, self.member, self.empty):
                table.pop(fact.seat, None)
        elif isinstance(fact, SeatReassigned) and fact.seat in self.kind:
            self.member[fact.seat] = fact.on_behalf_of
        elif isinstance(fact, GeneralRenewalHeld):
            self.renewed = True
        elif isinstance(fact, ActingDesignated):
            self.named = fact.person
        elif isinstance(fact, SeatFilled) and fact.seat in self.kind:
            self.person[fact.seat] = (fact.person, entry.effective_on, entry.position)
            self.empty.pop(fact.seat, None)
            self.away.discard(fact.seat)
            if self.kind[fact.seat] == SeatKind.PRESIDENT:
                self.had_president, self.named = True, None
        elif isinstance(fact, SeatVacated) and fact.seat in self.kind:
            swept = fact.seat not in self.person and self.just_swept.get(fact.seat) == fact.person
            if swept or self.holds(fact.seat, fact.person):
                self.leave(fact.seat, entry)
        elif isinstance(fact, PreventionRecorded) and self.holds(fact.seat, fact.person):
            self.away.add(fact.seat)
        elif isinstance(fact, PreventionLifted) and self.holds(fact.seat, fact.person):
            self.away.discard(fact.seat)

    def evening(self) -> None:
        """At the end of a day a naming lapses when its bearer has left or the president is there."""
        self.just_swept = {}
        if not self.is_away() or all(person != self.named for person, _, _ in self.person.values()):
            self.named = None

    def tell(self) -> dict[str, Answer]:
        """Every seat as it now is."""
        if not self.opened or self.closed:
            return {}
        told = {}
        for seat, kind in self.kind.items():
            person, since, entry = self.person.get(seat, (None, None, None))
            vacant_since, vacant_by = self.empty.get(seat, (None, None))
            state = "VACANT" if person is None else "HOLDOVER" if self.renewed else "HELD"
            acting = self.acting() if kind == SeatKind.PRESIDENT else None
            told[seat] = Answer(
                person, since, entry, state, seat in self.away, self.member[seat], acting, vacant_since, vacant_by
            )
        return told


def on(entries: Sequence[Entry], body: str, term: str, day: dt.date) -> dict[str, Answer]:
    """Every seat on a day, from scratch."""
    world, today = World(), None
    for entry in facts_that_stand(entries, body, term):
        if entry.effective_on > day:
            break
        if today is not None and entry.effective_on != today:
            world.evening()
        today = entry.effective_on
        world.happens(entry)
    world.evening()
    return world.tell()
