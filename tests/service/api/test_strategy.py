"""The strategy through the API: versions, actions, trajectory, involvement and the chain of command, at (D, K)."""

from typing import Any

import pytest

from tests.cases import each
from tests.service.api.harness import MEMBER, Api, bureau_seats, command, install

OTHER = "epci:241500271"
COMMUNE = "commune:15170"


def _orientation(name: str, number: str, on: str = "2026-06-01", part: str = "PAS", **more: Any) -> dict[str, Any]:
    return command(
        "setOrientation", on=on, orientation=name, part=part, number=number, title=more.pop("title", name), **more
    )


def _action(name: str, orientations: list[str], on: str = "2026-06-10", **more: Any) -> dict[str, Any]:
    owner = {} if "person" in more else {"organization": MEMBER}
    return command("planAction", on=on, action=name, title=more.pop("title", name), orientations=orientations,
                   **owner, **more)  # fmt: skip


def _involvement(name: str, on: str, people: list[str], phase: str = "ELABORATION", **more: Any) -> dict[str, Any]:
    officials = [{"person": who, "capacity": "MAYOR", "organization": COMMUNE} for who in people]
    return command(
        "recordInvolvement", on=on, involvement=name, title=name, phase=phase, kind="WORKSHOP", officials=officials,
        **more,
    )  # fmt: skip


@pytest.fixture
async def people(api: Api) -> list[str]:
    """An authority with a strategy."""
    people = await install(api)
    await api.recorded(
        _orientation("axis", "1", title="S'adapter"),
        _orientation("late", "1.10", within="axis", themes=["mobility"]),
        _orientation("early", "1.2", within="axis", themes=["water"], text="Protéger les étiages"),
        _orientation("rule", "P1", part="DOO", within="early"),
        command("reviseOrientation", on="2026-09-01", orientation="early", number="1.2", title="Révisée",
                within="axis", themes=["water", "land"]),
        command("withdrawOrientation", on="2026-10-01", orientation="late"),
        command("adoptProgramme", on="2026-06-05", programme="p1", title="Programme de l'eau"),
        _action("leaks", ["rule"], programme="p1", themes=["water"], territory=[COMMUNE], endsOn="2026-10-31",
                budget="1200.50", title="Réduire les fuites"),
        _action("study", ["late"], on="2026-07-01", person=people[1]),
        command("changeActionState", on="2026-08-01", action="leaks", state="STARTED"),
        command("changeActionState", on="2026-08-01", action="study", state="ABANDONED"),
    )  # fmt: skip
    return people


