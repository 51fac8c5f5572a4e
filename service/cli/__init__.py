"""The command line: ``greffe COMMAND``. The table of commands is in ``group``, exit codes are in ``output``."""

import io
import sys

from service.cli.group import greffe


def main() -> None:
    """The entry point of ``greffe``: every expected error is a sentence and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without accents shows the rest (greffe doctor says so)
    greffe(prog_name="greffe")
