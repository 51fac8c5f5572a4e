"""Six arbitrations of both terms, on what divides a rural territory, and the exchange sessions that prepared them."""

from typing import Final

from domain.arbitrations_commands import (
    AbandonArbitration,
    AddArbitrationOption,
    AddFollowUp,
    CloseFollowUp,
    FormalizeArbitration,
    HoldExchange,
    OpenArbitration,
    ReopenArbitration,
    ResolveSettlementCondition,
    ReviewArbitration,
    SettleArbitration,
    SupersedeArbitration,
    TakePosition,
    WithdrawArbitrationOption,
)
from domain.core.entry import Act, ActKind, Visibility
from domain.disclosure import Disclose
from domain.facts.arbitrations import (
    ArbitrationOption,
    ConditionOutcome,
    ExchangeParticipant,
    ExchangePresence,
    ExchangeSubject,
    FollowUpOutcome,
    PactClauseCited,
    SettlementAgreement,
    SettlementCondition,
    Stance,
)
from domain.register import Instruction
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_PRESIDENTS: Final = {
    "2021": {"PG": "$gaudevin", "PM": "$combrenard", "PS": "$lestradier", "SA": "$falcimont"},
    "2022": {"PG": "$gaudevin", "PM": "$combrenard", "PS": "$roquelande", "SA": "$falcimont"},
    "2023": {"PG": "$gaudevin", "PM": "$astorgal", "PS": "$roquelande", "SA": "$falcimont"},
    "2026": {"PG": "$issandrol", "PM": "$astorgal", "PS": "$roquelande", "SA": "$marcenelle"},
}
"""Of the four EPCIs, from some day of these years on."""

_FOR, _AGAINST = Stance.SUPPORTS, Stance.OPPOSES
_BUT, _NEITHER = Stance.SUPPORTS_WITH_RESERVATIONS, Stance.ABSTAINS


def _minutes(date: str, number: str) -> Act:
    return act(ActKind.MINUTES, date, number, "Relevé de conclusions des présidents d'intercommunalités")


def _exchange(
    date: str, by: Act, year: str, place: str, *subjects: ExchangeSubject, absent: str = "", **more: Visibility
) -> HoldExchange:
    """The presidents of the day, but for those of some letters."""
    came = {member: who for member, who in _PRESIDENTS[year].items() if member not in absent.split()}
    return HoldExchange(
        on=day(date),
        act=by,
        exchange=date,
        place=place,
        subjects=subjects,
        participants=tuple(ExchangeParticipant(person=who, on_behalf_of=MEMBERS[m]) for m, who in came.items()),
        **more,
    )


def _positions(
    date: str, by: Act, arbitration: str, option: str, stances: dict[str, Stance], **more: Visibility
) -> tuple[Instruction, ...]:
    return tuple(
        TakePosition(
            on=day(date),
            act=by,
            arbitration=arbitration,
            person=_PRESIDENTS[date[:4]][member],
            on_behalf_of=MEMBERS[member],
            option=option,
            stance=stance,
            **more,
        )
        for member, stance in stances.items()
    )


