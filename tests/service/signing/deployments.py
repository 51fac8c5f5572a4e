"""A deployment with a key on a test's database: its settings, its signers, and what they signed."""

import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

from service.database import Connection, Database, Pool, connect
from service.feed import Heads
from service.keys import KeyRing, create_ring, load_ring
from service.ledger import Append, Writer, checkpoints
from service.ledger.checkpoints import StoredCheckpoint
from service.proof.canonical import leaf_hash
from service.settings import Settings
from service.signing import Signer, State
from tests.service.ledger.ledgers import LEDGER, NoProjections, event, key, until

NAME = "greffe.test"
NOW = dt.datetime(2026, 11, 25, 16, tzinfo=dt.UTC)


def deployment(folder: Path, name: str | None = NAME) -> Settings:
    """Settings of a data folder, with a key of this name."""
    settings = Settings(data_dir=folder)
    if name is not None:
        create_ring(settings, name, NOW)
    return settings


def ring_of(settings: Settings) -> KeyRing:
    """The keys of a deployment that has some."""
    ring = load_ring(settings)
    assert ring is not None
    return ring


@contextlib.asynccontextmanager
async def signing(database: Database, settings: Settings) -> AsyncIterator[Signer]:
    """A signer, with the heads that it follows."""
    async with (
        Heads(partial(connect, database.app_url)) as heads,
        Signer(partial(connect, database.app_url, application="greffe signer"), heads, settings) as signer,
    ):
        yield signer


@contextlib.asynccontextmanager
async def writing(database: Database) -> AsyncIterator[Writer]:
    """A writer that tells others what it appended, as the service's own does."""
    async with (
        Heads(partial(connect, database.app_url)) as heads,
        Writer(partial(connect, database.app_url), NoProjections(), heads.appended) as writer,
    ):
        yield writer


async def append(writer: Writer, count: int, command: str, ledger: str = LEDGER) -> int:
    """Record that many entries; the position of the last."""
    entries = tuple(event(data=f"{command} {number}".encode()) for number in range(count))
    return (await writer.append(Append(ledger=ledger, entries=entries, command=key(command)))).last


async def signed_at(pool: Pool, size: int, ledger: str = LEDGER, vkey: str | None = None) -> StoredCheckpoint:
    """The checkpoint of a size (by a key), as soon as there is one."""

    async def found() -> StoredCheckpoint | None:
        async with pool.acquire() as connection:
            last = await checkpoints.of_size(connection, ledger, size)
        return last if last is not None and vkey in (None, last.vkey) else None

    stored = await until(found)
    assert stored is not None
    return stored


async def standing(signer: Signer, state: State) -> None:
    """Wait until the signer is in a state."""

    async def holds() -> bool:
        return signer.standing.state is state

    await until(holds)


async def stopped(signer: Signer, ledger: str = LEDGER) -> str:
    """Why a ledger is signed no more, as soon as it is not."""

    async def why() -> str:
        return signer.standing.stopped.get(ledger, "")

    return await until(why)


async def doctor(admin: Connection, ledger: str, position: int, *, also: str = "") -> None:
    """Change what an entry's header says, and its leaf with it, as an administrator who does not want to be seen."""
    async with admin.transaction():
        await admin.execute("SET LOCAL search_path = greffe, public")
        for table in ("entry_header", "checkpoint", "cosignature", "tree_node"):
            await admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        header = await admin.fetchval(
            "SELECT header FROM entry_header WHERE ledger_id = $1 AND position = $2", ledger, position
        )
        changed = header.replace(b'"clock":"REAL"', b'"clock":"DONE"')
        assert changed != header
        await admin.execute(
            "UPDATE entry_header SET header = $3, leaf = $4 WHERE ledger_id = $1 AND position = $2",
            *(ledger, position, changed, leaf_hash(changed)),
        )
        if also:
            await admin.execute(also)
        for table in ("entry_header", "checkpoint", "cosignature", "tree_node"):
            await admin.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only")
            await admin.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only_truncate")
