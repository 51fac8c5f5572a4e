"""Political settlements between the presidents of the EPCIs, and the exchange sessions that prepared them."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
