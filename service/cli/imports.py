"""`greffe import`: communes and EPCIs, and who belonged to whom, into the reference ledger."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from domain.core.calendar import paris_day
from domain.core.command import Command as Instruction
from domain.core.identifiers import REFERENCE_LEDGER
from domain.registry import OpenLedger
from service.clerk import Answer, Refusals, Request
from service.cli.local import OPERATOR, open_ledgers, opened_services
from service.cli.output import Command, Failure, Output, current
from service.cli.progress import progress
from service.cli.running import run
from service.graphql.context import Services
from service.imports import ImportStopped, Reading, Report, UnreadableFile, read_cog, read_history, run_import
from service.ledger import OutcomeUnknown
from service.messages import remedy, sentence

SHOWN = 50
"""Lines left out that are shown to people; --json gives them all."""


@click.group()
def imports() -> None:
    """Import communes and EPCIs into the reference ledger FR, from local files.

    The ledger is opened when it is not. An import that was interrupted goes on where it was; done again, it changes
    nothing. What cannot be recorded is reported by line, with exit code 1, and everything else is recorded.
    """


@imports.command(
    "cog",
    cls=Command,
    epilog="Examples: npm pack @etalab/decoupage-administratif && tar xf etalab-*.tgz && greffe import cog package · "
    "greffe import cog data --communes-vintage 2026",
)
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--communes-vintage", type=int, help="Year that communes.json shows, when its digest does not tell.")
@click.option("--epcis-vintage", type=int, help="Year that epci.json shows, when its digest does not tell.")
def cog(directory: Path, communes_vintage: int | None, epcis_vintage: int | None) -> None:
    """Import identity and population from the JSON files of the npm package @etalab/decoupage-administratif."""
    _run(lambda: read_cog(directory, communes_vintage=communes_vintage, epcis_vintage=epcis_vintage))


@imports.command(
    "history",
    cls=Command,
    epilog="Example: greffe import history epci_membership_intervals_2019_2026.csv",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def history(file: Path) -> None:
    """Import which commune was observed in which EPCI, from a CSV of intervals."""
    _run(lambda: [read_history(file)])


def _run(read: Callable[[], Sequence[Reading]]) -> None:
    output = current()
    try:
        readings = read()
    except UnreadableFile as error:
        raise Failure(
            output.words("The file cannot be imported", "Le fichier ne peut être importé"),
            output.pick(error.messages),
            output.pick(error.remedies),
            {"code": error.code, "messages": error.messages, "remedies": error.remedies},
        ) from None
    report = run(_import(readings, output))
    _tell(report, output)
    if report.left_out:
        click.get_current_context().exit(1)


async def _import(readings: Sequence[Reading], output: Output) -> Report:
    async with opened_services() as services:
        await _open_reference(services)

        async def record(ledger: str, commands: Sequence[Instruction], command_id: str) -> Answer:
            return await _record(services, Request(ledger=ledger, instructions=tuple(commands), command_id=command_id))

        with progress(output, output.words("Importing", "Import")) as told:
            try:
                return await run_import(record, readings, lambda report: told(report.done, report.total))
            except ImportStopped as stopped:
                first = stopped.refusals[0]
                raise Failure(
                    output.words("The import stopped", "L'import s'est arrêté"),
                    sentence(first, output.language),
                    remedy(first, output.language),
                ) from None


async def _open_reference(services: Services) -> None:
    """Open FR, unless it is open."""
    if REFERENCE_LEDGER in await open_ledgers(services.pool):
        return
    opening = Request(
        ledger=REFERENCE_LEDGER,
        instructions=(OpenLedger(on=paris_day(dt.datetime.now(dt.UTC))),),
        command_id="open-reference-ledger",
    )
    answer = await _record(services, opening)
    if isinstance(answer, Refusals) and REFERENCE_LEDGER not in await open_ledgers(services.pool):
        raise Failure("Ledger FR cannot be opened", sentence(answer.refusals[0].refusal, "en"))


async def _record(services: Services, request: Request) -> Answer:
    """Record; when the database did not say whether it did, ask again: nothing is recorded twice."""
    for attempt in range(3):
        try:
            return await services.clerk.record(OPERATOR, request)
        except OutcomeUnknown:
            await asyncio.sleep(attempt)
    return await services.clerk.record(OPERATOR, request)


def _tell(report: Report, output: Output) -> None:
    output.give(
        {
            "commands": report.total,
            "recorded": report.recorded,
            "alreadyTrue": report.already_true,
            "recordedByAnEarlierRun": report.resumed,
            "entries": report.entries,
            "passedOver": report.passed_over,
            "warnings": [{"code": each.code, "messages": each.messages} for each in report.warnings],
            "leftOut": [
                {"file": row.file, "line": row.line, "code": row.code, "messages": row.messages}
                for row in report.left_out
            ],
        }
    )
    say = output.words
    for warning in report.warnings:
        output.say("! " + output.pick(warning.messages))
    output.say(
        say(
            f"{report.recorded} recorded ({report.entries} entries), {report.already_true} already true, "
            f"{report.resumed} by an earlier run; {report.passed_over} lines of no use, "
            f"{len(report.left_out)} left out.",
            f"{report.recorded} enregistrées ({report.entries} écritures), {report.already_true} déjà vraies, "
            f"{report.resumed} par une exécution antérieure ; {report.passed_over} lignes sans objet, "
            f"{len(report.left_out)} écartées.",
        )
    )
    for row in report.left_out[:SHOWN]:
        output.say(f"{row.file}:{row.line}: {output.pick(row.messages)}")
    if len(report.left_out) > SHOWN:
        more = len(report.left_out) - SHOWN
        output.say(say(f"... and {more} more (--json gives all)", f"... et {more} de plus (--json les donne toutes)"))
