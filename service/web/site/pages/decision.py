"""A decision: where it comes from, what it is in law and why, whom it was told."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.pictures.lineage import Stage, Step, lineage
from service.web.site.say import Say
from service.web.site.visit import Visit


def _variables(visit: Visit) -> Mapping[str, Any]:
    return {"id": visit.item}


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    if data["decision"] is None:
        raise NothingThere
    bodies = {body["id"]: body["name"] for body in data["authority"]["bodies"]}
    return {"bodies": bodies, "picture": lineage(_stages(data, Say(visit.language)))}


def _stages(data: Data, say: Say) -> list[Stage]:
    it = data["decision"]
    asked = tuple(Step(each["question"], say.day(each["openedOn"])) for each in data["arbitrations"]["nodes"])
    taken = Step(it["title"], say.day(it["adoptedOn"]), kind="good" if it["inForce"] else "off")
    told = [(say.word("decision.transmitted"), each["on"]) for each in it["transmissions"]]
    told += [(say.label("PublicationManner", each["manner"]), each["on"]) for each in it["publications"]]
    told += [(say.word("decision.notified"), each["on"]) for each in it["notifications"]]
    since = tuple(
        Step(say.label("DecisionRelationKind", each["kind"]), say.day(each["on"]), kind="off")
        for each in it["relations"]
    )
    return [
        Stage(say.word("decision.asked"), asked),
        Stage(say.word("decision.taken"), (taken,)),
        Stage(say.word("decision.told"), tuple(Step(what, say.day(on)) for what, on in told)),
        Stage(say.word("decision.since"), since),
    ]


PAGE = Page(name="decision", slug="decisions", group=Group.NOWHERE, of_one=True, variables=_variables, view=_view)
