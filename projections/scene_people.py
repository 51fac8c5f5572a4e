"""The scene's parts about people: presidents, delegations, officials, councils, pacts, ambassadors, team, actors."""

import asyncio
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from domain.briefing_life import Briefing
from domain.checks.scene import Involved, Occasion
from domain.core.calendar import add_months
from domain.delegations_known import FunctionDelegation, Granted
from domain.delegations_standing import DelegationState, end_of, state_on
from domain.facts.bodies import BodyKind
from domain.facts.delegations import DelegationKind
from domain.facts.pact import PactBasis
from domain.facts.strategy import InvolvementCapacity, InvolvementPhase
from domain.sessions_state import Session
from projections import scene_ground as ground
from projections.ambassadors import AMBASSADOR
from projections.arbitrations import ARBITRATION, EXCHANGE, TO_FOLLOW
from projections.briefings import BRIEFING, BRIEFING_RULE, RULE, briefed_perimeter
from projections.composition import SeatPeriod
from projections.delegations import delegations_of, open_delegations, ties
from projections.pact import PACT
from projections.partners import PARTNER
from projections.query import View
from projections.scene_reading import Fields, Reading
from projections.sessions import SESSION, people_of
from projections.strategy import INVOLVEMENT, tallies
from projections.team import TECHNICIAN
from projections.things import Found, Search, by_tag, every, find, with_terms

YEAR: Final = 12
RECENT: Final = 18
"""Months since when settlements of which nothing is left to do still count as followed."""
SHOWN: Final = 20
"""Of the occasions on which officials took part, and of the settlements of late, as many as a check rests on."""
SITTINGS: Final = 50
"""Of the committee's sittings in a term and of the presidents' in a year, as many as are read: few are as many."""


# -- presidents --------------------------------------------------------------------------------------------------------


async def exchanges(reading: Reading) -> Fields:
    """Exchange sessions of a year."""
    search = Search(first_sort=_ago(reading, YEAR))
    found = await find(reading.connection, reading.view, EXCHANGE, reading.on, search, first=SITTINGS)
    return {"exchanges": tuple(each.thing for each in found)}


async def arbitrations(reading: Reading) -> Fields:
    """What is still to be followed, and what was settled of late."""
    connection, view, on = reading.connection, reading.view, reading.on
    recent = Search(terms=("state:settled",), first_sort=_ago(reading, RECENT))
    open_, settled = await asyncio.gather(
        every(connection, view, ARBITRATION, on, Search(terms=(TO_FOLLOW,))),
        find(connection, view, ARBITRATION, on, recent, first=SHOWN),
    )
    found = (each.thing for each in (*open_, *settled))
    return {"arbitrations": tuple({each.arbitration: each for each in found}.values())}


# -- those whom the strategy mobilises ---------------------------------------------------------------------------------


async def conference_met(reading: Reading) -> Fields:
    """The last sitting of the mayors' conference, and the last time that it worked at the strategy."""
    body = (await reading.the(ground.seats))["bodies"].get(BodyKind.MAYORS_CONFERENCE)
    if body is None:
        return {}
    connection, view, on = reading.connection, reading.view, reading.on
    held, worked = await asyncio.gather(
        find(connection, view, SESSION, on, Search(terms=(f"body:{body.body}:held",)), first=1),
        find(connection, view, INVOLVEMENT, on, Search(terms=(f"body:{body.body}",)), first=1),
    )
    met = [_sitting(each.thing) for each in held]
    met += [Occasion(each.thing.on, each.thing.entries[0]) for each in worked]
    return {"conference_met": tuple(sorted(met, key=lambda occasion: occasion.on, reverse=True))}


async def delegations(reading: Reading) -> Fields:
    """Functions in force anywhere, and whatever the members of the steering committee hold."""
    connection, view, on = reading.connection, reading.view, reading.on
    found, theirs = await asyncio.gather(
        open_delegations(connection, view, on, [f"kind:{DelegationKind.FUNCTIONS}"]), _of_the_committee(reading)
    )
    every_ = {each.thing.delegation: each.thing for each in (*found, *theirs.values())}
    hung_on = await ties(connection, view, on, every_.values())
    in_force = (d for d in every_.values() if state_on(end_of(d, hung_on), on) is DelegationState.IN_FORCE)
    return {"delegations": tuple(sorted(in_force, key=lambda d: (d.granted_on, d.delegation)))}


async def _of_the_committee(reading: Reading) -> Mapping[str, Found[Granted]]:
    """Delegations to the members of the steering committee, by tag."""
    steering: Sequence[SeatPeriod] = (await reading.the(ground.seats))["steering"]
    committee = [seat.period.tenure.person for seat in steering if seat.period.tenure]
    return await delegations_of(reading.connection, reading.view, reading.on, list(dict.fromkeys(committee)))


async def took_part(reading: Reading) -> Fields:
    """For each holder of functions, the last time that he or she took part since the term began."""
    sat = asyncio.ensure_future(_sat(reading))  # who else took part depends on who holds functions
    known, seated = await asyncio.gather(reading.the(delegations), reading.the(ground.seats))
    since: dt.date | None = seated["term_began"]
    holders = list(dict.fromkeys(d.person for d in known["delegations"] if isinstance(d, FunctionDelegation)))
    occasions = await asyncio.gather(_involved(reading, holders), _briefed_by(reading, holders), sat)
    latest: dict[str, Occasion] = {}
    for who, occasion in (each for found in occasions for each in found):
        if (since is None or since <= occasion.on) and (who not in latest or latest[who].on < occasion.on):
            latest[who] = occasion
    return {"took_part": {who: latest[who] for who in holders if who in latest}}


