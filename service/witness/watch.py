"""What a witness does: read the last checkpoint, check that it continues the one kept, keep it, cosign it."""

import asyncio
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from service.proof.checkpoint import Checkpoint
from service.proof.keys import in_ledger, of_deployment, origin_of, successors
from service.proof.merkle import HASH_BYTES, ProofError, consistency_spans, verify_consistency
from service.proof.note import ED25519, MAX_NOTE, Note, NoteError, SigningKey, VerifierKey
from service.proof.tiles import WIDTH, Tile, consistency_from_tiles, tiles_of
from service.witness.book import Book, Kept
from service.witness.http import Log, Unavailable

MAX_KEYS: Final = 1024 * 1024
MAX_LEDGERS: Final = 64 * 1024
PATIENCE: Final = 2.0
"""Seconds after which an older checkpoint than the one kept is asked for again: a cache may have had it."""


class Untrusted(Exception):
    """What the server shows is not signed by the log that this witness knows. Nothing was kept of it."""


class Forked(Exception):
    """The log signed two histories that cannot both be true; both notes are in a file."""

    def __init__(self, why: str, evidence: Path) -> None:
        super().__init__(why)
        self.why, self.evidence = why, evidence


class Seen(Struct, frozen=True):
    """What came of a look at a ledger. ``before`` is the size kept until now; ``remark`` why it was not cosigned."""

    ledger: str
    size: int
    before: int | None
    vkey: str
    trusted_first: bool = False
    """Nobody named the key: it was taken as the server gave it, this once."""
    new_key: bool = False
    cosigned: bool = False
    remark: str = ""


class _Key(Struct):
    vkey: str
    succession: str | None = None


class _Keys(Struct):
    keys: list[_Key]


