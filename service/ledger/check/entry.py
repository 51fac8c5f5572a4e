"""One entry by itself: its header, its leaf, its body and the columns that repeat what the body says."""

from typing import Final

from asyncpg import Record
from msgspec import DecodeError, Struct, ValidationError, json

from domain.core.entry import Fact
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.envelope import (
    HEADER_VERSION,
    Body,
    Header,
    UnknownFact,
    decode_body,
    decode_fact,
    decode_header,
)
from service.proof.canonical import body_sha256, canonical, leaf_hash

UNREADABLE: Final = (DecodeError, ValidationError, UnicodeError, RecursionError, OverflowError, ValueError, UnknownFact)
"""How bytes that somebody tampered with show themselves when they are read."""


class Told(Struct, frozen=True):
    """What an entry says, as far as it can be read."""

    position: int
    header: Header | None
    body: Body | None
    tags: tuple[str, ...]
    """Those of its fact; of a body that cannot be read, those of its column."""
    type: str | None
    fact: Fact | None


def look_at(row: Record, ledger: str, clock: str, found: Findings) -> Told:
    """Check an entry against itself; ``clock`` is that of the ledger's head, the row's time is text (``INSTANT``)."""
    position: int = row["position"]
    found.saw(Check.LEAVES)
    if leaf_hash(row["header"]) != row["leaf"]:
        found.add(Flaw.LEAF_OTHER, position)
    header = _header(row, ledger, clock, found)
    body, fact = _body(row, header, found)
    if body is None or fact is None:
        return Told(position, header, body, tuple(row["tags"] or ()), row["type"], None)
    tags = tuple(fact.tags())
    _columns(row, body, tags, found)
    return Told(position, header, body, tags, body.type, fact)


def is_canonical(stored: bytes) -> bool:
    """Whether bytes are the canonical JSON of what they say: no other spelling, no key twice."""
    try:
        return canonical(json.decode(stored)) == stored
    except UNREADABLE:
        return False


def _header(row: Record, ledger: str, clock: str, found: Findings) -> Header | None:
    position, stored = row["position"], row["header"]
    found.saw(Check.HEADERS)
    try:
        header = decode_header(stored)
        written = canonical(header)
    except UNREADABLE:
        found.add(Flaw.HEADER_UNREADABLE, position)
        return None
    if written != stored:
        found.add(Flaw.HEADER_NOT_CANONICAL, position)
    if header.v != HEADER_VERSION:
        found.add(Flaw.HEADER_VERSION, position, version=header.v)
    if (header.ledger, header.position) != (ledger, position):
        found.add(Flaw.HEADER_ELSEWHERE, position, said=f"{header.ledger} ({header.position})")
    found.saw(Check.CLOCK)
    if header.clock != clock:
        found.add(Flaw.CLOCK_OTHER, position, said=header.clock, clock=clock)
    if header.recorded_at != row["recorded_at"]:
        found.add(Flaw.TIME_OTHER, position, said=header.recorded_at, stored=row["recorded_at"])
    return header


def _body(row: Record, header: Header | None, found: Findings) -> tuple[Body | None, Fact | None]:
    position, stored = row["position"], row["body"]
    if stored is None:
        found.add(Flaw.BODY_MISSING, position)
        return None, None
    found.saw(Check.BODIES)
    if row["erased_by"] is None and header is not None and body_sha256(stored) != header.body_sha256:
        found.add(Flaw.BODY_OTHER, position)
    if not is_canonical(stored):
        found.add(Flaw.BODY_NOT_CANONICAL, position)
    try:
        body = decode_body(stored)
        fact = decode_fact(body)
        fact.tags()
        return body, fact
    except UNREADABLE:
        found.add(Flaw.BODY_UNREADABLE, position)
        return None, None


def _columns(row: Record, body: Body, tags: tuple[str, ...], found: Findings) -> None:
    found.saw(Check.COLUMNS)
    said = {"type": body.type, "level": body.visibility.level, "tags": list(tags)}
    for column, value in said.items():
        if row[column] != value:
            found.add(Flaw.COLUMN_OTHER, row["position"], column=column)
