"""What a clerk asks to record of the technical team."""

import datetime as dt

from domain.core.command import Command
from domain.core.identifiers import Label, OrganizationId, PersonId, Slug, Text
from domain.facts.team import CompetenceLevel, Share, TechnicianLeaveCause


class EnrolTechnician(Command, frozen=True, kw_only=True):
    """Enrol a technician of a commune, an EPCI, the authority or a public body in the territory's team."""

    cites_act = False
    technician: Slug
    person: PersonId
    employer: OrganizationId
    function: Label
    working_time: Share = 100


class ChangeEmployer(Command, frozen=True, kw_only=True):
    """Record that a technician changed employer, function or share of time."""

    cites_act = False
    technician: Slug
    employer: OrganizationId
    function: Label
    working_time: Share = 100


class DeclareCompetence(Command, frozen=True, kw_only=True):
    """Declare what a technician can do and how well; declare it again when the level changes."""

    cites_act = False
    technician: Slug
    competence: Slug
    name: Label
    level: CompetenceLevel
    themes: tuple[Slug, ...] = ()


class RemoveCompetence(Command, frozen=True, kw_only=True):
    """Record that a technician offers a competence no more."""

    cites_act = False
    technician: Slug
    competence: Slug


class AgreeSecondment(Command, frozen=True, kw_only=True):
    """Record that an employer lends a share of a technician's time to another body: cite the agreement."""

    technician: Slug
    secondment: Slug
    to: OrganizationId
    share: Share
    until: dt.date | None = None
    purpose: Text | None = None


class EndSecondment(Command, frozen=True, kw_only=True):
    """Record that a secondment ends."""

    technician: Slug
    secondment: Slug


class RecordTechnicianLeft(Command, frozen=True, kw_only=True):
    """Record that a technician left the team."""

    cites_act = False
    technician: Slug
    cause: TechnicianLeaveCause


TeamCommand = (
    EnrolTechnician
    | ChangeEmployer
    | DeclareCompetence
    | RemoveCompetence
    | AgreeSecondment
    | EndSecondment
    | RecordTechnicianLeft
)
