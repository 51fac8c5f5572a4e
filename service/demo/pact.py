"""Governance pacts: the SCoT's, voluntary; those of the EPCIs after 2020 (one on time, one late) and after 2026."""

from typing import Final

from domain.core.entry import ActKind
from domain.facts.pact import PactBasis, PactClause, PactClauseKind, PactEndCause, PactOpinionKind, PactTrigger
from domain.pact import (
    AdoptPact,
    AmendPact,
    EndPact,
    RecordDevelopmentCouncilDebate,
    RecordPactDebate,
    RecordPactOpinion,
    SendPactDraft,
)
from domain.register import Instruction
from service.demo.sittings import MEMBERS, NAMES, Sitting, act, day, paris
from service.demo.territory import communes_of

_YES, _NO = PactOpinionKind.FAVOURABLE, PactOpinionKind.UNFAVOURABLE
_BUT: Final = PactOpinionKind.FAVOURABLE_WITH_REMARKS
_MAYORS: Final = PactClause(
    clause="maires",
    number="1",
    title="Saisine de la conférence des maires",
    text="Le bureau saisit la conférence des maires de tout projet d'équipement qui concerne plus d'une commune.",
    kind=PactClauseKind.MAYORS_CONFERENCE_PROPOSALS,
)
_SERVICES: Final = PactClause(
    clause="services",
    number="2",
    title="Services communs",
    text="Les communes partagent l'instruction des autorisations d'urbanisme et un conseiller en énergie.",
    kind=PactClauseKind.SERVICE_POOLING,
)
_ARBITRATIONS: Final = PactClause(
    clause="arbitrages",
    number="1",
    title="Temps d'échanges entre présidents",
    text="Les présidents des intercommunalités se réunissent avant tout arbitrage sur un sujet sensible.",
)
_REVIEW: Final = PactClause(
    clause="revue-de-projet",
    number="2",
    title="Revue de projet",
    text="Les projets structurants sont présentés en revue de projet avant leur dépôt.",
)
_EXPERTS: Final = PactClause(
    clause="ingenierie",
    number="3",
    title="Ingénierie partagée",
    text="Les techniciens des membres se réunissent deux fois par an.",
    kind=PactClauseKind.SERVICE_POOLING,
)


def _debate(member: str, pact: str, on: str, number: str, *, decided: bool = True, **renewal: str) -> RecordPactDebate:
    title = "Débat sur l'élaboration d'un pacte de gouvernance (CGCT L5211-11-2)"
    return RecordPactDebate(
        on=day(on),
        act=act(ActKind.DELIBERATION, on, f"{member}-{number}", f"{NAMES[member]} : {title}"),
        pact=pact,
        basis=PactBasis.STATUTORY_EPCI,
        decided=decided,
        organization=MEMBERS[member],
        trigger=PactTrigger.GENERAL_RENEWAL,
        trigger_on=day(renewal["first"]),
        second_round_on=day(renewal["second"]) if "second" in renewal else None,
    )


def _participation(member: str, pact: str, on: str, number: str, *, consulted: bool) -> RecordDevelopmentCouncilDebate:
    title = "Débat sur le conseil de développement et la participation du public"
    return RecordDevelopmentCouncilDebate(
        on=day(on),
        act=act(ActKind.DELIBERATION, on, f"{member}-{number}", f"{NAMES[member]} : {title}"),
        pact=pact,
        consulted=consulted,
        note="Avec moins de 50 000 habitants, le conseil de développement est facultatif (CGCT L5211-10-1).",
    )


def _sent(member: str, pact: str, on: str, number: str) -> SendPactDraft:
    title = f"{NAMES[member]} : transmission du projet de pacte aux conseils municipaux"
    letter = act(ActKind.LETTER, on, f"{member}-{number}", title)
    return SendPactDraft(on=day(on), act=letter, pact=pact, communes=communes_of(MEMBERS[member]))


def _opinion(
    pact: str, insee: str, on: str, opinion: PactOpinionKind = _YES, remarks: str | None = None
) -> RecordPactOpinion:
    given = act(ActKind.DELIBERATION, on, f"{insee}-{on}", "Avis du conseil municipal sur le projet de pacte")
    return RecordPactOpinion(
        on=day(on), act=given, pact=pact, commune=f"commune:{insee}", opinion=opinion, remarks=remarks
    )


