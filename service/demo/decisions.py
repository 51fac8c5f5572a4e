"""What the committee, the bureau and the president decided in both terms, and what became of it.

Each decision of the story shows one thing of the law: amended, superseded, abrogated, withdrawn, annulled, suspended,
lapsed, rejected, not yet enforceable.
"""

import datetime as dt
from typing import Any, Final

from domain.core.command import Command
from domain.core.entry import Act, ActKind
from domain.decision_commands import (
    AbrogateDecision,
    AdoptDeliberation,
    AmendDecision,
    AnnulDecision,
    GiveOpinion,
    IssueOrder,
    LiftSuspension,
    NotifyDecision,
    ObserveLegality,
    PublishDecision,
    RecordLapse,
    RejectDecision,
    SupersedeDecision,
    SuspendDecision,
    TakeDelegatedDecision,
    TransmitDecision,
    WithdrawDecision,
)
from domain.facts.decisions import DecisionArticle, DecisionKind, LapseCause, SuspensionEnd, VoteTotals
from service.demo.sittings import MEMBERS, Sitting, act, day, paris

_TRIBUNAL: Final = "le tribunal administratif de Clermont-Ferrand"


def _votes(against: int = 0, abstentions: int = 0, *, in_office: int = 28, present: int = 22) -> VoteTotals:
    """Three proxies; whoever is neither against nor abstains is for."""
    voting = present + 3
    return VoteTotals(
        in_office=in_office,
        present=present,
        represented=3,
        votes_for=voting - against - abstentions,
        votes_against=against,
        abstentions=abstentions,
    )


def _bureau(in_office: int = 8, abstentions: int = 0) -> VoteTotals:
    present = in_office - 1
    return VoteTotals(in_office=in_office, present=present, votes_for=present - abstentions, abstentions=abstentions)


def _articles(*titles: str) -> tuple[DecisionArticle, ...]:
    return tuple(DecisionArticle(article=str(n), title=title) for n, title in enumerate(titles, start=1))


def _deliberation(number: str, on: str, title: str, matter: str, **more: Any) -> AdoptDeliberation:
    said = {"votes": _votes(), **more}
    return AdoptDeliberation(
        on=day(on),
        act=act(ActKind.DELIBERATION, on, number, title),
        decision=number,
        number=number,
        title=title,
        matter=matter,
        body="assembly",
        **said,
    )


def _order(number: str, on: str, title: str, author: str, **more: Any) -> IssueOrder:
    said = {"matter": "5.4", **more}
    return IssueOrder(
        on=day(on),
        act=act(ActKind.ORDER, on, number, title),
        decision=number.lower(),
        number=number,
        title=title,
        author=author,
        **said,
    )


def _functions(number: str, on: str, author: str, whom: str, what: str, *themes: str) -> tuple[Command, ...]:
    """An order that delegates functions: transmitted and notified the next day."""
    order = _order(
        number, on, f"Délégation de fonctions : {what}", author, individual=True, concerns=(whom,), themes=themes
    )
    next_day = (day(on) + dt.timedelta(days=1)).isoformat()
    return (order, _sent(order.decision, next_day), _told(order.decision, next_day, whom))


def _ended(order: str, on: str) -> RecordLapse:
    certificate = act(ActKind.CERTIFICATE, on, f"FIN-{order}", "Constat de la fin d'une délégation de fonctions")
    return RecordLapse(on=day(on), act=certificate, decision=order, cause=LapseCause.AUTHOR_S_MANDATE_ENDED)


def _receipt(decision: str, on: str) -> Act:
    return act(ActKind.CERTIFICATE, on, f"AR-{decision}", "Accusé de réception de la préfecture")


def _sent(decision: str, on: str) -> TransmitDecision:
    compact = on.replace("-", "")
    return TransmitDecision(
        on=day(on),
        act=_receipt(decision, on),
        decision=decision,
        reference=f"015-250000007-{compact}-{decision}",
        prefecture="PREF015",
    )


