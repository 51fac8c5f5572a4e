"""`greffe log`: the entries of a ledger, each in one sentence."""

from collections.abc import AsyncIterator

import click

from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Output, current, instant
from service.cli.running import run
from service.feed import CaughtUp, Heartbeat, encode_cursor, pull
from service.graphql.context import Services
from service.graphql.entries import Entry, present
from service.ledger import Reader, StoredEntry

PAGE = 200


@click.command(
    cls=Command,
    epilog="Examples: greffe log · greffe log --after 40 --first 10 · greffe log --follow --json · greffe log --public",
)
@click.option("--ledger", help="SIREN, or FR; may be left out when one authority has a ledger here.")
@click.option("--after", type=click.IntRange(0), default=0, help="Begin after this position.")
@click.option("--first", type=click.IntRange(1), help="Show this many at most.")
@click.option("--follow", is_flag=True, help="Then show each entry as it is recorded, until Ctrl-C.")
@click.option("--token", envvar="GREFFE_TOKEN", help="Read as the holder of a token, not as the operator.")
def log(ledger: str | None, after: int, first: int | None, follow: bool, token: str | None) -> None:
    """Show what was recorded, entry by entry, in order."""
    run(_log(ledger, after, first, follow, token, current()))


async def _log(  # noqa: PLR0917
    ledger: str | None, after: int, first: int | None, follow: bool, token: str | None, output: Output
) -> None:
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        ledger = await chosen_ledger(services.pool, ledger)
        level = viewer.level(ledger)
        shown = 0
        async for stored in _entries(services, ledger, after, follow):
            _tell(stored, level, output)
            shown += 1
            if shown == first:
                return


async def _entries(services: Services, ledger: str, after: int, follow: bool) -> AsyncIterator[StoredEntry]:
    if follow:
        async for pulled in pull(services.pool, services.heads, ledger, after):
            if not isinstance(pulled, CaughtUp | Heartbeat):
                yield pulled
        return
    while True:
        async with services.pool.acquire() as connection:
            page = await Reader(connection).page(ledger, after=after, first=PAGE)
        for stored in page:
            yield stored
        if len(page) < PAGE:
            return
        after = page[-1].position


def _tell(stored: StoredEntry, level: int, output: Output) -> None:
    entry = present(stored, level)
    about = {
        "ledger": stored.ledger,
        "position": stored.position,
        "cursor": encode_cursor(stored.ledger, stored.position),
        "recordedAt": stored.recorded_at,
        "leaf": stored.leaf.hex(),
    }
    when = f"{stored.position:>6}  {instant(stored.recorded_at)}  "
    if not isinstance(entry, Entry):
        output.give({**about, "sealed": True})
        output.say(when + output.words("(sealed)", "(scellée)"))
        return
    output.give(
        {
            **about,
            "type": entry.type,
            "effectiveOn": entry.effective_on,
            "summary": {"fr": entry.summary.fr, "en": entry.summary.en},
            "fact": entry.fact,
            "visibility": entry.visibility,
            "recordedBy": entry.recorded_by,
            "commandId": entry.command_id,
            "rectifies": entry.rectifies,
            "erasedBy": stored.erased_by,
        }
    )
    output.say(when + (entry.summary.fr if output.language == "fr" else entry.summary.en))
