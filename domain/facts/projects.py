"""Projects of the territory and their reviews ("revue de projet"): do the projects deliver the SCoT's strategy?

Free text (titles, descriptions, reasons) is public once its fact is: people are named by ``PersonId``, never in words.
Every fact of a project and of its reviews bears ``course:<project>``: what a project has become is told by them all.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from domain.core.entry import Fact, cited
from domain.core.identifiers import Decimal, Label, OrganizationId, PersonId, Slug, Text

Quantity = Annotated[
    str,
    Meta(
        pattern=r"^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?$",
        description="A decimal number as text, exact, not below zero: 12, 0.5, 1450000.75.",
    ),
]


class ProjectKind(StrEnum):
    """What a project builds or restores."""

    HOUSING = "HOUSING"
    BUSINESS_AREA = "BUSINESS_AREA"
    RENEWABLE_ENERGY = "RENEWABLE_ENERGY"
    FACILITY = "FACILITY"
    MOBILITY = "MOBILITY"
    WATER = "WATER"
    OTHER = "OTHER"


class ProjectState(StrEnum):
    """How far a project has come."""

    IDEA = "IDEA"
    STUDY = "STUDY"
    PERMIT = "PERMIT"
    WORKS = "WORKS"
    DELIVERED = "DELIVERED"
    ABANDONED = "ABANDONED"


class Contribution(StrEnum):
    """What a project does for an orientation of the strategy."""

    STRONG = "STRONG"
    PARTIAL = "PARTIAL"
    NEUTRAL = "NEUTRAL"
    CONTRARY = "CONTRARY"


class ReviewOutcome(StrEnum):
    """What a review concludes of a project, with regard to the strategy."""

    SUPPORTS = "SUPPORTS"
    SUPPORTS_WITH_CONDITIONS = "SUPPORTS_WITH_CONDITIONS"
    TO_BE_REWORKED = "TO_BE_REWORKED"
    CONTRARY = "CONTRARY"


class Location(Struct, frozen=True, kw_only=True):
    """A point in WGS84 (EPSG:4326), as GeoJSON has it: longitude first, in degrees."""

    longitude: Decimal
    latitude: Decimal


class OrientationAssessed(Struct, frozen=True, kw_only=True):
    """What the project does for one orientation of the strategy, and why one thinks so."""

    orientation: Slug
    contribution: Contribution
    reason: Text


class EffectExpected(Struct, frozen=True, kw_only=True):
    """By how much the project moves an indicator of the trajectory: signed, in the indicator's unit."""

    indicator: Slug
    effect: Decimal
    reason: Text


class ConditionSet(Struct, frozen=True, kw_only=True):
    """What a project must meet to be supported, by whom, and by when."""

    condition: Slug
    """Its name within its review."""
    text: Text
    owner: OrganizationId
    due_on: dt.date


class ProjectFact(Fact, frozen=True, kw_only=True):
    """A fact of one project."""

    project: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"project:{self.project}", f"course:{self.project}")


