"""`greffe import`: territory into the reference ledger, people and past bureaux into an authority's."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from domain.core.identifiers import REFERENCE_LEDGER
from service.cli.imports_people import bureaux, rne
from service.cli.imports_queue import queue, resolve
from service.cli.imports_told import stopped, unreadable
from service.cli.local import OPERATOR, opened_services
from service.cli.output import Command, Output, current
from service.cli.progress import progress
from service.cli.running import run
from service.imports import ImportStopped, Reading, Report, UnreadableFile, read_cog, read_history
from service.imports.importer import Importer
from service.imports.reference import read_territory, run_reference
from service.imports.source import open_source

SHOWN = 50
"""Lines left out that are shown to people; --json gives them all."""

DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="Decide everything as for good, show what would be recorded, and record nothing."
)


@click.group()
def imports() -> None:
    """Import files: communes and EPCIs into the reference ledger FR, elected people and past bureaux into a ledger.

    An import that was interrupted goes on where it was; done again, it changes nothing. What cannot be recorded is
    reported by line, with exit code 1, and everything else is recorded. With --dry-run nothing is.
    """


@imports.command(
    "cog",
    cls=Command,
    epilog="Examples: npm pack @etalab/decoupage-administratif && tar xf etalab-*.tgz && greffe import cog package · "
    "greffe import cog data --communes-vintage 2026 --dry-run",
)
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--communes-vintage", type=int, help="Year that communes.json shows, when its digest does not tell.")
@click.option("--epcis-vintage", type=int, help="Year that epci.json shows, when its digest does not tell.")
@DRY_RUN
def cog(directory: Path, communes_vintage: int | None, epcis_vintage: int | None, dry_run: bool) -> None:
    """Import identity and population from the JSON files of the npm package @etalab/decoupage-administratif."""
    _run(lambda: read_cog(directory, communes_vintage=communes_vintage, epcis_vintage=epcis_vintage), dry_run)


@imports.command(
    "history",
    cls=Command,
    epilog="Example: greffe import history epci_membership_intervals_2019_2026.csv",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DRY_RUN
def history(file: Path, dry_run: bool) -> None:
    """Import which commune was observed in which EPCI, from a CSV of intervals."""
    _run(lambda: [read_history(file)], dry_run)


@imports.command(
    "epci",
    cls=Command,
    epilog="Examples: greffe import epci epci_membership_intervals_2019_2026.csv · "
    "greffe import epci data/epci.json --vintage 2025 --dry-run",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--vintage", type=int, help="Year that a JSON file shows, when its digest does not tell.")
@DRY_RUN
def epci(files: tuple[Path, ...], vintage: int | None, dry_run: bool) -> None:
    """Import EPCIs (epci.json), and which commune belonged to which (a CSV of intervals); the content tells."""
    _run(lambda: [read_territory(open_source(file), vintage) for file in files], dry_run)


def _run(read: Callable[[], Sequence[Reading]], dry_run: bool) -> None:
    output = current()
    try:
        readings = read()
    except UnreadableFile as error:
        raise unreadable(error, output) from None
    report = run(_import(readings, output, dry_run))
    _tell(report, output, dry_run)
    if report.left_out:
        click.get_current_context().exit(1)


async def _import(readings: Sequence[Reading], output: Output, dry_run: bool) -> Report:
    async with opened_services() as services:
        importer = Importer(services.pool, services.clerk, services.vault, OPERATOR, REFERENCE_LEDGER, dry_run=dry_run)
        with progress(output, output.words("Importing", "Import")) as told:
            try:
                return await run_reference(importer, readings, told)
            except ImportStopped as error:
                raise stopped(error, output) from None


def _tell(report: Report, output: Output, dry_run: bool) -> None:
    output.give(
        {
            "dryRun": dry_run,
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
    if dry_run:
        output.say(say("Dry run: nothing was recorded.", "À blanc : rien n'a été enregistré."))
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


for _command in (rne, bureaux, queue, resolve):
    imports.add_command(_command)
