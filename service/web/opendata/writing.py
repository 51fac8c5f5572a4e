"""Rows as JSON and as CSV, a page at a time.

CSV is RFC 4180: comma, CRLF, quotes where needed, UTF-8, one line of labels. A cell that a spreadsheet would take for
a formula gets an apostrophe before it, which a spreadsheet hides (OWASP, "CSV injection"): so does what would begin a
cell if the file were cut at semicolons or tabs, as a French spreadsheet does unasked. Plain numbers stay as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from service.messages.labels import label_of
from service.messages.opendata import column_label, said
from service.messages.words import Language
from service.web.opendata.enums import enum_of
from service.web.opendata.listing import SEPARATOR, Listing, at_path

_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_FORMULA: Final = re.compile(r"(?P<before>(?:^|[;\t\r\n\v\f])[\s\ufeff]*)(?P<sign>[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""What begins a formula, at the beginning of a cell or of what may become one."""
_BLANK_START: Final = re.compile(r"^[\t\r\n]")


def json_head(meta: Mapping[str, Any]) -> bytes:
    """The beginning of the file: what it says of itself, up to its items."""
    return msgspec.json.encode(meta)[:-1] + b',"items":['


JSON_TAIL: Final = b"\n]}\n"


def json_rows(rows: Iterable[Mapping[str, Any]], *, first: bool) -> bytes:
    """Items, one on a line, each after a comma unless it is the first of all."""
    lines = [msgspec.json.encode(row) for row in rows]
    if not lines:
        return b""
    return (b"\n" if first else b",\n") + b",\n".join(lines)


def csv_line(values: Iterable[object]) -> bytes:
    """One line, with its end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([disarmed(cell(value)) for value in values])
    return text.getvalue().encode("utf-8", "replace")


class Table:
    """A list as lines of CSV: its columns, and beside each code its words."""

    def __init__(self, listing: Listing, language: Language) -> None:
        self._language = language
        self._columns = [
            (tuple(language if name == "*" else name for name in column.path), enum_of(listing, column), column.key)
            for column in listing.columns
        ]

    def head(self) -> bytes:
        """The line of labels."""
        labels: list[str] = []
        for _, enum, key in self._columns:
            label = column_label(key, self._language)
            labels += [said("code", self._language, label=label), label] if enum else [label]
        return csv_line(labels)

    def lines(self, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """Those of some rows."""
        return b"".join(csv_line(self._cells(row)) for row in rows)

    def _cells(self, row: Mapping[str, Any]) -> Iterator[object]:
        for path, enum, _ in self._columns:
            value = at_path(row, path)
            yield value
            if enum:
                yield _in_words(enum, value, self._language)


def _in_words(enum: str, value: object, language: Language) -> object:
    if isinstance(value, list):
        return [_in_words(enum, each, language) for each in value]
    return label_of(enum, value, language) or value if isinstance(value, str) else value


def cell(value: object) -> str:
    """A value in one cell: nothing for null, true or false, several values apart, anything else as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float():
            return str(value)
        case list():
            return SEPARATOR.join(cell(item) for item in value)
    return msgspec.json.encode(value).decode()


def disarmed(text: str) -> str:
    """The text, with an apostrophe before whatever a spreadsheet would run."""
    if _NUMBER.fullmatch(text):
        return text
    if _BLANK_START.match(text):
        text = f"'{text}"
    return _FORMULA.sub(r"\g<before>'\g<sign>", text)
