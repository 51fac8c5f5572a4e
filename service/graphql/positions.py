"""Positions that a client was told of (by a mutation, an event, another answer) and sends back, to be shown no less.

``Greffe-Position: 200000008=57, FR=1203``; or ``Greffe-Position: latest``, which asks for all that is recorded by now.
Browsers do so by a cookie, for as long as an answer may be behind.
"""

import re
from typing import Final

from starlette.requests import HTTPConnection

from service.feed import Least

POSITION: Final = "greffe-position"
COOKIE: Final = "greffe-position-"
"""Followed by the ledger: who writes in two of them is not shown the past of either."""
NOTHING: Final = Least()
_PLACE: Final = re.compile(r"\s*(FR|[0-9]{9})=(0|[1-9][0-9]{0,17})\s*", re.ASCII)


def least_of(connection: HTTPConnection) -> Least:
    """What a request asks an answer to rest on; whatever cannot be read asks for the latest."""
    positions: dict[str, int] = {}
    for header in connection.headers.getlist(POSITION):
        for part in header.split(","):
            if (found := _PLACE.fullmatch(part)) is None:
                return Least(latest=True)
            positions[found[1]] = max(int(found[2]), positions.get(found[1], 0))
    for name, value in connection.cookies.items():
        if name.startswith(COOKIE) and (found := _PLACE.fullmatch(f"{name.removeprefix(COOKIE)}={value}")):
            positions[found[1]] = max(int(found[2]), positions.get(found[1], 0))
    return Least(positions)
