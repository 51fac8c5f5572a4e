"""Who is elected in the territory of an authority, at each of two general renewals. Names are those of nobody."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from benchmarks.national.france import Authority, Epci
from service.demo.people import cast

YEARS: Final = (2020, 2026)
STAYS: Final = 6
"""Of ten people who are elected in 2020, so many are again in 2026."""
BESIDE_THE_BUREAU: Final = 15
"""Delegates who are not on it."""
_NAMES: Final = [(who.given_name, who.family_name) for who in cast()]
"""The demonstration's: its family names are invented."""


class Elected(Struct, frozen=True):
    """Someone who sits on a municipal council, by the alias under which the story knows the person."""

    alias: str
    commune: str
    epci: str
    is_mayor: bool
    order: int
    """Among all of the authority."""

    @property
    def names(self) -> tuple[str, str]:
        """Given and family name: invented, and not unique."""
        size = len(_NAMES)
        return _NAMES[self.order * 7 % size][0], _NAMES[self.order * 31 % size][1]


class Term(Struct, frozen=True):
    """Who is elected at one renewal."""

    year: int
    mayors: tuple[Elected, ...]
    delegates: dict[str, tuple[Elected, ...]]
    """By EPCI, those who sit on the authority's assembly; the first one presides over the EPCI."""

    @property
    def everyone(self) -> tuple[Elected, ...]:
        """Each once, in order."""
        known = {who.alias: who for who in (*self.mayors, *self.all_delegates)}
        return tuple(sorted(known.values(), key=lambda who: who.order))

    @property
    def all_delegates(self) -> tuple[Elected, ...]:
        """Member by member."""
        return tuple(who for some in self.delegates.values() for who in some)


def bureau_seats(authority: Authority) -> int:
    """From 15 to 40."""
    return 15 + authority.number * 7 % 26


def seats_of(authority: Authority) -> dict[str, int]:
    """Seats of the assembly by EPCI: more than those of the bureau, two for each member and the rest by communes."""
    members, total = authority.members, bureau_seats(authority) + BESIDE_THE_BUREAU
    communes = sum(len(one.communes) for one in members)
    seats = {one.siren: 2 + (total - 2 * len(members)) * len(one.communes) // communes for one in members}
    largest = max(members, key=lambda one: len(one.communes))
    seats[largest.siren] += total - sum(seats.values())
    return seats


def term(authority: Authority, year: int) -> Term:
    """The elected of a renewal."""
    seats, mayors, delegates = seats_of(authority), list[Elected](), dict[str, tuple[Elected, ...]]()
    order = 0
    for one in authority.members:
        council = list(_councillors(one, max(seats[one.siren], len(one.communes)), year, order))
        order += len(council)
        mayors += council[: len(one.communes)]
        delegates[one.siren] = tuple(council[: seats[one.siren]])
    return Term(year, tuple(mayors), delegates)


def _councillors(of: Epci, count: int, year: int, order: int) -> Iterator[Elected]:
    """The mayors, then a second councillor of each commune, a third..."""
    for number in range(count):
        commune = of.communes[number % len(of.communes)]
        since = YEARS[0] if (order + number) % 10 < STAYS else year
        alias = f"$e{since}-{commune}-{number // len(of.communes)}"
        yield Elected(alias, commune, of.siren, number < len(of.communes), order + number)


def newcomers(now: Term, before: Sequence[Elected]) -> tuple[Elected, ...]:
    """Those who were not there at the renewal before."""
    known = {who.alias for who in before}
    return tuple(who for who in now.everyone if who.alias not in known)
