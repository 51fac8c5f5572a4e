"""The strategy's things as the API shows them."""

import datetime as dt
from typing import Any

import strawberry

from domain import strategy_action, strategy_indicator, strategy_involvement, strategy_orientations
from domain.facts.strategy import (
    InvolvementKind,
    InvolvementPhase,
    ProgrammeActionState,
    StrategyPart,
    TrajectoryDirection,
)
from domain.strategy_indicator import TrajectoryStatus
from projections import strategy
from projections.strategy import ACTION, INDICATOR, ORIENTATION
from projections.things import by_tag, with_terms
from service.database import Session
from service.graphql import things
from service.graphql.described import output
from service.graphql.directory import Directory
from service.graphql.inputs import enum_type
from service.graphql.moment import Moment
from service.graphql.pages import PAGE
from service.graphql.shown import show, shown
from service.graphql.things import Thing

for _enum in (
    StrategyPart,
    ProgrammeActionState,
    InvolvementPhase,
    InvolvementKind,
    TrajectoryDirection,
    TrajectoryStatus,
):
    enum_type(_enum)


@shown(strategy_action.ActionProgramme)
class ActionProgramme(Thing):
    """A programme of actions that carries the strategy out."""


@shown(strategy_action.ProgrammeAction)
class ProgrammeAction(Thing):
    """An action that carries orientations of the strategy out."""

    @strawberry.field(description="Whether its last day is past and it is neither completed nor abandoned.")
    def overdue(self) -> bool:
        """On the day that is asked about."""
        action: strategy_action.ProgrammeAction = self.thing
        return action.overdue_on(self.moment.on)


@shown(strategy_indicator.TrajectoryStanding)
class TrajectoryStanding:
    """Where an indicator stands in a territory on a day: the last measure against what was expected then."""


@shown(strategy_indicator.TrajectoryIndicator)
class TrajectoryIndicator(Thing):
    """A figure that follows the change of trajectory."""

    @strawberry.field(
        description="What is expected on a day, on the line from the baseline to the next target, to the sixth "
        "decimal; null before the baseline or without target. Of the whole territory, or of one commune or EPCI."
    )
    def expected_on(self, on: dt.date | None = None, organization: strawberry.ID | None = None) -> str | None:
        """On the day of the query unless told."""
        points = self._indicator.points(organization)
        return strategy_indicator.written(strategy_indicator.expected_on(points, on or self.moment.on))

    @strawberry.field(
        description="Where it stands on the day: in the whole territory, then in each commune or EPCI that has a "
        "baseline or a measure, with the entries that say so."
    )
    def standings(self) -> list[TrajectoryStanding]:
        """The last measure against what was expected."""
        return standings(self._indicator, self)

    @property
    def _indicator(self) -> strategy_indicator.TrajectoryIndicator:
        indicator: strategy_indicator.TrajectoryIndicator = self.thing
        return indicator


def standings(indicator: strategy_indicator.TrajectoryIndicator, shown_: Any) -> list[Any]:
    """With the names that the indicator's own answer looked up."""
    named = [each.organization for each in (*shown_.baselines, *shown_.measures) if each.organization]
    directory = Directory({}, {str(organization.id): organization for organization in named})
    return [show(standing, directory) for standing in strategy_indicator.standings(indicator, shown_.moment.on)]


@shown(strategy_orientations.Orientation)
class Orientation(Thing):
    """An orientation of the strategy, in its version in force on the day, with those before it."""

    @strawberry.field(description="The day up to which it looks, when it is of the PAS (C. urb. L141-3).")
    def horizon_on(self) -> dt.date | None:
        """Twenty years after it was set."""
        orientation: strategy_orientations.Orientation = self.thing
        return orientation.horizon_on


@shown(strategy_involvement.Involvement)
class Involvement(Thing):
    """That officials took part in making the strategy, or in carrying it out."""


@shown(strategy.InvolvementTally)
class InvolvementTally:
    """How many different officials took part in a phase: in all, or of one body."""


@output()
class OrientationSheet:
    """An orientation with what carries it out and what follows it."""

    orientation: Orientation
    actions: list[ProgrammeAction] = strawberry.field(
        description=f"The last {PAGE} that carry it out: ask `actions(orientation)` for all."
    )
    indicators: list[TrajectoryIndicator] = strawberry.field(
        description=f"The first {PAGE} that follow it: ask `indicators(orientation)` for all."
    )


@output()
class TrajectoryLine:
    """An indicator that is followed, and where it stands in each territory on the day."""

    indicator: strawberry.ID
    title: str
    unit: str
    direction: TrajectoryDirection
    territories: list[TrajectoryStanding] = strawberry.field(
        description="The whole territory, then each commune or EPCI that has a baseline or a measure."
    )


def line(shown_: Any) -> TrajectoryLine:
    indicator: strategy_indicator.TrajectoryIndicator = shown_.thing
    return TrajectoryLine(
        indicator=strawberry.ID(indicator.indicator),
        title=indicator.title,
        unit=indicator.unit,
        direction=indicator.direction,
        territories=standings(indicator, shown_),
    )


async def sheet(connection: Session, moment: Moment, tag: str) -> OrientationSheet | None:
    found = await by_tag(connection, moment.view, ORIENTATION, moment.on, [tag])
    if not found:
        return None
    actions = await with_terms(connection, moment.view, ACTION, moment.on, [tag], first=PAGE)
    indicators = await with_terms(connection, moment.view, INDICATOR, moment.on, [tag], first=PAGE)
    return OrientationSheet(
        orientation=(await things.present(connection, moment, found.values()))[0],
        actions=await things.present(connection, moment, actions[tag]),
        indicators=await things.present(connection, moment, indicators[tag]),
    )
