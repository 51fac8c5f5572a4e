"""A CSV file with a header, as people send them: UTF-8 or Windows-1252, commas, semicolons or tabs, hostile or clumsy.

Each line is read by itself: a quotation mark left open, or ten megabytes in one cell, cost their own line alone.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from projections.words import name_key
from service.imports.source import MAX_LINE, Source, UnreadableLine, text_of

MAX_CELL: Final = 1_000
"""Characters; the longest cell of the real files has some 200."""
MAX_COLUMNS: Final = 200
_UNSEEN: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]")
"""Control characters, those that turn the order of the others around, and what a wrong conversion leaves."""
_DELIMITERS: Final = (";", ",", "\t")


class Line(Struct, frozen=True):
    """A line: its cells by the keys of the header (lower case, no accents), or why it cannot be read."""

    number: int
    raw: str
    """As it stands in the file, to be mended and given again."""
    cells: Mapping[str, str] = {}
    error: UnreadableLine | None = None

    def __repr__(self) -> str:
        """Its number alone: a repr ends in logs."""
        return f"Line({self.number})"


class Table:
    """A file's header and lines. ``names`` are the header's keys, ``header`` its text."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.encoding = _encoding(source)
        _, first = next(source.lines())
        self.header = first[:MAX_LINE].decode(self.encoding, errors="replace")
        self.delimiter, titles = _split(self.header)
        self.titles = dict(zip(map(name_key, titles), titles, strict=True))
        """As the file writes them, by key."""
        self.names = [name_key(title) for title in titles]

    def lines(self) -> Iterator[Line]:
        """Its lines that are not blank, after the header."""
        lines = self.source.lines()
        next(lines)
        for number, data in lines:
            if data.strip():
                yield self._line(number, data)

    def title(self, key: str) -> str:
        """A column as the file calls it."""
        return self.titles.get(key, key)

    def _line(self, number: int, data: bytes) -> Line:
        raw = data[:MAX_LINE].decode(self.encoding, errors="replace")
        try:
            return Line(number, raw, self._cells(text_of(data, self.encoding)))
        except UnreadableLine as error:
            return Line(number, raw, error=error)

    def _cells(self, text: str) -> dict[str, str]:
        try:
            cells = next(csv.reader([text], delimiter=self.delimiter, strict=True), [])
        except csv.Error:
            raise UnreadableLine("NOT_CSV") from None
        if len(cells) != len(self.names):
            raise UnreadableLine("COLUMN_COUNT", found=len(cells), expected=len(self.names))
        if _UNSEEN.search(text) or len(text) > MAX_CELL:
            for name, cell in zip(self.names, cells, strict=True):
                if _UNSEEN.search(cell):
                    raise UnreadableLine("CONTROL_CHARACTER", column=self.title(name))
                if len(cell) > MAX_CELL:
                    raise UnreadableLine("CELL_TOO_LONG", column=self.title(name), length=len(cell), limit=MAX_CELL)
        return {name: cell.strip() for name, cell in zip(self.names, cells, strict=True)}


def required(table: Table, columns: Sequence[str]) -> list[str]:
    """The columns that a table lacks."""
    return [column for column in columns if column not in table.names]


def cell(line: Line, table: Table, column: str) -> str:
    """What a cell holds.

    Raises:
        UnreadableLine: it is empty.
    """
    found = line.cells.get(column, "")
    if not found:
        raise UnreadableLine("MISSING_KEY", key=table.title(column))
    return found


def _split(header: str) -> tuple[str, list[str]]:
    """What stands between the columns, and their titles: whatever cuts the header into most pieces."""
    best: tuple[str, list[str]] = (";", [header[:MAX_CELL]])
    for delimiter in _DELIMITERS:
        try:
            titles = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            continue
        if len(best[1]) < len(titles) <= MAX_COLUMNS:
            best = (delimiter, titles)
    delimiter, titles = best
    seen: dict[str, int] = {}
    for place, title in enumerate(titles):
        key = name_key(title)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1 or not key:  # a column that has no name of its own is one more that nobody reads
            titles[place] = f"{title} ?{place}"
    return delimiter, [title.strip() for title in titles]


def _encoding(source: Source) -> str:
    """UTF-8, unless no line with an accent is, and all are Windows-1252: then the file was saved by a spreadsheet."""
    if source.data.isascii():
        return "utf-8"
    wrong = False
    for _, line in source.lines():
        if not line.isascii():
            try:
                line.decode("utf-8")
                return "utf-8"
            except UnicodeDecodeError:
                wrong = True
    try:
        source.data.decode("cp1252")
    except UnicodeDecodeError:
        return "utf-8"
    return "cp1252" if wrong else "utf-8"
