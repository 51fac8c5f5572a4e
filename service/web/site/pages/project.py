"""A project, its reviews, their outcomes and the conditions that were set."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.pictures.lineage import Stage, Step, lineage
from service.web.site.say import Say
from service.web.site.visit import Visit

_KINDS = {"SUPPORTS": "good", "CONTRARY": "off"}


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"id": visit.item}


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    it = data["project"]
    if it is None:
        raise NothingThere
    say = Say(visit.language)
    stages = [Stage(say.word("reviews.project"), (Step(it["title"], say.day(it["registeredOn"])),))]
    for review in it["reviews"]:
        said = say.label("ReviewOutcome", review["outcome"]) if review["outcome"] else say.word("project.in_review")
        day = say.day(review["concludedOn"] or review["heldOn"])
        stages.append(
            Stage(say.word("project.review"), (Step(said, day, kind=_KINDS.get(review["outcome"] or "", "")),))
        )
        conditions = tuple(Step(one["text"], say.label("ConditionState", one["state"])) for one in review["conditions"])
        stages.append(Stage(say.word("reviews.conditions"), conditions[:4]))
    return {"picture": lineage(stages)}


PAGE = Page(name="project", slug="revues", group=Group.NOWHERE, of_one=True, variables=_variables, view=_view)
