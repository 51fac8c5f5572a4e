"""Everything that can be taken away: files, the API, the feed, bundles."""

from collections.abc import Mapping
from typing import Any

from service.web.opendata import exports
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit


def _view(_: Data, visit: Visit) -> Mapping[str, Any]:
    prefix = "/data/{ledger}/"
    files = [
        (each, [(extension, visit.file(address.removeprefix(prefix))) for extension, address in each.addresses.items()])
        for each in exports(visit.language)
    ]
    return {"lists": [each for each in files if each[0].document], "others": [e for e in files if not e[0].document]}


PAGE = Page(name="data", slug="donnees", group=Group.PROVE, view=_view)
