"""Correcting the record: nothing is edited, an entry is struck and what replaces it is decided anew."""

from typing import Annotated

from msgspec import Meta, Struct

from domain.annulments import AnnulmentCommand
from domain.bodies import BodyCommand
from domain.core.boundary import Boundary
from domain.core.entry import Act
from domain.core.identifiers import Text
from domain.core.notices import Refusal
from domain.departures import DepartureCommand
from domain.facts.people import PersonDetailsChanged, PersonRegistered
from domain.facts.registry import LedgerOpened
from domain.organizations import OrganizationCommand
from domain.people import PeopleCommand
from domain.registry import RegistryCommand
from domain.seats import SeatCommand
from domain.territory import TerritoryCommand

Replacing = (
    RegistryCommand
    | OrganizationCommand
    | PeopleCommand
    | BodyCommand
    | SeatCommand
    | AnnulmentCommand
    | DepartureCommand
    | TerritoryCommand
)
"""Any command but a rectification."""

NOT_RECTIFIABLE = (LedgerOpened, PersonRegistered, PersonDetailsChanged)
"""Facts of the register itself: they say what it did, and it did."""


class Rectify(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Correct an entry that was recorded wrongly: it is struck, and zero or more commands say what was true.

    The replacing facts take the place of the struck entry in the legal order. Refused, naming the entries, when a
    later entry would no longer stand.
    """

    entry: Annotated[int, Meta(ge=1, description="Position of the entry to correct.")]
    reason: Annotated[Text, Meta(description="Why the record was wrong. Public: no personal data.")]
    act: Act | None = None
    replacement: tuple[Replacing, ...] = ()


class UnknownEntry(Refusal, frozen=True, kw_only=True):
    """The ledger has no entry at that position."""

    entry: int


class AlreadyRectified(Refusal, frozen=True, kw_only=True):
    """The entry was rectified already: rectify what replaced it."""

    entry: int
    by: int
    replacements: tuple[int, ...]


class NotRectifiable(Refusal, frozen=True, kw_only=True):
    """The entry says what the register itself did: it is not rectified."""

    entry: int
    type: str


class NothingToRectify(Refusal, frozen=True, kw_only=True):
    """The replacement says the same as the entry."""

    entry: int


def boundary(command: Rectify) -> Boundary:
    """The entry itself, by position, and whether it still stands."""
    return Boundary(frozenset({f"entry:{command.entry}"}), frozenset({command.entry}))
