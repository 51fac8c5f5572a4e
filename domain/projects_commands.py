"""What a clerk asks to record of projects, of their reviews and of the conditions that reviews set."""

import datetime as dt
from typing import Annotated

from msgspec import Meta

from domain.core.command import Command
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.projects import (
    ConditionSet,
    EffectExpected,
    Location,
    OrientationAssessed,
    ProjectKind,
    ProjectState,
    Quantity,
    ReviewOutcome,
)

Communes = Annotated[tuple[OrganizationId, ...], Meta(min_length=1, max_length=100)]


Members = Annotated[tuple[OrganizationId, ...], Meta(max_length=100)]


Names = Annotated[tuple[Slug, ...], Meta(max_length=50)]


class RegisterProject(Command, frozen=True, kw_only=True):
    """Register a project of the territory: an idea, until recordProjectState says how far it has come."""

    project: Slug
    title: Label
    kind: ProjectKind
    owner: OrganizationId
    """Who carries it: a commune, an EPCI, or any organisation of the register (a private owner is an `org:`)."""
    communes: Communes
    """On whose territory it stands."""
    epcis: Members = ()
    """The EPCIs that it is counted under in `delivery`."""
    description: Text | None = None
    themes: Names = ()
    location: Location | None = None
    parcel: Label | None = None
    """Cadastral references, as text."""
    documents: Names = ()
    contracts: Names = ()
    actions: Names = ()
    """Of the action programme."""
    area: Quantity | None = None
    """In hectares."""
    cost: Quantity | None = None
    """In euros, before tax."""


class ChangeProject(Command, frozen=True, kw_only=True):
    """Change what is known of a project: the fields given, and no other. An empty list empties the field."""

    project: Slug
    title: Label | None = None
    kind: ProjectKind | None = None
    owner: OrganizationId | None = None
    communes: Communes | None = None
    epcis: Members | None = None
    description: Text | None = None
    themes: Names | None = None
    location: Location | None = None
    parcel: Label | None = None
    documents: Names | None = None
    contracts: Names | None = None
    actions: Names | None = None
    area: Quantity | None = None
    """In hectares."""
    cost: Quantity | None = None
    """In euros, before tax."""


class ChangeProjectState(Command, frozen=True, kw_only=True):
    """Record how far a project has come."""

    project: Slug
    state: ProjectState


class HoldReview(Command, frozen=True, kw_only=True):
    """Record that a project was reviewed. With `visibility` it is confidential, and so is all that follows from it."""

    review: Slug
    project: Slug
    body: Slug | None = None
    """The body that held it: the steering committee, a commission."""
    session: Slug | None = None
    follows: Slug | None = None
    """The earlier review of the same project that it takes up again: it must be concluded."""
    people: Annotated[tuple[PersonId, ...], Meta(max_length=200)] = ()
    organizations: Members = ()
    themes: Names = ()
    """What was spoken of: by which the review is found."""


class AssessProject(Command, frozen=True, kw_only=True):
    """Weigh a project against the orientations of the strategy and the indicators of the trajectory."""

    review: Slug
    opinion: Text | None = None
    orientations: Annotated[tuple[OrientationAssessed, ...], Meta(max_length=100)] = ()
    effects: Annotated[tuple[EffectExpected, ...], Meta(max_length=100)] = ()


class ConcludeReview(Command, frozen=True, kw_only=True):
    """Conclude a review. What supports with conditions has at least one, set or carried; any other outcome has none."""

    review: Slug
    outcome: ReviewOutcome
    reasons: Text
    conditions: Annotated[tuple[ConditionSet, ...], Meta(max_length=50)] = ()
    carried: Names = ()
    """Open conditions of the review that it follows (or that this one had carried) and that stay due."""
    pact: Slug | None = None
    clauses: Names = ()
    """Clauses of that pact on which the conclusion rests."""
    decision: Slug | None = None


class LiftCondition(Command, frozen=True, kw_only=True):
    """Record that a condition is met, and how one knows."""

    review: Slug
    condition: Slug
    evidence: Text


class ExtendCondition(Command, frozen=True, kw_only=True):
    """Give a condition another day."""

    review: Slug
    condition: Slug
    due_on: dt.date
    reason: Text


class FailCondition(Command, frozen=True, kw_only=True):
    """Record that a condition will not be met."""

    review: Slug
    condition: Slug
    reason: Text


ConditionCommand = LiftCondition | ExtendCondition | FailCondition
ReviewCommand = AssessProject | ConcludeReview | ConditionCommand
ProjectCommand = RegisterProject | ChangeProject | ChangeProjectState | HoldReview | ReviewCommand
