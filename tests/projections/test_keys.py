"""What the tables of nouns insist on, whatever writes to them."""

import datetime as dt
from typing import Any

import asyncpg
import pytest

from projections.noun import OPEN
from projections.nouns import NOUNS
from service.database import Connection, Pool

KEY = "(ledger_id, subject, key, level_from, valid_from, known_to)"


async def test_a_row_of_a_noun_has_one_key_and_no_other_unique_index(pool: Pool) -> None:
    found = await pool.fetch(
        """
        SELECT tablename, array_agg(indexdef) AS indexes FROM pg_indexes
        WHERE schemaname = 'greffe' AND tablename = ANY ($1) AND indexdef LIKE 'CREATE UNIQUE%' GROUP BY tablename
        """,
        [noun.table for noun in NOUNS],
    )
    assert {row["tablename"] for row in found} == {noun.table for noun in NOUNS}
    assert [row["tablename"] for row in found if len(row["indexes"]) != 1 or not row["indexes"][0].endswith(KEY)] == []


async def test_one_row_of_a_place_holds_by_now_at_most(app_connection: Connection) -> None:
    async def add(known_from: int, known_to: int) -> None:
        row: list[Any] = ["200000008", "body:bureau", "bureau", 0, 3, dt.date(2026, 1, 1), dt.date.max]
        await app_connection.execute(
            "INSERT INTO body VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}', 'bureau')", *row, known_from, known_to
        )

    await add(1, 5)
    await add(5, OPEN)
    with pytest.raises(asyncpg.UniqueViolationError):
        await add(7, OPEN)
