"""Entries of the ledger as a viewer sees them: whole, sealed, or erased."""

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
import strawberry
from strawberry.scalars import JSON

from domain.core import entry as core
from domain.facts.erasure import ErasureBasis
from service.feed import encode_cursor
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.directory import Directory
from service.graphql.events import CloudEvent, event_of
from service.graphql.inputs import enum_type
from service.graphql.moment import resolve
from service.graphql.scalars import Cursor, Sha256
from service.graphql.text import Act, Said, Text
from service.graphql.together import Together
from service.ledger import StoredEntry
from service.ledger.envelope import decode_body, decode_fact, decode_header
from service.messages.summaries import named_summary, summary
from service.messages.words import Language, Named
from service.people_in import is_either, is_organization, is_person, names_in, with_people

enum_type(ErasureBasis)


@output()
class Header:
    """What is public of every entry: the leaf of the tree is SHA-256(0x00 || bytes)."""

    body_sha256: Sha256
    reference_position: int = strawberry.field(description="Head of the reference ledger that the decision saw.")
    step_end: int = strawberry.field(description="Last position of the command that the entry belongs to.")
    leaf: Sha256
    bytes: str = strawberry.field(description="The exact bytes, in base64.")

    @classmethod
    def of(cls, stored: StoredEntry) -> "Header":
        """From the stored bytes."""
        header = decode_header(stored.header)
        return cls(
            body_sha256=Sha256(header.body_sha256),
            reference_position=header.reference_position,
            step_end=header.step_end,
            leaf=Sha256(stored.leaf.hex()),
            bytes=base64.b64encode(stored.header).decode(),
        )


@output()
class Erased:
    """That the text of an entry was destroyed, by which entry and why."""

    by: int
    basis: ErasureBasis


@output()
class Entry:
    """A fact at its position."""

    ledger: strawberry.ID
    position: int
    cursor: Cursor
    recorded_at: dt.datetime
    effective_on: dt.date
    type: str = strawberry.field(description="Kind of fact, in the past tense: SeatFilled, SeatVacated...")
    summary: Text
    fact: JSON = strawberry.field(description="The fact itself; its fields are those of its type, in snake_case.")
    act: Act | None
    visibility: core.Visibility
    recorded_by: str = strawberry.field(description="Id of the token that recorded it.")
    command_id: str
    command_index: int = strawberry.field(description="Place of the command in its list.")
    rectifies: int | None = strawberry.field(description="Position of the entry in whose place this one stands.")
    warnings: list[Said]
    header: Header
    body_bytes: str | None = strawberry.field(description="The exact bytes of the body, in base64; null when erased.")
    erased: Erased | None = strawberry.field(
        description="That its text was destroyed: what remains is told here, and proved by the entry that says so."
    )
    stored: strawberry.Private[StoredEntry]
    level: strawberry.Private[int]
    together: strawberry.Private["Naming | None"] = None

    @strawberry.field(description="The entry in the envelope of CloudEvents 1.0, as the feed tells it.")
    def event(self, info: Info) -> CloudEvent:
        """The envelope."""
        return event_of(self.stored, self.level, info.context.address)

    @strawberry.field(
        description="`summary` with people and organisations by their names of today, or by their ids where no name is "
        "known; who was erased is said to be. Made for the answer, and never stored."
    )
    async def summary_named(self, info: Info) -> Text:
        """Looked up for all entries of a page at once."""
        naming = self.together or name_together(info, [self])
        return await naming.of(str(self.position), None)


@output()
class SealedEntry:
    """An entry whose body this viewer may not read: its place and its header, and no more."""

    ledger: strawberry.ID
    position: int
    cursor: Cursor
    recorded_at: dt.datetime
    header: Header
    stored: strawberry.Private[StoredEntry]
    level: strawberry.Private[int]

    @strawberry.field(description="The entry in the envelope of CloudEvents 1.0, as the feed tells it.")
    def event(self, info: Info) -> CloudEvent:
        """The envelope."""
        return event_of(self.stored, self.level, info.context.address)


