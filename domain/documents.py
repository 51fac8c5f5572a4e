"""Documents and contracts followed during the mandate, and how they relate to the SCoT."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
