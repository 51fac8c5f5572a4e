"""A dossier over the API and HTTP: of one thing, pinned for ever, of what the viewer may see, in few statements."""

import hashlib
from typing import Any

import msgspec
import pytest

from service.access import Role, create_token
from service.database import Database, connected
from service.proof.canonical import canonical
from tests.cases import each
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

DOSSIER = """
query ($decision: ID, $arbitration: ID, $review: ID, $at: AtInput) {
  dossier(decision: $decision, arbitration: $arbitration, review: $review, at: $at) {
    kind id level link leaf decidedOn asOf { on position simulated } canonical sha256
    decision { title } arbitration { subject } review { project }
    body { role body kind membersInOffice vacant seats { seat holder { id name } onBehalfOf { id } state cause } }
    voting { membersInOffice present represented voices totalsAgree presenceAgrees votes { votesFor }
             quorum { membersInOffice notCounted needed reached changes { person { id } kind } } totals { votesFor } }
    sitting { session chair { id } item { item } closed attendance { person { id } ground mayVote bearer { id } }
              proxies { giver { id } bearer { id } } recusals { person { id } ground } excused { id } }
    signing { person { id } empowered obstacles chain { holder person { id } delegation } }
    delegations { delegation kind named state grantedOn act { number } scope { themes } person { id } }
    presidents { organization { id } person { id } }
    perimeter { members { organization { id } } communes { nodes { insee } pageInfo { hasNextPage } } }
    decisions { decision link relation } corrections { entry by reason replacements } disputed { statement }
    entries(first: 500) { nodes { ledger position parts sealed intact summary { fr } header leaf rectifiedBy } }
    claims(first: 500) { nodes { ledger position pointer value statement } }
  }
}"""
VOTES = {"inOffice": 6, "present": 4, "represented": 1, "votesFor": 4}


async def _dossier(api: Api, token: str | None = "", **asked: Any) -> Any:
    return (await api.ask(DOSSIER, token, **asked))["dossier"]


