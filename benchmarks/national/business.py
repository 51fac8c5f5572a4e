"""One session of the assembly and what is done around it: deliberations that bind, a settlement, a project."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from benchmarks.national.france import Request
from benchmarks.national.people import Elected
from domain.arbitrations_commands import OpenArbitration, SettleArbitration, TakePosition
from domain.core.command import Command
from domain.core.entry import Act, ActKind
from domain.core.identifiers import commune, epci
from domain.decision_commands import AdoptDeliberation, PublishDecision, TransmitDecision
from domain.facts.arbitrations import ArbitrationOption, SettlementAgreement, Stance
from domain.facts.decisions import VoteTotals
from domain.facts.projects import ProjectKind, ProjectState, ReviewOutcome
from domain.facts.sessions import AgendaItem, BallotMode, SessionAttendance
from domain.projects_commands import ChangeProjectState, ConcludeReview, HoldReview, RegisterProject
from domain.rules.themes import THEMES
from domain.sessions_commands import (
    ConveneSession,
    EndSession,
    OpenSession,
    PublishDeliberationList,
    RecordSessionVote,
)

ITEMS: Final = 3
SUBJECTS: Final = (
    "Avis sur le projet arrêté de plan local d'urbanisme",
    "Contrat de relance et de transition écologique : avenant",
    "Inventaire des zones d'activités économiques",
    "Interconnexion des réseaux d'eau potable",
    "Programme d'actions foncières et sobriété",
    "Observatoire de l'habitat et du logement",
    "Schéma de mobilité et pôles d'échanges",
    "Budget : décision modificative",
    "Trame verte, bleue et noire",
    "Adhésion à un groupement de commandes",
    "Stratégie d'accueil touristique",
)
OPTIONS: Final = (ArbitrationOption(option="a", label="Retenir"), ArbitrationOption(option="b", label="Différer"))


class Business(Struct, frozen=True):
    """Which session it is, on which day, and who is there."""

    number: int
    on: dt.date
    delegates: tuple[Elected, ...]
    president: Elected
    epcis: tuple[str, ...]


def business(told: Business) -> list[Request]:
    """What is recorded of it, in order."""
    return [_convened(told), _held(told), _binding(told), _settled(told), _project(told)]


def _request(key: str, told: Business, days: int, commands: Iterator[Command]) -> Request:
    """Recorded so many days after the session, each session of a day at its own minute."""
    on = told.on + dt.timedelta(days=days)
    moment = dt.datetime(on.year, on.month, on.day, 10, told.number % 60, tzinfo=dt.UTC)
    return Request(f"{key}-{told.number}", moment, tuple(commands))


def _theme(told: Business, place: int = 0) -> str:
    return THEMES[(told.number * 5 + place) % len(THEMES)]


def _subject(told: Business, place: int = 0) -> str:
    return f"{SUBJECTS[(told.number * 3 + place) % len(SUBJECTS)]} ({told.on.year}-{told.number}-{place})"


def _convened(told: Business) -> Request:
    sent = told.on - dt.timedelta(days=8)
    letter = Act(kind=ActKind.LETTER, date=sent, number=f"C-{told.number}", title="Convocation du comité syndical")
    agenda = tuple(
        AgendaItem(item=f"i{place}", title=_subject(told, place), themes=(_theme(told, place),))
        for place in range(ITEMS)
    )
    convene = ConveneSession(
        on=sent,
        act=letter,
        session=f"s{told.number}",
        body="assembly",
        held_on=told.on,
        agenda=agenda,
        starts_at="18:00",
        note_sent=True,
    )
    return _request("convened", told, -8, iter((convene,)))


def _present(told: Business) -> tuple[Elected, ...]:
    """All but every fifth, and whoever presides."""
    return tuple(
        who
        for place, who in enumerate(told.delegates)
        if (place + told.number) % 5 or who.alias == told.president.alias
    )


def _held(told: Business) -> Request:
    return _request("held", told, 1, _sitting(told))


def _sitting(told: Business) -> Iterator[Command]:
    on, name, present = told.on, f"s{told.number}", _present(told)
    minutes = Act(kind=ActKind.MINUTES, date=on, number=f"PV-{told.number}", title="Procès-verbal de la séance")
    there, chair = tuple(SessionAttendance(person=who.alias) for who in present), told.president.alias
    yield OpenSession(on=on, act=minutes, session=name, present=there, chair=chair)
    for place in range(ITEMS):
        against = (told.number + place) % 4
        votes = VoteTotals(
            in_office=len(told.delegates), present=len(present), votes_for=len(present) - against, votes_against=against
        )
        yield RecordSessionVote(
            on=on,
            act=minutes,
            session=name,
            item=f"i{place}",
            mode=BallotMode.SHOW_OF_HANDS,
            votes_for=votes.votes_for,
            votes_against=against,
        )
        yield _deliberation(told, place, votes)
    yield EndSession(on=on, act=minutes, session=name, ended_at="20:30")
    notice = Act(kind=ActKind.CERTIFICATE, date=on, number=f"L-{told.number}", title="Liste des délibérations")
    yield PublishDeliberationList(on=on + dt.timedelta(days=1), act=notice, session=name)


def _decision(told: Business, place: int) -> str:
    return f"{told.on.year}-{told.number}-{place}"


def _deliberation(told: Business, place: int, votes: VoteTotals) -> AdoptDeliberation:
    number, title = _decision(told, place), _subject(told, place)
    return AdoptDeliberation(
        on=told.on,
        act=Act(kind=ActKind.DELIBERATION, date=told.on, number=number, title=title),
        decision=number,
        number=number,
        title=title,
        matter="8.4",
        body="assembly",
        themes=(_theme(told, place),),
        territory=(epci(told.epcis[(told.number + place) % len(told.epcis)]),),
        session=f"s{told.number}",
        item=f"i{place}",
        votes=votes,
    )


def _binding(told: Business) -> Request:
    def commands() -> Iterator[Command]:
        on = told.on + dt.timedelta(days=3)
        for place in range(ITEMS):
            name = _decision(told, place)
            receipt = Act(kind=ActKind.CERTIFICATE, date=on, number=f"AR-{name}", title="Accusé de réception")
            yield TransmitDecision(on=on, act=receipt, decision=name, reference=f"AR-{name}", prefecture="PREF015")
            notice = Act(kind=ActKind.CERTIFICATE, date=on, number=f"PUB-{name}", title="Publication")
            yield PublishDecision(on=on, act=notice, decision=name)

    return _request("binding", told, 4, commands())


def _settled(told: Business) -> Request:
    def commands() -> Iterator[Command]:
        on, name = told.on, f"a{told.number}"
        act = Act(kind=ActKind.MINUTES, date=on, number=f"E-{told.number}", title="Échange entre présidents")
        parties = tuple(map(epci, told.epcis))
        yield OpenArbitration(
            on=on,
            act=act,
            arbitration=name,
            subject=_subject(told, ITEMS),
            question="Que retenir, et qui paie ?",
            parties=parties,
            themes=(_theme(told),),
            options=OPTIONS,
        )
        for place, siren in enumerate(told.epcis):
            who = next(who for who in told.delegates if who.epci == siren)
            stance = Stance.SUPPORTS if place % 2 == 0 else Stance.SUPPORTS_WITH_RESERVATIONS
            yield TakePosition(
                on=on,
                act=act,
                arbitration=name,
                person=who.alias,
                on_behalf_of=epci(siren),
                option="a",
                stance=stance,
            )
        agreement, reasons = SettlementAgreement.CONSENSUS, "L'équilibre entre les membres est tenu."
        yield SettleArbitration(on=on, act=act, arbitration=name, option="a", reasons=reasons, agreement=agreement)

    return _request("settled", told, 2, commands())


def _project(told: Business) -> Request:
    def commands() -> Iterator[Command]:
        on, name, kinds = told.on, f"p{told.number}", tuple(ProjectKind)
        owner = told.delegates[told.number % len(told.delegates)]
        act = Act(kind=ActKind.MINUTES, date=on, number=f"R-{told.number}", title="Revue de projets")
        yield RegisterProject(
            on=on,
            act=act,
            project=name,
            title=_subject(told, ITEMS + 1),
            kind=kinds[told.number % len(kinds)],
            owner=commune(owner.commune),
            communes=(commune(owner.commune),),
            epcis=(epci(owner.epci),),
            themes=(_theme(told, 1),),
        )
        yield HoldReview(on=on, act=act, review=f"r{told.number}", project=name, themes=(_theme(told, 1),))
        reasons, outcome = "Conforme aux orientations du SCoT.", ReviewOutcome.SUPPORTS
        yield ConcludeReview(on=on, act=act, review=f"r{told.number}", outcome=outcome, reasons=reasons)
        yield ChangeProjectState(on=on, act=act, project=name, state=ProjectState.STUDY)

    return _request("project", told, 3, commands())
