"""What the API gives of arbitrations, of their follow-up actions and of exchange sessions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

import strawberry
from strawberry.dataloader import DataLoader

from domain import arbitrations_life as life
from domain.facts import arbitrations as facts
from domain.facts.people import OfficeKind
from projections.arbitrations import ARBITRATION, EXCHANGE, FOLLOW_UP, exchanges_on, superseded_by
from projections.organizations import members
from projections.people import held_at
from projections.words import tagged
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import AsOf, AtInput, Moment
from service.graphql.pages import PAGE, Connection, Edge
from service.graphql.scalars import Cursor
from service.graphql.shown import shown
from service.graphql.things import Thing

enum_type(life.ArbitrationState)
_Words = Annotated[str | None, strawberry.argument(description="Words, accents optional.")]
_From = Annotated[dt.date | None, strawberry.argument(name="from")]


class FollowUpState(StrEnum):
    """Where a follow-up action stands on the day. In a search, OPEN includes those that are overdue."""

    OPEN = "OPEN"
    OVERDUE = "OVERDUE"
    CLOSED = "CLOSED"


enum_type(FollowUpState)


@output()
class MissingPresident:
    """A member of the authority whose president did not take part, nor was represented."""

    member: OrganizationName
    president: PersonName | None = strawberry.field(description="Null when no presidency is recorded on that day.")


@shown(facts.ExchangeParticipant)
class ExchangeParticipant:
    """Someone who took part in an exchange session, on behalf of an organisation."""

    person: PersonName


@shown(life.Exchange)
class Exchange(Thing):
    """A meeting of presidents of EPCIs on sensitive subjects."""

    held_on: dt.date
    participants: list[ExchangeParticipant]
    absences: strawberry.Private[DataLoader[dt.date, list[MissingPresident]] | None] = None

    @strawberry.field(description="Members whose president of that day neither came, in person or remotely, nor sent.")
    async def missing_presidents(self) -> list[MissingPresident]:
        """In the order of the members' ids."""
        assert self.absences is not None
        presidents = await self.absences.load(self.held_on)
        came = {who.person.id for who in self.participants}
        return [m for m in presidents if m.president is None or m.president.id not in came]


@shown(life.FollowUp)
class FollowUp:
    """Something to do by a day so that a settlement comes true."""

    due_on: dt.date
    closed_on: dt.date | None
    as_of: AsOf | None = None
    since: strawberry.Private[dt.date | None] = None
    until: strawberry.Private[dt.date | None] = None
    moment: strawberry.Private[Moment | None] = None
    tag: strawberry.Private[str] = ""
    thing: strawberry.Private[Any] = None
    among: strawberry.Private[Any] = None

    @strawberry.field(description="On the day that the query looks at.")
    def state(self) -> FollowUpState:
        """Open, overdue or closed."""
        assert self.moment is not None
        if self.closed_on is not None:
            return FollowUpState.CLOSED
        return FollowUpState.OVERDUE if self.due_on < self.moment.on else FollowUpState.OPEN


@shown(life.ArbitrationPosition)
class ArbitrationPosition:
    """What was said on behalf of an EPCI on a day."""

    person: PersonName
    on_behalf_of: OrganizationName


@shown(life.Settlement)
class Settlement:
    """What the presidents settled on a day: an option, or a compromise in words."""

    review_on: dt.date | None


@shown(life.ArbitrationTurn)
class ArbitrationTurn:
    """A change of state: settled, reopened, superseded, abandoned."""

    state: life.ArbitrationState


@strawberry.type
class _Related:
    """What several arbitrations of one answer ask for at once."""

    exchanges: strawberry.Private[DataLoader[str, list[Any]]]
    supersedes: strawberry.Private[DataLoader[str, list[Any]]]


