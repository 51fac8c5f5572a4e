"""Synthetic facts: bodies of 28 seats, filled and vacated in turn, sixty facts to a term."""

import base64
import datetime as dt
from collections.abc import Iterator

from domain.core.entry import Act, ActKind, Draft
from domain.facts.bodies import Cause, Manner, Seat, SeatFact, SeatFilled, SeatKind, SeatVacated, TermFact, TermOpened
from service.ledger import CommandRef, NewEntry, new_entry

SEATS = 28
FACTS_PER_TERM = 60
START = dt.date(2020, 9, 10)
ACT = Act(kind=ActKind.MINUTES, date=START, number="2020-31", title="Procès-verbal")


def facts(stream: str) -> Iterator[tuple[dt.date, TermFact]]:
    """An endless, consistent history: a term opens, then its seats are filled and vacated in turn."""
    term = 0
    while True:
        body, name = f"b-{stream}", f"t{term}"
        kinds = [SeatKind.PRESIDENT, *[SeatKind.VICE_PRESIDENT] * 6, *[SeatKind.BUREAU_MEMBER] * (SEATS - 7)]
        seats = tuple(
            Seat(seat=f"S{i}", kind=kind, rank=i if kind is SeatKind.VICE_PRESIDENT else None)
            for i, kind in enumerate(kinds)
        )
        yield START, TermOpened(body=body, term=name, seats=seats)
        for number in range(FACTS_PER_TERM - 1):
            yield START + dt.timedelta(days=number), _life(body, name, number)
        term += 1


def _life(body: str, term: str, number: int) -> SeatFact:
    seat, holder = f"S{(number // 2) % SEATS}", person(number // 2)
    if number % 2:
        return SeatVacated(body=body, term=term, seat=seat, person=holder, cause=Cause.RESIGNATION)
    return SeatFilled(body=body, term=term, seat=seat, person=holder, manner=Manner.ELECTION)


def person(number: int) -> str:
    """The id of a synthetic person."""
    return "p-" + base64.b32encode(number.to_bytes(10, "big")).decode().lower()


def entry(on: dt.date, fact: TermFact, command: str, index: int = 0) -> NewEntry:
    """A fact ready to append: canonical body, salt and tags."""
    draft = Draft(fact=fact, effective_on=on, act=ACT)
    return new_entry(draft, recorded_by="t-bench", command=CommandRef(command, index))
