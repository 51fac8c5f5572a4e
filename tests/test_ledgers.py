"""Ledgers can be spread over servers: `ledger_id` leads every key, and no statement misses it (docs/scale.md)."""

from collections.abc import Iterator
from typing import Any

import pytest
from pglast import parse_plpgsql

from service.database import Connection
from tests.ledger_guard import OF_THE_DEPLOYMENT, ROOT, LedgerMissing, missing


async def test_every_table_has_a_ledger_but_those_of_the_deployment(app_connection: Connection) -> None:
    rows = await app_connection.fetch(
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'greffe'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'ledger_id')
        """
    )
    assert {row[0] for row in rows} == set(OF_THE_DEPLOYMENT)


async def test_the_ledger_leads_every_key_and_every_index(app_connection: Connection) -> None:
    rows = await app_connection.fetch(
        """
        SELECT t.relname AS of, i.relname AS name, a.attname AS first, a.attnotnull AS always
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
             LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
        WHERE t.relnamespace = 'greffe'::regnamespace
        """
    )
    led = [row for row in rows if row["of"] not in OF_THE_DEPLOYMENT]
    assert len(led) > 100
    assert [row["name"] for row in led if row["first"] != "ledger_id" or not row["always"]] == []


async def test_no_foreign_key_leads_from_one_ledger_to_another(app_connection: Connection) -> None:
    rows = await app_connection.fetch(
        """
        SELECT k.conname, k.conrelid::regclass::text AS of FROM pg_constraint k
        WHERE k.contype = 'f' AND k.connamespace = 'greffe'::regnamespace
          AND k.confrelid NOT IN (SELECT c.oid FROM pg_class c WHERE c.relname = ANY ($1))
          AND NOT EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.here
                          JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.there
                          WHERE a.attname = 'ledger_id' AND b.attname = 'ledger_id')
        """,
        list(OF_THE_DEPLOYMENT),
    )
    assert [dict(row) for row in rows] == []


async def test_no_statement_of_a_function_misses_its_ledger(app_connection: Connection) -> None:
    """What the database itself runs: tiles, erasures."""
    rows = await app_connection.fetch(
        """
        SELECT p.proname AS name, pg_get_functiondef(p.oid) AS whole
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
        WHERE p.pronamespace = 'greffe'::regnamespace AND l.lanname = 'plpgsql'
        """
    )
    looked_at = 0
    for row in rows:
        for query in _queries(parse_plpgsql(row["whole"])):
            assert missing(query) == [], row["name"]
            looked_at += "ledger_id" in query
    assert looked_at > 10


def _queries(parsed: Any) -> Iterator[str]:
    """The statements and expressions of a function, each as one that can be parsed."""
    if isinstance(parsed, list):
        for part in parsed:
            yield from _queries(part)
    elif isinstance(parsed, dict):
        if (found := parsed.get("PLpgSQL_expr")) is not None:
            text, mode = found["query"].strip(), found.get("parseMode", 0)
            yield text if mode == 0 else f"SELECT {text.partition(':=')[2] if mode >= 3 else text}"
        for part in parsed.values():
            yield from _queries(part)


REFUSED = (
    "SELECT * FROM entry_header",
    "SELECT * FROM entry_header WHERE position = $1",
    "SELECT * FROM entry_header WHERE ledger_id > $1",
    "SELECT * FROM entry_header WHERE ledger_id = $1 OR position = 1",
    "SELECT * FROM entry_header WHERE NOT ledger_id = $1",
    "SELECT * FROM entry_header h JOIN entry_body b ON b.position = h.position WHERE h.ledger_id = $1",
    "SELECT * FROM entry_header h JOIN entry_body b USING (position) WHERE h.ledger_id = $1",
    "SELECT * FROM entry_header h JOIN entry_body b USING (ledger_id, position)",
    "SELECT * FROM entry_header h, entry_body b WHERE h.ledger_id = b.ledger_id",
    "SELECT (SELECT max(position) FROM entry_header) FROM ledger_head WHERE ledger_id = $1",
    "SELECT 1 FROM ledger_head h WHERE h.ledger_id = $1 AND EXISTS (SELECT FROM entry_body b WHERE b.position = 1)",
    "SELECT 1 FROM ledger_head WHERE ledger_id = $1 UNION ALL SELECT 1 FROM entry_body",
    "WITH w AS (SELECT * FROM entry_tag WHERE tag = $1) SELECT * FROM w",
    "SELECT * FROM unnest($1::text[]) AS f (id) CROSS JOIN LATERAL (SELECT * FROM entry_tag t WHERE t.tag = f.id) AS p",
    "UPDATE ledger_head SET position = 1",
    "UPDATE ledger_head h SET position = b.position FROM entry_body b WHERE h.ledger_id = $1",
    "DELETE FROM composition WHERE subject = $1",
    "INSERT INTO entry_tag (tag, position) VALUES ($1, $2)",
    "INSERT INTO entry_tag (ledger_id, tag) SELECT $1, tag FROM entry_tag WHERE position = 1",
    "INSERT INTO vault_key (ledger_id, person) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING",
)
ACCEPTED = (
    "SELECT * FROM token",
    "SELECT * FROM entry_header WHERE ledger_id = $1 AND position > $2",
    "SELECT * FROM entry_header WHERE ledger_id = ANY ($1)",
    "SELECT * FROM entry_header WHERE (ledger_id = $1 AND position = 1) OR (ledger_id = $1 AND position = 2)",
    "SELECT * FROM entry_header h JOIN entry_body b USING (ledger_id, position) WHERE ledger_id = $1",
    "SELECT * FROM entry_header h LEFT JOIN entry_body b ON b.ledger_id = h.ledger_id WHERE h.ledger_id = 'FR'",
    "SELECT * FROM entry_header WHERE (ledger_id, position) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))",
    (
        "SELECT (SELECT max(position) FROM entry_header e WHERE e.ledger_id = h.ledger_id) FROM ledger_head h"
        " WHERE h.ledger_id = $1"
    ),
    "SELECT * FROM unnest($1::text[]) AS f (id), LATERAL (SELECT * FROM entry_tag t WHERE t.ledger_id = f.id) p",
    (
        "WITH w AS (SELECT * FROM entry_tag WHERE ledger_id = $1) SELECT * FROM w JOIN entry_body b"
        " ON (b.ledger_id, b.position) = (w.ledger_id, w.position)"
    ),
    "INSERT INTO vault_key (ledger_id, person) VALUES ($1, $2) ON CONFLICT (ledger_id, person) DO NOTHING",
    "DELETE FROM composition WHERE ledger_id = $1 AND subject = $2",
    "NOTIFY greffe_head",
)


@pytest.mark.parametrize("query", REFUSED)
def test_a_statement_that_misses_a_ledger_is_found(query: str) -> None:
    assert missing(query)


@pytest.mark.parametrize("query", ACCEPTED)
def test_a_statement_that_names_its_ledgers_passes(query: str) -> None:
    assert missing(query) == []


async def test_the_service_cannot_run_a_statement_that_misses_its_ledger(app_connection: Connection) -> None:
    """The guard stands in every test of the suite, for whatever the service's own files run."""
    found: dict[str, Any] = {}
    source = "async def read(connection):\n    return await connection.fetch('SELECT count(*) FROM entry_header')"
    exec(compile(source, str(ROOT / "service" / "ledger" / "careless.py"), "exec"), found)
    with pytest.raises(LedgerMissing, match="entry_header is read of every ledger"):
        await found["read"](app_connection)
    assert await app_connection.fetch("SELECT count(*) FROM entry_header"), "tests may look at everything"
