"""Where a governance pact stands on a day: opinions given, deemed given or awaited, its deadline, what comes next."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from domain.core.identifiers import OrganizationId, Slug
from domain.facts.pact import PactBasis
from domain.pact_life import GovernancePact, PactOpinion, PactState
from domain.rules import pact as rules


class PactOpinionState(StrEnum):
    """Where a municipal council stands on a draft."""

    GIVEN = "GIVEN"
    DEEMED = "DEEMED"
    """Two months passed in silence: it blocks nothing."""
    AWAITED = "AWAITED"


class CouncilOpinion(Struct, frozen=True, kw_only=True):
    """Where a municipal council stands on a draft on a day."""

    commune: OrganizationId
    state: PactOpinionState
    sent_on: dt.date
    until: dt.date
    """When silence is deemed an opinion given."""
    opinion: PactOpinion | None = None


class PactStep(StrEnum):
    """What comes next for a pact."""

    DEBATE = "DEBATE"
    DEBATE_PUBLIC_PARTICIPATION = "DEBATE_PUBLIC_PARTICIPATION"
    SEND_DRAFT = "SEND_DRAFT"
    AWAIT_OPINIONS = "AWAIT_OPINIONS"
    ADOPT = "ADOPT"
    NONE = "NONE"


class PactStanding(Struct, frozen=True, kw_only=True):
    """Where a pact stands on a day: by when it is due, whether it is late, what comes next."""

    on: dt.date
    state: PactState | None
    """Null: nothing was debated since the last renewal."""
    due: dt.date | None
    """The last day to adopt it; null without a deadline in law."""
    transmit_by: dt.date | None
    """The last day to send the draft and leave the councils their two full months."""
    draft_late: bool
    """Whether that day is past without a draft sent, so that two full months no longer fit."""
    late: bool
    days_late: int
    """Of the adoption or, as long as there is none, on the day."""
    given: int
    deemed: int
    awaited: int
    next: PactStep
    article: str | None
    """Null for a voluntary pact."""


def councils(pact: GovernancePact, on: dt.date, amendment: Slug | None = None) -> tuple[CouncilOpinion, ...]:
    """Where each council consulted on the pact (or on an amendment) stands on a day, by id.

    A draft sent again starts two months anew, and an opinion on the draft before counts no more.
    """
    sent: dict[str, dt.date] = {}
    for transmission in pact.transmissions:
        if transmission.on <= on and transmission.amendment == amendment:
            sent |= dict.fromkeys(transmission.communes, transmission.on)
    given = {o.commune: o for o in pact.opinions if o.amendment == amendment and o.on <= on}
    found = []
    for commune, sent_on in sorted(sent.items()):
        opinion, until = given.get(commune), rules.opinion_due(sent_on)
        if opinion is not None and opinion.on < sent_on:
            opinion = None
        silent = PactOpinionState.DEEMED if until <= on else PactOpinionState.AWAITED
        state = PactOpinionState.GIVEN if opinion else silent
        found.append(CouncilOpinion(commune=commune, state=state, sent_on=sent_on, until=until, opinion=opinion))
    return tuple(found)


def standing_of(pact: GovernancePact, on: dt.date) -> PactStanding:
    """Where a pact stands on a day, from what it is on that day."""
    states = [council.state for council in councils(pact, on)]
    due = None if pact.state is PactState.ENDED and pact.adopted_on is None else pact.due
    late = max(((pact.adopted_on or on) - due).days, 0) if due else 0
    statutory = pact.basis is PactBasis.STATUTORY_EPCI
    return PactStanding(
        on=on,
        state=pact.state,
        due=due,
        transmit_by=rules.transmission_due(due) if due else None,
        draft_late=due is not None and pact.state is PactState.IN_PREPARATION and rules.transmission_due(due) < on,
        late=late > 0,
        days_late=late,
        given=states.count(PactOpinionState.GIVEN),
        deemed=states.count(PactOpinionState.DEEMED),
        awaited=states.count(PactOpinionState.AWAITED),
        next=_next(pact, states),
        article=rules.PACT_MONTHS.article if statutory else None,
    )


def standing_on(last: GovernancePact | None, on: dt.date, *, statutory: bool) -> PactStanding:
    """Where an EPCI (or the authority, which no law asks for a pact) stands, from its last pact as it is on that day.

    After a renewal an EPCI debates anew, whatever pact it had: the months then run from the first round, until its
    debate is recorded and says whether a commune needed a second one.
    """
    renewed_on = rules.last_renewal(on) if statutory else None
    if last is not None and (renewed_on is None or renewed_on <= (last.counts_from or last.debates[0].on)):
        return standing_of(last, on)
    due = rules.pact_due_after_renewal(renewed_on) if renewed_on else None
    return PactStanding(
        on=on,
        state=None,
        due=due,
        transmit_by=rules.transmission_due(due) if due else None,
        draft_late=due is not None and rules.transmission_due(due) < on,
        late=due is not None and due < on,
        days_late=max((on - due).days, 0) if due else 0,
        given=0,
        deemed=0,
        awaited=0,
        next=PactStep.DEBATE,
        article=rules.PACT_MONTHS.article if due else None,
    )


def _next(pact: GovernancePact, states: list[PactOpinionState]) -> PactStep:
    statutory = pact.basis is PactBasis.STATUTORY_EPCI
    match pact.state:
        case PactState.ADOPTED | PactState.ENDED | PactState.DECLINED:
            missing = statutory and pact.public_debate is None and pact.state is not PactState.ENDED
            return PactStep.DEBATE_PUBLIC_PARTICIPATION if missing else PactStep.NONE
        case PactState.IN_PREPARATION if statutory and pact.public_debate is None:
            return PactStep.DEBATE_PUBLIC_PARTICIPATION
        case PactState.IN_PREPARATION:
            return PactStep.SEND_DRAFT
    return PactStep.AWAIT_OPINIONS if PactOpinionState.AWAITED in states else PactStep.ADOPT
