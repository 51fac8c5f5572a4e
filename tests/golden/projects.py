"""One example of each fact of projects, with nothing left at its default."""

import datetime as dt

from domain.core.entry import Fact
from domain.facts import projects as p
from tests.golden.given import ALICE, COMMUNE, EPCI

_HELD = {"review": "halle-2026", "project": "halle"}
_LOCATION = p.Location(longitude="2.334", latitude="45.219")

FACTS: tuple[Fact, ...] = (
    p.ProjectRegistered(
        project="halle",
        title="Halle de marché",
        kind=p.ProjectKind.FACILITY,
        owner=COMMUNE,
        communes=(COMMUNE,),
        epcis=(EPCI,),
        description="Une halle ouverte",
        themes=("economy",),
        location=_LOCATION,
        parcel="AB 12",
        documents=("plui",),
        contracts=("crte",),
        actions=("centres",),
        area="0.12",
        cost="450000",
    ),
    p.ProjectChanged(
        project="halle",
        title="Halle couverte",
        kind=p.ProjectKind.OTHER,
        owner=EPCI,
        communes=(COMMUNE,),
        epcis=(EPCI,),
        description="Une halle couverte",
        themes=("tourism",),
        location=_LOCATION,
        parcel="AB 13",
        documents=("plui",),
        contracts=("crte",),
        actions=("centres",),
        area="0.15",
        cost="520000.50",
    ),
    p.ProjectStateChanged(project="halle", state=p.ProjectState.STUDY),
    p.ReviewHeld(
        **_HELD,
        body="steering",
        session="copil-2026-10",
        follows="halle-2025",
        people=(ALICE,),
        organizations=(EPCI,),
        themes=("economy",),
    ),
    p.AssessmentMade(
        **_HELD,
        opinion="Renforce le centre-bourg",
        orientations=(
            p.OrientationAssessed(
                orientation="doo-1", contribution=p.Contribution.STRONG, reason="Centralité confortée"
            ),
        ),
        effects=(p.EffectExpected(indicator="vacancy", effect="-0.5", reason="Deux locaux repris"),),
    ),
    p.ReviewConcluded(
        **_HELD,
        outcome=p.ReviewOutcome.SUPPORTS_WITH_CONDITIONS,
        reasons="Compatible sous réserve",
        conditions=(
            p.ConditionSet(condition="soil", text="Sols perméables", owner=COMMUNE, due_on=dt.date(2027, 3, 1)),
        ),
        carried=("trees",),
        pact="pact-2026",
        clauses=("reviews",),
        decision="2026-20",
    ),
    p.ConditionLifted(**_HELD, condition="soil", evidence="Plan modifié"),
    p.ConditionExtended(**_HELD, condition="soil", due_on=dt.date(2027, 9, 1), reason="Études en cours"),
    p.ConditionFailed(**_HELD, condition="soil", reason="Renoncement"),
    p.ConditionsReplaced(**_HELD, conditions=("trees",), by="halle-2027"),
)
