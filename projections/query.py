"""Reading a noun's table: what a viewer of some level sees on D, as known at a position."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, Protocol, TypeVar

import msgspec
from asyncpg import Record
from msgspec import Struct

T = TypeVar("T")

_DECODERS: Final[dict[Any, msgspec.json.Decoder[Any]]] = {}
"""One for each kind of row: it takes longer to make than to decode a row."""


class Connection(Protocol):
    """What a query needs of a connection or a pool."""

    async def fetch(self, query: str, *arguments: Any) -> list[Record]: ...


class View(Struct, frozen=True):
    """From where one looks at a ledger: known at a position, with a visibility level."""

    ledger: str
    position: int
    level: int = 0


async def select(  # noqa: PLR0917 - where to look, then what for
    connection: Connection, view: View, table: str, column: str, values: Sequence[str], on: dt.date | None = None
) -> list[Record]:
    """Rows of a noun by one of its columns: those in force on a day, or of all time when ``on`` is None."""
    if not values:
        return []
    when = "" if on is None else "AND valid_from <= $5 AND valid_to > $5"
    sql = f"""
        SELECT * FROM {table}
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= $3 AND level_to >= $3
          AND {column} = ANY ($4) {when}
        ORDER BY {column}, key, valid_from
    """
    parameters: list[Any] = [view.ledger, view.position, view.level, list(values)]
    return await connection.fetch(sql, *parameters, *([] if on is None else [on]))


def end_of(record: Record) -> dt.date | None:
    """The end of a row's legal time (excluded); None when open."""
    end: dt.date = record["valid_to"]
    return None if end == dt.date.max else end


def decode(record: Record, type_: type[T]) -> T:
    """A row's data."""
    decoder = _DECODERS.get(type_) or _DECODERS.setdefault(type_, msgspec.json.Decoder(type_))
    decoded: T = decoder.decode(record["data"])
    return decoded
