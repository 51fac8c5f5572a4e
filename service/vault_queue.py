"""The queue of imports: what a clerk is to settle. An item holds a name, so it is sealed as the vault seals people.

Each item has a data key of its own, wrapped by the vault's key-encryption key. Settled, it keeps neither key nor value:
only that it was settled, so that the same file does not ask again.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from asyncpg import Record
from msgspec import Struct

from service.database import Pool, Session
from service.vault import Vault
from service.vault_keys import seal, unseal

_ADD: Final = """
INSERT INTO import_queue (ledger_id, id, kind, file, line, candidates, kek, wrapped, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (ledger_id, id) DO NOTHING
"""
_PAGE: Final = """
SELECT * FROM import_queue
WHERE ledger_id = $1 AND resolved_at IS NULL AND (file, line, id) > ($2, $3, $4)
ORDER BY file, line, id LIMIT $5
"""
_SETTLE: Final = """
UPDATE import_queue SET resolved_at = clock_timestamp(), resolved_by = $3, outcome = $4,
                        kek = NULL, wrapped = NULL, sealed = NULL, candidates = '{}'
WHERE ledger_id = $1 AND id = $2 AND resolved_at IS NULL RETURNING id
"""


class Place(NamedTuple):
    """Where an item stands in the queue: by file, line, then id."""

    file: str = ""
    line: int = 0
    id: str = ""


class QueueItem(Struct, frozen=True, kw_only=True):
    """An item as kept; ``value`` is what the import sealed. ``file`` is the SHA-256 of the file, in hexadecimal."""

    id: str
    kind: str
    file: str
    line: int
    candidates: tuple[str, ...]
    value: bytes
    queued_at: dt.datetime | None = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.file, self.line, self.id)

    def __repr__(self) -> str:
        """Its id alone: a repr ends in logs."""
        return f"QueueItem({self.id})"


async def known_items(connection: Session | Pool, ledger: str, ids: Sequence[str]) -> dict[str, bool]:
    """Those of some ids that were queued before, and whether they still wait."""
    rows = await connection.fetch(
        "SELECT id, resolved_at IS NULL AS waits FROM import_queue WHERE ledger_id = $1 AND id = ANY ($2)",
        ledger,
        list(ids),
    )
    return {row["id"]: row["waits"] for row in rows}


async def enqueue(connection: Session, vault: Vault, ledger: str, items: Iterable[QueueItem]) -> None:
    """Add items; one that was queued before, settled or not, stays as it is.

    Raises:
        KeyUnknown: the key file lacks the key that wraps by now.
    """
    rows = []
    async with connection.transaction():
        for item in items:
            kek, key, wrapped = await vault.new_key(connection, ledger, item.id)
            sealed = seal(key, ledger, item.id, item.value)
            rows.append((ledger, item.id, item.kind, item.file, item.line, list(item.candidates), kek, wrapped, sealed))
        await connection.executemany(_ADD, rows)


async def page_of_queue(
    connection: Session | Pool, vault: Vault, ledger: str, *, after: Place, first: int
) -> list[QueueItem]:
    """What waits, in order of file and line, after a place.

    Raises:
        NotAuthentic, KeyUnknown: as ``Vault.personal``.
    """
    rows = await connection.fetch(_PAGE, ledger, *after, first)
    return [_opened(vault, ledger, row) for row in rows]


async def waiting_item(connection: Session | Pool, vault: Vault, ledger: str, id_: str) -> QueueItem | None:
    """One item, while it waits.

    Raises:
        NotAuthentic, KeyUnknown: as ``Vault.personal``.
    """
    row = await connection.fetchrow(
        "SELECT * FROM import_queue WHERE ledger_id = $1 AND id = $2 AND resolved_at IS NULL", ledger, id_
    )
    return None if row is None else _opened(vault, ledger, row)


async def settle(connection: Session | Pool, ledger: str, id_: str, *, by: str, outcome: str) -> bool:
    """Say that an item is settled, and destroy what it held; False when it waits no more."""
    return await connection.fetchval(_SETTLE, ledger, id_, by, outcome) is not None


async def erase_queue(connection: Session | Pool, ledger: str) -> int:
    """Destroy all that waits, and the memory of what was settled; how many items there were."""
    done: str = await connection.execute("DELETE FROM import_queue WHERE ledger_id = $1", ledger)
    return int(done.rpartition(" ")[2])


def _opened(vault: Vault, ledger: str, row: Record) -> QueueItem:
    key = vault.unwrap(row["kek"], ledger, row["id"], row["wrapped"])
    return QueueItem(
        id=row["id"],
        kind=row["kind"],
        file=row["file"],
        line=row["line"],
        candidates=tuple(row["candidates"]),
        value=unseal(key, ledger, row["id"], row["sealed"]),
        queued_at=row["queued_at"],
    )
