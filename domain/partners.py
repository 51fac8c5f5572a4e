"""The ecosystem of actors: categories, agreements, engagements."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
