"""A live service with the demonstration, and a browser that reads it: skipped where there is none, unless asked for.

`make browser` and CI set GREFFE_BROWSER (`full` or `short`), which makes a missing browser a failure.
"""

import contextlib
import os
import time
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
from playwright.async_api import Browser, Error, Playwright, async_playwright

from service.database import Connection
from service.demo import DEMO_LEDGER
from tests.browser.reading import AXE, Pages, Reader, chromium
from tests.conformance.conftest import clerks_token, settings_of
from tests.conftest import cloned
from tests.service.cli.processes import Service, as_process

ASKED = os.environ.get("GREFFE_BROWSER")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """The mark `browser` says that a test needs Chromium and axe-core."""
    if item.get_closest_marker("browser") and not (chromium() and AXE.exists()):
        (pytest.fail if ASKED else pytest.skip)(
            "No Chromium, or no axe-core: install it (Debian: apt-get install chromium-headless-shell; "
            "GREFFE_CHROMIUM names another one), then run make browser"
        )


@pytest.fixture(scope="package")
async def settings(
    server: Connection, server_url: str, demo_template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[dict[str, str]]:
    """Of a service on the demonstration, which all these tests share."""
    async with cloned(server, server_url, demo_template) as database:
        yield settings_of(database, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="package")
def service(settings: dict[str, str]) -> Iterator[Service]:
    """That service, on a free port, signed; whatever it was asked, it has logged no error at its end."""
    as_process("keys", "create", "--name", "greffe.test", env=settings)
    with Service(env=settings) as running:
        signed = f"{running.url}/tlog/{DEMO_LEDGER}/checkpoint"
        while httpx2.get(signed).status_code != 200:
            time.sleep(0.2)
        yield running
        running.stop()
        errors = running.errors()
        assert "ERROR" not in errors, errors
        assert "Traceback" not in errors, errors


@pytest.fixture(scope="package")
def token(settings: dict[str, str]) -> str:
    """A clerk's."""
    return clerks_token(settings)


@pytest.fixture(scope="package")
async def reader(service: Service) -> AsyncIterator[Reader]:
    """Chromium, and what it is told to watch for."""
    async with async_playwright() as playwright, contextlib.AsyncExitStack() as stack:
        browser = await _launched(playwright)
        stack.push_async_callback(browser.close)
        yield Reader(browser, service.url)


async def _launched(playwright: Playwright) -> Browser:
    """Chromium in its sandbox; without it where there is none to be had (root, containers): the pages are our own."""
    if os.geteuid() != 0:
        with contextlib.suppress(Error):
            return await playwright.chromium.launch(executable_path=chromium())
    return await playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])


@pytest.fixture(scope="package")
def pages(service: Service) -> Pages:
    """The address of each page, with one thing of each kind."""
    return Pages.of(service.url)


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether every combination is looked at, or those that differ most."""
    return ASKED == "full"
