"""What a clerk asks to record of delegations and representatives."""

import datetime as dt
from typing import Annotated

from msgspec import Meta

from domain.core.command import Command
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug
from domain.facts.delegations import AppointmentRole, DelegationScope, StaffFunction, WithdrawalCause


class DelegatePowers(Command, frozen=True, kw_only=True):
    """The assembly delegates powers to the president, or to the bureau as a whole (CGCT L5211-10)."""

    delegation: Slug
    to_bureau: Annotated[bool, Meta(description="To the bureau as a whole; otherwise to the president.")] = False
    scope: DelegationScope
    signature_excluded: Annotated[
        bool, Meta(description="That the president's delegations of signature do not extend to them (L5211-9).")
    ] = False
    until: Annotated[dt.date, Meta(description="Excluded; by default they last as long as the assembly.")] | None = None
    decision: Slug | None = None


class SubdelegatePowers(Command, frozen=True, kw_only=True):
    """The president passes on to a vice-president some of the powers that the assembly delegated to him."""

    delegation: Slug
    under: Annotated[Slug, Meta(description="The delegation of powers to the president that they come from.")]
    person: PersonId
    scope: DelegationScope
    until: Annotated[dt.date, Meta(description="Excluded.")] | None = None
    decision: Slug | None = None


class DelegateFunctions(Command, frozen=True, kw_only=True):
    """The president entrusts functions to a vice-president, or to another member of the bureau, by order (L5211-9)."""

    delegation: Slug
    person: PersonId
    scope: DelegationScope
    organization: (
        Annotated[
            OrganizationId,
            Meta(description="The EPCI or the commune whose executive granted it; by default the authority itself."),
        ]
        | None
    ) = None
    until: Annotated[dt.date, Meta(description="Excluded; by default it lasts until it is withdrawn.")] | None = None
    decision: Slug | None = None


class DelegateSignature(Command, frozen=True, kw_only=True):
    """The president lets a member of staff sign in his name, by order (L5211-9)."""

    delegation: Slug
    person: PersonId
    function: StaffFunction
    scope: DelegationScope
    until: Annotated[dt.date, Meta(description="Excluded; by default it lasts until it is withdrawn.")] | None = None
    decision: Slug | None = None


class AppointRepresentative(Command, frozen=True, kw_only=True):
    """The assembly designates who represents the authority in an outside body (L2121-33)."""

    delegation: Slug
    person: PersonId
    organization: OrganizationId
    role: AppointmentRole = AppointmentRole.TITULAR
    organ: Annotated[Label, Meta(description="In which organ of it: its board, its committee.")] | None = None
    scope: DelegationScope | None = None
    until: Annotated[dt.date, Meta(description="Excluded.")] | None = None
    decision: Slug | None = None


class ChangeDelegationScope(Command, frozen=True, kw_only=True):
    """Say on what a delegation bears from now on: a change of portfolio. It opens no vote."""

    delegation: Slug
    scope: DelegationScope


class WithdrawDelegation(Command, frozen=True, kw_only=True):
    """Record that a delegation was taken back or given up."""

    delegation: Slug
    cause: WithdrawalCause


class RecordRetentionVote(Command, frozen=True, kw_only=True):
    """Record the assembly's vote on keeping a vice-president from whom all functions were withdrawn (L2122-18)."""

    person: PersonId
    kept: bool
    votes_for: Annotated[int, Meta(ge=0, description="For keeping the vice-president.")]
    votes_against: Annotated[int, Meta(ge=0)]
    blank: Annotated[int, Meta(ge=0, description="Blank votes and abstentions.")] = 0
    decision: Slug | None = None


DelegationCommand = (
    DelegatePowers
    | SubdelegatePowers
    | DelegateFunctions
    | DelegateSignature
    | AppointRepresentative
    | ChangeDelegationScope
    | WithdrawDelegation
    | RecordRetentionVote
)
