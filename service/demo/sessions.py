"""The sessions of both terms; here those of the second: the assembly, its bureau, the committee, the mayors."""

from domain.core.entry import ActKind, Visibility
from domain.facts.sessions import (
    AgendaItem,
    AgendaNature,
    RecusalGround,
    SessionInitiative,
)
from domain.sessions_commands import (
    AdjournSession,
    ApproveMinutes,
    PublishMinutes,
    RatifyUrgency,
    RecordMemberArrival,
    RecordMemberDeparture,
    RecordProxy,
    RecordRecusal,
    RevokeProxy,
    SendConferenceOpinion,
)
from service.demo import sessions_first_term
from service.demo.hemicycle import (
    HANDS,
    INSTALLATION,
    SECRET,
    Told,
    delegates,
    instead,
    item,
    proxy,
    seated,
    without,
)
from service.demo.organs import mayors
from service.demo.sittings import Sitting, act, day, paris


def _installation_2026() -> tuple[Sitting, ...]:
    told = Told("2026-05-20", "assembly", "2026-05-12", "2026-05-20", INSTALLATION)
    return (
        told.convened("La présidente sortante convoque le comité renouvelé (CGCT L5211-9)", starts_at="18:00"),
        told.held_with(
            "Le procès-verbal d'installation est versé au registre, après correction de l'homonyme",
            told.opened(seated(delegates("2026-05-20")), "lasserade", secretary="$tournadrel"),
            told.vote("bureau", SECRET, 24, 2, blank=2, subject="Président"),
            told.vote("bureau", SECRET, 26, 1, blank=1, subject="1re vice-présidente"),
            told.vote("bureau", SECRET, 22, 3, blank=3, subject="2e vice-président"),
            told.vote("bureau", SECRET, 25, blank=3, subject="3e vice-présidente"),
            told.vote("bureau", SECRET, 15, 11, blank=2, subject="2e membre", round=2),
            told.vote("composition", HANDS, 28),
            told.ended("21:15"),
            told.listed("2026-05-22"),
            recorded="2026-06-09 09:30",
        ),
    )


def _assembly_of_june() -> tuple[Sitting, ...]:
    agenda = (
        item("committees", "Comité de pilotage et commission Urbanisme et habitat"),
        item("mayors", "Création d'une conférence des maires"),
        item("housing", "Programme local : suivi de la production de logements", "housing"),
    )
    told = Told("2026-06-25", "assembly", "2026-06-18", "2026-06-25", agenda)
    there = without(delegates("2026-06-25"), "terrelaude", "rastoulet", "lescurade")
    approval = act(ActKind.DELIBERATION, "2026-06-25", "2026-10", "Approbation du procès-verbal d'installation")
    sent = act(ActKind.CERTIFICATE, "2026-06-30", "PV-2026-05-20-P", "Mise en ligne du procès-verbal")
    installation = Told("2026-05-20", "assembly", "2026-05-12", "2026-05-20", ())
    return (
        told.convened("Convocation du comité syndical", starts_at="18:30", places=("Mauriac",)),
        told.held_with(
            "Un suppléant, un pouvoir ; une déléguée part et donne pouvoir, puis le révoque",
            told.opened(
                (*seated(there), instead("brugevive", "SA-7")),
                "issandrol",
                secretary="$tournadrel",
                excused=("$terrelaude", "$rastoulet", "$lescurade"),
                proxies=(proxy("rastoulet", "roquelande"),),
            ),
            told.vote("committees", HANDS, 27),
            told.did(RecordMemberDeparture, person="$arlandie", before="mayors"),
            told.did(RecordProxy, proxy=proxy("arlandie", "ginestolle"), before="mayors"),
            told.vote("mayors", HANDS, 25, 2),
            told.did(RevokeProxy, giver="$arlandie", before="housing"),
            told.did(RecordMemberArrival, attendance=seated(["lescurade"])[0], before="housing"),
            told.vote("housing", HANDS, 26, abstentions=1),
            told.ended("21:00"),
            told.listed("2026-06-26"),
            installation.did(ApproveMinutes, on="2026-06-25", by=approval, approved_at="2026-06-25"),
        ),
        Sitting(
            key="session-2026-05-20-minutes",
            title="Le procès-verbal d'installation est publié dans la semaine de son approbation",
            recorded_at=paris("2026-06-30 11:00"),
            commands=(installation.did(PublishMinutes, on="2026-06-30", by=sent),),
        ),
    )


def _urgent_july() -> tuple[Sitting, ...]:
    agenda = (
        item("ambassadors", "Désignation des ambassadeurs du SCoT"),
        item("drought", "Vœu sur la sécheresse et l'alimentation en eau", "water", "agriculture"),
    )
    told = Told("2026-07-09", "assembly", "2026-07-06", "2026-07-09", agenda)
    return (
        told.convened("Convocation en urgence : la sécheresse (deux jours francs)", urgent=True),
        told.held_with(
            "Le comité ratifie l'urgence et renvoie un vœu ; la 1re vice-présidente préside",
            told.opened(seated(without(delegates("2026-07-09"), "issandrol", "quinsagnol")), "astorgal"),
            told.did(RatifyUrgency, deferred=("drought",)),
            told.vote("ambassadors", HANDS, 26),
            told.ended("19:40"),
        ),
    )


