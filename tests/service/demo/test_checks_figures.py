"""What the governance checks find on the demonstration, in figures: on D, as known at K, to the public or the clerk."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from domain.checks.all import CHECKS
from domain.facts.bodies import BodyKind
from projections.query import View
from projections.scene import NEEDS, gather
from tests.service.demo.telling import Told
from tests.service.demo.test_checks import CHECKED

TODAY = "2026-11-20"
AT_MOST = 60
"""SQL statements for all the checks, on any day and in any register."""
SEARCHES = 6
"""How often the same statement comes: once for each state of actions or projects that is looked for."""
PG, PM, SA, PS = "epci:241500255", "epci:241500271", "epci:241501055", "epci:241501139"


async def _found(told: Told, code: str, on: str = TODAY, known_at: str | None = None) -> Any:
    """As the public reads it."""
    at = {"on": on} | ({"knownAt": known_at} if known_at else {})
    (found,) = (await told.api.ask(CHECKED, None, at=at, codes=[code]))["governanceChecks"]
    return found


async def _as_clerk(told: Told, code: str, on: str = TODAY, known_at: str | None = None) -> Any:
    at = {"on": on} | ({"knownAt": known_at} if known_at else {})
    (found,) = (await told.api.ask(CHECKED, at=at, codes=[code]))["governanceChecks"]
    return found


def _said(found: Any) -> tuple[str, dict[str, Any]]:
    return found["status"], found["finding"]["values"]


def _named(found: Any) -> list[str]:
    """What is missing, by whatever names it best."""
    return [
        gap["thing"] or gap["theme"] or (gap["organization"] or {}).get("id") or gap["name"] for gap in found["gaps"]
    ]


async def test_the_scheme_is_in_force_and_the_old_one_left_salers_out(told: Told) -> None:
    found = await _found(told, "SCHEME_IN_FORCE")
    assert _said(found) == ("MET", {"state": "IN_FORCE", "due_on": "2027-07-08", "days_left": 230})
    before = await _found(told, "SCHEME_IN_FORCE", "2020-10-01")
    assert before["status"] == "PARTLY_MET"
    assert [gap["organization"]["id"] for gap in before["gaps"]] == [PS]
    # Nobody votes: the register reckons that it lapses.
    lapsed = await _found(told, "SCHEME_IN_FORCE", "2027-07-09")
    assert _said(lapsed) == ("NOT_MET", {"state": "LAPSED", "due_on": "2027-07-08", "days_left": -1})


async def test_a_resignation_empties_the_scene_from_the_day_on_which_it_is_known(told: Told) -> None:
    found = await _found(told, "SCENE_INSTALLED")
    assert _said(found) == ("PARTLY_MET", {"held": 42, "seats": 44, "vacant": 2})
    assert [(gap["thing"], gap["name"], gap["due"]) for gap in found["gaps"]] == [
        ("body:assembly", "PG-6", "2026-11-30"),
        ("body:bureau", "VP2", None),
    ]
    then = await _found(told, "SCENE_INSTALLED", "2026-10-10", "2026-10-10T12:00:00Z")
    assert _said(then) == ("MET", {"held": 44, "seats": 44, "vacant": 0})
    now = await _found(told, "SCENE_INSTALLED", "2026-10-10")
    assert _said(now)[1] == {"held": 43, "seats": 44, "vacant": 1}


async def test_two_indicators_of_six_are_on_track(told: Told) -> None:
    found = await _found(told, "TRAJECTORY_ON_TRACK")
    assert _said(found) == ("PARTLY_MET", {"on_track": 2, "measured": 4, "indicators": 6, "months": 18})
    assert {gap["thing"]: gap["name"] for gap in found["gaps"]} == {
        "indicator:enaf": "BEHIND",
        "indicator:renewables": "BEHIND",
        "indicator:hedges": "NO_MEASURE",
        "indicator:wetlands": "NO_MEASURE",
    }
    assert (await _found(told, "TRAJECTORY_ON_TRACK", "2024-09-01"))["finding"]["values"]["measured"] == 0


async def test_every_axis_has_an_action_and_three_actions_of_eight_a_contract(told: Told) -> None:
    found = await _found(told, "STRATEGY_TO_CONTRACTS")
    assert _said(found) == ("PARTLY_MET", {"carried": 3, "orientations": 3, "contracted": 3, "actions": 8})
    assert sorted(_named(found)) == [
        f"action:{name}" for name in ("farm-handover", "land-observatory", "leaks", "shuttles", "wetlands")
    ]
    before = await _found(told, "STRATEGY_TO_CONTRACTS", "2021-10-01")
    assert (before["status"], _named(before)) == (
        "NOT_MET",
        ["orientation:pas-1", "orientation:pas-2", "orientation:pas-3"],
    )


async def test_an_exchange_in_confidence_moves_nothing_for_the_public_until_it_is_told(told: Told) -> None:
    day, then = "2024-09-01", "2024-09-01T12:00:00Z"
    figures = {"sessions": 0, "came": 0, "presidents": 4, "months": 12}
    assert _said(await _found(told, "EXCHANGES_HELD", day, then)) == ("NOT_MET", figures)
    held = ("PARTLY_MET", {**figures, "sessions": 1, "came": 3})
    assert _said(await _as_clerk(told, "EXCHANGES_HELD", day, then)) == held
    disclosed = await _found(told, "EXCHANGES_HELD", day)
    assert _said(disclosed) == held
    assert [gap["organization"]["id"] for gap in disclosed["gaps"]] == [PS]
    today = await _found(told, "EXCHANGES_HELD")
    assert _said(today) == ("PARTLY_MET", {**figures, "sessions": 2, "came": 3})
    assert [(gap["organization"]["id"], gap["person"]["name"]) for gap in today["gaps"]] == [(SA, "Karine Verdelaude")]


async def test_a_restricted_arbitration_moves_nothing_for_the_public_until_it_is_disclosed(told: Told) -> None:
    day, then = "2026-10-05", "2026-10-05T12:00:00Z"
    figures = {"followed": 1, "settlements": 1, "actions_overdue": 0, "conditions_overdue": 0, "reviews_due": 0}
    public = await _found(told, "ARBITRATIONS_FOLLOWED", day, then)
    assert (_said(public), public["gaps"], len(public["evidence"])) == (("MET", figures), [], 1)
    clerk = await _as_clerk(told, "ARBITRATIONS_FOLLOWED", day, then)
    assert _said(clerk) == ("PARTLY_MET", {**figures, "settlements": 2, "actions_overdue": 1})
    assert _named(clerk) == ["follow-up:enveloppe-fonciere/suivi"]
    disclosed = await _found(told, "ARBITRATIONS_FOLLOWED", day)
    assert (_said(disclosed), disclosed["evidence"]) == (_said(clerk), clerk["evidence"])
    today = await _found(told, "ARBITRATIONS_FOLLOWED")
    assert _said(today) == (
        "NOT_MET",
        {"followed": 0, "settlements": 2, "actions_overdue": 2, "conditions_overdue": 0, "reviews_due": 1},
    )
    assert {(gap["thing"], gap["due"]) for gap in today["gaps"]} == {
        ("follow-up:interconnexion-eau/cahier-charges", "2026-10-31"),
        ("follow-up:enveloppe-fonciere/suivi", "2026-09-30"),
        ("arbitration:enveloppe-fonciere", "2026-10-31"),
    }


async def test_the_mayors_conference_met_in_october(told: Told) -> None:
    code = "MAYORS_CONFERENCE_MOBILISED"
    assert _said(await _found(told, code)) == ("MET", {"mayors": 71, "last_on": "2026-10-06", "months": 12})
    before = await _found(told, code, "2024-09-01")
    assert (before["status"], _named(before)) == ("NOT_MET", ["MAYORS_CONFERENCE"])
    assert (await _found(told, code, "2027-10-07"))["status"] == "NOT_MET"


async def test_who_holds_delegations_took_part_or_not_in_each_term(told: Told) -> None:
    code = "DELEGATED_OFFICIALS_INVOLVED"
    today = await _found(told, code)
    assert _said(today) == ("PARTLY_MET", {"involved": 9, "officials": 16, "since": "2026-05-20"})
    assert "Karine Verdelaude" in [gap["person"]["name"] for gap in today["gaps"]]
    first = await _found(told, code, "2021-10-01")
    assert _said(first)[1] == {"involved": 7, "officials": 14, "since": "2020-09-10"}


async def test_local_officials_made_the_strategy_and_do_not_carry_it_out_yet(told: Told) -> None:
    found = await _found(told, "LOCAL_OFFICIALS_INVOLVED")
    figures = {"elaboration": 12, "elaboration_local": 1, "implementation": 10, "implementation_local": 0}
    assert (_said(found), _named(found)) == (("PARTLY_MET", figures), ["IMPLEMENTATION"])


async def test_forty_one_councils_of_seventy_one_are_briefed(told: Told) -> None:
    found = await _found(told, "COUNCILS_BRIEFED")
    figures = {"briefed": 41, "councils": 71, "since": "2026-05-20", "overdue": 0}
    assert (_said(found), len(found["gaps"])) == (("PARTLY_MET", figures), 30)
    assert found["finding"]["message"]["en"].startswith("41 of 71 municipal councils briefed since 2026-05-20")
    assert _said(await _found(told, "COUNCILS_BRIEFED", "2024-09-01"))[1]["briefed"] == 16
    query = (
        "query ($at: AtInput) { briefingCoverage(at: $at) { briefed councils communes { commune { id } briefed } } }"
    )
    coverage = (await told.api.ask(query, None, at={"on": TODAY}))["briefingCoverage"]
    assert (coverage["briefed"], coverage["councils"]) == (41, 71)
    assert _named(found) == [each["commune"]["id"] for each in coverage["communes"] if not each["briefed"]]


async def test_pacts_are_late_in_2021_and_awaited_in_2026(told: Told) -> None:
    late = await _found(told, "PACT_ADOPTED", "2021-10-01")
    figures = {"adopted": 2, "expected": 5, "declined": 0, "late": 2, "days_late": 95, "adopted_late": 1}
    assert _said(late) == ("PARTLY_MET", figures)
    assert [(gap["organization"] and gap["organization"]["id"], gap["due"]) for gap in late["gaps"]] == [
        (None, None),
        (SA, "2021-06-28"),
        (PS, "2021-06-28"),
    ]
    today = await _found(told, "PACT_ADOPTED")
    assert _said(today) == ("NOT_MET", {**dict.fromkeys(figures, 0), "expected": 5, "declined": 1})
    assert {gap["thing"]: (gap["name"], gap["due"]) for gap in today["gaps"]} == {
        "pact:scot-2026": ("IN_PREPARATION", None),
        "pact:pg-2026": ("IN_CONSULTATION", "2026-12-15"),
        "pact:pm-2026": ("IN_CONSULTATION", "2026-12-22"),
        "pact:sa-2026": ("IN_PREPARATION", "2026-12-15"),
        "pact:ps-2026": ("DECLINED", None),
    }


async def test_the_committee_lacks_the_themes_that_its_coverage_lacks(told: Told) -> None:
    found = await _found(told, "STEERING_COVERS_THEMES")
    missing = ["agriculture", "health"]
    figures = {"covered": 12, "themes": 14, "missing_themes": missing, "members": 12}
    assert (_said(found), _named(found)) == (("PARTLY_MET", figures), missing)
    assert "(il manque\u00a0: agriculture et santé)" in found["finding"]["message"]["fr"]
    query = "query ($at: AtInput) { steeringCoverage(at: $at) { missingThemes { id common } } }"
    for day in ("2021-10-01", "2024-09-01", TODAY):
        coverage = (await told.api.ask(query, None, at={"on": day}))["steeringCoverage"]
        lacking = [theme["id"] for theme in coverage["missingThemes"] if theme["common"]]
        assert _named(await _found(told, "STEERING_COVERS_THEMES", day)) == lacking


async def test_documents_without_referent_late_or_incompatible_are_named(told: Told) -> None:
    found = await _found(told, "DOCUMENTS_COORDINATED")
    figures = {"coordinated": 7, "documents": 12, "without_referent": 3, "overdue": 1, "incompatible": 1}
    assert _said(found) == ("PARTLY_MET", {**figures, "missing_kinds": []})
    assert {gap["thing"]: gap["name"] or gap["due"] for gap in found["gaps"]} == {
        "document:charte-pnr": "referent",
        "document:plh-mauriac": "referent",
        "document:sage-dordogne": "referent",
        "document:plui-artense": "2022-09-10",
        "document:plui-salers": "INCOMPATIBLE",
    }
    first = await _found(told, "DOCUMENTS_COORDINATED", "2021-10-01")
    assert _said(first)[1]["missing_kinds"] == ["MOBILITY_PLAN", "ECONOMIC_DEVELOPMENT_STRATEGY", "PCAET"]


async def test_every_member_is_party_to_the_contract_signed_in_december_2021(told: Told) -> None:
    figures = {"contracts": 2, "members": 4, "bound": 4, "reviews_due": 0}
    assert _said(await _found(told, "CONTRACTS_COORDINATED")) == ("MET", figures)
    # Both run out of time by themselves in October 2029, and nobody has to say so.
    over = await _found(told, "CONTRACTS_COORDINATED", "2029-10-01")
    assert _said(over)[1] == {**figures, "contracts": 0, "bound": 0}
    before = await _found(told, "CONTRACTS_COORDINATED", "2021-12-14")
    assert (_said(before)[1], _named(before)) == ({**figures, "contracts": 1, "bound": 1}, [PG, SA, PS])


async def test_a_review_kept_for_the_bureau_is_in_no_figure_of_the_public(told: Told) -> None:
    figures = {"reviewed": 8, "projects": 11, "conditions_open": 3, "conditions_overdue": 2}
    public = await _found(told, "PROJECTS_REVIEWED")
    assert _said(public) == ("PARTLY_MET", figures)
    assert _named(public) == [
        *("project:base-madic", "project:chaleur-saint-cernin", "project:bourg-condat"),
        *("project:parc-champagnac", "project:za-ydes"),
    ]
    clerk = await _as_clerk(told, "PROJECTS_REVIEWED")
    assert _said(clerk)[1] == {**figures, "reviewed": 9}
    assert "project:base-madic" not in _named(clerk)


async def test_projects_serve_every_axis_and_one_is_contrary(told: Told) -> None:
    code = "PROJECTS_DELIVER_STRATEGY"
    outcomes = {"supports": 4, "with_conditions": 2, "to_rework": 1, "contrary": 1}
    found = await _found(told, code)
    assert _said(found) == ("PARTLY_MET", {**outcomes, "served": 3, "orientations": 3})
    assert _named(found) == ["project:retenue-pleaux", "project:lotissement-vigean"]
    assert _said(await _as_clerk(told, code))[1]["to_rework"] == 2
    before = await _found(told, code, "2024-09-01")
    assert _named(before) == ["project:solaire-lanobre", "orientation:pas-3"]


async def test_everyone_has_a_part_since_2026(told: Told) -> None:
    figures = {"complete": 4, "members": 4, "parts": 20, "possible": 20}
    assert _said(await _found(told, "EVERYONE_HAS_A_PART")) == ("MET", figures)
    before = await _found(told, "EVERYONE_HAS_A_PART", "2024-09-01")
    assert _said(before) == ("PARTLY_MET", {**figures, "complete": 0, "parts": 14})
    lacking = [(gap["organization"]["id"], gap["name"]) for gap in before["gaps"]]
    assert [name for epci, name in lacking if epci == SA] == [
        *("MAYOR_IN_CONFERENCE", "TECHNICIAN", "AMBASSADOR_OR_BRIEFED_COUNCIL"),
    ]


@pytest.mark.parametrize("day", ["2020-10-01", "2021-10-01", "2023-02-20", "2024-09-01", "2026-05-01", TODAY])
async def test_what_is_followed_lacks_nothing(told: Told, day: str) -> None:
    found = (await told.api.ask(CHECKED, None, at={"on": day}))["governanceChecks"]
    assert [check["code"] for check in found] == list(CHECKS)
    assert [check["code"] for check in found if check["status"] == "MET" and check["gaps"]] == []


async def test_a_check_finds_the_same_in_the_scene_gathered_for_it_alone(told: Told) -> None:
    async with told.services.pool.acquire() as connection:
        heads = await connection.fetch("SELECT ledger_id, max(known_from) AS head FROM body GROUP BY 1")
        (ledger,) = {record["ledger_id"] for record in heads}
        view, on = View(ledger, 1 << 40), dt.date(2026, 11, 20)
        whole = await gather(connection, view, 1 << 40, on)
        assert BodyKind.MAYORS_CONFERENCE in whole.bodies
        assert set(NEEDS) <= set(CHECKS)
        for code, check in CHECKS.items():
            assert check(await gather(connection, view, 1 << 40, on, [code])) == check(whole)


async def test_checks_cost_the_same_statements_whatever_there_is_to_find(told: Told, statements: list[str]) -> None:
    await told.api.ask(CHECKED, None, at={"on": TODAY})  # the database's own look-ups of types come once
    for day in ("2021-10-01", "2024-09-01", TODAY):
        statements.clear()
        await told.api.ask(CHECKED, None, at={"on": day})
        assert len(statements) <= AT_MOST
        assert max(Counter(statements).values()) <= SEARCHES
    statements.clear()
    await _found(told, "PRESIDENT_OF_AN_EPCI")
    assert len(statements) <= AT_MOST // 4
