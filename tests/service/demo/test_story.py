"""What the story claims: who sat on each key date, as known at each key moment."""

from itertools import pairwise
from typing import Any

from domain.rules.composition import vice_president_limit
from service.demo.sittings import DEMO_LEDGER, day
from service.demo.story import story
from service.web.tabs import TABS
from tests.service.demo.telling import Told

TODAY = "2026-11-23"
FIRST = {
    "P": "Combrenard",
    "VP1": "Falcimont",
    "VP2": "Lestradier",
    "VP3": "Gaudevin",
    "M1": "Ginestolle",
    "M2": "Courbevac",
    "M3": "Peyrolande",
    "M4": "Vernadoux",
}
AFTER_THE_DEATH = FIRST | {"P": "Astorgal", "VP2": "Roquelande", "VP3": "Issandrol", "M4": "Gaudevin"}
SECOND = {
    "P": "Issandrol",
    "VP1": "Astorgal",
    "VP2": "Marcenelle",
    "VP3": "Roquelande",
    "M1": "Tournadrel",
    "M2": "Ginestolle",
    "M3": "Sistrade",
    "M4": "Peyrolande",
}


def test_it_is_told_in_order_of_recording() -> None:
    assert all(before.recorded_at <= after.recorded_at for before, after in pairwise(story()))
    assert len({sitting.key for sitting in story()}) == len(story())
    assert str(story()[-1].recorded_at) < TODAY


async def test_both_ledgers_say_first_of_all_that_they_are_simulated(told: Told) -> None:
    for ledger in (DEMO_LEDGER, "FR"):
        query = "query($l: ID!) {entry(authority: $l, position: 1) {... on Entry {type fact}}}"
        entry = (await told.api.ask(query, token=None, l=ledger))["entry"]
        assert entry["type"] == "LedgerOpened"
        assert entry["fact"]["clock"] == "SIMULATED"
    assert (await told.body(TODAY))["asOf"]["simulated"] is True


async def test_the_assembly_has_28_delegates_of_4_members_and_8_alternates_in_both_terms(told: Told) -> None:
    for on, known_at in (("2020-09-10", "2020-09-11"), ("2026-05-20", "2026-05-21")):
        seats = await told.seats(on, known_at, "assembly")
        full = [seat for seat in seats.values() if seat["kind"] == "FULL_DELEGATE"]
        assert len(full) == 28
        assert len(seats) == 36
        assert all(seat["holder"] for seat in seats.values())
        behalf = [seat["onBehalfOf"]["name"] for seat in full]
        assert {name: behalf.count(name) for name in behalf} == {
            "CC du Pays Gentiane": 7,
            "CC du Pays de Mauriac": 7,
            "CC du Pays de Salers": 7,
            "CC Sumène - Artense": 7,
        }


async def test_the_bureau_has_8_seats_2_for_each_member_and_no_more_vice_presidents_than_the_law_has(
    told: Told,
) -> None:
    for on in ("2020-09-10", "2023-03-01", "2026-05-20"):
        seats = list((await told.seats(on)).values())
        assert len(seats) == 8
        behalf = [seat["onBehalfOf"]["id"] for seat in seats]
        assert all(behalf.count(member) == 2 for member in behalf)
        holders = {s["holder"]["id"]: s["onBehalfOf"]["id"] for s in seats if s["holder"]}
        delegates = (await told.seats(on, body="assembly")).values()
        member_of = {s["holder"]["id"]: s["onBehalfOf"]["id"] for s in delegates}
        assert holders.items() <= member_of.items()
        vice_presidents = [seat for seat in seats if seat["kind"] == "VICE_PRESIDENT"]
        assert len(vice_presidents) == 3 <= vice_president_limit(28, day(on))
        assert all(seat["foundingAct"]["sha256"] for seat in seats)


async def test_the_first_bureau_sits_from_the_installation_on(told: Told) -> None:
    assert await told.holders("2020-09-09") == {}
    assert await told.holders("2020-09-10") == FIRST


async def test_an_annulment_vacates_the_seat_only_when_it_is_final(told: Told) -> None:
    assert (await told.holders("2021-06-07"))["VP3"] == "Gaudevin"
    vacant = (await told.seats("2021-06-08"))["VP3"]
    assert (vacant["state"], vacant["cause"]) == ("VACANT", "ANNULMENT_CONFIRMED")
    assert (await told.seats("2021-06-08", "2021-06-09"))["VP3"]["state"] == "HELD"
    assert (await told.holders("2021-07-01"))["VP3"] == "Issandrol"


async def test_a_new_epci_president_is_seated_by_nobody_but_an_election(told: Told) -> None:
    before = await told.holders("2022-03-30")
    assert before["VP2"] == "Lestradier"
    assert await told.holders("2022-04-14") == before
    assert (await told.holders("2023-03-01"))["VP2"] == "Roquelande"


async def test_the_first_vice_president_acts_from_the_death_to_the_election(told: Told) -> None:
    bureau = await told.body("2023-02-20", "2023-02-20")
    assert bureau["actingPresident"]["name"] == "Bernard Falcimont"
    assert bureau["seats"][0]["state"] == "VACANT"
    assert bureau["seats"][0]["cause"] == "DEATH"
    assert [(m["code"], m["values"]["due"]) for m in bureau["missing"]] == [("PresidentToElect", "2023-03-01")]
    assert (await told.holders("2023-02-14", "2023-02-15"))["P"] == "Combrenard"  # the register did not know yet
    assert (await told.body("2023-03-01"))["actingPresident"] is None


