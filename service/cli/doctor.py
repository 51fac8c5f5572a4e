"""`greffe doctor`: what is wrong, in plain words, and how to mend it."""

from collections.abc import Iterable

import click

from service.cli.findings import Finding, State, wrong
from service.cli.output import FAILED, Command, Output, current
from service.cli.running import run
from service.messages import doctor as said
from service.settings import Settings
from service.setup_error import SetupError

_MARKS = {State.OK: ("✓", "green"), State.NOTE: ("·", "cyan"), State.PROBLEM: ("✗", "red")}


@click.command(
    cls=Command,
    epilog="Examples: greffe doctor · greffe doctor --lang fr · "
    "greffe doctor --json | jq '.[] | select(.state != \"OK\")'",
)
def doctor() -> None:
    """Say what is wrong with this set-up and how to mend it; exit 1 when something is.

    It changes nothing. It may be run while the service runs or not; an embedded PostgreSQL that does not run is
    started for the time of the checks.
    """
    output = current()
    findings = run(_examine(output))
    output.give([finding.told(output.language) for finding in findings])
    problems = sum(finding.state is State.PROBLEM for finding in findings)
    output.say()
    verdict = said.PROBLEMS if problems else said.ALL_IS_WELL
    output.say(output.pick(verdict._asdict()).format(problems=problems))
    if problems:
        click.get_current_context().exit(FAILED)


async def _examine(output: Output) -> list[Finding]:
    from service.cli.diagnosis import of_machine
    from service.cli.diagnosis_database import of_database
    from service.cli.diagnosis_port import of_port

    try:
        settings = Settings.from_environment()
    except SetupError as error:  # nothing else can be looked at
        return _tell([wrong("settings", error)], output)
    return [
        *_tell(of_machine(settings), output),
        *_tell(await of_database(settings), output),
        *_tell(await of_port(settings), output),
    ]


def _tell(findings: Iterable[Finding], output: Output) -> list[Finding]:
    """Say them as soon as they are known."""
    found = list(findings)
    for finding in found:
        mark, colour = _MARKS[finding.state]
        told = finding.told(output.language)
        output.say(f"{click.style(mark, fg=colour)} {told['check']:16} {told['says']}")
        if told["remedy"]:
            output.say(f"  {'':16} → {told['remedy']}")
    return found
