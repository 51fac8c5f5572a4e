"""What a bundle holds, and under which names: the format that docs/bundle.md describes.

manifest.json                  what there is, with the SHA-256 of each other member
ledgers/<id>/checkpoint.txt    a signed note with its cosignatures (C2SP tlog-checkpoint)
ledgers/<id>/consistency.json  only for a selection, and when asked for
ledgers/<id>/entries.jsonl     one entry a line, in order
dossiers/<0001>.json, .html    what the register said of a decision, its claims, and the page to print

Everything here is read from a file that nobody vouches for: bounds come before reading, and JSON is strict.
"""

import hashlib
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from service.proof.archive import Archive
from service.proof.refusal import Refused
from service.proof.strict import NotStrict, strict_struct

FORMAT: Final = "greffe-bundle"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
LARGEST_MANIFEST: Final = 1 << 22
LARGEST_NOTE: Final = 1 << 18
LARGEST_PROOF: Final = 1 << 14
LARGEST_DOSSIER: Final = 1 << 24
LONGEST_LINE: Final = 1 << 23
SIMULATED_NOTICE: Final = (
    "SIMULATED CLOCK: a ledger of this bundle says of its dates of recording only what its user said. It is a "
    "demonstration and proves no date. HORLOGE SIMULÉE : un registre de cette liasse ne dit de ses dates "
    "d'enregistrement que ce qu'en a dit son utilisateur. C'est une démonstration, elle ne prouve aucune date."
)

Hex32 = Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
LedgerId = Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9-]{0,63}\\Z")]
Position = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Instant = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]{6}Z\Z", max_length=27)
]
Clock = Literal["REAL", "SIMULATED"]
Kind = Literal["WHOLE", "SELECTION"]
Level = Literal["PUBLIC", "MEMBERS", "BUREAU", "RESTRICTED"]


