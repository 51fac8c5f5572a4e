"""The strategy: orientations, action programme, trajectory indicators, involvement of the elected."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
