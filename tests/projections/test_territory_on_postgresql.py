"""The reference ledger end to end: real files through the clerk into the tables, and what the queries find there."""

import datetime as dt
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from domain.belonging import JoinEpci, LeaveEpci
from domain.core.command import Command
from domain.core.entry import Act, ActKind, Visibility
from domain.core.identifiers import REFERENCE_LEDGER
from domain.existence import EndEpci
from domain.facts.territory import EpciEndCause, JoinCause, LeaveCause
from domain.registry import OpenLedger
from projections import territory
from projections.engine import Engine
from projections.nouns import NOUNS, PROJECTION_VERSION
from service.access import Role, Viewer
from service.clerk import Clerk, Recorded, Request
from service.clerk.answers import Answer
from service.database import Database, Pool, connect
from service.imports import read_cog, read_history, run_import
from service.ledger import Writer
from service.ledger.envelope import decode_entry
from service.vault import Vault
from tests.service.clerk.office import vault_on

DEMO = Path(__file__).parents[2] / "service" / "data" / "territory"
SALERS, MAURIAC = "241501139", "241500271"
TODAY = dt.date(2026, 11, 23)
CLERK = Viewer(Role.CLERK, frozenset({REFERENCE_LEDGER}), Visibility.RESTRICTED, "tk")
ORDER = Act(kind=ActKind.PREFECTORAL_ORDER, date=dt.date(2026, 3, 1), number="2026-12")


class Reference:
    """The reference ledger of a database, through the one write door."""

    def __init__(self, pool: Pool, writer: Writer, vault: Vault) -> None:
        self.pool = pool
        self._clerk = Clerk(pool, writer, b"secret", vault)

    async def record(self, ledger: str, commands: Sequence[Command], command_id: str) -> Answer:
        return await self._clerk.record(
            CLERK, Request(ledger=ledger, instructions=tuple(commands), command_id=command_id)
        )

    async def head(self) -> int:
        position = await self.pool.fetchval("SELECT position FROM ledger_head WHERE ledger_id = 'FR'")
        assert isinstance(position, int)
        return position


@pytest.fixture
async def reference(database: Database, pool: Pool) -> AsyncIterator[Reference]:
    """The reference ledger with the demonstration's territory."""
    async with Writer(lambda: connect(database.app_url), Engine(NOUNS, PROJECTION_VERSION, decode_entry)) as writer:
        opened = Reference(pool, writer, await vault_on(database))
        await opened.record(REFERENCE_LEDGER, [OpenLedger(on=TODAY)], "open")
        readings = [*read_cog(DEMO, communes_vintage=2026, epcis_vintage=2025), read_history(DEMO / "history.csv")]
        report = await run_import(opened.record, readings)
        assert (report.recorded, report.left_out) == (146, [])
        yield opened


async def test_names_and_populations_on_any_day(reference: Reference) -> None:
    head = await reference.head()
    for day in (dt.date(1900, 1, 1), TODAY):
        communes = await territory.communes(reference.pool, ["15120", "15999"], day, head)
        assert set(communes) == {"15120"}
        assert (communes["15120"].name, communes["15120"].vintage) == ("Mauriac", 2026)
        epcis = await territory.epcis(reference.pool, [MAURIAC], day, head)
        assert epcis[MAURIAC].name == "CC du Pays de Mauriac"
    assert await territory.communes(reference.pool, ["15120"], TODAY, 1) == {}


async def test_names_are_found_by_their_beginning(reference: Reference) -> None:
    head = await reference.head()
    found = await territory.find_communes(reference.pool, "SAINT-ETIENNE", TODAY, head, first=10)
    assert [commune.name for commune in found] == ["Saint-Étienne-de-Chomeil"]
    assert len(await territory.find_communes(reference.pool, "", TODAY, head, first=100)) == 71
    assert await territory.find_communes(reference.pool, "%", TODAY, head, first=3) != []
    assert await territory.find_communes(reference.pool, "zzz", TODAY, head, first=3) == []
    found_epcis = await territory.find_epcis(reference.pool, "cc sumene", TODAY, head, first=10)
    assert [epci.name for epci in found_epcis] == ["CC Sumène - Artense"]


async def test_the_communes_of_an_epci_come_by_pages(reference: Reference) -> None:
    head = await reference.head()
    first = await territory.members_of_epci(reference.pool, SALERS, TODAY, head, first=20)
    last = first[-1].commune
    rest = await territory.members_of_epci(reference.pool, SALERS, TODAY, head, first=20, after=last)
    codes = [member.commune for member in (*first, *rest)]
    assert (len(first), len(codes), codes) == (20, 27, sorted(set(codes)))
    assert await territory.count_members_of_epci(reference.pool, SALERS, TODAY, head) == 27
    assert first[0].since.observed_by == dt.date(2019, 1, 1)
    assert await territory.members_of_epci(reference.pool, SALERS, dt.date(2018, 12, 31), head, first=20) == []


async def test_a_move_is_known_from_its_entry_on(reference: Reference) -> None:
    before = await reference.head()
    moved = dt.date(2026, 7, 1)
    answer = await reference.record(
        REFERENCE_LEDGER,
        [
            LeaveEpci(on=moved, act=ORDER, commune="15120", epci=MAURIAC, cause=LeaveCause.WITHDRAWAL),
            JoinEpci(on=moved, act=ORDER, commune="15120", epci=SALERS, cause=JoinCause.ACCESSION),
        ],
        "move",
    )
    assert isinstance(answer, Recorded)
    after = await reference.head()
    since = dt.date(2019, 1, 1)
    mauriac, salers = f"epci:{MAURIAC}", f"epci:{SALERS}"
    assert await territory.epci_of_communes(reference.pool, ["commune:15120", "commune:01001"], before) == {
        "commune:15120": [(mauriac, since, None)],
        "commune:01001": [],
    }
    assert await territory.epci_of_communes(reference.pool, ["commune:15120"], after) == {
        "commune:15120": [(mauriac, since, moved), (salers, moved, None)]
    }
    now, *_ = await territory.memberships_of_communes(reference.pool, ["15120"], after, TODAY)
    assert (now.epci, now.since.on, now.since.act) == (SALERS, moved, ORDER)


async def test_the_end_of_an_epci_ends_its_memberships(reference: Reference) -> None:
    day = dt.date(2027, 1, 1)
    ended = EndEpci(on=day, act=ORDER, epci=MAURIAC, cause=EpciEndCause.MERGER, successors=(SALERS,))
    answer = await reference.record(REFERENCE_LEDGER, [ended], "end")
    assert isinstance(answer, Recorded)
    assert len(answer.steps[0].positions) == 12
    head = await reference.head()
    assert await territory.count_members_of_epci(reference.pool, MAURIAC, dt.date(2026, 12, 31), head) == 11
    assert await territory.count_members_of_epci(reference.pool, MAURIAC, day, head) == 0
    epci = (await territory.epcis(reference.pool, [MAURIAC], day, head))[MAURIAC]
    assert (epci.exists, epci.name, epci.successors) == (False, "CC du Pays de Mauriac", (SALERS,))
    assert await territory.find_epcis(reference.pool, "CC du Pays de Mauriac", day, head, first=5) == []
