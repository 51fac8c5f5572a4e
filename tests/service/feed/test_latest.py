"""The heads are read by a query that begins after whoever asks has come."""

import asyncio
from typing import Any

import pytest

from service.database import Connection, Database, connect
from service.feed import LatestHeads

ADD = "INSERT INTO ledger_head (ledger_id, clock, position, projection_version) VALUES ('200000008', 'REAL', 1, 1)"


class Held:
    """A real connection whose answers are withheld until they are let go."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.read, self.let_go = asyncio.Event(), asyncio.Event()

    async def fetch(self, query: str, **options: Any) -> Any:
        rows = await self.connection.fetch(query, **options)
        self.read.set()
        await self.let_go.wait()
        return rows

    def terminate(self) -> None:
        self.connection.terminate()


@pytest.fixture
async def held(database: Database) -> Any:
    connection = await connect(database.app_url)
    yield Held(connection)
    connection.terminate()


async def test_one_who_comes_during_a_query_waits_for_the_next(held: Held, app_connection: Connection) -> None:
    async def give() -> Any:
        return held

    async with LatestHeads(give) as latest:
        early = [asyncio.create_task(latest()) for _ in range(3)]
        await held.read.wait()
        await app_connection.execute(ADD)
        late = [asyncio.create_task(latest()) for _ in range(3)]
        await asyncio.sleep(0.01)
        held.let_go.set()
        assert [dict(marks) for marks in await asyncio.gather(*early)] == [{}] * 3
        assert [marks["200000008"].position for marks in await asyncio.gather(*late)] == [1] * 3
        assert latest.queries == 2


async def test_every_change_of_a_head_shows_even_at_the_same_position(
    database: Database, app_connection: Connection
) -> None:
    async with LatestHeads(lambda: connect(database.app_url)) as latest:
        await app_connection.execute(ADD)
        first = await latest()
        assert await latest() == first
        await app_connection.execute("UPDATE ledger_head SET projection_version = projection_version")
        assert await latest() != first


async def test_each_ledger_has_the_mark_of_its_own_row(database: Database, app_connection: Connection) -> None:
    async with LatestHeads(lambda: connect(database.app_url)) as latest:
        assert await latest() == {}
        await app_connection.execute(
            "INSERT INTO ledger_head (ledger_id, clock, position, projection_version)"
            " SELECT 'L' || n, 'REAL', n * 10, n FROM generate_series(1, 12) AS n"
        )
        rows = await app_connection.fetch("SELECT ledger_id, position, projection_version, xmin FROM ledger_head")
        expected = {row["ledger_id"]: tuple(row.values())[1:] for row in rows}
        told = await latest()
        assert told == expected
        assert await latest() is told
        await app_connection.execute("UPDATE ledger_head SET position = 31 WHERE ledger_id = 'L3'")
        moved = await latest()
        assert {ledger for ledger in moved if moved[ledger] != told[ledger]} == {"L3"}
        assert moved["L3"].position == 31
        await app_connection.execute("UPDATE ledger_head SET position = 20 WHERE ledger_id = 'L3'")
        assert (await latest())["L3"].position == 20


async def test_one_who_gives_up_takes_the_answer_from_nobody(held: Held) -> None:
    async def give() -> Any:
        return held

    async with LatestHeads(give) as latest:
        leaving, staying = asyncio.create_task(latest()), asyncio.create_task(latest())
        await held.read.wait()
        leaving.cancel()
        held.let_go.set()
        assert await staying == {}
