"""What the ledger knows of one person outside the authority's bodies: the shared state of several slices."""

import datetime as dt

from msgspec import Struct, structs

from domain.core.entry import Entry, Visibility
from domain.facts.erasure import PersonForgotten
from domain.facts.people import (
    MandateEnded,
    MandateKind,
    MandateStarted,
    OfficeEnded,
    OfficeKind,
    OfficeStarted,
    PersonDied,
    PersonRegistered,
)


class Holding(Struct, frozen=True):
    """A mandate or an office in another body, from its founding entry to a day (excluded)."""

    organization: str
    held: MandateKind | OfficeKind
    since: Entry
    until: dt.date | None = None

    def covers(self, on: dt.date) -> bool:
        """Whether it is held on a day."""
        return self.since.effective_on <= on and (self.until is None or on < self.until)


class Person(Struct, frozen=True):
    """Whether a person is known and alive, and what the person held and holds."""

    registered: bool = False
    visibility: Visibility = Visibility.PUBLIC
    """Who may know that the register knows the person."""
    forgotten_by: int | None = None
    """The entry that says that the person's values were destroyed."""
    died_on: dt.date | None = None
    holdings: tuple[Holding, ...] = ()

    def holds_on(self, on: dt.date) -> tuple[Holding, ...]:
        """The mandates and offices held on a day."""
        return tuple(h for h in self.holdings if h.covers(on))


def evolve(person: Person, entry: Entry) -> Person:
    """Fold one standing entry about that person, in legal order."""
    match entry.fact:
        case PersonRegistered():
            return structs.replace(person, registered=True, visibility=entry.visibility)
        case PersonForgotten():
            return structs.replace(person, forgotten_by=entry.position)
        case PersonDied():
            return structs.replace(person, died_on=entry.effective_on)
        case MandateStarted(organization=organization, mandate=mandate):
            return structs.replace(person, holdings=(*person.holdings, Holding(organization, mandate, entry)))
        case OfficeStarted(organization=organization, office=office):
            return structs.replace(person, holdings=(*person.holdings, Holding(organization, office, entry)))
        case MandateEnded(organization=organization, mandate=mandate):
            return _close(person, organization, mandate, entry.effective_on)
        case OfficeEnded(organization=organization, office=office):
            return _close(person, organization, office, entry.effective_on)
    return person


def _close(person: Person, organization: str, held: MandateKind | OfficeKind, on: dt.date) -> Person:
    ended = tuple(
        structs.replace(h, until=on) if (h.organization, h.held, h.until) == (organization, held, None) else h
        for h in person.holdings
    )
    return structs.replace(person, holdings=ended)
