"""A small authority to start from: members A and B, an assembly of eight, a bureau of five, in short words."""

import datetime as dt

from domain.bodies import CreateBody, FormBody, InstallAssembly
from domain.core.command import Command
from domain.core.entry import Act, ActKind
from domain.facts.bodies import (
    Ballot,
    BodyKind,
    BodyReopened,
    Cause,
    Manner,
    Seat,
    SeatFilled,
    SeatKind,
    SeatVacated,
)
from domain.facts.people import MandateKind
from domain.facts.registry import LegalForm
from domain.organizations import AdmitMember
from domain.people import RegisterPerson, StartMandate
from domain.registry import OpenLedger, RegisterAuthority
from domain.seats import FillSeat, VacateSeat

ACT = Act(kind=ActKind.MINUTES, date=dt.date(2026, 5, 20), number="2026-01")
OTHER_ACT = Act(kind=ActKind.ORDER, date=dt.date(2026, 9, 1), number="7")
INSTALLED = dt.date(2026, 5, 20)
SIREN = "200067510"
A, B = "epci:242320109", "epci:242320000"
PEOPLE = {name: (A if name.startswith("a") else B) for name in ("a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4")}
"""Delegates, and on whose behalf they sit."""
OUTSIDER = "z1"
"""Registered, and nothing else."""


def day(text: str) -> dt.date:
    """A date: '09-10' in 2026, or with its year."""
    return dt.date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def person(name: str, organization: str | None = None) -> list[Command]:
    """Someone registered, with a mandate in a member's council if one is named."""
    registered = RegisterPerson(on=day("05-01"), person=name, given_name="G", family_name="F")
    if organization is None:
        return [registered]
    mandate = MandateKind.COMMUNITY_COUNCILLOR
    return [
        registered,
        StartMandate(on=day("05-01"), act=ACT, person=name, organization=organization, mandate=mandate),
    ]


def full(name: str, member: str) -> Seat:
    """A full delegate's seat."""
    return Seat(seat=name, kind=SeatKind.FULL_DELEGATE, on_behalf_of=member)


ASSEMBLY_SEATS = tuple(full(name.upper(), member) for name, member in PEOPLE.items())
"""A1 to A4 and B1 to B4: each delegate's own."""
BUREAU_SEATS = (
    Seat(seat="P", kind=SeatKind.PRESIDENT),
    Seat(seat="VP1", kind=SeatKind.VICE_PRESIDENT, rank=1),
    Seat(seat="VP2", kind=SeatKind.VICE_PRESIDENT, rank=2),
    Seat(seat="M1", kind=SeatKind.BUREAU_MEMBER),
    Seat(seat="M2", kind=SeatKind.BUREAU_MEMBER),
)
ELECTED = {"P": "a1", "VP1": "b1", "VP2": "a2", "M1": "b2"}
"""The bureau as first elected; M2 is left vacant."""


def fill(seat: str, who: str, on: str = "05-20", act: Act = ACT, body: str = "bureau") -> FillSeat:
    """An election to the bureau, or (in capitals of the same name) a designation to the assembly."""
    return FillSeat(on=day(on), act=act, body=body, seat=seat, person=who)


def designate(seat: str, who: str, on: str = "05-20") -> FillSeat:
    """A designation to the assembly by a member."""
    return FillSeat(on=day(on), act=ACT, body="assembly", seat=seat, person=who, manner=Manner.DESIGNATION)


def vacate(seat: str, on: str, cause: Cause = Cause.RESIGNATION, body: str = "bureau", act: Act = ACT) -> VacateSeat:
    """A seat is left."""
    return VacateSeat(on=day(on), act=act, body=body, seat=seat, cause=cause)


def filled(seat: str, who: str, body: str = "bureau", term: str = "2026") -> SeatFilled:
    """The fact of `fill`."""
    return SeatFilled(body=body, term=term, seat=seat, person=who, manner=Manner.ELECTION)


def designated(seat: str, who: str, term: str = "2026") -> SeatFilled:
    """The fact of `designate`."""
    return SeatFilled(body="assembly", term=term, seat=seat, person=who, manner=Manner.DESIGNATION)


def vacated(seat: str, who: str, cause: Cause = Cause.RESIGNATION, body: str = "bureau") -> SeatVacated:
    """The fact of `vacate`."""
    return SeatVacated(body=body, term="2026", seat=seat, person=who, cause=cause)


def reopened() -> BodyReopened:
    """The fact that a new president's election adds."""
    return BodyReopened(body="bureau", term="2026", cause=Cause.PRESIDENT_REELECTION)


def install(term: str = "2026", on: str = "05-20", seats: tuple[Seat, ...] = ASSEMBLY_SEATS) -> InstallAssembly:
    """The installation of the assembly."""
    return InstallAssembly(on=day(on), act=ACT, body="assembly", term=term, seats=seats)


def form(
    term: str = "2026", on: str = "05-20", seats: tuple[Seat, ...] = BUREAU_SEATS, body: str = "bureau"
) -> FormBody:
    """The forming of the bureau, or of another body."""
    return FormBody(on=day(on), act=ACT, body=body, term=term, seats=seats)


def create(body: str, kind: BodyKind, parent: str | None = None, on: str = "2020-01-01") -> CreateBody:
    """A body."""
    return CreateBody(on=day(on), act=ACT, body=body, kind=kind, name=body.title(), parent=parent)


def assembly_of(size: int, term: str = "2026", on: str = "05-20") -> InstallAssembly:
    """An assembly of that many seats, all of member A."""
    return install(term, on, tuple(full(f"S{n}", A) for n in range(size)))


OPENED: tuple[Command, ...] = (
    OpenLedger(on=day("2020-01-01")),
    RegisterAuthority(
        on=day("2020-01-01"), act=ACT, siren=SIREN, name="SM", legal_form=LegalForm.CLOSED_JOINT_SYNDICATE
    ),
    AdmitMember(on=day("2020-01-01"), act=ACT, organization=A),
    AdmitMember(on=day("2020-01-01"), act=ACT, organization=B),
)
BODIES: tuple[Command, ...] = (
    *OPENED,
    create("assembly", BodyKind.ASSEMBLY),
    create("bureau", BodyKind.BUREAU, "assembly"),
)
ASSEMBLED: tuple[Command, ...] = (
    *BODIES,
    *(command for name, member in PEOPLE.items() for command in person(name, member)),
    *person(OUTSIDER),
    install(),
    *(designate(name.upper(), name) for name in PEOPLE),
)
SITTING: tuple[Command, ...] = (*ASSEMBLED, form(), *(fill(seat, who) for seat, who in ELECTED.items()))
"""Installed on 20 May 2026, the bureau elected the same day."""

BALLOT = Ballot(round=1, votes_cast=8, votes_for=6, blank=1)
