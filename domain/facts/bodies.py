"""Bodies (assembly, bureau, committees), their terms and seats, and who fills them.

A seat belongs to one body during one term, and every fact of a seat bears the tag ``body:<body>:<term>``: the whole
composition of a body during a term is recomputed together, and nothing wider ever is.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from domain.core.entry import Fact
from domain.core.identifiers import Label, OrganizationId, PersonId, SeatId, Slug


class BodyKind(StrEnum):
    """What a body is."""

    ASSEMBLY = "ASSEMBLY"
    BUREAU = "BUREAU"
    STEERING_COMMITTEE = "STEERING_COMMITTEE"
    COMMISSION = "COMMISSION"
    MAYORS_CONFERENCE = "MAYORS_CONFERENCE"
    WORKING_GROUP = "WORKING_GROUP"


class SeatKind(StrEnum):
    """The legal kind of a seat."""

    PRESIDENT = "PRESIDENT"
    VICE_PRESIDENT = "VICE_PRESIDENT"
    BUREAU_MEMBER = "BUREAU_MEMBER"
    FULL_DELEGATE = "FULL_DELEGATE"
    ALTERNATE_DELEGATE = "ALTERNATE_DELEGATE"
    MEMBER = "MEMBER"


class Manner(StrEnum):
    """How a person came to a seat."""

    ELECTION = "ELECTION"
    DESIGNATION = "DESIGNATION"
    BY_LAW = "BY_LAW"


class Cause(StrEnum):
    """Why a seat fell vacant, or why all of them did."""

    RESIGNATION = "RESIGNATION"
    RESIGNATION_OF_DELEGATE = "RESIGNATION_OF_DELEGATE"
    DEATH = "DEATH"
    REPLACED_BY_MEMBER = "REPLACED_BY_MEMBER"
    LOSS_OF_MANDATE = "LOSS_OF_MANDATE"
    LOSS_OF_DELEGATE_SEAT = "LOSS_OF_DELEGATE_SEAT"
    INELIGIBILITY = "INELIGIBILITY"
    INCOMPATIBILITY = "INCOMPATIBILITY"
    ANNULMENT_NO_APPEAL = "ANNULMENT_NO_APPEAL"
    ANNULMENT_CONFIRMED = "ANNULMENT_CONFIRMED"
    MEMBER_CEASED = "MEMBER_CEASED"
    REMOVAL = "REMOVAL"
    PRESIDENT_REELECTION = "PRESIDENT_REELECTION"
    SEAT_ABOLISHED = "SEAT_ABOLISHED"
    RENEWAL_INSTALLATION = "RENEWAL_INSTALLATION"
    DISSOLUTION = "DISSOLUTION"
    REELECTED = "REELECTED"
    NEVER_FILLED = "NEVER_FILLED"


class Seat(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A legal seat: its name, kind, rank (vice-presidents) and the member on whose behalf it is filled."""

    seat: SeatId
    kind: SeatKind
    rank: int | None = None
    on_behalf_of: OrganizationId | None = None


class Ballot(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Totals of the decisive round (secret: no name, ever)."""

    round: int
    votes_cast: int
    votes_for: int
    blank: int = 0


class BodyFact(Fact, frozen=True, kw_only=True):
    """A fact of a whole body."""

    body: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"body:{self.body}",)


class TermFact(BodyFact, frozen=True, kw_only=True):
    """A fact of a body during one of its terms."""

    term: Slug

    def tags(self) -> tuple[str, ...]:
        return (f"body:{self.body}:{self.term}",)


class SeatFact(TermFact, frozen=True, kw_only=True):
    """A fact of one seat and one person."""

    seat: SeatId
    person: PersonId

    def tags(self) -> tuple[str, ...]:
        return (f"body:{self.body}:{self.term}", f"person:{self.person}")


class BodyCreated(BodyFact, frozen=True, kw_only=True):
    """A body exists from now on. A bureau's parent is the assembly that elects it."""

    opens_period = True
    kind: BodyKind
    name: Label
    parent: Slug | None = None

    def tags(self) -> tuple[str, ...]:
        parent = (f"body:{self.parent}",) if self.parent else ()
        return ("bodies", f"body:{self.body}", *parent)


class BodyDissolved(BodyFact, frozen=True, kw_only=True):
    """A body exists no more."""

    def tags(self) -> tuple[str, ...]:
        return ("bodies", f"body:{self.body}")


class TermOpened(TermFact, frozen=True, kw_only=True):
    """A term began with these seats: the installation of an assembly, the forming of a bureau."""

    opens_period = True
    seats: tuple[Seat, ...]

    def tags(self) -> tuple[str, ...]:
        return (f"body:{self.body}", f"body:{self.body}:{self.term}")


class TermEnded(TermFact, frozen=True, kw_only=True):
    """A term ended, and with it every seat of it (CGCT L5211-8: on installation of the new assembly)."""

    ends_period = True
    cause: Cause

    def tags(self) -> tuple[str, ...]:
        return (f"body:{self.body}", f"body:{self.body}:{self.term}")


class SeatCreated(TermFact, frozen=True, kw_only=True):
    """A seat was added during the term."""

    seat: Seat


class SeatAbolished(TermFact, frozen=True, kw_only=True):
    """A seat was taken away during the term."""

    seat: SeatId


class SeatReassigned(TermFact, frozen=True, kw_only=True):
    """A seat goes to another member, that which replaces the former one (CGCT L5711-3)."""

    seat: SeatId
    on_behalf_of: OrganizationId


class GeneralRenewalHeld(TermFact, frozen=True, kw_only=True):
    """The councils were renewed: from now on the outgoing holders see to current business until installation."""


class BodyReopened(TermFact, frozen=True, kw_only=True):
    """Every seat of the body fell vacant at once: a new president is elected (CGCT L2122-10)."""

    ends_period = True
    cause: Cause


class SeatFilled(SeatFact, frozen=True, kw_only=True):
    """A person took a seat."""

    manner: Manner
    ballot: Ballot | None = None


class SeatVacated(SeatFact, frozen=True, kw_only=True):
    """A person left a seat."""

    cause: Cause


class PreventionRecorded(SeatFact, frozen=True, kw_only=True):
    """The holder of a seat is prevented from acting, and keeps it (CGCT L2122-17)."""


class PreventionLifted(SeatFact, frozen=True, kw_only=True):
    """The holder of a seat can act again."""


class ActingDesignated(TermFact, frozen=True, kw_only=True):
    """The body named who acts as president, in place of the first in rank."""

    person: PersonId

    def tags(self) -> tuple[str, ...]:
        return (f"body:{self.body}:{self.term}", f"person:{self.person}")


class ResignationTendered(SeatFact, frozen=True, kw_only=True):
    """A resignation was sent. It vacates nothing before its acceptance (CGCT L2122-15)."""


class ElectionAnnulled(SeatFact, frozen=True, kw_only=True):
    """A judgment annulled an election; the holder stays while an appeal is open (C. élect. L250)."""

    appeal_until: dt.date


class AppealLodged(SeatFact, frozen=True, kw_only=True):
    """An appeal was lodged against the annulment: it suspends its effect."""


class EligibilityLost(SeatFact, frozen=True, kw_only=True):
    """The authority took note that the holder may no longer sit. The vacancy itself is a fact of its own."""

    cause: Cause
