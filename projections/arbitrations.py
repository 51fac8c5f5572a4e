"""Arbitrations, their follow-up actions and the exchange sessions: found by what they are about, and by whom."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from domain import agenda
from domain.arbitrations_life import Arbitration, Exchange, FollowUp, apply, apply_exchange, apply_follow_up
from domain.core.entry import Disclosed, Entry, Fact, Rectified
from domain.facts.arbitrations import ArbitrationFact, ExchangeHeld, FollowUpFact
from projections.query import Connection, View
from projections.things import Found, ThingNoun, with_terms
from projections.words import tagged, words

T = TypeVar("T", bound=Struct)

TO_FOLLOW: Final = "to-follow"
"""Settled, and something is still to be done, met or looked at again."""
RELATED: Final = 50
"""Of the exchange sessions, or of the arbitrations superseded, as many as one arbitration shows."""


def _terms(arbitration: Arbitration) -> Iterator[str]:
    owners = [f.person for f in arbitration.follow_ups]
    outcomes = arbitration.settlements
    yield f"state:{arbitration.state.lower()}"
    if arbitration.is_to_follow:
        yield TO_FOLLOW
    yield from tagged("theme", arbitration.themes)
    yield from tagged("organization", (*arbitration.territory, *arbitration.parties))
    yield from tagged("speaker", (p.person for p in arbitration.position_history))
    yield from tagged("person", (*(p.person for p in arbitration.position_history), *owners))
    yield from tagged("superseded-by", [arbitration.superseded_by])
    yield from tagged("decision", (decision for s in outcomes for decision in s.decisions))
    yield from tagged("pact", (clause.pact for s in outcomes for clause in s.clauses))
    labels = (option.label for option in arbitration.options)
    yield from words(arbitration.subject, arbitration.question, *labels, *(s.compromise for s in outcomes))


ARBITRATION = ThingNoun(
    table="arbitration",
    thing=Arbitration,
    kinds=(ArbitrationFact,),
    prefix="arbitration:",
    apply=apply,
    sort=lambda arbitration: arbitration.opened_on.isoformat(),
    terms=_terms,
    deadlines=agenda.of_arbitration,
)


def _exchange_terms(exchange: Exchange) -> Iterator[str]:
    people = (who for p in exchange.participants for who in (p.person, p.represented_by))
    yield from tagged("person", people)
    yield from tagged("organization", (p.on_behalf_of for p in exchange.participants))
    yield from tagged("theme", (theme for s in exchange.subjects for theme in s.themes))
    yield from tagged("arbitration", (s.arbitration for s in exchange.subjects))
    yield from words(*(s.title for s in exchange.subjects), exchange.place, exchange.note)


EXCHANGE = ThingNoun(
    table="exchange",
    thing=Exchange,
    kinds=(ExchangeHeld,),
    prefix="exchange:",
    apply=apply_exchange,
    sort=lambda exchange: exchange.held_on.isoformat(),
    terms=_exchange_terms,
)


class FollowUpNoun(ThingNoun[FollowUp], frozen=True, kw_only=True):
    """Follow-up actions are facts of their arbitration, and things by their second tag."""

    def subjects(self, fact: Fact) -> Iterable[str]:
        """The follow-up actions that a fact touches."""
        if isinstance(fact, (*self.kinds, Rectified, Disclosed)):
            return [tag for tag in fact.tags() if tag.startswith(self.prefix)]
        return ()

    def _of(self, subject: str, entries: Sequence[Entry]) -> list[Entry]:
        return [entry for entry in self.own(entries) if subject in entry.fact.tags()]


def _follow_up_terms(follow_up: FollowUp) -> Iterator[str]:
    yield "state:open" if follow_up.closed_on is None else "state:closed"
    yield from tagged("person", [follow_up.person])
    yield from tagged("organization", [follow_up.organization])
    yield from tagged("arbitration", [follow_up.arbitration])


FOLLOW_UP = FollowUpNoun(
    table="follow_up",
    thing=FollowUp,
    kinds=(FollowUpFact,),
    prefix="follow-up:",
    apply=apply_follow_up,
    sort=lambda follow_up: follow_up.due_on.isoformat(),
    terms=_follow_up_terms,
    descending=False,
    deadlines=agenda.of_follow_up,
)
NOUNS = (*ARBITRATION.nouns(), *EXCHANGE.nouns(), *FOLLOW_UP.nouns())


async def exchanges_on(
    connection: Connection, view: View, on: dt.date, arbitrations: Sequence[str]
) -> dict[str, list[Found[Exchange]]]:
    """For each arbitration, the latest exchange sessions in which it was discussed, in one statement."""
    found = await with_terms(connection, view, EXCHANGE, on, [f"arbitration:{a}" for a in arbitrations], first=RELATED)
    return {a: found.get(f"arbitration:{a}", []) for a in arbitrations}


async def superseded_by(
    connection: Connection, view: View, on: dt.date, arbitrations: Sequence[str]
) -> dict[str, list[Found[Arbitration]]]:
    """For each arbitration, those whose place it took, in one statement."""
    found = await with_terms(
        connection, view, ARBITRATION, on, [f"superseded-by:{a}" for a in arbitrations], first=RELATED
    )
    return {a: found.get(f"superseded-by:{a}", []) for a in arbitrations}
