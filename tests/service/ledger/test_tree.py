"""The stored tree is the one that the entries make: its nodes, roots and proofs, whoever appends and however."""

import asyncio
import hashlib
import random
import re
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.database import Connection, Database, Pool, connect, connected, migrate, open_pool
from service.database.migrate import migrations
from service.ledger import Append, Projectable, Writer
from service.ledger.tree import (
    BeyondHead,
    TreeDamaged,
    consistency_proof,
    inclusion_proof,
    parts_of,
    root,
    roots,
)
from service.proof.merkle import (
    EMPTY_ROOT,
    LARGEST_SIZE,
    ProofError,
    consistency_path,
    consistency_spans,
    inclusion_path,
    inclusion_spans,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from tests.hypothesis_profiles import load
from tests.service.ledger.ledgers import LEDGER, NoProjections, check_nodes, opened, person, sound, writer_on

load()

OTHER = "200000016"
BIG = 65536 + 300
SIZES = (1, 2, 255, 256, 257, 511, 512, 513, 40000, 65535, 65536, 65537, 65536 + 256, BIG)

FILL = """
INSERT INTO entry_header (ledger_id, position, recorded_at, header, leaf)
SELECT $1, p, 'epoch', convert_to(p::text, 'UTF8'), sha256('\\x00'::bytea || convert_to(p::text, 'UTF8'))
FROM generate_series($2::bigint, $3::bigint) AS p
"""
HEAD = """
INSERT INTO ledger_head (ledger_id, clock, position, projection_version) VALUES ($1, 'REAL', $2, 1)
ON CONFLICT (ledger_id) DO UPDATE SET position = $2
"""


def leaf(position: int) -> bytes:
    """What FILL stores."""
    return hashlib.sha256(b"\x00%d" % position).digest()


def leaves_to(position: int) -> list[bytes]:
    return [leaf(one) for one in range(1, position + 1)]


async def fill(connection: Connection | Pool, ledger: str, first: int, last: int) -> None:
    """Entries that nobody's batch has appended."""
    await connection.execute(FILL, ledger, first, last)
    await connection.execute(HEAD, ledger, last)


@pytest.fixture
async def big(database: Database, app_connection: Connection) -> Connection:
    """A ledger of more than a tile of tiles."""
    await fill(app_connection, LEDGER, 1, BIG)
    await app_connection.execute("SELECT complete_tiles($1, $2)", LEDGER, BIG)
    return app_connection


async def test_roots_and_proofs_are_those_of_the_reference(big: Connection, pool: Pool) -> None:
    leaves = leaves_to(BIG)
    await check_nodes(pool, LEDGER, leaves)
    draw = random.Random(6962)
    for size in SIZES:
        tree = leaves[:size]
        top = root_of(tree)
        assert await root(big, LEDGER, size) == top
        for position in {1, size, draw.randint(1, size), draw.randint(1, size)}:
            path = await inclusion_proof(big, LEDGER, position, size)
            assert path == inclusion_path(tree, position - 1)
            verify_inclusion(leaf(position), position - 1, size, path, top)
        for first in {1, size, draw.randint(1, size), max(1, size - 1), max(1, size // 2)}:
            path = await consistency_proof(big, LEDGER, first, size)
            assert path == consistency_path(tree, first)
            verify_consistency(first, size, path, await root(big, LEDGER, first), top)


async def test_a_whole_proof_is_one_statement(big: Connection) -> None:
    ran: list[str] = []
    await root(big, LEDGER, BIG)  # asyncpg asks once on each connection what an array is
    big.add_query_logger(lambda record: ran.append(record.query))
    await inclusion_proof(big, LEDGER, 40_000, BIG)
    await consistency_proof(big, LEDGER, 40_000, BIG)
    await root(big, LEDGER, BIG)
    await asyncio.sleep(0)  # the loop tells the loggers
    assert len(ran) == 3


@given(st.integers(1, LARGEST_SIZE), st.integers(0, LARGEST_SIZE))
def test_a_proof_of_any_size_needs_two_tiles_of_each_level(size: int, number: int) -> None:
    index, first = number % size, number % size + 1
    inclusion = [(index, first), (0, size), *inclusion_spans(index, size)]
    for spans in (inclusion, [(0, first), (0, size), *consistency_spans(first, size)]):
        tiles = set()
        for start, end in spans:
            at = end
            for part in parts_of((start, end)):
                assert part.last << part.height == at
                at = part.first << part.height
                tile = part.tile_within(size)
                assert tile.first <= part.first < part.last <= tile.last <= size >> part.height
                assert tile.last - tile.first <= 256 or part.height == 32
                tiles.add(tile)
            assert at == start
        assert all(sum(tile.height == height for tile in tiles) <= 2 for height in (0, 8, 16, 24, 32))


@pytest.mark.parametrize("height", [16, 24, 32])
async def test_the_last_leaf_of_a_high_tile_completes_it(app_connection: Connection, height: int) -> None:
    """A ledger of which only the right edge is stored: the last leaf fills a tile of each level up to this one."""
    size = 1 << height
    await fill(app_connection, LEDGER, size - 255, size + 5)
    expected = [leaf(position) for position in range(size - 255, size + 1)]
    for level in range(8, height, 8):
        last = (1 << height - level) - 1
        left = [hashlib.sha256(b"%d %d" % (level, index)).digest() for index in range(last - 255, last)]
        await app_connection.executemany(
            "INSERT INTO tree_node VALUES ($1, $2, $3, $4)",
            [(LEDGER, level, index, found) for index, found in enumerate(left, last - 255)],
        )
        expected = [*left, root_of(expected)]
    await app_connection.execute("SELECT complete_tiles($1, $2)", LEDGER, size + 5)
    assert await root(app_connection, LEDGER, size) == root_of(expected)
    top, old = await root(app_connection, LEDGER, size + 5), await root(app_connection, LEDGER, size)
    for position in (size - 3, size, size + 1, size + 5):
        path = await inclusion_proof(app_connection, LEDGER, position, size + 5)
        verify_inclusion(leaf(position), position - 1, size + 5, path, top)
    verify_consistency(size, size + 5, await consistency_proof(app_connection, LEDGER, size, size + 5), old, top)
    path = await consistency_proof(app_connection, LEDGER, size - 3, size + 5)
    verify_consistency(size - 3, size + 5, path, await root(app_connection, LEDGER, size - 3), top)


async def test_what_the_tree_does_not_have_is_refused(big: Connection) -> None:
    assert await root(big, LEDGER, 0) == await root(big, OTHER, 0) == EMPTY_ROOT
    for ledger, size in ((LEDGER, BIG + 1), (LEDGER, 2**40), (LEDGER, LARGEST_SIZE), (OTHER, 1)):
        with pytest.raises(BeyondHead, match=f"ledger {ledger} has {BIG if ledger == LEDGER else 0} entries"):
            await root(big, ledger, size)
        with pytest.raises(BeyondHead):
            await inclusion_proof(big, ledger, 1, size)
        with pytest.raises(BeyondHead):
            await consistency_proof(big, ledger, 1, size)
        with pytest.raises(BeyondHead):
            await consistency_proof(big, ledger, size, size)
    for size in (-1, 2**63, 10**5000):
        with pytest.raises(ProofError):
            await root(big, LEDGER, size)
    for position, size in ((0, 5), (-1, 5), (6, 5), (1, 0), (2**70, 5), (1, 2**63)):
        with pytest.raises(ProofError):
            await inclusion_proof(big, LEDGER, position, size)
    for first, second in ((0, 5), (6, 5), (-1, 5), (0, 0), (1, 2**63)):
        with pytest.raises(ProofError):
            await consistency_proof(big, LEDGER, first, second)


async def test_missing_hashes_are_told_and_never_skipped(big: Connection) -> None:
    await fill(big, OTHER, 2, 600)  # entry 1 is not there
    with pytest.raises(TreeDamaged, match=f"ledger {OTHER} has 254 of 255 hashes of level 0 from 0 on"):
        await root(big, OTHER, 255)
    with pytest.raises(TreeDamaged, match=f"ledger {OTHER} has 0 of 2 hashes of level 8 from 0 on"):
        await root(big, OTHER, 600)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="a full tile has 256 hashes, not 255"):
        await big.execute("SELECT complete_tiles($1, 600)", OTHER)
    assert await roots(big, OTHER, 600, [(256, 257), (257, 258)]) == [leaf(257), leaf(258)]


def watched(database: Database, queries: list[str]) -> Writer:
    """A writer whose statements are written down."""

    async def connecting() -> Connection:
        connection = await connect(database.app_url)
        connection.add_query_logger(lambda record: queries.append(record.query))
        return connection

    return Writer(connecting, NoProjections())


def some(count: int, ledger: str = LEDGER) -> Append:
    return Append(ledger=ledger, entries=(person("a"),) * count)


_ASYNCPG = re.compile(r"set_config\('jit'|typeinfo_tree")
"""How asyncpg learns of a type, once for a connection."""


async def test_only_a_batch_that_fills_a_tile_has_two_statements_more(database: Database, pool: Pool) -> None:
    queries, counts = list[str](), []
    async with watched(database, queries) as writer:
        await opened(writer, LEDGER)
        for count in (254, 1, 1, 254, 2, 600):
            queries.clear()
            await writer.append(some(count))
            await asyncio.sleep(0)
            ran = [query for query in queries if query != "DISCARD PLANS" and not _ASYNCPG.search(query)]
            counts.append((count, len(ran), sum("complete_tiles" in query for query in ran)))
            await sound(pool, LEDGER)
    usual = counts[0][1]
    extra = [0, 1, 0, 0, 1, 1]  # the positions 255, 256, 257, 511, 513, 1113
    assert [(ran - usual, tiles) for _, ran, tiles in counts] == [(2 * one, one) for one in extra], (
        "the tree, the trail"
    )


async def test_plans_made_for_small_tables_are_made_again_ever_more_rarely(database: Database) -> None:
    queries, again = list[str](), []
    async with watched(database, queries) as writer:
        await opened(writer, LEDGER)
        for number in range(2, 18):
            queries.clear()
            await writer.append(some(1))
            await asyncio.sleep(0)
            again += [number] * queries.count("DISCARD PLANS")
    assert again == [2, 4, 8, 16]


async def test_two_writers_fill_tiles_of_two_ledgers(database: Database, pool: Pool) -> None:
    async with writer_on(database) as one, writer_on(database) as other:
        await opened(one, LEDGER, OTHER)
        appends = [some(7, ledger) for _ in range(50) for ledger in (LEDGER, OTHER)]
        await asyncio.gather(*(w.append(append) for append in appends for w in (one, other)))
    for ledger in (LEDGER, OTHER):
        assert await sound(pool, ledger) == 701
        leaves = await pool.fetch("SELECT leaf FROM entry_header WHERE ledger_id = $1 ORDER BY position", ledger)
        async with pool.acquire() as connection:
            assert await root(connection, ledger, 701) == root_of([row["leaf"] for row in leaves])


async def test_a_batch_that_is_undone_leaves_no_node(database: Database, pool: Pool) -> None:
    async def fail(connection: Connection, steps: Sequence[Projectable]) -> None:
        if any(len(step.entries) == 300 for step in steps):
            assert await connection.fetchval("SELECT count(*) FROM tree_node") == 1
            raise RuntimeError("no projection")

    async with writer_on(database, NoProjections(fail)) as writer:
        await opened(writer, LEDGER)
        with pytest.raises(RuntimeError, match="no projection"):
            await writer.append(some(300))
        assert await pool.fetchval("SELECT count(*) FROM tree_node") == 0
        await writer.append(some(299))
    assert await sound(pool, LEDGER) == 300


async def test_tiles_that_another_version_left_out_are_made_up_for(database: Database, pool: Pool) -> None:
    async with writer_on(database) as writer:
        await opened(writer, LEDGER)
    await fill(pool, LEDGER, 2, 700)  # as a process of the version before would, while it is being replaced
    await pool.execute("UPDATE ledger_head SET projection_version = 1")
    async with writer_on(database) as writer:
        await writer.append(some(100))
    leaves = await pool.fetch("SELECT leaf FROM entry_header WHERE ledger_id = $1 ORDER BY position", LEDGER)
    assert len(leaves) == 800
    await check_nodes(pool, LEDGER, [row["leaf"] for row in leaves])


async def test_a_register_that_exists_gets_its_tree(blank_database: Database, tmp_path: Path) -> None:
    for migration in migrations():
        if migration.number < 22:
            (tmp_path / f"{migration.number:04}_{migration.name}.sql").write_text(migration.sql)
    url = blank_database.admin_url
    await migrate(url, app_password=blank_database.app_password, folder=tmp_path)
    async with connected(url or "") as admin:
        await fill(admin, LEDGER, 1, BIG)
        await fill(admin, OTHER, 1, 255)
        await fill(admin, "FR", 1, 256)
    await migrate(url)
    pool = await open_pool(blank_database.app_url)
    for ledger, size in ((LEDGER, BIG), (OTHER, 255), ("FR", 256)):
        await check_nodes(pool, ledger, leaves_to(size))
    assert await pool.fetchval("SELECT count(*) FROM tree_node") == BIG // 256 + 1 + 1
    await pool.close()


async def test_a_node_is_held_to_its_form(app_connection: Connection) -> None:
    for level, found in ((8, b"x" * 31), (8, b"x" * 33), (0, b"x" * 32), (12, b"x" * 32)):
        with pytest.raises(asyncpg.CheckViolationError):
            await app_connection.execute("INSERT INTO tree_node VALUES ($1, $2, 0, $3)", LEDGER, level, found)
