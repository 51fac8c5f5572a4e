"""What the API shows of a person who was forgotten and of an entry whose text was erased."""

import base64
import hashlib
import json
from typing import Any

import pytest

from service.access import Role, create_token
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.api.test_live import following, port, take

__all__ = ["port"]

PERSON = "{id name givenName familyName erased shown {fr en}}"
ENTRY = """query($p: Int!) {entry(position: $p) {__typename ... on SealedEntry {position header {leaf}}
           ... on Entry {type fact bodyBytes summary {fr en} act {number title} erased {by basis}
                         header {bytes leaf bodySha256}}}}"""


def forget(who: str, **more: Any) -> dict[str, Any]:
    return command("forgetPerson", on="2026-11-01", person=who, basis="OBJECTION", **more)


def redact(entry: int, **more: Any) -> dict[str, Any]:
    return command("redactEntry", on="2026-11-01", entry=entry, basis="UNLAWFUL_PROCESSING", **more)


async def test_the_person_is_erased_at_every_moment_and_in_every_answer(api: Api) -> None:
    people = await install(api)
    who, before = people[1], (await api.ask("{ledgers {position}}"))["ledgers"][0]["position"]
    await api.recorded(forget(who))
    erased = {
        "id": who,
        "name": None,
        "givenName": None,
        "familyName": None,
        "erased": True,
        "shown": {"fr": "personne effacée", "en": "erased person"},
    }
    for at in ({}, {"on": "2026-06-01"}, {"atPosition": before}, {"on": "2026-06-01", "atPosition": before}):
        query = f"query($at: AtInput) {{bureau(at: $at) {{seats {{holder {PERSON}}}}}}}"
        holders = [seat["holder"] for seat in (await api.ask(query, at=at))["bureau"]["seats"]]
        assert [h for h in holders if h and h["id"] == who] == [erased]
        assert all(h["name"] and not h["erased"] and h["shown"]["fr"] == h["name"] for h in holders if h["id"] != who)
        found = await api.ask(f"query($at: AtInput) {{people(at: $at) {{edges {{node {PERSON}}}}}}}", at=at)
        assert {"node": erased} in found["people"]["edges"]
    known = "query($id: ID!, $at: AtInput) {person(id: $id, at: $at) {erased forgottenBy tenures {seat}}}"
    told = (await api.ask(known, id=who))["person"]
    assert (told["erased"], told["forgottenBy"], len(told["tenures"])) == (True, before + 1, 2)
    told = (await api.ask(known, id=who, at={"atPosition": before}))["person"]
    assert (told["erased"], told["forgottenBy"]) == (True, None)


async def test_the_basis_on_which_a_name_is_kept_is_told(api: Api) -> None:
    people = await install(api)
    keep = command("recordLegalBasis", on="2026-06-01", person=people[0], basis="PUBLIC_TASK", reference="CRPA")
    await api.recorded(keep)
    told = (await api.ask("query($id: ID!) {person(id: $id) {legalBasis name}}", id=people[0]))["person"]
    assert told == {"legalBasis": "PUBLIC_TASK", "name": "Camille Essai0"}
    refused = await api.record({"forgetPerson": {"on": "2026-11-01", "person": people[0], "basis": "OBJECTION"}})
    assert refused["code"] == "NamesOfOfficialsStay"
    assert "RGPD art. 17(3)" in refused["rule"]


async def test_followers_are_told_and_the_live_composition_moves(api: Api, port: int) -> None:
    people = await install(api)
    bureau = f"subscription {{bureau {{seats {{holder {PERSON}}}}}}}"
    feed = """subscription {entries {... on Entry {position type fact summary {en} erased {by}}}}"""
    async with following(port, bureau) as seats, following(port, feed) as items:
        first = (await take(seats, 1))[0]["bureau"]["seats"]
        assert not any(seat["holder"]["erased"] for seat in first)
        done = await api.recorded(forget(people[1]))
        now = (await take(seats, 1))[0]["bureau"]["seats"]
        assert [seat["holder"]["erased"] for seat in now] == [False, True, False, False]
        told = await take(items, done["positions"][0])
        entry = next(i["entries"] for i in told if i["entries"].get("type") == "PersonForgotten")
        assert people[1] in entry["summary"]["en"]
        assert "Essai" not in json.dumps(entry)


async def theme(api: Api, **more: Any) -> int:
    named = {"theme": "mountain", "nameFr": "montagne de Quetzalcoatl", "nameEn": "Quetzalcoatl"}
    done = await api.recorded(command("addTheme", **named, **more))
    position: int = done["positions"][0]
    return position


async def test_an_erased_entry_shows_its_remains_and_proves_its_place(api: Api, port: int) -> None:
    await install(api)
    at = await theme(api)
    before = (await api.ask(ENTRY, p=at))["entry"]
    assert hashlib.sha256(base64.b64decode(before["bodyBytes"])).hexdigest() == before["header"]["bodySha256"]
    async with following(port, "subscription {entries {... on Entry {position fact erased {by basis}}}}") as items:
        done = await api.recorded(redact(at))
        by = done["positions"][0]
        told = {i["entries"]["position"]: i["entries"] for i in await take(items, by) if i["entries"].get("position")}
    entry = (await api.ask(ENTRY, token=None, p=at))["entry"]
    assert entry["header"] == before["header"]
    assert hashlib.sha256(b"\0" + base64.b64decode(entry["header"]["bytes"])).hexdigest() == entry["header"]["leaf"]
    assert entry["bodyBytes"] is None
    assert entry["erased"] == {"by": by, "basis": "UNLAWFUL_PROCESSING"}
    assert entry["fact"] == {"theme": "mountain", "name_fr": "[effacé]", "name_en": "[effacé]"}
    assert "[effacé]" in entry["summary"]["fr"]
    assert entry["act"]["number"] == "2026-01"
    erasing = (await api.ask(ENTRY, p=by))["entry"]
    assert erasing["erased"] is None
    assert erasing["fact"]["remains"]["fact"] == entry["fact"]
    for told_of in (told, await all_entries(api)):
        assert "Quetzalcoatl" not in json.dumps(told_of)


async def all_entries(api: Api) -> Any:
    return await api.ask("{entries(first: 500) {items {... on Entry {position fact summary {fr en}}}}}")


async def test_the_erasure_of_what_is_confidential_is_told_to_nobody_else(api: Api) -> None:
    await install(api)
    at = await theme(api, visibility="RESTRICTED")
    by = (await api.recorded(redact(at, visibility="PUBLIC")))["positions"][0]
    for position in (at, by):
        sealed = (await api.ask(ENTRY, token=None, p=position))["entry"]
        assert sealed["__typename"] == "SealedEntry"
    _, auditor = await create_token(api.app.state.services.pool, role=Role.AUDITOR, ledgers=[LEDGER])
    assert (await api.ask(ENTRY, token=auditor, p=at))["entry"]["erased"]["by"] == by


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"entry": 1}, "NotErasable"),
        ({"entry": 10_000}, "UnknownEntry"),
        ({"entry": 2, "fields": ["siren"]}, "NoFreeText"),
    ],
)
async def test_what_cannot_be_erased_is_refused_with_the_remedy(api: Api, wrong: dict[str, Any], code: str) -> None:
    await install(api)
    answer = await api.record(redact(**wrong))
    assert (answer["__typename"], answer["code"]) == ("RefusedResult", code)
    assert all(answer["remedy"].values())
