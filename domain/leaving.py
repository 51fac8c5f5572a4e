"""Leaving a seat, and what else is left with it: shared by every slice that vacates seats."""

import datetime as dt
from collections.abc import Iterable, Iterator

from domain.composition import Composition, SeatOf
from domain.core.command import Command
from domain.core.entry import Draft, Entry
from domain.core.notices import Caution, Refusal, Refused
from domain.facts.bodies import Cause, SeatFact, SeatKind, SeatVacated
from domain.periods import Tenure


class SeatNotHeld(Refusal, frozen=True, kw_only=True):
    """Nobody holds the seat on that day."""

    body: str
    seat: str
    on: dt.date
    vacant_since: dt.date


class AlsoVacated(Caution, frozen=True, kw_only=True):
    """Leaving the assembly cost the person a seat of the bureau."""

    rule = "CGCT L5211-10"
    body: str
    seat: str
    person: str


_OF_A_DELEGATE = {
    Cause.RESIGNATION: Cause.RESIGNATION_OF_DELEGATE,
    Cause.REPLACED_BY_MEMBER: Cause.LOSS_OF_DELEGATE_SEAT,
}


def recorded(state: Composition, at: SeatOf, draft: Draft) -> bool:
    """Whether the same fact was recorded with the same effect and act."""
    return any(
        (e.fact, e.effective_on, e.act) == (draft.fact, draft.effective_on, draft.act)
        for e in state.terms[at.body, at.term]
    )


def not_held(at: SeatOf, on: dt.date) -> SeatNotHeld:
    since = at.period.vacancy.since if at.period.vacancy else at.period.start
    return SeatNotHeld(body=at.body, seat=at.seat.seat, on=on, vacant_since=since)


def entries_of(state: Composition, at: SeatOf, kind: type[SeatFact]) -> list[Entry]:
    """Entries of a kind about the tenure that holds a seat: of an earlier tenure of the same person, none."""
    if at.tenure is None:
        return []
    return [
        e
        for e in state.terms[at.body, at.term]
        if isinstance(e.fact, kind)
        and (e.fact.seat, e.fact.person) == (at.seat.seat, at.tenure.person)
        and e.effective_on >= at.tenure.since
    ]


def leave(state: Composition, command: Command, at: SeatOf, cause: Cause) -> Iterator[Draft]:
    """The holder leaves a seat and, when it was a full seat of an assembly, those of the bodies it elects."""
    tenure = holder(at, command.on)
    yield command.leads_to(
        SeatVacated(body=at.body, term=at.term, seat=at.seat.seat, person=tenure.person, cause=cause)
    )
    if at.seat.kind is not SeatKind.FULL_DELEGATE:
        return
    for other in list(state.seats_held(tenure.person, command.on)):
        if state.electing(other.body) == at.body and other.term == at.term:
            yield command.leads_to(
                SeatVacated(
                    body=other.body,
                    term=other.term,
                    seat=other.seat.seat,
                    person=tenure.person,
                    cause=_OF_A_DELEGATE.get(cause, cause),
                )
            )


def holder(at: SeatOf, on: dt.date) -> Tenure:
    if at.tenure is None:
        raise Refused(not_held(at, on))
    return at.tenure


def also_vacated(vacated: Iterable[Draft]) -> Iterator[Caution]:
    for draft in list(vacated)[1:]:
        if isinstance(draft.fact, SeatVacated):
            yield AlsoVacated(body=draft.fact.body, seat=draft.fact.seat, person=draft.fact.person)


def leave_all(state: Composition, command: Command, seats: Iterable[SeatOf], cause: Cause) -> Iterator[Draft]:
    """Leave several seats, each once, even when leaving one costs another."""
    left: set[tuple[str, str]] = set()
    for at in sorted(seats, key=lambda s: (s.seat.kind is not SeatKind.FULL_DELEGATE, s.body, s.seat.seat)):
        for draft in leave(state, command, at, cause):
            fact = draft.fact
            if isinstance(fact, SeatVacated) and (fact.body, fact.seat) not in left:
                left.add((fact.body, fact.seat))
                yield draft
