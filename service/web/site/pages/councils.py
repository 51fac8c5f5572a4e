"""Municipal councils told of the strategy: who was briefed, by whom, and who waits."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, Page
from service.web.site.pictures.tiles import Tile, tiles
from service.web.site.visit import Visit


def _state(council: Mapping[str, Any]) -> str:
    if council["briefed"]:
        return "done"
    return "late" if council["daysLate"] else "awaited"


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    communes = data["briefingCoverage"]["communes"]
    made = [
        Tile((each["epci"] or {}).get("name") or "", each["commune"]["name"] or each["commune"]["id"], _state(each))
        for each in communes
    ]
    late = sorted((each for each in communes if each["daysLate"]), key=lambda each: -each["daysLate"])
    return {"map": tiles(made), "late": late}


PAGE = Page(name="councils", slug="conseils", group=Group.CARRY_OUT, view=_view, file="conseils-informes")
