"""Decisions through the API: in force on D as known at K, which one applies, found by what they are, few statements."""

from typing import Any

import pytest

from tests.cases import each
from tests.service.api.harness import MEMBER, Api, command, install

ONE = """
query ($id: ID!, $at: AtInput) {
  decision(id: $id, at: $at) {
    decision kind number title matter matterName state stateLabel { fr en } stateSince inForce adoptedOn signedAs
    transmissionDue entries author { id name } concerns { id } territory { id } votes { votesFor cast voting }
    reasons { kind rule on entry relation byDecision }
    relations { kind on since byDecision articles court entry }
  }
}
"""
LIST = """
query ($at: AtInput, $kind: DecisionKind, $state: DecisionState, $body: ID, $theme: ID, $person: ID,
       $organization: ID, $session: ID, $number: String, $matter: String, $changedBy: ID, $text: String,
       $from: Date, $to: Date, $first: Int, $after: Cursor) {
  decisions(at: $at, kind: $kind, state: $state, body: $body, theme: $theme, person: $person,
            organization: $organization, session: $session, number: $number, matter: $matter, changedBy: $changedBy,
            text: $text, from: $from, to: $to, first: $first, after: $after) {
    nodes { decision state author { name } territory { name } reasons { kind } relations { byDecision }
            voteAgreesWithSession }
    pageInfo { hasNextPage endCursor }
  }
}
"""
IN_FORCE = """
query ($at: AtInput, $body: ID, $theme: ID) {
  decisionsInForce(at: $at, body: $body, theme: $theme) { nodes { decision inForce } }
}
"""
APPLICABLE = """
query ($id: ID!, $at: AtInput) {
  applicableDecision(decision: $id, at: $at) {
    decision applies state on
    chain { decision relation byDecision on since tells articles entry }
    articles { article title textOf state entry }
  }
}
"""
PERIODS = "query ($id: ID!, $at: AtInput) { decisionPeriods(id: $id, at: $at) { since until state inForce } }"
VOTES = {"inOffice": 6, "present": 5, "votesFor": 4, "abstentions": 1}
TWO_ARTICLES = [{"article": "1", "title": "Objet"}, {"article": "2", "title": "Durée"}]


def _taken(name: str, on: str, **more: Any) -> list[dict[str, Any]]:
    return [
        command(
            "adoptDeliberation",
            on=on,
            decision=name,
            number=f"2026-{name}",
            body="assembly",
            **{"title": f"Texte {name}", "votes": VOTES, "matter": "8.4", "articles": TWO_ARTICLES, **more},
        ),
        command("transmitDecision", on=on, decision=name, prefecture="PREF015"),
        command("publishDecision", on=on, decision=name),
    ]


@pytest.fixture
async def people(api: Api) -> list[str]:
    """Four deliberations, an order of the president and an opinion; one is replaced, one amended in its article 2."""
    people = await install(api)
    await api.recorded(
        *_taken("first", "2026-06-10", themes=["water"], territory=[MEMBER], title="Protéger les Œuvres hydrauliques"),
        *_taken("second", "2026-09-10", themes=["water"]),
        *_taken("third", "2026-10-10", title="Les déchets"),
        command("supersedeDecision", on="2026-09-10", decision="first", byDecision="second"),
        command("amendDecision", on="2026-10-10", decision="second", byDecision="third", articles=["2"]),
        command(
            "issueOrder",
            on="2026-06-12",
            decision="order",
            title="Délégation de fonctions",
            author=people[0],
            individual=True,
            concerns=[people[1]],
        ),
        command(
            "giveOpinion",
            on="2026-06-15",
            decision="opinion",
            title="Avis sur le PLU",
            body="bureau",
            addressedTo=MEMBER,
            visibility="RESTRICTED",
        ),
    )
    return people


async def _names(api: Api, token: str | None = "", **asked: Any) -> list[str]:
    return [node["decision"] for node in (await api.ask(LIST, token, **asked))["decisions"]["nodes"]]