def _published(decision: str, on: str) -> PublishDecision:
    certificate = act(ActKind.CERTIFICATE, on, f"PUB-{decision}", "Certificat de publication")
    return PublishDecision(
        on=day(on), act=certificate, decision=decision, url=f"https://scot-demo.example/actes/{decision}"
    )


def _told(decision: str, on: str, whom: str) -> NotifyDecision:
    certificate = act(ActKind.CERTIFICATE, on, f"NOT-{decision}", "Notification à l'intéressé")
    return NotifyDecision(on=day(on), act=certificate, decision=decision, person=whom)


def _binding(decision: str, on: str) -> tuple[Command, ...]:
    """Received by the prefect and published on one day."""
    return (_sent(decision, on), _published(decision, on))


def _sitting(on: str, key: str, title: str, *commands: Command) -> Sitting:
    """Recorded two days after."""
    later = (day(on) + dt.timedelta(days=2)).isoformat()
    return Sitting(key=f"{on}-{key}", title=title, recorded_at=paris(f"{later} 17:10"), commands=commands)


def _by(decision: AdoptDeliberation | IssueOrder, on: str, kind: type[Any], earlier: str, **more: Any) -> Command:
    """What a decision does to an earlier one, from the day on which it binds."""
    command: Command = kind(on=day(on), act=decision.act, decision=earlier, by_decision=decision.decision, **more)
    return command


def _beginning() -> tuple[Sitting, ...]:
    committees = "Création d'un comité de pilotage et d'une commission"
    shops = "Création d'une commission temporaire sur les zones commerciales"
    president = "Délégation d'attributions du comité syndical au président"
    bureau = "Délégation d'attributions au bureau : avis sur les documents d'urbanisme"
    return (
        _sitting(
            "2020-09-24",
            "decisions",
            "Les premières délibérations : commissions, attributions déléguées au président et au bureau",
            _deliberation("2020-04", "2020-09-10", committees, "5.2", articles=_articles("CoPil", "Commission")),
            _deliberation("2020-10", "2020-09-24", president, "5.4", articles=_articles("Marchés", "Contentieux")),
            _deliberation("2020-11", "2020-09-24", bureau, "5.4", themes=("planning",)),
            *_binding("2020-04", "2020-09-14"),
            *_binding("2020-10", "2020-09-26"),
            *_binding("2020-11", "2020-09-26"),
        ),
        _sitting(
            "2020-10-05",
            "functions",
            "Le 1er vice-président reçoit des fonctions",
            *_functions("A-2020-1", "2020-10-05", "$combrenard", "$falcimont", "habitat et mobilité", "housing"),
        ),
        _sitting(
            "2020-12-17",
            "decisions",
            "Une commission temporaire sur le commerce",
            _deliberation("2020-18", "2020-12-17", shops, "5.2", themes=("economy",)),
            *_binding("2020-18", "2020-12-18"),
        ),
    )