def _steering() -> tuple[Sitting, ...]:
    first = Told(
        "copil-2026-09-03",
        "steering",
        "2026-08-24",
        "2026-09-03",
        (item("agenda", "Feuille de route du comité de pilotage"), item("water", "L'eau dans le SCoT", "water")),
    )
    second = Told(
        "copil-2026-11-05",
        "steering",
        "2026-10-26",
        "2026-11-05",
        (item("mobility", "Mobilités : premiers arbitrages à préparer", "mobility", "economy"),),
    )
    people = (
        "issandrol",
        "astorgal",
        "marcenelle",
        "roquelande",
        "tournadrel",
        "ginestolle",
        "peyrolande",
        "belcassan",
    )
    return (
        first.convened("Convocation du comité de pilotage"),
        first.held_with(
            "Premier comité de pilotage du mandat, avec une maire invitée",
            first.opened(seated(people), "issandrol", guests=("$lacombelle",)),
            first.vote("water", HANDS, 8, opinion=True),
            first.ended("12:10"),
        ),
        second.convened("Convocation du comité de pilotage"),
        second.held_with(
            "Deuxième comité de pilotage",
            second.opened(seated((*people[:2], *people[3:], "sarrelongue")), "issandrol", excused=("$valbrette",)),
            second.ended("11:30"),
        ),
    )


def _bureau_2026() -> tuple[Sitting, ...]:
    opinion = Told(
        "bureau-2026-09-10",
        "bureau",
        "2026-09-03",
        "2026-09-10",
        (AgendaItem(item="plu", title="Projet de PLUi du Pays Gentiane", themes=("planning",), under_delegation=True),),
    )
    sealed = Told(
        "bureau-2026-10-01",
        "bureau",
        "2026-09-24",
        "2026-10-01",
        (item("land", "Négociation foncière en cours", "land", "economy"),),
        Visibility.BUREAU,
    )
    return (
        opinion.convened("Convocation du bureau"),
        opinion.held_with(
            "Le bureau rend un avis par délégation",
            opinion.opened(
                seated(("issandrol", "astorgal", "roquelande", "tournadrel", "ginestolle", "sistrade-ydes")),
                "issandrol",
            ),
            opinion.vote("plu", HANDS, 6),
            opinion.ended("15:45"),
        ),
        sealed.convened("Une réunion du bureau que seuls ses membres lisent"),
        sealed.held_with(
            "Le bureau débat d'une négociation ; la séance reste réservée à ses membres",
            sealed.opened(seated(("issandrol", "astorgal", "roquelande", "tournadrel", "peyrolande")), "issandrol"),
            sealed.vote("land", HANDS, 4, 1),
            sealed.ended("17:00"),
        ),
    )


def _mayors() -> tuple[Sitting, ...]:
    agenda = (
        item("scot", "Le SCoT et ses suites dans les communes : avis de la conférence", "planning", "transitions"),
        item("tour", "Calendrier des présentations aux conseils municipaux", nature=AgendaNature.INFORMATION),
    )
    told = Told("mayors-2026-10-06", "mayors", "2026-09-22", "2026-10-06", agenda)
    there = [who.key for place, who in enumerate(mayors()) if place % 2 or who.key == "issandrol"]
    sent = act(ActKind.LETTER, "2026-10-13", "2026-L6", "Envoi de l'avis de la conférence aux conseillers municipaux")
    return (
        told.convened(
            "Les maires demandent une conférence sur le SCoT",
            initiative=SessionInitiative.THIRD_OF_MEMBERS,
            starts_at="10:00",
        ),
        told.held_with(
            "La conférence des maires donne un avis sur le SCoT",
            told.opened(seated(there), "issandrol"),
            told.vote("scot", HANDS, len(there) - 5, 3, abstentions=2, opinion=True),
            told.ended("12:20"),
        ),
        Sitting(
            key="session-mayors-2026-10-06-opinion",
            title="L'avis est adressé à tous les conseillers municipaux (CGCT L5211-40-2)",
            recorded_at=paris("2026-10-13 16:00"),
            commands=(told.did(SendConferenceOpinion, on="2026-10-13", by=sent, item="scot"),),
        ),
    )


def _assembly_of_october() -> tuple[Sitting, ...]:
    agenda = (
        item("internal-rules", "Règlement intérieur"),
        item("caue", "Convention avec le CAUE", "planning"),
        item("delegate", "Désignation au comité de bassin", "water", nature=AgendaNature.APPOINTMENT),
        item("facilities", "Équipements : état des lieux", "facilities"),
    )
    told = Told("2026-10-08", "assembly", "2026-09-29", "2026-10-08", agenda)
    there = without(delegates("2026-10-08"), "marcenelle", "senezal", "volpillat")
    coming = Told(
        "2026-12-10",
        "assembly",
        "2026-11-13",
        "2026-12-10",
        (
            item("orientation", "Débat d'orientation budgétaire", nature=AgendaNature.BUDGET),
            item("vp", "Élection d'un vice-président", nature=AgendaNature.ELECTION),
        ),
    )
    return (
        told.convened("Convocation du comité syndical", starts_at="18:30"),
        told.held_with(
            "Un délégué qui représente le syndicat au CAUE n'est pas compté (CGCT L1111-6) ; un point est renvoyé",
            told.opened(seated(there), "issandrol", excused=("$marcenelle",)),
            told.vote("internal-rules", HANDS, 26, 1),
            told.did(RecordRecusal, person="$belcassan", item="caue", ground=RecusalGround.REPRESENTS_OUTSIDE_BODY),
            told.vote("caue", HANDS, 26),
            told.vote("delegate", SECRET, 24, 1, blank=2),
            told.did(AdjournSession, before="facilities", reason="L'heure est tardive", resumes_on=day("2026-12-10")),
            told.ended("22:05"),
            told.listed("2026-10-12"),
        ),
        coming.convened("Convocation à la séance de décembre", starts_at="18:00"),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (
        *sessions_first_term.sittings(),
        *_installation_2026(),
        *_assembly_of_june(),
        *_urgent_july(),
        *_steering(),
        *_bureau_2026(),
        *_mayors(),
        *_assembly_of_october(),
    )
