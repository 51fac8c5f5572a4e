"""Delegations through the API: who holds what on D, as known at K; who was empowered; what lapses; what is missing."""

from typing import Any

import asyncpg
import pytest

from service.access import Role, create_token
from tests.cases import each
from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

LIST = """
query ($at: AtInput, $kind: DelegationKind, $state: DelegationState, $theme: ID, $person: ID, $organization: ID,
       $power: AssemblyPower, $text: String, $first: Int, $after: Cursor) {
  delegations(at: $at, kind: $kind, state: $state, theme: $theme, person: $person, organization: $organization,
              power: $power, text: $text, first: $first, after: $after) {
    nodes {
      ... on PowerDelegation { delegation state kind holder under ending { on lapse } }
      ... on FunctionDelegation {
        delegation state kind person { id name } organization { id } ending { on state lapse seatEndedBy officeEndedBy }
      }
      ... on SignatureDelegation { delegation state kind person { id } function }
      ... on Appointment { delegation state kind person { id } organization { id } organ role }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
EMPOWERED = """
query ($person: ID!, $on: Date, $theme: ID, $power: AssemblyPower, $kind: DelegationKind, $organization: ID,
       $at: AtInput) {
  empowered(person: $person, on: $on, theme: $theme, power: $power, kind: $kind, organization: $organization, at: $at) {
    empowered
    grounds { doubts chain { holder person { id } delegation { ...Id } } }
    hindrances { reason delegation { ...Id } ending { on lapse seatEndedBy } }
  }
}
fragment Id on Delegation {
  ... on PowerDelegation { delegation } ... on FunctionDelegation { delegation }
  ... on SignatureDelegation { delegation } ... on Appointment { delegation }
}
"""
OTHER = "epci:241500271"
Told = tuple[bool, list[Any], list[Any]]
"""Yes or no; each chain, by holder and delegation; each reason, with its delegation."""


def functions(name: str, who: str, *themes: str, on: str = "2026-06-01", **more: Any) -> dict[str, Any]:
    return command("delegateFunctions", on=on, delegation=name, person=who, scope={"themes": list(themes)}, **more)


def powers(name: str, *which: str, on: str = "2026-06-01", **more: Any) -> dict[str, Any]:
    return command("delegatePowers", on=on, delegation=name, scope={"powers": list(which)}, **more)


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An authority with delegations of every kind: p0 presides, p1 and p2 are vice-presidents, p3 sits on the bureau.

    p4 is a vice-president of a member EPCI and of nothing here; p5 is of the staff.
    """
    people = await install(api)
    await api.recorded(
        command("startOffice", person=people[4], organization=MEMBER, office="EPCI_VICE_PRESIDENT", rank=1),
        command("registerOrganization", organization="org:park", name="Parc", category="PUBLIC_BODY"),
        powers("to-president", "PROCUREMENT", "LOANS"),
        powers("to-bureau", "PLANNING_OPINIONS", toBureau=True),
        functions("vp1", people[1], "water", "housing"),
        functions("vp2", people[2], "economy"),
        functions("elsewhere", people[4], "water", on="2026-06-05", organization=MEMBER),
        command(
            "subdelegatePowers",
            on="2026-06-10",
            delegation="passed-on",
            under="to-president",
            person=people[1],
            scope={"powers": ["PROCUREMENT"], "limit": "40000"},
        ),
        command(
            "delegateSignature",
            on="2026-06-10",
            delegation="signs",
            person=people[5],
            function="DIRECTOR_GENERAL",
            scope={"powers": ["PROCUREMENT"], "text": "Bons de commande"},
        ),
        command(
            "appointRepresentative",
            on="2026-06-10",
            delegation="park",
            person=people[3],
            organization="org:park",
            organ="Comité syndical",
        ),
    )
    return people


async def _found(api: Api, token: str | None = "", **asked: Any) -> list[tuple[str, str]]:
    nodes = (await api.ask(LIST, token, **asked))["delegations"]["nodes"]
    return [(node["delegation"], node["state"]) for node in nodes]