def _first_term() -> tuple[Sitting, ...]:
    budget, aid = "Budget primitif 2021", "Règlement des aides à l'ingénierie des communes"
    group = "Groupement de commandes pour les données foncières, jusqu'à la fin de 2023"
    opinion, mauriac = "Avis favorable avec réserves sur le PLU de Mauriac", "commune:15120"
    rules = "Règles d'examen des projets commerciaux"
    scot = "Prescription de la révision du SCoT"
    fees = "Participation des communes aux études d'urbanisme"
    lapse = act(ActKind.CERTIFICATE, "2024-01-02", "2024-C1", "Constat de la fin du groupement de commandes")
    return (
        _sitting(
            "2021-03-25",
            "budget",
            "Le budget de 2021",
            _deliberation(
                "2021-05",
                "2021-03-25",
                budget,
                "7.1",
                votes=_votes(1, 2),
                budget_year="2021",
                budget_name="Budget principal",
            ),
            *_binding("2021-05", "2021-03-26"),
        ),
        _sitting(
            "2021-10-07",
            "opinion",
            "Le bureau donne son avis sur un PLU",
            GiveOpinion(
                on=day("2021-10-07"),
                act=act(ActKind.DELEGATED_DECISION, "2021-10-07", "B-2021-3", opinion),
                decision="b-2021-3",
                delegation="powers-2020-bureau",
                document="plu-mauriac",
                number="B-2021-3",
                title=opinion,
                matter="2.1",
                body="bureau",
                addressed_to=mauriac,
                territory=(mauriac,),
                themes=("planning",),
                votes=_bureau(abstentions=1),
            ),
        ),
        _sitting(
            "2021-12-09",
            "decisions",
            "Les aides à l'ingénierie et un groupement de commandes",
            _deliberation("2021-22", "2021-12-09", aid, "7.5", themes=("planning",)),
            _deliberation("2021-23", "2021-12-09", group, "1.7", themes=("land",)),
            *_binding("2021-22", "2021-12-10"),
            *_binding("2021-23", "2021-12-10"),
        ),
        _sitting(
            "2022-03-24",
            "decisions",
            "Comment les projets commerciaux sont examinés",
            _deliberation("2022-07", "2022-03-24", rules, "8.4", themes=("economy",)),
            *_binding("2022-07", "2022-03-25"),
        ),
        _sitting(
            "2022-06-16",
            "revision",
            "La révision du SCoT est prescrite",
            _deliberation(
                "2022-12",
                "2022-06-16",
                scot,
                "2.1",
                themes=("planning", "transitions"),
                territory=tuple(MEMBERS.values()),
                articles=_articles("Prescription de la révision", "Objectifs", "Modalités de concertation"),
                votes=_votes(2, 1),
            ),
            *_binding("2022-12", "2022-06-17"),
        ),
        _sitting(
            "2022-12-15",
            "decisions",
            "Les communes participent aux études",
            _deliberation("2022-20", "2022-12-15", fees, "7.6", themes=("planning",), votes=_votes(4, 3)),
            *_binding("2022-20", "2022-12-16"),
        ),
        _sitting(
            "2024-01-02",
            "lapse",
            "Le groupement de commandes a pris fin avec l'année 2023",
            RecordLapse(on=day("2024-01-01"), act=lapse, decision="2021-23", cause=LapseCause.TERM_REACHED),
        ),
    )


