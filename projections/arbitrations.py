"""Arbitrations, their follow-up actions and the exchange sessions: found by what they are about, and by whom."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from domain import agenda
from domain.arbitrations_life import Arbitration, Exchange, FollowUp, apply, apply_exchange, apply_follow_up
from domain.core.entry import Disclosed, Entry, Fact, Rectified
from domain.facts.arbitrations import ArbitrationFact, ExchangeHeld, FollowUpFact
from domain.facts.erasure import BodyErased
from projections.query import Connection, View, decode, end_of
from projections.things import Found, ThingNoun
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
        if isinstance(fact, (*self.kinds, Rectified, Disclosed, BodyErased)):
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
    found = await _related(connection, view, on, EXCHANGE, [f"arbitration:{a}" for a in arbitrations])
    return {a: found.get(f"arbitration:{a}", []) for a in arbitrations}


async def superseded_by(
    connection: Connection, view: View, on: dt.date, arbitrations: Sequence[str]
) -> dict[str, list[Found[Arbitration]]]:
    """For each arbitration, those whose place it took, in one statement."""
    found = await _related(connection, view, on, ARBITRATION, [f"superseded-by:{a}" for a in arbitrations])
    return {a: found.get(f"superseded-by:{a}", []) for a in arbitrations}


async def _related(
    connection: Connection, view: View, on: dt.date, noun: ThingNoun[T], terms: Sequence[str]
) -> dict[str, list[Found[T]]]:
    records = await connection.fetch(
        f"""
        SELECT w.term, f.* FROM unnest($5::text[]) AS w (term) CROSS JOIN LATERAL (
            SELECT n.data, n.valid_from, n.valid_to, t.sort, t.subject FROM {noun.table}_term t
            JOIN {noun.table} n ON n.subject = t.subject AND n.ledger_id = $1 AND n.known_to > $2
                AND n.known_from <= $2 AND n.level_from <= $3 AND n.level_to >= $3
                AND n.valid_from <= $4 AND n.valid_to > $4
            WHERE t.ledger_id = $1 AND t.term = w.term AND t.known_to > $2 AND t.known_from <= $2
                AND t.level_from <= $3 AND t.level_to >= $3 AND t.valid_from <= $4 AND t.valid_to > $4
            ORDER BY t.sort DESC, t.subject COLLATE "C" DESC LIMIT {RELATED}
        ) f ORDER BY w.term, f.sort DESC, f.subject COLLATE "C" DESC
        """,
        view.ledger,
        view.position,
        view.level,
        on,
        list(terms),
    )
    found: dict[str, list[Found[T]]] = {}
    for record in records:
        place = f"{record['sort']}\x1f{record['subject']}"
        thing = Found(decode(record, noun.thing), record["valid_from"], end_of(record), place)
        found.setdefault(record["term"], []).append(thing)
    return found
