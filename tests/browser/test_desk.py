"""The secretariat at work by keyboard alone: signs in, fills a form, checks it, records; others see it appear."""

import re
from typing import Final

import pytest
from playwright.async_api import Page, expect

from tests.browser.reading import Look, Reader

pytestmark = pytest.mark.browser

FARTHEST: Final = 120
"""Presses of Tab from the top of a page to whatever is looked for."""


async def test_a_resignation_is_recorded_by_keyboard_alone_and_appears_on_another_open_page(
    reader: Reader, token: str
) -> None:
    async with (
        reader.window(Look()) as others,
        others.open("/gouvernance") as looked_at,
        reader.window(Look()) as own,
        own.open("/secretariat/demission") as seen,
    ):
        held = looked_at.page.locator("tr", has_text="Autre membre du bureau").filter(has_text="Peyrolande")
        await expect(held).to_have_count(1)
        page = seen.page
        assert await seen.violations() == []
        await _reach(page, "#token")
        await page.keyboard.type(token)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Démission")
        assert await seen.violations() == []
        await _reach(page, "#d-seat")
        await page.keyboard.type("M4")
        await _reach(page, "#d-on")
        await _type_day(page, "20", "11", "2026")
        await _reach(page, "#d-act_date")
        await _type_day(page, "18", "11", "2026")
        await _reach(page, "button[name=_do][value=preview]:not(.hidden)")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("main")).to_contain_text("Peyrolande")
        assert await seen.violations() == []
        await _reach(page, "button[name=_do][value=record]")
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(re.compile(r"recorded=\d+"))
        await expect(held).to_have_count(0, timeout=15_000)
        assert seen.wrong == []
        assert looked_at.wrong == []


async def _reach(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(FARTHEST):
        await page.keyboard.press("Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no Tab leads to {selector}")


async def _type_day(page: Page, day: str, month: str, year: str) -> None:
    """Into a date's field, whose parts stand in the order of the browser's own language, not of the page's."""
    for first, second in ((day, month), (month, day)):
        for _ in range(3):
            await page.keyboard.press("ArrowLeft")
        await page.keyboard.type(first + second + year)
        if await page.evaluate("document.activeElement.value") == f"{year}-{month}-{day}":
            return
    pytest.fail("the day could not be typed")
