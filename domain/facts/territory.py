"""Communes, EPCIs and who belongs to whom: the whole of the reference ledger.

What a yearly file shows (``CommuneRecorded``, ``EpciRecorded``, ``MembershipObserved``) and what an act did
(everything else) are kept apart: an observation of 1 January never states a legal date.
"""

import datetime as dt
from enum import StrEnum

from domain.core.entry import Fact
from domain.core.identifiers import Insee, Label, Siren


class EpciNature(StrEnum):
    """The legal nature of an EPCI with its own tax."""

    CC = "CC"
    CA = "CA"
    CU = "CU"
    METRO = "METRO"
    MET69 = "MET69"


class TaxRegime(StrEnum):
    """How an EPCI raises its own tax: single business tax, additional, or business tax of a zone."""

    FPU = "FPU"
    FA = "FA"
    FPZ = "FPZ"


class EpciOrigin(StrEnum):
    """How an EPCI came to exist, or to exist again."""

    CREATION = "CREATION"
    MERGER = "MERGER"
    SPLIT = "SPLIT"
    TRANSFORMATION = "TRANSFORMATION"
    RESTORED = "RESTORED"
    """It exists again, under the same SIREN: the act that ended it was annulled."""


class EpciEndCause(StrEnum):
    """Why an EPCI ceased to exist."""

    MERGER = "MERGER"
    SPLIT = "SPLIT"
    DISSOLUTION = "DISSOLUTION"
    TRANSFORMATION = "TRANSFORMATION"
    ANNULMENT = "ANNULMENT"


class CommuneOrigin(StrEnum):
    """How a commune came to exist, or to exist again."""

    NEW_COMMUNE = "NEW_COMMUNE"
    """A commune nouvelle (CGCT L2113-2)."""
    SPLIT = "SPLIT"
    RESTORED = "RESTORED"


class CommuneEndCause(StrEnum):
    """Why a commune ceased to exist."""

    NEW_COMMUNE = "NEW_COMMUNE"
    SPLIT = "SPLIT"
    ANNULMENT = "ANNULMENT"


class JoinCause(StrEnum):
    """Why a commune became a member of an EPCI."""

    EPCI_CREATED = "EPCI_CREATED"
    MERGER = "MERGER"
    ACCESSION = "ACCESSION"
    PERIMETER_EXTENDED = "PERIMETER_EXTENDED"
    RESTORED = "RESTORED"
    COMMUNE_CREATED = "COMMUNE_CREATED"


class LeaveCause(StrEnum):
    """Why a commune ceased to be a member of an EPCI."""

    WITHDRAWAL = "WITHDRAWAL"
    PERIMETER_REDUCED = "PERIMETER_REDUCED"
    ANNULMENT = "ANNULMENT"
    EPCI_ENDED = "EPCI_ENDED"


class CommuneRecorded(Fact, frozen=True, kw_only=True):
    """What the official files of a vintage say of a commune."""

    commune: Insee
    name: Label
    department: str
    vintage: int
    """Year of the file: known per file, never per package."""
    siren: Siren | None = None
    population: int | None = None
    """Municipal population."""

    def tags(self) -> tuple[str, ...]:
        return (f"commune:{self.commune}",)


class EpciRecorded(Fact, frozen=True, kw_only=True):
    """What the official files of a vintage say of an EPCI."""

    epci: Siren
    name: Label
    vintage: int
    nature: EpciNature | None = None
    own_tax: bool = True
    tax_regime: TaxRegime | None = None
    population: int | None = None
    """Municipal population."""

    def tags(self) -> tuple[str, ...]:
        return (f"epci:{self.epci}",)


class CommuneCreated(Fact, frozen=True, kw_only=True):
    """A commune exists, or exists again, by an act."""

    commune: Insee
    cause: CommuneOrigin
    predecessors: tuple[Insee, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (f"commune:{self.commune}",)


class CommuneEnded(Fact, frozen=True, kw_only=True):
    """A commune exists no more, and so is in no EPCI."""

    ends_period = True
    commune: Insee
    cause: CommuneEndCause
    successors: tuple[Insee, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (f"commune:{self.commune}",)


class EpciCreated(Fact, frozen=True, kw_only=True):
    """An EPCI exists, or exists again, by an act."""

    epci: Siren
    cause: EpciOrigin
    predecessors: tuple[Siren, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (f"epci:{self.epci}",)


class EpciEnded(Fact, frozen=True, kw_only=True):
    """An EPCI exists no more. That its communes left it is said of each."""

    ends_period = True
    epci: Siren
    cause: EpciEndCause
    successors: tuple[Siren, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (f"epci:{self.epci}",)


class MembershipObserved(Fact, frozen=True, kw_only=True):
    """A commune was seen in an EPCI on each 1 January from a year on: an observation, never a legal date."""

    commune: Insee
    epci: Siren
    observed_from: dt.date
    """The first 1 January on which it was seen there."""
    observed_until: dt.date | None = None
    """The first 1 January on which it was seen there no more."""

    def tags(self) -> tuple[str, ...]:
        return (f"commune:{self.commune}", f"epci:{self.epci}:communes")


class CommuneJoinedEpci(Fact, frozen=True, kw_only=True):
    """A commune became a member of an EPCI, by an act."""

    commune: Insee
    epci: Siren
    cause: JoinCause

    def tags(self) -> tuple[str, ...]:
        return (f"commune:{self.commune}", f"epci:{self.epci}:communes")


class CommuneLeftEpci(Fact, frozen=True, kw_only=True):
    """A commune ceased to be a member of an EPCI, by an act."""

    ends_period = True
    commune: Insee
    epci: Siren
    cause: LeaveCause

    def tags(self) -> tuple[str, ...]:
        return (f"commune:{self.commune}", f"epci:{self.epci}:communes")
