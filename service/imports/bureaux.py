"""A CSV of past bureaux and assemblies, for taking over an old register. Reading only; docs/imports.md is its contract.

One line is one person in one seat from one day to another. Column names are French, for those who fill them in; case,
accents, hyphens and underscores do not matter.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from domain.core.entry import Act, ActKind
from domain.core.identifiers import OrganizationId, PersonId, SeatId, Slug, commune, epci, is_siren
from domain.facts.bodies import Cause, Seat, SeatKind
from domain.facts.people import MandateKind
from projections.words import name_key
from service.imports.identity import Face, Holding
from service.imports.rne import date_in, name_in, read_date
from service.imports.source import Source, UnreadableFile, UnreadableLine
from service.imports.table import Line, Table, cell, required
from service.messages import label

BODY, TERM, SEAT, FUNCTION, RANK, FOR = "organe", "mandature", "siege", "fonction", "rang", "pour"
FAMILY, GIVEN, BORN, PERSON = "nom", "prenom", "naissance", "personne"
SINCE, UNTIL, CAUSE = "du", "au", "motif"
MANDATE, MANDATE_SINCE, MANDATE_UNTIL = "mandat", "mandat du", "mandat au"
ACT_KIND, ACT_NUMBER, ACT_DATE, ACT_TITLE = "acte type", "acte numero", "acte date", "acte titre"
REQUIRED: Final = (BODY, TERM, SEAT, FUNCTION, FAMILY, GIVEN, SINCE)
SOMEBODY_ELSE: Final = "nouvelle"

WITH_THE_REST: Final = frozenset(
    {
        Cause.RENEWAL_INSTALLATION,
        Cause.DISSOLUTION,
        Cause.PRESIDENT_REELECTION,
        Cause.REELECTED,
        Cause.SEAT_ABOLISHED,
    }
)
"""Seats that were left because of something else that is recorded: the end itself is no act of its own."""

_SEAT_WORDS: Final = {
    "president": SeatKind.PRESIDENT,
    "presidente": SeatKind.PRESIDENT,
    "vice president": SeatKind.VICE_PRESIDENT,
    "vice presidente": SeatKind.VICE_PRESIDENT,
    "membre du bureau": SeatKind.BUREAU_MEMBER,
    "delegue": SeatKind.FULL_DELEGATE,
    "deleguee": SeatKind.FULL_DELEGATE,
    "titulaire": SeatKind.FULL_DELEGATE,
    "deleguee titulaire": SeatKind.FULL_DELEGATE,
    "suppleant": SeatKind.ALTERNATE_DELEGATE,
    "suppleante": SeatKind.ALTERNATE_DELEGATE,
    "deleguee suppleante": SeatKind.ALTERNATE_DELEGATE,
}
_ALSO: Final = {"pv": "minutes", "demission du delegue": "resignation of delegate"}
"""What people write for some of the register's words."""
_DELEGATES: Final = (SeatKind.FULL_DELEGATE, SeatKind.ALTERNATE_DELEGATE)
_ORGANIZATION: Final = msgspec.json.Decoder(OrganizationId)
_YEAR: Final = re.compile(r"1[89][0-9]{2}|20[0-9]{2}", re.ASCII)

AnyEnum = TypeVar("AnyEnum", bound=StrEnum)


class Tenure(Struct, frozen=True, kw_only=True):
    """A line: who sat where, from when to when, and by which act."""

    line: int
    raw: str
    body: str
    term: str
    seat: Seat
    face: Face
    person: str | None
    """An id, ``nouvelle``, or None: to be found by name."""
    since: dt.date
    until: dt.date | None
    cause: Cause | None
    mandate: Holding | None
    act: Act

    @property
    def is_delegate(self) -> bool:
        """Whether it is a seat of an assembly."""
        return self.seat.kind in _DELEGATES

    def __repr__(self) -> str:
        """The line alone: a repr ends in logs."""
        return f"Tenure({self.line})"


def read_bureaux(source: Source) -> Table:
    """The table of a file.

    Raises:
        UnreadableFile: its header lacks a column.
    """
    table = Table(source)
    if lacking := required(table, REQUIRED):
        raise UnreadableFile("NOT_OF_BUREAUX", source.path, columns=", ".join(lacking))
    return table


def last_day(table: Table) -> dt.date | None:
    """The last day that the file tells of: the same whenever it is imported."""
    days = (
        read_date(line.cells.get(column, ""))
        for line in table.lines()
        if line.error is None
        for column in (SINCE, UNTIL)
    )
    return max((day for day in days if day is not None), default=None)


def tenures(table: Table, taken_over: Act) -> Iterator[Tenure | tuple[Line, UnreadableLine]]:
    """What each line says, or why it cannot be read; ``taken_over`` is the act of lines that cite none: the file."""
    first: dict[tuple[tuple[str, str], ...], int] = {}
    for line in table.lines():
        try:
            if line.error is not None:
                raise line.error
            told = tuple((key, text) for key, text in line.cells.items() if key in _KNOWN)
            if first.setdefault(told, line.number) != line.number:
                raise UnreadableLine("DUPLICATE", first=first[told], what=f"{line.cells[BODY]} {line.cells[SEAT]}"[:80])
            yield _tenure(line, table, taken_over)
        except UnreadableLine as error:
            yield line, error


def _tenure(line: Line, table: Table, taken_over: Act) -> Tenure:
    cell(line, table, SINCE)
    since = date_in(line, table, SINCE)
    until = _date(line, table, UNTIL)
    if until is not None and until <= since:
        raise UnreadableLine("ENDS_BEFORE", column=table.title(UNTIL), other=table.title(SINCE))
    return Tenure(
        line=line.number,
        raw=line.raw,
        body=_matching(line, table, BODY, Slug, "nom court"),
        term=_matching(line, table, TERM, Slug, "nom court"),
        seat=_seat(line, table),
        face=_face(line, table),
        person=_person(line, table),
        since=since,
        until=until,
        cause=_word(line, table, CAUSE, Cause),
        mandate=_mandate(line, table, since),
        act=_act(line, table, taken_over),
    )


