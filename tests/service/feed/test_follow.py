"""Following several ledgers: whatever is written, whenever a reader goes and comes back, it misses nothing."""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from service.feed import AllCaughtUp, AllQuiet, Checkpoint, Followed, Following, Pace, decode_places, encode_places
from service.graphql.context import Services
from service.ledger import Reader, StoredEntry
from tests.hypothesis_profiles import examples
from tests.service.api.conftest import api as api  # noqa: PLC0414 - a fixture
from tests.service.api.harness import LEDGER, Api, command, install

LEDGERS = (LEDGER, "200000016", "200000024")
BRISK = Pace(seconds=0.05, entries=7, heartbeat=0.2)


async def opened(api: Api, ledger: str) -> None:
    """Open a ledger."""
    await api.recorded(command("openLedger", clock="REAL"), authority=ledger)


async def people(api: Api, ledger: str, count: int) -> None:
    """Append entries."""
    new = [command("registerPerson", person=f"$x{i}", givenName="Camille", familyName="Flux") for i in range(count)]
    await api.recorded(*new, authority=ledger)


async def following(
    services: Services, ledgers: frozenset[str] | None, after: dict[str, int], pace: Pace = BRISK
) -> AsyncGenerator[Followed, None]:
    async with services.pool.acquire() as connection:
        now = {ledger: head.position for ledger, head in (await Reader(connection).heads()).items()}
    way = Following(services.pages, services.heads, ledgers, after, pace)
    async with aclosing(way.follow(now)) as items:
        async for item in items:
            yield item


@pytest.mark.parametrize("seed", range(examples(6)))
async def test_readers_that_come_and_go_while_others_write_miss_nothing(api: Api, seed: int) -> None:
    """At least once, from any checkpoint; each ledger in order and without a gap, within and across connections."""
    chance, services = random.Random(seed), api.app.state.services
    followed = chance.choice([None, frozenset(LEDGERS[:2]), frozenset(LEDGERS[:1])])
    of_interest = LEDGERS if followed is None else tuple(sorted(followed))
    await opened(api, LEDGERS[0])
    await opened(api, LEDGERS[1])  # the third is opened while a reader of all is following

    async def write() -> None:
        await opened(api, LEDGERS[2])
        for _ in range(12):
            await people(api, chance.choice(LEDGERS), chance.randint(1, 6))
            await asyncio.sleep(chance.random() * 0.02)

    writing = asyncio.create_task(write())
    seen: dict[str, list[int]] = {ledger: [] for ledger in of_interest}
    cursor: str | None = None
    async with asyncio.timeout(60):
        while not (writing.done() and await _complete(services, seen)):
            told = await _one_connection(services, followed, cursor, chance.randint(1, 40))
            for item in told:
                if isinstance(item, StoredEntry):
                    _heard(seen[item.ledger], item.position)
                else:
                    cursor = encode_places(item.places)
                    assert item.places == {ledger: at[-1] for ledger, at in seen.items() if at}
    await writing


async def _complete(services: Services, seen: dict[str, list[int]]) -> bool:
    rows = await services.pool.fetch("SELECT ledger_id, position FROM ledger_head")
    heads = {row["ledger_id"]: row["position"] for row in rows}
    return all(at and at[-1] == heads[ledger] for ledger, at in seen.items())


def _heard(positions: list[int], position: int) -> None:
    """The next one, or one that was told before: never one beyond a gap."""
    head = positions[-1] if positions else 0
    assert position <= head + 1
    if position <= head:
        del positions[position - 1 :]
    positions.append(position)


async def _one_connection(
    services: Services, followed: frozenset[str] | None, cursor: str | None, most: int
) -> list[Followed]:
    """What one connection tells before it breaks."""
    told: list[Followed] = []
    before = decode_places(cursor) if cursor else {}
    async with aclosing(following(services, followed, before)) as items:
        async for item in items:
            told.append(item)
            if len(told) >= most or isinstance(item, AllQuiet):
                break
    firsts: dict[str, int] = {}
    for item in told:
        if isinstance(item, StoredEntry):
            assert item.position == firsts.get(item.ledger, before.get(item.ledger, 0)) + 1
            firsts[item.ledger] = item.position
    return told


async def test_a_checkpoint_comes_each_so_many_entries(api: Api) -> None:
    await opened(api, LEDGER)
    await people(api, LEDGER, 30)
    kinds = [type(item) async for item in _until_caught_up(following(_services(api), None, {}, Pace(60, 7, 60)))]
    since = 0
    for kind in kinds:
        since = since + 1 if kind is StoredEntry else 0
        assert since <= 7
    assert kinds.count(Checkpoint) == 31 // 7


