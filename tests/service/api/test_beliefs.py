"""Two beliefs: a rectification and a late record told apart, with both entries, and what had rested on the belief."""

from typing import Any

import pytest

from projections.beliefs import KINDS
from service.access import Role, create_token
from tests.cases import each
from tests.service.api.harness import MEMBER, Api, command, install

CHANGES = """
query ($subject: ID!, $from: DateTime, $to: DateTime, $fromPosition: Int, $toPosition: Int, $causes: [BeliefCause!],
       $first: Int, $after: Cursor) {
  beliefChanges(subject: $subject, knownFrom: $from, knownTo: $to, fromPosition: $fromPosition,
                toPosition: $toPosition, causes: $causes, first: $first, after: $after) {
    nodes { subject place noun since until differs cause causeLabel { fr en } step
            believed { sentence { fr en } entry data } known { sentence { fr en } entry }
            entries { position type effectiveOn recordedAt summary { fr en } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
IMPACT = """
query ($subject: ID!, $fromPosition: Int, $toPosition: Int, $first: Int, $after: Cursor) {
  beliefImpact(subject: $subject, fromPosition: $fromPosition, toPosition: $toPosition, first: $first, after: $after) {
    nodes { thing on title entry reason reasonLabel { fr en } change { place since until } }
    pageInfo { hasNextPage endCursor }
  }
}"""
VOTES = {"inOffice": 6, "present": 5, "votesFor": 4}


async def _position(api: Api) -> int:
    return int((await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"])


async def _changes(api: Api, subject: str, start: int, token: str | None = "", **asked: Any) -> list[Any]:
    found = await api.ask(CHANGES, token, subject=subject, fromPosition=start, **asked)
    nodes: list[Any] = found["beliefChanges"]["nodes"]
    return nodes


async def _impact(api: Api, subject: str, start: int, token: str | None = "", **asked: Any) -> list[Any]:
    found = await api.ask(IMPACT, token, subject=subject, fromPosition=start, **asked)
    nodes: list[Any] = found["beliefImpact"]["nodes"]
    return nodes


def _taken(name: str, on: str, body: str = "assembly") -> dict[str, Any]:
    return command("adoptDeliberation", on=on, decision=name, title=f"Texte {name}", body=body, votes=VOTES)


@pytest.fixture
async def life(api: Api) -> list[str]:
    """A bureau believed complete until 1 October 2026, and what was decided before and after 10 September."""
    people = await install(api, clock="SIMULATED", at="2026-05-21T08:00:00Z")
    await api.recorded(
        _taken("spring", "2026-06-10"),
        _taken("autumn", "2026-09-20"),
        command("issueOrder", on="2026-09-15", decision="order", title="Arrêté du président", author=people[0]),
        command("issueOrder", on="2026-08-15", decision="august", title="Arrêté d'août", author=people[0]),
        command("conveneSession", on="2026-09-01", session="s-bureau", body="bureau", heldOn="2026-09-18",
                agenda=[{"item": "eau", "title": "Eau"}], noteSent=True),
        command("openSession", on="2026-09-18", session="s-bureau", present=[{"person": p} for p in people[:3]],
                chair=people[0]),
        at="2026-10-01T08:00:00Z",
    )  # fmt: skip
    return people


async def test_a_late_record_tells_what_was_believed_and_what_is_known(api: Api, life: list[str]) -> None:
    before = await _position(api)
    answer = await api.recorded(
        command("vacateSeat", on="2026-09-10", body="bureau", seat="VP2", cause="RESIGNATION"),
        at="2026-10-05T08:00:00Z",
    )
    late = answer["positions"][0]
    (change,) = await _changes(api, "body:bureau", before)
    assert (change["place"], change["since"], change["until"]) == ("VP2", "2026-09-10", None)
    assert change["cause"] == "LATE_RECORD"
    assert change["believed"]["data"]["period"]["tenure"]["person"] == life[2]
    assert life[2] in change["believed"]["sentence"]["fr"]
    assert "est vacant à compter du 10 septembre 2026 (démission)" in change["known"]["sentence"]["fr"]
    assert "is vacant from 2026-09-10 (resignation)" in change["known"]["sentence"]["en"]
    assert change["believed"]["entry"] < late == change["known"]["entry"] == change["entries"][0]["position"]
    assert set(change["differs"]) >= {"state", "holder"}
    assert change["step"] == late


async def test_a_rectification_is_told_apart(api: Api, life: list[str]) -> None:
    before = await _position(api)
    (seat,) = [s for s in await _seats(api) if s["seat"] == "VP1"]
    right = command("fillSeat", body="bureau", seat="VP1", person=life[5])
    answer = await api.recorded(
        {"rectify": {"entry": seat["entry"], "reason": "Procès-verbal rectifié", "replacement": [right]}},
        at="2026-10-05T08:00:00Z",
    )
    found = await _changes(api, "body:bureau", before)
    (change,) = [c for c in found if c["place"] == "VP1"]
    assert change["cause"] == "RECTIFICATION"
    assert [e["position"] for e in change["entries"]] == answer["positions"]
    assert [e["type"] for e in change["entries"]] == ["Rectified", "SeatFilled"]
    assert change["believed"]["entry"] == seat["entry"]
    assert change["known"]["entry"] == answer["positions"][1]
    assert change["since"] == "2026-05-20"
    of_person = await _changes(api, f"person:{life[5]}", before)
    assert [c["place"] for c in of_person if c["noun"] == "composition"] == ["VP1"]


async def _seats(api: Api) -> list[Any]:
    found = await api.ask('{ bureau(at: {on: "2026-10-01"}) { seats { seat entry } } }')
    seats: list[Any] = found["bureau"]["seats"]
    return seats


async def test_what_has_merely_happened_since_is_no_mistake(api: Api, life: list[str]) -> None:
    before = await _position(api)
    await api.recorded(
        command("vacateSeat", on="2026-10-20", body="bureau", seat="VP2", cause="RESIGNATION"),
        at="2026-10-21T08:00:00Z",
    )
    (change,) = await _changes(api, "body:bureau", before)
    assert change["cause"] == "NEW_EVENT"
    assert await _changes(api, "body:bureau", before, causes=["RECTIFICATION", "LATE_RECORD"]) == []
    assert await _changes(api, "body:bureau", await _position(api)) == [], "nothing changed from now to now"


async def test_an_annulment_reaches_back(api: Api, life: list[str]) -> None:
    before = await _position(api)
    await api.recorded(
        command("annulDecision", on="2026-11-10", decision="spring", court="TA de Clermont-Ferrand"),
        at="2026-11-11T08:00:00Z",
    )
    found = await _changes(api, "decision:spring", before)
    assert {change["cause"] for change in found} == {"RETROACTIVE"}
    assert found[0]["since"] == "2026-06-10"
    assert "annulée" in found[0]["known"]["sentence"]["fr"]


async def test_what_had_rested_on_the_belief_is_named_with_the_reason(api: Api, life: list[str]) -> None:
    before = await _position(api)
    await api.recorded(
        command("vacateSeat", on="2026-09-10", body="bureau", seat="P", cause="RESIGNATION"),
        command("giveOpinion", on="2026-09-25", decision="later", title="Avis", body="bureau", addressedTo=MEMBER),
        at="2026-10-05T08:00:00Z",
    )
    found = await _impact(api, "body:bureau", before)
    told = {(each["thing"], each["reason"]) for each in found}
    assert told == {("session:s-bureau", "TAKEN_BY_THE_BODY"), ("decision:order", "PERSON_NAMED")}
    assert [each["on"] for each in found] == ["2026-09-18", "2026-09-15"], "the last dated first"
    assert all(each["change"]["place"] == "P" for each in found)
    assert all(each["reasonLabel"]["fr"] and each["entry"] for each in found)
    of_person = {each["thing"] for each in await _impact(api, f"person:{life[0]}", before)}
    assert of_person == {"session:s-bureau", "decision:order"}
    after = await _position(api)
    later = command(
        "giveOpinion", on="2026-09-26", decision="still-later", title="Avis", body="bureau", addressedTo=MEMBER
    )
    await api.recorded(later, at="2026-10-06T08:00:00Z")
    assert {each["thing"] for each in await _impact(api, "body:bureau", before)} == {thing for thing, _ in told}, (
        "what was recorded with the change, or after it, did not rest on the former belief"
    )
    assert await _impact(api, "body:bureau", after) == []


async def test_pages_of_changes_and_of_impact_come_to_the_whole(api: Api, life: list[str]) -> None:
    before = await _position(api)
    for day, seat in enumerate(("P", "VP1", "VP2", "M1")):
        await api.recorded(
            command("vacateSeat", on="2026-09-10", body="bureau", seat=seat, cause="RESIGNATION"),
            at=f"2026-10-0{5 + day}T08:00:00Z",
        )
    await api.recorded(
        command("fillSeat", on="2026-09-21", body="bureau", seat="VP2", person=life[4]), at="2026-10-09T08:00:00Z"
    )
    two = [change for change in await _changes(api, "body:bureau", before) if change["place"] == "VP2"]
    assert [(change["since"], change["until"]) for change in two] == [
        ("2026-09-10", "2026-09-21"),
        ("2026-09-21", None),
    ]
    for query, root, asked in ((CHANGES, "beliefChanges", _changes), (IMPACT, "beliefImpact", _impact)):
        whole = await asked(api, "body:bureau", before)
        assert len(whole) >= 2
        paged: list[Any] = []
        cursor = None
        while True:
            page = (await api.ask(query, subject="body:bureau", fromPosition=before, first=1, after=cursor))[root]
            paged += page["nodes"]
            cursor = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert paged == whole


async def test_what_is_confidential_changes_no_belief_of_lesser_levels(api: Api, life: list[str]) -> None:
    services = api.app.state.services
    _, auditor = await create_token(services.pool, role=Role.AUDITOR, ledgers=["*"], label="audit")
    before = await _position(api)
    opened = command(
        "openArbitration", on="2026-09-12", arbitration="secret", subject="Foncier", question="Où ?",
        parties=["epci:241500255"], visibility="RESTRICTED",
    )  # fmt: skip
    await api.recorded(opened, at="2026-10-05T08:00:00Z")
    assert len(await _changes(api, "arbitration:secret", before, auditor)) == 1
    for subject in ("arbitration:secret", "arbitration:never-was"):
        assert await _changes(api, subject, before, None) == []
        assert await _impact(api, subject, before, None) == []
    await api.recorded(
        {"disclose": {"on": "2026-10-08", "act": {"kind": "MINUTES", "date": "2026-10-08"},
                      "subject": "arbitration:secret"}},
        at="2026-10-09T08:00:00Z",
    )  # fmt: skip
    (change,) = await _changes(api, "arbitration:secret", before, None)
    assert change["cause"] == "DISCLOSURE"


async def test_the_same_statements_whatever_the_page(api: Api, life: list[str], statements: list[str]) -> None:
    before = await _position(api)
    for seat in ("P", "VP1", "VP2"):
        await api.recorded(
            command("vacateSeat", on="2026-09-10", body="bureau", seat=seat, cause="RESIGNATION"),
            at="2026-10-05T08:00:00Z",
        )
    for asked in (_changes, _impact):
        await asked(api, "body:bureau", before, first=1)
        statements.clear()
        await asked(api, "body:bureau", before, first=1)
        one = len(statements)
        statements.clear()
        await asked(api, "body:bureau", before, first=100)
        assert len(statements) <= max(one, 12)


@each("kind", KINDS)
async def test_every_kind_of_subject_can_be_asked_of(api: Api, life: list[str], kind: str) -> None:
    assert await _changes(api, f"{kind}:never-was", 1) == []
    assert await _impact(api, f"{kind}:never-was", 1) == []


@each(
    ("asked", "code"),
    [
        ({"subject": "nonsense", "fromPosition": 1}, "UNKNOWN_SUBJECT"),
        ({"subject": "entry:1' OR true --", "fromPosition": 1}, "UNKNOWN_SUBJECT"),
        ({"subject": "body:bureau"}, "KNOWN_FROM_REQUIRED"),
        ({"subject": "body:bureau", "fromPosition": 1, "from": "2026-10-01"}, "AT_AMBIGUOUS"),
        ({"subject": "body:bureau", "fromPosition": 30, "toPosition": 1}, "KNOWN_REVERSED"),
        ({"subject": "body:bureau", "fromPosition": 99999}, "POSITION_BEYOND_HEAD"),
        ({"subject": "body:bureau", "from": "1999-01-01"}, "NOT_YET_KNOWN"),
        ({"subject": "body:bureau", "fromPosition": 1, "after": "azpub25zZW5zZQ"}, "INVALID_CURSOR"),
        ({"subject": "body:bureau", "fromPosition": 1, "first": 0}, "INVALID_PAGE_SIZE"),
    ],
)
async def test_what_cannot_be_asked_is_refused(api: Api, life: list[str], asked: Any, code: str) -> None:
    assert (await api.refused(CHANGES, **asked))["code"] == code


@each("name", ["' OR 1=1 --", "x" * 5000, "é%_\\", "\x1f\x1f"])
async def test_hostile_ids_find_nothing(api: Api, life: list[str], name: str) -> None:
    for kind in ("body", "person", "decision", "epci"):
        assert await _changes(api, f"{kind}:{name}", 1) == []
