"""The first page: who governs, what was arbitrated last, what needs attention."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, Page
from service.web.site.pictures.seat_map import seat_map
from service.web.site.visit import Visit


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    bureau = next((body for body in data["authority"]["bodies"] if body["kind"] == "BUREAU"), None)
    composition = data["bureau"] if bureau else None
    return {"bureau": composition, "map": seat_map(composition["seats"]) if composition else None}


PAGE = Page(name="home", slug="", group=Group.GOVERN, view=_view, file="bureau")
