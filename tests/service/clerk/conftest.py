"""An office for each test."""

from collections.abc import AsyncIterator

import pytest

from service.database import Database, Pool
from tests.service.clerk.office import Office, office_on


@pytest.fixture
async def office(database: Database, pool: Pool) -> AsyncIterator[Office]:
    """An office of the register, in which no ledger is open yet."""
    async with office_on(database, pool) as opened:
        yield opened
