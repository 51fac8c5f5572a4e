"""Delegations of every kind, found by person, theme, organisation and power; and what they hang on.

Whether one is in force on a day depends on who sits and who holds what, which is other nouns' business: ``ties`` reads
all of it for a page at once, and the domain says what follows (``domain/delegations_standing.py``).
"""

import asyncio
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from domain.core.entry import Entry, standing
from domain.delegations_known import (
    Delegation,
    Granted,
    PowerDelegation,
    apply,
    delegate_of,
    kind_of,
    organization_of,
)
from domain.delegations_retention import Loss, losses
from domain.delegations_standing import HeldOffice, Sat, TermOf, Ties
from domain.facts.bodies import BodyKind
from domain.facts.delegations import FUNCTIONS_TAG, DelegationFact, DelegationKind, PowerHolder, RetentionVoteHeld
from domain.rules.delegations import oldest_in_force
from projections.bodies import Body, all_bodies
from projections.composition import SeatPeriod, tenures_of
from projections.noun import Noun, Row, named
from projections.people import Held, held_by, known_people
from projections.query import Connection, View, decode, select
from projections.things import Found, Search, ThingNoun, by_tag, every, with_terms
from projections.together import together
from projections.words import tagged, words

OPEN: Final = "state:open"
"""Neither withdrawn; whether it has lapsed or is past its end depends on more than itself."""
OWN: Final = "organization:own"
"""Functions of the authority itself."""


def _terms(delegation: Granted) -> Iterator[str]:
    kind = kind_of(delegation)
    yield OPEN if delegation.withdrawn_on is None else "state:withdrawn"
    yield f"kind:{kind}"
    yield from tagged("person", [delegate_of(delegation)])
    yield from tagged("theme", delegation.scope.themes)
    if delegation.scope.themes:
        yield "theme"
    yield from tagged("power", delegation.scope.powers)
    if isinstance(delegation, PowerDelegation):
        yield f"holder:{delegation.holder}"
        yield from tagged("under", [delegation.under])
    else:
        yield f"organization:{organization_of(delegation) or 'own'}"
    yield from tagged("decision", [delegation.decision])
    yield from words(delegation.scope.text, getattr(delegation, "organ", None))


DELEGATION: Final = ThingNoun[Granted](
    table="delegation",
    thing=cast(type[Granted], Delegation),
    kinds=(DelegationFact,),
    prefix="delegation:",
    apply=apply,
    sort=lambda delegation: delegation.granted_on.isoformat(),
    terms=_terms,
)


