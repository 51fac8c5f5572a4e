"""The strategy from its making (2020) to November 2026: PAS and DOO, actions, trajectory, who took part."""

from collections.abc import Iterator
from typing import Final

from domain.core.entry import ActKind
from domain.facts.strategy import (
    InvolvedOfficial,
    InvolvementCapacity,
    InvolvementKind,
    InvolvementPhase,
    ProgrammeActionState,
    StrategyPart,
    TrajectoryDirection,
)
from domain.strategy import (
    AdoptProgramme,
    AttachAction,
    ChangeActionState,
    CloseProgramme,
    DefineIndicator,
    DropIndicator,
    PlanAction,
    ReassignAction,
    RecordInvolvement,
    RecordMeasure,
    RescheduleAction,
    ReviseOrientation,
    SetBaseline,
    SetOrientation,
    SetTarget,
    WithdrawOrientation,
)
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_MAYOR, _PRESIDENT = InvolvementCapacity.MAYOR, InvolvementCapacity.EPCI_PRESIDENT
_VICE, _DEPUTY = InvolvementCapacity.VICE_PRESIDENT, InvolvementCapacity.DEPUTY_MAYOR
_LOCAL = InvolvementCapacity.LOCAL_OFFICIAL
_STARTED, _COMPLETED = ProgrammeActionState.STARTED, ProgrammeActionState.COMPLETED

# -- the PAS and the DOO -----------------------------------------------------------------------------------------------

_ORIENTATIONS: Final = (
    ("pas-1", "PAS", "1", "S'adapter : l'eau, les sols, le vivant", ("transitions",), None),
    ("pas-1-1", "PAS", "1.1", "Partager une ressource en eau plus rare", ("water", "mountain"), "pas-1"),
    ("pas-1-2", "PAS", "1.2", "Diviser par deux la consommation d'espaces en dix ans", ("land", "planning"), "pas-1"),
    ("pas-1-3", "PAS", "1.3", "Préserver les haies, les tourbières et les estives", ("biodiversity",), "pas-1"),
    ("pas-2", "PAS", "2", "Habiter les bourgs et les villages", ("housing",), None),
    ("pas-2-1", "PAS", "2.1", "Loger d'abord dans l'enveloppe urbaine", ("housing", "land"), "pas-2"),
    ("pas-2-2", "PAS", "2.2", "Garder commerces et services au centre", ("facilities", "economy"), "pas-2"),
    ("pas-2-3", "PAS", "2.3", "Se soigner à moins de vingt minutes", ("health",), "pas-2"),
    ("pas-3", "PAS", "3", "Produire, accueillir, se déplacer autrement", ("economy",), None),
    ("pas-3-1", "PAS", "3.1", "Transmettre les fermes et gérer la forêt", ("agriculture",), "pas-3"),
    ("pas-3-2", "PAS", "3.2", "Se passer d'une voiture sur deux", ("mobility",), "pas-3"),
    ("pas-3-3", "PAS", "3.3", "Produire une énergie renouvelable acceptée", ("transitions", "resources"), "pas-3"),
    ("doo-1", "DOO", "P1", "Démontrer la ressource en eau avant d'ouvrir à l'urbanisation", ("water",), "pas-1-1"),
    ("doo-2", "DOO", "P2", "Répartir 190 hectares entre les quatre EPCI sur dix ans", ("land",), "pas-1-2"),
    ("doo-3", "DOO", "P3", "Inventorier et protéger les haies dans les PLUi", ("biodiversity",), "pas-1-3"),
    ("doo-4", "DOO", "P4", "Produire 70 % des logements dans l'enveloppe urbaine", ("housing",), "pas-2-1"),
    ("doo-5", "DOO", "P5", "Rabattre les hameaux sur les gares et les arrêts", ("mobility",), "pas-3-2"),
    ("doo-6", "DOO", "P6", "Réserver les toitures au solaire avant les sols", ("transitions",), "pas-3-3"),
    ("daacl-1", "DAACL", "C1", "Aucune zone commerciale nouvelle hors des centralités", ("economy",), "pas-2-2"),
    ("daacl-2", "DAACL", "C2", "Une plateforme logistique, à Ydes", ("economy",), "pas-2-2"),
)


