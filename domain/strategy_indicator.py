"""What a trajectory indicator is, and where its measures stand between a baseline and dated targets.

Values are decimals as text. They are compared as fractions, exactly; what is interpolated is written to the sixth
decimal. What is expected between two points is on the straight line between them.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, localcontext
from decimal import Decimal as Number
from enum import StrEnum
from fractions import Fraction
from typing import Final

from msgspec import Struct, structs

from domain.core.entry import Act, Entry
from domain.core.identifiers import Decimal, Label, OrganizationId, Slug, Text
from domain.facts.strategy import (
    BaselineSet,
    IndicatorDefined,
    IndicatorDropped,
    IndicatorMeasured,
    TargetSet,
    TrajectoryDirection,
)

# -- state -------------------------------------------------------------------------------------------------------------


class TrajectoryBaseline(Struct, frozen=True, kw_only=True):
    """From what value, on what day, a commune or an EPCI starts."""

    organization: OrganizationId
    value: Decimal
    baseline_on: dt.date
    entry: int
    source: Text | None = None


class TrajectoryTarget(Struct, frozen=True, kw_only=True):
    """What value is to be reached by what day."""

    value: Decimal
    by: dt.date
    set_on: dt.date
    entry: int
    organization: OrganizationId | None = None
    """Null: the whole territory."""


class TrajectoryMeasure(Struct, frozen=True, kw_only=True):
    """What the value was on a day."""

    value: Decimal
    measured_on: dt.date
    published_on: dt.date
    entry: int
    organization: OrganizationId | None = None
    """Null: the whole territory."""
    source: Text | None = None
    act: Act | None = None


class TrajectoryIndicator(Struct, frozen=True, kw_only=True):
    """A figure that follows the change of trajectory."""

    indicator: Slug
    title: Label
    unit: Label
    direction: TrajectoryDirection
    baseline: Decimal
    baseline_on: dt.date
    defined_on: dt.date
    entries: tuple[int, ...]
    """Positions of the entries that made it what it is."""
    tolerance: Decimal | None = None
    """How far from what is expected it may be on the wrong side; on either side when it is to be kept."""
    orientations: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    data_source: Text | None = None
    """Where its figures come from."""
    baselines: tuple[TrajectoryBaseline, ...] = ()
    """Those that communes and EPCIs have of their own."""
    targets: tuple[TrajectoryTarget, ...] = ()
    measures: tuple[TrajectoryMeasure, ...] = ()
    act: Act | None = None
    dropped_on: dt.date | None = None
    """Excluded."""
    drop_reason: Text | None = None

    def points(self, organization: str | None) -> "tuple[TrajectoryPoint, ...]":
        """The baseline of a territory and its targets, in order of time; none without a baseline of its own."""
        if organization is None:
            start = TrajectoryPoint(self.baseline_on, exact(self.baseline), self.entries[0])
        else:
            own = next((b for b in self.baselines if b.organization == organization), None)
            if own is None:
                return ()
            start = TrajectoryPoint(own.baseline_on, exact(own.value), own.entry)
        targets = (t for t in self.targets if t.organization == organization)
        return (start, *sorted((TrajectoryPoint(t.by, exact(t.value), t.entry) for t in targets), key=_day))

    def territories(self) -> tuple[str | None, ...]:
        """The whole territory, then the communes and EPCIs that have a baseline or a measure, by id."""
        named = {b.organization for b in self.baselines} | {m.organization for m in self.measures if m.organization}
        return (None, *sorted(named))


class TrajectoryPoint(Struct, frozen=True):
    """A value to start from, or to be reached, on a day."""

    on: dt.date
    value: Fraction
    entry: int


class TrajectoryStatus(StrEnum):
    """Where the last measure stands against what was expected on its day."""

    ON_TRACK = "ON_TRACK"
    BEHIND = "BEHIND"
    NO_MEASURE = "NO_MEASURE"
    NO_TARGET = "NO_TARGET"


class TrajectoryStanding(Struct, frozen=True, kw_only=True):
    """Where an indicator stands in a territory on a day: the last measure against what was expected then."""

    status: TrajectoryStatus
    entries: tuple[int, ...]
    """The evidence: the baseline, the targets around the measure's day, the measure."""
    organization: OrganizationId | None = None
    """Null: the whole territory."""
    value: Decimal | None = None
    """The last measure since the baseline."""
    measured_on: dt.date | None = None
    expected: Decimal | None = None
    """On the day of the measure, to the sixth decimal."""
    gap: Decimal | None = None
    """The measure less what was expected, to the sixth decimal."""
    expected_today: Decimal | None = None
    """On the day that is asked about, to the sixth decimal."""


# -- arithmetic --------------------------------------------------------------------------------------------------------

_PLACES: Final = Number("0.000001")


def expected_on(points: Sequence[TrajectoryPoint], on: dt.date) -> Fraction | None:
    """What is expected on a day: on the line to the next target, the last target after it; None before the baseline
    or without any target.

    >>> days = [dt.date(2021, 1, day) for day in (1, 6, 11, 31)]
    >>> line = (TrajectoryPoint(days[0], Fraction(30), 1), TrajectoryPoint(days[2], Fraction(10), 2))
    >>> [written(expected_on(line, day)) for day in days]
    ['30', '20', '10', '10']
    """
    if len(points) < 2 or on < points[0].on:
        return None
    before = [point for point in points if point.on <= on][-1]
    after = next((point for point in points if point.on > on), None)
    if after is None:
        return before.value
    return before.value + (after.value - before.value) * Fraction((on - before.on).days, (after.on - before.on).days)


