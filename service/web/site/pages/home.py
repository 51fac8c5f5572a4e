"""The first page: who governs, what was arbitrated last, what needs attention."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from domain.core.calendar import LATEST, paris_day
from service.web.site.page import Data, Group, Page
from service.web.site.pages import begin
from service.web.site.pictures.seat_map import seat_map
from service.web.site.visit import Visit

_SOON: Final = dt.timedelta(days=60)


def _variables(visit: Visit) -> Mapping[str, Any]:
    on = visit.at.on or paris_day(dt.datetime.now(dt.UTC))
    return {"today": on.isoformat(), "soon": min(on + _SOON, LATEST).isoformat()}


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    late = Counter(each["kind"] for each in data["late"]["nodes"] if each["daysLate"])
    executive = [seat for seat in data["bureau"]["seats"] if seat["kind"] in ("PRESIDENT", "VICE_PRESIDENT")]
    return {
        "bureau": data["bureau"],
        "map": seat_map(data["bureau"]["seats"]),
        "executive": executive,
        "late": late.most_common(),
    }


PAGE = Page(name="home", slug="", group=Group.GOVERN, variables=_variables, view=_view, file="bureau", begin=begin.PAGE)
