"""The technical team: who can do what, for whom, and how much of whose time is lent to whom."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import assert_never

from msgspec import Struct, structs

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision, Memberships
from domain.core.entry import Act, Entry
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.core.notices import Refusal, Refused
from domain.deadlines import Deadline, DeadlineKind
from domain.facts.team import (
    CompetenceDeclared,
    CompetenceLevel,
    CompetenceRemoved,
    EmployerChanged,
    SecondmentAgreed,
    SecondmentEnded,
    Share,
    TechnicianFact,
    TechnicianJoined,
    TechnicianLeaveCause,
    TechnicianLeft,
)
from domain.history import History
from domain.references import boundary_of
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------


class EnrolTechnician(Command, frozen=True, kw_only=True):
    """Enrol a technician of a commune, an EPCI, the authority or a public body in the territory's team."""

    cites_act = False
    technician: Slug
    person: PersonId
    employer: OrganizationId
    function: Label
    working_time: Share = 100


class ChangeEmployer(Command, frozen=True, kw_only=True):
    """Record that a technician changed employer, function or share of time."""

    cites_act = False
    technician: Slug
    employer: OrganizationId
    function: Label
    working_time: Share = 100


class DeclareCompetence(Command, frozen=True, kw_only=True):
    """Declare what a technician can do and how well; declare it again when the level changes."""

    cites_act = False
    technician: Slug
    competence: Slug
    name: Label
    level: CompetenceLevel
    themes: tuple[Slug, ...] = ()


class RemoveCompetence(Command, frozen=True, kw_only=True):
    """Record that a technician offers a competence no more."""

    cites_act = False
    technician: Slug
    competence: Slug


class AgreeSecondment(Command, frozen=True, kw_only=True):
    """Record that an employer lends a share of a technician's time to another body: cite the agreement."""

    technician: Slug
    secondment: Slug
    to: OrganizationId
    share: Share
    until: dt.date | None = None
    purpose: Text | None = None


class EndSecondment(Command, frozen=True, kw_only=True):
    """Record that a secondment ends."""

    technician: Slug
    secondment: Slug


class RecordTechnicianLeft(Command, frozen=True, kw_only=True):
    """Record that a technician left the team."""

    cites_act = False
    technician: Slug
    cause: TechnicianLeaveCause


COMMANDS = (
    EnrolTechnician,
    ChangeEmployer,
    DeclareCompetence,
    RemoveCompetence,
    AgreeSecondment,
    EndSecondment,
    RecordTechnicianLeft,
)

# -- refusals ----------------------------------------------------------------------------------------------------------


class TechnicianNotInTeam(Refusal, frozen=True, kw_only=True):
    """The technician is not in the team on that day."""

    technician: str
    on: dt.date


class CompetenceNotDeclared(Refusal, frozen=True, kw_only=True):
    """The technician has not declared that competence."""

    technician: str
    competence: str


class UnknownSecondment(Refusal, frozen=True, kw_only=True):
    """The technician has no such secondment on that day."""

    technician: str
    secondment: str
    on: dt.date


class SecondmentExists(Refusal, frozen=True, kw_only=True):
    """The technician has a secondment of that name already."""

    technician: str
    secondment: str
    since: dt.date


class LentToItsOwnEmployer(Refusal, frozen=True, kw_only=True):
    """An employer lends nothing to itself."""

    technician: str
    organization: str


class MoreThanItsTime(Refusal, frozen=True, kw_only=True):
    """More of a technician's time would be lent than there is."""

    rule = "CGCT L5211-4-1"
    technician: str
    on: dt.date
    lent: int
    """Per cent of a full time lent already on that day."""
    share: int
    working_time: int


class PeriodIsEmpty(Refusal, frozen=True, kw_only=True):
    """Something would end before it begins."""

    reference: str
    on: dt.date
    until: dt.date


# -- state -------------------------------------------------------------------------------------------------------------


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


EMPTY: Things[Technician] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


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


def evolve(state: Things[Technician], entry: Entry) -> Things[Technician]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, TechnicianFact, apply)


def deadlines(technician: Technician) -> Iterator[Deadline]:
    """The secondments whose end is known."""
    for secondment in technician.secondments:
        if secondment.until is not None and secondment.ending_entry is None:
            yield Deadline(
                kind=DeadlineKind.SECONDMENT_ENDS,
                due=secondment.until,
                entry=secondment.entry,
                title=secondment.purpose and secondment.purpose[:200],
                organization=secondment.to,
                person=technician.person,
                passes=True,
            )


# -- decide ------------------------------------------------------------------------------------------------------------

TeamCommand = (
    EnrolTechnician
    | ChangeEmployer
    | DeclareCompetence
    | RemoveCompetence
    | AgreeSecondment
    | EndSecondment
    | RecordTechnicianLeft
)


