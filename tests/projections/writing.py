"""A clerk on a database, as the service makes it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from projections.engine import Engine
from projections.nouns import NOUNS, PROJECTION_VERSION
from service.clerk import Clerk
from service.database import Database, Pool, connect
from service.ledger import Writer
from service.ledger.envelope import decode_entry
from service.vault import command_secret
from tests.service.clerk.office import vault_on


@asynccontextmanager
async def clerk_on(database: Database, pool: Pool) -> AsyncIterator[Clerk]:
    """A clerk, its writer and its projections."""
    engine = Engine(NOUNS, PROJECTION_VERSION, decode_entry)
    async with Writer(lambda: connect(database.app_url), engine) as writer:
        yield Clerk(pool, writer, await command_secret(pool), await vault_on(database))
