"""Records what was read, chunk by chunk, through the one write door; only the rows that it refuses are left out."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from domain.core.command import Command
from domain.core.identifiers import REFERENCE_LEDGER
from domain.core.notices import Refusal
from service.clerk.answers import Answer, Recorded, Refusals, RefusedCommand
from service.imports.reading import Chunk, Reading, Warned
from service.messages import Language, remedy, sentence

Record = Callable[[str, Sequence[Command], str], Awaitable[Answer]]
"""The clerk's port: ledger, commands, command id."""


class LeftOut(Struct, frozen=True):
    """A line of a file that was not recorded, and why."""

    file: str
    line: int
    code: str
    messages: Mapping[str, str]


class Report(Struct):
    """How an import goes, in commands; ``left_out`` in lines."""

    total: int = 0
    done: int = 0
    recorded: int = 0
    already_true: int = 0
    entries: int = 0
    left_out: list[LeftOut] = []
    passed_over: int = 0
    warnings: list[Warned] = []
    """About whole files."""
    resumed: int = 0
    """Of those done, how many an earlier run had recorded."""


class ImportStopped(Exception):
    """The write door takes nothing at all: the ledger is not open, or writing is not allowed. Run it again after."""

    def __init__(self, refusals: Sequence[Refusal], report: Report) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = tuple(refusals)
        self.report = report


def in_both_languages(refusal: Refusal) -> dict[str, str]:
    """A refusal's sentence, the rule that it rests on, and its remedy."""
    rule = f" ({refusal.rule})" if refusal.rule else ""
    languages: tuple[Language, ...] = ("fr", "en")
    return {lang: f"{sentence(refusal, lang)}{rule} {remedy(refusal, lang)}".strip() for lang in languages}


async def run_import(
    record: Record,
    readings: Iterable[Reading],
    on_progress: Callable[[Report], object] | None = None,
) -> Report:
    """Record everything that can be; run again after a crash, it goes on where it was.

    Raises:
        ImportStopped: the write door refuses a whole list for a reason that is not in any of its commands.
    """
    readings = list(readings)
    tell = on_progress or (lambda _: None)
    report = Report(total=sum(len(reading.rows) for reading in readings), left_out=[], warnings=[])
    for reading in readings:
        report.passed_over += reading.passed_over
        report.warnings += reading.warnings
        report.left_out += [LeftOut(bad.file, bad.line, bad.code, bad.messages) for bad in reading.bad]
    tell(report)
    for reading in readings:
        for chunk in reading.chunks():
            await _record_chunk(record, chunk, report)
            tell(report)
    report.left_out.sort(key=lambda row: (row.file, row.line))
    return report


async def _record_chunk(record: Record, chunk: Chunk, report: Report) -> None:
    """A refused command refuses its list: record what is before it, leave it out, go on after it. When the refusal
    names no command, halve the list until it does.

    The parts' command ids say which rows they hold, so that a retry meets its own first results again.
    """
    parts = [(0, len(chunk.rows))]
    while parts:
        start, end = parts.pop()
        if start == end:
            continue
        whole = (start, end) == (0, len(chunk.rows))
        command_id = chunk.command_id if whole else f"{chunk.command_id}.{start}-{end}"
        commands = [row.command for row in chunk.rows[start:end]]
        answer = await record(REFERENCE_LEDGER, commands, command_id)
        if isinstance(answer, Recorded):
            _count(answer, report)
            continue
        index, refusals = _culprit(answer)
        if index is None and not answer.refusals[0].path:
            raise ImportStopped(refusals, report)
        if index is None and end - start > 1:
            middle = (start + end) // 2
            parts += [(middle, end), (start, middle)]
            continue
        index = index or 0
        line = chunk.rows[start + index].line
        report.left_out += [LeftOut(chunk.file, line, r.code, in_both_languages(r)) for r in refusals]
        report.done += 1
        parts += [(start + index + 1, end), (start, start + index)]


def _count(answer: Recorded, report: Report) -> None:
    already = sum(step.already_true for step in answer.steps)
    report.done += len(answer.steps)
    report.already_true += already
    report.recorded += len(answer.steps) - already
    report.entries += sum(len(step.positions) for step in answer.steps)
    report.resumed += len(answer.steps) if answer.replayed else 0


def _culprit(answer: Refusals) -> tuple[int | None, list[Refusal]]:
    """The first command that is refused and why; no command when the list as a whole is."""
    first = answer.refusals[0]
    index = index_of(first)
    return index, [refused.refusal for refused in answer.refusals if index_of(refused) == index]


def index_of(refused: RefusedCommand) -> int | None:
    """``commands.3`` and ``commands.3.joinEpci`` are 3."""
    number = refused.path.removeprefix("commands.").partition(".")[0]
    return int(number) if number.isdecimal() else None
