"""Deliberations, orders, delegated decisions and opinions, their relations and their life in law."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
