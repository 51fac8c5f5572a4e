"""`greffe verify`: whether a bundle is what it says, or whether the register agrees with itself."""

from typing import Any

import click

from service.cli.output import FAILED, Command, current
from service.cli.running import run
from service.cli.verify_bundle import verify_bundle

_OF_BUNDLE = ("keys", "key_files", "witnesses", "cosignatures", "checkpoints")


@click.command(
    cls=Command,
    epilog="Examples: greffe verify bundle.zip --key "
    "greffe.scot.fr+389209a6+AfjLSfV872cXjLGPoGIGtNa/i7sg9d3tBoHHdm9kSNn5 · "
    "greffe verify bundle.zip --keys keys.txt --checkpoint mine.txt --cosignatures 1 · "
    "greffe verify --database --ledger 200071181 --json · greffe verify --database --quick",
)
@click.argument("bundle", required=False)
@click.option("--key", "keys", multiple=True, help="The log's public key, had from elsewhere than the bundle.")
@click.option("--keys", "key_files", multiple=True, metavar="FILE", help="A file of such keys, one a line.")
@click.option("--checkpoint", "checkpoints", multiple=True, metavar="FILE", help="A checkpoint kept from earlier.")
@click.option("--witness", "witnesses", multiple=True, metavar="VKEY", help="A witness who must have cosigned.")
@click.option("--cosignatures", type=click.IntRange(0), help="How many of the witnesses must have; all by default.")
@click.option("--database", is_flag=True, help="Recompute everything in the database and compare.")
@click.option("--ledger", "ledgers", multiple=True, help="SIREN, or FR; all by default. May be repeated.")
@click.option("--quick", is_flag=True, help="Only the ends of each ledger and a sample drawn by lot.")
def verify(bundle: str | None, database: bool, ledgers: tuple[str, ...], quick: bool, **trust: Any) -> None:
    """Verify a bundle offline: no database, no network; or, with --database, the register against itself.

    \b
    VERIFIED   all is proved against a key that you gave (exit 0)
    INTACT     all fits together, but the key came with the bundle: whoever made it chose it (exit 0)
    REFUSED    the first thing that is wrong, and the entry where it is (exit 1)

    What is not checked is listed: bodies that are sealed or erased, entries newer than your own checkpoint. With
    --database everything is read in one snapshot and nothing is changed; it compares the database with itself, and
    somebody who may rewrite everything may also rewrite this: keep checkpoints elsewhere.
    """
    given = {name for name in _OF_BUNDLE if trust[name] not in ((), None)}
    if bundle is not None and not (database or ledgers or quick):
        good = verify_bundle(bundle, current(), **trust)
    elif database and bundle is None and given <= {"keys"}:
        from service.cli.verify_database import verify_database

        good = run(verify_database(ledgers, quick, trust["keys"], current()))
    else:
        raise click.UsageError(current().line("BUNDLE_OR_DATABASE"))
    if not good:
        click.get_current_context().exit(FAILED)
