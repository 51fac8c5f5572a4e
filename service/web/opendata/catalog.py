"""The catalogue that portals harvest (DCAT-AP 3, as JSON-LD): the datasets of each authority, in all their formats.

``/catalog.jsonld`` goes through the authorities ten at a time (hydra), ``/data/{ledger}/catalog.jsonld`` is of one.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from domain.core.identifiers import REFERENCE_LEDGER
from service.access import PUBLIC
from service.graphql.context import Context, Services
from service.graphql.moment import AtInput, resolve_for
from service.graphql.refusals import QueryRefused
from service.ledger import Reader
from service.messages.opendata import said
from service.messages.words import Language
from service.web.asked import language_asked, once
from service.web.opendata.delivery import answering, deliver, one
from service.web.opendata.index import MEDIA_TYPES, Export, exports
from service.web.opendata.publication import SCDL, Publication
from service.web.opendata.reading import Reading, check_parameters, reading_of

JSONLD: Final = "application/ld+json"
PAGE: Final = 10
"""Authorities on one page of the catalogue."""
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_FILE_TYPE: Final = "http://publications.europa.eu/resource/authority/file-type/"
_FILE_TYPES: Final = {"json": "JSON", "csv": "CSV", "ics": "ICS", "atom": "ATOM", "geojson": "GEOJSON"}
_LANGUAGES: Final = {
    "fr": "http://publications.europa.eu/resource/authority/language/FRA",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}
_THEME: Final = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_CONFORMS: Final = {
    "deliberations": SCDL,
    "popolo": "https://www.popoloproject.com/specs/",
    "projets.geojson": "https://www.rfc-editor.org/rfc/rfc7946",
    "seances.ics": "https://www.rfc-editor.org/rfc/rfc5545",
    "echeances.ics": "https://www.rfc-editor.org/rfc/rfc5545",
    "decisions.atom": "https://www.rfc-editor.org/rfc/rfc4287",
    "compositions.atom": "https://www.rfc-editor.org/rfc/rfc4287",
}
_BEGINNING: Final = """
query ($ledger: ID) { entry(authority: $ledger, position: 1) { ... on Entry { effectiveOn } } }"""
Node = dict[str, Any]


class Catalogue:
    """What may be taken here, for machines: always what the public may."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @answering
    async def of_one(self, request: Request) -> Response:
        """``/data/{ledger}/catalog.jsonld``."""
        reading = await reading_of(request)
        address = f"{reading.context.address}/data/{reading.ledger}/catalog.jsonld"
        catalogue = self._catalogue(address, reading.language, await self._datasets(reading), [])
        return await _given(request, reading, catalogue, f"{reading.ledger}-catalog.jsonld")

    @answering
    async def of_all(self, request: Request) -> Response:
        """``/catalog.jsonld``."""
        check_parameters(request, "page")
        language, page = language_asked(request.query_params), _page(once(request.query_params, "page"))
        services: Services = request.app.state.services
        async with services.pool.acquire() as connection:
            heads = await Reader(connection).heads()
        ledgers = sorted(name for name, head in heads.items() if head.position and name != REFERENCE_LEDGER)
        last = max(1, -(-len(ledgers) // PAGE))
        if page > last:
            raise _no_page(page, last)
        datasets: list[Node] = []
        readings = [await _public(services, each, language) for each in ledgers[PAGE * (page - 1) : PAGE * page]]
        for reading in readings:
            datasets += await self._datasets(reading)
        address = f"{services.address}/catalog.jsonld"
        catalogue = self._catalogue(address, language, datasets, _paging(address, page, last, language))
        if not readings:
            raise _nothing()
        return await _given(request, readings[0], catalogue, "catalog.jsonld")

    def _catalogue(self, address: str, language: Language, datasets: list[Node], more: Iterable[Node]) -> Node:
        publishers = {each["dct:publisher"]["@id"]: each["dct:publisher"] for each in datasets}
        host = {"@id": address.rpartition("/catalog")[0], "@type": "foaf:Agent", "foaf:name": address.split("/")[2]}
        catalogue = {
            "@id": address,
            "@type": "dcat:Catalog",
            "dct:title": _text(said("catalogue_title", language), language),
            "dct:description": _text(said("catalogue_description", language), language),
            "dct:publisher": next(iter(publishers.values())) if len(publishers) == 1 else host,
            "dct:language": [{"@id": _LANGUAGES[language]}],
            "dct:license": {"@id": self._publication.licence},
            "dcat:themeTaxonomy": {"@id": "http://publications.europa.eu/resource/authority/data-theme"},
            "dcat:dataset": [{"@id": each["@id"]} for each in datasets],
        }
        return {"@context": CONTEXT, "@graph": [catalogue, *datasets, *more]}

    async def _datasets(self, reading: Reading) -> list[Node]:
        authority = await reading.authority()
        began = (await reading.ask(_BEGINNING))["entry"].get("effectiveOn")
        publisher = {
            "@id": f"urn:siren:{reading.ledger}",
            "@type": "foaf:Organization",
            "foaf:name": authority["name"] or reading.ledger,
            "dct:identifier": reading.ledger,
        }
        found = [each for each in exports(reading.language) if each.name != "catalogue"]
        return [self._dataset(each, reading, publisher, began) for each in found]

    def _dataset(self, export: Export, reading: Reading, publisher: Node, began: str | None) -> Node:
        base, language = f"{reading.context.address}/data/{reading.ledger}/", reading.language
        name = publisher["foaf:name"]
        made: Node = {
            "@id": f"{base}catalog.jsonld#{export.name}",
            "@type": "dcat:Dataset",
            "dct:identifier": f"{reading.ledger}/{export.name}",
            "dct:title": _text(said("of", language, title=export.title, authority=name), language),
            "dct:description": _text(export.description, language),
            "dct:publisher": publisher,
            "dct:language": [{"@id": each} for each in _LANGUAGES.values()],
            "dct:modified": {"@type": "xsd:dateTime", "@value": _instant(reading.moment.recorded_at)},
            "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/CONT"},
            "dcat:theme": {"@id": _THEME},
            "dcat:landingPage": {"@id": f"{reading.context.address}/{language}/{reading.ledger}/donnees"},
            "dcat:distribution": [
                self._distribution(export, extension, reading.context.address + path)
                for extension, path in export.of(reading.ledger).items()
            ],
        }
        if began:
            start = {"@type": "xsd:date", "@value": began}
            made["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": start}
        return made

    def _distribution(self, export: Export, extension: str, address: str) -> Node:
        made: Node = {
            "@id": address,
            "@type": "dcat:Distribution",
            "dct:title": f"{export.title} ({extension})",
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": {"@id": _MEDIA + MEDIA_TYPES[extension]},
            "dct:format": {"@id": _FILE_TYPE + _FILE_TYPES[extension]},
            "dct:license": {"@id": self._publication.licence},
        }
        if export.name in _CONFORMS:
            made["dct:conformsTo"] = {"@id": _CONFORMS[export.name], "@type": "dct:Standard"}
        return made


async def _public(services: Services, ledger: str, language: Language) -> Reading:
    context = Context(**{name: getattr(services, name) for name in services.__dataclass_fields__})
    async with services.pool.acquire() as connection:
        moment = await resolve_for(PUBLIC, context.vault, connection, ledger, AtInput(), context.today)
    return Reading(context, moment, language)


async def _given(request: Request, reading: Reading, catalogue: Node, name: str) -> Response:
    return await deliver(request, reading, one(msgspec.json.encode(catalogue) + b"\n"), JSONLD, name=name)


def _paging(address: str, page: int, last: int, language: Language) -> list[Node]:
    """How a harvester goes on: only where there is more than a page."""
    if last == 1:
        return []
    pages = {"hydra:first": 1, "hydra:previous": page - 1, "hydra:next": page + 1, "hydra:last": last}
    view = {
        name: {"@id": f"{address}?page={number}&lang={language}"}
        for name, number in pages.items()
        if 1 <= number <= last
    }
    return [{"@id": f"{address}?page={page}&lang={language}", "@type": "hydra:PartialCollectionView", **view}]


def _page(given: str | None) -> int:
    if given is None:
        return 1
    if not (given.isascii() and given.isdigit() and len(given) <= 6 and int(given)):
        raise QueryRefused(
            "INVALID_PAGE",
            {"en": "A page is a number from 1 on.", "fr": "Une page est un nombre, à partir de 1."},
        )
    return int(given)


def _no_page(page: int, last: int) -> QueryRefused:
    return QueryRefused(
        "NO_SUCH_PAGE",
        {
            "en": f"The catalogue has {last} pages; {page} was asked for.",
            "fr": f"Le catalogue a {last} pages ; {page} a été demandée.",
        },
        status=404,
    )


def _nothing() -> QueryRefused:
    return QueryRefused(
        "NO_AUTHORITY",
        {"en": "No authority's register is open here yet.", "fr": "Aucun registre d'autorité n'est encore ouvert ici."},
        status=404,
    )


def _text(words: str, language: Language) -> Node:
    return {"@language": language, "@value": words}


def _instant(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
