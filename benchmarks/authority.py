"""A synthetic authority of twenty years, six EPCIs and two hundred communes, of any number of entries.

What a user sees today is the same at every size: the same bureau, mayors and delegations, the same settlements about
one subject. What grows is the past: decisions, settlements and projects of twenty years. So a question has the same
answer at 10^4 entries as at 10^6, and what it reads can be compared.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import chain, count, islice
from typing import Final

from benchmarks import past
from benchmarks.synthetic import person
from domain.core.entry import Act, ActKind, Draft, Fact
from domain.facts.bodies import (
    BodyCreated,
    BodyKind,
    Cause,
    Manner,
    Seat,
    SeatFilled,
    SeatKind,
    TermEnded,
    TermOpened,
)
from domain.facts.delegations import DelegationScope, FunctionsDelegated
from domain.facts.organizations import MemberJoined
from domain.facts.people import (
    EndCause,
    MandateEnded,
    MandateKind,
    MandateStarted,
    OfficeEnded,
    OfficeKind,
    OfficeStarted,
    PersonRegistered,
)
from domain.facts.registry import AuthorityRegistered, Clock, LedgerOpened, LegalForm
from domain.facts.territory import CommuneRecorded, EpciRecorded, MembershipObserved
from domain.rules.themes import THEMES

LEDGER: Final = "200000008"
EPCIS: Final = tuple(f"2415{n:05}" for n in range(6))
"""Not checked here: only a command checks a SIREN."""
COMMUNES: Final = tuple(f"15{n:03}" for n in range(1, 201))
TERMS: Final = ((2006, "2006"), (2008, "2008"), (2014, "2014"), (2020, "2020"))
TODAY: Final = dt.date(2026, 1, 15)
ACT: Final = Act(kind=ActKind.MINUTES, date=dt.date(2020, 9, 10), number="2020-31", title="Procès-verbal")
DELEGATES: Final = 42
BUREAU: Final = 12
SETTLEMENTS: Final = 20
"""About one subject, at every size."""


def epci_of(commune: str) -> str:
    """The EPCI of a commune."""
    return EPCIS[COMMUNES.index(commune) % len(EPCIS)]


def reference() -> Iterator[Draft]:
    """The reference ledger: six EPCIs and two hundred communes."""
    on = dt.date(2006, 1, 1)
    yield _draft(LedgerOpened(clock=Clock.REAL), on)
    for siren in EPCIS:
        yield _draft(EpciRecorded(epci=siren, name=f"CC {siren}", vintage=2006), on)
    for insee in COMMUNES:
        yield _draft(CommuneRecorded(commune=insee, name=f"Commune {insee}", department="15", vintage=2006), on)
        yield _draft(MembershipObserved(commune=insee, epci=epci_of(insee), observed_from=on), on)


def history(entries: int) -> Iterator[Draft]:
    """The authority's ledger, ``entries`` long: what every size has, then as much past as there is room for."""
    facts = chain.from_iterable(past.thing(number, EPCIS, COMMUNES) for number in count())
    growing = (_draft(fact, on) for on, fact in facts)
    return islice(chain(_base(), growing), entries)


def _draft(fact: Fact, on: dt.date) -> Draft:
    return Draft(fact=fact, effective_on=on, act=ACT)


def _base() -> Iterator[Draft]:
    start = dt.date(2006, 1, 1)
    yield _draft(LedgerOpened(clock=Clock.REAL), start)
    yield _draft(AuthorityRegistered(siren=LEDGER, name="SCoT", legal_form=LegalForm.CLOSED_JOINT_SYNDICATE), start)
    for siren in EPCIS:
        yield _draft(MemberJoined(organization=f"epci:{siren}"), start)
    for body, kind, parent in (
        ("assembly", BodyKind.ASSEMBLY, None),
        ("bureau", BodyKind.BUREAU, "assembly"),
        ("mayors", BodyKind.MAYORS_CONFERENCE, "assembly"),
        ("steering", BodyKind.STEERING_COMMITTEE, "assembly"),
    ):
        yield _draft(BodyCreated(body=body, kind=kind, name=body.title(), parent=parent), start)
    for number, (year, term) in enumerate(TERMS):
        yield from _term(number, dt.date(year, 5, 20), term)
    yield from _today()


