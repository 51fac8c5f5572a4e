"""`greffe verify`: whether the register agrees with itself."""

import click

from service.cli.output import FAILED, Command, Failure, current
from service.cli.running import run
from service.cli.verify_database import verify_database


@click.command(
    cls=Command,
    epilog="Examples: greffe verify --database · greffe verify --database --ledger 200071181 --json · "
    "greffe verify --database --quick",
)
@click.option("--database", is_flag=True, help="Recompute everything in the database and compare.")
@click.option("--ledger", "ledgers", multiple=True, help="SIREN, or FR; all by default. May be repeated.")
@click.option("--quick", is_flag=True, help="Only the ends of each ledger and a sample drawn by lot.")
@click.option("--key", "keys", multiple=True, metavar="VKEY", help="A public key that signed here and was lost since.")
def verify(database: bool, ledgers: tuple[str, ...], quick: bool, keys: tuple[str, ...]) -> None:
    """Recompute hashes, positions, indexes and projections, and say the first difference of each kind; exit 1 then.

    Everything is read in one snapshot: the service may run meanwhile, and nothing is changed. It compares the database
    with itself; somebody who may rewrite everything may also rewrite this: keep checkpoints elsewhere.
    """
    if not database:
        raise Failure("What is to be verified?", "Nothing was named", "Say --database")
    if not run(verify_database(ledgers, quick, keys, current())):
        click.get_current_context().exit(FAILED)