def _approval() -> Sitting:
    on = day("2021-07-08")
    approved = act(ActKind.DELIBERATION, "2021-07-08", "2021-16", "Approbation du SCoT : PAS et DOO")
    return Sitting(
        key="2021-07-08-strategy",
        title="Le SCoT est approuvé : trois axes, neuf orientations du PAS, les prescriptions du DOO et du DAACL",
        recorded_at=paris("2021-07-09 10:00"),
        commands=tuple(
            SetOrientation(
                on=on,
                act=approved,
                orientation=orientation,
                part=StrategyPart(part),
                number=number,
                title=title,
                themes=themes,
                within=within,
            )
            for orientation, part, number, title, themes, within in _ORIENTATIONS
        ),
    )


def _revision() -> Sitting:
    on = day("2025-06-26")
    revised = act(ActKind.DELIBERATION, "2025-06-26", "2025-11", "Modification du SCoT : eau et sobriété foncière")
    return Sitting(
        key="2025-06-26-strategy-revised",
        title="Le SCoT est modifié : l'eau devient un préalable, la plateforme logistique est abandonnée",
        recorded_at=paris("2025-06-27 14:30"),
        commands=(
            ReviseOrientation(
                on=on,
                act=revised,
                orientation="pas-1-1",
                number="1.1",
                title="Faire de l'eau le préalable de tout projet",
                text="La ressource disponible en étiage décide de l'accueil, et non l'inverse.",
                themes=("water", "mountain", "development-projects"),
                within="pas-1",
            ),
            ReviseOrientation(
                on=on,
                act=revised,
                orientation="doo-2",
                number="P2",
                title="Répartir 165 hectares entre les quatre EPCI jusqu'en 2031",
                themes=("land",),
                within="pas-1-2",
            ),
            WithdrawOrientation(
                on=on, act=revised, orientation="daacl-2", reason="Le projet de plateforme logistique est abandonné."
            ),
        ),
    )


# -- the action programme ----------------------------------------------------------------------------------------------

_ACTIONS_2021: Final = (
    ("hedges", "Replanter vingt kilomètres de haies par an", "PS", "valbrette", ("pas-1-3", "doo-3"), "180000.00"),
    ("leaks", "Réduire les fuites des réseaux d'eau", "PG", "issandrol", ("pas-1-1", "doo-1"), "1240000.00"),
    ("vacant-housing", "Remettre soixante logements vacants sur le marché", "PM", "ginestolle", ("doo-4",), "950000"),
    ("land-observatory", "Observer la consommation d'espaces", None, "gaudevin", ("pas-1-2", "doo-2"), "42000.50"),
    ("shuttles", "Trois navettes vers la gare d'Ydes", "SA", "sarrelongue", ("pas-3-2", "doo-5"), "310000"),
    ("logistics", "Étudier la plateforme logistique", "SA", None, ("daacl-2",), "60000"),
)
_ACTIONS_2026: Final = (
    ("solar-roofs", "Cent toitures publiques au solaire", None, "ginestolle", ("pas-3-3", "doo-6"), "2150000"),
    ("health-house", "Une maison de santé à Riom-ès-Montagnes", "PG", "lasserade", ("pas-2-3",), "1875000.75"),
    ("farm-handover", "Aider trente transmissions de fermes", "PS", "montegrin", ("pas-3-1",), "96000"),
    ("wetlands", "Restaurer cent vingt hectares de zones humides", "SA", "teissonade", ("pas-1-1", "pas-1-3"), None),
)
_END: Final = {"logistics": "2024-12-31", "shuttles": "2025-12-31", "land-observatory": "2031-12-31"}


def _planned(
    actions: tuple[tuple[str, str, str | None, str | None, tuple[str, ...], str | None], ...], programme: str, on: str
) -> Iterator[PlanAction]:
    adopted = act(ActKind.DELIBERATION, on, f"{on[:4]}-{programme}", "Programme d'actions du SCoT")
    for action, title, member, person, orientations, budget in actions:
        yield PlanAction(
            on=day(on),
            act=adopted,
            action=action,
            title=title,
            programme=programme,
            organization=MEMBERS[member] if member else None,
            person=f"${person}" if person else None,
            orientations=orientations,
            territory=(MEMBERS[member],) if member else tuple(MEMBERS.values()),
            budget=budget,
            begins_on=day(f"{int(on[:4]) + 1}-01-01"),
            ends_on=day(_END.get(action, f"{int(on[:4]) + 6}-12-31")),
        )