def _changes() -> tuple[Sitting, ...]:
    consult = _deliberation(
        "2023-20", "2023-10-12", "Concertation étendue pour la révision du SCoT", "2.1", themes=("planning",)
    )
    grant = "Subvention à une association pour un inventaire des haies"
    undo = _deliberation("2024-03", "2024-02-15", "Retrait de la délibération 2023-25", "7.5")
    aid = _deliberation("2024-09", "2024-04-11", "Nouveau règlement des aides à l'ingénierie", "7.5")
    close = _deliberation("2024-10", "2024-04-11", "Suppression de la commission temporaire sur le commerce", "5.2")
    observed = act(ActKind.LETTER, "2024-01-18", "BCL-2024-12", "Lettre d'observations du préfet")
    off = _order("A-2025-1", "2025-01-13", "Fin d'une délégation de fonctions", "$astorgal", individual=True,
                 concerns=("$issandrol",))  # fmt: skip
    return (
        _sitting(
            "2023-03-06",
            "functions",
            "La nouvelle présidente délègue des fonctions ; celles de son prédécesseur ont pris fin",
            _ended("a-2020-1", "2023-03-01"),
            *_functions("A-2023-2", "2023-03-06", "$astorgal", "$roquelande", "mobilité", "mobility"),
            *_functions("A-2023-3", "2023-03-06", "$astorgal", "$issandrol", "eau et agriculture", "water"),
        ),
        _sitting(
            "2023-10-12",
            "amendment",
            "Les modalités de concertation de la révision changent : l'article 3 a un autre texte",
            consult,
            *_binding("2023-20", "2023-10-13"),
            _by(consult, "2023-10-13", AmendDecision, "2022-12", articles=("3",)),
        ),
        _sitting(
            "2023-12-14",
            "grant",
            "Une subvention est attribuée",
            _deliberation("2023-25", "2023-12-14", grant, "7.5", themes=("biodiversity",), creates_rights=True),
            *_binding("2023-25", "2023-12-15"),
        ),
        _sitting(
            "2024-01-18",
            "observations",
            "Le préfet présente des observations sur cette subvention",
            ObserveLegality(
                on=day("2024-01-18"),
                act=observed,
                decision="2023-25",
                reference="BCL-2024-12",
                grounds="Un délégué intéressé a pris part au vote.",
            ),
        ),
        _sitting(
            "2024-02-15",
            "withdrawal",
            "La subvention est retirée dans les quatre mois : elle n'a jamais existé",
            undo,
            *_binding("2024-03", "2024-02-16"),
            _by(undo, "2024-02-16", WithdrawDecision, "2023-25", reason="Participation d'un membre intéressé au vote."),
        ),
        _sitting(
            "2024-04-11",
            "replacement",
            "Un règlement en remplace un autre, une commission disparaît",
            aid,
            close,
            *_binding("2024-09", "2024-04-12"),
            *_binding("2024-10", "2024-04-12"),
            _by(aid, "2024-04-12", SupersedeDecision, "2021-22"),
            _by(close, "2024-04-12", AbrogateDecision, "2020-18"),
        ),
        _sitting(
            "2025-01-13",
            "functions-withdrawn",
            "La présidente met fin à une délégation de fonctions",
            off,
            _sent("a-2025-1", "2025-01-14"),
            _told("a-2025-1", "2025-01-14", "$issandrol"),
            _by(off, "2025-01-14", AbrogateDecision, "a-2023-3"),
        ),
    )


def _judges() -> tuple[Sitting, ...]:
    annulled = act(ActKind.JUDGMENT, "2024-07-04", "2300412", "Annulation de la participation des communes")
    ordered = act(ActKind.JUDGMENT, "2024-08-08", "2401876", "Suspension du marché des études d'urbanisme")
    ruled = act(ActKind.JUDGMENT, "2024-12-19", "2401875", "Rejet du recours contre le marché des études")
    late = act(ActKind.JUDGMENT, "2025-12-11", "2500903", "Annulation des nouvelles règles d'examen")
    study = "Attribution du marché des études de la révision"
    rules = _deliberation(
        "2025-03", "2025-02-13", "Nouvelles règles d'examen des projets commerciaux", "8.4", themes=("economy",)
    )
    raised = "Hausse de la contribution des membres"
    return (
        _sitting(
            "2024-06-20",
            "contract",
            "Le marché des études est attribué",
            _deliberation("2024-15", "2024-06-20", study, "1.1", themes=("planning",)),
            *_binding("2024-15", "2024-06-21"),
        ),
        _sitting(
            "2024-07-04",
            "annulment",
            "Le tribunal annule la participation des communes, avec effet au 1er janvier 2025",
            AnnulDecision(
                on=day("2024-07-04"),
                act=annulled,
                decision="2022-20",
                court=_TRIBUNAL,
                reference="2300412",
                effect_from=day("2025-01-01"),
            ),
        ),
        _sitting(
            "2024-08-08",
            "suspension",
            "Le juge des référés suspend le marché",
            SuspendDecision(
                on=day("2024-08-08"), act=ordered, decision="2024-15", court=_TRIBUNAL, reference="2401876"
            ),
        ),
        _sitting(
            "2024-12-19",
            "suspension-lifted",
            "Le recours est rejeté : le marché reprend",
            LiftSuspension(
                on=day("2024-12-19"), act=ruled, decision="2024-15", cause=SuspensionEnd.JUDGMENT_ON_THE_MERITS
            ),
        ),
        _sitting(
            "2025-02-13",
            "rules",
            "De nouvelles règles remplacent celles de 2022",
            rules,
            *_binding("2025-03", "2025-02-14"),
            _by(rules, "2025-02-14", SupersedeDecision, "2022-07"),
        ),
        _sitting(
            "2025-04-10",
            "rejection",
            "Une hausse de la contribution est rejetée",
            RejectDecision(
                on=day("2025-04-10"),
                act=act(ActKind.MINUTES, "2025-04-10", "2025-08", raised),
                decision="2025-08",
                number="2025-08",
                kind=DecisionKind.DELIBERATION,
                title=raised,
                matter="7.6",
                body="assembly",
                votes=_votes(14, 3),
            ),
        ),
        _sitting(
            "2025-12-11",
            "rules-annulled",
            "Le tribunal annule les règles de 2025 : celles de 2022 n'ont jamais cessé de s'appliquer",
            AnnulDecision(on=day("2025-12-11"), act=late, decision="2025-03", court=_TRIBUNAL, reference="2500903"),
        ),
    )


