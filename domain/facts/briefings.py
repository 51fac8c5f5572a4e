"""Briefings of municipal councils on the strategy."""

import datetime as dt
from enum import StrEnum

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text


class BriefingOccasion(StrEnum):
    """Why every council is to be briefed anew."""

    SCHEME_APPROVED = "SCHEME_APPROVED"
    SCHEME_REVISED = "SCHEME_REVISED"
    OTHER = "OTHER"


class BriefingFact(Fact, frozen=True, kw_only=True):
    """A fact of one briefing."""

    briefing: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"briefing:{self.briefing}",)


class BriefingPlanned(BriefingFact, frozen=True, kw_only=True):
    """A briefing of one council, or of several at once, is planned for a day."""

    founds = True
    planned_for: dt.date
    communes: tuple[OrganizationId, ...]
    by: tuple[PersonId, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*self.communes, *(f"person:{who}" for who in self.by)))


class BriefingCancelled(BriefingFact, frozen=True, kw_only=True):
    """A planned briefing does not take place."""

    reason: Text | None = None
    """Public."""


class CouncilBriefed(BriefingFact, frozen=True, kw_only=True):
    """One council, or several at once, heard of the strategy on the day of effect."""

    founds = True
    communes: tuple[OrganizationId, ...]
    by: tuple[PersonId, ...]
    """Who presented it: ambassadors, vice-presidents, technicians."""
    orientations: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    materials: tuple[Label, ...] = ()
    """What was shown or left."""
    attendees: int | None = None
    """How many people attended, all councils together."""

    def tags(self) -> tuple[str, ...]:
        people = (f"person:{who}" for who in self.by)
        told = (*(f"orientation:{name}" for name in self.orientations), *(f"theme:{theme}" for theme in self.themes))
        # Each council's own tag: its last briefing is projected from these facts alone, not from all that cites it.
        councils = (f"briefed:{commune}" for commune in self.communes)
        return (*super().tags(), *councils, *cited(*self.communes, *people, *told))


class QuestionAsked(BriefingFact, frozen=True, kw_only=True):
    """A council asked something at a briefing or after it."""

    question: Slug
    text: Text
    """Public."""
    themes: tuple[Slug, ...] = ()
    commune: OrganizationId | None = None
    """The council that asks, when several were briefed."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.commune, *(f"theme:{theme}" for theme in self.themes)))


class QuestionAnswered(BriefingFact, frozen=True, kw_only=True):
    """A council's question was answered on the day of effect."""

    question: Slug
    answer: Text
    """Public."""


class BriefingRuleFact(Fact, frozen=True, kw_only=True):
    """A fact of the authority's own rule on briefings."""

    def tags(self) -> tuple[str, ...]:
        return ("briefing-rule:local",)


class BriefingRuleSet(BriefingRuleFact, frozen=True, kw_only=True):
    """The authority set how soon, and how often, every council is briefed."""

    months_after_start: int
    """From the installation of a term, or from a change of the strategy."""
    months_between: int
    """From one briefing of a council to the next."""


class BriefingsCalledFor(BriefingRuleFact, frozen=True, kw_only=True):
    """The strategy changed on the day of effect (the SCoT was approved, revised): every council is to hear of it."""

    occasion: BriefingOccasion
    scheme: Slug | None = None
    decision: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        scheme, decision = self.scheme and f"scheme:{self.scheme}", self.decision and f"decision:{self.decision}"
        return (*super().tags(), *cited(scheme, decision))