ORIENTATIONS = """
query ($at: AtInput, $part: StrategyPart, $theme: ID, $text: String, $within: ID, $top: Boolean! = false,
       $inForce: Boolean, $first: Int, $after: Cursor) {
  orientations(at: $at, part: $part, theme: $theme, text: $text, within: $within, top: $top, inForce: $inForce,
               first: $first, after: $after) {
    nodes { orientation title within horizonOn versions { since title entry } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


@each(
    ("asked", "found"),
    [
        ({}, ["axis", "early", "late", "rule"]),
        ({"inForce": True}, ["axis", "early", "rule"]),
        ({"inForce": True, "at": {"on": "2026-09-30"}}, ["axis", "early", "late", "rule"]),
        ({"inForce": False}, ["late"]),
        ({"part": "DOO"}, ["rule"]),
        ({"within": "axis"}, ["early", "late"]),
        ({"top": True}, ["axis"]),
        ({"theme": "land"}, ["early"]),
        ({"theme": "land", "at": {"on": "2026-08-31"}}, []),
        ({"text": "revisee"}, ["early"]),
        ({"text": "etiage", "at": {"on": "2026-08-31"}}, ["early"]),
        ({"at": {"on": "2026-05-31"}}, []),
    ],
)
async def test_orientations_are_found_in_the_version_of_the_day(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    nodes = (await api.ask(ORIENTATIONS, **{"at": {"on": "2026-12-01"}, **asked}))["orientations"]["nodes"]
    assert [node["orientation"] for node in nodes] == found


async def test_orientations_go_page_after_page_in_the_order_of_the_document(api: Api, people: list[str]) -> None:
    first = (await api.ask(ORIENTATIONS, first=2))["orientations"]
    second = (await api.ask(ORIENTATIONS, first=2, after=first["pageInfo"]["endCursor"]))["orientations"]
    assert [n["orientation"] for n in (*first["nodes"], *second["nodes"])] == ["axis", "early", "late", "rule"]
    assert not second["pageInfo"]["hasNextPage"]
    by_name = {n["orientation"]: n for n in (*first["nodes"], *second["nodes"])}
    assert (by_name["axis"]["horizonOn"], by_name["rule"]["horizonOn"]) == ("2046-06-01", None)


async def test_an_orientation_shows_its_versions_actions_and_indicators(api: Api, people: list[str]) -> None:
    await api.recorded(_indicator(orientations=["early"]), _action("more", ["early"]))
    query = """query ($at: AtInput) { orientation(id: "early", at: $at) {
        orientation { title versions { title since } } actions { action } indicators { indicator } } }"""
    sheet = (await api.ask(query, at={"on": "2026-09-01"}))["orientation"]
    assert sheet["orientation"]["title"] == "Révisée"
    assert [(v["title"], v["since"]) for v in sheet["orientation"]["versions"]] == [
        ("early", "2026-06-01"),
        ("Révisée", "2026-09-01"),
    ]
    assert (sheet["actions"], sheet["indicators"]) == ([{"action": "more"}], [{"indicator": "enaf"}])
    assert (await api.ask(query, at={"on": "2026-08-31"}))["orientation"]["orientation"]["title"] == "early"
    assert (await api.ask(query, at={"on": "2026-05-31"}))["orientation"] is None


# -- actions -----------------------------------------------------------------------------------------------------------

ACTIONS = """
query ($at: AtInput, $orientation: ID, $owner: ID, $organization: ID, $state: ProgrammeActionState, $theme: ID,
       $text: String, $programme: ID, $from: Date) {
  actions(at: $at, orientation: $orientation, owner: $owner, organization: $organization, state: $state,
          theme: $theme, text: $text, programme: $programme, from: $from) {
    nodes { action state overdue budget person { id } organization { id } steps { on state } }
  }
}
"""


@each(
    ("asked", "found"),
    [
        ({}, ["study", "leaks"]),
        ({"orientation": "rule"}, ["leaks"]),
        ({"organization": MEMBER}, ["leaks"]),
        ({"organization": COMMUNE}, ["leaks"]),
        ({"state": "STARTED"}, ["leaks"]),
        ({"state": "STARTED", "at": {"on": "2026-07-31"}}, []),
        ({"state": "PLANNED", "at": {"on": "2026-07-31"}}, ["study", "leaks"]),
        ({"theme": "water"}, ["leaks"]),
        ({"text": "fuite"}, ["leaks"]),
        ({"programme": "p1"}, ["leaks"]),
        ({"from": "2026-06-11"}, ["study"]),
    ],
)
async def test_actions_are_found_by_what_they_are_about(
    api: Api, people: list[str], asked: dict[str, Any], found: list[str]
) -> None:
    nodes = (await api.ask(ACTIONS, **{"at": {"on": "2026-12-01"}, **asked}))["actions"]["nodes"]
    assert [node["action"] for node in nodes] == found


async def test_an_action_shows_its_owner_its_steps_and_whether_it_is_overdue(api: Api, people: list[str]) -> None:
    (study,) = (await api.ask(ACTIONS, owner=people[1]))["actions"]["nodes"]
    assert (study["action"], study["person"], study["organization"]) == ("study", {"id": people[1]}, None)
    query = 'query ($at: AtInput) { action(id: "leaks", at: $at) { overdue budget steps { on state } } }'
    leaks = (await api.ask(query, at={"on": "2026-10-31"}))["action"]
    assert leaks["steps"] == [{"on": "2026-06-10", "state": "PLANNED"}, {"on": "2026-08-01", "state": "STARTED"}]
    assert (leaks["overdue"], leaks["budget"]) == (False, "1200.50")
    assert (await api.ask(query, at={"on": "2026-11-01"}))["action"]["overdue"]


async def test_programmes_are_open_until_they_close(api: Api, people: list[str]) -> None:
    await api.recorded(command("closeProgramme", on="2026-10-01", programme="p1", reason="Fini"))
    query = 'query ($at: AtInput) { programmes(at: $at, open: true, text: "eau") { nodes { programme } } }'
    assert (await api.ask(query, at={"on": "2026-09-30"}))["programmes"]["nodes"] == [{"programme": "p1"}]
    assert (await api.ask(query, at={"on": "2026-10-01"}))["programmes"]["nodes"] == []


# -- trajectory --------------------------------------------------------------------------------------------------------


def _indicator(**more: Any) -> dict[str, Any]:
    return command(
        "defineIndicator", on="2026-06-01", indicator="enaf", title="Espaces", unit="ha", direction="DECREASE",
        baseline="30", baselineOn="2026-01-01", **more,
    )  # fmt: skip


TRAJECTORY = """
query ($at: AtInput) { trajectory(at: $at) { nodes { indicator territories {
  organization { id } status value measuredOn expected gap expectedToday entries } } } }