def _seat(line: Line, table: Table) -> Seat:
    kind = _SEAT_WORDS.get(name_key(cell(line, table, FUNCTION))) or _word(line, table, FUNCTION, SeatKind)
    assert kind is not None
    rank = line.cells.get(RANK, "")
    if rank and not (rank.isascii() and rank.isdigit() and 1 <= int(rank[:4]) <= 99):
        raise UnreadableLine("NOT_A_CODE", column=table.title(RANK), what="rang")
    member = line.cells.get(FOR, "")
    return Seat(
        seat=_matching(line, table, SEAT, SeatId, "nom de siège"),
        kind=kind,
        rank=int(rank) if rank else None,
        on_behalf_of=_organization(member, table.title(FOR)) if member else None,
    )


def _face(line: Line, table: Table) -> Face:
    born = line.cells.get(BORN, "")
    if born and not _YEAR.fullmatch(born) and read_date(born) is None:
        raise UnreadableLine("NOT_A_DATE", column=table.title(BORN))
    year = int(born) if _YEAR.fullmatch(born) else None
    return Face(name_in(line, table, GIVEN), name_in(line, table, FAMILY), read_date(born), year)


def _person(line: Line, table: Table) -> str | None:
    said = line.cells.get(PERSON, "")
    if not said or said.lower() in (SOMEBODY_ELSE, "nouveau"):
        return SOMEBODY_ELSE if said else None
    return _matching(line, table, PERSON, PersonId, "identifiant de personne")


def _mandate(line: Line, table: Table, since: dt.date) -> Holding | None:
    said = line.cells.get(MANDATE, "")
    if not said:
        return None
    organization = _organization(said, table.title(MANDATE))
    of_commune = organization.startswith("commune:")
    held = MandateKind.MUNICIPAL_COUNCILLOR if of_commune else MandateKind.COMMUNITY_COUNCILLOR
    begun = _date(line, table, MANDATE_SINCE) or since
    ended = _date(line, table, MANDATE_UNTIL)
    if ended is not None and ended <= begun:
        raise UnreadableLine("ENDS_BEFORE", column=table.title(MANDATE_UNTIL), other=table.title(MANDATE_SINCE))
    return Holding(organization, held, begun, ended)


def _act(line: Line, table: Table, taken_over: Act) -> Act:
    number, day = line.cells.get(ACT_NUMBER, ""), _date(line, table, ACT_DATE)
    if not number and day is None:
        return taken_over
    if day is None:
        raise UnreadableLine("MISSING_KEY", key=table.title(ACT_DATE))
    if len(number) > 80:
        raise UnreadableLine("CELL_TOO_LONG", column=table.title(ACT_NUMBER), length=len(number), limit=80)
    title = line.cells.get(ACT_TITLE, "")
    if len(title) > 200:
        raise UnreadableLine("CELL_TOO_LONG", column=table.title(ACT_TITLE), length=len(title), limit=200)
    kind = _word(line, table, ACT_KIND, ActKind) or ActKind.MINUTES
    return Act(kind=kind, date=day, number=number or None, title=title or None)


def _date(line: Line, table: Table, column: str) -> dt.date | None:
    return date_in(line, table, column) if line.cells.get(column) else None


def _organization(said: str, column: str) -> str:
    """A SIREN, an INSEE code, or the id itself."""
    bare = said.replace(" ", "")
    if bare.isascii() and is_siren(bare):
        return epci(bare)
    if re.fullmatch(r"[0-9][0-9AB][0-9]{3}", bare, re.ASCII):
        return commune(bare)
    try:
        return _ORGANIZATION.decode(msgspec.json.encode(bare))
    except msgspec.ValidationError:
        raise UnreadableLine("NOT_A_CODE", column=column, what="SIREN, code INSEE ou identifiant") from None


def _matching(line: Line, table: Table, column: str, kind: object, what: str) -> str:
    try:
        found: str = msgspec.convert(cell(line, table, column), kind)
    except msgspec.ValidationError:
        raise UnreadableLine("NOT_A_CODE", column=table.title(column), what=what) from None
    if found.startswith("$"):
        raise UnreadableLine("NOT_A_CODE", column=table.title(column), what=what)
    return found


def _word(line: Line, table: Table, column: str, enum: type[AnyEnum]) -> AnyEnum | None:
    """A value by its code, or by what the register calls it in either language; None for an empty cell."""
    said = line.cells.get(column, "")
    if not said:
        return None
    key = name_key(said)
    found = _words(enum).get(_ALSO.get(key, key))
    if found is None:
        raise UnreadableLine("NOT_A_WORD", column=table.title(column), known=", ".join(enum))
    return found


def _words(enum: type[AnyEnum]) -> Mapping[str, AnyEnum]:
    words: dict[str, AnyEnum] = {}
    for value in enum:
        for text in (value.value, label(value, "fr"), label(value, "en")):
            words.setdefault(name_key(text), value)
    return words


_KNOWN: Final = frozenset(
    {
        *(BODY, TERM, SEAT, FUNCTION, RANK, FOR, FAMILY, GIVEN, BORN, PERSON, SINCE, UNTIL, CAUSE),
        *(MANDATE, MANDATE_SINCE, MANDATE_UNTIL, ACT_KIND, ACT_NUMBER, ACT_DATE, ACT_TITLE),
    }
)
