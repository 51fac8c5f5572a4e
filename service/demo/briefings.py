"""Who made the strategy known to the municipal councils: some in the first term, 41 of 71 so far in the second."""

from typing import Final

from domain.briefings import (
    AnswerCouncilQuestion,
    CallForBriefings,
    CancelBriefing,
    PlanBriefing,
    RecordBriefing,
    RecordCouncilQuestion,
    SetBriefingRule,
)
from domain.core.entry import Act, ActKind
from domain.facts.briefings import BriefingOccasion
from service.demo.sittings import MEMBERS, Sitting, act, day, paris
from service.demo.territory import communes_of

_SLIDES: Final = "Diaporama : le SCoT en dix questions"
_MAP: Final = "Carte des orientations, une par commune"
_ROUND: Final = (
    ("gentiane-1", "PG", 0, 4, "2026-06-18", ("$tournadrel",), ("water", "biodiversity"), 31),
    ("gentiane-2", "PG", 4, 8, "2026-09-11", ("$tournadrel", "$issandrol"), ("water", "agriculture"), 36),
    ("gentiane-3", "PG", 8, 12, "2026-10-16", ("$tournadrel",), ("housing",), 27),
    ("mauriac-1", "PM", 0, 5, "2026-07-03", ("$ginestolle",), ("mobility", "land"), 44),
    ("mauriac-2", "PM", 5, 8, "2026-10-02", ("$ginestolle", "$belcassan"), ("planning",), 29),
    ("salers-1", "PS", 0, 6, "2026-06-26", ("$roquelande",), ("agriculture", "tourism"), 48),
    ("salers-2", "PS", 6, 10, "2026-09-25", ("$roquelande", "$valbrette"), ("land",), 33),
    ("salers-3", "PS", 10, 13, "2026-11-13", ("$valbrette",), ("housing", "facilities"), 22),
    ("artense-1", "SA", 0, 4, "2026-09-04", ("$jarrigande",), ("housing",), 30),
    ("artense-2", "SA", 4, 8, "2026-11-20", ("$sarrelongue", "$teissonade"), ("water", "mobility"), 35),
)
"""Briefing, member, the slice of its communes by INSEE code, day, by whom, themes, attendees."""


def _minutes(on: str, number: str) -> Act:
    return act(ActKind.MINUTES, on, number, "Compte rendu d'une présentation du SCoT aux conseils municipaux (fictif)")


def _first_term() -> tuple[Sitting, ...]:
    approved = act(ActKind.DELIBERATION, "2021-07-08", "2021-16", "Approbation du SCoT : PAS et DOO")
    rule = act(ActKind.DELIBERATION, "2020-12-10", "2020-24", "Présentation de la stratégie aux conseils municipaux")
    return (
        Sitting(
            key="2020-12-10-briefing-rule",
            title="Règle locale : chaque conseil entend la stratégie dans les neuf mois, puis tous les ans",
            recorded_at=paris("2020-12-22 10:30"),
            commands=(SetBriefingRule(on=day("2020-12-10"), act=rule, months_after_start=9, months_between=12),),
        ),
        Sitting(
            key="2021-07-08-briefings-called-for",
            title="Le SCoT est approuvé : tous les conseils municipaux doivent en entendre parler",
            recorded_at=paris("2021-07-09 11:00"),
            commands=(
                CallForBriefings(
                    on=day("2021-07-08"),
                    act=approved,
                    occasion=BriefingOccasion.SCHEME_APPROVED,
                    scheme="haut-cantal-dordogne",
                    decision="2021-16",
                ),
            ),
        ),
        Sitting(
            key="2021-11-19-briefings-first-term",
            title="Premières présentations, à Riom-ès-Montagnes, à Mauriac et dans le Pays de Salers",
            recorded_at=paris("2022-03-28 14:00"),
            commands=(
                RecordBriefing(
                    on=day("2021-11-19"),
                    act=_minutes("2021-11-19", "2021-P1"),
                    briefing="riom-2021",
                    communes=("commune:15162",),
                    by=("$issandrol",),
                    themes=("planning",),
                    materials=(_SLIDES,),
                    attendees=17,
                ),
                RecordBriefing(
                    on=day("2022-02-04"),
                    act=_minutes("2022-02-04", "2022-P1"),
                    briefing="mauriac-2022",
                    communes=communes_of(MEMBERS["PM"])[:6],
                    by=("$ginestolle", "$belcassan"),
                    themes=("mobility", "economy"),
                    materials=(_SLIDES, _MAP),
                    attendees=52,
                ),
                RecordCouncilQuestion(
                    on=day("2022-02-04"),
                    act=_minutes("2022-02-04", "2022-P1"),
                    briefing="mauriac-2022",
                    question="zone-activites",
                    text="La zone d'activités peut-elle encore s'étendre ?",
                    themes=("economy", "land"),
                    commune="commune:15120",
                ),
                AnswerCouncilQuestion(
                    on=day("2022-03-25"),
                    act=act(ActKind.LETTER, "2022-03-25", "2022-L6", "Réponse au conseil municipal de Mauriac"),
                    briefing="mauriac-2022",
                    question="zone-activites",
                    answer="Oui, dans les limites du DOO et après réemploi des friches recensées.",
                ),
                RecordBriefing(
                    on=day("2022-03-11"),
                    act=_minutes("2022-03-11", "2022-P2"),
                    briefing="salers-2022",
                    communes=communes_of(MEMBERS["PS"])[:9],
                    by=("$valbrette",),
                    themes=("agriculture",),
                    attendees=61,
                ),
            ),
        ),
    )


