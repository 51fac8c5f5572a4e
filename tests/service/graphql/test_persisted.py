"""Documents that are named by their SHA-256: as the appendix of GraphQL over HTTP says, and as Apollo's clients do."""

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from click.testing import CliRunner
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from service.cli.group import greffe
from service.graphql.persisted import Documents, documents_of, read_documents
from service.settings import Settings
from service.setup_error import SetupError
from tests.service.graphql.toy import SCHEMA, application, served

NEW = "application/graphql-response+json"
ECHO = "query Echo($t: String!) { echo(text: $t) }"
BUMP = "mutation { bump }\n"
DOCUMENTS = Documents({"echo.graphql": ECHO, "bump.graphql": BUMP})


def named(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def apollo(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=application(documents=DOCUMENTS))
    async with httpx2.AsyncClient(transport=transport, base_url="http://greffe", headers={"accept": NEW}) as client:
        yield client


async def test_a_registered_document_is_named_by_post_and_by_get(client: httpx2.AsyncClient) -> None:
    variables = {"t": "é"}
    for body in ({"documentId": named(ECHO)}, {"extensions": apollo(ECHO)}, {"documentId": named(ECHO), "query": ECHO}):
        posted = await client.post("/graphql", json=body | {"variables": variables})
        params = {k: v if isinstance(v, str) else json.dumps(v) for k, v in body.items()}
        got = await client.get("/graphql", params=params | {"variables": json.dumps(variables)})
        assert posted.json()["data"] == got.json()["data"] == {"echo": "é"}


async def test_a_registered_mutation_does_not_run_by_get(client: httpx2.AsyncClient) -> None:
    assert (await client.post("/graphql", json={"documentId": named(BUMP)})).json()["data"] == {"bump": 1}
    assert (await client.get("/graphql", params={"documentId": named(BUMP)})).status_code == 405


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": named("{ name }")},
        {"documentId": named(ECHO).upper()},
        {"documentId": named(ECHO).removeprefix("sha256:")},
        {"documentId": "md5:0123"},
        {"documentId": 3},
        {"extensions": apollo("{ name }")},
        {"extensions": {"persistedQuery": {"version": 1}}},
    ],
)
async def test_what_is_not_registered_is_one_error_that_apollo_understands(
    client: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    for accept, status in ((NEW, 400), ("application/json", 200)):
        response = await client.post("/graphql", json=body, headers={"accept": accept})
        (error,) = response.json()["errors"]
        assert response.status_code == status
        assert error["message"] == "PersistedQueryNotFound"
        assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
        assert set(error["extensions"]["messages"]) == {"fr", "en"}
        assert "data" not in response.json()


async def test_a_client_registers_nothing_by_itself(client: httpx2.AsyncClient) -> None:
    query = "{ name }"
    sent = await client.post("/graphql", json={"query": query, "extensions": apollo(query)})
    assert sent.json()["data"] == {"name": "item"}
    again = await client.post("/graphql", json={"extensions": apollo(query)})
    assert again.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    lied = await client.post("/graphql", json={"query": query, "extensions": apollo(ECHO)})
    assert lied.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_MISMATCH"


async def test_a_document_is_named_on_a_websocket_too() -> None:
    protocol = Subprotocol("graphql-transport-ws")
    app = application(documents=DOCUMENTS)
    async with served(app) as address, connect(f"ws://{address}/graphql", subprotocols=[protocol]) as socket:
        await socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        payload = {"documentId": named(ECHO), "variables": {"t": "é"}}
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
        assert json.loads(await socket.recv())["payload"]["data"] == {"echo": "é"}
        await socket.send(json.dumps({"type": "subscribe", "id": "2", "payload": {"documentId": named("{ name }")}}))
        answers = [json.loads(await socket.recv()) for _ in range(2)]
        assert [a["type"] for a in answers] == ["complete", "error"]
        assert answers[1]["payload"][0]["message"] == "PersistedQueryNotFound"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bad.graphql", b"{", "Syntax Error"),
        ("bad.graphql", b"{ nothing }", "Cannot query field 'nothing'"),
        ("bad.graphql", b"fragment F on Query { name }", "never used"),
        ("bad.graphql", b"#" * 60_000 + b"\n{ name }", "60009 characters"),
        ("bad.graphql", b"\xff", "utf-8"),
    ],
)
def test_a_document_that_could_not_run_is_refused_at_the_start(
    tmp_path: Path, name: str, text: bytes, said: str
) -> None:
    (tmp_path / "good.graphql").write_text(ECHO)
    assert read_documents(tmp_path, SCHEMA) == {"good.graphql": ECHO}
    (tmp_path / name).write_bytes(text)
    with pytest.raises(SetupError) as refused:
        read_documents(tmp_path, SCHEMA)
    assert said in refused.value.told().why
    assert refused.value.told().remedy


def test_settings_that_would_answer_nobody_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no document is registered"):
        documents_of(Settings(data_dir=tmp_path, public_documents_only=True), SCHEMA)
    with pytest.raises(SetupError, match="no folder"):
        documents_of(Settings(data_dir=tmp_path, documents=tmp_path / "nowhere"), SCHEMA)
    assert not documents_of(Settings(data_dir=tmp_path), SCHEMA).only_for_the_public


def test_the_command_names_each_document(tmp_path: Path) -> None:
    text = "query Who { bureau { asOf { on } } }\n"
    (tmp_path / "who.graphql").write_text(text)
    told = CliRunner().invoke(greffe, ["documents", str(tmp_path), "--json"])
    assert told.exit_code == 0, told.output
    (found,) = json.loads(told.output)
    assert found == {"documentId": named(text), "file": "who.graphql", "operations": ["query Who"]}
    unset = CliRunner().invoke(greffe, ["documents"], env={"GREFFE_DOCUMENTS": ""})
    assert unset.exit_code == 1
    assert "GREFFE_DOCUMENTS" in unset.output