async def _names(api: Api, token: str | None = "", **asked: Any) -> list[str]:
    return [name for name, _ in await _found(api, token, **asked)]


async def _empowered(api: Api, person: str, on: str, **asked: Any) -> Told:
    told = (await api.ask(EMPOWERED, person=person, on=on, **asked))["empowered"]
    chains = [
        [(step["holder"], step["delegation"] and step["delegation"]["delegation"]) for step in ground["chain"]]
        for ground in told["grounds"]
    ]
    reasons = [(each["reason"], each["delegation"] and each["delegation"]["delegation"]) for each in told["hindrances"]]
    return told["empowered"], chains, reasons


@each(
    ("asked", "found"),
    [
        ({"kind": "POWERS"}, ["passed-on", "to-president", "to-bureau"]),
        ({"kind": "SIGNATURE"}, ["signs"]),
        ({"kind": "APPOINTMENT"}, ["park"]),
        ({"theme": "water"}, ["elsewhere", "vp1"]),
        ({"theme": "water", "organization": "own"}, ["vp1"]),
        ({"organization": MEMBER}, ["elsewhere"]),
        ({"organization": "org:park"}, ["park"]),
        ({"power": "PROCUREMENT"}, ["signs", "passed-on", "to-president"]),
        ({"text": "comite"}, ["park"]),
        ({"text": "bon commande"}, ["signs"]),
        ({"kind": "FUNCTIONS", "at": {"on": "2026-06-04"}}, ["vp2", "vp1"]),
        ({"at": {"on": "2026-05-31"}}, []),
    ],
)
async def test_delegations_are_found_by_what_they_are_about(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    assert await _names(api, **{"at": {"on": "2026-11-01"}, **asked}) == found


async def test_one_delegation_is_shown_with_its_kind(api: Api, people: list[str]) -> None:
    query = """query ($id: ID!) { delegation(id: $id) { __typename
      ... on Appointment { person { id } organ role organization { id name } state kind } } }"""
    assert (await api.ask(query, id="park"))["delegation"] == {
        "__typename": "Appointment",
        "person": {"id": people[3]},
        "organ": "Comité syndical",
        "role": "TITULAR",
        "organization": {"id": "org:park", "name": "Parc"},
        "state": "IN_FORCE",
        "kind": "APPOINTMENT",
    }
    assert (await api.ask(query, id="nothing"))["delegation"] is None


async def test_a_delegation_lapses_with_the_seat_or_the_office_it_hangs_on(api: Api, people: list[str]) -> None:
    await api.recorded(
        command("vacateSeat", on="2026-10-01", body="bureau", seat="VP1", cause="RESIGNATION"),
        command("endOffice", on="2026-09-01", person=people[4], organization=MEMBER, office="EPCI_VICE_PRESIDENT",
                cause="RESIGNATION"),
        command("vacateSeat", on="2026-10-15", body="assembly", seat="A3", cause="REPLACED_BY_MEMBER"),
    )  # fmt: skip
    nodes = (await api.ask(LIST, at={"on": "2026-10-20"}, state="LAPSED"))["delegations"]["nodes"]
    assert [(n["delegation"], n.get("ending", {}).get("lapse")) for n in nodes] == [
        ("passed-on", "SEAT_ENDED"),
        ("park", None),
        ("elsewhere", "OFFICE_ENDED"),
        ("vp1", "SEAT_ENDED"),
    ]
    assert nodes[3]["ending"] == {
        "on": "2026-10-01",
        "state": "LAPSED",
        "lapse": "SEAT_ENDED",
        "seatEndedBy": "RESIGNATION",
        "officeEndedBy": None,
    }
    assert await _names(api, at={"on": "2026-10-20"}, state="IN_FORCE") == ["signs", "vp2", "to-president", "to-bureau"]
    before = {"on": "2026-08-31"}
    assert await _names(api, at=before, state="LAPSED") == []


async def test_what_was_not_known_yet_had_not_lapsed(api: Api, people: list[str]) -> None:
    position = (await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"]
    await api.recorded(command("vacateSeat", on="2026-10-01", body="bureau", seat="VP1", cause="RESIGNATION"))
    on = "2026-10-20"
    assert (await _empowered(api, people[1], on, theme="water"))[0] is False
    then = {"on": on, "atPosition": position}
    told = (await api.ask(EMPOWERED, person=people[1], theme="water", at=then))["empowered"]
    assert told["empowered"] is True


async def test_withdrawals_expiries_and_changes_of_portfolio_are_shown_on_the_day(api: Api, people: list[str]) -> None:
    await api.recorded(
        functions("short", people[1], "land", on="2026-07-01", until="2026-08-01"),
        command("changeDelegationScope", on="2026-09-01", delegation="vp2", scope={"themes": ["tourism"]}),
        command("withdrawDelegation", on="2026-10-01", delegation="vp2", cause="REORGANISED"),
    )
    assert await _found(api, person=people[1], theme="land", at={"on": "2026-07-31"}) == [("short", "IN_FORCE")]
    assert await _found(api, person=people[1], theme="land", at={"on": "2026-08-01"}) == [("short", "EXPIRED")]
    assert await _names(api, state="EXPIRED", at={"on": "2026-08-01"}) == ["short"]
    assert await _names(api, theme="economy", at={"on": "2026-08-31"}) == ["vp2"]
    assert await _names(api, theme="economy", at={"on": "2026-09-01"}) == []
    assert await _found(api, theme="tourism", at={"on": "2026-10-01"}) == [("vp2", "WITHDRAWN")]
    assert await _names(api, state="WITHDRAWN", at={"on": "2026-09-30"}) == []


async def test_pages_follow_one_another_whatever_the_state(api: Api, people: list[str]) -> None:
    await api.recorded(command("withdrawDelegation", on="2026-07-01", delegation="vp1", cause="REVOKED"))
    seen: list[str] = []
    after = None
    for _ in range(20):
        page = (await api.ask(LIST, state="IN_FORCE", first=2, after=after, at={"on": "2026-08-01"}))["delegations"]
        seen += [node["delegation"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == ["signs", "passed-on", "park", "elsewhere", "vp2", "to-president", "to-bureau"]
    await api.recorded(functions("old", people[2], "land", on="2026-05-25", until="2026-06-15"))
    assert await _names(api, state="EXPIRED", first=1, at={"on": "2026-08-01"}) == ["old"]


async def test_who_has_a_theme_at_an_epci(api: Api, people: list[str]) -> None:
    query = """query ($t: ID!, $o: ID, $at: AtInput) {
      delegates(theme: $t, organization: $o, at: $at) { nodes { delegation person { name } } } }"""
    at = {"on": "2026-11-01"}
    there = (await api.ask(query, t="water", o=MEMBER, at=at))["delegates"]["nodes"]
    assert there == [{"delegation": "elsewhere", "person": {"name": "Camille Essai4"}}]
    here = (await api.ask(query, t="water", at=at))["delegates"]["nodes"]
    assert [node["delegation"] for node in here] == ["vp1"]
    assert (await api.ask(query, t="health", o=MEMBER, at=at))["delegates"]["nodes"] == []


async def test_a_vice_president_signs_by_a_chain_from_the_assembly(api: Api, people: list[str]) -> None:
    chain = [("ASSEMBLY", None), ("PRESIDENT", "to-president"), ("DELEGATE", "passed-on")]
    assert await _empowered(api, people[1], "2026-06-10", power="PROCUREMENT") == (True, [chain], [])
    never: Told = (False, [], [("NEVER_GRANTED", None)])
    assert await _empowered(api, people[1], "2026-06-09", power="PROCUREMENT") == never
    assert await _empowered(api, people[1], "2026-06-10", power="LOANS") == never
    themed = [("PRESIDENT", None), ("DELEGATE", "vp1")]
    assert await _empowered(api, people[1], "2026-06-10", theme="housing") == (True, [themed], [])
    assert await _empowered(api, people[1], "2026-06-10", theme="housing", kind="APPOINTMENT") == never
    assert await _empowered(api, people[1], "2026-06-10", theme="water", organization=MEMBER) == never
    there = [("EXECUTIVE_ELSEWHERE", None), ("DELEGATE", "elsewhere")]
    assert await _empowered(api, people[4], "2026-06-10", theme="water", organization=MEMBER) == (True, [there], [])
    assert await _empowered(api, people[4], "2026-06-10", theme="water") == never


async def test_the_president_signs_by_law_and_by_the_assembly(api: Api, people: list[str]) -> None:
    assert await _empowered(api, people[0], "2026-07-01", theme="health") == (True, [[("PRESIDENT", None)]], [])
    chain = [("ASSEMBLY", None), ("PRESIDENT", "to-president")]
    assert await _empowered(api, people[0], "2026-07-01", power="LOANS") == (True, [chain], [])
    whole: Told = (False, [], [("BUREAU_AS_A_WHOLE", "to-bureau")])
    assert await _empowered(api, people[0], "2026-07-01", power="PLANNING_OPINIONS") == whole
    assert await _empowered(api, people[3], "2026-07-01", power="PLANNING_OPINIONS") == whole


async def test_who_acts_for_a_prevented_president_signs_in_his_place(api: Api, people: list[str]) -> None:
    await api.recorded(command("recordPrevention", on="2026-07-06", body="bureau", seat="P"))
    acting = [("ASSEMBLY", None), ("ACTING_PRESIDENT", "to-president")]
    assert await _empowered(api, people[1], "2026-07-10", power="LOANS") == (True, [acting], [])
    assert await _empowered(api, people[0], "2026-07-10", power="LOANS") == (False, [], [("PREVENTED", None)])


async def test_staff_sign_what_the_president_received_unless_the_assembly_says_no(api: Api, people: list[str]) -> None:
    chain = [("ASSEMBLY", None), ("PRESIDENT", "to-president"), ("DELEGATE", "signs")]
    assert await _empowered(api, people[5], "2026-07-01", power="PROCUREMENT") == (True, [chain], [])
    await api.recorded(
        command("withdrawDelegation", on="2026-08-01", delegation="to-president", cause="REPLACED"),
    )
    gone: Told = (False, [], [("NOT_FROM_ABOVE", "signs")])
    assert await _empowered(api, people[5], "2026-08-01", power="PROCUREMENT") == gone
    lapsed: Told = (False, [], [("LAPSED", "passed-on")])
    assert await _empowered(api, people[1], "2026-08-01", power="PROCUREMENT") == lapsed
    await api.recorded(powers("closed", "PROCUREMENT", on="2026-08-02", signatureExcluded=True))
    excluded: Told = (False, [], [("SIGNATURE_EXCLUDED", "signs")])
    assert await _empowered(api, people[5], "2026-08-02", power="PROCUREMENT") == excluded


async def test_why_not_says_what_ended_it(api: Api, people: list[str]) -> None:
    await api.recorded(
        command("withdrawDelegation", on="2026-09-01", delegation="vp2", cause="LOSS_OF_TRUST"),
    )
    assert await _empowered(api, people[2], "2026-09-01", theme="economy") == (False, [], [("WITHDRAWN", "vp2")])
    assert (await _empowered(api, people[2], "2026-08-31", theme="economy"))[0] is True


async def test_what_a_former_president_granted_subsists_with_a_doubt(api: Api, people: list[str]) -> None:
    await api.recorded(command("vacateSeat", on="2026-09-01", body="bureau", seat="P", cause="RESIGNATION"))
    told = (await api.ask(EMPOWERED, person=people[2], on="2026-09-02", theme="economy"))["empowered"]
    assert told["empowered"]
    assert told["grounds"][0]["doubts"] == ["PRESIDENT_CHANGED"]
    before = (await api.ask(EMPOWERED, person=people[2], on="2026-08-31", theme="economy"))["empowered"]
    assert before["grounds"][0]["doubts"] == []


async def test_what_lapses_soon_comes_first_to_end_first(api: Api, people: list[str]) -> None:
    await api.recorded(
        command("vacateSeat", on="2027-01-01", body="bureau", seat="VP1", cause="RESIGNATION"),
        functions("short", people[2], "land", on="2026-07-01", until="2026-12-01"),
        command("withdrawDelegation", on="2026-12-15", delegation="park", cause="REPLACED"),
    )
    query = """query ($n: Int!, $first: Int, $after: Cursor, $at: AtInput) {
      delegationsLapsing(within: $n, first: $first, after: $after, at: $at) {
        nodes { endsOn ending { state lapse } delegation { ... on FunctionDelegation { delegation }
                ... on PowerDelegation { delegation } ... on Appointment { delegation } } }
        pageInfo { hasNextPage endCursor } } }"""
    at = {"on": "2026-11-23"}

    async def lapsing(within: int, **page: Any) -> list[tuple[str, str, str]]:
        nodes = (await api.ask(query, n=within, at=at, **page))["delegationsLapsing"]["nodes"]
        return [(n["endsOn"], n["ending"]["state"], n["delegation"]["delegation"]) for n in nodes]

    ends = [
        ("2026-12-01", "EXPIRED", "short"),
        ("2026-12-15", "WITHDRAWN", "park"),
        ("2027-01-01", "LAPSED", "passed-on"),
        ("2027-01-01", "LAPSED", "vp1"),
    ]
    assert await lapsing(60) == ends
    assert await lapsing(38) == ends[:2]
    assert await lapsing(0) == []
    first = (await api.ask(query, n=60, first=3, at=at))["delegationsLapsing"]["pageInfo"]
    assert first["hasNextPage"]
    assert await lapsing(60, first=3, after=first["endCursor"]) == ends[3:]
    assert (await api.refused(query, n=-1))["code"] == "INVALID_DELAY"


async def test_the_matrix_names_the_themes_that_nobody_holds(api: Api, people: list[str]) -> None:
    await api.recorded(command("addTheme", theme="mountain", nameFr="montagne", nameEn="mountain"))
    query = """query ($o: ID, $k: DelegationKind, $at: AtInput) {
      delegationMatrix(organization: $o, kind: $k, at: $at) {
      gaps { id } people { name } themes { theme { id } gap holders { person { id }
      delegations { ... on FunctionDelegation { delegation } } } } } }"""
    at = {"on": "2026-07-01"}
    told = (await api.ask(query, k="FUNCTIONS", at=at))["delegationMatrix"]
    held = {row["theme"]["id"]: [h["person"]["id"] for h in row["holders"]] for row in told["themes"]}
    assert {theme: who for theme, who in held.items() if who} == {
        "water": [people[4], people[1]],
        "housing": [people[1]],
        "economy": [people[2]],
    }
    assert [p["name"] for p in told["people"]] == ["Camille Essai1", "Camille Essai2", "Camille Essai4"]
    gaps = [gap["id"] for gap in told["gaps"]]
    assert len(gaps) == len(held) - 3
    assert {"health", "mountain"} <= set(gaps)
    await api.recorded(command("vacateSeat", on="2026-10-01", body="bureau", seat="VP1", cause="RESIGNATION"))
    own = (await api.ask(query, o="own", k="FUNCTIONS", at={"on": "2026-10-01"}))["delegationMatrix"]
    assert [p["name"] for p in own["people"]] == ["Camille Essai2"]


async def test_a_signature_outlives_mandates_and_is_still_on_the_matrix(api: Api, people: list[str]) -> None:
    """What is tied to a mandate is not looked for beyond the longest one; a signature is tied to none."""
    signed = {"person": people[5], "function": "DIRECTOR_GENERAL", "scope": {"themes": ["land"]}}
    await api.recorded(command("delegateSignature", on="2015-01-01", delegation="long", **signed))
    query = """{ delegationMatrix(kind: SIGNATURE, at: {on: "2026-07-01"}) { people { id } gaps { id } } }"""
    told = (await api.ask(query))["delegationMatrix"]
    assert told["people"] == [{"id": people[5]}]
    assert {"id": "land"} not in told["gaps"]


async def test_losing_all_functions_opens_a_vote_until_the_assembly_votes(api: Api, people: list[str]) -> None:
    query = """query ($open: Boolean, $on: Date!) { retentionVotes(open: $open, at: {on: $on}) {
      person { id } openedOn open withdrawn votedOn kept votesFor votesAgainst blank } }"""

    async def votes(on: str, open_: bool | None = True) -> list[Any]:
        return list((await api.ask(query, on=on, open=open_))["retentionVotes"])

    answer = await api.recorded(command("withdrawDelegation", on="2026-09-01", delegation="vp1", cause="LOSS_OF_TRUST"))
    assert [w["code"] for w in answer["warnings"]] == ["RetentionVoteOpens"]
    assert answer["warnings"][0]["rule"] == "CGCT L2122-18 al. 3"
    assert await votes("2026-08-31") == []
    (due,) = await votes("2026-09-01")
    assert (due["person"]["id"], due["openedOn"], due["open"], due["withdrawn"]) == (
        people[1],
        "2026-09-01",
        True,
        ["vp1"],
    )
    await api.recorded(
        command("recordRetentionVote", on="2026-09-20", person=people[1], kept=True, votesFor=15, votesAgainst=10,
                blank=2)
    )  # fmt: skip
    (still_due,) = await votes("2026-09-19")
    assert (still_due["open"], still_due["votedOn"], still_due["kept"]) == (True, None, None)
    assert await votes("2026-09-20") == []
    (held,) = await votes("2026-09-20", open_=False)
    assert (held["votedOn"], held["kept"], held["votesFor"], held["votesAgainst"], held["blank"], held["open"]) == (
        "2026-09-20",
        True,
        15,
        10,
        2,
        False,
    )


async def test_a_vote_has_no_object_once_the_seat_is_left_nor_for_who_was_no_vice_president(
    api: Api, people: list[str]
) -> None:
    query = "query ($on: Date!) { retentionVotes(open: null, at: {on: $on}) { person { id } } }"
    await api.recorded(
        functions("member", people[3], "land"),
        command("withdrawDelegation", on="2026-09-01", delegation="member", cause="REVOKED"),
        command("withdrawDelegation", on="2026-09-02", delegation="vp1", cause="REVOKED"),
        command("vacateSeat", on="2026-09-10", body="bureau", seat="VP1", cause="RESIGNATION"),
    )
    assert (await api.ask(query, on="2026-09-09"))["retentionVotes"] == [{"person": {"id": people[1]}}]
    assert (await api.ask(query, on="2026-09-10"))["retentionVotes"] == []


COVERAGE = """query ($body: ID, $at: AtInput) { steeringCoverage(body: $body, at: $at) {
  body { id } missingThemes { id } withoutDelegation { id } missingMembers { id }
  members { person { id } delegations { ... on FunctionDelegation { delegation organization { id } } } }
  themes { theme { id } holders { person { id } } } representation { member { id } people { id } } } }"""


async def test_the_steering_committee_covers_themes_and_members_or_names_what_it_lacks(
    api: Api, people: list[str]
) -> None:
    assert (await api.ask(COVERAGE))["steeringCoverage"] is None
    seats = [
        {"seat": "C1", "kind": "PRESIDENT", "onBehalfOf": MEMBER},
        {"seat": "C2", "kind": "MEMBER"},
        {"seat": "C3", "kind": "MEMBER"},
    ]
    await api.recorded(
        command("admitMember", organization=OTHER),
        command("createBody", body="steering", kind="STEERING_COMMITTEE", name="CoPil", parent="assembly"),
        command("formBody", body="steering", term="2026", seats=seats),
        *(
            command("fillSeat", body="steering", seat=f"C{n}", person=people[who], manner="DESIGNATION")
            for n, who in ((1, 0), (2, 1), (3, 4))
        ),
    )
    told = (await api.ask(COVERAGE, at={"on": "2026-07-01"}))["steeringCoverage"]
    assert told["body"] == {"id": "steering"}
    assert told["withoutDelegation"] == [{"id": people[0]}]
    assert told["missingMembers"] == [{"id": OTHER}]
    (represented,) = told["representation"]
    assert represented["member"] == {"id": MEMBER}
    assert [p["id"] for p in represented["people"]] == [people[0], people[1], people[4]]
    held = {row["theme"]["id"]: {h["person"]["id"] for h in row["holders"]} for row in told["themes"]}
    assert {theme: who for theme, who in held.items() if who} == {
        "water": {people[1], people[4]},
        "housing": {people[1]},
    }
    assert {t["id"] for t in told["missingThemes"]} == set(held) - {"water", "housing"}
    where = {m["person"]["id"]: [d["organization"] for d in m["delegations"] if d] for m in told["members"]}
    assert where[people[4]] == [{"id": MEMBER}]
    assert where[people[1]] == [None]
    bureau = (await api.ask(COVERAGE, body="bureau", at={"on": "2026-07-01"}))["steeringCoverage"]
    assert {"economy"} == {"economy", "health"} - {t["id"] for t in bureau["missingThemes"]}
    assert (await api.refused(COVERAGE, body="nothing"))["code"] == "UNKNOWN_BODY"


async def test_what_is_confidential_counts_for_nobody_else(api: Api, people: list[str]) -> None:
    await api.recorded(functions("secret", people[2], "health", on="2026-07-01", visibility="BUREAU"))
    _, member = await create_token(api.app.state.services.pool, role=Role.MEMBER, ledgers=[LEDGER], label="m")
    gaps = 'query { delegationMatrix(at: {on: "2026-08-01"}) { gaps { id } } }'
    at = {"on": "2026-08-01"}
    for token, sees in ((None, False), (member, False), ("", True)):
        assert ("secret" in await _names(api, token, at=at)) is sees
        told = (await api.ask(gaps, token))["delegationMatrix"]["gaps"]
        assert ({"id": "health"} in told) is not sees
        asked = {"person": people[2], "on": "2026-08-01", "theme": "health"}
        assert (await api.ask(EMPOWERED, token, **asked))["empowered"]["empowered"] is sees


async def test_a_page_costs_the_same_queries_however_long_it_is(
    api: Api, people: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0
    execute = asyncpg.Connection._execute  # type: ignore[attr-defined]

    async def counted(self: Any, *arguments: Any, **options: Any) -> Any:
        nonlocal count
        count += "known_to" in arguments[0]  # reads of projections: what the service does beside them is not the page's
        return await execute(self, *arguments, **options)

    monkeypatch.setattr(asyncpg.Connection, "_execute", counted)

    async def cost(query: str, **asked: Any) -> int:
        nonlocal count
        count = 0
        await api.ask(query, **asked)
        return count

    at = {"on": "2026-11-01"}
    few = await cost(LIST, first=4, at=at)
    assert few > 0
    assert await cost(LIST, first=8, at=at) == few
    matrix = 'query { delegationMatrix(at: {on: "2026-11-01"}) { themes { holders { person { name } } } } }'
    before = await cost(matrix)
    themes = ("land", "mobility", "tourism", "agriculture")
    await api.recorded(*(functions(f"more-{theme}", people[2], theme) for theme in themes))
    assert await cost(matrix) == before
    rare = await cost(LIST, first=1, state="EXPIRED", at=at)
    assert rare <= 3 * few, "a state that none is in is looked for in large batches"
