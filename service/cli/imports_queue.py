"""`greffe import queue` and `greffe import resolve`: what an import could not settle by itself."""

from collections.abc import Sequence
from typing import Any, Final

import click

from service.cli.imports_people import AUTHORITY, TOKEN
from service.cli.imports_told import stopped
from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Failure, Output, current
from service.cli.running import run
from service.imports import ImportStopped
from service.imports.importer import Importer
from service.imports.queue import ImportOutcome, NotSettled, Settled, Shown, queue_page, resolve_item
from service.messages import remedy, sentence
from service.vault_queue import Place

PAGE: Final = 200


@click.command("queue", cls=Command, epilog="Examples: greffe import queue · greffe import queue --first 20 --json")
@click.option("--first", type=click.IntRange(1, 10_000), default=PAGE, show_default=True, help="How many at most.")
@AUTHORITY
@TOKEN
def queue(first: int, authority: str | None, token: str | None) -> None:
    """Show what imports ask: who somebody is, or whether a mandate that a file no longer shows has ended.

    Names are shown, as the file had them: they are kept sealed, until the question is settled.
    """
    output = current()
    found = run(_queue(first, authority, token, output))
    output.give([_plain(each) for each in found])
    if not found:
        output.say(output.words("Nothing waits.", "Rien n'attend."))
    for each in found:
        _say(each, output)


@click.command(
    "resolve",
    cls=Command,
    epilog="Examples: greffe import resolve q-0123456789abcdef0123 --person p-abcdefghijklmnop · "
    "greffe import resolve q-0123456789abcdef0123 --new · greffe import resolve q-0123456789abcdef0123 --dismiss",
)
@click.argument("item")
@click.option("--person", help="It is this person, whom the register knows: what the line says is recorded.")
@click.option("--new", is_flag=True, help="It is somebody else: register the person, and record what the line says.")
@click.option("--dismiss", is_flag=True, help="Record nothing of it.")
@AUTHORITY
@TOKEN
def resolve(  # noqa: PLR0917
    item: str, person: str | None, new: bool, dismiss: bool, authority: str | None, token: str | None
) -> None:
    """Settle ITEM of the queue (its id): say who it is, or set it aside."""
    if sum((person is not None, new, dismiss)) != 1:
        raise click.UsageError("Give one of --person, --new, --dismiss")
    outcome = ImportOutcome.NEW if new else ImportOutcome.DISMISSED if dismiss else ImportOutcome.PERSON
    output = current()
    done = run(_resolve(item, outcome, person, authority, token, output))
    if isinstance(done, NotSettled):
        raise _refused(done, output)
    entries = list(done.positions)
    output.give({"id": done.id, "outcome": done.outcome, "person": done.person, "entries": entries})
    number = len(entries)
    output.say(output.words(f"Settled: {number} entries recorded.", f"Réglé : {number} écritures enregistrées."))


async def _queue(first: int, authority: str | None, token: str | None, output: Output) -> Sequence[Shown]:
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        ledger = await chosen_ledger(services.pool, authority)
        importer = Importer(services.pool, services.clerk, services.vault, viewer, ledger, dry_run=False)
        try:
            return await queue_page(importer, after=Place(), first=first)
        except ImportStopped as error:
            raise stopped(error, output) from None


async def _resolve(  # noqa: PLR0917
    item: str, outcome: ImportOutcome, person: str | None, authority: str | None, token: str | None, output: Output
) -> Settled | NotSettled:
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        ledger = await chosen_ledger(services.pool, authority)
        importer = Importer(services.pool, services.clerk, services.vault, viewer, ledger, dry_run=False)
        try:
            return await resolve_item(importer, item, outcome, person)
        except ImportStopped as error:
            raise stopped(error, output) from None


def _plain(shown: Shown) -> dict[str, Any]:
    waiting = shown.waiting
    return {
        "id": shown.item.id,
        "kind": shown.item.kind,
        "code": waiting.code,
        "file": waiting.file,
        "line": shown.item.line,
        "name": shown.name,
        "candidates": list(shown.item.candidates),
        "messages": dict(shown.messages),
        "remedies": dict(shown.remedies),
    }


def _say(shown: Shown, output: Output) -> None:
    place = f"{shown.waiting.file}:{shown.item.line}" if shown.item.line else shown.waiting.file
    output.say(f"{shown.item.id}  {place}  {shown.name or ''}".rstrip())
    output.say(f"  {output.pick(shown.messages)}")
    if shown.name:
        output.say(f"  {', '.join(shown.item.candidates)}")


def _refused(done: NotSettled, output: Output) -> Failure:
    what = output.words("Nothing was settled", "Rien n'a été réglé")
    if done.refusals:
        first = done.refusals[0]
        return Failure(what, sentence(first, output.language), remedy(first, output.language), {"code": first.code})
    told = done.told[0]
    return Failure(what, output.pick(told.messages), output.pick(told.remedies or {}), {"code": told.code})