def _plans() -> tuple[Sitting, ...]:
    rule = act(ActKind.DELIBERATION, "2026-07-09", "2026-19", "Présentation de la stratégie : un calendrier plus court")
    plan = act(ActKind.LETTER, "2026-10-12", "2026-P20", "Calendrier des présentations d'automne")
    snow = act(ActKind.LETTER, "2026-11-18", "2026-P25", "Report de la présentation du Cézallier")
    return (
        Sitting(
            key="2026-07-09-briefing-rule",
            title="Nouvelle règle : chaque conseil entend la stratégie dans les six mois de l'installation",
            recorded_at=paris("2026-07-10 11:30"),
            commands=(SetBriefingRule(on=day("2026-07-09"), act=rule, months_after_start=6, months_between=12),),
        ),
        Sitting(
            key="2026-10-12-briefings-planned",
            title="Présentations prévues : Artense le 20 novembre, Cézallier le 27, Salers le 4 décembre",
            recorded_at=paris("2026-10-13 09:00"),
            commands=(
                PlanBriefing(
                    on=day("2026-10-12"),
                    act=plan,
                    briefing="artense-2",
                    planned_for=day("2026-11-20"),
                    communes=communes_of(MEMBERS["SA"])[4:9],
                    by=("$sarrelongue",),
                ),
                PlanBriefing(
                    on=day("2026-10-12"),
                    act=plan,
                    briefing="cezallier",
                    planned_for=day("2026-11-27"),
                    communes=communes_of(MEMBERS["PG"])[12:],
                    by=("$tournadrel",),
                ),
                PlanBriefing(
                    on=day("2026-10-12"),
                    act=plan,
                    briefing="salers-4",
                    planned_for=day("2026-12-04"),
                    communes=communes_of(MEMBERS["PS"])[13:19],
                    by=("$roquelande",),
                ),
            ),
        ),
        Sitting(
            key="2026-11-18-briefing-cancelled",
            title="La présentation du Cézallier est annulée",
            recorded_at=paris("2026-11-18 16:00"),
            commands=(
                CancelBriefing(
                    on=day("2026-11-18"), act=snow, briefing="cezallier", reason="La salle est indisponible."
                ),
            ),
        ),
    )


def _held() -> tuple[Sitting, ...]:
    return tuple(
        Sitting(
            key=f"{on}-briefing-{name}",
            title=f"Le SCoT est présenté à {last - first} conseils municipaux ({name})",
            recorded_at=paris(f"{on} 20:30"),
            commands=(
                RecordBriefing(
                    on=day(on),
                    act=_minutes(on, f"2026-P-{name}"),
                    briefing=name,
                    communes=communes_of(MEMBERS[member])[first:last],
                    by=by,
                    themes=themes,
                    orientations=("pas-1", "pas-2", "pas-3"),
                    materials=(_SLIDES, _MAP),
                    attendees=attendees,
                ),
            ),
        )
        for name, member, first, last, on, by, themes, attendees in _ROUND
    )


def _questions() -> tuple[Sitting, ...]:
    asked, answered = _minutes("2026-09-11", "2026-P-gentiane-2"), "2026-10-09"
    letter = act(ActKind.LETTER, answered, "2026-L31", "Réponse sur les captages d'eau potable")
    later = _minutes("2026-11-20", "2026-P-artense-2")
    return (
        Sitting(
            key="2026-09-14-questions",
            title="Deux questions posées aux présentations du Pays Gentiane",
            recorded_at=paris("2026-09-14 09:00"),
            commands=(
                RecordCouncilQuestion(
                    on=day("2026-09-11"),
                    act=asked,
                    briefing="gentiane-2",
                    question="captages",
                    text="Comment la stratégie protège-t-elle les captages d'eau potable ?",
                    themes=("water",),
                    commune=communes_of(MEMBERS["PG"])[4],
                ),
                RecordCouncilQuestion(
                    on=day("2026-09-11"),
                    act=asked,
                    briefing="gentiane-2",
                    question="granges",
                    text="Les granges d'estive peuvent-elles changer de destination ?",
                    themes=("agriculture", "housing"),
                    commune=communes_of(MEMBERS["PG"])[6],
                ),
            ),
        ),
        Sitting(
            key="2026-10-09-answer",
            title="Réponse sur les captages",
            recorded_at=paris("2026-10-09 17:00"),
            commands=(
                AnswerCouncilQuestion(
                    on=day(answered),
                    act=letter,
                    briefing="gentiane-2",
                    question="captages",
                    answer="Le DOO demande aux documents d'urbanisme d'écarter l'urbanisation de leurs périmètres.",
                ),
            ),
        ),
        Sitting(
            key="2026-11-20-question",
            title="Une question de l'Artense attend sa réponse",
            recorded_at=paris("2026-11-20 21:00"),
            commands=(
                RecordCouncilQuestion(
                    on=day("2026-11-20"),
                    act=later,
                    briefing="artense-2",
                    question="covoiturage",
                    text="Qui porte les aires de covoiturage le long de la Dordogne ?",
                    themes=("mobility",),
                ),
            ),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (*_first_term(), *_plans(), *_held(), *_questions())
