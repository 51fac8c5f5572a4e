"""What is refused or said of delegations and of the votes on keeping a vice-president."""

import datetime as dt

from domain.core.notices import Caution, Refusal


class DelegationNotOpen(Refusal, frozen=True, kw_only=True):
    """The delegation is not granted yet on that day, or is withdrawn or ended."""

    delegation: str
    on: dt.date


class NoRetentionVoteDue(Refusal, frozen=True, kw_only=True):
    """No vote on keeping that person is due on that day."""

    rule = "CGCT L2122-18"
    person: str
    on: dt.date


class RetentionTotalsContradict(Refusal, frozen=True, kw_only=True):
    """The outcome of a vote is not what its totals say."""

    person: str
    votes_for: int
    votes_against: int


class SignatoryIsElected(Caution, frozen=True, kw_only=True):
    """Signature is delegated to staff, and that person sits in a body of the authority."""

    rule = "CGCT L5211-9"
    person: str
    on: dt.date


class RepresentativeNotInAssembly(Caution, frozen=True, kw_only=True):
    """The assembly designates its members, and that person holds no seat in it that is recorded."""

    rule = "CGCT L2121-33"
    person: str
    on: dt.date


class RetentionVoteOpens(Caution, frozen=True, kw_only=True):
    """A vice-president has lost all functions: the assembly votes on keeping him or her."""

    rule = "CGCT L2122-18 al. 3"
    person: str
    on: dt.date


class VicePresidentNotKept(Caution, frozen=True, kw_only=True):
    """The assembly did not keep the vice-president: the seat is to be vacated by a fact of its own."""

    rule = "CGCT L2122-18 al. 3"
    person: str