def _second_term() -> tuple[Sitting, ...]:
    president = "Délégation d'attributions du comité syndical au président"
    bureau = "Délégation d'attributions au bureau : avis sur les PLU et PLUi"
    to_president = _deliberation(
        "2026-10", "2026-06-25", president, "5.4", articles=_articles("Marchés", "Contentieux")
    )
    to_bureau = _deliberation("2026-11", "2026-06-25", bureau, "5.4", themes=("planning",))
    opinion = "Avis sur le projet de PLUi du Pays Gentiane"
    contract = "Marché de reprographie des documents du SCoT"
    study = "Étude sur la ressource en eau et l'accueil d'habitants"
    fees = "Contributions des membres pour 2027"
    gentiane = MEMBERS["PG"]
    decided = act(ActKind.DELEGATED_DECISION, "2026-09-15", "D-2026-1", contract)
    return (
        _sitting(
            "2026-05-22",
            "functions-lapsed",
            "Les fonctions déléguées par l'ancienne présidente ont pris fin avec son mandat",
            _ended("a-2023-2", "2026-05-20"),
        ),
        _sitting(
            "2026-06-01",
            "functions",
            "Le président délègue des fonctions aux vice-présidents",
            *_functions("A-2026-1", "2026-06-01", "$issandrol", "$astorgal", "urbanisme et foncier", "planning"),
            *_functions("A-2026-2", "2026-06-01", "$issandrol", "$marcenelle", "mobilité", "mobility"),
            *_functions("A-2026-3", "2026-06-01", "$issandrol", "$roquelande", "eau et agriculture", "water"),
        ),
        _sitting(
            "2026-06-25",
            "decisions",
            "Les attributions déléguées au président et au bureau",
            to_president,
            to_bureau,
            *_binding("2026-10", "2026-06-26"),
            *_binding("2026-11", "2026-06-26"),
            _by(to_president, "2026-06-26", SupersedeDecision, "2020-10"),
            _by(to_bureau, "2026-06-26", SupersedeDecision, "2020-11"),
        ),
        _sitting(
            "2026-07-15",
            "acting",
            "La 1re vice-présidente signe pendant l'empêchement du président",
            _order(
                "A-2026-4", "2026-07-15", "Composition du jury du concours d'architecture", "$astorgal", matter="5.3"
            ),
            *_binding("a-2026-4", "2026-07-16"),
        ),
        _sitting(
            "2026-09-10",
            "opinion",
            "Le bureau donne son avis sur un projet de PLUi",
            GiveOpinion(
                on=day("2026-09-10"),
                act=act(ActKind.DELEGATED_DECISION, "2026-09-10", "B-2026-1", opinion),
                decision="b-2026-1",
                delegation="powers-2026-bureau",
                document="plui-gentiane",
                session="bureau-2026-09-10",
                item="plu",
                number="B-2026-1",
                title=opinion,
                matter="2.1",
                body="bureau",
                addressed_to=gentiane,
                territory=(gentiane,),
                themes=("planning", "land"),
                articles=_articles("Avis favorable", "Réserves sur les zones d'activité"),
                votes=VoteTotals(in_office=8, present=6, votes_for=6),
            ),
        ),
        _sitting(
            "2026-09-15",
            "delegated",
            "Le président décide seul, par délégation du comité",
            TakeDelegatedDecision(
                on=day("2026-09-15"),
                act=decided,
                decision="d-2026-1",
                delegation="powers-2026-president",
                number="D-2026-1",
                title=contract,
                matter="1.1",
                author="$issandrol",
            ),
            *_binding("d-2026-1", "2026-09-16"),
        ),
        _sitting(
            "2026-10-08",
            "internal-rules",
            "Le comité adopte son règlement intérieur, avant les six mois de son installation (CGCT L2121-8)",
            _deliberation(
                "2026-26",
                "2026-10-08",
                "Règlement intérieur du comité syndical",
                "5.2",
                session="2026-10-08",
                item="internal-rules",
                internal_rules=True,
                votes=VoteTotals(in_office=28, present=27, represented=0, votes_for=26, votes_against=1),
            ),
            *_binding("2026-26", "2026-10-09"),
        ),
        _sitting(
            "2026-11-12",
            "decisions",
            "Deux délibérations : l'une attend sa publication, l'autre s'appliquera au 1er janvier 2027",
            _deliberation(
                "2026-30",
                "2026-11-12",
                study,
                "8.8",
                themes=("water", "housing"),
                votes=_votes(in_office=27),
                articles=_articles("Objet", "Financement"),
            ),
            _deliberation(
                "2026-31",
                "2026-11-12",
                fees,
                "7.6",
                votes=_votes(1, in_office=27),
                enters_into_force_on=day("2027-01-01"),
            ),
            _sent("2026-30", "2026-11-13"),
            *_binding("2026-31", "2026-11-13"),
        ),
    )