class Witness:
    """Follows the ledgers of one server. ``pinned`` are keys that the operator gave by another way."""

    def __init__(
        self,
        log: Log,
        book: Book,
        key: SigningKey,
        pinned: Iterable[VerifierKey] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._log, self._book, self._key, self._clock = log, book, key, clock
        self._pinned = list(pinned)

    async def ledgers(self) -> list[str]:
        """The ledgers that the server signs, and those of which something is kept: a log does not vanish."""
        told = (await self._log.get("tlog", MAX_LEDGERS)).decode(errors="replace").split()
        if not all(name.isascii() and name.isalnum() and len(name) <= 20 for name in told):
            raise Unavailable("the server's list of ledgers is none")
        return sorted({*told, *self._book.ledgers()})

    async def look(self, ledger: str) -> Seen:
        """Check the last checkpoint of a ledger, keep it when it is newer, and cosign it.

        Raises:
            Unavailable: the server does not answer, or not with what it must.
            Untrusted: it is another log, or signed by a key that nobody vouched for.
            Forked: it contradicts what is kept.
            SetupError: what was seen cannot be kept.
        """
        kept = self._book.get(ledger)
        before = kept.checkpoint if kept is not None else None
        note, told = await self._read(ledger, before.size if before is not None else 0)
        key, trusted_first = await self._signer(ledger, note, told, kept)
        text = str(Note(note.text, (note.verified([key])[key],)))
        if before is not None and kept is not None:
            await self._check(ledger, before, told, (kept.note, text))
        new_key = kept is not None and kept.vkey != key.text
        if kept is None or before is None or before.size < told.size or new_key:
            kept = Kept(key.text, text)
            self._book.keep(ledger, kept)
        remark = "" if kept.cosigned else await self._cosign(ledger, kept, text)
        return Seen(
            ledger,
            told.size,
            before.size if before is not None else None,
            key.text,
            trusted_first,
            new_key,
            not remark,
            remark,
        )

    async def _read(self, ledger: str, size: int) -> tuple[Note, Checkpoint]:
        """The last checkpoint; asked for twice where it is older than the one of a size."""
        found = _checkpoint(await self._log.get(f"tlog/{ledger}/checkpoint", MAX_NOTE))
        if found[1].size >= size:
            return found
        await asyncio.sleep(PATIENCE)
        return _checkpoint(await self._log.get(f"tlog/{ledger}/checkpoint", MAX_NOTE))

    # -- whose signature it is -----------------------------------------------------------------------------------------

    async def _signer(self, ledger: str, note: Note, told: Checkpoint, kept: Kept | None) -> tuple[VerifierKey, bool]:
        """The key that signed a note, and whether it is trusted for the first time."""
        known = [VerifierKey.parse(kept.vkey)] if kept is not None else []
        known += [pin] if (pin := self._pin(ledger)) is not None else []
        if not known:
            if told.origin != origin_of(told.origin.rpartition("/ledger/")[0], ledger):
                raise Untrusted(f"the checkpoint is one of {told.origin!r}, not of ledger {ledger}")
            return _verified(note, [key for key, _ in await self._told_keys(ledger)], told), True
        if all(told.origin != key.name for key in known):
            raise Untrusted(f"the checkpoint is one of {told.origin!r}, and this witness follows {known[0].name!r}")
        if signing := [key for key in known if any(map(key.made, note.signatures))]:
            return _verified(note, signing, told), False
        notes = [succession for _, succession in await self._told_keys(ledger) if succession is not None]
        following = [after for key in known for after in successors(of_deployment(key), notes)[1:]]
        return _verified(note, [in_ledger(key, ledger) for key in following], told), False

    def _pin(self, ledger: str) -> VerifierKey | None:
        """The key that was given for a ledger, itself or as its deployment's."""
        for key in self._pinned:
            if key.name.endswith(origin_of("", ledger)):
                return key
        deployments = [key for key in self._pinned if of_deployment(key) == key]
        return in_ledger(deployments[0], ledger) if deployments else None

    async def _told_keys(self, ledger: str) -> list[tuple[VerifierKey, str | None]]:
        """The keys that the server tells, the one that signs first."""
        try:
            told = msgspec.json.decode(await self._log.get(f"tlog/{ledger}/keys", MAX_KEYS), type=_Keys)
            found = [(VerifierKey.parse(key.vkey), key.succession) for key in told.keys]
        except (msgspec.DecodeError, msgspec.ValidationError, NoteError) as error:
            raise Unavailable(f"the server's keys cannot be read ({error})") from None
        return [(key, note) for key, note in reversed(found) if key.kind == ED25519]

    # -- whether it continues what is kept -----------------------------------------------------------------------------

    async def _check(self, ledger: str, before: Checkpoint, told: Checkpoint, notes: tuple[str, str]) -> None:
        why = ""
        if told.size < before.size:
            why = f"The log signed {before.size} entries, and now shows only {told.size}: entries were removed."
        elif told.size == before.size and told.root != before.root:
            why = f"The log signed two different histories of {told.size} entries."
        elif told.size > before.size:
            tiles = await self._tiles(ledger, before.size, told.size)
            try:
                path = consistency_from_tiles(before.size, told.size, tiles)
                verify_consistency(before.size, told.size, path, before.root, told.root)
            except ProofError as error:
                why = (
                    f"The {told.size} entries that the log signs now do not begin with the {before.size} that it "
                    f"signed before: history was changed ({error})."
                )
        if why:
            raise Forked(why, self._book.evidence(ledger, why, notes))

    async def _tiles(self, ledger: str, first: int, second: int) -> dict[Tile, bytes]:
        wanted = tiles_of(consistency_spans(first, second), second)
        found = {}
        for tile in wanted:
            content = await self._log.get(f"tlog/{ledger}/tile/{tile.path}", WIDTH * HASH_BYTES)
            if len(content) != tile.width * HASH_BYTES:  # cut off on its way, perhaps: that is nobody's lie
                raise Unavailable(f"tile {tile.path} of ledger {ledger} is not of {tile.width} hashes")
            found[tile] = content
        return found

    # -- the witness's own word ----------------------------------------------------------------------------------------

    async def _cosign(self, ledger: str, kept: Kept, text: str) -> str:
        """Sign what is kept, and leave it with the server; why it was not taken, or nothing."""
        body = Note.parse(kept.note).text
        signature = self._key.sign(body, int(self._clock()))
        try:
            status, words = await self._log.post(f"tlog/{ledger}/cosignatures", str(Note(body, (signature,))).encode())
        except Unavailable as error:
            return str(error)
        if status == 409:
            why = "The server says that it signed another history of that size than the one that it showed."
            raise Forked(why, self._book.evidence(ledger, why, (kept.note, text)))
        if status != 200:
            return f"{status}: {words}"
        self._book.keep(ledger, Kept(kept.vkey, kept.note, cosigned=True))
        return ""


def _checkpoint(told: bytes) -> tuple[Note, Checkpoint]:
    try:
        note = Note.parse(told)
        return note, Checkpoint.parse(note.text)
    except NoteError as error:
        raise Unavailable(f"the server's checkpoint is none ({error})") from None


def _verified(note: Note, keys: list[VerifierKey], told: Checkpoint) -> VerifierKey:
    """The one of these keys, of the note's origin, that signed it."""
    try:
        return next(iter(note.verified([key for key in keys if key.name == told.origin])))
    except NoteError as error:
        raise Untrusted(f"{error}: ask the operator, by another way, which key signs {told.origin!r} now") from None
