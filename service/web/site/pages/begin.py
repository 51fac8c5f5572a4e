"""A register that knows of no bureau yet: what is there, and what comes next."""

from collections.abc import Mapping
from typing import Any, Final

from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

_STEPS: Final = ("authority", "members", "assembly", "bureau")


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    top = data["authority"]
    kinds = {body["kind"] for body in top["bodies"]}
    done = {
        "authority": bool(top["name"]),
        "members": bool(top["members"]),
        "assembly": "ASSEMBLY" in kinds,
        "bureau": "BUREAU" in kinds,
    }
    return {"steps": [(step, done[step]) for step in _STEPS]}


PAGE = Page(name="begin", slug="", group=Group.NOWHERE, view=_view, file="organes")
