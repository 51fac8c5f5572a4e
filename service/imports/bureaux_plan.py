"""From lines of past bureaux to commands in legal order. People are named by tokens until they are settled."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from domain.bodies import FormBody, InstallAssembly
from domain.core.command import Command
from domain.departures import RecordDeath
from domain.facts.bodies import BodyKind, Cause, Manner, Seat, SeatKind
from domain.facts.people import EndCause, MandateKind
from domain.people import EndMandate, StartMandate
from domain.seats import FillSeat, VacateSeat
from projections.bodies import Body
from service.imports.bureaux import WITH_THE_REST, Tenure
from service.imports.identity import Someone
from service.imports.source import UnreadableLine
from service.imports.units import Step

_LEAVES, _MANDATE, _INSTALLS, _DELEGATES, _FORMS, _PRESIDES, _SITS, _ENDS = range(8)
"""What comes first on one day: seats are left, mandates begin, an assembly is installed and filled before its bureau
is formed, its president elected, then the others."""


class Ordered(Struct, frozen=True):
    """A command, and what it comes after."""

    day: dt.date
    stage: int
    line: int
    step: Step

    @property
    def key(self) -> tuple[dt.date, int, int]:
        """The order."""
        return (self.day, self.stage, self.line)


class Plan(Struct):
    """What a file comes to: steps in order, and the lines that contradict another or say too little."""

    steps: list[Step]
    bad: list[tuple[Tenure, UnreadableLine]]


def plan(
    file: str, told: Sequence[Tenure], people: Mapping[int, str], known: Mapping[str, Someone], bodies: Sequence[Body]
) -> Plan:
    """The commands of a file's lines; ``people`` names the person of each line, ``known`` those who are registered."""
    found = Plan([], [])
    seats: dict[tuple[str, str], dict[str, Tenure]] = {}
    kept: list[Tenure] = []
    for tenure in sorted(told, key=lambda each: (each.since, each.line)):
        first = seats.setdefault((tenure.body, tenure.term), {}).setdefault(tenure.seat.seat, tenure)
        if first.seat != tenure.seat:
            found.bad.append((tenure, UnreadableLine("TWO_SEATS", first=first.line)))
        else:
            kept.append(tenure)
    openings = _openings(seats, bodies)
    ordered = list(_terms(file, seats, bodies))
    mandates = _Mandates(file, known)
    for tenure in kept:
        who = people[tenure.line]
        ordered += mandates.of(tenure, who)
        ordered.append(_fills(file, tenure, who))
        try:
            ordered += _leaves(file, tenure, who, openings)
        except UnreadableLine as error:
            found.bad.append((tenure, error))
    found.steps = [each.step for each in sorted(ordered, key=lambda each: each.key)]
    return found


def _openings(
    seats: Mapping[tuple[str, str], Mapping[str, Tenure]], bodies: Sequence[Body]
) -> set[tuple[str, dt.date]]:
    """The days on which a term of a body began or ended: whoever sat until then needs no act to leave."""
    days = {(body, min(t.since for t in of.values())) for (body, _), of in seats.items()}
    for body in bodies:
        for term in body.terms:
            days.add((body.body, term.opened_on))
            if term.ended_on is not None:
                days.add((body.body, term.ended_on))
    return days


def _terms(
    file: str, seats: Mapping[tuple[str, str], Mapping[str, Tenure]], bodies: Sequence[Body]
) -> Iterator[Ordered]:
    """The opening of each term that the register does not have, with every seat that the file names in it."""
    kinds = {body.body: body.kind for body in bodies}
    there = {(body.body, term.term) for body in bodies for term in body.terms}
    for (body, term), of in seats.items():
        if (body, term) in there:
            continue
        first = min(of.values(), key=lambda each: (each.since, each.line))
        named: tuple[Seat, ...] = tuple(each.seat for each in of.values())
        is_assembly = kinds[body] is BodyKind.ASSEMBLY if body in kinds else first.is_delegate
        kind = InstallAssembly if is_assembly else FormBody
        command = kind(on=first.since, act=first.act, body=body, term=term, seats=named)
        yield _ordered(file, first, command, _INSTALLS if is_assembly else _FORMS)


def _fills(file: str, tenure: Tenure, who: str) -> Ordered:
    elected = tenure.seat.kind in (SeatKind.PRESIDENT, SeatKind.VICE_PRESIDENT, SeatKind.BUREAU_MEMBER)
    command = FillSeat(
        on=tenure.since,
        act=tenure.act,
        body=tenure.body,
        seat=tenure.seat.seat,
        person=who,
        manner=Manner.ELECTION if elected else Manner.DESIGNATION,
    )
    presides = tenure.seat.kind is SeatKind.PRESIDENT
    return _ordered(file, tenure, command, _DELEGATES if tenure.is_delegate else _PRESIDES if presides else _SITS)


def _leaves(file: str, tenure: Tenure, who: str, openings: set[tuple[str, dt.date]]) -> Iterator[Ordered]:
    """How the seat was left, when that is something of its own."""
    until, cause = tenure.until, tenure.cause
    if until is None or cause in WITH_THE_REST or (cause is None and (tenure.body, until) in openings):
        return
    if cause is None:
        raise UnreadableLine("CAUSE_MISSING", column="au")
    if cause is Cause.DEATH:
        yield _ordered(file, tenure, RecordDeath(on=until, act=tenure.act, person=who), _LEAVES)
        return
    command = VacateSeat(on=until, act=tenure.act, body=tenure.body, seat=tenure.seat.seat, cause=cause)
    yield _ordered(file, tenure, command, _LEAVES, tenure.is_delegate)


class _Mandates:
    """The mandates that let people sit: each once, and none that the register has."""

    def __init__(self, file: str, known: Mapping[str, Someone]) -> None:
        self._file, self._known = file, known
        self._begun: dict[tuple[str, str, MandateKind], list[tuple[dt.date, dt.date | None]]] = {}

    def of(self, tenure: Tenure, who: str) -> Iterator[Ordered]:
        """Those of a line."""
        mandate = tenure.mandate
        if mandate is None or not isinstance(mandate.held, MandateKind):
            return
        organization, held = mandate.organization, mandate.held
        spans = self._begun.setdefault((who, organization, held), self._spans(who, organization, held))
        if any(since <= mandate.since and (until is None or mandate.since < until) for since, until in spans):
            return
        spans.append((mandate.since, mandate.until))
        start = StartMandate(on=mandate.since, act=tenure.act, person=who, organization=organization, mandate=held)
        yield _ordered(self._file, tenure, start, _MANDATE)
        if mandate.until is not None:
            end = EndMandate(
                on=mandate.until,
                act=tenure.act,
                person=who,
                organization=organization,
                mandate=held,
                cause=EndCause.TERM_ENDED,
            )
            yield _ordered(self._file, tenure, end, _ENDS)

    def _spans(self, who: str, organization: str, held: MandateKind) -> list[tuple[dt.date, dt.date | None]]:
        someone = self._known.get(who)
        holdings = someone.holdings if someone else []
        return [(h.since, h.until) for h in holdings if (h.organization, h.held) == (organization, held)]


_LATER: Final = 1 << 30


def _ordered(file: str, tenure: Tenure, command: Command, stage: int, last: bool = False) -> Ordered:
    line = tenure.line + (_LATER if last else 0)
    return Ordered(command.on, stage, line, Step(file, tenure.line, command, tenure.raw))
