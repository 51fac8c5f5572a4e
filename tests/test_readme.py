"""The README is true: its GraphQL runs against the demo, its commands and files exist."""

import re
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import click
import httpx2
import pytest
from graphql import OperationType, get_operation_ast, parse, validate

from service.access import Role, create_token
from service.app import make_app
from service.cli.group import greffe
from service.database import Database
from service.demo import DEMO_LEDGER
from service.graphql.schema import schema
from service.web.tabs import TABS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GRAPHQL = re.findall(r"```graphql\n(.*?)```", README, re.DOTALL)


@pytest.fixture
async def demo(demo_database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the service on the demonstration, as its clerk."""
    app = make_app(demo_database)
    async with app.router.lifespan_context(app):
        _, token = await create_token(app.state.services.pool, role=Role.CLERK, ledgers=[DEMO_LEDGER])
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        headers = {"authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test", headers=headers) as client:
            yield client


def documents() -> list[tuple[str, dict[str, object]]]:
    """Every document that a newcomer is shown, with its variables."""
    return [(text, {}) for text in GRAPHQL] + [(tab.query, dict(tab.variables or {})) for tab in TABS]


def test_every_document_is_valid() -> None:
    assert len(GRAPHQL) >= 5
    for text, _ in documents():
        assert validate(schema._schema, parse(text)) == []


async def test_every_query_and_mutation_answers_on_the_demo(demo: httpx2.AsyncClient) -> None:
    answers = {}
    for text, variables in documents():
        operation = get_operation_ast(parse(text))
        assert operation is not None
        if operation.operation is OperationType.SUBSCRIPTION:
            continue
        told = (await demo.post("/graphql", json={"query": text, "variables": variables})).json()
        assert "errors" not in told, told
        answers[text] = told["data"]
    for data in answers.values():
        assert [name for name, root in data.items() if root in (None, [], {"nodes": []})] == []
    two_clocks = answers[GRAPHQL[1]]
    assert two_clocks["then"] != two_clocks["now"]
    recorded = [data["record"]["__typename"] for data in answers.values() if "record" in data]
    assert recorded[0] == "RecordedResult"
    query = '{bureau(at: {on: "2026-11-21"}) {seats {seat state}}}'
    bureau = (await demo.post("/graphql", json={"query": query})).json()["data"]["bureau"]
    assert {"seat": "M1", "state": "VACANT"} in bureau["seats"]


async def test_a_sensitive_subject_exists_for_those_alone_who_may_see_it(demo: httpx2.AsyncClient) -> None:
    (mutation,) = (text for text in GRAPHQL if "visibility: BUREAU" in text)
    await demo.post("/graphql", json={"query": mutation})
    query = '{arbitration(id: "logement-saisonnier") {state}}'
    assert (await demo.post("/graphql", json={"query": query})).json()["data"] == {"arbitration": {"state": "OPEN"}}
    del demo.headers["authorization"]
    assert (await demo.post("/graphql", json={"query": query})).json()["data"] == {"arbitration": None}


def test_the_commands_that_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        for line in filter(None, block.splitlines()):
            program, what = line.split()[:2]
            assert program == "make"
            assert what in targets
    named = set(re.findall(r"`(?:\.venv/bin/)?greffe ([a-z]+)", README))
    assert named
    assert named <= set(greffe.list_commands(click.Context(greffe)))


def test_the_files_that_it_links_exist() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / link).exists(), f"{document.name} links {link}"


def test_what_runs_on_a_newcomer_s_machine_needs_no_registry_address() -> None:
    locks = (
        "requirements.lock",
        "tests/conformance/requirements.lock",
        "tests/conformance/package-lock.json",
        "examples/node/package-lock.json",
    )
    for lock in locks:
        assert "://" not in (ROOT / lock).read_text(encoding="utf-8"), lock
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    assert "uv.lock" not in tracked