async def _position(api: Api) -> int:
    heads = (await api.ask("{ ledgers { id position } }"))["ledgers"]
    return int(next(head["position"] for head in heads if head["id"] == LEDGER))


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An assembly that voted on water in September: one proxy, one who left, one recused; and an order of its VP1."""
    people = await install(api, clock="SIMULATED", at="2026-05-21T08:00:00Z")
    on = "2026-09-20"
    here = [{"person": who} for who in people[:5]]
    await api.recorded(
        command("conveneSession", on="2026-09-01", session="s", body="assembly", heldOn=on, noteSent=True,
                agenda=[{"item": "first", "title": "Approbation"}, {"item": "water", "title": "L'eau"}]),
        command("openSession", on=on, session="s", present=here, chair=people[0],
                proxies=[{"giver": people[5], "bearer": people[1]}]),
        command("recordMemberDeparture", on=on, session="s", person=people[4], before="water"),
        command("recordRecusal", on=on, session="s", person=people[3], item="water", ground="REPRESENTS_OUTSIDE_BODY",
                leftRoom=True),
        command("recordSessionVote", on=on, session="s", item="water", mode="SHOW_OF_HANDS", votesFor=4),
        command("adoptDeliberation", on=on, decision="water", title="Schéma de l'eau <script>alert(1)</script>",
                number="2026-17", body="assembly", session="s", item="water", votes=VOTES),
        command("delegateFunctions", on="2026-06-01", delegation="vp1", person=people[1], scope={"themes": ["water"]}),
        command("issueOrder", on="2026-09-25", decision="order", title="Arrêté", author=people[1], delegation="vp1"),
        at="2026-10-01T08:00:00Z",
    )  # fmt: skip
    return people


async def test_the_vote_is_told_from_its_item(api: Api, people: list[str]) -> None:
    told = await _dossier(api, decision="water", at={"on": "2026-10-02"})
    assert told["decision"]["title"].startswith("Schéma")
    assert (told["decidedOn"], told["body"]["role"], told["body"]["body"]) == ("2026-09-20", "DECIDED", "assembly")
    assert [seat["holder"]["id"] for seat in told["body"]["seats"]] == people
    assert all(seat["onBehalfOf"]["id"] == MEMBER for seat in told["body"]["seats"])
    quorum = told["voting"]["quorum"]
    assert (quorum["membersInOffice"], quorum["notCounted"], quorum["needed"], quorum["reached"]) == (5, 1, 3, True)
    kinds = {change["person"]["id"]: change["kind"] for change in quorum["changes"]}
    assert kinds == {people[4]: "LEFT", people[3]: "NOT_COUNTED"}
    voting = told["voting"]
    assert (voting["present"], voting["represented"], voting["voices"], voting["totalsAgree"]) == (3, 1, 4, True)
    assert voting["presenceAgrees"] is False, "the deliberation counts four present, the session three"
    grounds = {each["person"]["id"]: each["ground"] for each in told["sitting"]["attendance"]}
    expected = ["PRESENT", "PRESENT", "PRESENT", "RECUSED", "ABSENT", "REPRESENTED"]
    assert grounds == dict(zip(people, expected, strict=True))
    assert told["sitting"]["proxies"][0]["bearer"]["id"] == people[1]
    assert [member["organization"]["id"] for member in told["perimeter"]["members"]] == [MEMBER]
    assert told["disputed"] == []
    said = {claim["statement"] for claim in told["claims"]["nodes"]}
    assert {"/sitting/proxies/0/bearer", "/sitting/recusals/0/person", "/voting/votes/0/votes_for"} <= said
    assert "/sitting/movements/0/person" in said


async def test_an_order_tells_the_delegation_that_empowered_its_author(api: Api, people: list[str]) -> None:
    told = await _dossier(api, decision="order", at={"on": "2026-10-02"})
    assert told["body"]["role"] == "EXECUTIVE"
    assert told["voting"] is told["sitting"] is None
    assert told["signing"] == {
        "person": {"id": people[1]},
        "empowered": True,
        "obstacles": [],
        "chain": [
            {"holder": "PRESIDENT", "person": {"id": people[0]}, "delegation": None},
            {"holder": "DELEGATE", "person": {"id": people[1]}, "delegation": "vp1"},
        ],
    }
    (delegation,) = told["delegations"]
    assert (delegation["named"], delegation["state"], delegation["scope"]) == (True, "IN_FORCE", {"themes": ["water"]})
    assert delegation["act"]["number"] == "2026-01"


async def test_the_same_arguments_give_the_same_bytes_whatever_is_recorded_later(api: Api, people: list[str]) -> None:
    pin = {"atPosition": await _position(api)}
    before = await _dossier(api, decision="water", at=pin)
    assert before["asOf"]["on"] == "2026-10-01", "the day on which the position was recorded"
    seat = next(s for s in msgspec.json.decode(before["canonical"])["body"]["seats"] if s["seat"] == "A2")
    right = command("fillSeat", body="assembly", seat="A2", person=people[2], manner="DESIGNATION")
    right["fillSeat"]["act"] = {"kind": "MINUTES", "date": "2026-05-20", "number": "PV rectifié"}
    await api.recorded(
        command("transmitDecision", on="2026-10-03", decision="water"),
        {"rectify": {"entry": seat["entry"], "reason": "Numéro du procès-verbal", "replacement": [right]}},
        command("annulDecision", on="2026-11-10", decision="water", court="TA"),
        at="2026-11-11T08:00:00Z",
    )
    assert await _dossier(api, decision="water", at=pin) == before
    path = before["link"]
    over_http = await api._client.get(path, headers={"authorization": f"Bearer {api.token}"})
    assert over_http.content == before["canonical"].encode()
    assert hashlib.sha256(over_http.content).hexdigest() == before["sha256"]

    now = await _dossier(api, decision="water", at={"on": "2026-11-20"})
    assert now["sha256"] != before["sha256"]
    (correction,) = now["corrections"]
    assert correction["entry"] == seat["entry"]
    assert correction["reason"] == "Numéro du procès-verbal"
    by_position = {entry["position"]: entry for entry in now["entries"]["nodes"]}
    assert by_position[seat["entry"]]["rectifiedBy"] == correction["by"]
    assert {seat["entry"], correction["by"], *correction["replacements"]} <= by_position.keys()
    assert now["disputed"] == []


async def test_a_confidential_arbitration_is_to_the_public_as_if_it_were_not(api: Api, people: list[str]) -> None:
    sealed = {"visibility": "RESTRICTED"}
    await api.recorded(
        command("openArbitration", on="2026-09-01", arbitration="secret", subject="Foncier", question="Où ?",
                parties=[MEMBER], options=[{"option": "a", "label": "A"}], **sealed),
        at="2026-10-05T08:00:00Z",
    )  # fmt: skip
    hidden = await _position(api)
    services = api.app.state.services
    _, auditor = await create_token(services.pool, role=Role.AUDITOR, ledgers=[LEDGER], label="audit")
    seen = await _dossier(api, auditor, arbitration="secret")
    assert seen["level"] == "RESTRICTED"
    assert seen["arbitration"] == {"subject": "Foncier"}
    assert [party["organization"]["id"] for party in seen["presidents"]] == [MEMBER]
    for name in ("secret", "never-was"):
        assert await _dossier(api, None, arbitration=name) is None
        answer = await api._client.get(f"/dossier/{LEDGER}/arbitration/{name}.json")
        assert answer.status_code == 404
        said = answer.text.replace(name, "-")
        assert said == answer.text.replace(name, "-")
    disclose = {"on": "2026-10-08", "act": {"kind": "MINUTES", "date": "2026-10-08"}, "subject": "arbitration:secret"}
    await api.recorded({"disclose": disclose}, at="2026-10-09T08:00:00Z")
    assert (await _dossier(api, None, arbitration="secret"))["arbitration"] == {"subject": "Foncier"}
    assert await _dossier(api, None, arbitration="secret", at={"atPosition": hidden}) is None, "as known before"


async def test_a_confidential_entry_about_a_public_decision_is_told_to_few(api: Api, people: list[str]) -> None:
    asked: dict[str, Any] = {"decision": "water", "at": {"on": "2026-10-30"}}
    before = await _dossier(api, None, **asked)
    secret = command("publishDecision", on="2026-10-20", decision="water", visibility="RESTRICTED")
    position = (await api.recorded(secret, at="2026-10-21T08:00:00Z"))["positions"][0]
    after = await _dossier(api, None, **asked)
    moving = {"asOf", "canonical", "sha256", "link", "leaf"}
    assert {k: v for k, v in after.items() if k not in moving} == {k: v for k, v in before.items() if k not in moving}
    all_ = await _dossier(api, **asked)
    assert position in {entry["position"] for entry in all_["entries"]["nodes"]}
    assert str(position) not in {str(claim["position"]) for claim in after["claims"]["nodes"]}


async def test_no_more_statements_for_a_longer_dossier(api: Api, people: list[str], statements: list[str]) -> None:
    asked: dict[str, Any] = {"decision": "water", "at": {"on": "2026-10-02"}}
    query = "query ($decision: ID, $at: AtInput) { dossier(decision: $decision, at: $at) { canonical } }"
    shorter = await _dossier(api, **asked)
    statements.clear()
    await api.ask(query, **asked)
    one = len(statements)
    late = [command("observeLegality", on=f"2026-10-{day:02}", decision="water") for day in range(2, 20)]
    await api.recorded(*late, at="2026-10-25T08:00:00Z")
    statements.clear()
    told = await _dossier(api, decision="water", at={"on": "2026-10-30"})
    assert len(told["entries"]["nodes"]) >= len(shorter["entries"]["nodes"]) + 18
    statements.clear()
    await api.ask(query, **{**asked, "at": {"on": "2026-10-30"}})
    assert len(statements) == one <= 30
    for name in ("order", "water"):
        statements.clear()
        await api.ask(query, decision=name, at=asked["at"])
        assert len(statements) <= 36


async def test_a_projection_that_says_otherwise_than_its_entry_is_disputed(
    api: Api, people: list[str], database: Database
) -> None:
    assert database.admin_url is not None
    async with connected(database.admin_url) as admin:
        await admin.execute(
            "UPDATE composition SET data = replace(data::text, $1, $2)::json WHERE key = 'A2'", people[2], people[5]
        )
    told = await _dossier(api, decision="water", at={"on": "2026-10-02"})
    statements = {each["statement"] for each in told["disputed"]}
    assert "/body/seats/2/holder" in statements
    claimed = {claim["statement"] for claim in told["claims"]["nodes"]}
    assert not statements & claimed
    page = (await api._client.get(f"/dossier/{LEDGER}/decision/water.html?on=2026-10-02")).text
    assert "Affirmations démenties" in page


@each(
    "asked",
    [
        {},
        {"decision": "water", "review": "r"},
        {"decision": "water", "arbitration": "a", "review": "r"},
        {"decision": None, "review": None},
    ],
)
async def test_a_dossier_is_of_one_thing(api: Api, people: list[str], asked: Any) -> None:
    assert (await api.refused(DOSSIER, **asked))["code"] == "DOSSIER_OF_ONE_THING"


HOSTILE = ["' OR 1=1 --", "../../etc/passwd", "x" * 5000, "Éa", "a\u202eb", "never-was", "-", "a_b", "%25"]


@each("name", HOSTILE)
async def test_a_hostile_id_finds_nothing(api: Api, people: list[str], name: str) -> None:
    for kind in ("decision", "arbitration", "review"):
        assert await _dossier(api, **{kind: name}) is None


@each(
    ("path", "status", "code"),
    [
        (f"/dossier/{LEDGER}/decision/water.json?at_position=0", 400, "POSITION_BEYOND_HEAD"),
        (f"/dossier/{LEDGER}/decision/water.json?at_position=99999999999999999999", 400, "INVALID_ARGUMENT"),
        (f"/dossier/{LEDGER}/decision/water.json?at_position=-1", 400, "INVALID_ARGUMENT"),
        (f"/dossier/{LEDGER}/decision/water.json?at_position=%D9%A1", 400, "INVALID_ARGUMENT"),
        (f"/dossier/{LEDGER}/decision/water.json?on=yesterday", 400, "INVALID_ARGUMENT"),
        (f"/dossier/{LEDGER}/decision/water.json?at_position=5&known_at=2026-10-01", 400, "AT_AMBIGUOUS"),
        (f"/dossier/{LEDGER}/decision/water.html?lang=de", 400, "INVALID_ARGUMENT"),
        (f"/dossier/{LEDGER}/body/bureau.json", 404, "NO_SUCH_DOSSIER"),
        (f"/dossier/{LEDGER}/decision/%00.json", 404, "NO_SUCH_DOSSIER"),
        (f"/dossier/{LEDGER}/decision/never-was.html", 404, "NO_SUCH_DOSSIER"),
        (f"/dossier/{LEDGER}/decision/<script>.html", 404, "NO_SUCH_DOSSIER"),
        (f"/dossier/{LEDGER}/water.html", 404, "NO_SUCH_DOSSIER"),
        (f"/dossier/{LEDGER}/water.json", 404, "NO_SUCH_DOSSIER"),
        ("/dossier/999999999/decision/water.json", 400, "UNKNOWN_AUTHORITY"),
        ("/dossier/%00/decision/water.json", 400, "UNKNOWN_AUTHORITY"),
    ],
)
async def test_a_request_that_is_none_is_refused_in_both_languages(
    api: Api, people: list[str], path: str, status: int, code: str
) -> None:
    answer = await api._client.get(path)
    assert answer.status_code == status, answer.text
    if ".html" in path:
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert '<html lang="fr">' in answer.text
        assert "<script>" not in answer.text
        assert '<html lang="en">' in (await api._client.get(path, headers={"accept-language": "en-GB"})).text
        return
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == code
    assert error["extensions"]["messages"].keys() == {"fr", "en"}
    assert error["extensions"]["remedies"].keys() == {"fr", "en"}


async def test_a_bad_token_is_refused(api: Api, people: list[str]) -> None:
    answer = await api._client.get(f"/dossier/{LEDGER}/decision/water.json", headers={"authorization": "Bearer no"})
    assert answer.status_code == 401


async def test_the_json_is_canonical_and_asked_again_not_sent_again(api: Api, people: list[str]) -> None:
    path = f"/dossier/{LEDGER}/decision/water.json?at_position={await _position(api)}"
    answer = await api._client.get(path)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["vary"] == "Authorization"
    assert canonical(msgspec.json.decode(answer.content)) == answer.content
    again = await api._client.get(path, headers={"if-none-match": f"W/{answer.headers['etag']}"})
    assert (again.status_code, again.content) == (304, b"")
