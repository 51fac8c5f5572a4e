"""Scenes of governance made by hand: two EPCIs of one commune each, on a day of the autumn of 2026."""

from typing import Any

from msgspec import Struct

from domain.checks.all import CHECKS
from domain.checks.finding import Finding, Gap
from domain.checks.scene import Office, Scene
from domain.facts.bodies import Cause, Manner, Seat, SeatKind
from domain.facts.strategy import StrategyPart
from domain.periods import Period, SeatState, Tenure, Vacancy
from domain.strategy_orientations import Orientation
from tests.domain.life import day

ON = day("2026-11-20")
NORTH, SOUTH = "epci:200000001", "epci:200000002"
MILL, FORD = "commune:15001", "commune:15002"
GROUND = {
    "on": ON,
    "epcis": (NORTH, SOUTH),
    "communes": {MILL: NORTH, FORD: SOUTH},
    "epci_presidents": {NORTH: Office("anne", 1), SOUTH: Office("bruno", 2)},
    "mayors": {MILL: Office("claire", 3), FORD: Office("denis", 4)},
    "term_began": day("2026-05-20"),
}
NOBODY = Scene(on=ON)
"""A day on which there is nothing yet."""


class At(Struct, frozen=True):
    """A seat of a body on the day."""

    body: str
    period: Period


def scene(**parts: Any) -> Scene:
    """The ground, and what is given beside it."""
    return Scene(**{**GROUND, **parts})


def seat(person: str | None, entry: int, kind: SeatKind = SeatKind.MEMBER, behalf: str | None = None) -> At:
    """A seat that someone holds; vacant for want of anyone."""
    since = day("2026-05-20")
    legal = Seat(seat=f"S{entry}", kind=kind, on_behalf_of=behalf)
    if person is None:
        vacancy = Vacancy(since=since, cause=Cause.RESIGNATION, entry=entry)
        period = Period(seat=legal, start=since, end=None, state=SeatState.VACANT, vacancy=vacancy)
    else:
        tenure = Tenure(person=person, manner=Manner.ELECTION, since=since, entry=entry)
        period = Period(seat=legal, start=since, end=None, state=SeatState.HELD, tenure=tenure)
    return At("body", period)


def orientation(name: str, within: str | None = None) -> Orientation:
    """An orientation in force."""
    return Orientation(
        orientation=name,
        part=StrategyPart.PAS,
        number="1",
        title=name,
        set_on=day("2021-07-08"),
        versions=(),
        entries=(40,),
        within=within,
    )


def check(code: str, looked_at: Scene) -> Finding:
    """What a check finds."""
    return CHECKS[code](looked_at)


def says(code: str, looked_at: Scene) -> tuple[str, dict[str, Any], tuple[int, ...]]:
    """What a check finds: its status, its figures, its evidence."""
    found = check(code, looked_at)
    figures = {name: getattr(found.notice, name) for name in found.notice.__struct_fields__}
    return found.status.value, figures, found.evidence


def lacks(code: str, looked_at: Scene) -> tuple[Gap, ...]:
    """What a check says is missing."""
    return check(code, looked_at).gaps
