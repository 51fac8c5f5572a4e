"""`greffe migrate`: the database's tables and roles."""

from pathlib import Path

import click

from service.cli.output import Command, Output, current
from service.cli.running import run
from service.database import open_database
from service.settings import Settings, read_password


@click.command(
    cls=Command,
    epilog="Examples: greffe migrate · "
    "DATABASE_ADMIN_URL=postgresql://admin@db/greffe greffe migrate --app-password-file /run/secrets/app_password",
)
@click.option(
    "--app-password-file",
    type=click.Path(path_type=Path),
    help="File with the password that the service's role greffe_app is to have.",
)
def migrate(app_password_file: Path | None) -> None:
    """Bring the database up to date, as its admin; may be run at any time and any number of times.

    The admin is the embedded server's, or that of DATABASE_ADMIN_URL: a superuser, or an owner with CREATEROLE.
    """
    password = read_password(app_password_file, "--app-password-file") if app_password_file else None
    run(_migrate(password, current()))


async def _migrate(password: str | None, output: Output) -> None:
    async with open_database(Settings.from_environment(), app_password=password) as database:
        applied = await database.migrate()
        names = [f"{migration.number:04}_{migration.name}" for migration in applied]
        output.give({"database": database.description, "applied": names})
        where = database.description
        output.say(output.line("MIGRATED" if names else "UP_TO_DATE", where=where, names=", ".join(names)))
