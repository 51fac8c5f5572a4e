"""The technical team: technicians of communes, EPCIs, the authority and public bodies, and what each can do for all.

A technician is a person by id; who the person is stands in the vault. Shares are whole per cent of a full time.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text

Share = Annotated[int, Meta(ge=1, le=100, description="Whole per cent of a full time, 1 to 100.")]


class CompetenceLevel(StrEnum):
    """How well a technician masters something."""

    BASIC = "BASIC"
    CONFIRMED = "CONFIRMED"
    EXPERT = "EXPERT"


class TechnicianLeaveCause(StrEnum):
    """Why a technician left the team."""

    DEPARTURE = "DEPARTURE"
    RETIREMENT = "RETIREMENT"
    POST_ABOLISHED = "POST_ABOLISHED"
    DEATH = "DEATH"


class TechnicianFact(Fact, frozen=True, kw_only=True):
    """A fact of one technician."""

    technician: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"technician:{self.technician}",)


class TechnicianJoined(TechnicianFact, frozen=True, kw_only=True):
    """A technician is part of the territory's team, from the day on which the employer says so."""

    founds = True
    person: PersonId
    employer: OrganizationId
    function: Label
    working_time: Share = 100

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(f"person:{self.person}", self.employer))


class EmployerChanged(TechnicianFact, frozen=True, kw_only=True):
    """A technician works for another employer, in another function or for another share of time."""

    employer: OrganizationId
    function: Label
    working_time: Share = 100

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.employer))


class CompetenceDeclared(TechnicianFact, frozen=True, kw_only=True):
    """What a technician can do, and how well; said again when the level changes."""

    competence: Slug
    name: Label
    level: CompetenceLevel
    themes: tuple[Slug, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(*(f"theme:{theme}" for theme in self.themes)))


class CompetenceRemoved(TechnicianFact, frozen=True, kw_only=True):
    """A technician offers a competence no more."""

    competence: Slug


class SecondmentAgreed(TechnicianFact, frozen=True, kw_only=True):
    """An employer lends a share of a technician's time to another body, by an agreement."""

    secondment: Slug
    to: OrganizationId
    share: Share
    until: dt.date | None = None
    """Excluded; None until it is ended."""
    purpose: Text | None = None

    def tags(self) -> tuple[str, ...]:
        return (*super().tags(), *cited(self.to))


class SecondmentEnded(TechnicianFact, frozen=True, kw_only=True):
    """A secondment ended before its time, or had none."""

    secondment: Slug


class TechnicianLeft(TechnicianFact, frozen=True, kw_only=True):
    """A technician left the team; the secondments end too."""

    cause: TechnicianLeaveCause
