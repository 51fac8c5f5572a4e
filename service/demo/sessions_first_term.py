"""The sessions of the first term, 2020-2026: a tie, a roll call, one without quorum and its second convocation."""

from domain.core.entry import ActKind
from domain.facts.sessions import (
    AgendaItem,
    AgendaNature,
    BallotChoice,
    RecusalGround,
    RequiredMajority,
    RollCallVoice,
)
from domain.sessions_commands import (
    ApproveMinutes,
    DecideClosedSession,
    RecordLackOfQuorum,
    RecordMemberDeparture,
    RecordRecusal,
    RecordSessionVote,
)
from service.demo.hemicycle import (
    HANDS,
    INSTALLATION,
    PLU,
    ROLL,
    SECRET,
    Told,
    delegates,
    instead,
    item,
    proxy,
    seated,
    without,
)
from service.demo.sittings import Sitting, act


def _installation_2020() -> tuple[Sitting, ...]:
    told = Told("2020-09-10", "assembly", "2020-09-03", "2020-09-10", INSTALLATION)
    return (
        told.convened("Convocation à l'installation du comité", starts_at="18:00", places=("Mauriac",)),
        told.held_with(
            "Installation : le doyen d'âge préside jusqu'à l'élection du président",
            told.opened(seated(delegates("2020-09-10")), "lasserade", secretary="$arlandie"),
            told.vote("bureau", SECRET, 25, blank=3, subject="Président"),
            told.vote("bureau", SECRET, 26, blank=2, subject="1er vice-président"),
            told.vote("bureau", SECRET, 24, 2, blank=2, subject="2e vice-président"),
            told.vote(
                "bureau",
                SECRET,
                13,
                12,
                blank=3,
                subject="3e vice-président",
                round=3,
                majority=RequiredMajority.RELATIVE,
            ),
            told.vote("composition", HANDS, 28),
            told.ended("20:40"),
            told.listed("2020-09-11"),
        ),
    )


def _committees_2020() -> tuple[Sitting, ...]:
    agenda = (item("themes", "Thèmes de travail du syndicat"), item("committees", "Composition des commissions"))
    told = Told("2020-09-24", "assembly", "2020-09-17", "2020-09-24", agenda)
    there = without(delegates("2020-09-24"), "roucaudel", "charbonnade", "fourcadel")
    return (
        told.convened("Convocation du comité syndical", starts_at="18:30"),
        told.held_with(
            "Un suppléant siège, un pouvoir est donné",
            told.opened(
                (*seated(there), instead("valadouzel", "PG-7")),
                "combrenard",
                excused=("$charbonnade", "$fourcadel"),
                proxies=(proxy("charbonnade", "arlandie"),),
            ),
            told.vote("themes", HANDS, 27),
            told.vote("committees", HANDS, 25, 0, abstentions=2),
            told.ended("20:05"),
        ),
    )


def _remote_2021() -> tuple[Sitting, ...]:
    agenda = (item("diagnosis", "Débat sur le diagnostic du SCoT : l'eau et les zones humides", "water", "mountain"),)
    told = Told("2021-02-11", "assembly", "2021-02-04", "2021-02-11", agenda)
    north, south = "Riom-ès-Montagnes", "Mauriac"
    people = without(delegates("2021-02-11"), "ferlandrin", "pomeyrade")
    at_north = people[:7]
    voices = tuple(RollCallVoice(person=f"${key}", choice=BallotChoice.FOR) for key in people)
    return (
        told.convened("Le comité siège en deux lieux par visioconférence", places=(south, north)),
        told.held_with(
            "Visioconférence : le scrutin est public",
            told.opened((*seated(at_north, north), *seated(people[7:], south)), "combrenard"),
            told.did(RecordSessionVote, item="diagnosis", mode=ROLL, voices=voices),
            told.ended("19:50"),
        ),
    )


def _bureau_2021() -> tuple[Sitting, ...]:
    agenda = (
        AgendaItem(item="plu", title=f"{PLU} de Mauriac", themes=("planning", "housing"), under_delegation=True),
        item("work", "Point sur les travaux des commissions", nature=AgendaNature.INFORMATION),
    )
    told = Told("bureau-2021-03-11", "bureau", "2021-03-04", "2021-03-11", agenda)
    there = ("combrenard", "falcimont", "gaudevin", "ginestolle", "courbevac", "peyrolande")
    return (
        told.convened("Convocation du bureau", starts_at="14:00"),
        told.held_with(
            "Le bureau rend un avis par délégation ; le maire de la commune se déporte",
            told.opened(seated(there), "combrenard", excused=("$lestradier", "$vernadoux")),
            told.did(
                RecordRecusal,
                person="$combrenard",
                item="plu",
                ground=RecusalGround.PERSONAL_INTEREST,
                left_room=True,
            ),
            told.vote("plu", HANDS, 4, 1),
            told.ended("16:10"),
        ),
    )


