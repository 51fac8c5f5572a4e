"""What a clerk asks to record of the actors that the authority works with."""

import datetime as dt
from typing import Annotated

from msgspec import Meta

from domain.core.command import Command
from domain.core.identifiers import Label, OrganizationId, Slug, Text
from domain.facts.partners import ActorCategory, EngagementKind


class ListActor(Command, frozen=True, kw_only=True):
    """List an organisation among the territory's actors, under a category of the seed."""

    cites_act = False
    partner: Slug
    organization: OrganizationId
    category: ActorCategory
    themes: tuple[Slug, ...] = ()
    area: Annotated[
        tuple[OrganizationId, ...],
        Meta(max_length=100, description="Communes and EPCIs where it acts; the whole territory when empty."),
    ] = ()


class SignAgreement(Command, frozen=True, kw_only=True):
    """Record an agreement with an actor: cite it as the act."""

    partner: Slug
    agreement: Slug
    title: Label
    themes: tuple[Slug, ...] = ()
    until: Annotated[dt.date | None, Meta(description="Excluded; left out until it is ended.")] = None


class EndAgreement(Command, frozen=True, kw_only=True):
    """Record that an agreement ends."""

    partner: Slug
    agreement: Slug


class RecordEngagement(Command, frozen=True, kw_only=True):
    """Record that an actor took part in a sitting, a project, a working group, or contributed by itself."""

    cites_act = False
    partner: Slug
    engagement: Slug
    kind: EngagementKind
    subject: Label
    session: Slug | None = None
    project: Slug | None = None
    body: Slug | None = None
    themes: tuple[Slug, ...] = ()
    note: Text | None = None


class WithdrawActor(Command, frozen=True, kw_only=True):
    """Record that an actor works with the authority no more."""

    cites_act = False
    partner: Slug
    reason: Text | None = None


PartnerCommand = ListActor | SignAgreement | EndAgreement | RecordEngagement | WithdrawActor
