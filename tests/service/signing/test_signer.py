"""The signer: one at a time, a second behind at most, and never over a fork."""

import asyncio
import contextlib
import itertools
import logging
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.database import Connection, Database, Pool
from service.keys import load_ring, rotate_ring, signing_file
from service.ledger import checkpoints
from service.proof.checkpoint import Checkpoint
from service.proof.keys import in_ledger, successors
from service.proof.merkle import root_of
from service.proof.note import Note, VerifierKey
from service.settings import Settings
from service.signing import State
from service.signing.signer import PACE
from tests.service.ledger.ledgers import LEDGER, LEDGERS, opened, until
from tests.service.signing.deployments import (
    NAME,
    NOW,
    append,
    deployment,
    doctor,
    ring_of,
    signed_at,
    signing,
    standing,
    stopped,
    writing,
)

ROOT = Path(__file__).parents[3]


async def _root(pool: Pool, ledger: str, size: int) -> bytes:
    rows = await pool.fetch(
        "SELECT leaf FROM entry_header WHERE ledger_id = $1 AND position <= $2 ORDER BY position", ledger, size
    )
    assert len(rows) == size
    return root_of([row["leaf"] for row in rows])


async def test_what_is_committed_is_signed_within_a_second(database: Database, pool: Pool, tmp_path: Path) -> None:
    settings = deployment(tmp_path)
    async with signing(database, settings) as signer, writing(database) as writer:
        await standing(signer, State.SIGNING)
        await opened(writer, *LEDGERS[:3])
        for ledger in LEDGERS[:3]:
            await signed_at(pool, 1, ledger)
        waits, size, stored = [], 1, await signed_at(pool, 1)
        for turn in range(4):
            began = time.monotonic()
            size = await append(writer, 100, f"c{turn}")
            stored = await signed_at(pool, size)
            waits.append(time.monotonic() - began)
            assert stored.root == await _root(pool, LEDGER, size)
        assert sorted(waits)[1] < 1.1, waits
        assert max(waits) < 2.5, waits  # a second, and what a busy machine adds
        note = Note.parse(stored.note)
        key = in_ledger(ring_of(settings).signing.verifier, LEDGER)
        assert list(note.verified([key])) == [key]
        assert note.text == Checkpoint(f"{NAME}/ledger/{LEDGER}", size, stored.root).text
        assert (stored.vkey, stored.origin) == (key.text, f"{NAME}/ledger/{LEDGER}")


async def test_a_busy_ledger_is_signed_about_once_a_second(database: Database, pool: Pool, tmp_path: Path) -> None:
    async with signing(database, deployment(tmp_path)) as signer, writing(database) as writer:
        await standing(signer, State.SIGNING)
        await opened(writer, LEDGER)
        began, last = time.monotonic(), 1
        while time.monotonic() - began < 2.5:
            last = await append(writer, 1, f"c{last}")
        await signed_at(pool, last)
        times = await pool.fetch("SELECT signed_at FROM checkpoint ORDER BY size")
        gaps = [(b["signed_at"] - a["signed_at"]).total_seconds() for a, b in itertools.pairwise(times)]
        assert last > 20
        assert 3 <= len(times) <= 5
        assert min(gaps) > PACE - 0.1


