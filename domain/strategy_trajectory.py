"""Trajectory indicators: a baseline, dated targets, measures; what is recorded of them and on what conditions."""

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, assert_never

from msgspec import Meta

from domain.core.boundary import Boundary, about
from domain.core.command import ALREADY_TRUE, Command, Decision
from domain.core.identifiers import Decimal, Label, OrganizationId, Slug, Text
from domain.core.notices import Caution, Refusal, Refused
from domain.facts.strategy import (
    BaselineSet,
    IndicatorDefined,
    IndicatorDropped,
    IndicatorMeasured,
    TargetSet,
    TrajectoryDirection,
)
from domain.history import History
from domain.references import References, boundary_of
from domain.strategy_indicator import TrajectoryIndicator, TrajectoryPoint, exact, written
from domain.strategy_orientations import Known, Orientation, check_in_force

# -- commands ----------------------------------------------------------------------------------------------------------


class DefineIndicator(Command, frozen=True, kw_only=True):
    """Define a figure that follows the change of trajectory, with its baseline for the whole territory."""

    indicator: Slug
    title: Label
    unit: Label
    direction: TrajectoryDirection
    baseline: Decimal
    baseline_on: dt.date
    tolerance: Decimal | None = None
    """How far from what is expected it may be on the wrong side; on either side when it is to be kept."""
    orientations: Annotated[tuple[Slug, ...], Meta(max_length=50)] = ()
    themes: tuple[Slug, ...] = ()
    source: Text | None = None


class SetBaseline(Command, frozen=True, kw_only=True):
    """Give a commune or an EPCI a baseline of its own, from which it has targets of its own."""

    indicator: Slug
    organization: OrganizationId
    value: Decimal
    baseline_on: dt.date
    source: Text | None = None


class SetTarget(Command, frozen=True, kw_only=True):
    """Set what an indicator should be by a day; another target by the same day takes its place."""

    indicator: Slug
    value: Decimal
    by: dt.date
    organization: OrganizationId | None = None
    """The whole territory when it is left out."""


class RecordMeasure(Command, frozen=True, kw_only=True):
    """Record what an indicator was on a day; it takes effect when the source was published."""

    indicator: Slug
    value: Decimal
    measured_on: dt.date
    organization: OrganizationId | None = None
    """The whole territory when it is left out."""
    source: Text | None = None


class DropIndicator(Command, frozen=True, kw_only=True):
    """Record that an indicator is followed no more."""

    indicator: Slug
    reason: Text | None = None


IndicatorCommand = DefineIndicator | SetBaseline | SetTarget | RecordMeasure | DropIndicator

# -- refusals and cautions ---------------------------------------------------------------------------------------------


class IndicatorWithoutUnit(Refusal, frozen=True, kw_only=True):
    """A figure without a unit says nothing."""

    indicator: str


class ToleranceBelowZero(Refusal, frozen=True, kw_only=True):
    """A tolerance is zero or more."""

    indicator: str
    tolerance: str


class IndicatorIsDropped(Refusal, frozen=True, kw_only=True):
    """An indicator is followed no more on that day."""

    indicator: str
    since: dt.date


class BaselineMissing(Refusal, frozen=True, kw_only=True):
    """A commune or an EPCI has no target without a baseline of its own."""

    indicator: str
    organization: str


class TargetNotAfterBaseline(Refusal, frozen=True, kw_only=True):
    """A target comes after the baseline from which it is to be reached."""

    indicator: str
    by: dt.date
    baseline_on: dt.date


class MeasuredAfterPublication(Refusal, frozen=True, kw_only=True):
    """A measure is published after the day that it is of, not before."""

    indicator: str
    measured_on: dt.date
    on: dt.date


class MeasureBeforeBaseline(Caution, frozen=True, kw_only=True):
    """A measure of a day before the baseline cannot be held against a trajectory."""

    indicator: str
    measured_on: dt.date
    baseline_on: dt.date


class TargetAgainstDirection(Caution, frozen=True, kw_only=True):
    """From a point of the trajectory to the next, the indicator would go the other way than the one it should."""

    indicator: str
    direction: TrajectoryDirection
    by: dt.date
    value: str
    other: str
    """The value before it, or after it."""


class TargetBeyondHorizon(Caution, frozen=True, kw_only=True):
    """A target lies beyond the horizon of the PAS that it serves."""

    rule = "C. urb. L141-3"
    indicator: str
    by: dt.date
    horizon_on: dt.date


# -- decide ------------------------------------------------------------------------------------------------------------


