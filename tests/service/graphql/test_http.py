"""GraphQL over HTTP and server-sent events: statuses, media types, refusals."""

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from service.graphql.limits import MAX_BODY, MAX_COST
from tests.service.graphql.toy import CLOSED, application, served, until

NEW = "application/graphql-response+json"


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=application())
    async with httpx2.AsyncClient(transport=transport, base_url="http://greffe") as client:
        yield client


async def post(client: httpx2.AsyncClient, query: str, accept: str = NEW, **rest: Any) -> httpx2.Response:
    return await client.post("/graphql", json={"query": query, **rest}, headers={"accept": accept})


async def test_answers_in_the_media_type_that_is_asked_for(client: httpx2.AsyncClient) -> None:
    for accept, expected in (
        (NEW, NEW),
        (f"{NEW}, application/json;q=0.9", NEW),
        (f"application/json, {NEW};q=0.5", "application/json"),
        (f"{NEW};q=nonsense", NEW),
        ("*/*", "application/json"),
    ):
        response = await post(client, "{ name }", accept)
        assert response.json()["data"] == {"name": "item"}
        assert response.headers["content-type"] == f"{expected}; charset=utf-8"


@pytest.mark.parametrize(
    "query", ["{", "{ nothing }", "query($a: Int!) { items(first: $a) { name } }", "{ day(on: 3) }"]
)
async def test_a_request_at_fault_is_400_in_the_new_media_type_and_200_in_plain_json(
    client: httpx2.AsyncClient, query: str
) -> None:
    new, plain = await post(client, query), await post(client, query, "application/json")
    assert (new.status_code, plain.status_code) == (400, 200)
    assert "data" not in new.json()
    assert new.json()["errors"][0]["message"] == plain.json()["errors"][0]["message"]


async def test_queries_come_by_get_and_mutations_do_not(client: httpx2.AsyncClient) -> None:
    read = await client.get(
        "/graphql", params={"query": "query($t: String!) { echo(text: $t) }", "variables": '{"t":"é"}'}
    )
    written = await client.get("/graphql", params={"query": "mutation { bump }"}, headers={"accept": NEW})
    assert read.json()["data"] == {"echo": "é"}
    assert written.status_code == 405
    assert written.json()["errors"][0]["extensions"]["code"] == "ONLY_QUERIES_BY_GET"
    assert written.headers["allow"] == "POST"
    deleted = await client.delete("/graphql")
    assert (deleted.status_code, deleted.headers["allow"]) == (405, "GET, POST")


async def test_nothing_that_writes_runs_for_a_page_of_another_site(client: httpx2.AsyncClient) -> None:
    """What a browser sends by itself is a GET, or a POST of a form or of plain text: see the test below for those."""
    for accept in (NEW, "application/json", "text/event-stream", "*/*"):
        response = await client.get("/graphql", params={"query": "mutation { bump }"}, headers={"accept": accept})
        assert "bump" not in response.text
        assert "ONLY_QUERIES_BY_GET" in response.text or "mutation" in response.text
        assert response.headers.get("access-control-allow-origin") is None


async def test_an_empty_operation_name_by_get_is_none(client: httpx2.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "{ name }", "operationName": ""})
    assert response.json()["data"] == {"name": "item"}