def _zones() -> tuple[Sitting, ...]:
    """Settled in 2021, reviewed in 2022, reopened after the ZAN law's decrees, superseded in 2026."""
    first, later = _minutes("2021-10-07", "2021-E1"), _minutes("2022-11-17", "2022-E1")
    again = _minutes("2024-02-08", "2024-E1")
    on = day("2021-10-07")
    return (
        Sitting(
            key="2021-10-07-zones",
            title="Les présidents arbitrent entre les zones d'activités de Mauriac et d'Ydes",
            recorded_at=paris("2021-10-08 10:00"),
            commands=(
                OpenArbitration(
                    on=on,
                    act=first,
                    arbitration="zones-activites",
                    subject="Zones d'activités entre Mauriac et Ydes",
                    question="Où étendre l'offre foncière économique jusqu'en 2026 ?",
                    parties=tuple(MEMBERS.values()),
                    themes=("economy", "land"),
                    territory=("commune:15120", "commune:15265"),
                    options=(
                        ArbitrationOption(option="mauriac", label="Étendre la zone de Mauriac"),
                        ArbitrationOption(option="ydes", label="Étendre la zone d'Ydes"),
                    ),
                ),
                AddArbitrationOption(
                    on=on,
                    act=first,
                    arbitration="zones-activites",
                    option=ArbitrationOption(option="friches", label="Requalifier d'abord les friches"),
                ),
                WithdrawArbitrationOption(
                    on=on, act=first, arbitration="zones-activites", option="ydes", reason="Le réseau ne suffit pas."
                ),
                _exchange(
                    "2021-10-07",
                    first,
                    "2021",
                    "Mauriac",
                    ExchangeSubject(title="Zones d'activités", themes=("economy",), arbitration="zones-activites"),
                ),
                *_positions("2021-10-07", first, "zones-activites", "mauriac", {"PM": _FOR, "SA": _AGAINST}),
                *_positions("2021-10-07", first, "zones-activites", "friches", {"PG": _FOR, "PS": _NEITHER}),
                *_positions("2021-10-07", first, "zones-activites", "friches", {"SA": _FOR}),
                SettleArbitration(
                    on=on,
                    act=first,
                    arbitration="zones-activites",
                    option="friches",
                    reasons="Deux friches sont disponibles sans consommer de terres agricoles.",
                    agreement=SettlementAgreement.MAJORITY,
                    conditions=(SettlementCondition(condition="inventaire", text="Un inventaire des friches."),),
                    review_on=day("2022-10-31"),
                ),
                AddFollowUp(
                    on=on,
                    act=first,
                    arbitration="zones-activites",
                    follow_up="inventaire",
                    title="Inventaire des friches économiques",
                    due_on=day("2022-06-30"),
                    organization=MEMBERS["PM"],
                ),
            ),
        ),
        Sitting(
            key="2022-11-17-zones-review",
            title="L'arbitrage sur les zones d'activités est revu et maintenu",
            recorded_at=paris("2022-11-18 09:30"),
            commands=(
                CloseFollowUp(
                    on=day("2022-11-17"),
                    act=later,
                    arbitration="zones-activites",
                    follow_up="inventaire",
                    outcome=FollowUpOutcome.DONE,
                ),
                ResolveSettlementCondition(
                    on=day("2022-11-17"),
                    act=later,
                    arbitration="zones-activites",
                    condition="inventaire",
                    outcome=ConditionOutcome.FULFILLED,
                ),
                ReviewArbitration(on=day("2022-11-17"), act=later, arbitration="zones-activites", note="Maintenu."),
            ),
        ),
        Sitting(
            key="2024-02-08-zones-reopened",
            title="L'arbitrage sur les zones d'activités est rouvert",
            recorded_at=paris("2024-02-09 09:30"),
            commands=(
                ReopenArbitration(
                    on=day("2024-02-08"),
                    act=again,
                    arbitration="zones-activites",
                    reason="Les friches sont occupées et la sobriété foncière change la donne.",
                ),
            ),
        ),
    )


