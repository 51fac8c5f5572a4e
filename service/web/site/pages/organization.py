"""A commune, an EPCI or another organisation: what it belongs to, who represents it."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Group, Page
from service.web.site.visit import Visit


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"id": visit.item, "after": visit.choices.get("after")}


PAGE = Page(name="organization", slug="territoire", group=Group.NOWHERE, of_one=True, variables=_variables)
