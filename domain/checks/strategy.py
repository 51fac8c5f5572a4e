"""The change of trajectory, and the chain from the strategy to action plans and contracts."""

from domain.checks.chain import OrientationWithoutAction, missing_of_orientations
from domain.checks.finding import Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.calendar import add_months
from domain.core.notices import Caution
from domain.strategy_action import FINAL
from domain.strategy_indicator import TrajectoryStanding, TrajectoryStatus, standing_in

FRESH_MONTHS = 18
"""For how long a measure says where a trajectory stands. A practice, not a rule."""


class TrajectoryOnTrack(Caution, frozen=True, kw_only=True):
    """How many indicators were measured lately, and how many of these are where they were expected."""

    rule = "Seed: « garantir le changement de trajectoire »"
    on_track: int
    measured: int
    indicators: int
    months: int


class StrategyToContracts(Caution, frozen=True, kw_only=True):
    """How many orientations of the top level have an action, and how many live actions a contract."""

    rule = "Seed: « entre la stratégie territoriale, les plans d'actions et la contractualisation »"
    carried: int
    orientations: int
    contracted: int
    actions: int


def trajectory_on_track(scene: Scene) -> Finding:
    """Every indicator was measured within eighteen months, and is on track in the whole territory."""
    fresh: list[TrajectoryStanding] = []
    gaps: list[Gap] = []
    for indicator in scene.indicators:
        standing = standing_in(indicator, None, scene.on)
        until = add_months(standing.measured_on, FRESH_MONTHS) if standing.measured_on else None
        if until is not None and scene.on <= until:
            fresh.append(standing)
            late = None if standing.status is TrajectoryStatus.ON_TRACK else standing.status
        else:
            late = TrajectoryStatus.NO_MEASURE
        if late is not None:
            due = until if late is TrajectoryStatus.NO_MEASURE else None
            gaps.append(Gap(thing=f"indicator:{indicator.indicator}", name=late, due=due))
    on_track = [standing for standing in fresh if standing.status is TrajectoryStatus.ON_TRACK]
    return Finding(
        status=status_of(len(on_track), len(scene.indicators)),
        notice=TrajectoryOnTrack(
            on_track=len(on_track), measured=len(fresh), indicators=len(scene.indicators), months=FRESH_MONTHS
        ),
        evidence=tuple(dict.fromkeys(entry for standing in fresh for entry in reversed(standing.entries))),
        gaps=tuple(gaps),
    )


def strategy_to_contracts(scene: Scene) -> Finding:
    """An action carries out each orientation of the top level, and each live action rests on a contract."""
    top = [o.orientation for o in scene.orientations if o.within is None]
    live = {action.action: action for action in scene.actions if action.state not in FINAL}
    lacking = missing_of_orientations(scene.orientations, scene.actions, scene.on)
    without = {m.orientation for m in lacking if isinstance(m, OrientationWithoutAction)}
    bare = [action for action in live.values() if action.contract is None]
    carried = [name for name in top if name not in without]
    contracted = [action for action in live.values() if action.contract is not None]
    return Finding(
        status=status_of(len(carried) + len(contracted), len(top) + len(live)),
        notice=StrategyToContracts(
            carried=len(carried), orientations=len(top), contracted=len(contracted), actions=len(live)
        ),
        evidence=tuple(action.entries[0] for action in (*contracted, *bare)),
        gaps=(
            *(Gap(thing=f"orientation:{name}") for name in top if name in without),
            *(Gap(thing=f"action:{action.action}", organization=action.organization) for action in bare),
        ),
    )
