"""Live queries: the answer now, then whenever it is another one; executed and encoded once for all who ask the same."""

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from domain.core.entry import Visibility
from service.database import Connection
from service.graphql import live_queries
from service.graphql.schema import schema
from service.rebuild import rebuild
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install
from tests.service.api.served import Served, hear, served, silent, subscribe, told
from tests.service.api.test_feed import OTHER, token_of

BUREAU = """subscription($authority: ID, $holding: Cursor) { bureau(authority: $authority, holding: $holding) {
  asOf { position } seats { seat holder { id name } } missing { code } } }"""
IN_FORCE = """subscription($theme: ID, $body: ID, $territory: ID) {
  decisionsInForce(theme: $theme, body: $body, organization: $territory) { nodes { decision title } } }"""
PAUSE = 0.6
"""Seconds in which what was to be told would have come: it comes in some hundredths."""


@pytest.fixture
async def service(api: Api) -> AsyncIterator[Served]:
    async with served(api.app) as service:
        yield service


@pytest.fixture
def executions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that are executed from now on."""
    ran: list[str] = []
    execute = schema.execute

    async def counted(query: str, **options: Any) -> Any:
        if not query.lstrip().startswith("mutation"):
            ran.append(query)
        return await execute(query, **options)

    monkeypatch.setattr(schema, "execute", counted)
    return ran


async def vacate(api: Api, seat: str, **options: Any) -> int:
    """Empty a seat; returns the position."""
    on = options.pop("on", "2026-09-01")
    given = command("vacateSeat", on=on, body="bureau", seat=seat, cause="RESIGNATION", **options)
    position: int = (await api.recorded(given))["positions"][-1]
    return position


def holders(payload: dict[str, Any]) -> list[str | None]:
    return [seat["holder"] and seat["holder"]["id"] for seat in payload["data"]["bureau"]["seats"]]


async def test_the_answer_is_that_of_the_query_and_says_where_it_stands(api: Api, service: Served) -> None:
    people = await install(api)
    asked = (
        await api.ask(
            BUREAU.replace("subscription", "query")
            .replace(", $holding: Cursor", "")
            .replace(", holding: $holding", ""),
            None,
        )
    )["bureau"]
    async with service.socket() as socket:
        await subscribe(socket, BUREAU)
        payload = await told(socket)
    assert payload["data"]["bureau"] == asked
    assert holders(payload) == people[:4]
    live = payload["extensions"]["live"]
    assert (live["ledger"], live["position"]) == (LEDGER, asked["asOf"]["position"])
    assert live["on"] == api.app.state.services.today().isoformat()


async def test_each_change_is_told_as_the_whole_answer_and_nothing_else_is(api: Api, service: Served) -> None:
    people = await install(api)
    async with service.socket() as socket:
        await subscribe(socket, BUREAU)
        first = await told(socket)
        await api.recorded(command("createBody", body="commission", kind="COMMISSION", name="Urbanisme"))
        assert await silent(socket, PAUSE), "an entry about something else is no change"
        position = await vacate(api, "M1")
        after = await told(socket)
    assert holders(after) == [*people[:3], None]
    assert after["extensions"]["live"]["position"] == after["data"]["bureau"]["asOf"]["position"] == position
    assert after["extensions"]["live"]["cursor"] != first["extensions"]["live"]["cursor"]


async def test_who_comes_back_is_not_told_again_what_it_has(api: Api, service: Served) -> None:
    people = await install(api)
    async with service.socket() as socket:
        await subscribe(socket, BUREAU)
        held = (await told(socket))["extensions"]["live"]["cursor"]
    await api.recorded(command("createBody", body="commission", kind="COMMISSION", name="Urbanisme"))
    async with service.socket() as socket:
        await subscribe(socket, BUREAU, holding=held)
        assert await silent(socket, PAUSE)
        await vacate(api, "M1")
        assert holders(await told(socket)) == [*people[:3], None]
    async with service.socket() as socket:
        await subscribe(socket, BUREAU, holding=held)
        assert holders(await told(socket)) == [*people[:3], None], "what changed while it was away"
        await subscribe(socket, BUREAU, "2", holding="none")
        refused = await told(socket)
    assert refused["errors"][0]["extensions"]["code"] == "INVALID_CURSOR"


async def test_all_who_ask_the_same_share_one_execution_and_the_same_words(
    api: Api, service: Served, executions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = await install(api)
    executions.clear()
    encoded: list[object] = []
    encode = live_queries._told

    def counted(*asked: Any) -> live_queries.Said:
        encoded.append(asked)
        return encode(*asked)

    monkeypatch.setattr(live_queries, "_told", counted)
    async with service.socket() as one, service.socket() as other:
        for number in range(20):
            await subscribe(one, BUREAU, f"a{number}")
            await subscribe(other, BUREAU, f"b{number}", holding=None, authority=None)
        payloads = [await told(socket) for socket in (one, other) for _ in range(20)]
        assert all(payload == payloads[0] for payload in payloads)
        assert len(executions) == 2, "once for each way to give the variables"
        await vacate(api, "M1")
        changed = [await told(socket) for socket in (one, other) for _ in range(20)]
    assert {json.dumps(holders(payload)) for payload in changed} == {json.dumps([*people[:3], None])}
    assert len(executions) == 4
    assert len(encoded) == 4


async def test_the_questions_that_nobody_follows_are_forgotten(
    api: Api, service: Served, executions: list[str]
) -> None:
    await install(api)
    async with service.socket() as socket:
        await subscribe(socket, BUREAU)
        await told(socket)
    await asyncio.sleep(0.2)
    executions.clear()
    await vacate(api, "M1")
    await asyncio.sleep(PAUSE)
    assert executions == []


async def test_eyes_that_see_more_are_told_more_and_share_nothing(api: Api, service: Served) -> None:
    await install(api)
    _, member = await token_of(api, Visibility.BUREAU)
    async with service.socket() as public, service.socket(member) as private:
        for socket in (public, private):
            await subscribe(socket, BUREAU)
            assert None not in holders(await told(socket))
        await vacate(api, "M1", visibility="BUREAU")
        assert holders(await told(private))[3] is None
        assert await silent(public, PAUSE), "nothing tells the public that something was recorded"


async def test_midnight_in_paris_is_told_though_nothing_is_recorded(
    api: Api, service: Served, monkeypatch: pytest.MonkeyPatch, executions: list[str]
) -> None:
    people = await install(api)
    await vacate(api, "M1", on="2027-01-01")
    monkeypatch.setattr(live_queries, "LOOK_AGAIN", 0.05)
    day = dt.date(2026, 12, 31)
    api.app.state.services = replace(api.app.state.services, today=lambda: day)
    async with service.socket() as socket:
        await subscribe(socket, BUREAU)
        before = await told(socket)
        assert holders(before) == people[:4]
        assert await silent(socket, PAUSE)
        day = dt.date(2027, 1, 1)
        after = await told(socket)
        assert holders(after) == [*people[:3], None]
        days = [payload["extensions"]["live"]["on"] for payload in (before, after)]
        assert days == ["2026-12-31", "2027-01-01"]
        executions.clear()
        day = dt.date(2027, 1, 2)
        assert await silent(socket, PAUSE), "another day, and the same answer"
        assert len(executions) == 1
        await subscribe(socket, "subscription { bureau { asOf { on } } }", "2")
        assert (await told(socket))["data"]["bureau"]["asOf"]["on"] == "2027-01-02"
        day = dt.date(2027, 1, 3)
        assert (await told(socket))["data"]["bureau"]["asOf"]["on"] == "2027-01-03", "who asks for the day is told it"


async def test_a_name_that_changes_or_is_forgotten_is_a_change(api: Api, service: Served) -> None:
    people = await install(api)
    async with service.socket() as socket:
        await subscribe(socket, BUREAU)
        assert (await told(socket))["data"]["bureau"]["seats"][3]["holder"]["name"] == "Camille Essai3"
        await api.recorded(command("changePersonDetails", person=people[3], givenName="Camille", familyName="Neuf"))
        assert (await told(socket))["data"]["bureau"]["seats"][3]["holder"]["name"] == "Camille Neuf"
        await vacate(api, "M1")
        await told(socket)
        await api.recorded(command("forgetPerson", on="2026-11-01", person=people[0], basis="OBJECTION"))
        assert "Camille" not in str((await told(socket))["data"]["bureau"]["seats"][0]["holder"]["name"])


async def test_what_the_reference_ledger_learns_is_a_change(api: Api, service: Served) -> None:
    await install(api)
    query = """subscription($a: ID) { composition(authority: $a, body: "assembly") {
               asOf { referencePosition } seats { onBehalfOf { name } } } }"""
    async with service.socket() as socket:
        await subscribe(socket, query, a=LEDGER)
        assert (await told(socket))["data"]["composition"]["seats"][0]["onBehalfOf"]["name"] != "Sumène"
        named = {"epci": MEMBER.removeprefix("epci:"), "name": "Sumène", "vintage": 2026}
        await api.recorded(command("openLedger", clock="REAL"), authority="FR")
        await api.recorded(command("recordEpci", on="2026-01-01", **named), authority="FR")
        payload = await told(socket)
    assert payload["data"]["composition"]["seats"][0]["onBehalfOf"]["name"] == "Sumène"
    assert payload["extensions"]["live"]["referencePosition"] == 2


async def test_a_rebuild_is_noticed_though_no_position_moves(
    api: Api, service: Served, app_connection: Connection, monkeypatch: pytest.MonkeyPatch, executions: list[str]
) -> None:
    await install(api)
    monkeypatch.setattr(live_queries, "LOOK_AGAIN", 0.05)
    async with service.socket() as socket:
        await subscribe(socket, BUREAU)
        await told(socket)
        executions.clear()
        await rebuild(app_connection, LEDGER)
        await asyncio.sleep(PAUSE)
    assert len(executions) == 1


async def test_decisions_and_delegations_take_the_filters_of_their_queries(api: Api, service: Served) -> None:
    people = await install(api)
    delegations = "subscription($p: ID) { list: delegations(person: $p, first: 5) { nodes { __typename } } }"
    async with service.socket() as socket:
        await subscribe(socket, IN_FORCE, "water", theme="water")
        await subscribe(socket, IN_FORCE, "housing", theme="housing")
        await subscribe(socket, IN_FORCE, "place", territory=MEMBER)
        await subscribe(socket, delegations, "one", p=people[1])
        first = [await hear(socket) for _ in range(4)]
        assert {message["id"]: message["payload"]["data"] for message in first} == {
            "water": {"decisionsInForce": {"nodes": []}},
            "housing": {"decisionsInForce": {"nodes": []}},
            "place": {"decisionsInForce": {"nodes": []}},
            "one": {"list": {"nodes": []}},
        }
        votes = {"inOffice": 6, "present": 5, "votesFor": 5}
        taken: dict[str, Any] = {"decision": "d-1", "number": "1", "body": "assembly", "title": "Eau", "votes": votes}
        await api.recorded(
            command("adoptDeliberation", **taken, matter="8.4", themes=["water"], territory=[MEMBER]),
            command("transmitDecision", decision="d-1", prefecture="PREF015"),
            command("publishDecision", decision="d-1"),
        )
        messages = [await hear(socket) for _ in range(2)]
        assert {message["id"] for message in messages} == {"water", "place"}
        for message in messages:
            assert message["payload"]["data"]["decisionsInForce"]["nodes"] == [{"decision": "d-1", "title": "Eau"}]
        scope = {"themes": ["water"]}
        await api.recorded(command("delegateFunctions", delegation="f-1", person=people[1], scope=scope))
        message = await hear(socket)
        assert message["id"] == "one"
        assert message["payload"]["data"]["list"]["nodes"] == [{"__typename": "FunctionDelegation"}]


async def test_a_question_that_cannot_be_answered_is_refused_and_ends(api: Api, service: Served) -> None:
    await install(api)
    async with service.socket() as socket:
        await subscribe(socket, IN_FORCE, theme="no-such")
        payload = await told(socket)
        assert payload["errors"][0]["extensions"]["code"] == "UNKNOWN_THEME"
        assert payload["errors"][0]["extensions"]["messages"]["fr"]
        assert (await hear(socket))["type"] == "complete"
        await subscribe(socket, BUREAU, authority=OTHER)
        assert (await told(socket))["errors"][0]["extensions"]["code"] == "UNKNOWN_AUTHORITY"


async def test_entries_of_another_authority_make_nothing_anew(api: Api, service: Served, executions: list[str]) -> None:
    await install(api)
    await api.recorded(command("openLedger", clock="REAL"), authority=OTHER)
    async with service.socket() as socket:
        await subscribe(socket, BUREAU, authority=LEDGER)
        await told(socket)
        executions.clear()
        await api.recorded(command("registerPerson", person="$x", givenName="A", familyName="B"), authority=OTHER)
        await asyncio.sleep(PAUSE)
    assert executions == []


async def test_server_sent_events_tell_the_same(api: Api, service: Served) -> None:
    people = await install(api)
    heard: list[dict[str, Any]] = []
    async with (
        asyncio.timeout(20),
        httpx2.AsyncClient() as client,
        client.stream("POST", service.url, json={"query": BUREAU}, headers={"accept": "text/event-stream"}) as response,
    ):
        async for line in response.aiter_lines():
            if line.startswith("data: {"):
                heard.append(json.loads(line.removeprefix("data: ")))
                if len(heard) == 2:
                    break
                await vacate(api, "M1")
    assert [holders(payload) for payload in heard] == [people[:4], [*people[:3], None]]
