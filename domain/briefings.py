"""Briefings of municipal councils on the strategy."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
