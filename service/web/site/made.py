"""Pages that were rendered a moment ago: given again while their answer is the same, and for a minute at most."""

import asyncio
from collections import OrderedDict
from typing import Final

from msgspec import Struct

LASTS: Final = 60.0
"""Seconds: no page stays in memory longer, whoever is forgotten meanwhile (docs/erasure.md)."""


class _Page(Struct, frozen=True):
    html: bytes
    until: float


class Made:
    """The pages of a process, those that were asked for last at the end."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self._swept = 0.0

    def get(self, key: str) -> bytes | None:
        """A page that is kept."""
        now = asyncio.get_running_loop().time()
        if now >= self._swept + LASTS:
            self._swept = now
            for old in [each for each, page in self._pages.items() if page.until <= now]:
                del self._pages[old]
        found = self._pages.get(key)
        if found is None or found.until <= now:
            return None
        self._pages.move_to_end(key)
        return found.html

    def keep(self, key: str, html: bytes) -> None:
        """Keep a page that was just made."""
        self._pages[key] = _Page(html, asyncio.get_running_loop().time() + LASTS)
        while len(self._pages) > self._most:
            self._pages.popitem(last=False)
