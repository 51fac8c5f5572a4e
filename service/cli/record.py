"""`greffe record`: the commands of a file through the one write door."""

import click

from service.cli.output import Command, current
from service.cli.running import run


@click.command(
    cls=Command,
    epilog="Examples: greffe record sitting.jsonl · cat sitting.jsonl | greffe record - --ledger 200071181 --json · "
    "greffe record --check sitting.jsonl",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--ledger", help="Ledger of the lines that name no authority: a SIREN, or FR.")
@click.option(
    "--command-id-prefix",
    "prefix",
    help="Lines without a commandId are called PREFIX + line number, instead of by the file's SHA-256: for a file "
    "that grows.",
)
@click.option("--token", envvar="GREFFE_TOKEN", help="Record as the holder of a token, not as the operator.")
@click.option("--check", is_flag=True, help="Only see whether each line can be read; record nothing.")
def record(file: str, ledger: str | None, prefix: str | None, token: str | None, check: bool) -> None:
    """Record the commands of FILE (- for standard input), line by line; each line lands whole or not at all.

    \b
    {"commands": [{"registerPerson": {"person": "$x", "givenName": "Ada", ...}}], "commandId": "s1"}
    {"commands": [{"fillSeat": {"body": "bureau", "seat": "M1", "person": "$x", ...}}]}

    A line may also say authority, expectedPosition and (on a SIMULATED ledger) recordedAt. A person registered under
    an alias ($x) is known by it on later lines. It stops at the first line that is refused. Recording the same file
    again gives the first results: nothing is doubled.
    """
    from service.cli.lines import open_source
    from service.cli.recording import Options, check_lines, record_lines

    options = Options(ledger, prefix, token)
    with open_source(file) as source:
        if check:
            check_lines(source, options, current())
        else:
            run(record_lines(source, options, current()))
