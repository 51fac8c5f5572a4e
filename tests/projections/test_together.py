"""Questions asked side by side are one statement, answered as if each had been asked alone."""

import asyncio
import datetime as dt
import decimal
from typing import Any

import asyncpg
import pytest

from projections.together import MOST, Row, Together, together
from service.database import Connection, Database, Pool, connected

OF_EVERY_KIND = """
    SELECT $1::text AS word, $2::int AS number, $3::date AS day, 'infinity'::date AS always, NULL::text AS nothing,
           '{"a": [1]}'::json AS data, ARRAY['x', 'y'] AS list, '\\x00ff'::bytea AS bytes, 1.5::numeric AS exact,
           true AS yes, timestamptz '2026-05-20 12:00+02' AS instant
"""
KINDS = ("mot", 7, dt.date(2026, 5, 20))
SLOW = "SELECT pg_sleep(20)::text AS slept"
ROWS = "SELECT n, n * $1::int AS times FROM generate_series(1, $2::int) AS n ORDER BY n DESC"


class Heard:
    """A connection that tells what it runs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.ran: list[str] = []

    async def fetch(self, query: str, *arguments: Any) -> list[Any]:
        """Run a statement."""
        self.ran.append(query)
        return await self._connection.fetch(query, *arguments)

    async def prepare(self, query: str) -> Any:
        """Ask what a statement would give."""
        return await self._connection.prepare(query)


async def test_rows_are_what_they_are_when_asked_alone(pool: Pool) -> None:
    at_once = Together(pool)
    kinds, rows = await asyncio.gather(at_once.fetch(OF_EVERY_KIND, *KINDS), at_once.fetch(ROWS, 3, 4))
    (alone,) = await pool.fetch(OF_EVERY_KIND, *KINDS)
    assert dict(zip(kinds[0].keys(), kinds[0], strict=True)) == dict(alone)
    assert kinds[0]["always"] == dt.date.max
    assert kinds[0]["exact"] == decimal.Decimal("1.5")
    assert (len(kinds[0]), kinds[0][0]) == (11, "mot")
    assert [tuple(row) for row in rows] == [tuple(row) for row in await pool.fetch(ROWS, 3, 4)]
    with pytest.raises(KeyError):
        kinds[0]["unknown"]


async def test_what_is_asked_side_by_side_is_one_statement(app_connection: Connection) -> None:
    heard = Heard(app_connection)
    at_once = Together(heard)

    async def one_after_the_other(times: int) -> int:
        first = await at_once.fetch(ROWS, times, 2)
        second = await asyncio.gather(*(at_once.fetch(ROWS, row["times"], 1) for row in first))
        return sum(int(rows[0]["times"]) for rows in second)

    assert await asyncio.gather(*(one_after_the_other(times) for times in (2, 3, 5))) == [6, 9, 15]
    assert len(heard.ran) == 2


async def test_whoever_comes_a_little_later_is_waited_for(app_connection: Connection) -> None:
    heard = Heard(app_connection)
    at_once = Together(heard)

    async def after(turns: int) -> None:
        for _ in range(turns):
            await asyncio.sleep(0)
        await at_once.fetch(ROWS, turns, 1)

    await asyncio.gather(*(after(turns) for turns in (0, 2, 4, 6)))
    assert len(heard.ran) == 1


async def test_the_same_question_is_asked_once(app_connection: Connection) -> None:
    heard = Heard(app_connection)
    at_once = Together(heard)
    await asyncio.gather(*(at_once.fetch(ROWS, 2, 2) for _ in range(3)))
    assert [row["times"] for row in await at_once.fetch(ROWS, 2, 2)] == [4, 2]
    assert heard.ran == [ROWS]
    assert await at_once.fetchval(ROWS, 2, 2) == 2
    assert await at_once.fetchrow(ROWS, 2, 0) is None
    assert await at_once.fetchval(ROWS, 2, 0) is None


async def test_whoever_has_a_list_may_change_it(pool: Pool) -> None:
    at_once = Together(pool)
    (await at_once.fetch(ROWS, 2, 2)).clear()
    assert len(await at_once.fetch(ROWS, 2, 2)) == 2


async def test_only_the_culprit_fails(pool: Pool) -> None:
    at_once = Together(pool)
    told = await asyncio.gather(
        at_once.fetch(ROWS, 1, 1),
        at_once.fetch("SELECT 1 / $1::int AS none", 0),
        at_once.fetch(ROWS, 1, "text"),
        at_once.fetch(ROWS, 2, 1),
        return_exceptions=True,
    )
    assert isinstance(told[1], asyncpg.DivisionByZeroError)
    assert isinstance(told[2], asyncpg.DataError)
    assert [rows[0]["times"] for rows in (told[0], told[3]) if isinstance(rows, list)] == [1, 2]


async def test_what_took_too_long_is_not_tried_again(database: Database) -> None:
    async with connected(database.app_url, statement_timeout=0.2) as connection:
        heard = Heard(connection)
        at_once = Together(heard)
        told = await asyncio.gather(at_once.fetch(SLOW), at_once.fetch(ROWS, 1, 1), return_exceptions=True)
    assert [type(each) for each in told] == [asyncpg.QueryCanceledError] * 2
    assert len(heard.ran) == 1


async def test_a_query_given_up_leaves_no_statement_running(app_connection: Connection) -> None:
    at_once = Together(app_connection)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await asyncio.gather(at_once.fetch(SLOW), at_once.fetch(ROWS, 1, 1))
    async with asyncio.timeout(10):  # the one connection is free again
        assert [rows["n"] for rows in await at_once.fetch(ROWS, 1, 1)] == [1]


async def test_one_who_gives_up_leaves_the_others_theirs(pool: Pool) -> None:
    at_once = Together(pool)
    question = SLOW.replace("20", "0.3")
    leaving, staying = (asyncio.ensure_future(at_once.fetch(question)) for _ in range(2))
    await asyncio.sleep(0.05)
    leaving.cancel()
    assert len(await staying) == 1


async def test_no_statement_is_longer_than_it_may_be(app_connection: Connection) -> None:
    heard = Heard(app_connection)
    at_once = Together(heard)
    told = await asyncio.gather(*(at_once.fetch(ROWS, times, 1) for times in range(MOST + 1)))
    assert [rows[0]["times"] for rows in told] == list(range(MOST + 1))
    assert len(heard.ran) == 2


def test_what_is_asked_together_already_stays_so(pool: Pool) -> None:
    at_once = together(pool)
    assert together(at_once) is at_once


def test_a_row_is_read_as_a_record_is() -> None:
    row = Row({"a": 0, "b": 1}, (1, "x"))
    assert (row["b"], row[0], list(row), len(row)) == ("x", 1, [1, "x"], 2)
    assert (list(row.keys()), list(row.values()), dict(row.items())) == (["a", "b"], [1, "x"], {"a": 1, "b": "x"})
    assert (row.get("a"), row.get("c"), row.get("c", 0)) == (1, None, 0)