def decide(state: Things[Technician], command: TeamCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of the refusals above, AlreadyFounded, UnknownReference, UnknownPerson or PersonIsDead.
    """
    match command:
        case EnrolTechnician():
            return _enrol(state, command)
        case ChangeEmployer():
            return _change(state, command)
        case DeclareCompetence():
            return _declare(state, command)
        case RemoveCompetence():
            return _remove(state, command)
        case AgreeSecondment():
            return _agree(state, command)
        case EndSecondment():
            return _end(state, command)
        case RecordTechnicianLeft():
            return _leave(state, command)
    assert_never(command)


def _enrol(state: Things[Technician], command: EnrolTechnician) -> Decision:
    fact = TechnicianJoined(
        technician=command.technician,
        person=command.person,
        employer=command.employer,
        function=command.function,
        working_time=command.working_time,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_new(draft)
    state.references.check_person(command.person, command.on)
    state.references.check_organizations(command.employer)
    return Decision((draft,))


def _change(state: Things[Technician], command: ChangeEmployer) -> Decision:
    technician = _in_team(state, command.technician, command.on, EmployerChanged)
    fact = EmployerChanged(
        technician=command.technician,
        employer=command.employer,
        function=command.function,
        working_time=command.working_time,
    )
    draft = command.leads_to(fact)
    as_it_is = (technician.employer, technician.function, technician.working_time)
    if state.references.says(draft) or as_it_is == (command.employer, command.function, command.working_time):
        return ALREADY_TRUE
    state.references.check_organizations(command.employer)
    return Decision((draft,))


def _declare(state: Things[Technician], command: DeclareCompetence) -> Decision:
    _in_team(state, command.technician, command.on, CompetenceDeclared)
    fact = CompetenceDeclared(
        technician=command.technician,
        competence=command.competence,
        name=command.name,
        level=command.level,
        themes=command.themes,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    state.references.check_themes(command.themes)
    return Decision((draft,))


def _remove(state: Things[Technician], command: RemoveCompetence) -> Decision:
    technician = _in_team(state, command.technician, command.on, CompetenceRemoved)
    draft = command.leads_to(CompetenceRemoved(technician=command.technician, competence=command.competence))
    if state.references.says(draft):
        return ALREADY_TRUE
    if not any(c.competence == command.competence for c in technician.competences):
        raise Refused(CompetenceNotDeclared(technician=command.technician, competence=command.competence))
    return Decision((draft,))


def _agree(state: Things[Technician], command: AgreeSecondment) -> Decision:
    technician = _in_team(state, command.technician, command.on, SecondmentAgreed)
    fact = SecondmentAgreed(
        technician=command.technician,
        secondment=command.secondment,
        to=command.to,
        share=command.share,
        until=command.until,
        purpose=command.purpose,
    )
    draft = command.leads_to(fact)
    if state.references.says(draft):
        return ALREADY_TRUE
    known = next((s for s in technician.secondments if s.secondment == command.secondment), None)
    if known is not None:
        name = command.secondment
        raise Refused(SecondmentExists(technician=command.technician, secondment=name, since=known.since))
    if command.until is not None and command.until <= command.on:
        reference = f"secondment:{command.secondment}"
        raise Refused(PeriodIsEmpty(reference=reference, on=command.on, until=command.until))
    if command.to == technician.employer:
        raise Refused(LentToItsOwnEmployer(technician=command.technician, organization=command.to))
    state.references.check_organizations(command.to)
    _check_time(technician, command)
    return Decision((draft,))


def _check_time(technician: Technician, command: AgreeSecondment) -> None:
    """No day sees more of the technician's time lent than there is."""
    starts = (s.since for s in technician.secondments)
    within = [day for day in starts if command.on < day and (command.until is None or day < command.until)]
    for day in sorted({command.on, *within}):
        if (lent := technician.lent(day)) + command.share > technician.working_time:
            raise Refused(
                MoreThanItsTime(
                    technician=command.technician,
                    on=day,
                    lent=lent,
                    share=command.share,
                    working_time=technician.working_time,
                )
            )


def _end(state: Things[Technician], command: EndSecondment) -> Decision:
    technician = state.the(f"technician:{command.technician}")
    draft = command.leads_to(SecondmentEnded(technician=command.technician, secondment=command.secondment))
    if state.references.says(draft):
        return ALREADY_TRUE
    if not any(s.secondment == command.secondment and s.covers(command.on) for s in technician.secondments):
        name = command.secondment
        raise Refused(UnknownSecondment(technician=command.technician, secondment=name, on=command.on))
    return Decision((draft,))


def _leave(state: Things[Technician], command: RecordTechnicianLeft) -> Decision:
    draft = command.leads_to(TechnicianLeft(technician=command.technician, cause=command.cause))
    if state.references.says(draft):
        return ALREADY_TRUE
    _in_team(state, command.technician, command.on, TechnicianLeft)
    return Decision((draft,))


def _in_team(state: Things[Technician], name: str, on: dt.date, kind: type[TechnicianFact]) -> Technician:
    """A technician who is in the team on a day; one who left since may still be told of, but leaves once."""
    technician = state.the(f"technician:{name}")
    gone = technician.left_on is not None and (kind is TechnicianLeft or on >= technician.left_on)
    if on < technician.joined_on or gone:
        raise Refused(TechnicianNotInTeam(technician=name, on=on))
    return technician


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: TeamCommand, history: History) -> Boundary:
    """What the decision depends on: the technician, and whom and what the command names."""
    own = about(f"technician:{command.technician}")
    match command:
        case EnrolTechnician(person=person, employer=employer):
            return own | boundary_of(people=[person], organizations=[employer])
        case ChangeEmployer(employer=employer):
            return own | boundary_of(organizations=[employer])
        case DeclareCompetence(themes=themes):
            return own | boundary_of(themes=themes)
        case AgreeSecondment(to=to):
            return own | boundary_of(organizations=[to])
    return own
