"""Project reviews: projects with what their last review said, and how each orientation is delivered."""

from collections.abc import Mapping
from typing import Any

from service.messages.labels import LABELS
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

OUTCOMES = tuple(LABELS["ReviewOutcome"])


def _variables(visit: Visit) -> Mapping[str, Any]:
    chosen = visit.choices
    return {
        "text": chosen.get("texte"),
        "theme": chosen.get("theme"),
        "organization": chosen.get("organisme"),
        "outcome": chosen["avis"] if chosen.get("avis") in OUTCOMES else None,
        "after": chosen.get("after"),
    }


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    titles = {each["orientation"]: f"{each['number']} {each['title']}" for each in data["orientations"]["nodes"]}
    return {"outcomes": OUTCOMES, "titles": titles}


PAGE = Page(
    name="reviews", slug="revues", group=Group.CARRY_OUT, variables=_variables, view=_view, file="projets"
)  # fmt: skip
