"""The territory on a day: the SCoT, its EPCIs, their communes."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, Page
from service.web.site.pictures.tiles import Tile, tiles
from service.web.site.visit import Visit


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    by_epci: dict[str, list[Mapping[str, Any]]] = {}
    for each in data["briefingCoverage"]["communes"]:
        by_epci.setdefault((each["epci"] or {}).get("id", ""), []).append(each["commune"])
    names = {each["organization"]["id"]: each["organization"]["name"] for each in data["authority"]["members"]}
    made = [
        Tile(names.get(epci) or epci, commune["name"] or commune["id"], f"k{at % 10}")
        for at, (epci, communes) in enumerate(by_epci.items())
        for commune in communes
    ]
    return {"by_epci": by_epci, "map": tiles(made), "count": sum(map(len, by_epci.values()))}


PAGE = Page(name="territory", slug="territoire", group=Group.GOVERN, view=_view, file="membres")
