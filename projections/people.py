"""People by id: whether they are registered and alive, and what they hold elsewhere. The subject is a person."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from domain import person
from domain.core.entry import Act, Entry, standing
from domain.facts.erasure import KeepingBasis, LegalBasisRecorded, PersonForgotten
from domain.facts.people import (
    EndCause,
    MandateEnded,
    MandateKind,
    MandateStarted,
    OfficeEnded,
    OfficeKind,
    OfficeStarted,
    PersonDetailsChanged,
    PersonDied,
    PersonRegistered,
)
from projections.noun import Noun, Row, named
from projections.query import Connection, View, decode, select

_IDENTITY = (PersonRegistered, PersonDied, PersonDetailsChanged, LegalBasisRecorded, PersonForgotten)
_HOLDING = (MandateStarted, MandateEnded, OfficeStarted, OfficeEnded)


class KnownPerson(Struct, frozen=True):
    """A registered person; the name is in the vault."""

    person: str
    entry: int
    died_on: dt.date | None = None
    basis: KeepingBasis | None = None
    """On which legal basis the name is kept, where that was recorded."""
    forgotten_by: int | None = None
    """The entry that says that the person's values were destroyed."""


class Held(Struct, frozen=True):
    """A mandate or an office held in another body, from a day to a day (excluded)."""

    person: str
    organization: str
    mandate: MandateKind | None
    office: OfficeKind | None
    rank: int | None
    since: dt.date
    entry: int
    act: Act | None = None
    until: dt.date | None = None
    ended_by: EndCause | None = None
    ending_entry: int | None = None


def person_rows(subject: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row without end: a person is known from registration on, whatever the legal day."""
    who = subject.removeprefix("person:")
    died_on: dt.date | None = None
    registered: Entry | None = None
    basis: KeepingBasis | None = None
    forgotten_by: int | None = None
    for entry in standing(entries):
        if isinstance(entry.fact, PersonRegistered):
            registered = registered or entry
        elif isinstance(entry.fact, PersonDied):
            died_on = entry.effective_on
        elif isinstance(entry.fact, LegalBasisRecorded):
            basis = entry.fact.basis
        elif isinstance(entry.fact, PersonForgotten):
            forgotten_by = entry.position
    if registered is not None:
        yield Row("", dt.date.min, None, (who,), KnownPerson(who, registered.position, died_on, basis, forgotten_by))


def holding_rows(subject: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row for each mandate or office."""
    who = subject.removeprefix("person:")
    known = person.Person()
    endings: dict[tuple[str, str, dt.date], tuple[EndCause, int]] = {}
    for entry in standing(entries):
        if isinstance(entry.fact, _HOLDING):
            known = person.evolve(known, entry)
        if isinstance(entry.fact, MandateEnded | OfficeEnded):
            held = entry.fact.mandate if isinstance(entry.fact, MandateEnded) else entry.fact.office
            endings[entry.fact.organization, held, entry.effective_on] = (entry.fact.cause, entry.position)
    for h in known.holdings:
        if h.until is not None and h.until <= h.since.effective_on:
            continue
        cause, position = endings.get((h.organization, h.held, h.until), (None, None)) if h.until else (None, None)
        rank = h.since.fact.rank if isinstance(h.since.fact, OfficeStarted) else None
        data = Held(
            person=who,
            organization=h.organization,
            mandate=h.held if isinstance(h.held, MandateKind) else None,
            office=h.held if isinstance(h.held, OfficeKind) else None,
            rank=rank,
            since=h.since.effective_on,
            entry=h.since.position,
            act=h.since.act,
            until=h.until,
            ended_by=cause,
            ending_entry=position,
        )
        key = f"{h.organization}|{h.held}|{h.since.position}"
        yield Row(key, h.since.effective_on, h.until, (who, h.organization), data)


PERSON = Noun(
    table="person",
    columns=("person",),
    kinds=_IDENTITY,
    subjects=named("person:"),
    rows=person_rows,
)
HOLDING = Noun(
    table="holding",
    columns=("person", "organization"),
    kinds=_HOLDING,
    subjects=named("person:"),
    rows=holding_rows,
)


async def known_people(connection: Connection, view: View, people: Sequence[str]) -> dict[str, KnownPerson]:
    """Registered people by id."""
    records = await select(connection, view, PERSON.table, "person", people)
    return {record["person"]: decode(record, KnownPerson) for record in records}


async def page_of_people(connection: Connection, view: View, *, after: str, first: int) -> list[KnownPerson]:
    """Registered people in order of id, after one."""
    records = await connection.fetch(
        """
        SELECT * FROM person
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= $3 AND level_to >= $3
          AND subject > $4 ORDER BY subject LIMIT $5
        """,
        view.ledger,
        view.position,
        view.level,
        f"person:{after}",
        first,
    )
    return [decode(record, KnownPerson) for record in records]


async def held_by(
    connection: Connection, view: View, people: Sequence[str], on: dt.date | None = None
) -> dict[str, list[Held]]:
    """Mandates and offices by person, on a day or of all time."""
    records = await select(connection, view, HOLDING.table, "person", people, on)
    found: dict[str, list[Held]] = {who: [] for who in people}
    for record in records:
        found[record["person"]].append(decode(record, Held))
    return found


async def held_at(
    connection: Connection, view: View, organizations: Sequence[str], on: dt.date | None = None
) -> dict[str, list[Held]]:
    """Mandates and offices by organisation, on a day or of all time."""
    records = await select(connection, view, HOLDING.table, "organization", organizations, on)
    found: dict[str, list[Held]] = {name: [] for name in organizations}
    for record in records:
        found[record["organization"]].append(decode(record, Held))
    return found