"""


async def test_the_last_measure_is_held_against_what_was_expected_in_each_territory(
    api: Api, people: list[str]
) -> None:
    await api.recorded(
        _indicator(),
        command("setTarget", on="2026-06-02", indicator="enaf", value="20", by="2026-01-11"),
        command("setBaseline", on="2026-06-02", indicator="enaf", organization=MEMBER, value="9.9",
                baselineOn="2026-01-01"),
    )  # fmt: skip
    await api.recorded(
        command("recordMeasure", on="2026-07-01", indicator="enaf", value="26.5", measuredOn="2026-01-05")
    )
    position = (await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"]
    await api.recorded(
        command("recordMeasure", on="2026-08-01", indicator="enaf", value="24.9", measuredOn="2026-01-06")
    )
    late = (await api.ask(TRAJECTORY, at={"on": "2026-07-31"}))["trajectory"]["nodes"][0]["territories"]
    assert late[0] == {
        "organization": None,
        "status": "BEHIND",
        "value": "26.5",
        "measuredOn": "2026-01-05",
        "expected": "26",
        "gap": "0.5",
        "expectedToday": "20",
        "entries": [position - 3, position - 2, position],
    }
    assert (late[1]["organization"], late[1]["status"]) == ({"id": MEMBER}, "NO_TARGET")
    now = (await api.ask(TRAJECTORY, at={"on": "2026-08-01"}))["trajectory"]["nodes"][0]["territories"][0]
    assert (now["status"], now["gap"]) == ("ON_TRACK", "-0.1")
    then = await api.ask(TRAJECTORY, at={"on": "2026-08-01", "atPosition": position})
    assert then["trajectory"]["nodes"][0]["territories"][0]["status"] == "BEHIND"

    query = """query ($on: Date) { indicator(id: "enaf") { expectedOn(on: $on) targets { value by }
        measures { value } standings { status } } }"""
    shown = (await api.ask(query, on="2026-01-02"))["indicator"]
    assert (shown["expectedOn"], shown["targets"]) == ("29", [{"value": "20", "by": "2026-01-11"}])
    assert [m["value"] for m in shown["measures"]] == ["26.5", "24.9"]


async def test_what_is_followed_no_more_leaves_the_trajectory_alone(api: Api, people: list[str]) -> None:
    await api.recorded(_indicator(), command("dropIndicator", on="2026-09-01", indicator="enaf"))
    assert len((await api.ask(TRAJECTORY, at={"on": "2026-08-31"}))["trajectory"]["nodes"]) == 1
    assert (await api.ask(TRAJECTORY, at={"on": "2026-09-01"}))["trajectory"]["nodes"] == []
    query = '{ indicators(at: {on: "2026-09-01"}) { nodes { indicator } } }'
    assert len((await api.ask(query))["indicators"]["nodes"]) == 1


async def test_a_number_that_is_no_decimal_is_refused(api: Api, people: list[str]) -> None:
    for value in ("1e3", "1,5", "+2", "007", "1.0000001", ""):
        refused = await api.record(
            _indicator() | {"defineIndicator": _indicator()["defineIndicator"] | {"baseline": value}}
        )
        assert refused["__typename"] == "RefusedResult", value


# -- involvement -------------------------------------------------------------------------------------------------------

TALLIES = """
query ($at: AtInput) { involvementByPhase(at: $at) { phase body whole involvements officials
  capacities { capacity officials } } }
