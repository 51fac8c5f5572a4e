"""A reader's own loop: pages, caught up, heartbeats, live; and the cursors that it comes back with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from service.feed import (
    CaughtUp,
    CursorOfAnotherLedger,
    Heartbeat,
    InvalidCursor,
    Pulled,
    decode_cursor,
    encode_cursor,
    pull,
)
from service.feed.pull import PAGE
from service.graphql.context import Services
from service.ledger import StoredEntry
from tests.service.api.conftest import api as api  # noqa: PLC0414 - a fixture
from tests.service.api.harness import LEDGER, Api, command, install


async def test_silence_is_told_by_heartbeats_and_ended_by_an_entry(api: Api) -> None:
    await install(api)
    services: Services = api.app.state.services
    async with asyncio.timeout(20), aclosing(pull(services.pool, services.heads, LEDGER, 0, heartbeat=0.05)) as pulled:
        caught_up = [item async for item in _until_caught_up(pulled)][-1]
        assert isinstance(caught_up, CaughtUp)
        assert await anext(pulled) == Heartbeat(caught_up.position)
        assert await anext(pulled) == Heartbeat(caught_up.position)
        await api.recorded(command("vacateSeat", on="2026-09-01", body="bureau", seat="M1", cause="RESIGNATION"))
        live = await anext(pulled)
        while isinstance(live, Heartbeat):
            live = await anext(pulled)
        assert isinstance(live, StoredEntry)
        assert (live.position, live.type) == (caught_up.position + 1, "SeatVacated")


async def test_more_than_a_page_comes_without_a_gap(api: Api) -> None:
    await install(api)
    people = [
        command("registerPerson", person=f"$x{i}", givenName="Camille", familyName="Page") for i in range(PAGE + 7)
    ]
    await api.recorded(*people)
    services: Services = api.app.state.services
    async with asyncio.timeout(20), aclosing(pull(services.pool, services.heads, LEDGER, 3)) as pulled:
        *entries, caught_up = [item async for item in _until_caught_up(pulled)]
    assert [entry.position for entry in entries] == list(range(4, caught_up.position + 1))
    assert len(entries) > PAGE


async def _until_caught_up(pulled: AsyncIterator[Pulled]) -> AsyncIterator[Pulled]:
    async for item in pulled:
        yield item
        if isinstance(item, CaughtUp):
            return


def test_a_cursor_comes_back_as_it_went() -> None:
    assert decode_cursor(encode_cursor(LEDGER, 412), LEDGER) == 412


def test_a_cursor_of_another_ledger_says_which() -> None:
    with pytest.raises(CursorOfAnotherLedger) as refused:
        decode_cursor(encode_cursor("FR", 1), LEDGER)
    assert refused.value.ledger == "FR"


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "MToyMDAwMDAwMDg6LTE", encode_cursor(LEDGER, 10**19), "é"])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(cursor, LEDGER)
