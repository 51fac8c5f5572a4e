"""Files of the Répertoire national des élus: mayors, municipal councillors, EPCI councillors. Reading only.

Sex, profession and nationality are not looked at; the birth date is, and goes no further than a mark (ADR 29).
"""

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from domain.core.calendar import EARLIEST, LATEST
from domain.core.identifiers import commune, epci, is_siren
from domain.facts.people import MandateKind, OfficeKind
from projections.words import name_key
from service.imports.identity import Face, Holding
from service.imports.source import Source, UnreadableFile, UnreadableLine
from service.imports.table import Line, Table, cell, required


class RneKind(StrEnum):
    """What a file lists. The header tells."""

    MAYORS = "MAYORS"
    COUNCILLORS = "COUNCILLORS"
    EPCI_COUNCILLORS = "EPCI_COUNCILLORS"


FAMILY, GIVEN, BORN = "nom de l elu", "prenom de l elu", "date de naissance"
SINCE, FUNCTION, FUNCTION_SINCE = "date de debut du mandat", "libelle de la fonction", "date de debut de la fonction"
COMMUNE, SIREN = "code de la commune", "n siren"
_COMMON: Final = (FAMILY, GIVEN, BORN, SINCE, FUNCTION_SINCE)
_COLUMNS: Final = {
    RneKind.EPCI_COUNCILLORS: (SIREN, *_COMMON, FUNCTION),
    RneKind.COUNCILLORS: (COMMUNE, *_COMMON, FUNCTION),
    RneKind.MAYORS: (COMMUNE, *_COMMON),
}
TITLES: Final = {
    RneKind.MAYORS: "Répertoire national des élus, maires",
    RneKind.COUNCILLORS: "Répertoire national des élus, conseillers municipaux",
    RneKind.EPCI_COUNCILLORS: "Répertoire national des élus, conseillers communautaires",
}

_ORDINAL: Final = r"(?:(?P<rank>[1-9][0-9]?) ?(?:er|ere|re|e|eme|nd|nde|ieme)? )?"
_OF_COUNCILLORS: Final = (
    (OfficeKind.MAYOR, re.compile(r"maire")),
    (OfficeKind.DEPUTY_MAYOR, re.compile(_ORDINAL + r"(?:autre )?adjointe? au maire")),
)
_OF_EPCI: Final = (
    (OfficeKind.EPCI_PRESIDENT, re.compile(r"presidente?(?: d.*)?")),
    (OfficeKind.EPCI_VICE_PRESIDENT, re.compile(_ORDINAL + r"(?:autre )?vice presidente?(?: d.*)?")),
    (OfficeKind.EPCI_BUREAU_MEMBER, re.compile(r"(?:autre )?membre du bureau(?: d.*)?")),
)
_NO_OFFICE: Final = frozenset(
    {"", "conseiller municipal", "conseillere municipale", "conseiller communautaire", "conseillere communautaire"}
)
_NAME: Final = re.compile(r"[^\W\d_]")
_MAX_NAME: Final = 100
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_FRENCH: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class Elected(Struct, frozen=True):
    """What a line says: a mandate, perhaps an office, and whose. ``question`` is what it leaves open."""

    line: int
    face: Face
    holdings: tuple[Holding, ...]
    question: str | None = None


class RneTable(Struct, frozen=True):
    """A file of the RNE, recognised."""

    kind: RneKind
    table: Table

    @property
    def mandate(self) -> MandateKind:
        """The mandate of its people."""
        of_epci = self.kind is RneKind.EPCI_COUNCILLORS
        return MandateKind.COMMUNITY_COUNCILLOR if of_epci else MandateKind.MUNICIPAL_COUNCILLOR


def read_rne(source: Source) -> RneTable:
    """Which file of the RNE it is.

    Raises:
        UnreadableFile: it is none.
    """
    table = Table(source)
    lacking = {kind: required(table, columns) for kind, columns in _COLUMNS.items()}
    found = next((kind for kind, columns in lacking.items() if not columns), None)
    if found is None:
        nearest = min(lacking.values(), key=len)
        raise UnreadableFile("NOT_OF_RNE", source.path, columns=", ".join(nearest))
    return RneTable(found, table)


