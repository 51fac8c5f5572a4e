"""One example of each fact of strategy, with nothing left at its default."""

import datetime as dt

from domain.core.entry import Fact
from domain.facts import strategy as s
from tests.golden.given import ALICE, COMMUNE, EPCI, ON

BASELINE_ON = dt.date(2021, 1, 1)

FACTS: tuple[Fact, ...] = (
    s.OrientationSet(
        orientation="doo-3",
        part=s.StrategyPart.DOO,
        number="P3",
        title="Limiter l'étalement",
        text="Construire dans l'enveloppe urbaine.",
        themes=("land", "housing"),
        within="pas-1",
        scheme="scot",
    ),
    s.OrientationRevised(
        orientation="doo-3",
        number="P3 bis",
        title="Ne plus s'étaler",
        text="Construire d'abord dans l'enveloppe urbaine.",
        themes=("land",),
        within="pas-2",
    ),
    s.OrientationWithdrawn(orientation="doo-3", reason="Reprise dans P4"),
    s.ProgrammeAdopted(
        programme="actions-2021",
        title="Programme d'actions",
        text="Dix actions",
        scheme="scot",
        decision="2021-20",
    ),
    s.ProgrammeClosed(programme="actions-2021", reason="Remplacé"),
    s.ActionPlanned(
        action="hedges",
        title="Replanter des haies",
        text="Dix kilomètres par an",
        programme="actions-2021",
        organization=EPCI,
        person=ALICE,
        orientations=("doo-3", "pas-1"),
        contract="crte",
        document="pcaet",
        themes=("biodiversity",),
        territory=(COMMUNE, EPCI),
        budget="125000.50",
        begins_on=dt.date(2022, 1, 1),
        ends_on=dt.date(2026, 12, 31),
    ),
    s.ActionStateChanged(action="hedges", state=s.ProgrammeActionState.SUSPENDED, note="Sécheresse"),
    s.ActionReassigned(action="hedges", organization=EPCI, person=ALICE),
    s.ActionAttached(
        action="hedges", programme="actions-2021", orientations=("doo-3",), contract="crte", document="pcaet"
    ),
    s.ActionRescheduled(action="hedges", begins_on=dt.date(2023, 1, 1), ends_on=dt.date(2027, 12, 31), budget="130000"),
    s.IndicatorDefined(
        indicator="enaf",
        title="Espaces consommés",
        unit="ha par an",
        direction=s.TrajectoryDirection.DECREASE,
        baseline="42.5",
        baseline_on=BASELINE_ON,
        tolerance="0.5",
        orientations=("doo-3",),
        themes=("land",),
        source="Portail de l'artificialisation",
    ),
    s.BaselineSet(indicator="enaf", organization=EPCI, value="12.25", baseline_on=BASELINE_ON, source="Portail"),
    s.TargetSet(indicator="enaf", value="21.25", by=dt.date(2031, 1, 1), organization=EPCI),
    s.IndicatorMeasured(indicator="enaf", value="11.75", measured_on=ON, organization=EPCI, source="Portail"),
    s.IndicatorDropped(indicator="enaf", reason="Remplacé"),
    s.InvolvementRecorded(
        involvement="atelier-1",
        title="Atelier sur l'eau",
        phase=s.InvolvementPhase.ELABORATION,
        kind=s.InvolvementKind.WORKSHOP,
        officials=(s.InvolvedOfficial(person=ALICE, capacity=s.InvolvementCapacity.MAYOR, organization=COMMUNE),),
        body="mayors",
        themes=("water",),
        orientations=("doo-3",),
        note="Trente idées",
    ),
)
