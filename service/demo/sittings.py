"""What the story is made of: sittings, the acts that they cite, and the territory on which it happens."""

import datetime as dt
import hashlib
from typing import Final

from msgspec import Struct

from domain.core.calendar import PARIS
from domain.core.entry import Act, ActKind
from domain.facts.bodies import Ballot
from domain.register import Instruction
from domain.seats import FillSeat

DEMO_LEDGER: Final = "250000007"
"""A SIREN that passes the check and belongs to nobody: 25 is for joint syndicates, 00 is no department."""

AUTHORITY: Final = "SCoT Haut Cantal Dordogne (démonstration)"

MEMBERS: Final = {
    "PG": "epci:241500255",
    "PM": "epci:241500271",
    "PS": "epci:241501139",
    "SA": "epci:241501055",
}
"""The four EPCIs, by the letters that their seats bear."""

NAMES: Final = {"PG": "Pays Gentiane", "PM": "Pays de Mauriac", "PS": "Pays de Salers", "SA": "Sumène - Artense"}

FULL_SEATS: Final = 7
ALTERNATES: Final = 2


class Correction(Struct, frozen=True, kw_only=True):
    """That the filling of a seat was recorded wrongly at a sitting, and what was true. It becomes a Rectify."""

    sitting: str
    body: str
    seat: str
    reason: str
    act: Act
    replacement: tuple[FillSeat, ...]


class Sitting(Struct, frozen=True, kw_only=True):
    """What a clerk recorded at one moment. People are named ``$key``, by their key in ``people.csv``."""

    key: str
    title: str
    recorded_at: dt.datetime
    commands: tuple[Instruction | Correction, ...]


def paris(moment: str) -> dt.datetime:
    """An instant told as in Paris: ``2026-05-21 09:30``."""
    return dt.datetime.fromisoformat(moment).replace(tzinfo=PARIS)


def day(text: str) -> dt.date:
    """A day: ``2026-05-20``."""
    return dt.date.fromisoformat(text)


def act(kind: ActKind, date: str, number: str, title: str) -> Act:
    """An act of the story, with the digest of the text that a fictional document of that name would have."""
    text = f"{AUTHORITY}\n{kind} n° {number} du {date}\n{title}\n\nDocument fictif, sans valeur.\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Act(kind=kind, date=day(date), number=number, title=title, sha256=digest)


def ballot(votes_for: int, *, cast: int = 28, blank: int = 0, round_: int = 1) -> Ballot:
    """Totals of the decisive round: ``cast`` ballots, of which so many for, so many blank."""
    return Ballot(round=round_, votes_cast=cast, votes_for=votes_for, blank=blank)
