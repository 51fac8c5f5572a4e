"""The addresses of the open data."""

from starlette.routing import BaseRoute, Route

from service.settings import Settings
from service.web.opendata.files import ListFiles
from service.web.opendata.publication import Publication


def opendata_routes(settings: Settings | None = None) -> list[BaseRoute]:
    """Every file; what is more than a list of rows comes before the lists."""
    publication = Publication.of(settings)
    lists = ListFiles(publication)
    return [
        Route("/data/{ledger}/{name}.json", lists.json),
        Route("/data/{ledger}/{name}.csv", lists.csv),
    ]
