"""Rows on their way to PostgreSQL: one text for each column, which it takes apart.

The driver asks of every element of an array, in Python, whether it is a list itself: for the hundred values that one
command comes to, that was a sixth of what the command costs. A text is joined in one go, and ``string_to_array`` takes
it apart. The marks that end a value or stand for a missing one are told with the columns, and are always such as no
value holds: any text arrives as it left.
"""

from collections.abc import Sequence
from typing import Final

WITHIN: Final = "\x1e"
"""Between the parts of one value: the tags of an entry."""
MARKS: Final = 2
"""Parameters before those of the columns."""


def packed(rows: Sequence[Sequence[str | None]], width: int) -> list[str | None]:
    """Rows as parameters: the two marks, then one text for each column; no columns at all when there are no rows."""
    if not rows:
        return [None] * (MARKS + width)
    columns = list(zip(*rows, strict=True))
    missing = [values.count(None) for values in columns]
    number = 0
    while True:
        # a mark begins as it does not end, so that none can arise where a value meets one
        end, nothing = f"\x1f{number or ''}\x1c", f"\x1d{number or ''}\x1c"
        told = [_told(values, none, end, nothing) for values, none in zip(columns, missing, strict=True)]
        counts = [(text.count(end), text.count(nothing)) for text in told]
        if counts == [(len(rows), none) for none in missing]:
            return [end, nothing, *told]
        number += 1


def _told(values: Sequence[str | None], missing: int, end: str, nothing: str) -> str:
    """Each value is ended: a lone empty one is not none at all."""
    texts = values if not missing else [nothing if value is None else value for value in values]
    return end.join(texts) + end  # type: ignore[arg-type]  # none is missing by now


def unpacked(first: int, kinds: Sequence[str]) -> str:
    """SQL: the rows again, from the parameters that ``packed`` made, the first of which has a number.

    A kind is that of a column's values: ``text``, ``bigint``, ``date``...
    """
    return f"unnest({', '.join(_array(first, number, kind) for number, kind in enumerate(kinds, first + MARKS))})"


def _array(marks: int, number: int, kind: str) -> str:
    texts = f"trim_array(string_to_array(${number}::text, ${marks}::text, ${marks + 1}::text), 1)"
    return texts if kind == "text" else f"{texts}::{kind}[]"
