"""Documents and contracts: where each stands, who answers for it, and whether it and the SCoT are compatible."""

import datetime as dt
from typing import Annotated, Any

import strawberry

from domain import contracts as contract_slice
from domain import document_life
from domain.checks.compatibility import warnings
from domain.compatibility import due
from domain.facts.documents import (
    CompatibilityOutcome,
    ContractKind,
    DocumentKind,
    DocumentState,
    SchemeRelation,
)
from domain.rules.documents import ARTICLES, HierarchyPlace
from projections.documents import CONTRACT, DOCUMENT
from projections.scheme import current
from projections.words import tagged
from service.database import Session
from service.graphql import things
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.inputs import enum_type
from service.graphql.moment import AtInput
from service.graphql.pages import PAGE, Connection, Edge
from service.graphql.scalars import Cursor
from service.graphql.shown import shown, shown_type
from service.graphql.text import Said
from service.graphql.things import Thing

for _enum in (CompatibilityOutcome, ContractKind, DocumentKind, DocumentState, SchemeRelation, HierarchyPlace):
    enum_type(_enum)

CompatibilityCheck: Any = shown_type(document_life.CompatibilityCheck)


@output()
class DocumentDue:
    """By when a document and the SCoT are to be held against each other, or made compatible."""

    on: dt.date
    article: str | None = strawberry.field(description="Null when a recorded act set the day.")
    entry: int | None = strawberry.field(description="The entry that set it, or from which it runs.")
    doubtful: bool = strawberry.field(description="Whether the text that gives it is still to be verified.")
    days_left: int = strawberry.field(description="Negative once it has passed.")
    overdue: bool


@shown(document_life.Document)
class Document(Thing):
    """A document, or a competence, that is followed during the mandate."""

    settled_on: strawberry.Private[dt.date | None] = None

    @strawberry.field(description="The article that binds it and the SCoT; null when none does.")
    def article(self) -> str | None:
        """From its relation."""
        return ARTICLES[self.thing.relation] or None

    @strawberry.field(description="The last time that it and the SCoT were held against each other.")
    def last_check(self) -> CompatibilityCheck | None:
        """The last one of `checks`."""
        return self.checks[-1] if self.checks else None  # type: ignore[attr-defined]

    @strawberry.field(description="What is due next; null when nothing is.")
    def due(self) -> DocumentDue | None:
        """On the day."""
        expected = due(self.thing, self.settled_on)
        if expected is None:
            return None
        return DocumentDue(
            on=expected.on,
            article=expected.article or None,
            entry=expected.entry,
            doubtful=expected.doubtful,
            days_left=(expected.on - self.moment.on).days,
            overdue=expected.overdue(self.moment.on),
        )

    @strawberry.field(description="What to beware of on the day: found incompatible, overdue.")
    def warnings(self) -> list[Said]:
        """Reckoned, not recorded."""
        return [Said.of(caution) for caution in warnings(self.thing, self.settled_on, self.moment.on)]


@output()
class Compatibility:
    """A document that the law binds to the SCoT, and how they stand on the day."""

    document: Document
    relation: SchemeRelation
    last_check: CompatibilityCheck | None
    outcome: CompatibilityOutcome | None = strawberry.field(description="Of the last check; null when there was none.")
    due_on: dt.date | None
    overdue: bool

    @classmethod
    def of(cls, document: Document) -> "Compatibility":
        """Of a document that is bound."""
        last, expected = document.thing.last_check, document.due()
        return cls(
            document=document,
            relation=document.thing.relation,
            last_check=document.last_check(),
            outcome=last.outcome if last else None,
            due_on=expected.on if expected else None,
            overdue=expected is not None and expected.overdue,
        )


@shown(contract_slice.Contract)
class Contract(Thing):
    """A contract that is followed during the mandate, such as a CRTE."""

    @strawberry.field(description="Whether it runs on the day: not ended, and its term not reached.")
    def running(self) -> bool:
        """On the day."""
        return bool(self.thing.running(self.moment.on))

    @strawberry.field(description="The day of the next review, as the last one set it.")
    def next_review_on(self) -> dt.date | None:
        """Null when no review set one."""
        return self.thing.next_review_on  # type: ignore[no-any-return]


async def settle(connection: Session, documents: list[Document]) -> None:
    """Tell documents since when the SCoT that they are held against stands: one look-up for the whole answer."""
    if not documents:
        return
    moment = documents[0].moment
    found = await current(connection, moment.view, moment.on)
    for document in documents:
        document.settled_on = found.thing.settled_on if found else None


