"""Arbitrations: what was asked, and what was settled."""

from collections.abc import Mapping
from typing import Any

from service.messages.labels import LABELS
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

STATES = tuple(LABELS["ArbitrationState"])


def _variables(visit: Visit) -> Mapping[str, Any]:
    chosen = visit.choices
    return {
        "text": chosen.get("texte"),
        "theme": chosen.get("theme"),
        "organization": chosen.get("organisme"),
        "state": chosen["etat"] if chosen.get("etat") in STATES else None,
        "after": chosen.get("after"),
    }


def settled(arbitration: Mapping[str, Any]) -> str:
    """What was chosen, in the words of the option or of the compromise; empty while nothing is."""
    outcome = arbitration["outcome"]
    if outcome is None:
        return ""
    labels = {option["option"]: option["label"] for option in arbitration["options"]}
    return str(outcome["compromise"] or labels.get(outcome["option"], ""))


def _view(_data: Data, _visit: Visit) -> Mapping[str, Any]:
    return {"states": STATES, "settled": settled}


PAGE = Page(
    name="arbitrations", slug="arbitrages", group=Group.DECIDE, variables=_variables, view=_view, file="arbitrages"
)  # fmt: skip