async def test_the_cost_is_told_with_every_answer_and_in_the_refusal(client: httpx2.AsyncClient) -> None:
    query = "query($n: Int!) { items(first: $n) { items(first: 10) { name } } }"
    told = (await post(client, query, variables={"n": 10})).json()
    assert told["extensions"] == {"cost": {"asked": 1 + 10 * (1 + 10), "limit": MAX_COST}}
    written = (await post(client, "mutation { bump }")).json()
    assert written["extensions"] == {"cost": {"asked": 1, "limit": MAX_COST}}
    failed = (await post(client, "{ name refused }")).json()
    assert failed["extensions"] == {"cost": {"asked": 2, "limit": MAX_COST}}
    refused = (await post(client, query, variables={"n": 5000})).json()
    assert refused["extensions"] == {"cost": {"asked": 1 + 5000 * 11, "limit": MAX_COST}}
    (error,) = refused["errors"]
    assert (error["extensions"]["cost"], error["extensions"]["limit"]) == (1 + 5000 * 11, MAX_COST)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"query": "\xff"}', 400, "NOT_UTF8"),
        (b'{"query": "{ name }"', 400, "NOT_JSON"),
        (b'{"query": "\\ud800"}', 400, "LONE_SURROGATE"),
        (b"[" * 100_000, 400, "NESTED_TOO_DEEPLY"),
        (b'{"query":"{ name }","variables":' + b'{"a":' * 200 + b"1" + b"}" * 201, 400, "NESTED_TOO_DEEPLY"),
        (b'[{"query": "{ name }"}]', 400, "BATCH"),
        (b'"{ name }"', 400, "NOT_AN_OBJECT"),
        (b"{}", 400, "NO_QUERY"),
        (b'{"query": 3}', 400, "BAD_PARAMETER"),
        (b'{"query": "{ name }", "variables": []}', 400, "BAD_PARAMETER"),
        (b'{"query": "{ name }", "operationName": "Other"}', 400, "NO_OPERATION"),
        (b'{"query": "{ name }", "variables": {"a": {"b": ["\\u0000"]}}}', 400, "NUL_CHARACTER"),
        (b'{"query": "{ name }", "variables": {"\\u0000": 1}}', 400, "NUL_CHARACTER"),
        (b'{"query": "{ name }", "variables": {"a": 9007199254740993}}', 400, "INTEGER_TOO_LARGE"),
        (b'{"query": "' + b"#" * 60_000 + b'\\n{ name }"}', 400, "DOCUMENT_TOO_LONG"),
        (b'{"query": "' + b"#" * (MAX_BODY + 1) + b'"}', 413, "BODY_TOO_LARGE"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused_in_both_languages(
    client: httpx2.AsyncClient, body: bytes, status: int, code: str
) -> None:
    response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (status, code)
    assert set(error["extensions"]["messages"]) == {"fr", "en"}


async def test_a_body_at_the_limit_is_read(client: httpx2.AsyncClient) -> None:
    frame = b'{"query": "{ name }", "extensions": {"pad": "%s"}}'
    body = frame % (b"x" * (MAX_BODY - len(frame) + 2))
    assert len(body) == MAX_BODY
    response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/json-patch+json"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": "application/json", "content-encoding": "gzip"},
        {"content-type": "application/x-www-form-urlencoded"},
    ],
)
async def test_what_a_foreign_page_can_send_is_refused(client: httpx2.AsyncClient, headers: dict[str, str]) -> None:
    response = await client.post("/graphql", content=b'{"query":"mutation { bump }"}', headers=headers)
    assert response.status_code == 415


async def test_a_nul_in_a_literal_is_refused(client: httpx2.AsyncClient) -> None:
    response = await post(client, '{ echo(text: "a\\u0000b") }')
    assert response.status_code == 400
    assert "NUL" in response.json()["errors"][0]["message"]


async def test_names_are_not_suggested(client: httpx2.AsyncClient) -> None:
    for query in (
        "{ namee }",
        "{ itemz(first: 1) { name } }",
        "{ items(firstt: 1) { name } }",
        "query($a: Stringg) { name }",
        "query($a: Shade!) { paint(shade: $a) }",
        "{ paint(shade: DRAK) }",
    ):
        response = await post(client, query, variables={"a": "DRAK"})
        assert response.status_code == 400
        assert "Did you mean" not in response.text


