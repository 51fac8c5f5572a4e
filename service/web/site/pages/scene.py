"""Governance: a body as it sits, its roster with acts, its changes over the years, and the recommendations."""

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from msgspec import Struct, structs

from domain.core.calendar import EARLIEST, LATEST, paris_day
from service.web.site.page import Data, Group, Page
from service.web.site.pages import begin
from service.web.site.pictures.seat_map import seat_map
from service.web.site.visit import Visit

_BEFORE: Final = dt.timedelta(days=7 * 366)
_AFTER: Final = dt.timedelta(days=366)
_WIDTH: Final = 960


class Change(Struct, frozen=True):
    """A day on which the body changed, and where it stands on the line of time (0 to 960)."""

    on: str
    x: float
    changes: tuple[Mapping[str, Any], ...]


class History(Struct, frozen=True):
    """The days on which a body changed, around the day looked at."""

    days: tuple[Change, ...]
    years: tuple[tuple[int, float], ...]
    today: float
    reached: int
    """Place of the last of these days that is not after the one looked at."""
    before: str | None
    after: str | None


def _period(visit: Visit) -> tuple[dt.date, dt.date]:
    on = visit.at.on or paris_day(dt.datetime.now(dt.UTC))
    return max(on - _BEFORE, EARLIEST), min(on + _AFTER, LATEST)


def _variables(visit: Visit) -> Mapping[str, Any]:
    begin, end = _period(visit)
    return {"body": visit.choices.get("body", "bureau"), "from": begin.isoformat(), "to": end.isoformat()}


def _history(data: Data, visit: Visit) -> History:
    begin, end = _period(visit)
    on = data["authority"]["asOf"]["on"]

    def at(day: dt.date) -> float:
        return round((day - begin).days / (end - begin).days * _WIDTH, 1)

    by_day = groupby(data["compositionChanges"], key=lambda change: change["on"])
    days = tuple(Change(day, at(dt.date.fromisoformat(day)), tuple(each)) for day, each in by_day)
    years = tuple((year, at(dt.date(year, 1, 1))) for year in range(begin.year + 1, end.year + 1))
    earlier = [day.on for day in days if day.on < on]
    later = [day.on for day in days if day.on > on]
    return History(
        days,
        years,
        at(dt.date.fromisoformat(on)),
        max(sum(day.on <= on for day in days) - 1, 0),
        earlier[-1] if earlier else None,
        later[0] if later else None,
    )


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    return {"map": seat_map(data["composition"]["seats"]), "history": _history(data, visit)}


PAGE = Page(
    name="scene",
    slug="gouvernance",
    group=Group.GOVERN,
    variables=_variables,
    view=_view,
    file="bureau",
    begin=structs.replace(begin.PAGE, slug="gouvernance"),
)
