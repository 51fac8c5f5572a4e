"""The authority's members over time, and the other public bodies and partners that it works with."""

from enum import StrEnum

from domain.core.entry import Fact
from domain.core.identifiers import Label, OrganizationId, Siren


class OrganizationCategory(StrEnum):
    """What an organisation other than a commune or an EPCI of the reference ledger is."""

    PUBLIC_BODY = "PUBLIC_BODY"
    LOCAL_AUTHORITY = "LOCAL_AUTHORITY"
    STATE = "STATE"
    PARTNER = "PARTNER"


class MemberEndCause(StrEnum):
    """Why a member ceased to be one."""

    WITHDRAWAL = "WITHDRAWAL"
    MERGER = "MERGER"
    SPLIT = "SPLIT"
    DISSOLUTION = "DISSOLUTION"
    ANNULMENT = "ANNULMENT"
    PERIMETER_REDUCED = "PERIMETER_REDUCED"


class OrganizationRegistered(Fact, frozen=True, kw_only=True):
    """A public body or a partner of the authority, under a local id."""

    organization: OrganizationId
    name: Label
    category: OrganizationCategory
    siren: Siren | None = None

    def tags(self) -> tuple[str, ...]:
        return (self.organization,)


class OrganizationClosed(Fact, frozen=True, kw_only=True):
    """An organisation registered under a local id exists no more."""

    organization: OrganizationId

    def tags(self) -> tuple[str, ...]:
        return (self.organization,)


class MemberJoined(Fact, frozen=True, kw_only=True):
    """An organisation became a member of the authority."""

    organization: OrganizationId
    succeeds: tuple[OrganizationId, ...] = ()
    """The members that it replaces after a merger (CGCT L5711-3)."""

    def tags(self) -> tuple[str, ...]:
        return ("members", self.organization)


class MemberCeased(Fact, frozen=True, kw_only=True):
    """An organisation ceased to be a member of the authority."""

    organization: OrganizationId
    cause: MemberEndCause

    def tags(self) -> tuple[str, ...]:
        return ("members", self.organization)
