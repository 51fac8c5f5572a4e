"""`greffe serve` as a newcomer meets it: from nothing to an answer, and away again without a trace."""

import asyncio
import json
import os
import signal
import socket
import stat
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError
from websockets.frames import CloseCode
from websockets.typing import Subprotocol

from service.database import Database
from service.database.postmaster import Postmaster
from tests.service.cli.office import LEDGER, command, file_of, opening
from tests.service.cli.processes import Service, as_json, greffe, on, postgres_of

ENTRIES = "subscription { entries { __typename ... on Entry { position } } }"
STOPPED_WITHIN = 20.0
"""Five seconds, and what a busy machine adds; a service that waited for its streams would not end at all."""


async def subscribe(url: str) -> ClientConnection:
    """A WebSocket that follows all entries."""
    address = url.replace("http://", "ws://") + "/graphql"
    socket = await connect(address, subprotocols=[Subprotocol("graphql-transport-ws")])
    await socket.send('{"type": "connection_init"}')
    assert json.loads(await socket.recv())["type"] == "connection_ack"
    await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": ENTRIES}}))
    return socket


async def _to_the_end(followed: ClientConnection) -> None:
    while True:
        await followed.recv()


def _is_gone(server: Postmaster, home: dict[str, str]) -> bool:
    """Whether the process ended; where nobody reaps orphans it stays as a zombie."""
    try:
        os.kill(server.pid, 0)
    except ProcessLookupError:
        return True
    return server.is_surely_gone(Path(home["GREFFE_DATA_DIR"]) / "pg18")


def _record(service: Service, token: str, command_id: str, *commands: dict[str, Any]) -> Any:
    return service.ask(
        "mutation ($c: [CommandInput!]!, $id: ID!) { record(authority: "
        f'"{LEDGER}", commands: $c, commandId: $id) {{ __typename ... on RecordedResult {{ positions }} }} }}',
        token,
        c=list(commands),
        id=command_id,
    )["record"]


async def test_from_nothing_to_an_answer_and_away_again_with_streams_open(home: dict[str, str]) -> None:
    with Service("--demo", env=home) as service:
        token = service.welcome["demoToken"]
        kept = Path(home["GREFFE_DATA_DIR"]) / "demo-token"
        assert kept.read_text().strip() == token
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert service.ask("{ bureau { seats { seat } } }")["bureau"]["seats"]
        assert httpx2.get(f"{service.url}/graphiql").status_code == 200
        doctor = greffe("doctor", env=home | {"GREFFE_PORT": service.url.rpartition(":")[2]}).stdout
        assert "answers and is ready" in doctor
        server = postgres_of(home)
        assert server is not None

        followed = await subscribe(service.url)
        first = json.loads(await followed.recv())
        assert first["payload"]["data"]["entries"]["position"] == 1
        async with (
            httpx2.AsyncClient() as client,
            client.stream(
                "POST",
                f"{service.url}/graphql",
                json={"query": ENTRIES},
                headers={"accept": "text/event-stream"},
                timeout=30,
            ) as stream,
        ):
            lines = stream.aiter_lines()
            assert "event" in await anext(lines)
            took = await asyncio.to_thread(service.stop, signal.SIGINT)
            async for _ in lines:  # it ends, rather than breaks
                pass
        with pytest.raises(ConnectionClosedError):
            await _to_the_end(followed)
        assert followed.close_code == CloseCode.SERVICE_RESTART
        assert took < STOPPED_WITHIN
        assert service.errors() == ""
        assert _is_gone(server, home)
        assert postgres_of(home) is None

    with Service("--demo", env=home) as again:
        assert again.welcome["demoToken"] == token, "the token that was kept is still good"
        (shown,) = as_json(greffe("token", "list", "--json", env=home))
        greffe("token", "revoke", shown[0]["id"], env=home)
        assert again.stop(signal.SIGTERM) < STOPPED_WITHIN
    with Service(env=home) as anew:
        assert anew.welcome["demoToken"] not in (None, token), "a revoked one is replaced"
        anew.stop()


async def test_what_is_recorded_on_the_command_line_is_seen_live(database: Database, tmp_path: Path) -> None:
    env = on(database, tmp_path)
    greffe("record", "-", env=env, given=file_of(opening()))
    token = as_json(greffe("token", "create", "--role", "clerk", "--ledger", LEDGER, "--json", env=env))[0]["token"]
    with Service(env=env) as service:
        assert service.welcome["demoToken"] is None, "only a demonstration's token is shown"
        followed = await subscribe(service.url)
        person = command("registerPerson", person="$a", givenName="Camille", familyName="Essai")
        assert _record(service, token, "one", person)["positions"] == [4]
        await asyncio.to_thread(
            greffe, "record", "-", env=env, given=file_of({"commandId": "two", "commands": [person]})
        )
        seen: list[int] = []
        async with asyncio.timeout(60):
            while len(seen) < 5:
                item = json.loads(await followed.recv())["payload"]["data"]["entries"]
                seen += [item["position"]] if item["__typename"] == "Entry" else []
        assert seen == [1, 2, 3, 4, 5]
        await followed.close()
        assert await asyncio.to_thread(service.stop) < STOPPED_WITHIN
        assert service.errors() == ""


def test_a_port_in_use_is_told_before_anything_is_started(tmp_path: Path, home: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = greffe("serve", "--port", str(port), env=home, code=3).stderr
        assert f"127.0.0.1:{port}" in told
        assert "--port" in told
        assert "in use" in greffe("doctor", env=home | {"GREFFE_PORT": str(port)}, code=1).stdout
    assert "--host" in greffe("serve", "--host", "192.0.2.1", env=home, code=3).stderr
    assert "--host" in greffe("serve", "--host", "no such host", env=home, code=3).stderr
    assert not list(Path(home["GREFFE_DATA_DIR"]).iterdir())


def test_a_database_that_is_not_fit_is_told_without_a_traceback(blank_database: Database, tmp_path: Path) -> None:
    env = on(blank_database, tmp_path)
    del env["DATABASE_ADMIN_URL"]
    assert "greffe migrate" in greffe("serve", "--port", "0", env=env, code=3).stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_start_that_is_interrupted_leaves_nothing_behind(home: dict[str, str], number: signal.Signals) -> None:
    service = Service("--demo", env=home)
    try:
        folder = Path(home["GREFFE_DATA_DIR"]) / "pg18"
        while not (folder / "postmaster.pid").exists():
            assert service.process.poll() is None
        service.process.send_signal(number)
        assert service.process.wait(30) == 128 + number
        assert "Traceback" not in service.errors()
        assert postgres_of(home) is None
    finally:
        service.__exit__()


def test_follow_shows_new_entries_until_it_is_interrupted(env: dict[str, str]) -> None:
    import subprocess

    from tests.service.cli.processes import GREFFE, ROOT

    greffe("record", "-", env=env, given=file_of(opening()))
    with subprocess.Popen(
        [*GREFFE, "log", "--follow", "--after", "3", "--json"],
        env=env | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as following:
        assert following.stdout is not None
        assert following.stderr is not None
        person = command("registerPerson", person="$a", givenName="Camille", familyName="Essai")
        greffe("record", "-", env=env, given=file_of({"commands": [person]}))
        assert json.loads(following.stdout.readline())["position"] == 4
        following.send_signal(signal.SIGINT)
        assert following.wait(20) == 130
        assert following.stderr.read() == b""
