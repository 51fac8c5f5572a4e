"""Ambassadors of the SCoT: elected officials who carry the strategy and support projects. A designation, no office."""

from enum import StrEnum

from domain.core.entry import Fact, cited
from domain.core.identifiers import OrganizationId, PersonId, Slug, Text


class AmbassadorEndCause(StrEnum):
    """Why an ambassador is one no more."""

    RENUNCIATION = "RENUNCIATION"
    MANDATE_ENDED = "MANDATE_ENDED"
    REPLACED = "REPLACED"
    DEATH = "DEATH"


class AmbassadorActionKind(StrEnum):
    """What an ambassador did."""

    STRATEGY_EXPLAINED = "STRATEGY_EXPLAINED"
    PROJECT_SUPPORTED = "PROJECT_SUPPORTED"
    CONCERN_REPORTED = "CONCERN_REPORTED"


class AmbassadorFact(Fact, frozen=True, kw_only=True):
    """A fact of one ambassador."""

    ambassador: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"ambassador:{self.ambassador}",)


class AmbassadorAppointed(AmbassadorFact, frozen=True, kw_only=True):
    """An elected official carries the strategy in an area: communes, EPCIs."""

    founds = True
    person: PersonId
    area: tuple[OrganizationId, ...]
    themes: tuple[Slug, ...] = ()

    def tags(self) -> tuple[str, ...]:
        themes = (f"theme:{theme}" for theme in self.themes)
        return (*super().tags(), *cited(f"person:{self.person}", *self.area, *themes))


class AmbassadorActed(AmbassadorFact, frozen=True, kw_only=True):
    """What an ambassador carried: to whom, on which project."""

    kind: AmbassadorActionKind
    organization: OrganizationId
    project: Slug | None = None
    note: Text | None = None

    def tags(self) -> tuple[str, ...]:
        project = self.project and f"project:{self.project}"
        return (*super().tags(), *cited(self.organization, project))


class AmbassadorshipEnded(AmbassadorFact, frozen=True, kw_only=True):
    """An ambassador is one no more."""

    cause: AmbassadorEndCause
