"""What holds of every page: it is there in both languages and at other moments, light, and asked in one pass."""

import re
from html.parser import HTMLParser

import pytest

from service.web.site.page import Page
from service.web.site.pages import SITE
from tests.service.web.site.reading import LEDGER, Site

MOST_STATEMENTS = 12
MOST_BYTES = 150_000
MOMENTS = ("", "?on=2021-06-01", "?on=2024-06-01&known_at=2024-03-01", "?at_position=400")
LISTS = [page for page in SITE if not page.of_one]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
async def test_it_is_there_at_every_moment_and_whole(site: Site, page: Page, language: str) -> None:
    for moment in MOMENTS:
        html = await site.page(f"/{language}/{LEDGER}/{page.slug}{moment}")
        assert len(html.encode()) <= MOST_BYTES
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1
        assert _unbalanced(html) == []


@pytest.mark.parametrize("page", SITE, ids=lambda page: page.name)
async def test_it_is_asked_in_one_pass(site: Site, page: Page, round_trips: list[str]) -> None:
    path = await _one(site, page) if page.of_one else page.slug
    for moment in MOMENTS:
        if await _there(site, path + moment):
            round_trips.clear()
            html = await site.page(path + moment)
            assert len(html.encode()) <= MOST_BYTES
            assert len(round_trips) <= MOST_STATEMENTS, "\n".join(" ".join(each.split())[:150] for each in round_trips)


async def _one(site: Site, page: Page) -> str:
    """An example of a page of one thing: the first to which the list of them leads."""
    if page.name == "certificate":
        return "certificat/412"  # it is led to from the page of its entry
    found = re.search(rf'href="/fr/{LEDGER}/({page.slug}/[^"?.]+)"', await site.page(page.slug))
    assert found is not None
    return found[1]


async def _there(site: Site, path: str) -> bool:
    """Whether the thing existed, and was known, at the moment; today it is."""
    status: int = (await site.get(path)).status_code
    assert status == 200 or "?" in path
    return status == 200


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
async def test_it_is_the_same_until_something_changes(site: Site, page: Page) -> None:
    first = await site.get(page.slug)
    again = await site.get(page.slug, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, no-cache"
    english = await site.get(f"/en/{LEDGER}/{page.slug}")
    assert english.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
async def test_its_json_is_what_the_api_answers(site: Site, page: Page) -> None:
    told = (await site.get(f"{page.slug}.json")).json()
    assert set(told) == {"data", "extensions"}
    assert told["data"]["authority"]["siren"] == LEDGER


async def test_a_register_that_is_not_kept_here_is_no_page(site: Site) -> None:
    response = await site.get("/en/123456789/")
    assert response.status_code == 404
    assert "There is no such page" in response.text


async def test_what_cannot_be_read_is_refused_in_words(site: Site) -> None:
    response = await site.get("gouvernance?on=hier")
    assert response.status_code == 400
    assert "illisible" in response.text


async def test_the_first_address_leads_to_the_one_register(site: Site) -> None:
    response = await site.get("/", accept_language="en-GB,fr;q=0.5")
    assert response.headers["location"] == f"/en/{LEDGER}/"


class _Balance(HTMLParser):
    """Tells elements that are opened and not closed, or closed and not opened."""

    _VOID = ("meta", "link", "input", "br", "img", "hr", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def _unbalanced(html: str) -> list[str]:
    parser = _Balance()
    parser.feed(html)
    return parser.wrong + parser.open


@pytest.mark.parametrize("path", ["/", "/fr/", "/en/"])
async def test_a_token_that_is_none_is_refused_in_words(site: Site, path: str) -> None:
    response = await site.get(path, authorization="Bearer none")
    assert response.status_code == 401
    assert "text/html" in response.headers["content-type"]
