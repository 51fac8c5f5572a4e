"""Several processes append to the same ledgers; one is killed in the middle. Nothing is lost, doubled or skipped."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from projections.nouns import NOUNS
from service.database import Database, Pool, connected
from service.ledger import Append
from service.rebuild import rebuild
from tests.service.ledger.ledgers import LEDGERS, engine, key, opened, person, sound, writer_on

ROOT = Path(__file__).parents[3]
SHARED = LEDGERS[:3]
TURNS = int(os.environ.get("GREFFE_KILLS", "2"))
"""How often a process is killed; more of them take two seconds each."""


async def append_for_ever(url: str, name: str) -> None:
    """The child: eight appenders over three ledgers; says each command when it is recorded."""
    database = Database(url, None, None, "child")
    async with writer_on(database, engine()) as writer:

        async def appender(number: int) -> None:
            turn = 0
            while True:
                turn += 1
                command = f"{name}-{number}-{turn}"
                who = f"{name}{number}{'abcdefghij'[turn % 10]}{'abcdefghij'[turn // 10 % 10]}"
                entries = (person(who, command), person(who + "b", command))
                done = await writer.append(Append(ledger=SHARED[turn % 3], entries=entries, command=key(command)))
                print(SHARED[turn % 3], command, done.first, flush=True)  # noqa: T201 - read by the parent

        await asyncio.gather(*(appender(number) for number in range(2, 8)))


async def _start(database: Database, name: str) -> Process:
    program = "import asyncio, sys; from tests.service.ledger.test_processes import append_for_ever as go; "
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", program + "asyncio.run(go(*sys.argv[1:]))", database.app_url, name, stdout=PIPE, cwd=ROOT
    )


async def _read(process: Process, lines: int | None = None) -> list[tuple[str, str, int]]:
    """What the child said, up to a number of lines or until it ends."""
    assert process.stdout
    said: list[tuple[str, str, int]] = []
    while lines is None or len(said) < lines:
        line = await process.stdout.readline()
        if not line.endswith(b"\n"):
            break
        ledger, command, first = line.decode().split()
        said.append((ledger, command, int(first)))
    return said


@pytest.mark.parametrize("turn", range(TURNS))
async def test_a_process_that_is_killed_loses_nothing_that_it_said_was_recorded(
    database: Database, pool: Pool, turn: int
) -> None:
    async with writer_on(database, engine()) as writer:
        await opened(writer, *SHARED)
        processes = [await _start(database, name) for name in "xyz"[: 2 + turn % 2]]
        said = [found for told in await asyncio.gather(*(_read(one, 60) for one in processes)) for found in told]
        victim, *others = processes
        victim.send_signal(signal.SIGKILL)
        await asyncio.gather(*(writer.append(Append(ledger=one, entries=(person("parent"),))) for one in SHARED))
        said += await _read(victim)
        said += [found for told in await asyncio.gather(*(_read(one, 20) for one in others)) for found in told]
        for process in others:
            process.send_signal(signal.SIGKILL)
        said += [found for process in others for found in await _read(process)]
        await asyncio.gather(*(process.wait() for process in processes))
        for ledger in SHARED:
            assert await sound(pool, ledger) > 20
    kept = {(row["ledger_id"], row["id"]): row["first_position"] for row in await pool.fetch("SELECT * FROM command")}
    assert len(said) >= 60 * len(processes) + 20
    for ledger, command, first in said:
        assert kept[ledger, command] == first
    assert await _rows(pool) == await _rebuilt(database, pool)


async def _rows(pool: Pool) -> dict[str, list[tuple[object, ...]]]:
    return {
        noun.table: sorted(tuple(map(str, row.values())) for row in await pool.fetch(f"SELECT * FROM {noun.table}"))
        for noun in NOUNS
    }


async def _rebuilt(database: Database, pool: Pool) -> dict[str, list[tuple[object, ...]]]:
    async with connected(database.app_url) as connection:
        for ledger in SHARED:
            await rebuild(connection, ledger, chunk=50)
    return await _rows(pool)
