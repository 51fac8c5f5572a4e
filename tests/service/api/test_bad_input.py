"""Bad input is refused clearly, records nothing by half and never hangs: never a 5xx."""

from typing import Any

import pytest

from service.feed import encode_cursor
from tests.cases import each
from tests.service.api.harness import LEDGER, RECORD, Api, command, install

FILL = {"body": "bureau", "seat": "M1", "person": "p-aaaaaaaaaaaaaaaa"}


@pytest.fixture
async def vacant(api: Api) -> object:
    """The small authority with a vacant seat M1; its heads."""
    await install(api)
    await api.recorded(command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION"))
    return (await api.ask("{ledgers {position}}"))["ledgers"]


@each(
    ("change", "code"),
    [
        ({"body": "\x00bureau"}, None),
        ({"body": "bureau\n"}, "LINE_BREAK"),
        ({"body": "nowhere"}, "UnknownBody"),
        ({"seat": "M9"}, "UnknownSeat"),
        ({"person": "p-bbbbbbbbbbbbbbbb"}, "UnknownPerson"),
        ({"person": "Jean Dupont"}, "REFUSED_VALUE"),
        ({"person": "$nobody"}, "UnknownAlias"),
        ({"on": "1700-01-01"}, None),
        ({"on": "2400-01-01"}, None),
        ({"on": "2026-02-30"}, None),
        ({"on": "2019-01-01"}, "UnknownBody"),
        ({"seat": "x" * 5000}, "REFUSED_VALUE"),
        ({"seat": "x" * 50_000}, None),
    ],
)
async def test_a_command_that_cannot_be(api: Api, vacant: object, change: dict[str, Any], code: str | None) -> None:
    bad = command("fillSeat", **({"on": "2026-09-02"} | FILL | change))
    response = await api.post(RECORD, {"authority": LEDGER, "commands": [bad], "commandId": str(change)[:40]})
    assert response.status_code < 500, response.text
    body = response.json()
    if code is None:
        assert "data" not in body or body["data"] is None
        assert body["errors"][0]["message"] != "internal error"
    else:
        refused = body["data"]["record"]
        assert refused["code"] == code
        assert refused["message"]["fr"]
        assert refused["path"].startswith("commands.0")
    assert (await api.ask("{ledgers {position}}"))["ledgers"] == vacant


async def test_a_lone_surrogate_is_refused(api: Api) -> None:
    await install(api)
    raw = b'{"query": "query($id: ID!) {person(id: $id) {name}}", "variables": {"id": "\\ud800"}}'
    response = await api.raw(raw)
    assert response.status_code == 400
    assert response.json()["errors"]


async def test_an_empty_list_is_refused(api: Api) -> None:
    await install(api)
    assert (await api.record())["code"] in {"EMPTY_LIST", "NoCommands"}


async def test_a_command_id_is_checked(api: Api) -> None:
    await install(api)
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    assert (await api.record(vacate, command_id="x" * 201))["code"] == "InvalidCommandId"
    assert (await api.record(vacate, command_id="tab\there"))["code"] == "InvalidCommandId"


async def test_a_body_over_a_megabyte_is_refused(api: Api) -> None:
    response = await api.raw(b'{"query": "{ledgers {id}}", "variables": {"x": "' + b"a" * 1_100_000 + b'"}}')
    assert response.status_code == 413
    assert response.json()["errors"]


async def test_deep_json_is_refused(api: Api) -> None:
    response = await api.raw(b'{"query": "{ledgers {id}}", "variables": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001)
    assert response.status_code == 400
    assert response.json()["errors"]


@each(
    ("at", "code"),
    [
        ("{atPosition: 999999}", "POSITION_BEYOND_HEAD"),
        ("{atPosition: 0}", "POSITION_BEYOND_HEAD"),
        ("{atPosition: -1}", "POSITION_BEYOND_HEAD"),
        ('{knownAt: "1999-01-01"}', "NOT_YET_KNOWN"),
        ('{knownAt: "2026-01-01", atPosition: 1}', "AT_AMBIGUOUS"),
    ],
)
async def test_a_moment_that_cannot_be(api: Api, vacant: object, at: str, code: str) -> None:
    refused = await api.refused(f"{{bureau(at: {at}) {{seats {{seat}}}}}}")
    assert refused["code"] == code
    assert set(refused["messages"]) == {"fr", "en"}
    assert refused["remedy"]


async def test_a_day_that_is_not_in_the_calendar(api: Api) -> None:
    await install(api)
    for day in ("2026-02-30", "yesterday", "1066-10-14", "9999-12-31"):
        refused = await api.refused(f'{{bureau(at: {{on: "{day}"}}) {{seats {{seat}}}}}}')
        assert "Date" in refused["message"]


async def test_cursors_of_elsewhere(api: Api) -> None:
    await install(api)
    query = "query($c: Cursor) {entries(after: $c) {cursor}}"
    assert (await api.refused(query, c=encode_cursor("FR", 1)))["code"] == "CURSOR_OF_ANOTHER_LEDGER"
    assert (await api.refused(query, c="bm90aGluZw"))["code"] == "INVALID_CURSOR"
    assert (await api.refused(query, c=encode_cursor(LEDGER, 10_000)))["code"] == "CURSOR_BEYOND_HEAD"
    assert (await api.refused('{people(after: "zzz") {nodes {id}}}'))["code"] == "INVALID_CURSOR"


async def test_unknown_names_are_refused_with_those_that_are_known(api: Api) -> None:
    await install(api)
    assert (await api.refused('{composition(body: "senate") {seats {seat}}}'))["bodies"] == ["assembly", "bureau"]
    assert (await api.refused('{bureau(authority: "200000016") {seats {seat}}}'))["authorities"] == [LEDGER]
    assert (await api.refused('{organization(id: "france") {id}}'))["code"] == "INVALID_ORGANIZATION_ID"
    refused = await api.refused('{entries(filter: {types: ["Nope"]}) {cursor}}')
    assert refused["code"] == "UNKNOWN_FACT_TYPE"


async def test_an_invalid_token_is_unauthorized(api: Api) -> None:
    for token in ("greffe_unknown", "nonsense"):
        response = await api.post("{ledgers {id}}", token=token)
        assert response.status_code == 401
        assert response.json()["errors"][0]["extensions"]["code"] == "INVALID_TOKEN"


async def test_pages_are_bounded(api: Api) -> None:
    await install(api)
    for first in (0, -1, 501):
        assert (await api.refused(f"{{people(first: {first}) {{nodes {{id}}}}}}"))["code"] == "INVALID_PAGE_SIZE"


async def test_the_authority_is_required_when_there_are_several(api: Api) -> None:
    await install(api)
    await api.recorded(command("openLedger"), authority="200000016")
    refused = await api.refused("{bureau {seats {seat}}}")
    assert (refused["code"], refused["authorities"]) == ("AUTHORITY_REQUIRED", [LEDGER, "200000016"])
