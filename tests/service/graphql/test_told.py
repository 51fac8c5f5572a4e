"""What several are told is made once, and not kept for long."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
import strawberry
from graphql import parse

from service.graphql import told as told_module
from service.graphql.limits import core_schema, make_schema
from service.graphql.told import Plan, Plans, Told, executor_of


@strawberry.type
class Query:
    """Nothing that is asked here."""

    one: int = 1


@strawberry.type
class Subscription:
    """A source."""

    @strawberry.subscription
    async def number(self) -> AsyncGenerator[int, None]:
        yield 1


SCHEMA = core_schema(make_schema(Query, subscription=Subscription))


def plan() -> Plan:
    executor = executor_of(SCHEMA, parse("subscription { number }"), None, {}, None)
    assert not isinstance(executor, list)
    return Plan(executor)


def told(number: int, made: list[int]) -> Told:
    async def messages() -> list[int]:
        await asyncio.sleep(0.01)
        made.append(number)
        if number < 0:
            raise ValueError(number)
        return [number] * number

    return Told(number, messages)


async def test_those_who_come_at_once_wait_for_one_and_none_of_them_holds_up_the_others() -> None:
    ours, made = plan(), list[int]()
    first = asyncio.create_task(ours.payloads(told(2, made)))
    await asyncio.sleep(0)
    others = [asyncio.create_task(ours.payloads(told(2, made))) for _ in range(20)]
    await asyncio.sleep(0)
    others[3].cancel()
    first.cancel()  # whoever makes it may leave: another makes it then
    answers = await asyncio.gather(*others, return_exceptions=True)
    assert isinstance(answers.pop(3), asyncio.CancelledError)
    assert answers == [['{"data":{"number":2}}'] * 2] * 19
    assert made == [2]
    assert ours.executions == 2
    assert await ours.payloads(told(0, made)) == []
    assert await ours.payloads(told(0, made)) == [], "that there is nothing to tell is kept as well"
    assert made == [2, 0]


async def test_what_fails_is_not_kept() -> None:
    ours, made = plan(), list[int]()
    for _ in range(2):
        with pytest.raises(ValueError, match="-1"):
            await ours.payloads(told(-1, made))
    assert made == [-1, -1]


async def test_little_is_kept_and_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, made = plan(), list[int]()
    monkeypatch.setattr(told_module, "KEPT", 1_000)
    for number in (1, 2, 3, 50, 3):
        await ours.payloads(told(number, made))
    assert made == [1, 2, 3, 50, 3], "the large one drove out the others"
    monkeypatch.setattr(told_module, "SECONDS", 0.0)
    await asyncio.sleep(0.01)
    await ours.payloads(told(0, made))
    assert len(ours._made) == 1
    await ours.payloads(told(3, made))
    assert made == [1, 2, 3, 50, 3, 0, 3]


async def test_a_plan_lasts_while_somebody_holds_it() -> None:
    plans, executor = Plans(), plan()._executor
    held = plans.plan("key", executor)
    assert plans.plan("key", executor) is held
    assert plans.plan("other", executor) is not held
    assert len(plans) == 1
    del held
    assert len(plans) == 0
