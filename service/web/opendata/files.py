"""Every list as JSON and as CSV."""

from collections.abc import AsyncIterator
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from service.graphql.refusals import QueryRefused
from service.messages.opendata import description_of, title_of
from service.web.opendata.delivery import answering, deliver
from service.web.opendata.listing import Listing
from service.web.opendata.lists import LISTS
from service.web.opendata.publication import Publication
from service.web.opendata.reading import Reading, pages, reading_of
from service.web.opendata.writing import JSON_TAIL, Table, json_head, json_rows

JSON: Final = "application/json"
CSV: Final = "text/csv; charset=utf-8; header=present"


class ListFiles:
    """``/data/{ledger}/{name}.json`` and ``.csv``."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @answering
    async def json(self, request: Request) -> Response:
        """The rows as the API gives them, after what the file says of itself."""
        listing, reading = _listing(request), await reading_of(request)
        head = json_head(await described(reading, listing.name, self._publication))
        return await deliver(request, reading, _json(reading, listing, head), JSON, name=file_name(request, reading))

    @answering
    async def csv(self, request: Request) -> Response:
        """A line for each row."""
        listing, reading = _listing(request), await reading_of(request)
        return await deliver(request, reading, _csv(reading, listing), CSV, name=file_name(request, reading))

    @answering
    async def unknown(self, request: Request) -> Response:
        """Whatever is no file."""
        raise _unknown(request.path_params["name"])


async def described(reading: Reading, name: str, publication: Publication) -> dict[str, Any]:
    """What a file of JSON says of itself."""
    authority = await reading.authority()
    return {
        "title": title_of(name, reading.language),
        "description": description_of(name, reading.language),
        "authority": {"siren": reading.ledger, "name": authority["name"]},
        "asOf": reading.as_of(),
        "licence": publication.licence,
    }


def file_name(request: Request, reading: Reading) -> str:
    """Whose, of what, of which day and position: two files of one list are told apart in a folder."""
    base, _, extension = request.url.path.rpartition("/")[2].rpartition(".")
    moment = reading.moment
    return f"{reading.ledger}-{base}-{moment.on}-{moment.view.position}.{extension}"


async def _json(reading: Reading, listing: Listing, head: bytes) -> AsyncIterator[bytes]:
    yield head
    first = True
    async for page in pages(reading, listing):
        if page:
            yield json_rows(page, first=first)
            first = False
    yield JSON_TAIL


async def _csv(reading: Reading, listing: Listing) -> AsyncIterator[bytes]:
    table = Table(listing, reading.language)
    yield table.head()
    async for page in pages(reading, listing):
        if page:
            yield table.lines(page)


def _listing(request: Request) -> Listing:
    name = request.path_params["name"]
    if name not in LISTS:
        raise _unknown(name)
    return LISTS[name]


def _unknown(name: str) -> QueryRefused:
    return QueryRefused(
        "NO_SUCH_FILE",
        {"en": f"There is no file {name[:40]!r}.", "fr": f"Il n'y a pas de fichier {name[:40]!r}."},
        rule=f"the lists are {', '.join(LISTS)}, each as .json and .csv",
        status=404,
    )
