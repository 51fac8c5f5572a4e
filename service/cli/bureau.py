"""`greffe bureau`: who sits, as a table."""

from typing import Any, Final

import click

from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Failure, Output, current
from service.cli.running import run
from service.graphql.context import context_of
from service.graphql.schema import schema
from service.messages.words import Language

_SEATS: Final = """
  asOf { on position recordedAt simulated }
  body { id name }
  seats {
    seat label { fr en } state since until cause entry
    holder { id name shown { fr en } } acting { id name shown { fr en } } onBehalfOf { id name }
  }
  missing { code message { fr en } rule }
"""
_BUREAU: Final = (
    f"query ($authority: ID, $at: AtInput) {{ found: bureau(authority: $authority, at: $at) {{ {_SEATS} }} }}"
)
_BODY: Final = (
    "query ($authority: ID, $at: AtInput, $body: ID!) "
    f"{{ found: composition(body: $body, authority: $authority, at: $at) {{ {_SEATS} }} }}"
)


@click.command(
    cls=Command,
    epilog="Examples: greffe bureau · greffe bureau --on 2026-10-10 --known-at 2026-10-12 · "
    "greffe bureau --body comite-syndical --json",
)
@click.option("--ledger", help="SIREN of the authority; may be left out when it is the only one here.")
@click.option("--on", help="The legal day, as 2026-10-10; today by default.")
@click.option("--known-at", help="As known at this instant, or at the end of this day.")
@click.option("--at-position", type=click.IntRange(1), help="As known at this position of the ledger.")
@click.option("--body", help="Another body than the bureau, by its id.")
@click.option("--token", envvar="GREFFE_TOKEN", help="Read as the holder of a token, not as the operator.")
def bureau(  # noqa: PLR0917
    ledger: str | None,
    on: str | None,
    known_at: str | None,
    at_position: int | None,
    body: str | None,
    token: str | None,
) -> None:
    """Show who sits on the bureau, on a day, as known at a moment."""
    at = {"on": on, "knownAt": known_at, "atPosition": at_position}
    run(_bureau(ledger, {key: value for key, value in at.items() if value is not None}, body, token, current()))


async def _bureau(ledger: str | None, at: dict[str, Any], body: str | None, token: str | None, output: Output) -> None:
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        variables = {"authority": await chosen_ledger(services.pool, ledger), "at": at}
        context = context_of(services, viewer)
        result = await schema.execute(
            _BODY if body else _BUREAU,
            variable_values=variables | ({"body": body} if body else {}),
            context_value=context,
        )
    if result.errors or result.data is None:
        raise _refused(result.errors[0] if result.errors else None, output)
    found = result.data["found"]
    output.give(found)
    if not output.json:
        _show(found, output)


def _refused(error: Any, output: Output) -> Failure:
    said = getattr(error, "extensions", None) or {}
    messages = said.get("messages") or {}
    return Failure(
        output.words("There is no answer", "Il n'y a pas de réponse"),
        str(messages.get(output.language) or getattr(error, "message", "")),
        said.get("remedy") or "",
        {"code": said.get("code")},
    )


def _show(found: dict[str, Any], output: Output) -> None:
    say, language = output.words, output.language
    as_of = found["asOf"]
    head = say(
        f"on {as_of['on']}, as known at entry {as_of['position']} ({as_of['recordedAt']})",
        f"le {as_of['on']}, tel que connu à l'écriture {as_of['position']} ({as_of['recordedAt']})",
    )
    output.say(f"{found['body']['name']}, {head}")
    if as_of["simulated"]:
        output.say(say("A demonstration: the clock is simulated.", "Une démonstration : l'horloge est simulée."))
    rows = [
        (
            seat["seat"],
            seat["label"][language],
            _name(seat["holder"], language) or f"({seat['state'].lower()})",
            say("acting: ", "intérim : ") + _name(seat["acting"], language) if seat["acting"] else "",
            _name(seat["onBehalfOf"], language),
            str(seat["since"]),
            str(seat["until"] or ""),
        )
        for seat in found["seats"]
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(7)]
    for row in rows:
        output.say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip())
    for missing in found["missing"]:
        output.say("! " + missing["message"][language])


def _name(named: dict[str, Any] | None, language: Language) -> str:
    return (named["name"] or named.get("shown", {}).get(language) or named["id"]) if named else ""