def _programmes() -> tuple[Sitting, ...]:
    first = act(ActKind.DELIBERATION, "2021-12-09", "2021-24", "Programme d'actions du SCoT 2022-2026")
    second = act(ActKind.DELIBERATION, "2026-10-08", "2026-25", "Programme d'actions du SCoT 2027-2032")
    return (
        Sitting(
            key="2021-12-09-programme",
            title="Le comité adopte le premier programme d'actions",
            recorded_at=paris("2021-12-10 09:20"),
            commands=(
                AdoptProgramme(
                    on=day("2021-12-09"), act=first, programme="p2022", title="Programme d'actions 2022-2026"
                ),
                *_planned(_ACTIONS_2021, "p2022", "2021-12-09"),
            ),
        ),
        Sitting(
            key="2026-10-08-programme",
            title="Le comité clôt le premier programme d'actions et adopte le second",
            recorded_at=paris("2026-10-09 09:10"),
            commands=(
                CloseProgramme(
                    on=day("2026-10-08"), act=second, programme="p2022", reason="Le second programme le remplace."
                ),
                AdoptProgramme(
                    on=day("2026-10-08"), act=second, programme="p2027", title="Programme d'actions 2027-2032"
                ),
                *_planned(_ACTIONS_2026, "p2027", "2026-10-08"),
                AttachAction(
                    on=day("2026-10-08"),
                    act=second,
                    action="hedges",
                    programme="p2027",
                    orientations=("pas-1-1", "pas-1-3", "doo-3"),
                ),
            ),
        ),
    )


def _progress() -> tuple[Sitting, ...]:
    note = act(ActKind.MINUTES, "2022-09-15", "2022-B3", "Suivi du programme d'actions (bureau)")
    review = act(ActKind.MINUTES, "2025-07-03", "2025-B2", "Suivi du programme d'actions (bureau)")
    today = act(ActKind.MINUTES, "2026-11-05", "2026-B6", "Suivi du programme d'actions (bureau)")
    early, late, last = day("2022-09-15"), day("2025-07-03"), day("2026-11-05")
    suspended, abandoned = ProgrammeActionState.SUSPENDED, ProgrammeActionState.ABANDONED
    return (
        Sitting(
            key="2022-09-15-actions",
            title="Cinq actions sont engagées",
            recorded_at=paris("2022-09-19 10:40"),
            commands=tuple(
                ChangeActionState(on=early, act=note, action=action, state=_STARTED)
                for action in ("hedges", "leaks", "vacant-housing", "land-observatory", "shuttles")
            ),
        ),
        Sitting(
            key="2025-07-03-actions",
            title="Une action est abandonnée, une autre suspendue, une troisième achevée et une quatrième prolongée",
            recorded_at=paris("2025-07-04 15:10"),
            commands=(
                ChangeActionState(
                    on=late,
                    act=review,
                    action="logistics",
                    state=abandoned,
                    note="L'orientation est retirée du DAACL.",
                ),
                ChangeActionState(
                    on=late, act=review, action="shuttles", state=suspended, note="Le marché est infructueux."
                ),
                ChangeActionState(on=late, act=review, action="vacant-housing", state=_COMPLETED),
                RescheduleAction(
                    on=late,
                    act=review,
                    action="leaks",
                    begins_on=day("2022-01-01"),
                    ends_on=day("2029-12-31"),
                    budget="1610000.00",
                ),
            ),
        ),
        Sitting(
            key="2026-11-05-actions",
            title="L'observatoire foncier change de responsable, les toitures solaires sont engagées",
            recorded_at=paris("2026-11-06 09:30"),
            commands=(
                ReassignAction(on=last, act=today, action="land-observatory", person="$tournadrel"),
                ChangeActionState(on=last, act=today, action="solar-roofs", state=_STARTED),
            ),
        ),
    )


# -- the trajectory ----------------------------------------------------------------------------------------------------

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
    commands = []
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


# -- who took part -----------------------------------------------------------------------------------------------------


def _officials(**people: tuple[InvolvementCapacity, str]) -> tuple[InvolvedOfficial, ...]:
    """Each with a capacity, and the member (by letters) or the commune (by INSEE code) for which the official came."""
    return tuple(
        InvolvedOfficial(person=f"${key}", capacity=capacity, organization=MEMBERS.get(where, f"commune:{where}"))
        for key, (capacity, where) in people.items()
    )


