"""Technicians: found by what they can do, for whom they work, to whom they are lent."""

from collections.abc import Iterator

from domain.facts.team import TechnicianFact
from domain.team_life import Technician, apply, deadlines
from projections.things import ThingNoun
from projections.words import tagged, words


def _terms(technician: Technician) -> Iterator[str]:
    yield "state:in-team" if technician.left_on is None else "state:left"
    yield from tagged("person", [technician.person])
    yield from tagged("employer", [technician.employer])
    yield from tagged("organization", [technician.employer, *(s.to for s in technician.secondments)])
    yield from tagged("competence", (c.competence for c in technician.competences))
    yield from tagged("level", (f"{c.competence}:{c.level}" for c in technician.competences))
    yield from tagged("theme", (theme for c in technician.competences for theme in c.themes))
    yield from words(technician.function, *(c.name for c in technician.competences))


TECHNICIAN = ThingNoun(
    table="technician",
    thing=Technician,
    kinds=(TechnicianFact,),
    prefix="technician:",
    apply=apply,
    sort=lambda technician: technician.technician,
    terms=_terms,
    descending=False,
    deadlines=deadlines,
)
NOUNS = TECHNICIAN.nouns()
