"""The feed that partners live on: envelope, notices, filters, several ledgers, polling; see docs/partners.md."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import jsonschema
import pytest

from domain.core.entry import Visibility
from service import rights
from service.access import Role, create_token, revoke_token
from service.feed import decode_places, encode_cursor, encode_places
from tests.cases import each
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install
from tests.service.api.test_live import following, port, take

__all__ = ["port"]

OTHER = "200000016"
EVENT = "specversion id source type subject time datacontenttype dataschema data ledger position cursor"
NOTICES = """... on ForgottenPerson { ledger position person basis } ... on ErasedText { ledger position entry basis }
             ... on VisibilityOpened { ledger position positions }"""
FEED = f"""subscription($ledgers: [ID!], $after: Cursor, $filter: EntryFilter) {{
  feed(ledgers: $ledgers, after: $after, filter: $filter) {{ __typename ... on CloudEvent {{ {EVENT} }} {NOTICES}
    ... on VisibilityWithdrawn {{ ledgers cursor }} ... on FeedCheckpoint {{ cursor }} ... on FeedCaughtUp {{ cursor }}
    ... on FeedHeartbeat {{ cursor }} }} }}"""
PAGE = f"""query($after: Cursor, $first: Int!, $filter: EntryFilter) {{
  entries(authority: "{LEDGER}", after: $after, first: $first, filter: $filter) {{ cursor hasMore
    items {{ ... on Entry {{ event {{ {EVENT} }} }} ... on SealedEntry {{ event {{ {EVENT} }} }} }}
    notices {{ __typename {NOTICES} }} }} }}"""


@asynccontextmanager
async def fed(port: int, token: str | None = None, **variables: Any) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """The messages of a feed, by a real client."""
    async with following(port, FEED, token, **variables) as items:
        yield (item["feed"] async for item in items)


async def recorded_by_now(port: int, token: str | None = None, **variables: Any) -> list[dict[str, Any]]:
    """All that the feed tells until it has caught up, checkpoints aside."""
    told: list[dict[str, Any]] = []
    async with asyncio.timeout(30), fed(port, token, **variables) as items:
        async for message in items:
            if message["__typename"] == "FeedCaughtUp":
                return told
            if message["__typename"] != "FeedCheckpoint":
                told.append(message)
    raise AssertionError("the feed ended")


async def token_of(api: Api, visibility: Visibility) -> tuple[str, str]:
    role = Role.AUDITOR if visibility is Visibility.RESTRICTED else Role.MEMBER
    return await create_token(api.app.state.services.pool, role=role, ledgers=[LEDGER], visibility=visibility)


async def test_an_event_is_one_of_cloudevents_and_its_data_are_what_its_schema_says(api: Api, port: int) -> None:
    await install(api)
    told = await recorded_by_now(port, ledgers=[LEDGER])
    address = api.app.state.services.address
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=api.app), base_url=address) as client:
        schemas = {e["dataschema"]: (await client.get(e["dataschema"])) for e in told}
    assert len(schemas) > 5
    for position, event in enumerate(told, 1):
        kind = event["data"] and event["type"].removeprefix("fr.greffe.")
        assert event["__typename"] == "CloudEvent"
        assert (event["specversion"], event["datacontenttype"]) == ("1.0", "application/json")
        assert (event["id"], event["position"], event["ledger"]) == (str(position), position, LEDGER)
        assert event["source"] == f"{address}/ledger/{LEDGER}"
        assert event["dataschema"].startswith(f"{address}/schemas/{kind}.json?version=1-")
        assert event["cursor"] == encode_cursor(LEDGER, position)
        response = schemas[event["dataschema"]]
        assert "immutable" in response.headers["cache-control"]
        jsonschema.validate(event["data"], response.json(), jsonschema.Draft202012Validator)
        assert event["data"]["effective_on"] == "2026-05-20"
    assert told[-1]["subject"] == "body:bureau:2026"


async def test_what_one_may_not_read_is_told_sealed(api: Api, port: int) -> None:
    await install(api)
    secret = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION", visibility="BUREAU")
    position = (await api.recorded(secret))["positions"][0]
    for wanted in ({}, {"types": ["LedgerOpened"]}, {"body": "assembly"}):
        sealed = (await recorded_by_now(port, ledgers=[LEDGER], filter=wanted))[-1]
        assert (sealed["type"], sealed["position"]) == ("fr.greffe.sealed", position)
        assert {sealed[name] for name in ("subject", "data", "dataschema", "datacontenttype")} == {None}
    _, member = await token_of(api, Visibility.BUREAU)
    assert (await recorded_by_now(port, member, ledgers=[LEDGER]))[-1]["type"] == "fr.greffe.SeatVacated"


@pytest.mark.parametrize("seed", range(3))
async def test_polling_and_following_tell_the_same_from_any_cursor(api: Api, port: int, seed: int) -> None:
    people = await install(api)
    await api.recorded(command("forgetPerson", on="2026-11-01", person=people[5], basis="OBJECTION"))
    chance = random.Random(seed)
    _, member = await token_of(api, Visibility.MEMBERS)
    head = (await api.ask("{ledgers {position}}"))["ledgers"][0]["position"]
    filters: list[dict[str, Any] | None] = [None, {"person": people[5]}, {"types": ["SeatFilled"], "body": "bureau"}]
    for wanted in filters:
        start = encode_cursor(LEDGER, chance.randrange(head))
        told = await recorded_by_now(port, member, ledgers=[LEDGER], after=start, filter=wanted)
        events, notices, cursor = [], [], start
        while True:
            asked = {"after": cursor, "first": chance.randint(1, 9), "filter": wanted}
            page = (await api.ask(PAGE, member, **asked))["entries"]
            events += [item["event"] for item in page["items"]]
            notices += page["notices"]
            cursor = page["cursor"]
            if not page["hasMore"]:
                break
        kind = "__typename"
        assert events == [{k: v for k, v in m.items() if k != kind} for m in told if m[kind] == "CloudEvent"]
        assert notices == [m for m in told if m[kind] != "CloudEvent"]
        assert [m[kind] for m in notices] == ["ForgottenPerson"]


async def test_filters(api: Api, port: int) -> None:
    people = await install(api)
    await api.recorded(command("addTheme", theme="mountain", nameFr="Montagne", nameEn="Mountains"))

    async def types(**wanted: Any) -> set[str]:
        told = await recorded_by_now(port, ledgers=[LEDGER], filter=wanted)
        return {event["type"].removeprefix("fr.greffe.") for event in told}

    assert await types(types=["BodyCreated", "LedgerOpened"]) == {"BodyCreated", "LedgerOpened"}
    assert await types(theme="mountain") == {"ThemeAdded"}
    assert await types(person=people[5]) == {"PersonRegistered", "MandateStarted", "SeatFilled"}
    assert await types(person=people[5], types=["SeatFilled"]) == {"SeatFilled"}
    about = await types(territory=["commune:15181", MEMBER])
    assert about == await types(organization=MEMBER)
    assert {"MemberJoined", "MandateStarted"} <= about
    assert await types(territory=["commune:15181"]) == set()
    assert await types(territory=[]) == set()


async def test_whoever_kept_a_name_or_a_text_is_told_to_drop_it_whatever_the_filter(api: Api, port: int) -> None:
    people = await install(api)
    theme = command("addTheme", theme="mountain", nameFr="Montagne", nameEn="Mountains")
    named = (await api.recorded(theme))["positions"][0]
    after = encode_cursor(LEDGER, named)
    async with fed(port, ledgers=[LEDGER], after=after, filter={"types": ["LedgerOpened"]}) as items:
        assert (await take(items, 1))[0]["__typename"] == "FeedCaughtUp"
        await api.recorded(command("forgetPerson", on="2026-11-01", person=people[1], basis="OBJECTION"))
        await api.recorded(command("redactEntry", on="2026-11-01", entry=named, basis="UNLAWFUL_PROCESSING"))
        async with asyncio.timeout(20):
            told = [await anext(m async for m in items if m["__typename"] != "FeedCheckpoint") for _ in range(2)]
    where = {"ledger": LEDGER}
    forgotten = where | {"position": named + 1, "person": people[1], "basis": "OBJECTION"}
    erased = where | {"position": named + 2, "entry": named, "basis": "UNLAWFUL_PROCESSING"}
    assert told == [forgotten | {"__typename": "ForgottenPerson"}, erased | {"__typename": "ErasedText"}]
    whole = await recorded_by_now(port, ledgers=[LEDGER], after=encode_cursor(LEDGER, named))
    assert [m["__typename"] for m in whole] == ["ForgottenPerson", "CloudEvent", "ErasedText", "CloudEvent"]


async def test_a_disclosure_says_which_entries_may_now_be_read_and_to_whom(api: Api, port: int) -> None:
    await install(api)
    theme = command("addTheme", theme="mountain", nameFr="Montagne", nameEn="Mountains", visibility="BUREAU")
    secret = (await api.recorded(theme))["positions"][0]
    by = (await api.recorded(command("disclose", on="2026-12-01", subject="theme:mountain", to="MEMBERS")))["positions"]
    told = {}
    for level in Visibility:
        token = None if level is Visibility.PUBLIC else (await token_of(api, level))[1]
        messages = await recorded_by_now(port, token, ledgers=[LEDGER])
        told[level.value] = [m["positions"] for m in messages if m["__typename"] == "VisibilityOpened"]
        assert [m["position"] for m in messages if m["__typename"] == "VisibilityOpened"] in ([], by)
    assert told == {"PUBLIC": [], "MEMBERS": [[secret]], "BUREAU": [], "RESTRICTED": []}


async def test_a_disclosed_text_that_is_erased_is_told_to_those_who_read_it_by_the_disclosure(
    api: Api, port: int
) -> None:
    await install(api)
    theme = command("addTheme", theme="mountain", nameFr="Montagne", nameEn="Mountains", visibility="BUREAU")
    secret = (await api.recorded(theme))["positions"][0]
    redact = command("redactEntry", on="2026-12-02", entry=secret, basis="UNLAWFUL_PROCESSING")

    async def erased() -> list[int]:
        return [m["entry"] for m in await recorded_by_now(port, ledgers=[LEDGER]) if m["__typename"] == "ErasedText"]

    await api.recorded(command("disclose", on="2026-12-01", subject="theme:mountain"))
    await api.recorded(redact)
    assert await erased() == [secret]
    other = command("addTheme", theme="sea", nameFr="Mer", nameEn="Sea", visibility="BUREAU")
    kept = (await api.recorded(other))["positions"][0]
    await api.recorded(command("redactEntry", on="2026-12-02", entry=kept, basis="UNLAWFUL_PROCESSING"))
    assert await erased() == [secret]


async def test_whose_token_is_revoked_is_told_so_and_told_no_more(
    api: Api, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await install(api)
    await api.recorded(command("openLedger", clock="REAL"), authority=OTHER)
    monkeypatch.setattr(rights, "LOOK_AGAIN", 0.05)
    name, token = await token_of(api, Visibility.BUREAU)
    head = {ledger["id"]: ledger["position"] for ledger in (await api.ask("{ledgers {id position}}"))["ledgers"]}
    async with fed(port, token, after=encode_places(head | {LEDGER: head[LEDGER] - 1})) as items:
        assert [m["__typename"] for m in await take(items, 2)] == ["CloudEvent", "FeedCaughtUp"]
        await revoke_token(api.app.state.services.pool, name)
        await asyncio.sleep(0.5)  # until it is noticed
        secret = command("addTheme", theme="x", nameFr="X", nameEn="X", visibility="BUREAU")
        await api.recorded(secret)
        told = [message async for message in items]
    assert [(m["__typename"], m["ledgers"]) for m in told] == [("VisibilityWithdrawn", [LEDGER])]
    assert decode_places(told[0]["cursor"]) == head
    rest = await recorded_by_now(port, after=told[0]["cursor"])
    assert [m["type"] for m in rest] == ["fr.greffe.sealed"]


async def test_several_ledgers_have_their_cursor_in_checkpoints(api: Api, port: int) -> None:
    await install(api)
    await api.recorded(command("openLedger", clock="REAL"), authority=OTHER)
    async with fed(port, filter={"types": ["LedgerOpened"]}) as items:
        told = await take(items, 3)
        ours = [m for m in told if m["__typename"] == "CloudEvent"]
        assert {(e["ledger"], e["position"], e["cursor"]) for e in ours} == {(LEDGER, 1, None), (OTHER, 1, None)}
        while told[-1]["__typename"] != "FeedCaughtUp":
            told += await take(items, 1)
        await api.recorded(command("registerPerson", person="$x", givenName="A", familyName="B"), authority=OTHER)
        checkpoint = (await take(items, 1))[0]
    assert checkpoint["__typename"] == "FeedCheckpoint", "though the filter matches nothing"
    assert decode_places(checkpoint["cursor"])[OTHER] == 2
    assert await recorded_by_now(port, after=checkpoint["cursor"]) == []
    # A ledger that the cursor does not know is told from its beginning; one that is not followed any more is left out.
    known = encode_places({OTHER: 1})
    assert [m["ledger"] for m in await recorded_by_now(port, ledgers=[OTHER], after=known)] == [OTHER]
    assert {m["position"] for m in await recorded_by_now(port, ledgers=[LEDGER], after=known)} >= {1, 2, 3}


@pytest.fixture
async def installed(api: Api) -> list[str]:
    """The people of a small authority."""
    return await install(api)


@each(
    ("variables", "code"),
    [
        ({"ledgers": []}, "NO_LEDGER"),
        ({"ledgers": [LEDGER, "200000024"]}, "UNKNOWN_AUTHORITY"),
        ({"after": "2.AAAA"}, "INVALID_CURSOR"),
        ({"after": encode_places({LEDGER: 10_000})}, "CURSOR_BEYOND_HEAD"),
        ({"after": encode_places({OTHER: 1})}, "CURSOR_BEYOND_HEAD"),
        ({"filter": {"types": ["NoSuchFact"]}}, "UNKNOWN_FACT_TYPE"),
        ({"filter": {"body": ""}}, "EMPTY_FILTER"),
        ({"filter": {"territory": ["commune:15181"] * 1_001}}, "TOO_MANY_TERRITORIES"),
    ],
)
async def test_what_cannot_be_followed_is_refused(
    installed: list[str], port: int, variables: dict[str, Any], code: str
) -> None:
    from gql.transport.exceptions import TransportQueryError

    with pytest.raises(TransportQueryError) as refused:
        await recorded_by_now(port, **variables)
    assert refused.value.errors is not None
    extensions = refused.value.errors[0]["extensions"]
    assert extensions["code"] == code
    assert extensions["messages"]["fr"]
