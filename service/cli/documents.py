"""`greffe documents`: the GraphQL documents that partners may name instead of sending them."""

from pathlib import Path

import click

from service.cli.output import Command, current
from service.settings import Settings


@click.command(
    cls=Command,
    epilog="Examples: greffe documents ./documents · GREFFE_DOCUMENTS=/etc/greffe/documents greffe documents --json",
)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def documents(folder: Path | None) -> None:
    """Check the documents (*.graphql) of a folder and name each by its documentId.

    Without FOLDER: those of GREFFE_DOCUMENTS, which `greffe serve` registers when it starts. A documentId is the
    SHA-256 of the file as it is, so `sha256sum` gives it as well.
    """
    from service.graphql.persisted import PREFIX, operations, read_documents, sha256
    from service.graphql.schema import schema

    output, folder = current(), folder or Settings.from_environment().documents
    if folder is None:
        raise output.failure("NO_DOCUMENT")
    found = [
        {"documentId": PREFIX + sha256(text), "file": name, "operations": operations(schema, text)}
        for name, text in read_documents(folder, schema).items()
    ]
    output.give(found)
    for each in found:
        output.say(f"{each['documentId']}  {each['file']}  ({', '.join(each['operations'])})")
