"""Delegations, four kinds that are never one: of powers, functions, signature, and appointments to outside bodies.

Four facts grant, one for each kind; they share what a scope is and how a delegation changes and ends. Facts of the
authority's own delegations of functions also bear ``functions``: whether all vice-presidents hold one, and whether one
of them lost all, is read from these alone.
"""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from domain.core.entry import Fact, cited
from domain.core.identifiers import Decimal, Label, OrganizationId, PersonId, Slug, Text

FUNCTIONS_TAG = "functions"
POWERS_TAG = "powers"


class DelegationKind(StrEnum):
    """Which of the four legal objects a delegation is."""

    POWERS = "POWERS"
    FUNCTIONS = "FUNCTIONS"
    SIGNATURE = "SIGNATURE"
    APPOINTMENT = "APPOINTMENT"


class AssemblyPower(StrEnum):
    """A power of the assembly. Which of them may not be delegated is a dated rule (CGCT L5211-10)."""

    PLANNING_OPINIONS = "PLANNING_OPINIONS"
    PROCUREMENT = "PROCUREMENT"
    AGREEMENTS = "AGREEMENTS"
    GRANT_APPLICATIONS = "GRANT_APPLICATIONS"
    LOANS = "LOANS"
    CASH_ADVANCES = "CASH_ADVANCES"
    LEASES = "LEASES"
    INSURANCE = "INSURANCE"
    LITIGATION = "LITIGATION"
    STAFF = "STAFF"
    SUBSCRIPTIONS = "SUBSCRIPTIONS"
    BUDGET_AND_RATES = "BUDGET_AND_RATES"
    ACCOUNTS = "ACCOUNTS"
    COMPULSORY_EXPENDITURE = "COMPULSORY_EXPENDITURE"
    STATUTORY_CHANGES = "STATUTORY_CHANGES"
    JOINING_A_PUBLIC_BODY = "JOINING_A_PUBLIC_BODY"
    PUBLIC_SERVICE_DELEGATION = "PUBLIC_SERVICE_DELEGATION"
    ORIENTATIONS = "ORIENTATIONS"
    SCHEME_APPROVAL = "SCHEME_APPROVAL"


class PowerHolder(StrEnum):
    """Who received powers of the assembly: the bureau only as a whole, a vice-president only from the president."""

    PRESIDENT = "PRESIDENT"
    BUREAU = "BUREAU"
    VICE_PRESIDENT = "VICE_PRESIDENT"


class StaffFunction(StrEnum):
    """The members of staff to whom the law lets the president delegate his signature (CGCT L5211-9)."""

    DIRECTOR_GENERAL = "DIRECTOR_GENERAL"
    DEPUTY_DIRECTOR_GENERAL = "DEPUTY_DIRECTOR_GENERAL"
    DIRECTOR_GENERAL_OF_TECHNICAL_SERVICES = "DIRECTOR_GENERAL_OF_TECHNICAL_SERVICES"
    TECHNICAL_DIRECTOR = "TECHNICAL_DIRECTOR"
    HEAD_OF_SERVICE = "HEAD_OF_SERVICE"


class AppointmentRole(StrEnum):
    """In which capacity someone represents the authority in an outside body."""

    TITULAR = "TITULAR"
    ALTERNATE = "ALTERNATE"


class WithdrawalCause(StrEnum):
    """Why a delegation was taken back or given up."""

    REVOKED = "REVOKED"
    REORGANISED = "REORGANISED"
    LOSS_OF_TRUST = "LOSS_OF_TRUST"
    RENOUNCED = "RENOUNCED"
    REPLACED = "REPLACED"
    LEFT_SERVICE = "LEFT_SERVICE"


