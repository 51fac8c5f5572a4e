"""Which two ways into the database the settings give."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.database import Connection, Database, check_service, connected, open_database
from service.database.locate import kept_password
from service.database.urls import with_login
from service.settings import Settings
from service.setup_error import SetupError
from tests.cluster import cluster


@pytest.fixture
async def careful_app(server: Connection, blank_database: Database, template: str) -> AsyncIterator[str]:
    """The URL of another login role with the service's rights, and no more."""
    name, password = f"greffe_test_{secrets.token_hex(8)}", secrets.token_hex(16)
    await server.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}' IN ROLE greffe_app")
    yield with_login(blank_database.app_url, name, password)
    await server.execute(f"DROP ROLE {name}")


async def test_without_a_url_the_embedded_server_runs_as_long_as_the_block(run_folder: Path) -> None:
    data_dir = run_folder / secrets.token_hex(4)
    async with open_database(Settings(data_dir=data_dir)) as database:
        assert await database.migrate()
        async with connected(database.app_url) as service:
            await check_service(service)
            assert await service.fetchval("SELECT session_user") == "greffe_app"
    assert not (data_dir / "pg18/postmaster.pid").exists()
    async with open_database(Settings(data_dir=data_dir)) as database:
        assert await database.migrate() == []


async def test_both_urls_are_used_as_they_are(blank_database: Database, tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, database_url=blank_database.app_url, database_admin_url=blank_database.admin_url
    )
    async with open_database(settings) as database:
        assert (database.app_url, database.admin_url) == (blank_database.app_url, blank_database.admin_url)
        assert database.app_password is None
    assert not list(tmp_path.iterdir())


async def test_a_url_of_the_service_s_role_alone_cannot_migrate(careful_app: str, tmp_path: Path) -> None:
    async with open_database(Settings(data_dir=tmp_path, database_url=careful_app)) as database:
        assert (database.app_url, database.admin_url) == (careful_app, None)
        with pytest.raises(SetupError, match="DATABASE_ADMIN_URL"):
            await database.migrate()


@pytest.mark.parametrize("variable", ["database_url", "database_admin_url"])
async def test_an_admin_s_url_alone_gives_the_service_its_own_login(
    blank_database: Database, tmp_path: Path, variable: str
) -> None:
    settings = Settings(**{"data_dir": tmp_path, variable: blank_database.admin_url})  # type: ignore[arg-type]
    async with open_database(settings, app_password=blank_database.app_password) as database:
        assert database.admin_url == blank_database.admin_url
        await database.migrate()
        async with connected(database.app_url) as service:
            await check_service(service)


async def test_its_password_is_made_once_and_readable_by_its_user_only(tmp_path: Path) -> None:
    found = await asyncio.gather(*(asyncio.to_thread(kept_password, tmp_path / "new") for _ in range(8)))
    assert len(set(found)) == 1
    assert len(found[0]) >= 40
    kept = list((tmp_path / "new").iterdir())
    assert [path.name for path in kept] == ["greffe_app.password"]
    assert kept[0].stat().st_mode & 0o777 == 0o600


def test_a_password_that_cannot_be_kept_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="Set GREFFE_DATA_DIR"):
        kept_password(tmp_path / "file")


async def test_the_passwords_of_both_urls_come_from_files_too(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        database_url="postgresql://greffe_app@db/greffe",
        database_password="app secret",
        database_admin_url="postgresql://boss:given@db/greffe",
        database_admin_password="not used",
    )
    async with open_database(settings) as database:
        assert database.app_url == "postgresql://greffe_app:app%20secret@db/greffe"
        assert database.admin_url == "postgresql://boss:given@db/greffe"
        assert "secret" not in repr(database)
        assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://u:hidden@/greffe?host=/nonexistent", "Check the host and port"),
        ("postgresql://u:hidden@127.0.0.1:1/greffe", "Check the host and port"),
        ("postgresql://u:hidden@127.0.0.1:port/greffe", "Check the URL"),
    ],
)
async def test_an_unreachable_server_is_named_without_its_password(tmp_path: Path, url: str, reason: str) -> None:
    with pytest.raises(SetupError, match=reason) as refused:
        async with open_database(Settings(data_dir=tmp_path, database_url=url)):
            pass
    assert "hidden" not in str(refused.value)
    assert "No connection to postgresql://u@" in str(refused.value)


async def test_a_missing_database_is_named(server_url: str, tmp_path: Path) -> None:
    url = server_url.replace("/postgres?", "/no_such_database?")
    with pytest.raises(SetupError, match="Create the database"):
        async with open_database(Settings(data_dir=tmp_path, database_url=url)):
            pass


async def test_the_service_logs_in_with_the_password_that_the_migration_set(run_folder: Path, tmp_path: Path) -> None:
    home = Path(tempfile.mkdtemp(dir=run_folder))
    home.chmod(0o711)
    with cluster(home) as asking:
        (asking.data / "pg_hba.conf").write_text("local all greffe_app scram-sha-256\nlocal all all trust\n")
        async with connected(asking.admin_url) as admin:
            await admin.execute("SELECT pg_reload_conf()")
        async with open_database(Settings(data_dir=tmp_path, database_url=asking.admin_url)) as database:
            await database.migrate()
            async with connected(database.app_url) as service:
                await check_service(service)
        with pytest.raises(SetupError, match="Check the role and its password"):
            async with connected(with_login(asking.admin_url, "greffe_app", "wrong")):
                pass
