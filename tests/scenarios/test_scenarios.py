"""Every life of a bureau, recorded in memory and through the clerk, and asked at every (D, K)."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.register import COMMANDS
from projections.composition import SeatPeriod
from service.commands import decode_command
from tests.scenarios.registers import InMemory, Real, Register, play
from tests.scenarios.translate import BUREAU, Query, Translation, as_json, translate

HERE = Path(__file__).parent
SCENARIOS: list[dict[str, Any]] = [
    scenario
    for name in ("bureau-scenarios.json", "more.json")
    for scenario in json.loads((HERE / name).read_text(encoding="utf-8"))["scenarios"]
]
every_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["id"])


def test_all_ten_and_some_more_are_there() -> None:
    ids = [scenario["id"] for scenario in SCENARIOS]
    assert len(ids) == len(set(ids)) == 25
    assert [i for i in ids if i.startswith("S")] == [
        "S01",
        "S02",
        "S04",
        "S06",
        "S07",
        "S09",
        "S11",
        "S14",
        "S16",
        "S17",
    ]


@every_scenario
async def test_the_domain_gives_the_right_answers(scenario: dict[str, Any]) -> None:
    await _answers(translate(scenario), InMemory())


@every_scenario
async def test_the_register_gives_the_right_answers(scenario: dict[str, Any], real: Real) -> None:
    await _answers(translate(scenario), real)


@every_scenario
def test_the_commands_can_be_said_in_the_json_of_the_api(scenario: dict[str, Any]) -> None:
    commands = [line.command for sitting in translate(scenario).sittings for line in sitting.lines if line.command]
    for command in commands:
        written = json.loads(json.dumps(as_json(command)))
        assert decode_command(written, COMMANDS) == command


async def _answers(translation: Translation, register: Register) -> None:
    ends = await play(translation, register)
    for query in translation.queries:
        by_position = max((at for day, at in ends.items() if day <= query.known), default=0)
        assert await register.position_known(query.known) == by_position
        _check(query, await register.bureau(query.on, by_position), register.people)


def _check(query: Query, found: list[SeatPeriod], people: dict[str, str]) -> None:
    seats = {s.period.seat.seat: s.period.tenure.person if s.period.tenure else None for s in found}
    assert len(seats) == len(found), "one answer for each seat"
    expected = {seat: _id(person, people) for seat, person in query.seats.items()}
    whole = len(expected) >= len(BUREAU)
    assert {seat: seats.get(seat) for seat in (seats | expected if whole else expected)} == expected
    assert not whole or seats.keys() == expected.keys()
    acting = {s.period.seat.seat: s.period.acting for s in found if s.period.acting}
    assert acting == ({"P": _id(query.acting, people)} if query.acting else {})


def _id(person: str | None, people: dict[str, str]) -> str | None:
    return None if person is None else people.get(f"${person}", f"${person}")
