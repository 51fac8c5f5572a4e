"""The signer: follows the heads and signs what is committed, at most a second behind.

Every process of a deployment may run one. Whoever holds an advisory lock of the database signs; the others stand by,
and one of them takes over when the holder's connection ends. A checkpoint is published by that very connection, so
a signer that lost its turn publishes nothing.

Before a new checkpoint is signed, the verifier that auditors use must accept that it continues the last one stored,
and the last one that this key remembers. If it does not, the ledger is signed no more until somebody mends it.
"""

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import Final, Self

from msgspec import Struct

from service.database import Connection
from service.feed import Heads
from service.keys import FOLDER as KEYS
from service.keys import KeyRing, load_ring, signing_file
from service.ledger import checkpoints, tree
from service.ledger.checkpoints import PublicKey, StoredCheckpoint
from service.proof.checkpoint import Checkpoint
from service.proof.keys import in_ledger
from service.proof.merkle import ProofError, verify_consistency
from service.proof.note import Note, NoteError
from service.settings import Settings
from service.setup_error import SetupError
from service.signing.memory import FILE, Memory, MemoryDamaged

PACE: Final = 0.9
"""Seconds between two checkpoints of a ledger: an entry is signed within a second, with what the signing takes."""
POLL: Final = 0.5
"""Seconds between two looks at the heads and at the key's file, where nothing rings."""
BREATH: Final = 0.05
"""Seconds between two rounds, however often it rings."""
AT_ONCE: Final = 50
"""Ledgers that are signed together: one flush of the memory, one statement."""
RECHECK: Final = 10.0
"""Seconds after which a ledger that is signed no more is looked at again: somebody may have mended it."""

logger = logging.getLogger("greffe.signing")


class State(StrEnum):
    """What this process has to do with signing."""

    STARTING = "STARTING"
    NO_KEY = "NO_KEY"
    """It serves and does not sign."""
    KEY_REFUSED = "KEY_REFUSED"
    STANDBY = "STANDBY"
    """Another process signs."""
    SIGNING = "SIGNING"


class Standing(Struct, frozen=True):
    """What readiness says: ``stopped`` names the ledgers that are signed no more, and why."""

    state: State = State.STARTING
    why: str = ""
    stopped: dict[str, str] = {}


class Refused(Exception):
    """A root that must not be signed; the message says why."""


_STOPS: Final = (Refused, MemoryDamaged, tree.TreeDamaged, ProofError)


