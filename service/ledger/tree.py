"""The Merkle tree of a ledger: the root of any size that it has had, and proofs between them.

A tile is 256 neighbours of one level. The database keeps the leaves (level 0) and the roots of full tiles (levels 8,
16, 24, 32), so any hash of the tree is a root over at most 255 stored ones of each level. A proof needs at most two
tiles of each level, the one beside its entry and the last one, and one statement. What is committed never changes, so
a proof of a past size needs no lock.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from asyncpg import Record
from msgspec import Struct

from service.database import Session
from service.proof.merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    LARGEST_SIZE,
    ProofError,
    Span,
    consistency_spans,
    inclusion_spans,
    root_of,
)

TILE_HEIGHT: Final = 8
TILE: Final = 1 << TILE_HEIGHT
"""How many hashes a full tile has."""
_HIGHEST: Final = 32
"""Above it no tile is stored: the last one goes on, from 2^40 entries on."""

_READ: Final = """
SELECT head.position AS head, tile.height, tile.first, tile.last,
       tree_hashes($1, tile.height, tile.first, tile.last) AS hashes
FROM ledger_head AS head
LEFT JOIN unnest($2::integer[], $3::bigint[], $4::bigint[]) AS tile (height, first, last) ON head.position >= $5
WHERE head.ledger_id = $1
"""


class BeyondHead(Exception):
    """A tree of a size that the ledger does not have, or not yet."""

    def __init__(self, ledger: str, size: int, head: int) -> None:
        super().__init__(f"ledger {ledger} has {head} entries, fewer than {size}")
        self.ledger = ledger
        self.size = size
        self.head = head


class TreeDamaged(Exception):
    """Hashes that must be stored are missing: the database was tampered with, or restored in part."""


class Part(Struct, frozen=True):
    """Hashes of one level (0, 8, 16, 24, 32) and of one tile, from a first index to before a last one."""

    height: int
    first: int
    last: int

    def tile_within(self, size: int) -> "Part":
        """Its whole tile, as far as a tree of a size has it."""
        if self.height == _HIGHEST:
            return Part(self.height, 0, size >> self.height)
        start = self.first >> TILE_HEIGHT << TILE_HEIGHT
        return Part(self.height, start, min(start + TILE, size >> self.height))


async def root(connection: Session, ledger: str, size: int) -> bytes:
    """The root of the tree that the first `size` entries make; that of the empty tree for 0.

    Raises:
        BeyondHead: the ledger has fewer entries.
        ProofError: there is no such size.
        TreeDamaged: see there.
    """
    (found,) = await roots(connection, ledger, size, [(0, size)])
    return found


async def inclusion_proof(connection: Session, ledger: str, position: int, size: int) -> list[bytes]:
    """The path from the entry at a position (leaf `position - 1`) to the root of a size (RFC 9162, 2.1.3.1).

    Raises:
        BeyondHead: the ledger has fewer entries than that.
        ProofError: the tree of that size has no such entry.
        TreeDamaged: see there.
    """
    return await roots(connection, ledger, size, inclusion_spans(position - 1, size))


async def consistency_proof(connection: Session, ledger: str, first: int, second: int) -> list[bytes]:
    """The path from the root of one size to that of a larger one (RFC 9162, 2.1.4.1).

    Raises:
        BeyondHead: the ledger has fewer entries than the second.
        ProofError: the first size is 0, or more than the second.
        TreeDamaged: see there.
    """
    return await roots(connection, ledger, second, consistency_spans(first, second))


async def roots(connection: Session, ledger: str, size: int, spans: Sequence[Span]) -> list[bytes]:
    """The roots of subtrees of the tree of a size, in one statement.

    A span is one that the RFC's recursion meets: it begins at a multiple of the power of two that it fits in.

    Raises:
        BeyondHead, ProofError, TreeDamaged: see ``root``.
    """
    if not 0 <= size <= LARGEST_SIZE:
        raise ProofError("a tree has between 0 and 2^63 - 1 leaves")
    parts = [list(parts_of(span)) for span in spans]
    tiles = {part.tile_within(size) for some in parts for part in some}
    columns = [t.height for t in tiles], [t.first for t in tiles], [t.last for t in tiles]
    rows = await connection.fetch(_READ, ledger, *columns, size)
    head: int = rows[0]["head"] if rows else 0
    if head < size:
        raise BeyondHead(ledger, size, head)
    stored = {tile: _hashes(ledger, tile, joined) for tile, joined in _told(rows)}
    return [_root_over(_cut(part, size, stored) for part in some) for some in parts]


def parts_of(span: Span) -> Iterator[Part]:
    """What is stored of a subtree, the lowest level first: what lies beyond the last full tile of each level."""
    start, end = span
    for height in range(0, _HIGHEST, TILE_HEIGHT):
        above = height + TILE_HEIGHT
        full = end >> above
        if full <= -(-start >> above):  # the subtree has no full tile: it is part of one
            break
        if full << TILE_HEIGHT < end >> height:
            yield Part(height, full << TILE_HEIGHT, end >> height)
    else:
        height = _HIGHEST
    if start < end:
        yield Part(height, start >> height, end >> height)


def _root_over(levels: Iterator[Sequence[bytes]]) -> bytes:
    """The root of what is stored of a subtree, the lowest level first: what is left over of each rises to the next."""
    risen: list[bytes] = []
    for hashes in levels:
        risen = [root_of([*hashes, *risen])]
    return risen[0] if risen else EMPTY_ROOT


def _cut(part: Part, size: int, stored: Mapping[Part, list[bytes]]) -> list[bytes]:
    """A part of the tiles that were read."""
    tile = part.tile_within(size)
    return stored[tile][part.first - tile.first : part.last - tile.first]


def _told(rows: Sequence[Record]) -> Iterator[tuple[Part, bytes]]:
    """What the statement answered: one row of nulls when nothing was asked for."""
    for row in rows:
        if row["hashes"] is not None:
            yield Part(row["height"], row["first"], row["last"]), row["hashes"]


def _hashes(ledger: str, tile: Part, joined: bytes) -> list[bytes]:
    wanted = tile.last - tile.first
    if len(joined) != wanted * HASH_BYTES:
        found = len(joined) // HASH_BYTES
        raise TreeDamaged(f"ledger {ledger} has {found} of {wanted} hashes of level {tile.height} from {tile.first} on")
    return [joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES)]
