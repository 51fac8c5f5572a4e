"""Arbitrations through the API: found by what they are about, followed, and unknown to those who may not see them."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.core.entry import Visibility
from projections.arbitrations import exchanges_on
from service.access import Role, create_token
from tests.cases import each
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

LIST = """
query ($at: AtInput, $text: String, $theme: ID, $organization: ID, $person: ID, $state: ArbitrationState,
       $from: Date, $to: Date, $first: Int) {
  arbitrations(at: $at, text: $text, theme: $theme, organization: $organization, person: $person, state: $state,
               from: $from, to: $to, first: $first) {
    nodes { arbitration } pageInfo { hasNextPage endCursor }
  }
}
"""
ONE = """
query ($id: ID!, $at: AtInput) {
  arbitration(id: $id, at: $at) {
    subject question state reviewDue supersededBy
    options { option withdrawnOn } positions { person { id } option stance } positionHistory { option }
    outcome { option agreement reviewOn conditions { condition outcome } } settlements { on }
    followUps { followUp state } turns { state on } exchanges { exchange missingPresidents { member { id } } }
    supersedes { arbitration }
  }
}
"""
FOLLOW_UPS = """
query ($at: AtInput, $state: FollowUpState, $person: ID, $organization: ID, $dueBefore: Date) {
  followUps(at: $at, state: $state, person: $person, organization: $organization, dueBefore: $dueBefore) {
    nodes { followUp state } pageInfo { hasNextPage }
  }
}
"""
EXCHANGES = """query ($at: AtInput, $text: String) { exchanges(at: $at, text: $text) {
  nodes { exchange participants { person { id } } missingPresidents { member { id } president { id } } }
  pageInfo { hasNextPage } } }"""
POSITIONS = """query ($person: ID!, $at: AtInput) { positions(person: $person, at: $at) {
  nodes { arbitration { arbitration } positions { option stance } } pageInfo { hasNextPage } } }"""
LATE = {"on": "2026-12-01"}


def _life(arbitration: str, who: str, owner: str, **more: Any) -> list[dict[str, Any]]:
    """An arbitration argued, settled and followed."""

    def on(day: str, kind: str, **fields: Any) -> dict[str, Any]:
        return command(kind, on=day, arbitration=arbitration, **fields, **more)

    options = [{"option": "north", "label": "Nord"}, {"option": "south", "label": "Sud"}]
    return [
        on(
            "2026-06-01",
            "openArbitration",
            subject=f"Interconnexion des réseaux {arbitration}",
            question="Par où ?",
            parties=[MEMBER],
            themes=["water"],
            territory=["commune:15170"],
            options=options,
        ),
        on("2026-06-02", "takePosition", person=who, onBehalfOf=MEMBER, option="north", stance="OPPOSES"),
        on("2026-06-03", "takePosition", person=who, onBehalfOf=MEMBER, option="south", stance="SUPPORTS"),
        on(
            "2026-07-01",
            "settleArbitration",
            option="south",
            reasons="Sécheresse",
            agreement="CONSENSUS",
            reviewOn="2026-11-01",
            conditions=[{"condition": "cost", "text": "Partagé"}],
        ),
        on("2026-07-01", "addFollowUp", followUp="study", title="Étude", dueOn="2026-09-01", person=owner),
        on("2026-07-01", "addFollowUp", followUp="works", title="Travaux", dueOn="2027-09-01", organization=MEMBER),
        on("2026-07-02", "addFollowUp", followUp="note", title="Note", dueOn="2026-08-01", person=owner),
        on("2026-07-10", "closeFollowUp", followUp="note", outcome="DONE"),
        command(
            "holdExchange",
            on="2026-06-01",
            exchange=f"e-{arbitration}",
            participants=[{"person": who, "onBehalfOf": MEMBER}],
            subjects=[{"title": "Interconnexion", "arbitration": arbitration, "themes": ["water"]}],
            **more,
        ),
    ]


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An authority, and its member's president."""
    people = await install(api)
    await api.recorded(command("startOffice", person=people[0], organization=MEMBER, office="EPCI_PRESIDENT"))
    return people


async def _found(api: Api, **asked: Any) -> list[str]:
    return [node["arbitration"] for node in (await api.ask(LIST, **asked))["arbitrations"]["nodes"]]


