"""The tree and its checkpoints: one damage for each thing that can be wrong."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import RegisterPerson
from service.database import Connection, Database, connected
from service.ledger.check.findings import Flaw
from service.ledger.check.tree import Tree
from service.proof.canonical import leaf_hash
from service.proof.merkle import root_of
from service.selfcheck import Report, check_ledger, glance_at_ledger, snapshot
from tests.service.clerk.office import LEDGER, ON
from tests.service.selfcheck.conftest import clone, filled, office_in
from tests.service.selfcheck.intruder import put_header, unguarded, write
from tests.service.selfcheck.signing import STRANGER, sign, signers

Damage = Callable[[Connection], Awaitable[object]]
PEOPLE: Final = 518
HEAD: Final = PEOPLE + 1
SIGNED: Final = 300


async def signed(database: Database) -> None:
    """A ledger of 519 entries, of which 256, 300 and all are signed."""
    async with office_in(database) as office:
        await office.open()
        new = (RegisterPerson(on=ON, person=f"$p{n}", given_name="A", family_name="B") for n in range(PEOPLE))
        await office.record(*new)
    async with connected(database.app_url) as connection:
        for size in (256, SIGNED, HEAD):
            await sign(connection, LEDGER, size)


@pytest.fixture(scope="module")
async def signed_template(server: Connection, server_url: str, template: str) -> AsyncIterator[str]:
    async with filled(server, server_url, template, signed) as name:
        yield name


@pytest.fixture
async def database(server: Connection, server_url: str, signed_template: str) -> AsyncIterator[Database]:
    """The signed ledger, of this test alone."""
    async with clone(server, server_url, signed_template) as cloned:
        yield cloned


async def checked(connection: Connection) -> Report:
    async with snapshot(connection) as heads:
        return await check_ledger(connection, heads, LEDGER, signers=signers(LEDGER))


def sql(statement: str) -> Damage:
    """One statement."""
    return lambda admin: write(admin, statement.format(signed=f"ledger_id = '{LEDGER}' AND size = {SIGNED}"))


async def cut(admin: Connection) -> None:
    """The last entries, the head and all that goes with them; the tree keeps its full tiles."""
    async with unguarded(admin):
        for table in ("entry_header", "entry_body", "entry_tag"):
            await admin.execute(f"DELETE FROM {table} WHERE position > 310")
        await admin.execute("UPDATE ledger_head SET position = 310")


async def signed_by_a_stranger(admin: Connection) -> None:
    """The checkpoint of a size is replaced by one of another key, which is published too."""
    await write(admin, f"DELETE FROM checkpoint WHERE size = {SIGNED}")
    await write(admin, f"DELETE FROM cosignature WHERE size = {SIGNED}")
    await sign(admin, LEDGER, SIGNED, STRANGER)


DAMAGES: dict[str, tuple[Damage, Flaw, int]] = {
    "no node": (sql("DELETE FROM tree_node WHERE index = 1"), Flaw.NODE_MISSING, 512),
    "another node": (sql("UPDATE tree_node SET hash = sha256('x') WHERE index = 1"), Flaw.NODE_OTHER, 512),
    "a node more": (
        sql(f"INSERT INTO tree_node VALUES ('{LEDGER}', 8, 2, sha256('x'))"),
        Flaw.NODE_STRAY,
        768,
    ),
    "a node out of range": (
        sql(f"INSERT INTO tree_node VALUES ('{LEDGER}', 32, 9223372036854775807, sha256('x'))"),
        Flaw.NODE_STRAY,
        1 << 95,
    ),
    "a node before the first": (
        sql(f"INSERT INTO tree_node VALUES ('{LEDGER}', 8, -9, sha256('x'))"),
        Flaw.NODE_STRAY,
        -8 * 256,
    ),
    "a header and its leaf": (
        lambda admin: put_header(admin, LEDGER, 7, clock="DONE"),
        Flaw.NODE_OTHER,
        256,
    ),
    "history under a checkpoint": (
        lambda admin: put_header(admin, LEDGER, 257, clock="DONE"),
        Flaw.CHECKPOINT_ROOT,
        SIGNED,
    ),
    "another root": (sql("UPDATE checkpoint SET root = sha256('x') WHERE {signed}"), Flaw.CHECKPOINT_ROOT, SIGNED),
    "a note that says something else": (
        sql("UPDATE checkpoint SET note = replace(note, E'\\n300\\n', E'\\n299\\n') WHERE {signed}"),
        Flaw.CHECKPOINT_NOTE,
        SIGNED,
    ),
    "a note that is none": (
        sql("UPDATE checkpoint SET note = 'x' WHERE {signed}"),
        Flaw.CHECKPOINT_SIGNATURE,
        SIGNED,
    ),
    "an unknown key": (signed_by_a_stranger, Flaw.CHECKPOINT_SIGNATURE, SIGNED),
    "another key's name": (
        sql("UPDATE checkpoint SET vkey = 'x' WHERE {signed}"),
        Flaw.CHECKPOINT_SIGNATURE,
        SIGNED,
    ),
    "entries that were signed are gone": (cut, Flaw.CHECKPOINT_BEYOND, HEAD),
    "another cosignature": (
        sql("UPDATE cosignature SET line = (SELECT line FROM cosignature WHERE size = 256) WHERE {signed}"),
        Flaw.COSIGNATURE_OTHER,
        SIGNED,
    ),
    "no cosignature at all": (
        sql("UPDATE cosignature SET line = 'x' WHERE {signed}"),
        Flaw.COSIGNATURE_OTHER,
        SIGNED,
    ),
    "a witness that is no key": (
        sql("UPDATE cosignature SET vkey = 'x' WHERE {signed}"),
        Flaw.COSIGNATURE_OTHER,
        SIGNED,
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
async def test_the_check_finds_the_damage_at_its_place(
    admin_connection: Connection, app_connection: Connection, name: str
) -> None:
    before = await checked(app_connection)
    assert before.sound, before.differences
    assert (before.looked_at["TREE"], before.looked_at["CHECKPOINTS"]) == (2, 6)  # type: ignore[index]
    damage, flaw, position = DAMAGES[name]
    await damage(admin_connection)
    report = await checked(app_connection)
    assert (flaw, position) in [(one.flaw, one.position) for one in report.differences]


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE checkpoint SET root = sha256('x')", Flaw.CHECKPOINT_ROOT),
        ("UPDATE checkpoint SET note = 'x'", Flaw.CHECKPOINT_SIGNATURE),
        ("DELETE FROM tree_node", Flaw.CHECKPOINT_ROOT),
        ("UPDATE checkpoint SET size = size + 1 WHERE size > 500", Flaw.CHECKPOINT_BEYOND),
    ],
)
async def test_a_quick_look_checks_the_last_checkpoint(
    admin_connection: Connection, app_connection: Connection, statement: str, flaw: Flaw
) -> None:
    async def glanced() -> Report:
        async with snapshot(app_connection) as heads:
            return await glance_at_ledger(app_connection, heads, LEDGER, seed=3, signers=signers(LEDGER))

    before = await glanced()
    assert before.sound, before.differences
    await write(admin_connection, statement)
    assert flaw in [one.flaw for one in (await glanced()).differences]


async def test_without_known_keys_those_that_the_database_publishes_have_to_do(
    admin_connection: Connection, app_connection: Connection
) -> None:
    await signed_by_a_stranger(admin_connection)
    async with snapshot(app_connection) as heads:
        assert (await check_ledger(app_connection, heads, LEDGER)).sound
    await write(admin_connection, "UPDATE signing_key SET name = 'no + name'")
    async with snapshot(app_connection) as heads:
        report = await check_ledger(app_connection, heads, LEDGER)
    assert [(one.flaw, report.numbers[one.flaw]) for one in report.differences] == [(Flaw.CHECKPOINT_SIGNATURE, 3)]


@given(st.integers(min_value=0, max_value=70_000))
def test_the_nodes_of_the_tree_are_the_roots_of_their_leaves(at: int) -> None:
    leaves, made = LEAVES, NODES
    level, index = list(made)[at % len(made)]
    assert made[level, index] == root_of(leaves[index << level : (index + 1) << level])


LEAVES = [leaf_hash(str(number).encode()) for number in range(70_000)]
TREE = Tree()
NODES = {node: root for leaf in LEAVES for node, root in TREE.add(leaf).items()}


def test_the_tree_has_the_nodes_that_are_full_and_no_others() -> None:
    assert set(NODES) == {(8, index) for index in range(70_000 >> 8)} | {(16, 0)}
    assert TREE.root() == root_of(LEAVES)