def _adopted(member: str, pact: str, on: str, number: str) -> AdoptPact:
    title = f"{NAMES[member]} : adoption du pacte de gouvernance"
    deliberation = act(ActKind.DELIBERATION, on, f"{member}-{number}", title)
    return AdoptPact(on=day(on), act=deliberation, pact=pact, clauses=(_MAYORS, _SERVICES))


def _sitting(key: str, title: str, recorded_at: str, *commands: Instruction) -> Sitting:
    return Sitting(key=key, title=title, recorded_at=paris(recorded_at), commands=commands)


def _of_2020() -> tuple[Sitting, ...]:
    """Due by 28 June 2021 (law 2021-160, article 4): the first on time, the second late."""
    first, second = "2020-03-15", "2020-06-28"
    return (
        _sitting(
            "2020-12-17-pacts-debated",
            "Le Pays Gentiane et le Pays de Mauriac décident d'élaborer un pacte de gouvernance",
            "2020-12-22 09:00",
            _debate("PG", "pg-2020", "2020-12-10", "2020-61", first=first, second=second),
            _participation("PG", "pg-2020", "2020-12-10", "2020-62", consulted=False),
            _debate("PM", "pm-2020", "2020-12-17", "2020-70", first=first, second=second),
            _participation("PM", "pm-2020", "2020-12-17", "2020-71", consulted=False),
        ),
        _sitting(
            "2021-02-12-pact-drafts",
            "Les deux projets de pacte sont transmis aux conseils municipaux",
            "2021-05-03 10:00",
            _sent("PG", "pg-2020", "2021-02-12", "2021-L3"),
            _opinion("pg-2020", "15162", "2021-03-11"),
            _opinion("pg-2020", "15054", "2021-03-18", _BUT, "Préciser le calendrier des services communs."),
            _sent("PM", "pm-2020", "2021-04-30", "2021-L8"),
        ),
        _sitting(
            "2021-05-20-pact-adopted",
            "Le Pays Gentiane adopte son pacte dans les délais",
            "2021-05-25 09:30",
            _adopted("PG", "pg-2020", "2021-05-20", "2021-28"),
        ),
        _sitting(
            "2021-09-16-pact-adopted-late",
            "Le Pays de Mauriac adopte son pacte après le 28 juin 2021 : en retard, sans sanction",
            "2021-09-20 14:00",
            _opinion("pm-2020", "15120", "2021-06-10"),
            _adopted("PM", "pm-2020", "2021-09-16", "2021-45"),
        ),
    )


def _of_the_scot() -> tuple[Sitting, ...]:
    """Voluntary: no law asks for it. Adopted in 2021, amended in 2023, to be made anew since 2026."""
    opened = act(ActKind.DELIBERATION, "2021-02-25", "2021-04", "Élaboration d'un pacte de gouvernance du SCoT")
    adopted = act(ActKind.DELIBERATION, "2021-10-21", "2021-20", "Pacte de gouvernance du SCoT")
    amended = act(ActKind.DELIBERATION, "2023-11-16", "2023-22", "Modification du pacte de gouvernance du SCoT")
    anew = act(ActKind.DELIBERATION, "2026-07-09", "2026-18", "Élaboration d'un nouveau pacte de gouvernance du SCoT")
    basis = PactBasis.VOLUNTARY_SCOT
    return (
        _sitting(
            "2021-02-25-scot-pact",
            "Le comité décide d'un pacte de gouvernance du SCoT, volontaire",
            "2021-03-01 09:00",
            RecordPactDebate(
                on=day("2021-02-25"), act=opened, pact="scot-2021", basis=basis, decided=True, decision="2021-04"
            ),
        ),
        _sitting(
            "2021-10-21-scot-pact",
            "Le pacte de gouvernance du SCoT est adopté",
            "2021-10-22 10:00",
            AdoptPact(
                on=day("2021-10-21"),
                act=adopted,
                pact="scot-2021",
                clauses=(_ARBITRATIONS, _REVIEW, _EXPERTS),
                decision="2021-20",
            ),
        ),
        _sitting(
            "2023-11-16-scot-pact",
            "Le pacte est modifié : la revue de projet devient semestrielle, l'ingénierie passe dans une convention",
            "2023-11-17 09:15",
            AmendPact(
                on=day("2023-11-16"),
                act=amended,
                pact="scot-2021",
                amendment="2023",
                decision="2023-22",
                clauses=(
                    PactClause(
                        clause="revue-de-projet",
                        number="2",
                        title="Revue de projet semestrielle",
                        text="Une revue de projet se tient chaque semestre ; ses conditions sont suivies jusqu'à leur "
                        "levée.",
                    ),
                    PactClause(
                        clause="ambassadeurs",
                        number="4",
                        title="Ambassadeurs du SCoT",
                        text="Chaque intercommunalité propose un élu qui porte la stratégie auprès des communes.",
                    ),
                ),
                repealed=("ingenierie",),
            ),
        ),
        _sitting(
            "2026-07-09-scot-pact",
            "Le nouveau comité décide d'un nouveau pacte du SCoT ; celui de 2021 vaut jusque-là",
            "2026-07-10 10:30",
            RecordPactDebate(
                on=day("2026-07-09"), act=anew, pact="scot-2026", basis=basis, decided=True, decision="2026-18"
            ),
        ),
    )


