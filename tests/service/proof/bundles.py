"""Bundles made without a database: a small register with keys of its own, whole or in part, and what is done to it."""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from msgspec import Struct, field, structs

from service.ledger.envelope import encode_header
from service.proof.bundle import Consistency, Line
from service.proof.canonical import canonical, leaf_hash
from service.proof.checkpoint import Checkpoint
from service.proof.keys import origin_of
from service.proof.merkle import consistency_path, inclusion_path, root_of
from service.proof.note import COSIGNATURE, Note, SigningKey
from service.proof.trust import Trust
from service.proof.verdict import Verdict
from service.proof.verify import verify
from service.proof.writer import BundleWriter, Keys

NAME: Final = "greffe.example"
LEDGER: Final = "200000008"
KEY: Final = SigningKey(NAME, 1, bytes(32))
OTHER_KEY: Final = SigningKey(NAME, 1, b"\x01" * 32)
WITNESS: Final = SigningKey("temoin.example", COSIGNATURE, b"\x02" * 32)
BEGUN: Final = dt.datetime(2026, 5, 21, 8, 30, tzinfo=dt.UTC)
SIZE: Final = 11
SEALED, ERASED, ERASING = 4, 6, 9
"""Positions of the usual register: a body for few, one erased, and the entry that says so."""
HIDDEN: Final = "Arbitrage confidentiel"
PAGE: Final = b"<!doctype html><title>Dossier</title>"


def body(position: int, **more: Any) -> dict[str, Any]:
    """What an entry says."""
    fact: dict[str, Any] = {"body": "bureau", "person": f"p-{position:016}", "seat": f"VP{position}", "term": "2026"}
    said = {"type": "SeatFilled", "fact": fact, "effective_on": "2026-05-20", "recorded_by": "t-aaaaaaaa"}
    return {**said, "visibility": "PUBLIC", "salt": f"{position:032x}", **more}


def usual_bodies() -> list[dict[str, Any]]:
    """A register with one body for few and one that was erased."""
    found = [body(position) for position in range(1, SIZE + 1)]
    found[SEALED - 1] = body(SEALED, visibility="RESTRICTED", fact={"subject": HIDDEN})
    remains = body(ERASED, salt="[effacé]")
    remains["fact"] = {**remains["fact"], "seat": "[effacé]"}
    fact = {"entry": ERASED, "basis": "UNLAWFUL_PROCESSING", "erased": ["fact.seat"], "remains": remains}
    found[ERASING - 1] = body(ERASING, type="BodyErased", fact=fact)
    return found


class Register(Struct):
    """A ledger, and the entries of it that go into a bundle."""

    bodies: list[dict[str, Any]] = field(default_factory=usual_bodies)
    ledger: str = LEDGER
    clock: str = "REAL"
    key: SigningKey = KEY
    seconds: Callable[[int], int] = lambda position: position
    """After the beginning, when an entry was recorded."""

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.bodies)

    def header(self, position: int) -> bytes:
        """The bytes of a header."""
        return encode_header(
            ledger=self.ledger,
            clock=self.clock,
            position=position,
            step_end=position,
            recorded_at=BEGUN + dt.timedelta(seconds=self.seconds(position)),
            reference_position=36_224,
            body=canonical(self.bodies[position - 1]),
        )

    def headers(self) -> list[bytes]:
        """All of them."""
        return [self.header(position) for position in range(1, self.size + 1)]

    def lines(self) -> list[Line]:
        """Every entry as the public sees it."""
        return [self.line(position) for position in range(1, self.size + 1)]

    def line(self, position: int) -> Line:
        """An entry as the public sees it."""
        header = self.header(position).decode()
        said = self.bodies[position - 1]
        if said["visibility"] != "PUBLIC":
            return Line(header=header, position=position, why="SEALED")
        if position == ERASED and self.size >= ERASING:
            return Line(header=header, position=position, why="ERASED", erased_by=ERASING)
        return Line(header=header, position=position, body=canonical(said).decode())

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        """That of a size, unsigned."""
        leaves = [leaf_hash(header) for header in self.headers()[: self.size if size is None else size]]
        return Checkpoint(origin_of(self.key.name, self.ledger), len(leaves), root_of(leaves))

    def note(self, size: int | None = None, *witnesses: SigningKey) -> Note:
        """The signed checkpoint of a size."""
        return signed(self.checkpoint(size), self.key, self.ledger, *witnesses)

    def proved(self, positions: Iterable[int]) -> list[Line]:
        """Some entries, each with its proof."""
        leaves = [leaf_hash(header) for header in self.headers()]
        return [structs.replace(self.line(p), proof=tuple(inclusion_path(leaves, p - 1))) for p in positions]

    def consistency(self, size: int) -> Consistency:
        """That the whole begins with the first so many."""
        leaves = [leaf_hash(header) for header in self.headers()]
        return Consistency(proof=tuple(consistency_path(leaves, size)), size=size)


