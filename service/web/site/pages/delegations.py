"""Who is empowered: themes by people, with the themes that nobody holds."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

WIDEST = 24
"""People, above whom the matrix is a list by theme: more columns are read by nobody."""


class Row(Struct, frozen=True):
    """One theme: for each person of the matrix, the delegation held, if any."""

    theme: Mapping[str, Any]
    gap: bool
    cells: tuple[Mapping[str, Any] | None, ...]
    holders: tuple[Mapping[str, Any], ...]


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"organization": visit.choices.get("organisme")}


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    matrix = data["delegationMatrix"]
    people = matrix["people"]
    rows = []
    for each in matrix["themes"]:
        held = {holder["person"]["id"]: holder["delegations"][0] for holder in each["holders"] if holder["person"]}
        cells = tuple(held.get(who["id"]) for who in people)
        rows.append(Row(each["theme"], each["gap"], cells, tuple(each["holders"])))
    return {"people": people, "rows": rows, "wide": len(people) <= WIDEST}


PAGE = Page(
    name="delegations", slug="delegations", group=Group.GOVERN, variables=_variables, view=_view, file="delegations"
)  # fmt: skip
