"""How what is recorded can contradict itself: what no list of commands may lead to."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from domain.composition import Composition
from domain.core.entry import Entry
from domain.core.notices import Refusal
from domain.facts.bodies import SeatFact, SeatFilled, SeatKind, TermFact, TermOpened
from domain.periods import AnomalyKind, Tenure, Timeline
from domain.person import Person
from domain.timeline import timeline


class SeatOutsideAssembly(Refusal, frozen=True, kw_only=True):
    """Someone would sit on a bureau without a full seat in the assembly that elects it."""

    rule = "CGCT L5211-10"
    body: str
    term: str
    seat: str
    person: str
    entry: int


class HistoryWouldBreak(Refusal, frozen=True, kw_only=True):
    """An entry would no longer stand: what is recorded contradicts it."""

    entry: int
    kind: str
    body: str
    term: str
    seat: str
    person: str


def contradictions(state: Composition) -> Iterator[Refusal]:
    """Every way in which the terms that were read contradict themselves or each other."""
    yield from _without_body(state)
    yield from _overlapping(state)
    yield from _after_death(state)
    lives = {key: timeline(entries) for key, entries in state.terms.items()}
    for (body, term), life in lives.items():
        for a in life.anomalies:
            yield HistoryWouldBreak(
                entry=a.entry, kind=a.kind, body=body, term=term, seat=a.seat or "", person=a.person or ""
            )
        assembly = state.electing(body)
        parent = lives.get((assembly, term)) if assembly else None
        if parent is None or parent.opened_on is None:
            continue
        for seat, tenure in life.tenures():
            if not _covered(tenure, parent):
                yield SeatOutsideAssembly(body=body, term=term, seat=seat, person=tenure.person, entry=tenure.entry)


def _without_body(state: Composition) -> Iterator[Refusal]:
    """Terms that a body has while it does not exist."""
    for (name, term), opened in _openings(state):
        body = state.bodies.get(name)
        span = body.terms.get(term) if body else None
        if body is None or span is None or not body.may_have(span):
            yield _broken(opened, AnomalyKind.NO_BODY)


def _overlapping(state: Composition) -> Iterator[Refusal]:
    """Terms of one body that begin before the former has ended."""
    opened = dict(_openings(state))
    for name, body in state.bodies.items():
        in_order = sorted(body.terms.items(), key=lambda known: known[1].opened_on)
        for (_, former), (term, span) in pairwise(in_order):
            if former.ended_on is None or former.ended_on > span.opened_on:
                yield _broken(opened[name, term], AnomalyKind.TERMS_OVERLAP)


def _openings(state: Composition) -> Iterator[tuple[tuple[str, str], Entry]]:
    for key, entries in state.terms.items():
        opened = next((entry for entry in entries if isinstance(entry.fact, TermOpened)), None)
        if opened is not None:
            yield key, opened


def _after_death(state: Composition) -> Iterator[Refusal]:
    """Seats that a person would take after dying."""
    for entry in (entry for entries in state.terms.values() for entry in entries):
        if isinstance(entry.fact, SeatFilled):
            died_on = state.people.get(entry.fact.person, Person()).died_on
            if died_on is not None and died_on < entry.effective_on:
                yield _broken(entry, AnomalyKind.PERSON_IS_DEAD)


def _broken(entry: Entry, kind: AnomalyKind) -> Refusal:
    fact = entry.fact
    assert isinstance(fact, TermFact)
    seat, who = (fact.seat, fact.person) if isinstance(fact, SeatFact) else ("", "")
    return HistoryWouldBreak(entry=entry.position, kind=kind, body=fact.body, term=fact.term, seat=seat, person=who)


def _covered(tenure: Tenure, assembly: Timeline) -> bool:
    """Whether a bureau's tenure lies within one or more full seats of the assembly, without a gap."""
    reached: dt.date | None = tenure.since
    for period in sorted(assembly.periods, key=lambda p: p.start):
        held = period.tenure and period.tenure.person == tenure.person and period.seat.kind is SeatKind.FULL_DELEGATE
        if held and reached is not None and period.start <= reached:
            reached = None if period.end is None else max(reached, period.end)
    return reached is None or (tenure.until is not None and reached >= tenure.until)
