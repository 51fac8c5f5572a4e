"""`greffe rebuild`: the projections, made again from the ledgers."""

import click

from service.cli.local import not_open, open_ledgers, opened_database
from service.cli.output import Command, Output, current
from service.cli.progress import progress
from service.cli.running import run
from service.database import check_service, connected, open_pool


@click.command(cls=Command, epilog="Examples: greffe rebuild · greffe rebuild FR 200071181")
@click.argument("ledgers", nargs=-1, metavar="[LEDGER]...")
def rebuild(ledgers: tuple[str, ...]) -> None:
    """Compute the projections of some ledgers, or of all, again from their entries.

    After an upgrade that changes them, or when their rows are in doubt. Each ledger is one transaction: readers see
    the old rows until it is done, and nothing is changed when it is interrupted.
    """
    run(_rebuild(ledgers, current()))


async def _rebuild(ledgers: tuple[str, ...], output: Output) -> None:
    from projections.nouns import PROJECTION_VERSION
    from service.rebuild import rebuild as rebuild_ledger

    async with opened_database() as database, connected(database.app_url, application="greffe rebuild") as connection:
        await check_service(connection)
        pool = await open_pool(database.app_url)
        try:
            heads = await open_ledgers(pool)
        finally:
            await pool.close()
        if unknown := [ledger for ledger in ledgers if ledger not in heads]:
            raise not_open(unknown, list(heads))
        for ledger in dict.fromkeys(ledgers or heads):
            with progress(output, ledger) as told:
                head = await rebuild_ledger(connection, ledger, progress=told)
            output.give({"ledger": ledger, "entries": head, "projectionVersion": PROJECTION_VERSION})
            output.say(output.line("REBUILT", ledger=ledger, entries=head, version=PROJECTION_VERSION))