async def test_the_election_of_a_president_renews_the_whole_bureau(told: Told) -> None:
    bureau = await told.seats("2023-03-01")
    assert await told.holders("2023-03-01") == AFTER_THE_DEATH
    assert {seat["since"] for seat in bureau.values()} == {"2023-03-01"}


async def test_a_replaced_delegate_leaves_the_bureau_too(told: Told) -> None:
    assert (await told.holders("2024-05-16", body="assembly"))["SA-2"] == "Marcenelle"
    vacant = (await told.seats("2024-05-16"))["M2"]
    assert (vacant["holder"], vacant["cause"]) == (None, "LOSS_OF_DELEGATE_SEAT")
    assert (await told.holders("2024-06-20"))["M2"] == "Marcenelle"


async def test_the_outgoing_hold_over_from_the_renewal_to_the_installation(told: Told) -> None:
    assert {s["state"] for s in (await told.seats("2026-03-14")).values()} == {"HELD"}
    for on in ("2026-03-15", "2026-05-19"):
        assert {s["state"] for s in (await told.seats(on)).values()} == {"HOLDOVER"}
        assert await told.holders(on) == AFTER_THE_DEATH | {"M2": "Marcenelle"}
    assert "InstallationAwaited" in {m["code"] for m in (await told.body("2026-04-10", "2026-04-10"))["missing"]}
    assert await told.holders("2026-05-20") == SECOND


async def test_a_namesake_recorded_by_mistake_is_corrected(told: Told) -> None:
    for body, seat in (("bureau", "M3"), ("assembly", "SA-4")):
        wrong = (await told.seats("2026-05-25", "2026-05-25", body))[seat]["holder"]
        right = (await told.seats("2026-05-25", None, body))[seat]["holder"]
        assert wrong["name"] == right["name"] == "Claude Sistrade"
        assert wrong["id"] != right["id"]
        assert (await told.seats("2026-05-25", "2026-06-08", body))[seat]["holder"] == right


async def test_the_first_vice_president_acts_while_the_president_is_ill(told: Told) -> None:
    ill = await told.body("2026-08-01")
    assert ill["actingPresident"]["name"] == "Hélène Astorgal"
    assert (ill["seats"][0]["state"], ill["seats"][0]["prevented"]) == ("HELD", True)
    assert (await told.body("2026-08-31"))["actingPresident"] is None


async def test_a_resignation_recorded_late_changes_what_is_known_of_a_past_day(told: Told) -> None:
    then = await told.holders("2026-10-10", "2026-10-12")
    now = await told.holders("2026-10-10")
    assert then == SECOND
    assert now == SECOND | {"VP2": None}
    assert (await told.holders("2026-09-27"))["VP2"] == "Marcenelle"


async def test_what_the_pages_ask_first_is_answered_by_the_story(told: Told) -> None:
    two_clocks = next(tab for tab in TABS if "TwoClocks" in tab.query)
    variables: dict[str, Any] = dict(two_clocks.variables or {})
    answer = await told.api.ask(two_clocks.query, token=None, **variables)
    differing = [a["seat"] for a, b in zip(answer["then"]["seats"], answer["now"]["seats"], strict=True) if a != b]
    assert differing == ["VP2"]
    who = next(tab for tab in TABS if "WhoSits" in tab.query)
    seats = (await told.api.ask(who.query, token=None))["bureau"]["seats"]
    assert len(seats) == 8


async def test_a_resignation_to_come_is_known_and_not_yet_true(told: Told) -> None:
    held = (await told.seats(TODAY))["VP3"]
    assert (held["state"], held["until"], held["cause"]) == ("HELD", "2027-01-01", "RESIGNATION")
    assert (await told.holders("2026-12-31"))["VP3"] == "Roquelande"
    assert (await told.holders("2027-01-01"))["VP3"] is None
    assert (await told.holders("2027-01-01", "2026-11-09"))["VP3"] == "Roquelande"


async def test_a_letter_is_for_the_bureau_alone_and_vacates_nothing(told: Told) -> None:
    head = (await told.body(TODAY, "2026-11-16"))["asOf"]["position"]
    query = "query($p: Int!) {entry(position: $p) {__typename ... on Entry {type visibility}}}"
    assert (await told.api.ask(query, token=None, p=head))["entry"] == {"__typename": "SealedEntry"}
    clerk = (await told.api.ask(query, p=head))["entry"]
    assert clerk == {"__typename": "Entry", "type": "ResignationTendered", "visibility": "BUREAU"}
    assert (await told.holders(TODAY))["M2"] == "Ginestolle"


async def test_today_one_seat_of_the_bureau_and_one_of_the_assembly_are_vacant(told: Told) -> None:
    assert await told.holders(TODAY) == SECOND | {"VP2": None}
    assert [m["code"] for m in (await told.body(TODAY))["missing"]] == ["SeatToFill"]
    assembly = await told.body(TODAY, body="assembly")
    assert [seat["seat"] for seat in assembly["seats"] if seat["holder"] is None] == ["PG-6"]
    assert [m["values"]["due"] for m in assembly["missing"]] == ["2026-11-30"]


async def test_the_committees_and_the_conference_of_the_71_mayors_sit(told: Told) -> None:
    for body, count in (("steering", 12), ("planning", 8), ("mayors", 71)):
        seats = await told.seats(TODAY, body=body)
        assert len(seats) == count
        assert all(seat["holder"] for seat in seats.values())
    assert (await told.holders("2024-06-20", body="steering"))["C6"] == "Marcenelle"
    assert (await told.holders("2023-03-01", body="steering"))["C1"] == "Astorgal"