"""


async def _tallies(api: Api, token: str | None = "", **at: Any) -> dict[tuple[str, str | None], tuple[int, int]]:
    lines = (await api.ask(TALLIES, token, at=at))["involvementByPhase"]
    return {
        (line["phase"], "all" if line["whole"] else line["body"]): (line["involvements"], line["officials"])
        for line in lines
    }


async def test_officials_are_counted_once_for_each_phase_and_body(api: Api, people: list[str]) -> None:
    await api.recorded(
        _involvement("w1", "2026-09-01", people[:2], body="bureau"),
        _involvement("w2", "2026-09-10", people[1:3]),
        _involvement("w3", "2026-09-20", people[:1], "IMPLEMENTATION"),
    )
    assert await _tallies(api, on="2026-09-30") == {
        ("ELABORATION", "all"): (2, 3),
        ("ELABORATION", "bureau"): (1, 2),
        ("ELABORATION", None): (1, 2),
        ("IMPLEMENTATION", "all"): (1, 1),
        ("IMPLEMENTATION", None): (1, 1),
    }
    assert await _tallies(api, on="2026-09-09") == {
        ("ELABORATION", "all"): (1, 2),
        ("ELABORATION", "bureau"): (1, 2),
    }
    assert await _tallies(api, on="2026-08-31") == {}


async def test_what_is_learnt_late_or_corrected_is_counted_in_its_place(api: Api, people: list[str]) -> None:
    await api.recorded(_involvement("w1", "2026-09-10", people[:2]))
    before = (await api.ask("{ ledgers { position } }"))["ledgers"][0]["position"]
    answer = await api.recorded(_involvement("w0", "2026-09-01", people[2:5]))
    assert (await _tallies(api, on="2026-09-05"))["ELABORATION", "all"] == (1, 3)
    assert (await _tallies(api, on="2026-09-10"))["ELABORATION", "all"] == (2, 5)
    assert await _tallies(api, on="2026-09-05", atPosition=before) == {}
    await api.recorded({"rectify": {"entry": answer["positions"][0], "reason": "Autre atelier", "replacement": []}})
    assert await _tallies(api, on="2026-09-05") == {}
    assert (await _tallies(api, on="2026-09-10"))["ELABORATION", "all"] == (1, 2)


async def test_what_is_confidential_is_not_counted_until_it_is_disclosed(api: Api, people: list[str]) -> None:
    await api.recorded(
        _involvement("w1", "2026-09-01", people[:2]),
        _involvement("w2", "2026-09-02", people[2:3], visibility="RESTRICTED"),
    )
    assert (await _tallies(api, None, on="2026-10-01"))["ELABORATION", "all"] == (1, 2)
    assert (await _tallies(api, on="2026-10-01"))["ELABORATION", "all"] == (2, 3)
    await api.recorded(command("disclose", on="2026-12-01", subject="involvement:w2"))
    assert (await _tallies(api, None, on="2026-10-01"))["ELABORATION", "all"] == (2, 3)


async def test_involvements_are_found_by_who_took_part(api: Api, people: list[str]) -> None:
    await api.recorded(
        _involvement("w1", "2026-09-01", people[:2], body="bureau", orientations=["rule"], themes=["water"]),
        _involvement("w2", "2026-09-10", people[1:3], "IMPLEMENTATION"),
    )
    query = """query ($person: ID, $phase: InvolvementPhase, $body: ID, $orientation: ID, $theme: ID, $to: Date) {
        involvements(person: $person, phase: $phase, body: $body, orientation: $orientation, theme: $theme, to: $to) {
          nodes { involvement officials { person { name } capacity organization { id } } } } }"""
    asked: dict[str, Any]
    for asked, found in (
        ({}, ["w2", "w1"]),
        ({"person": people[1]}, ["w2", "w1"]),
        ({"person": people[0]}, ["w1"]),
        ({"phase": "IMPLEMENTATION"}, ["w2"]),
        ({"body": "bureau"}, ["w1"]),
        ({"orientation": "rule"}, ["w1"]),
        ({"theme": "water"}, ["w1"]),
        ({"to": "2026-09-09"}, ["w1"]),
    ):
        nodes = (await api.ask(query, **asked))["involvements"]["nodes"]
        assert [node["involvement"] for node in nodes] == found, asked
    (first,) = (await api.ask(query, person=people[0]))["involvements"]["nodes"]
    official = first["officials"][0]
    assert official == {"person": {"name": "Camille Essai0"}, "capacity": "MAYOR", "organization": {"id": COMMUNE}}


# -- the chain of command ----------------------------------------------------------------------------------------------

CHAIN = """
query ($orientation: ID, $commune: ID, $at: AtInput) {
 chain(orientation: $orientation, commune: $commune, at: $at) {
  orientations { orientation } actions { action } contracts { contract } missing { notice { code values } }
  communes { mayor { id } conference conferenceSeat epci { id } epciIsMember president { id } bureauSeat } } }
