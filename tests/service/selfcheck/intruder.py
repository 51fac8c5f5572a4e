"""Somebody with the rights of an administrator of the database, who takes the guards down and puts them up again.

What the intruder does is written here once, for the tests of single checks and for the attack matrix. The intruder
has this program at hand: hashes, leaves and rows are recomputed with the house's own code.
"""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from service.database import Connection
from service.ledger.envelope import decode_header, instant
from service.proof.canonical import canonical, leaf_hash

_GUARDS = """
SELECT c.relname AS table_name, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'greffe'::regnamespace AND NOT t.tgisinternal
"""
_ENABLED = {b"O": "ENABLE", b"A": "ENABLE ALWAYS", b"R": "ENABLE REPLICA", b"D": "DISABLE"}


@asynccontextmanager
async def unguarded(admin: Connection) -> AsyncIterator[Connection]:
    """The triggers that forbid changes do not stand for the block; afterwards nothing shows that they were gone."""
    guards = await admin.fetch(_GUARDS)
    for guard in guards:
        await admin.execute(f"ALTER TABLE {guard['table_name']} DISABLE TRIGGER {guard['tgname']}")
    try:
        yield admin
    finally:
        for guard in guards:
            how = _ENABLED[guard["tgenabled"]]
            await admin.execute(f"ALTER TABLE {guard['table_name']} {how} TRIGGER {guard['tgname']}")


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
