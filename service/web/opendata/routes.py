"""The addresses of the open data."""

from starlette.routing import BaseRoute, Route

from service.settings import Settings
from service.web.opendata.calendars import Calendars
from service.web.opendata.catalog import Catalogue
from service.web.opendata.feeds import Feeds
from service.web.opendata.files import ListFiles
from service.web.opendata.geojson import ProjectMap
from service.web.opendata.popolo import Popolo
from service.web.opendata.publication import Publication
from service.web.opendata.scdl import Deliberations


def opendata_routes(settings: Settings | None = None) -> list[BaseRoute]:
    """Every file; what is more than a list of rows comes before the lists."""
    publication = Publication.of(settings)
    lists, calendars, feeds = ListFiles(publication), Calendars(), Feeds(publication)
    catalogue = Catalogue(publication)
    return [
        Route("/catalog.jsonld", catalogue.of_all),
        Route("/data/{ledger}/catalog.jsonld", catalogue.of_one),
        Route("/data/{ledger}/deliberations.csv", Deliberations(publication).csv),
        Route("/data/{ledger}/popolo.json", Popolo(publication).json),
        Route("/data/{ledger}/projets.geojson", ProjectMap(publication).geojson),
        Route("/data/{ledger}/seances.ics", calendars.sessions),
        Route("/data/{ledger}/echeances.ics", calendars.deadlines),
        Route("/data/{ledger}/decisions.atom", feeds.decisions),
        Route("/data/{ledger}/compositions.atom", feeds.compositions),
        Route("/data/{ledger}/{name}.json", lists.json),
        Route("/data/{ledger}/{name}.csv", lists.csv),
        Route("/data/{ledger}/{name:path}", lists.unknown),
    ]
