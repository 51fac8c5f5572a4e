"""`greffe demo`: a register to try things on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from domain.core.identifiers import REFERENCE_LEDGER
from service.cli.local import open_ledgers, opened_services
from service.cli.output import Command, Failure, Output, current
from service.cli.progress import progress
from service.cli.running import run

if TYPE_CHECKING:
    from service.graphql.context import Services
    from service.ledger import Head


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
        raise output.failure("DEMO_NOT_LOADED", ledgers=", ".join(heads))
    output.give({"ledgers": {ledger: head.position for ledger, head in heads.items()}})
    for ledger, head in heads.items():
        output.say(f"{ledger}: {head.position} " + output.words("entries", "écritures"))


async def fill_if_empty(services: "Services", output: Output) -> bool:
    """Load the demonstration into an empty register, or what an interrupted loading left out; whether it did.

    Raises:
        Failure: the write door refused a step of it.
    """
    from service.demo import DemoRefused, load_demo

    heads = await open_ledgers(services.pool)
    if not await _is_wanted(services, heads):
        return False
    title = output.words("Loading the demonstration", "Chargement de la démonstration")
    try:
        with progress(output, title) as told:
            await load_demo(services.clerk, progress=lambda done, steps, _: told(done, steps))
    except DemoRefused as refused:
        raise Failure(
            output.words("The demonstration is not whole", "La démonstration n'est pas complète"),
            str(refused),
            output.words(
                "Begin again with an empty register: another GREFFE_DATA_DIR",
                "Recommencez avec un registre vide : un autre GREFFE_DATA_DIR",
            ),
        ) from None
    return True


async def _is_wanted(services: "Services", heads: "Mapping[str, Head]") -> bool:
    """Whether nothing but (a part of) the demonstration was ever recorded: a simulated FR is a part of it."""
    from service.demo import DEMO_LEDGER
    from service.demo.story import story
    from service.ledger import Reader

    its_ledgers = (DEMO_LEDGER, REFERENCE_LEDGER)
    if any(head.clock != "SIMULATED" or ledger not in its_ledgers for ledger, head in heads.items()):
        return False
    async with services.pool.acquire() as connection:
        told = await Reader(connection).command(DEMO_LEDGER, f"demo-{story()[-1].key}")
    return told is None
