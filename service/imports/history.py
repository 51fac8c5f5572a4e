"""Which commune was seen in which EPCI each 1 January: intervals of observations, never legal dates.

A commune or an EPCI that is in no open interval is gone: the yearly files of today do not name it, so its name is
recorded from here, under the last year that it was seen.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from service.imports.reading import BadRow, Reading, Row, dataset, gather, row, unreadable
from service.imports.source import Source, UnreadableFile, UnreadableLine, open_source, text_of

COLUMNS: Final = ("code_insee", "commune", "epci_siren", "epci_nom", "observed_from", "observed_to_excl")
_OBSERVATION: Final = {
    "commune": "code_insee",
    "epci": "epci_siren",
    "on": "observed_from",
    "observedUntil": "observed_to_excl",
}
_COMMUNE: Final = {"commune": "code_insee", "name": "commune", "vintage": "observed_to_excl"}
_EPCI: Final = {"epci": "epci_siren", "name": "epci_nom", "vintage": "observed_to_excl"}
_NATURES: Final = {"CC": "CC", "CA": "CA", "CU": "CU", "Métropole": "METRO", "Metropole": "METRO"}
"""The legal nature is the first word of most names."""


class Seen(Struct, frozen=True):
    """A line of the file, as text."""

    line: int
    insee: str
    commune: str
    siren: str
    epci: str
    since: str
    until: str


def read_history(path: Path) -> Reading:
    """What a file of membership intervals comes to, in order of commune and date.

    Raises:
        UnreadableFile: it cannot be read, or its first line lacks a column.
    """
    return history_reading(open_source(path))


def history_reading(source: Source) -> Reading:
    """The same of bytes that were read, or sent.

    Raises:
        UnreadableFile: its first line lacks a column.
    """
    return gather(source, f"history-{source.digest}", history_rows(source))


def history_rows(source: Source) -> Iterator[Row | BadRow]:
    """The commands of each line that can be read, and why the others cannot."""
    seen: list[Seen] = []
    for item in _seen(source):
        if isinstance(item, Seen):
            seen.append(item)
        else:
            yield item
    seen.sort(key=lambda item: (item.insee, item.since, item.line))
    days = [day for item in seen for day in (item.since, item.until) if day]
    act = dataset(source, max(days, default=""))
    named = {**_gone(seen, "siren"), **_gone(seen, "insee")}
    for item in seen:
        for code in (item.siren, item.insee):
            if named.get(code) is item:
                yield _identity(source, item, code, act)
        yield row(source, item.line, {"observeMembership": _observation(item) | {"act": act}}, _OBSERVATION)


def _seen(source: Source) -> Iterator[Seen | BadRow]:
    lines = source.lines()
    _, header = next(lines)
    names, delimiter = _header(source, header)
    first: dict[tuple[str, str, str], int] = {}
    for number, line in lines:
        if not line.strip():
            continue
        try:
            item = _cells(number, line, names, delimiter)
            key = (item.insee, item.siren, item.since)
            if first.setdefault(key, number) != number:
                what = f"{item.insee}, {item.siren}, {item.since}"
                raise UnreadableLine("DUPLICATE", first=first[key], what=what[:80])
        except UnreadableLine as error:
            yield unreadable(source, number, error)
        else:
            yield item


def _header(source: Source, line: bytes) -> tuple[list[str], str]:
    """The columns' names, and what stands between them: a comma, or the semicolon of French spreadsheets."""
    text = line[:10_000].decode("utf-8", errors="replace").replace("\0", "")
    missing = list(COLUMNS)
    for delimiter in (",", ";", "\t"):
        names = [name.strip().strip('"').lower() for name in text.split(delimiter)]
        if set(COLUMNS) <= set(names):
            return names, delimiter
        lacking = [column for column in COLUMNS if column not in names]
        missing = lacking if len(lacking) < len(missing) else missing
    raise UnreadableFile("MISSING_COLUMNS", source.path, columns=", ".join(missing))


def _cells(number: int, line: bytes, names: list[str], delimiter: str) -> Seen:
    """One line by itself, so that a quotation mark left open costs no other."""
    try:
        cells = next(csv.reader([text_of(line)], delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableLine("NOT_CSV") from None
    if len(cells) != len(names):
        raise UnreadableLine("COLUMN_COUNT", found=len(cells), expected=len(names))
    by_name = dict(zip(names, (cell.strip() for cell in cells), strict=True))
    for column in COLUMNS[:-1]:
        if not by_name[column]:
            raise UnreadableLine("MISSING_KEY", key=column)
    return Seen(number, *(by_name[column] for column in COLUMNS))


def _gone(seen: Iterable[Seen], code: str) -> dict[str, Seen]:
    """By its code, what is in no open interval, and the line that saw it last."""
    last: dict[str, Seen] = {}
    for item in seen:
        known = last.get(getattr(item, code))
        if known is None or (item.until or "9") > (known.until or "9"):
            last[getattr(item, code)] = item
    return {code: item for code, item in last.items() if item.until}


def _observation(item: Seen) -> dict[str, Any]:
    return {"commune": item.insee, "epci": item.siren, "on": item.since, "observedUntil": item.until or None}


def _identity(source: Source, item: Seen, code: str, act: dict[str, str]) -> Row | BadRow:
    """The name of what is gone, as it was on the last 1 January that saw it."""
    year = int(item.until[:4]) - 1 if item.until[:4].isdecimal() else 0
    said = {"vintage": year, "on": f"{year:04}-01-01", "act": act}
    if code == item.siren:
        nature = _NATURES.get(item.epci.partition(" ")[0])
        return row(source, item.line, {"recordEpci": said | {"epci": code, "name": item.epci, "nature": nature}}, _EPCI)
    department = code[:3] if code.startswith(("97", "98")) else code[:2]
    identity = {"commune": code, "name": item.commune, "department": department}
    return row(source, item.line, {"recordCommune": said | identity}, _COMMUNE)
