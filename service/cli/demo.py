"""`greffe demo`: a register to try things on."""

import click

from service.cli.local import open_ledgers, opened_services
from service.cli.output import Command, Failure, Output, current
from service.cli.running import run
from service.graphql.context import Services


@click.command(cls=Command, epilog="Examples: greffe demo · greffe demo --json")
def demo() -> None:
    """Load the demonstration into an empty register.

    The SCoT Haut Cantal Dordogne with fictional people and two terms, recorded through the ordinary write door on a
    ledger whose clock is SIMULATED, and which says so. The database is brought up to date first, where that may be.
    """
    run(_demo(current()))


async def _demo(output: Output) -> None:
    async with opened_services(migrate=True) as services:
        loaded = await fill_if_empty(services, output)
        heads = await open_ledgers(services.pool)
    if not loaded:
        raise Failure(
            "The demonstration was not loaded",
            f"The register is not empty: {', '.join(heads)} are open",
            "Try things there, or set GREFFE_DATA_DIR (or DATABASE_URL) to a place of their own",
        )
    output.give({"ledgers": {ledger: head.position for ledger, head in heads.items()}})
    for ledger, head in heads.items():
        output.say(f"{ledger}: {head.position} " + output.words("entries", "écritures"))


async def fill_if_empty(services: Services, output: Output) -> bool:
    """Load the demonstration unless some ledger is open; whether it was loaded.

    A load that was interrupted goes on: its command ids are known.
    """
    from service.demo import load_demo

    if await open_ledgers(services.pool):
        return False
    output.say(output.words("Loading the demonstration...", "Chargement de la démonstration..."))
    await load_demo(services)
    return True
