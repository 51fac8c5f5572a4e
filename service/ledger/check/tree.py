"""The tree over the leaves, made anew: its stored nodes, the root of every checkpoint, and who signed it."""

from collections.abc import Mapping, Sequence
from typing import Final, Self

from asyncpg import Record
from msgspec import Struct

from service.database import Connection
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.streams import Stream
from service.proof.checkpoint import Checkpoint
from service.proof.frontier import Frontier
from service.proof.merkle import root_of
from service.proof.note import Note, NoteError, VerifierKey, parse_signature

NODES: Final = """
SELECT trunc((index::numeric + 1) * 2::numeric ^ level) AS place, level, index, hash FROM tree_node
WHERE ledger_id = $1 ORDER BY 1, level
"""
"""The place of a node is the position of its last leaf; numeric, for what was tampered with may be out of range."""
CHECKPOINTS: Final = """
SELECT size AS place, vkey, origin, root, note FROM checkpoint WHERE ledger_id = $1 ORDER BY size, vkey
"""
COSIGNATURES: Final = """
SELECT size AS place, vkey, origin, line FROM cosignature WHERE ledger_id = $1 ORDER BY size, vkey
"""
_BEYOND: Final = 1 << 200
"""A position beyond all that a column can hold."""
_TILE: Final = 256
_LEVELS: Final = (8, 16, 24, 32)

Node = tuple[int, int]
"""Level and index."""


class Tree:
    """Grows leaf by leaf; every node that the database stores is made when its last leaf comes."""

    def __init__(self) -> None:
        self._frontier = Frontier()
        self._tiles: list[list[bytes]] = [[] for _ in _LEVELS]

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._frontier.size

    def root(self) -> bytes:
        """The root of all leaves so far."""
        return self._frontier.root()

    def add(self, leaf: bytes) -> dict[Node, bytes]:
        """The next leaf; returns the stored nodes that it completes."""
        self._frontier.add(leaf)
        made: dict[Node, bytes] = {}
        found = leaf
        for level, tile in zip(_LEVELS, self._tiles, strict=True):
            tile.append(found)
            if len(tile) < _TILE:
                break
            found = root_of(tile)
            tile.clear()
            made[level, (self.size >> level) - 1] = found
        return made


class Watched:
    """The tree of a ledger and what is stored of it, told every leaf in order."""

    def __init__(self, streams: "Streams", signers: "Signers", found: Findings) -> None:
        self._streams = streams
        self._signers = signers
        self._found = found
        self._tree = Tree()
        self._whole = True

    async def add(self, leaves: Sequence[tuple[int, bytes]]) -> None:
        """The next leaves, by position. After a gap nothing more can be said: there is no such tree."""
        stored = await self._streams.until(leaves[-1][0])
        for position, leaf in leaves:
            if position != self._tree.size + 1:
                self._whole = False
            if not self._whole:
                return
            made = self._tree.add(leaf)
            nodes(made, stored.nodes.pop(position, ()), position, self._found)
            root = self._tree.root() if position in stored.checkpoints or position in stored.cosignatures else b""
            for row in stored.checkpoints.pop(position, ()):
                checkpoint(root, row, self._signers, self._found)
            for row in stored.cosignatures.pop(position, ()):
                cosignature(root, row, self._signers, self._found)
        self._strays(stored)

    async def end(self) -> None:
        """What is stored of sizes beyond the last leaf."""
        if self._whole:
            self._strays(await self._streams.until(_BEYOND))

    def _strays(self, stored: "Stored") -> None:
        for position, rows in stored.nodes.items():
            nodes({}, rows, int(position), self._found)
        for size in stored.checkpoints.keys() | stored.cosignatures.keys():
            self._found.add(Flaw.CHECKPOINT_BEYOND, size, head=self._tree.size)


class Stored(Struct, frozen=True):
    """What is stored of the tree, by position or size."""

    nodes: dict[int, list[Record]]
    checkpoints: dict[int, list[Record]]
    cosignatures: dict[int, list[Record]]


class Streams:
    """The three tables side by side."""

    def __init__(self, nodes: Stream, checkpoints: Stream, cosignatures: Stream) -> None:
        self._nodes, self._checkpoints, self._cosignatures = nodes, checkpoints, cosignatures

    @classmethod
    async def of(cls, connection: Connection, ledger: str) -> Self:
        """Begin."""
        queries = (NODES, CHECKPOINTS, COSIGNATURES)
        return cls(*[await Stream.of(connection, query, ledger) for query in queries])

    async def until(self, position: int) -> Stored:
        """What follows up to a position."""
        return Stored(
            await self._nodes.until(position),
            await self._checkpoints.until(position),
            await self._cosignatures.until(position),
        )


class Signers:
    """The keys that a ledger's checkpoints may be signed with, and the witnesses that are known."""

    def __init__(self, keys: Sequence[VerifierKey], witnesses: Sequence[VerifierKey]) -> None:
        self.keys = tuple(keys)
        self.witnesses: Mapping[str, VerifierKey] = {witness.text: witness for witness in witnesses}


def nodes(made: Mapping[Node, bytes], rows: Sequence[Record], position: int, found: Findings) -> None:
    """The stored nodes that end at a position are those that its leaf completes."""
    stored = {(row["level"], row["index"]): row["hash"] for row in rows}
    found.saw(Check.TREE, len(stored))
    if stored == made:
        return
    for level, index in sorted(made.keys() | stored.keys()):
        node = level, index
        if node not in stored:
            found.add(Flaw.NODE_MISSING, position, level=level, index=index)
        elif node not in made:
            found.add(Flaw.NODE_STRAY, position, level=level, index=index)
        elif stored[node] != made[node]:
            found.add(Flaw.NODE_OTHER, position, level=level, index=index)


def checkpoint(root: bytes, row: Record, signers: Signers, found: Findings) -> None:
    """A stored checkpoint has the root of its size, says it in its note, and bears the signature of a known key."""
    size: int = row["place"]
    found.saw(Check.CHECKPOINTS)
    if row["root"] != root:
        found.add(Flaw.CHECKPOINT_ROOT, size)
    said = Checkpoint(row["origin"], size, row["root"])
    try:
        note = Note.parse(row["note"])
        if note.text != said.text:
            found.add(Flaw.CHECKPOINT_NOTE, size)
        signed = note.verified(signers.keys)
    except NoteError:
        found.add(Flaw.CHECKPOINT_SIGNATURE, size)
        return
    if row["vkey"] not in {key.text for key in signed} or any(key.name != row["origin"] for key in signed):
        found.add(Flaw.CHECKPOINT_SIGNATURE, size)


def cosignature(root: bytes, row: Record, signers: Signers, found: Findings) -> None:
    """A cosignature is of the checkpoint of its size, by the witness that it names."""
    size: int = row["place"]
    found.saw(Check.CHECKPOINTS)
    try:
        key = signers.witnesses.get(row["vkey"]) or VerifierKey.parse(row["vkey"])
        sound = key.verifies(
            Checkpoint(row["origin"], size, root).text, parse_signature(row["line"].removesuffix("\n"))
        )
    except NoteError:
        sound = False
    if not sound:
        found.add(Flaw.COSIGNATURE_OTHER, size, witness=row["vkey"])
