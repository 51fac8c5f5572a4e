"""The write door, through the API."""

import asyncio
from typing import Any

from service.access import Role, create_token
from tests.service.api.harness import ACT, LEDGER, RECORD, Api, command, install

HOLDERS = '{bureau(at: {on: "2026-10-10"}) {asOf {position} seats {seat holder {id}}}}'


async def bureau(api: Api) -> dict[str, Any]:
    """The bureau on 2026-10-10, as known now."""
    found: dict[str, Any] = (await api.ask(HOLDERS))["bureau"]
    return found


async def test_a_retry_gives_the_first_result(api: Api) -> None:
    await install(api)
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    first = await api.recorded(vacate, command_id="resignation-1")
    again = await api.recorded(vacate, command_id="resignation-1")
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["positions"] == first["positions"]
    assert again["entries"] == first["entries"]


async def test_a_retry_gives_the_people_again(api: Api) -> None:
    await install(api)
    register = command("registerPerson", person="$new", givenName="Dominique", familyName="Neuf")
    first = await api.recorded(register, command_id="new-person")
    again = await api.recorded(register, command_id="new-person")
    assert first["people"] == again["people"]
    assert first["people"][0]["id"].startswith("p-")


async def test_the_same_id_with_another_content_is_refused(api: Api) -> None:
    await install(api)
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    await api.recorded(vacate, command_id="x")
    other = command("vacateSeat", on="2026-09-02", body="bureau", seat="VP2", cause="RESIGNATION")
    assert (await api.record(other, command_id="x"))["code"] == "CommandIdReused"


async def test_already_true_records_nothing(api: Api) -> None:
    await install(api)
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    await api.recorded(vacate)
    head = (await bureau(api))["asOf"]["position"]
    again = await api.recorded(vacate)
    assert again["alreadyTrue"] is True
    assert again["positions"] == []
    assert (await bureau(api))["asOf"]["position"] == head


async def test_a_list_lands_together_or_not_at_all(api: Api) -> None:
    people = await install(api)
    before = await bureau(api)
    answer = await api.record(
        command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION"),
        command("registerPerson", person="$n", givenName="Nadège", familyName="Jamais"),
        command("fillSeat", on="2026-09-01", body="bureau", seat="VP2", person=people[4]),
    )
    assert answer["__typename"] == "RefusedResult"
    assert (answer["code"], answer["path"]) == ("SeatHeld", "commands.2")
    assert people[2] in answer["message"]["fr"]
    assert people[2] in answer["message"]["en"]
    assert answer["rule"]
    assert answer["remedy"]["fr"]
    assert answer["remedy"]["en"]
    assert await bureau(api) == before
    listed = (await api.ask("{people {nodes {familyName}}}"))["people"]["nodes"]
    assert "Jamais" not in {person["familyName"] for person in listed}


async def test_an_expected_position_that_moved_is_refused(api: Api) -> None:
    await install(api)
    head = (await bureau(api))["asOf"]["position"]
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    assert (await api.record(vacate, expected=head - 1))["code"] == "PositionMoved"
    assert (await api.recorded(vacate, expected=head))["positions"] == [head + 1]


async def test_two_clerks_fill_the_same_seat_and_one_wins(api: Api) -> None:
    people = await install(api)
    for day in range(10, 20):
        on = f"2026-09-{day}"
        await api.recorded(command("vacateSeat", on=on, body="bureau", seat="M1", cause="RESIGNATION"))
        answers = await asyncio.gather(
            api.record(command("fillSeat", on=on, body="bureau", seat="M1", person=people[4])),
            api.record(command("fillSeat", on=on, body="bureau", seat="M1", person=people[5])),
        )
        assert sorted(a["__typename"] for a in answers) == ["RecordedResult", "RefusedResult"]
        assert next(a for a in answers if a["__typename"] == "RefusedResult")["code"] == "SeatHeld"


