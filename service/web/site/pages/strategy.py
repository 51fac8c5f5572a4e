"""The strategy: orientations branch by branch, who carries them, what projects do for them, and the trajectory."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    orientations = data["orientations"]["nodes"]
    carried: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for action in data["actions"]["nodes"]:
        for orientation in action["orientations"]:
            carried[orientation].append(action)
    parts = [(part, list(each)) for part, each in groupby(orientations, key=lambda each: each["part"])]
    return {
        "parts": parts,
        "carried": carried,
        "delivered": {each["key"]: each for each in data["delivery"]},
        "themes": {each["id"]: each["name"] for each in data["themes"]},
        "branches": {each["within"] for each in orientations if each["within"]},
        "nested": {each["orientation"] for each in orientations if each["within"]},
    }


PAGE = Page(name="strategy", slug="strategie", group=Group.CARRY_OUT, view=_view, file="orientations")
