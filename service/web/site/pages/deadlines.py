"""What is due, and what is late, with the rule of each date."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from service.messages.deadline_labels import LABELS
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

HORIZONS = (30, 90, 365)
KINDS = tuple(LABELS["DeadlineKind"])


def _variables(visit: Visit) -> Mapping[str, Any]:
    within = visit.choices.get("sous", "")
    kind = visit.choices.get("type")
    return {
        "within": int(within) if within.isascii() and within.isdigit() and len(within) <= 5 else None,
        "kinds": [kind] if kind in KINDS else None,
        "after": visit.choices.get("after"),
    }


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    nodes = data["deadlines"]["nodes"]
    months = groupby((each for each in nodes if not each["daysLate"]), key=lambda each: each["due"][:7])
    return {
        "late": [each for each in nodes if each["daysLate"]],
        "months": [(month, list(each)) for month, each in months],
        "horizons": HORIZONS,
        "kinds": KINDS,
    }


PAGE = Page(
    name="deadlines", slug="echeances", group=Group.CARRY_OUT, variables=_variables, view=_view, file="echeances"
)  # fmt: skip
