"""`greffe log`: the audit trail, each entry in one sentence: the same questions and answers as the API's auditTrail."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Final, TypeVar

import click

from service.cli.local import chosen_ledger, opened_services, viewer_for
from service.cli.log_lines import tell
from service.cli.log_reading import Reading, entries
from service.cli.output import Command, Output, current
from service.cli.running import run
from service.graphql.context import context_of

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: Final = (
    click.option("--person", help="About this person, by id."),
    click.option("--body", help="About this body, in any of its terms."),
    click.option("--decision", help="About this decision."),
    click.option("--project", help="About this project."),
    click.option("--arbitration", help="About this arbitration."),
    click.option("--session", help="About this sitting."),
    click.option("--organization", help="About commune:<INSEE>, epci:<SIREN> or org:<local id>."),
    click.option("--theme", help="Citing this theme."),
    click.option("--about", help="Of any other thing, or citing it: contract:<id>, pact:<id>..."),
    click.option("--type", "types", multiple=True, help="Of this kind of fact, such as SeatFilled; may be repeated."),
    click.option("--act", metavar="NUMBER", help="Citing the act of this number, however it is punctuated."),
    click.option("--author", metavar="TOKEN", help="Recorded by this token, by id."),
    click.option("--effective", metavar="FROM..TO", help="Taking effect between two days, both included."),
    click.option("--recorded", metavar="FROM..TO", help="Recorded between two days, both included."),
    click.option(
        "--visibility",
        type=click.Choice(["PUBLIC", "MEMBERS", "BUREAU", "RESTRICTED"]),
        help="Recorded with this visibility.",
    ),
    click.option("--rectified", is_flag=True, default=None, help="Struck by a later entry."),
    click.option("--rectifying", is_flag=True, default=None, help="Striking an earlier entry, or in its place."),
    click.option("--text", help="Holding all these words; accents, case and plurals make no difference."),
)
"""What the trail is asked for: the fields of TrailFilter."""


def _asking(command: F) -> F:
    """A command with the options of a filter."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(
    cls=Command,
    epilog="Examples: greffe log · greffe log --last 10 · greffe log --body bureau --changes · "
    "greffe log --person p-2lm5n6fvrtk4xssc --effective 2026-01-01..2026-12-31 · greffe log --text démission --json · "
    "greffe log --follow --type SeatVacated",
)
@click.option("--ledger", help="SIREN, or FR; may be left out when one authority has a ledger here.")
@click.option("--after", type=click.IntRange(0), help="Begin after this position.")
@click.option("--first", type=click.IntRange(1), help="Show this many at most.")
@click.option("--last", type=click.IntRange(1), help="Show this many at most, the newest.")
@click.option("--reverse", is_flag=True, help="Show the newest first.")
@_asking
@click.option("--changes", is_flag=True, help="Show what each entry changed.")
@click.option("--follow", is_flag=True, help="Then show each entry as it is recorded, until Ctrl-C.")
@click.option("--token", envvar="GREFFE_TOKEN", help="Read as the holder of a token, not as the operator.")
def log(  # noqa: PLR0917
    ledger: str | None,
    after: int | None,
    first: int | None,
    last: int | None,
    reverse: bool,
    changes: bool,
    follow: bool,
    token: str | None,
    **asked: Any,
) -> None:
    """Show what was recorded, entry by entry, in order: everything, or what is about something."""
    if first is not None and last is not None:
        raise click.UsageError("--first and --last both say how many entries: give one of them.")
    if follow and (reverse or last is not None):
        raise click.UsageError("--follow goes forward: leave --reverse and --last out.")
    newest_first = reverse or last is not None
    reading = Reading(_filter(asked), after, first or last, newest_first, changes, follow)
    run(_log(ledger, reading, last is not None and not reverse, token, current()))


async def _log(ledger: str | None, reading: Reading, turned: bool, token: str | None, output: Output) -> None:
    """``turned``: the newest are read first, and shown in order."""
    async with opened_services() as services:
        viewer = await viewer_for(services.pool, token)
        ledger = await chosen_ledger(services.pool, ledger)
        context = context_of(services, viewer)
        nodes = entries(context, ledger, reading, output)
        if turned:
            nodes = _in_order([node async for node in nodes])
        empty = True
        async for node in nodes:
            tell(node, output)
            empty = False
        if empty:
            output.say(output.words("No entry answers this.", "Aucune écriture ne répond à cette demande."))


async def _in_order(nodes: list[dict[str, Any]]) -> AsyncIterator[dict[str, Any]]:
    for node in reversed(nodes):
        yield node


def _filter(asked: dict[str, Any]) -> dict[str, Any]:
    """The options as the API's TrailFilter."""
    given = {name: value for name, value in asked.items() if value not in (None, ())}
    for name in ("effective", "recorded"):
        if name in given:
            given[name] = _period(f"--{name}", given[name])
    if "act" in given:
        given["act"] = {"number": given["act"]}
    return given


def _period(option: str, text: str) -> dict[str, str]:
    start, dots, end = text.partition("..")
    if not dots or not (start or end):
        raise click.BadParameter("write 2026-01-01..2026-12-31; either day may be left out.", param_hint=option)
    return {name: day for name, day in (("from", start), ("to", end)) if day}
