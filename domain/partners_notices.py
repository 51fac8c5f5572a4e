"""What is refused or said of actors, their agreements and their engagements."""

import datetime as dt

from domain.core.notices import Caution, Refusal
from domain.facts.partners import EngagementKind


class ActorNotActive(Refusal, frozen=True, kw_only=True):
    """The actor does not work with the authority on that day."""

    partner: str
    on: dt.date


class AgreementExists(Refusal, frozen=True, kw_only=True):
    """The actor has an agreement, or an engagement, of that name already."""

    partner: str
    agreement: str
    since: dt.date


class AgreementNotRunning(Refusal, frozen=True, kw_only=True):
    """The actor has no such agreement that runs on that day."""

    partner: str
    agreement: str
    on: dt.date


class AgreementEndsBeforeItBegins(Refusal, frozen=True, kw_only=True):
    """An agreement would end before it begins."""

    agreement: str
    on: dt.date
    until: dt.date


class EngagementWithoutOccasion(Caution, frozen=True, kw_only=True):
    """A part taken in a sitting or a project, and neither is named: it will be found under neither."""

    partner: str
    engagement: str
    kind: EngagementKind
