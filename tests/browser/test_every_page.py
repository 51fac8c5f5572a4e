"""Every page as people have it: in both languages, light and dark, on a telephone and on a desk's screen."""

import pytest

from service.web.site.pages import SITE
from tests.browser.reading import FULL, SHORT, Pages, Reader

pytestmark = pytest.mark.browser
NAMES = [page.name for page in SITE]


def test_every_kind_of_page_is_looked_at(pages: Pages) -> None:
    assert set(pages.by_name) == {page.name for page in SITE}


@pytest.mark.parametrize("name", NAMES)
async def test_it_is_read_by_everybody(reader: Reader, pages: Pages, name: str, full: bool) -> None:
    """No error, no request outside, nothing too wide for window or paper, no violation of WCAG 2.2 AA, a skip link."""
    found: list[str] = []
    for look in FULL if full else SHORT:
        async with reader.window(look) as window, window.open(pages.by_name[name]) as seen:
            wrong = [*seen.wrong, *await seen.violations()]
            if wider := await seen.overflow():
                wrong.append(f"{wider} px wider than the window")
            if tab := await seen.first_tab():
                wrong.append(tab)
            wrong += await seen.cut_off()
            found += [f"{look}: {each}" for each in wrong]
    assert not found, "\n".join(found)
