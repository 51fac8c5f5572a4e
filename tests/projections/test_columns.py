"""Rows that travel as one text for each column arrive as they left."""

from collections.abc import Sequence

import pytest

from projections.columns import packed, unpacked
from service.database import Pool

ROWS = (
    ("", "0", "2026-11-25", "{}"),
    ("l'Été", "-1", "infinity", '{"text": "a, \\"b\\" {c} \\\\ \\n"}'),
    (r"a\b,{NULL} ", "9223372036854775807", "-infinity", "null"),
    ("NULL", "7", "0001-01-01", "[]"),
)


async def arrived(
    pool: Pool, rows: Sequence[Sequence[str | None]], kinds: Sequence[str]
) -> list[tuple[str | None, ...]]:
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
    assert await arrived(pool, [("a", None), (None, "1")], ["text", "bigint"]) == [("a", None), (None, "1")]


@pytest.mark.parametrize("marks", [("\x1f\x1c", "\x1d\x1c"), ("\x1f", "\x1c"), ("\x1f1\x1c", "\x1f\x1c\x1d\x1c")])
async def test_texts_that_hold_the_marks_arrive_as_they_left(pool: Pool, marks: tuple[str, str]) -> None:
    one, other = marks
    rows = [(one, other), (f"a{one}{other}", None), (None, f"{other}{one}b"), (one * 3, "")]
    assert await arrived(pool, rows, ["text", "text"]) == rows
