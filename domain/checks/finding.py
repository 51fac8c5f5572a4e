"""What a governance check answers: is a recommendation of the seed followed, on what evidence, what is missing?

A check reports. It never seats anyone, refuses nothing and records nothing.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from domain.core.identifiers import OrganizationId, PersonId, Slug
from domain.core.notices import Caution


class CheckStatus(StrEnum):
    """How far a recommendation is followed on the day."""

    MET = "MET"
    PARTLY_MET = "PARTLY_MET"
    NOT_MET = "NOT_MET"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    """Nothing to hold it against: no member, no body, no project yet."""


class Gap(Struct, frozen=True, kw_only=True):
    """Something that is missing or late: named by whatever it is about."""

    organization: OrganizationId | None = None
    person: PersonId | None = None
    theme: Slug | None = None
    thing: str | None = None
    """A thing of the register: orientation:<id>, project:<id>, document:<id>..."""
    name: str | None = None
    """What is missing, when it is nothing of the register (a category of actors, a topic); or what the thing lacks."""
    due: dt.date | None = None


class Finding(Struct, frozen=True, kw_only=True):
    """The answer of one check."""

    status: CheckStatus
    notice: Caution
    """The sentence, with its figures."""
    evidence: tuple[int, ...] = ()
    """Positions of the entries that it rests on, the most telling first."""
    gaps: tuple[Gap, ...] = ()


def status_of(done: int, of: int) -> CheckStatus:
    """All, some, none; not applicable where there is nothing to do."""
    if of == 0:
        return CheckStatus.NOT_APPLICABLE
    if done >= of:
        return CheckStatus.MET
    return CheckStatus.PARTLY_MET if done else CheckStatus.NOT_MET
