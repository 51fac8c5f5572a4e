"""The command line: ``greffe COMMAND``. The table of commands is in ``group``, exit codes are in ``output``."""

from service.cli.group import greffe


def main() -> None:
    """The entry point of ``greffe``: every expected error is a sentence and an exit code, never a traceback."""
    greffe(prog_name="greffe")
