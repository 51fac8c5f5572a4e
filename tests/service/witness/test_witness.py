"""A witness: what it keeps, what it cosigns, and what it says when a server contradicts itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.database import Connection, Database, connected
from service.keys import add_witness, create_ring, rotate_ring, signing_file
from service.proof.checkpoint import Checkpoint
from service.proof.keys import in_ledger
from service.proof.note import COSIGNATURE, Note, SigningKey
from service.settings import Settings
from service.setup_error import SetupError
from service.witness import Book, Forked, HttpLog, Kept, Unavailable, Untrusted, Witness, opened_book
from tests.service.ledger.ledgers import LEDGER, LEDGERS, opened
from tests.service.signing.deployments import NAME, NOW, append, deployment, doctor, ring_of, signed_at, writing
from tests.service.witness.logs import ServedLog, copied, served

KEY = SigningKey("mairie.test/w", COSIGNATURE, bytes(32))
CHECKPOINT = f"tlog/{LEDGER}/checkpoint"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A deployment that knows the witness."""
    made = deployment(tmp_path / "operator")
    add_witness(made, KEY.verifier.text)
    return made


@pytest.fixture
def book(tmp_path: Path) -> "contextlib.AbstractContextManager[Book]":
    """The witness's book; open it in a test."""
    return opened_book(tmp_path / "witness/book.json")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older checkpoint is asked for twice at once, and what is recorded is signed at once."""
    monkeypatch.setattr("service.witness.watch.PATIENCE", 0.0)
    monkeypatch.setattr("service.signing.signer.PACE", 0.0)


async def grow(database: Database, log: ServedLog, count: int, command: str) -> int:
    """Record that many entries, and wait until they are signed."""
    async with writing(database) as writer:
        if command == "open":
            await opened(writer, LEDGER)
            count -= 1
        last = await append(writer, count, command)
    await signed_at(log.pool, last)
    return last


def content(found: Book) -> bytes:
    return found.path.read_bytes()


async def test_what_is_consistent_is_kept_and_cosigned(database: Database, settings: Settings, book: object) -> None:
    assert isinstance(book, contextlib.AbstractContextManager)
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        with book as kept:
            one = Witness(log, kept, KEY)
            seen = await one.look(LEDGER)
            assert (seen.size, seen.before, seen.trusted_first, seen.cosigned) == (5, None, True, True)
            assert seen.vkey == in_ledger(ring_of(settings).signing.verifier, LEDGER).text
            again = await one.look(LEDGER)
            assert (again.size, again.before, again.trusted_first, again.cosigned) == (5, 5, False, True)
            assert log.asked.count(f"tlog/{LEDGER}/cosignatures") == 1
            for count, command in ((3, "a"), (500, "b")):
                size = await grow(database, log, count, command)
                seen = await one.look(LEDGER)
                assert (seen.size, seen.before, seen.cosigned) == (size, size - count, True)
            assert await one.ledgers() == [LEDGER]
        note = Note.parse(await log.get(CHECKPOINT, 10_000))
        assert KEY.verifier in note.verified([KEY.verifier])
        with opened_book(kept.path) as anew:
            assert (await Witness(log, anew, KEY).look(LEDGER)).before == 508


async def test_an_unknown_witness_holds_what_it_saw_all_the_same(
    database: Database, tmp_path: Path, settings: Settings
) -> None:
    stranger = SigningKey("stranger.test/w", COSIGNATURE, bytes([3] * 32))
    async with served(database, settings) as log:
        await grow(database, log, 3, "open")
        with opened_book(tmp_path / "book.json") as kept:
            seen = await Witness(log, kept, stranger).look(LEDGER)
            assert not seen.cosigned
            assert "greffe keys witness add" in seen.remark
            add_witness(settings, stranger.verifier.text)
            assert (await Witness(log, kept, stranger).look(LEDGER)).cosigned


# -- forks -------------------------------------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def forked(
    server: Connection, database: Database, settings: Settings, book: Book, change: str
) -> AsyncIterator[tuple[ServedLog, Database]]:
    """A server whose operator rewrote the history that a witness holds, with the same key and no memory of it."""
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        await Witness(log, book, KEY).look(LEDGER)
    async with copied(server, database) as doctored:
        async with connected(doctored.admin_url or "") as admin:
            await doctor(admin, LEDGER, 2, also=f"DELETE FROM checkpoint; DELETE FROM cosignature; {change}")
        (settings.data_dir / "keys/signed.json").unlink()
        async with served(doctored, settings) as log:
            yield log, doctored


TRUNCATED = (
    "DELETE FROM entry_header WHERE position > 3; UPDATE ledger_head SET position = 3 WHERE ledger_id = '200000008'"
)


@pytest.mark.parametrize(
    "case",
    [
        ("", 0, "two different histories of 5 entries"),
        ("", 4, "do not begin with the 5"),
        (TRUNCATED, 0, "now shows only 3"),
    ],
)
async def test_a_fork_is_told_and_both_notes_are_evidence(
    server: Connection, database: Database, settings: Settings, tmp_path: Path, case: tuple[str, int, str]
) -> None:
    change, more, says = case
    with opened_book(tmp_path / "book.json") as book:
        async with forked(server, database, settings, book, change) as (log, doctored):
            size = await grow(doctored, log, more, "z") if more else 3 if change else 5
            signed = await signed_at(log.pool, size)
            before, held = content(book), book.get(LEDGER)
            assert held is not None
            with pytest.raises(Forked, match=says) as told:
                await Witness(log, book, KEY).look(LEDGER)
            evidence = told.value.evidence.read_text(encoding="utf-8")
            assert held.note in evidence
            assert signed.note in evidence
            assert says in evidence
            with pytest.raises(Forked) as again:
                await Witness(log, book, KEY).look(LEDGER)
            assert again.value.evidence != told.value.evidence
            assert content(book) == before
            assert f"tlog/{LEDGER}/cosignatures" not in log.asked


async def test_a_server_that_says_it_signed_something_else_is_a_fork(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    """It shows one history to this witness, and keeps another in its database: the cosignature betrays it."""
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        key = ring_of(settings).signing.named(f"{NAME}/ledger/{LEDGER}")
        text = Checkpoint(key.name, 5, bytes(32)).text
        log.lie = lambda path, told: str(Note(text, (key.sign(text),))).encode() if path == CHECKPOINT else told
        with opened_book(tmp_path / "book.json") as book, pytest.raises(Forked, match="another history"):
            await Witness(log, book, KEY).look(LEDGER)


async def test_tiles_that_prove_nothing_are_no_proof(database: Database, settings: Settings, tmp_path: Path) -> None:
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        with opened_book(tmp_path / "book.json") as book:
            one = Witness(log, book, KEY)
            await one.look(LEDGER)
            await grow(database, log, 4, "a")
            before = content(book)
            for cut, error in ((0, Forked), (32, Unavailable), (1, Unavailable)):
                log.lie = lambda path, told, cut=cut: bytes(len(told) - cut) if "/tile/" in path else told  # type: ignore[misc]
                with pytest.raises(error):
                    await one.look(LEDGER)
                assert content(book) == before
            log.lie = lambda _, told: told
            assert (await one.look(LEDGER)).size == 9


async def test_an_older_checkpoint_out_of_a_cache_is_asked_for_again(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        old = await log.get(CHECKPOINT, 10_000)
        await grow(database, log, 4, "a")
        with opened_book(tmp_path / "book.json") as book:
            one = Witness(log, book, KEY)
            await one.look(LEDGER)
            stale = [old]
            log.lie = lambda path, told: stale.pop() if stale and path == CHECKPOINT else told
            assert (await one.look(LEDGER)).size == 9
            log.lie = lambda path, told: old if path == CHECKPOINT else told
            with pytest.raises(Forked, match="only 5"):
                await one.look(LEDGER)


# -- keys --------------------------------------------------------------------------------------------------------------


async def test_a_rotated_key_is_followed_by_the_word_of_the_old_one(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        with opened_book(tmp_path / "book.json") as book:
            one = Witness(log, book, KEY, [ring_of(settings).signing.verifier])
            assert not (await one.look(LEDGER)).trusted_first
            for _ in range(2):
                rotate_ring(settings, NOW)
            new = in_ledger(ring_of(settings).signing.verifier, LEDGER).text
            await signed_at(log.pool, 5, vkey=new)
            seen = await one.look(LEDGER)
            assert (seen.vkey, seen.new_key, seen.cosigned) == (new, True, True)
            kept = book.get(LEDGER)
            assert kept is not None
            assert kept.vkey == new
            assert not (await one.look(LEDGER)).new_key


async def test_a_swapped_key_is_not_trusted(database: Database, settings: Settings, tmp_path: Path) -> None:
    with opened_book(tmp_path / "book.json") as book:
        async with served(database, settings) as log:
            await grow(database, log, 5, "open")
            await Witness(log, book, KEY).look(LEDGER)
            signing_file(settings).unlink()
            create_ring(settings, NAME, NOW)
            new = ring_of(settings).signing.verifier
            await signed_at(log.pool, 5, vkey=in_ledger(new, LEDGER).text)
            before = content(book)
            with pytest.raises(Untrusted, match="not signed by a known key"):
                await Witness(log, book, KEY).look(LEDGER)
            assert content(book) == before
            for pinned in (new, in_ledger(new, LEDGER)):  # the operator gave it by another way
                assert (await Witness(log, book, KEY, [pinned]).look(LEDGER)).vkey == in_ledger(new, LEDGER).text


async def test_a_key_given_by_the_operator_is_the_only_one_trusted(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    other = SigningKey(NAME, 1, bytes([9] * 32)).verifier
    async with served(database, settings) as log:
        await grow(database, log, 2, "open")
        with opened_book(tmp_path / "book.json") as book:
            for pinned in (other, in_ledger(other, LEDGER)):
                with pytest.raises(Untrusted):
                    await Witness(log, book, KEY, [pinned]).look(LEDGER)
            assert book.get(LEDGER) is None
            assert not book.path.exists()
            elsewhere = in_ledger(other, LEDGERS[1])  # says nothing of this ledger
            assert (await Witness(log, book, KEY, [elsewhere]).look(LEDGER)).trusted_first


@pytest.mark.parametrize("origin", ["other.test/ledger/200000008", f"{NAME}/ledger/FR", "nothing"])
async def test_the_checkpoint_of_another_log_is_not_trusted(
    database: Database, settings: Settings, tmp_path: Path, origin: str
) -> None:
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        key = ring_of(settings).signing.named(origin)
        text = Checkpoint(origin, 6, bytes(32)).text
        with opened_book(tmp_path / "book.json") as book:
            for _ in range(2):  # at the first contact, and later
                log.lie = lambda path, told: str(Note(text, (key.sign(text),))).encode() if path == CHECKPOINT else told
                with pytest.raises(Untrusted):
                    await Witness(log, book, KEY).look(LEDGER)
                log.lie = lambda _, told: told
                await Witness(log, book, KEY).look(LEDGER)


async def test_a_note_that_was_tampered_with_is_not_trusted(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    async with served(database, settings) as log:
        await grow(database, log, 5, "open")
        with opened_book(tmp_path / "book.json") as book:
            one = Witness(log, book, KEY)
            for change, error in (
                ((b"\n5\n", b"\n6\n"), Untrusted),
                ((b"\n5\n", b"\n05\n"), Unavailable),
                ((b"\n\n", b"\n"), Unavailable),
            ):
                log.lie = lambda path, told, change=change: told.replace(*change) if path == CHECKPOINT else told  # type: ignore[misc]
                with pytest.raises(error):
                    await one.look(LEDGER)
            for nonsense in (b"", b"[]", b'{"keys": [{"vkey": "x"}]}', b"\xff"):
                log.lie = lambda path, told, nonsense=nonsense: nonsense if path.endswith("/keys") else told  # type: ignore[misc]
                with pytest.raises(Unavailable):
                    await one.look(LEDGER)
            assert book.get(LEDGER) is None


# -- the book ----------------------------------------------------------------------------------------------------------


def test_a_book_is_for_one_process_and_is_never_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    with opened_book(path) as book:
        assert book.ledgers() == []
        with pytest.raises(SetupError, match="in use"), opened_book(path):
            pass
    for nonsense in (
        "",
        "{}",
        '{"v":2,"ledgers":{}}',
        '{"v":1,"ledgers":{"FR":{"vkey":"x","note":"y"}}}',
        "[" * 10_000,
    ):
        path.write_text(nonsense, encoding="utf-8")
        with pytest.raises(SetupError, match="damaged"), opened_book(path):
            pass
        assert path.read_text(encoding="utf-8") == nonsense


def test_a_book_that_was_edited_accuses_nobody(tmp_path: Path) -> None:
    path, log = tmp_path / "book.json", SigningKey("l.test", 1, bytes(32))
    signature = log.sign(Checkpoint("l.test", 1, bytes(32)).text)
    with opened_book(path) as book:
        book.keep("FR", Kept(log.verifier.text, str(Note(Checkpoint("l.test", 1, b"\1" * 32).text, (signature,)))))
    with pytest.raises(SetupError, match="damaged"), opened_book(path):
        pass


def test_a_book_that_cannot_be_written_keeps_what_it_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = SigningKey("l.test", 1, bytes(32))
    notes = [
        str(Note(text, (log.sign(text),))) for text in (Checkpoint("l.test", size, bytes(32)).text for size in (1, 2))
    ]
    with opened_book(tmp_path / "book.json") as book:
        book.keep("FR", Kept(log.verifier.text, notes[0]))
        before = content(book)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(SetupError, match="No space left"):
            book.keep("FR", Kept(log.verifier.text, notes[1]))
        assert content(book) == before
        assert book.get("FR") == Kept(log.verifier.text, notes[0])
        assert [path.name for path in sorted(tmp_path.iterdir())] == ["book.json", "book.json.lock"]


# -- HTTP --------------------------------------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def answering(answer: bytes, endless: bytes = b"") -> AsyncIterator[str]:
    """Something that listens on a free port and answers the same to everybody."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            while endless:
                writer.write(endless)
                await writer.drain()
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("answer", "endless", "says"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536, "longer than 1000 bytes"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", b"", "answers 302"),
        (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", b"", "answers 302"),
        (b"HTTP/1.1 500 \x1b[31m\r\n\r\n\x1b[31mred", b"", "500: ?[31mred"),
        (b"nonsense\r\n\r\n", b"", "nonsense"),
        (b"", b"", "checkpoint: "),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", b"", "7 bytes before its end"),
    ],
)
async def test_answers_of_any_kind_are_survived(answer: bytes, endless: bytes, says: str) -> None:
    async with answering(answer, endless) as url:
        with pytest.raises(Unavailable) as told:
            await HttpLog(url).get("checkpoint", 1000)
        assert says in str(told.value)


async def test_where_nobody_listens_nothing_is_proved() -> None:
    async with answering(b"") as url:
        pass
    with pytest.raises(Unavailable):
        await HttpLog(url).get("checkpoint", 1000)
    for bad in ("file:///etc/passwd", "greffe.scot.fr", "ftp://x"):
        with pytest.raises(SetupError):
            HttpLog(bad)