class DelegationScope(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is delegated: themes, powers of the assembly, up to an amount, in the words of the act."""

    themes: Annotated[tuple[Slug, ...], Meta(max_length=40)] = ()
    """None: no theme is singled out."""
    powers: Annotated[tuple[AssemblyPower, ...], Meta(max_length=40)] = ()
    limit: Annotated[Decimal, Meta(description="Most, in euros, as exact text: 90000, 1450.75.")] | None = None
    text: Text | None = None
    """Public: what the act says, never about a person."""


class DelegationFact(Fact, frozen=True, kw_only=True):
    """A fact of one delegation."""

    delegation: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"delegation:{self.delegation}",)


def themes_of(scope: DelegationScope) -> Iterator[str]:
    """The tags of the themes that a scope mentions."""
    return cited(*(f"theme:{theme}" for theme in scope.themes))


class PowersDelegated(DelegationFact, frozen=True, kw_only=True):
    """The assembly gave powers to the president or the bureau; or the president passed some on (CGCT L5211-10)."""

    founds = True
    holder: PowerHolder
    scope: DelegationScope
    person: PersonId | None = None
    """The vice-president to whom the president passed them on."""
    under: Slug | None = None
    """The delegation from which they were passed on."""
    signature_excluded: bool = False
    """That the assembly did not let the president's delegations of signature extend to them (CGCT L5211-9)."""
    until: dt.date | None = None
    """Excluded."""
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        person = self.person and f"person:{self.person}"
        under = self.under and f"delegation:{self.under}"
        decision = self.decision and f"decision:{self.decision}"
        return (*super().tags(), POWERS_TAG, *cited(person, under, decision), *themes_of(self.scope))


class FunctionsDelegated(DelegationFact, frozen=True, kw_only=True):
    """A president or a mayor entrusted part of his functions to an elected official, by order (CGCT L5211-9)."""

    founds = True
    person: PersonId
    scope: DelegationScope
    organization: OrganizationId | None = None
    """The EPCI or the commune in which it was granted; None: the authority itself."""
    until: dt.date | None = None
    """Excluded."""
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        own = () if self.organization else (FUNCTIONS_TAG,)
        decision = self.decision and f"decision:{self.decision}"
        mentioned = cited(f"person:{self.person}", self.organization, decision)
        return (*super().tags(), *own, *mentioned, *themes_of(self.scope))


class SignatureDelegated(DelegationFact, frozen=True, kw_only=True):
    """The president lets a member of staff sign in his name (CGCT L5211-9)."""

    founds = True
    person: PersonId
    function: StaffFunction
    scope: DelegationScope
    until: dt.date | None = None
    """Excluded."""
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        decision = self.decision and f"decision:{self.decision}"
        return (*super().tags(), *cited(f"person:{self.person}", decision), *themes_of(self.scope))


class RepresentativeAppointed(DelegationFact, frozen=True, kw_only=True):
    """The assembly designated who represents the authority in an outside body (CGCT L2121-33)."""

    founds = True
    person: PersonId
    organization: OrganizationId
    role: AppointmentRole
    scope: DelegationScope = DelegationScope()
    organ: Label | None = None
    """In which organ of it: its board, its committee."""
    until: dt.date | None = None
    """Excluded."""
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        decision = self.decision and f"decision:{self.decision}"
        mentioned = cited(f"person:{self.person}", self.organization, decision)
        return (*super().tags(), *mentioned, *themes_of(self.scope))


class DelegationScopeChanged(DelegationFact, frozen=True, kw_only=True):
    """The same delegation bears on something else from now on: a change of portfolio."""

    scope: DelegationScope

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *themes_of(self.scope))


class DelegationWithdrawn(DelegationFact, frozen=True, kw_only=True):
    """A delegation was taken back or given up."""

    kind: DelegationKind
    cause: WithdrawalCause
    person: PersonId | None = None
    """Whose it was; None for powers of the president or the bureau."""
    organization: OrganizationId | None = None

    def tags(self) -> tuple[str, ...]:
        own = self.kind is DelegationKind.FUNCTIONS and self.organization is None
        person = self.person and f"person:{self.person}"
        return (*super().tags(), *((FUNCTIONS_TAG,) if own else ()), *cited(person, self.organization))


class RetentionVoteHeld(Fact, frozen=True, kw_only=True):
    """The assembly voted on whether a vice-president who lost all functions stays one (CGCT L2122-18 al.3)."""

    person: PersonId
    kept: bool
    votes_for: Annotated[int, Meta(ge=0)]
    """For keeping the vice-president. Totals alone: the ballot may be secret."""
    votes_against: Annotated[int, Meta(ge=0)]
    blank: Annotated[int, Meta(ge=0)] = 0
    """Blank votes and abstentions."""
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        decision = self.decision and f"decision:{self.decision}"
        return (f"retention:{self.person}", FUNCTIONS_TAG, *cited(f"person:{self.person}", decision))
