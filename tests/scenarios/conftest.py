"""The scenarios' registers."""

from collections.abc import AsyncIterator

import pytest

from service.database import Database, Pool
from tests import hypothesis_profiles
from tests.projections.writing import clerk_on
from tests.scenarios.registers import Real

hypothesis_profiles.load()


@pytest.fixture
async def real(database: Database, pool: Pool) -> AsyncIterator[Real]:
    """An empty register on PostgreSQL."""
    async with clerk_on(database, pool) as clerk:
        yield Real(pool, clerk)
