"""`greffe schema`: the API's contract as text."""

import difflib
from pathlib import Path
from typing import Final

import click

from service.cli.output import Command, current

REPOSITORY: Final = Path(__file__).parents[2] / "schema.graphql"


@click.command(
    cls=Command,
    epilog="Examples: greffe schema | less · greffe schema --check · greffe schema --output schema.graphql · "
    "greffe schema --facts schemas",
)
@click.option("--check", is_flag=True, help="Compare with schema.graphql of the repository; exit 1 when they differ.")
@click.option("--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option(
    "--facts",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write instead the JSON Schema of each fact type to this folder; with --check, compare.",
)
def schema(check: bool, target: Path | None, folder: Path | None) -> None:
    """Print the GraphQL schema (SDL), or write the JSON Schemas of what partners are told of facts."""
    if folder is not None:
        if target is not None:
            raise click.UsageError(current().line("FACTS_OR_OUTPUT"))
        _facts(check, folder)
        return
    from service.graphql.schema import schema as api

    output, text = current(), api.as_str().rstrip() + "\n"
    if check:
        _check(text, target or REPOSITORY, f"make schema (greffe schema --output {(target or REPOSITORY).name})")
        output.give({"same": True})
        return
    if target is None:
        output.give({"schema": text})
        output.say(text.rstrip())
        return
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise output.failure("NOT_WRITTEN", path=target, error=error.strerror or error) from error
    output.give({"written": str(target)})


def _facts(check: bool, folder: Path) -> None:
    """The schema of each fact type, one file each."""
    from domain.facts import FACT_TYPES
    from service.ledger.fact_schemas import schema_of

    texts = {f"{name}.json": schema_of(name).text.decode() for name in sorted(FACT_TYPES)}
    if check:
        if strange := sorted(path.name for path in folder.glob("*.json") if path.name not in texts):
            raise current().failure("STRANGE_SCHEMAS", path=folder, names=", ".join(strange))
        for name, text in texts.items():
            _check(text, folder / name, f"greffe schema --facts {folder}")
        current().give({"same": True})
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise current().failure("NOT_WRITTEN", path=folder, error=error.strerror or error) from error
    current().give({"written": str(folder), "schemas": len(texts)})


def _check(text: str, committed: Path, command: str) -> None:
    """Raises Failure, with the differences, unless the file says what the code says."""
    try:
        known = committed.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise current().failure("NOT_COMPARED", path=committed, error=error, command=command) from error
    if known == text:
        return
    lines = difflib.unified_diff(
        known.splitlines(), text.splitlines(), f"{committed.name} (committed)", "the code", lineterm=""
    )
    raise current().failure("SCHEMA_DIFFERS", path=committed.name, diff="\n".join(lines) + "\n", command=command)
