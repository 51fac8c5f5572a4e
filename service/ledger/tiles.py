"""The content of tiles: hashes of the tree, and the public headers that its leaves are made of."""

from service.database import Session
from service.proof.tiles import HEIGHT, WIDTH, Tile


async def hashes(connection: Session, ledger: str, tile: Tile) -> bytes:
    """The hashes of a tile that is in the tree, 32 bytes each."""
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
    return b"".join(row[0] for row in rows)


async def entries(connection: Session, ledger: str, tile: Tile) -> bytes:
    """The headers whose leaves a tile of level 0 holds, each after its length in two bytes, the higher first."""
    first = tile.index * WIDTH
    rows = await connection.fetch(
        """
        SELECT header FROM entry_header WHERE ledger_id = $1 AND position > $2 AND position <= $3 ORDER BY position
        """,
        *(ledger, first, first + tile.width),
    )
    return b"".join(len(row["header"]).to_bytes(2) + row["header"] for row in rows)
