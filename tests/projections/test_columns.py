"""Rows that travel as one text for each column arrive as they left."""

from collections.abc import Sequence

import pytest

from projections.columns import NOTHING, Unpackable, packed, unpacked
from service.database import Pool

ROWS = (
    ("", "0", "2026-11-25", "{}"),
    ("l'Été", "-1", "infinity", '{"text": "a, \\"b\\" {c} \\\\ \\n"}'),
    (r"a\b,{NULL} ", "9223372036854775807", "-infinity", "null"),
    ("NULL", "7", "0001-01-01", "[]"),
)


async def arrived(pool: Pool, rows: Sequence[Sequence[str]], kinds: Sequence[str]) -> list[tuple[str, ...]]:
    names = ", ".join(f"c{number}" for number in range(len(kinds)))
    found = await pool.fetch(
        f"SELECT {', '.join(f'{name}::text' for name in names.split(', '))} FROM {unpacked(1, kinds)} AS u ({names})",
        *packed(rows, len(kinds)),
    )
    return [tuple(row) for row in found]


async def test_rows_arrive_as_they_left(pool: Pool) -> None:
    kinds = ("text", "bigint", "date", "json")
    assert await arrived(pool, ROWS, kinds) == list(ROWS)
    for row in ROWS:
        assert await arrived(pool, [row], kinds) == [row]


async def test_a_lone_empty_text_is_a_row_and_no_row_is_none(pool: Pool) -> None:
    assert await arrived(pool, [("",)], ["text"]) == [("",)]
    assert await arrived(pool, [], ["text", "bigint"]) == []


async def test_what_is_missing_is_missing(pool: Pool) -> None:
    assert await arrived(pool, [("a", NOTHING), (NOTHING, "1")], ["text", "bigint"]) == [("a", None), (None, "1")]


def test_what_would_be_taken_apart_is_refused() -> None:
    with pytest.raises(Unpackable):
        packed([("a", "b\x1fc")], 2)
