"""docs/partners.md is true: its documents, its consumers and its event are run against a live service."""

import asyncio
import json
import os
import re
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
from graphql import GraphQLInputObjectType, GraphQLUnionType, parse, validate

from service.cli import connections
from service.graphql import event_stream, websocket
from service.graphql.events import CloudEvent
from service.graphql.followers import SENTENCES, too_many
from service.graphql.refusals import stopping, token_withdrawn
from service.graphql.schema import schema
from service.quotas import USUAL
from tests.service.api.conftest import api as api  # noqa: PLC0414 - a fixture
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.api.served import served, subscribe, told
from tests.service.api.test_live import following
from tests.service.api.test_live import port as port  # noqa: PLC0414 - a fixture

PAGE = (Path(__file__).parent.parent / "docs/partners.md").read_text(encoding="utf-8")
FEED, POLL, LIVE = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)
EVENT, ANSWER = (json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
(CONSUMER,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
(SHELL,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def _consumer() -> Callable[[str, str, Path, str], Awaitable[None]]:
    names: dict[str, Any] = {}
    exec(CONSUMER, names)
    consume: Callable[[str, str, Path, str], Awaitable[None]] = names["consume"]
    return consume


def test_the_page_names_every_message_and_every_filter_that_there_is() -> None:
    types = schema._schema.type_map
    for document in (FEED, POLL, LIVE):
        assert validate(schema._schema, parse(document)) == []
    messages, wanted = types["FeedMessage"], types["EntryFilter"]
    assert isinstance(messages, GraphQLUnionType)
    assert isinstance(wanted, GraphQLInputObjectType)
    told = {kind.name for kind in messages.types} - {"CloudEvent"}
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) - wanted.fields.keys() == told
    filters = {name for line in re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE) for name in re.findall(r"\w+", line)}
    assert filters - told == wanted.fields.keys()
    assert EVENT.keys() == set(CloudEvent.__annotations__) == set(re.findall(r"\w+", FEED.split("{")[3].split("}")[0]))


async def test_the_event_of_the_page_is_one_that_is_told(api: Api, port: int) -> None:
    await install(api)
    async with asyncio.timeout(20), following(port, FEED, ledgers=[LEDGER]) as items:
        told = await anext(i["feed"] async for i in items if i["feed"].get("type") == "fr.greffe.SeatFilled")
    assert told.keys() - {"__typename"} == EVENT.keys()
    assert {name: type(value) for name, value in EVENT.items()} == {name: type(told[name]) for name in EVENT}
    assert told["data"].keys() <= EVENT["data"].keys()
    for name in ("specversion", "type", "datacontenttype", "ledger"):
        assert told[name] == EVENT[name]


async def test_the_answer_of_the_page_is_one_that_is_told(api: Api) -> None:
    await install(api)
    async with served(api.app) as service, service.socket() as socket:
        await subscribe(socket, LIVE, authority=LEDGER)
        answer = await told(socket)
        assert answer["data"] == ANSWER["data"]
        assert answer["extensions"]["live"].keys() == ANSWER["extensions"]["live"].keys()
        await subscribe(socket, LIVE, "2", authority=LEDGER, holding=ANSWER["extensions"]["live"]["cursor"])
        assert await told(socket) == answer, "a cursor of another answer"


def test_the_page_names_the_codes_limits_and_errors_that_there_are() -> None:
    (table,) = re.findall(r"^\| it happens that.*?\n\n", PAGE, re.DOTALL | re.MULTILINE)
    codes = {int(code) for code in re.findall(r"close code (\d+)", table)}
    assert codes == {
        connections.RESTART,
        connections.TOO_SLOW,
        websocket.FORBIDDEN,
        websocket.TOO_MANY,
        websocket.MESSAGE_TOO_BIG,
    }
    errors = {stopping(), token_withdrawn(), *(too_many(what, 1) for what in SENTENCES)}
    assert set(re.findall(r"`([A-Z_]+)`", table)) == {(error.extensions or {})["code"] for error in errors}
    assert f"for {connections.SEND_WITHIN:g} seconds" in table
    assert f"for {event_stream.SILENCE:g} seconds" in table
    all_, connections_of_one, subscriptions_of_one = (f"{limit:,}" for limit in USUAL)
    assert f"{connections_of_one} connections and {subscriptions_of_one} subscriptions" in PAGE
    assert f"`GREFFE_MAX_CONNECTIONS` for all together, {all_}" in PAGE


async def test_the_consumer_goes_on_from_its_cursor_and_the_page_by_polling_tells_the_same(
    api: Api, port: int, tmp_path: Path
) -> None:
    await install(api)
    store, consume = tmp_path / "copy.json", _consumer()
    theme = command("addTheme", theme="mountain", nameFr="Montagne", nameEn="Mountains")
    for more in ((), (theme,), (command("registerPerson", person="$x", givenName="A", familyName="B"),)):
        if more:
            await api.recorded(*more)
        async with asyncio.timeout(20):
            await consume(f"ws://127.0.0.1:{port}/graphql", FEED, store, LEDGER)
        polled = (await api.ask(POLL, token=None, authority=LEDGER))["entries"]
        assert list(json.loads(store.read_text())["events"].values()) == [
            {"__typename": "CloudEvent", **item["event"]} for item in polled["items"]
        ]
        assert (polled["hasMore"], polled["notices"]) == (False, [])
        assert json.loads(store.read_text())["after"] == polled["cursor"]


async def test_the_shell_command_is_told_the_feed(api: Api, port: int) -> None:
    await install(api)
    environment = os.environ | {"URL": f"http://127.0.0.1:{port}"}
    process = await asyncio.create_subprocess_shell(
        SHELL, stdout=asyncio.subprocess.PIPE, env=environment, start_new_session=True
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            lines = (line async for line in process.stdout if line.startswith(b"data: "))
            first = json.loads((await anext(lines)).removeprefix(b"data: "))
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # the shell and curl
        await process.communicate()
    told = {"__typename": "CloudEvent", "type": "fr.greffe.LedgerOpened", "ledger": LEDGER, "position": 1}
    assert first["data"]["feed"] == told


async def test_the_schemas_are_where_the_page_says(api: Api) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=api.app), base_url="http://greffe.test") as client:
        assert "SeatFilled" in (await client.get("/schemas")).json()
        assert "etag" in (await client.get("/schemas/SeatFilled.json")).headers
