"""The journal: everything that was recorded, what each entry changed, and what became of it."""

from collections.abc import Mapping
from typing import Any

from service.web.site.changes import briefly
from service.web.site.page import Data, Group, Page
from service.web.site.say import Say
from service.web.site.visit import Visit

FILTERS = {"texte": "text", "personne": "person", "organisme": "organization", "theme": "theme", "objet": "about"}
"""The address's French words for the trail's filters."""


def _variables(visit: Visit) -> Mapping[str, Any]:
    chosen = {name: visit.choices[word] for word, name in FILTERS.items() if word in visit.choices}
    return {"filter": chosen or None, "after": visit.choices.get("after")}


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    others = [(word, visit.choices[word]) for word in FILTERS if word in visit.choices and word != "texte"]
    say = Say(visit.language)
    changed = {node["position"]: briefly(node, say) for node in data["auditTrail"]["nodes"]}
    return {"others": others, "changed": changed}


PAGE = Page(name="journal", slug="journal", group=Group.PROVE, variables=_variables, view=_view, file="journal")
