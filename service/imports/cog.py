"""Identity and population of communes and EPCIs, from the npm package ``@etalab/decoupage-administratif``.

The vintage is that of each file, never of the package: ``epci.json`` is byte for byte the file of 2025 in 5.0.1, 5.3.0
and 6.0.0. A file that is not known by its digest needs its vintage said.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from service.imports.json_list import elements
from service.imports.reading import BadRow, Reading, Row, Warned, dataset, gather, row, unreadable, warn
from service.imports.source import Source, UnreadableFile, UnreadableLine, open_source

KNOWN_VINTAGES: Final[Mapping[str, int]] = {
    "6cafec09b4e127d08edc47f366b28261bee70cca323fbfcb957dd169fcad9284": 2026,
    "40758ace686311837c484da81c2a8ba00a9f356bc6210f3316c6b19daa4dc967": 2025,
}
"""By SHA-256: communes.json of 6.0.0, and epci.json of 5.0.1 to 6.0.0."""
_FOLDERS: Final = ("", "data", "package/data", "node_modules/@etalab/decoupage-administratif/data")
_NOT_COMMUNES: Final = {"commune-deleguee", "commune-associee", "arrondissement-municipal"}
"""They are parts of communes: no seat and no membership as such."""

_COMMUNE: Final = {"commune": "code", "name": "nom", "department": "departement"}
_EPCI: Final = {
    "epci": "code",
    "name": "nom",
    "nature": "type",
    "taxRegime": "modeFinancement",
    "population": "populationMunicipale",
}

Parse = Callable[[Source, int], Iterator[Row | BadRow | None]]


def read_cog(
    directory: Path, *, communes_vintage: int | None = None, epcis_vintage: int | None = None
) -> list[Reading]:
    """What ``communes.json`` and ``epci.json`` of a folder come to: one reading for each file that is there.

    Raises:
        UnreadableFile: neither file is there, one cannot be read, or its vintage is not known.
    """
    folder = next((directory / name for name in _FOLDERS if (directory / name / "communes.json").exists()), directory)
    asked: tuple[tuple[str, int | None, Parse], ...] = (
        ("communes", communes_vintage, commune_rows),
        ("epci", epcis_vintage, epci_rows),
    )
    there = [name for name, _, _ in asked if (folder / f"{name}.json").exists()]
    if not there:
        raise UnreadableFile("NO_SUCH_DATA", directory)
    missing = [warn("FILE_MISSING", path=f"{name}.json") for name, _, _ in asked if name not in there]
    readings = []
    for name, vintage, parse in asked:
        if name in there:
            option = f"--{'communes' if name == 'communes' else 'epcis'}-vintage"
            source = open_source(folder / f"{name}.json")
            readings.append(vintage_reading(source, name, vintage, parse, missing, option=option))
    return readings


def vintage_reading(
    source: Source, name: str, given: int | None, parse: Parse, warnings: list[Warned], *, option: str
) -> Reading:
    """What a file of one year comes to; the year is given, or known by the digest of the file.

    Raises:
        UnreadableFile: its year is not known, or cannot be; ``option`` says how to give it.
    """
    known = KNOWN_VINTAGES.get(source.digest)
    vintage = given or known
    if vintage is None:
        raise UnreadableFile("UNKNOWN_VINTAGE", source.path, option=option)
    if not 1943 <= vintage <= 2199:
        raise UnreadableFile("IMPOSSIBLE_VINTAGE", source.path, vintage=vintage, option=option)
    said = list(warnings)
    if known not in (None, vintage):
        said.append(warn("VINTAGE_CONTRADICTED", path=source.path.name, known=known, vintage=vintage))
    elif name == "epci" and known is not None:
        said.append(warn("EPCI_VINTAGE", path=source.path.name, vintage=known))
    return gather(source, f"{name}-{vintage}-{source.digest}", parse(source, vintage), said)


def commune_rows(source: Source, vintage: int) -> Iterator[Row | BadRow | None]:
    """A command for each commune; None for what is part of a commune."""
    act = dataset(source, f"{vintage}-01-01")
    first: dict[str, int] = {}
    for line, item in elements(source):
        try:
            found = _object(item)
            kind = str(_get(found, "type"))
            if kind in _NOT_COMMUNES:
                yield None
                continue
            if kind != "commune-actuelle":
                raise UnreadableLine("UNKNOWN_TYPE", found=kind[:40])
            command = {column: _get(found, key) for column, key in _COMMUNE.items()}
            _check_first(first, command["commune"], line)
        except UnreadableLine as error:
            yield unreadable(source, line, error)
            continue
        command |= {"siren": found.get("siren"), "population": found.get("population")}
        command |= {"vintage": vintage, "on": f"{vintage}-01-01", "act": act}
        yield row(source, line, {"recordCommune": command}, _COMMUNE)


def epci_rows(source: Source, vintage: int) -> Iterator[Row | BadRow | None]:
    """A command for each EPCI. All of this file raise their own tax; its members are not taken from it."""
    act = dataset(source, f"{vintage}-01-01")
    first: dict[str, int] = {}
    for line, item in elements(source):
        try:
            found = _object(item)
            command = {column: _get(found, key) for column, key in _EPCI.items()}
            _check_first(first, command["epci"], line)
        except UnreadableLine as error:
            yield unreadable(source, line, error)
            continue
        command |= {"ownTax": True, "vintage": vintage, "on": f"{vintage}-01-01", "act": act}
        yield row(source, line, {"recordEpci": command}, _EPCI)


def _object(item: dict[str, Any] | UnreadableLine) -> dict[str, Any]:
    if isinstance(item, UnreadableLine):
        raise item
    return item


def _get(item: Mapping[str, Any], key: str) -> Any:
    if item.get(key) is None:
        raise UnreadableLine("MISSING_KEY", key=key)
    return item[key]


def _check_first(first: dict[str, int], code: object, line: int) -> None:
    what = str(code)[:40]
    if first.setdefault(what, line) != line:
        raise UnreadableLine("DUPLICATE", first=first[what], what=what)