def _elaboration() -> Sitting:
    """The workshops of 2020 and 2021 were recorded late, in one go."""
    phase = InvolvementPhase.ELABORATION
    report = act(ActKind.OTHER, "2021-03-15", "2021-BC", "Bilan de la concertation avec les élus (fictif)")
    return Sitting(
        key="2021-03-15-elaboration",
        title="Le bilan de la concertation nomme les élus qui ont fait la stratégie depuis l'automne 2020",
        recorded_at=paris("2021-03-16 16:00"),
        commands=(
            RecordInvolvement(
                on=day("2020-10-15"),
                act=report,
                involvement="atelier-eau-2020",
                title="Atelier : l'eau en 2050",
                phase=phase,
                kind=InvolvementKind.WORKSHOP,
                officials=_officials(
                    gaudevin=(_PRESIDENT, "PG"),
                    issandrol=(_MAYOR, "15162"),
                    ginestolle=(_VICE, "PM"),
                    valbrette=(_VICE, "PS"),
                    brissandre=(_DEPUTY, "15079"),
                ),
                themes=("water",),
            ),
            RecordInvolvement(
                on=day("2020-11-19"),
                act=report,
                involvement="copil-pas-2020",
                title="Comité de pilotage : le projet d'aménagement stratégique",
                phase=phase,
                kind=InvolvementKind.COMMITTEE,
                officials=_officials(
                    combrenard=(_PRESIDENT, "PM"),
                    falcimont=(_PRESIDENT, "SA"),
                    lestradier=(_PRESIDENT, "PS"),
                    gaudevin=(_PRESIDENT, "PG"),
                    ginestolle=(_VICE, "PM"),
                ),
                body="steering",
                themes=("planning", "transitions"),
            ),
            RecordInvolvement(
                on=day("2021-02-11"),
                act=report,
                involvement="lecture-doo-2021",
                title="Groupe de lecture du DOO",
                phase=phase,
                kind=InvolvementKind.READING_GROUP,
                officials=_officials(
                    montegrin=(_VICE, "PS"),
                    teissonade=(_VICE, "SA"),
                    garribelle=(_LOCAL, "15219"),
                    pomeyrade=(_MAYOR, "15250"),
                ),
                body="planning",
                themes=("planning", "housing"),
            ),
        ),
    )


def _implementation() -> tuple[Sitting, ...]:
    phase = InvolvementPhase.IMPLEMENTATION
    visit = act(ActKind.MINUTES, "2023-06-15", "2023-V1", "Visite : un bourg qui se densifie (fictive)")
    conference = act(ActKind.MINUTES, "2026-09-17", "2026-CM1", "Conférence des maires : l'eau d'abord (fictive)")
    return (
        Sitting(
            key="2023-06-15-visit",
            title="Visite de terrain : un bourg se densifie",
            recorded_at=paris("2023-06-16 10:00"),
            commands=(
                RecordInvolvement(
                    on=day("2023-06-15"),
                    act=visit,
                    involvement="visite-bourg-2023",
                    title="Visite d'un bourg qui se densifie",
                    phase=phase,
                    kind=InvolvementKind.FIELD_VISIT,
                    officials=_officials(
                        ginestolle=(_VICE, "PM"), issandrol=(_VICE, "PG"), peyrolande=(_MAYOR, "15191")
                    ),
                    themes=("housing", "land"),
                    orientations=("pas-2-1", "doo-4"),
                ),
            ),
        ),
        Sitting(
            key="2026-09-17-conference",
            title="La conférence des maires et les élus délégués travaillent à la mise en œuvre",
            recorded_at=paris("2026-09-18 09:00"),
            commands=(
                RecordInvolvement(
                    on=day("2026-09-17"),
                    act=conference,
                    involvement="maires-eau-2026",
                    title="Conférence des maires : l'eau d'abord",
                    phase=phase,
                    kind=InvolvementKind.COMMITTEE,
                    officials=_officials(
                        lescurade=(_MAYOR, "15170"),
                        tournadrel=(_MAYOR, "15243"),
                        roquelande=(_PRESIDENT, "PS"),
                        astorgal=(_PRESIDENT, "PM"),
                        jarrigande=(_MAYOR, "15050"),
                        yolandry=(_MAYOR, "15230"),
                        clavendrier=(_DEPUTY, "15175"),
                    ),
                    body="mayors",
                    themes=("water",),
                    orientations=("pas-1-1", "doo-1"),
                    note="Chaque maire dit où l'eau a manqué cet été.",
                ),
            ),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (
        _elaboration(),
        _approval(),
        _trajectory(),
        *_programmes(),
        *_progress(),
        _revision(),
        _territorial(),
        *_measures(),
        *_implementation(),
    )
