"""Who can help on drainage next month? The team through the API, on the demonstration."""

from typing import Any

from tests.service.demo.telling import Told

HELP = """
query ($at: AtInput, $text: String, $theme: ID, $from: Date, $to: Date, $atLeast: CompetenceLevel! = BASIC) {
  whoCanHelp(at: $at, text: $text, theme: $theme, from: $from, to: $to, atLeast: $atLeast) {
    technician { technician person { name } employer { id } freeShare } competence level freeShare
  }
}
"""
TODAY = {"on": "2026-11-20"}


async def _helpers(told: Told, **asked: Any) -> list[tuple[str, str, int]]:
    found = (await told.api.ask(HELP, None, **asked))["whoCanHelp"]
    return [(h["technician"]["technician"], h["level"], h["freeShare"]) for h in found]


async def test_who_can_help_on_drainage_next_month(told: Told) -> None:
    december = {"from": "2026-12-01", "to": "2026-12-31"}
    assert await _helpers(told, at=TODAY, text="drainage", **december) == [("eau", "EXPERT", 70)]
    assert (
        await _helpers(told, at={"on": "2021-03-01"}, text="Drainage")
        == [("voirie", "BASIC", 100), ("eau", "CONFIRMED", 60)][::-1]
    )
    assert await _helpers(told, at=TODAY, theme="housing", **december) == [("habitat", "CONFIRMED", 50)]
    assert await _helpers(told, at=TODAY, text="drainage", atLeast="EXPERT", **{"from": "2027-08-01"}) == [
        ("eau", "EXPERT", 100)
    ]
    assert await _helpers(told, at=TODAY, text="astronomie") == []
    assert (await told.api.refused(HELP))["code"] == "HELP_ON_WHAT"


async def test_a_technician_is_shown_as_on_the_day(told: Told) -> None:
    query = """query ($at: AtInput) { technician(id: "urbanisme", at: $at) { function employer { id } freeShare entries
      competences { competence } secondments { secondment } } technicians(at: $at) { nodes { technician } } }"""
    before = await told.api.ask(query, None, at={"on": "2022-01-01"})
    assert before["technician"]["employer"]["id"] == "epci:241500255"
    assert before["technician"]["freeShare"] == 80
    assert [n["technician"] for n in before["technicians"]["nodes"]] == [
        "direction",
        "eau",
        "habitat",
        "urbanisme",
        "voirie",
    ]
    after = await told.api.ask(query, None, at=TODAY)
    assert after["technician"]["employer"]["id"] == "org:syndicat-scot"
    assert [n["technician"] for n in after["technicians"]["nodes"]] == [
        "direction",
        "eau",
        "habitat",
        "transitions",
        "urbanisme",
    ]


async def test_time_lent_by_one_is_borrowed_by_another(told: Told) -> None:
    query = """query ($at: AtInput) { sharedTime(at: $at) { organization { id } technicians ownShare lentShare
      borrowedShare } }"""
    found = (await told.api.ask(query, None, at=TODAY))["sharedTime"]
    assert sum(body["lentShare"] for body in found) == sum(body["borrowedShare"] for body in found) == 80
    assert {body["organization"]["id"]: body["technicians"] for body in found}["org:syndicat-scot"] == 2
