"""`greffe schema`: the API's contract as text."""

import difflib
from pathlib import Path
from typing import Final

import click

from service.cli.output import Command, Failure, current
from service.graphql.schema import schema as api

REPOSITORY: Final = Path(__file__).parents[2] / "schema.graphql"


@click.command(
    cls=Command,
    epilog="Examples: greffe schema | less · greffe schema --check · greffe schema --output schema.graphql",
)
@click.option("--check", is_flag=True, help="Compare with schema.graphql of the repository; exit 1 when they differ.")
@click.option("--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def schema(check: bool, target: Path | None) -> None:
    """Print the GraphQL schema (SDL)."""
    output, text = current(), api.as_str().rstrip() + "\n"
    if check:
        _check(text, target or REPOSITORY)
        output.give({"same": True})
        return
    if target is None:
        output.give({"schema": text})
        output.say(text.rstrip())
        return
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{target} was not written", error.strerror or str(error), "Name another file") from error
    output.give({"written": str(target)})


def _check(text: str, committed: Path) -> None:
    """Raises Failure, with the differences, unless the file says what the code says."""
    remedy = f"Run `make schema` (greffe schema --output {committed.name}) and commit the file"
    try:
        known = committed.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{committed} cannot be compared", str(error), remedy) from error
    if known == text:
        return
    lines = difflib.unified_diff(
        known.splitlines(), text.splitlines(), f"{committed.name} (committed)", "the code", lineterm=""
    )
    diff = "\n".join(lines)
    raise Failure(f"{committed.name} is not what the code says", diff + "\n", remedy, {"diff": diff})
