"""Communes, EPCIs and dated memberships, as the reference ledger has them.

A commune or an EPCI has a row for any day: an identity holds from 1 January of its vintage until the next vintage, and
the first one also before, so that what existed on a day has a name on that day; ``vintage`` says from which file.
A row tells too whether the thing exists by the acts recorded; only what exists is found by its name.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from asyncpg import Record
from msgspec import Struct

from domain import membership
from domain.core.entry import Entry, Fact, standing
from domain.core.identifiers import REFERENCE_LEDGER
from domain.core.identifiers import commune as commune_id
from domain.core.identifiers import epci as epci_id
from domain.facts.territory import (
    CommuneCreated,
    CommuneEnded,
    CommuneJoinedEpci,
    CommuneLeftEpci,
    CommuneRecorded,
    EpciCreated,
    EpciEnded,
    EpciNature,
    EpciRecorded,
    MembershipObserved,
    TaxRegime,
)
from domain.membership import Lifetime, Mark
from projections.noun import Noun, Row, named
from projections.query import Connection, View, decode, end_of, select
from projections.words import search_key

ALWAYS: Final = dt.date.min
"""Where the first row of a commune or an EPCI begins."""


class Commune(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A commune on a day. Without a name when no file spoke of it; ``created`` and ``ended`` when an act did."""

    insee: str
    name: str | None = None
    department: str | None = None
    siren: str | None = None
    population: int | None = None
    vintage: int | None = None
    entry: int | None = None
    """That of the identity."""
    exists: bool = True
    created: Mark | None = None
    predecessors: tuple[str, ...] = ()
    ended: Mark | None = None
    successors: tuple[str, ...] = ()


