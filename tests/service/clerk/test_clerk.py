"""The write door: who may, what is known already, and that a refusal leaves nothing."""

import datetime as dt

import pytest
from msgspec import structs

from domain.core.entry import Visibility
from domain.facts.bodies import Cause
from domain.facts.people import MandateKind
from domain.facts.registry import Clock
from domain.people import ChangePersonDetails, EndMandate, RegisterPerson, StartMandate
from domain.rectification import Rectify
from domain.registry import OpenLedger, RegisterAuthority
from domain.seats import RecordPrevention, TenderResignation, VacateSeat
from domain.territory import RecordCommune
from service.access import PUBLIC, Role, Viewer
from service.clerk.clerk import COMMANDS_AT_ONCE
from service.database import Pool
from service.ledger.envelope import decode_body, decode_header
from tests.service.clerk.office import ACT, EPCI, LEDGER, ON, OTHER, Office, fill, mandate
from tests.service.ledger.ledgers import sound

LATER = dt.date(2026, 9, 1)


async def everything(pool: Pool) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    tables = [row[0] for row in await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'greffe'")]
    assert {"personal", "entry_body", "composition", "command"} <= set(tables)
    return {
        table: sorted(tuple(map(str, row.values())) for row in await pool.fetch(f"SELECT * FROM {table}"))
        for table in tables
    }


def registered(alias: str = "$a", name: str = "Martin") -> RegisterPerson:
    return RegisterPerson(on=ON, person=alias, given_name="Camille", family_name=name)


# -- the same request again --------------------------------------------------------------------------------------------


async def test_the_same_request_again_gets_the_first_answer(office: Office, pool: Pool) -> None:
    people = await office.furnish()
    ending = EndMandate(
        on=LATER,
        act=ACT,
        person=people[7],
        organization=EPCI,
        mandate=MandateKind.COMMUNITY_COUNCILLOR,
        cause="RESIGNATION",  # type: ignore[arg-type]
    )
    request = (registered(), ending)
    first = await office.record(*request, command_id="once")
    assert first.people["$a"].startswith("p-")
    assert first.steps[1].cautions
    before = await everything(pool)
    again = await office.record(*request, command_id="once")
    assert again.replayed
    assert structs.replace(again, replayed=False, recorded_at=first.recorded_at) == first
    assert await everything(pool) == before


@pytest.mark.parametrize(
    "other",
    [
        (registered("$b"),),
        (registered(name="Dupont"),),
        (registered(), registered("$b")),
        (structs.replace(registered(), birth_year=1970),),
        (structs.replace(registered(), visibility=Visibility.RESTRICTED),),
    ],
)
async def test_the_same_id_with_another_content_is_refused(office: Office, other: tuple[RegisterPerson, ...]) -> None:
    await office.open()
    await office.record(registered(), command_id="once")
    assert await office.refusals(*other, command_id="once") == [("", "CommandIdReused")]


async def test_what_replaces_an_entry_is_part_of_the_content(office: Office, pool: Pool) -> None:
    """Two commands of the same fields are not the same command."""
    await office.furnish()
    entry = await pool.fetchval("SELECT max(position) FROM entry_body WHERE type = 'SeatFilled'")
    tendered = TenderResignation(on=ON, act=ACT, body="bureau", seat="VP1")
    first = Rectify(entry=entry, reason="x", act=ACT, replacement=(tendered,))
    prevented = RecordPrevention(on=ON, act=ACT, body="bureau", seat="VP1")
    second = structs.replace(first, replacement=(prevented,))
    await office.record(first, command_id="once")
    assert await office.refusals(second, command_id="once") == [("", "CommandIdReused")]


async def test_a_retry_is_answered_as_the_first_time_even_if_it_would_be_refused_by_now(office: Office) -> None:
    people = await office.furnish()
    filling = (fill("bureau", "M1", people[3]),)
    first = await office.record(*filling, command_id="once")
    instead = (fill("bureau", "M1", people[4]),)
    await office.record(Rectify(entry=first.first, reason="namesake", act=ACT, replacement=instead))
    assert await office.refusals(*filling) == [("commands.0", "SeatHeld")]
    again = await office.record(*filling, command_id="once", expected_position=1)
    assert (again.first, again.last, again.replayed) == (first.first, first.last, True)


async def test_already_true_is_remembered_without_an_entry(office: Office, pool: Pool) -> None:
    people = await office.furnish()
    head = await sound(pool, LEDGER)
    for _ in range(2):
        again = await office.record(fill("bureau", "P", people[0]), command_id="true already")
        assert [step.already_true for step in again.steps] == [True]
        assert (again.first, again.last) == (head + 1, head)
    assert await sound(pool, LEDGER) == head


# -- all or nothing ----------------------------------------------------------------------------------------------------


async def test_a_list_of_which_one_is_refused_leaves_nothing(office: Office, pool: Pool) -> None:
    people = await office.furnish()
    before = await everything(pool)
    refusals = await office.refusals(
        registered("$new"),
        mandate("$new"),
        fill("assembly", "A8", "$new"),
        ChangePersonDetails(on=ON, person=people[1], given_name="X", family_name="Y"),
        fill("bureau", "P", people[4]),
    )
    assert refusals == [("commands.4", "SeatHeld")]
    assert await everything(pool) == before


async def test_a_list_is_one_step_of_time(office: Office, pool: Pool) -> None:
    await office.furnish()
    for command in await pool.fetch("SELECT * FROM command WHERE last_position >= first_position"):
        rows = await pool.fetch(
            "SELECT header, recorded_at FROM entry_header WHERE position BETWEEN $1 AND $2",
            command["first_position"],
            command["last_position"],
        )
        assert {decode_header(row["header"]).step_end for row in rows} == {command["last_position"]}
        assert len({row["recorded_at"] for row in rows}) == 1


# -- what is refused at the door ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "viewer",
    [
        PUBLIC,
        *(Viewer(role, frozenset({"*"}), Visibility.RESTRICTED, "t") for role in Role if role is not Role.CLERK),
        Viewer(Role.CLERK, frozenset({OTHER}), Visibility.RESTRICTED, "t"),
    ],
)
async def test_only_a_clerk_of_the_ledger_records(office: Office, pool: Pool, viewer: Viewer) -> None:
    await office.open()
    before = await everything(pool)
    assert await office.refusals(registered(), viewer=viewer) == [("", "WritingNotAllowed")]
    assert await office.refusals(registered(), ledger="241500230", viewer=viewer) == [("", "WritingNotAllowed")]
    assert await everything(pool) == before


