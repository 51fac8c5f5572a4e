"""What the tests of the service share."""

from typing import Any

import pytest

from service.database import connection as database_connection


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every SQL statement that readers run from now on; not those of whatever follows the ledgers meanwhile."""
    ran: list[str] = []
    run = database_connection.Reader._execute  # type: ignore[attr-defined]

    async def counted(self: Any, query: str, *args: Any, **options: Any) -> Any:
        ran.append(query)
        return await run(self, query, *args, **options)

    monkeypatch.setattr(database_connection.Reader, "_execute", counted)
    return ran
