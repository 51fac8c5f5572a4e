"""Every link of every page leads somewhere: a reader who follows them all comes upon no error."""

import html
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from tests.service.web.site.reading import LEDGER, Site

SIGNED = ("/tlog/", "/export/")
"""No signer runs here: there is no checkpoint to be had."""
EACH = 2
"""Pages of one kind that are followed: the same path but for an id, the same names in the query."""
_LINK = re.compile(r'(?:href|src|action)="([^"]*)"')


async def test_every_link_leads_somewhere(site: Site) -> None:
    waiting, kinds, seen, broken = [f"/fr/{LEDGER}/"], Counter[str](), 0, []
    while waiting:
        address = waiting.pop()
        response = await site.get(address)
        seen += 1
        if response.status_code not in (200, 303, 307):  # the desk leads to its sign-in
            broken.append((response.status_code, address))
            continue
        if "text/html" not in response.headers.get("content-type", ""):
            continue
        for found in _LINK.findall(response.text):
            link = html.unescape(found).partition("#")[0]
            if not link.startswith("/") or link.startswith(SIGNED):
                continue
            kind = _kind(link)
            if kinds[kind] < EACH:
                kinds[kind] += 1
                waiting.append(link)
    assert broken == []
    assert seen > 100, "it did not walk"


def _kind(link: str) -> str:
    """The pages that are made by the same code: an id, a position or a cursor makes no difference."""
    parts = urlsplit(link)
    pieces = parts.path.split("/")
    if pieces[1:2] == ["data"]:  # its own tests read every file
        pieces = ["", "data", parts.path.rpartition(".")[2]]
    shape = [*pieces[:4], *("*" for _ in pieces[4:])]
    return "/".join(shape) + "?" + ",".join(sorted(parse_qs(parts.query)))
