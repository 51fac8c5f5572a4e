"""The ecosystem of actors: who is in it, under which of the seed's categories, bound by what, engaged in what."""

import datetime as dt
from enum import StrEnum

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, OrganizationId, Slug, Text


class ActorCategory(StrEnum):
    """The categories of actors that the seed names, and two for whoever is in none of them."""

    ECONOMIC_ACTOR = "ECONOMIC_ACTOR"
    RETAIL_ACTOR = "RETAIL_ACTOR"
    REGIONAL_NATURE_PARK = "REGIONAL_NATURE_PARK"
    CAUE = "CAUE"
    ARCHITECT = "ARCHITECT"
    EMPLOYERS_ORGANISATION = "EMPLOYERS_ORGANISATION"
    PROFESSIONAL_ORGANISATION = "PROFESSIONAL_ORGANISATION"
    LAND_DEVELOPER = "LAND_DEVELOPER"
    PROPERTY_DEVELOPER = "PROPERTY_DEVELOPER"
    ENERGY_SYNDICATE = "ENERGY_SYNDICATE"
    FARMERS = "FARMERS"
    SAFER = "SAFER"
    BIODIVERSITY_AGENCY = "BIODIVERSITY_AGENCY"
    LOCAL_WATER_COMMISSION = "LOCAL_WATER_COMMISSION"
    WATER_AGENCY = "WATER_AGENCY"
    BASIN_BODY = "BASIN_BODY"
    CONSULAR_CHAMBER = "CONSULAR_CHAMBER"
    RESEARCH_BODY = "RESEARCH_BODY"
    STATE_SERVICE = "STATE_SERVICE"
    OTHER_ACTOR = "OTHER_ACTOR"


class EngagementKind(StrEnum):
    """In what an actor took part."""

    SESSION = "SESSION"
    PROJECT = "PROJECT"
    WORKING_GROUP = "WORKING_GROUP"
    CONTRIBUTION = "CONTRIBUTION"
    FUNDING = "FUNDING"


class PartnerFact(Fact, frozen=True, kw_only=True):
    """A fact of one actor."""

    partner: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"partner:{self.partner}",)


class ActorListed(PartnerFact, frozen=True, kw_only=True):
    """An actor works with the authority, under a category of the seed."""

    founds = True
    organization: OrganizationId
    category: ActorCategory
    themes: tuple[Slug, ...] = ()
    area: tuple[OrganizationId, ...] = ()
    """Communes and EPCIs where it acts; the whole territory when empty."""

    def tags(self) -> tuple[str, ...]:
        themes = (f"theme:{theme}" for theme in self.themes)
        return (*super().tags(), *cited(self.organization, *self.area, *themes))


class AgreementSigned(PartnerFact, frozen=True, kw_only=True):
    """An actor and the authority, or one of its members, signed an agreement."""

    agreement: Slug
    title: Label
    themes: tuple[Slug, ...] = ()
    until: dt.date | None = None
    """Excluded; None until it is ended."""

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*(f"theme:{theme}" for theme in self.themes)))


class AgreementEnded(PartnerFact, frozen=True, kw_only=True):
    """An agreement ended before its time, or had none."""

    agreement: Slug


class ActorEngaged(PartnerFact, frozen=True, kw_only=True):
    """An actor took part in a sitting, a project, a working group, or contributed by itself."""

    engagement: Slug
    kind: EngagementKind
    subject: Label
    session: Slug | None = None
    project: Slug | None = None
    body: Slug | None = None
    themes: tuple[Slug, ...] = ()
    note: Text | None = None

    def tags(self) -> tuple[str, ...]:
        things = (("session", self.session), ("project", self.project), ("body", self.body))
        named = (f"{kind}:{name}" for kind, name in things if name)
        return (*super().tags(), *cited(*named, *(f"theme:{theme}" for theme in self.themes)))


class ActorWithdrawn(PartnerFact, frozen=True, kw_only=True):
    """An actor works with the authority no more; its agreements end too."""

    reason: Text | None = None
