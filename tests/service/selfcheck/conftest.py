"""A register with two ledgers, in which people registered, sat, died and were corrected."""

from collections.abc import AsyncIterator

import pytest

from service.database import Connection, Database, Pool
from service.selfcheck import Report, check_ledger, snapshot
from tests.service.clerk.office import LEDGER, OTHER, Office, office_on


@pytest.fixture
async def office(database: Database, pool: Pool) -> AsyncIterator[Office]:
    """Two authorities; a death and a correction in the first."""
    async with office_on(database, pool) as opened:
        people = await opened.furnish(LEDGER)
        await opened.live(LEDGER, people)
        await opened.furnish(OTHER)
        yield opened


async def checked(connection: Connection, ledger: str = LEDGER) -> Report:
    """The whole check of one ledger."""
    async with snapshot(connection) as heads:
        return await check_ledger(connection, heads, ledger)
