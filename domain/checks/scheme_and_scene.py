"""The SCoT, « à la fois un document de stratégie territoriale et une scène de gouvernance »: in force, installed."""

import datetime as dt
from collections.abc import Iterator

from domain.checks.finding import CheckStatus, Finding, Gap
from domain.checks.scene import Scene, Seated
from domain.checks.scheme import PerimeterLeftUncovered, SchemeLapsed, SchemeWillLapse, warnings
from domain.checks.vacancies import (
    DelegateToReplace,
    InstallationAwaited,
    Missing,
    NoTermRunning,
    PresidentToElect,
    missing,
)
from domain.core.notices import Caution
from domain.facts.bodies import BodyKind
from domain.rules.scheme import ANALYSIS_YEARS
from domain.scheme_life import SchemeState, state_of

INSTALLED = (BodyKind.ASSEMBLY, BodyKind.BUREAU)
"""The bodies without which there is no scene."""


class SchemeInForce(Caution, frozen=True, kw_only=True):
    """Whether a SCoT is in force, and how many days are left before it lapses unless the assembly votes."""

    rule = ANALYSIS_YEARS.article
    state: SchemeState
    due_on: dt.date | None
    days_left: int | None
    """Below zero once it has lapsed; null when nothing runs out."""


class SceneInstalled(Caution, frozen=True, kw_only=True):
    """Whether the assembly and the bureau have a running term, and how many of their seats are held."""

    rule = "Seed: « une scène de gouvernance »"
    held: int
    seats: int
    vacant: int


def scheme_in_force(scene: Scene) -> Finding:
    """A SCoT is in force, far from lapsing, and covers every member."""
    scheme = scene.scheme
    if scheme is None:
        notice = SchemeInForce(state=SchemeState.NONE, due_on=None, days_left=None)
        return Finding(status=CheckStatus.NOT_MET, notice=notice, gaps=(Gap(name="scheme"),))
    state = state_of(scheme, scene.on)
    days: int | None = None
    due_on: dt.date | None = None
    gaps: list[Gap] = []
    outside = {epci: None for epci in scene.epcis if epci not in scheme.perimeter}
    for warning in warnings(scheme, scene.on):
        match warning:
            case SchemeWillLapse():
                due_on, days = warning.due_on, warning.days
            case SchemeLapsed():
                due_on, days = warning.due_on, -warning.days
                gaps.append(Gap(thing=f"scheme:{scheme.scheme}", due=due_on))
            case PerimeterLeftUncovered(members=members):
                outside |= dict.fromkeys(members)
    gaps += [Gap(organization=member, thing=f"scheme:{scheme.scheme}") for member in outside]
    if state is SchemeState.IN_PREPARATION:
        gaps.insert(0, Gap(thing=f"scheme:{scheme.scheme}"))
    if state in {SchemeState.IN_FORCE, SchemeState.UNDER_REVISION}:
        status = CheckStatus.PARTLY_MET if gaps else CheckStatus.MET
    else:
        status = CheckStatus.PARTLY_MET if state is SchemeState.IN_PREPARATION else CheckStatus.NOT_MET
    cycle = (scheme.cycle.entry,) if scheme.cycle else ()
    return Finding(
        status=status,
        notice=SchemeInForce(state=state, due_on=due_on, days_left=days),
        evidence=tuple(dict.fromkeys((*cycle, *(version.entry for version in scheme.versions), scheme.entries[0]))),
        gaps=tuple(gaps),
    )


def scene_installed(scene: Scene) -> Finding:
    """The assembly and the bureau have a running term, and nobody is to be elected or designated."""
    seats = {BodyKind.ASSEMBLY: scene.assembly, BodyKind.BUREAU: scene.bureau}
    gaps = [gap for kind in INSTALLED for gap in _gaps(scene, kind, seats[kind])]
    every = [seat for kind in INSTALLED for seat in seats[kind]]
    held = [seat.period.tenure for seat in every if seat.period.tenure]
    if not all(seats[kind] for kind in INSTALLED):
        status = CheckStatus.PARTLY_MET if every else CheckStatus.NOT_MET
    else:
        status = CheckStatus.PARTLY_MET if gaps else CheckStatus.MET
    founded = (scene.bodies[kind].entry for kind in INSTALLED if kind in scene.bodies)
    return Finding(
        status=status,
        notice=SceneInstalled(held=len(held), seats=len(every), vacant=sum(1 for s in every if s.period.vacancy)),
        evidence=tuple(dict.fromkeys((*founded, *(tenure.entry for tenure in held)))),
        gaps=tuple(gaps),
    )


def _gaps(scene: Scene, kind: BodyKind, seats: tuple[Seated, ...]) -> Iterator[Gap]:
    formed = scene.bodies.get(kind)
    if formed is None:
        yield Gap(name=kind)
        return
    for lacking in missing(formed.body, kind, (seat.period for seat in seats), scene.on):
        yield _gap(formed.body, lacking)


def _gap(body: str, lacking: Missing) -> Gap:
    thing = f"body:{body}"
    match lacking:
        case PresidentToElect(seat=seat, due=due):
            return Gap(thing=thing, name=seat, due=due)
        case DelegateToReplace(seat=seat, organization=organization, due=due):
            return Gap(thing=thing, name=seat, organization=organization, due=due)
        case NoTermRunning() | InstallationAwaited():
            return Gap(thing=thing)
    return Gap(thing=thing, name=lacking.seat)
