"""What reading a file comes to: commands by line, the lines that give none and why, and chunks to record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from domain.core.command import Command
from domain.territory import REFERENCE_COMMANDS
from service.commands import InvalidCommand, command_registry, decode_command
from service.imports.sentences import LINES, WARNINGS, say
from service.imports.source import Source, UnreadableLine

CHUNK: Final = 500
"""Commands in one list: recorded together, under one command id."""
FORMAT: Final = "import1"
"""Raised whenever the same file gives other commands: a command id never names two contents."""

_REGISTRY: Final = command_registry(REFERENCE_COMMANDS)


class Row(Struct, frozen=True):
    """A command and the line that it comes from."""

    line: int
    command: Command


class BadRow(Struct, frozen=True):
    """A line that gives no command, and why in French and English."""

    file: str
    line: int
    code: str
    messages: Mapping[str, str]


class Warned(Struct, frozen=True):
    """Something about a whole file that deserves a look."""

    code: str
    messages: Mapping[str, str]


class Chunk(Struct, frozen=True):
    """Commands to record together. Retrying the id gives the first result: this is how an import goes on."""

    file: str
    command_id: str
    rows: tuple[Row, ...]


class Reading(Struct, frozen=True):
    """A file as read. ``key`` names its bytes and how they were read; nothing of it was recorded yet."""

    file: str
    key: str
    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]
    warnings: tuple[Warned, ...] = ()
    sha256: str = ""
    passed_over: int = 0
    """Lines that the register has no use for, such as delegated communes."""

    def chunks(self) -> Iterator[Chunk]:
        """Its commands by lists of at most ``CHUNK``, the same lists each time."""
        for number, start in enumerate(range(0, len(self.rows), CHUNK), start=1):
            yield Chunk(self.file, f"{FORMAT}-{self.key}-{number:05}", self.rows[start : start + CHUNK])


def warn(code: str, **words: object) -> Warned:
    """A warning by its code."""
    return Warned(code, say(WARNINGS[code], words))


def gather(source: Source, key: str, found: Iterable[Row | BadRow | None], warnings: Iterable[Warned] = ()) -> Reading:
    """All that a generator of rows finds in a file; None stands for a line of no use."""
    rows: list[Row] = []
    bad: list[BadRow] = []
    passed_over = 0
    for item in found:
        if isinstance(item, Row):
            rows.append(item)
        elif isinstance(item, BadRow):
            bad.append(item)
        else:
            passed_over += 1
    said = list(warnings)
    if not source.ends_cleanly:
        said.append(warn("NO_LAST_LINE_END", path=source.path.name))
    return Reading(source.path.name, key, tuple(rows), tuple(bad), tuple(said), source.digest, passed_over)


def row(source: Source, line: int, command: Mapping[str, Any], columns: Mapping[str, str]) -> Row | BadRow:
    """The command of a line, given as clients write it; ``columns`` are the file's names of the command's fields."""
    try:
        return Row(line, decode_command(command, _REGISTRY))
    except InvalidCommand as error:
        field = error.path.rpartition(".")[2]
        where = columns.get(field, field)
        messages = {"fr": f"{where} : {error.messages['fr']}", "en": f"{where}: {error.messages['en']}"}
        return BadRow(source.path.name, line, error.code, messages)


def unreadable(source: Source, line: int, error: UnreadableLine) -> BadRow:
    """A line that cannot be read, as it is reported."""
    return BadRow(source.path.name, line, error.code, say(LINES[error.code], error.words))


def dataset(source: Source, day: str) -> dict[str, str]:
    """The act that every fact of a file cites: the file itself."""
    title = f"{source.path.name} (INSEE/DGCL via Etalab, decoupage-administratif)"
    return {"kind": "DATASET", "date": day, "title": title[:200], "sha256": source.digest}
