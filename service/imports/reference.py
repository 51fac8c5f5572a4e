"""Imports into the reference ledger, as people's are: the same account, and a dry run that decides everything."""

import datetime as dt
from collections.abc import Callable, Sequence

from domain.core.calendar import paris_day
from domain.core.command import Command
from domain.core.identifiers import REFERENCE_LEDGER
from domain.registry import OpenLedger
from service.clerk.answers import Answer, Refusals
from service.imports.account import Account, FileRead, account_of
from service.imports.cog import KNOWN_VINTAGES, commune_rows, epci_rows, vintage_reading
from service.imports.history import history_reading
from service.imports.importer import Importer
from service.imports.reading import Reading
from service.imports.runner import ImportStopped, Report, run_import
from service.imports.source import Source
from service.ledger import Reader

OPENING = "open-reference-ledger"


async def import_reference(
    importer: Importer, readings: Sequence[Reading], on_progress: Callable[[int, int], object] | None = None
) -> Account:
    """Record what was read of the territory; the ledger FR is opened when it is not.

    Raises:
        ImportStopped: the viewer may not record there.
    """
    report = await run_reference(importer, readings, on_progress)
    files = [FileRead(name=each.file, kind="TERRITORY", sha256=each.sha256, lines=_lines(each)) for each in readings]
    account = account_of(report, files, dry_run=importer.dry_run)
    account.sort()
    return account


async def run_reference(
    importer: Importer, readings: Sequence[Reading], on_progress: Callable[[int, int], object] | None = None
) -> Report:
    """The same, as the report of what each command came to.

    Raises:
        ImportStopped: the viewer may not record there.
    """
    await _open(importer)

    async def record(ledger: str, commands: Sequence[Command], command_id: str) -> Answer:
        assert ledger == importer.ledger
        return await importer.record(commands, command_id)

    tell = on_progress or (lambda *_: None)
    return await run_import(record, readings, lambda report: tell(report.done, report.total))


def read_territory(source: Source, vintage: int | None = None) -> Reading:
    """A file of communes, of EPCIs or of who belonged to whom, told by what is in it.

    Raises:
        UnreadableFile: it is none of these, or the year that it shows is not known.
    """
    head = source.data[:4096].lstrip()
    if not head.startswith(b"["):
        return history_reading(source)
    is_epci = b'"membres"' in head or b'"modeFinancement"' in head or KNOWN_VINTAGES.get(source.digest) == 2025
    name, parse = ("epci", epci_rows) if is_epci else ("communes", commune_rows)
    return vintage_reading(source, name, vintage, parse, [], option="vintage")


async def _open(importer: Importer) -> None:
    """Open FR, unless it is open; in a dry run, as if."""
    async with importer.pool.acquire() as connection:
        heads = await Reader(connection).heads()
    if REFERENCE_LEDGER in heads and heads[REFERENCE_LEDGER].position:
        return
    answer = await importer.record((OpenLedger(on=paris_day(dt.datetime.now(dt.UTC))),), OPENING)
    if isinstance(answer, Refusals):
        async with importer.pool.acquire() as connection:
            heads = await Reader(connection).heads()
        if REFERENCE_LEDGER not in heads or not heads[REFERENCE_LEDGER].position:
            raise ImportStopped([one.refusal for one in answer.refusals], Report())


def _lines(reading: Reading) -> int:
    return len({row.line for row in reading.rows} | {row.line for row in reading.bad}) + reading.passed_over
