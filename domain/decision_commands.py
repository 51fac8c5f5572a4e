"""What a clerk may ask to record of decisions. Each kind of decision has a command of its own, with its own rules."""

import datetime as dt
from typing import Annotated

from msgspec import Meta

from domain.core.command import Command
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.decisions import (
    ArticleNumber,
    BudgetYear,
    DecisionArticle,
    DecisionKind,
    DecisionNumber,
    LapseCause,
    Matter,
    PrefectureId,
    PublicationManner,
    SuspensionEnd,
    VoteTotals,
    WebAddress,
)


class DecisionCommand(Command, frozen=True, kw_only=True):
    """A command about one decision."""

    decision: Slug


class TakingCommand(DecisionCommand, frozen=True, kw_only=True):
    """What every decision says, whoever takes it."""

    title: Text
    number: DecisionNumber | None = None
    matter: Matter | None = None
    themes: Annotated[tuple[Slug, ...], Meta(max_length=20)] = ()
    territory: Annotated[tuple[OrganizationId, ...], Meta(max_length=100, description="Where it applies.")] = ()
    articles: Annotated[
        tuple[DecisionArticle, ...], Meta(max_length=200, description="Its articles, so that effects can be partial.")
    ] = ()
    enters_into_force_on: Annotated[
        dt.date | None, Meta(description="Not in force before that day, when the decision itself says so.")
    ] = None


class AdoptDeliberation(TakingCommand, frozen=True, kw_only=True):
    """Record a deliberation that the assembly adopted (CGCT L2121-20, L2121-29). ``on`` is the day of the session."""

    body: Slug
    session: Slug | None = None
    item: Slug | None = None
    votes: VoteTotals | None = None
    individual: Annotated[bool, Meta(description="It concerns named people: notified, not published.")] = False
    concerns: Annotated[tuple[PersonId, ...], Meta(max_length=100)] = ()
    creates_rights: bool = False
    budget_year: BudgetYear | None = None
    budget_name: Annotated[Label | None, Meta(description="Name of the budget (SCDL BUDGET_NOM).")] = None
    internal_rules: Annotated[bool, Meta(description="It adopts the internal rules (CGCT L2121-8).")] = False


class IssueOrder(TakingCommand, frozen=True, kw_only=True):
    """Record an order signed by the president in office, by whoever acts, or under a delegation (CGCT L5211-9).

    ``on`` is the day of the signature.
    """

    author: PersonId
    presides: Annotated[Slug, Meta(description="The body over which the president presides.")] = "bureau"
    delegation: Annotated[Slug | None, Meta(description="Of an author who does not preside.")] = None
    individual: Annotated[bool, Meta(description="It concerns named people: notified, not published.")] = False
    concerns: Annotated[tuple[PersonId, ...], Meta(max_length=100)] = ()
    creates_rights: bool = False
    transmissible: Annotated[bool, Meta(description="False for what CGCT L2131-2 does not list.")] = True


class TakeDelegatedDecision(TakingCommand, frozen=True, kw_only=True):
    """Record a decision taken with powers of the assembly, by the bureau as a whole or by the president, never both
    (CGCT L5211-10)."""

    delegation: Slug | None = None
    body: Annotated[Slug | None, Meta(description="The bureau, when it decides as a whole.")] = None
    author: Annotated[PersonId | None, Meta(description="The president, who decides alone.")] = None
    presides: Annotated[Slug, Meta(description="The body over which the president presides.")] = "bureau"
    session: Slug | None = None
    item: Slug | None = None
    votes: VoteTotals | None = None
    creates_rights: bool = False


class GiveOpinion(TakingCommand, frozen=True, kw_only=True):
    """Record an opinion given by a body to an organisation, on a document or another subject. It decides nothing."""

    body: Slug
    addressed_to: OrganizationId
    document: Slug | None = None
    delegation: Annotated[Slug | None, Meta(description="By which the assembly entrusts such opinions.")] = None
    session: Slug | None = None
    item: Slug | None = None
    votes: VoteTotals | None = None