COMMUNE = RecordCommune(on=ON, act=ACT, commune="15181", name="Sauvat", department="15", vintage=2024)


@pytest.mark.parametrize(
    ("instructions", "more", "expected"),
    [
        ((), {}, ("", "NoCommands")),
        ((registered(),) * (COMMANDS_AT_ONCE + 1), {}, ("", "TooManyCommands")),
        ((registered(),), {"command_id": ""}, ("", "InvalidCommandId")),
        ((registered(),), {"command_id": "x" * 201}, ("", "InvalidCommandId")),
        ((registered(),), {"command_id": "nul\0"}, ("", "InvalidCommandId")),
        ((registered(),), {"command_id": "line\n"}, ("", "InvalidCommandId")),
        ((registered(),), {"ledger": "123456789"}, ("", "InvalidLedgerId")),
        ((registered(),), {"ledger": "fr"}, ("", "InvalidLedgerId")),
        ((registered(),), {"ledger": OTHER}, ("", "LedgerNotOpened")),
        ((registered(), OpenLedger(on=ON)), {"ledger": OTHER}, ("", "LedgerNotOpened")),
        ((registered(),), {"ledger": "FR"}, ("", "WrongLedger")),
        ((COMMUNE,), {}, ("", "WrongLedger")),
        ((Rectify(entry=1, reason="x", act=ACT, replacement=(COMMUNE,)),), {}, ("", "WrongLedger")),
        ((registered(),), {"expected_position": 0}, ("", "PositionMoved")),
        ((registered(),), {"recorded_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, ("", "ClockIsReal")),
        ((OpenLedger(on=ON, clock=Clock.SIMULATED),), {}, ("commands.0", "LedgerAlreadyOpen")),
        ((registered("p-aaaaaaaaaaaaaaaa"),), {}, ("commands.0", "PersonIdIsMadeHere")),
        ((registered(), registered()), {}, ("commands.1", "AliasUsedTwice")),
        ((mandate("$nobody"),), {}, ("commands.0", "UnknownAlias")),
        ((mandate("$a"), registered()), {}, ("commands.0", "UnknownAlias")),
        ((mandate("p-aaaaaaaaaaaaaaaa"),), {}, ("commands.0", "UnknownPerson")),
        (
            (Rectify(entry=1, reason="x", replacement=(registered("p-aaaaaaaaaaaaaaaa"),)),),
            {},
            ("commands.0", "NotAReplacement"),
        ),
        ((Rectify(entry=1, reason="x", replacement=(OpenLedger(on=ON),)),), {}, ("commands.0", "NotAReplacement")),
        ((Rectify(entry=99, reason="x"),), {}, ("commands.0", "UnknownEntry")),
    ],
)
async def test_what_is_refused_leaves_nothing(
    office: Office, pool: Pool, instructions: tuple[RegisterPerson, ...], more: dict[str, object], expected: object
) -> None:
    await office.open()
    before = await everything(pool)
    assert await office.refusals(*instructions, **more) == [expected]
    assert await everything(pool) == before


async def test_a_simulated_clock_is_the_callers_and_never_goes_back(office: Office, pool: Pool) -> None:
    noon = dt.datetime(2021, 5, 20, 12, tzinfo=dt.UTC)
    await office.record(OpenLedger(on=ON, clock=Clock.SIMULATED), recorded_at=noon)
    assert (await office.record(registered(), recorded_at=noon)).recorded_at == noon
    earlier = noon - dt.timedelta(microseconds=1)
    assert await office.refusals(registered(), recorded_at=earlier) == [("", "ClockWouldGoBack")]
    assert await sound(pool, LEDGER) == 2


async def test_entry_one_opens_the_ledger(office: Office, pool: Pool) -> None:
    authority = RegisterAuthority(on=ON, act=ACT, siren=LEDGER, name="SM", legal_form="PETR")  # type: ignore[arg-type]
    await office.record(OpenLedger(on=ON), authority)
    assert await pool.fetchval("SELECT type FROM entry_body WHERE position = 1") == "LedgerOpened"


# -- people and their names --------------------------------------------------------------------------------------------


async def test_an_alias_stands_for_the_person_in_the_whole_list(office: Office, pool: Pool) -> None:
    await office.open()
    done = await office.record(registered("$a"), registered("$b"), mandate("$b"), mandate("$a"))
    assert len(set(done.people.values())) == 2
    kept = await office.vault.personal(pool, LEDGER, list(done.people.values()))
    assert {one.name for one in kept.values()} == {"Camille Martin"}
    elsewhere = await office.record(registered("$a"), command_id="elsewhere")
    assert elsewhere.people["$a"] not in done.people.values()


async def test_details_that_change_nothing_are_already_true(office: Office) -> None:
    await office.open()
    (who,) = (await office.record(registered())).people.values()
    same = ChangePersonDetails(on=LATER, person=who, given_name="Camille", family_name="Martin")
    assert (await office.record(same)).steps[0].already_true
    other = structs.replace(same, family_name="Durand")
    assert not (await office.record(other)).steps[0].already_true
    assert (await office.record(other)).steps[0].already_true


# -- who may read it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", Visibility)
async def test_visibility_is_in_the_body_and_never_in_the_header(
    office: Office, pool: Pool, visibility: Visibility
) -> None:
    await office.open()
    await office.record(structs.replace(registered(), visibility=visibility))
    row = await pool.fetchrow(
        "SELECT * FROM entry_body JOIN entry_header USING (ledger_id, position) WHERE position = 2"
    )
    assert row is not None
    assert (decode_body(row["body"]).visibility, row["level"]) == (visibility, visibility.level)
    assert visibility.value.encode() not in row["header"]


async def test_a_public_entry_repeats_no_caution_that_rests_on_a_sealed_one(office: Office, pool: Pool) -> None:
    """That a candidate is a deputy is sealed here; the clerk is warned, and the public entry is silent."""
    people = await office.furnish()
    deputy = StartMandate(on=ON, act=ACT, person=people[4], organization="org:assemblee", mandate=MandateKind.DEPUTY)
    for who, visibility in ((people[4], Visibility.RESTRICTED), (people[5], Visibility.PUBLIC)):
        await office.record(structs.replace(deputy, person=who, visibility=visibility))
    await office.record(VacateSeat(on=LATER, act=ACT, body="bureau", seat="VP1", cause=Cause.RESIGNATION))
    await office.record(VacateSeat(on=LATER, act=ACT, body="bureau", seat="VP2", cause=Cause.RESIGNATION))
    for seat, who, repeated in (("VP1", people[4], False), ("VP2", people[5], True)):
        done = await office.record(fill("bureau", seat, who, on=LATER))
        assert [caution.code for caution in done.steps[0].cautions] == ["Incompatible"]
        body = await pool.fetchval("SELECT body FROM entry_body WHERE position = $1", done.first)
        assert bool(decode_body(body).warnings) is repeated
