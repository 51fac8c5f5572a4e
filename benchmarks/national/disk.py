"""What the database takes on the disk, by table and by index, and how much of it each entry."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from service.database import Connection

SHOWN: Final = 24
"""Rows of the table; the rest is summed."""

_SIZES: Final = """
SELECT t.relname AS table, i.relname AS index,
       CASE WHEN i.oid IS NULL THEN pg_table_size(t.oid) ELSE pg_relation_size(i.oid) END AS bytes
FROM pg_class t
LEFT JOIN LATERAL (
    SELECT NULL::oid AS oid, NULL::name AS relname
    UNION ALL
    SELECT c.oid, c.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE x.indrelid = t.oid
) AS i ON true
WHERE t.relkind = 'r' AND t.relnamespace = 'greffe'::regnamespace
ORDER BY bytes DESC
"""


class Size(Struct, frozen=True):
    """Of a table without its indexes, or of one index."""

    table: str
    index: str | None
    bytes: int


async def sizes(connection: Connection) -> list[Size]:
    """Everything, the largest first."""
    return [Size(row["table"], row["index"], row["bytes"]) for row in await connection.fetch(_SIZES)]


def tell(found: list[Size], entries: int, say: Callable[[str], None]) -> None:
    """Bytes per entry, of all entries of the register."""
    total = sum(size.bytes for size in found)
    ledger = sum(s.bytes for s in found if s.table.startswith("entry_") or s.table in ("command", "tree_node"))
    trail = sum(s.bytes for s in found if s.table.startswith("trail_"))
    say(f"disk: {total / 1e9:.2f} GB, {total / entries:,.0f} bytes an entry: the ledger {ledger / entries:,.0f},")
    say(
        f"the trail's index {trail / entries:,.0f}, projections and the vault {(total - ledger - trail) / entries:,.0f}"
    )
    for size in found[:SHOWN]:
        name = f"{size.table}, {size.index}" if size.index else size.table
        say(f"  {name:<62} {size.bytes / 1e6:>9,.1f} MB {size.bytes / entries:>8.1f}")
    rest = sum(size.bytes for size in found[SHOWN:])
    say(f"  {f'{len(found) - SHOWN} others':<62} {rest / 1e6:>9,.1f} MB {rest / entries:>8.1f}")
