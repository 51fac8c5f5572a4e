"""Every slice of the register, and the commands that it decides."""

from types import ModuleType
from typing import Final, get_args

from domain import (
    ambassadors,
    annulments,
    arbitrations,
    bodies,
    briefings,
    decisions,
    delegations,
    departures,
    disclosure,
    documents,
    erasure,
    organizations,
    pact,
    partners,
    people,
    projects,
    registry,
    scheme,
    seats,
    sessions,
    strategy,
    team,
    territory,
    themes,
)
from domain.core.command import Command

SLICES: Final[dict[ModuleType, tuple[type[Command], ...]]] = {
    registry: get_args(registry.RegistryCommand),
    organizations: get_args(organizations.OrganizationCommand),
    people: get_args(people.PeopleCommand),
    bodies: get_args(bodies.BodyCommand),
    seats: get_args(seats.SeatCommand),
    annulments: get_args(annulments.AnnulmentCommand),
    departures: get_args(departures.DepartureCommand),
    territory: get_args(territory.TerritoryCommand),
    themes: themes.COMMANDS,
    disclosure: disclosure.COMMANDS,
    erasure: erasure.COMMANDS,
    delegations: delegations.COMMANDS,
    sessions: sessions.COMMANDS,
    decisions: decisions.COMMANDS,
    arbitrations: arbitrations.COMMANDS,
    pact: pact.COMMANDS,
    documents: documents.COMMANDS,
    scheme: scheme.COMMANDS,
    strategy: strategy.COMMANDS,
    projects: projects.COMMANDS,
    ambassadors: ambassadors.COMMANDS,
    briefings: briefings.COMMANDS,
    team: team.COMMANDS,
    partners: partners.COMMANDS,
}
SLICE_OF: Final[dict[type[Command], ModuleType]] = {
    command: slice_ for slice_, commands in SLICES.items() for command in commands
}
"""The slice that decides each kind of command."""