class RejectDecision(DecisionCommand, frozen=True, kw_only=True):
    """Record that a draft put to the vote did not get the majority: an outcome, and no decision."""

    kind: DecisionKind
    title: Text
    body: Slug
    number: DecisionNumber | None = None
    matter: Matter | None = None
    session: Slug | None = None
    item: Slug | None = None
    themes: Annotated[tuple[Slug, ...], Meta(max_length=20)] = ()
    territory: Annotated[tuple[OrganizationId, ...], Meta(max_length=100)] = ()
    votes: VoteTotals | None = None


class TransmitDecision(DecisionCommand, frozen=True, kw_only=True):
    """Record that the State's representative received a decision (CGCT L2131-1). ``on`` is the day of receipt."""

    reference: Annotated[Label | None, Meta(description="Of the acknowledgement of receipt.")] = None
    prefecture: PrefectureId | None = None


class PublishDecision(DecisionCommand, frozen=True, kw_only=True):
    """Record the publication of a decision (CGCT L2131-1)."""

    manner: PublicationManner = PublicationManner.ELECTRONIC
    url: WebAddress | None = None


class NotifyDecision(DecisionCommand, frozen=True, kw_only=True):
    """Record the notification of an individual decision to one whom it concerns (CGCT L2131-1)."""

    person: PersonId | None = None
    organization: OrganizationId | None = None


class ChangeCommand(DecisionCommand, frozen=True, kw_only=True):
    """What a later decision does to an earlier one, from the day ``on``."""

    by_decision: Annotated[Slug, Meta(description="The later decision.")]
    articles: Annotated[
        tuple[ArticleNumber, ...], Meta(max_length=200, description="Articles of the earlier one; none: all of it.")
    ] = ()
    reason: Text | None = None


class AmendDecision(ChangeCommand, frozen=True, kw_only=True):
    """Record that a later decision gives another text to some articles of an earlier one, or adds some."""


class SupersedeDecision(ChangeCommand, frozen=True, kw_only=True):
    """Record that a later decision takes the place of an earlier one, for the future."""


class AbrogateDecision(ChangeCommand, frozen=True, kw_only=True):
    """Record that a later decision ends an earlier one for the future: ex nunc (CRPA L242-1, L243-1)."""


class WithdrawDecision(ChangeCommand, frozen=True, kw_only=True):
    """Record that a later decision takes an earlier one back: ex tunc, it never was (CRPA L242-1, L243-3)."""


class AnnulDecision(DecisionCommand, frozen=True, kw_only=True):
    """Record that a judge annulled a decision or some of its articles. ``on`` is the day of the judgment.

    It never was in force (ex tunc), unless the judge says from when the annulment takes effect.
    """

    court: Label
    reference: Label | None = None
    articles: Annotated[tuple[ArticleNumber, ...], Meta(max_length=200)] = ()
    effect_from: Annotated[dt.date | None, Meta(description="From when, if the judge says so; else ex tunc.")] = None


class SuspendDecision(DecisionCommand, frozen=True, kw_only=True):
    """Record that a judge suspended a decision or some of its articles (CJA L521-1, CGCT L2131-6)."""

    court: Label
    reference: Label | None = None
    articles: Annotated[tuple[ArticleNumber, ...], Meta(max_length=200)] = ()


class LiftSuspension(DecisionCommand, frozen=True, kw_only=True):
    """Record that the suspension of a decision ended."""

    cause: SuspensionEnd


class RecordLapse(DecisionCommand, frozen=True, kw_only=True):
    """Record that a decision, or some of its articles, lapsed by itself."""

    cause: LapseCause
    articles: Annotated[tuple[ArticleNumber, ...], Meta(max_length=200)] = ()
    reason: Text | None = None


class ObserveLegality(DecisionCommand, frozen=True, kw_only=True):
    """Record a letter of observations of the prefect on a decision. It changes nothing by itself."""

    reference: Label | None = None
    grounds: Text | None = None


Taking = AdoptDeliberation | IssueOrder | TakeDelegatedDecision | GiveOpinion | RejectDecision
Changing = AmendDecision | SupersedeDecision | AbrogateDecision | WithdrawDecision
Happening = (
    TransmitDecision
    | PublishDecision
    | NotifyDecision
    | AnnulDecision
    | SuspendDecision
    | LiftSuspension
    | RecordLapse
    | ObserveLegality
)
AnyDecisionCommand = Taking | Changing | Happening
