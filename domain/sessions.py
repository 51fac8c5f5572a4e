"""Sittings of the authority's bodies: convening, attendance, quorum, votes."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