class Signer:
    """One per process. Start it and it signs, when it is its turn and there is a key."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], heads: Heads, settings: Settings) -> None:
        self._connect = connect
        self._heads = heads
        self._settings = settings
        self._memory = Memory(settings.data_dir / KEYS / FILE)
        self._ring: KeyRing | None = None
        self._key_file: tuple[int, ...] | None = None
        self._state, self._why = State.STARTING, ""
        self._signed: dict[str, tuple[int, str]] = {}
        self._due: dict[str, float] = {}
        self._stopped: dict[str, str] = {}
        self._unread = True
        """Whether the memory must be read anew: at the beginning of a turn, and after it could not be."""
        self._task: asyncio.Task[None] | None = None

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return Standing(self._state, self._why, dict(self._stopped))

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="signer")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                if self._read_key():
                    await self._take_turns()
            except Exception as error:  # noqa: BLE001 - whatever it was, the register goes on and so does the signer
                why = str(error) or type(error).__name__
                if (self._state, self._why) != (State.STARTING, why):
                    logger.warning("the signer begins again: %s", why)
                self._state, self._why = State.STARTING, why
            await asyncio.sleep(POLL)

    def _read_key(self) -> bool:
        """Read the key's file where it changed; whether there is a key to sign with."""
        try:
            found = signing_file(self._settings).stat()
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size, found.st_mode)
        except OSError:
            stamp = None
        if stamp is not None and stamp == self._key_file:
            return self._ring is not None
        self._key_file, self._ring = stamp, None
        try:
            self._ring = load_ring(self._settings)
        except SetupError as error:
            logger.critical("nothing is signed: %s", error)
            self._state, self._why = State.KEY_REFUSED, str(error)
            return False
        if self._ring is None:
            self._state, self._why = State.NO_KEY, f"{signing_file(self._settings)} does not exist"
        return self._ring is not None

    async def _take_turns(self) -> None:
        """Sign as long as it is our turn and the key is the same; stand by while it is another's."""
        ring = self._ring
        connection = await self._connect()
        try:
            while not await checkpoints.take_turn(connection):
                self._state, self._why = State.STANDBY, ""
                await asyncio.sleep(POLL)
                if not self._read_key() or self._ring is not ring:
                    return
            assert ring is not None
            await checkpoints.publish_keys(connection, _published(ring))
            self._signed, self._due, self._stopped = await checkpoints.signed(connection), {}, {}
            self._unread = True
            self._state, self._why = State.SIGNING, ""
            while self._read_key() and self._ring is ring:
                await self._round(connection, ring)
        finally:
            self._stopped = {}
            connection.terminate()

    async def _round(self, connection: Connection, ring: KeyRing) -> None:
        """Sign every ledger that is behind and due, then wait for the next that may be."""
        rung = self._heads.moves
        now = asyncio.get_running_loop().time
        wait, due = POLL, dict[str, int]()
        for ledger, position in (await self._behind(connection, ring)).items():
            if (at := self._due.get(ledger, 0.0)) > now():
                wait = min(wait, at - now())
            else:
                due[ledger] = position
        for some in batched(due.items(), AT_ONCE):
            await self._sign_all(connection, ring, some)
        await asyncio.sleep(min(BREATH, max(wait, 0)))
        await self._heads.moved(rung, max(wait - BREATH, 0))

    async def _behind(self, connection: Connection, ring: KeyRing) -> dict[str, int]:
        """The ledgers whose head is not what was signed last: beyond it, before it, or signed with another key."""
        positions = await checkpoints.positions(connection)
        for ledger in self._signed.keys() - positions.keys():
            positions[ledger] = 0
        return {
            ledger: position
            for ledger, position in positions.items()
            if ledger in self._stopped or self._signed.get(ledger) != (position, _vkey(ring, ledger))
        }

    async def _sign_all(self, connection: Connection, ring: KeyRing, due: Iterable[tuple[str, int]]) -> None:
        """Sign what may be signed of some ledgers: written down in one file, then published in one statement."""
        now, made = asyncio.get_running_loop().time, list[StoredCheckpoint]()
        for ledger, size in due:
            began = now()
            if (signed := await self._signed_or_stopped(connection, ring, ledger, size)) is not None:
                made.append(signed)
            self._due[ledger] = began + (PACE if signed is not None else RECHECK)
        if not made:
            return
        await asyncio.to_thread(self._memory.keep, {one.ledger: one.note for one in made})
        await checkpoints.keep_checkpoints(connection, made)
        self._signed |= {one.ledger: (one.size, one.vkey) for one in made}

    async def _signed_or_stopped(
        self, connection: Connection, ring: KeyRing, ledger: str, size: int
    ) -> StoredCheckpoint | None:
        """A new checkpoint of a ledger; None where it is signed no more."""
        try:
            found = await self._sign(connection, ring, ledger, size)
        except _STOPS as error:
            if self._stopped.get(ledger) != str(error):
                logger.critical("LEDGER %s IS SIGNED NO MORE: %s", ledger, error)
            self._stopped[ledger] = str(error)
            return None
        if self._stopped.pop(ledger, None) is not None:
            logger.warning("ledger %s is signed again", ledger)
        return found

    async def _sign(self, connection: Connection, ring: KeyRing, ledger: str, size: int) -> StoredCheckpoint:
        """Sign the root of a committed size, if it continues all that was signed before.

        Raises:
            Refused, MemoryDamaged, TreeDamaged: it does not, or that cannot be told.
        """
        if self._unread:
            self._memory.read()
            self._unread = False
        before: dict[tuple[int, bytes], str] = {}
        if (kept := self._memory.recall(ledger, ring.origin(ledger))) is not None:
            before[kept.size, kept.root] = "the last checkpoint that this key remembers"
        if (last := await checkpoints.latest(connection, ledger)) is not None:
            _check_stored(last, ring)
            before.setdefault((last.size, last.root), "the last checkpoint stored")
        for (first, _), which in before.items():
            if first > size:
                raise Refused(f"it ends at entry {size}, and {which} has {first}: entries were removed")
        checkpoint = Checkpoint(ring.origin(ledger), size, await tree.root(connection, ledger, size))
        for (first, root), which in before.items():
            await _check_continues(connection, ledger, (first, root), checkpoint, which)
        key = ring.signing.named(checkpoint.origin)
        note = str(Note(checkpoint.text, (key.sign(checkpoint.text),)))
        now = dt.datetime.now(dt.UTC)
        return StoredCheckpoint(ledger, size, key.verifier.text, checkpoint.origin, checkpoint.root, note, now)


async def _check_continues(
    connection: Connection, ledger: str, before: tuple[int, bytes], checkpoint: Checkpoint, which: str
) -> None:
    """The verifier of auditors, over the proof that they would be given.

    Raises:
        Refused: the root does not continue the one before.
    """
    first, root = before
    path = await tree.consistency_proof(connection, ledger, first, checkpoint.size) if first < checkpoint.size else []
    try:
        verify_consistency(first, checkpoint.size, path, root, checkpoint.root)
    except ProofError as error:
        raise Refused(
            f"what it holds does not continue {which}, of size {first}: history was changed ({error})"
        ) from None


def _check_stored(last: StoredCheckpoint, ring: KeyRing) -> None:
    """The stored row is what its note says, and the note is ours if it says so; one of a lost key counts by its root.

    Raises:
        Refused: it was tampered with.
    """
    try:
        note = Note.parse(last.note)
        told = Checkpoint.parse(note.text)
        ours = [key for key in ring.verifiers(last.ledger) if any(map(key.made, note.signatures))]
        if ours:
            note.verified(ours)
    except NoteError as error:
        raise Refused(f"the last checkpoint stored, of size {last.size}, was tampered with ({error})") from None
    if (told.size, told.root) != (last.size, last.root):
        raise Refused(f"the last checkpoint stored, of size {last.size}, is not what its note says")


def batched(items: Iterable[tuple[str, int]], size: int) -> Iterator[list[tuple[str, int]]]:
    """In lists of a size at most (Python 3.12 has it)."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _vkey(ring: KeyRing, ledger: str) -> str:
    return in_ledger(ring.signing.verifier, ledger).text


def _published(ring: KeyRing) -> list[PublicKey]:
    """The public halves, each with the note by which the one before named it."""
    keys = [(one.key, one.since) for one in ring.past] + [(ring.signing.verifier, ring.since)]
    notes = [None, *(one.succession for one in ring.past)]
    return [PublicKey(key.name, key.public, since, note) for (key, since), note in zip(keys, notes, strict=True)]
