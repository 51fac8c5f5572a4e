"""What a reader does with a page: by keyboard, without scripts, on paper, with less motion, while others record."""

import uuid

import pytest
from playwright.async_api import expect

from service.demo import DEMO_LEDGER
from service.web.site.pages import SITE
from tests.browser.reading import Look, Pages, Reader
from tests.service.cli.processes import Service

pytestmark = pytest.mark.browser
MOMENTS = ("?on=2021-06-01", "?on=2024-06-01&known_at=2024-03-01", "?on=1950-01-01", "?at_position=1")
REGISTER = """mutation ($id: ID!, $name: String!, $ledger: ID!) {
  record(authority: $ledger, commandId: $id, commands: [
    {registerPerson: {person: "$p", givenName: "Camille", familyName: $name, on: "2026-11-20"}}
  ]) { __typename ... on RecordedResult { positions } ... on RefusedResult { code } }
}"""


async def test_a_day_is_chosen_by_keyboard_alone(reader: Reader) -> None:
    async with reader.window(Look()) as window, window.open("/gouvernance") as seen:
        day = seen.page.get_by_label("Situation au")
        while not await day.evaluate("each => each === document.activeElement"):
            await seen.page.keyboard.press("Tab")
        await seen.page.keyboard.type("01012022", delay=150)  # the same day in every order of day and month
        await seen.page.keyboard.press("Enter")
        await seen.page.wait_for_url("**/gouvernance?on=2022-01-01")
        await expect(seen.page.get_by_role("note")).to_contain_text("1er janvier 2022")
        assert seen.wrong == []


async def test_the_days_of_change_are_gone_through_by_keyboard(reader: Reader) -> None:
    async with reader.window(Look()) as window, window.open("/gouvernance") as seen:
        slider = seen.page.get_by_role("slider")
        last = await slider.get_attribute("aria-valuetext")
        await slider.focus()
        await seen.page.keyboard.press("Home")
        await expect(slider).not_to_have_attribute("aria-valuetext", str(last))
        await expect(seen.page.get_by_role("note")).to_contain_text(str(await slider.get_attribute("aria-valuetext")))
        assert "on=20" in seen.page.url
        await expect(slider).to_be_focused()
        await seen.page.keyboard.press("ArrowRight")
        await expect(slider).to_have_value("1")
        await expect(seen.page.get_by_role("note")).to_contain_text(str(await slider.get_attribute("aria-valuetext")))
        assert [*seen.wrong, *await seen.violations()] == []


async def test_it_works_without_scripts(reader: Reader) -> None:
    async with reader.window(Look(script=False, width=320)) as window, window.open("/") as seen:
        assert await seen.page.evaluate("document.querySelector('details.menu').open")
        await seen.page.locator("#on").fill("2021-06-01")
        await seen.page.get_by_role("button", name="Voir").click()
        assert "on=2021-06-01" in seen.page.url
        await seen.page.get_by_role("searchbox").fill("eau")
        await seen.page.get_by_role("button", name="Rechercher").click()
        assert "q=eau" in seen.page.url
        assert "on=2021-06-01" in seen.page.url, "the day goes along"
        await seen.page.get_by_role("link", name="Journal").click()
        await expect(seen.page.get_by_role("heading", level=1)).to_have_text("Journal")
        assert seen.wrong == []


async def test_other_moments_are_read_as_well(reader: Reader, pages: Pages, full: bool) -> None:
    """Also a day before anything was, and a register of which only the opening was known."""
    found: list[str] = []
    async with reader.window(Look(width=320, scheme="dark")) as window:
        for at, page in enumerate([each for each in SITE if not each.of_one][:: 1 if full else 3]):
            path = f"{pages.by_name[page.name]}{MOMENTS[at % len(MOMENTS)]}"
            async with window.open(path) as seen:
                wrong = [*seen.wrong, *await seen.violations()]
                wrong += [f"{wider} px wider"] if (wider := await seen.overflow()) else []
                found += [f"{path}: {each}" for each in wrong]
    assert not found, "\n".join(found)


async def test_nothing_moves_for_those_who_ask_for_less_motion(reader: Reader) -> None:
    for still, behaviour in ((True, "auto"), (False, "smooth")):
        async with reader.window(Look(still=still)) as window, window.open("/gouvernance") as seen:
            assert await seen.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
            assert await seen.page.evaluate("document.getAnimations().length") == 0


async def test_what_is_recorded_meanwhile_appears_on_an_open_page(reader: Reader, service: Service, token: str) -> None:
    name = f"Essai{uuid.uuid4().hex[:12]}"
    async with reader.window(Look()) as window, window.open("/personnes") as seen:
        await seen.page.evaluate("window.sameDocument = true")
        assert name not in await seen.page.content()
        recorded = service.ask(REGISTER, token, id=name, name=name, ledger=DEMO_LEDGER)["record"]
        assert recorded["__typename"] == "RecordedResult", recorded
        await expect(seen.page.locator("footer")).to_contain_text(str(recorded["positions"][0])[-3:], timeout=15_000)
        await expect(seen.page.get_by_role("status")).to_have_text("La page vient d’être mise à jour.")
        assert await seen.page.evaluate("window.sameDocument"), "without being loaded anew"
        assert seen.wrong == []
