"""The technical team: who can do what, for whom, and how much of whose time is lent to whom.

Commands stand in ``team_commands``, refusals in ``team_notices``, the state and its fold in ``team_life``.
"""

import datetime as dt
from typing import assert_never

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Decision, Memberships
from domain.core.entry import Entry
from domain.core.notices import Refused
from domain.facts.team import (
    CompetenceDeclared,
    CompetenceRemoved,
    EmployerChanged,
    SecondmentAgreed,
    SecondmentEnded,
    TechnicianFact,
    TechnicianJoined,
    TechnicianLeft,
)
from domain.history import History
from domain.references import boundary_of
from domain.team_commands import (
    AgreeSecondment,
    ChangeEmployer,
    DeclareCompetence,
    EndSecondment,
    EnrolTechnician,
    RecordTechnicianLeft,
    RemoveCompetence,
    TeamCommand,
)
from domain.team_life import Technician, apply
from domain.team_notices import (
    CompetenceNotDeclared,
    LentToItsOwnEmployer,
    MoreThanItsTime,
    PeriodIsEmpty,
    SecondmentExists,
    TechnicianNotInTeam,
    UnknownSecondment,
)
from domain.things import Things

# -- commands ----------------------------------------------------------------------------------------------------------

COMMANDS = (
    EnrolTechnician,
    ChangeEmployer,
    DeclareCompetence,
    RemoveCompetence,
    AgreeSecondment,
    EndSecondment,
    RecordTechnicianLeft,
)

# -- state -------------------------------------------------------------------------------------------------------------

EMPTY: Things[Technician] = Things()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Things[Technician], entry: Entry) -> Things[Technician]:
    """Fold one standing entry, in legal order."""
    return state.after(entry, TechnicianFact, apply)


# -- decide ------------------------------------------------------------------------------------------------------------


def decide(state: Things[Technician], command: TeamCommand, memberships: Memberships) -> Decision:
    """What the command comes to.

    Raises:
        Refused: one of ``team_notices``, AlreadyFounded, UnknownReference, UnknownPerson or PersonIsDead.
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
