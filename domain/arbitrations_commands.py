"""What a clerk asks to record of arbitrations and of exchange sessions between presidents."""

import datetime as dt
from typing import Annotated

from msgspec import Meta

from domain.core.command import Command
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.arbitrations import (
    ArbitrationOption,
    ConditionOutcome,
    ExchangeParticipant,
    ExchangeSubject,
    FollowUpOutcome,
    PactClauseCited,
    SettlementAgreement,
    SettlementCondition,
    Stance,
)


class HoldExchange(Command, frozen=True, kw_only=True):
    """Record an exchange session between presidents of EPCIs: who came, on what. ``on`` is the day it was held."""

    exchange: Slug
    participants: Annotated[tuple[ExchangeParticipant, ...], Meta(min_length=1, max_length=100)]
    subjects: Annotated[tuple[ExchangeSubject, ...], Meta(min_length=1, max_length=50)]
    place: Label | None = None
    note: Text | None = None


class AboutArbitration(Command, frozen=True, kw_only=True):
    """What every command about an arbitration says."""

    arbitration: Slug


class OpenArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Put a sensitive question to the presidents of the EPCIs that are parties to it."""

    subject: Label
    question: Text
    parties: Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=100)]
    themes: Annotated[tuple[Slug, ...], Meta(max_length=50)] = ()
    territory: Annotated[tuple[OrganizationId, ...], Meta(max_length=200)] = ()
    options: Annotated[tuple[ArbitrationOption, ...], Meta(max_length=20)] = ()


class AddArbitrationOption(AboutArbitration, frozen=True, kw_only=True):
    """Put one more option on the table."""

    option: ArbitrationOption


class WithdrawArbitrationOption(AboutArbitration, frozen=True, kw_only=True):
    """Take an option off the table."""

    option: Slug
    reason: Text | None = None


class TakePosition(AboutArbitration, frozen=True, kw_only=True):
    """Record what an EPCI's president, or who represents it, says of an option; it replaces what it said."""

    person: PersonId
    on_behalf_of: OrganizationId
    option: Slug
    stance: Stance
    words: Text | None = None


class SettleArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record the settlement: one of the options, or a compromise in words."""

    reasons: Text
    agreement: SettlementAgreement
    option: Slug | None = None
    compromise: Text | None = None
    conditions: Annotated[tuple[SettlementCondition, ...], Meta(max_length=50)] = ()
    review_on: dt.date | None = None
    clauses: Annotated[tuple[PactClauseCited, ...], Meta(max_length=50)] = ()


class ResolveSettlementCondition(AboutArbitration, frozen=True, kw_only=True):
    """Record that a condition of the settlement is fulfilled, has failed or is lifted."""

    condition: Slug
    outcome: ConditionOutcome
    note: Text | None = None


class AddFollowUp(AboutArbitration, frozen=True, kw_only=True):
    """Entrust an action that follows from the settlement to a person or to an organisation."""

    follow_up: Slug
    title: Label
    due_on: dt.date
    person: PersonId | None = None
    organization: OrganizationId | None = None


class CloseFollowUp(AboutArbitration, frozen=True, kw_only=True):
    """Record that a follow-up action is done, dropped or replaced."""

    follow_up: Slug
    outcome: FollowUpOutcome
    note: Text | None = None


class FormalizeArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record the decision that gives the settlement its legal form."""

    decision: Slug


class ReviewArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record that the settlement was looked at again and maintained, and when it is to be next."""

    note: Text | None = None
    next_review_on: dt.date | None = None


class ReopenArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Open a question again that was settled or abandoned."""

    reason: Text


class SupersedeArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Record that another arbitration takes the place of this one."""

    by: Slug


class AbandonArbitration(AboutArbitration, frozen=True, kw_only=True):
    """Drop a question without settling it."""

    reason: Text


LaterCommand = (
    AddArbitrationOption
    | WithdrawArbitrationOption
    | TakePosition
    | SettleArbitration
    | ResolveSettlementCondition
    | AddFollowUp
    | CloseFollowUp
    | FormalizeArbitration
    | ReviewArbitration
    | ReopenArbitration
    | SupersedeArbitration
    | AbandonArbitration
)
"""About an arbitration that exists."""
ArbitrationCommand = HoldExchange | OpenArbitration | LaterCommand
