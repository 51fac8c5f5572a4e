"""The strategy: orientations, action programme, trajectory indicators, involvement of the elected.

Every text here is public. Numbers are decimals as text, exact; people are named by id alone.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from domain.core.entry import Fact, cited
from domain.core.identifiers import Decimal, Label, OrganizationId, PersonId, Slug, Text


class StrategyPart(StrEnum):
    """The part of the SCoT that states an orientation (C. urb. L141-3, L141-4, L141-6)."""

    PAS = "PAS"
    DOO = "DOO"
    DAACL = "DAACL"


class ProgrammeActionState(StrEnum):
    """How far an action is."""

    PLANNED = "PLANNED"
    STARTED = "STARTED"
    COMPLETED = "COMPLETED"
    SUSPENDED = "SUSPENDED"
    ABANDONED = "ABANDONED"


class TrajectoryDirection(StrEnum):
    """Whither an indicator should go."""

    DECREASE = "DECREASE"
    INCREASE = "INCREASE"
    KEEP = "KEEP"


class InvolvementPhase(StrEnum):
    """Whether officials take part in making the strategy or in carrying it out."""

    ELABORATION = "ELABORATION"
    IMPLEMENTATION = "IMPLEMENTATION"


class InvolvementKind(StrEnum):
    """In what officials took part."""

    WORKSHOP = "WORKSHOP"
    COMMITTEE = "COMMITTEE"
    READING_GROUP = "READING_GROUP"
    FIELD_VISIT = "FIELD_VISIT"


class InvolvementCapacity(StrEnum):
    """As what an official takes part: the mayors, those who hold delegations, the other elected."""

    MAYOR = "MAYOR"
    EPCI_PRESIDENT = "EPCI_PRESIDENT"
    VICE_PRESIDENT = "VICE_PRESIDENT"
    DEPUTY_MAYOR = "DEPUTY_MAYOR"
    LOCAL_OFFICIAL = "LOCAL_OFFICIAL"


class InvolvedOfficial(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An official who took part, as what, and for which commune or EPCI."""

    person: PersonId
    capacity: InvolvementCapacity
    organization: OrganizationId | None = None


# -- orientations ------------------------------------------------------------------------------------------------------


class OrientationFact(Fact, frozen=True, kw_only=True):
    """A fact of one orientation."""

    orientation: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"orientation:{self.orientation}",)


class OrientationSet(OrientationFact, frozen=True, kw_only=True):
    """An orientation of the SCoT is in force, in its first version."""

    founds = True
    part: StrategyPart
    number: Label
    title: Label
    text: Text | None = None
    themes: tuple[Slug, ...] = ()
    within: Slug | None = None
    """The orientation that it details."""
    scheme: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_cited(self.themes, orientation=self.within, scheme=self.scheme))


class OrientationRevised(OrientationFact, frozen=True, kw_only=True):
    """An orientation has a new version, whole."""

    number: Label
    title: Label
    text: Text | None = None
    themes: tuple[Slug, ...] = ()
    within: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_cited(self.themes, orientation=self.within))


class OrientationWithdrawn(OrientationFact, frozen=True, kw_only=True):
    """An orientation is in force no more."""

    reason: Text | None = None


# -- action programme --------------------------------------------------------------------------------------------------


class ProgrammeFact(Fact, frozen=True, kw_only=True):
    """A fact of one action programme."""

    programme: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"programme:{self.programme}",)


class ProgrammeAdopted(ProgrammeFact, frozen=True, kw_only=True):
    """A programme of actions carries the strategy out (optional in a SCoT, C. urb. L141-19)."""

    founds = True
    title: Label
    text: Text | None = None
    scheme: Slug | None = None
    decision: Slug | None = None
    """That adopted it."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_cited(scheme=self.scheme, decision=self.decision))


class ProgrammeClosed(ProgrammeFact, frozen=True, kw_only=True):
    """A programme is over: another follows, or none."""

    reason: Text | None = None


class ActionFact(Fact, frozen=True, kw_only=True):
    """A fact of one action."""

    action: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"action:{self.action}",)


class ActionPlanned(ActionFact, frozen=True, kw_only=True):
    """An action is planned: who owns it, which orientations it carries out, with which contract."""

    founds = True
    title: Label
    text: Text | None = None
    programme: Slug | None = None
    organization: OrganizationId | None = None
    """That owns it."""
    person: PersonId | None = None
    """Who answers for it."""
    orientations: tuple[Slug, ...] = ()
    contract: Slug | None = None
    document: Slug | None = None
    themes: tuple[Slug, ...] = ()
    territory: tuple[OrganizationId, ...] = ()
    budget: Decimal | None = None
    """In euros."""
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    """Last day, included."""

    def tags(self) -> tuple[str, ...]:
        owner = cited(self.organization, self.person and f"person:{self.person}", *self.territory)
        links = _links(self.orientations, self.programme, self.contract, self.document)
        return (*super().tags(), *owner, *links, *_cited(self.themes))


class ActionStateChanged(ActionFact, frozen=True, kw_only=True):
    """How far an action is, from that day on."""

    state: ProgrammeActionState
    note: Text | None = None


class ActionReassigned(ActionFact, frozen=True, kw_only=True):
    """An action has another owner."""

    organization: OrganizationId | None = None
    person: PersonId | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.organization, self.person and f"person:{self.person}"))


class ActionAttached(ActionFact, frozen=True, kw_only=True):
    """What an action is attached to from that day on, in place of what was said before."""

    programme: Slug | None = None
    orientations: tuple[Slug, ...] = ()
    contract: Slug | None = None
    document: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_links(self.orientations, self.programme, self.contract, self.document))


class ActionRescheduled(ActionFact, frozen=True, kw_only=True):
    """An action's dates and budget from that day on, in place of what was said before."""

    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    budget: Decimal | None = None


