"""The two halves of an entry as stored and hashed: a public header, and a body that may be sealed or erased.

The body is made by the clerk before anything is locked; the header is made under the ledger's lock, when position and
time are known. See docs/adr/0002 for why, and ``service/proof/canonical.py`` for the bytes.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import msgspec
from eventsourcing.dcb.api import DCBEvent
from msgspec import Raw, Struct, structs

from domain.blanking import PLACEHOLDER
from domain.core.entry import Act, Draft, Entry, Fact, Replaces, Visibility
from domain.facts import FACT_TYPES
from domain.facts.erasure import BodyErased
from service.ledger.appends import NewEntry
from service.ledger.trail_keys import keys_of
from service.proof.canonical import body_sha256, canonical

HEADER_VERSION: Final = 1
SALT_BYTES: Final = 16


class Warned(Struct, frozen=True):
    """A caution as recorded: its code, its rule and the values of its sentence."""

    code: str
    rule: str
    values: dict[str, Any]


class CommandRef(Struct, frozen=True):
    """Which command led to the entry: its id, and the place of the command in its list."""

    id: str
    index: int


class Body(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an entry says. Keys are forever: they are added to, never renamed."""

    type: str
    fact: Raw
    effective_on: dt.date
    recorded_by: str
    visibility: Visibility
    command: CommandRef
    salt: str
    """16 random bytes in hexadecimal: nobody guesses a sealed body from its digest."""
    act: Act | None = None
    fact_version: int = 1
    replaces: Replaces | None = None
    warnings: tuple[Warned, ...] = ()


class Header(Struct, frozen=True, kw_only=True):
    """What is public of every entry: enough to place it and to prove it, nothing of what its body says."""

    body_sha256: str
    clock: str
    """REAL, or SIMULATED: then ``recorded_at`` is only what the caller said, and one entry alone must show it."""
    ledger: str
    position: int
    recorded_at: str
    """UTC with six decimals and Z, so that text order is time order."""
    reference_position: int
    """The head of the reference ledger that the decision saw."""
    step_end: int
    """The last position of the list of commands recorded with it: one step of the second clock, sealed or not."""
    v: int = HEADER_VERSION


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Final[Mapping[tuple[str, int], Upcaster]] = {}
"""For (fact type, version): what makes of its JSON that of the next version. Stored bytes never change."""


class UnknownFact(Exception):
    """A body holds a fact of a type or a version that this program is too old for: it is not guessed at."""

    def __init__(self, name: str, version: int) -> None:
        super().__init__(f"{name} of version {version} was recorded by a newer greffe: run that version or a later one")


class UnreadableFact(Exception):
    """A fact that its own type does not allow: nothing is recorded."""


_BODY: Final = msgspec.json.Decoder(Body)
_HEADER: Final = msgspec.json.Decoder(Header)
_FACTS: Final = {name: msgspec.json.Decoder(fact) for name, fact in FACT_TYPES.items()}


def encode_body(
    draft: Draft, *, recorded_by: str, command: CommandRef, salt: bytes, warnings: tuple[Warned, ...] = ()
) -> bytes:
    """The canonical bytes of an entry's body.

    Raises:
        UnreadableFact: the fact breaks its own type, so that it could never be read again.
    """
    name, fact = type(draft.fact).__name__, canonical(draft.fact)
    _check_readable(name, fact)
    body = Body(
        type=name,
        fact=Raw(fact),
        effective_on=draft.effective_on,
        recorded_by=recorded_by,
        visibility=draft.visibility,
        command=command,
        salt=salt.hex(),
        act=draft.act,
        fact_version=fact_version(name),
        replaces=draft.replaces,
        warnings=warnings,
    )
    return canonical(body)


def _check_readable(name: str, fact: bytes) -> None:
    """Structs made in Python are not checked; entries that cannot be read back would close their ledger for ever."""
    try:
        _FACTS[name].decode(fact)
    except (KeyError, msgspec.ValidationError) as error:
        raise UnreadableFact(f"{name}: {error}") from None


def fact_version(name: str, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> int:
    """Today's version of a fact type: 1, and one more for each step that leads there."""
    version = 1
    while (name, version) in upcasters:
        version += 1
    return version


def encode_header(
    *,
    ledger: str,
    clock: str,
    position: int,
    step_end: int,
    recorded_at: dt.datetime,
    reference_position: int,
    body: bytes,
) -> bytes:
    """The canonical bytes of an entry's header."""
    return canonical(
        Header(
            body_sha256=body_sha256(body),
            clock=clock,
            ledger=ledger,
            position=position,
            recorded_at=instant(recorded_at),
            reference_position=reference_position,
            step_end=step_end,
        )
    )


@lru_cache(maxsize=64)  # all entries of a batch have the same one
def instant(moment: dt.datetime) -> str:
    """An aware instant as headers write it: 2026-11-23T04:33:39.000000Z."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def decode_body(body: bytes) -> Body:
    """The body from its stored bytes."""
    return _BODY.decode(body)


def decode_header(header: bytes) -> Header:
    """The header from its stored bytes."""
    return _HEADER.decode(header)


def decode_fact(body: Body) -> Fact:
    """The fact of a body, of today's version whatever version was stored."""
    return upcast(body.type, body.fact_version, bytes(body.fact))


def upcast(name: str, version: int, stored: bytes, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> Fact:
    """A fact from its stored bytes, brought step by step to today's version of its type.

    Raises:
        UnknownFact: a newer program recorded it.
    """
    today = fact_version(name, upcasters)
    if name not in _FACTS or version > today:
        raise UnknownFact(name, version)
    if version == today:
        return _FACTS[name].decode(stored)
    value: dict[str, Any] = msgspec.json.decode(stored)
    for number in range(version, today):
        value = upcasters[name, number](value)
    return _FACTS[name].decode(canonical(value))


def decode_entry(position: int, stored: bytes) -> Entry:
    """What a decision or a projection needs of an entry, from the stored bytes of its body."""
    body = decode_body(stored)
    return Entry(
        fact=decode_fact(body),
        effective_on=body.effective_on,
        act=body.act,
        visibility=body.visibility,
        replaces=body.replaces,
        position=position,
    )


def with_whole_body(fact: BodyErased, stored: bytes) -> BodyErased:
    """The remains that a decision made of an entry, completed by what only the stored body says of it.

    The salt goes too: with it, whoever guesses the erased text could check the guess against the public header.
    """
    whole: dict[str, Any] = msgspec.json.decode(stored)
    return structs.replace(fact, remains={**whole, **fact.remains, "salt": PLACEHOLDER})


def new_entry(draft: Draft, *, recorded_by: str, command: CommandRef, warnings: tuple[Warned, ...] = ()) -> NewEntry:
    """A decided fact as an event to append, with a fresh salt."""
    body = encode_body(
        draft, recorded_by=recorded_by, command=command, salt=secrets.token_bytes(SALT_BYTES), warnings=warnings
    )
    event = DCBEvent(type=type(draft.fact).__name__, data=body, tags=list(draft.fact.tags()))
    return NewEntry(event, draft.visibility.level, draft, keys_of(draft, recorded_by))
