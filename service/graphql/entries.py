"""Entries of the ledger as a viewer sees them: whole, sealed, or erased."""

import base64
import datetime as dt
from typing import Annotated, Any

import msgspec
import strawberry
from strawberry.scalars import JSON

from domain.core import entry as core
from domain.facts.erasure import ErasureBasis
from service.feed import encode_cursor
from service.graphql.context import Info
from service.graphql.described import output
from service.graphql.events import CloudEvent, event_of
from service.graphql.inputs import enum_type
from service.graphql.scalars import Cursor, Sha256
from service.graphql.text import Act, Said, Text
from service.ledger import StoredEntry
from service.ledger.envelope import decode_body, decode_fact, decode_header
from service.messages.summaries import summary

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

    @strawberry.field(description="The entry in the envelope of CloudEvents 1.0, as the feed tells it.")
    def event(self, info: Info) -> CloudEvent:
        """The envelope."""
        return event_of(self.stored, self.level, info.context.address)


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
