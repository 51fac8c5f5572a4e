"""The queue of imports: who somebody of a file is, asked of a clerk."""

import datetime as dt
from typing import Annotated

import strawberry

from service.clerk.refusals import WritingNotAllowed
from service.database import Session
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.moment import Moment, resolve, resolve_ledger
from service.graphql.pages import PAGE, Connection, connection, invalid_cursor, key_after, page_size
from service.graphql.record import RefusalType, RefusedResult
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor
from service.graphql.text import Said, Text
from service.imports import ImportStopped
from service.imports.importer import Importer
from service.imports.queue import ImportOutcome, NotSettled, Shown, queue_page, resolve_item
from service.imports.waiting import Kept
from service.messages import label, remedy, sentence
from service.vault_queue import Place

enum_type(ImportOutcome)
_SEPARATOR = "\x1f"


@output()
class ImportedHolding:
    """A mandate or an office that the line tells of."""

    organization: OrganizationName
    held: Text
    code: str = strawberry.field(description="MUNICIPAL_COUNCILLOR, MAYOR, EPCI_VICE_PRESIDENT...")
    rank: int | None
    since: dt.date

    @classmethod
    def of(cls, kept: Kept, directory: Directory) -> "ImportedHolding":
        """As the desk shows it."""
        held = kept.mandate or kept.office
        organization = directory.organization(kept.organization)
        assert held is not None
        assert organization is not None
        said = Text(fr=label(held, "fr"), en=label(held, "en"))
        return cls(organization=organization, held=said, code=held.value, rank=kept.rank, since=kept.since)


@output()
class ImportQueueItem:
    """Something that an import could not settle by itself: a clerk says who it is, or sets it aside."""

    id: strawberry.ID
    kind: str = strawberry.field(
        description="PERSON: the line may be of one person or another. NOT_LISTED: a mandate that the file shows no "
        "longer; an absence alone ends none, so it can only be dismissed once somebody has looked."
    )
    code: str = strawberry.field(description="Why: NAMESAKE, NAME_CHANGED, SEVERAL, TWO_COUNCILS, NOT_LISTED.")
    message: Text
    remedy: Text
    file: str = strawberry.field(description="What the file was called.")
    line: int = strawberry.field(description="Line of the file; 0 for an absence.")
    given_name: str | None = strawberry.field(description="As the file has it; null for an absence.")
    family_name: str | None
    holdings: list[ImportedHolding] = strawberry.field(description="What would be recorded.")
    candidates: list[PersonName] = strawberry.field(description="People whom the register knows, who it may be.")
    queued_at: dt.datetime | None


@output()
class ImportItemSettled:
    """The item waits no more."""

    id: strawberry.ID
    outcome: ImportOutcome
    person: strawberry.ID | None = strawberry.field(description="Who it is; null when it was dismissed.")
    positions: list[int] = strawberry.field(description="Entries that were recorded.")


ResolveImportResult = Annotated[
    ImportItemSettled | RefusedResult,
    strawberry.union("ResolveImportResult", description="What came of it, or why the item waits on."),
]


@output()
class Queries:
    """Questions about imports."""

    @strawberry.field(
        description="What imports could not settle by themselves, by file and line. For a clerk of the ledger alone: "
        "it holds names of files, sealed until they are settled."
    )
    async def import_queue(
        self,
        info: Info,
        authority: strawberry.ID | None = None,
        first: int = PAGE,
        after: Cursor | None = None,
    ) -> Connection[ImportQueueItem]:
        """A page of the queue."""
        size, place = page_size(first), _place(after)
        async with info.context.pool.acquire() as session:
            moment = await resolve(info, session, authority, None)
        try:
            found = await queue_page(_importer(info, moment.view.ledger), after=place, first=size + 1)
        except ImportStopped as stopped:
            raise _denied(stopped) from None
        async with info.context.pool.acquire() as session:
            items = await _items(session, moment, found)
        told = [(_SEPARATOR.join(map(str, each.item.place)), item) for each, item in zip(found, items, strict=True)]
        return connection(told, size, after=after is not None)


async def resolve_import(
    info: Info, authority: str | None, id_: str, outcome: ImportOutcome, person: str | None
) -> ImportItemSettled | RefusedResult:
    """Settle an item of the queue."""
    async with info.context.pool.acquire() as session:
        ledger = (await resolve_ledger(session, authority)).ledger
    try:
        done = await resolve_item(_importer(info, ledger), id_, outcome, person)
    except ImportStopped as stopped:
        return _refused([_said(refusal) for refusal in map(Said.of, stopped.refusals)])
    if isinstance(done, NotSettled):
        told = [
            RefusalType(
                code=each.code,
                path="",
                message=Text(**each.messages),
                rule=each.rule,
                remedy=Text(**each.remedies) if each.remedies else None,
            )
            for each in done.told
        ]
        return _refused([*(_said(Said.of(refusal)) for refusal in done.refusals), *told])
    who = strawberry.ID(done.person) if done.person else None
    return ImportItemSettled(
        id=strawberry.ID(done.id), outcome=done.outcome, person=who, positions=list(done.positions)
    )


def _importer(info: Info, ledger: str) -> Importer:
    context = info.context
    return Importer(context.pool, context.clerk, context.vault, context.viewer, ledger, dry_run=False)


async def _items(session: Session, moment: Moment, found: list[Shown]) -> list[ImportQueueItem]:
    people = [who for each in found for who in each.item.candidates]
    places = [kept.organization for each in found for kept in each.waiting.holdings]
    directory = await Directory.load(session, moment, people, places)
    return [_item(each, directory) for each in found]


def _item(shown: Shown, directory: Directory) -> ImportQueueItem:
    item, waiting = shown.item, shown.waiting
    named = [directory.person(who) for who in item.candidates]
    return ImportQueueItem(
        id=strawberry.ID(item.id),
        kind=item.kind,
        code=waiting.code,
        message=Text(**shown.messages),
        remedy=Text(**shown.remedies),
        file=waiting.file,
        line=item.line,
        given_name=waiting.given_name or None,
        family_name=waiting.family_name or None,
        holdings=[ImportedHolding.of(kept, directory) for kept in waiting.holdings],
        candidates=[each for each in named if each is not None],
        queued_at=item.queued_at,
    )


def _place(cursor: Cursor | None) -> Place:
    key = key_after(cursor)
    if not key:
        return Place()
    parts = key.split(_SEPARATOR)
    if len(parts) != 3 or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 10):
        raise invalid_cursor()
    return Place(parts[0], int(parts[1]), parts[2])


def _said(said: Said) -> RefusalType:
    return RefusalType(code=said.code, path="", message=said.message, rule=said.rule, remedy=said.remedy)


def _refused(refusals: list[RefusalType]) -> RefusedResult:
    first = refusals[0]
    return RefusedResult(
        code=first.code,
        path=first.path,
        message=first.message,
        rule=first.rule,
        remedy=first.remedy,
        refusals=refusals,
    )


def _denied(stopped: ImportStopped) -> QueryRefused:
    first = stopped.refusals[0]
    status = 403 if isinstance(first, WritingNotAllowed) else 400
    return QueryRefused(
        first.code,
        {"fr": sentence(first, "fr"), "en": sentence(first, "en")},
        remedy=remedy(first, "en"),
        status=status,
    )


QUERIES = (Queries,)