class Strict(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a member of a bundle says: known keys only, and none that says nothing."""


class Header(Strict, frozen=True, kw_only=True):
    """What is public of every entry, as docs/adr/0002 fixed it for ever; its exact bytes make the leaf."""

    body_sha256: Hex32
    clock: Clock
    ledger: LedgerId
    position: Position
    recorded_at: Instant
    reference_position: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    step_end: Position
    v: Annotated[int, Meta(ge=1, le=1)]


class Line(Strict, frozen=True, kw_only=True):
    """An entry: the exact texts that are hashed, or why the body is not there."""

    header: str
    position: Position
    body: str | None = None
    why: Literal["SEALED", "ERASED"] | None = None
    erased_by: Position | None = None
    """Position of the entry that says that the body was erased, and what remains of it."""
    proof: tuple[bytes, ...] | None = None
    """In a selection: the path from the leaf to the checkpoint's root (RFC 9162, 2.1.3), in base64."""


class Consistency(Strict, frozen=True, kw_only=True):
    """That the checkpoint's tree begins with an older one (RFC 9162, 2.1.4)."""

    proof: tuple[bytes, ...]
    size: Position
    """Of the older tree."""


class LedgerPart(Strict, frozen=True, kw_only=True):
    """A ledger of the bundle."""

    clock: Clock
    entries: Position
    """How many lines there are: all up to the size of a WHOLE ledger, some of a SELECTION."""
    kind: Kind
    ledger: LedgerId
    made_for: Level
    """Whose rights decided which bodies are there."""
    size: Position
    """Of the tree under the checkpoint."""
    since: Position | None = None
    """Size of the older tree of ``consistency.json``."""

    @property
    def checkpoint(self) -> str:
        """Name of the member with the signed note."""
        return f"ledgers/{self.ledger}/checkpoint.txt"

    @property
    def consistency(self) -> str:
        """Name of the member with the proof from an older tree."""
        return f"ledgers/{self.ledger}/consistency.json"

    @property
    def lines(self) -> str:
        """Name of the member with the entries."""
        return f"ledgers/{self.ledger}/entries.jsonl"


class Listed(Strict, frozen=True, kw_only=True):
    """A member as the manifest names it."""

    name: str
    sha256: Hex32
    size: Annotated[int, Meta(ge=0)]


class Manifest(Strict, frozen=True, kw_only=True):
    """What there is. Nobody signs it: what it says is compared with what is signed, or is worth nothing."""

    dossiers: Annotated[int, Meta(ge=0, le=999)]
    format: str
    keys: Annotated[tuple[str, ...], Meta(min_length=1, max_length=99)]
    """The public keys of the deployment, oldest first, as vkeys. Whoever has them from elsewhere trusts those."""
    ledgers: Annotated[tuple[LedgerPart, ...], Meta(min_length=1, max_length=999)]
    members: tuple[Listed, ...]
    origin: str
    """The deployment's name: a checkpoint of its ledger L is of the log <origin>/ledger/L."""
    version: int
    notice: str | None = None
    """``SIMULATED_NOTICE``, when the clock of a ledger is simulated."""
    successions: tuple[str, ...] = ()
    """For each key but the last, the note by which it named the next one."""
    witnesses: Annotated[tuple[str, ...], Meta(max_length=99)] = ()
    """The public keys of the witnesses who cosigned, as vkeys."""

    def names(self) -> list[str]:
        """The members that there must be besides the manifest, in order."""
        found = [name for n in range(1, self.dossiers + 1) for name in dossier_names(n)]
        for part in self.ledgers:
            found += [part.checkpoint, part.lines]
            found += [part.consistency] if part.since is not None else []
        return sorted(found)


class Claim(Strict, frozen=True, kw_only=True):
    """That a value stands in the body of an entry, at an RFC 6901 pointer."""

    ledger: LedgerId
    pointer: str
    position: Position
    value: Any


LINE: Final = msgspec.json.Decoder(Line)
HEADER: Final = msgspec.json.Decoder(Header)
CONSISTENCY: Final = msgspec.json.Decoder(Consistency)
_MANIFEST: Final = msgspec.json.Decoder(Manifest)


def dossier_names(number: int) -> tuple[str, str]:
    """The members of a dossier, counted from 1: the page and the JSON."""
    return f"dossiers/{number:04}.html", f"dossiers/{number:04}.json"


class Bundle:
    """A bundle opened for reading, with its manifest; reading a member to its end checks its SHA-256.

    Raises:
        Refused: the file is no bundle, or its members are not those that its manifest promises.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        data = archive.content(MANIFEST, LARGEST_MANIFEST)
        try:
            self.manifest = manifest = strict_struct(data, _MANIFEST)
        except NotStrict as error:
            raise Refused("NOT_STRICT", member=MANIFEST, reason=str(error)) from None
        if (manifest.format, manifest.version) != (FORMAT, VERSION):
            raise Refused("OTHER_FORMAT", format=manifest.format[:40], version=manifest.version)
        listed = {member.name: member for member in manifest.members}
        held = {name: member.size for name, member in archive.members.items() if name != MANIFEST}
        if [part.ledger for part in manifest.ledgers] != sorted({part.ledger for part in manifest.ledgers}):
            raise Refused("MEMBERS_DIFFER")
        if not manifest.names() == [member.name for member in manifest.members] == list(held):
            raise Refused("MEMBERS_DIFFER")
        if any(held[name] != member.size for name, member in listed.items()):
            raise Refused("MEMBERS_DIFFER")
        simulated = any(part.clock == "SIMULATED" for part in manifest.ledgers)
        if manifest.notice != (SIMULATED_NOTICE if simulated else None):
            raise Refused("NOTICE_DIFFERS")
        self._digests = {name: member.sha256 for name, member in listed.items()}

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of a member, block by block."""
        digest = hashlib.sha256()
        for block in self._archive.blocks(name):
            digest.update(block)
            yield block
        if digest.hexdigest() != self._digests[name]:
            raise Refused("MEMBER_DIFFERS", member=name)

    def content(self, name: str, most: int) -> bytes:
        """The whole content of a member of at most so many bytes."""
        if self._archive.members[name].size > most:
            raise Refused("MEMBER_TOO_LARGE", member=name, most=most)
        return b"".join(self.blocks(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member, without their line feeds."""
        kept = b""
        for block in self.blocks(name):
            *whole, kept = (kept + block).split(b"\n")
            yield from whole
            if len(kept) > LONGEST_LINE:
                raise Refused("LINE_TOO_LONG", member=name, most=LONGEST_LINE)
        if kept:
            raise Refused("LINE_NOT_ENDED", member=name)
