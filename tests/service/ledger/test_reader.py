"""Reading by page, by position, by tag and by time."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from eventsourcing.dcb.api import DCBQuery

from domain.core.boundary import Boundary, about
from service.database import Connection, Database, Pool
from service.ledger import Append, Head, Reader, Writer, condition_of
from service.ledger.conditions import select
from service.proof.canonical import leaf_hash
from tests.service.ledger.ledgers import LEDGER, LEDGERS, key, opened, person, unless, writer_on

MORNING = dt.datetime(2026, 5, 20, 8, tzinfo=dt.UTC)
NOON = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[Writer]:
    """Two ledgers; in the first, 1 at its opening, 2 to 4 together at eight, 5 and 6 apart at noon."""
    async with writer_on(database) as started:
        await opened(started, *LEDGERS[:2], clock="SIMULATED")
        yield started


@pytest.fixture
async def reader(writer: Writer, pool: Pool, admin_connection: Connection) -> AsyncIterator[Reader]:
    await admin_connection.execute("UPDATE ledger_head SET recorded_at = 'epoch'")
    together = (person("a"), person("b"), person("c"))
    await writer.append(Append(ledger=LEDGER, entries=together, recorded_at=MORNING, command=key("1")))
    for name in "de":
        await writer.append(Append(ledger=LEDGER, entries=(person(name),), recorded_at=NOON))
    async with pool.acquire() as connection:
        yield Reader(connection)


async def test_a_list_of_commands_is_one_step(reader: Reader) -> None:
    assert [await reader.end_of_step(LEDGER, position) for position in range(1, 7)] == [1, 4, 4, 4, 5, 6]
    assert await reader.end_of_step(LEDGER, 7) == 7
    assert await reader.end_of_step(LEDGER, 0) == 0


async def test_what_was_known_at_an_instant(writer: Writer, reader: Reader) -> None:
    for instant, position in ((MORNING, 4), (NOON - SECOND, 4), (NOON, 6), (NOON + SECOND, 6)):
        assert await reader.position_at(LEDGER, instant) == position
    assert await reader.position_at("nothing", NOON) is None
    assert await reader.position_at(LEDGER, dt.datetime(1969, 1, 1, tzinfo=dt.UTC)) is None


async def test_pages_follow_each_other(reader: Reader) -> None:
    found, after = [], 0
    while page := await reader.page(LEDGER, after=after, first=4):
        assert len(page) <= 4
        found += page
        after = page[-1].position
    assert [entry.position for entry in found] == [1, 2, 3, 4, 5, 6]
    assert all(entry.leaf == leaf_hash(entry.header) and entry.ledger == LEDGER for entry in found)
    assert await reader.at(LEDGER, [2, 6, 99]) == {2: found[1], 6: found[5]}


async def test_an_erased_body_leaves_its_place(reader: Reader, admin_connection: Connection, pool: Pool) -> None:
    await admin_connection.execute("ALTER TABLE entry_body DISABLE TRIGGER ALL")
    await admin_connection.execute("DELETE FROM entry_body WHERE ledger_id = $1 AND position = 3", LEDGER)
    page = await reader.page(LEDGER, after=2, first=2)
    assert [(entry.position, entry.body is None, entry.type) for entry in page] == [
        (3, True, None),
        (4, False, "PersonRegistered"),
    ]
    assert len(page[0].leaf) == 32


async def test_what_a_decision_reads(reader: Reader) -> None:
    who = "person:p-" + "a" * 16
    within = await reader.within(LEDGER, about(who) | Boundary(positions=frozenset({1, 5})), until=5)
    assert [entry.position for entry in within] == [1, 2, 5]
    assert await reader.within(LEDGER, about(who), until=1) == []
    assert await reader.within(LEDGERS[1], about(who), until=9) == []


def test_a_boundary_without_tags_is_no_condition() -> None:
    """A query of no item is one of everything."""
    assert condition_of(Boundary(positions=frozenset({1})), 1) is None
    assert condition_of(about("b", "a"), 7) == unless("a", "b", after=7)
    assert "position IN" not in select(DCBQuery(), "1")[0]


async def test_heads_are_of_one_moment(reader: Reader) -> None:
    heads = await reader.heads()
    assert list(heads) == list(LEDGERS[:2])
    assert heads[LEDGER] == Head(LEDGER, "SIMULATED", 6, NOON, 1)
    assert await reader.heads_of([LEDGERS[1], "nothing"]) == {LEDGERS[1]: heads[LEDGERS[1]]}


async def test_a_known_command(reader: Reader) -> None:
    known = await reader.command(LEDGER, "1")
    assert known is not None
    assert (known.first, known.last, known.digest) == (2, 4, b"d")
    assert await reader.command(LEDGER, "2") is None
    assert await reader.command(LEDGERS[1], "1") is None