AnyEntry = Annotated[
    Entry | SealedEntry,
    strawberry.union("AnyEntry", description="An entry: whole for those who may read it, its header for everyone."),
]


Naming = Together[None, Text]
"""What entries say, by their positions, with names in the place of ids."""


def name_together(info: Info, entries: Sequence[Entry | SealedEntry]) -> Naming:
    """That the entries of one ledger have their names looked up in one go, once the first is asked for."""
    own = [entry for entry in entries if isinstance(entry, Entry)]

    async def load(_keys: Sequence[str], _: None) -> Mapping[str, Text]:
        bodies = {entry.position: decode_body(entry.stored.body or b"") for entry in own}
        facts = {position: decode_fact(body) for position, body in bodies.items()}
        people = {who for fact in facts.values() for who in names_in(fact, is_person)}
        organizations = {name for fact in facts.values() for name in names_in(fact, is_organization)}
        async with info.context.pool.acquire() as connection:
            moment = await resolve(info, connection, own[0].ledger, None)
            directory = await Directory.load(connection, moment, people, organizations)
        return {
            str(position): Text(
                fr=named_summary(_with_names(fact, directory, "fr"), bodies[position].effective_on, "fr"),
                en=named_summary(_with_names(fact, directory, "en"), bodies[position].effective_on, "en"),
            )
            for position, fact in facts.items()
        }

    naming = Naming([str(entry.position) for entry in own], load)
    for entry in own:
        entry.together = naming
    return naming


def _with_names(fact: core.Fact, directory: Directory, language: Language) -> core.Fact:
    def said(identifier: str) -> str:
        if ":" in identifier:
            organization = directory.organization(identifier)
            name = organization.name if organization else None
        else:
            person = directory.person(identifier)
            name = getattr(person.shown, language) if person else None
        return Named(identifier, name) if name else identifier

    return with_people(fact, said, is_either)


def readable(stored: StoredEntry, level: int) -> bool:
    """Whether a viewer of a level reads the body."""
    return stored.body is not None and stored.level <= level


def present(stored: StoredEntry, level: int) -> Entry | SealedEntry:
    """An entry as a viewer of a level sees it."""
    cursor = Cursor(encode_cursor(stored.ledger, stored.position))
    if stored.body is None or stored.level > level:
        return SealedEntry(
            ledger=strawberry.ID(stored.ledger),
            position=stored.position,
            cursor=cursor,
            recorded_at=stored.recorded_at,
            header=Header.of(stored),
            stored=stored,
            level=level,
        )
    body = decode_body(stored.body)
    fact = decode_fact(body)
    return Entry(
        ledger=strawberry.ID(stored.ledger),
        position=stored.position,
        cursor=cursor,
        recorded_at=stored.recorded_at,
        effective_on=body.effective_on,
        type=body.type,
        summary=Text(fr=summary(fact, body.effective_on, "fr"), en=summary(fact, body.effective_on, "en")),
        fact=_json(fact),
        act=Act.of(body.act),
        visibility=body.visibility,
        recorded_by=body.recorded_by,
        command_id=body.command.id,
        command_index=body.command.index,
        rectifies=body.replaces.entry if body.replaces else _rectified(fact),
        warnings=[Said.of(w) for w in body.warnings],
        header=Header.of(stored),
        body_bytes=base64.b64encode(stored.body).decode() if stored.erased_by is None else None,
        erased=_erased(stored),
        stored=stored,
        level=level,
    )


def _erased(stored: StoredEntry) -> Erased | None:
    if stored.erased_by is None:
        return None
    return Erased(by=stored.erased_by, basis=ErasureBasis(stored.erased_basis or ""))


def _json(fact: core.Fact) -> Any:
    return msgspec.to_builtins(fact)


def _rectified(fact: core.Fact) -> int | None:
    return fact.entry if isinstance(fact, core.Rectified) else None
