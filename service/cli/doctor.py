"""`greffe doctor`: what is wrong, in plain words, and how to mend it."""

import click

from service.cli.diagnosis import of_database, of_machine, of_port
from service.cli.findings import Finding, State
from service.cli.output import FAILED, Command, Output, current
from service.cli.running import run
from service.settings import Settings

_MARKS = {State.OK: ("✓", "green"), State.NOTE: ("·", "cyan"), State.PROBLEM: ("✗", "red")}


@click.command(
    cls=Command, epilog="Examples: greffe doctor · greffe doctor --json | jq '.[] | select(.state != \"OK\")'"
)
def doctor() -> None:
    """Say what is wrong with this set-up and how to mend it; exit 1 when something is.

    It changes nothing. It may be run while the service runs or not; an embedded PostgreSQL that does not run is
    started for the time of the checks.
    """
    output = current()
    findings = run(_examine(output))
    output.give([{"check": f.check, "state": f.state, "says": f.says, "remedy": f.remedy} for f in findings])
    problems = sum(finding.state is State.PROBLEM for finding in findings)
    output.say()
    output.say(f"{problems} problem(s) found." if problems else "All is well.")
    if problems:
        click.get_current_context().exit(FAILED)


async def _examine(output: Output) -> list[Finding]:
    settings = Settings.from_environment()
    findings: list[Finding] = []

    def tell(found: list[Finding]) -> None:
        for finding in found:
            mark, colour = _MARKS[finding.state]
            output.say(f"{click.style(mark, fg=colour)} {finding.check:14} {finding.says}")
            if finding.remedy:
                output.say(f"  {'':14} → {finding.remedy}")
        findings.extend(found)

    tell(of_machine(settings))
    tell(await of_database(settings))
    tell(await of_port(settings))
    return findings
