"""One source goes on for all who stand where it stands, and tells each what is after its place: no more, no less."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, cast

import pytest

from service.graphql import tail as tail_module
from service.graphql.audience import Listener
from service.graphql.source import Source
from service.graphql.tail import Tails
from service.graphql.told import Plan


class Way:
    """A source of numbers, each at its place."""

    def __init__(self, coming: "asyncio.Queue[int]", at: int) -> None:
        self._coming, self.places = coming, {"one": at}

    async def __aiter__(self) -> AsyncIterator[int]:
        while True:
            number = await self._coming.get()
            self.places["one"] = number
            yield number

    def twin(self) -> "Way":
        return Way(self._coming, self.places["one"])

    def led_to(self, places: dict[str, int]) -> None:
        self.places = dict(places)


class Saying:
    """A plan: ten characters of each number."""

    async def payloads(self, number: int) -> Sequence[str]:
        return [f"{number:010}"]


class Following:
    """One who follows, from a place on."""

    def __init__(self, tails: Tails, plan: Plan, way: Way) -> None:
        self.heard: list[int] = []
        self.pushes = 0
        self.way, self.listener = way, Listener(self._push)
        self.task = asyncio.create_task(tails.lead(plan, cast(Source, way), self.listener))

    def _push(self, payloads: Sequence[bytes]) -> bool:
        self.heard += map(int, payloads)
        self.pushes += 1
        return True


@pytest.fixture
def coming() -> "asyncio.Queue[int]":
    return asyncio.Queue()


async def turns(number: int = 6) -> None:
    """Let the loop turn."""
    for _ in range(number):
        await asyncio.sleep(0)


async def test_who_comes_before_the_tail_is_told_what_is_after_its_place_alone(coming: Any) -> None:
    tails, plan = Tails(), cast(Plan, Saying())
    first = Following(tails, plan, Way(coming, 0))
    await turns()
    ahead = Following(tails, plan, Way(coming, 2))
    await turns()
    for number in (1, 2, 3):
        coming.put_nowait(number)
    await turns()
    coming.put_nowait(4)
    await turns()
    assert first.heard == [1, 2, 3, 4]
    assert ahead.heard in ([3, 4], []), "it may have been passed by, and then reads by itself"
    assert len(tails) == 1
    first.listener.leave()
    await first.task
    assert first.way.places == {"one": 4}


async def test_what_is_pending_is_not_told_to_who_comes_from_after_it(coming: Any) -> None:
    tails, plan = Tails(), cast(Plan, Saying())
    first = Following(tails, plan, Way(coming, 0))
    await turns()
    ahead = Following(tails, plan, Way(coming, 1))
    await turns()
    coming.put_nowait(1)
    await turns()
    coming.put_nowait(2)
    await turns()
    assert first.heard == [1, 2]
    assert ahead.heard == [2]


async def test_who_is_elsewhere_goes_on_alone(coming: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tail_module, "COMES_BY", 0.02)
    tails, plan = Tails(), cast(Plan, Saying())
    first = Following(tails, plan, Way(coming, 0))
    await turns()
    elsewhere = Following(tails, plan, Way(coming, 7))
    async with asyncio.timeout(5):
        await elsewhere.task
    assert elsewhere.way.places == {"one": 7}
    assert not first.task.done()
    first.task.cancel()
    await asyncio.wait([first.task])
    assert len(tails) == 0, "nobody listens any more"


async def test_what_is_told_in_one_turn_is_pushed_at_once_but_no_more_than_may_be_held(
    coming: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tails, plan = Tails(), cast(Plan, Saying())
    first = Following(tails, plan, Way(coming, 0))
    await turns()
    for number in range(1, 11):
        coming.put_nowait(number)
    await turns()
    assert (first.heard, first.pushes) == (list(range(1, 11)), 1)
    monkeypatch.setattr(tail_module, "HELD", 40)
    for number in range(11, 21):
        coming.put_nowait(number)
    await turns(12)
    assert (first.heard, first.pushes) == (list(range(1, 21)), 4)
