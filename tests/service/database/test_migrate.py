"""Migrations: once, in order, whole or not at all, and never rewritten."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.database import Connection, Database, connected, migrate
from service.database.migrate import migrations
from service.database.urls import with_database, with_login
from service.setup_error import SetupError

TABLE = "CREATE TABLE greffe.box (id int); GRANT SELECT ON greffe.box TO greffe_app;"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two migrations."""
    (tmp_path / "0001_box.sql").write_text(TABLE)
    (tmp_path / "0002_lid.sql").write_text("ALTER TABLE box ADD lid text;")
    (tmp_path / "README").write_text("no migration")
    return tmp_path


@pytest.fixture
async def creator(server: Connection, server_url: str) -> AsyncIterator[str]:
    """The URL of an admin without superuser's rights, on a database that it owns."""
    name, password = f"greffe_test_{secrets.token_hex(8)}", secrets.token_hex(16)
    await server.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{password}'")
    await server.execute(f"GRANT greffe_app TO {name} WITH ADMIN TRUE")
    await server.execute(f"GRANT greffe_owner TO {name} WITH ADMIN TRUE, SET FALSE, INHERIT FALSE")
    await server.execute(f"CREATE DATABASE {name} OWNER {name}")
    yield with_login(with_database(server_url, name), name, password)
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    for role in ("greffe_app", "greffe_owner"):
        await server.execute(f"REVOKE {role} FROM {name} CASCADE")
    await server.execute(f"DROP ROLE {name}")


async def test_they_are_applied_once_and_in_order(blank_database: Database, folder: Path) -> None:
    done = await migrate(blank_database.admin_url, folder=folder)
    assert [(migration.number, migration.name) for migration in done] == [(1, "box"), (2, "lid")]
    assert await migrate(blank_database.admin_url, folder=folder) == []
    (folder / "0003_label.sql").write_text("ALTER TABLE greffe.box ADD label text;")
    assert [migration.number for migration in await migrate(blank_database.admin_url, folder=folder)] == [3]


async def test_everything_belongs_to_the_owner_and_the_service_gets_what_was_granted(
    blank_database: Database, folder: Path
) -> None:
    await migrate(blank_database.admin_url, app_password=blank_database.app_password, folder=folder)
    async with connected(blank_database.admin_url or "") as admin:
        owners = await admin.fetch("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'greffe'")
        assert [row["tableowner"] for row in owners] == ["greffe_owner"]
        assert not await admin.fetchval("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'greffe_owner'")
    async with connected(blank_database.app_url) as service:
        assert await service.fetch("SELECT * FROM box") == []
        assert not await service.fetchval("SELECT has_table_privilege('box', 'INSERT')")
        assert not await service.fetchval("SELECT has_schema_privilege('greffe', 'CREATE')")


async def test_new_functions_are_closed_until_a_migration_opens_them(database: Database, tmp_path: Path) -> None:
    for migration in migrations():
        (tmp_path / f"{migration.number:04}_{migration.name}.sql").write_text(migration.sql)
    (tmp_path / "9999_erase.sql").write_text(
        "CREATE FUNCTION greffe.erase_all() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';"
    )
    await migrate(database.admin_url, folder=tmp_path)
    async with connected(database.app_url) as service:
        assert not await service.fetchval("SELECT has_function_privilege('erase_all()', 'EXECUTE')")


async def test_concurrent_runs_apply_each_file_once(blank_database: Database, folder: Path) -> None:
    runs = await asyncio.gather(*(migrate(blank_database.admin_url, folder=folder) for _ in range(5)))
    assert sorted(len(run) for run in runs) == [0, 0, 0, 0, 2]


async def test_several_databases_of_one_cluster_are_prepared_at_once(
    server: Connection, server_url: str, blank_database: Database
) -> None:
    names = [f"greffe_test_{secrets.token_hex(8)}" for _ in range(4)]
    for name in names:
        await server.execute(f"CREATE DATABASE {name}")
    urls = [with_database(server_url, name) for name in names]
    runs = await asyncio.gather(*(migrate(url, app_password=blank_database.app_password) for url in urls))
    assert all(run == migrations() for run in runs)
    for name in names:
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def test_a_changed_file_is_refused_and_named(blank_database: Database, folder: Path) -> None:
    await migrate(blank_database.admin_url, folder=folder)
    (folder / "0001_box.sql").write_text(TABLE + "-- one more line")
    with pytest.raises(SetupError, match=r"0001_box\.sql was changed .*new migration"):
        await migrate(blank_database.admin_url, folder=folder)


async def test_a_database_of_a_newer_version_is_refused(blank_database: Database, folder: Path) -> None:
    await migrate(blank_database.admin_url, folder=folder)
    (folder / "0002_lid.sql").unlink()
    with pytest.raises(SetupError, match="newer version of greffe"):
        await migrate(blank_database.admin_url, folder=folder)


async def test_a_failing_file_is_undone_and_those_before_it_stand(blank_database: Database, folder: Path) -> None:
    (folder / "0002_lid.sql").write_text("ALTER TABLE greffe.box ADD lid text; SELECT 1/0;")
    with pytest.raises(SetupError, match=r"0002_lid\.sql failed and was undone \(division by zero\)"):
        await migrate(blank_database.admin_url, folder=folder)
    (folder / "0002_lid.sql").write_text("ALTER TABLE greffe.box ADD lid text;")
    assert [migration.number for migration in await migrate(blank_database.admin_url, folder=folder)] == [2]


async def test_an_admin_without_superuser_s_rights_can_migrate(creator: str, template: str) -> None:
    assert await migrate(creator) == migrations()
    assert await migrate(creator) == []


async def test_the_service_s_own_role_cannot_migrate(database: Database, blank_database: Database) -> None:
    with pytest.raises(SetupError, match="Set DATABASE_ADMIN_URL"):
        await migrate(None)
    with pytest.raises(SetupError, match="may not prepare the database"):
        await migrate(blank_database.app_url)


@pytest.mark.parametrize("name", ["2_short.sql", "0003-dash.sql", "0003_Upper.sql"])
def test_a_misnamed_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("")
    with pytest.raises(SetupError, match=f"{name} is not named like"):
        migrations(folder)


def test_a_number_used_twice_is_refused(folder: Path) -> None:
    (folder / "0002_other.sql").write_text("")
    with pytest.raises(SetupError, match="share the number 0002"):
        migrations(folder)
