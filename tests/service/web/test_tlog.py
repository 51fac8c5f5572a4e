"""The log over HTTP: what an auditor reads is what C2SP says, and nothing beyond what was signed."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from service.app import make_app
from service.database import Connection, Database
from service.keys import add_witness
from service.ledger import checkpoints
from service.proof.canonical import leaf_hash
from service.proof.checkpoint import Checkpoint, InclusionProof
from service.proof.keys import in_ledger, successors
from service.proof.merkle import consistency_spans, root_of, verify_consistency, verify_inclusion
from service.proof.note import COSIGNATURE, Note, SigningKey, VerifierKey
from service.proof.tiles import Tile, consistency_from_tiles, tiles_of
from service.settings import Settings
from tests.service.ledger.ledgers import LEDGER, opened
from tests.service.signing.deployments import NAME, append, deployment, ring_of, signed_at, writing

SIZES = (5, 300, 700)
WITNESS = SigningKey("mairie.test/w", COSIGNATURE, bytes(32))
OTHER = SigningKey("mairie.test/other", COSIGNATURE, bytes([1] * 32))
TIME = 1_764_000_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A deployment with a key, that knows one witness."""
    made = deployment(tmp_path)
    add_witness(made, WITNESS.verifier.text)
    return made


@pytest.fixture
async def client(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx2.AsyncClient]:
    """The service over a ledger that was signed at three sizes."""
    monkeypatch.setattr("service.signing.signer.PACE", 0.0)
    app = make_app(database, settings)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as client:
            async with writing(database) as writer:
                await opened(writer, LEDGER)
                last = 1
                for size in SIZES:
                    last = await append(writer, size - last, f"c{size}")
                    await signed_at(app.state.services.pool, last)
            client.app = app  # type: ignore[attr-defined]
            yield client


@pytest.fixture
async def headers(client: httpx2.AsyncClient, admin_connection: Connection) -> list[bytes]:
    """Every header, in order, from the database itself."""
    rows = await admin_connection.fetch(
        "SELECT header FROM greffe.entry_header WHERE ledger_id = $1 ORDER BY position", LEDGER
    )
    assert len(rows) == SIZES[-1]
    return [row["header"] for row in rows]


async def latest(client: httpx2.AsyncClient) -> tuple[Note, Checkpoint]:
    note = Note.parse((await client.get(f"/tlog/{LEDGER}/checkpoint")).content)
    return note, Checkpoint.parse(note.text)