@shown(life.Arbitration)
class Arbitration(Thing):
    """A political settlement between presidents of EPCIs on a sensitive subject; no arbitration of the law's."""

    arbitration: strawberry.ID
    position_history: list[ArbitrationPosition]
    settlements: list[Settlement]
    follow_ups: list[FollowUp]
    turns: list[ArbitrationTurn]
    related: strawberry.Private[_Related | None] = None

    @strawberry.field(description="Where it stands on the day.")
    def state(self) -> life.ArbitrationState:
        """After the last change."""
        return self.turns[-1].state if self.turns else life.ArbitrationState.OPEN

    @strawberry.field(description="The latest position of each EPCI, whoever spoke for it.")
    def positions(self) -> list[ArbitrationPosition]:
        """In the order in which the EPCIs first spoke."""
        return list({position.on_behalf_of.id: position for position in self.position_history}.values())

    @strawberry.field(description="The settlement that holds; null while the question is open, or when it is dropped.")
    def outcome(self) -> Settlement | None:
        """The last one, if it was not reopened."""
        settled = self.turns and self.turns[-1].state == life.ArbitrationState.SETTLED
        return self.settlements[-1] if settled and self.settlements else None

    @strawberry.field(description="Whether the day of review has come, and nobody has reviewed since.")
    def review_due(self) -> bool:
        """On the day that the query looks at."""
        settled = self.turns and self.turns[-1].state == life.ArbitrationState.SETTLED
        review_on = self.settlements[-1].review_on if settled and self.settlements else None
        return review_on is not None and review_on <= self.moment.on

    @strawberry.field(description="The latest exchange sessions in which it was discussed, 50 at most.")
    async def exchanges(self) -> list[Exchange]:
        """The last held first."""
        assert self.related is not None
        return await self.related.exchanges.load(self.arbitration)

    @strawberry.field(description="The arbitrations whose place it took, the last opened first, 50 at most.")
    async def supersedes(self) -> list["Arbitration"]:
        """Its lineage, one step back."""
        assert self.related is not None
        return await self.related.supersedes.load(self.arbitration)


@output()
class StatedPositions:
    """What someone said of one arbitration, oldest first."""

    arbitration: Arbitration
    positions: list[ArbitrationPosition]


def _with_absences(info: Info, exchanges: Iterable[Exchange | None]) -> None:
    """Let the exchanges of one answer ask together who was missing: two statements, however many they are."""
    shown_ = [exchange for exchange in exchanges if exchange is not None]
    if not shown_:
        return
    moment = shown_[0].moment

    async def load(days: list[dt.date]) -> Sequence[list[MissingPresident]]:
        async with info.context.pool.acquire() as connection:
            of_all_time = await members(connection, moment.view)
            names = sorted({m.organization for m in of_all_time})
            held = [
                h
                for each in (await held_at(connection, moment.view, names)).values()
                for h in each
                if h.office == OfficeKind.EPCI_PRESIDENT
            ]
            directory = await Directory.load(connection, moment, (h.person for h in held), names)

        def on(day: dt.date) -> Iterable[MissingPresident]:
            there = {m.organization for m in of_all_time if m.since <= day and (m.until is None or day < m.until)}
            presidents = {h.organization: h.person for h in held if h.since <= day and (not h.until or day < h.until)}
            for name in sorted(there):
                member = directory.organization(name)
                assert member is not None
                yield MissingPresident(member=member, president=directory.person(presidents.get(name)))

        return [list(on(day)) for day in days]

    loader = DataLoader(load_fn=load)
    for exchange in shown_:
        exchange.absences = loader


def relate(info: Info, arbitrations: Iterable[Arbitration | None]) -> None:
    """Let the arbitrations of one answer ask together for what is related to them, and tell follow-ups the day."""
    shown_ = [arbitration for arbitration in arbitrations if arbitration is not None]
    if not shown_:
        return
    moment = shown_[0].moment

    async def exchanges(keys: list[str]) -> Sequence[list[Any]]:
        async with info.context.pool.acquire() as connection:
            found = await exchanges_on(connection, moment.view, moment.on, keys)
            presented = await things.present(connection, moment, [each for key in keys for each in found[key]])
        _with_absences(info, presented)
        rest = iter(presented)
        return [[next(rest) for _ in found[key]] for key in keys]

    async def supersedes(keys: list[str]) -> Sequence[list[Any]]:
        async with info.context.pool.acquire() as connection:
            found = await superseded_by(connection, moment.view, moment.on, keys)
            presented = await things.present(connection, moment, [each for key in keys for each in found[key]])
        relate(info, presented)
        rest = iter(presented)
        return [[next(rest) for _ in found[key]] for key in keys]

    together = _Related(exchanges=DataLoader(load_fn=exchanges), supersedes=DataLoader(load_fn=supersedes))
    for arbitration in shown_:
        arbitration.related = together
        for follow_up in arbitration.follow_ups:
            follow_up.moment, follow_up.as_of = moment, arbitration.as_of


