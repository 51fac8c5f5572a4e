"""Actors of the territory, by category: who is engaged in what, and which categories nobody stands for."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    coverage = data["actorCoverage"]
    return {
        "present": [each for each in coverage if not each["missing"]],
        "missing": [each["category"] for each in coverage if each["missing"]],
    }


PAGE = Page(name="actors", slug="acteurs", group=Group.CARRY_OUT, view=_view, file="couverture-acteurs")
