"""The SCoT itself: approval, analysis, maintenance, revision, lapse."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
