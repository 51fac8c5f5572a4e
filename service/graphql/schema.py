"""The API's roots: what may be asked, recorded and followed."""

import datetime as dt
from collections.abc import AsyncIterable
from typing import Annotated, cast

import strawberry

from domain.core.identifiers import REFERENCE_LEDGER
from projections.organizations import authority_names
from projections.query import View
from service.feed import encode_cursor
from service.graphql import (
    ambassadors,
    arbitrations,
    beliefs,
    briefings,
    checkpoints,
    checks,
    deadlines,
    decisions,
    delegations,
    documents,
    dossiers,
    imports,
    live,
    organizations,
    pact,
    partners,
    people,
    projects,
    proofs,
    record,
    scheme,
    sessions,
    strategy,
    team,
    themes,
)
from service.graphql.changes import CompositionChange, composition_changes
from service.graphql.composition import BodyComposition, BodyType, compose, find_body, the_bureau
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.entries import AnyEntry, present, readable
from service.graphql.entry_filter import EntryFilter, check_filter
from service.graphql.feed import FeedMessage, follow_feed
from service.graphql.feed_notices import FeedNotice, notices_of
from service.graphql.limits import make_schema
from service.graphql.live_field import live_query
from service.graphql.moment import AtInput, resolve, resolve_ledger
from service.graphql.organizations import Authority, Organization
from service.graphql.pages import PAGE, Connection, page_size
from service.graphql.people import Person
from service.graphql.record import CommandInput, RecordResult
from service.graphql.scalars import Cursor
from service.graphql.trail import audit_trail, trail_entry
from service.graphql.trail_filter import TrailFilter
from service.graphql.trail_types import TrailConnection, TrailEntry, TrailOrder
from service.imports.queue import ImportOutcome
from service.ledger import Reader, StoredEntry

At = Annotated[AtInput | None, strawberry.argument(description="Which day, and as known when.")]
AuthorityId = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="SIREN of the authority; may be left out when the deployment has one."),
]


@output()
class Ledger:
    """A ledger that is open here."""

    id: strawberry.ID
    name: str | None = strawberry.field(description="Of its authority, today; null for FR.")
    position: int
    recorded_at: dt.datetime | None
    simulated: bool
    reference: bool = strawberry.field(description="Whether it is FR, the reference ledger of communes and EPCIs.")


@output()
class EntryPage:
    """A page of a ledger's entries: the same sequence as the subscription, by polling."""

    items: list[AnyEntry]
    cursor: Cursor = strawberry.field(description="Go on after this one; it advances even when a filter admits none.")
    has_more: bool
    stored: strawberry.Private[list[StoredEntry]]
    level: strawberry.Private[int]

    @strawberry.field(description="What to do to copies because of these entries, whatever the filter leaves out.")
    async def notices(self, info: Info) -> list[FeedNotice]:
        """The notices of the page, in order."""
        async with info.context.pool.acquire() as connection:
            found = await notices_of(connection, self.stored, self.level)
        return [notice for position in sorted(found) for notice in found[position]]


