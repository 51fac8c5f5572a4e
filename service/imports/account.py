"""What an import of people came to, line by line: the same account for a dry run and for the real one."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from domain.core.identifiers import REFERENCE_LEDGER
from service.imports.reading import Warned
from service.imports.runner import Report

REFUSED_COLUMNS: Final = ("ligne refusée", "motif du refus")
"""What stands before the header of the file's own columns in the CSV of refused lines; reading leaves them aside."""


class ToldLine(Struct, frozen=True, omit_defaults=True):
    """Something about a line, in French and English. No name of a person is ever in it."""

    file: str
    line: int
    code: str
    messages: Mapping[str, str]
    remedies: Mapping[str, str] | None = None
    rule: str | None = None
    raw: str | None = None
    """The line as it stands in the file; for the CSV of refused lines alone."""

    def __repr__(self) -> str:
        """Where and which: a repr ends in logs."""
        return f"ToldLine({self.file}:{self.line} {self.code})"

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        said = {"file": self.file, "line": self.line, "code": self.code, "messages": dict(self.messages)}
        said |= {"remedies": dict(self.remedies) if self.remedies else None, "rule": self.rule}
        return said


class RecordedLine(Struct, frozen=True):
    """A command that was recorded, or would be; ``entries`` are the positions."""

    file: str
    line: int
    command: str
    on: str
    person: str | None
    entries: tuple[int, ...]
    cautions: tuple[Mapping[str, str], ...] = ()


class FileRead(Struct, frozen=True):
    """A file that was read."""

    name: str
    kind: str
    sha256: str
    lines: int
    published: str | None = None
    header: str = ""
    delimiter: str = ";"


class Account(Struct):
    """How an import goes."""

    ledger: str
    dry_run: bool
    files: list[FileRead] = []
    passed_over: int = 0
    """Lines of no use: outside the perimeter, duplicates of another, without anything new."""
    registered: int = 0
    known: int = 0
    commands: int = 0
    already_true: int = 0
    resumed: int = 0
    """Of the commands, how many an earlier run had recorded."""
    entries: int = 0
    """Entries that were recorded now, or would be."""
    recorded: list[RecordedLine] = []
    """Of people's imports; territory is told in numbers alone."""
    refused: list[ToldLine] = []
    questions: list[ToldLine] = []
    queued: list[ToldLine] = []
    """Lines that wait in the queue: a person has to say who it is."""
    warnings: list[Warned] = []
    all_or_nothing: bool = False

    def plain(self) -> dict[str, Any]:
        """As JSON has it: the same over HTTP and from the command line."""
        return {
            "ledger": self.ledger,
            "dryRun": self.dry_run,
            "allOrNothing": self.all_or_nothing,
            "files": [
                {"name": f.name, "kind": f.kind, "sha256": f.sha256, "lines": f.lines, "published": f.published}
                for f in self.files
            ],
            "people": {"registered": self.registered, "known": self.known},
            "commands": self.commands,
            "entries": self.entries,
            "alreadyTrue": self.already_true,
            "recordedByAnEarlierRun": self.resumed,
            "passedOver": self.passed_over,
            "recorded": [msgspec.to_builtins(line) for line in self.recorded],
            "refused": [line.plain() for line in self.refused],
            "questions": [line.plain() for line in self.questions],
            "queued": [line.plain() for line in self.queued],
            "warnings": [{"code": each.code, "messages": dict(each.messages)} for each in self.warnings],
        }

    def sort(self) -> None:
        """Bring what is told of lines into the order of the files."""
        order = {file.name: place for place, file in enumerate(self.files)}
        for told in (self.refused, self.questions, self.queued):
            told.sort(key=lambda each: (order.get(each.file, 0), each.line, each.code))


def account_of(report: Report, files: Iterable[FileRead], *, dry_run: bool) -> Account:
    """The account of an import into the reference ledger."""
    account = Account(REFERENCE_LEDGER, dry_run, files=list(files), warnings=list(report.warnings))
    account.passed_over, account.already_true = report.passed_over, report.already_true
    account.commands, account.resumed = report.done, report.resumed
    account.entries = report.entries
    account.refused = [ToldLine(row.file, row.line, row.code, row.messages) for row in report.left_out]
    return account


def refused_csv(account: Account, file: FileRead, language: str) -> str:
    """The refused lines of a file, each as it stands there with its number and the reason before it: to be mended
    and given again. Empty when none was refused. It holds what the file holds, names included."""
    lines: dict[int, list[ToldLine]] = {}
    for told in account.refused:
        if told.file == file.name and told.raw is not None:
            lines.setdefault(told.line, []).append(told)
    if not lines:
        return ""
    written = [_before(REFUSED_COLUMNS, file.delimiter) + file.header]
    for number, reasons in sorted(lines.items()):
        why = " ".join(told.messages[language] for told in reasons)
        written.append(_before((str(number), why), file.delimiter) + (reasons[0].raw or ""))
    return "\r\n".join(written) + "\r\n"


def _before(cells: tuple[str, ...], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="").writerow(cells)
    return text.getvalue() + delimiter
