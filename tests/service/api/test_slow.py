"""Nothing hangs: a statement, a query and a wait for a connection each end, with a reason."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from service.database import Connection, Database, connected, open_pool
from service.graphql import context, limits
from tests.service.api.harness import Api, command, install

BUREAU = "{ bureau { seats { seat } } name: __typename }"
NEW = {"accept": "application/graphql-response+json"}


@pytest.fixture
async def locked(api: Api, database: Database) -> Any:
    """An admin who keeps a table to themselves, so that every reader of it waits for real."""
    await install(api)
    async with connected(database.admin_url or "", application="greffe tests lock") as admin, admin.transaction():
        await admin.execute("LOCK TABLE greffe.composition IN ACCESS EXCLUSIVE MODE")
        yield admin


async def waiting(admin: Connection) -> int:
    found: int = await admin.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'greffe'"
    )
    return found


async def test_a_statement_that_takes_too_long_is_refused_with_the_reason(
    api: Api, database: Database, locked: Connection
) -> None:
    pool = await open_pool(database.app_url, statement_timeout=0.2)
    api.app.state.services = replace(api.app.state.services, pool=pool)
    async with asyncio.timeout(10):
        answer = (await api.post(BUREAU, token=None)).json()
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_SLOW"
    assert error["path"] == ["bureau"]
    assert set(error["extensions"]["messages"]) == {"fr", "en"}
    assert error["extensions"]["remedy"]
    assert await waiting(locked) == 0
    await pool.close()


async def test_a_query_that_takes_too_long_is_given_up_and_its_statement_with_it(
    api: Api, locked: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUERY_WITHIN", 0.3)
    async with asyncio.timeout(10):
        response = await api._client.post("/graphql", json={"query": BUREAU}, headers=NEW)
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_SLOW"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["retry-after"] == "5"
    async with asyncio.timeout(5):
        while await waiting(locked):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_who_waits_for_a_connection_is_told_as_well(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "QUERY_WITHIN", 0.2)
    pool = api.app.state.services.pool
    held = [await pool.acquire() for _ in range(pool.get_max_size())]
    async with asyncio.timeout(10):
        response = await api.post("{ ledgers { id } }")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert response.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_SLOW"
    for connection in held:
        await pool.release(connection)


async def test_a_mutation_is_never_given_up(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUERY_WITHIN", 0.0)
    answer = await api.record(command("openLedger"), authority="200000008")
    assert answer["__typename"] == "RecordedResult"


async def test_without_the_heads_a_query_is_answered_all_the_same(
    api: Api, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await install(api)
    answers = api.app.state.services.answers

    async def refuse() -> Connection:
        raise ConnectionRefusedError

    await answers._latest()
    answers._latest._connection.terminate()
    monkeypatch.setattr(answers._latest, "_connect", refuse)
    assert (await api.ask(BUREAU, token=None))["bureau"]["seats"]
    assert answers.figures().kept == 0


async def test_a_lost_connection_of_the_heads_is_made_again(api: Api) -> None:
    await install(api)
    answers = api.app.state.services.answers
    await api.ask(BUREAU, token=None)
    answers._latest._connection.terminate()
    await api.ask(BUREAU, token=None)
    assert answers.figures().hits == 1
