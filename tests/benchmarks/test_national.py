"""The COPY loader of `make bench-national`: it loads what the clerk would have recorded, and the register goes on."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import msgspec
import pytest

from benchmarks.national.france import Authority, Extract, France, Request, authorities, read_france, siren
from benchmarks.national.loading import jobs_of, load, rebuilt, reference_job
from benchmarks.national.people import bureau_seats
from benchmarks.national.recorder import RECORDED_BY
from benchmarks.national.story import requests
from domain.core.entry import Act, ActKind, Visibility
from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from domain.facts.bodies import Cause
from domain.register import Instruction
from domain.seats import VacateSeat
from service import clerk
from service.access import EVERY_LEDGER, Role, Viewer
from service.database import Connection, Database, connected
from service.people_in import with_people
from service.selfcheck import check_deployment, check_ledger, snapshot
from service.services import open_services
from tests.conftest import cloned

EXTRACT: Final = Extract(epcis=4, communes=3)
ENTRIES: Final = 500
"""The frame has some 400; sessions fill the rest."""
CLERK: Final = Viewer(Role.CLERK, frozenset({EVERY_LEDGER}), Visibility.RESTRICTED, RECORDED_BY)


@pytest.fixture(scope="module")
def france() -> France:
    return read_france(EXTRACT)


@pytest.fixture(scope="module")
def two(france: France) -> list[Authority]:
    return authorities(france.epcis, 2)


@asynccontextmanager
async def copied(database: Database, two: list[Authority], *, project: bool = True) -> AsyncIterator[Database]:
    """A register that the loader filled."""
    reference = reference_job(database, EXTRACT)
    position = (await load(reference)).entries
    jobs = jobs_of(database, two, ENTRIES, reference=position, extract=EXTRACT)
    for job in jobs:
        await load(job)
    for job in (reference, *jobs) if project else ():
        await rebuilt(job)
    yield database


@pytest.fixture(scope="module")
async def national(server: Connection, server_url: str, template: str, two: list[Authority]) -> AsyncIterator[Database]:
    """France and two authorities, loaded once for the tests that do not add to it."""
    async with cloned(server, server_url, template) as database, copied(database, two):
        yield database


async def flaws(database: Database) -> dict[str, list[str]]:
    """What the full self-check finds, by ledger."""
    async with connected(database.app_url) as connection, snapshot(connection) as heads:
        reports = [await check_deployment(connection)]
        reports += [await check_ledger(connection, heads, ledger) for ledger in heads]
    assert sum(report.entries for report in reports) > 500
    return {report.ledger: [one.flaw.value for one in report.differences] for report in reports}


async def test_the_self_check_accepts_what_was_copied(national: Database, two: list[Authority]) -> None:
    assert await flaws(national) == {"": [], REFERENCE_LEDGER: [], **{one.ledger: [] for one in two}}


async def test_before_the_rebuild_it_says_that_rows_are_missing(database: Database, two: list[Authority]) -> None:
    async with copied(database, two[:1], project=False):
        found = await flaws(database)
    assert found[two[0].ledger] == ["ROWS_OUTDATED"]


async def test_the_clerk_goes_on_where_the_loader_ended(database: Database, two: list[Authority]) -> None:
    ledger, on = two[0].ledger, dt.date(2026, 11, 20)
    leaves = VacateSeat(
        on=on,
        act=Act(kind=ActKind.LETTER, date=on, number="L1", title="Démission"),
        body="bureau",
        seat="VP1",
        cause=Cause.RESIGNATION,
    )
    async with copied(database, two[:1]), open_services(database) as services:
        async with services.pool.acquire() as connection:
            head = await connection.fetchval("SELECT position FROM ledger_head WHERE ledger_id = $1", ledger)
        asked = clerk.Request(ledger=ledger, instructions=(leaves,), command_id="goes-on")
        answer = await services.clerk.record(CLERK, asked)
    assert isinstance(answer, clerk.Recorded)
    assert (answer.first, answer.last) == (head + 1, head + 1)
    assert (await flaws(database))[ledger] == []


async def test_it_is_what_the_clerk_would_have_recorded(
    national: Database, database: Database, france: France, two: list[Authority]
) -> None:
    ledger = two[0].ledger
    async with open_services(database) as services:
        await told(services.clerk, REFERENCE_LEDGER, france.requests)
        await told(services.clerk, ledger, requests(two[0], ENTRIES))
    for one in (REFERENCE_LEDGER, ledger):
        ours, theirs = await everything(national, one), await everything(database, one)
        assert ours.keys() == theirs.keys()
        for table in ours:
            assert ours[table] == theirs[table], table
    assert await names(national, ledger) == await names(database, ledger)


async def told(recording: clerk.Clerk, ledger: str, wanted: Any) -> None:
    """The same requests through the one write door; ids of people as it gives them."""
    people: dict[str, str] = {}
    for request in wanted:
        asked = clerk.Request(
            ledger=ledger,
            instructions=known(request, people),
            command_id=request.command_id,
            recorded_at=request.recorded_at,
        )
        answer = await recording.record(CLERK, asked)
        assert isinstance(answer, clerk.Recorded), answer
        people |= answer.people


def known(request: Request, people: dict[str, str]) -> tuple[Instruction, ...]:
    return tuple(
        command
        if type(command).__name__ == "RegisterPerson"
        else with_people(command, lambda alias: people.get(alias, alias))
        for command in request.commands
    )


async def everything(database: Database, ledger: str) -> dict[str, list[Any]]:
    """All rows of a ledger but those of the vault: without the salt, and what is made with it."""
    found: dict[str, list[Any]] = {}
    async with connected(database.admin_url or "") as connection:
        tables = await connection.fetch(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'greffe' AND column_name = 'ledger_id'"
        )
        for (table,) in tables:
            if not table.startswith(("vault", "tree_node", "checkpoint")):
                rows = await connection.fetch(f"SELECT * FROM {table} WHERE ledger_id = $1", ledger)
                found[table] = sorted((comparable(dict(row)) for row in rows), key=repr)
    assert len(found["entry_body"]) > 10
    assert len(found["trail_tail"]) > 10
    return found


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    row.pop("leaf", None)
    for column, random in (("header", "body_sha256"), ("body", "salt")):
        if isinstance(row.get(column), bytes):
            row[column] = msgspec.json.decode(row[column])
            row[column].pop(random)
    return row


async def names(database: Database, ledger: str) -> dict[str, str]:
    async with open_services(database) as services:
        kept = await services.vault.personal(services.pool, ledger, None)
    return {who: values.name for who, values in kept.items()}


def test_every_epci_belongs_to_one_authority() -> None:
    france = read_france()
    everyone = authorities(france.epcis, 470)
    members = [member for one in everyone for member in one.members]
    assert members == list(france.epcis)
    assert (len(members), min(len(one.members) for one in everyone)) == (1_255, 2)
    assert {bureau_seats(one) for one in everyone} == set(range(15, 41))


@pytest.mark.parametrize("number", [1, 2, 9, 10, 99, 470])
def test_a_made_siren_has_a_good_key(number: int) -> None:
    assert is_siren(siren(number))
    assert siren(number) != "250000007"