async def _settled(info: Info, documents: list[Document]) -> None:
    async with info.context.pool.acquire() as connection:
        await settle(connection, documents)


@output()
class Queries:
    """Questions about documents and contracts."""

    @strawberry.field(description="A document by id, with its history, checks and next due date; null: none such then.")
    async def document(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Document | None:
        """One document."""
        found: Document | None = await things.one(info, DOCUMENT, f"document:{id}", authority, at)
        await _settled(info, [found] if found else [])
        return found

    @strawberry.field(description="Documents and competences that are followed, by title.")
    async def documents(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        kind: DocumentKind | None = None,
        owner: strawberry.ID | None = None,
        organization: Annotated[
            strawberry.ID | None, strawberry.argument(description="Its owner, or in its territory.")
        ] = None,
        theme: strawberry.ID | None = None,
        person: Annotated[
            strawberry.ID | None, strawberry.argument(description="Who is its referent on the day.")
        ] = None,
        state: DocumentState | None = None,
        relation: SchemeRelation | None = None,
        place: HierarchyPlace | None = None,
        outcome: Annotated[CompatibilityOutcome | None, strawberry.argument(description="Of the last check.")] = None,
        orientation: Annotated[
            strawberry.ID | None, strawberry.argument(description="Concerned by one of its checks.")
        ] = None,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Document]:
        """A page of documents."""
        terms = (
            *tagged("person", [person]),
            *tagged("orientation", [orientation]),
            *tagged("owner", [owner]),
            *tagged("organization", [organization]),
            *tagged("kind", [kind]),
            *tagged("outcome", [outcome]),
            *tagged("theme", [theme]),
            *tagged("state", [state]),
            *tagged("relation", [relation]),
            *tagged("place", [place]),
        )
        found = await things.page(info, DOCUMENT, authority, at, first, after, terms=terms, text=text)
        await _settled(info, found.nodes())
        return found

    @strawberry.field(
        description="Each document that the law binds to the SCoT, in either direction: its last check, what is due."
    )
    async def compatibility(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        owner: strawberry.ID | None = None,
        relation: SchemeRelation | None = None,
        outcome: Annotated[CompatibilityOutcome | None, strawberry.argument(description="Of the last check.")] = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Compatibility]:
        """A page of them, by title."""
        terms = (
            *tagged("owner", [owner]),
            *tagged("outcome", [outcome]),
            *tagged("relation", [relation]),
            "bound:yes",
        )
        found = await things.page(info, DOCUMENT, authority, at, first, after, terms=terms)
        await _settled(info, found.nodes())
        edges = [Edge(cursor=edge.cursor, node=Compatibility.of(edge.node)) for edge in found.edges]
        return Connection(edges=edges, page_info=found.page_info)

    @strawberry.field(description="A contract by id; null when there was none of that id.")
    async def contract(
        self, info: Info, id: strawberry.ID, authority: strawberry.ID | None = None, at: AtInput | None = None
    ) -> Contract | None:
        """One contract."""
        return await things.one(info, CONTRACT, f"contract:{id}", authority, at)

    @strawberry.field(description="Contracts, the last signed first; `ended: false` leaves out those that were ended.")
    async def contracts(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        at: AtInput | None = None,
        kind: ContractKind | None = None,
        ended: Annotated[
            bool | None, strawberry.argument(description="By a recorded end; `running` tells whose term is reached.")
        ] = None,
        party: strawberry.ID | None = None,
        theme: strawberry.ID | None = None,
        document: strawberry.ID | None = None,
        orientation: strawberry.ID | None = None,
        project: strawberry.ID | None = None,
        text: Annotated[str | None, strawberry.argument(description="Words, accents optional.")] = None,
        from_: Annotated[dt.date | None, strawberry.argument(name="from")] = None,
        to: dt.date | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[Contract]:
        """A page of contracts."""
        terms = (
            *tagged("project", [project]),
            *tagged("document", [document]),
            *tagged("orientation", [orientation]),
            *tagged("organization", [party]),
            *tagged("kind", [kind]),
            *tagged("theme", [theme]),
            *([] if ended is None else ["state:ended" if ended else "state:running"]),
        )
        return await things.page(
            info, CONTRACT, authority, at, first, after, terms=terms, text=text, since=from_, to=to
        )


QUERIES = (Queries,)
