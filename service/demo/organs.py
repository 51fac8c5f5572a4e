"""The authority's organs as its (fictional) statutes have them: 28 delegates, a bureau of 8, committees."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from domain.core.entry import Act, ActKind
from domain.core.identifiers import commune
from domain.facts.bodies import Ballot, Manner, Seat, SeatKind
from domain.seats import FillSeat
from service.demo.people import Character, cast, character
from service.demo.sittings import ALTERNATES, FULL_SEATS, MEMBERS, act

Elections = Mapping[str, tuple[str, Ballot]]
"""By seat: who was elected, and the totals of the decisive round."""

_DELEGATE: Final = SeatKind.FULL_DELEGATE
_ALTERNATE: Final = SeatKind.ALTERNATE_DELEGATE


def assembly_seats() -> tuple[Seat, ...]:
    """Seven delegates and two alternates per member."""
    return tuple(
        Seat(seat=f"{letters}-{name}", kind=kind, on_behalf_of=member)
        for letters, member in MEMBERS.items()
        for kind, names in (
            (_DELEGATE, range(1, FULL_SEATS + 1)),
            (_ALTERNATE, [f"S{n}" for n in range(1, ALTERNATES + 1)]),
        )
        for name in names
    )


def bureau_seats(president: str, *others: str) -> tuple[Seat, ...]:
    """A president, three vice-presidents and four members: two seats per member of the authority.

    ``president`` and then the three ``others`` are the members, by letters, of the president and of each
    vice-president; the four members come in the same order.
    """
    members = [MEMBERS[letters] for letters in (president, *others)]
    vice_presidents = (
        Seat(seat=f"VP{rank}", kind=SeatKind.VICE_PRESIDENT, rank=rank, on_behalf_of=member)
        for rank, member in enumerate(members[1:], start=1)
    )
    simple = (
        Seat(seat=f"M{number}", kind=SeatKind.BUREAU_MEMBER, on_behalf_of=member)
        for number, member in enumerate(members, start=1)
    )
    return (Seat(seat="P", kind=SeatKind.PRESIDENT, on_behalf_of=members[0]), *vice_presidents, *simple)


def committee_seats(prefix: str, people: tuple[str, ...]) -> tuple[Seat, ...]:
    """One seat for each person; the first one presides."""
    return tuple(
        Seat(
            seat=f"{prefix}{number}",
            kind=SeatKind.PRESIDENT if number == 1 else SeatKind.MEMBER,
            on_behalf_of=MEMBERS[character(key).member],
        )
        for number, key in enumerate(people, start=1)
    )


def conference_seats() -> tuple[Seat, ...]:
    """One seat for each commune, named by its INSEE code."""
    return tuple(
        Seat(seat=insee, kind=SeatKind.MEMBER, on_behalf_of=commune(insee))
        for insee in (who.commune for who in mayors())
    )


def mayors_seated(on: dt.date, by: Act) -> Iterator[FillSeat]:
    """The mayors of 2026 take the seats of their communes."""
    for who in mayors():
        yield FillSeat(on=on, act=by, body="mayors", seat=who.commune, person=f"${who.key}", manner=Manner.DESIGNATION)


def mayors() -> tuple[Character, ...]:
    """The mayor of each commune from 2026 on, by INSEE code."""
    found = (who for who in cast() if any(role.name == "mayor" for role in who.roles["2026"]))
    return tuple(sorted(found, key=lambda who: who.commune))


def designated(year: str, on: dt.date, decided: str) -> Iterator[FillSeat]:
    """Each member's council designated its delegates and alternates, by a deliberation of the day ``decided``."""
    title = "Désignation des délégués au comité syndical du SCoT"
    acts = {m: act(ActKind.DELIBERATION, decided, f"{m}-{year}-57", title) for m in MEMBERS}
    for who in cast():
        if seat := who.seats.get(year):
            yield FillSeat(
                on=on,
                act=acts[who.member],
                body="assembly",
                seat=seat,
                person=f"${who.key}",
                manner=Manner.DESIGNATION,
            )


def elected(elections: Elections, on: dt.date, by: Act) -> Iterator[FillSeat]:
    """The elections of a bureau, one by one, in their order."""
    for seat, (key, ballot) in elections.items():
        yield FillSeat(on=on, act=by, body="bureau", seat=seat, person=f"${key}", ballot=ballot)


def seated(body: str, prefix: str, people: tuple[str, ...], on: dt.date, by: Act) -> Iterator[FillSeat]:
    """The members of a committee, designated in the order of its seats."""
    for number, key in enumerate(people, start=1):
        yield FillSeat(on=on, act=by, body=body, seat=f"{prefix}{number}", person=f"${key}", manner=Manner.DESIGNATION)
