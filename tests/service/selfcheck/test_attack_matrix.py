"""Which attack is caught by whom: done to a real database, and held against the table in docs/security.md."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.people import RegisterPerson
from service.database import Connection, Database, Pool
from service.selfcheck import check_deployment, check_ledger, snapshot
from tests.service.clerk.office import LEDGER, ON, Office, office_on
from tests.service.selfcheck.attacks import ATTACKS, back_up

SECURITY = Path(__file__).parents[3] / "docs/security.md"
COLUMNS = ("Attack", "`greffe verify --database`")
NOT_CAUGHT = "not caught"


@pytest.fixture
async def scene(database: Database, pool: Pool, admin_connection: Connection) -> AsyncIterator[Office]:
    """A register, and those who know of it: see attacks.py."""
    async with office_on(database, pool) as office:
        people = await office.furnish(LEDGER)
        await office.live(LEDGER, people)
        await back_up(admin_connection)
        await two_more(office)
        await two_more(office)
        yield office


async def two_more(office: Office) -> None:
    """Two people registered in one list of commands."""
    new = (RegisterPerson(on=ON, person=f"${who}", given_name="A", family_name="B") for who in "xy")
    await office.record(*new)


async def self_check(connection: Connection) -> str:
    """What the self-check says."""
    async with snapshot(connection) as heads:
        reports = [await check_ledger(connection, heads, LEDGER), await check_deployment(connection)]
    found = [one for report in reports for one in report.differences]
    if not found:
        return NOT_CAUGHT
    checks = dict.fromkeys(one.check.value.lower() for one in found)
    first = min((one.position for one in found if one.position), default=None)
    where = f" at entry {first}" if first else ""
    return f"caught{where}: {', '.join(checks)}"


@pytest.mark.parametrize("name", ATTACKS)
async def test_the_table_says_who_catches_an_attack(
    scene: Office, admin_connection: Connection, app_connection: Connection, name: str
) -> None:
    assert await self_check(app_connection) == NOT_CAUGHT
    await ATTACKS[name](admin_connection)
    row = f"| {name} | {await self_check(app_connection)} |"
    assert row in table(), f"docs/security.md should say:\n{row}"


def table() -> list[str]:
    """The rows of the matrix in docs/security.md."""
    lines = SECURITY.read_text(encoding="utf-8").splitlines()
    start = lines.index(f"| {' | '.join(COLUMNS)} |")
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(line)
    return rows


def test_the_table_names_every_attack_and_no_other() -> None:
    assert [row.split("|")[1].strip() for row in table()] == list(ATTACKS)