async def test_only_a_clerk_of_the_ledger_records(api: Api) -> None:
    await install(api)
    pool = api.app.state.services.pool
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    roles = (Role.AUDITOR, Role.MEMBER, Role.PARTNER)
    tokens: list[str | None] = [None, *[(await create_token(pool, role=r, ledgers=[LEDGER]))[1] for r in roles]]
    tokens.append((await create_token(pool, role=Role.CLERK, ledgers=["FR"]))[1])
    before = await bureau(api)
    for token in tokens:
        assert (await api.record(vacate, token=token))["code"] == "WritingNotAllowed"
    assert await bureau(api) == before
    _, own = await create_token(pool, role=Role.CLERK, ledgers=[LEDGER])
    await api.recorded(vacate, token=own)


async def test_an_act_is_required(api: Api) -> None:
    await install(api)
    vacate = {"vacateSeat": {"on": "2026-09-01", "body": "bureau", "seat": "M1", "cause": "RESIGNATION"}}
    assert (await api.record(vacate))["code"] == "ActRequired"


async def test_a_warning_is_recorded_and_told(api: Api) -> None:
    await install(api)
    answer = await api.recorded(command("vacateSeat", on="2026-09-01", body="bureau", seat="VP1", cause="RESIGNATION"))
    assert [w["code"] for w in answer["warnings"]] == ["BeMindfulOfAcceptance"]
    assert answer["warnings"][0]["rule"] == "CGCT L2122-15"
    query = "query($p: Int!) {entry(position: $p) {... on Entry {warnings {code}}}}"
    assert (await api.ask(query, p=answer["positions"][0]))["entry"]["warnings"] == [{"code": "BeMindfulOfAcceptance"}]


async def test_a_rectification_that_would_break_a_later_entry_is_refused_naming_it(api: Api) -> None:
    people = await install(api)
    await api.recorded(command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION"))
    query = 'query {bureau(at: {on: "2026-08-01"}) {seats {seat entry endingEntry}}}'
    seat = (await api.ask(query))["bureau"]["seats"][3]
    replacement = [command("fillSeat", body="bureau", seat="M1", person=people[5])]
    answer = await api.record({"rectify": {"entry": seat["entry"], "reason": "Erreur", "replacement": replacement}})
    assert answer["code"] == "HistoryWouldBreak"
    assert str(seat["endingEntry"]) in answer["message"]["fr"]


async def test_a_ledger_that_is_not_open_is_refused(api: Api) -> None:
    create = command("createBody", body="bureau", kind="BUREAU", name="Bureau")
    assert (await api.record(create))["code"] == "LedgerNotOpened"
    assert (await api.record(create, authority="123456789"))["code"] == "InvalidLedgerId"
    assert (await api.refused(RECORD, commands=[create], commandId="x"))["code"] == "AUTHORITY_REQUIRED"


async def test_territory_is_recorded_in_the_reference_ledger_alone(api: Api) -> None:
    await install(api)
    await api.recorded(command("openLedger"), authority="FR")
    create = command("createBody", body="x", kind="COMMISSION", name="X")
    assert (await api.record(create, authority="FR"))["code"] == "WrongLedger"


async def test_a_real_clock_takes_no_time_from_the_caller(api: Api) -> None:
    await install(api)
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    assert (await api.record(vacate, at="2026-09-02T10:00:00Z"))["code"] == "ClockIsReal"


async def test_a_simulated_clock_never_goes_back(api: Api) -> None:
    await install(api, clock="SIMULATED", at="2026-05-21T10:00:00Z")
    vacate = command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION")
    assert (await api.record(vacate, at="2026-05-21T09:00:00Z"))["code"] == "ClockWouldGoBack"
    answer = await api.recorded(vacate, at="2026-09-02T10:00:00Z")
    assert answer["recordedAt"] == "2026-09-02T10:00:00.000000Z"


async def test_the_act_is_kept_whole(api: Api) -> None:
    await install(api)
    act = ACT | {"sha256": "ab" * 32, "url": "https://example.org/pv.pdf", "title": "Procès-verbal"}
    vacate = {"vacateSeat": {"on": "2026-09-01", "act": act, "body": "bureau", "seat": "M1", "cause": "DEATH"}}
    answer = await api.recorded(vacate)
    query = "query($p: Int!) {entry(position: $p) {... on Entry {act {kind date number title sha256 url}}}}"
    assert (await api.ask(query, p=answer["positions"][0]))["entry"]["act"] == act
