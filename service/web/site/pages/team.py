"""The team across communes, EPCIs and the SCoT: who can do what, and how its time is shared."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Group, Page
from service.web.site.visit import Visit


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"text": visit.choices.get("texte"), "after": visit.choices.get("after")}


PAGE = Page(name="team", slug="equipe", group=Group.CARRY_OUT, variables=_variables, file="equipe")
