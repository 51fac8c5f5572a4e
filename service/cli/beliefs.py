"""`greffe beliefs`: what was believed then against what is known now, and what had rested on it."""

from typing import Any, Final

import click

from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.output import Command, Failure, Output, current
from service.cli.running import run
from service.graphql.context import context_of
from service.graphql.schema import schema

_ARGUMENTS: Final = """subject: $subject, authority: $authority, knownFrom: $knownFrom, fromPosition: $fromPosition,
    knownTo: $knownTo, toPosition: $toPosition, first: 200"""
_CHANGE: Final = """subject place noun since until differs cause causeLabel { fr en } step
    believed { entry sentence { fr en } } known { entry sentence { fr en } }
    entries { position type effectiveOn recordedAt summary { fr en } }"""
_QUERY: Final = f"""query ($subject: ID!, $authority: ID, $knownFrom: DateTime, $fromPosition: Int,
                           $knownTo: DateTime, $toPosition: Int) {{
  changes: beliefChanges({_ARGUMENTS}) {{ nodes {{ {_CHANGE} }} pageInfo {{ hasNextPage }} }}
  impact: beliefImpact({_ARGUMENTS}) {{
    nodes {{ thing on title entry reason reasonLabel {{ fr en }} change {{ subject place since until step }} }}
    pageInfo {{ hasNextPage }}
  }}
}}"""


@click.command(
    cls=Command,
    epilog="Examples: greffe beliefs body:bureau --from 2026-09-15 --to 2026-11-20 · "
    "greffe beliefs decision:2026-11 --from 800 --json",
)
@click.argument("subject")
@click.option("--ledger", help="SIREN of the authority; may be left out when it is the only one here.")
@click.option("--from", "from_", required=True, metavar="K", help="What was known then: a day, an instant, a position.")
@click.option("--to", metavar="K", help="What is known then; now by default.")
@click.option("--token", envvar="GREFFE_TOKEN", help="Read as the holder of a token, not as the operator.")
def beliefs(subject: str, ledger: str | None, from_: str, to: str | None, token: str | None) -> None:
    """Show what the register believed of SUBJECT and knows otherwise now, and what rested on it.

    SUBJECT is body:ID, person:ID, epci:SIREN, decision:ID, delegation:ID...
    """
    known = {**_known(from_, "knownFrom", "fromPosition"), **_known(to, "knownTo", "toPosition")}
    run(_beliefs(subject, ledger, known, token, current()))


def _known(value: str | None, instant: str, position: str) -> dict[str, Any]:
    """A position when it is all digits, else an instant or a day."""
    if value is None:
        return {}
    if value.isascii() and value.isdigit():
        return {position: int(value)}
    return {instant: value}


async def _beliefs(subject: str, ledger: str | None, known: dict[str, Any], token: str | None, output: Output) -> None:
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        variables = {"subject": subject, "authority": await chosen_ledger(services.pool, ledger), **known}
        context = context_of(services, viewer)
        result = await schema.execute(_QUERY, variable_values=variables, context_value=context)
    if result.errors or result.data is None:
        error = result.errors[0] if result.errors else None
        said = getattr(error, "extensions", None) or {}
        messages = said.get("messages") or {}
        raise Failure(
            output.words("There is no answer", "Il n'y a pas de réponse"),
            str(messages.get(output.language) or getattr(error, "message", "")),
            said.get("remedy") or "",
            {"code": said.get("code")},
        )
    output.give(result.data)
    if not output.json:
        _show(result.data, output)


def _show(told: dict[str, Any], output: Output) -> None:
    say, nothing = output.words, output.words("nothing", "rien")
    for change in told["changes"]["nodes"]:
        _show_change(change, output)
    if not told["changes"]["nodes"]:
        output.say(say("No belief changed in between.", "Aucune croyance n'a changé dans l'intervalle."))
        return
    output.say()
    output.say(say("What had rested on them:", "Ce qui reposait dessus :"))
    for found in told["impact"]["nodes"]:
        why = found["reasonLabel"][output.language]
        output.say(f"  {found['on']}  {found['thing']}  {found['title'] or ''}  ({why}) [{found['entry']}]")
    if not told["impact"]["nodes"]:
        output.say("  " + nothing)
    if told["changes"]["pageInfo"]["hasNextPage"] or told["impact"]["pageInfo"]["hasNextPage"]:
        output.say(say("There is more: ask the API page by page.", "Il y en a d'autres : l'API les donne par page."))


def _show_change(change: dict[str, Any], output: Output) -> None:
    say, language, colon = output.words, output.language, output.words(":", " :")
    until = say(f" until {change['until']}", f" jusqu'au {change['until']}") if change["until"] else ""
    since = say(f", from {change['since']}", f", à compter du {change['since']}")
    output.say(f"{change['subject']} {change['place']}".rstrip() + since + until)
    for name, head in (("believed", say("believed", "cru")), ("known", say("known", "su désormais"))):
        side = change[name]
        told = f"{side['sentence'][language]} [{side['entry']}]" if side else say("nothing", "rien")
        output.say(f"  {head}{colon} {told}")
    for entry in change["entries"]:
        output.say(f"  {change['causeLabel'][language]}{colon} [{entry['position']}] {entry['summary'][language]}")
