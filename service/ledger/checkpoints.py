"""The rows of checkpoints, cosignatures and public keys; and whose turn it is to sign."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from asyncpg import Record
from msgspec import Struct

from service.database import Connection, Session

_TURN: Final = 0x67726573  # "gres": one signer at a time in one database


class StoredCheckpoint(Struct, frozen=True):
    """A checkpoint as it was signed. ``cosigned`` holds the lines of its witnesses, to stand under ``note``."""

    ledger: str
    size: int
    vkey: str
    origin: str
    root: bytes
    note: str
    signed_at: dt.datetime
    cosigned: str = ""

    @property
    def whole(self) -> str:
        """The note with every signature that is known."""
        return self.note + self.cosigned


class StoredCosignature(Struct, frozen=True):
    """That a witness saw a checkpoint, and that it was consistent with what it had seen before."""

    vkey: str
    witnessed_at: dt.datetime
    line: str


class PublicKey(Struct, frozen=True):
    """A key that signs or signed, under the deployment's name; ``succession`` is how the one before named it."""

    name: str
    public: bytes
    since: dt.datetime
    succession: str | None = None


_CHECKPOINT: Final = """
SELECT c.ledger_id, c.size, c.vkey, c.origin, c.root, c.note, c.signed_at,
       (SELECT coalesce(string_agg(o.line, '' ORDER BY o.received_at, o.vkey), '') FROM cosignature o
        WHERE (o.ledger_id, o.size, o.origin) = (c.ledger_id, c.size, c.origin)) AS cosigned
FROM checkpoint c WHERE c.ledger_id = $1
"""


async def latest(connection: Session, ledger: str) -> StoredCheckpoint | None:
    """The checkpoint of the largest size; None before the first."""
    return _checkpoint(
        await connection.fetchrow(f"{_CHECKPOINT} ORDER BY c.size DESC, c.signed_at DESC LIMIT 1", ledger)
    )


async def of_size(connection: Session, ledger: str, size: int) -> StoredCheckpoint | None:
    """The checkpoint of a size, the last one signed where keys changed; None when that size was never signed."""
    return _checkpoint(
        await connection.fetchrow(f"{_CHECKPOINT} AND c.size = $2 ORDER BY c.signed_at DESC LIMIT 1", ledger, size)
    )


async def latest_cosigned(connection: Session, ledger: str) -> StoredCheckpoint | None:
    """The checkpoint of the largest size that a witness holds too."""
    return _checkpoint(
        await connection.fetchrow(
            f"""
            {_CHECKPOINT} AND (c.size, c.origin) = (
                SELECT o.size, o.origin FROM cosignature o WHERE o.ledger_id = $1 ORDER BY o.size DESC LIMIT 1)
            ORDER BY c.signed_at DESC LIMIT 1
            """,
            ledger,
        )
    )


async def signed(connection: Session) -> dict[str, tuple[int, str]]:
    """Of each ledger that was ever signed, the largest size and the key that signed it last."""
    rows = await connection.fetch(
        """
        WITH RECURSIVE ledger (id) AS (
            (SELECT ledger_id FROM checkpoint ORDER BY ledger_id LIMIT 1)
            UNION ALL
            SELECT (SELECT c.ledger_id FROM checkpoint c WHERE c.ledger_id > ledger.id ORDER BY c.ledger_id LIMIT 1)
            FROM ledger WHERE ledger.id IS NOT NULL
        )
        SELECT last.ledger_id, last.size, last.vkey FROM ledger CROSS JOIN LATERAL (
            SELECT * FROM checkpoint c WHERE c.ledger_id = ledger.id ORDER BY c.size DESC, c.signed_at DESC LIMIT 1
        ) AS last
        """
    )
    return {row["ledger_id"]: (row["size"], row["vkey"]) for row in rows}


async def positions(connection: Session) -> dict[str, int]:
    """Where every ledger stands."""
    rows = await connection.fetch("SELECT ledger_id, position FROM ledger_head WHERE position > 0")
    return {row["ledger_id"]: row["position"] for row in rows}


async def keep_checkpoints(connection: Session, made: Sequence[StoredCheckpoint]) -> None:
    """Store checkpoints, all or none, with the database's time; one that is there stays as it is."""
    await connection.executemany(
        """
        INSERT INTO checkpoint (ledger_id, size, vkey, origin, root, note) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """,
        [(one.ledger, one.size, one.vkey, one.origin, one.root, one.note) for one in made],
    )


async def keep_cosignatures(
    connection: Session, checkpoint: StoredCheckpoint, found: Sequence[StoredCosignature]
) -> None:
    """Store what witnesses signed; the first cosignature of each for a size is kept."""
    await connection.executemany(
        """
        INSERT INTO cosignature (ledger_id, size, origin, vkey, witnessed_at, line) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """,
        [
            (checkpoint.ledger, checkpoint.size, checkpoint.origin, one.vkey, one.witnessed_at, one.line)
            for one in found
        ],
    )


async def cosignatures(connection: Session, checkpoint: StoredCheckpoint) -> list[StoredCosignature]:
    """Those of a checkpoint, in the order in which they came."""
    rows = await connection.fetch(
        """
        SELECT vkey, witnessed_at, line FROM cosignature
        WHERE ledger_id = $1 AND size = $2 AND origin = $3 ORDER BY received_at, vkey
        """,
        *(checkpoint.ledger, checkpoint.size, checkpoint.origin),
    )
    return [StoredCosignature(row["vkey"], row["witnessed_at"], row["line"]) for row in rows]


async def publish_keys(connection: Session, keys: Sequence[PublicKey]) -> None:
    """Tell which keys sign, and signed."""
    await connection.executemany(
        """
        INSERT INTO signing_key (name, public_key, since, succession) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
        """,
        [(key.name, key.public, key.since, key.succession) for key in keys],
    )


async def published_keys(connection: Session) -> list[PublicKey]:
    """The keys that were told, oldest first."""
    rows = await connection.fetch(
        "SELECT name, public_key, since, succession FROM signing_key ORDER BY number LIMIT 1000"
    )
    return [PublicKey(row["name"], row["public_key"], row["since"], row["succession"]) for row in rows]


async def take_turn(connection: Connection) -> bool:
    """Whether this connection is now the one that signs: until it is closed, or lost."""
    mine: bool = await connection.fetchval("SELECT pg_try_advisory_lock($1)", _TURN)
    return mine


def _checkpoint(row: Record | None) -> StoredCheckpoint | None:
    return None if row is None else StoredCheckpoint(*row.values())
