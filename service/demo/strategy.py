"""The strategy from its making (2020) to November 2026: PAS and DOO, actions, trajectory, who took part."""

from collections.abc import Iterator
from typing import Final

from domain.core.entry import ActKind
from domain.facts.strategy import ProgrammeActionState, StrategyPart
from domain.strategy_orientations import ReviseOrientation, SetOrientation, WithdrawOrientation
from domain.strategy_programme import (
    AdoptProgramme,
    AttachAction,
    ChangeActionState,
    CloseProgramme,
    PlanAction,
    ReassignAction,
    RescheduleAction,
)
from service.demo import strategy_involvement, strategy_trajectory
from service.demo.scheme import SCHEME
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

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
                scheme=SCHEME,
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
_CONTRACTS: Final = {"solar-roofs": "crte-haut-cantal", "health-house": "crte-haut-cantal"}
"""The contract that pays for an action, for those planned when one was signed."""
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
            contract=_CONTRACTS.get(action),
            territory=(MEMBERS[member],) if member else tuple(MEMBERS.values()),
            budget=budget,
            document="pcaet-haut-cantal" if action == "solar-roofs" else None,
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
                    on=day("2021-12-09"),
                    act=first,
                    programme="p2022",
                    title="Programme d'actions 2022-2026",
                    scheme=SCHEME,
                    decision="2021-24",
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
                    on=day("2026-10-08"),
                    act=second,
                    programme="p2027",
                    title="Programme d'actions 2027-2032",
                    scheme=SCHEME,
                    decision="2026-25",
                ),
                *_planned(_ACTIONS_2026, "p2027", "2026-10-08"),
                AttachAction(
                    on=day("2026-10-08"),
                    act=second,
                    action="hedges",
                    programme="p2027",
                    orientations=("pas-1-1", "pas-1-3", "doo-3"),
                    contract="crte-haut-cantal",
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


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (
        _approval(),
        *_programmes(),
        *_progress(),
        _revision(),
        *strategy_trajectory.sittings(),
        *strategy_involvement.sittings(),
    )
