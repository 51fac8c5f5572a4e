"""Which attack is caught by whom: done to a real database, and held against the table in docs/security.md."""

import contextlib
import io
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from msgspec import Struct

from domain.people import RegisterPerson
from service.database import Connection, Database, connected
from service.export.asked import Asked, ExportRefused
from service.export.bundle import write_bundle
from service.keys import FOLDER as KEYS
from service.keys import signing_file, write_key
from service.ledger import checkpoints, tree
from service.proof.checkpoint import Checkpoint
from service.proof.merkle import ProofError, verify_consistency
from service.proof.note import Note
from service.proof.refusal import Refused
from service.proof.trust import Trust
from service.proof.verify import verify
from service.selfcheck import check_deployment, check_ledger, snapshot
from service.settings import Settings
from service.signing.memory import FILE as MEMORY
from service.signing.memory import Memory
from tests.service.clerk.office import CLERK, LEDGER, ON, Office
from tests.service.ledger.ledgers import until
from tests.service.selfcheck.attacks import ATTACKS, BACKED_UP, KNOWN, LAST, STOLEN, back_up
from tests.service.selfcheck.conftest import clone, filled, office_in, vault_keys
from tests.service.selfcheck.signing import RING, sign, signers
from tests.service.signing.deployments import signing

SECURITY = Path(__file__).parents[3] / "docs/security.md"
COLUMNS = (
    "Attack",
    "`greffe verify --database`",
    "An old checkpoint",
    "A new bundle",
    "A new bundle and an old one",
    "The signer",
)
NOT_CAUGHT = "not caught"


class Scene(Struct):
    """A register, and those who know of it: see attacks.py."""

    office: Office
    database: Database
    connection: Connection
    admin: Connection
    settings: Settings
    """With the folder where the signer keeps its key and what it signed."""
    auditor: str
    """The signed note that somebody outside keeps."""


async def as_it_was(database: Database) -> None:
    """Entries, a backup, checkpoints."""
    async with connected(database.admin_url or "") as admin, office_in(database) as office:
        await office.live(LEDGER, await office.furnish(LEDGER))
        await register(office, BACKED_UP - 40)
        await back_up(admin)
        await register(office, KNOWN - BACKED_UP)
        await sign(admin, LEDGER, KNOWN)
        await register(office, LAST - KNOWN)
        await sign(admin, LEDGER, LAST)


@pytest.fixture(scope="module")
async def scene_template(server: Connection, server_url: str, template: str) -> AsyncIterator[str]:
    async with filled(server, server_url, template, as_it_was) as name:
        yield name


@pytest.fixture
async def database(server: Connection, server_url: str, scene_template: str) -> AsyncIterator[Database]:
    """The scene's database, of this test alone."""
    async with clone(server, server_url, scene_template) as cloned:
        yield cloned


@pytest.fixture
async def scene(
    database: Database, app_connection: Connection, admin_connection: Connection, tmp_path: Path
) -> AsyncIterator[Scene]:
    """A register as it was, and what those who know of it keep."""
    settings = Settings(data_dir=tmp_path)
    write_key(signing_file(settings), RING.text, replace=False)
    known, last = [await checkpoints.of_size(app_connection, LEDGER, size) for size in (KNOWN, LAST)]
    assert known is not None
    assert last is not None
    Memory(tmp_path / KEYS / MEMORY).keep({LEDGER: last.note})
    async with office_in(database) as office:
        yield Scene(office, database, app_connection, admin_connection, settings, known.note)


async def register(office: Office, number: int) -> None:
    """So many people registered in one list of commands."""
    new = (RegisterPerson(on=ON, person=f"$p{n}", given_name="A", family_name="B") for n in range(number))
    await office.record(*new, command_id=f"people {secrets.token_hex(4)}")


async def self_check(scene: Scene) -> str:
    """What the self-check says, given the keys that the deployment knows."""
    async with snapshot(scene.connection) as heads:
        report = await check_ledger(scene.connection, heads, LEDGER, signers=signers(LEDGER), keks=vault_keys())
        found = [*report.differences, *(await check_deployment(scene.connection)).differences]
    if not found:
        return NOT_CAUGHT
    checks = dict.fromkeys(one.check.value.lower() for one in found)
    first = min((one.position for one in found if one.position), default=None)
    return f"caught{f' at entry {first}' if first else ''}: {', '.join(checks)}"


