"""The lines of a file of commands: ``{"commandId": "...", "commands": [{"fillSeat": {...}}]}``, one request on each.

Each line is read by itself, so that a hostile one costs its own number and a sentence, never the process.
"""

import datetime as dt
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

import click
import msgspec
from graphql import GraphQLError
from msgspec import Struct, structs

from domain.people import RegisterPerson
from domain.rectification import Rectify
from domain.register import COMMANDS, Instruction
from service.commands import InvalidCommand, decode_commands
from service.graphql.scalars import parse_instant

MAX_LINE: Final = 1_000_000
"""Bytes, as in the API."""
KEYS: Final = ("commandId", "commands", "authority", "expectedPosition", "recordedAt")
_BLOCK: Final = 1 << 20
_MARK: Final = b"\xef\xbb\xbf"

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "LINE_TOO_LONG": (
        "The line is longer than {limit} bytes: spread its commands over several lines.",
        "La ligne dépasse {limit} octets : répartissez ses commandes sur plusieurs lignes.",
    ),
    "NOT_UTF8": (
        "The line is not UTF-8: convert the file, for example with iconv -t UTF-8.",
        "La ligne n'est pas en UTF-8 : convertissez le fichier, par exemple avec iconv -t UTF-8.",
    ),
    "NUL_CHARACTER": (
        "The line holds a NUL character; a file in UTF-16 does: convert it to UTF-8.",
        "La ligne contient un caractère nul, comme un fichier en UTF-16 : convertissez-le en UTF-8.",
    ),
    "NOT_JSON": ("The line is not JSON: {reason}.", "La ligne n'est pas du JSON : {reason}."),
    "NESTED_TOO_DEEPLY": ("The line is nested too deeply.", "La ligne est trop imbriquée."),
    "NOT_AN_OBJECT": (
        'The line must be an object such as {{"commands": [{{"fillSeat": {{...}}}}]}}.',
        'La ligne doit être un objet tel que {{"commands": [{{"fillSeat": {{...}}}}]}}.',
    ),
    "UNKNOWN_KEY": (
        "No key is called {name!r} here. Keys: {known}.",
        "Aucune clé ne s'appelle {name!r} ici. Clés : {known}.",
    ),
    "WRONG_KIND": ("{name} must be {kind}.", "{name} doit être {kind_fr}."),
    "BAD_INSTANT": ("recordedAt: {reason}", "recordedAt : {reason}"),
}
_STRING: Final = ("a string", "une chaîne")
_INTEGER: Final = ("a whole number from 0 on", "un nombre entier à partir de 0")


class UnreadableLine(Exception):
    """A line that is no request; ``path`` says where in it, ``messages`` why."""

    def __init__(self, code: str, path: str = "", **words: object) -> None:
        english, french = _SENTENCES[code]
        self.code, self.path = code, path
        self.messages: Mapping[str, str] = {"en": english.format(**words), "fr": french.format(**words)}
        super().__init__(self.messages["en"])


class Line(Struct, frozen=True, kw_only=True):
    """A request as a line says it."""

    command_id: str
    instructions: tuple[Instruction, ...]
    authority: str | None = None
    expected_position: int | None = None
    recorded_at: dt.datetime | None = None


