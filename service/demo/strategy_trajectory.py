"""The change of trajectory, in figures: what was measured from 2021 to 2026 against the targets of 2031 and 2041."""

from collections.abc import Iterator
from typing import Final

from domain.core.command import Command
from domain.core.entry import ActKind
from domain.facts.strategy import TrajectoryDirection
from domain.strategy_trajectory import DefineIndicator, DropIndicator, RecordMeasure, SetBaseline, SetTarget
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_DOWN, _UP, _SAME = TrajectoryDirection.DECREASE, TrajectoryDirection.INCREASE, TrajectoryDirection.KEEP
_INDICATORS: Final = (
    ("enaf", "Espaces naturels, agricoles et forestiers consommés", "ha par an", _DOWN, "38.4", "19.2", "4.8"),
    ("water", "Eau prélevée pour l'eau potable", "millions de m3 par an", _DOWN, "3.42", "3.08", "2.74"),
    ("renewables", "Part des énergies renouvelables", "% de la consommation", _UP, "31.5", "45", "60"),
    ("envelope", "Logements produits dans l'enveloppe urbaine", "% des logements", _UP, "48", "70", "80"),
    ("hedges", "Linéaire de haies", "km", _SAME, "5240", "5240", "5240"),
    ("wetlands", "Zones humides restaurées", "ha", _UP, "0", "120", "300"),
    ("vacant-shops", "Locaux commerciaux vacants", "% des locaux", _DOWN, "14.5", "11", "8"),
)
_SERVES: Final = {
    "enaf": (("pas-1-2", "doo-2"), ("land",)),
    "water": (("pas-1-1", "doo-1"), ("water",)),
    "renewables": (("pas-3-3", "doo-6"), ("transitions", "resources")),
    "envelope": (("pas-2-1", "doo-4"), ("housing", "land")),
    "hedges": (("pas-1-3", "doo-3"), ("biodiversity",)),
    "wetlands": (("pas-1-3",), ("biodiversity", "water")),
    "vacant-shops": (("pas-2-2",), ("economy",)),
}
_MEASURES: Final = {
    "2022": {"enaf": "37.1", "water": "3.40", "renewables": "32.1", "envelope": "49.5", "vacant-shops": "14.8"},
    "2023": {"enaf": "35.9", "water": "3.36", "renewables": "33.4", "envelope": "53"},
    "2024": {"enaf": "33.2", "water": "3.30", "renewables": "34.7", "envelope": "55.5", "hedges": "5222.5"},
    "2025": {"enaf": "31.5", "water": "3.27", "renewables": "35.6", "envelope": "58"},
    "2026": {"enaf": "29.9", "water": "3.24", "renewables": "36.8", "envelope": "61.5"},
}
"""For 1 January of each year: consumption of land and renewable energy are behind, water and housing on track."""


def _trajectory() -> Sitting:
    on, start = day("2021-07-08"), day("2021-01-01")
    defined = act(ActKind.DELIBERATION, "2021-07-08", "2021-17", "Indicateurs de suivi du SCoT et cibles")
    commands: list[Command] = []
    for indicator, title, unit, direction, baseline, middle, end in _INDICATORS:
        orientations, themes = _SERVES[indicator]
        commands.append(
            DefineIndicator(
                on=on,
                act=defined,
                indicator=indicator,
                title=title,
                unit=unit,
                direction=direction,
                baseline=baseline,
                baseline_on=start,
                tolerance="25" if direction is _SAME else None,
                orientations=orientations,
                themes=themes,
                source="État initial de l'environnement du SCoT (fictif)",
            )
        )
        for value, by in ((middle, "2031-01-01"), (end, "2041-01-01")):
            commands.append(SetTarget(on=on, act=defined, indicator=indicator, value=value, by=day(by)))
    return Sitting(
        key="2021-07-08-trajectory",
        title="Sept indicateurs de trajectoire, leurs valeurs de départ et leurs cibles de 2031 et 2041",
        recorded_at=paris("2021-07-09 10:30"),
        commands=tuple(commands),
    )


def _territorial() -> Sitting:
    """Two members have a share of the effort that is theirs."""
    on = day("2025-06-26")
    shared = act(ActKind.DELIBERATION, "2025-06-26", "2025-12", "Territorialisation de la sobriété foncière")
    return Sitting(
        key="2025-06-26-territorial-targets",
        title="La sobriété foncière se répartit : deux EPCI ont leur propre trajectoire ; un indicateur est abandonné",
        recorded_at=paris("2025-06-27 15:00"),
        commands=(
            *(
                command
                for letters, baseline, target in (("PM", "12.6", "6.3"), ("SA", "8.2", "4.1"))
                for command in (
                    SetBaseline(
                        on=on,
                        act=shared,
                        indicator="enaf",
                        organization=MEMBERS[letters],
                        value=baseline,
                        baseline_on=day("2021-01-01"),
                        source="Portail de l'artificialisation (valeurs fictives)",
                    ),
                    SetTarget(
                        on=on,
                        act=shared,
                        indicator="enaf",
                        organization=MEMBERS[letters],
                        value=target,
                        by=day("2031-01-01"),
                    ),
                )
            ),
            DropIndicator(
                on=on, act=shared, indicator="vacant-shops", reason="Aucune source ne le mesure chaque année."
            ),
        ),
    )


def _measures() -> Iterator[Sitting]:
    for year, values in _MEASURES.items():
        published = act(ActKind.OTHER, f"{year}-10-01", f"{year}-IND", f"Tableau de bord du SCoT {year} (fictif)")
        own = {"PM": "9.1", "SA": "7.4"} if year == "2026" else {}
        yield Sitting(
            key=f"{year}-10-01-measures",
            title=f"Le tableau de bord {year} donne les mesures au 1er janvier",
            recorded_at=paris(f"{year}-10-04 11:00"),
            commands=(
                *(
                    RecordMeasure(
                        on=day(f"{year}-10-01"),
                        act=published,
                        indicator=indicator,
                        value=value,
                        measured_on=day(f"{year}-01-01"),
                        source="Tableau de bord du SCoT (valeurs fictives)",
                    )
                    for indicator, value in values.items()
                ),
                *(
                    RecordMeasure(
                        on=day(f"{year}-10-01"),
                        act=published,
                        indicator="enaf",
                        value=value,
                        measured_on=day(f"{year}-01-01"),
                        organization=MEMBERS[letters],
                    )
                    for letters, value in own.items()
                ),
            ),
        )


def sittings() -> tuple[Sitting, ...]:
    """What the strategy's chapter tells of it, in order."""
    return (_trajectory(), _territorial(), *_measures())
