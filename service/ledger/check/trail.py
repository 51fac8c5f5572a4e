"""The audit trail's index, held against the entries: what each is found by, and by whom.

Of words only those of erased entries are looked at, that none is left of what was erased: which words a label has is up
to the version of the program, and every other key is made of what is recorded.
"""

from collections.abc import Sequence
from typing import Final

from asyncpg import Record

from service.database import Connection
from service.ledger import trail_index
from service.ledger.check.entry import UNREADABLE
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.heads import StoredHead
from service.ledger.check.streams import Stream
from service.ledger.check.sweep import Progress
from service.ledger.trail_index import RECTIFIED
from service.ledger.trail_keys import WORD
from service.ledger.tree import TILE

_STORED: Final = f"""
SELECT t.tile AS place, t.key, t.level, t.places, t.tile < $2::bigint / {TILE} AS looked_up
FROM trail_key t WHERE t.ledger_id = $1
UNION ALL
SELECT (l.position - 1) / {TILE}, own.key, l.level, ARRAY[((l.position - 1) % {TILE})::smallint],
       l.position > $2::bigint / {TILE} * {TILE}
FROM trail_tail l CROSS JOIN LATERAL unnest(l.keys) AS own (key) WHERE l.ledger_id = $1
ORDER BY place
"""
"""A row is looked up in a tile when that is full, and in the tail after the last full tile."""

_Key = tuple[int, str, int]
"""A position, a key, a level."""


async def trail(connection: Connection, head: StoredHead, found: Findings, progress: Progress) -> None:
    """Compare the index of one ledger, tile by tile, within the caller's snapshot; after its projections."""
    found.saw(Check.TRAIL, 0)
    stored = await Stream.of(connection, _STORED, head.ledger, head.position)
    after = 0
    while rows := await connection.fetch(trail_index.NEXT, head.ledger, after, trail_index.CHUNK):
        after += trail_index.CHUNK  # positions, so that a missing entry shifts no tile
        rows = [row for row in rows if row["position"] <= after]
        beside = await stored.until(after // TILE - 1)
        await _compare(connection, head.ledger, rows, [one for of_tile in beside.values() for one in of_tile], found)
        progress(len(rows))
    while row := await stored.next():
        found.add(Flaw.TRAIL_OTHER, row["place"] * TILE + row["places"][0] + 1 if row["places"] else 0)


async def _compare(
    connection: Connection, ledger: str, rows: Sequence[Record], beside: Sequence[Record], found: Findings
) -> None:
    """The keys of some whole tiles."""
    due, unreadable = set[_Key](), set[int]()
    erased = {row["position"] for row in rows if row["erased_by"] is not None}
    for row in rows:
        position = row["position"]
        try:
            due |= {(position, key, row["level"]) for key in trail_index.keys_in(row)}
        except UNREADABLE:  # told already
            unreadable.add(position)
    marked = await trail_index.marked(connection, ledger, [row["position"] for row in rows])
    due |= {(position, RECTIFIED, level) for position, level in marked}
    stands = {
        (row["place"] * TILE + place + 1, row["key"] if row["looked_up"] else "", row["level"])
        for row in beside
        for place in row["places"]
    }
    found.saw(Check.TRAIL, len(stands))
    other = {one for one in due - stands if not _is_word(one)}
    other |= {one for one in stands - due if not _is_word(one) or one[0] in erased}
    for position in sorted({position for position, *_ in other} - unreadable):
        found.add(Flaw.TRAIL_OTHER, position)


def _is_word(one: _Key) -> bool:
    return one[1].startswith(WORD)
