"""The authority itself, its members over time, and the bodies and partners under a local id."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from msgspec import Struct

from domain import organizations as slice_
from domain.core.entry import Act, Entry, standing
from domain.facts.organizations import (
    MemberCeased,
    MemberEndCause,
    MemberJoined,
    OrganizationCategory,
    OrganizationClosed,
    OrganizationRegistered,
)
from domain.facts.registry import AuthorityRegistered, LegalForm
from projections.noun import Noun, Row, named
from projections.query import Connection, View, decode, select


class Authority(Struct, frozen=True):
    """The SCoT authority of a ledger."""

    siren: str
    name: str
    legal_form: LegalForm
    entry: int


class LocalOrganization(Struct, frozen=True):
    """An organisation registered under a local id."""

    organization: str
    name: str
    category: OrganizationCategory
    entry: int
    siren: str | None = None


class Membership(Struct, frozen=True):
    """An organisation as a member of the authority, from a day to a day (excluded)."""

    organization: str
    since: dt.date
    entry: int
    act: Act | None = None
    succeeds: tuple[str, ...] = ()
    until: dt.date | None = None
    ended_by: MemberEndCause | None = None
    ending_entry: int | None = None


def authority_rows(_: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row for each identity of the authority, until the next."""
    facts = [e for e in standing(entries) if isinstance(e.fact, AuthorityRegistered)]
    for entry, following in zip_longest(facts, facts[1:]):
        end = following.effective_on if following else None
        if isinstance(fact := entry.fact, AuthorityRegistered) and end != entry.effective_on:
            data = Authority(fact.siren, fact.name, fact.legal_form, entry.position)
            yield Row("", entry.effective_on, end, (), data)


def organization_rows(_: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row for each identity of an organisation, until the next or its end."""
    facts = [e for e in standing(entries) if isinstance(e.fact, OrganizationRegistered | OrganizationClosed)]
    for entry, following in zip_longest(facts, facts[1:]):
        end = following.effective_on if following else None
        if isinstance(fact := entry.fact, OrganizationRegistered) and end != entry.effective_on:
            data = LocalOrganization(fact.organization, fact.name, fact.category, entry.position, fact.siren)
            yield Row("", entry.effective_on, end, (fact.organization,), data)


def member_rows(_: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row for each time that the organisation was a member."""
    state = slice_.EMPTY
    endings: dict[dt.date, Entry] = {}
    for entry in standing(entries):
        state = slice_.evolve(state, entry)
        if isinstance(entry.fact, MemberCeased):
            endings[entry.effective_on] = entry
    for organization, spans in state.memberships.items():
        for span in spans:
            if span.until is not None and span.until <= span.since.effective_on:
                continue
            ending = endings[span.until] if span.until else None
            data = Membership(
                organization=organization,
                since=span.since.effective_on,
                entry=span.since.position,
                act=span.since.act,
                succeeds=span.since.fact.succeeds if isinstance(span.since.fact, MemberJoined) else (),
                until=span.until,
                ended_by=ending.fact.cause if ending and isinstance(ending.fact, MemberCeased) else None,
                ending_entry=ending.position if ending else None,
            )
            key = str(span.since.position)
            yield Row(key, span.since.effective_on, span.until, (organization,), data)


AUTHORITY = Noun(
    table="authority",
    columns=(),
    kinds=(AuthorityRegistered,),
    subjects=named("authority", parts=(1,)),
    rows=authority_rows,
)
ORGANIZATION = Noun(
    table="organization",
    columns=("organization",),
    kinds=(OrganizationRegistered, OrganizationClosed),
    subjects=named("org:"),
    rows=organization_rows,
)
MEMBER = Noun(
    table="member",
    columns=("organization",),
    kinds=(MemberJoined, MemberCeased),
    subjects=named("org:", "epci:", "commune:"),
    rows=member_rows,
)


async def authority_on(connection: Connection, view: View, on: dt.date) -> Authority | None:
    """The authority's identity on a day; before its first, the first known (an authority is never nameless)."""
    records = await connection.fetch(
        """
        SELECT * FROM authority
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= $3 AND level_to >= $3
        ORDER BY valid_from <= $4 DESC, CASE WHEN valid_from <= $4 THEN -(valid_from - date '1700-01-01')
                                        ELSE valid_from - date '1700-01-01' END
        LIMIT 1
        """,
        view.ledger,
        view.position,
        view.level,
        on,
    )
    return decode(records[0], Authority) if records else None


async def authority_names(connection: Connection, views: Sequence[View], on: dt.date) -> dict[str, str]:
    """By ledger, the authority's name on a day, in one look-up for all; a ledger without identity is left out."""
    records = await connection.fetch(
        """
        SELECT DISTINCT ON (ledger_id) ledger_id, data ->> 'name' AS name
        FROM unnest($1::text[], $2::bigint[], $3::int[]) AS seen (ledger, position, level)
        JOIN authority ON ledger_id = seen.ledger AND known_to > seen.position AND known_from <= seen.position
            AND level_from <= seen.level AND level_to >= seen.level
        ORDER BY ledger_id, valid_from <= $4 DESC, abs(valid_from - $4)
        """,
        [view.ledger for view in views],
        [view.position for view in views],
        [view.level for view in views],
        on,
    )
    return {record["ledger_id"]: record["name"] for record in records}


async def local_organizations(
    connection: Connection, view: View, organizations: Sequence[str], on: dt.date | None = None
) -> dict[str, LocalOrganization]:
    """Organisations under a local id; the latest identity when no day is asked for."""
    records = await select(connection, view, ORGANIZATION.table, "organization", organizations, on)
    return {record["organization"]: decode(record, LocalOrganization) for record in records}


async def members(connection: Connection, view: View, on: dt.date | None = None) -> list[Membership]:
    """The authority's members, on a day or of all time."""
    when = "" if on is None else "AND valid_from <= $4 AND valid_to > $4"
    records = await connection.fetch(
        f"""
        SELECT * FROM member
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= $3 AND level_to >= $3 {when}
        ORDER BY organization, valid_from
        """,
        view.ledger,
        view.position,
        view.level,
        *([] if on is None else [on]),
    )
    return [decode(record, Membership) for record in records]
