"""An importer of the demonstration's ledger, over a database of the test's own."""

import datetime as dt
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from service.clerk import Clerk
from service.database import Database, Pool, open_pool
from service.demo.sittings import DEMO_LEDGER
from service.imports.account import Account
from service.imports.bureaux_import import import_bureaux
from service.imports.importer import Importer
from service.imports.rne_import import import_rne
from service.imports.source import source_of
from service.vault import Vault, command_secret
from tests.service.clerk.office import CLERK, vault_on
from tests.service.ledger.ledgers import engine, writer_on

TODAY = dt.date(2026, 11, 25)


class Town:
    """Imports into a ledger, as a clerk does."""

    def __init__(self, pool: Pool, clerk: Clerk, vault: Vault, ledger: str = DEMO_LEDGER) -> None:
        self.pool, self.clerk, self.vault, self.ledger = pool, clerk, vault, ledger

    def importer(self, *, dry_run: bool = False, **more: Any) -> Importer:
        """An import of its own."""
        viewer = more.pop("viewer", CLERK)
        return Importer(self.pool, self.clerk, self.vault, viewer, self.ledger, dry_run=dry_run)

    async def rne(self, *files: bytes, dry_run: bool = False, **more: Any) -> Account:
        """Import files of the RNE."""
        sources = [source_of(Path(f"{number}.csv"), data) for number, data in enumerate(files, start=1)]
        return await import_rne(self.importer(dry_run=dry_run), sources, today=TODAY, **more)

    async def bureaux(self, data: bytes, *, dry_run: bool = False, **more: Any) -> Account:
        """Import past bureaux."""
        source = source_of(Path("bureaux.csv"), data)
        return await import_bureaux(self.importer(dry_run=dry_run), source, today=TODAY, **more)

    async def position(self) -> int:
        """Of the ledger's last entry."""
        found: int = await self.pool.fetchval("SELECT position FROM ledger_head WHERE ledger_id = $1", self.ledger)
        return found

    async def people(self) -> int:
        """How many are kept in the vault."""
        found: int = await self.pool.fetchval("SELECT count(*) FROM vault_value WHERE ledger_id = $1", self.ledger)
        return found


@pytest.fixture
async def town(demo_database: Database) -> AsyncIterator[Town]:
    """The demonstration's authority, with the communes of its members."""
    pool = await open_pool(demo_database.app_url)
    try:
        async with writer_on(demo_database, engine()) as writer:
            vault = await vault_on(demo_database)
            yield Town(pool, Clerk(pool, writer, await command_secret(pool), vault), vault)
    finally:
        await pool.close()


def codes(told: Sequence[Any]) -> list[tuple[int, str]]:
    """Lines and codes."""
    return [(each.line, each.code) for each in told]


Told = Callable[[Sequence[Any]], list[tuple[int, str]]]