async def test_the_last_checkpoint_is_told(
    client: httpx2.AsyncClient, settings: Settings, headers: list[bytes]
) -> None:
    answer = await client.get(f"/tlog/{LEDGER}/checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=1"
    note, told = await latest(client)
    assert told == Checkpoint(f"{NAME}/ledger/{LEDGER}", 700, root_of([leaf_hash(header) for header in headers]))
    assert note.verified(ring_of(settings).verifiers(LEDGER))
    assert (await client.get("/tlog")).text == f"{LEDGER}\n"


async def test_tiles_are_those_of_the_specification(client: httpx2.AsyncClient, headers: list[bytes]) -> None:
    leaves = [leaf_hash(header) for header in headers]
    wanted = {
        "0/000": leaves[:256],
        "0/001": leaves[256:512],
        "0/002.p/188": leaves[512:],
        "0/002.p/1": leaves[512:513],
        "0/001.p/44": leaves[256:300],
        "1/000.p/2": [root_of(leaves[:256]), root_of(leaves[256:512])],
        "1/000.p/1": [root_of(leaves[:256])],
    }
    for path, hashes in wanted.items():
        answer = await client.get(f"/tlog/{LEDGER}/tile/{path}")
        assert (answer.status_code, answer.content) == (200, b"".join(hashes)), path
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_bundles_hold_the_headers(client: httpx2.AsyncClient, headers: list[bytes]) -> None:
    for path, held in (("entries/000", headers[:256]), ("entries/002.p/188", headers[512:])):
        for coding in ("identity", "gzip"):
            answer = await client.get(f"/tlog/{LEDGER}/tile/{path}", headers={"accept-encoding": coding})
            content, found = answer.content, []
            while content:
                length = int.from_bytes(content[:2])
                found.append(content[2 : 2 + length])
                content = content[2 + length :]
            assert found == held
            assert answer.headers.get("content-encoding", "identity") == coding
            assert answer.headers["vary"] == "Accept-Encoding"


NOT_THERE = (
    "tile/0/002",
    "tile/0/002.p/189",
    "tile/0/003.p/1",
    "tile/1/000",
    "tile/1/000.p/3",
    "tile/2/000.p/1",
    "tile/63/000.p/1",
    "tile/0/000.p/256",
    "tile/0/000.p/0",
    "tile/0/0",
    "tile/64/000",
    "tile/entries/002",
    "tile/entries/0",
    "tile/0/x999/x999/x999/x999/x999/999",
    "tile/../checkpoint%00",
    "tile/0/000%00",
    "proof/0",
    "proof/701",
    "nothing",
)


async def test_what_is_not_there_is_not_found(client: httpx2.AsyncClient) -> None:
    for path in NOT_THERE:
        assert (await client.get(f"/tlog/{LEDGER}/{path}")).status_code == 404, path


async def test_odd_requests_are_refused(client: httpx2.AsyncClient) -> None:
    for ledger in ("FR", "200000016", "x", "200000008%00", "%F0%9F%92%A5", "9" * 3000):
        assert (await client.get(f"/tlog/{ledger}/checkpoint")).status_code == 404
        assert (await client.get(f"/tlog/{ledger}/tile/0/000.p/1")).status_code == 404
    for position in ("-1", "01", "1.0", "x", "9" * 400):
        assert (await client.get(f"/tlog/{LEDGER}/proof/{position}")).status_code == 400
    assert (await client.put(f"/tlog/{LEDGER}/checkpoint")).status_code == 405
    assert (await client.get(f"/tlog/{LEDGER}/cosignatures")).status_code == 405


async def test_any_two_checkpoints_are_consistent_by_tiles_alone(
    client: httpx2.AsyncClient, admin_connection: Connection
) -> None:
    rows = await admin_connection.fetch("SELECT size, root FROM greffe.checkpoint ORDER BY size")
    roots = {row["size"]: row["root"] for row in rows}
    assert set(roots) >= set(SIZES)
    for first, second in ((5, 300), (5, 700), (300, 700)):
        tiles: dict[Tile, bytes] = {}
        for tile in tiles_of(consistency_spans(first, second), second):
            tiles[tile] = (await client.get(f"/tlog/{LEDGER}/tile/{tile.path}")).content
        path = consistency_from_tiles(first, second, tiles)
        verify_consistency(first, second, path, roots[first], roots[second])


async def test_a_proof_is_checked_offline(client: httpx2.AsyncClient, settings: Settings, headers: list[bytes]) -> None:
    for position in (1, 2, 256, 257, 512, 513, 700):
        answer = await client.get(f"/tlog/{LEDGER}/proof/{position}")
        proof = InclusionProof.parse(answer.content)
        note = Note.parse(proof.checkpoint)
        assert note.verified(ring_of(settings).verifiers(LEDGER))
        told = Checkpoint.parse(note.text)
        verify_inclusion(leaf_hash(headers[position - 1]), proof.index, told.size, proof.path, told.root)
        assert proof.index == position - 1


async def test_the_keys_are_told(client: httpx2.AsyncClient, settings: Settings) -> None:
    told = (await client.get(f"/tlog/{LEDGER}/keys")).json()
    assert told["origin"] == f"{NAME}/ledger/{LEDGER}"
    (key,) = told["keys"]
    assert key["vkey"] == in_ledger(ring_of(settings).signing.verifier, LEDGER).text
    assert (key["until"], key["succession"]) == (None, None)
    assert successors(VerifierKey.parse(key["vkey"]), []) == [VerifierKey.parse(key["vkey"])]


async def test_nothing_beyond_the_signed_size_is_told(
    client: httpx2.AsyncClient, database: Database, settings: Settings
) -> None:
    (settings.data_dir / "keys/signing.key").unlink()
    async with writing(database) as writer:
        await append(writer, 1, "later")
        assert (await client.get(f"/tlog/{LEDGER}/tile/0/002.p/189")).status_code == 404
        assert (await client.get(f"/tlog/{LEDGER}/proof/701")).status_code == 404
        assert (await latest(client))[1].size == 700


# -- cosignatures ------------------------------------------------------------------------------------------------------


async def leave(client: httpx2.AsyncClient, body: str | bytes, ledger: str = LEDGER) -> Any:
    return await client.post(f"/tlog/{ledger}/cosignatures", content=body.encode() if isinstance(body, str) else body)


def signed(text: str, *keys: SigningKey, at: int = TIME) -> str:
    return str(Note(text, tuple(key.sign(text, at) for key in keys)))


async def test_a_cosignature_of_a_known_witness_is_kept_and_told(
    client: httpx2.AsyncClient, settings: Settings
) -> None:
    note, told = await latest(client)
    answer = await leave(client, signed(note.text, OTHER, WITNESS))
    assert (answer.status_code, answer.text) == (200, WITNESS.verifier.text + "\n")
    for again in (signed(note.text, WITNESS), signed(note.text, WITNESS, at=TIME + 60)):
        assert (await leave(client, again)).status_code == 200
    note, _ = await latest(client)
    assert [s.name for s in note.signatures] == [f"{NAME}/ledger/{LEDGER}", "mairie.test/w"]
    verified = note.verified([WITNESS.verifier, *ring_of(settings).verifiers(LEDGER)])
    assert verified[WITNESS.verifier].timestamp == TIME
    proof = InclusionProof.parse((await client.get(f"/tlog/{LEDGER}/proof/1")).content)
    assert Note.parse(proof.checkpoint).verified([WITNESS.verifier])
    assert told.size == 700


async def test_an_older_checkpoint_may_be_cosigned(client: httpx2.AsyncClient, admin_connection: Connection) -> None:
    stored = await admin_connection.fetchval("SELECT note FROM greffe.checkpoint WHERE size = 300")
    assert (await leave(client, signed(Note.parse(stored).text, WITNESS))).status_code == 200
    async with client.app.state.services.pool.acquire() as connection:  # type: ignore[attr-defined]
        held = await checkpoints.latest_cosigned(connection, LEDGER)
    assert held is not None
    assert held.size == 300


async def test_cosignatures_that_prove_nothing_are_refused(
    client: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    note, told = await latest(client)
    by_witness = WITNESS.sign(note.text, TIME)
    forged = by_witness.line.replace(by_witness.line[-10], "A" if by_witness.line[-10] != "A" else "B")
    fork = Checkpoint(told.origin, told.size, bytes(32)).text
    later = Checkpoint(told.origin, told.size + 1, bytes(32)).text
    elsewhere = Checkpoint("other.test", told.size, told.root).text
    extended = Checkpoint(told.origin, told.size, told.root, ("more",)).text
    assert (await leave(client, signed(note.text, OTHER))).status_code == 403
    assert (await leave(client, str(note))).status_code == 403
    assert (await leave(client, f"{note.text}\n{forged}")).status_code == 403
    assert (await leave(client, signed(fork, OTHER))).status_code == 403
    assert "COSIGNED" not in caplog.text
    assert (await leave(client, signed(fork, WITNESS))).status_code == 409
    assert "WITNESS mairie.test/w COSIGNED ANOTHER ROOT" in caplog.text
    assert (await leave(client, signed(extended, WITNESS))).status_code == 409
    assert (await leave(client, signed(later, WITNESS))).status_code == 404
    assert (await leave(client, signed(elsewhere, WITNESS))).status_code == 404
    assert (await leave(client, signed(note.text, WITNESS), "FR")).status_code == 404
    assert (await leave(client, signed(note.text, WITNESS, at=2**62))).status_code == 400
    for body in (b"", b"\xff", note.text.encode(), by_witness.line.encode(), b"a\n\nb\n"):
        assert (await leave(client, body)).status_code == 400
    assert (await leave(client, b"x" * 100_000)).status_code == 413
    assert len((await latest(client))[0].signatures) == 1


async def test_without_a_list_of_witnesses_none_is_taken(database: Database, settings: Settings) -> None:
    (settings.data_dir / "witnesses").write_text("nonsense\n", encoding="utf-8")
    app = make_app(database, settings)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as client:
            text = Checkpoint("o", 1, bytes(32)).text
            assert (await leave(client, signed(text, WITNESS))).status_code == 503


# -- GraphQL -----------------------------------------------------------------------------------------------------------

CHECKPOINT = """
query ($size: Int, $cosigned: Boolean! = false) { checkpoint(authority: "200000008", size: $size, cosigned: $cosigned) {
  ledger origin size root signedAt vkey note cosignatures { witness vkey witnessedAt line } } }
"""


async def ask(client: httpx2.AsyncClient, **variables: Any) -> Any:
    answer = (await client.post("/graphql", json={"query": CHECKPOINT, "variables": variables})).json()
    assert "errors" not in answer, answer
    return answer["data"]["checkpoint"]


async def test_the_api_tells_checkpoints(client: httpx2.AsyncClient) -> None:
    note, told = await latest(client)
    last = await ask(client)
    assert (last["ledger"], last["origin"], last["size"]) == (LEDGER, told.origin, 700)
    assert (last["root"], last["note"], last["cosignatures"]) == (told.root.hex(), str(note), [])
    assert Note.parse(last["note"]).verified([VerifierKey.parse(last["vkey"])])
    assert await ask(client, cosigned=True) is None
    earlier = await ask(client, size=300)
    assert earlier["size"] == 300
    for size in (0, 2, 701, -1, 2**31 - 1):
        assert await ask(client, size=size) is None
    await leave(client, signed(Note.parse(earlier["note"]).text, WITNESS))
    held = await ask(client, cosigned=True)
    assert held["size"] == 300
    assert held["cosignatures"][0] == {
        "witness": "mairie.test/w",
        "vkey": WITNESS.verifier.text,
        "witnessedAt": "2025-11-24T16:00:00.000000Z",
        "line": WITNESS.sign(Note.parse(earlier["note"]).text, TIME).line,
    }
    assert (await ask(client, size=700, cosigned=True)) is None


async def test_readiness_says_who_signs(client: httpx2.AsyncClient, database: Database, tmp_path: Path) -> None:
    assert (await client.get("/readyz")).json()["signing"] == {"state": "SIGNING", "stopped": {}}
    app = make_app(database)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://greffe.test") as other:
            assert (await other.get("/readyz")).json()["signing"] == {"state": "NO_KEY", "stopped": {}}


async def test_a_tile_with_a_gap_is_told_to_nobody_as_one_to_keep(
    client: httpx2.AsyncClient, admin_connection: Connection
) -> None:
    whole = await client.get(f"/tlog/{LEDGER}/tile/1/000.p/2")
    assert (whole.status_code, len(whole.content)) == (200, 64)
    for table, where in (("tree_node", "index = 1"), ("entry_header", "position = 3")):
        await admin_connection.execute(f"ALTER TABLE greffe.{table} DISABLE TRIGGER USER")
        await admin_connection.execute(f"DELETE FROM greffe.{table} WHERE ledger_id = $1 AND {where}", LEDGER)
    for path in ("tile/1/000.p/2", "tile/0/000", "tile/entries/000", "proof/700"):
        answer = await client.get(f"/tlog/{LEDGER}/{path}")
        assert (answer.status_code, answer.headers.get("cache-control")) == (503, None), path
        assert "greffe verify --database" in answer.text


async def test_the_api_proves_an_entry_under_the_last_checkpoint(
    client: httpx2.AsyncClient, headers: list[bytes]
) -> None:
    query = """query ($p: Int!) { checkpoint { size root inclusion(position: $p) { leaf path root treeSize } } }"""
    for position in (1, SIZES[0], SIZES[-1]):
        answer = (await client.post("/graphql", json={"query": query, "variables": {"p": position}})).json()
        told = answer["data"]["checkpoint"]
        proof, leaf = told["inclusion"], leaf_hash(headers[position - 1])
        assert (proof["leaf"], proof["treeSize"], proof["root"]) == (leaf.hex(), SIZES[-1], told["root"])
        path = [bytes.fromhex(each) for each in proof["path"]]
        verify_inclusion(leaf, position - 1, told["size"], path, bytes.fromhex(told["root"]))
    for position in (0, SIZES[-1] + 1):
        answer = (await client.post("/graphql", json={"query": query, "variables": {"p": position}})).json()
        assert answer["data"]["checkpoint"]["inclusion"] is None
