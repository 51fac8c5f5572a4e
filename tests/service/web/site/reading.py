"""A reader of pages: what a browser would be given, looked at as a document."""

from html.parser import HTMLParser
from typing import Any, Final, Self

import httpx2
from starlette.applications import Starlette

LEDGER: Final = "250000007"
"""The demonstration's authority."""


class Site:
    """A client of the site in process."""

    def __init__(self, app: Starlette, token: str) -> None:
        self.app = app
        self.token = token
        self._client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://greffe.test")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, path: str, **headers: str) -> Any:
        """The response; a path that begins with no slash is one of the demonstration's, in French."""
        address = path if path.startswith("/") else f"/fr/{LEDGER}/{path}"
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._client.get(address, headers=sent)

    async def page(self, path: str, **headers: str) -> str:
        """The HTML of a page that is there."""
        response = await self.get(path, **headers)
        assert response.status_code == 200, (path, response.status_code, response.text[:500])
        return str(response.text)


def words_of(html: str) -> str:
    """The text of a page's main part, spaces made one; what stands in different elements is told apart by a space."""
    main = _Words()
    main.feed(html.partition("<main")[2].partition(">")[2].partition("</main>")[0])
    return " ".join(" ".join(main.found).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
