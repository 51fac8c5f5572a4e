"""Queries answered by a real streaming standby: never the past for whoever wrote, a bounded and told lag for others."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from service.access import Role, create_token
from service.app import make_app
from service.database import connected
from service.database.embedded import EmbeddedServer
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.cli.processes import Service, as_json, greffe, on
from tests.standby import Pair, prepared, two_servers

AUTHORITY = f'query Where($at: AtInput) {{ authority(authority: "{LEDGER}", at: $at) {{ asOf {{ position }} }} }}'
LIMIT = 2.0


@pytest.fixture(scope="module")
def servers(run_folder: Path) -> Iterator[tuple[EmbeddedServer, EmbeddedServer]]:
    with two_servers(run_folder) as both:
        yield both


@pytest.fixture(scope="module")
async def pair(servers: tuple[EmbeddedServer, EmbeddedServer], tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """With a small authority recorded in it."""
    made = await prepared(*servers, tmp_path_factory.mktemp("keys") / "vault.key")
    async with _api(made) as api:
        await install(api)
    return made


@asynccontextmanager
async def _api(pair: Pair, **changed: Any) -> AsyncIterator[Api]:
    app = make_app(replace(pair.database, **changed))
    async with app.router.lifespan_context(app):
        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=["*"], label="test")
        async with Api(app, token) as api:
            yield api


@pytest.fixture
async def api(pair: Pair) -> AsyncIterator[Api]:
    async with _api(pair) as api:
        await _caught_up(api)
        yield api


async def _standing(api: Api) -> dict[str, Any]:
    told: dict[str, Any] = (await api._client.get("/readyz")).json()["standby"]
    return told


async def _caught_up(api: Api) -> None:
    await _until(api, lambda told: told["state"] == "FOLLOWING" and not told["entries"])


async def _until(api: Api, reached: Callable[[dict[str, Any]], bool]) -> None:
    async with asyncio.timeout(15):
        while not reached(await _standing(api)):  # noqa: ASYNC110 - it is the service's to know
            await asyncio.sleep(0.02)


async def _ask(api: Api, token: str | None = None, at: int | None = None, **headers: str) -> tuple[str, int]:
    """Who answers, and as of which position."""
    bearer = {"authorization": f"Bearer {token}"} if token else {}
    body = {"query": AUTHORITY, "variables": {"at": None if at is None else {"atPosition": at}}}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = await api._client.post("/graphql", json=body, headers=bearer | sent)
    assert "errors" not in answer.json(), answer.text
    position: int = answer.json()["data"]["authority"]["asOf"]["position"]
    return answer.headers["greffe-read-from"].partition(";")[0], position


async def _write(api: Api) -> int:
    """One entry more; its position."""
    person = command("registerPerson", person="$a", givenName="Camille", familyName="Essai")
    done = await api.recorded(person, command_id=f"w{time.monotonic_ns()}")
    api._client.cookies.clear()  # what the mutation told is for the tests of it
    position: int = done["positions"][0]
    return position


async def test_the_standby_answers_what_it_has_and_its_answers_are_kept(api: Api) -> None:
    position = await _write(api)
    await _caught_up(api)
    assert await _ask(api) == ("standby", position)
    before = (await _standing(api))["answers"]["hits"]
    assert await _ask(api) == ("standby", position)
    assert await _ask(api, api.token) == ("standby", position), "a clerk too, where there is nothing more to know"
    assert (await _standing(api))["answers"]["hits"] == before + 1, "a clerk reads at another level"


async def test_whoever_wrote_sees_it_and_others_a_lag_that_is_bounded_and_told(pair: Pair, api: Api) -> None:
    before = (await _ask(api))[1]
    async with pair.paused():
        written = await _write(api)
        assert await _ask(api, api.token) == ("primary", written)
        assert await _ask(api) == ("standby", before)
        told = await _standing(api)
        assert told["state"] == "FOLLOWING"
        assert told["limit"] == LIMIT
        begun = time.monotonic()
        async with asyncio.timeout(3 * LIMIT):
            while (answered := await _ask(api))[0] == "standby":
                assert answered == ("standby", before)
                await asyncio.sleep(0.05)
        assert answered == ("primary", written)
        assert time.monotonic() - begun < LIMIT + 1, "by the limit, and what a lost hint adds"
        told = await _standing(api)
        assert (told["state"], told["entries"]) == ("BEHIND", 1)
        assert told["lag"] >= LIMIT
    await _caught_up(api)
    assert await _ask(api) == ("standby", written)


async def test_another_process_shows_a_clerk_what_it_wrote_elsewhere(pair: Pair, api: Api) -> None:
    """Nothing that the two share but the database, and no header."""
    async with _api(pair) as other:
        await _caught_up(other)
        async with pair.paused():
            written = await _write(api)
            assert await _ask(other, api.token) == ("primary", written)
            assert (await _ask(other))[0] == "standby"


async def test_a_position_that_was_told_is_sent_back_and_seen(pair: Pair, api: Api) -> None:
    before = (await _ask(api))[1]
    async with pair.paused():
        written = await _write(api)
        assert await _ask(api, greffe_position=f"{LEDGER}={written}") == ("primary", written)
        assert await _ask(api, greffe_position="latest") == ("primary", written)
        assert await _ask(api, greffe_position="of no form") == ("primary", written), "on the safe side"
        assert await _ask(api, greffe_position=f"{LEDGER}={before}, FR=0") == ("standby", before)
        assert await _ask(api, greffe_position="999999999=5") == ("standby", before), "not read by the question"
        assert await _ask(api, cookie=f"greffe-position-{LEDGER}={written}") == ("primary", written)
        assert await _ask(api, cookie=f"greffe-position-{LEDGER}=none") == ("standby", before)


async def test_a_mutation_tells_the_position_by_header_and_cookie(api: Api) -> None:
    person = command("registerPerson", person="$a", givenName="Camille", familyName="Essai")
    mutation = (
        "mutation ($c: [CommandInput!]!, $id: ID!) { record(commands: $c, commandId: $id)"
        " { ... on RecordedResult { positions } ... on RefusedResult { code } } }"
    )
    told = await api.post(mutation, {"c": [person], "id": "told by header"})
    (position,) = told.json()["data"]["record"]["positions"]
    assert told.headers["greffe-position"] == f"{LEDGER}={position}"
    assert told.headers["set-cookie"].startswith(f"greffe-position-{LEDGER}={position}; HttpOnly; Max-Age=7;")
    api._client.cookies.clear()
    refused = await api.post(mutation, {"c": [], "id": "refused"})
    assert "greffe-position" not in refused.headers
    await _caught_up(api)
    answer = await api.post(AUTHORITY, token=None)
    assert answer.headers["greffe-position"] == f"{LEDGER}={position}"


async def test_a_past_position_that_the_standby_has_is_asked_of_it_and_one_that_it_lacks_is_not(
    pair: Pair, api: Api
) -> None:
    async with pair.paused():
        written = await _write(api)
        assert await _ask(api, at=written - 1) == ("standby", written - 1)
        assert await _ask(api, at=written) == ("primary", written), "a refusal of the standby is not the last word"


async def test_no_lag_at_all_where_none_is_allowed(pair: Pair) -> None:
    async with _api(pair, read_lag=0.0) as api:
        await _caught_up(api)
        position = await _write(api)
        await _caught_up(api)
        assert await _ask(api) == ("standby", position)
        async with pair.paused():
            written = await _write(api)
            assert await _ask(api) == ("primary", written)


async def test_a_subscription_tells_what_was_recorded_at_once_whatever_the_standby_has(pair: Pair, api: Api) -> None:
    body = {"query": f'subscription {{ entries(authority: "{LEDGER}") {{ ... on Entry {{ position }} }} }}'}
    headers = {"accept": "text/event-stream", "content-type": "application/json"}
    async with pair.paused():
        written = await _write(api)
        told: asyncio.Queue[bytes] = asyncio.Queue()
        asked = iter([{"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}])

        async def receive() -> Any:
            if (message := next(asked, None)) is not None:
                return message
            return await asyncio.Event().wait()

        async def send(message: Any) -> None:
            told.put_nowait(message.get("body", b""))

        scope: dict[str, Any] = {
            "type": "http",
            "method": "POST",
            "path": "/graphql",
            "query_string": b"",
            "http_version": "1.1",
        }
        scope["headers"] = [(name.encode(), value.encode()) for name, value in headers.items()]
        stream = asyncio.create_task(api.app(scope, receive, send))
        async with asyncio.timeout(5):
            while f'"position":{written}'.encode() not in (await told.get()).replace(b" ", b""):
                pass
        stream.cancel()
        await asyncio.gather(stream, return_exceptions=True)


async def test_the_doctor_and_every_worker_know_the_standby(pair: Pair, tmp_path: Path) -> None:
    database = pair.database
    env = on(database, tmp_path) | {
        "READ_DATABASE_URL": database.read_url or "",
        "GREFFE_VAULT_KEY_FILE": str(database.vault_key),
        "GREFFE_PORT": "0",
        "GREFFE_WORKERS": "2",
    }
    findings = {f["check"]: f for f in as_json(await asyncio.to_thread(greffe, "doctor", "--json", env=env))[0]}
    assert findings["Standby"]["says"] == "it follows, and has every entry"
    async with pair.paused():
        told = await asyncio.to_thread(greffe, "doctor", "--json", env=env, code=1)
        (found,) = [f for f in as_json(told)[0] if f["state"] == "PROBLEM"]
        assert "pg_wal_replay_resume" in found["remedy"]
    with await asyncio.to_thread(Service(env=env).wait) as service:
        async with httpx2.AsyncClient() as client, asyncio.timeout(15):
            while (await client.get(f"{service.url}/readyz")).json()["standby"]["state"] != "FOLLOWING":  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            answer = await client.post(f"{service.url}/graphql", json={"query": AUTHORITY})
        assert answer.headers["greffe-read-from"].startswith("standby; lag=")
        await asyncio.to_thread(service.stop)


async def test_a_standby_of_another_database_answers_nothing(pair: Pair, server_url: str, template: str) -> None:
    async with _api(pair, read_url=pair.standby_admin_url.replace("/greffe?", "/postgres?")) as api:
        await asyncio.sleep(0.2)
        assert (await _standing(api))["state"] == "UNFIT", "it lacks the migrations"
        assert (await _ask(api))[0] == "primary"
    async with _api(pair, read_url=server_url) as api:
        await asyncio.sleep(0.2)
        assert (await _standing(api))["state"] == "UNFIT", "it is no standby"
        assert (await _ask(api))[0] == "primary"


async def test_a_standby_that_dies_is_missed_by_nobody_and_one_that_is_promoted_is_asked_no_more(
    pair: Pair, servers: tuple[EmbeddedServer, EmbeddedServer]
) -> None:
    standby = servers[1]
    async with _api(pair) as api:
        await _caught_up(api)
        position = (await _ask(api))[1]
        asking = asyncio.create_task(_for_a_while(api))
        await asyncio.sleep(0.3)
        await asyncio.to_thread(standby._bring_down)
        assert {p for _, p in await asking} == {position}
        assert await _ask(api) == ("primary", position)
        await _until(api, lambda told: told["state"] == "UNFIT")
        await asyncio.to_thread(standby._bring_up)
        await _caught_up(api)
        assert await _ask(api) == ("standby", position)
        async with pair.on_standby() as connection:
            assert await connection.fetchval("SELECT pg_promote()")
        async with connected(pair.standby_admin_url) as connection:
            await connection.execute("UPDATE greffe.ledger_head SET position = position + 100")
        assert await _ask(api) == ("primary", position), "what a promoted standby has may be of another history"
        await _until(api, lambda told: told["state"] == "UNFIT")


async def _for_a_while(api: Api) -> list[tuple[str, int]]:
    answers, until = [], time.monotonic() + 1.5
    while time.monotonic() < until:
        answers.append(await _ask(api))
        await asyncio.sleep(0.005)
    assert {who for who, _ in answers} == {"standby", "primary"}
    return answers
