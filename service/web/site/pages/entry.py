"""One entry: what it says, what it was made of, and the leaf by which it is proved."""

from collections.abc import Mapping
from typing import Any

import msgspec

from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.visit import Visit

_LARGEST = 2**31 - 1


def _variables(visit: Visit) -> Mapping[str, Any]:
    item = visit.item or ""
    position = int(item) if item.isascii() and item.isdigit() and len(item) <= len(str(_LARGEST)) else 0
    if not 1 <= position <= _LARGEST:
        raise NothingThere
    return {"position": position}


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    found = data["entry"]
    if found is None:
        raise NothingThere
    fact = msgspec.json.format(msgspec.json.encode(found["fact"]), indent=2).decode() if "fact" in found else None
    return {"fact": fact}


PAGE = Page(name="entry", slug="journal", group=Group.NOWHERE, of_one=True, variables=_variables, view=_view)
