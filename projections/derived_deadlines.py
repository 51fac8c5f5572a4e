"""What is due of no single thing: seats, terms, delegations, votes, councils, documents held against the SCoT.

Each source is read in a few look-ups of what is current on the day, whatever the register's size, and only when its
kinds are asked for.
"""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from typing import Final

from msgspec import Struct, structs

from domain import briefing_life, compatibility
from domain.checks.vacancies import DelegateToReplace, PresidentToElect, missing
from domain.core.calendar import LATEST, add_months
from domain.deadlines import Deadline, DeadlineKind
from domain.facts.bodies import BodyKind
from domain.facts.people import OfficeKind
from domain.periods import SeatState
from domain.rules import composition as rules
from projections.agenda import Due, Wanted, place_of
from projections.bodies import Body, all_bodies
from projections.briefings import BRIEFING_RULE, RULE, briefed_perimeter
from projections.composition import SeatPeriod, seats_of
from projections.decisions import DECISION, INTERNAL_RULES
from projections.delegations import losses_on
from projections.delegations_ends import ends_until
from projections.documents import DOCUMENT, FOLLOWED
from projections.organizations import members
from projections.people import held_at
from projections.query import Connection, View
from projections.scheme import current
from projections.things import Search, by_tag, every, find
from projections.together import together


class Reading(Struct, frozen=True):
    """From where one looks."""

    connection: Connection
    view: View
    reference: View
    on: dt.date


async def derived(reading: Reading, wanted: Wanted) -> list[Due]:
    """What is due of no single thing on a day, as far as it is wanted, in no order."""
    reading = structs.replace(reading, connection=together(reading.connection))
    sources = [source for kinds, source in SOURCES if not wanted.kinds or kinds & {*wanted.kinds}]
    found = await asyncio.gather(*(source(reading, wanted) for source in sources))
    admitted = (deadline for of_source in found for deadline in of_source if wanted.admits(deadline))
    return [Due(deadline, place_of(deadline, _key(deadline))) for deadline in admitted]


def _key(deadline: Deadline) -> str:
    """Tells apart what is due on one day of one subject."""
    parts = (deadline.kind, deadline.entry, deadline.organization, deadline.person, deadline.title)
    return "|".join(str(part or "") for part in parts)


# -- seats and terms ---------------------------------------------------------------------------------------------------


async def _of_bodies(reading: Reading, _: Wanted) -> list[Deadline]:
    bodies = await all_bodies(reading.connection, reading.view, reading.on)
    seats = await seats_of(reading.connection, reading.view, [body.body for body in bodies], reading.on)
    found: list[Deadline] = []
    for body in bodies:
        own = [seat for seat in seats if seat.body == body.body]
        found += _of_vacancies(body, own, reading.on)
        if body.kind is BodyKind.ASSEMBLY:
            found += await _of_assembly(reading, body, own)
    return found


def _of_vacancies(body: Body, seats: list[SeatPeriod], on: dt.date) -> Iterator[Deadline]:
    vacancies = {seat.period.seat.seat: seat.period.vacancy for seat in seats}
    for notice in missing(body.body, body.kind, [seat.period for seat in seats], on) if seats else ():
        if not isinstance(notice, PresidentToElect | DelegateToReplace):
            continue
        vacancy = vacancies[notice.seat]
        assert vacancy is not None
        elects = isinstance(notice, PresidentToElect)
        yield Deadline(
            kind=DeadlineKind.PRESIDENT_ELECTION if elects else DeadlineKind.DELEGATE_REPLACEMENT,
            due=notice.due,
            entry=vacancy.entry,
            rule=notice.rule,
            subject=f"body:{body.body}",
            title=notice.seat,
            organization=None if isinstance(notice, PresidentToElect) else notice.organization,
        )


async def _of_assembly(reading: Reading, body: Body, seats: list[SeatPeriod]) -> list[Deadline]:
    """The installation after a renewal; else the internal rules of the term, and the end that is expected of it."""
    term = body.term_on(reading.on)
    held_over = [seat for seat in seats if seat.period.state is SeatState.HOLDOVER]
    subject = f"body:{body.body}"
    if held_over:
        due, entry = await _installation(reading, min(seat.period.start for seat in held_over), held_over)
        rule = rules.INSTALLATION_WEEK.article
        return [Deadline(kind=DeadlineKind.INSTALLATION, due=due, entry=entry, rule=rule, subject=subject)]
    if term is None or not seats:
        return []
    entry = min((s.period.tenure.entry for s in seats if s.period.tenure), default=body.entry)
    ends = Deadline(
        kind=DeadlineKind.TERM_ENDS,
        due=term.ended_on or rules.expected_end_of_term(term.opened_on),
        entry=entry,
        rule=rules.TERM_YEARS.article,
        subject=subject,
        title=term.term,
        passes=True,
    )
    since = Search(terms=(INTERNAL_RULES, f"body:{body.body}"), first_sort=term.opened_on.isoformat())
    if await find(reading.connection, reading.view, DECISION, reading.on, since, first=1):
        return [ends]
    due = add_months(term.opened_on, rules.INTERNAL_RULES_MONTHS.on(term.opened_on))
    rule = rules.INTERNAL_RULES_MONTHS.article
    adopt = Deadline(
        kind=DeadlineKind.INTERNAL_RULES, due=due, entry=entry, rule=rule, subject=subject, title=term.term
    )
    return [ends, adopt]


