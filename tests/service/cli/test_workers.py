"""`greffe serve --workers N`: several processes behind one port, kept alive, stopped together."""

import asyncio
import os
import signal
import time
from pathlib import Path

import httpx2
import pytest

from service.database import Database
from service.database.capacity import Capacity
from service.setup_error import SetupError
from tests.service.cli.clients import Follower, Scribe, until
from tests.service.cli.office import LEDGER, file_of, opening
from tests.service.cli.processes import Service, as_json, greffe, on, postgres_of

PEOPLE = 60
STOPPED_WITHIN = 20
"""Seconds: five, and what a busy machine adds."""


def _children(service: Service) -> set[int]:
    """The workers that live."""
    parent = service.process.pid
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            _, _, rest = (process / "stat").read_text().rpartition(") ")
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        state, of, *_ = rest.split()
        if int(of) == parent and state != "Z" and b"service.cli.worker" in command:
            found.add(int(process.name))
    return found


def _lives(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


async def test_a_worker_that_is_killed_is_replaced_and_nothing_is_lost(database: Database, tmp_path: Path) -> None:
    env = on(database, tmp_path)
    greffe("record", "-", env=env, given=file_of(opening()))
    token = as_json(greffe("token", "create", "--role", "clerk", "--ledger", LEDGER, "--json", env=env))[0]["token"]
    with await asyncio.to_thread(Service("--workers", "2", env=env).wait) as service:
        first = _children(service)
        assert len(first) == 2
        followers, scribe = [Follower(service.url) for _ in range(4)], Scribe(service.url, token)
        following = [asyncio.create_task(follower.follow()) for follower in followers]
        writing = asyncio.create_task(scribe.write(range(PEOPLE)))
        await until(lambda: len(scribe.acknowledged) > PEOPLE // 4)
        os.kill(victim := min(first), signal.SIGKILL)
        await until(lambda: victim not in _children(service) and len(_children(service)) == 2)
        await asyncio.wait_for(writing, 60)
        head = 3 + PEOPLE
        await until(lambda: all(len(follower.positions) >= head for follower in followers))
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        assert "was killed by SIGKILL; another is started" in service.errors()
        for follower in followers:
            assert follower.positions == list(range(1, head + 1))
        alive = _children(service)
        assert await asyncio.to_thread(service.stop, signal.SIGTERM) < STOPPED_WITHIN
        assert not any(map(_lives, alive))


async def test_workers_are_renewed_one_by_one_without_an_interruption(database: Database, tmp_path: Path) -> None:
    with await asyncio.to_thread(Service("--workers", "2", env=on(database, tmp_path)).wait) as service:
        before = _children(service)
        refused: list[str] = []
        service.process.send_signal(signal.SIGUSR1)
        async with httpx2.AsyncClient() as client:  # a connection that is kept may be closed; a new request is answered
            deadline = time.monotonic() + 60
            while _children(service) & before or len(_children(service)) != 2:
                assert time.monotonic() < deadline
                answer = await client.get(f"{service.url}/readyz", headers={"connection": "close"}, timeout=10)
                if answer.status_code != 200:
                    refused.append(answer.text)
                await asyncio.sleep(0.02)
        assert refused == []
        assert not any(map(_lives, before))
        await asyncio.to_thread(service.stop)


async def test_workers_end_with_their_supervisor_however_it_died(home: dict[str, str]) -> None:
    """And the last to leave stops the embedded PostgreSQL."""
    with await asyncio.to_thread(Service(env=home | {"GREFFE_WORKERS": "2"}).wait) as service:
        alive = _children(service)
        assert len(alive) == 2
        assert postgres_of(home) is not None
        service.kill()
        await until(lambda: not any(map(_lives, alive)), within=15)
        await until(lambda: postgres_of(home) is None, within=15)


def test_a_worker_that_cannot_start_ends_the_service_with_a_sentence(database: Database, tmp_path: Path) -> None:
    """The supervisor needs no registered documents; its workers find none."""
    env = on(database, tmp_path) | {"GREFFE_DOCUMENTS": str(tmp_path / "nowhere")}
    told = greffe("serve", "--port", "0", "--workers", "2", env=env, code=3)
    assert "The service did not start" in told.stderr


def test_connections_are_shared_out_so_that_all_workers_fit() -> None:
    server = Capacity(max_connections=100, reserved=3, open=1)
    assert server.share(1).connections == server.share(2).connections == 24, "as much as a process ever needs"
    for workers in range(1, 11):
        share = server.share(workers)
        assert workers * share.connections <= server.usable
        assert share.readers >= 2
        assert share.alone >= 1
    with pytest.raises(SetupError, match="at most 10"):
        server.share(11)


def test_too_many_workers_for_the_database_are_told_before_any_is_started(database: Database, tmp_path: Path) -> None:
    told = greffe("serve", "--port", "0", "--workers", "64", env=on(database, tmp_path), code=3)
    assert "64 workers do not fit on this database" in told.stderr
    assert "GREFFE_WORKERS" in told.stderr
