"""Dossiers of the demonstration: complete, claimed of the stored bodies, pinned, and unknown to who may not see them."""

import base64
import hashlib
import html.parser
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import pytest

from service.demo.sittings import DEMO_LEDGER
from service.proof.canonical import body_sha256, canonical, leaf_hash
from tests.service.demo.telling import Told

THINGS: Final = ("decision", "arbitration", "review")
CANONICAL: Final = """query ($decision: ID, $arbitration: ID, $review: ID, $at: AtInput) {
  dossier(decision: $decision, arbitration: $arbitration, review: $review, at: $at) { canonical sha256 link }
}"""
LATE: Final = {"on": "2026-11-20"}


async def _names(told: Told, kind: str) -> list[str]:
    async with told.services.pool.acquire() as connection:
        rows = await connection.fetch(
            f"SELECT DISTINCT subject FROM {kind} WHERE ledger_id = $1 ORDER BY subject", DEMO_LEDGER
        )
    return [row["subject"].partition(":")[2] for row in rows]


async def _dossier(told: Told, kind: str, name: str, at: Mapping[str, Any] = LATE, token: str | None = "") -> Any:
    found = (await told.api.ask(CANONICAL, token, **{kind: name, "at": dict(at)}))["dossier"]
    return found and msgspec.json.decode(found["canonical"])


async def _every(told: Told) -> list[Any]:
    found = [await _dossier(told, kind, name) for kind in THINGS for name in await _names(told, kind)]
    return [dossier for dossier in found if dossier is not None]


def _at(value: Any, pointer: str) -> Any:
    """RFC 6901, written here again: what a stranger would do with a claim."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@pytest.fixture(scope="module")
async def dossiers(told: Told) -> list[Any]:
    """The dossier of every decision, arbitration and review, as the clerk sees them."""
    return await _every(told)


async def test_every_claim_stands_in_the_stored_body_and_in_the_dossier(told: Told, dossiers: list[Any]) -> None:
    async with told.services.pool.acquire() as connection:
        rows = await connection.fetch("SELECT ledger_id, position, body FROM entry_body")
    bodies = {(row["ledger_id"], row["position"]): msgspec.json.decode(row["body"]) for row in rows}
    assert len(dossiers) > 50
    for dossier in dossiers:
        assert len(dossier["claims"]) == len(dossier["statements"]) > 300, dossier["id"]
        assert dossier["disputed"] == [], dossier["id"]
        for claim, statement in zip(dossier["claims"], dossier["statements"], strict=True):
            assert claim.keys() == {"ledger", "position", "pointer", "value"}
            found = _at(bodies[claim["ledger"], claim["position"]], claim["pointer"])
            assert canonical(found) == canonical(claim["value"]) == canonical(_at(dossier, statement))


SHOWN_OF_THE_THING: Final = {
    "decision": {"title", "kind", "adopted_on", "act"},
    "arbitration": {"subject", "question", "parties", "opened_on", "act"},
    "review": {"project", "held_on", "act"},
}


async def test_what_a_dossier_says_is_claimed_part_by_part(dossiers: list[Any]) -> None:
    """Not a single statement of these kinds is left without its claim."""
    for dossier in dossiers:
        said = set(dossier["statements"])
        kind = dossier["kind"].lower()
        wanted = {f"/{kind}/{name}" for name in SHOWN_OF_THE_THING[kind] if dossier[kind][name]}
        for place, seat in enumerate((dossier["body"] or {}).get("seats", ())):
            shown = ("holder", "since", "kind", "on_behalf_of")
            wanted |= {f"/body/seats/{place}/{name}" for name in shown if seat[name]}
        for place, _ in enumerate(dossier["perimeter"]["members"]):
            wanted |= {f"/perimeter/members/{place}/organization", f"/perimeter/members/{place}/since"}
        for place, _ in enumerate(dossier["perimeter"]["communes"]):
            wanted |= {f"/perimeter/communes/{place}/insee", f"/perimeter/communes/{place}/siren"}
        for place, each in enumerate((dossier["sitting"] or {}).get("attendance", ())):
            wanted |= {f"/sitting/attendance/{place}/person"} if each["person"] else set()
        for place, _ in enumerate((dossier["voting"] or {}).get("votes", ())):
            wanted |= {f"/voting/votes/{place}/votes_for", f"/voting/votes/{place}/mode"}
        for place, _ in enumerate(dossier["delegations"]):
            wanted |= {f"/delegations/{place}/scope", f"/delegations/{place}/granted_on", f"/delegations/{place}/act"}
        for place, party in enumerate(dossier["presidents"]):
            wanted |= {f"/presidents/{place}/person"} if party["person"] else set()
        for place, _ in enumerate(dossier["decisions"]):
            wanted |= {f"/decisions/{place}/title", f"/decisions/{place}/adopted_on"}
        assert wanted - said == set(), dossier["id"]


async def test_every_entry_behind_is_told_and_proves_itself(told: Told, dossiers: list[Any]) -> None:
    for dossier in dossiers:
        told_of = {(entry["ledger"], entry["position"]) for entry in dossier["entries"]}
        assert list(told_of) and sorted(told_of) == [(e["ledger"], e["position"]) for e in dossier["entries"]]
        assert {(claim["ledger"], claim["position"]) for claim in dossier["claims"]} <= told_of
        own = dossier[dossier["kind"].lower()]
        assert {(DEMO_LEDGER, position) for position in own["entries"]} <= told_of
        for entry in dossier["entries"]:
            assert leaf_hash(entry["header"].encode()).hex() == entry["leaf"]
            assert entry["intact"] and not entry["sealed"]
            assert entry["fr"] and entry["en"] and entry["parts"]