def _before_2026() -> tuple[Sitting, ...]:
    """Land consumption settled in confidence; solar plants dropped."""
    zan, solar = _minutes("2023-11-09", "2023-E1"), _minutes("2025-04-03", "2025-E1")
    sealed = Visibility.RESTRICTED
    return (
        Sitting(
            key="2023-11-09-zan",
            title="Les présidents répartissent en confiance l'enveloppe de consommation foncière",
            recorded_at=paris("2023-11-10 09:00"),
            commands=(
                OpenArbitration(
                    on=day("2023-11-09"),
                    act=zan,
                    visibility=sealed,
                    arbitration="enveloppe-fonciere",
                    subject="Répartition de l'enveloppe de consommation foncière (ZAN)",
                    question="Comment répartir l'enveloppe entre les quatre EPCI ?",
                    parties=tuple(MEMBERS.values()),
                    themes=("land", "planning"),
                    territory=tuple(MEMBERS.values()),
                    options=(
                        ArbitrationOption(option="population", label="Au prorata de la population"),
                        ArbitrationOption(option="projets", label="Selon les projets"),
                    ),
                ),
                _exchange(
                    "2023-11-09",
                    zan,
                    "2023",
                    "Riom-ès-Montagnes",
                    ExchangeSubject(title="Enveloppe foncière", themes=("land",), arbitration="enveloppe-fonciere"),
                    absent="PS",
                    visibility=sealed,
                ),
                *_positions(
                    "2023-11-09",
                    zan,
                    "enveloppe-fonciere",
                    "population",
                    {"PG": _BUT, "PM": _FOR, "SA": _AGAINST},
                    visibility=sealed,
                ),
                SettleArbitration(
                    on=day("2023-11-09"),
                    act=zan,
                    visibility=sealed,
                    arbitration="enveloppe-fonciere",
                    compromise="Deux tiers selon la population, un tiers en réserve pour les projets communs.",
                    reasons="La réserve évite que l'arbitrage se rejoue à chaque projet.",
                    agreement=SettlementAgreement.CONSENSUS,
                    review_on=day("2026-10-31"),
                ),
                AddFollowUp(
                    on=day("2023-11-09"),
                    act=zan,
                    visibility=sealed,
                    arbitration="enveloppe-fonciere",
                    follow_up="suivi",
                    title="Tableau de suivi de la consommation foncière",
                    due_on=day("2026-09-30"),
                    person="$astorgal",
                ),
            ),
        ),
        Sitting(
            key="2025-04-03-solar",
            title="La charte du photovoltaïque au sol est abandonnée",
            recorded_at=paris("2025-04-04 10:00"),
            commands=(
                OpenArbitration(
                    on=day("2025-04-03"),
                    act=solar,
                    arbitration="photovoltaique",
                    subject="Photovoltaïque au sol",
                    question="Faut-il une charte commune plus stricte que la loi ?",
                    parties=tuple(MEMBERS.values()),
                    themes=("transitions", "agriculture"),
                    territory=tuple(MEMBERS.values()),
                    options=(ArbitrationOption(option="charte", label="Une charte commune"),),
                ),
                AbandonArbitration(
                    on=day("2025-04-03"),
                    act=solar,
                    arbitration="photovoltaique",
                    reason="Le document-cadre départemental est attendu.",
                ),
            ),
        ),
    )


