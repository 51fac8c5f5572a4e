"""Things through the API: found by what they are about, on D as known at K, for who may see; disclosed later."""

from typing import Any

import pytest

from service.access import Role, create_token
from tests.cases import each
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

LIST = """
query ($at: AtInput, $text: String, $theme: ID, $active: Boolean, $person: ID, $first: Int, $after: Cursor,
       $from: Date, $to: Date) {
  ambassadors(at: $at, text: $text, theme: $theme, active: $active, person: $person, first: $first, after: $after,
              from: $from, to: $to) {
    nodes { ambassador person { id name } area { id } endedOn entries actions { kind note organization { id } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
KIND = "STRATEGY_EXPLAINED"


async def _names(api: Api, token: str | None = "", **asked: Any) -> list[str]:
    return [node["ambassador"] for node in (await api.ask(LIST, token, **asked))["ambassadors"]["nodes"]]


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An authority with two ambassadors, one of them confidential."""
    people = await install(api)
    await api.recorded(
        command(
            "appointAmbassador", on="2026-07-09", ambassador="north", person=people[0], area=[MEMBER], themes=["water"]
        ),
        command(
            "appointAmbassador",
            on="2026-09-01",
            ambassador="south",
            person=people[1],
            area=["commune:15170"],
            visibility="RESTRICTED",
        ),
        command(
            "recordAmbassadorAction",
            on="2026-10-05",
            ambassador="north",
            kind=KIND,
            organization="commune:15170",
            note="Protéger les Œuvres hydrauliques et les déchets",
        ),
        command("endAmbassadorship", on="2026-11-02", ambassador="north", cause="RENUNCIATION"),
    )
    return people


@each(
    ("asked", "found"),
    [
        ({}, ["south", "north"]),
        ({"text": "dechet"}, ["north"]),
        ({"text": "PROTÉGER oeuvre"}, ["north"]),
        ({"text": "proteger absent"}, []),
        ({"text": "dechet", "theme": "water"}, ["north"]),
        ({"theme": "housing"}, []),
        ({"active": True}, ["south"]),
        ({"active": True, "at": {"on": "2026-08-01"}}, ["north"]),
        ({"at": {"on": "2026-07-01"}}, []),
        ({"from": "2026-08-01"}, ["south"]),
        ({"to": "2026-07-09"}, ["north"]),
        ({"from": "2026-07-10", "to": "2026-08-31"}, []),
    ],
)
async def test_things_are_found_by_what_they_are_about(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    assert await _names(api, **asked) == found


async def test_names_are_shown_and_pages_follow_one_another(api: Api, people: list[str]) -> None:
    first = (await api.ask(LIST, first=1))["ambassadors"]
    assert first["nodes"][0]["person"] == {"id": people[1], "name": "Camille Essai1"}
    assert first["pageInfo"]["hasNextPage"]
    second = (await api.ask(LIST, first=1, after=first["pageInfo"]["endCursor"]))["ambassadors"]
    assert [node["ambassador"] for node in second["nodes"]] == ["north"]
    assert not second["pageInfo"]["hasNextPage"]
    assert (await api.refused(LIST, **{"from": "2026-02-01", "to": "2026-01-01"}))["code"] == "PERIOD_REVERSED"


async def test_what_is_confidential_does_not_exist_until_it_is_disclosed(api: Api, people: list[str]) -> None:
    assert await _names(api, None) == ["north"]
    assert await _names(api, None, first=1) == ["north"]
    page = (await api.ask(LIST, None, first=1))["ambassadors"]["pageInfo"]
    assert not page["hasNextPage"]
    position = (await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"]
    sealed = "query ($p: Int!) { entry(position: $p) { __typename ... on Entry { type } } }"
    secret = (await api.ask(LIST))["ambassadors"]["nodes"][0]["entries"][0]
    assert (await api.ask(sealed, None, p=secret))["entry"] == {"__typename": "SealedEntry"}

    await api.recorded(command("disclose", on="2026-12-01", subject="ambassador:south"))
    assert await _names(api, None) == ["south", "north"]
    assert await _names(api, None, at={"atPosition": position}) == ["north"]
    assert (await api.ask(sealed, None, p=secret))["entry"] == {"__typename": "Entry", "type": "AmbassadorAppointed"}


async def test_what_a_request_records_is_disclosed_by_another(api: Api, people: list[str]) -> None:
    ends = command("endAmbassadorship", on="2026-11-02", ambassador="south", cause="REPLACED", visibility="RESTRICTED")
    tell = command("disclose", on="2026-12-01", subject="ambassador:south")
    refused = await api.record(ends, tell)
    assert refused["code"] == "NotRecordedYet"
    assert await _names(api, None) == ["north"]
    await api.recorded(ends)
    await api.recorded(tell)
    assert await _names(api, None) == ["south", "north"]


async def test_a_disclosure_to_some_opens_nothing_to_others(api: Api, people: list[str]) -> None:
    await api.recorded(command("disclose", on="2026-12-01", subject="ambassador:south", to="MEMBERS"))
    _, member = await create_token(api.app.state.services.pool, role=Role.MEMBER, ledgers=[LEDGER], label="m")
    assert await _names(api, member) == ["south", "north"]
    assert await _names(api, None) == ["north"]


async def test_a_correction_is_told_to_those_who_knew(api: Api, people: list[str]) -> None:
    before = (await api.ask(LIST, None, text="dechet"))["ambassadors"]["nodes"][0]
    wrong = before["entries"][1]
    await api.recorded({"rectify": {"entry": wrong, "reason": "Autre ambassadeur", "replacement": []}})
    assert await _names(api, None, text="dechet") == []
    assert await _names(api, None, text="dechet", at={"atPosition": wrong}) == ["north"]


async def test_members_without_ambassador_are_named(api: Api, people: list[str]) -> None:
    query = "query ($at: AtInput) { ambassadorCoverage(at: $at) { member { id } ambassadors { ambassador } } }"
    covered = (await api.ask(query, at={"on": "2026-10-01"}))["ambassadorCoverage"]
    assert covered == [{"member": {"id": MEMBER}, "ambassadors": [{"ambassador": "north"}]}]
    assert (await api.ask(query, at={"on": "2026-11-02"}))["ambassadorCoverage"][0]["ambassadors"] == []


async def test_themes_are_the_common_vocabulary_and_the_authority_s_own(api: Api, people: list[str]) -> None:
    add = command("addTheme", theme="mountain", nameFr="montagne", nameEn="mountain")
    await api.recorded(add)
    themes = (await api.ask("{ themes { id name { fr en } common } }"))["themes"]
    assert {"id": "water", "name": {"fr": "eau", "en": "water"}, "common": True} in themes
    assert themes[-1] == {"id": "mountain", "name": {"fr": "montagne", "en": "mountain"}, "common": False}
    refused = await api.record(command("addTheme", theme="water", nameFr="eau", nameEn="water"))
    assert refused["code"] == "ThemeIsCommon"


async def test_the_feed_is_filtered_by_theme_and_by_thing(api: Api, people: list[str]) -> None:
    query = "query ($f: EntryFilter) { entries(filter: $f, first: 200) { items { ... on Entry { type } } } }"
    for wanted, types in (
        ({"theme": "water"}, ["AmbassadorAppointed"]),
        ({"about": "ambassador:north"}, ["AmbassadorAppointed", "AmbassadorActed", "AmbassadorshipEnded"]),
        ({"organization": "commune:15170"}, ["AmbassadorAppointed", "AmbassadorActed"]),
    ):
        items = (await api.ask(query, f=wanted))["entries"]["items"]
        assert [item["type"] for item in items if item] == types
