"""The chain of command on the demonstration: from an orientation, a project and a commune, at (D, K), by reader."""

from typing import Any

from tests.service.demo.telling import Told

CHAIN = """
query ($orientation: ID, $project: ID, $commune: ID, $at: AtInput) {
  chain(orientation: $orientation, project: $project, commune: $commune, at: $at) {
    orientations { orientation } actions { action } contracts { contract } documents { document }
    projects { project latestOutcome openConditions { condition overdue } }
    reviews { review outcome }
    communes { commune { id } mayor { name } conferenceSeat epci { id } president { name } bureauSeat briefedOn }
    missing { about notice { code } }
  }
}
"""
TODAY = {"on": "2026-11-20"}
BEFORE = {"on": "2024-12-31"}
IN_JULY = {"on": "2026-11-20", "knownAt": "2026-07-20T00:00:00+02:00"}


async def _chain(told: Told, at: dict[str, str], token: str | None = None, **start: str) -> Any:
    return (await told.api.ask(CHAIN, token, at=at, **start))["chain"]


def _missing(chain: Any) -> set[tuple[str | None, str]]:
    return {(each["about"], each["notice"]["code"]) for each in chain["missing"]}


async def test_from_a_project_to_all_that_it_hangs_on_on_two_days_and_as_known_earlier(told: Told) -> None:
    now = await _chain(told, TODAY, project="lotissement-vigean")
    assert {each["orientation"] for each in now["orientations"]} == {"doo-2", "doo-4"}
    assert [each["document"] for each in now["documents"]] == ["plui-mauriac"]
    assert [(each["review"], each["outcome"]) for each in now["reviews"]] == [
        ("lotissement-vigean-2026", "CONTRARY"),
        ("lotissement-vigean-2024", "SUPPORTS_WITH_CONDITIONS"),
    ]
    (commune,) = now["communes"]
    assert (commune["commune"]["id"], commune["conferenceSeat"], commune["bureauSeat"]) == (
        "commune:15261",
        "15261",
        "VP1",
    )
    assert _missing(now) == {
        ("project:lotissement-vigean", "ProjectWithoutOrientation"),
        ("project:lotissement-vigean", "ProjectOutsideProgramme"),
        ("commune:15261", "CouncilNotBriefed"),
    }
    then = await _chain(told, BEFORE, project="lotissement-vigean")
    assert [each["condition"] for each in then["projects"][0]["openConditions"]] == ["density", "supply"]
    outside = ("project:lotissement-vigean", "ProjectOutsideProgramme")
    assert _missing(then) == {outside, (None, "NoMayorsConference"), ("commune:15261", "CouncilNotBriefed")}
    known = await _chain(told, IN_JULY, project="lotissement-vigean")
    assert [each["condition"] for each in known["projects"][0]["openConditions"]] == ["supply"]
    assert [each["review"] for each in known["reviews"]] == ["lotissement-vigean-2024"]
    assert _missing(known) == {outside, ("commune:15261", "CouncilNotBriefed")}


async def test_from_a_project_through_its_action(told: Told) -> None:
    found = await _chain(told, TODAY, project="bourg-condat")
    assert [each["action"] for each in found["actions"]] == ["vacant-housing"]
    assert [each["orientation"] for each in found["orientations"]] == ["doo-4"]
    assert _missing(found) == {
        ("project:bourg-condat", "ProjectWithoutReview"),
        ("action:vacant-housing", "ActionWithoutContract"),
    }
    assert await _chain(told, {"on": "2024-06-12"}, project="bourg-condat") is None, "registered the day after"


async def test_from_an_orientation_to_the_condition_that_is_overdue(told: Told) -> None:
    now = await _chain(told, TODAY, orientation="pas-2")
    assert [each["contract"] for each in now["contracts"]] == ["crte-haut-cantal"]
    assert {each["project"] for each in now["projects"]} == {
        "ecoquartier-mauriac",
        "pole-trizac",
        "halle-salers",
        "za-ydes",
        "sante-riom",
        "lotissement-vigean",
        "bourg-condat",
        "voie-verte",
    }
    assert _missing(now) == {
        ("orientation:pas-2-2", "OrientationWithoutAction"),
        ("orientation:daacl-1", "OrientationWithoutProject"),
        ("action:vacant-housing", "ActionWithoutContract"),
        ("review:za-ydes-2023", "ConditionOverdue"),
        ("project:lotissement-vigean", "ProjectWithoutOrientation"),
        ("project:bourg-condat", "ProjectWithoutReview"),
    }
    then = _missing(await _chain(told, BEFORE, orientation="pas-2"))
    assert ("orientation:pas-2-2", "OrientationWithoutProject") in then
    assert ("review:za-ydes-2023", "ConditionOverdue") not in then, "due on 30 September 2026"
    known = _missing(await _chain(told, IN_JULY, orientation="pas-2"))
    assert ("orientation:pas-2-2", "OrientationWithoutProject") in known, "its two projects were reviewed in October"


async def test_from_a_commune_to_the_bureau(told: Told) -> None:
    now = await _chain(told, TODAY, commune="commune:15120")
    assert {each["project"] for each in now["projects"]} == {"ecoquartier-mauriac", "voie-verte"}
    assert now["communes"][0]["briefedOn"] == "2026-10-02"
    assert _missing(now) == set(), "the chain holds"
    assert _missing(await _chain(told, BEFORE, commune="commune:15120")) == {(None, "NoMayorsConference")}
    known = await _chain(told, IN_JULY, commune="commune:15120")
    assert _missing(known) == {("commune:15120", "CouncilNotBriefed")}


async def test_a_review_kept_for_the_bureau_is_no_link_that_the_public_sees(told: Told) -> None:
    clerk = await _chain(told, TODAY, token="", project="base-madic")
    assert [(each["review"], each["outcome"]) for each in clerk["reviews"]] == [("base-madic-2026", "TO_BE_REWORKED")]
    assert ("project:base-madic", "ProjectWithoutOrientation") in _missing(clerk)
    public = await _chain(told, TODAY, project="base-madic")
    assert public["reviews"] == []
    assert [each["latestOutcome"] for each in public["projects"]] == [None]
    assert ("project:base-madic", "ProjectWithoutReview") in _missing(public)
