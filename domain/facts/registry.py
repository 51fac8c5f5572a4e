"""The opening of a ledger and the identity of the authority that it belongs to."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from domain.core.entry import Fact
from domain.core.identifiers import Label, Siren


class Clock(StrEnum):
    """Where ``recorded_at`` comes from."""

    REAL = "REAL"
    SIMULATED = "SIMULATED"
    """From the caller: a demonstration or a test, and every page says so."""


class LegalForm(StrEnum):
    """Which legal body carries the SCoT (C. urb. L143-16)."""

    EPCI = "EPCI"
    CLOSED_JOINT_SYNDICATE = "CLOSED_JOINT_SYNDICATE"
    OPEN_JOINT_SYNDICATE = "OPEN_JOINT_SYNDICATE"
    PETR = "PETR"
    METROPOLITAN_POLE = "METROPOLITAN_POLE"


class Predecessor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where another ledger ended: what a proof needs to go on from it."""

    ledger: Annotated[str, Meta(pattern="^(?:FR|[0-9]{9})$")]
    position: Annotated[int, Meta(ge=1)]
    """Its last entry."""
    root: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")] | None = None
    """The root of its tree at that size, when it had one."""

    def __str__(self) -> str:
        return f"{self.ledger} ({self.position})"


class LedgerOpened(Fact, frozen=True, kw_only=True):
    """Entry 1 of every ledger."""

    clock: Clock
    succeeds: Predecessor | None = None
    """The ledger that this one goes on from, if any."""

    def tags(self) -> tuple[str, ...]:
        return ("ledger",)


class AuthorityRegistered(Fact, frozen=True, kw_only=True):
    """The SCoT authority whose ledger this is; said again when its name or legal form changes."""

    siren: Siren
    name: Label
    legal_form: LegalForm

    def tags(self) -> tuple[str, ...]:
        return ("authority",)
