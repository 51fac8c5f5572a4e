"""A connection that dies takes nothing with it: what was recorded is recorded once, what was not can be asked again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from service.database import Connection, Database, Pool, Session, connect
from service.ledger import Append, Appended, CommandKnown, OutcomeUnknown, Projectable, Writer
from service.setup_error import SetupError
from tests.service.ledger.ledgers import (
    LEDGER,
    LEDGERS,
    NoProjections,
    event,
    key,
    opened,
    person,
    sound,
    until,
    waiting_for_a_lock,
    writer_on,
)

Beside = Callable[[Session], Awaitable[None]]


def told(command: str | None, beside: Beside | None = None, ledger: str = LEDGER) -> Append:
    return Append(
        ledger=ledger,
        entries=(event("Told"), event("Told")),
        command=key(command, outcome=b"the first answer") if command else None,
        beside=beside,
    )


def killing(admin: Connection, times: int = 1) -> Beside:
    """The backend that does the writing is killed in the middle of its transaction, so many times."""
    left = [times]

    async def kill(connection: Session) -> None:
        if left[0]:
            left[0] -= 1
            await admin.execute("SELECT pg_terminate_backend($1, 5000)", connection.get_server_pid())

    return kill


async def test_killed_before_the_commit_it_is_recorded_the_second_time(
    database: Database, pool: Pool, admin_connection: Connection
) -> None:
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        together = [told("other"), told("killed", killing(admin_connection)), told("third")]
        appended = await asyncio.gather(*(writer.append(append) for append in together))
        assert [one.first for one in appended] == [2, 4, 6]
    assert await sound(pool, LEDGER) == 7


async def test_killed_again_and_again_nothing_is_recorded_and_the_answer_is_unknown(
    database: Database, pool: Pool, admin_connection: Connection
) -> None:
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        append = told("killed", killing(admin_connection, times=2))
        with pytest.raises(OutcomeUnknown):
            await writer.append(append)
        assert await sound(pool, LEDGER) == 1
        assert (await writer.append(append)).first == 2
    assert await sound(pool, LEDGER) == 3


async def test_without_a_command_id_nothing_is_tried_twice(
    database: Database, pool: Pool, admin_connection: Connection
) -> None:
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        together = [told(None), told("known", killing(admin_connection)), told(None)]
        results = await asyncio.gather(*(writer.append(a) for a in together), return_exceptions=True)
    assert [type(result) for result in results] == [OutcomeUnknown, Appended, OutcomeUnknown]
    assert await sound(pool, LEDGER) == 3


class CutAtCommit:
    """A connection that is lost just when the server has committed: the answer never arrives."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.armed = False

    async def connect(self) -> Connection:
        return _Cut(await connect(self._database.app_url), self)  # type: ignore[return-value]


class _Cut:
    """What a connection does, and the cut."""

    def __init__(self, connection: Connection, cut: CutAtCommit) -> None:
        self._connection, self._cut = connection, cut

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def transaction(self) -> "_Transaction":
        return _Transaction(self._connection, self._cut)


class _Transaction:
    def __init__(self, connection: Connection, cut: CutAtCommit) -> None:
        self._connection, self._cut = connection, cut
        self._real = connection.transaction()

    async def __aenter__(self) -> None:
        await self._real.__aenter__()

    async def __aexit__(self, *error: object) -> None:
        await self._real.__aexit__(*error)
        if error[0] is None and self._cut.armed:
            self._cut.armed = False
            self._connection.terminate()
            raise ConnectionResetError("cut at commit")


async def test_lost_at_the_commit_the_first_result_is_found_again(database: Database, pool: Pool) -> None:
    cut = CutAtCommit(database)
    async with Writer(cut.connect, NoProjections()) as writer:
        await opened(writer, LEDGER)
        cut.armed = True
        results = await asyncio.gather(
            *(writer.append(told(command)) for command in ("a", None, "b")), return_exceptions=True
        )
        first, unknown, last = results
        assert isinstance(unknown, OutcomeUnknown)
        for known, position in ((first, 2), (last, 6)):
            assert isinstance(known, CommandKnown)
            assert (known.first, known.last, known.outcome) == (position, position + 1, b"the first answer")
        with pytest.raises(CommandKnown):
            await writer.append(told("a"))
    assert await sound(pool, LEDGER) == 7


async def test_a_commit_that_no_standby_confirmed_is_unknown(database: Database, pool: Pool) -> None:
    async def warn(connection: Session) -> None:
        said = "canceling wait for synchronous replication due to user request"
        await connection.execute(f"DO $$ BEGIN RAISE WARNING '{said}'; END $$")

    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        with pytest.raises(OutcomeUnknown, match="synchronous"):
            await writer.append(told("warned", warn))
        with pytest.raises(CommandKnown):
            await writer.append(told("warned"))
    assert await sound(pool, LEDGER) == 3


async def test_an_idle_connection_that_was_lost_is_made_again(
    database: Database, pool: Pool, admin_connection: Connection
) -> None:
    async with writer_on(database) as writer:
        await opened(writer, *LEDGERS)
        await admin_connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
            "AND usename = 'greffe_app'"
        )
        await asyncio.gather(*(writer.append(told("again", ledger=ledger)) for ledger in LEDGERS))
    async with writer_on(database) as writer:
        await writer.append(told("later"))
    assert sum([await sound(pool, ledger) for ledger in LEDGERS]) == 3 * len(LEDGERS) + 2


async def test_whoever_waits_for_a_locked_ledger_is_answered_when_that_connection_dies(
    database: Database, pool: Pool, admin_connection: Connection
) -> None:
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        holder = await connect(database.app_url)
        async with holder.transaction():
            await holder.execute("SELECT FROM ledger_head FOR UPDATE")
            waiting = asyncio.create_task(writer.append(told("patient")))
            await until(lambda: waiting_for_a_lock(pool))
            await admin_connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            await until(lambda: waiting_for_a_lock(pool))
        await holder.close()
        assert (await asyncio.wait_for(waiting, 10)).first == 2
    assert await sound(pool, LEDGER) == 3


async def test_when_no_connection_can_be_had_whoever_waits_is_told(database: Database) -> None:
    async def refuse() -> Connection:
        raise SetupError("DATABASE_DOWN", url="postgresql://", error="there is none")

    async with Writer(refuse, NoProjections()) as writer:
        with pytest.raises(SetupError):
            await asyncio.wait_for(writer.append(told("a")), 5)


async def test_lost_while_projecting_nothing_stays(
    database: Database, pool: Pool, admin_connection: Connection
) -> None:
    kill = killing(admin_connection)

    async def project(connection: Connection, steps: Sequence[Projectable]) -> None:
        if any(step.position > 1 for step in steps):
            await kill(connection)

    async with writer_on(database, NoProjections(project)) as writer:
        await opened(writer, LEDGER)
        append = Append(ledger=LEDGER, entries=(person("a"),), command=key("a"))
        assert (await writer.append(append)).first == 2
    assert await sound(pool, LEDGER) == 2
