"""The past of the synthetic authority: decisions, settlements and reviewed projects, one thing after the other.

Each is like the others and unlike them: its dates go through eighteen years, its words through a vocabulary, its themes
through all but water, which the settlements that every size has are about.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from benchmarks.synthetic import person
from domain.core.entry import Fact
from domain.facts.arbitrations import (
    ArbitrationOpened,
    ArbitrationOption,
    ArbitrationSettled,
    PositionTaken,
    SettlementAgreement,
    Stance,
)
from domain.facts.decisions import (
    DecisionAdopted,
    DecisionKind,
    DecisionPublished,
    DecisionTransmitted,
    PublicationManner,
    VoteTotals,
)
from domain.facts.projects import (
    ProjectKind,
    ProjectRegistered,
    ProjectState,
    ProjectStateChanged,
    ReviewConcluded,
    ReviewHeld,
    ReviewOutcome,
)
from domain.rules.themes import THEMES

START: Final = dt.date(2006, 2, 1)
DAYS: Final = 18 * 365
OTHER_THEMES: Final = tuple(theme for theme in THEMES if theme != "water")
VOCABULARY: Final = 2_000
OPTIONS: Final = (ArbitrationOption(option="a", label="Oui"), ArbitrationOption(option="b", label="Non"))

Dated = tuple[dt.date, Fact]


def thing(number: int, epcis: tuple[str, ...], communes: tuple[str, ...]) -> Iterator[Dated]:
    """The facts of one more thing of the past."""
    on = START + dt.timedelta(days=number * 37 % DAYS)
    match number % 4:
        case 0 | 1:
            return decision(number, on)
        case 2:
            return settlement(f"s{number}", on, epcis, f"Sujet {words(number)}", (_theme(number),))
        case _:
            return project(number, on, epcis, communes)


def words(number: int) -> str:
    """Three words of the vocabulary."""
    return " ".join(f"mot{(number * step) % VOCABULARY}" for step in (7, 11, 13))


def _theme(number: int) -> str:
    return OTHER_THEMES[number % len(OTHER_THEMES)]


def decision(number: int, on: dt.date) -> Iterator[Dated]:
    """A deliberation, transmitted and published."""
    name = f"d{number}"
    votes = VoteTotals(in_office=42, present=36, represented=2, votes_for=36, votes_against=1, abstentions=1)
    yield (
        on,
        DecisionAdopted(
            decision=name,
            kind=DecisionKind.DELIBERATION,
            title=f"Délibération {words(number)}",
            number=f"{on.year}-{number}",
            body="assembly",
            themes=(_theme(number),),
            votes=votes,
        ),
    )
    yield on + dt.timedelta(days=3), DecisionTransmitted(decision=name)
    yield on + dt.timedelta(days=5), DecisionPublished(decision=name, manner=PublicationManner.ELECTRONIC)


def settlement(
    name: str, on: dt.date, epcis: tuple[str, ...], subject: str, themes: tuple[str, ...]
) -> Iterator[Dated]:
    """A settlement between the presidents, and their positions."""
    parties = tuple(f"epci:{siren}" for siren in epcis)
    yield (
        on,
        ArbitrationOpened(
            arbitration=name, subject=subject, question="Qui paie ?", parties=parties, themes=themes, options=OPTIONS
        ),
    )
    for index, party in enumerate(parties):
        stance = Stance.SUPPORTS if index % 3 else Stance.SUPPORTS_WITH_RESERVATIONS
        taken = PositionTaken(
            arbitration=name, person=person(index), on_behalf_of=party, option="a" if index % 2 else "b", stance=stance
        )
        yield on + dt.timedelta(days=30), taken
    settled = ArbitrationSettled(
        arbitration=name, reasons="Équilibre entre EPCI", agreement=SettlementAgreement.CONSENSUS, option="a"
    )
    yield on + dt.timedelta(days=60), settled


def project(number: int, on: dt.date, epcis: tuple[str, ...], communes: tuple[str, ...]) -> Iterator[Dated]:
    """A project, reviewed, supported, delivered."""
    name, index = f"p{number}", number % len(communes)
    yield (
        on,
        ProjectRegistered(
            project=name,
            title=f"Projet {words(number)}",
            kind=ProjectKind.HOUSING,
            owner=f"commune:{communes[index]}",
            communes=(f"commune:{communes[index]}",),
            epcis=(f"epci:{epcis[index % len(epcis)]}",),
            themes=(_theme(number),),
        ),
    )
    yield on + dt.timedelta(days=90), ReviewHeld(review=f"r{number}", project=name)
    concluded = ReviewConcluded(
        review=f"r{number}", project=name, outcome=ReviewOutcome.SUPPORTS, reasons="Conforme aux orientations"
    )
    yield on + dt.timedelta(days=90), concluded
    yield on + dt.timedelta(days=400), ProjectStateChanged(project=name, state=ProjectState.DELIVERED)
