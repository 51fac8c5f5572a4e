"""The content of tiles: hashes of the tree, and the public headers that its leaves are made of."""

from collections.abc import Sequence

from asyncpg import Record

from service.database import Session
from service.ledger.tree import TreeDamaged
from service.proof.tiles import HEIGHT, WIDTH, Tile


async def hashes(connection: Session, ledger: str, tile: Tile) -> bytes:
    """The hashes of a tile that is in the tree, 32 bytes each; raises TreeDamaged: some are missing."""
    first = tile.index * WIDTH
    if tile.level == 0:
        rows = await connection.fetch(
            """
            SELECT leaf FROM entry_header WHERE ledger_id = $1 AND position > $2 AND position <= $3 ORDER BY position
            """,
            *(ledger, first, first + tile.width),
        )
    else:
        rows = await connection.fetch(
            """
            SELECT hash FROM tree_node WHERE ledger_id = $1 AND level = $2 AND index >= $3 AND index < $4 ORDER BY index
            """,
            *(ledger, tile.level * HEIGHT, first, first + tile.width),
        )
    return b"".join(row[0] for row in _whole(rows, ledger, tile))


async def entries(connection: Session, ledger: str, tile: Tile) -> bytes:
    """The headers whose leaves a tile of level 0 holds, each after its length in two bytes, the higher first.

    Raises:
        TreeDamaged: some are missing.
    """
    first = tile.index * WIDTH
    rows = await connection.fetch(
        """
        SELECT header FROM entry_header WHERE ledger_id = $1 AND position > $2 AND position <= $3 ORDER BY position
        """,
        *(ledger, first, first + tile.width),
    )
    return b"".join(len(row["header"]).to_bytes(2) + row["header"] for row in _whole(rows, ledger, tile))


def _whole(rows: Sequence[Record], ledger: str, tile: Tile) -> Sequence[Record]:
    """All of a tile, for whoever reads it may keep it for ever."""
    if len(rows) != tile.width:
        raise TreeDamaged(f"tile {tile.path} of ledger {ledger} has {len(rows)} of {tile.width} hashes")
    return rows
