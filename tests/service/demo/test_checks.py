"""Is the seed followed? The governance checks on the demonstration: on D, as known at K, and what changed."""

from typing import Any

import pytest

from domain.checks.all import CHECKS
from service.messages.recommendations import RECOMMENDATIONS
from tests.service.demo.telling import Told

CHECKED = """
query ($at: AtInput, $codes: [ID!]) {
  governanceChecks(at: $at, codes: $codes) {
    code recommendation { fr en } status finding { code message { fr en } rule remedy { fr en } values } evidence
    gaps { organization { id name } person { id name } theme thing name due } asOf { on position }
  }
}
"""
CHANGED = """
query ($from: Date!, $to: Date!, $at: AtInput) {
  governanceCheckChanges(from: $from, to: $to, at: $at) {
    code before { status } after { status } appeared { organization { id } name } mended { organization { id } name }
  }
}
"""
TODAY = {"on": "2026-11-20"}


async def _check(told: Told, code: str, **at: str) -> Any:
    (found,) = (await told.api.ask(CHECKED, None, at=at or TODAY, codes=[code]))["governanceChecks"]
    return found


def test_every_check_says_what_the_seed_recommends() -> None:
    assert set(RECOMMENDATIONS) == set(CHECKS)


@pytest.mark.parametrize("code", CHECKS)
async def test_every_check_answers_with_evidence_or_says_what_is_missing(told: Told, code: str) -> None:
    found = await _check(told, code)
    assert found["evidence"] or found["gaps"]
    assert found["finding"]["rule"]
    assert found["finding"]["remedy"]["fr"]
    position = found["asOf"]["position"]
    assert all(0 < entry <= position for entry in found["evidence"])
    before = await _check(told, code, on="1990-01-01")
    assert before["status"] in {"NOT_APPLICABLE", "NOT_MET"}


async def test_the_president_presides_over_an_epci_or_the_seat_is_vacant(told: Told) -> None:
    code = "PRESIDENT_OF_AN_EPCI"
    assert (await _check(told, code))["status"] == "MET"
    dead = await _check(told, code, on="2023-02-20")
    assert (dead["status"], dead["finding"]["values"]["president"]) == ("NOT_MET", None)
    assert (await _check(told, code, on="2023-02-20", knownAt="2023-02-15"))["status"] == "MET"


async def test_a_new_president_of_an_epci_is_on_no_bureau_before_an_election(told: Told) -> None:
    found = await _check(told, "PRESIDENTS_ON_THE_BUREAU", on="2022-05-01")
    assert found["status"] == "PARTLY_MET"
    people = {gap["organization"]["id"]: gap["person"]["name"] for gap in found["gaps"]}
    # Salers has a new president; Gentiane's lost the third vice-presidency when her election was annulled.
    assert people == {"epci:241501139": "Nathalie Roquelande", "epci:241500255": "Christine Gaudevin"}
    assert (await _check(told, "PRESIDENTS_ON_THE_BUREAU", on="2023-04-01"))["status"] == "MET"


async def test_every_mayor_of_the_71_communes_sits_in_the_conference(told: Told) -> None:
    found = await _check(told, "COMMUNES_IN_THE_CHAIN")
    assert (found["status"], found["finding"]["values"]) == ("MET", {"linked": 71, "communes": 71})
    before = await _check(told, "COMMUNES_IN_THE_CHAIN", on="2026-06-24")
    assert (before["status"], len(before["gaps"])) == ("NOT_MET", 71)


async def test_what_changed_between_two_days_is_told_and_nothing_else(told: Told) -> None:
    changed = (await told.api.ask(CHANGED, None, **{"from": "2022-04-01", "to": "2022-05-01"}))[
        "governanceCheckChanges"
    ]
    assert "PRESIDENTS_ON_THE_BUREAU" in [c["code"] for c in changed]
    one = next(c for c in changed if c["code"] == "PRESIDENTS_ON_THE_BUREAU")
    assert [gap["organization"]["id"] for gap in one["appeared"]] == ["epci:241501139"]
    same = await told.api.ask(CHANGED, None, **{"from": "2022-05-01", "to": "2022-05-01"})
    assert same["governanceCheckChanges"] == []
    refused = await told.api.refused(CHANGED, None, **{"from": "2022-05-02", "to": "2022-05-01"})
    assert refused["code"] == "PERIOD_REVERSED"


async def test_an_unknown_check_is_refused(told: Told) -> None:
    assert (await told.api.refused(CHECKED, None, codes=["NOTHING"]))["code"] == "UNKNOWN_CHECK"
