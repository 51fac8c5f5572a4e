"""What the tests of the service share."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from service.database import connection as database_connection
from service.graphql.answers import Answer, Answers, Execute, Question


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every SQL statement that readers run from now on; not those of whatever follows the ledgers meanwhile.

    Questions are answered anew: an answer that is kept runs none.
    """
    ran: list[str] = []
    run = database_connection.Reader._execute  # type: ignore[attr-defined]

    async def counted(self: Any, query: str, *args: Any, **options: Any) -> Any:
        ran.append(query)
        return await run(self, query, *args, **options)

    async def anew(
        _: Answers, __: Question, today: Callable[[], dt.date], execute: Execute, ___: object = None
    ) -> Answer:
        return await execute(today())

    monkeypatch.setattr(database_connection.Reader, "_execute", counted)
    monkeypatch.setattr(Answers, "answer", anew)
    return ran
