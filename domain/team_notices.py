"""What is refused of the technical team."""

import datetime as dt

from domain.core.notices import Refusal


class TechnicianNotInTeam(Refusal, frozen=True, kw_only=True):
    """The technician is not in the team on that day."""

    technician: str
    on: dt.date


class CompetenceNotDeclared(Refusal, frozen=True, kw_only=True):
    """The technician has not declared that competence."""

    technician: str
    competence: str


class UnknownSecondment(Refusal, frozen=True, kw_only=True):
    """The technician has no such secondment on that day."""

    technician: str
    secondment: str
    on: dt.date


class SecondmentExists(Refusal, frozen=True, kw_only=True):
    """The technician has a secondment of that name already."""

    technician: str
    secondment: str
    since: dt.date


class LentToItsOwnEmployer(Refusal, frozen=True, kw_only=True):
    """An employer lends nothing to itself."""

    technician: str
    organization: str


class MoreThanItsTime(Refusal, frozen=True, kw_only=True):
    """More of a technician's time would be lent than there is."""

    rule = "CGCT L5211-4-1"
    technician: str
    on: dt.date
    lent: int
    """Per cent of a full time lent already on that day."""
    share: int
    working_time: int


class PeriodIsEmpty(Refusal, frozen=True, kw_only=True):
    """Something would end before it begins."""

    reference: str
    on: dt.date
    until: dt.date