async def test_an_arbitration_is_told_from_its_question_to_its_follow_ups(api: Api, people: list[str]) -> None:
    await api.recorded(*_life("eau", people[0], people[1]))
    told = (await api.ask(ONE, id="eau", at=LATE))["arbitration"]
    assert told["state"] == "SETTLED"
    assert told["reviewDue"] is True
    assert told["positions"] == [{"person": {"id": people[0]}, "option": "south", "stance": "SUPPORTS"}]
    assert [p["option"] for p in told["positionHistory"]] == ["north", "south"]
    assert told["outcome"]["conditions"] == [{"condition": "cost", "outcome": None}]
    states = {f["followUp"]: f["state"] for f in told["followUps"]}
    assert states == {"study": "OVERDUE", "works": "OPEN", "note": "CLOSED"}
    assert told["exchanges"] == [{"exchange": "e-eau", "missingPresidents": []}]
    before = (await api.ask(ONE, id="eau", at={"on": "2026-06-30"}))["arbitration"]
    assert (before["state"], before["outcome"], before["reviewDue"]) == ("OPEN", None, False)


async def test_the_decision_that_formalises_an_arbitration_is_told(api: Api, people: list[str]) -> None:
    votes = {"inOffice": 2, "present": 2, "votesFor": 2}
    adopted = command(
        "adoptDeliberation", on="2026-07-10", decision="d", title="Interconnexion", body="assembly", votes=votes
    )
    await api.recorded(*_life("eau", people[0], people[1]), adopted)
    await api.recorded(command("formalizeArbitration", on="2026-07-10", arbitration="eau", decision="d"))
    asked = 'query ($at: AtInput) { arbitration(id: "eau", at: $at) { outcome { decisions } } }'
    assert (await api.ask(asked, at=LATE))["arbitration"]["outcome"]["decisions"] == ["d"]
    before = (await api.ask(asked, at={"on": "2026-07-09"}))["arbitration"]
    assert before["outcome"]["decisions"] == []


async def test_reopening_and_superseding_are_a_lineage(api: Api, people: list[str]) -> None:
    await api.recorded(*_life("eau", people[0], people[1]), *_life("eau-2", people[0], people[1]))
    await api.recorded(
        command("reopenArbitration", on="2026-08-01", arbitration="eau", reason="Pluie"),
        command("supersedeArbitration", on="2026-09-01", arbitration="eau", by="eau-2"),
    )
    old = (await api.ask(ONE, id="eau", at=LATE))["arbitration"]
    assert [turn["state"] for turn in old["turns"]] == ["SETTLED", "OPEN", "SUPERSEDED"]
    assert (old["supersededBy"], old["outcome"], len(old["settlements"])) == ("eau-2", None, 1)
    assert (await api.ask(ONE, id="eau-2", at=LATE))["arbitration"]["supersedes"] == [{"arbitration": "eau"}]


@pytest.fixture
async def settled(api: Api, people: list[str]) -> None:
    """An arbitration from its question to its follow-ups."""
    await api.recorded(*_life("eau", people[0], people[1]))


@each(
    ("asked", "found"),
    [
        ({"text": "reseau"}, True),
        ({"text": "RÉSEAUX sud"}, True),
        ({"text": "absent"}, False),
        ({"theme": "water"}, True),
        ({"theme": "housing"}, False),
        ({"organization": "commune:15170"}, True),
        ({"organization": "commune:15120"}, False),
        ({"state": "SETTLED"}, True),
        ({"state": "OPEN"}, False),
        ({"state": "OPEN", "at": {"on": "2026-06-15"}}, True),
        ({"from": "2026-06-01", "to": "2026-06-01"}, True),
        ({"from": "2026-06-02"}, False),
    ],
)
async def test_past_arbitrations_are_found_by_what_they_are_about(
    api: Api, settled: None, asked: dict[str, Any], found: bool
) -> None:
    assert await _found(api, **({"at": LATE} | asked)) == (["eau"] if found else [])


async def test_follow_ups_are_found_by_owner_and_by_state_on_the_day(api: Api, people: list[str]) -> None:
    await api.recorded(*_life("eau", people[0], people[1]))

    async def found(**asked: Any) -> list[str]:
        nodes = (await api.ask(FOLLOW_UPS, **({"at": LATE} | asked)))["followUps"]["nodes"]
        return [node["followUp"] for node in nodes]

    assert await found() == ["note", "study", "works"]
    assert await found(state="OPEN") == ["study", "works"]
    assert await found(state="OVERDUE") == ["study"]
    assert await found(state="OVERDUE", at={"on": "2026-09-01"}) == []
    assert await found(state="CLOSED") == ["note"]
    assert await found(person=people[1]) == ["note", "study"]
    assert await found(organization=MEMBER) == ["works"]
    assert await found(dueBefore="2026-09-01") == ["note"]