async def _position(api: Api) -> int:
    return int((await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"])


@each(
    ("asked", "found"),
    [
        ({"at": {"on": "2026-11-01"}}, ["third", "second", "opinion", "order", "first"]),
        ({"kind": "ORDER"}, ["order"]),
        ({"state": "SUPERSEDED"}, ["first"]),
        ({"state": "SUPERSEDED", "at": {"on": "2026-09-09"}}, []),
        ({"theme": "water"}, ["second", "first"]),
        ({"organization": MEMBER}, ["opinion", "first"]),
        ({"body": "bureau"}, ["opinion"]),
        ({"number": "2026/third"}, ["third"]),
        ({"matter": "8.4", "text": "dechet"}, ["third"]),
        ({"text": "proteger OEUVRE"}, ["first"]),
        ({"changedBy": "third"}, ["second"]),
        ({"session": "none"}, []),
        ({"from": "2026-09-10", "to": "2026-09-30"}, ["second"]),
    ],
)
async def test_decisions_are_found_by_what_they_are(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    assert await _names(api, **{"at": {"on": "2026-11-01"}, **asked}) == found


async def test_people_are_found_as_authors_and_as_concerned(api: Api, people: list[str]) -> None:
    at = {"on": "2026-11-01"}
    assert await _names(api, person=people[0], at=at) == ["order"]
    assert await _names(api, person=people[1], at=at) == ["order"]
    assert await _names(api, person=people[2], at=at) == []


async def test_a_decision_says_its_state_and_why_with_its_entries(api: Api, people: list[str]) -> None:
    order = (await api.ask(ONE, id="order", at={"on": "2026-11-01"}))["decision"]
    assert (order["state"], order["inForce"], order["signedAs"]) == ("ADOPTED_NOT_YET_ENFORCEABLE", False, "PRESIDENT")
    assert order["author"] == {"id": people[0], "name": "Camille Essai0"}
    assert order["transmissionDue"] == "2026-06-27"
    assert [reason["kind"] for reason in order["reasons"]] == ["ADOPTED", "NOT_TRANSMITTED", "NOT_NOTIFIED"]
    second = (await api.ask(ONE, id="second", at={"on": "2026-11-01"}))["decision"]
    assert (second["state"], second["inForce"], second["stateSince"]) == ("IN_FORCE", True, "2026-09-10")
    assert second["stateLabel"] == {"fr": "en vigueur", "en": "in force"}
    assert second["matterName"] == "Domaines de compétences par thèmes/Aménagement du territoire"
    assert second["votes"] == {"votesFor": 4, "cast": 4, "voting": 5}
    assert second["transmissionDue"] is None
    entries = [reason["entry"] for reason in second["reasons"]]
    assert entries == second["entries"][:3]


async def test_annulled_it_never_was_in_force_but_was_as_known_before(api: Api, people: list[str]) -> None:
    known = await _position(api)
    await api.recorded(command("annulDecision", on="2026-11-10", decision="third", court="TA"))
    on = "2026-10-20"
    before = (await api.ask(ONE, id="third", at={"on": on, "atPosition": known}))["decision"]
    after = (await api.ask(ONE, id="third", at={"on": on}))["decision"]
    assert (before["state"], before["inForce"], after["state"], after["inForce"]) == (
        "IN_FORCE",
        True,
        "ANNULLED",
        False,
    )
    assert after["reasons"][-1]["kind"] == "ENDED"
    assert after["relations"][0] == {
        "kind": "ANNULLED",
        "on": "2026-11-10",
        "since": "2026-10-10",
        "byDecision": None,
        "articles": [],
        "court": "TA",
        "entry": known + 1,
    }
    told = (await api.ask(PERIODS, id="third"))["decisionPeriods"]
    assert told == [{"since": "2026-10-10", "until": None, "state": "ANNULLED", "inForce": False}]
    then = (await api.ask(PERIODS, id="third", at={"atPosition": known}))["decisionPeriods"]
    assert then == [{"since": "2026-10-10", "until": None, "state": "IN_FORCE", "inForce": True}]
    amended = (await api.ask(APPLICABLE, id="second", at={"on": on}))["applicableDecision"]
    assert [(article["article"], article["textOf"]) for article in amended["articles"]] == [
        ("1", "second"),
        ("2", "second"),
    ]


async def test_what_applies_is_told_with_the_chain_and_whose_text_for_each_article(api: Api, people: list[str]) -> None:
    now = (await api.ask(APPLICABLE, id="first", at={"on": "2026-11-01"}))["applicableDecision"]
    assert (now["applies"], now["state"]) == ("second", "IN_FORCE")
    assert [(link["decision"], link["relation"], link["byDecision"], link["tells"]) for link in now["chain"]] == [
        ("first", "SUPERSEDED", "second", True),
        ("second", "AMENDED", "third", True),
    ]
    second = (await api.ask(APPLICABLE, id="second", at={"on": "2026-11-01"}))["applicableDecision"]
    assert [(article["article"], article["textOf"]) for article in second["articles"]] == [
        ("1", "second"),
        ("2", "third"),
    ]
    then = (await api.ask(APPLICABLE, id="first", at={"on": "2026-09-09"}))["applicableDecision"]
    assert (then["applies"], then["chain"]) == ("first", [])
    assert (await api.ask(APPLICABLE, id="unknown"))["applicableDecision"] is None


async def test_what_is_in_force_is_listed_on_any_day(api: Api, people: list[str]) -> None:
    async def listed(on: str, **asked: Any) -> list[str]:
        nodes = (await api.ask(IN_FORCE, at={"on": on}, **asked))["decisionsInForce"]["nodes"]
        assert all(node["inForce"] for node in nodes)
        return [node["decision"] for node in nodes]

    assert await listed("2026-11-01", theme="water") == ["second"]
    assert await listed("2026-09-09", theme="water") == ["first"]
    assert await listed("2026-11-01", body="assembly") == ["third", "second"]
    assert await listed("2026-06-09") == []


async def test_a_day_set_beforehand_changes_the_answer_without_any_new_entry(api: Api, people: list[str]) -> None:
    await api.recorded(
        *_taken("later", "2026-11-01", entersIntoForceOn="2027-01-01"),
        command("annulDecision", on="2026-11-05", decision="second", court="TA", effectFrom="2027-02-01"),
    )
    assert await _names(api, state="ENFORCEABLE_LATER", at={"on": "2026-12-31"}) == ["later"]
    assert await _names(api, state="IN_FORCE", at={"on": "2027-01-01"}) == ["later", "third", "second", "opinion"]
    assert await _names(api, state="ANNULLED", at={"on": "2027-01-31"}) == []
    assert await _names(api, state="ANNULLED", at={"on": "2027-02-01"}) == ["second"]


async def test_a_confidential_decision_exists_for_nobody_else(api: Api, people: list[str]) -> None:
    at = {"on": "2026-11-01"}
    assert await _names(api, None, organization=MEMBER, at=at) == ["first"]
    assert (await api.ask(ONE, None, id="opinion", at=at))["decision"] is None
    assert (await api.ask(APPLICABLE, None, id="opinion", at=at))["applicableDecision"] is None
    await api.recorded(command("disclose", on="2026-12-01", subject="decision:opinion"))
    assert await _names(api, None, organization=MEMBER, at=at) == ["opinion", "first"]


async def test_totals_are_held_against_the_vote_that_the_session_recorded(api: Api, people: list[str]) -> None:
    on = "2026-06-20"
    agenda = [{"item": item, "title": item} for item in ("same", "other", "none")]
    present = [{"person": who} for who in people[:5]]
    vote: dict[str, Any] = {"on": on, "session": "june", "mode": "SHOW_OF_HANDS", "votesFor": 4}
    await api.recorded(
        command("conveneSession", on="2026-06-10", session="june", body="assembly", heldOn=on, agenda=agenda),
        command("openSession", on=on, session="june", present=present, chair=people[0]),
        command("recordSessionVote", **vote, item="same", abstentions=1),
        command("recordSessionVote", **vote, item="other", votesAgainst=1, visibility="RESTRICTED"),
        *(c for item in ("same", "other", "none") for c in _taken(item, on, session="june", item=item)),
    )
    query = """query ($at: AtInput) { decisions(session: "june", at: $at) {
      nodes { decision voteAgreesWithSession } } }"""
    at = {"on": "2026-07-01"}
    for token, other in (("", False), (None, None)):
        nodes = (await api.ask(query, token, at=at))["decisions"]["nodes"]
        told = {node["decision"]: node["voteAgreesWithSession"] for node in nodes}
        assert told == {"same": True, "other": other, "none": None}


async def test_pages_follow_one_another(api: Api, people: list[str]) -> None:
    at = {"on": "2026-11-01"}
    page = (await api.ask(LIST, first=2, at=at))["decisions"]
    assert ([n["decision"] for n in page["nodes"]], page["pageInfo"]["hasNextPage"]) == (["third", "second"], True)
    assert await _names(api, first=2, after=page["pageInfo"]["endCursor"], at=at) == ["opinion", "order"]


async def test_a_page_costs_the_same_statements_whatever_its_size(
    api: Api, people: list[str], statements: list[str]
) -> None:
    cites = {"session": "june", "item": "one", "territory": [MEMBER]}
    more = [c for n in range(6) for c in _taken(f"x{n}", "2026-11-01", concerns=[people[n]], **cites)]
    agenda = [{"item": "one", "title": "One"}]
    await api.recorded(
        command("conveneSession", on="2026-06-10", session="june", body="assembly", heldOn="2026-06-20", agenda=agenda),
        *more,
    )
    await _names(api, first=1, at={"on": "2026-11-01"})  # a connection learns its types once
    counts = []
    for size in (5, 11):
        statements.clear()
        assert len(await _names(api, first=size, at={"on": "2026-11-01"})) == size
        counts.append(len(statements))
    assert counts[0] == counts[1] > 0


async def test_an_impossible_vote_is_refused_in_both_languages_with_its_article(api: Api, people: list[str]) -> None:
    votes = {"inOffice": 6, "present": 5, "votesFor": 6}
    refused = await api.record(*_taken("wrong", "2026-11-01", votes=votes))
    assert (refused["code"], refused["rule"]) == ("VotesImpossible", "CGCT L2121-20")
    assert "impossibles" in refused["message"]["fr"]
