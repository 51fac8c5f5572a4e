"""The check disturbs nobody and is disturbed by nobody, and its memory does not grow with the ledger."""

import asyncio
import tracemalloc

import asyncpg
import pytest

from domain.people import RegisterPerson
from service.database import Connection, Database, connected
from service.ledger import Append, CommandKey
from service.ledger.check import projected, streams
from service.selfcheck import check_ledger, snapshot
from tests.service.clerk.office import LEDGER, ON
from tests.service.ledger.ledgers import engine, opened, person, writer_on
from tests.service.selfcheck.conftest import checked, office_in


async def test_what_is_recorded_meanwhile_waits_for_nobody_and_is_for_the_next_time(
    database: Database, app_connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PAGE", 5)
    recorded: list[asyncio.Task[object]] = []

    def record(done: int, of: int) -> None:
        new = RegisterPerson(on=ON, person="$x", given_name="A", family_name=f"B{done}")
        recorded.append(
            asyncio.get_running_loop().create_task(office.record(new, command_id=f"meanwhile {len(recorded)}"))
        )

    async with office_in(database) as office, snapshot(app_connection) as heads:
        report = await check_ledger(app_connection, heads, LEDGER, progress=record)
        await asyncio.gather(*recorded)  # committed while the snapshot still stands
        again = await check_ledger(app_connection, heads, LEDGER)
    assert len(recorded) > 5
    assert (report.sound, report.entries) == (True, 40)
    assert (again.sound, again.entries, again.looked_at) == (True, 40, report.looked_at)
    after = await checked(app_connection)
    assert (after.sound, after.entries) == (True, 40 + len(recorded))


async def test_the_check_may_write_nothing(app_connection: Connection) -> None:
    async with snapshot(app_connection):
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await app_connection.execute("DELETE FROM composition")


async def people_in(database: Database, ledger: str, entries: int) -> None:
    """A ledger of people."""
    async with writer_on(database, engine()) as writer:
        await opened(writer, ledger)
        for first in range(0, entries, 500):
            command = f"c{first}"
            new = tuple(person(f"{number:a>16}", command) for number in _letters(first, first + 500))
            key = CommandKey(command, b"d" * 32, b"{}")
            await writer.append(Append(ledger=ledger, entries=new, command=key))


def _letters(first: int, last: int) -> list[str]:
    """Numbers, written with the letters of people's ids."""
    return ["".join(chr(ord("a") + int(digit)) for digit in str(number)) for number in range(first, last)]


async def peak(database: Database, ledger: str) -> int:
    """The most memory, in bytes, that Python held for the check of a ledger."""
    async with connected(database.app_url) as connection:
        tracemalloc.start()
        try:
            async with snapshot(connection) as heads:
                report = await check_ledger(connection, heads, ledger)
            # No clerk recorded them: the opening has no command id, and people no name.
            assert {one.flaw.value for one in report.differences} <= {"COMMAND_MISSING", "NAME_MISSING"}
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


async def test_memory_is_that_of_a_page_not_of_the_ledger(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PAGE", 100)
    monkeypatch.setattr(projected, "AT_ONCE", 100)
    await people_in(database, "200000018", 1500)
    await people_in(database, "200000019", 12_000)
    await peak(database, "200000018")  # what is loaded once
    small, large = await peak(database, "200000018"), await peak(database, "200000019")
    assert large < small * 2, (small, large)  # eight times as many entries; the collector's moods are no growth