async def test_a_key_made_while_it_runs_is_used_and_one_that_others_may_read_is_not(
    database: Database, pool: Pool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = deployment(tmp_path, None)
    async with signing(database, settings) as signer, writing(database) as writer:
        await standing(signer, State.NO_KEY)
        await opened(writer, LEDGER)
        deployment(tmp_path)
        await signed_at(pool, 1)
        path = signing_file(settings)
        path.chmod(0o644)
        await standing(signer, State.KEY_REFUSED)
        assert "chmod 600" in caplog.text
        secret = path.read_text(encoding="utf-8").splitlines()[0].split("+", 4)[4]
        assert secret not in caplog.text
        await append(writer, 1, "a")
        await asyncio.sleep(1.2)
        assert await pool.fetchval("SELECT max(size) FROM checkpoint") == 1
        path.chmod(0o600)
        await signed_at(pool, 2)


async def test_the_key_is_in_no_table(database: Database, pool: Pool, tmp_path: Path) -> None:
    settings = deployment(tmp_path)
    async with signing(database, settings), writing(database) as writer:
        await opened(writer, LEDGER)
        await signed_at(pool, 1)
    secret = ring_of(settings).signing
    for row in await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'greffe'"):
        content = await pool.fetchval(f"SELECT coalesce(string_agg(t::text, ''), '') FROM greffe.{row['tablename']} t")
        assert secret.text not in content
        assert secret.seed.hex() not in content


async def test_after_a_rotation_the_new_key_signs_and_the_old_one_is_remembered(
    database: Database, pool: Pool, tmp_path: Path
) -> None:
    settings = deployment(tmp_path)
    old = ring_of(settings).signing.verifier
    async with signing(database, settings), writing(database) as writer:
        await opened(writer, LEDGER)
        first = await signed_at(pool, 1, vkey=in_ledger(old, LEDGER).text)
        new = rotate_ring(settings, NOW).signing.verifier
        again = await signed_at(pool, 1, vkey=in_ledger(new, LEDGER).text)
        assert again.root == first.root
        await signed_at(pool, await append(writer, 5, "a"), vkey=in_ledger(new, LEDGER).text)
    rows = await pool.fetch("SELECT note, vkey FROM checkpoint ORDER BY signed_at")
    for row in rows:
        Note.parse(row["note"]).verified([VerifierKey.parse(row["vkey"])])
        Note.parse(row["note"]).verified(ring_of(settings).verifiers(LEDGER))
    async with pool.acquire() as connection:
        told = await checkpoints.published_keys(connection)
    assert [key.public for key in told] == [old.public, new.public]
    assert successors(old, [key.succession for key in told if key.succession]) == [old, new]


# -- one at a time -----------------------------------------------------------------------------------------------------


async def test_two_signers_of_one_process_take_turns(database: Database, pool: Pool, tmp_path: Path) -> None:
    settings = deployment(tmp_path)
    async with writing(database) as writer, signing(database, settings) as other:
        await standing(other, State.SIGNING)
        await opened(writer, LEDGER)
        async with signing(database, settings) as second:
            await standing(second, State.STANDBY)
            await signed_at(pool, 1)
            assert (other.standing.state, second.standing.state) == (State.SIGNING, State.STANDBY)
            await pool.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'greffe signer' "
                "AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)"
            )
            await signed_at(pool, await append(writer, 3, "a"))
            states = {other.standing.state, second.standing.state}
            assert State.SIGNING in states


async def sign_for_ever(app_url: str, folder: str) -> None:
    """The child: a signer that says its state when it changes."""
    async with signing(Database(app_url, None, None, "child"), Settings(data_dir=Path(folder))) as signer:
        state = None
        while True:
            if signer.standing.state is not state:
                state = signer.standing.state
                print(state, flush=True)  # noqa: T201 - read by the parent
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def _child(database: Database, folder: Path) -> AsyncIterator[Process]:
    program = "import asyncio, sys; from tests.service.signing.test_signer import sign_for_ever as go; "
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program + "asyncio.run(go(*sys.argv[1:]))", database.app_url, str(folder)),
        stdout=PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _until_it_says(process: Process, *wanted: str) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while line := (await process.stdout.readline()).decode().strip():
            if line in wanted:
                return line
    raise AssertionError("the child ended")


async def test_when_the_signer_is_killed_another_process_signs(database: Database, pool: Pool, tmp_path: Path) -> None:
    deployment(tmp_path)
    async with writing(database) as writer:
        await opened(writer, LEDGER)
        async with _child(database, tmp_path) as first, _child(database, tmp_path) as second:
            said = [await _until_it_says(one, "SIGNING", "STANDBY") for one in (first, second)]
            assert sorted(said) == ["SIGNING", "STANDBY"]
            signer, other = (first, second) if said[0] == "SIGNING" else (second, first)
            await signed_at(pool, await append(writer, 2, "a"))
            signer.send_signal(signal.SIGKILL)
            await signer.wait()
            await append(writer, 2, "b")
            assert await _until_it_says(other, "SIGNING") == "SIGNING"
            await signed_at(pool, 5)
            async with _child(database, tmp_path) as again:
                assert await _until_it_says(again, "SIGNING", "STANDBY") == "STANDBY"
    rows = await pool.fetch("SELECT size, count(*) AS signed FROM checkpoint GROUP BY size")
    assert {row["size"]: row["signed"] for row in rows}[5] == 1


# -- never over a fork -------------------------------------------------------------------------------------------------


@pytest.fixture
async def signed_ledger(database: Database, pool: Pool, tmp_path: Path) -> Settings:
    """A deployment whose ledger of five entries was signed; no signer runs."""
    settings = deployment(tmp_path)
    async with signing(database, settings), writing(database) as writer:
        await opened(writer, LEDGER)
        await append(writer, 4, "a")
        await signed_at(pool, 5)
    return settings


