"""Somebody with the rights of an administrator of the database, who takes the guards down and puts them up again.

What the intruder does is written here once, for the tests of single checks and for the attack matrix. The intruder
has this program at hand: hashes, leaves and rows are recomputed with the house's own code.
"""

import datetime as dt
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from service.database import Connection, health
from service.ledger.envelope import decode_header, instant
from service.proof.canonical import body_sha256, canonical, leaf_hash
from service.rebuild import rebuild


@asynccontextmanager
async def unguarded(admin: Connection) -> AsyncIterator[Connection]:
    """The triggers that forbid changes do not stand for the block; afterwards nothing shows that they were gone."""
    tables = health.APPEND_ONLY_TABLES
    for table in tables:
        await admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    try:
        yield admin
    finally:
        for table in tables:
            await admin.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
            for trigger in ("append_only", "append_only_truncate"):
                await admin.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


async def write(admin: Connection, statement: str, *parameters: object) -> None:
    """One statement, with the guards down."""
    async with unguarded(admin):
        await admin.execute(statement, *parameters)


async def body_of(admin: Connection, ledger: str, position: int) -> dict[str, Any]:
    """What an entry says."""
    stored = await admin.fetchval(
        "SELECT body FROM entry_body WHERE ledger_id = $1 AND position = $2", ledger, position
    )
    body: dict[str, Any] = msgspec.json.decode(stored)
    return body


async def put_body(admin: Connection, ledger: str, position: int, body: dict[str, Any]) -> None:
    """Say something else in an entry; its header goes on naming the digest of what it said."""
    await write(
        admin,
        "UPDATE entry_body SET body = $3 WHERE ledger_id = $1 AND position = $2",
        ledger,
        position,
        canonical(body),
    )


async def put_header(admin: Connection, ledger: str, position: int, /, *, leaf: bool = True, **changes: Any) -> None:
    """Change fields of a header, and its leaf with it unless told otherwise."""
    stored = await admin.fetchval(
        "SELECT header FROM entry_header WHERE ledger_id = $1 AND position = $2", ledger, position
    )
    header = canonical(msgspec.json.decode(stored) | changes)
    await write(
        admin,
        "UPDATE entry_header SET header = $3, leaf = coalesce($4, leaf) WHERE ledger_id = $1 AND position = $2",
        ledger,
        position,
        header,
        leaf_hash(header) if leaf else None,
    )


async def rehash(admin: Connection, ledger: str, positions: Sequence[int]) -> None:
    """Make headers and leaves agree with the bodies as they now are."""
    for position in positions:
        body = await admin.fetchval(
            "SELECT body FROM entry_body WHERE ledger_id = $1 AND position = $2", ledger, position
        )
        await put_header(admin, ledger, position, body_sha256=body_sha256(body))


async def retell(admin: Connection, ledger: str, positions: Sequence[int]) -> None:
    """Make everything else agree with the bodies as they now are: hashes, leaves, projections."""
    await rehash(admin, ledger, positions)
    async with unguarded(admin):
        await rebuild(admin, ledger)


async def cut(admin: Connection, ledger: str, last: int) -> None:
    """Let a ledger end at a position, as if nothing had ever followed; rows are made anew."""
    async with unguarded(admin):
        for table in ("entry_header", "entry_body", "entry_tag"):
            await admin.execute(f"DELETE FROM {table} WHERE ledger_id = $1 AND position > $2", ledger, last)
        await admin.execute("DELETE FROM command WHERE ledger_id = $1 AND last_position > $2", ledger, last)
        await admin.execute(
            "UPDATE ledger_head SET position = $2, recorded_at = (SELECT recorded_at FROM entry_header"
            " WHERE ledger_id = $1 AND position = $2) WHERE ledger_id = $1",
            ledger,
            last,
        )
        await rebuild(admin, ledger)


async def step_of(admin: Connection, ledger: str, position: int) -> tuple[int, int, str]:
    """The first and last position of what was recorded together with an entry, and when."""
    rows = await admin.fetch("SELECT position, header FROM entry_header WHERE ledger_id = $1 ORDER BY position", ledger)
    headers = {row["position"]: decode_header(row["header"]) for row in rows}
    end = headers[position].step_end
    mine = [place for place, header in headers.items() if header.step_end == end]
    return mine[0], mine[-1], headers[position].recorded_at


def later(moment: str, seconds: int) -> str:
    """An instant of a header, moved."""
    return instant(dt.datetime.fromisoformat(moment) + dt.timedelta(seconds=seconds))
