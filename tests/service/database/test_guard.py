"""The service refuses a server that may forget, a role that may change history, and a database of another version."""

import secrets
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.database import Connection, Database, check_service, connected
from service.database.guard import check_append_only, check_role, check_server
from service.database.migrate import OWNER_ROLE
from service.database.urls import with_database, with_login
from service.setup_error import SetupError
from tests.cluster import cluster


@pytest.fixture
async def login(server: Connection, database: Database) -> AsyncIterator[str]:
    """The URL of a fresh role that may log in to `database` and do nothing else."""
    name, password = f"greffe_test_{secrets.token_hex(8)}", secrets.token_hex(16)
    await server.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
    yield with_login(database.app_url, name, password)
    async with connected(database.admin_url or "") as admin:
        await admin.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


async def test_the_service_starts_on_a_migrated_database_as_its_own_role(app_connection: Connection) -> None:
    await check_service(app_connection)


async def test_a_superuser_is_refused(admin_connection: Connection) -> None:
    with pytest.raises(SetupError, match=r"superuser.*greffe_app"):
        await check_service(admin_connection)


async def test_a_superuser_that_hides_behind_another_role_is_refused(admin_connection: Connection) -> None:
    await admin_connection.execute("SET ROLE greffe_app")
    with pytest.raises(SetupError, match="superuser"):
        await check_role(admin_connection)


async def test_a_member_of_the_owner_is_refused(admin_connection: Connection, login: str) -> None:
    async with connected(login) as service:
        await check_role(service)
        name = await service.fetchval("SELECT session_user")
        await admin_connection.execute(f"GRANT {OWNER_ROLE} TO {name} WITH INHERIT FALSE")
        with pytest.raises(SetupError, match=rf"{name} is a member of greffe_owner"):
            await check_service(service)


async def test_an_owner_of_a_table_of_the_register_is_refused(admin_connection: Connection, login: str) -> None:
    async with connected(login) as service:
        name = await service.fetchval("SELECT session_user")
        await admin_connection.execute(f"CREATE TABLE greffe.mine (); ALTER TABLE greffe.mine OWNER TO {name}")
        with pytest.raises(SetupError, match="owns tables"):
            await check_role(service)


async def test_a_role_without_rights_is_told_which_to_ask_for(login: str) -> None:
    async with connected(login) as service:
        name = await service.fetchval("SELECT session_user")
        with pytest.raises(SetupError, match=f"GRANT greffe_app TO {name}"):
            await check_service(service)


@pytest.mark.parametrize("privilege", ["UPDATE", "UPDATE (position)", "DELETE", "TRUNCATE"])
async def test_a_right_to_change_what_was_recorded_is_refused(
    admin_connection: Connection, app_connection: Connection, privilege: str
) -> None:
    await admin_connection.execute("CREATE TABLE IF NOT EXISTS greffe.entry_header (position bigint)")
    await check_append_only(app_connection)
    await admin_connection.execute(f"GRANT {privilege} ON greffe.entry_header TO greffe_app")
    with pytest.raises(SetupError, match=rf"has {privilege.split(maxsplit=1)[0]} on greffe\.entry_header"):
        await check_append_only(app_connection)


async def test_a_session_whose_commits_are_not_flushed_is_refused(app_connection: Connection) -> None:
    await app_connection.execute("SET synchronous_commit = off")
    with pytest.raises(SetupError, match=r"synchronous_commit is off.*synchronous_commit = on"):
        await check_service(app_connection)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
async def test_a_server_that_may_forget_or_tear_is_refused(run_folder: Path, setting: str) -> None:
    home = Path(tempfile.mkdtemp(dir=run_folder))
    home.chmod(0o711)
    with cluster(home, **{setting: "off"}) as careless:
        async with connected(careless.admin_url) as connection:
            with pytest.raises(SetupError, match=f"{setting} is off"):
                await check_server(connection)


async def test_another_encoding_is_refused(server: Connection, server_url: str) -> None:
    name = f"greffe_test_{secrets.token_hex(8)}"
    await server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'")
    async with connected(with_database(server_url, name)) as connection:
        with pytest.raises(SetupError, match="encoding is LATIN1"):
            await check_server(connection)
    await server.execute(f"DROP DATABASE {name}")


async def test_an_empty_database_is_refused(blank_database: Database, template: str) -> None:
    async with connected(blank_database.app_url) as service:
        with pytest.raises(SetupError, match="Run `greffe migrate`"):
            await check_service(service)


async def test_a_missing_and_an_unknown_migration_are_refused(
    admin_connection: Connection, app_connection: Connection
) -> None:
    await admin_connection.execute("INSERT INTO greffe.migration VALUES (9999, 'future', 'x')")
    with pytest.raises(SetupError, match="newer version of greffe"):
        await check_service(app_connection)
    await admin_connection.execute("DELETE FROM greffe.migration WHERE number = 9999")
    last = await admin_connection.fetchval("DELETE FROM greffe.migration WHERE number = 1 RETURNING name")
    with pytest.raises(SetupError, match=f"lacks 0001_{last}"):
        await check_service(app_connection)
