"""An arbitration: the question, what each said, what was settled and why, what follows from it."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.pages.arbitrations import settled
from service.web.site.pictures.lineage import Stage, Step, lineage
from service.web.site.say import Say
from service.web.site.visit import Visit


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"id": visit.item}


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    it = data["arbitration"]
    if it is None:
        raise NothingThere
    labels = {option["option"]: option["label"] for option in it["options"]}
    return {"labels": labels, "settled": settled(it), "picture": lineage(_stages(it, Say(visit.language)))}


def _stages(it: Mapping[str, Any], say: Say) -> list[Stage]:
    outcome = it["outcome"]
    chosen = (Step(settled(it), say.day(outcome["on"]), kind="good"),) if outcome else ()
    return [
        Stage(say.word("arbitration.asked"), (Step(it["question"], say.day(it["openedOn"])),)),
        Stage(
            say.word("arbitration.exchanged"),
            tuple(Step(each["place"] or each["exchange"], say.day(each["heldOn"])) for each in it["exchanges"]),
        ),
        Stage(say.word("arbitration.settled"), chosen),
        Stage(
            say.word("arbitration.decided"),
            tuple(Step(decision, "") for decision in (outcome["decisions"] if outcome else ())),
        ),
        Stage(
            say.word("arbitration.followed"),
            tuple(Step(each["title"], say.word(f"follow.{each['state']}")) for each in it["followUps"]),
        ),
    ]


PAGE = Page(name="arbitration", slug="arbitrages", group=Group.NOWHERE, of_one=True, variables=_variables, view=_view)
