"""A rebuild comes to the rows that were there, beside everyone else."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from projections.nouns import NOUNS, PROJECTION_VERSION
from projections.people import known_people
from projections.query import View
from service.database import Connection, Database, Pool, connected
from service.ledger import Append, LedgerNotOpen, ProjectionOutdated
from service.rebuild import rebuild
from tests.service.clerk.office import LEDGER, OTHER, Office, office_on
from tests.service.ledger.ledgers import event, until, waiting_for_a_lock

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
async def office(database: Database, pool: Pool) -> AsyncIterator[Office]:
    async with office_on(database, pool) as opened:
        yield opened


async def rows(pool: Pool, ledger: str) -> Rows:
    return {
        noun.table: sorted(
            tuple(map(str, row.values()))
            for row in await pool.fetch(f"SELECT * FROM {noun.table} WHERE ledger_id = $1", ledger)
        )
        for noun in NOUNS
    }


@pytest.mark.parametrize("chunk", [1, 7, 1000])
async def test_a_rebuild_comes_to_the_rows_that_were_there(
    office: Office, pool: Pool, app_connection: Connection, chunk: int
) -> None:
    people = await office.furnish(LEDGER)
    await office.live(LEDGER, people)
    await office.furnish(OTHER)
    before, beside = await rows(pool, LEDGER), await rows(pool, OTHER)
    assert all(before[name] for name in ("authority", "body", "composition", "person", "holding", "member"))
    told: list[tuple[int, int]] = []
    head = await rebuild(app_connection, LEDGER, chunk=chunk, progress=lambda done, of: told.append((done, of)))
    assert await rows(pool, LEDGER) == before
    assert await rows(pool, OTHER) == beside
    assert told[-1] == (head, head)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


async def test_rows_that_drifted_are_made_good(office: Office, pool: Pool, app_connection: Connection) -> None:
    await office.furnish(LEDGER)
    before = await rows(pool, LEDGER)
    await app_connection.execute("DELETE FROM composition")
    await app_connection.execute("UPDATE person SET known_from = known_from + 1")
    assert await rows(pool, LEDGER) != before
    await rebuild(app_connection, LEDGER)
    assert await rows(pool, LEDGER) == before


async def test_readers_and_other_ledgers_go_on_during_a_rebuild(office: Office, database: Database, pool: Pool) -> None:
    people = await office.furnish(LEDGER)
    await office.furnish(OTHER)
    head = await pool.fetchval("SELECT position FROM ledger_head WHERE ledger_id = $1", LEDGER)
    loop, half, go_on = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()

    async with connected(database.app_url) as connection:
        rebuilding = loop.create_task(_rebuild_halting(connection, half, go_on))
        await asyncio.wait_for(half.wait(), 10)
        found = await known_people(pool, View(LEDGER, head, 3), people)
        assert set(found) == set(people)
        await asyncio.wait_for(office.writer.append(Append(ledger=OTHER, entries=(event("Told"),))), 5)
        own = loop.create_task(office.writer.append(Append(ledger=LEDGER, entries=(event("Told"),))))
        await until(lambda: waiting_for_a_lock(pool))
        assert not own.done()
        go_on.set()
        await rebuilding
        assert (await asyncio.wait_for(own, 10)).first == head + 1


async def _rebuild_halting(connection: Connection, half: asyncio.Event, go_on: asyncio.Event) -> None:
    """A rebuild that stops in the middle, its transaction open, until it is told to go on."""

    class Halting:
        def __getattr__(self, name: str) -> object:
            return getattr(connection, name)

        async def fetch(self, query: str, *arguments: object) -> object:
            found = await connection.fetch(query, *arguments)
            if "INSERT INTO composition" in query:
                half.set()
                await go_on.wait()
            return found

    await rebuild(Halting(), LEDGER, chunk=20)  # type: ignore[arg-type]


async def test_a_rebuild_that_fails_leaves_the_old_rows(office: Office, pool: Pool, app_connection: Connection) -> None:
    await office.furnish(LEDGER)
    before = await rows(pool, LEDGER)

    def fail(done: int, of: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await rebuild(app_connection, LEDGER, progress=fail, version=PROJECTION_VERSION + 1)
    assert await rows(pool, LEDGER) == before
    await office.writer.append(Append(ledger=LEDGER, entries=(event("Told"),)))


async def test_after_a_rebuild_only_its_version_appends(office: Office, pool: Pool, app_connection: Connection) -> None:
    await office.furnish(LEDGER)
    await office.furnish(OTHER)
    await rebuild(app_connection, LEDGER, version=PROJECTION_VERSION + 1)
    with pytest.raises(ProjectionOutdated):
        await office.writer.append(Append(ledger=LEDGER, entries=(event("Told"),)))
    await office.writer.append(Append(ledger=OTHER, entries=(event("Told"),)))
    await rebuild(app_connection, LEDGER)
    await office.writer.append(Append(ledger=LEDGER, entries=(event("Told"),)))


async def test_an_unknown_ledger_is_not_rebuilt(app_connection: Connection) -> None:
    with pytest.raises(LedgerNotOpen):
        await rebuild(app_connection, "nothing")
