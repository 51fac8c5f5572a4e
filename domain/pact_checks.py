"""What is refused of a governance pact, and why."""

import datetime as dt
from collections import Counter
from itertools import pairwise

from domain.core.identifiers import OrganizationId, Slug
from domain.core.notices import Refusal, Refused
from domain.facts.pact import PactBasis, PactClause, PactDebated
from domain.pact_life import GovernancePact, PactClauseLife

# -- refusals ----------------------------------------------------------------------------------------------------------


class PactOrganizationMismatch(Refusal, frozen=True, kw_only=True):
    """A statutory pact is an EPCI's; a voluntary one is the authority's own."""

    rule = "CGCT L5211-11-2"
    pact: str
    basis: PactBasis
    organization: str | None


class PactTriggerMissing(Refusal, frozen=True, kw_only=True):
    """A statutory pact is debated after a renewal, a split or a merger, and is due from it."""

    rule = "CGCT L5211-11-2"
    pact: str


class PactDatesReversed(Refusal, frozen=True, kw_only=True):
    """A date of a pact comes before what it follows."""

    pact: str
    first: dt.date
    then: dt.date


class MunicipalCouncilExpected(Refusal, frozen=True, kw_only=True):
    """The draft of a pact goes to municipal councils, which give their opinion."""

    rule = "CGCT L5211-11-2"
    pact: str
    organization: str


class PactNotDecided(Refusal, frozen=True, kw_only=True):
    """It had not been decided by that day to make that pact."""

    rule = "CGCT L5211-11-2"
    pact: str
    on: dt.date


class PactAlreadyAdopted(Refusal, frozen=True, kw_only=True):
    """That pact is adopted: it is amended, no more made."""

    rule = "CGCT L5211-11-2"
    pact: str
    adopted_on: dt.date


class PactNotInForce(Refusal, frozen=True, kw_only=True):
    """That pact is not in force on that day."""

    pact: str
    on: dt.date


class PactIsEnded(Refusal, frozen=True, kw_only=True):
    """That pact is one no more."""

    pact: str
    ended_on: dt.date


class PactClauseTwice(Refusal, frozen=True, kw_only=True):
    """One act words a clause once."""

    pact: str
    clause: str


class PactClauseUnknown(Refusal, frozen=True, kw_only=True):
    """That clause is not in force in that pact on that day."""

    pact: str
    clause: str
    on: dt.date


class PactAmendmentEmpty(Refusal, frozen=True, kw_only=True):
    """An amendment changes a clause at least."""

    pact: str
    amendment: str


class PactAmendmentTaken(Refusal, frozen=True, kw_only=True):
    """An amendment of that name is recorded already, and is another one."""

    pact: str
    amendment: str


# -- checks ------------------------------------------------------------------------------------------------------------


def check_debate(fact: PactDebated, on: dt.date) -> None:
    """A debate names what its basis asks for, and its dates follow one another.

    Raises:
        Refused: PactOrganizationMismatch, PactTriggerMissing, PactDatesReversed.
    """
    statutory = fact.basis is PactBasis.STATUTORY_EPCI
    whose = (fact.organization or "authority").partition(":")[0]
    if whose != ("epci" if statutory else "authority"):
        raise Refused(PactOrganizationMismatch(pact=fact.pact, basis=fact.basis, organization=fact.organization))
    if statutory and (fact.trigger is None or fact.trigger_on is None):
        raise Refused(PactTriggerMissing(pact=fact.pact))
    days = [day for day in (fact.trigger_on, fact.second_round_on, on) if day is not None]
    for first, then in pairwise(days):
        if then < first:
            raise Refused(PactDatesReversed(pact=fact.pact, first=first, then=then))


def check_stage(pact: GovernancePact, on: dt.date, amendment: Slug | None) -> None:
    """The pact itself is made until it is adopted; amendments are made while it is in force.

    Raises:
        Refused: PactIsEnded, PactNotInForce, PactAlreadyAdopted.
    """
    check_not_ended(pact, on)
    if amendment is not None and not pact.in_force_on(on):
        raise Refused(PactNotInForce(pact=pact.pact, on=on))
    if amendment is None and pact.adopted_on is not None and pact.adopted_on <= on:
        raise Refused(PactAlreadyAdopted(pact=pact.pact, adopted_on=pact.adopted_on))


def _worded_on(life: PactClauseLife, on: dt.date) -> bool:
    return any(v.since <= on and (v.until is None or on < v.until) for v in life.versions)


def check_not_ended(pact: GovernancePact, on: dt.date) -> None:
    """A pact has not ended by a day.

    Raises:
        Refused: PactIsEnded.
    """
    if pact.ended_on is not None and pact.ended_on <= on:
        raise Refused(PactIsEnded(pact=pact.pact, ended_on=pact.ended_on))


def check_communes(pact: Slug, *organizations: OrganizationId) -> None:
    """Only municipal councils are consulted.

    Raises:
        Refused: MunicipalCouncilExpected.
    """
    for organization in organizations:
        if not organization.startswith("commune:"):
            raise Refused(MunicipalCouncilExpected(pact=pact, organization=organization))


def check_clauses(pact: Slug, clauses: tuple[PactClause, ...], repealed: tuple[Slug, ...] = ()) -> None:
    """An act words or repeals a clause once.

    Raises:
        Refused: PactClauseTwice.
    """
    for clause, times in Counter([*(c.clause for c in clauses), *repealed]).items():
        if times > 1:
            raise Refused(PactClauseTwice(pact=pact, clause=clause))


def check_in_force(pact: GovernancePact, clauses: tuple[Slug, ...], on: dt.date) -> None:
    """Clauses that are to be repealed are in force on that day.

    Raises:
        Refused: PactClauseUnknown.
    """
    there = {life.clause for life in pact.clauses if _worded_on(life, on)}
    for clause in clauses:
        if clause not in there:
            raise Refused(PactClauseUnknown(pact=pact.pact, clause=clause, on=on))
