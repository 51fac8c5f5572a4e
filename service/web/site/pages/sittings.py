"""Sittings of every body, the latest first."""

from collections.abc import Mapping
from typing import Any

from service.messages.labels import LABELS
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

STATES = tuple(LABELS["SessionState"])


def _variables(visit: Visit) -> Mapping[str, Any]:
    chosen = visit.choices
    return {
        "text": chosen.get("texte"),
        "body": chosen.get("instance"),
        "theme": chosen.get("theme"),
        "state": chosen["etat"] if chosen.get("etat") in STATES else None,
        "after": chosen.get("after"),
    }


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    return {"states": STATES, "bodies": {each["id"]: each["name"] for each in data["authority"]["bodies"]}}


PAGE = Page(
    name="sittings", slug="seances", group=Group.DECIDE, variables=_variables, view=_view, file="seances"
)  # fmt: skip
