"""One entry: what it says, what it was made of, and the leaf by which it is proved."""

from collections.abc import Mapping
from typing import Any

import msgspec

from service.web.site.changes import told
from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.say import Say
from service.web.site.visit import Visit

_LARGEST = 2**31 - 1


def position_of(visit: Visit) -> Mapping[str, Any]:
    """The position that an address names; raises NothingThere."""
    item = visit.item or ""
    position = int(item) if item.isascii() and item.isdigit() and len(item) <= len(str(_LARGEST)) else 0
    if not 1 <= position <= _LARGEST:
        raise NothingThere
    return {"position": position}


def _view(data: Data, visit: Visit) -> Mapping[str, Any]:
    found = data["trailEntry"]
    if found is None:
        raise NothingThere
    it = found["entry"]
    fact = msgspec.json.format(msgspec.json.encode(it["fact"]), indent=2).decode() if "fact" in it else None
    return {"fact": fact, "changed": told(found, Say(visit.language))}


PAGE = Page(name="entry", slug="journal", group=Group.NOWHERE, of_one=True, variables=position_of, view=_view)
