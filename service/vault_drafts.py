"""Drafts of the desk: what clerks typed and have not recorded. It may hold names, so it is sealed as the vault seals.

Two clerks may have the same draft open. Whoever saves says which version was open; when somebody saved in between,
nothing is written and both versions are there to be compared. Drafts are bounded in number and in age.
"""

import datetime as dt
import secrets
from typing import Any, Final

from asyncpg import Record
from msgspec import Struct

from service.database import Pool, Session
from service.vault import Vault
from service.vault_keys import seal, unseal

MOST: Final = 200
"""Drafts of one ledger."""
KEPT_FOR: Final = dt.timedelta(days=90)
"""Since they were saved last."""

_ADD: Final = """
INSERT INTO desk_draft (ledger_id, id, form, version, saved_by, kek, wrapped, sealed)
SELECT $1, $2, $3, 1, $4, $5, $6, $7 WHERE (SELECT count(*) FROM desk_draft WHERE ledger_id = $1) < $8 RETURNING id
"""
_SAVE: Final = """
UPDATE desk_draft SET version = version + 1, saved_at = clock_timestamp(), saved_by = $4, kek = $5, wrapped = $6,
                      sealed = $7
WHERE ledger_id = $1 AND id = $2 AND version = $3 RETURNING version
"""


class TooManyDrafts(Exception):
    """The ledger has ``MOST`` drafts already."""


class DraftOf(Struct, frozen=True, kw_only=True):
    """A draft as listed: without what was typed."""

    id: str
    form: str
    version: int
    saved_at: dt.datetime
    saved_by: str
    """The token of who saved it last."""


class DeskDraft(DraftOf, frozen=True, kw_only=True):
    """A draft with what was typed."""

    value: bytes

    def __repr__(self) -> str:
        """Its id alone: a repr ends in logs."""
        return f"DeskDraft({self.id})"


async def add_draft(
    connection: Session, vault: Vault, ledger: str, *, form: str, value: bytes, by: str
) -> tuple[str, int]:
    """Keep a new draft; its id and version.

    Raises:
        TooManyDrafts: some must be recorded or given up first.
        KeyUnknown: the key file lacks the key that wraps by now.
    """
    async with connection.transaction():
        await connection.execute(
            "DELETE FROM desk_draft WHERE ledger_id = $1 AND saved_at < clock_timestamp() - $2::interval",
            ledger,
            KEPT_FOR,
        )
        id_ = f"d-{secrets.token_hex(8)}"
        kek, key, wrapped = await vault.new_key(connection, ledger, id_)
        sealed = seal(key, ledger, id_, value)
        if await connection.fetchval(_ADD, ledger, id_, form, by, kek, wrapped, sealed, MOST) is None:
            raise TooManyDrafts
    return id_, 1


async def save_draft(
    connection: Session, vault: Vault, ledger: str, id_: str, *, version: int, value: bytes, by: str
) -> int | None:
    """Save a draft over the version that was open; the new version, or None: somebody saved since, or it is gone.

    Raises:
        KeyUnknown: the key file lacks the key that wraps by now.
    """
    async with connection.transaction():
        kek, key, wrapped = await vault.new_key(connection, ledger, id_)
        sealed = seal(key, ledger, id_, value)
        saved: int | None = await connection.fetchval(_SAVE, ledger, id_, version, by, kek, wrapped, sealed)
        return saved


async def open_draft(connection: Session | Pool, vault: Vault, ledger: str, id_: str) -> DeskDraft | None:
    """A draft, while it is kept; its value ends with the spaces that hide how long it is.

    Raises:
        NotAuthentic, KeyUnknown: as ``Vault.personal``.
    """
    row = await connection.fetchrow(
        """
        SELECT * FROM desk_draft WHERE ledger_id = $1 AND id = $2 AND saved_at >= clock_timestamp() - $3::interval
        """,
        ledger,
        id_,
        KEPT_FOR,
    )
    if row is None:
        return None
    key = vault.unwrap(row["kek"], ledger, id_, row["wrapped"])
    return DeskDraft(**_listed(row), value=unseal(key, ledger, id_, row["sealed"]))


async def list_drafts(connection: Session | Pool, ledger: str) -> list[DraftOf]:
    """The drafts of a ledger, the last saved first."""
    rows = await connection.fetch(
        """
        SELECT id, form, version, saved_at, saved_by FROM desk_draft
        WHERE ledger_id = $1 AND saved_at >= clock_timestamp() - $2::interval ORDER BY saved_at DESC, id
        """,
        ledger,
        KEPT_FOR,
    )
    return [DraftOf(**_listed(row)) for row in rows]


async def drop_draft(connection: Session | Pool, ledger: str, id_: str) -> bool:
    """Destroy a draft, recorded or given up; False when there is none."""
    done: str = await connection.execute("DELETE FROM desk_draft WHERE ledger_id = $1 AND id = $2", ledger, id_)
    return done == "DELETE 1"


def _listed(row: Record) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "form", "version", "saved_at", "saved_by")}
