"""Group commit: gapless, grouped, and nobody pays for another's failure."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence

import pytest

from service.database import Connection, Database, Pool, connect
from service.ledger import (
    Append,
    Appended,
    CommandKnown,
    Conflict,
    LedgerNotOpen,
    NotSimulated,
    OutcomeUnknown,
    Projectable,
    ProjectionOutdated,
    Writer,
)
from tests.service.ledger.ledgers import (
    LEDGER,
    LEDGERS,
    NoProjections,
    event,
    key,
    opened,
    person,
    sound,
    unless,
    until,
    waiting_for_a_lock,
    writer_on,
)

OTHER = LEDGERS[1]
NOON = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[Writer]:
    async with writer_on(database) as started:
        await opened(started, LEDGER)
        yield started


def told(*tags: str, ledger: str = LEDGER, command: str | None = None) -> Append:
    return Append(ledger=ledger, entries=(event("Told", *tags),), command=key(command) if command else None)


async def answers(*appends: "asyncio.Future[Appended]") -> list[Appended | BaseException]:
    return await asyncio.gather(*appends, return_exceptions=True)


async def test_thirty_two_writers_leave_no_gap(database: Database, pool: Pool) -> None:
    async with writer_on(database) as writer:
        await opened(writer, *LEDGERS)

        async def appender(number: int) -> None:
            for turn in range(12):
                ledger = LEDGERS[(number + turn) % len(LEDGERS)]
                entries = tuple(event("Told", f"by:{number}") for _ in range(1 + turn % 3))
                appended = await writer.append(Append(ledger=ledger, entries=entries, command=key(f"{number}.{turn}")))
                assert appended.last - appended.first + 1 == len(entries)

        await asyncio.gather(*(appender(number) for number in range(32)))
    assert sum([await sound(pool, ledger) for ledger in LEDGERS]) == len(LEDGERS) + 32 * (1 + 2 + 3) * 4


async def test_whoever_waits_is_recorded_in_one_transaction(database: Database, pool: Pool) -> None:
    projections = NoProjections()
    async with writer_on(database, projections) as writer:
        await opened(writer, LEDGER)
        before = len(projections.batches)
        await asyncio.gather(*(writer.append(told()) for _ in range(100)))
    assert len(projections.batches) - before == 1
    transactions = await pool.fetchval("SELECT count(DISTINCT xmin::text) FROM entry_header WHERE position > 1")
    assert transactions == 1


async def test_what_spoils_a_batch_fails_alone(database: Database, pool: Pool) -> None:
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        culprit = Append(ledger=LEDGER, entries=(event("Told", data=b"x"),), beside=_divide, command=key("culprit"))
        results = await answers(*(asyncio.ensure_future(writer.append(a)) for a in (told(), culprit, told())))
    assert isinstance(results[1], ZeroDivisionError)
    assert [r.first for r in results if isinstance(r, Appended)] == [2, 3]
    assert await sound(pool, LEDGER) == 3
    assert await pool.fetchval("SELECT count(*) FROM command") == 0


async def _divide(connection: object) -> None:
    raise ZeroDivisionError


async def test_an_error_of_the_database_or_of_the_driver_fails_its_culprit_alone(writer: Writer, pool: Pool) -> None:
    unfit = Append(ledger=LEDGER, entries=(event("Told", "nul\0"),))
    unwritable = Append(ledger=LEDGER, entries=(event(5),))  # type: ignore[arg-type]
    results = await answers(
        *(asyncio.ensure_future(writer.append(a)) for a in (told(), unfit, told(), unwritable, told()))
    )
    assert [isinstance(r, Appended) for r in results] == [True, False, True, False, True]
    assert not any(isinstance(r, OutcomeUnknown) for r in results)
    assert await sound(pool, LEDGER) == 4


async def test_a_projection_that_fails_leaves_nothing(database: Database, pool: Pool) -> None:
    async def fail(connection: Connection, steps: Sequence[Projectable]) -> None:
        if any(step.position > 1 for step in steps):
            raise ArithmeticError("this cannot be projected")

    async with writer_on(database, NoProjections(fail)) as writer:
        await writer.append(Append(ledger=LEDGER, entries=(), opens="REAL", command=key("nothing")))
        with pytest.raises(ArithmeticError):
            await writer.append(
                Append(ledger=LEDGER, entries=(person("a"), person("b")), opens="REAL", command=key("fails"))
            )
    assert await sound(pool, LEDGER) == 0
    assert [row["id"] for row in await pool.fetch("SELECT id FROM command")] == ["nothing"]


async def test_a_moved_boundary_fails_its_command_alone(writer: Writer, pool: Pool) -> None:
    late = Append(ledger=LEDGER, entries=(event("Told", "seat"),), condition=unless("seat", after=1))
    results = await answers(*(asyncio.ensure_future(writer.append(late)) for _ in range(5)))
    assert [isinstance(r, Appended) for r in results] == [True, False, False, False, False]
    assert all(isinstance(r, Conflict) for r in results[1:])
    with pytest.raises(Conflict) as conflict:
        await writer.append(late)
    assert conflict.value.head == await sound(pool, LEDGER) == 2
    await writer.append(Append(ledger=LEDGER, entries=(event(),), condition=unless("seat", after=2)))
    await writer.append(Append(ledger=LEDGER, entries=(event(),), condition=unless("another seat", after=1)))


async def test_a_command_id_counts_once(writer: Writer, pool: Pool) -> None:
    results = await answers(*(asyncio.ensure_future(writer.append(told(command="one"))) for _ in range(3)))
    assert isinstance(results[0], Appended)
    again = await answers(asyncio.ensure_future(writer.append(told(command="one"))))
    for known in (*results[1:], *again):
        assert isinstance(known, CommandKnown)
        assert (known.first, known.last, known.digest, known.outcome) == (2, 2, b"d", b"o")
    assert await sound(pool, LEDGER) == 2


async def test_a_command_without_entries_is_remembered_too(writer: Writer) -> None:
    nothing = Append(ledger=LEDGER, entries=(), command=key("nothing"))
    appended = await writer.append(nothing)
    assert (appended.first, appended.last) == (2, 1)
    await writer.append(told())
    with pytest.raises(CommandKnown) as known:
        await writer.append(nothing)
    assert (known.value.first, known.value.last) == (2, 1)


async def test_the_same_id_in_another_ledger_is_another_command(writer: Writer) -> None:
    await opened(writer, OTHER)
    await asyncio.gather(writer.append(told(command="one")), writer.append(told(command="one", ledger=OTHER)))


async def test_an_expected_position_is_held_to(writer: Writer) -> None:
    expecting = Append(ledger=LEDGER, entries=(event(),), expected_position=1)
    results = await answers(*(asyncio.ensure_future(writer.append(expecting)) for _ in range(2)))
    assert isinstance(results[0], Appended)
    assert isinstance(results[1], Conflict)


async def test_a_ledger_that_is_not_open_takes_nothing(writer: Writer, pool: Pool) -> None:
    with pytest.raises(LedgerNotOpen):
        await writer.append(told(ledger=OTHER))
    await writer.append(Append(ledger=OTHER, entries=(), opens="REAL"))
    with pytest.raises(LedgerNotOpen):
        await writer.append(told(ledger=OTHER))
    assert await sound(pool, OTHER) == 0


async def test_the_first_entry_says_the_clock_and_no_other(writer: Writer, pool: Pool) -> None:
    await writer.append(Append(ledger=OTHER, entries=(), opens="SIMULATED"))
    await writer.append(Append(ledger=OTHER, entries=(event(),), opens="REAL"))
    await writer.append(Append(ledger=OTHER, entries=(event(),), opens="SIMULATED"))
    assert await sound(pool, OTHER) == 2
    assert await pool.fetchval("SELECT clock FROM ledger_head WHERE ledger_id = $1", OTHER) == "REAL"


async def test_only_a_simulated_ledger_takes_its_time_from_the_caller(writer: Writer, pool: Pool) -> None:
    with pytest.raises(NotSimulated):
        await writer.append(Append(ledger=LEDGER, entries=(event(),), recorded_at=NOON))
    opening = Append(ledger=OTHER, entries=(event(),), opens="SIMULATED", recorded_at=NOON)
    assert (await writer.append(opening)).recorded_at == NOON
    earlier = Append(ledger=OTHER, entries=(event(),), recorded_at=NOON - dt.timedelta(seconds=1))
    with pytest.raises(Conflict):
        await writer.append(earlier)
    assert (await writer.append(Append(ledger=OTHER, entries=(event(),), recorded_at=NOON))).recorded_at == NOON
    assert await sound(pool, OTHER) == 2


async def test_a_clock_that_goes_back_takes_no_ledger_with_it(
    writer: Writer, pool: Pool, admin_connection: Connection
) -> None:
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    await admin_connection.execute("UPDATE ledger_head SET recorded_at = $1", ahead)
    assert (await writer.append(told())).recorded_at == ahead
    assert await sound(pool, LEDGER) == 2


async def test_a_locked_ledger_keeps_nobody_else_waiting(writer: Writer, database: Database, pool: Pool) -> None:
    await opened(writer, *LEDGERS[1:])
    holder = await connect(database.app_url)
    async with holder.transaction():
        await holder.execute("SELECT FROM ledger_head WHERE ledger_id = $1 FOR UPDATE", LEDGER)
        stuck = [asyncio.create_task(writer.append(told(command=str(n)))) for n in range(20)]
        for _ in range(3):
            await asyncio.wait_for(
                asyncio.gather(*(writer.append(told(ledger=other)) for other in LEDGERS[1:])), timeout=5
            )
            stuck += [asyncio.create_task(writer.append(told())) for _ in range(5)]
        assert not any(task.done() for task in stuck)
        assert await until(lambda: waiting_for_a_lock(pool)) == 1
    await holder.close()
    assert sorted(one.first for one in await asyncio.gather(*stuck)) == list(range(2, 37))
    assert await sound(pool, LEDGER) == 36


async def test_a_caller_that_leaves_does_not_undo_its_command(writer: Writer, database: Database, pool: Pool) -> None:
    leaving = asyncio.create_task(writer.append(told(command="left")))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await until(lambda: pool.fetchval("SELECT count(*) FROM command WHERE id = 'left'"))
    assert await sound(pool, LEDGER) == 2


async def test_what_was_asked_for_is_recorded_before_the_writer_stops(database: Database, pool: Pool) -> None:
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        waiting = [asyncio.create_task(writer.append(told())) for _ in range(50)]
        await asyncio.sleep(0)
    assert all(task.done() for task in waiting)
    assert await sound(pool, LEDGER) == 51
    with pytest.raises(RuntimeError):
        await writer.append(told())


async def test_a_ledger_of_another_projection_version_takes_nothing(
    writer: Writer, pool: Pool, admin_connection: Connection
) -> None:
    await writer.append(told(command="before"))
    await opened(writer, OTHER)
    await admin_connection.execute("UPDATE ledger_head SET projection_version = 2 WHERE ledger_id = $1", LEDGER)
    with pytest.raises(ProjectionOutdated) as outdated:
        await writer.append(told())
    assert (outdated.value.stored, outdated.value.running) == (2, 1)
    with pytest.raises(CommandKnown):
        await writer.append(told(command="before"))
    await writer.append(told(ledger=OTHER))
    assert await sound(pool, LEDGER) == 2


async def test_whoever_listens_is_told_after_the_commit(database: Database, pool: Pool) -> None:
    heard: list[set[str]] = []
    writer = Writer(lambda: connect(database.app_url), NoProjections(), lambda ledgers: heard.append(set(ledgers)))
    async with writer:
        await opened(writer, LEDGER)
        await writer.append(Append(ledger=LEDGER, entries=(), command=key("nothing")))
    assert heard == [{LEDGER}]