def _second_term() -> tuple[Sitting, ...]:
    """Water and the economic zones settled, mobility open, schools never disclosed, the land envelope disclosed."""
    june, october, november = (
        _minutes("2026-06-25", "2026-E1"),
        _minutes("2026-10-08", "2026-E2"),
        _minutes("2026-11-12", "2026-E3"),
    )
    sealed = Visibility.RESTRICTED
    return (
        Sitting(
            key="2026-06-25-water",
            title="Les présidents arbitrent l'interconnexion des réseaux d'eau",
            recorded_at=paris("2026-06-26 09:00"),
            commands=(
                OpenArbitration(
                    on=day("2026-06-25"),
                    act=june,
                    arbitration="interconnexion-eau",
                    subject="Ressource en eau et interconnexion",
                    question="Quelle interconnexion réaliser la première ?",
                    parties=tuple(MEMBERS.values()),
                    themes=("water", "resources"),
                    territory=(MEMBERS["PG"], MEMBERS["SA"]),
                    options=(
                        ArbitrationOption(option="artense", label="Gentiane - Artense"),
                        ArbitrationOption(option="salers", label="Gentiane - Salers"),
                    ),
                ),
                _exchange(
                    "2026-06-25",
                    june,
                    "2026",
                    "Riom-ès-Montagnes",
                    ExchangeSubject(title="Ressource en eau", themes=("water",), arbitration="interconnexion-eau"),
                ),
                *_positions(
                    "2026-06-25",
                    june,
                    "interconnexion-eau",
                    "artense",
                    {"PG": _FOR, "PM": _FOR, "PS": _BUT, "SA": _FOR},
                ),
                SettleArbitration(
                    on=day("2026-06-25"),
                    act=june,
                    arbitration="interconnexion-eau",
                    option="artense",
                    reasons="Les captages de l'Artense ont tari deux étés de suite.",
                    clauses=(PactClauseCited(pact="scot-2021", clause="arbitrages"),),
                    agreement=SettlementAgreement.CONSENSUS,
                    conditions=(SettlementCondition(condition="agence", text="L'agence de l'eau cofinance l'étude."),),
                    review_on=day("2027-06-30"),
                ),
                AddFollowUp(
                    on=day("2026-06-25"),
                    act=june,
                    arbitration="interconnexion-eau",
                    follow_up="cahier-charges",
                    title="Cahier des charges de l'étude",
                    due_on=day("2026-10-31"),
                    person="$issandrol",
                ),
                AddFollowUp(
                    on=day("2026-06-25"),
                    act=june,
                    arbitration="interconnexion-eau",
                    follow_up="etude",
                    title="Étude de tracé",
                    due_on=day("2027-03-31"),
                    organization=MEMBERS["SA"],
                ),
            ),
        ),
        Sitting(
            key="2026-10-08-zones-superseded",
            title="L'accueil des entreprises remplace l'arbitrage de 2021 ; la carte scolaire reste réservée",
            recorded_at=paris("2026-10-09 09:00"),
            commands=(
                OpenArbitration(
                    on=day("2026-10-08"),
                    act=october,
                    arbitration="accueil-entreprises",
                    subject="Accueil des entreprises entre Mauriac et Ydes",
                    question="Quelle zone densifier la première ?",
                    parties=tuple(MEMBERS.values()),
                    themes=("economy", "land"),
                    territory=("commune:15120", "commune:15265"),
                    options=(ArbitrationOption(option="densifier", label="Densifier les deux zones existantes"),),
                ),
                SupersedeArbitration(
                    on=day("2026-10-08"), act=october, arbitration="zones-activites", by="accueil-entreprises"
                ),
                OpenArbitration(
                    on=day("2026-10-08"),
                    act=october,
                    visibility=sealed,
                    arbitration="carte-scolaire",
                    subject="Carte scolaire et équipements",
                    question="Quelles écoles regrouper autour des équipements communs ?",
                    parties=(MEMBERS["PS"], MEMBERS["PM"]),
                    themes=("facilities",),
                    territory=(MEMBERS["PS"], MEMBERS["PM"]),
                    options=(ArbitrationOption(option="regrouper", label="Un pôle par bassin de vie"),),
                ),
                *_positions(
                    "2026-10-08",
                    october,
                    "carte-scolaire",
                    "regrouper",
                    {"PS": _AGAINST, "PM": _BUT},
                    visibility=sealed,
                ),
                Disclose(on=day("2026-10-08"), act=october, subject="arbitration:enveloppe-fonciere"),
                Disclose(on=day("2026-10-08"), act=october, subject="exchange:2023-11-09"),
            ),
        ),
        Sitting(
            key="2026-11-16-water-formalized",
            title="La délibération sur l'étude de la ressource donne à l'arbitrage sur l'eau sa forme juridique",
            recorded_at=paris("2026-11-16 09:30"),
            commands=(
                FormalizeArbitration(
                    on=day("2026-11-12"),
                    act=act(
                        ActKind.DELIBERATION,
                        "2026-11-12",
                        "2026-30",
                        "Étude sur la ressource en eau et l'accueil d'habitants",
                    ),
                    arbitration="interconnexion-eau",
                    decision="2026-30",
                ),
            ),
        ),
        Sitting(
            key="2026-11-12-mobility",
            title="Les présidents débattent de la mobilité vers Aurillac",
            recorded_at=paris("2026-11-13 09:00"),
            commands=(
                OpenArbitration(
                    on=day("2026-11-12"),
                    act=november,
                    arbitration="mobilite-aurillac",
                    subject="Mobilité vers Aurillac",
                    question="Car express ou covoiturage organisé ?",
                    parties=tuple(MEMBERS.values()),
                    themes=("mobility",),
                    territory=tuple(MEMBERS.values()),
                    options=(
                        ArbitrationOption(option="car", label="Un car express"),
                        ArbitrationOption(option="covoiturage", label="Des lignes de covoiturage"),
                    ),
                ),
                HoldExchange(
                    on=day("2026-11-12"),
                    act=november,
                    exchange="2026-11-12",
                    place="Salers",
                    subjects=(
                        ExchangeSubject(title="Mobilité", themes=("mobility",), arbitration="mobilite-aurillac"),
                    ),
                    participants=(
                        ExchangeParticipant(person="$roquelande", on_behalf_of=MEMBERS["PS"]),
                        ExchangeParticipant(
                            person="$astorgal", on_behalf_of=MEMBERS["PM"], presence=ExchangePresence.REMOTE
                        ),
                        ExchangeParticipant(
                            person="$issandrol",
                            on_behalf_of=MEMBERS["PG"],
                            presence=ExchangePresence.REPRESENTED,
                            represented_by="$tournadrel",
                        ),
                    ),
                ),
                *_positions("2026-11-12", november, "mobilite-aurillac", "car", {"PS": _FOR, "PM": _BUT}),
            ),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (*_zones(), *_before_2026(), *_second_term())