@output()
class Queries:
    """Questions about arbitrations, their follow-up actions and exchange sessions."""

    @strawberry.field(description="An arbitration by id; null when there was none of that id that you may see.")
    async def arbitration(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Arbitration | None:
        """One arbitration."""
        found: Arbitration | None = await things.one(info, ARBITRATION, f"arbitration:{id}", authority, at)
        relate(info, [found])
        return found

    @strawberry.field(description="Arbitrations, the last opened first; `from` and `to` are days of opening.")
    async def arbitrations(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        text: _Words = None,
        theme: strawberry.ID | None = None,
        organization: Annotated[
            strawberry.ID | None, strawberry.argument(description="Of its territory, or party to it.")
        ] = None,
        person: Annotated[
            strawberry.ID | None, strawberry.argument(description="Who took a position, or owns a follow-up.")
        ] = None,
        state: life.ArbitrationState | None = None,
        decision: strawberry.ID | None = None,
        pact: strawberry.ID | None = None,
        from_: _From = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Arbitration]:
        """A page of arbitrations."""
        terms = (
            *tagged("person", [person]),
            *tagged("decision", [decision]),
            *tagged("pact", [pact]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
            *tagged("state", [state and state.lower()]),
        )
        found: Connection[Arbitration] = await things.page(
            info, ARBITRATION, authority, at, first, after, terms=terms, text=text, since=from_, to=to
        )
        relate(info, (edge.node for edge in found.edges))
        return found

    @strawberry.field(description="What a person said, one item for each arbitration, the last opened first.")
    async def positions(
        self,
        info: Info,
        person: strawberry.ID,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[StatedPositions]:
        """A page of arbitrations on which the person spoke."""
        found: Connection[Arbitration] = await things.page(
            info, ARBITRATION, authority, at, first, after, terms=tuple(tagged("speaker", [person]))
        )
        relate(info, (edge.node for edge in found.edges))
        edges = [
            Edge(
                cursor=edge.cursor,
                node=StatedPositions(
                    arbitration=edge.node,
                    positions=[p for p in edge.node.position_history if p.person.id == person],
                ),
            )
            for edge in found.edges
        ]
        return Connection(edges=edges, page_info=found.page_info)

    @strawberry.field(description="An exchange session by id; null when there was none of that id that you may see.")
    async def exchange(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Exchange | None:
        """One exchange session."""
        found: Exchange | None = await things.one(info, EXCHANGE, f"exchange:{id}", authority, at)
        _with_absences(info, [found])
        return found

    @strawberry.field(description="Exchange sessions between presidents of EPCIs, the last held first.")
    async def exchanges(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        text: _Words = None,
        theme: strawberry.ID | None = None,
        organization: strawberry.ID | None = None,
        person: strawberry.ID | None = None,
        arbitration: strawberry.ID | None = None,
        from_: _From = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Exchange]:
        """A page of exchange sessions."""
        terms = (
            *tagged("arbitration", [arbitration]),
            *tagged("person", [person]),
            *tagged("organization", [organization]),
            *tagged("theme", [theme]),
        )
        found: Connection[Exchange] = await things.page(
            info, EXCHANGE, authority, at, first, after, terms=terms, text=text, since=from_, to=to
        )
        _with_absences(info, (edge.node for edge in found.edges))
        return found

    @strawberry.field(description="Follow-up actions of arbitrations, the first due first.")
    async def follow_ups(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        person: Annotated[strawberry.ID | None, strawberry.argument(description="Who owns it.")] = None,
        organization: Annotated[strawberry.ID | None, strawberry.argument(description="Which owns it.")] = None,
        arbitration: strawberry.ID | None = None,
        state: FollowUpState | None = None,
        due_before: Annotated[dt.date | None, strawberry.argument(description="Excluded.")] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[FollowUp]:
        """A page of follow-up actions."""
        ends = [due_before] if due_before else []
        if state == FollowUpState.OVERDUE:
            ends.append((at.on if at else None) or info.context.today())
        terms = (
            *tagged("person", [person]),
            *tagged("arbitration", [arbitration]),
            *tagged("organization", [organization]),
            *([] if state is None else ["state:closed" if state == FollowUpState.CLOSED else "state:open"]),
        )
        to = min(ends) - dt.timedelta(days=1) if ends else None
        return await things.page(info, FOLLOW_UP, authority, at, first, after, terms=terms, to=to)


QUERIES = (Queries,)
