"""Which categories of actors are still missing? The ecosystem through the API, on the demonstration."""

from tests.service.demo.telling import Told

COVERAGE = """
query ($at: AtInput) {
  actorCoverage(at: $at) { category missing agreements engaged actors { partner organization { name } } }
}
"""
TODAY = {"on": "2026-11-20"}


async def test_which_categories_of_the_seed_are_still_missing(told: Told) -> None:
    found = (await told.api.ask(COVERAGE, None, at=TODAY))["actorCoverage"]
    assert len(found) == 18
    assert [c["category"] for c in found if c["missing"]] == [
        "EMPLOYERS_ORGANISATION",
        "LAND_DEVELOPER",
        "PROPERTY_DEVELOPER",
        "FARMERS",
        "BIODIVERSITY_AGENCY",
    ]
    by = {c["category"]: c for c in found}
    assert (by["RESEARCH_BODY"]["agreements"], by["RESEARCH_BODY"]["engaged"]) == (1, 0)
    assert (by["BASIN_BODY"]["agreements"], by["BASIN_BODY"]["engaged"]) == (0, 1)
    assert by["SAFER"]["agreements"] == 0


async def test_coverage_is_of_the_day(told: Told) -> None:
    then = (await told.api.ask(COVERAGE, None, at={"on": "2022-01-01"}))["actorCoverage"]
    by = {c["category"]: c for c in then}
    assert not by["EMPLOYERS_ORGANISATION"]["missing"]
    assert by["RESEARCH_BODY"]["missing"]
    assert by["SAFER"]["agreements"] == 1


async def test_actors_are_found_by_what_they_did(told: Told) -> None:
    query = """query ($at: AtInput, $body: ID, $theme: ID, $text: String, $active: Boolean) {
      partners(at: $at, body: $body, theme: $theme, text: $text, active: $active) {
        nodes { partner agreementsRunning } } }"""

    async def names(**asked: object) -> list[str]:
        return [n["partner"] for n in (await told.api.ask(query, None, at=TODAY, **asked))["partners"]["nodes"]]

    assert await names(body="steering") == ["epidor"]
    assert await names(text="etiage prairie") == []
    assert await names(text="prairies") == ["inrae-theix"]
    assert await names(theme="water", active=True) == ["agence-eau", "cle-dordogne", "epidor"]
    assert await names(active=False) == ["medef-cantal"]
