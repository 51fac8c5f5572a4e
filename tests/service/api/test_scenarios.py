"""Every life of a bureau through the GraphQL API: asked by position and by knownAt, on a simulated ledger."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from domain.core.calendar import PARIS
from domain.register import Instruction
from tests.scenarios.registers import play
from tests.scenarios.test_scenarios import every_scenario
from tests.scenarios.translate import BUREAU, LEDGER, Query, as_json, translate
from tests.service.api.harness import Api

ASK = """query($at: AtInput) { bureau(at: $at) {
         asOf { position } actingPresident { id } seats { seat holder { id } } } }"""


class OverTheApi:
    """A register that knows nothing but the API."""

    def __init__(self, api: Api) -> None:
        self.people: dict[str, str] = {}
        self._api = api

    async def record(self, day: dt.date, commands: Sequence[Instruction]) -> list[list[tuple[int, str]]]:
        """Record one sitting at noon in Paris."""
        noon = dt.datetime.combine(day, dt.time(12), PARIS)
        answer = await self._api.recorded(
            *(as_json(command) for command in commands), authority=LEDGER, command_id=f"{day}", at=noon.isoformat()
        )
        self.people |= {person["alias"]: person["id"] for person in answer["people"]}
        types = {entry["position"]: entry["type"] for entry in answer["entries"]}
        return [[(position, types[position]) for position in step["positions"]] for step in answer["steps"]]

    async def position_known(self, day: dt.date) -> int:
        """Not asked: the API resolves knownAt by itself."""
        raise NotImplementedError

    async def bureau(self, on: dt.date, position: int) -> list[Any]:
        """Not asked: the API answers in its own types."""
        raise NotImplementedError


@every_scenario
async def test_the_api_gives_the_right_answers(scenario: dict[str, Any], api: Api) -> None:
    translation, register = translate(scenario), OverTheApi(api)
    ends = await play(translation, register)
    for query in translation.queries:
        position = max((at for day, at in ends.items() if day <= query.known), default=0)
        by_instant = await _ask(api, on=query.on, knownAt=query.known)
        by_position = await _ask(api, on=query.on, atPosition=position)
        assert by_instant == by_position
        assert by_instant["asOf"]["position"] == position
        _check(query, by_instant, register.people)


async def _ask(api: Api, **at: Any) -> dict[str, Any]:
    told = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in at.items()}
    bureau: dict[str, Any] = (await api.ask(ASK, at=told))["bureau"]
    return bureau


def _check(query: Query, bureau: dict[str, Any], people: dict[str, str]) -> None:
    seats = {seat["seat"]: seat["holder"] and seat["holder"]["id"] for seat in bureau["seats"]}
    expected = {seat: people[f"${who}"] if who else None for seat, who in query.seats.items()}
    assert {seat: seats.get(seat) for seat in expected} == expected
    if len(expected) >= len(BUREAU):
        assert {seat: holder for seat, holder in seats.items() if seat not in expected} == {}
    acting = bureau["actingPresident"]
    assert (acting and acting["id"]) == (people[f"${query.acting}"] if query.acting else None)
