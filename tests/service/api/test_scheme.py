"""The SCoT through the API: its state, its timeline and the days left, on D as known at K."""

from typing import Any

import pytest

from tests.service.api.harness import MEMBER, Api, command, install

STATUS = """
query ($at: AtInput) {
  schemeStatus(at: $at) {
    state asOf { position }
    scheme {
      scheme state version nextAnalysisDueOn daysLeft perimeter { id }
      timeline { on step note } versions { version kind enforceableOn } cycle { dueOn years article by }
      perimeterChanges { organization { id } cause coveredOn } opinions { organization { id } sense }
      warnings { code rule message { fr en } }
    }
  }
}
"""
LIST = """
query ($at: AtInput, $enforceable: Boolean, $ended: Boolean, $text: String, $organization: ID, $first: Int,
       $after: Cursor) {
  schemes(at: $at, enforceable: $enforceable, ended: $ended, text: $text, organization: $organization, first: $first,
          after: $after) {
    nodes { scheme state } pageInfo { hasNextPage endCursor }
  }
}
"""
OTHER = "epci:241500271"


@pytest.fixture
async def made(api: Api) -> list[str]:
    """An authority whose SCoT was approved in 2021, and an older one that it replaced."""
    people = await install(api)
    await api.recorded(
        command("prescribeScheme", on="2003-01-01", scheme="old", title="Ancien schéma", perimeter=[MEMBER]),
        command("approveScheme", on="2007-01-01", scheme="old", version="2007"),
        command("makeSchemeEnforceable", on="2007-03-01", scheme="old", version="2007"),
        command("endScheme", on="2021-09-10", scheme="old", cause="REPLACED"),
        command("prescribeScheme", on="2017-03-14", scheme="hcd", title="SCoT d'essai", perimeter=[MEMBER]),
        command("arrestScheme", on="2020-02-20", scheme="hcd"),
        command("recordSchemeInquiry", on="2020-11-06", scheme="hcd", kind="PUBLIC_INQUIRY"),
        command("approveScheme", on="2021-07-06", scheme="hcd", version="2021", note="À l'unanimité"),
        command("makeSchemeEnforceable", on="2021-09-10", scheme="hcd", version="2021"),
    )
    return people


async def _status(api: Api, on: str, token: str | None = "", **at: Any) -> Any:
    return (await api.ask(STATUS, token, at={"on": on, **at}))["schemeStatus"]


@pytest.mark.parametrize(
    ("on", "state", "scheme"),
    [
        ("2002-12-31", "NONE", None),
        ("2006-12-31", "IN_PREPARATION", "old"),
        ("2010-01-01", "IN_FORCE", "old"),
        ("2020-01-01", "LAPSED", "old"),
        ("2021-09-10", "IN_FORCE", "hcd"),
        ("2027-07-06", "IN_FORCE", "hcd"),
        ("2027-07-07", "LAPSED", "hcd"),
    ],
)
async def test_the_state_is_that_of_the_day(api: Api, made: list[str], on: str, state: str, scheme: str | None) -> None:
    status = await _status(api, on)
    assert status["state"] == state
    assert (status["scheme"] and status["scheme"]["scheme"]) == scheme
    one = (await api.ask("query ($at: AtInput) { scheme(at: $at) { scheme state } }", at={"on": on}))["scheme"]
    assert one == (scheme and {"scheme": scheme, "state": state})


async def test_the_days_left_and_the_timeline_are_shown(api: Api, made: list[str]) -> None:
    scheme = (await _status(api, "2026-11-23"))["scheme"]
    assert (scheme["nextAnalysisDueOn"], scheme["daysLeft"], scheme["version"]) == ("2027-07-06", 225, "2021")
    assert scheme["cycle"] == {"dueOn": "2027-07-06", "years": 6, "article": "C. urb. L143-28", "by": "APPROVED"}
    assert [event["step"] for event in scheme["timeline"]] == [
        "PRESCRIBED",
        "ARRESTED",
        "INQUIRY_HELD",
        "APPROVED",
        "MADE_ENFORCEABLE",
    ]
    (warning,) = scheme["warnings"]
    assert (warning["code"], warning["rule"]) == ("SchemeWillLapse", "C. urb. L143-28")
    assert "225 jours" in warning["message"]["fr"]
    lapsed = (await _status(api, "2027-07-16"))["scheme"]
    assert (lapsed["daysLeft"], lapsed["warnings"][0]["code"]) == (-10, "SchemeLapsed")


