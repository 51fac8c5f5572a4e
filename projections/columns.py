"""Rows on their way to PostgreSQL: one text for each column, which it takes apart.

The driver looks at every element of an array three times over, in Python: for the hundred values that one command comes
to, that was a sixth of what the command costs. A text is joined in one go, and ``string_to_array`` takes it apart.
"""

from collections.abc import Sequence
from typing import Final

_END: Final = "\x1f"
NOTHING: Final = "\x1d"
"""In the place of a value that is missing."""
WITHIN: Final = "\x1e"
"""Between the parts of one value: the tags of an entry."""


class Unpackable(ValueError):
    """A value holds a mark that ends values: it would be taken apart where it is whole."""


def packed(rows: Sequence[Sequence[str]], width: int) -> list[str | None]:
    """Rows of texts as one text for each column; None for each when there are no rows.

    Raises:
        Unpackable: a value holds U+001F.
    """
    if not rows:
        return [None] * width
    columns: list[str | None] = []
    for values in zip(*rows, strict=True):
        column = _END.join(values) + _END  # each is ended, for a lone empty value is not none at all
        if column.count(_END) != len(rows):
            raise Unpackable("U+001F in a value")
        columns.append(column)
    return columns


def unpacked(first: int, kinds: Sequence[str]) -> str:
    """SQL: the rows again, from the parameters that ``packed`` made, the first of which has a number.

    A kind is that of a column's values: ``text``, ``bigint``, ``date``...; ``bytea`` comes as hexadecimal text.
    """
    arrays = (_array(number, kind) for number, kind in enumerate(kinds, first))
    return f"unnest({', '.join(arrays)})"


def _array(number: int, kind: str) -> str:
    texts = f"trim_array(string_to_array(${number}::text, E'\\x1f', E'\\x1d'), 1)"
    return texts if kind == "text" else f"{texts}::{kind}[]"
