"""A request that came before, byte for byte, is answered as the endpoint would: for the public, while it is true."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from starlette.types import Message, Scope

from service.graphql import known_first
from service.graphql.answers import Answer, Answers, Question
from service.graphql.reading import Second
from service.graphql.requests import Requests
from tests.service.api.harness import LEDGER, Api, command, install

QUERY = f'{{ bureau(authority: "{LEDGER}") {{ asOf {{ position }} }} }}'
BODY = b'{"query": "{ bureau { asOf { position } } }"}'


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the endpoint had to read."""
    read: list[bytes] = []
    real = Requests.read

    def reading(self: Requests, method: str, sent: bytes) -> Any:
        read.append(sent)
        return real(self, method, sent)

    monkeypatch.setattr(Requests, "read", reading)
    return read


async def get(api: Api, **headers: str) -> Any:
    return await api._client.get("/graphql", params={"query": QUERY}, headers=headers)


@pytest.mark.parametrize("accept", ["*/*", "application/graphql-response+json"])
async def test_the_same_bytes_are_not_read_again_and_told_the_same(api: Api, read: list[bytes], accept: str) -> None:
    await install(api)
    first, _ = await get(api, accept=accept), await get(api, accept=accept)  # it is told a little before it is kept
    posted, _ = await post(api, BODY), await post(api, BODY)
    del read[:]
    again = await get(api, accept=accept)
    assert (again.status_code, again.content, again.headers) == (200, first.content, first.headers)
    assert await post(api, BODY) == posted
    assert read == []


async def test_a_validator_is_part_of_the_bytes(api: Api, read: list[bytes]) -> None:
    await install(api)
    first, _ = await get(api), await get(api)
    tag = first.headers["etag"]
    del read[:]
    for _ in range(2):
        known = await get(api, **{"if-none-match": tag})
        assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert len(read) == 1


async def test_what_was_recorded_since_is_shown(api: Api) -> None:
    await install(api)
    before = [(await get(api)).json() for _ in range(2)]
    await api.recorded(command("vacateSeat", on="2026-06-01", body="bureau", seat="M1", cause="RESIGNATION"))
    after = [(await get(api)).json() for _ in range(2)]
    assert before[0] == before[1]
    assert after[0] == after[1]
    assert after[0]["data"]["bureau"]["asOf"]["position"] == before[0]["data"]["bureau"]["asOf"]["position"] + 1


async def test_a_token_is_looked_up_each_time(api: Api, read: list[bytes]) -> None:
    await install(api)
    for _ in range(2):
        await get(api)
    del read[:]
    for _ in range(2):
        await get(api, authorization=f"Bearer {api.token}")
    assert len(read) == 2


async def test_other_services_read_it_anew(api: Api, read: list[bytes]) -> None:
    await install(api)
    await get(api)
    api.app.state.services = replace(api.app.state.services, answers=None)
    del read[:]
    for _ in range(2):
        assert (await get(api)).status_code == 200
    assert len(read) == 2


async def test_errors_and_mutations_are_read_each_time(api: Api, read: list[bytes]) -> None:
    for body in (b'{"query": "mutation { __typename }"}', b'{"query": "{ nothing }"}', b'{"query": "{ bureau { asOf"}'):
        del read[:]
        for _ in range(2):
            await post(api, body)
        assert len(read) == 2


async def test_a_body_in_parts_is_whole(api: Api, read: list[bytes]) -> None:
    await install(api)
    del read[:]
    whole = [await post(api, BODY[:cut], BODY[cut:]) for cut in (10, 20, 20)]
    assert [start["status"] for start, _ in whole] == [200] * 3
    assert read == [BODY] * 3


async def test_what_begins_as_one_that_is_known_is_read(api: Api) -> None:
    await install(api)
    for _ in range(2):
        await post(api, BODY)
    assert [start["status"] for start, _ in (await post(api, BODY, b""), await post(api, BODY, b"}"))] == [200, 400]


async def test_one_that_is_let_go_meanwhile_is_answered(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await install(api)
    first, _ = await get(api), await get(api)
    real = Answers.kept

    async def kept(self: Answers, question: Question, today: Callable[[], dt.date]) -> Answer | None:
        monkeypatch.setattr(Answers, "kept", real)
        monkeypatch.setattr(known_first, "REMEMBERED", 0)
        await post(api, BODY)
        return await real(self, question, today)

    monkeypatch.setattr(Answers, "kept", kept)
    assert (await get(api)).content == first.content


async def test_where_an_answer_is_from_is_told_each_time(api: Api) -> None:
    class Behind:
        async def marks(self, *_: object) -> None:
            """Never far enough."""

    await install(api)
    services = api.app.state.services
    api.app.state.services = replace(services, second=Second(Behind(), services.answers))  # type: ignore[arg-type]
    told = [(await get(api)).headers.get("greffe-read-from") for _ in range(3)]
    assert told == ["primary; lag=0.0"] * 3


async def post(api: Api, *parts: bytes) -> list[Message]:
    """The messages of an answer to a body that comes in so many messages, as a server gives them."""
    waiting = [{"type": "http.request", "body": part, "more_body": part is not parts[-1]} for part in parts]
    told: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        told.append(message)

    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    await api.app(scope, receive, send)
    return told