def define(known: Known, references: References, command: DefineIndicator) -> Decision:
    """A figure to follow."""
    fact = IndicatorDefined(
        indicator=command.indicator,
        title=command.title,
        unit=command.unit,
        direction=command.direction,
        baseline=command.baseline,
        baseline_on=command.baseline_on,
        tolerance=command.tolerance,
        orientations=command.orientations,
        themes=command.themes,
        source=command.source,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    references.check_new(draft)
    if not command.unit.strip():
        raise Refused(IndicatorWithoutUnit(indicator=command.indicator))
    if command.tolerance is not None and command.tolerance.startswith("-"):
        raise Refused(ToleranceBelowZero(indicator=command.indicator, tolerance=command.tolerance))
    references.check_themes(command.themes)
    check_in_force(known, references, command.orientations, command.on)
    return Decision((draft,))


def set_baseline(known: Known, references: References, command: SetBaseline) -> Decision:
    """Where a commune or an EPCI starts."""
    fact = BaselineSet(
        indicator=command.indicator,
        organization=command.organization,
        value=command.value,
        baseline_on=command.baseline_on,
        source=command.source,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    indicator = _followed(known, references, command.indicator, command.on)
    references.check_organizations(command.organization)
    first = min((t.by for t in indicator.targets if t.organization == command.organization), default=None)
    if first is not None and first <= command.baseline_on:
        raise Refused(TargetNotAfterBaseline(indicator=command.indicator, by=first, baseline_on=command.baseline_on))
    return Decision((draft,))


def set_target(known: Known, references: References, command: SetTarget) -> Decision:
    """What is to be reached by a day."""
    fact = TargetSet(indicator=command.indicator, value=command.value, by=command.by, organization=command.organization)
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    indicator = _followed(known, references, command.indicator, command.on)
    references.check_organizations(command.organization)
    points = indicator.points(command.organization)
    if not points:
        assert command.organization is not None
        raise Refused(BaselineMissing(indicator=command.indicator, organization=command.organization))
    if command.by <= points[0].on:
        raise Refused(TargetNotAfterBaseline(indicator=command.indicator, by=command.by, baseline_on=points[0].on))
    return Decision((draft,), (*_against_direction(indicator, points, command), *_beyond(known, indicator, command)))


def _against_direction(
    indicator: TrajectoryIndicator, points: Sequence[TrajectoryPoint], command: SetTarget
) -> Iterator[TargetAgainstDirection]:
    value = exact(command.value)
    before = [point.value for point in points if point.on < command.by][-1:]
    after = [point.value for point in points if point.on > command.by][:1]
    pairs = (*((other, other, value) for other in before), *((other, value, other) for other in after))
    for other, start, end in pairs:
        if _goes_wrong(indicator.direction, start, end):
            yield TargetAgainstDirection(
                indicator=command.indicator,
                direction=indicator.direction,
                by=command.by,
                value=command.value,
                other=written(other) or "",
            )


def _goes_wrong(direction: TrajectoryDirection, start: Fraction, end: Fraction) -> bool:
    match direction:
        case TrajectoryDirection.DECREASE:
            return end > start
        case TrajectoryDirection.INCREASE:
            return end < start
        case TrajectoryDirection.KEEP:
            return end != start
    assert_never(direction)


def _beyond(known: Known, indicator: TrajectoryIndicator, command: SetTarget) -> Iterator[TargetBeyondHorizon]:
    served = (known.get(f"orientation:{name}") for name in indicator.orientations)
    horizons = [o.horizon_on for o in served if isinstance(o, Orientation) and o.horizon_on]
    if horizons and command.by > max(horizons):
        yield TargetBeyondHorizon(indicator=command.indicator, by=command.by, horizon_on=max(horizons))


def measure(known: Known, references: References, command: RecordMeasure) -> Decision:
    """What it was on a day."""
    fact = IndicatorMeasured(
        indicator=command.indicator,
        value=command.value,
        measured_on=command.measured_on,
        organization=command.organization,
        source=command.source,
    )
    draft = command.leads_to(fact)
    if references.says(draft):
        return ALREADY_TRUE
    indicator = _followed(known, references, command.indicator, command.on)
    references.check_organizations(command.organization)
    if command.measured_on > command.on:
        raise Refused(
            MeasuredAfterPublication(indicator=command.indicator, measured_on=command.measured_on, on=command.on)
        )
    points = indicator.points(command.organization)
    if not points or points[0].on <= command.measured_on:
        return Decision((draft,))
    early = MeasureBeforeBaseline(
        indicator=command.indicator, measured_on=command.measured_on, baseline_on=points[0].on
    )
    return Decision((draft,), (early,))


def drop(known: Known, references: References, command: DropIndicator) -> Decision:
    """An indicator is followed no more."""
    draft = command.leads_to(IndicatorDropped(indicator=command.indicator, reason=command.reason))
    if references.says(draft):
        return ALREADY_TRUE
    indicator = _followed(known, references, command.indicator, command.on)
    if indicator.dropped_on is not None:
        raise Refused(IndicatorIsDropped(indicator=command.indicator, since=indicator.dropped_on))
    return Decision((draft,))


def _followed(known: Known, references: References, name: str, on: dt.date) -> TrajectoryIndicator:
    references.check_thing(f"indicator:{name}", on)
    indicator = known[f"indicator:{name}"]
    assert isinstance(indicator, TrajectoryIndicator)
    if indicator.dropped_on is not None and indicator.dropped_on <= on:
        raise Refused(IndicatorIsDropped(indicator=name, since=indicator.dropped_on))
    return indicator


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary(command: IndicatorCommand, history: History) -> Boundary:
    """The indicator, the orientations that it serves, and what the command names."""
    own = about(f"indicator:{command.indicator}")
    match command:
        case DefineIndicator(orientations=orientations, themes=themes):
            return own | boundary_of(*(f"orientation:{name}" for name in orientations), themes=themes)
        case SetTarget(organization=organization):
            defined = (e.fact for e in history.about(*own.tags) if isinstance(e.fact, IndicatorDefined))
            served = (f"orientation:{name}" for fact in defined for name in fact.orientations)
            return own | boundary_of(*served, organizations=[organization])
        case SetBaseline(organization=organization) | RecordMeasure(organization=organization):
            return own | boundary_of(organizations=[organization])
    return own