def written(value: Fraction | None) -> str | None:
    """A fraction as a decimal number, rounded to the sixth decimal (half to even), without idle zeros.

    >>> written(Fraction(1, 3)), written(Fraction(-1, 10**9)), written(Fraction(1200))
    ('0.333333', '0', '1200')
    """
    if value is None:
        return None
    with localcontext(prec=60):
        rounded = (Number(value.numerator) / Number(value.denominator)).quantize(_PLACES, ROUND_HALF_EVEN)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def standing_in(indicator: TrajectoryIndicator, organization: str | None, on: dt.date) -> TrajectoryStanding:
    """Where an indicator stands in a territory on a day. A territory that is to keep its value needs no target."""
    points = indicator.points(organization)
    if len(points) == 1 and indicator.direction is TrajectoryDirection.KEEP:
        points = (*points, structs.replace(points[0], on=dt.date.max))
    since = points[0].on if points else dt.date.min
    measures = [m for m in indicator.measures if m.organization == organization and since <= m.measured_on <= on]
    last = max(reversed(measures), key=lambda measure: measure.measured_on, default=None)
    expected = expected_on(points, last.measured_on) if last else None
    value = exact(last.value) if last else None
    evidence = _around(points, last.measured_on if last else on)
    return TrajectoryStanding(
        status=_status(indicator, points, value, expected),
        organization=organization,
        value=last.value if last else None,
        measured_on=last.measured_on if last else None,
        expected=written(expected),
        gap=written(value - expected) if value is not None and expected is not None else None,
        expected_today=written(expected_on(points, on)),
        entries=tuple(dict.fromkeys((*(p.entry for p in evidence), *([last.entry] if last else [])))),
    )


def standings(indicator: TrajectoryIndicator, on: dt.date) -> tuple[TrajectoryStanding, ...]:
    """The whole territory, then each commune or EPCI that has a baseline or a measure."""
    return tuple(standing_in(indicator, organization, on) for organization in indicator.territories())


def _status(
    indicator: TrajectoryIndicator, points: Sequence[TrajectoryPoint], value: Fraction | None, expected: Fraction | None
) -> TrajectoryStatus:
    if len(points) < 2:
        return TrajectoryStatus.NO_TARGET
    if value is None or expected is None:
        return TrajectoryStatus.NO_MEASURE
    excess = {
        TrajectoryDirection.DECREASE: value - expected,
        TrajectoryDirection.INCREASE: expected - value,
        TrajectoryDirection.KEEP: abs(value - expected),
    }[indicator.direction]
    tolerated = exact(indicator.tolerance or "0")
    return TrajectoryStatus.ON_TRACK if excess <= tolerated else TrajectoryStatus.BEHIND


def _around(points: Sequence[TrajectoryPoint], on: dt.date) -> Iterator[TrajectoryPoint]:
    """The baseline, the point before a day and the one after it."""
    yield from points[:1]
    yield from [point for point in points if point.on <= on][-1:]
    yield from [point for point in points if point.on > on][:1]


def exact(value: str) -> Fraction:
    """A decimal number as it is written, without rounding."""
    return Fraction(Number(value))


def _day(point: TrajectoryPoint) -> dt.date:
    return point.on


# -- evolve ------------------------------------------------------------------------------------------------------------


def apply(indicator: TrajectoryIndicator | None, entry: Entry) -> TrajectoryIndicator | None:
    """What an indicator is after one more entry."""
    fact = entry.fact
    if isinstance(fact, IndicatorDefined) and indicator is None:
        return TrajectoryIndicator(
            indicator=fact.indicator,
            title=fact.title,
            unit=fact.unit,
            direction=fact.direction,
            baseline=fact.baseline,
            baseline_on=fact.baseline_on,
            tolerance=fact.tolerance,
            orientations=fact.orientations,
            themes=fact.themes,
            data_source=fact.source,
            defined_on=entry.effective_on,
            act=entry.act,
            entries=(entry.position,),
        )
    if indicator is None:
        return None
    indicator = structs.replace(indicator, entries=(*indicator.entries, entry.position))
    match fact:
        case BaselineSet(organization=organization):
            others = (b for b in indicator.baselines if b.organization != organization)
            return structs.replace(indicator, baselines=(*others, _baseline(fact, entry)))
        case TargetSet(organization=organization, by=by):
            kept = (t for t in indicator.targets if (t.organization, t.by) != (organization, by))
            return structs.replace(indicator, targets=(*kept, _target(fact, entry)))
        case IndicatorMeasured():
            return structs.replace(indicator, measures=(*indicator.measures, _measure(fact, entry)))
        case IndicatorDropped(reason=reason):
            return structs.replace(indicator, dropped_on=entry.effective_on, drop_reason=reason)
    return indicator


def _baseline(fact: BaselineSet, entry: Entry) -> TrajectoryBaseline:
    return TrajectoryBaseline(
        organization=fact.organization,
        value=fact.value,
        baseline_on=fact.baseline_on,
        source=fact.source,
        entry=entry.position,
    )


def _target(fact: TargetSet, entry: Entry) -> TrajectoryTarget:
    return TrajectoryTarget(
        value=fact.value,
        by=fact.by,
        set_on=entry.effective_on,
        organization=fact.organization,
        entry=entry.position,
    )


def _measure(fact: IndicatorMeasured, entry: Entry) -> TrajectoryMeasure:
    return TrajectoryMeasure(
        value=fact.value,
        measured_on=fact.measured_on,
        published_on=entry.effective_on,
        organization=fact.organization,
        source=fact.source,
        act=entry.act,
        entry=entry.position,
    )
