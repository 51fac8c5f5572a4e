"""A certificate to print: that an entry stands in the register, with all that proves it without this site."""

from collections.abc import Mapping
from typing import Any

from service.web.site.page import Data, Group, NothingThere, Page
from service.web.site.pages.entry import position_of
from service.web.site.visit import Visit


def _view(data: Data, _: Visit) -> Mapping[str, Any]:
    if data["entry"] is None:
        raise NothingThere
    return {"inclusion": (data["checkpoint"] or {}).get("inclusion")}


PAGE = Page(
    name="certificate", slug="certificat", group=Group.NOWHERE, of_one=True, variables=position_of, view=_view
)  # fmt: skip
