"""A sitting: how it was convened, who was there, what was voted item by item, and what was decided."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.visit import Visit


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"id": visit.item}


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    it = data["session"]
    if it is None:
        raise NothingThere
    taken: dict[str | None, list[Mapping[str, Any]]] = defaultdict(list)
    for decision in data["decisions"]["nodes"]:
        taken[decision["item"]].append(decision)
    items = [each["item"] for each in it["agenda"]]
    return {
        "bodies": {each["id"]: each["name"] for each in data["authority"]["bodies"]},
        "titles": {each["item"]: each["title"] for each in it["agenda"]},
        "dealt": {each["item"]["item"]: each for each in it["proceedings"]},
        "taken": taken,
        "others": [each for item, found in taken.items() if item not in items for each in found],
    }


PAGE = Page(name="sitting", slug="seances", group=Group.NOWHERE, of_one=True, variables=_variables, view=_view)
