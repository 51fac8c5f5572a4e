"""What is recorded is never changed: the service's role may not, and the triggers stop whoever may."""

import asyncpg
import pytest

from service.database import Connection, Database, Pool, check_service
from service.database.health import disarmed_tables
from service.ledger import Append
from tests.service.ledger.ledgers import LEDGER, key, opened, person, sound, writer_on

TABLES = (
    *("entry_header", "entry_body", "entry_tag", "command", "tree_node"),
    *("checkpoint", "cosignature", "signing_key"),
)
CHANGES = (
    "UPDATE {table} SET ledger_id = ledger_id",
    "UPDATE {table} SET ledger_id = 'x' WHERE ledger_id = '200000008'",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE ledger_id = '200000008'",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (ledger_id, {key}) DO UPDATE SET ledger_id = 'x'",
    "MERGE INTO {table} t USING {table} s ON t.ledger_id = s.ledger_id WHEN MATCHED THEN DELETE",
)
KEYS = {
    "entry_header": "position",
    "entry_body": "position",
    "entry_tag": "tag, position",
    "command": "id",
    "tree_node": "level, index",
    "checkpoint": "size, vkey",
    "cosignature": "size, origin, vkey",
    "signing_key": "public_key",
}
IN, OF = "(name, public_key, since)", "name, public_key, since"
SIGNED = """
INSERT INTO signing_key (name, public_key, since) VALUES ('200000008', sha256('k'), now());
INSERT INTO checkpoint (ledger_id, size, vkey, origin, root, note) VALUES ('200000008', 1, 'v', 'o', sha256('r'), 'n');
INSERT INTO cosignature (ledger_id, size, origin, vkey, witnessed_at, line)
VALUES ('200000008', 1, 'o', 'w', now(), 'l');
"""


@pytest.fixture
async def recorded(database: Database) -> Database:
    """A ledger with something in each of its tables."""
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
        people = (person("a"),) * 256  # a full tile of the tree, and one more entry
        await writer.append(Append(ledger=LEDGER, entries=people, command=key("c")))
        connection = await writer.connect()
        await connection.execute(SIGNED)
        await connection.close()
    return database


def statements(table: str) -> list[str]:
    found = [change.format(table=table, key=KEYS[table]) for change in CHANGES]
    if table == "signing_key":  # keys are a deployment's, not a ledger's; its number is made by the table itself
        renamed = [statement.replace("ledger_id", "name") for statement in found]
        return [s.replace("INTO signing_key SELECT *", f"INTO signing_key {IN} SELECT {OF}") for s in renamed]
    return found


@pytest.mark.parametrize("table", TABLES)
async def test_the_running_services_own_connection_has_no_right_to_change(
    recorded: Database, pool: Pool, table: str
) -> None:
    async with writer_on(recorded) as writer:
        connection = await writer.connect()
        await check_service(connection)
        assert await connection.fetchval("SELECT session_user") == "greffe_app"
        for statement in statements(table):
            for session in (connection, pool):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await session.execute(statement)
        await connection.close()
    assert await sound(pool, LEDGER) == 257


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE entry_header DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON entry_header",
        "DROP TABLE entry_body",
        "SET ROLE greffe_owner",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "CREATE RULE quietly AS ON INSERT TO entry_header DO INSTEAD NOTHING",
    ],
)
async def test_the_service_cannot_take_the_right(app_connection: Connection, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app_connection.execute(statement)


@pytest.mark.parametrize("role", ["postgres", "greffe_owner"])
@pytest.mark.parametrize("table", TABLES)
async def test_the_triggers_stop_the_owner_and_the_superuser(
    recorded: Database, admin_connection: Connection, pool: Pool, table: str, role: str
) -> None:
    for replication_role in ("origin", "replica"):
        await admin_connection.execute(f"SET session_replication_role = {replication_role}")
        if role == "greffe_owner":
            await admin_connection.execute("SET ROLE greffe_owner")
        for statement in statements(table):
            with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="never changed"):
                await admin_connection.execute(statement)
        await admin_connection.execute("RESET ROLE")
    assert await sound(pool, LEDGER) == 257


async def test_every_trigger_is_always_on(admin_connection: Connection) -> None:
    rows = await admin_connection.fetch(
        "SELECT tgrelid::regclass::text AS name, tgname, tgenabled FROM pg_trigger "
        "WHERE tgname LIKE 'append_only%' AND NOT tgisinternal"
    )
    assert {(row["name"], row["tgname"]) for row in rows} == {
        (table, trigger) for table in TABLES for trigger in ("append_only", "append_only_truncate")
    }
    assert {row["tgenabled"] for row in rows} == {b"A"}


@pytest.mark.parametrize("table", TABLES)
async def test_a_trigger_that_was_disarmed_is_told(admin_connection: Connection, table: str) -> None:
    assert await disarmed_tables(admin_connection) == []
    await admin_connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")
    assert await disarmed_tables(admin_connection) == [table]
