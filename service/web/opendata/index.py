"""The index of all files: what the page of data shows, and what the catalogue is made from."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from service.messages.opendata import FILES, description_of, title_of
from service.messages.words import Language
from service.web.opendata.lists import LISTS

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "json": "application/json",
    "csv": "text/csv",
    "ics": "text/calendar",
    "atom": "application/atom+xml",
    "geojson": "application/geo+json",
    "jsonld": "application/ld+json",
}
"""By extension, without parameters."""
_ALONE: Final[Mapping[str, tuple[str, str]]] = {
    "deliberations": ("deliberations", "csv"),
    "popolo": ("popolo", "json"),
    "seances.ics": ("seances", "ics"),
    "echeances.ics": ("echeances", "ics"),
    "decisions.atom": ("decisions", "atom"),
    "compositions.atom": ("compositions", "atom"),
    "projets.geojson": ("projets", "geojson"),
    "catalogue": ("catalog", "jsonld"),
}
"""Files in one format: the address's last part."""


class Export(NamedTuple):
    """A file that may be taken, in each of its formats."""

    name: str
    title: str
    description: str
    addresses: Mapping[str, str]
    """By extension: a path with ``{ledger}`` in it. It takes the query of a page: on, known_at, at_position, lang."""
    document: str | None
    """The question of the API that gives the same; None where there is no single one."""

    def of(self, ledger: str) -> Mapping[str, str]:
        """The addresses of one authority, by extension."""
        return {extension: path.format(ledger=ledger) for extension, path in self.addresses.items()}


def exports(language: Language) -> list[Export]:
    """Every file, in the order in which they are shown: the lists, then the formats of others."""
    return [_export(name, language) for name in (*LISTS, *_ALONE)]


def _export(name: str, language: Language) -> Export:
    assert name in FILES
    if name in LISTS:
        addresses = {extension: f"/data/{{ledger}}/{name}.{extension}" for extension in ("json", "csv")}
        document: str | None = LISTS[name].document
    else:
        base, extension = _ALONE[name]
        addresses, document = {extension: f"/data/{{ledger}}/{base}.{extension}"}, None
    return Export(name, title_of(name, language), description_of(name, language), addresses, document)