def _of_2026() -> tuple[Sitting, ...]:
    """On 25 November 2026: to adopt in Gentiane, opinions awaited in Mauriac, none in Salers, late in Sumène."""
    first = "2026-03-15"
    ended = act(ActKind.DELIBERATION, "2026-06-25", "PG-2026-41", "Fin du pacte de gouvernance de 2021")
    return (
        _sitting(
            "2026-07-02-pacts-debated",
            "Après le renouvellement, les quatre EPCI débattent d'un pacte ; le Pays de Salers n'en fera pas",
            "2026-07-13 11:00",
            _debate("PG", "pg-2026", "2026-06-25", "2026-40", first=first),
            EndPact(on=day("2026-06-25"), act=ended, pact="pg-2020", cause=PactEndCause.REPLACED),
            _participation("PG", "pg-2026", "2026-06-25", "2026-42", consulted=True),
            _debate("PM", "pm-2026", "2026-07-02", "2026-55", first=first, second="2026-03-22"),
            _participation("PM", "pm-2026", "2026-07-02", "2026-56", consulted=False),
            _debate("PS", "ps-2026", "2026-07-02", "2026-47", decided=False, first=first),
            _participation("PS", "ps-2026", "2026-07-02", "2026-48", consulted=False),
            _debate("SA", "sa-2026", "2026-07-09", "2026-38", first=first),
        ),
        _sitting(
            "2026-09-18-pact-draft-pg",
            "Le Pays Gentiane transmet son projet de pacte à ses 17 communes",
            "2026-09-21 09:20",
            _sent("PG", "pg-2026", "2026-09-18", "2026-L14"),
        ),
        _sitting(
            "2026-10-08-pact-draft-pm",
            "Le Pays de Mauriac transmet le sien à ses 11 communes",
            "2026-10-09 16:00",
            _sent("PM", "pm-2026", "2026-10-08", "2026-L20"),
        ),
        _sitting(
            "2026-11-19-pact-opinions",
            "Des conseils municipaux ont rendu leur avis ; le silence des autres vaut avis au bout de deux mois",
            "2026-11-20 15:00",
            _opinion("pg-2026", "15162", "2026-10-15"),
            _opinion("pg-2026", "15185", "2026-10-22", _BUT, "Associer les adjoints aux commissions spécialisées."),
            _opinion("pg-2026", "15243", "2026-11-05"),
            _opinion("pg-2026", "15050", "2026-11-12", _NO, "L'entretien de la voirie reste sans réponse."),
            _opinion("pm-2026", "15120", "2026-11-06"),
            _opinion("pm-2026", "15261", "2026-11-12"),
            _opinion("pm-2026", "15036", "2026-11-13", _BUT, "Préciser les conventions de gestion."),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (*_of_2020(), *_of_the_scot(), *_of_2026())
