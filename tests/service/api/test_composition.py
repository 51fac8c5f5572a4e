"""Who sits on D, as known at K: through the API, on a real database."""

import datetime as dt
from typing import Any

from tests.service.api.harness import LEDGER, MEMBER, Api, command, install

BUREAU = """
query Bureau($on: Date, $knownAt: DateTime, $position: Int, $authority: ID) {
  bureau(authority: $authority, at: {on: $on, knownAt: $knownAt, atPosition: $position}) {
    asOf { on position referencePosition recordedAt simulated }
    body { id kind } term { id openedOn endedOn } actingPresident { id name }
    seats { seat kind rank label { fr en } state holder { id name } acting { id } prevented since until manner cause
            onBehalfOf { id name } foundingAct { kind number date } endingAct { kind } entry endingEntry body term }
    missing { code message { fr en } rule values }
  }
}
"""


async def seats(api: Api, **at: Any) -> dict[str, Any]:
    """Holder by seat."""
    found = (await api.ask(BUREAU, **at))["bureau"]["seats"]
    return {seat["seat"]: seat["holder"] and seat["holder"]["id"] for seat in found}


async def test_every_legal_seat_is_told_with_its_holder_act_and_entry(api: Api) -> None:
    people = await install(api)
    bureau = (await api.ask(BUREAU, on="2026-06-01"))["bureau"]
    assert [seat["seat"] for seat in bureau["seats"]] == ["P", "VP1", "VP2", "M1"]
    assert [seat["holder"]["id"] for seat in bureau["seats"]] == people[:4]
    president = bureau["seats"][0]
    assert president["holder"]["name"] == "Camille Essai0"
    assert president["foundingAct"] == {"kind": "MINUTES", "number": "2026-01", "date": "2026-05-20"}
    assert president["label"]["en"].lower() == "president"
    entry = (await api.ask("query($p: Int!) {entry(position: $p) {... on Entry {type fact}}}", p=president["entry"]))[
        "entry"
    ]
    assert entry["type"] == "SeatFilled"
    assert entry["fact"]["person"] == people[0]
    assert bureau["term"] == {"id": "2026", "openedOn": "2026-05-20", "endedOn": None}
    assert bureau["missing"] == []


