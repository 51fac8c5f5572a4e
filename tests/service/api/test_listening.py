"""Those who have been told all there is are pushed what comes; nobody misses anything by it, whatever happens."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from domain.core.entry import Visibility
from service.access import revoke_token
from service.cli.connections import WebSocketConnection
from service.graphql import tail as tail_module
from service.graphql.tail import Tails
from tests.service.api.harness import LEDGER, Api, command, install
from tests.service.api.served import Served, served, subscribe, told
from tests.service.api.test_feed import FEED, token_of
from tests.service.api.test_followers import ENTRIES, closed, head, register
from tests.service.api.test_live_queries import BUREAU, holders, vacate

OTHER = "200000016"


@pytest.fixture
async def service(api: Api) -> AsyncIterator[Served]:
    async with served(api.app) as service:
        yield service


@pytest.fixture
def tails(monkeypatch: pytest.MonkeyPatch) -> list[Tails]:
    """Those of the service, once somebody follows."""
    found: list[Tails] = []
    lead = tail_module.Tails.lead

    async def seen(self: Tails, *given: Any) -> None:
        found[:] = [self]
        await lead(self, *given)

    monkeypatch.setattr(tail_module.Tails, "lead", seen)
    return found


class Pushes:
    """Whether each push was taken, and the chance that none is, though it could be."""

    def __init__(self) -> None:
        self.taken: list[bool] = []
        self.refusing = 0.0


@pytest.fixture
def pushes(monkeypatch: pytest.MonkeyPatch) -> Pushes:
    pushes, push, chance = Pushes(), WebSocketConnection.push, random.Random(5)

    def some(self: WebSocketConnection, texts: Sequence[bytes]) -> bool:
        pushes.taken.append(chance.random() >= pushes.refusing and push(self, texts))
        return pushes.taken[-1]

    monkeypatch.setattr(WebSocketConnection, "push", some)
    return pushes


async def positions(socket: ClientConnection, until: dict[str, int]) -> dict[str, list[int]]:
    """By ledger, the positions of the events that come, until so many."""
    came: dict[str, list[int]] = {ledger: [] for ledger in until}
    while any(until[ledger] not in at for ledger, at in came.items()):
        event = (await told(socket))["data"]["feed"]
        if event["__typename"] == "CloudEvent":
            came[event["ledger"]].append(event["position"])
    return came


@pytest.mark.parametrize("ledgers", [[LEDGER], [LEDGER, OTHER], None])
async def test_a_connection_that_can_take_no_more_at_any_moment_misses_nothing_and_hears_nothing_twice(
    api: Api, service: Served, pushes: Pushes, ledgers: list[str] | None
) -> None:
    await api.recorded(command("openLedger", clock="REAL"))
    await api.recorded(command("openLedger", clock="REAL"), authority=OTHER)
    until = dict.fromkeys(ledgers or [LEDGER, OTHER], 41)
    async with contextlib.AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(service.socket()) for _ in range(8)]
        hearing = []
        for number, socket in enumerate(sockets):
            await subscribe(socket, FEED, f"op{number % 3}", ledgers=ledgers)
            hearing.append(asyncio.create_task(positions(socket, until)))
        pushes.refusing = 0.3
        for _ in range(20):
            for ledger in (LEDGER, OTHER):
                people = [command("registerPerson", person=f"$x{i}", givenName="A", familyName="B") for i in range(2)]
                await api.recorded(*people, authority=ledger)
        async with asyncio.timeout(30):
            came = await asyncio.gather(*hearing)
    assert came == [{ledger: list(range(1, 42)) for ledger in until}] * 8
    assert {True, False} == set(pushes.taken)


async def test_a_live_query_is_told_to_the_end_though_pushes_are_refused(
    api: Api, service: Served, pushes: Pushes
) -> None:
    await install(api)
    async with contextlib.AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(service.socket()) for _ in range(6)]
        for socket in sockets:
            await subscribe(socket, BUREAU)
        before = [await told(socket) for socket in sockets]
        seats = [each["seat"] for each in before[0]["data"]["bureau"]["seats"]]
        for refusing, seat in zip((0.0, 1.0, 0.0), seats[1:4], strict=True):
            await asyncio.sleep(0.1)
            pushes.refusing = refusing
            pushes.taken.clear()
            await vacate(api, seat)
            heard = [await told(socket) for socket in sockets]
            assert heard == [heard[0]] * 6
            assert holders(heard[0])[seats.index(seat)] is None
            assert pushes.taken == [not refusing] * 6


async def test_one_reads_for_all_who_ask_the_same_and_nobody_when_they_are_gone(
    api: Api, service: Served, pushes: Pushes, tails: list[Tails]
) -> None:
    await install(api)
    async with contextlib.AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(service.socket()) for _ in range(5)]
        for socket in sockets:
            await subscribe(socket, ENTRIES)
        for socket in sockets:
            while (await told(socket))["data"]["entries"]:
                pass
        await asyncio.sleep(0.1)
        assert len(tails[0]) == 1
        reads = api.app.state.services.pages.reads
        await register(api)
        heard = [await told(socket) for socket in sockets]
        assert [each["data"]["entries"]["position"] for each in heard] == [await head(api)] * 5
        assert pushes.taken == [True] * 5
        assert api.app.state.services.pages.reads == reads + 1
        await sockets[0].send('{"type": "complete", "id": "1"}')
        await asyncio.sleep(0.1)
        await register(api)
        assert [(await told(socket))["data"]["entries"]["position"] for socket in sockets[1:]] == [await head(api)] * 4
        assert len(pushes.taken) == 9
    for _ in range(100):
        if not len(tails[0]):
            break
        await asyncio.sleep(0.02)
    assert len(tails[0]) == 0


async def test_those_who_listen_go_on_alone_when_the_one_who_reads_for_them_fails(
    api: Api, service: Served, pushes: Pushes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await install(api)
    last = await head(api)
    async with service.socket() as one, service.socket() as other:
        for socket in (one, other):
            await subscribe(socket, FEED, ledgers=[LEDGER])
            await positions(socket, {LEDGER: last})
        await asyncio.sleep(0.1)

        def broken(*_: object) -> None:
            monkeypatch.undo()
            raise RuntimeError

        monkeypatch.setattr(tail_module._Tail, "_add", broken)
        await register(api, 3)
        for socket in (one, other):
            assert await positions(socket, {LEDGER: last + 3}) == {LEDGER: [last + 1, last + 2, last + 3]}


async def test_a_token_that_is_withdrawn_leaves_those_who_listen_and_is_told_where_to_go_on(
    api: Api, service: Served, pushes: Pushes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.rights.LOOK_AGAIN", 0.1)
    await install(api)
    last = await head(api)
    name, token = await token_of(api, Visibility.BUREAU)
    _, another = await token_of(api, Visibility.BUREAU)
    async with service.socket(token) as leaves, service.socket(another) as stays:
        for socket in (leaves, stays):
            await subscribe(socket, FEED, ledgers=[LEDGER])
            await positions(socket, {LEDGER: last})
            await told(socket)  # all was told
        await asyncio.sleep(0.1)
        await register(api)
        for socket in (leaves, stays):
            await positions(socket, {LEDGER: last + 1})
        assert pushes.taken == [True] * 2
        await revoke_token(api.app.state.services.pool, name)
        withdrawn = (await told(leaves))["data"]["feed"]
        assert withdrawn["__typename"] == "VisibilityWithdrawn"
        assert (await closed(leaves))[0] == 4403
        await register(api)
        assert await positions(stays, {LEDGER: last + 2}) == {LEDGER: [last + 2]}
    async with service.socket() as again:
        await subscribe(again, FEED, ledgers=[LEDGER], after=withdrawn["cursor"])
        assert await positions(again, {LEDGER: last + 2}) == {LEDGER: [last + 2]}
