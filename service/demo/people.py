"""The people of the story, all of them fictional, and the mandates and offices that the table gives them."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from domain.core.entry import Act
from domain.core.identifiers import commune
from domain.facts.people import EndCause, MandateKind, OfficeKind
from domain.people import EndMandate, EndOffice, RegisterPerson, StartMandate, StartOffice
from service.demo.sittings import MEMBERS, day

TABLE: Final = Path(__file__).with_name("people.csv")
_TERRITORY: Final = Path(__file__).parents[1] / "data" / "territory" / "history.csv"
_MANDATES: Final = {
    "mc": MandateKind.MUNICIPAL_COUNCILLOR,
    "cc": MandateKind.COMMUNITY_COUNCILLOR,
}
_OFFICES: Final = {
    "mayor": OfficeKind.MAYOR,
    "deputy": OfficeKind.DEPUTY_MAYOR,
    "president": OfficeKind.EPCI_PRESIDENT,
    "vp": OfficeKind.EPCI_VICE_PRESIDENT,
}
_OF_THE_EPCI: Final = ("cc", "president", "vp")


class Role(Struct, frozen=True):
    """A mandate or an office as the table writes it: ``mc``, ``mayor``, ``vp2``, ``president``.

    ``+`` after it: taken up during the term, as the story tells. ``-``: given up during the term, as the story tells.
    """

    name: str
    rank: int | None
    taken_up_later: bool
    given_up_early: bool

    @classmethod
    def read(cls, text: str) -> "Role":
        """From the table."""
        bare = text.rstrip("+-")
        name = bare.rstrip("0123456789")
        rank = int(bare[len(name) :]) if name != bare else None
        return cls(name, rank, text.endswith("+"), text.endswith("-"))


class Calendar(Struct, frozen=True):
    """When, at a renewal, the councillors are elected, then the mayors and deputies, then the EPCI's executive."""

    councils: str
    town_halls: str
    epci: str

    def of(self, role: Role) -> str:
        """The day on which a role passes on. Community councillors are elected with the municipal ones."""
        if role.name in _MANDATES:
            return self.councils
        return self.town_halls if role.name in ("mayor", "deputy") else self.epci


class Character(Struct, frozen=True, kw_only=True):
    """A fictional person: whence, and what the table says of each term (``2020``, ``2026``)."""

    key: str
    given_name: str
    family_name: str
    birth_year: int
    commune: str
    member: str
    roles: dict[str, tuple[Role, ...]]
    seats: dict[str, str]

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given_name} {self.family_name}"

    def organization(self, role: Role) -> str:
        """Where a role is held."""
        return MEMBERS[self.member] if role.name in _OF_THE_EPCI else commune(self.commune)


@cache
def cast() -> tuple[Character, ...]:
    """Everyone of the story, in the order of the table."""
    with _TERRITORY.open(encoding="utf-8", newline="") as file:
        epcis = {row["code_insee"]: f"epci:{row['epci_siren']}" for row in csv.DictReader(file)}
    letters = {epci: member for member, epci in MEMBERS.items()}
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Character(
                key=row["key"],
                given_name=row["given_name"],
                family_name=row["family_name"],
                birth_year=int(row["birth_year"]),
                commune=row["commune"],
                member=letters[epcis[row["commune"]]],
                roles={year: tuple(map(Role.read, row[f"roles_{year}"].split())) for year in ("2020", "2026")},
                seats={year: row[f"seat_{year}"] for year in ("2020", "2026") if row[f"seat_{year}"]},
            )
            for row in csv.DictReader(file)
        )


def character(key: str) -> Character:
    """One person of the story."""
    return next(who for who in cast() if who.key == key)


def of_member(member: str, year: str) -> Iterator[Character]:
    """Those of a member's territory who hold something during a term."""
    return (who for who in cast() if who.member == member and who.roles[year])


def registered(who: Character) -> RegisterPerson:
    """The person enters the register: the name goes to the vault."""
    return RegisterPerson(
        on=day("2020-09-01") if who.roles["2020"] else day("2026-05-04"),
        person=f"${who.key}",
        given_name=who.given_name,
        family_name=who.family_name,
        birth_year=who.birth_year,
    )


def mandates_begin(who: Character, year: str, days: Calendar, by: Act) -> Iterator[StartMandate | StartOffice]:
    """What a person holds from the start of a term."""
    return (begins(who, role, days.of(role), by) for role in who.roles[year] if not role.taken_up_later)


def mandates_end(who: Character, year: str, days: Calendar, by: Act) -> Iterator[EndMandate | EndOffice]:
    """What a person held until the end of a term."""
    return (
        ends(who, role, days.of(role), by, EndCause.TERM_ENDED) for role in who.roles[year] if not role.given_up_early
    )


def begins(who: Character, role: Role, on: str, by: Act) -> StartMandate | StartOffice:
    """A person's mandate or office begins."""
    person, organization = f"${who.key}", who.organization(role)
    if role.name in _MANDATES:
        return StartMandate(on=day(on), act=by, person=person, organization=organization, mandate=_MANDATES[role.name])
    return StartOffice(
        on=day(on), act=by, person=person, organization=organization, office=_OFFICES[role.name], rank=role.rank
    )


def ends(who: Character, role: Role, on: str, by: Act, cause: EndCause) -> EndMandate | EndOffice:
    """A person's mandate or office ends."""
    person, organization = f"${who.key}", who.organization(role)
    if role.name in _MANDATES:
        return EndMandate(
            on=day(on), act=by, person=person, organization=organization, mandate=_MANDATES[role.name], cause=cause
        )
    return EndOffice(
        on=day(on), act=by, person=person, organization=organization, office=_OFFICES[role.name], cause=cause
    )
