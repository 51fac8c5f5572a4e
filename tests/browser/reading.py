"""A reader with a browser: opens a page as people have it, and writes down whatever went wrong on the way."""

import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, Literal, Self

import httpx2
from msgspec import Struct
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Route

from service.demo import DEMO_LEDGER
from service.web.site.pages import SITE

HERE: Final = Path(__file__).parent
AXE: Final = HERE / "node_modules/axe-core/axe.min.js"
_PROGRAMS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PAPER: Final = 680
"""A4 within margins of 15 mm, in CSS pixels."""
_CLIPPED: Final = """[...document.querySelectorAll("main *")]
  .filter(each => each.scrollWidth > each.clientWidth + 1 && !each.classList.contains("hidden"))
  .filter(each => getComputedStyle(each).overflowX !== "visible")
  .map(each => `cut off on paper: ${each.outerHTML.slice(0, 120)}`)"""


def chromium() -> str | None:
    """The browser's program: the one that GREFFE_CHROMIUM names, or one of the path. None is ever downloaded."""
    named = os.environ.get("GREFFE_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _PROGRAMS)), None)


class Look(Struct, frozen=True):
    """How a page is looked at."""

    language: Literal["fr", "en"] = "fr"
    scheme: Literal["light", "dark"] = "light"
    width: int = 1280
    """CSS pixels."""
    script: bool = True
    still: bool = False
    """Whether the reader asks for less motion."""

    def __str__(self) -> str:
        return f"{self.language} {self.scheme} {self.width}px{'' if self.script else ' without scripts'}"


SHORT: Final = (Look(width=320), Look(language="en", scheme="dark"))
"""Each of the two values of everything once."""
FULL: Final = tuple(
    Look(language=language, scheme=scheme, width=width)
    for language in ("fr", "en")
    for scheme in ("light", "dark")
    for width in (320, 1280)
)


class Pages(Struct, frozen=True):
    """Where each page of the site is found: by its name, what follows ``/fr/<ledger>``."""

    by_name: Mapping[str, str]

    @classmethod
    def of(cls, url: str) -> Self:
        """As a running service has them; a page of one thing by the first link that leads to such a page."""
        found = {page.name: f"/{page.slug}" for page in SITE if not page.of_one}
        wanted = {page.slug: page.name for page in SITE if page.of_one and page.name != "certificate"}
        for path in list(found.values()):
            html = httpx2.get(f"{url}/fr/{DEMO_LEDGER}{path}", timeout=60).text
            for slug, name in wanted.items():
                start = f'href="/fr/{DEMO_LEDGER}/{slug}/'
                if name not in found and start in html:
                    found[name] = f"/{slug}/" + html.partition(start)[2].partition('"')[0]
        return cls({**found, "certificate": found["entry"].replace("/journal/", "/certificat/")})


class Seen(Struct):
    """A page that is open, and what went wrong with it."""

    page: Page
    wrong: list[str]

    async def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        wider: int = await self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth"
        )
        return max(wider, 0)

    async def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 AA and its own best practice: rule, place, why."""
        found: list[dict[str, Any]] = await self.page.evaluate(
            "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations", _RULES
        )
        return [
            f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"][:3]
        ]

    async def cut_off(self) -> list[str]:
        """What a printer would not show on A4: what is wider than the sheet, or than what holds it."""
        await self.page.emulate_media(media="print")
        await self.page.set_viewport_size({"width": PAPER, "height": 900})
        found: list[str] = await self.page.evaluate(_CLIPPED)
        return [*found, *(["wider than the sheet"] if await self.overflow() else [])]

    async def first_tab(self) -> str | None:
        """What is wrong with the first Tab, which must be the link to the content."""
        await self.page.keyboard.press("Tab")
        skip = self.page.locator("a.skip")
        if not await skip.evaluate("each => each === document.activeElement && each.getBoundingClientRect().top >= 0"):
            return "the first Tab is not the skip link, or it is not seen"
        await self.page.keyboard.press("Enter")
        there = await self.page.locator("main").evaluate("each => each === document.activeElement")
        return None if there else "the skip link does not lead to the content"


class Reader:
    """A browser at a service: every page that it opens is watched."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self.url = url

    def address(self, path: str, look: Look) -> str:
        """Of a page of the demonstration; a whole path (``/graphiql``) begins with two slashes."""
        return f"{self.url}{path[1:]}" if path.startswith("//") else f"{self.url}/{look.language}/{DEMO_LEDGER}{path}"

    @asynccontextmanager
    async def window(self, look: Look) -> AsyncIterator["Window"]:
        """A window of a fresh browser profile; it goes nowhere but to the service."""
        context = await self._browser.new_context(
            viewport={"width": look.width, "height": 900},
            color_scheme=look.scheme,
            java_script_enabled=look.script,
            reduced_motion="reduce" if look.still else "no-preference",
            locale="fr-FR" if look.language == "fr" else "en-GB",
        )
        try:
            if look.script and AXE.exists():
                await context.add_init_script(path=AXE)
            yield Window(self, context, look)
        finally:
            await context.close()


class Window:
    """One look of one reader, for as many pages as wanted."""

    def __init__(self, reader: Reader, context: BrowserContext, look: Look) -> None:
        self._reader = reader
        self._context = context
        self.look = look

    @asynccontextmanager
    async def open(self, path: str) -> AsyncIterator[Seen]:
        """A page, loaded; every error of the console and every request that left the service is written down."""
        page = await self._context.new_page()
        seen = Seen(page, [])
        page.on("console", lambda message: _note(seen, message))
        page.on("pageerror", lambda error: seen.wrong.append(f"script: {error}"))
        await page.route("**/*", lambda route: self._let_in(seen, route))
        try:
            answer = await page.goto(self._reader.address(path, self.look), wait_until="load")
            if answer is None or answer.status != 200:
                seen.wrong.append(f"answered {answer and answer.status}")
            yield seen
        finally:
            await page.close()

    async def _let_in(self, seen: Seen, route: Route) -> None:
        address = route.request.url
        if address.startswith((f"{self._reader.url}/", "data:")):
            await route.continue_()
        else:
            seen.wrong.append(f"outside request: {address}")
            await route.abort()


def _note(seen: Seen, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        seen.wrong.append(f"console: {message.text}")