async def test_an_internal_error_is_an_id_in_the_log_and_nothing_else(
    client: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    for field in ("broken", "plainError", "neverNull"):
        caplog.clear()
        response = await post(client, f"{{ {field} }}")
        (error,) = response.json()["errors"]
        assert error["message"] == "internal error"
        assert error["path"] == [field]
        assert "secret" not in response.text
        assert response.status_code == 200
        (record,) = caplog.records
        assert error["extensions"]["id"] in record.getMessage()


async def test_our_own_refusal_says_what_why_and_what_to_do(
    client: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await post(client, "{ refused name }")
    assert response.json()["data"] == {"refused": None, "name": "item"}
    assert response.json()["errors"] == [
        {
            "message": "No authority is called 123.",
            "locations": [{"line": 1, "column": 3}],
            "path": ["refused"],
            "extensions": {
                "code": "UNKNOWN_AUTHORITY",
                "rule": "authority",
                "remedy": "Give the SIREN of an authority whose ledger is open.",
                "remedies": {
                    "fr": "Donnez le SIREN d'un établissement dont le registre est ouvert.",
                    "en": "Give the SIREN of an authority whose ledger is open.",
                },
                "messages": {"fr": "Aucune autorité ne s'appelle 123.", "en": "No authority is called 123."},
            },
        }
    ]
    assert not caplog.records


async def test_the_context_comes_from_the_request_and_may_refuse_it(client: httpx2.AsyncClient) -> None:
    known = await client.post("/graphql", json={"query": "{ viewer }"}, headers={"authorization": "Bearer clerk"})
    stolen = await client.post("/graphql", json={"query": "{ viewer }"}, headers={"authorization": "Bearer stolen"})
    assert known.json()["data"] == {"viewer": "clerk"}
    assert (stolen.status_code, stolen.headers["www-authenticate"]) == (401, "Bearer")
    assert stolen.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def events(response: httpx2.Response) -> list[tuple[str, Any]]:
    """The events of a stream, comments left out."""
    found, event = [], ""
    async for line in response.aiter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        elif line.startswith("data:"):
            found.append((event, json.loads(value) if value else None))
    return found


async def test_a_subscription_streams_as_server_sent_events(client: httpx2.AsyncClient) -> None:
    request = {"query": "subscription { count(to: 3) }"}
    async with client.stream("POST", "/graphql", json=request, headers={"accept": "text/event-stream"}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert await events(response) == [
            *(("next", {"data": {"count": number}}) for number in range(3)),
            ("complete", None),
        ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("subscription { breaks }", "internal error"),
        ("subscription { refuses }", "Another ledger's cursor."),
        ("subscription { nothing }", "Cannot query field 'nothing' on type 'Subscription'."),
        ("subscription {", "Syntax Error: Expected Name, found <EOF>."),
        ("mutation { bump: nothing }", "Cannot query field 'nothing' on type 'Mutation'."),
    ],
)
async def test_the_errors_of_a_stream_are_published_like_any_other(
    client: httpx2.AsyncClient, query: str, said: str
) -> None:
    request = {"query": query}
    async with client.stream("POST", "/graphql", json=request, headers={"accept": "text/event-stream"}) as response:
        received = await events(response)
    assert received[-1] == ("complete", None)
    assert received[-2][1]["errors"][0]["message"] == said


async def test_a_client_that_leaves_closes_its_stream() -> None:
    CLOSED.clear()
    async with served(application()) as address, httpx2.AsyncClient() as client:
        request = {"query": "subscription { count(to: 1000, every: 0.02) }"}
        headers = {"accept": "text/event-stream", "authorization": "Bearer leaver"}
        async with client.stream("POST", f"http://{address}/graphql", json=request, headers=headers) as response:
            async for line in response.aiter_lines():
                if line.startswith("data:"):
                    break
        await until(lambda: CLOSED == ["leaver"])


async def test_a_real_server_answers_a_body_far_too_large() -> None:
    async with served(application()) as address, httpx2.AsyncClient() as client:
        response = await client.post(
            f"http://{address}/graphql", content=b"x" * (3 * MAX_BODY), headers={"content-type": "application/json"}
        )
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"
