"""Everything that can be taken away: files, the API, the feed, bundles."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from service.web.opendata import exports
from service.web.site.page import Data, Group, Page
from service.web.site.visit import Visit

FEED: Final = (
    'subscription {{ feed(ledgers: ["{ledger}"]) {{ __typename '
    "... on CloudEvent {{ type ledger position cursor time data }} ... on FeedCheckpoint {{ cursor }} }} }}"
)
"""What a partner begins with: each entry of this register, then live."""


def _view(_: Data, visit: Visit) -> Mapping[str, Any]:
    prefix = "/data/{ledger}/"
    files = [
        (each, [(extension, visit.file(address.removeprefix(prefix))) for extension, address in each.addresses.items()])
        for each in exports(visit.language)
    ]
    feed = msgspec.json.encode({"query": FEED.format(ledger=visit.ledger)}).decode()
    return {
        "feed_json": feed,
        "lists": [each for each in files if each[0].document],
        "others": [e for e in files if not e[0].document],
    }


PAGE = Page(name="data", slug="donnees", group=Group.PROVE, view=_view)