def _founding_others() -> tuple[Sitting, ...]:
    """Deliberations on which the other chapters rest: the pact, the scheme, the powers, a vice-president kept."""
    told = (
        ("2021-04", "2021-02-25", "Élaboration d'un pacte de gouvernance du SCoT", "5.7"),
        ("2021-16", "2021-07-08", "Approbation du SCoT : PAS et DOO", "2.1"),
        ("2021-20", "2021-10-21", "Pacte de gouvernance du SCoT", "5.7"),
        ("2021-24", "2021-12-09", "Programme d'actions du SCoT 2022-2026", "8.4"),
        ("2022-09", "2022-06-16", "Maintien du 2e vice-président dans ses fonctions", "5.1"),
        ("2023-08", "2023-03-16", "Délégation d'attributions au président et au bureau", "5.4"),
        ("2023-22", "2023-11-16", "Modification du pacte de gouvernance du SCoT", "5.7"),
        ("2024-06", "2024-03-21", "Approbation de la modification n° 1 du SCoT", "2.1"),
        ("2026-18", "2026-07-09", "Élaboration d'un nouveau pacte de gouvernance du SCoT", "5.7"),
        ("2026-25", "2026-10-08", "Programme d'actions du SCoT 2027-2032", "8.4"),
    )
    votes = {"2022-09": VoteTotals(in_office=28, present=27, votes_for=15, votes_against=10, blank=2, secret=True)}
    return tuple(
        Sitting(
            key=f"{on}-decision-{number}",
            title=title,
            recorded_at=paris(f"{_next_day(on)} 08:45"),
            commands=(
                _deliberation(
                    number,
                    on,
                    title,
                    matter,
                    votes=votes.get(number, _votes(in_office=27 if number == "2026-25" else 28)),
                ),
                *_binding(number, _next_day(on)),
            ),
        )
        for number, on, title, matter in told
    )


def _next_day(on: str) -> str:
    return (day(on) + dt.timedelta(days=1)).isoformat()


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    told = (*_beginning(), *_first_term(), *_changes(), *_judges(), *_second_term(), *_founding_others())
    return tuple(sorted(told, key=lambda sitting: sitting.recorded_at))