@output()
class Query:
    """Who sits, who sat, and what is recorded: on any day, as known at any moment."""

    @strawberry.field(description="The ledgers that are open here.")
    async def ledgers(self, info: Info) -> list[Ledger]:
        """Every ledger."""
        async with info.context.pool.acquire() as connection:
            heads = await Reader(connection).heads()
            level = info.context.viewer.level
            views = [View(head.ledger, head.position, level(head.ledger)) for head in heads.values()]
            names = await authority_names(connection, views, info.context.today())
        return [
            Ledger(
                id=strawberry.ID(h.ledger),
                name=names.get(h.ledger),
                position=h.position,
                recorded_at=h.recorded_at,
                simulated=h.clock == "SIMULATED",
                reference=h.ledger == REFERENCE_LEDGER,
            )
            for h in heads.values()
            if h.position
        ]

    @strawberry.field(description="The SCoT authority: its identity, members and bodies.")
    async def authority(self, info: Info, authority: AuthorityId = None, at: At = None) -> Authority:
        """An authority at a moment."""
        return await organizations.find_authority(info, authority, at)

    @strawberry.field(description="Who sits on the bureau, on a day as known at a moment.")
    async def bureau(self, info: Info, authority: AuthorityId = None, at: At = None) -> BodyComposition:
        """The bureau's composition."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            return await compose(connection, moment, await the_bureau(connection, moment))

    @strawberry.field(description="Who sits in any body: assembly, committee, commission...")
    async def composition(
        self, info: Info, body: strawberry.ID, authority: AuthorityId = None, at: At = None
    ) -> BodyComposition:
        """A body's composition."""
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, authority, at)
            return await compose(connection, moment, await find_body(connection, moment, body))

    @strawberry.field(description="What changed in a body between two days, both included, as known at a moment.")
    async def composition_changes(
        self,
        info: Info,
        body: strawberry.ID,
        from_: Annotated[dt.date, strawberry.argument(name="from")],
        to: dt.date,
        authority: AuthorityId = None,
        at: At = None,
    ) -> list[CompositionChange]:
        """Changes in order."""
        return await composition_changes(info, authority, body, from_, to, at)

    @strawberry.field(description="A person by id; null when nobody of that id was known.")
    async def person(
        self,
        info: Info,
        id: strawberry.ID,
        authority: AuthorityId = None,
        at: At = None,
    ) -> Person | None:
        """A person at a moment."""
        return await people.find_person(info, authority, id, at)

    @strawberry.field(
        description="The people registered, in order of id; with `text` those of whose names some word begins as each "
        "of its words does, accents and case left aside."
    )
    async def people(
        self,
        info: Info,
        authority: AuthorityId = None,
        at: At = None,
        text: Annotated[str | None, strawberry.argument(description="Words with which names begin.")] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Person]:
        """A page of people."""
        return await people.list_people(info, authority, at, first, after, text)

    @strawberry.field(description="An organisation: commune:<INSEE>, epci:<SIREN> or org:<local id>.")
    async def organization(
        self,
        info: Info,
        id: strawberry.ID,
        authority: AuthorityId = None,
        at: At = None,
    ) -> Organization:
        """An organisation at a moment."""
        return await organizations.find_organization(info, authority, id, at)

    @strawberry.field(description="The entry at a position; sealed when this viewer may not read it.")
    async def entry(self, info: Info, position: int, authority: AuthorityId = None) -> AnyEntry | None:
        """One entry."""
        async with info.context.pool.acquire() as connection:
            head = await resolve_ledger(connection, authority)
            found = await Reader(connection).at(head.ledger, [position] if 0 < position <= head.position else [])
        level = info.context.viewer.level(head.ledger)
        return present(found[position], level) if position in found else None

    @strawberry.field(
        description="One entry as the audit trail tells it, with what it changed and what became of it; null when "
        "there is none."
    )
    async def trail_entry(self, info: Info, position: int, authority: AuthorityId = None) -> TrailEntry | None:
        """One entry of the trail."""
        return await trail_entry(info, authority, position)

    @strawberry.field(
        description="The audit trail: the entries that a filter asks for, across terms, with what each changed and "
        "what became of it. With a filter only what this viewer may read is told; without one sealed entries stand in "
        "their place."
    )
    async def audit_trail(
        self,
        info: Info,
        authority: AuthorityId = None,
        filter: TrailFilter | None = None,
        order: TrailOrder = TrailOrder.OLDEST_FIRST,
        first: int | None = None,
        after: Cursor | None = None,
        last: int | None = None,
        before: Cursor | None = None,
    ) -> TrailConnection:
        """A page of the trail."""
        return await audit_trail(info, authority, filter, order, first, after, last, before)

    @strawberry.field(description="A page of entries after a cursor.")
    async def entries(
        self,
        info: Info,
        authority: AuthorityId = None,
        after: Cursor | None = None,
        first: int = PAGE,
        filter: EntryFilter | None = None,
    ) -> EntryPage:
        """Entries in order."""
        size, wanted = page_size(first), check_filter(filter)
        async with info.context.pool.acquire() as connection:
            head = await resolve_ledger(connection, authority)
            start = live.position_of(after, head.ledger, head.position)
            page = await Reader(connection).page(head.ledger, after=start, first=size)
        level = info.context.viewer.level(head.ledger)
        last = page[-1].position if page else start
        return EntryPage(
            items=[present(s, level) for s in page if not readable(s, level) or wanted.admits(s)],
            cursor=Cursor(encode_cursor(head.ledger, last)),
            has_more=last < head.position,
            stored=page,
            level=level,
        )


