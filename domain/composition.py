"""The authority's bodies, their terms and seats, and the people who may sit: what ``bodies`` and ``seats`` share."""

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from domain import person
from domain.core.boundary import Boundary, about
from domain.core.entry import Entry
from domain.core.notices import Refusal, Refused
from domain.facts.bodies import (
    BodyCreated,
    BodyDissolved,
    BodyKind,
    Seat,
    SeatFact,
    TermEnded,
    TermFact,
    TermOpened,
)
from domain.facts.organizations import MemberCeased, MemberJoined
from domain.facts.people import (
    MandateEnded,
    MandateStarted,
    OfficeEnded,
    OfficeStarted,
    PersonDied,
    PersonRegistered,
)
from domain.facts.registry import AuthorityRegistered, LegalForm
from domain.history import History
from domain.periods import Period, Tenure, Timeline
from domain.person import Person
from domain.timeline import timeline

PersonFact = PersonRegistered | PersonDied | MandateStarted | MandateEnded | OfficeStarted | OfficeEnded

# -- refusals ----------------------------------------------------------------------------------------------------------


class UnknownBody(Refusal, frozen=True, kw_only=True):
    """No such body exists on that day."""

    body: str
    on: dt.date
    known: tuple[str, ...]


class NoTermOn(Refusal, frozen=True, kw_only=True):
    """The body has no term on that day."""

    body: str
    on: dt.date
    known: tuple[str, ...]


class MemberUnknown(Refusal, frozen=True, kw_only=True):
    """A seat is on behalf of an organisation that is not a member on that day."""

    rule = "CGCT L5212-7"
    seat: str
    organization: str
    on: dt.date


class UnknownSeat(Refusal, frozen=True, kw_only=True):
    """The body has no such seat on that day."""

    body: str
    term: str
    seat: str
    on: dt.date
    known: tuple[str, ...]


# -- state -------------------------------------------------------------------------------------------------------------


class TermSpan(Struct, frozen=True):
    """When a term was opened and ended (excluded)."""

    opened_on: dt.date
    ended_on: dt.date | None = None

    def covers(self, on: dt.date) -> bool:
        """Whether the term runs on a day."""
        return self.opened_on <= on and (self.ended_on is None or on < self.ended_on)


class Body(Struct, frozen=True):
    """A body as created, until dissolved (excluded), and its terms."""

    created: Entry
    fact: BodyCreated
    dissolved_on: dt.date | None = None
    terms: dict[str, TermSpan] = {}

    def exists_on(self, on: dt.date) -> bool:
        """Whether the body exists on a day."""
        return self.created.effective_on <= on and (self.dissolved_on is None or on < self.dissolved_on)

    def may_have(self, term: TermSpan) -> bool:
        """Whether the body exists during the whole of a term."""
        gone = self.dissolved_on
        outlived = gone is not None and (term.ended_on is None or term.ended_on > gone)
        return self.exists_on(term.opened_on) and not outlived

    def term_on(self, on: dt.date) -> str | None:
        """The term that runs on a day."""
        return next((term for term, span in self.terms.items() if span.covers(on)), None)


class SeatOf(Struct, frozen=True):
    """A seat of a body during a term, and what it is on the day of the decision."""

    body: str
    term: str
    period: Period

    @property
    def seat(self) -> Seat:
        """The seat itself."""
        return self.period.seat

    @property
    def tenure(self) -> Tenure | None:
        """Who holds it, if anyone."""
        return self.period.tenure


class Composition(Struct, frozen=True):
    """Bodies, the entries of each of their terms, people, and the authority's members."""

    bodies: dict[str, Body] = {}
    terms: dict[tuple[str, str], tuple[Entry, ...]] = {}
    people: dict[str, Person] = {}
    members: dict[str, tuple[tuple[dt.date, dt.date | None], ...]] = {}
    legal_form: LegalForm | None = None

    def body_on(self, body: str, on: dt.date) -> Body:
        """A body that exists on a day.

        Raises:
            Refused: UnknownBody.
        """
        found = self.bodies.get(body)
        if found is None or not found.exists_on(on):
            known = tuple(sorted(name for name, b in self.bodies.items() if b.exists_on(on)))
            raise Refused(UnknownBody(body=body, on=on, known=known))
        return found

    def term_on(self, body: str, on: dt.date, term: str | None = None) -> str:
        """The body's term on a day, which must be ``term`` when one is named.

        Raises:
            Refused: UnknownBody, NoTermOn.
        """
        found = self.body_on(body, on)
        running = found.term_on(on)
        if running is None or term not in (None, running):
            raise Refused(NoTermOn(body=body, on=on, known=tuple(sorted(found.terms))))
        return running

    def timeline(self, body: str, term: str) -> Timeline:
        """The life of a body during a term."""
        return timeline(self.terms.get((body, term), ()))

    def seat_on(self, body: str, seat: str, on: dt.date, term: str | None = None) -> SeatOf:
        """What a seat is on a day.

        Raises:
            Refused: UnknownBody, NoTermOn, UnknownSeat.
        """
        running = self.term_on(body, on, term)
        periods = self.timeline(body, running).on(on)
        if seat not in periods:
            raise Refused(UnknownSeat(body=body, term=running, seat=seat, on=on, known=tuple(sorted(periods))))
        return SeatOf(body, running, periods[seat])

    def children(self, body: str) -> Iterator[str]:
        """The bodies that a body elects."""
        return (name for name, b in self.bodies.items() if b.fact.parent == body)

    def electing(self, body: str) -> str | None:
        """The assembly whose delegates alone sit on a body: that of a bureau (CGCT L5211-10)."""
        found = self.bodies.get(body)
        return found.fact.parent if found and found.fact.kind is BodyKind.BUREAU else None

    def seats_held(self, who: str, on: dt.date) -> Iterator[SeatOf]:
        """Every seat that a person holds on a day, in the terms that were read."""
        for body, term in self.terms:
            for period in self.timeline(body, term).on(on).values():
                if period.tenure and period.tenure.person == who:
                    yield SeatOf(body, term, period)

    def is_member(self, organization: str, on: dt.date) -> bool:
        """Whether an organisation is a member of the authority on a day."""
        return any(s <= on and (u is None or on < u) for s, u in self.members.get(organization, ()))