class Epci(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An EPCI on a day. Without a name when no file spoke of it; ``created`` and ``ended`` when an act did."""

    siren: str
    name: str | None = None
    nature: EpciNature | None = None
    own_tax: bool = True
    tax_regime: TaxRegime | None = None
    population: int | None = None
    vintage: int | None = None
    entry: int | None = None
    """That of the identity."""
    exists: bool = True
    created: Mark | None = None
    predecessors: tuple[str, ...] = ()
    ended: Mark | None = None
    successors: tuple[str, ...] = ()


class CommuneMembership(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A commune in an EPCI from a day to a day (excluded); each mark says whether it is observed or legal."""

    commune: str
    epci: str
    start: dt.date
    since: Mark
    end: dt.date | None = None
    until: Mark | None = None


# -- rows --------------------------------------------------------------------------------------------------------------


class _Period(NamedTuple):
    """A time during which neither identity nor existence changes."""

    start: dt.date
    end: dt.date | None
    said: Entry | None
    life: Lifetime
    exists: bool


def commune_rows(subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """One row for each time that neither a commune's identity nor its existence changes."""
    insee = subject.removeprefix("commune:")
    for period in _periods(standing(entries), CommuneRecorded, (CommuneCreated, CommuneEnded)):
        said = _said(period, ("name", "department", "siren", "population", "vintage"))
        data = Commune(insee=insee, **said, **_existence(period))
        yield _row(insee, period, data.name, data)


def epci_rows(subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """One row for each time that neither an EPCI's identity nor its existence changes."""
    siren = subject.removeprefix("epci:")
    for period in _periods(standing(entries), EpciRecorded, (EpciCreated, EpciEnded)):
        said = _said(period, ("name", "nature", "own_tax", "tax_regime", "population", "vintage"))
        data = Epci(siren=siren, **said, **_existence(period))
        yield _row(siren, period, data.name, data)


def membership_rows(subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """One row for each time that the commune was in an EPCI."""
    commune = subject.removeprefix("commune:")
    for span in membership.spans(standing(entries)):
        data = CommuneMembership(
            commune=commune, epci=span.epci, start=span.start, since=span.since, end=span.end, until=span.until
        )
        yield Row(f"{commune}|{span.epci}", span.start, span.end, (commune, span.epci), data)


def _periods(entries: Sequence[Entry], identity: type[Fact], existence: tuple[type[Fact], ...]) -> Iterator[_Period]:
    said = {entry.effective_on: entry for entry in entries if isinstance(entry.fact, identity)}
    acts = [entry for entry in entries if isinstance(entry.fact, existence)]
    if not said and not acts:
        return
    lives = membership.lifetimes(acts)
    days = [ALWAYS, *sorted({*list(said)[1:], *(entry.effective_on for entry in acts)})]
    for start, end in pairwise([*days, None]):
        assert start is not None
        latest = next((said[day] for day in reversed(said) if day <= start), None)
        life = next((life for life in lives if life.covers(start)), None)
        past = next((life for life in reversed(lives) if life.end is not None and life.end <= start), lives[0])
        yield _Period(start, end, latest or next(iter(said.values()), None), life or past, life is not None)


def _said(period: _Period, fields: Sequence[str]) -> dict[str, Any]:
    if period.said is None:
        return {}
    return {field: getattr(period.said.fact, field) for field in fields} | {"entry": period.said.position}


def _existence(period: _Period) -> dict[str, Any]:
    """Whether the thing exists, and the acts that began and ended that life (or the last one)."""
    created, ended = period.life.since, period.life.until
    return {
        "exists": period.exists,
        "created": membership.by_act(created) if created else None,
        "predecessors": getattr(created.fact, "predecessors", ()) if created else (),
        "ended": membership.by_act(ended) if ended else None,
        "successors": getattr(ended.fact, "successors", ()) if ended else (),
    }


def _row(code: str, period: _Period, name: str | None, data: Struct) -> Row:
    findable = search_key(name) if name and period.exists else None
    return Row(code, period.start, period.end, (code, findable), data)


# -- nouns -------------------------------------------------------------------------------------------------------------


COMMUNE = Noun(
    table="commune",
    columns=("insee", "name_key"),
    kinds=(CommuneRecorded, CommuneCreated, CommuneEnded),
    subjects=named("commune:"),
    rows=commune_rows,
)
EPCI = Noun(
    table="epci",
    columns=("siren", "name_key"),
    kinds=(EpciRecorded, EpciCreated, EpciEnded),
    subjects=named("epci:"),
    rows=epci_rows,
)
MEMBERSHIP = Noun(
    table="membership",
    columns=("commune", "epci"),
    kinds=(MembershipObserved, CommuneJoinedEpci, CommuneLeftEpci, CommuneEnded),
    subjects=named("commune:"),
    rows=membership_rows,
)

# -- queries: always of the reference ledger, where everything is public ----------------------------------------------


async def communes(connection: Connection, insees: Sequence[str], on: dt.date, position: int) -> dict[str, Commune]:
    """Communes by INSEE code, those that do not exist on that day included."""
    records = await select(connection, _reference(position), COMMUNE.table, "insee", insees, on)
    return {record["insee"]: decode(record, Commune) for record in records}


async def epcis(connection: Connection, sirens: Sequence[str], on: dt.date, position: int) -> dict[str, Epci]:
    """EPCIs by SIREN, those that do not exist on that day included."""
    records = await select(connection, _reference(position), EPCI.table, "siren", sirens, on)
    return {record["siren"]: decode(record, Epci) for record in records}


async def memberships_of_communes(
    connection: Connection, insees: Sequence[str], position: int, on: dt.date | None = None
) -> list[CommuneMembership]:
    """Memberships by commune, then in order of time: on a day, or of all time."""
    records = await select(connection, _reference(position), MEMBERSHIP.table, "commune", insees, on)
    found = [decode(record, CommuneMembership) for record in records]
    return sorted(found, key=lambda membership: (membership.commune, membership.start))


async def epci_of_communes(
    connection: Connection, organizations: Sequence[str], position: int
) -> dict[str, list[tuple[str, dt.date, dt.date | None]]]:
    """For each commune's organisation id, its EPCIs over time: from a day to a day (excluded)."""
    insees = [organization.removeprefix("commune:") for organization in organizations]
    records = await select(connection, _reference(position), MEMBERSHIP.table, "commune", insees)
    found: dict[str, list[tuple[str, dt.date, dt.date | None]]] = {commune_id(insee): [] for insee in insees}
    for record in sorted(records, key=lambda record: record["valid_from"]):
        spell = (epci_id(record["epci"]), record["valid_from"], end_of(record))
        found[commune_id(record["commune"])].append(spell)
    return found


async def members_of_epci(
    connection: Connection, siren: str, on: dt.date, position: int, *, first: int, after: str | None = None
) -> list[CommuneMembership]:
    """At most ``first`` communes of an EPCI on a day by INSEE code, those that come after a code."""
    records = await connection.fetch(
        """
        SELECT * FROM membership
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= 0
          AND epci = $3 AND valid_from <= $4 AND valid_to > $4 AND commune > $5
        ORDER BY commune LIMIT $6
        """,
        REFERENCE_LEDGER,
        position,
        siren,
        on,
        after or "",
        first,
    )
    return [decode(record, CommuneMembership) for record in records]


async def memberships_of_epcis(
    connection: Connection, sirens: Sequence[str], on: dt.date, position: int
) -> list[CommuneMembership]:
    """The communes of some EPCIs on a day, with the entries that say so: by EPCI, then by INSEE code."""
    records = await select(connection, _reference(position), MEMBERSHIP.table, "epci", sirens, on)
    return sorted((decode(record, CommuneMembership) for record in records), key=lambda m: (m.epci, m.commune))


async def communes_of_epcis(
    connection: Connection, organizations: Sequence[str], on: dt.date, position: int
) -> dict[str, str]:
    """For each commune of some EPCIs on a day, its EPCI; organisation ids, communes in order of code."""
    sirens = [name.removeprefix("epci:") for name in organizations if name.startswith("epci:")]
    records = await select(connection, _reference(position), MEMBERSHIP.table, "epci", sirens, on)
    return dict(sorted((commune_id(r["commune"]), epci_id(r["epci"])) for r in records))


async def count_members_of_epci(connection: Connection, siren: str, on: dt.date, position: int) -> int:
    """How many communes an EPCI has on a day."""
    records = await connection.fetch(
        """
        SELECT count(*) AS members FROM membership
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= 0
          AND epci = $3 AND valid_from <= $4 AND valid_to > $4
        """,
        REFERENCE_LEDGER,
        position,
        siren,
        on,
    )
    members: int = records[0]["members"]
    return members


async def find_communes(connection: Connection, name: str, on: dt.date, position: int, *, first: int) -> list[Commune]:
    """At most ``first`` communes that exist on a day and whose name begins so; accents and case do not matter."""
    return [decode(record, Commune) for record in await _find(connection, COMMUNE, name, on, position, first=first)]


async def find_epcis(connection: Connection, name: str, on: dt.date, position: int, *, first: int) -> list[Epci]:
    """At most ``first`` EPCIs that exist on a day and whose name begins so; accents and case do not matter."""
    return [decode(record, Epci) for record in await _find(connection, EPCI, name, on, position, first=first)]


async def _find(
    connection: Connection, noun: Noun, name: str, on: dt.date, position: int, *, first: int
) -> list[Record]:
    """A range of the index; nothing sought finds everything, in order of name."""
    key = search_key(name)
    return await connection.fetch(
        f"""
        SELECT * FROM {noun.table}
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= 0
          AND name_key >= $3 AND name_key < $4 AND valid_from <= $5 AND valid_to > $5
        ORDER BY name_key, key LIMIT $6
        """,
        REFERENCE_LEDGER,
        position,
        key,
        key + "\U0010ffff",
        on,
        first,
    )


def _reference(position: int) -> View:
    return View(REFERENCE_LEDGER, position)
