"""Technicians, what they can do, and how much of their time is whose."""

import datetime as dt

import pytest
from msgspec import structs

from domain.core.command import Command
from domain.core.refusals import UnknownPerson
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
from domain.references import AlreadyFounded, UnknownReference
from domain.team_commands import (
    AgreeSecondment,
    ChangeEmployer,
    DeclareCompetence,
    EndSecondment,
    EnrolTechnician,
    RecordTechnicianLeft,
    RemoveCompetence,
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
from tests.domain.given import Given, given
from tests.domain.life import ACT, OTHER_ACT, OUTSIDER, SITTING, A, B, day

ENROL = EnrolTechnician(on=day("06-01"), technician="eau", person=OUTSIDER, employer=A, function="Eau", working_time=80)
JOINED = TechnicianJoined(technician="eau", person=OUTSIDER, employer=A, function="Eau", working_time=80)
DECLARE = DeclareCompetence(
    on=day("06-01"),
    technician="eau",
    competence="drainage",
    name="Drainage",
    level=CompetenceLevel.BASIC,
    themes=("water",),
)
DECLARED = CompetenceDeclared(
    technician="eau", competence="drainage", name="Drainage", level=CompetenceLevel.BASIC, themes=("water",)
)
LEND = AgreeSecondment(
    on=day("07-01"),
    act=ACT,
    technician="eau",
    secondment="s1",
    to=B,
    share=50,
    until=day("2027-01-01"),
    purpose="Mares",
)
LENT = SecondmentAgreed(technician="eau", secondment="s1", to=B, share=50, until=day("2027-01-01"), purpose="Mares")
LEAVE = RecordTechnicianLeft(on=day("12-01"), technician="eau", cause=TechnicianLeaveCause.DEPARTURE)


def _after(register: Given) -> Technician:
    technician: Technician | None = None
    for entry in register.ledger.entries:
        if entry.fact.tags()[0] == "technician:eau":
            technician = apply(technician, entry)
    assert technician is not None
    return technician


def test_a_technician_joins_declares_is_lent_and_leaves() -> None:
    end = EndSecondment(on=day("11-01"), act=ACT, technician="eau", secondment="s1")
    remove = RemoveCompetence(on=day("11-01"), technician="eau", competence="drainage")
    change = ChangeEmployer(on=day("11-02"), technician="eau", employer=B, function="Eau")
    given(*SITTING).when(ENROL, DECLARE, LEND, end, remove, change, LEAVE).then(
        JOINED,
        DECLARED,
        LENT,
        SecondmentEnded(technician="eau", secondment="s1"),
        CompetenceRemoved(technician="eau", competence="drainage"),
        EmployerChanged(technician="eau", employer=B, function="Eau"),
        TechnicianLeft(technician="eau", cause=TechnicianLeaveCause.DEPARTURE),
    )


def test_an_employer_as_it_is_changes_nothing() -> None:
    same = ChangeEmployer(on=day("08-01"), technician="eau", employer=A, function="Eau", working_time=80)
    given(*SITTING, ENROL).when(same).already_true()


def test_a_competence_declared_again_takes_the_new_level() -> None:
    better = structs.replace(DECLARE, on=day("09-01"), level=CompetenceLevel.EXPERT)
    register = given(*SITTING, ENROL, DECLARE, better)
    assert [(c.competence, c.level) for c in _after(register).competences] == [("drainage", CompetenceLevel.EXPERT)]


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [
        ("06-01", "06-30", 80),
        ("06-30", "07-01", 30),
        ("07-01", "12-31", 30),
        ("2027-01-01", "2027-02-01", 80),
        ("05-31", "06-02", 0),
    ],
)
def test_what_the_employer_keeps_is_the_least_of_the_period(first: str, last: str, free: int) -> None:
    technician = _after(given(*SITTING, ENROL, LEND))
    assert technician.free(day(first), day(last)) == free


def test_who_left_is_free_no_more_and_lent_to_nobody() -> None:
    technician = _after(given(*SITTING, ENROL, LEND, LEAVE))
    assert technician.free(day("11-30"), day("12-01")) == 0
    assert technician.lent(day("12-01")) == 0
    assert technician.secondments[0].until == day("12-01")


def test_no_more_time_is_lent_than_there_is_on_any_day() -> None:
    later = structs.replace(LEND, on=day("06-15"), secondment="s2", share=40, until=None)
    refusal = MoreThanItsTime(technician="eau", on=day("07-01"), lent=50, share=40, working_time=80)
    given(*SITTING, ENROL, LEND).when(later).refused(refusal)
    given(*SITTING, ENROL, LEND).when(structs.replace(later, until=day("07-01"))).recorded()
    given(*SITTING, ENROL, LEND).when(structs.replace(later, share=30)).recorded()


OTHERS: list[tuple[tuple[Command, ...], Command, object]] = [
    ((), structs.replace(ENROL, person="q9"), UnknownPerson(person="q9")),
    ((), structs.replace(ENROL, employer="org:x"), UnknownReference(reference="org:x")),
    ((), DECLARE, UnknownReference(reference="technician:eau")),
    ((ENROL,), structs.replace(DECLARE, on=day("05-31")), TechnicianNotInTeam(technician="eau", on=day("05-31"))),
    ((ENROL, LEAVE), structs.replace(DECLARE, on=day("12-01")), TechnicianNotInTeam(technician="eau", on=day("12-01"))),
    ((ENROL, LEAVE), structs.replace(LEAVE, on=day("11-01")), TechnicianNotInTeam(technician="eau", on=day("11-01"))),
    ((ENROL,), structs.replace(DECLARE, themes=("no",)), UnknownReference(reference="theme:no")),
    (
        (ENROL,),
        RemoveCompetence(on=day("07-01"), technician="eau", competence="x"),
        CompetenceNotDeclared(technician="eau", competence="x"),
    ),
    ((ENROL,), structs.replace(LEND, to=A), LentToItsOwnEmployer(technician="eau", organization=A)),
    ((ENROL,), structs.replace(LEND, to="org:x"), UnknownReference(reference="org:x")),
    (
        (ENROL,),
        structs.replace(LEND, until=day("07-01")),
        PeriodIsEmpty(reference="secondment:s1", on=day("07-01"), until=day("07-01")),
    ),
    (
        (ENROL, LEND),
        structs.replace(LEND, share=10),
        SecondmentExists(technician="eau", secondment="s1", since=day("07-01")),
    ),
    (
        (ENROL, LEND),
        EndSecondment(on=dt.date(2027, 1, 1), act=OTHER_ACT, technician="eau", secondment="s1"),
        UnknownSecondment(technician="eau", secondment="s1", on=dt.date(2027, 1, 1)),
    ),
]


@pytest.mark.parametrize(("before", "command", "refusal"), OTHERS, ids=lambda value: type(value).__name__)
def test_what_is_refused(before: tuple[Command, ...], command: Command, refusal: object) -> None:
    given(*SITTING, *before).when(command).refused(refusal)  # type: ignore[arg-type]


def test_a_name_is_one_technician() -> None:
    register = given(*SITTING, ENROL)
    entry = register.at(JOINED)
    other = structs.replace(ENROL, person="a1")
    register.when(other).refused(AlreadyFounded(reference="technician:eau", since=day("06-01"), entry=entry))
