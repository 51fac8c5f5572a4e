"""`greffe import rne` and `greffe import bureaux`: elected people, and an old register taken over."""

import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from domain.core.calendar import paris_day
from service.cli.imports_told import stopped, tell, unreadable, write_refused
from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Output, current
from service.cli.progress import Told, progress
from service.cli.running import run
from service.imports import ImportStopped, UnreadableFile
from service.imports.account import Account
from service.imports.bureaux_import import import_bureaux
from service.imports.importer import Importer
from service.imports.rne_import import import_rne
from service.imports.source import open_source

Import = Callable[[Importer, Told, dt.date], Awaitable[Account]]

AUTHORITY = click.option("--authority", help="SIREN; may be left out when one authority has a ledger here.")
TOKEN = click.option("--token", envvar="GREFFE_TOKEN", help="Act as the holder of a token, not as the operator.")
_DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="Decide everything as for good, show what would be recorded, and record nothing."
)
_REFUSED = click.option(
    "--refused",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the refused lines there as CSV, to be mended and imported again (they hold names).",
)


@click.command(
    "rne",
    cls=Command,
    epilog="Examples: greffe import rne elus-conseillers-municipaux-cm.csv elus-maires-mai.csv --dry-run · "
    "greffe import rne elus-conseillers-communautaires-epci.csv --published 2026-06-01 --refused a-corriger",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that the files show; the last beginning that each tells of by default.",
)
@AUTHORITY
@_DRY_RUN
@_REFUSED
@TOKEN
def rne(  # noqa: PLR0917
    files: tuple[Path, ...],
    published: dt.datetime | None,
    authority: str | None,
    dry_run: bool,
    refused: Path | None,
    token: str | None,
) -> None:
    """Import mayors, municipal councillors and EPCI councillors from files of the Répertoire national des élus.

    Only the perimeter of the authority is looked at. Who is known again is not registered twice; who may be one person
    or another waits in a queue (greffe import queue). Who is in no line any more is a question, never an end. Give the
    councillors before the mayors, and the older file before the newer. docs/imports.md says the rest.
    """
    day = published.date() if published else None

    async def import_(importer: Importer, told: Told, today: dt.date) -> Account:
        sources = [open_source(file) for file in files]
        return await import_rne(importer, sources, published=day, today=today, on_progress=told)

    _run(import_, authority, dry_run, refused, token)


@click.command(
    "bureaux",
    cls=Command,
    epilog="Examples: greffe import bureaux examples/import/bureaux.csv --dry-run · "
    "greffe import bureaux anciens-bureaux.csv --all-or-nothing --authority 250000007",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all-or-nothing", is_flag=True, help="Record nothing when a line is refused; at most 1,000 commands.")
@AUTHORITY
@_DRY_RUN
@_REFUSED
@TOKEN
def bureaux(  # noqa: PLR0917
    file: Path, all_or_nothing: bool, authority: str | None, dry_run: bool, refused: Path | None, token: str | None
) -> None:
    """Import past bureaux and assemblies from a CSV: who sat where, from when to when, by which act.

    The format is in docs/imports.md, an example in examples/import/bureaux.csv. Everything is decided as if a clerk
    recorded it in legal order: what the law or the register refuses is told by line, with the rule and what to do.
    """

    async def import_(importer: Importer, told: Told, today: dt.date) -> Account:
        source = open_source(file)
        return await import_bureaux(importer, source, today=today, all_or_nothing=all_or_nothing, on_progress=told)

    _run(import_, authority, dry_run, refused, token)


def _run(import_: Import, authority: str | None, dry_run: bool, refused: Path | None, token: str | None) -> None:
    output = current()
    account = run(_import(import_, authority, dry_run, token, output))
    tell(account, output)
    if refused is not None:
        write_refused(account, refused, output)
    if account.refused:
        click.get_current_context().exit(1)


async def _import(import_: Import, authority: str | None, dry_run: bool, token: str | None, output: Output) -> Account:
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        ledger = await chosen_ledger(services.pool, authority)
        importer = Importer(services.pool, services.clerk, services.vault, viewer, ledger, dry_run=dry_run)
        with progress(output, output.words("Importing", "Import")) as told:
            try:
                return await import_(importer, told, paris_day(dt.datetime.now(dt.UTC)))
            except UnreadableFile as error:
                raise unreadable(error, output) from None
            except ImportStopped as error:
                raise stopped(error, output) from None
