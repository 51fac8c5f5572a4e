"""Whether the six years of the SCoT run out (C. urb. L143-28). Reckoned on a day; no fact says it."""

import datetime as dt
from collections.abc import Iterator

from domain.core.notices import Caution
from domain.rules.scheme import ANALYSIS_YEARS
from domain.scheme_life import Scheme


class SchemeLapsed(Caution, frozen=True, kw_only=True):
    """The six years went by without a vote: the SCoT is void (!: whether a law of 2025 made them longer)."""

    rule = ANALYSIS_YEARS.article
    scheme: str
    due_on: dt.date
    days: int
    """Since the last day."""


class SchemeWillLapse(Caution, frozen=True, kw_only=True):
    """The assembly has so many days left to publish the analysis and vote."""

    rule = ANALYSIS_YEARS.article
    scheme: str
    due_on: dt.date
    days: int
    analysed_on: dt.date | None


class PerimeterLeftUncovered(Caution, frozen=True, kw_only=True):
    """Members came or left, and no deliberation has taken it in."""

    rule = "C. urb. L143-14"
    scheme: str
    members: tuple[str, ...]


def warnings(scheme: Scheme, on: dt.date) -> Iterator[Caution]:
    """What to beware of on a day, for the SCoT as it is on that day."""
    if scheme.ended_on is not None:
        return
    cycle = scheme.cycle
    if cycle is not None and cycle.revision_voted_on is None:
        days = (cycle.due_on - on).days
        if days < 0:
            yield SchemeLapsed(scheme=scheme.scheme, due_on=cycle.due_on, days=-days)
        else:
            yield SchemeWillLapse(scheme=scheme.scheme, due_on=cycle.due_on, days=days, analysed_on=cycle.analysed_on)
    if scheme.uncovered:
        yield PerimeterLeftUncovered(scheme=scheme.scheme, members=scheme.uncovered)
