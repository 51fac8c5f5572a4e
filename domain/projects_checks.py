"""What a project's description and a review's conditions must be to be recorded."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from domain.core.notices import Refusal, Refused
from domain.facts.projects import (
    Location,
    ProjectChanged,
    ProjectRegistered,
    ReviewConcluded,
    ReviewOutcome,
    things_named_by,
)
from domain.projects_state import Review, ReviewCondition
from domain.references import References

FARTHEST_LONGITUDE: Final = Decimal(180)
FARTHEST_LATITUDE: Final = Decimal(90)

Pending = Sequence[tuple[Review, tuple[ReviewCondition, ...]]]
"""Reviews, the followed one first, and the conditions that they set."""

# -- refusals ----------------------------------------------------------------------------------------------------------


class PlaceMistaken(Refusal, frozen=True, kw_only=True):
    """The communes of a project are communes, its EPCIs are EPCIs."""

    project: str
    organization: str


class LocationOutOfRange(Refusal, frozen=True, kw_only=True):
    """A point is given in degrees of WGS84, longitude first."""

    rule = "WGS84 (EPSG:4326)"
    project: str
    longitude: str
    latitude: str


class ConditionsMissing(Refusal, frozen=True, kw_only=True):
    """What supports with conditions has at least one."""

    review: str


class ConditionsNotAllowed(Refusal, frozen=True, kw_only=True):
    """Any other outcome sets and carries none."""

    review: str
    outcome: ReviewOutcome
    conditions: tuple[str, ...]


class ConditionTwice(Refusal, frozen=True, kw_only=True):
    """A condition's name is taken, in this review or by a condition still due before it."""

    review: str
    condition: str


class ConditionDueTooEarly(Refusal, frozen=True, kw_only=True):
    """A condition is due on the day that it is set or extended at the earliest."""

    review: str
    condition: str
    due_on: dt.date
    on: dt.date


class NothingToCarry(Refusal, frozen=True, kw_only=True):
    """What is carried is a condition still due of the review that this one follows."""

    review: str
    condition: str
    on: dt.date


class ConditionClosedSince(Refusal, frozen=True, kw_only=True):
    """A condition that was met or failed after this review concluded cannot have been replaced by it."""

    review: str
    condition: str
    closed_on: dt.date
    on: dt.date


class UnknownCondition(Refusal, frozen=True, kw_only=True):
    """The review set no condition of that name."""

    review: str
    condition: str


class ConditionNotOpen(Refusal, frozen=True, kw_only=True):
    """The condition is not due on that day, or was already dealt with after it."""

    review: str
    condition: str
    on: dt.date
    since: dt.date
    closed_on: dt.date | None = None
    extended_on: dt.date | None = None


# -- descriptions ------------------------------------------------------------------------------------------------------


def check_description(references: References, said: ProjectRegistered | ProjectChanged) -> None:
    """A description stands on the territory, and names what is known.

    Raises:
        Refused: PlaceMistaken, LocationOutOfRange, UnknownReference.
    """
    for kind, places in (("commune:", said.communes), ("epci:", said.epcis)):
        for place in places or ():
            if not place.startswith(kind):
                raise Refused(PlaceMistaken(project=said.project, organization=place))
    if said.location is not None:
        _check_location(said.project, said.location)
    references.check_organizations(said.owner)
    references.check_themes(said.themes or ())
    references.check_things(*things_named_by(said))


def _check_location(project: str, at: Location) -> None:
    if abs(Decimal(at.longitude)) > FARTHEST_LONGITUDE or abs(Decimal(at.latitude)) > FARTHEST_LATITUDE:
        raise Refused(LocationOutOfRange(project=project, longitude=at.longitude, latitude=at.latitude))


# -- conditions --------------------------------------------------------------------------------------------------------


def pending(known: Mapping[str, Struct], review: Review) -> Pending:
    """The conditions set by the reviews that a review follows, one after the other.

    Those of the review before the last one were replaced when that one concluded, unless it carried them.
    """
    found: list[tuple[Review, tuple[ReviewCondition, ...]]] = []
    while review.follows is not None:
        earlier = known[f"review:{review.follows}"]
        assert isinstance(earlier, Review)
        found.append((earlier, earlier.conditions))
        review = earlier
    return found


def check_conditions(review: Review, fact: ReviewConcluded, on: dt.date, due: Pending) -> None:
    """A conclusion's conditions: as many as its outcome allows, each of a name of its own, each due in time.

    Raises:
        Refused: ConditionsMissing, ConditionsNotAllowed, ConditionTwice, ConditionDueTooEarly, NothingToCarry,
            ConditionClosedSince.
    """
    named = (*(condition.condition for condition in fact.conditions), *fact.carried)
    if fact.outcome is ReviewOutcome.SUPPORTS_WITH_CONDITIONS:
        if not named:
            raise Refused(ConditionsMissing(review=review.review))
    elif named:
        raise Refused(ConditionsNotAllowed(review=review.review, outcome=fact.outcome, conditions=named))
    for condition in fact.conditions:
        if condition.due_on < on:
            raise Refused(_too_early(review, condition.condition, condition.due_on, on))
    if twice := [name for name in named if named.count(name) > 1]:
        raise Refused(ConditionTwice(review=review.review, condition=twice[0]))
    _check_carried(review, fact, on, due)


def _check_carried(review: Review, fact: ReviewConcluded, on: dt.date, due: Pending) -> None:
    still = {c.condition: c for _, conditions in due for c in conditions if c.open_on(on)}
    for name in fact.carried:
        if name not in still:
            raise Refused(NothingToCarry(review=review.review, condition=name, on=on))
    for condition in still.values():
        if condition.closed_on is not None and condition.condition not in fact.carried:
            raise Refused(
                ConditionClosedSince(
                    review=review.review, condition=condition.condition, closed_on=condition.closed_on, on=on
                )
            )


def check_open(review: Review, name: str, on: dt.date, due_on: dt.date | None) -> None:
    """A condition can be extended to ``due_on`` on a day, or (without it) closed on that day.

    A condition closes once, after all that was recorded of it: whichever is recorded first, the answer is the same.

    Raises:
        Refused: UnknownCondition, ConditionNotOpen, ConditionDueTooEarly.
    """
    condition = review.condition(name)
    if condition is None:
        raise Refused(UnknownCondition(review=review.review, condition=name))
    closes = due_on is None
    closed_before = condition.closed_on is not None and (closes or condition.closed_on <= on)
    extended_after = closes and condition.extended_on is not None and condition.extended_on > on
    if on < condition.set_on or closed_before or extended_after:
        raise Refused(
            ConditionNotOpen(
                review=review.review,
                condition=name,
                on=on,
                since=condition.set_on,
                closed_on=condition.closed_on,
                extended_on=condition.extended_on,
            )
        )
    if due_on is not None and due_on < on:
        raise Refused(_too_early(review, name, due_on, on))


def _too_early(review: Review, condition: str, due_on: dt.date, on: dt.date) -> ConditionDueTooEarly:
    return ConditionDueTooEarly(review=review.review, condition=condition, due_on=due_on, on=on)