async def signer(scene: Scene) -> str:
    """Whether the signer goes on when another entry is recorded: it remembers what it signed."""
    with contextlib.suppress(asyncpg.PostgresError):  # where the next position is taken, nothing is recorded any more
        await register(scene.office, 1)
    head = await scene.connection.fetchval("SELECT position FROM ledger_head WHERE ledger_id = $1", LEDGER)
    before = await scene.connection.fetchval("SELECT clock_timestamp()")
    vkey = RING.verifiers(LEDGER)[0].text

    async def done() -> bool:
        last = await checkpoints.of_size(scene.connection, LEDGER, head)
        signed = last is not None and last.vkey == vkey and last.signed_at > before
        return signed or LEDGER in running.standing.stopped

    async with signing(scene.database, scene.settings) as running:
        await until(done)
        return "caught: it signs no more" if LEDGER in running.standing.stopped else NOT_CAUGHT


async def auditor(scene: Scene) -> str:
    """Whether what the register now holds goes on from the checkpoint that somebody kept; whoever signed it."""
    size = await scene.connection.fetchval("SELECT position FROM ledger_head WHERE ledger_id = $1", LEDGER)
    known = Checkpoint.parse(Note.parse(scene.auditor).text)
    if size < known.size:
        return f"caught: {size} entries, {known.size} were known"
    try:
        path = await tree.consistency_proof(scene.connection, LEDGER, known.size, size)
        verify_consistency(known.size, size, path, known.root, await tree.root(scene.connection, LEDGER, size))
    except tree.TreeDamaged:
        return "caught: no proof can be given"
    except ProofError:
        return "caught: not the same history"
    return NOT_CAUGHT


async def bundle_alone(scene: Scene) -> str:
    """A bundle made after the attack, verified with the register's public key, had from elsewhere."""
    return await _verified(scene, [])


async def bundle_and_checkpoint(scene: Scene) -> str:
    """The same, with the checkpoint that an earlier bundle holds."""
    return await _verified(scene, [scene.auditor.encode()])


async def _verified(scene: Scene, checkpoints_kept: list[bytes]) -> str:
    made = io.BytesIO()
    try:
        await write_bundle(scene.office.pool, made, CLERK, Asked(ledger=LEDGER, on=ON), vault=scene.office.vault)
    except ExportRefused as refused:
        return f"caught: no bundle ({refused.code.lower().replace('_', ' ')})"
    trust = Trust.of([RING.signing.verifier.text], [], None, checkpoints_kept)
    try:
        report = verify(made, trust)
    except Refused as why:
        where = f" at entry {why.position}" if why.position else ""
        return f"caught{where}: {why.code.lower().replace('_', ' ')}"
    return NOT_CAUGHT if report.trusted else "caught: signed by a key that the auditor does not know"


WHO = (self_check, auditor, bundle_alone, bundle_and_checkpoint, signer)
"""In this order: the signer has another entry recorded."""


async def test_nobody_catches_anything_where_nothing_was_done(scene: Scene) -> None:
    assert [await who(scene) for who in (*WHO, self_check)] == [NOT_CAUGHT] * 6


@pytest.mark.parametrize("name", ATTACKS)
async def test_the_table_says_who_catches_an_attack(scene: Scene, name: str) -> None:
    await ATTACKS[name](scene.admin)
    if name == STOLEN:
        (scene.settings.data_dir / KEYS / MEMORY).unlink()
    row = f"| {' | '.join([name, *[await who(scene) for who in WHO]])} |"
    assert row in table(), f"docs/security.md should say:\n{row}"


def table() -> list[str]:
    """The rows of the matrix in docs/security.md."""
    lines = SECURITY.read_text(encoding="utf-8").splitlines()
    start = lines.index(f"| {' | '.join(COLUMNS)} |")
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(line)
    return rows


def test_the_table_names_every_attack_and_no_other() -> None:
    assert [row.split("|")[1].strip() for row in table()] == list(ATTACKS)