# -- trajectory --------------------------------------------------------------------------------------------------------


class IndicatorFact(Fact, frozen=True, kw_only=True):
    """A fact of one trajectory indicator."""

    indicator: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"indicator:{self.indicator}",)


class IndicatorDefined(IndicatorFact, frozen=True, kw_only=True):
    """A figure follows the change of trajectory, from a baseline of the whole territory."""

    founds = True
    title: Label
    unit: Label
    direction: TrajectoryDirection
    baseline: Decimal
    baseline_on: dt.date
    tolerance: Decimal | None = None
    """How far from what is expected it may be on the wrong side; on either side when it is to be kept."""
    orientations: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    source: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *_links(self.orientations), *_cited(self.themes))


class BaselineSet(IndicatorFact, frozen=True, kw_only=True):
    """A commune or an EPCI has a baseline of its own."""

    organization: OrganizationId
    value: Decimal
    baseline_on: dt.date
    source: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.organization))


class TargetSet(IndicatorFact, frozen=True, kw_only=True):
    """What an indicator should be by a day: of the whole territory, or of one commune or EPCI."""

    value: Decimal
    by: dt.date
    organization: OrganizationId | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.organization))


class IndicatorMeasured(IndicatorFact, frozen=True, kw_only=True):
    """What an indicator was on a day, by a source: of the whole territory, or of one commune or EPCI."""

    value: Decimal
    measured_on: dt.date
    organization: OrganizationId | None = None
    source: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.organization))


class IndicatorDropped(IndicatorFact, frozen=True, kw_only=True):
    """An indicator is followed no more."""

    reason: Text | None = None


# -- involvement -------------------------------------------------------------------------------------------------------

WITHOUT_BODY = "-"
"""Stands for the body where officials met outside any: no body has that name."""


class InvolvementFact(Fact, frozen=True, kw_only=True):
    """A fact of one involvement."""

    involvement: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"involvement:{self.involvement}",)


class InvolvementRecorded(InvolvementFact, frozen=True, kw_only=True):
    """Officials took part in making the strategy, or in carrying it out."""

    founds = True
    title: Label
    phase: InvolvementPhase
    kind: InvolvementKind
    officials: tuple[InvolvedOfficial, ...]
    body: Slug | None = None
    """As which they met: the mayors' conference, the steering committee."""
    themes: tuple[Slug, ...] = ()
    orientations: tuple[Slug, ...] = ()
    note: Text | None = None

    def tags(self) -> tuple[str, ...]:
        people = (f"person:{official.person}" for official in self.officials)
        organizations = dict.fromkeys(official.organization for official in self.officials)
        # By these the officials of a phase, and of a body in that phase, are counted; no decision reads them.
        counted = (f"involved:{self.phase}", f"involved:{self.phase}:{self.body or WITHOUT_BODY}")
        named = cited(self.body and f"body:{self.body}", *people, *organizations)
        return (*super().tags(), *counted, *named, *_links(self.orientations), *_cited(self.themes))


def _cited(themes: tuple[Slug, ...] = (), **things: Slug | None) -> tuple[str, ...]:
    """Themes, and other things by their noun."""
    named = (f"{noun}:{thing}" for noun, thing in things.items() if thing)
    return tuple(cited(*named, *(f"theme:{theme}" for theme in themes)))


def _links(
    orientations: tuple[Slug, ...],
    programme: Slug | None = None,
    contract: Slug | None = None,
    document: Slug | None = None,
) -> tuple[str, ...]:
    """What links strategy, action and contract."""
    named = _cited(programme=programme, contract=contract, document=document)
    return (*cited(*(f"orientation:{orientation}" for orientation in orientations)), *named)