async def _involved(reading: Reading, people: Sequence[str]) -> list[tuple[str, Occasion]]:
    terms = {f"person:{who}": who for who in people}
    found = await with_terms(reading.connection, reading.view, INVOLVEMENT, reading.on, list(terms), first=1)
    return [
        (terms[term], Occasion(each.thing.on, each.thing.entries[0])) for term, held in found.items() for each in held
    ]


async def _briefed_by(reading: Reading, people: Sequence[str]) -> list[tuple[str, Occasion]]:
    terms = {f"briefer:{who}": who for who in people}
    found = await with_terms(reading.connection, reading.view, BRIEFING, reading.on, list(terms), first=1)
    return [(terms[term], _briefing(each.thing)) for term, held in found.items() for each in held]


def _briefing(briefing: Briefing) -> Occasion:
    """By the entry that says that it was held: what came after is questions and answers."""
    asked = {entry for question in briefing.questions for entry in (question.entry, question.answer_entry)}
    return Occasion(briefing.day, max(entry for entry in briefing.entries if entry not in asked))


async def _sat(reading: Reading) -> list[tuple[str, Occasion]]:
    """Who came to the steering committee."""
    seated = await reading.the(ground.seats)
    body = seated["bodies"].get(BodyKind.STEERING_COMMITTEE)
    if body is None:
        return []
    since = seated["term_began"].isoformat() if seated["term_began"] else None
    search = Search(terms=(f"body:{body.body}:held",), first_sort=since)
    held = await find(reading.connection, reading.view, SESSION, reading.on, search, first=SITTINGS)
    return [(who, _sitting(each.thing)) for each in held for who in _came(each.thing)]


def _came(session: Session) -> Iterator[str]:
    """Who was in the room: not those who were excused or gave a proxy."""
    away = {*session.excused, *(proxy.giver for proxy in session.proxies)}
    away -= {attendance.person for attendance in session.attendance}
    return (who for who in dict.fromkeys(people_of(session)) if who not in away)


def _sitting(session: Session) -> Occasion:
    return Occasion(session.held_on, session.entries[-1])


async def involved(reading: Reading) -> Fields:
    """How many officials took part in each phase, and the latest occasions, those with local officials first."""
    whole = {t.phase: t for t in await tallies(reading.connection, reading.view, reading.on) if t.whole}
    terms = {f"phase:{phase}": phase for phase in whole}
    latest = await with_terms(reading.connection, reading.view, INVOLVEMENT, reading.on, list(terms), first=SHOWN)
    local = InvolvementCapacity.LOCAL_OFFICIAL
    found: dict[InvolvementPhase, Involved] = {}
    for term, held in latest.items():
        things = sorted((h.thing for h in held), key=lambda t: all(o.capacity is not local for o in t.officials))
        tally = whole[terms[term]]
        found[terms[term]] = Involved(
            officials=tally.officials,
            local=sum(c.officials for c in tally.capacities if c.capacity is local),
            occasions=tuple(Occasion(thing.on, thing.entries[0]) for thing in things),
        )
    return {"involved": found}


async def councils(reading: Reading) -> Fields:
    """The councils of the perimeter, when each was briefed last, and the local rule."""
    connection, view, on = reading.connection, reading.view, reading.on
    reference = View(view.ledger, reading.reference)
    (communes, last), rule = await asyncio.gather(
        briefed_perimeter(connection, view, reference, on), by_tag(connection, view, BRIEFING_RULE, on, [RULE])
    )
    return {
        "perimeter": communes,
        "briefed": {commune: Occasion(each.on, each.entry) for commune, each in last.items()},
        "briefing_rule": rule[RULE].thing if rule else None,
    }


async def pacts(reading: Reading) -> Fields:
    """The last pact of the authority, and of each member EPCI."""
    own = f"basis:{PactBasis.VOLUNTARY_SCOT}"
    epcis: Sequence[str] = (await reading.the(ground.epcis))["epcis"]
    terms = {f"organization:{epci}": epci for epci in epcis}
    found = await with_terms(reading.connection, reading.view, PACT, reading.on, [own, *terms], first=1)
    return {
        "scot_pact": found[own][0].thing if found[own] else None,
        "epci_pacts": {epci: found[term][0].thing for term, epci in terms.items() if found[term]},
    }


# -- those who carry it ------------------------------------------------------------------------------------------------


async def ambassadors(reading: Reading) -> Fields:
    """Those who are active."""
    search = Search(terms=("state:active",))
    found = await every(reading.connection, reading.view, AMBASSADOR, reading.on, search)
    return {"ambassadors": tuple(each.thing for each in found)}


async def partners(reading: Reading) -> Fields:
    """Those who are active."""
    search = Search(terms=("state:active",))
    found = await every(reading.connection, reading.view, PARTNER, reading.on, search)
    return {"partners": tuple(each.thing for each in found)}


async def technicians(reading: Reading) -> Fields:
    """Those in the team."""
    search = Search(terms=("state:in-team",))
    found = await every(reading.connection, reading.view, TECHNICIAN, reading.on, search)
    return {"technicians": tuple(each.thing for each in found)}


def _ago(reading: Reading, months: int) -> str:
    return add_months(reading.on, -months).isoformat()