def _elections() -> tuple[Sitting, ...]:
    one = (item("vp3", "Élection du 3e vice-président", nature=AgendaNature.ELECTION),)
    all_ = (item("bureau", "Élection de la présidente et du bureau", nature=AgendaNature.ELECTION),)
    vice, whole = (
        Told("2021-07-01", "assembly", "2021-06-24", "2021-07-01", one),
        Told("2023-03-01", "assembly", "2023-02-22", "2023-03-01", all_),
    )
    ends = act(ActKind.DELIBERATION, "2023-03-01", "2023-07", "Approbation du procès-verbal de la séance précédente")
    return (
        vice.convened("Convocation : élection d'un vice-président"),
        vice.held_with(
            "Le comité élit un vice-président au scrutin secret",
            vice.opened(seated(without(delegates("2021-07-01"), "sarrelongue", "aubrevel")), "combrenard"),
            vice.vote("vp3", SECRET, 22, 2, blank=2),
            vice.ended("19:15"),
            recorded="2021-07-02 16:00",
        ),
        whole.convened("Le 1er vice-président, qui supplée, convoque le comité"),
        whole.held_with(
            "Élection de la présidente puis de tout le bureau",
            whole.opened(seated(without(delegates("2023-03-01"), "fourcadel")), "falcimont", excused=("$fourcadel",)),
            whole.vote("bureau", SECRET, 23, blank=4, subject="Présidente"),
            whole.vote("bureau", SECRET, 25, blank=2, subject="1er vice-président"),
            whole.vote("bureau", SECRET, 14, 11, blank=2, subject="4e membre", round=2),
            whole.ended("21:00"),
            whole.listed("2023-03-06"),
            Told("2022-11-24", "assembly", "2022-11-18", "2022-11-24", ()).did(
                ApproveMinutes, on="2023-03-01", by=ends, approved_at="2023-03-01"
            ),
        ),
    )


def _without_quorum() -> tuple[Sitting, ...]:
    agenda = (
        item("budget", "Décision modificative du budget", nature=AgendaNature.BUDGET),
        item("mobility", "Étude des mobilités entre vallées", "mobility"),
    )
    first = Told("2022-11-17", "assembly", "2022-11-09", "2022-11-17", agenda)
    again = Told("2022-11-24", "assembly", "2022-11-18", "2022-11-24", agenda)
    few = delegates("2022-11-17")[::3]
    return (
        first.convened("Convocation du comité syndical"),
        first.held_with(
            "La neige retient les délégués : le quorum n'est pas atteint (CGCT L2121-17)",
            first.opened(seated((*few, "combrenard")), "combrenard"),
            first.did(RecordLackOfQuorum, before="budget"),
            first.ended("18:50"),
        ),
        again.convened("Seconde convocation, à trois jours au moins d'intervalle", second_of="2022-11-17"),
        again.held_with(
            "Le comité délibère sans condition de quorum",
            again.opened(seated((*few, "combrenard")), "combrenard"),
            again.vote("budget", HANDS, 11),
            again.vote("mobility", HANDS, 9, 1, abstentions=1),
            again.ended("20:00"),
        ),
    )


def _tie_2024() -> tuple[Sitting, ...]:
    agenda = (
        item("land", "Adhésion à l'établissement public foncier", "land"),
        item("tourism", "Schéma des hébergements touristiques", "tourism"),
    )
    told = Told("2024-02-15", "assembly", "2024-02-08", "2024-02-15", agenda)
    leaving = ("lasserade", "valbrette", "teissonade")
    return (
        told.convened("Convocation du comité syndical"),
        told.held_with(
            "Partage des voix : celle de la présidente l'emporte ; trois délégués partent avant le point suivant",
            told.opened(seated(without(delegates("2024-02-15"), "garribelle", "ferlandrin")), "astorgal"),
            told.vote("land", HANDS, 12, 12, abstentions=2, casting_vote=BallotChoice.FOR),
            *(told.did(RecordMemberDeparture, person=f"${key}", before="tourism") for key in leaving),
            told.vote("tourism", HANDS, 23),
            told.ended("21:20"),
        ),
    )


def _roll_call_2025() -> tuple[Sitting, ...]:
    agenda = (
        item("wetlands", "Protection des zones humides dans le DOO", "water", "biodiversity"),
        item("dispute", "Contentieux en cours", nature=AgendaNature.INFORMATION),
    )
    told = Told("2025-03-13", "assembly", "2025-03-06", "2025-03-13", agenda)
    there = without(delegates("2025-03-13"), "ravelonde", "brissandre", "fourcadel", "pomeyrade")
    choices = {0: BallotChoice.AGAINST, 1: BallotChoice.ABSTENTION}
    voices = tuple(
        RollCallVoice(person=f"${key}", choice=choices.get(number % 8, BallotChoice.FOR))
        for number, key in enumerate(there)
    )
    return (
        told.convened("Convocation du comité syndical", starts_at="18:00"),
        told.held_with(
            "Scrutin public à la demande de sept délégués ; huis clos sur un contentieux",
            told.opened(seated(there), "astorgal"),
            told.did(RecordSessionVote, item="wetlands", mode=ROLL, voices=voices, requested_by=7),
            told.did(DecideClosedSession, items=("dispute",), asked_by=("$astorgal",), votes_for=21, votes_against=3),
            told.ended("21:10"),
        ),
    )


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return (
        *_installation_2020(),
        *_committees_2020(),
        *_remote_2021(),
        *_bureau_2021(),
        *_elections(),
        *_without_quorum(),
        *_tie_2024(),
        *_roll_call_2025(),
    )