EMPTY = Composition()

# -- evolve ------------------------------------------------------------------------------------------------------------


def evolve(state: Composition, entry: Entry) -> Composition:
    """Fold one standing entry, in legal order."""
    fact = entry.fact
    if isinstance(fact, PersonFact):
        known = state.people.get(fact.person, person.Person())
        return structs.replace(state, people={**state.people, fact.person: person.evolve(known, entry)})
    if isinstance(fact, MemberJoined | MemberCeased):
        return structs.replace(state, members={**state.members, fact.organization: _membership(state, fact, entry)})
    if isinstance(fact, AuthorityRegistered):
        return structs.replace(state, legal_form=fact.legal_form)
    if isinstance(fact, TermFact):
        key = (fact.body, fact.term)
        state = structs.replace(state, terms={**state.terms, key: (*state.terms.get(key, ()), entry)})
    if isinstance(fact, BodyCreated | BodyDissolved | TermOpened | TermEnded):
        return structs.replace(state, bodies={**state.bodies, **_body(state, fact, entry)})
    return state


def _membership(
    state: Composition, fact: MemberJoined | MemberCeased, entry: Entry
) -> tuple[tuple[dt.date, dt.date | None], ...]:
    spans = state.members.get(fact.organization, ())
    if isinstance(fact, MemberJoined):
        return spans if spans and spans[-1][1] is None else (*spans, (entry.effective_on, None))
    return tuple((since, entry.effective_on if until is None else until) for since, until in spans)


def _body(
    state: Composition, fact: BodyCreated | BodyDissolved | TermOpened | TermEnded, entry: Entry
) -> dict[str, Body]:
    if isinstance(fact, BodyCreated):
        return {fact.body: Body(entry, fact)}
    known = state.bodies.get(fact.body)
    if known is None:
        return {}
    if isinstance(fact, BodyDissolved):
        return {fact.body: structs.replace(known, dissolved_on=entry.effective_on)}
    former = known.terms.get(fact.term)
    if isinstance(fact, TermOpened):
        span = former or TermSpan(entry.effective_on)
    elif former is None:
        return {}
    else:
        span = TermSpan(former.opened_on, former.ended_on or entry.effective_on)
    return {fact.body: structs.replace(known, terms={**known.terms, fact.term: span})}


def fold(entries: Iterable[Entry]) -> Composition:
    """The state from standing entries in legal order."""
    state = EMPTY
    for entry in entries:
        state = evolve(state, entry)
    return state


# -- boundaries --------------------------------------------------------------------------------------------------------


def term_tag(body: str, term: str) -> str:
    """The tag of a body during a term."""
    return f"body:{body}:{term}"


def boundary_of_body(history: History, body: str, on: dt.date, term: str | None = None) -> Boundary:
    """A body and its family (the assembly that elects it, the bodies that it elects) during the term of a day.

    It widens as entries are read: first which bodies there are, then which term runs, then the terms themselves.
    """
    seen = fold(history.about("bodies", f"body:{body}"))
    known = seen.bodies.get(body)
    wanted = about("bodies", "members", f"body:{body}")
    if known is None:
        return wanted
    family = {body, *seen.children(body), *([known.fact.parent] if known.fact.parent else [])}
    wanted |= about(*(f"body:{name}" for name in family))
    running = term or known.term_on(on)
    if running:
        wanted |= about(*(term_tag(name, running) for name in family))
    relatives = fold(history.about("bodies", *(f"body:{name}" for name in family))).bodies
    own_terms = ((name, relatives[name].term_on(on)) for name in family if name in relatives)
    return wanted | about(*(term_tag(name, own) for name, own in own_terms if own))


def boundary_of_person(history: History, who: str) -> Boundary:
    """A person, and every body and term in which the person ever had a seat, with their families."""
    wanted = about("bodies", f"person:{who}")
    for entry in history.about(f"person:{who}"):
        if isinstance(entry.fact, SeatFact):
            wanted |= boundary_of_body(history, entry.fact.body, entry.effective_on, entry.fact.term)
    return wanted


def boundary_of_fact(history: History, entry: Entry) -> Boundary:
    """What rests on a fact: the family of its body, or every seat of its person."""
    fact = entry.fact
    if isinstance(fact, TermFact):
        return boundary_of_body(history, fact.body, entry.effective_on, fact.term)
    if isinstance(fact, PersonFact):
        return boundary_of_person(history, fact.person)
    return Boundary()
