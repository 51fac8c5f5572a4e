"""Whom the strategy mobilises: the mayors' conference, those who hold delegations, local officials, councils."""

import datetime as dt

from domain.briefing_life import due
from domain.checks.finding import CheckStatus, Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.calendar import add_months
from domain.core.notices import Caution
from domain.delegations_known import FunctionDelegation
from domain.facts.bodies import BodyKind
from domain.facts.strategy import InvolvementPhase

MONTHS = 12


class MayorsConferenceMobilised(Caution, frozen=True, kw_only=True):
    """When the mayors' conference met last, and whether that is within the last months."""

    rule = "Seed: « Mobiliser pour l'élaboration de la stratégie et sa mise en œuvre : la conférence des maires »"
    mayors: int
    last_on: dt.date | None
    months: int


class DelegatedOfficialsInvolved(Caution, frozen=True, kw_only=True):
    """How many of those who hold functions took part in something since the term began."""

    rule = "Seed: « les vice-présidents et adjoints qui ont des délégations »"
    involved: int
    officials: int
    since: dt.date | None


class LocalOfficialsInvolved(Caution, frozen=True, kw_only=True):
    """How many officials took part in making the strategy, how many in carrying it out; of these, local ones."""

    rule = "Seed: « les élus locaux impliqués dans l'aménagement du territoire »"
    elaboration: int
    elaboration_local: int
    implementation: int
    implementation_local: int


class CouncilsBriefed(Caution, frozen=True, kw_only=True):
    """How many municipal councils heard of the strategy since the term began."""

    rule = "Seed: « Faire connaître la stratégie aux conseils municipaux »"
    briefed: int
    councils: int
    since: dt.date | None
    overdue: int
    """Councils that should have been briefed by now, by the local rule."""


def mayors_conference_mobilised(scene: Scene) -> Finding:
    """The conference met within a year: a sitting of its own, or work at the strategy."""
    body = scene.bodies.get(BodyKind.MAYORS_CONFERENCE)
    mayors = sum(1 for seat in scene.conference if seat.period.tenure)
    last_on = max((met.on for met in scene.conference_met), default=None)
    notice = MayorsConferenceMobilised(mayors=mayors, last_on=last_on, months=MONTHS)
    if body is None:
        return Finding(status=CheckStatus.NOT_MET, notice=notice, gaps=(Gap(name=BodyKind.MAYORS_CONFERENCE),))
    expected = add_months(last_on, MONTHS) if last_on else None
    met = expected is not None and scene.on <= expected
    return Finding(
        status=CheckStatus.MET if met else CheckStatus.NOT_MET,
        notice=notice,
        evidence=tuple(occasion.entry for occasion in scene.conference_met),
        gaps=() if met else (Gap(thing=f"body:{body.body}", due=expected),),
    )


def delegated_officials_involved(scene: Scene) -> Finding:
    """Each holder of functions took part in involvement, in the steering committee or in a briefing in this term."""
    holders: dict[str, str | None] = {}
    for delegation in scene.delegations:
        if isinstance(delegation, FunctionDelegation):
            holders.setdefault(delegation.person, delegation.organization)
    done = [who for who in holders if who in scene.took_part]
    return Finding(
        status=status_of(len(done), len(holders)),
        notice=DelegatedOfficialsInvolved(involved=len(done), officials=len(holders), since=scene.term_began),
        evidence=tuple(dict.fromkeys(scene.took_part[who].entry for who in done)),
        gaps=tuple(
            Gap(person=who, organization=organization)
            for who, organization in holders.items()
            if who not in scene.took_part
        ),
    )


def local_officials_involved(scene: Scene) -> Finding:
    """Local officials took part in both phases: in making the strategy and in carrying it out."""
    phases = {phase: scene.involved.get(phase) for phase in InvolvementPhase}
    done = [phase for phase, involved in phases.items() if involved and involved.local]
    officials = {phase: involved.officials if involved else 0 for phase, involved in phases.items()}
    local = {phase: involved.local if involved else 0 for phase, involved in phases.items()}
    status = status_of(len(done), len(phases))
    if status is CheckStatus.NOT_MET and any(officials.values()):
        status = CheckStatus.PARTLY_MET
    return Finding(
        status=status,
        notice=LocalOfficialsInvolved(
            elaboration=officials[InvolvementPhase.ELABORATION],
            elaboration_local=local[InvolvementPhase.ELABORATION],
            implementation=officials[InvolvementPhase.IMPLEMENTATION],
            implementation_local=local[InvolvementPhase.IMPLEMENTATION],
        ),
        evidence=tuple(each.entry for involved in phases.values() if involved for each in involved.occasions),
        gaps=tuple(Gap(name=phase) for phase in phases if phase not in done),
    )


def councils_briefed(scene: Scene) -> Finding:
    """Each municipal council of the perimeter heard of the strategy since the term began."""
    since = scene.term_began
    done: list[int] = []
    gaps: list[Gap] = []
    overdue = 0
    for commune in scene.perimeter:
        last = scene.briefed.get(commune)
        expected = due(last.on if last else None, since, scene.briefing_rule, scene.on)
        overdue += expected is not None and expected.due_on < scene.on
        if last is not None and (since is None or since <= last.on):
            done.append(last.entry)
        else:
            gaps.append(Gap(organization=commune, due=expected.due_on if expected else None))
    return Finding(
        status=status_of(len(done), len(scene.perimeter)),
        notice=CouncilsBriefed(briefed=len(done), councils=len(scene.perimeter), since=since, overdue=overdue),
        evidence=tuple(dict.fromkeys(sorted(done, reverse=True))),
        gaps=tuple(gaps),
    )
