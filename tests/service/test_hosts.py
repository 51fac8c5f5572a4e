"""Two processes on one database, as two hosts are: each takes writes, each feeds those who follow it."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest

from service.database import Connection, Database, connected
from service.ledger import Reader
from tests.conftest import cloned
from tests.service.cli.clients import RECORD, Follower, Scribe, until
from tests.service.cli.office import LEDGER, command, file_of, opening
from tests.service.cli.processes import Service, as_json, greffe, on

WITHIN = 1.0
"""Seconds after which whoever follows one process was told what another recorded."""


class Hosts(NamedTuple):
    """Two services and a clerk's token for both."""

    database: Database
    a: Service
    b: Service
    token: str
    env: dict[str, str]


@pytest.fixture(scope="module")
async def hosts(server: Connection, server_url: str, template: str) -> AsyncIterator[Hosts]:
    """A and B on one database with one open ledger."""
    with tempfile.TemporaryDirectory() as folder:
        async with cloned(server, server_url, template) as database, AsyncExitStack() as stack:
            env = on(database, Path(folder))
            greffe("record", "-", env=env, given=file_of(opening()))
            told = greffe("token", "create", "--role", "clerk", "--ledger", LEDGER, "--json", env=env)
            a, b = Service(env=env), Service(env=env)
            for service in (a, b):
                stack.callback(service.__exit__)
            for service in (a, b):
                await asyncio.to_thread(service.wait)
            yield Hosts(database, a, b, as_json(told)[0]["token"], env)


async def _head(hosts: Hosts) -> int:
    async with connected(hosts.database.app_url) as connection:
        return (await Reader(connection).heads())[LEDGER].position


async def _following(hosts: Hosts, *followers: Follower) -> list[asyncio.Task[None]]:
    """Follow until told of everything that is there."""
    tasks = [asyncio.create_task(follower.follow()) for follower in followers]
    head = await _head(hosts)
    await until(lambda: all(len(follower.positions) == head for follower in followers))
    return tasks


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_what_one_process_records_whoever_follows_the_other_is_told_within_a_second(hosts: Hosts) -> None:
    follower, scribe = Follower(hosts.b.url), Scribe(hosts.a.url, hosts.token)
    following = await _following(hosts, follower)
    await scribe.write(range(20))
    await until(lambda: scribe.sent.keys() <= follower.seen.keys(), within=5)
    await _end(following)
    delays = [follower.seen[position] - sent for position, sent in scribe.sent.items()]
    assert max(delays) < WITHIN
    assert sorted(delays)[len(delays) // 2] < WITHIN / 4, "a hint comes at once; the poll alone takes half a second"


async def test_one_command_id_sent_to_both_at_once_has_one_result(hosts: Hosts) -> None:
    before = await _head(hosts)
    person = command("registerPerson", person="$a", givenName="Camille", familyName="Deux")
    body = {"query": RECORD, "variables": {"commands": [person], "id": "sent to both"}}
    async with httpx2.AsyncClient(headers={"authorization": f"Bearer {hosts.token}"}, timeout=20) as client:
        answers = await asyncio.gather(
            *(client.post(f"{service.url}/graphql", json=body) for service in (hosts.a, hosts.b) * 4)
        )
    results = [answer.json()["data"]["record"] for answer in answers]
    assert [result["positions"] for result in results] == [[before + 1]] * len(results)
    assert sum(not result["replayed"] for result in results) == 1
    assert await _head(hosts) == before + 1


async def test_writers_of_both_processes_leave_no_gap_and_contradict_nothing(hosts: Hosts) -> None:
    before, each = await _head(hosts), 40
    followers = [Follower(service.url) for service in (hosts.a, hosts.b)]
    following = await _following(hosts, *followers)
    scribes = [Scribe(service.url, hosts.token) for service in (hosts.a, hosts.b) for _ in range(2)]
    await asyncio.gather(*(s.write(range(1000 + i * each, 1000 + (i + 1) * each)) for i, s in enumerate(scribes)))
    head = before + each * len(scribes)
    await until(lambda: all(len(follower.positions) >= head for follower in followers), within=10)
    await _end(following)
    for follower in followers:
        assert follower.positions == list(range(1, head + 1))
    told = [position for scribe in scribes for position in scribe.acknowledged.values()]
    assert sorted(told) == list(range(before + 1, head + 1))
    greffe("verify", "--database", env=hosts.env)  # the projections of both engines are those of one


async def test_a_hint_that_is_lost_delays_nobody_beyond_the_poll(hosts: Hosts) -> None:
    follower, scribe = Follower(hosts.b.url), Scribe(hosts.a.url, hosts.token)
    following = await _following(hosts, follower)
    told: list[tuple[float, int]] = []
    for number in range(3):
        async with connected(hosts.database.admin_url or "") as admin:
            ended = await admin.fetchval(
                "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'greffe heads') AS ended"
            )
        assert ended == 2, "those who listen are known by their name"
        await scribe.write(range(5000 + number, 5001 + number))
        position = max(scribe.sent)
        await until(lambda: scribe.sent.keys() <= follower.seen.keys(), within=10)
        told.append((follower.seen[position] - scribe.sent[position], position))
    await _end(following)
    assert max(told)[0] < 2 * WITHIN + 0.5, "a second until the connection is made again, and the look that follows"
    assert follower.positions == list(range(1, await _head(hosts) + 1))


async def test_a_question_is_answered_by_either_with_what_the_other_has_just_recorded(hosts: Hosts) -> None:
    """Kept answers too: the heads are read after the question came."""

    def stands(service: Service) -> int:
        (ledger,) = service.ask("{ ledgers { position } }", hosts.token)["ledgers"]
        return int(ledger["position"])

    for number in range(5):
        before = await asyncio.to_thread(stands, hosts.b)
        assert await asyncio.to_thread(stands, hosts.b) == before, "kept by now"
        await Scribe(hosts.a.url, hosts.token).write(range(7000 + number, 7001 + number))
        assert await asyncio.to_thread(stands, hosts.b) == before + 1


async def test_a_process_that_serves_alone_is_not_renewed_and_not_killed_by_the_wish(hosts: Hosts) -> None:
    hosts.a.process.send_signal(signal.SIGUSR1)
    assert await asyncio.to_thread(hosts.a.ask, "{ ledgers { position } }")
    assert hosts.a.process.poll() is None
