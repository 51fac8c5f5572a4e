"""What a few words find: who holds a theme they name, people, decisions, arbitrations, projects."""

from collections.abc import Mapping
from typing import Any

from projections.words import stems
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

_ASKING = frozenset(stems("qui delegation delegations delegue charge chargee competence who holds delegate"))


def about(question: str) -> str:
    """A question without the words that only ask: « qui a la délégation eau ? » is about « eau »."""
    return " ".join(stem for stem in stems(question) if stem not in _ASKING)


def _variables(visit: Visit) -> Mapping[str, Any]:
    text = about(visit.choices.get("q", "")[:200])
    return {"text": text, "asked": bool(text)}


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    wanted = about(visit.choices.get("q", "")[:200]).split()
    themes = data["delegationMatrix"]["themes"] if wanted else []
    return {"asked": bool(wanted), "themes": [each for each in themes if _named(each["theme"], wanted)]}


def _named(theme: Mapping[str, Any], wanted: list[str]) -> bool:
    known = list(stems(f"{theme['name']['fr']} {theme['name']['en']}"))
    return any(word.startswith(each) for each in wanted for word in known)


PAGE = Page(name="search", slug="recherche", group=Group.NOWHERE, variables=_variables, view=_view)