async def test_presidents_who_did_not_come_are_named(api: Api, people: list[str]) -> None:
    await api.recorded(
        command(
            "holdExchange",
            on="2026-06-01",
            exchange="e",
            participants=[{"person": people[1], "onBehalfOf": MEMBER}],
            subjects=[{"title": "Eau"}],
        )
    )
    (node,) = (await api.ask(EXCHANGES, at=LATE))["exchanges"]["nodes"]
    assert node["missingPresidents"] == [{"member": {"id": MEMBER}, "president": {"id": people[0]}}]


async def _everything(api: Api, token: str | None, who: str, owner: str, at: Mapping[str, Any]) -> list[Any]:
    """All that the API says in which an arbitration could show."""
    asked: list[tuple[str, dict[str, Any]]] = [
        (ONE, {"id": "secret"}),
        (LIST, {}),
        (LIST, {"first": 1}),
        (LIST, {"text": "interconnexion"}),
        (LIST, {"theme": "water"}),
        (LIST, {"person": who}),
        (LIST, {"person": owner}),
        (FOLLOW_UPS, {}),
        (FOLLOW_UPS, {"state": "OVERDUE"}),
        (FOLLOW_UPS, {"person": owner}),
        (EXCHANGES, {}),
        (EXCHANGES, {"text": "interconnexion"}),
        (POSITIONS, {"person": who}),
        ("query ($id: ID!, $at: AtInput) { exchange(id: $id, at: $at) { exchange } }", {"id": "e-secret"}),
    ]
    return [(await api.post(query, {"at": at, **more}, token)).json() for query, more in asked]


@pytest.mark.parametrize("kept", ["MEMBERS", "BUREAU", "RESTRICTED"])
async def test_a_secret_one_never_was_for_who_may_not_see_until_it_is_disclosed(
    api: Api, people: list[str], kept: str
) -> None:
    await api.recorded(*_life("eau", people[0], people[1]))
    pool = api.app.state.services.pool
    tokens: dict[str, str | None] = {"PUBLIC": None}
    for level in ("MEMBERS", "BUREAU", "RESTRICTED"):
        _, tokens[level] = await create_token(
            pool, role=Role.MEMBER, ledgers=[LEDGER], visibility=Visibility(level), label=level
        )

    async def told(level: str, at: Mapping[str, Any]) -> list[Any]:
        return await _everything(api, tokens[level], people[0], people[1], at)

    before = {level: await told(level, LATE) for level in tokens}
    assert len({str(answer) for answer in before.values()}) == 1
    position = (await api.recorded(*_life("secret", people[0], people[1], visibility=kept)))["positions"][-1]
    for level in tokens:
        sees = Visibility(level).level >= Visibility(kept).level
        after = await told(level, LATE)
        changed = [new != old for new, old in zip(after, before[level], strict=True)]
        assert changed == [sees] * len(changed), level
    for subject in ("arbitration:secret", "exchange:e-secret"):
        await api.recorded(command("disclose", on="2026-12-01", subject=subject))
    full = await told("RESTRICTED", LATE)
    for level in tokens:
        assert await told(level, LATE) == full
        sees = Visibility(level).level >= Visibility(kept).level
        then = await told(level, LATE | {"atPosition": position})
        assert then == (full if sees else before[level])


async def test_a_slip_is_refused(api: Api, people: list[str]) -> None:
    opening, position, *_ = _life("secret", people[0], people[1], visibility="BUREAU")
    await api.recorded(opening)
    slip = {"takePosition": position["takePosition"] | {"visibility": "PUBLIC"}}
    assert (await api.record(slip))["code"] == "LessConfidentialThanBefore"
    assert (await api.record(position))["__typename"] == "RecordedResult"


async def test_a_page_asks_once_for_the_exchanges_of_all_its_arbitrations(
    api: Api, people: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await api.recorded(*(c for name in ("a", "b", "c") for c in _life(name, people[0], people[1])))
    asked: list[int] = []

    async def counted(connection: Any, view: Any, on: Any, names: list[str]) -> Any:
        asked.append(len(names))
        return await exchanges_on(connection, view, on, names)

    monkeypatch.setattr("service.graphql.arbitrations.exchanges_on", counted)
    nested = "query ($at: AtInput) { arbitrations(at: $at) { nodes { exchanges { exchange } } } }"
    nodes = (await api.ask(nested, at=LATE))["arbitrations"]["nodes"]
    assert [node["exchanges"] for node in nodes] == [[{"exchange": f"e-{name}"}] for name in ("c", "b", "a")]
    assert asked == [3]
