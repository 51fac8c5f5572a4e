"""Whatever somebody put into the tables: a difference at that entry, and never an exception."""

import pytest

from service.database import Connection
from service.ledger.check.findings import Flaw
from service.proof.canonical import leaf_hash
from tests.service.clerk.office import LEDGER
from tests.service.selfcheck.conftest import checked
from tests.service.selfcheck.intruder import write

ODD = {
    "nothing": b"",
    "a number": b"1",
    "nested": b"[" * 100_000,
    "nested in the fact": b'{"type":"PersonDied","fact":' + b'{"a":' * 100_000,
    "not a number": b'{"position":NaN}',
    "a lone surrogate": b'{"clock":"\\ud800"}',
    "a huge number": b'{"v":' + b"9" * 5000 + b"}",
    "a float": b'{"v":1.5}',
    "a key twice": b'{"v":1,"v":1}',
    "zero bytes": bytes(1000),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("table", ["entry_header", "entry_body"])
async def test_odd_bytes_are_told_as_unreadable(
    admin_connection: Connection, app_connection: Connection, table: str, name: str
) -> None:
    column = table.removeprefix("entry_")
    where = "WHERE ledger_id = $1 AND position = 7"
    await write(admin_connection, f"UPDATE {table} SET {column} = $2 {where}", LEDGER, ODD[name])
    if table == "entry_header":
        await write(admin_connection, f"UPDATE {table} SET leaf = $2 {where}", LEDGER, leaf_hash(ODD[name]))
    flaw = Flaw.HEADER_UNREADABLE if table == "entry_header" else Flaw.BODY_UNREADABLE
    report = await checked(app_connection)
    assert (flaw, 7) in [(one.flaw, one.position) for one in report.differences]


@pytest.mark.parametrize("time", ["infinity", "-infinity", "0044-03-15 BC"])
async def test_odd_times_are_told_wherever_they_stand(
    admin_connection: Connection, app_connection: Connection, time: str
) -> None:
    changed = "UPDATE entry_header SET recorded_at = '{}' WHERE position = 7"
    await write(admin_connection, changed.format(time))
    await admin_connection.execute(f"UPDATE ledger_head SET recorded_at = '{time}'")
    report = await checked(app_connection)
    told = [(one.flaw, one.position) for one in report.differences]
    assert (Flaw.TIME_OTHER, 7) in told
    assert (Flaw.HEAD_TIME, 40) in told


async def test_dates_and_numbers_out_of_range_in_rows_are_told(
    admin_connection: Connection, app_connection: Connection
) -> None:
    changed = "UPDATE composition SET valid_from = '{}', valid_to = '{}', known_to = 9e18 WHERE known_from = 36"
    await admin_connection.execute(changed.format("0044-03-15 BC", "infinity"))
    report = await checked(app_connection)
    assert [(one.flaw, one.position) for one in report.differences] == [
        (Flaw.ROW_MISSING, 36),
        (Flaw.ROW_STRAY, 36),
    ]