async def test_a_lone_entry_is_followed_by_a_checkpoint_within_its_time(api: Api) -> None:
    await opened(api, LEDGER)
    pace = Pace(seconds=0.3, entries=1000, heartbeat=30)
    async with asyncio.timeout(20), aclosing(following(_services(api), None, {}, pace)) as items:
        async for item in items:
            if isinstance(item, AllCaughtUp):
                break
        await people(api, LEDGER, 2)
        told = [await anext(items) for _ in range(2)]
        clock = asyncio.get_running_loop().time()
        end = await anext(items)
        assert asyncio.get_running_loop().time() - clock < 1
    assert [type(item) for item in told] == [StoredEntry, StoredEntry]
    assert end == Checkpoint({LEDGER: 3})


async def test_a_long_ledger_does_not_keep_the_others_waiting(api: Api) -> None:
    for ledger in LEDGERS:
        await opened(api, ledger)
    await people(api, LEDGERS[0], 400)
    order = [
        i.ledger async for i in _until_caught_up(following(_services(api), None, {})) if isinstance(i, StoredEntry)
    ]
    assert max(order.index(ledger) for ledger in LEDGERS) < 200
    assert len(order) == 400 + 3


async def test_silence_is_told(api: Api) -> None:
    await opened(api, LEDGER)
    async with asyncio.timeout(20), aclosing(following(_services(api), None, {LEDGER: 1})) as items:
        assert await anext(items) == AllCaughtUp({LEDGER: 1})
        assert [await anext(items), await anext(items)] == [AllQuiet({LEDGER: 1}), AllQuiet({LEDGER: 1})]


async def _until_caught_up(items: AsyncGenerator[Followed, None]) -> AsyncGenerator[Followed, None]:
    async with asyncio.timeout(30), aclosing(items):
        async for item in items:
            if isinstance(item, AllCaughtUp):
                return
            yield item


def _services(api: Api) -> Services:
    services: Services = api.app.state.services
    return services


async def test_those_who_stand_at_one_place_read_one_page(api: Api) -> None:
    await opened(api, LEDGER)
    await people(api, LEDGER, 20)
    services = _services(api)
    before = services.pages.reads
    told = await asyncio.gather(*(_positions(_until_caught_up(following(services, None, {}))) for _ in range(50)))
    assert told == [list(range(1, 22))] * 50
    assert services.pages.reads == before + 1


async def test_a_page_that_was_read_before_an_entry_was_erased_is_read_again(api: Api) -> None:
    await install(api)
    theme = command("addTheme", theme="mountain", nameFr="Montagne", nameEn="Mountains")
    named = (await api.recorded(theme))["positions"][0]
    services = _services(api)

    async def erased() -> int | None:
        entries = [i async for i in _until_caught_up(following(services, None, {LEDGER: named - 1}))]
        return next(i.erased_by for i in entries if isinstance(i, StoredEntry))

    assert await erased() is None
    by = await api.recorded(command("redactEntry", on="2026-12-02", entry=named, basis="UNLAWFUL_PROCESSING"))
    await services.heads.beyond(LEDGER, named, 5)
    assert await erased() == by["positions"][0]


async def _positions(items: AsyncGenerator[Followed, None]) -> list[int]:
    return [item.position async for item in items if isinstance(item, StoredEntry)]


async def test_who_waits_for_some_ledgers_is_left_alone_by_the_others(api: Api) -> None:
    await opened(api, LEDGER)
    heads = _services(api).heads
    ours = asyncio.create_task(heads.moved(heads.moves, 20, {LEDGER}))
    any_ = asyncio.create_task(heads.moved(heads.moves, 20))
    await asyncio.sleep(0)
    heads.ring(LEDGERS[1])
    assert await any_
    await asyncio.sleep(0.05)
    assert not ours.done()
    assert not await heads.moved(heads.moves - 1, 0.05, {LEDGER}), "nor by what moved before it asked"
    heads.ring()
    assert await ours, "the bell for everybody"
    before = heads.moves
    heads.ring(LEDGER)
    assert await heads.moved(before, 0.0, {LEDGER, "FR"}), "what moved since is not waited for"
    assert not await heads.moved(heads.moves, 0.05, {LEDGER})
