"""A service that is killed, and killed again: a follower loses and repeats nothing, a writer's record stands once."""

import asyncio
import os
import socket
from functools import partial

from tests.service.cli.clients import Follower, Scribe, until
from tests.service.cli.conftest import home
from tests.service.cli.office import LEDGER, file_of, opening
from tests.service.cli.processes import Service, as_json, greffe

__all__ = ["home"]

KILLS = int(os.environ.get("GREFFE_KILLS", "2"))
"""The long run, `make kills`, has ten."""
BETWEEN = 15
"""Records acknowledged between two kills."""
PEOPLE = KILLS * BETWEEN + 20


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _is_told(scribe: Scribe, writing: asyncio.Task[None], wanted: int) -> bool:
    return len(scribe.acknowledged) >= wanted or writing.done()


async def test_a_killed_service_loses_and_repeats_nothing(home: dict[str, str]) -> None:
    greffe("migrate", env=home)
    greffe("record", "-", env=home, given=file_of(opening()))
    token = as_json(greffe("token", "create", "--role", "clerk", "--ledger", LEDGER, "--json", env=home))[0]["token"]
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    follower, scribe = Follower(url), Scribe(url, token)
    following = asyncio.create_task(follower.follow())
    writing = asyncio.create_task(scribe.write(range(PEOPLE)))
    try:
        for kill in range(1, KILLS + 1):
            with await asyncio.to_thread(Service(env=home, port=port).wait) as service:
                await until(partial(_is_told, scribe, writing, kill * BETWEEN))
                service.kill()
        with await asyncio.to_thread(Service(env=home, port=port).wait) as service:
            await asyncio.wait_for(writing, 60)
            head = 3 + PEOPLE
            await until(lambda: len(follower.positions) >= head)
            following.cancel()
            page = service.ask("{ entries(first: 200) { items { ... on Entry { position commandId } } } }")
            await asyncio.to_thread(service.stop)
    finally:
        following.cancel()
        writing.cancel()
        await asyncio.gather(following, writing, return_exceptions=True)

    assert follower.positions == list(range(1, head + 1))
    assert follower.connections >= KILLS
    assert len(scribe.acknowledged) == PEOPLE
    recorded = {item["commandId"]: item["position"] for item in page["entries"]["items"]}
    assert len(page["entries"]["items"]) == head
    assert {command_id: recorded[command_id] for command_id in scribe.acknowledged} == scribe.acknowledged
