"""Decisions: found by words, theme, body, kind and state; what is in force is one choice among them."""

from collections.abc import Mapping
from typing import Any

from service.messages.labels import LABELS
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

KINDS = tuple(LABELS["DecisionKind"])
STATES = tuple(LABELS["DecisionState"])


def _variables(visit: Visit) -> Mapping[str, Any]:
    chosen = visit.choices
    return {
        "text": chosen.get("texte"),
        "theme": chosen.get("theme"),
        "body": chosen.get("instance"),
        "kind": chosen["type"] if chosen.get("type") in KINDS else None,
        "state": chosen["etat"] if chosen.get("etat") in STATES else None,
        "after": chosen.get("after"),
    }


def _view(_data: Data, _visit: Visit) -> Mapping[str, Any]:
    return {"kinds": KINDS, "states": STATES}


PAGE = Page(
    name="decisions", slug="decisions", group=Group.DECIDE, variables=_variables, view=_view, file="decisions"
)  # fmt: skip