def signed(checkpoint: Checkpoint, key: SigningKey, ledger: str, *witnesses: SigningKey) -> Note:
    """A note by a log's key and some witnesses."""
    text = checkpoint.text
    by_log = key.named(origin_of(key.name, ledger)).sign(text)
    return Note(text, (by_log, *(witness.sign(text, 1_790_000_000) for witness in witnesses)))


def whole(
    register: Register | None = None,
    *,
    lines: Sequence[Line] | None = None,
    note: Note | None = None,
    keys: Keys | None = None,
    dossiers: Sequence[Any] = (),
    made_for: Any = "PUBLIC",
) -> bytes:
    """The bundle of a whole ledger; what is given replaces what it would hold."""
    register = register or Register()
    stream = io.BytesIO()
    writer = BundleWriter(stream, keys or Keys((register.key.verifier,)))
    for dossier in dossiers:
        writer.dossier(dossier, PAGE)
    about: Any = {"clock": register.clock, "kind": "WHOLE", "made_for": made_for, "note": note or register.note()}
    with writer.ledger(register.ledger, **about) as content:
        for line in register.lines() if lines is None else lines:
            content.add(line)
    writer.close()
    return stream.getvalue()


def selection(
    positions: Iterable[int],
    register: Register | None = None,
    *,
    since: int | None = None,
    lines: Sequence[Line] | None = None,
    dossiers: Sequence[Any] = (),
    consistency: Consistency | None = None,
) -> bytes:
    """The bundle of some entries."""
    register = register or Register()
    stream = io.BytesIO()
    writer = BundleWriter(stream, Keys((register.key.verifier,)))
    for dossier in dossiers:
        writer.dossier(dossier, PAGE)
    proof = consistency or (register.consistency(since) if since else None)
    with writer.ledger(
        register.ledger,
        clock="REAL",
        kind="SELECTION",
        made_for="PUBLIC",
        note=register.note(),
        consistency=proof,
    ) as content:
        for line in register.proved(positions) if lines is None else lines:
            content.add(line)
    writer.close()
    return stream.getvalue()


def trusting(*keys: SigningKey, witnesses: Sequence[SigningKey] = (), own: Sequence[Note] = ()) -> Trust:
    """What an auditor brings."""
    texts = [key.verifier.text for key in keys or (KEY,)]
    return Trust.of(texts, [one.verifier.text for one in witnesses], None, [str(note).encode() for note in own])


def verdict(bundle: bytes, trust: Trust | None = None) -> Verdict:
    """The verdict on the bytes of a bundle, for an auditor who has the log's key."""
    from service.proof.refusal import Refused

    try:
        report = verify(io.BytesIO(bundle), trusting() if trust is None else trust)
    except Refused as refused:
        return Verdict("REFUSED", refusal=refused)
    return Verdict("VERIFIED" if report.trusted else "INTACT", report)


def claim(position: int, pointer: str, value: Any, ledger: str = LEDGER) -> dict[str, Any]:
    """What a dossier says of a body."""
    return {"ledger": ledger, "position": position, "pointer": pointer, "value": value}


def dossier(*claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A dossier that says what it claims."""
    said = {"said": [one.get("value") for one in claims], "claims": list(claims)}
    return {**said, "statements": [f"/said/{number}" for number in range(len(claims))], **more}