async def test_what_was_known_then_is_answered_again(api: Api, made: list[str]) -> None:
    position = (await _status(api, "2028-01-01"))["asOf"]["position"]
    await api.recorded(
        command(
            "publishSchemeAnalysis",
            on="2027-02-01",
            scheme="hcd",
            topics=["ENVIRONMENT", "TRANSPORT", "LAND", "RETAIL", "MOUNTAIN"],
        ),
        command("maintainScheme", on="2027-03-01", scheme="hcd"),
    )
    assert (await _status(api, "2028-01-01"))["state"] == "IN_FORCE"
    assert (await _status(api, "2028-01-01"))["scheme"]["nextAnalysisDueOn"] == "2033-03-01"
    assert (await _status(api, "2028-01-01", atPosition=position))["state"] == "LAPSED"


async def test_a_confidential_vote_does_not_show(api: Api, made: list[str]) -> None:
    vote = command("decideSchemeRevision", on="2027-03-01", scheme="hcd", complete=True, visibility="BUREAU")
    answer = await api.recorded(vote)
    assert [warning["code"] for warning in answer["warnings"]] == ["VoteWithoutAnalysis"]
    assert (await _status(api, "2027-03-02"))["state"] == "UNDER_REVISION"
    assert (await _status(api, "2027-03-02", None))["state"] == "IN_FORCE"


async def test_a_change_of_perimeter_is_shown_until_it_is_covered(api: Api, made: list[str]) -> None:
    await api.recorded(
        command("changeSchemePerimeter", on="2024-01-01", scheme="hcd", organization=OTHER, cause="EXTENSION"),
        command("recordSchemeOpinion", on="2024-02-01", scheme="hcd", organization=OTHER, sense="DEEMED_FAVOURABLE"),
    )
    scheme = (await _status(api, "2026-01-01"))["scheme"]
    assert scheme["perimeter"] == [{"id": MEMBER}, {"id": OTHER}]
    assert scheme["perimeterChanges"] == [{"organization": {"id": OTHER}, "cause": "EXTENSION", "coveredOn": None}]
    assert scheme["opinions"] == [{"organization": {"id": OTHER}, "sense": "DEEMED_FAVOURABLE"}]
    assert [warning["code"] for warning in scheme["warnings"]] == ["SchemeWillLapse", "PerimeterLeftUncovered"]
    await api.recorded(command("maintainScheme", on="2026-02-01", scheme="hcd", covers=[OTHER]))
    scheme = (await _status(api, "2026-02-01"))["scheme"]
    assert scheme["perimeterChanges"][0]["coveredOn"] == "2026-02-01"
    assert [warning["code"] for warning in scheme["warnings"]] == ["SchemeWillLapse"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["hcd", "old"]),
        ({"text": "schema ancien"}, ["old"]),
        ({"text": "unanimite"}, ["hcd"]),
        ({"ended": True}, ["old"]),
        ({"ended": False}, ["hcd"]),
        ({"ended": False, "at": {"on": "2018-01-01"}}, ["hcd", "old"]),
        ({"enforceable": False}, []),
        ({"enforceable": False, "at": {"on": "2018-01-01"}}, ["hcd"]),
        ({"enforceable": True, "ended": False}, ["hcd"]),
        ({"organization": MEMBER}, ["hcd", "old"]),
        ({"organization": OTHER}, []),
        ({"at": {"on": "2010-01-01"}}, ["old"]),
    ],
)
async def test_schemes_are_found(api: Api, made: list[str], asked: dict[str, Any], found: list[str]) -> None:
    assert [node["scheme"] for node in (await api.ask(LIST, **asked))["schemes"]["nodes"]] == found


async def test_pages_of_schemes_follow_one_another(api: Api, made: list[str]) -> None:
    first = (await api.ask(LIST, first=1))["schemes"]
    assert first["pageInfo"]["hasNextPage"]
    second = (await api.ask(LIST, first=1, after=first["pageInfo"]["endCursor"]))["schemes"]
    assert [node["scheme"] for node in second["nodes"]] == ["old"]
    assert not second["pageInfo"]["hasNextPage"]
    one = await api.ask('{ scheme(id: "old") { state } none: scheme(id: "x") { state } }')
    assert one == {"scheme": {"state": "ENDED"}, "none": None}