async def _installation(reading: Reading, renewed_on: dt.date, held_over: list[SeatPeriod]) -> tuple[dt.date, int]:
    """Counted from the election of the last president of a member; from the renewal while they are not all known."""
    epcis = [m.organization for m in await members(reading.connection, reading.view, reading.on)]
    offices = await held_at(reading.connection, reading.view, epcis, reading.on)
    elected = {
        epci: held
        for epci, of_it in offices.items()
        for held in of_it
        if held.office is OfficeKind.EPCI_PRESIDENT and held.since >= renewed_on
    }
    if epcis and len(elected) == len(epcis):
        last = max(elected.values(), key=lambda held: held.since)
        return rules.installation_due(last.since), last.entry
    tenures = [seat.period.tenure.entry for seat in held_over if seat.period.tenure]
    return rules.installation_expected(renewed_on), min(tenures)


# -- delegations -------------------------------------------------------------------------------------------------------


async def _of_delegations(reading: Reading, wanted: Wanted) -> list[Deadline]:
    """What is in force and has a known end: its own, a withdrawal to come, the end of a seat, an office or a term."""
    until = wanted.last or LATEST
    return [
        Deadline(
            kind=DeadlineKind.DELEGATION_ENDS,
            due=end.on,
            entry=end.entry or each.thing.entries[0],
            subject=f"delegation:{each.thing.delegation}",
            person=getattr(each.thing, "person", None),
            organization=getattr(each.thing, "organization", None),
            passes=True,
        )
        for each, end in await ends_until(reading.connection, reading.view, reading.on, until)
    ]


async def _of_retention_votes(reading: Reading, _: Wanted) -> list[Deadline]:
    """The assembly rules on keeping a vice-president as soon as all functions are withdrawn: no delay in law."""
    return [
        Deadline(
            kind=DeadlineKind.RETENTION_VOTE,
            due=loss.vote.opened_on,
            entry=loss.vote.entries[-1],
            rule="CGCT L2122-18",
            subject=f"person:{loss.vote.person}",
            person=loss.vote.person,
        )
        for loss in await losses_on(reading.connection, reading.view, reading.on, state="open")
    ]


# -- councils ----------------------------------------------------------------------------------------------------------


async def _of_councils(reading: Reading, _: Wanted) -> list[Deadline]:
    """Municipal councils to brief, by the local rule."""
    connection, view, on = reading.connection, reading.view, reading.on
    (communes, last), rules_, bodies = await asyncio.gather(
        briefed_perimeter(connection, view, reading.reference, on),
        by_tag(connection, view, BRIEFING_RULE, on, [RULE]),
        all_bodies(connection, view, on),
    )
    rule = rules_.get(RULE)
    assembly = [body for body in bodies if body.kind is BodyKind.ASSEMBLY]
    began = max((t.opened_on for body in assembly for t in body.terms if t.opened_on <= on), default=None)
    found = []
    for commune in communes:
        told = last.get(commune)
        due = briefing_life.due(told.on if told else None, began, rule.thing if rule else None, on)
        entry = told.entry if told else rule.thing.entries[-1] if rule else assembly[0].entry if assembly else None
        if due is not None and entry is not None:
            found.append(
                Deadline(
                    kind=DeadlineKind.COUNCIL_BRIEFING,
                    due=due.due_on,
                    entry=entry,
                    rule=due.rule,
                    subject=commune,
                    organization=commune,
                )
            )
    return found


# -- documents ---------------------------------------------------------------------------------------------------------


async def _of_documents(reading: Reading, _: Wanted) -> list[Deadline]:
    """Documents to hold against the SCoT, or to make compatible with it: the day rests on both."""
    connection, view, on = reading.connection, reading.view, reading.on
    scheme, documents = await asyncio.gather(
        current(connection, view, on), every(connection, view, DOCUMENT, on, Search(terms=(FOLLOWED,)))
    )
    settled_on = scheme.thing.settled_on if scheme else None
    found = []
    for each in documents:
        document = each.thing
        due = compatibility.due(document, settled_on)
        if due is not None:
            found.append(
                Deadline(
                    kind=DeadlineKind.DOCUMENT_CHECK,
                    due=due.on,
                    entry=due.entry or document.entries[0],
                    rule=due.article,
                    subject=f"document:{document.document}",
                    title=document.title,
                    organization=document.owner,
                )
            )
    return found


Source = Callable[[Reading, Wanted], Awaitable[list[Deadline]]]
SOURCES: Final[tuple[tuple[frozenset[DeadlineKind], Source], ...]] = (
    (
        frozenset(
            {
                DeadlineKind.PRESIDENT_ELECTION,
                DeadlineKind.DELEGATE_REPLACEMENT,
                DeadlineKind.INSTALLATION,
                DeadlineKind.INTERNAL_RULES,
                DeadlineKind.TERM_ENDS,
            }
        ),
        _of_bodies,
    ),
    (frozenset({DeadlineKind.DELEGATION_ENDS}), _of_delegations),
    (frozenset({DeadlineKind.RETENTION_VOTE}), _of_retention_votes),
    (frozenset({DeadlineKind.COUNCIL_BRIEFING}), _of_councils),
    (frozenset({DeadlineKind.DOCUMENT_CHECK}), _of_documents),
)
"""What each source tells, and the source."""
