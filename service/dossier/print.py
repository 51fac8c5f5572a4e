"""What a page prints: titles, facts and tables with the entries that they rest on; the values in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from domain.core.entry import Act
from domain.core.identifiers import REFERENCE_LEDGER
from service.dossier.shape import Dossier
from service.messages.dossier_page import word
from service.messages.labels import label
from service.messages.words import Language, say


class Reference(Struct, frozen=True):
    """An entry, as the page points to it."""

    ledger: str
    position: int

    @property
    def anchor(self) -> str:
        """The id of its row in the list of entries."""
        return f"e-{self.ledger}-{self.position}"

    @property
    def shown(self) -> str:
        """As cells write it: the position alone in the dossier's own ledger."""
        return f"{self.ledger} {self.position}" if self.ledger == REFERENCE_LEDGER else str(self.position)


class Printed(Struct, frozen=True):
    """A fact: what, how it is, and the entry that says so."""

    label: str
    value: str
    entry: Reference | None = None


class Line(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[str, ...]
    entries: tuple[Reference, ...] = ()
    id: str = ""


class Table(Struct, frozen=True):
    """A table with its caption; ``cites``: a last column has the entries."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Line, ...]
    cites: bool = True


class Section(Struct, frozen=True):
    """A part of the page."""

    id: str
    title: str
    facts: tuple[Printed, ...] = ()
    tables: tuple[Table, ...] = ()
    alert: str = ""


class Printer:
    """Says the values of one dossier in one language, people by the names that the vault has by now, or by ids."""

    def __init__(self, dossier: Dossier, people: Mapping[str, str] | None, language: Language) -> None:
        self.dossier, self.language = dossier, language
        self._people = people
        self._organizations = {said.organization: said.name for said in dossier.organizations}

    def word(self, name: str, **values: object) -> str:
        """A word of the page."""
        return word(name, self.language, **values)

    def value(self, value: Any) -> str:
        """Any value, in words: enums by their labels, days as they are written, lists in a row."""
        match value:
            case None | ():
                return ""
            case bool():
                return self.word("yes" if value else "no")
            case StrEnum():
                return label(value, self.language)
            case Act():
                return self.act(value)
            case tuple():
                return ", ".join(self.value(item) for item in value)
            case dt.date() | dt.datetime():
                return str(say(value, "on", self.language))
        return str(value)

    def person(self, who: str | None) -> str:
        """A person by name, with the id that entries bear."""
        if who is None:
            return ""
        if self._people is None:
            return who
        return f"{self._people.get(who) or self.word('unnamed')} ({who})"

    def people(self, who: Iterable[str]) -> str:
        """Several."""
        return ", ".join(self.person(each) for each in who)

    def organization(self, name: str | None) -> str:
        """An organisation by what it was called, with its id."""
        if name is None:
            return ""
        called = self._organizations.get(name)
        return f"{called} ({name})" if called else name

    def organizations(self, names: Iterable[str]) -> str:
        """Several."""
        return ", ".join(self.organization(name) for name in names)

    def act(self, act: Act | None) -> str:
        """An act: kind, number, date, title."""
        if act is None:
            return ""
        parts = (self.value(act.kind), act.number or "", self.value(act.date), act.title or "")
        return ", ".join(part for part in parts if part)

    def fact(self, name: str, value: Any, entry: int | None = None) -> Printed:
        """A fact, its value in words."""
        said = value if isinstance(value, str) and not isinstance(value, StrEnum) else self.value(value)
        return Printed(self.word(name), said, self.own(entry))

    def facts(self, *told: Printed) -> tuple[Printed, ...]:
        """Those that have a value."""
        return tuple(fact for fact in told if fact.value)

    def table(self, caption: str, heads: Iterable[str], rows: Iterable[Line], *, cites: bool = True) -> Table:
        """A table, with a last head for the entries."""
        last = ("entry",) if cites else ()
        return Table(self.word(caption), tuple(self.word(head) for head in (*heads, *last)), tuple(rows), cites)

    def tables(self, *told: Table) -> tuple[Table, ...]:
        """Those that have a row."""
        return tuple(table for table in told if table.rows)

    def own(self, position: int | None) -> Reference | None:
        """An entry of the dossier's ledger."""
        return None if position is None else Reference(self.dossier.ledger, position)

    def line(self, *cells: Any, entries: Iterable[int | None] = (), reference: bool = False) -> Line:
        """A row: cells in words, and the entries that it rests on."""
        ledger = REFERENCE_LEDGER if reference else self.dossier.ledger
        cited = (Reference(ledger, position) for position in dict.fromkeys(entries) if position is not None)
        plain = (c if isinstance(c, str) and not isinstance(c, StrEnum) else self.value(c) for c in cells)
        return Line(tuple(plain), tuple(cited))
