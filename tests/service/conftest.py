"""What the tests of the service share."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from projections import together
from service.database import connection as database_connection
from service.graphql.answers import Answer, Answers, Execute, Question


class Statements(list[str]):
    """Statements that were run; in the place of one that asks several things at once, each of those."""

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str, list[str]] = {}

    def append(self, sql: str) -> None:
        """Add all that a statement asks."""
        self.extend(self.of.get(sql, [sql]))


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whatever readers ask of the database from now on; not what follows the ledgers meanwhile.

    Each question counts, be it asked in one statement with others: one for each item of a page is too many.
    Questions are answered anew: an answer that is kept asks nothing.
    """
    ran = Statements()
    at_once = together._at_once

    def heard(questions: tuple[tuple[str, int], ...]) -> str:
        sql = at_once(questions)
        ran.of[sql] = [each for each, _ in questions]
        return sql

    monkeypatch.setattr(together, "_at_once", heard)
    _hear(monkeypatch, ran)
    return ran


@pytest.fixture
def round_trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements as PostgreSQL is sent them: those of ``statements`` that are asked side by side are one."""
    ran: list[str] = []
    _hear(monkeypatch, ran)
    return ran


def _hear(monkeypatch: pytest.MonkeyPatch, ran: list[str]) -> None:
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
