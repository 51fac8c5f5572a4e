"""The technical team: technicians, competences, shared time between employers."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
