"""Governance pacts through the API: where each stands on D as known at K, clause by clause, council by council."""

from collections import Counter
from typing import Any

import pytest

from tests.service.api.harness import MEMBER, Api, command, install

COUNCILS = ["commune:15162", "commune:15170"]
LIST = """
query ($at: AtInput, $basis: PactBasis, $organization: ID, $state: PactState, $text: String, $from: Date, $first: Int,
       $after: Cursor) {
  pacts(at: $at, basis: $basis, organization: $organization, state: $state, text: $text, from: $from, first: $first,
        after: $after) {
    nodes { pact state organization { id } councils { commune { id } state } standing { next } clauses { clause } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
STATUS = """
query ($organization: ID, $at: AtInput) {
  pactStatus(organization: $organization, at: $at) {
    organization { id } pact { pact }
    standing { state due transmitBy draftLate late daysLate given deemed awaited next article }
  }
}
"""
CLAUSE = """
query ($clause: ID!, $at: AtInput) {
  pactClause(pact: "north", clause: $clause, at: $at) {
    clause inForce { title text } versions { since until amendment text act { number } }
  }
}
"""


def _clause(clause: str, text: str) -> dict[str, Any]:
    return {"clause": clause, "title": f"Clause {clause}", "text": text, "kind": "SERVICE_POOLING"}


@pytest.fixture
async def pacts(api: Api) -> None:
    """A statutory pact, adopted late and amended, and a voluntary one in preparation."""
    await install(api)
    await api.recorded(
        command(
            "recordPactDebate",
            on="2026-06-25",
            pact="north",
            basis="STATUTORY_EPCI",
            decided=True,
            organization=MEMBER,
            trigger="GENERAL_RENEWAL",
            triggerOn="2026-03-15",
        ),
        command("recordDevelopmentCouncilDebate", on="2026-06-25", pact="north", consulted=False),
        command("sendPactDraft", on="2026-09-18", pact="north", communes=COUNCILS),
        command("recordPactOpinion", on="2026-10-15", pact="north", commune=COUNCILS[0], opinion="FAVOURABLE"),
        command("recordPactDebate", on="2026-07-09", pact="scot", basis="VOLUNTARY_SCOT", decided=True),
    )
    late = await api.recorded(
        command(
            "adoptPact",
            on="2026-12-17",
            pact="north",
            clauses=[_clause("services", "Instruction partagée des déchets"), _clause("maires", "Saisine")],
        )
    )
    (warning,) = late["warnings"]
    assert (warning["code"], warning["rule"]) == ("PactAdoptedLate", "CGCT L5211-11-2")
    assert "2 jour" in warning["message"]["fr"]
    await api.recorded(
        command(
            "amendPact",
            on="2028-03-01",
            pact="north",
            amendment="a1",
            clauses=[_clause("services", "Énergie partagée")],
            repealed=["maires"],
        )
    )


async def _names(api: Api, **asked: Any) -> list[str]:
    return [node["pact"] for node in (await api.ask(LIST, None, **asked))["pacts"]["nodes"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["scot", "north"]),
        ({"basis": "VOLUNTARY_SCOT"}, ["scot"]),
        ({"organization": MEMBER}, ["north"]),
        ({"organization": COUNCILS[1]}, ["north"]),
        ({"organization": "epci:241500271"}, []),
        ({"state": "ADOPTED"}, ["north"]),
        ({"state": "ADOPTED", "on": "2026-12-16"}, []),
        ({"state": "IN_CONSULTATION", "on": "2026-12-16"}, ["north"]),
        ({"text": "dechet"}, ["north"]),
        ({"text": "dechet", "on": "2028-03-01"}, []),
        ({"text": "energie", "on": "2028-03-01"}, ["north"]),
        ({"from": "2026-03-16"}, ["scot"]),
        ({"on": "2026-06-24"}, []),
    ],
)
async def test_pacts_are_found_by_whose_they_are_and_by_what_they_say(
    api: Api, pacts: None, asked: dict[str, Any], found: list[str]
) -> None:
    on = asked.pop("on", "2026-12-31")
    assert await _names(api, at={"on": on}, **asked) == found


async def test_pages_follow_one_another(api: Api, pacts: None) -> None:
    at = {"on": "2026-12-31"}
    page = (await api.ask(LIST, first=1, at=at))["pacts"]["pageInfo"]
    assert page["hasNextPage"]
    assert await _names(api, first=1, at=at, after=page["endCursor"]) == ["north"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-06-24", {"state": None, "due": "2026-12-15", "next": "DEBATE", "late": False}),
        ("2026-07-01", {"state": "IN_PREPARATION", "next": "SEND_DRAFT", "transmitBy": "2026-10-15"}),
        ("2026-11-17", {"given": 1, "deemed": 0, "awaited": 1, "next": "AWAIT_OPINIONS"}),
        ("2026-11-18", {"given": 1, "deemed": 1, "awaited": 0, "next": "ADOPT", "late": False}),
        ("2026-12-16", {"late": True, "daysLate": 1, "article": "CGCT L5211-11-2"}),
        ("2028-01-01", {"state": "ADOPTED", "late": True, "daysLate": 2, "next": "NONE"}),
        ("2020-01-01", {"state": None, "due": None, "next": "DEBATE", "article": None}),
    ],
)
async def test_where_an_epci_stands_on_a_day(api: Api, pacts: None, on: str, expected: dict[str, Any]) -> None:
    status = (await api.ask(STATUS, None, organization=MEMBER, at={"on": on}))["pactStatus"]
    assert status["organization"] == {"id": MEMBER}
    assert {name: status["standing"][name] for name in expected} == expected


async def test_where_the_authority_stands_has_no_deadline(api: Api, pacts: None) -> None:
    status = (await api.ask(STATUS, None, at={"on": "2029-01-01"}))["pactStatus"]
    assert (status["organization"], status["pact"]) == (None, {"pact": "scot"})
    assert (status["standing"]["due"], status["standing"]["late"]) == (None, False)
    assert status["standing"]["next"] == "SEND_DRAFT"


async def test_what_was_not_known_yet_is_not_said(api: Api, pacts: None) -> None:
    nodes = (await api.ask(LIST, at={"on": "2028-12-31"}, state="ADOPTED"))["pacts"]["nodes"]
    assert [node["pact"] for node in nodes] == ["north"]
    adoption = 'query ($at: AtInput) { pact(id: "north", at: $at) { entries state } }'
    entries = (await api.ask(adoption, at={"on": "2028-12-31"}))["pact"]["entries"]
    before = (await api.ask(adoption, at={"on": "2028-12-31", "atPosition": entries[3]}))["pact"]
    assert before["state"] == "IN_CONSULTATION"


async def test_a_clause_has_its_wording_of_the_day_and_its_versions(api: Api, pacts: None) -> None:
    then = (await api.ask(CLAUSE, clause="services", at={"on": "2028-02-29"}))["pactClause"]
    assert then["inForce"]["text"] == "Instruction partagée des déchets"
    now = (await api.ask(CLAUSE, clause="services", at={"on": "2028-03-01"}))["pactClause"]
    assert now["inForce"]["text"] == "Énergie partagée"
    assert [(v["since"], v["until"], v["amendment"]) for v in now["versions"]] == [
        ("2026-12-17", "2028-03-01", None),
        ("2028-03-01", None, "a1"),
    ]
    repealed = (await api.ask(CLAUSE, clause="maires", at={"on": "2028-03-01"}))["pactClause"]
    assert (repealed["inForce"], len(repealed["versions"])) == (None, 1)
    assert (await api.ask(CLAUSE, clause="none", at={"on": "2028-03-01"}))["pactClause"] is None


async def test_each_council_is_shown_with_its_opinion(api: Api, pacts: None) -> None:
    query = """query ($at: AtInput) { pact(id: "north", at: $at) {
        councils { commune { id } state until opinion { opinion } } } }"""
    councils = (await api.ask(query, None, at={"on": "2026-11-20"}))["pact"]["councils"]
    assert councils == [
        {
            "commune": {"id": COUNCILS[0]},
            "state": "GIVEN",
            "until": "2026-11-18",
            "opinion": {"opinion": "FAVOURABLE"},
        },
        {"commune": {"id": COUNCILS[1]}, "state": "DEEMED", "until": "2026-11-18", "opinion": None},
    ]


async def test_an_opinion_of_few_is_not_counted_for_others(api: Api, pacts: None) -> None:
    opinion = command("recordPactOpinion", on="2026-11-10", pact="north", commune=COUNCILS[1], opinion="UNFAVOURABLE")
    opinion["recordPactOpinion"]["visibility"] = "RESTRICTED"
    await api.recorded(opinion)
    for token, given in ((None, 1), ("", 2)):
        status = await api.ask(STATUS, token, organization=MEMBER, at={"on": "2026-11-20"})
        assert status["pactStatus"]["standing"]["given"] == given


async def test_a_page_costs_the_same_statements_whatever_its_size(api: Api, pacts: None, statements: list[str]) -> None:
    another = command("recordPactDebate", on="2026-07-10", pact="scot-2", basis="VOLUNTARY_SCOT", decided=False)
    await api.recorded(another, command("sendPactDraft", on="2026-09-18", pact="scot", communes=COUNCILS))
    await _names(api, first=1, at={"on": "2026-12-31"})  # a connection learns its types once
    for size, found in ((2, ["scot-2", "scot"]), (3, ["scot-2", "scot", "north"])):
        statements.clear()
        assert await _names(api, first=size, at={"on": "2026-12-31"}) == found
        assert set(Counter(statements).values()) == {1}
