"""People, by id only, and what they hold outside the authority's own bodies: mandates and offices.

Names and contacts are in the vault, never here.
"""

from enum import StrEnum

from domain.core.entry import Fact
from domain.core.identifiers import OrganizationId, PersonId


class MandateKind(StrEnum):
    """A mandate that the voters or a council gave to a person."""

    MUNICIPAL_COUNCILLOR = "MUNICIPAL_COUNCILLOR"
    COMMUNITY_COUNCILLOR = "COMMUNITY_COUNCILLOR"
    DEPARTMENTAL_COUNCILLOR = "DEPARTMENTAL_COUNCILLOR"
    REGIONAL_COUNCILLOR = "REGIONAL_COUNCILLOR"
    DEPUTY = "DEPUTY"
    SENATOR = "SENATOR"


class OfficeKind(StrEnum):
    """An office held in another public body, as the authority knows it."""

    MAYOR = "MAYOR"
    DEPUTY_MAYOR = "DEPUTY_MAYOR"
    EPCI_PRESIDENT = "EPCI_PRESIDENT"
    EPCI_VICE_PRESIDENT = "EPCI_VICE_PRESIDENT"
    EPCI_BUREAU_MEMBER = "EPCI_BUREAU_MEMBER"


class EndCause(StrEnum):
    """Why a mandate or an outside office ended."""

    TERM_ENDED = "TERM_ENDED"
    RESIGNATION = "RESIGNATION"
    DEATH = "DEATH"
    ANNULMENT = "ANNULMENT"
    INCOMPATIBILITY = "INCOMPATIBILITY"
    DISMISSAL = "DISMISSAL"
    ORGANIZATION_ENDED = "ORGANIZATION_ENDED"


class PersonRegistered(Fact, frozen=True, kw_only=True):
    """That the register knows a person. Value-free: the name is in the vault."""

    person: PersonId

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}",)


class PersonDetailsChanged(Fact, frozen=True, kw_only=True):
    """That a person's name or contact changed in the vault. Value-free."""

    person: PersonId

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}",)


class PersonDied(Fact, frozen=True, kw_only=True):
    """The death of a person."""

    person: PersonId

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}",)


class MandateStarted(Fact, frozen=True, kw_only=True):
    """A person's mandate began."""

    person: PersonId
    organization: OrganizationId
    mandate: MandateKind

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}", f"{self.organization}:mandates")


class MandateEnded(Fact, frozen=True, kw_only=True):
    """A person's mandate ended."""

    person: PersonId
    organization: OrganizationId
    mandate: MandateKind
    cause: EndCause

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}", f"{self.organization}:mandates")


class OfficeStarted(Fact, frozen=True, kw_only=True):
    """A person took office in another public body (mayor, EPCI president...)."""

    person: PersonId
    organization: OrganizationId
    office: OfficeKind
    rank: int | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}", f"{self.organization}:offices")


class OfficeEnded(Fact, frozen=True, kw_only=True):
    """A person left an office in another public body."""

    person: PersonId
    organization: OrganizationId
    office: OfficeKind
    cause: EndCause
    rank: int | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}", f"{self.organization}:offices")
