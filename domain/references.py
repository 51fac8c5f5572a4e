"""What a decision leans on besides its own thing: the people, organisations, themes and other things that it names.

Shared by every slice that records more than seats: a reference is a tag (``decision:2026-11``, ``org:caue-15``,
``theme:water``), and whatever a fact founds can be referred to. Nothing here knows the other slices.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct, structs

from domain import person
from domain.core.boundary import Boundary, about
from domain.core.entry import Draft, Entry, Fact, Visibility, disclosed_to, is_cited, uncited
from domain.core.notices import Refusal, Refused
from domain.core.refusals import PersonIsDead, UnknownPerson
from domain.facts.bodies import BodyCreated
from domain.facts.organizations import OrganizationRegistered
from domain.facts.people import (
    MandateEnded,
    MandateStarted,
    OfficeEnded,
    OfficeStarted,
    PersonDied,
    PersonRegistered,
)
from domain.person import Person
from domain.rules.themes import THEMES

_PERSON_FACTS: Final = (PersonRegistered, PersonDied, MandateStarted, MandateEnded, OfficeStarted, OfficeEnded)

# -- refusals ----------------------------------------------------------------------------------------------------------


class UnknownReference(Refusal, frozen=True, kw_only=True):
    """Something that a command names is not recorded in this ledger."""

    reference: str


class NotYetThen(Refusal, frozen=True, kw_only=True):
    """Something that a command names did not exist yet on that day."""

    reference: str
    on: dt.date
    since: dt.date


class AlreadyFounded(Refusal, frozen=True, kw_only=True):
    """A thing of that name is recorded already, and is another one."""

    reference: str
    since: dt.date
    entry: int


class LessConfidentialThanBefore(Refusal, frozen=True, kw_only=True):
    """What rests on something confidential must not be told to more people than it: disclose it first."""

    reference: str
    visibility: Visibility
    kept: Visibility


class StillReferredTo(Refusal, frozen=True, kw_only=True):
    """An entry cannot be struck without a replacement: others rest on what it founded."""

    entry: int
    reference: str
    replacements: tuple[int, ...]
    """Positions of the entries that rest on it, the first few."""


# -- state -------------------------------------------------------------------------------------------------------------


class References(Struct, frozen=True):
    """What the entries that were read say of the things that a command may name."""

    founded: dict[str, Entry] = {}
    """For a tag, the standing entry that founded the thing."""
    people: dict[str, Person] = {}
    entries: tuple[Entry, ...] = ()
    """Every standing entry that was read, in legal order."""

    def says(self, draft: Draft) -> bool:
        """Whether the same fact is recorded with the same effect and act: then it is already true."""
        return any((e.fact, e.effective_on, e.act) == (draft.fact, draft.effective_on, draft.act) for e in self.entries)

    def check_new(self, draft: Draft) -> None:
        """The thing that a draft founds is not founded yet.

        Raises:
            Refused: AlreadyFounded.
        """
        tag = draft.fact.tags()[0]
        if (known := self.founded.get(tag)) is not None:
            raise Refused(AlreadyFounded(reference=tag, since=known.effective_on, entry=known.position))

    def check_thing(self, tag: str, on: dt.date | None = None) -> Entry:
        """Something else of this ledger, by its tag; with ``on``, it exists by that day.

        Raises:
            Refused: UnknownReference, NotYetThen.
        """
        known = self.founded.get(tag)
        if known is None:
            raise Refused(UnknownReference(reference=tag))
        if on is not None and known.effective_on > on:
            raise Refused(NotYetThen(reference=tag, on=on, since=known.effective_on))
        return known

    def check_things(self, *tags: str | None) -> None:
        """Several of them; None names nothing.

        Raises:
            Refused: UnknownReference.
        """
        for tag in tags:
            if tag is not None:
                self.check_thing(tag)

    def check_themes(self, themes: Iterable[str]) -> None:
        """Themes of the common vocabulary, or added by this authority.

        Raises:
            Refused: UnknownReference.
        """
        self.check_things(*(f"theme:{theme}" for theme in themes if theme not in THEMES))

    def check_organizations(self, *organizations: str | None) -> None:
        """Communes and EPCIs are the reference ledger's; any other organisation is registered here.

        Raises:
            Refused: UnknownReference.
        """
        self.check_things(*(o for o in organizations if o and o.startswith("org:")))

    def check_person(self, who: str | None, on: dt.date) -> None:
        """A person is registered, and alive on a day.

        Raises:
            Refused: UnknownPerson, PersonIsDead.
        """
        if who is None:
            return
        known = self.people.get(who)
        if known is None or not known.registered:
            raise Refused(UnknownPerson(person=who))
        if known.died_on is not None and known.died_on <= on:
            raise Refused(PersonIsDead(person=who, died_on=known.died_on))

    def check_people(self, people: Iterable[str | None], on: dt.date) -> None:
        """Several of them.

        Raises:
            Refused: UnknownPerson, PersonIsDead.
        """
        for who in people:
            self.check_person(who, on)


def evolve(references: References, entry: Entry) -> References:
    """Fold one standing entry."""
    fact = entry.fact
    references = structs.replace(references, entries=(*references.entries, entry))
    if (tag := _founded(fact)) is not None:
        founded = {**references.founded}
        founded.setdefault(tag, entry)
        return structs.replace(references, founded=founded)
    if isinstance(fact, _PERSON_FACTS):
        known = person.evolve(references.people.get(fact.person, Person()), entry)
        return structs.replace(references, people={**references.people, fact.person: known})
    return references


def kept_from(
    entries: Iterable[Entry], tags: Iterable[str], visibility: Visibility
) -> Iterator[LessConfidentialThanBefore]:
    """Those of some things that readers of a level may not know of by now, from all the standing entries about them."""
    entries = tuple(entries)
    opened = disclosed_to(entries)
    kept: dict[str, int] = {}
    for entry in entries:
        if (tag := _founded(entry.fact)) is not None:
            level = min(entry.visibility.level, opened.get(entry.position, entry.visibility.level))
            kept[tag] = min(level, kept.get(tag, level))
    for tag in tags:
        if (level := kept.get(tag, 0)) > visibility.level:
            yield LessConfidentialThanBefore(reference=tag, visibility=visibility, kept=tuple(Visibility)[level])


def things_named(fact: Fact) -> Iterator[str]:
    """The tags of the thing that a fact is one of, and of those that it cites."""
    own, *others = fact.tags()
    yield own
    yield from (uncited(tag) for tag in others if is_cited(tag))


def _founded(fact: Fact) -> str | None:
    """The tag of the thing that a fact founds, if it founds one."""
    match fact:
        case BodyCreated(body=body):
            return f"body:{body}"
        case OrganizationRegistered(organization=organization):
            return organization
    return fact.tags()[0] if fact.founds else None


# -- boundary ----------------------------------------------------------------------------------------------------------


def boundary_of(
    *things: str | None,
    people: Iterable[str | None] = (),
    organizations: Iterable[str | None] = (),
    themes: Iterable[str] = (),
) -> Boundary:
    """What must be read to check these references: things by tag, people, organisations and themes by id."""
    return about(
        *(tag for tag in things if tag),
        *(f"person:{who}" for who in people if who),
        *(name for name in organizations if name and name.startswith("org:")),
        *(f"theme:{theme}" for theme in themes if theme not in THEMES),
    )
