"""The table of commands. A command's module is imported when the command runs, so that `greffe --help` is quick."""

import importlib
from typing import Final, NamedTuple

import click
from click.shell_completion import CompletionItem


class Entry(NamedTuple):
    """Where a command is, and what it does in one line."""

    module: str
    attribute: str
    summary: str


class Lazy(click.Group):
    """A group that knows its commands by name and line alone."""

    def __init__(self, *args: object, table: dict[str, Entry], **extra: object) -> None:
        super().__init__(*args, **extra)  # type: ignore[arg-type]
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one."""
        if cmd_name not in self.table:
            return None
        entry = self.table[cmd_name]
        command = getattr(importlib.import_module(entry.module), entry.attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.table.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Without importing any."""
        names = [
            CompletionItem(name, help=entry.summary)
            for name, entry in self.table.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]


COMMANDS: Final = {
    "serve": Entry("service.cli.serve", "serve", "Serve the register over HTTP until Ctrl-C."),
    "demo": Entry("service.cli.demo", "demo", "Load the demonstration into an empty register."),
    "record": Entry("service.cli.record", "record", "Record the commands of a file, line by line."),
    "bureau": Entry("service.cli.bureau", "bureau", "Show who sits on the bureau."),
    "log": Entry("service.cli.log", "log", "Show what was recorded, entry by entry."),
    "dossier": Entry("service.cli.dossier", "dossier", "Print all that stands behind a decision, for an audit."),
    "beliefs": Entry("service.cli.beliefs", "beliefs", "Show what was believed then and is known now."),
    "forget": Entry("service.cli.erasing", "forget", "Destroy what is kept of a person."),
    "redact": Entry("service.cli.erasing", "redact", "Destroy the free text of an entry."),
    "vault": Entry("service.cli.vault", "vault", "Look after the keys of the personal values."),
    "import": Entry("service.cli.imports", "imports", "Import territory, elected people, past bureaux."),
    "token": Entry("service.cli.token", "token", "Make, list and revoke access tokens."),
    "keys": Entry("service.cli.keys", "keys", "Make, show and replace the key that signs checkpoints."),
    "witness": Entry("service.cli.witness", "witness", "Keep what a server signed, and check that it stays so."),
    "doctor": Entry("service.cli.doctor", "doctor", "Say what is wrong with this set-up and how to mend it."),
    "verify": Entry("service.cli.verify", "verify", "Verify a bundle offline, or the register against itself."),
    "export": Entry("service.cli.export", "export", "Write entries and their proofs to a file."),
    "migrate": Entry("service.cli.migrate", "migrate", "Bring the database up to date."),
    "rebuild": Entry("service.cli.rebuild", "rebuild", "Compute the projections again from the ledgers."),
    "documents": Entry("service.cli.documents", "documents", "Name the registered GraphQL documents by their SHA-256."),
    "schema": Entry("service.cli.schema", "schema", "Print the GraphQL schema, or check the one in the repository."),
}


@click.group(
    cls=Lazy,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Examples: greffe serve --demo · greffe bureau --on 2026-10-10 · greffe doctor"
    "\n\n"
    'Completion: eval "$(_GREFFE_COMPLETE=bash_source greffe)" (zsh_source, fish_source for other shells)'
    "\n\n"
    "Exit codes: 0 done · 1 refused, or something is wrong · 2 wrong command line · 3 wrong set-up "
    "· 130 interrupted",
)
@click.version_option(package_name="greffe", message="greffe %(version)s")
def greffe() -> None:
    """The register of a SCoT's governance.

    Settings come from the environment: GREFFE_DATA_DIR, GREFFE_HOST, GREFFE_PORT,
    GREFFE_DOCUMENTS, GREFFE_PUBLIC_DOCUMENTS_ONLY, and for a PostgreSQL of your own
    DATABASE_URL, DATABASE_ADMIN_URL and the files named by DATABASE_PASSWORD_FILE, DATABASE_ADMIN_PASSWORD_FILE.
    Checkpoints: GREFFE_ORIGIN, GREFFE_SIGNING_KEY_FILE, GREFFE_WITNESSES.
    """
