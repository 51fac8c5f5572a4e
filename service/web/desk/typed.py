"""What a form sent: read strictly, within bounds, and without what no keyboard types."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import parse_qsl

from msgspec import Struct
from starlette.requests import ClientDisconnect, Request

MOST: Final = 1024 * 1024
"""Bytes of a form: a sitting with its whole agenda takes some 50 kB."""
MOST_FIELDS: Final = 5000
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\uffff]"
)
"""Control characters, and those that no one sees: zero width, and what turns the direction of a text."""


class TooLarge(Exception):
    """The form is larger than ``MOST``, or has more fields than ``MOST_FIELDS``."""


class NotAForm(Exception):
    """The body is not a form as browsers send it, or did not come whole."""


class Typed(Struct, frozen=True):
    """The values of a form by name, as typed. Those whose name begins with ``_`` are the desk's own."""

    values: Mapping[str, tuple[str, ...]] = {}
    cleaned: tuple[str, ...] = ()
    """Fields out of which invisible characters were taken."""
    guessed: bool = False
    """Whether the text was not UTF-8, and was read as Windows-1252."""

    def one(self, name: str) -> str:
        """A value, spaces around it left out; the empty text when there is none."""
        return next((value.strip() for value in self.values.get(name, ())), "")

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a name, empty ones left out."""
        return tuple(value for each in self.values.get(name, ()) if (value := each.strip()))

    def own(self) -> dict[str, tuple[str, ...]]:
        """What a person typed, without the desk's own values."""
        return {name: values for name, values in self.values.items() if not name.startswith("_")}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What a person typed, pair by pair, for hidden fields."""
        return ((name, value) for name, values in self.own().items() for value in values)

    def without(self, *names: str) -> "Typed":
        """The same with some values taken away."""
        kept = {name: values for name, values in self.values.items() if name not in names}
        return Typed(kept, self.cleaned, self.guessed)


async def read_form(request: Request) -> Typed:
    """The form of a request.

    Raises:
        TooLarge, NotAForm: see there.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise NotAForm
    return typed_of(await _body(request))


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MOST:
                raise TooLarge
            parts.append(part)
    except ClientDisconnect:
        raise NotAForm from None
    return b"".join(parts)


def typed_of(sent: bytes) -> Typed:
    """What the bytes of a form say; raises TooLarge."""
    guessed = False
    try:
        pairs = _pairs(sent, "utf-8")
    except UnicodeDecodeError:
        pairs, guessed = _pairs(sent, "windows-1252", errors="replace"), True
    values: dict[str, list[str]] = {}
    cleaned: dict[str, None] = {}
    for name, value in pairs:
        clean = cleaned_text(value)
        if clean != unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")):
            cleaned[name] = None
        values.setdefault(cleaned_text(name), []).append(clean)
    return Typed({name: tuple(each) for name, each in values.items()}, tuple(cleaned), guessed)


def _pairs(sent: bytes, encoding: str, errors: str = "strict") -> Sequence[tuple[str, str]]:
    try:
        text = sent.decode("ascii")
    except UnicodeDecodeError:  # a browser escapes what is not ASCII; others may not
        text = sent.decode(encoding, errors)
    try:
        return parse_qsl(text, keep_blank_values=True, encoding=encoding, errors=errors, max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise
    except ValueError:
        raise TooLarge from None


def cleaned_text(text: str) -> str:
    """A text without what no one sees, its line breaks made one kind, its accents composed."""
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