async def test_a_resignation_empties_the_seat_and_says_what_is_missing(api: Api) -> None:
    await install(api)
    answer = await api.recorded(command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION"))
    assert [entry["type"] for entry in answer["entries"]] == ["SeatVacated"]
    bureau = (await api.ask(BUREAU, on="2026-10-01"))["bureau"]
    vacant = bureau["seats"][3]
    assert (vacant["state"], vacant["holder"], vacant["since"], vacant["cause"]) == (
        "VACANT",
        None,
        "2026-09-01",
        "RESIGNATION",
    )
    assert [m["code"] for m in bureau["missing"]] == ["SeatToFill"]
    assert (await api.ask(BUREAU, on="2026-08-31"))["bureau"]["seats"][3]["until"] == "2026-09-01"


async def test_the_first_vice_president_acts_when_the_president_dies(api: Api) -> None:
    people = await install(api)
    await api.recorded(command("recordDeath", on="2026-09-10", person=people[0]))
    bureau = (await api.ask(BUREAU, on="2026-09-20"))["bureau"]
    assert bureau["actingPresident"]["id"] == people[1]
    assert bureau["seats"][0]["acting"]["id"] == people[1]
    due = next(m for m in bureau["missing"] if m["code"] == "PresidentToElect")
    assert (due["values"]["due"], due["rule"]) == ("2026-09-25", "CGCT L2122-14")


async def test_two_clocks_differ_when_a_fact_is_recorded_late(api: Api) -> None:
    people = await install(api, clock="SIMULATED", at="2026-05-21T10:00:00Z")
    vacated = command("vacateSeat", on="2026-08-03", body="bureau", seat="M1", cause="RESIGNATION")
    answer = await api.recorded(vacated, at="2026-08-05T09:00:00Z")
    assert (await seats(api, on="2026-08-04", knownAt="2026-08-04"))["M1"] == people[3]
    assert (await seats(api, on="2026-08-04", knownAt="2026-08-05"))["M1"] is None
    assert (await seats(api, on="2026-08-04", knownAt="2026-08-05T08:59:59.999999Z"))["M1"] == people[3]
    position = answer["positions"][0]
    assert (await seats(api, on="2026-08-04", position=position))["M1"] is None
    assert (await seats(api, on="2026-08-04", position=position - 1))["M1"] == people[3]


async def test_a_correction_changes_what_is_known_now_and_not_what_was_known_then(api: Api) -> None:
    people = await install(api)
    before = (await api.ask(BUREAU, on="2026-06-01"))["bureau"]
    wrong = before["seats"][2]["entry"]
    right = command("fillSeat", body="bureau", seat="VP2", person=people[5])
    answer = await api.recorded(
        {"rectify": {"entry": wrong, "reason": "Procès-verbal rectifié", "replacement": [right]}}
    )
    assert [entry["type"] for entry in answer["entries"]] == ["Rectified", "SeatFilled"]
    assert (await seats(api, on="2026-06-01"))["VP2"] == people[5]
    assert (await seats(api, on="2026-06-01", position=before["asOf"]["position"]))["VP2"] == people[2]


async def test_a_position_inside_a_list_of_commands_means_its_end(api: Api) -> None:
    people = await install(api)
    inside = (await api.ask(BUREAU, on="2026-06-01"))["bureau"]["seats"][0]["entry"]
    bureau = (await api.ask(BUREAU, on="2026-06-01", position=inside))["bureau"]
    assert bureau["asOf"]["position"] > inside
    assert [seat["holder"]["id"] for seat in bureau["seats"]] == people[:4]


async def test_an_answer_can_be_asked_again_for_ever(api: Api) -> None:
    await install(api)
    first = (await api.ask(BUREAU, on="2026-06-01"))["bureau"]
    await api.recorded(command("vacateSeat", on="2026-05-30", body="bureau", seat="M1", cause="RESIGNATION"))
    assert (await api.ask(BUREAU, on="2026-06-01"))["bureau"] != first
    assert (await api.ask(BUREAU, on="2026-06-01", position=first["asOf"]["position"]))["bureau"] == first


async def test_the_day_defaults_to_today_in_paris(api: Api) -> None:
    await install(api)
    from domain.core.calendar import paris_day

    before = paris_day(dt.datetime.now(dt.UTC))
    told = (await api.ask("{bureau {asOf {on}}}"))["bureau"]["asOf"]["on"]
    assert told in {before.isoformat(), paris_day(dt.datetime.now(dt.UTC)).isoformat()}


async def test_what_changed_between_two_days(api: Api) -> None:
    people = await install(api)
    await api.recorded(command("recordDeath", on="2026-09-10", person=people[0]))
    query = """query($from: Date!, $to: Date!) { compositionChanges(body: "bureau", from: $from, to: $to)
               { on kind seat person { id } cause act { kind } entry } }"""
    found = (await api.ask(query, **{"from": "2026-09-01", "to": "2026-09-30"}))["compositionChanges"]
    assert [(c["kind"], c["seat"], c["person"]["id"]) for c in found] == [
        ("LEFT_SEAT", "P", people[0]),
        ("BEGAN_ACTING", "P", people[1]),
    ]
    assert found[0]["cause"] == "DEATH"
    assert found[0]["act"] == {"kind": "MINUTES"}
    elections = (await api.ask(query, **{"from": "2026-05-20", "to": "2026-05-20"}))["compositionChanges"]
    assert [c["kind"] for c in elections] == ["TOOK_SEAT"] * 4


async def test_a_person_s_tenures_and_holdings_across_bodies(api: Api) -> None:
    people = await install(api)
    query = """query($id: ID!, $on: Date) { person(id: $id) { name
               tenures(at: {on: $on}) { body seat since until endedBy onBehalfOf { id } }
               holdings { organization { id kind } mandate since } } }"""
    await api.recorded(command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION"))
    told = (await api.ask(query, id=people[3]))["person"]
    assert [(t["body"], t["seat"], t["until"]) for t in told["tenures"]] == [
        ("assembly", "A3", None),
        ("bureau", "M1", "2026-09-01"),
    ]
    assert told["holdings"][0] == {
        "organization": {"id": MEMBER, "kind": "EPCI"},
        "mandate": "COMMUNITY_COUNCILLOR",
        "since": "2026-05-20",
    }
    later = (await api.ask(query, id=people[3], on="2026-10-01"))["person"]["tenures"]
    assert [t["seat"] for t in later] == ["A3"]
    assert (await api.ask(query, id="p-aaaaaaaaaaaaaaaa"))["person"] is None


async def test_an_organization_s_representatives(api: Api) -> None:
    people = await install(api)
    query = """query($id: ID!) { organization(id: $id) { id kind siren
               representatives { body seat holder { id } } members { nodes { organization { id } } } } }"""
    told = (await api.ask(query, id=MEMBER))["organization"]
    sits = {(r["body"], r["seat"]): r["holder"]["id"] for r in told["representatives"]}
    assert sits["assembly", "A0"] == people[0]
    assert sits["bureau", "P"] == people[0]
    assert len(sits) == 10


async def test_the_authority_and_its_members(api: Api) -> None:
    await install(api)
    told = (
        await api.ask(
            '{authority(at: {on: "2026-06-01"}) '
            "{siren name legalForm members {organization {id}} bodies {id kind parent}}}"
        )
    )["authority"]
    assert told["siren"] == LEDGER
    assert told["legalForm"] == "CLOSED_JOINT_SYNDICATE"
    assert told["members"] == [{"organization": {"id": MEMBER}}]
    assert told["bodies"] == [
        {"id": "assembly", "kind": "ASSEMBLY", "parent": None},
        {"id": "bureau", "kind": "BUREAU", "parent": "assembly"},
    ]