def _today() -> Iterator[Draft]:
    """Delegations of the running term, theme by theme, and the settlements about one subject."""
    last = len(TERMS) - 1
    for index, theme in enumerate(THEMES):
        granted = FunctionsDelegated(
            delegation=f"f{index}", person=mayor(last, index % BUREAU), scope=DelegationScope(themes=(theme,))
        )
        yield _draft(granted, dt.date(2020, 6, 1))
        elsewhere = FunctionsDelegated(
            delegation=f"e{index}",
            person=mayor(last, index),
            scope=DelegationScope(themes=(theme,)),
            organization=f"epci:{EPCIS[index % len(EPCIS)]}",
        )
        yield _draft(elsewhere, dt.date(2020, 7, 1))
    for number in range(SETTLEMENTS):
        on = dt.date(2012 + number // 2, 3, 1 + number)
        subject = f"Interconnexion des réseaux d'eau, tranche {number}"
        for day, fact in past.settlement(f"water-{number}", on, EPCIS, subject, ("water",)):
            yield _draft(fact, day)


def mayor(term: int, commune: int) -> str:
    """The mayor of a commune during a term: another person each time."""
    return person(term * len(COMMUNES) + commune)


def _term(number: int, on: dt.date, term: str) -> Iterator[Draft]:
    """Every mayor, the presidents of the EPCIs, the bodies and who sits in them."""
    for index, insee in enumerate(COMMUNES):
        who, commune = mayor(number, index), f"commune:{insee}"
        if number:
            yield from _leaves(mayor(number - 1, index), commune, on)
        yield _draft(PersonRegistered(person=who), on)
        yield _draft(MandateStarted(person=who, organization=commune, mandate=MandateKind.MUNICIPAL_COUNCILLOR), on)
        yield _draft(OfficeStarted(person=who, organization=commune, office=OfficeKind.MAYOR), on)
    for index, siren in enumerate(EPCIS):
        yield from _presides(number, index, siren, on)
    for body, seats in _bodies().items():
        if number:
            ended = TermEnded(body=body, term=TERMS[number - 1][1], cause=Cause.RENEWAL_INSTALLATION)
            yield _draft(ended, on)
        yield _draft(TermOpened(body=body, term=term, seats=seats), on)
        for index, seat in enumerate(seats):
            filled = SeatFilled(
                body=body, term=term, seat=seat.seat, person=mayor(number, index), manner=Manner.ELECTION
            )
            yield _draft(filled, on)


def _leaves(who: str, commune: str, on: dt.date) -> Iterator[Draft]:
    mandate, office, cause = MandateKind.MUNICIPAL_COUNCILLOR, OfficeKind.MAYOR, EndCause.TERM_ENDED
    yield _draft(MandateEnded(person=who, organization=commune, mandate=mandate, cause=cause), on)
    yield _draft(OfficeEnded(person=who, organization=commune, office=office, cause=cause), on)


def _presides(number: int, index: int, siren: str, on: dt.date) -> Iterator[Draft]:
    office, epci = OfficeKind.EPCI_PRESIDENT, f"epci:{siren}"
    if number:
        cause = EndCause.TERM_ENDED
        yield _draft(OfficeEnded(person=mayor(number - 1, index), organization=epci, office=office, cause=cause), on)
    yield _draft(OfficeStarted(person=mayor(number, index), organization=epci, office=office), on)


def _bodies() -> dict[str, tuple[Seat, ...]]:
    kinds = [SeatKind.PRESIDENT, *[SeatKind.VICE_PRESIDENT] * 5, *[SeatKind.BUREAU_MEMBER] * (BUREAU - 6)]
    return {
        "assembly": tuple(
            Seat(seat=f"A{i}", kind=SeatKind.FULL_DELEGATE, on_behalf_of=f"epci:{EPCIS[i % len(EPCIS)]}")
            for i in range(DELEGATES)
        ),
        "bureau": tuple(
            Seat(seat=f"B{i}", kind=kind, rank=i if kind is SeatKind.VICE_PRESIDENT else None)
            for i, kind in enumerate(kinds)
        ),
        "mayors": tuple(Seat(seat=f"M{i}", kind=SeatKind.MEMBER) for i in range(len(COMMUNES))),
        "steering": tuple(Seat(seat=f"C{i}", kind=SeatKind.MEMBER) for i in range(14)),
    }
