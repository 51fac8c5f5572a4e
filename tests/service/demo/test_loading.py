"""Loading: once is all, twice is nothing more, half is gone on with; and what it does not leave in the ledger."""

import datetime as dt
from typing import Any

import pytest

from domain.core.entry import Visibility
from domain.facts.registry import Clock
from domain.registry import OpenLedger
from service.access import Role, Viewer
from service.clerk import Recorded, Request
from service.demo import DEMO_LEDGER, DemoRefused, load_demo
from service.demo.people import cast
from service.demo.sittings import MEMBERS
from service.demo.story import story
from service.web.tabs import TABS
from tests.service.demo.telling import Told

TOLD_OF = ("entry_header", "entry_body", "entry_tag", "command", "composition", "person", "holding", "body")


async def entries(told: Told) -> list[tuple[str, int]]:
    """How far each ledger goes."""
    rows = await told.services.pool.fetch("SELECT ledger_id, position FROM ledger_head ORDER BY ledger_id")
    return [(row["ledger_id"], row["position"]) for row in rows]


async def test_everything_is_recorded_at_first_and_nothing_afterwards(untold: Told) -> None:
    steps: list[tuple[int, int]] = []
    first = await load_demo(untold.services.clerk, progress=lambda done, steps_, _: steps.append((done, steps_)))
    before = await entries(untold)
    assert steps == [(n, len(steps)) for n in range(1, len(steps) + 1)]
    assert (first.sittings, first.people) == (len(story()), len(cast()))
    assert before == [(DEMO_LEDGER, first.recorded), ("FR", first.reference_recorded)]
    again = await load_demo(untold.services.clerk)
    assert (again.recorded, again.reference_recorded, again.position) == (0, 0, first.position)
    assert await entries(untold) == before


async def test_an_interrupted_loading_is_gone_on_with(untold: Told) -> None:
    def interrupt(done: int, _steps: int, title: str) -> None:
        if "homonyme est inscrit" in title:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await load_demo(untold.services.clerk, progress=interrupt)
    half = dict(await entries(untold))[DEMO_LEDGER]
    report = await load_demo(untold.services.clerk)
    assert 0 < report.recorded == report.position - half
    assert (await untold.holders("2026-11-23"))["M3"] == "Sistrade"


async def test_what_was_recorded_after_it_stays_and_it_can_still_be_loaded_again(retold: Told) -> None:
    resignation = next(tab for tab in TABS if "Resignation" in tab.query)
    variables: dict[str, Any] = dict(resignation.variables or {})
    answer = await retold.api.ask(resignation.query, **variables)
    assert answer["record"]["__typename"] == "RecordedResult", answer
    assert (await retold.holders("2026-11-20"))["M1"] is None
    assert (await retold.holders("2026-11-19"))["M1"] == "Tournadrel"
    before = await entries(retold)
    assert (await load_demo(retold.services.clerk)).recorded == 0
    assert await entries(retold) == before


async def test_a_refusal_names_the_step(untold: Told) -> None:
    await _open(untold, DEMO_LEDGER)
    with pytest.raises(DemoRefused, match=r"2020-09-01-opening.*ClockIsReal") as refused:
        await load_demo(untold.services.clerk)
    assert refused.value.step == "2020-09-01-opening"


async def test_a_reference_ledger_that_is_open_already_is_completed(untold: Told) -> None:
    await _open(untold, "FR")
    report = await load_demo(untold.services.clerk)
    assert report.reference_recorded == dict(await entries(untold))["FR"] - 1
    assert (await load_demo(untold.services.clerk)).reference_recorded == 0


async def _open(told: Told, ledger: str) -> None:
    viewer = Viewer(Role.CLERK, frozenset("*"), Visibility.RESTRICTED, "t-test")
    instructions = (OpenLedger(on=dt.date(2026, 1, 1), clock=Clock.REAL),)
    answer = await told.services.clerk.record(
        viewer, Request(ledger=ledger, instructions=instructions, command_id="opened-before")
    )
    assert isinstance(answer, Recorded)


async def test_no_name_is_in_the_ledger_or_in_what_is_read_from_it(told: Told) -> None:
    names = {name.casefold() for who in cast() for name in (who.family_name, who.key.partition("-")[0])}
    for table in TOLD_OF:
        found = [_text(dict(row)) for row in await told.services.pool.fetch(f"SELECT * FROM {table}")]
        assert found, table
        assert [name for name in names if any(name in text for text in found)] == [], table
    assert len(await told.services.pool.fetch("SELECT * FROM vault_value")) == len(cast())


def _text(row: dict[str, Any]) -> str:
    values = (v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in row.values())
    return " ".join(values).casefold()


async def test_no_caution_was_needed_but_those_that_the_story_is_about(told: Told) -> None:
    rows = await told.services.pool.fetch(
        "SELECT convert_from(body, 'UTF8')::json -> 'warnings' AS said FROM entry_body WHERE ledger_id = $1",
        DEMO_LEDGER,
    )
    said = " ".join(str(row["said"]) for row in rows)
    for code in ("BureauReopens", "AlsoVacated", "BeMindfulOfAcceptance", "SeatsMayBeLost"):
        assert code in said
    for code in ("SeatedByReference", "TwoThirdsNeeded", "Incompatible"):
        assert code not in said


async def test_all_71_communes_and_4_epcis_have_their_names_at_every_moment(told: Told) -> None:
    query = """query($id: ID!, $k: DateTime) {organization(id: $id, at: {knownAt: $k}) {name memberCount}}"""
    for known_at in ("2020-09-01T12:00:00Z", None):
        found = [(await told.api.ask(query, token=None, id=m, k=known_at))["organization"] for m in MEMBERS.values()]
        assert all(epci["name"].startswith("CC ") for epci in found)
        assert sorted(epci["memberCount"] for epci in found) == [11, 16, 17, 27]
    query = """query($k: DateTime) {composition(body: "mayors", at: {on: "2026-11-23", knownAt: $k}) {
        seats {onBehalfOf {name}}}}"""
    seats = (await told.api.ask(query, token=None, k="2026-06-26"))["composition"]["seats"]
    assert len({seat["onBehalfOf"]["name"] for seat in seats} - {None}) == 71