@output()
class Mutation:
    """The one write door."""

    @strawberry.mutation(
        description="Record the commands of one sitting: all together or not at all. Retrying the same commandId "
        "gives the first result; the same id with another content is refused."
    )
    async def record(
        self,
        info: Info,
        commands: list[CommandInput],
        command_id: strawberry.ID,
        authority: AuthorityId = None,
        expected_position: Annotated[
            int | None, strawberry.argument(description="Refuse when the ledger is no longer at this position.")
        ] = None,
        recorded_at: Annotated[
            dt.datetime | None, strawberry.argument(description="The clock of a SIMULATED ledger; refused elsewhere.")
        ] = None,
    ) -> RecordResult:
        """Record a list of commands."""
        return await record.record(info, authority, commands, command_id, expected_position, recorded_at)

    @strawberry.mutation(
        description="Settle an item of the queue of imports: it is a person whom the register knows (PERSON, with "
        "`person`), it is somebody else (NEW), or nothing of it is to be recorded (DISMISSED)."
    )
    async def resolve_import(
        self,
        info: Info,
        id: strawberry.ID,
        outcome: Annotated[ImportOutcome, strawberry.argument(description="How the item is settled.")],
        person: Annotated[
            strawberry.ID | None, strawberry.argument(description="Who it is; with PERSON, and only then.")
        ] = None,
        authority: AuthorityId = None,
    ) -> imports.ResolveImportResult:
        """Settle an item."""
        return await imports.resolve_import(info, authority, id, outcome, person)


@output()
class Subscription:
    """What a partner follows live."""

    @strawberry.subscription(description="Every entry after a cursor, in order and without a gap, then live.")
    def entries(
        self,
        info: Info,
        authority: AuthorityId = None,
        after: Cursor | None = None,
        filter: EntryFilter | None = None,
    ) -> AsyncIterable[live.FeedItem]:
        """Entries, caught-up and heartbeats."""
        # What it tells is made into those: see told.py.
        return cast(AsyncIterable[live.FeedItem], live.follow_entries(info.context, authority, after, filter))

    @strawberry.subscription(
        description="The entries of one ledger, of several or of all, each in the envelope of CloudEvents: each ledger "
        "in order and without a gap, then live. Of one ledger each event has its cursor; of several, checkpoints have."
    )
    def feed(
        self,
        info: Info,
        ledgers: list[strawberry.ID] | None = None,
        after: Cursor | None = None,
        filter: EntryFilter | None = None,
    ) -> AsyncIterable[FeedMessage]:
        """Events, notices, checkpoints, caught-up and heartbeats."""
        return cast(AsyncIterable[FeedMessage], follow_feed(info.context, ledgers, after, filter))  # see told.py

    bureau = live_query(Query, "bureau")
    composition = live_query(Query, "composition")
    decisions_in_force = live_query(decisions.Queries, "decisions_in_force")
    delegations = live_query(delegations.Queries, "delegations")


QUERIES: tuple[type, ...] = (
    Query,
    *themes.QUERIES,
    *ambassadors.QUERIES,
    *delegations.QUERIES,
    *sessions.QUERIES,
    *decisions.QUERIES,
    *arbitrations.QUERIES,
    *pact.QUERIES,
    *documents.QUERIES,
    *scheme.QUERIES,
    *strategy.QUERIES,
    *projects.QUERIES,
    *briefings.QUERIES,
    *team.QUERIES,
    *partners.QUERIES,
    *checks.QUERIES,
    *deadlines.QUERIES,
    *checkpoints.QUERIES,
    *proofs.QUERIES,
    *dossiers.QUERIES,
    *beliefs.QUERIES,
    *imports.QUERIES,
)
"""Who may be asked what: each noun's file holds its own questions."""


@output("Query")
class Questions(*QUERIES):  # type: ignore[misc]
    """What may be asked: who sits, who sat, what was decided and recorded; on any day, as known at any moment."""


schema = make_schema(Questions, Mutation, Subscription, types=(BodyType,))
