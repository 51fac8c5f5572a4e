"""Everyone whom the register knows, with what each holds on the day; found by a few letters of a name."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit


def running(periods: list[Mapping[str, Any]], on: str) -> list[Mapping[str, Any]]:
    """Those of some periods that run on a day."""
    return [each for each in periods if each["since"] <= on and (each["until"] is None or on < each["until"])]


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"text": visit.choices.get("nom"), "after": visit.choices.get("after")}


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    on = data["authority"]["asOf"]["on"]
    return {
        "people": [
            {"who": who, "seats": running(who["tenures"], on), "elsewhere": running(who["holdings"], on)}
            for who in data["people"]["nodes"]
        ]
    }


PAGE = Page(name="people", slug="personnes", group=Group.GOVERN, variables=_variables, view=_view, file="personnes")
