"""Imports over HTTP, and their queue in the API: for a clerk of the ledger, and for nobody else."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from service.access import Role, create_token
from service.app import make_app
from service.database import Database
from service.demo.sittings import DEMO_LEDGER
from service.web import imports
from tests.service.api.harness import Api
from tests.service.imports import rne_files as files

BUREAUX = (Path(__file__).parents[3] / "examples" / "import" / "bureaux.csv").read_bytes()
TERRITORY = Path(__file__).parents[3] / "service" / "data" / "territory"
NAME = ("QUETZALCOATLIÈRE", "Zéphyrine")
QUEUE = """
query Queue($authority: ID, $first: Int, $after: Cursor) {
  importQueue(authority: $authority, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id kind code file line givenName familyName message { fr } remedy { fr }
            holdings { code rank since held { fr } organization { id name } } candidates { id name } }
  }
}
"""
SETTLE = """
mutation Settle($id: ID!, $outcome: ImportOutcome!, $person: ID) {
  resolveImport(id: $id, outcome: $outcome, person: $person) {
    __typename
    ... on ImportItemSettled { id outcome person positions }
    ... on RefusedResult { code message { fr } remedy { fr } }
  }
}
"""


class Desk:
    """The service over the demonstration, with tokens of several roles."""

    def __init__(self, api: Api, client: httpx2.AsyncClient, tokens: dict[Role, str]) -> None:
        self.api, self.client, self.tokens = api, client, tokens

    async def send(self, kind: str, data: bytes, role: Role | None = Role.CLERK, /, **asked: str) -> httpx2.Response:
        ledger = asked.pop("ledger", "FR" if kind in ("cog", "epci") else DEMO_LEDGER)
        headers = {"authorization": f"Bearer {self.tokens[role]}"} if role else {}
        headers |= {"accept": asked.pop("accept", "*/*")}
        return await self.client.post(f"/import/{ledger}/{kind}", params=asked, content=data, headers=headers)

    async def account(self, kind: str, data: bytes, **asked: str) -> Any:
        response = await self.send(kind, data, **asked)
        assert response.status_code == 200, response.text
        assert response.headers["cache-control"] == "private, no-store"
        return response.json()

    async def position(self) -> int:
        found = await self.api.ask("query { ledgers { id position } }")
        return next(int(ledger["position"]) for ledger in found["ledgers"] if ledger["id"] == DEMO_LEDGER)


@pytest.fixture
async def desk(demo_database: Database) -> AsyncIterator[Desk]:
    app = make_app(demo_database)
    async with app.router.lifespan_context(app):
        tokens = {}
        for role in (Role.CLERK, Role.AUDITOR, Role.MEMBER):
            _, tokens[role] = await create_token(app.state.services.pool, role=role, ledgers=["*"], label="test")
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with (
            Api(app, tokens[Role.CLERK]) as api,
            httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as client,
        ):
            yield Desk(api, client, tokens)


def line(commune: str, born: str, since: str = "18/05/2020") -> bytes:
    return files.file_of("councillors", [files.councillor(files.Somebody(1, commune, born, NAME), since)])


async def test_a_file_is_tried_then_imported(desk: Desk) -> None:
    before = await desk.position()
    dry = await desk.account("rne", files.councils(2022), dry_run="1")
    assert (dry["dryRun"], dry["people"]["registered"], await desk.position()) == (True, 20, before)
    real = await desk.account("rne", files.councils(2022))
    assert real == dry | {"dryRun": False}
    assert await desk.position() == before + real["entries"]
    taken = await desk.account("bureaux", BUREAUX, all_or_nothing="1", lang="en")
    assert (taken["refused"], taken["entries"]) == ([], 30)


async def test_refused_lines_come_as_csv(desk: Desk) -> None:
    bad = files.file_of("councillors", [files.councillor(files.somebody(1), "soon")])
    response = await desk.send("rne", bad, accept="text/csv", published="2026-06-01")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    header, told = response.text.splitlines()
    assert header.startswith('\ufeff"ligne refusée";"motif du refus";Code du département;')
    assert told.startswith('"2";"Date de début du mandat n\'est pas une date possible')
    assert told.endswith(bad.decode().splitlines()[1])


async def test_territory_goes_into_the_reference_ledger(desk: Desk) -> None:
    dry = await desk.account("epci", (TERRITORY / "history.csv").read_bytes(), dry_run="1")
    assert (dry["ledger"], dry["refused"], dry["commands"] > 70) == ("FR", [], True)
    cog = await desk.account("cog", (TERRITORY / "communes.json").read_bytes(), vintage="2026", dry_run="1")
    assert (cog["refused"], cog["commands"] > 70) == ([], True)
    unknown = await desk.send("cog", (TERRITORY / "communes.json").read_bytes() + b" ", dry_run="1")
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "UNKNOWN_VINTAGE")


@pytest.mark.parametrize(
    ("kind", "asked", "status", "code"),
    [
        ("rne", {"ledger": "FR"}, 404, "WRONG_LEDGER"),
        ("epci", {"ledger": DEMO_LEDGER}, 404, "WRONG_LEDGER"),
        ("rne", {"ledger": "250000015"}, 409, "LedgerNotOpened"),
        ("rne", {"ledger": "nowhere"}, 404, "UNKNOWN_IMPORT"),
        ("elus", {}, 404, "UNKNOWN_IMPORT"),
        ("rne", {"published": "soon"}, 400, "BAD_REQUEST"),
        ("epci", {"vintage": "٢٠٢٦"}, 400, "BAD_REQUEST"),
        ("rne", {"x": "1"}, 400, "BAD_REQUEST"),
        ("bureaux", {"all_or_nothing": "yes"}, 400, "BAD_REQUEST"),
        ("bureaux", {"lang": "de"}, 400, "BAD_REQUEST"),
        ("rne", {}, 422, "NOT_OF_RNE"),
        ("bureaux", {}, 422, "NOT_OF_BUREAUX"),
    ],
)
async def test_what_is_refused_says_why_in_both_languages(
    desk: Desk, kind: str, asked: dict[str, str], status: int, code: str
) -> None:
    response = await desk.send(kind, b"a;b\n1;2\n", **asked)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    assert error["messages"]["fr"]
    assert error["messages"]["en"]


@pytest.mark.parametrize("asked", ["dry_run=true", "dry_run=", "dry_run=1&dry_run=0", "dry_run=0&dry_run=1"])
async def test_what_may_have_meant_a_rehearsal_records_nothing(desk: Desk, asked: str) -> None:
    before = await desk.position()
    headers = {"authorization": f"Bearer {desk.tokens[Role.CLERK]}"}
    response = await desk.client.post(f"/import/{DEMO_LEDGER}/bureaux?{asked}", content=BUREAUX, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "BAD_REQUEST")
    assert await desk.position() == before


async def test_only_a_clerk_with_a_header_imports(desk: Desk) -> None:
    before = await desk.position()
    for role, status in ((None, 401), (Role.AUDITOR, 403), (Role.MEMBER, 403)):
        response = await desk.send("rne", files.councils(2022), role)
        assert response.status_code == status
    cookie = {"cookie": f"token={desk.tokens[Role.CLERK]}", "origin": "https://elsewhere.test"}
    response = await desk.client.post(f"/import/{DEMO_LEDGER}/rne", content=files.councils(2022), headers=cookie)
    assert response.status_code == 401
    assert "access-control-allow-origin" not in response.headers
    assert await desk.position() == before


async def test_a_file_is_bounded_and_one_is_imported_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST", 1_000)
    response = await desk.send("rne", b"x" * 1_001)
    assert (response.status_code, response.json()["error"]["code"]) == (413, "TOO_LARGE")
    answered = []

    async def slow() -> AsyncIterator[bytes]:
        yield b"a"
        answered.append((await desk.send("rne", b"b")).status_code)
        yield b"b"

    headers = {"authorization": f"Bearer {desk.tokens[Role.CLERK]}"}
    await desk.client.post(f"/import/{DEMO_LEDGER}/rne", content=slow(), headers=headers)
    assert answered == [503]


async def test_a_file_that_stands_still_keeps_nobody_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "SILENCE", 0.05)

    async def still() -> AsyncIterator[bytes]:
        yield b"a"
        await asyncio.sleep(1)
        yield b"b"

    headers = {"authorization": f"Bearer {desk.tokens[Role.CLERK]}"}
    cut = await desk.client.post(f"/import/{DEMO_LEDGER}/rne", content=still(), headers=headers)
    assert (cut.status_code, cut.json()["error"]["code"]) == (408, "CUT")
    assert (await desk.send("rne", b"b")).status_code == 422


async def test_the_queue_is_shown_and_settled(desk: Desk) -> None:
    await desk.account("rne", line("15261", ""))
    waits = await desk.account("rne", line("15120", "01/01/1950"))
    assert [each["code"] for each in waits["queued"]] == ["NAMESAKE"]
    found = (await desk.api.ask(QUEUE, first=200))["importQueue"]["nodes"]
    (asked,) = [each for each in found if each["kind"] == "PERSON"]
    assert (asked["familyName"], asked["givenName"], asked["line"]) == (*NAME, 2)
    assert [each["name"] for each in asked["candidates"]] == [f"{NAME[1]} {NAME[0]}"]
    assert [(h["code"], h["since"], h["organization"]["name"]) for h in asked["holdings"]] == [
        ("MUNICIPAL_COUNCILLOR", "2020-05-18", "Mauriac")
    ]
    absence = next(each for each in found if each["kind"] == "NOT_LISTED")
    assert (absence["line"], absence["familyName"]) == (0, None)
    new = await desk.api.ask(SETTLE, id=absence["id"], outcome="NEW")
    assert new["resolveImport"]["code"] == "QueueItemIsNoLine"
    page = (await desk.api.ask(QUEUE, first=1))["importQueue"]
    assert page["pageInfo"]["hasNextPage"]
    more = (await desk.api.ask(QUEUE, first=200, after=page["pageInfo"]["endCursor"]))["importQueue"]["nodes"]
    assert [page["nodes"][0], *more] == found
    settled = (await desk.api.ask(SETTLE, id=asked["id"], outcome="NEW"))["resolveImport"]
    assert (settled["__typename"], len(settled["positions"])) == ("ImportItemSettled", 2)
    left = (await desk.api.ask(QUEUE, first=200))["importQueue"]["nodes"]
    assert asked["id"] not in {each["id"] for each in left}
    again = (await desk.api.ask(SETTLE, id=asked["id"], outcome="DISMISSED"))["resolveImport"]
    assert again["code"] == "QueueItemUnknown"


async def test_the_queue_is_for_a_clerk_alone(desk: Desk) -> None:
    await desk.account("rne", line("15261", ""))
    await desk.account("rne", line("15120", "01/01/1950"))
    for token in (None, desk.tokens[Role.AUDITOR], desk.tokens[Role.MEMBER]):
        refused = await desk.api.refused(QUEUE, token)
        assert refused["code"] == "WritingNotAllowed"
        assert NAME[0] not in str(refused)
        answer = (await desk.api.ask(SETTLE, token, id="q-x", outcome="DISMISSED"))["resolveImport"]
        assert answer["code"] == "WritingNotAllowed"
    bad = await desk.api.refused(QUEUE, after="x")
    assert bad["code"] == "INVALID_CURSOR"
