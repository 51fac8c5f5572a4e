"""Briefings through the API: which councils heard of the strategy, when, by whom; what is open, and who is due one."""

from typing import Any

import pytest

from tests.cases import each
from tests.service.api.harness import MEMBER, Api, command, install

SIREN = MEMBER.removeprefix("epci:")
NORTH, EAST, SOUTH = "commune:15162", "commune:15170", "commune:15185"
OUTSIDE = "commune:15120"
LIST = """
query ($at: AtInput, $organization: ID, $person: ID, $theme: ID, $state: BriefingState, $open: Boolean! = false,
       $text: String, $from: Date, $to: Date, $first: Int) {
  briefings(at: $at, organization: $organization, person: $person, theme: $theme, state: $state, openQuestions: $open,
            text: $text, from: $from, to: $to, first: $first) {
    nodes { briefing state heldOn by { name } communes { id } openQuestions { question } questions { question answer } }
  }
}
"""
COVERAGE = """
query ($at: AtInput, $since: Date) {
  briefingCoverage(at: $at, since: $since) {
    since briefed councils byMember { member { id } briefed councils }
    communes { commune { id name } epci { id } briefed lastOn briefing by { name } }
  }
}
"""
DUE = """
query ($at: AtInput, $within: Int! = 30) {
  briefingsDue(at: $at, within: $within) { commune { id } dueOn reminder daysLate }
}
"""
RULE = "query ($at: AtInput) { briefingRule(at: $at) { monthsAfterStart monthsBetween calledOn termBegan rule } }"


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An EPCI of three communes, of which two were briefed, the first one twice."""
    await api.recorded(command("openLedger", on="2019-01-01"), authority="FR")
    await api.recorded(
        command("recordEpci", on="2019-01-01", epci=SIREN, name="Pays d'essai", vintage=2019),
        *(
            territory
            for name in (NORTH, EAST, SOUTH)
            for insee in [name.removeprefix("commune:")]
            for territory in (
                command(
                    "recordCommune",
                    on="2019-01-01",
                    commune=insee,
                    name=f"Commune {insee}",
                    department="15",
                    vintage=2019,
                ),
                command("observeMembership", on="2019-01-01", commune=insee, epci=SIREN),
            )
        ),
        authority="FR",
    )
    people = await install(api)
    await api.recorded(
        command(
            "planBriefing", on="2026-06-01", briefing="first", plannedFor="2026-06-17", communes=[NORTH], by=people[:1]
        ),
        command(
            "recordBriefing",
            on="2026-06-18",
            briefing="first",
            communes=[NORTH, OUTSIDE],
            by=people[:1],
            themes=["water"],
            materials=["Diaporama"],
            attendees=20,
        ),
        command("recordBriefing", on="2026-09-11", briefing="second", communes=[NORTH, EAST], by=people[1:2]),
        command(
            "recordCouncilQuestion",
            on="2026-09-11",
            briefing="second",
            question="mires",
            text="Et les tourbières ?",
            themes=["biodiversity"],
            commune=EAST,
        ),
        command("answerCouncilQuestion", on="2026-10-09", briefing="second", question="mires", answer="Protégées."),
        command("planBriefing", on="2026-10-01", briefing="third", plannedFor="2026-12-04", communes=[SOUTH]),
    )
    return people


@each(
    ("asked", "found"),
    [
        ({}, ["third", "second", "first"]),
        ({"organization": NORTH}, ["second", "first"]),
        ({"organization": OUTSIDE}, ["first"]),
        ({"theme": "water"}, ["first"]),
        ({"theme": "biodiversity"}, ["second"]),
        ({"state": "PLANNED"}, ["third"]),
        ({"state": "PLANNED", "on": "2026-06-17"}, ["first"]),
        ({"open": True}, []),
        ({"open": True, "on": "2026-10-08"}, ["second"]),
        ({"text": "tourbiere"}, ["second"]),
        ({"text": "diaporama"}, ["first"]),
        ({"from": "2026-06-19", "to": "2026-11-30"}, ["second"]),
        ({"first": 1}, ["third"]),
    ],
)
async def test_briefings_are_found_by_council_theme_state_and_words(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    at = {"on": asked.pop("on", "2026-11-25")}
    nodes = (await api.ask(LIST, None, at=at, **asked))["briefings"]["nodes"]
    assert [node["briefing"] for node in nodes] == found


async def test_briefings_are_found_by_who_presents(api: Api, people: list[str]) -> None:
    nodes = (await api.ask(LIST, person=people[1], at={"on": "2026-11-25"}))["briefings"]["nodes"]
    assert [(node["briefing"], node["by"]) for node in nodes] == [("second", [{"name": "Camille Essai1"}])]
    assert nodes[0]["questions"] == [{"question": "mires", "answer": "Protégées."}]


async def test_every_council_of_the_perimeter_is_briefed_or_not_since_the_term_began(
    api: Api, people: list[str]
) -> None:
    covered = (await api.ask(COVERAGE, at={"on": "2026-11-25"}))["briefingCoverage"]
    assert (covered["since"], covered["briefed"], covered["councils"]) == ("2026-05-20", 2, 3)
    assert covered["byMember"] == [{"member": {"id": MEMBER}, "briefed": 2, "councils": 3}]
    assert covered["communes"] == [
        {
            "commune": {"id": NORTH, "name": "Commune 15162"},
            "epci": {"id": MEMBER},
            "briefed": True,
            "lastOn": "2026-09-11",
            "briefing": "second",
            "by": [{"name": "Camille Essai1"}],
        },
        {
            "commune": {"id": EAST, "name": "Commune 15170"},
            "epci": {"id": MEMBER},
            "briefed": True,
            "lastOn": "2026-09-11",
            "briefing": "second",
            "by": [{"name": "Camille Essai1"}],
        },
        {
            "commune": {"id": SOUTH, "name": "Commune 15185"},
            "epci": {"id": MEMBER},
            "briefed": False,
            "lastOn": None,
            "briefing": None,
            "by": [],
        },
    ]


@pytest.mark.parametrize(
    ("on", "since", "briefed"),
    [
        ("2026-06-17", None, 0),
        ("2026-06-18", None, 1),
        ("2026-09-11", None, 2),
        ("2026-11-25", "2026-09-12", 0),
        ("2026-11-25", "2026-09-11", 2),
    ],
)
async def test_coverage_is_that_of_the_day(
    api: Api, people: list[str], on: str, since: str | None, briefed: int
) -> None:
    covered = (await api.ask(COVERAGE, at={"on": on}, since=since))["briefingCoverage"]
    assert covered["briefed"] == briefed


async def test_a_new_term_begins_at_nought(api: Api, people: list[str]) -> None:
    seats = [{"seat": "A0", "kind": "FULL_DELEGATE", "onBehalfOf": MEMBER}]
    await api.recorded(
        command("installAssembly", on="2032-05-20", body="assembly", term="2032", seats=seats),
    )
    covered = (await api.ask(COVERAGE, at={"on": "2032-05-20"}))["briefingCoverage"]
    assert (covered["since"], covered["briefed"]) == ("2032-05-20", 0)
    assert covered["communes"][0]["lastOn"] == "2026-09-11"


async def test_a_struck_briefing_covers_no_council_and_the_past_stays(api: Api, people: list[str]) -> None:
    query = 'query ($at: AtInput) { briefing(id: "second", at: $at) { entries } }'
    at = {"on": "2026-11-25"}
    held, asked, answered = (await api.ask(query, at=at))["briefing"]["entries"]
    before = answered
    for entry in (answered, asked, held):
        await api.recorded({"rectify": {"entry": entry, "reason": "Autre jour", "replacement": []}})
    covered = (await api.ask(COVERAGE, at=at))["briefingCoverage"]
    assert [(c["briefed"], c["lastOn"]) for c in covered["communes"]] == [
        (True, "2026-06-18"),
        (False, None),
        (False, None),
    ]
    then = (await api.ask(COVERAGE, at=at | {"atPosition": before}))["briefingCoverage"]
    assert then["briefed"] == 2


async def test_a_briefing_of_few_is_not_counted_for_others_until_it_is_disclosed(api: Api, people: list[str]) -> None:
    secret = command("recordBriefing", on="2026-11-02", briefing="secret", communes=[SOUTH], by=people[:1])
    secret["recordBriefing"]["visibility"] = "RESTRICTED"
    await api.recorded(secret)
    at = {"on": "2026-11-25"}
    assert (await api.ask(COVERAGE, None, at=at))["briefingCoverage"]["briefed"] == 2
    assert (await api.ask(COVERAGE, at=at))["briefingCoverage"]["briefed"] == 3
    await api.recorded(command("disclose", on="2026-12-01", subject="briefing:secret"))
    assert (await api.ask(COVERAGE, None, at=at))["briefingCoverage"]["briefed"] == 3


async def test_councils_due_a_briefing_follow_the_local_rule(api: Api, people: list[str]) -> None:
    at = {"on": "2026-11-25"}
    assert (await api.ask(DUE, at=at))["briefingsDue"] == []
    await api.recorded(command("setBriefingRule", on="2026-07-09", monthsAfterStart=6, monthsBetween=3))
    assert (await api.ask(DUE, at=at))["briefingsDue"] == [
        {"commune": {"id": SOUTH}, "dueOn": "2026-11-20", "reminder": "TERM_STARTED", "daysLate": 5},
        {"commune": {"id": NORTH}, "dueOn": "2026-12-11", "reminder": "YEARLY", "daysLate": 0},
        {"commune": {"id": EAST}, "dueOn": "2026-12-11", "reminder": "YEARLY", "daysLate": 0},
    ]
    near = (await api.ask(DUE, at=at, within=15))["briefingsDue"]
    assert [due["commune"]["id"] for due in near] == [SOUTH]
    await api.recorded(command("callForBriefings", on="2026-11-01", occasion="SCHEME_REVISED"))
    assert {due["reminder"] for due in (await api.ask(DUE, at=at, within=200))["briefingsDue"]} == {"STRATEGY_CHANGED"}


async def test_the_rule_is_that_of_the_day(api: Api, people: list[str]) -> None:
    await api.recorded(
        command("setBriefingRule", on="2026-07-09", monthsAfterStart=6, monthsBetween=10),
        command("callForBriefings", on="2026-11-01", occasion="SCHEME_REVISED"),
    )
    before = (await api.ask(RULE, at={"on": "2026-07-08"}))["briefingRule"]
    assert (before["monthsAfterStart"], before["monthsBetween"], before["calledOn"]) == (9, 12, None)
    after = (await api.ask(RULE, at={"on": "2026-11-25"}))["briefingRule"]
    assert (after["monthsAfterStart"], after["monthsBetween"], after["calledOn"]) == (6, 10, "2026-11-01")
    assert after["termBegan"] == "2026-05-20"


async def test_coverage_costs_the_same_statements_however_many_were_briefed(
    api: Api, people: list[str], statements: list[str]
) -> None:
    await api.ask(COVERAGE)  # A connection learns its types once.
    counts = []
    for on, briefed in (("2026-06-18", 1), ("2026-11-25", 2)):
        statements.clear()
        assert (await api.ask(COVERAGE, at={"on": on}))["briefingCoverage"]["briefed"] == briefed
        counts.append(len(statements))
    assert counts[0] == counts[1] > 0
    assert sum("FROM council_briefed" in statement for statement in statements) == 1
    assert sum("FROM membership" in statement for statement in statements) == 1
