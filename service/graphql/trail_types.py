"""The audit trail as it is shown: an entry, what it changed, what it rectifies and what became of it."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import strawberry
from msgspec import Struct
from strawberry.scalars import JSON

from projections import row_changes
from service.graphql.described import output
from service.graphql.directory import OrganizationName, PersonName
from service.graphql.entries import AnyEntry, Entry, SealedEntry
from service.graphql.inputs import enum_type
from service.graphql.pages import PageInfo
from service.graphql.scalars import Cursor
from service.graphql.text import Text
from service.graphql.together import Together

MOST_CHANGES = 100
"""Of one entry."""


@enum_type
class TrailOrder(StrEnum):
    """In which order the trail is told: that in which entries were recorded, or the other way round."""

    OLDEST_FIRST = "OLDEST_FIRST"
    NEWEST_FIRST = "NEWEST_FIRST"


@output("TrailChange")
class Change:
    """What was true of one thing during a time: as known before the entry's step, and after it."""

    noun: str = strawberry.field(description="Kind of thing: composition, holding, decision, delegation, project...")
    subject: str = strawberry.field(description="The thing, or what is told together: body:bureau:2026, decision:<id>.")
    key: str = strawberry.field(description="Which one within the subject: the seat VP2; empty when there is but one.")
    since: dt.date = strawberry.field(description="First legal day for which it was changed.")
    until: dt.date | None = strawberry.field(description="The day after the last; null: from then on.")
    fields: list[str] = strawberry.field(
        description="Where before and after differ: period.tenure.person. None where there was nothing before, or is "
        "nothing after."
    )
    before: JSON | None = strawberry.field(description="What was known before; null when there was nothing.")
    after: JSON | None = strawberry.field(description="What is known since; null when there is nothing any more.")

    @classmethod
    def of(cls, change: row_changes.RowChange) -> "Change":
        """A change of a projection's rows."""
        return cls(
            noun=change.noun,
            subject=change.subject,
            key=change.key,
            since=change.since,
            until=change.until,
            fields=change.fields,
            before=change.before,  # type: ignore[arg-type]
            after=change.after,  # type: ignore[arg-type]
        )


@output("TrailLink")
class Link:
    """Another entry of the ledger, of which an entry speaks or which speaks of it."""

    position: int
    recorded_at: dt.datetime
    type: str | None = strawberry.field(description="Kind of fact; null when this viewer may not read it.")
    summary: Text | None = strawberry.field(description="What it says; null when this viewer may not read it.")
    standing: bool | None = strawberry.field(
        description="Whether no entry strikes it, as far as this viewer may read; null when it may not read it."
    )


@output()
class Fate:
    """What became of an entry, as far as this viewer may read."""

    standing: bool = strawberry.field(description="Whether no later entry strikes it.")
    rectifies: Link | None = strawberry.field(description="The entry that it strikes, or in whose place it stands.")
    rectified_by: Link | None = strawberry.field(description="The entry that strikes it.")
    replaced_by: list[Link] = strawberry.field(description="The entries that stand in its place; none: nothing does.")
    disclosed_by: list[Link] = strawberry.field(description="The entries that let more people read it.")
    erased_by: Link | None = strawberry.field(description="The entry that says that texts of it were erased.")


class Names(Struct, frozen=True):
    """Who and what an entry's changes name."""

    people: list[PersonName]
    organizations: list[OrganizationName]


class OfPage(Struct, frozen=True):
    """What the entries of a page look up together, once asked for."""

    changes: Together[None, Sequence[row_changes.RowChange]]
    fates: Together[None, Fate | None]
    names: Together[None, Names]


@output()
class TrailEntry:
    """An entry of the audit trail."""

    entry: AnyEntry = strawberry.field(description="The entry itself; sealed when this viewer may not read it.")
    position: int
    of_page: strawberry.Private[OfPage]

    @strawberry.field(
        description="What it changed of what this viewer sees, in every noun: at most a hundred changes, by noun, "
        "subject and key. Entries of one step that touch one subject share what their rows do not tell apart. What was "
        "recorded for few and disclosed later changed something for the others with its disclosure."
    )
    async def changes(self) -> list[Change]:
        """What it changed."""
        found = await self.of_page.changes.of(str(self.position), None)
        return [Change.of(change) for change in found[:MOST_CHANGES]]

    @strawberry.field(description="How many more changes there are than the hundred that are told.")
    async def changes_omitted(self) -> int:
        """What is left out."""
        return max(len(await self.of_page.changes.of(str(self.position), None)) - MOST_CHANGES, 0)

    @strawberry.field(description="The people whom its changes name by id.")
    async def people(self) -> list[PersonName]:
        """By their names."""
        return (await self.of_page.names.of(str(self.position), None)).people

    @strawberry.field(description="The organisations that its changes name by id, by their names of today.")
    async def organizations(self) -> list[OrganizationName]:
        """By their names."""
        return (await self.of_page.names.of(str(self.position), None)).organizations

    @strawberry.field(description="What it rectifies, and what became of it; null for a sealed entry.")
    async def fate(self) -> Fate | None:
        """What became of it."""
        return await self.of_page.fates.of(str(self.position), None)


@output()
class TrailEdge:
    """An entry of the trail, and the cursor after it."""

    cursor: Cursor
    node: TrailEntry


@output()
class TrailConnection:
    """A page of the audit trail. There is no totalCount: it would tell how much is hidden, and take a whole ledger.

    A page looks at two thousand candidates at most. When they are spent before it is full, it is shorter than asked
    for, even empty, and ``cut`` is true: ``hasNextPage`` says that there may be more, and ``endCursor`` where to go on
    (``hasPreviousPage`` and ``startCursor``, going backward).
    """

    edges: list[TrailEdge]
    page_info: PageInfo
    cut: bool = strawberry.field(description="Whether the page ends where its candidates were spent.")

    @strawberry.field(description="The entries without their cursors.")
    def nodes(self) -> list[TrailEntry]:
        """The entries alone."""
        return [edge.node for edge in self.edges]


def edge_of(entry: Entry | SealedEntry, of_page: OfPage) -> TrailEdge:
    """An entry as the trail shows it."""
    return TrailEdge(cursor=entry.cursor, node=TrailEntry(entry=entry, position=entry.position, of_page=of_page))
