"""Governance pacts: statutory for an EPCI, voluntary for the SCoT."""

from domain.core.command import Command

COMMANDS: tuple[type[Command], ...] = ()
