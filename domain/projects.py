"""Projects of the territory and their reviews."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
