"""What is known of a technician: competences, time lent, and what entries make of them."""

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.deadlines import TITLE, Deadline, DeadlineKind
from domain.facts.team import (
    CompetenceDeclared,
    CompetenceLevel,
    CompetenceRemoved,
    EmployerChanged,
    SecondmentAgreed,
    SecondmentEnded,
    TechnicianJoined,
    TechnicianLeaveCause,
    TechnicianLeft,
)


class Competence(Struct, frozen=True, kw_only=True):
    """What a technician can do."""

    competence: Slug
    name: Label
    level: CompetenceLevel
    since: dt.date
    entry: int
    themes: tuple[Slug, ...] = ()


class Secondment(Struct, frozen=True, kw_only=True):
    """A share of a technician's time lent to another body."""

    secondment: Slug
    to: OrganizationId
    share: int
    """Per cent of a full time."""
    since: dt.date
    entry: int
    until: dt.date | None = None
    """Excluded."""
    purpose: Text | None = None
    act: Act | None = None
    ending_entry: int | None = None

    def covers(self, on: dt.date) -> bool:
        """Whether the time is lent on a day."""
        return self.since <= on and (self.until is None or on < self.until)


class Technician(Struct, frozen=True, kw_only=True):
    """A technician of the territory's team."""

    technician: Slug
    person: PersonId
    employer: OrganizationId
    function: Label
    working_time: int
    """Per cent of a full time."""
    joined_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    competences: tuple[Competence, ...] = ()
    secondments: tuple[Secondment, ...] = ()
    left_on: dt.date | None = None
    """Excluded."""
    left_by: TechnicianLeaveCause | None = None

    def in_team(self, on: dt.date) -> bool:
        """Whether the technician is in the team on a day."""
        return self.joined_on <= on and (self.left_on is None or on < self.left_on)

    def lent(self, on: dt.date) -> int:
        """Per cent of a full time lent to other bodies on a day."""
        return sum(s.share for s in self.secondments if s.covers(on))

    def free(self, first: dt.date, last: dt.date) -> int:
        """Per cent of a full time that the employer keeps, at the least, from a day to a day (both included)."""
        changes = {s.since for s in self.secondments if first < s.since <= last}
        days = [first, *changes]
        if not all(self.in_team(day) for day in (first, last)):
            return 0
        return min(max(self.working_time - self.lent(day), 0) for day in days)


def apply(technician: Technician | None, entry: Entry) -> Technician | None:
    """What a technician is after one more entry."""
    fact, on = entry.fact, entry.effective_on
    if technician is None:
        return _enrolled(fact, entry) if isinstance(fact, TechnicianJoined) else None
    technician = structs.replace(technician, entries=(*technician.entries, entry.position))
    match fact:
        case EmployerChanged(employer=employer, function=function, working_time=working_time):
            return structs.replace(technician, employer=employer, function=function, working_time=working_time)
        case CompetenceDeclared():
            return structs.replace(technician, competences=_with(technician, fact, entry))
        case CompetenceRemoved(competence=competence):
            left = tuple(c for c in technician.competences if c.competence != competence)
            return structs.replace(technician, competences=left)
        case SecondmentAgreed():
            return structs.replace(technician, secondments=(*technician.secondments, _lent(fact, entry)))
        case SecondmentEnded(secondment=name):
            return structs.replace(technician, secondments=_ended(technician, on, entry, {name}))
        case TechnicianLeft(cause=cause):
            names = {s.secondment for s in technician.secondments}
            ended = _ended(technician, on, entry, names)
            return structs.replace(technician, secondments=ended, left_on=on, left_by=cause)
    return technician


def _enrolled(fact: TechnicianJoined, entry: Entry) -> Technician:
    return Technician(
        technician=fact.technician,
        person=fact.person,
        employer=fact.employer,
        function=fact.function,
        working_time=fact.working_time,
        joined_on=entry.effective_on,
        entries=(entry.position,),
    )


def _with(technician: Technician, fact: CompetenceDeclared, entry: Entry) -> tuple[Competence, ...]:
    declared = Competence(
        competence=fact.competence,
        name=fact.name,
        level=fact.level,
        themes=fact.themes,
        since=entry.effective_on,
        entry=entry.position,
    )
    others = (c for c in technician.competences if c.competence != fact.competence)
    return tuple(sorted((*others, declared), key=lambda c: c.competence))


def _lent(fact: SecondmentAgreed, entry: Entry) -> Secondment:
    return Secondment(
        secondment=fact.secondment,
        to=fact.to,
        share=fact.share,
        since=entry.effective_on,
        until=fact.until,
        purpose=fact.purpose,
        act=entry.act,
        entry=entry.position,
    )


def _ended(technician: Technician, on: dt.date, entry: Entry, names: Iterable[str]) -> tuple[Secondment, ...]:
    return tuple(
        structs.replace(s, until=on, ending_entry=entry.position) if s.secondment in names and s.covers(on) else s
        for s in technician.secondments
    )


def deadlines(technician: Technician) -> Iterator[Deadline]:
    """The secondments whose end is known."""
    for secondment in technician.secondments:
        if secondment.until is not None and secondment.ending_entry is None:
            yield Deadline(
                kind=DeadlineKind.SECONDMENT_ENDS,
                due=secondment.until,
                entry=secondment.entry,
                title=secondment.purpose and secondment.purpose[:TITLE],
                organization=secondment.to,
                person=technician.person,
                passes=True,
            )