def organization_of(line: Line, rne: RneTable) -> str:
    """The council of a line.

    Raises:
        UnreadableLine: the line cannot be read, or its code is none.
    """
    if line.error is not None:
        raise line.error
    if rne.kind is RneKind.EPCI_COUNCILLORS:
        siren = cell(line, rne.table, SIREN).replace(" ", "")
        if not (siren.isascii() and is_siren(siren)):
            raise UnreadableLine("NOT_A_CODE", column=rne.table.title(SIREN), what="SIREN")
        return epci(siren)
    insee = cell(line, rne.table, COMMUNE).upper()
    insee = insee.zfill(5) if insee.isascii() and insee.isdigit() else insee
    if not re.fullmatch(r"[0-9][0-9AB][0-9]{3}", insee, re.ASCII):
        raise UnreadableLine("NOT_A_CODE", column=rne.table.title(COMMUNE), what="code INSEE")
    return commune(insee)


def elected(line: Line, rne: RneTable, organization: str) -> Elected:
    """What a line of the perimeter says.

    Raises:
        UnreadableLine: a name or a date is missing, or cannot be.
    """
    table = rne.table
    born = date_in(line, table, BORN) if line.cells.get(BORN) else None
    face = Face(name_in(line, table, GIVEN), name_in(line, table, FAMILY), born)
    cell(line, table, SINCE)
    holdings = [Holding(organization, rne.mandate, date_in(line, table, SINCE))]
    function = "maire" if rne.kind is RneKind.MAYORS else name_key(line.cells[FUNCTION])
    if function in _NO_OFFICE or function.startswith("maire delegue"):
        return Elected(line.number, face, tuple(holdings))
    office = _office(function, rne.kind)
    if office is None:
        return Elected(line.number, face, tuple(holdings), "FUNCTION_UNKNOWN")
    if not line.cells[FUNCTION_SINCE]:
        return Elected(line.number, face, tuple(holdings), "OFFICE_UNDATED")
    held, rank = office
    holdings.append(Holding(organization, held, date_in(line, table, FUNCTION_SINCE), rank=rank))
    return Elected(line.number, face, tuple(holdings))


def dates_of(rne: RneTable) -> Iterator[dt.date]:
    """The days on which what the file lists began, as far as they can be read."""
    for line in rne.table.lines():
        for column in (SINCE, FUNCTION_SINCE):
            if line.error is None and line.cells[column]:
                day = read_date(line.cells[column])
                if day is not None:
                    yield day


def read_date(text: str) -> dt.date | None:
    """A day written 2026-03-15 or 15/03/2026; None when it is no day, or none of the register's time."""
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _FRENCH.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date if EARLIEST <= date <= LATEST else None


def date_in(line: Line, table: Table, column: str) -> dt.date:
    """The day of a cell.

    Raises:
        UnreadableLine: it is none.
    """
    found = read_date(line.cells[column])
    if found is None:
        raise UnreadableLine("NOT_A_DATE", column=table.title(column))
    return found


def name_in(line: Line, table: Table, column: str) -> str:
    """The name of a cell.

    Raises:
        UnreadableLine: it is empty, too long, has no letter, or begins as a formula does.
    """
    name = " ".join(cell(line, table, column).split())
    if len(name) > _MAX_NAME:
        raise UnreadableLine("CELL_TOO_LONG", column=table.title(column), length=len(name), limit=_MAX_NAME)
    if not _NAME.search(name) or name[0] in "=+@":
        raise UnreadableLine("NOT_A_NAME", column=table.title(column))
    return name


def _office(function: str, kind: RneKind) -> tuple[OfficeKind, int | None] | None:
    for office, pattern in _OF_EPCI if kind is RneKind.EPCI_COUNCILLORS else _OF_COUNCILLORS:
        if found := pattern.fullmatch(function):
            rank = found.groupdict().get("rank")
            return office, int(rank) if rank else None
    return None