def loss_rows(_: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """One row while the vote is not held, another from then on; whether it was due is for those who know the seats."""
    for loss in losses(e for e in standing(entries) if FUNCTIONS_TAG in e.fact.tags()):
        vote = loss.vote
        key = f"{vote.person}|{vote.opened_on}"
        if vote.voted_on is None:
            yield Row(key, vote.opened_on, None, ("open", vote.person), loss)
            continue
        if vote.opened_on < vote.voted_on:
            yield Row(key, vote.opened_on, vote.voted_on, ("open", vote.person), loss.before_the_vote())
        yield Row(key, vote.voted_on, None, ("held", vote.person), loss)


LOSS: Final = Noun(
    table="functions_loss",
    columns=("state", "person"),
    kinds=(DelegationFact, RetentionVoteHeld),
    subjects=named(FUNCTIONS_TAG, parts=(1,)),
    rows=loss_rows,
)
NOUNS: tuple[Noun, ...] = (*DELEGATION.nouns(), LOSS)


# -- queries -----------------------------------------------------------------------------------------------------------


async def open_delegations(
    connection: Connection, view: View, on: dt.date, terms: Sequence[str]
) -> list[Found[Granted]]:
    """Every delegation that bears the terms and was not withdrawn, those left out that have surely lapsed.

    What was tied to a mandate and granted before the longest one has lapsed, so the work does not grow with the
    ledger's age; a signature is tied to none, and subsists until it is withdrawn (CGCT L5211-9).
    """
    since = oldest_in_force(on)
    recent = Search(terms=(*terms, OPEN), first_sort=since.isoformat())
    before = (since - dt.timedelta(days=1)).isoformat()
    old = Search(terms=(f"kind:{DelegationKind.SIGNATURE}", *terms, OPEN), last_sort=before)
    side_by_side = together(connection)
    found = await asyncio.gather(
        every(side_by_side, view, DELEGATION, on, recent), every(side_by_side, view, DELEGATION, on, old)
    )
    return [each for part in found for each in part]


async def delegations_of(
    connection: Connection, view: View, on: dt.date, people: Sequence[str]
) -> dict[str, Found[Granted]]:
    """Every delegation to some people, by tag, whatever became of it."""
    found = await with_terms(connection, view, DELEGATION, on, [f"person:{who}" for who in people], first=None)
    return {f"delegation:{f.thing.delegation}": f for theirs in found.values() for f in theirs}


async def powers_from_the_assembly(connection: Connection, view: View, on: dt.date) -> list[Found[Granted]]:
    """Powers delegated to the president or the bureau within a mandate before the day, withdrawn ones included."""
    since = oldest_in_force(on).isoformat()
    found: list[Found[Granted]] = []
    for holder in (PowerHolder.PRESIDENT, PowerHolder.BUREAU):
        search = Search(terms=(f"holder:{holder}",), first_sort=since)
        found += await every(connection, view, DELEGATION, on, search)
    return found


async def losses_on(
    connection: Connection, view: View, on: dt.date, *, state: str | None = None, person: str | None = None
) -> list[Loss]:
    """Losses of functions, as they stand on a day: by their state (open, held), or of a person."""
    column, value = ("person", [person]) if person else ("state", [state] if state else ["open", "held"])
    records = await select(connection, view, LOSS.table, column, value, on)
    return [decode(record, Loss) for record in records if state in (None, record["state"])]


async def presidents_on(
    connection: Connection, view: View, bodies: Sequence[str], days: Sequence[dt.date]
) -> dict[dt.date, str | None]:
    """Who presided over some bodies on each of some days."""
    records = await connection.fetch(
        """
        SELECT asked.day, c.person FROM unnest($5::date[]) AS asked (day) JOIN composition c
          ON c.ledger_id = $1 AND c.known_to > $2 AND c.known_from <= $2 AND c.level_from <= $3 AND c.level_to >= $3
         AND c.body = ANY ($4) AND c.valid_from <= asked.day AND c.valid_to > asked.day
        WHERE c.data->'period'->'seat'->>'kind' = 'PRESIDENT'
        """,
        view.ledger,
        view.position,
        view.level,
        list(bodies),
        list(days),
    )
    return {record["day"]: record["person"] for record in records}


async def ties(connection: Connection, view: View, on: dt.date, delegations: Iterable[Granted]) -> Ties:
    """What some delegations hang on: five lookups side by side, however many there are."""
    delegations = list(delegations)
    under = {f"delegation:{d.under}" for d in delegations if isinstance(d, PowerDelegation) and d.under}
    people = sorted({who for d in delegations if (who := delegate_of(d))})
    side_by_side = together(connection)
    sources, bodies, seats, offices, known = await asyncio.gather(
        by_tag(side_by_side, view, DELEGATION, on, sorted(under)),
        all_bodies(side_by_side, view),
        tenures_of(side_by_side, view, people),
        held_by(side_by_side, view, people),
        known_people(side_by_side, view, people),
    )
    kinds = {body.body: body.kind for body in bodies}
    return Ties(
        seats={who: [_sat(at, kinds) for at in held if at.body in kinds] for who, held in seats.items()},
        offices={who: [office for h in held for office in _offices(h)] for who, held in offices.items()},
        terms=[term for body in bodies for term in _terms_of(body)],
        deaths={who: person.died_on for who, person in known.items() if person.died_on},
        sources={tag.removeprefix("delegation:"): found.thing for tag, found in sources.items()},
    )


def _sat(at: SeatPeriod, kinds: dict[str, BodyKind]) -> Sat:
    tenure = at.period.tenure
    assert tenure is not None
    return Sat(
        body_kind=kinds[at.body],
        seat_kind=at.period.seat.kind,
        since=tenure.since,
        until=tenure.until,
        ended_by=tenure.ended_by,
        ending_entry=tenure.ending_entry,
    )


def _offices(held: Held) -> Iterator[HeldOffice]:
    what = held.office or held.mandate
    if what is not None:
        yield HeldOffice(
            organization=held.organization,
            held=what,
            since=held.since,
            until=held.until,
            ended_by=held.ended_by,
            ending_entry=held.ending_entry,
        )


def _terms_of(body: Body) -> Iterator[TermOf]:
    if body.kind in (BodyKind.ASSEMBLY, BodyKind.BUREAU):
        for term in body.terms:
            yield TermOf(body_kind=body.kind, since=term.opened_on, until=term.ended_on)
