"""Keeping the audit trail's index: what follows an append, a disclosure, an erasure, a rebuild.

The keys of a new entry are inserted with it (``batch``). What changes the index of *earlier* entries is rare, and done
here in the same transaction: a rectification marks the entry that it strikes, a disclosure lets more people find one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from asyncpg import Record

from domain.core.entry import Disclosed, Rectified
from projections.disclosure import LOWEST_LEVEL
from service.database import Session
from service.ledger.appends import Projectable
from service.ledger.envelope import decode_body, decode_entry
from service.ledger.trail_keys import keys_of

RECTIFIED: Final = "rectified"
"""Of an entry that another strikes; read by whoever reads both."""
CHUNK: Final = 1000
"""Entries that are indexed at a time."""

_LEVEL: Final = f"least({{body}}.level, {LOWEST_LEVEL.format(ledger='{body}.ledger_id', position='{body}.position')})"
"""SQL: who reads an entry by now."""

_BODIES: Final = f"""
SELECT b.position, b.body, {_LEVEL.format(body="b")} AS level FROM entry_body b
WHERE b.ledger_id = $1 AND b.position = ANY ($2)
"""
_NEXT: Final = f"""
SELECT b.position, b.body, {_LEVEL.format(body="b")} AS level FROM entry_body b
WHERE b.ledger_id = $1 AND b.position > $2 ORDER BY b.position LIMIT $3
"""
_ADD: Final = """
INSERT INTO trail_key (ledger_id, key, level, position)
SELECT $1, k.key, b.level, b.position
FROM unnest($2::bigint[], $3::smallint[], $4::text[]) AS b (position, level, keys)
CROSS JOIN LATERAL unnest(string_to_array(b.keys, E'\\x1f')) AS k (key)
ON CONFLICT DO NOTHING
"""
_REMOVE: Final = """
WITH removed AS (
    DELETE FROM trail_key t USING unnest($2::bigint[], $3::text[]) AS k (position, key)
    WHERE t.ledger_id = $1 AND t.key = k.key AND t.level = ANY ('{0,1,2,3}') AND t.position = k.position
    RETURNING 1
)
SELECT count(*) FROM removed
"""
_MARK: Final = f"""
INSERT INTO trail_key (ledger_id, key, level, position)
SELECT b.ledger_id, '{RECTIFIED}', greatest({_LEVEL.format(body="b")}, struck.level), b.position
FROM entry_body b
CROSS JOIN LATERAL (SELECT min({_LEVEL.format(body="r")}) AS level
                    FROM entry_tag t JOIN entry_body r ON r.ledger_id = t.ledger_id AND r.position = t.position
                    WHERE t.ledger_id = b.ledger_id AND t.tag = 'entry:' || b.position AND t.type = 'Rectified'
                   ) AS struck
WHERE b.ledger_id = $1 AND b.position = ANY ($2) AND struck.level IS NOT NULL
"""


async def follow(connection: Session, steps: Sequence[Projectable]) -> None:
    """What new entries change of the index of earlier ones; after the projections, which say who reads what."""
    for step in steps:
        disclosed = [p for e in step.entries if isinstance(e.fact, Disclosed) for p in e.fact.entries]
        struck = [e.fact.entry for e in step.entries if isinstance(e.fact, Rectified)]
        if disclosed:
            struck += await _reindex(connection, step.ledger, disclosed)
        if struck:
            await _mark(connection, step.ledger, struck)


async def forget_words(connection: Session, ledger: str, positions: Sequence[int]) -> None:
    """Let go of every word of entries whose bodies were erased, and index the words of what remains of them.

    To be called in the transaction of the erasure, *after* the bodies were replaced. It looks through all the words of
    the ledger rather than trust that today's code would make the words that were stored: an erasure is rare, and has to
    be complete (a second at 10^6 entries).
    """
    await connection.execute(
        """
        DELETE FROM trail_key
        WHERE ledger_id = $1 AND key >= 'word:' AND key < 'word;' AND position = ANY ($2)
        """,
        ledger,
        list(positions),
    )
    await _add(connection, ledger, await connection.fetch(_BODIES, ledger, list(positions)))


async def refill(connection: Session, ledger: str) -> None:
    """Make the index of a ledger anew, under its lock, when everything else of it is projected."""
    await connection.execute("DELETE FROM trail_key WHERE ledger_id = $1", ledger)
    after = 0
    while rows := await connection.fetch(_NEXT, ledger, after, CHUNK):
        await _add(connection, ledger, rows)
        after = rows[-1]["position"]
    struck = await connection.fetch(
        "SELECT DISTINCT substr(key, 11)::bigint AS position FROM trail_key"
        " WHERE ledger_id = $1 AND key >= 'rectifies:' AND key < 'rectifies;'",
        ledger,
    )
    await _mark(connection, ledger, [row["position"] for row in struck])


async def _reindex(connection: Session, ledger: str, positions: Sequence[int]) -> list[int]:
    """Let those find entries who may read them by now; returns what these strike, and themselves where struck."""
    rows = await connection.fetch(_BODIES, ledger, list(positions))
    keys = {row["position"]: _keys(row) for row in rows}
    pairs = [(position, key) for position, own in keys.items() for key in own]
    removed = await connection.fetchval(_REMOVE, ledger, [p for p, _ in pairs], [key for _, key in pairs])
    if removed != len(pairs):  # made by other code: look for them everywhere
        await connection.execute(
            "DELETE FROM trail_key WHERE ledger_id = $1 AND position = ANY ($2)", ledger, list(positions)
        )
    await _add(connection, ledger, rows, keys)
    strikes = [int(key.removeprefix("rectifies:")) for _, key in pairs if key.startswith("rectifies:")]
    return [*positions, *strikes]


async def _mark(connection: Session, ledger: str, positions: Iterable[int]) -> None:
    """Say of entries that they are struck, to whoever reads both them and what strikes them."""
    marked = sorted(set(positions))
    await connection.fetchval(_REMOVE, ledger, marked, [RECTIFIED] * len(marked))
    await connection.execute(_MARK, ledger, marked)


async def _add(
    connection: Session, ledger: str, rows: Sequence[Record], keys: Mapping[int, tuple[str, ...]] | None = None
) -> None:
    known = keys or {}
    told = [(row["position"], row["level"], known.get(row["position"]) or _keys(row)) for row in rows]
    await connection.execute(
        _ADD, ledger, [p for p, _, _ in told], [level for _, level, _ in told], ["\x1f".join(own) for *_, own in told]
    )


def _keys(row: Record) -> tuple[str, ...]:
    body = decode_body(row["body"])
    return keys_of(decode_entry(row["position"], row["body"]), body.recorded_by)