class ProjectRegistered(ProjectFact, frozen=True, kw_only=True):
    """A project of the territory is known, as an idea until a state is recorded."""

    founds = True
    title: Label
    kind: ProjectKind
    owner: OrganizationId
    """Who carries it; a private owner is an ``org:`` of the register."""
    communes: tuple[OrganizationId, ...]
    epcis: tuple[OrganizationId, ...] = ()
    description: Text | None = None
    themes: tuple[Slug, ...] = ()
    location: Location | None = None
    parcel: Label | None = None
    documents: tuple[Slug, ...] = ()
    contracts: tuple[Slug, ...] = ()
    actions: tuple[Slug, ...] = ()
    area: Quantity | None = None
    """In hectares."""
    cost: Quantity | None = None
    """In euros, before tax."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*named_by(self)))


class ProjectChanged(ProjectFact, frozen=True, kw_only=True):
    """What is known of a project changes: the fields given, and no other. An empty list empties the field."""

    title: Label | None = None
    kind: ProjectKind | None = None
    owner: OrganizationId | None = None
    communes: tuple[OrganizationId, ...] | None = None
    epcis: tuple[OrganizationId, ...] | None = None
    description: Text | None = None
    themes: tuple[Slug, ...] | None = None
    location: Location | None = None
    parcel: Label | None = None
    documents: tuple[Slug, ...] | None = None
    contracts: tuple[Slug, ...] | None = None
    actions: tuple[Slug, ...] | None = None
    area: Quantity | None = None
    cost: Quantity | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*named_by(self)))


class ProjectStateChanged(ProjectFact, frozen=True, kw_only=True):
    """A project moves on, stops, or starts again."""

    state: ProjectState


def named_by(said: ProjectRegistered | ProjectChanged) -> tuple[str, ...]:
    """The tags of all that a description of a project names."""
    return (
        *([said.owner] if said.owner else []),
        *(said.communes or ()),
        *(said.epcis or ()),
        *(f"theme:{theme}" for theme in said.themes or ()),
        *things_named_by(said),
    )


def things_named_by(said: ProjectRegistered | ProjectChanged) -> tuple[str, ...]:
    """The documents, contracts and actions among them."""
    return (
        *(f"document:{document}" for document in said.documents or ()),
        *(f"contract:{contract}" for contract in said.contracts or ()),
        *(f"action:{action}" for action in said.actions or ()),
    )


class ReviewFact(Fact, frozen=True, kw_only=True):
    """A fact of one review of a project."""

    review: Slug
    project: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"review:{self.review}", f"course:{self.project}", *cited(f"project:{self.project}"))


class ReviewHeld(ReviewFact, frozen=True, kw_only=True):
    """A project is reviewed on a day, by some people and organisations."""

    founds = True
    body: Slug | None = None
    session: Slug | None = None
    follows: Slug | None = None
    """The concluded review of the same project that this one takes up again."""
    people: tuple[PersonId, ...] = ()
    organizations: tuple[OrganizationId, ...] = ()
    themes: tuple[Slug, ...] = ()

    def tags(self) -> tuple[str, ...]:
        themes = (f"theme:{theme}" for theme in self.themes)
        people = (f"person:{who}" for who in self.people)
        things = (f"{kind}:{name}" for kind, name in (("body", self.body), ("session", self.session)) if name)
        follows = self.follows and f"review:{self.follows}"
        return (*super().tags(), *cited(*things, follows, *people, *self.organizations, *themes))


class AssessmentMade(ReviewFact, frozen=True, kw_only=True):
    """A project is weighed against the strategy; a later assessment of the same item takes the place of the first."""

    opinion: Text | None = None
    orientations: tuple[OrientationAssessed, ...] = ()
    effects: tuple[EffectExpected, ...] = ()

    def tags(self) -> tuple[str, ...]:
        orientations = (f"orientation:{item.orientation}" for item in self.orientations)
        return (*super().tags(), *cited(*orientations, *(f"indicator:{item.indicator}" for item in self.effects)))


class ReviewConcluded(ReviewFact, frozen=True, kw_only=True):
    """What a review comes to, on what conditions, resting on which clauses of the governance pact."""

    outcome: ReviewOutcome
    reasons: Text
    conditions: tuple[ConditionSet, ...] = ()
    carried: tuple[Slug, ...] = ()
    """Conditions of the followed review that stay due; every other one that was open is replaced."""
    pact: Slug | None = None
    clauses: tuple[Slug, ...] = ()
    """Of that pact."""
    decision: Slug | None = None
    """The decision that made it official."""

    def tags(self) -> tuple[str, ...]:
        decided = (self.pact and f"pact:{self.pact}", self.decision and f"decision:{self.decision}")
        return (*super().tags(), *cited(*decided, *(condition.owner for condition in self.conditions)))


class ConditionLifted(ReviewFact, frozen=True, kw_only=True):
    """A condition is met; how one knows."""

    condition: Slug
    evidence: Text


class ConditionExtended(ReviewFact, frozen=True, kw_only=True):
    """A condition is given more time, or less."""

    condition: Slug
    due_on: dt.date
    reason: Text


class ConditionFailed(ReviewFact, frozen=True, kw_only=True):
    """A condition will not be met. Only a new review may draw the consequences."""

    condition: Slug
    reason: Text


class ConditionsReplaced(ReviewFact, frozen=True, kw_only=True):
    """Open conditions end, because a later review of the project has concluded without carrying them."""

    conditions: tuple[Slug, ...]
    by: Slug
    """That later review."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"review:{self.by}"))