class Source(Struct):
    """A file of lines that can be read twice: once for its digest, once for its lines."""

    stream: IO[bytes]
    digest: str

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Its lines that are not blank, with their numbers from 1; of an endless line only as much as shows it."""
        self.stream.seek(0)
        number = 0
        while line := self.stream.readline(MAX_LINE + 2):
            number += 1
            whole = line
            while whole and not whole.endswith(b"\n"):
                whole = self.stream.readline(MAX_LINE)
            if number == 1:
                line = line.removeprefix(_MARK)
            if line.strip():
                yield number, line.rstrip(b"\r\n")


@contextmanager
def open_source(path: str) -> Iterator[Source]:
    """A file, or standard input for ``-``, which is kept in a temporary file while it is needed.

    Raises:
        click.FileError: it cannot be read.
    """
    try:
        if path == "-":
            with tempfile.TemporaryFile() as kept:
                for block in iter(partial(sys.stdin.buffer.read, _BLOCK), b""):
                    kept.write(block)
                yield _digested(kept)
        else:
            with Path(path).open("rb") as stream:
                yield _digested(stream)
    except OSError as error:
        if error.filename is None:
            raise
        raise click.FileError(path, error.strerror or "") from error


def _digested(stream: IO[bytes]) -> Source:
    stream.seek(0)
    return Source(stream, _sha256(stream))


def _sha256(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def read_line(data: bytes, otherwise: str) -> Line:
    """The request of a line; ``otherwise`` is its command id when it names none.

    Raises:
        UnreadableLine: it is no request.
        InvalidCommand: one of its commands cannot be read.
    """
    found = _object(data)
    for name in found:
        if name not in KEYS:
            raise UnreadableLine("UNKNOWN_KEY", name[:60], name=name[:60], known=", ".join(KEYS))
    command_id = _text(found, "commandId")
    return Line(
        command_id=otherwise if command_id is None else command_id,
        instructions=tuple(decode_commands(found.get("commands"), COMMANDS)),
        authority=_text(found, "authority"),
        expected_position=_position(found),
        recorded_at=_instant(found),
    )


def _object(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_LINE:
        raise UnreadableLine("LINE_TOO_LONG", limit=MAX_LINE)
    if b"\0" in data:
        raise UnreadableLine("NUL_CHARACTER")
    try:
        found = msgspec.json.decode(data.decode("utf-8"))
    except UnicodeError:
        raise UnreadableLine("NOT_UTF8") from None
    except RecursionError:
        raise UnreadableLine("NESTED_TOO_DEEPLY") from None
    except msgspec.DecodeError as error:
        raise UnreadableLine("NOT_JSON", reason=str(error)[:200]) from None
    if not isinstance(found, dict):
        raise UnreadableLine("NOT_AN_OBJECT")
    return found


def _wrong_kind(name: str, kinds: tuple[str, str]) -> UnreadableLine:
    return UnreadableLine("WRONG_KIND", name, name=name, kind=kinds[0], kind_fr=kinds[1])


def _text(found: Mapping[str, Any], name: str) -> str | None:
    value = found.get(name)
    if value is not None and not isinstance(value, str):
        raise _wrong_kind(name, _STRING)
    return value


def _position(found: Mapping[str, Any]) -> int | None:
    value = found.get("expectedPosition")
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53):
        raise _wrong_kind("expectedPosition", _INTEGER)
    return value


def _instant(found: Mapping[str, Any]) -> dt.datetime | None:
    if found.get("recordedAt") is None:
        return None
    try:
        return parse_instant(found["recordedAt"])
    except GraphQLError as error:
        raise UnreadableLine("BAD_INSTANT", "recordedAt", reason=error.message) from None


def with_known(instructions: tuple[Instruction, ...], known: Mapping[str, str]) -> tuple[Instruction, ...]:
    """The same with ids in place of the aliases of earlier lines; those of this line are for the clerk."""
    own = {command.person for command in instructions if isinstance(command, RegisterPerson)}
    return tuple(
        _resolved(one, {alias: who for alias, who in known.items() if alias not in own}) for one in instructions
    )


def _resolved(instruction: Any, known: Mapping[str, str]) -> Any:
    if isinstance(instruction, Rectify):
        return structs.replace(instruction, replacement=tuple(_resolved(one, known) for one in instruction.replacement))
    person = getattr(instruction, "person", None)
    return structs.replace(instruction, person=known[person]) if person is not None and person in known else instruction


__all__ = ["InvalidCommand", "Line", "Source", "UnreadableLine", "open_source", "read_line", "with_known"]