"""


async def test_the_chain_goes_from_an_orientation_to_its_actions_and_names_what_lacks(
    api: Api, people: list[str]
) -> None:
    chain = (await api.ask(CHAIN, orientation="axis", at={"on": "2026-09-30"}))["chain"]
    assert [o["orientation"] for o in chain["orientations"]] == ["axis", "early", "late", "rule"]
    assert sorted(a["action"] for a in chain["actions"]) == ["leaks", "study"]
    assert [(m["notice"]["code"], m["notice"]["values"]) for m in chain["missing"]] == [
        ("OrientationWithoutAction", {"orientation": "late", "on": "2026-09-30"}),
        ("ActionWithoutContract", {"action": "leaks", "on": "2026-09-30"}),
        ("OrientationWithoutProject", {"orientation": "axis", "on": "2026-09-30"}),
    ]
    after = (await api.ask(CHAIN, orientation="axis", at={"on": "2026-10-01"}))["chain"]
    assert [o["orientation"] for o in after["orientations"]] == ["axis", "early", "rule"]
    before = (await api.ask(CHAIN, orientation="axis", at={"on": "2026-06-09"}))["chain"]
    assert [m["notice"]["values"]["orientation"] for m in before["missing"]] == ["axis", "axis"]
    assert (await api.ask(CHAIN, orientation="nowhere"))["chain"] is None


async def _territory(api: Api) -> None:
    by = "2026-01-01"
    siren = MEMBER.removeprefix("epci:")
    await api.recorded(
        command("openLedger", on=by),
        command("recordEpci", on=by, epci=siren, name="CC d'essai", vintage=2026),
        command("recordCommune", on=by, commune="15170", name="Riom", department="15", vintage=2026),
        command("observeMembership", on=by, commune="15170", epci=siren),
        authority="FR",
    )


async def test_the_chain_goes_from_a_commune_to_the_bureau_and_names_what_lacks(api: Api, people: list[str]) -> None:
    async def chain(on: str) -> tuple[Any, list[str]]:
        found = (await api.ask(CHAIN, commune=COMMUNE, at={"on": on}))["chain"]
        return found["communes"][0], [missing["notice"]["code"] for missing in found["missing"]]

    nothing, missing = await chain("2026-06-01")
    assert (nothing["epci"], nothing["epciIsMember"]) == (None, False)
    assert missing == ["CommuneWithoutMayor", "NoMayorsConference", "CouncilNotBriefed", "CommuneWithoutEpci"]

    await _territory(api)
    await api.recorded(
        command("startOffice", on="2026-06-10", person=people[4], organization=COMMUNE, office="MAYOR"),
        command("startOffice", on="2026-06-10", person=people[5], organization=MEMBER, office="EPCI_PRESIDENT"),
        command("createBody", on="2026-06-20", body="mayors", kind="MAYORS_CONFERENCE", name="Maires",
                parent="assembly"),
        command("formBody", on="2026-06-20", body="mayors", term="2026", seats=[{"seat": "15170", "kind": "MEMBER"}]),
    )  # fmt: skip
    assert (await chain("2026-06-01"))[1] == [
        "CommuneWithoutMayor",
        "NoMayorsConference",
        "CouncilNotBriefed",
        "EpciWithoutPresident",
    ]
    assert (await chain("2026-06-10"))[1] == ["NoMayorsConference", "CouncilNotBriefed", "PresidentOutsideBureau"]
    links, missing = await chain("2026-06-20")
    assert missing == ["MayorOutsideConference", "CouncilNotBriefed", "PresidentOutsideBureau"]
    assert (links["epci"], links["epciIsMember"], links["president"]) == ({"id": MEMBER}, True, {"id": people[5]})

    await api.recorded(
        command("fillSeat", on="2026-07-01", body="mayors", seat="15170", person=people[4], manner="DESIGNATION"),
        command("vacateSeat", on="2026-07-01", body="bureau", seat="M1", cause="RESIGNATION"),
        command("fillSeat", on="2026-07-01", body="bureau", seat="M1", person=people[5]),
    )
    links, missing = await chain("2026-07-01")
    assert missing == ["CouncilNotBriefed"]
    assert (links["mayor"], links["conference"], links["conferenceSeat"]) == ({"id": people[4]}, "mayors", "15170")
    assert links["bureauSeat"] == bureau_seats()[-1]["seat"]

    await api.recorded(command("ceaseMember", on="2026-08-01", organization=MEMBER, cause="WITHDRAWAL"))
    assert (await chain("2026-08-01"))[1][1] == "EpciOutsideAuthority"


async def test_a_chain_goes_from_one_place(api: Api, people: list[str]) -> None:
    assert (await api.refused(CHAIN))["code"] == "CHAIN_AMBIGUOUS"
    assert (await api.refused(CHAIN, orientation="axis", commune=COMMUNE))["code"] == "CHAIN_AMBIGUOUS"
    assert (await api.refused(CHAIN, commune=OTHER))["code"] == "NOT_A_COMMUNE"
    two = '{ chain(orientation: "axis", project: "p") { asOf { position } } }'
    assert (await api.refused(two))["code"] == "CHAIN_AMBIGUOUS"
