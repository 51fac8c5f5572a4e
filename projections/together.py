"""Questions asked side by side are one statement.

Whoever reads several things that do not depend on each other asks for them at once (``asyncio.gather``); what has been
asked by the time that nobody goes on without an answer is one round trip: one row, with one column of rows for each
question, each planned by PostgreSQL as if it stood alone. A question that was asked already is not asked again: a
conversation lasts for one answer, which rests on one moment.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import asyncpg
from msgspec import Struct

from projections.query import Connection

MOST: Final = 64
"""Questions in one statement."""
_QUIET: Final = 3
"""Turns of the event loop without a new question: as many as it takes a group that waits together to go on."""
_PARAMETER: Final = re.compile(r"\$(\d+)")
_NAMES: Final[dict[str, Mapping[str, int]]] = {}
"""Of the columns of each statement, which a nested row does not tell: asked once in the life of the process."""
_NAMES_KEPT: Final = 4096
_TEXTS_KEPT: Final = 512


class Row:
    """A row as asyncpg's ``Record`` shows it: by name or place, its values in turn."""

    __slots__ = ("_names", "_values")

    def __init__(self, names: Mapping[str, int], values: tuple[Any, ...]) -> None:
        self._names = names
        self._values = values

    def __getitem__(self, key: str | int) -> Any:
        """A value by the name of its column, or by its place."""
        return self._values[self._names[key] if isinstance(key, str) else key]

    def __iter__(self) -> Iterator[Any]:
        """The values."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self._values)

    def keys(self) -> Iterator[str]:
        """The names of the columns."""
        return iter(self._names)

    def values(self) -> Iterator[Any]:
        """The values, as ``Record`` has them."""
        return iter(self._values)

    def items(self) -> Iterator[tuple[str, Any]]:
        """Names and values."""
        return zip(self._names, self._values, strict=True)

    def get(self, key: str, default: Any = None) -> Any:
        """A value by name, or something else where there is no such column."""
        return self[key] if key in self._names else default


class _Question(Struct):
    sql: str
    arguments: tuple[Any, ...]
    told: asyncio.Future[Sequence[Any]]


class Together:
    """A connection, or a pool, that is asked several things at a time; it runs one statement at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[object, asyncio.Future[Sequence[Any]]] = {}
        self._waiting: list[_Question] = []
        self._running: list[_Question] = []
        self._waiters = 0
        self._asking: asyncio.Task[None] | None = None
        self._given_up: asyncio.Task[None] | None = None

    async def fetch(self, query: str, *arguments: Any) -> list[Any]:
        """The rows of a SELECT.

        Raises:
            Exception: what asyncpg raises of this very question, whatever is asked beside it.
        """
        key = (query, *(tuple(each) if isinstance(each, list) else each for each in arguments))
        told = self._known.get(key)
        if told is None or told.cancelled():
            told = self._known[key] = asyncio.get_running_loop().create_future()
            self._waiting.append(_Question(query, arguments, told))
            if self._asking is None:
                self._asking = asyncio.create_task(self._ask_all(self._given_up), name="together")
        self._waiters += 1
        try:
            return list(await asyncio.shield(told))
        finally:
            self._waiters -= 1
            if not self._waiters:
                self._give_up()

    def _give_up(self) -> None:
        """Nobody waits any more: either all was answered, or the query was given up."""
        if self._asking is not None:
            self._asking.cancel()
            for question in (*self._running, *self._waiting):
                question.told.cancel()
            self._given_up, self._asking, self._waiting = self._asking, None, []

    async def fetchrow(self, query: str, *arguments: Any) -> Any:
        """The first row; None without one."""
        return next(iter(await self.fetch(query, *arguments)), None)

    async def fetchval(self, query: str, *arguments: Any) -> Any:
        """The first value of the first row; None without one."""
        row = await self.fetchrow(query, *arguments)
        return None if row is None else row[0]

    async def _ask_all(self, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.wait([before])  # its statement is being cancelled
        while self._waiting:
            await self._until_quiet()
            self._running, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            await self._ask(self._running)
        self._asking = None

    async def _until_quiet(self) -> None:
        quiet = 0
        while quiet < _QUIET:
            before = len(self._waiting)
            await asyncio.sleep(0)
            quiet = quiet + 1 if len(self._waiting) == before else 0

    async def _ask(self, asked: Sequence[_Question]) -> None:
        """Ask several at once; if that fails, each by itself, so that only the culprit does."""
        try:
            answers = await _fetch(self._connection, asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait are told
            if len(asked) > 1 and not isinstance(error, asyncpg.QueryCanceledError):
                for question in asked:
                    await self._ask([question])
                return
            for question in asked:
                question.told.set_exception(error)
                question.told.exception()  # whoever asked may be gone
            return
        for question, rows in zip(asked, answers, strict=True):
            question.told.set_result(rows)


def together(connection: Connection) -> Together:
    """A connection on which one may ask several things at a time; one that is so already goes on as it is."""
    return connection if isinstance(connection, Together) else Together(connection)


async def _fetch(connection: Connection, asked: Sequence[_Question]) -> Sequence[Sequence[Any]]:
    if len(asked) == 1:
        return [await connection.fetch(asked[0].sql, *asked[0].arguments)]
    if isinstance(connection, asyncpg.Pool):
        async with connection.acquire() as lent:
            return await _fetch_at_once(lent, asked)
    return await _fetch_at_once(connection, asked)


async def _fetch_at_once(connection: Any, asked: Sequence[_Question]) -> Sequence[Sequence[Any]]:
    names = [await _names(connection, question.sql) for question in asked]
    sql = _at_once(tuple((question.sql, len(question.arguments)) for question in asked))
    (row,) = await connection.fetch(sql, *(each for question in asked for each in question.arguments))
    return [[Row(of, values) for values in rows] for of, rows in zip(names, row, strict=True)]


@lru_cache(_TEXTS_KEPT)
def _at_once(statements: tuple[tuple[str, int], ...]) -> str:
    """One statement of several, each with the number of its parameters: those are counted through."""
    columns: list[str] = []
    before = 0
    for sql, parameters in statements:
        own = _PARAMETER.sub(lambda found: f"${int(found[1]) + before}", sql)  # noqa: B023 - replaced at once
        columns.append(f"ARRAY(SELECT asked FROM ({own}) AS asked) AS q{len(columns)}")
        before += parameters
    return f"SELECT {', '.join(columns)}"


async def _names(connection: Any, sql: str) -> Mapping[str, int]:
    if (known := _NAMES.get(sql)) is None:
        if len(_NAMES) == _NAMES_KEPT:
            _NAMES.clear()
        prepared = await connection.prepare(sql)
        known = _NAMES[sql] = {column.name: place for place, column in enumerate(prepared.get_attributes())}
    return known