async def test_a_changed_history_is_not_signed(
    database: Database,
    pool: Pool,
    signed_ledger: Settings,
    admin_connection: Connection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await doctor(admin_connection, LEDGER, 2)
    async with signing(database, signed_ledger) as signer, writing(database) as writer:
        await opened(writer, LEDGERS[1])
        await append(writer, 3, "b")
        assert "history was changed" in await stopped(signer)
        assert "SIGNED NO MORE" in caplog.text
        await signed_at(pool, 1, LEDGERS[1])  # the others go on
        assert caplog.text.count("SIGNED NO MORE") == 1
    assert await pool.fetchval("SELECT max(size) FROM checkpoint WHERE ledger_id = $1", LEDGER) == 5
    assert logging.getLevelName(next(r for r in caplog.records if "NO MORE" in r.message).levelno) == "CRITICAL"


async def test_a_changed_history_without_its_checkpoints_is_not_signed_either(
    database: Database, pool: Pool, signed_ledger: Settings, admin_connection: Connection
) -> None:
    """Whoever administers the database removes the checkpoints too; the key's own files remember."""
    await doctor(admin_connection, LEDGER, 2, also="DELETE FROM checkpoint")
    async with signing(database, signed_ledger) as signer, writing(database) as writer:
        assert "this key remembers" in await stopped(signer)
        await append(writer, 3, "b")
        assert await pool.fetchval("SELECT count(*) FROM checkpoint") == 0


async def test_a_truncated_ledger_is_not_signed(
    database: Database, pool: Pool, signed_ledger: Settings, admin_connection: Connection
) -> None:
    cut = (
        "DELETE FROM entry_header WHERE position > 3; UPDATE ledger_head SET position = 3 WHERE ledger_id = '200000008'"
    )
    async with signing(database, signed_ledger) as signer:
        await standing(signer, State.SIGNING)
        await doctor(admin_connection, LEDGER, 4, also=cut)
        assert "entries were removed" in await stopped(signer)
    assert await pool.fetchval("SELECT max(size) FROM checkpoint") == 5


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE checkpoint SET root = sha256('other')",
        "UPDATE checkpoint SET size = 4 WHERE size = 5",
        "UPDATE checkpoint SET note = replace(note, '\n5\n', '\n4\n')",
        "UPDATE checkpoint SET note = 'nothing'",
    ],
)
async def test_a_stored_checkpoint_that_was_tampered_with_is_told(
    database: Database, signed_ledger: Settings, admin_connection: Connection, change: str
) -> None:
    async with admin_connection.transaction():
        await admin_connection.execute("ALTER TABLE greffe.checkpoint DISABLE TRIGGER USER")
        await admin_connection.execute(f"SET LOCAL search_path = greffe; {change}")
        await admin_connection.execute("ALTER TABLE greffe.checkpoint ENABLE ALWAYS TRIGGER append_only")
    async with signing(database, signed_ledger) as signer, writing(database) as writer:
        await append(writer, 1, "b")
        why = await stopped(signer)
        assert "tampered with" in why or "not what its note says" in why


async def test_a_damaged_memory_stops_the_signing(database: Database, signed_ledger: Settings, pool: Pool) -> None:
    memory = signed_ledger.data_dir / "keys/signed.json"
    kept = memory.read_text(encoding="utf-8")
    memory.write_text("nothing", encoding="utf-8")
    async with signing(database, signed_ledger) as signer, writing(database) as writer:
        await append(writer, 1, "b")
        assert "cannot be read" in await stopped(signer)
    memory.write_text(kept, encoding="utf-8")
    async with signing(database, signed_ledger):
        await signed_at(pool, 6)


async def test_a_lost_key_is_replaced_by_another_and_the_history_still_counts(
    database: Database, pool: Pool, signed_ledger: Settings, admin_connection: Connection
) -> None:
    signing_file(signed_ledger).unlink()
    deployment(signed_ledger.data_dir)
    assert load_ring(signed_ledger) is not None
    async with signing(database, signed_ledger) as signer:
        await signed_at(pool, 5, vkey=in_ledger(ring_of(signed_ledger).signing.verifier, LEDGER).text)
        assert signer.standing.stopped == {}
    await doctor(admin_connection, LEDGER, 1)
    async with signing(database, signed_ledger) as signer, writing(database) as writer:
        await append(writer, 1, "b")
        assert "history was changed" in await stopped(signer)


async def test_without_a_place_to_remember_it_signs_and_says_so(
    database: Database, pool: Pool, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = deployment(tmp_path)

    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("service.signing.memory.write_whole", read_only)
    async with signing(database, settings), writing(database) as writer:
        await opened(writer, LEDGER)
        await signed_at(pool, 1)
        await signed_at(pool, await append(writer, 1, "a"))
    assert caplog.text.count("cannot be kept") == 1


async def test_a_ledger_that_is_mended_is_signed_again(
    database: Database, pool: Pool, signed_ledger: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.signing.signer.RECHECK", 0.2)
    memory = signed_ledger.data_dir / "keys/signed.json"
    kept = memory.read_text(encoding="utf-8")
    memory.write_text("nothing", encoding="utf-8")
    async with signing(database, signed_ledger) as signer, writing(database) as writer:
        await append(writer, 1, "b")
        await stopped(signer)
        memory.write_text(kept, encoding="utf-8")
        await signed_at(pool, 6)

        async def nothing_is_stopped() -> bool:
            return signer.standing.stopped == {}

        await until(nothing_is_stopped)
