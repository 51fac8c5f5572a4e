"""Dossiers of the demonstration: complete, each statement claimed of a stored body, printed, and of few statements."""

import base64
import hashlib
import html.parser
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from service.demo.sittings import DEMO_LEDGER
from service.messages.dossier_page import WORDS
from service.proof.canonical import canonical, leaf_hash
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


async def test_no_decision_of_the_story_counts_otherwise_than_its_session(dossiers: list[Any]) -> None:
    """An auditor of the demonstration finds what the story is about, and no slip of its author."""
    votings = {dossier["id"]: dossier["voting"] for dossier in dossiers if dossier["voting"]}
    agreeing = {name: (voting["presence_agrees"], voting["totals_agree"]) for name, voting in votings.items()}
    assert any(all(agrees) for agrees in agreeing.values())
    assert {name: agrees for name, agrees in agreeing.items() if False in agrees} == {}


async def test_every_entry_behind_is_told_and_proves_itself(dossiers: list[Any]) -> None:
    for dossier in dossiers:
        places = [(entry["ledger"], entry["position"]) for entry in dossier["entries"]]
        assert places == sorted(set(places))
        told_of = set(places)
        assert {(claim["ledger"], claim["position"]) for claim in dossier["claims"]} <= told_of
        own = dossier[dossier["kind"].lower()]
        assert {(DEMO_LEDGER, position) for position in own["entries"]} <= told_of
        for entry in dossier["entries"]:
            assert leaf_hash(entry["header"].encode()).hex() == entry["leaf"]
            assert (entry["intact"], entry["sealed"]) == (True, False)
            assert all(entry[name] for name in ("fr", "en", "parts"))


async def test_what_the_public_may_not_see_is_in_no_dossier_of_its(told: Told) -> None:
    async with told.services.pool.acquire() as connection:
        rows = await connection.fetch("SELECT position FROM entry_body WHERE ledger_id = $1 AND level > 0", DEMO_LEDGER)
        opened = await connection.fetch("SELECT subject FROM opening WHERE ledger_id = $1", DEMO_LEDGER)
    disclosed = {int(row["subject"].removeprefix("entry:")) for row in opened}
    hidden = {row["position"] for row in rows} - disclosed
    assert hidden
    seen, unseen = 0, 0
    for kind in THINGS:
        for name in await _names(told, kind):
            dossier = await _dossier(told, kind, name, token=None)
            seen, unseen = seen + (dossier is not None), unseen + (dossier is None)
            if dossier is not None:
                assert not hidden & {entry["position"] for entry in dossier["entries"]}
    assert seen > 40
    assert unseen > 0, "some arbitrations are confidential"


class _Page(html.parser.HTMLParser):
    """What a reader's machine makes of a page: its tags, ids, links and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if tag == "a" else []
        if tag not in {"meta", "link"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "path",
    ["decision/2026-26", "decision/d-2026-1", "arbitration/interconnexion-eau", "review/ecoquartier-mauriac-2022"],
)
async def test_a_page_is_plain_html_that_leads_to_its_entries(told: Told, path: str, language: str) -> None:
    answer = await told.api._client.get(f"/dossier/{DEMO_LEDGER}/{path}.html?on=2026-11-20&lang={language}")
    assert answer.status_code == 200
    page = _Page(answer.text)
    assert f'lang="{language}"' in answer.text
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert not {"script", "form", "iframe", "img"} & set(page.tags)
    assert page.tags.count("style") == page.tags.count("h1") == 1
    assert page.tags.count("caption") == page.tags.count("table") > 2
    assert ("SIMULÉ" if language == "fr" else "SIMULATED") in page.text
    assert "None" not in page.text
    assert ("28, 27, 0" in page.text) == (path == "decision/2026-26"), (
        "in office, present, represented: what the act says"
    )
    policy = answer.headers["content-security-policy"]
    style = answer.text.partition("<style>")[2].partition("</style>")[0]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert "@page { size: A4" in style


async def test_every_word_of_the_page_is_said_somewhere() -> None:
    sources = "".join(path.read_text() for path in Path("service/dossier").glob("p*.py"))
    assert {name for name in WORDS if f'"{name}"' not in sources and f"'{name}'" not in sources} == set()


async def test_the_name_of_a_person_is_on_the_page_and_never_in_the_json(told: Told, dossiers: list[Any]) -> None:
    path = f"/dossier/{DEMO_LEDGER}/decision/2026-26"
    page = (await told.api._client.get(f"{path}.html?on=2026-11-20")).text
    text = (await told.api._client.get(f"{path}.json?on=2026-11-20")).text
    everyone = await told.services.vault.personal(told.services.pool, DEMO_LEDGER, None)
    names = {values.family_name for values in everyone.values() if len(values.family_name) > 5}
    assert {name for name in names if name in page}
    assert {name for name in names if name in text} == set()


async def test_a_dossier_costs_about_thirty_statements_whatever_it_is_of(told: Told, statements: list[str]) -> None:
    for kind, name in (("decision", "2026-26"), ("decision", "d-2026-1"), ("arbitration", "interconnexion-eau"),
                       ("review", "ecoquartier-mauriac-2022")):  # fmt: skip
        statements.clear()
        assert await _dossier(told, kind, name)
        assert len(statements) <= 36, kind
