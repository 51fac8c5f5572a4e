"""One example of each fact of the team, with nothing left at its default."""

import datetime as dt

from domain.core.entry import Fact
from domain.facts import team as t
from tests.golden.given import ALICE, COMMUNE, EPCI

FACTS: tuple[Fact, ...] = (
    t.TechnicianJoined(
        technician="eau", person=ALICE, employer=EPCI, function="Chargée de mission eau", working_time=80
    ),
    t.EmployerChanged(technician="eau", employer=COMMUNE, function="Directrice", working_time=90),
    t.CompetenceDeclared(
        technician="eau", competence="drainage", name="Drainage", level=t.CompetenceLevel.EXPERT, themes=("water",)
    ),
    t.CompetenceRemoved(technician="eau", competence="drainage"),
    t.SecondmentAgreed(
        technician="eau",
        secondment="zones-humides",
        to=COMMUNE,
        share=20,
        until=dt.date(2027, 1, 1),
        purpose="Inventaire des zones humides",
    ),
    t.SecondmentEnded(technician="eau", secondment="zones-humides"),
    t.TechnicianLeft(technician="eau", cause=t.TechnicianLeaveCause.RETIREMENT),
)
