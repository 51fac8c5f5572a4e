"""Governance: the bureau as it sits, its roster with acts, and what the recommendations say of it."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, Page
from service.web.site.pictures.seat_map import seat_map
from service.web.site.visit import Visit


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"body": visit.choices.get("body", "bureau")}


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    return {"map": seat_map(data["composition"]["seats"])}


PAGE = Page(name="scene", slug="gouvernance", group=Group.GOVERN, variables=_variables, view=_view, file="bureau")
