"""Keeping the audit trail's index: what follows an append, a disclosure, an erasure, a rebuild.

The keys of a new entry are inserted with it, into the tail (``batch``). When a tile of 256 entries is full, it is
sealed: they leave the tail, and each of their keys has one row for each level, with the places of those that bear it.
What changes the index of *earlier* entries is rare, and done here in the same transaction: a rectification marks the
entry that it strikes, a disclosure lets more people find one, an erasure takes its words away.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from asyncpg import Record

from domain.core.entry import Disclosed, Rectified
from domain.facts.erasure import BodyErased
from projections.disclosure import LOWEST_LEVEL
from service.database import Session
from service.ledger.appends import Projectable
from service.ledger.envelope import decode_body, decode_entry
from service.ledger.trail_keys import keys_of
from service.ledger.tree import TILE

_Told = tuple[int, int, tuple[str, ...]]
"""A position, the level that reads it, its keys."""

RECTIFIED: Final = "rectified"
"""Of an entry that another strikes; read by whoever reads both."""
CHUNK: Final = 4 * TILE
"""Entries that are indexed at a time: whole tiles."""

_LEVEL: Final = f"least({{body}}.level, {LOWEST_LEVEL.format(ledger='{body}.ledger_id', position='{body}.position')})"
"""SQL: who reads an entry by now."""

_BODIES: Final = f"""
SELECT b.position, b.body, {_LEVEL.format(body="b")} AS level FROM entry_body b
WHERE b.ledger_id = $1 AND b.position = ANY ($2)
"""
NEXT: Final = f"""
SELECT b.position, b.body, b.erased_by, {_LEVEL.format(body="b")} AS level FROM entry_body b
WHERE b.ledger_id = $1 AND b.position > $2 ORDER BY b.position LIMIT $3
"""
"""SQL: the entries after a position, so many, and who reads them by now."""
_SEAL: Final = f"""
WITH sealed AS (
    DELETE FROM trail_tail l
    USING unnest($1::text[], $2::bigint[]) AS filled (ledger_id, after) JOIN ledger_head h USING (ledger_id)
    WHERE l.ledger_id = filled.ledger_id AND l.level = ANY ('{{0,1,2,3}}')
      AND l.position > filled.after AND l.position <= h.position / {TILE} * {TILE}
    RETURNING l.ledger_id, l.level, l.position, l.keys
)
INSERT INTO trail_key (ledger_id, key, level, tile, places)
SELECT s.ledger_id, k.key, s.level, (s.position - 1) / {TILE},
       array_agg(((s.position - 1) % {TILE})::smallint ORDER BY s.position)
FROM sealed s CROSS JOIN LATERAL unnest(s.keys) AS k (key)
GROUP BY s.ledger_id, k.key, s.level, (s.position - 1) / {TILE}
ORDER BY s.ledger_id, k.key, s.level
"""
_ADD: Final = f"""
WITH told AS MATERIALIZED (
    SELECT b.level, b.position, k.key, b.position > h.position / {TILE} * {TILE} AS late
    FROM unnest($2::bigint[], $3::smallint[], $4::text[]) AS b (position, level, keys)
    CROSS JOIN LATERAL unnest(string_to_array(b.keys, E'\\x1f')) AS k (key)
    JOIN ledger_head h ON h.ledger_id = $1
), tail AS (
    INSERT INTO trail_tail AS l (ledger_id, level, position, keys)
    SELECT $1, level, position, array_agg(key) FROM told WHERE late GROUP BY level, position
    ON CONFLICT (ledger_id, level, position) DO UPDATE
    SET keys = l.keys || ARRAY (SELECT unnest(excluded.keys) EXCEPT SELECT unnest(l.keys))
)
INSERT INTO trail_key AS t (ledger_id, key, level, tile, places)
SELECT $1, key, level, (position - 1) / {TILE},
       array_agg(DISTINCT ((position - 1) % {TILE})::smallint ORDER BY ((position - 1) % {TILE})::smallint)
FROM told WHERE NOT late GROUP BY key, level, (position - 1) / {TILE} ORDER BY key, level
ON CONFLICT (ledger_id, key, level, tile) DO UPDATE
SET places = ARRAY (SELECT unnest(t.places) UNION SELECT unnest(excluded.places) ORDER BY 1)
"""


def _taking(which: str) -> str:
    """SQL: take some keys of the entry at $2 away, for whomever they are; how many there were.

    ``which`` says it of a key.
    """
    row = f"""
        t.ledger_id = $1 AND {which.format(key="t.key")} AND t.level = ANY ('{{0,1,2,3}}')
        AND t.tile = ($2::bigint - 1) / {TILE}"""
    place = f"(($2::bigint - 1) % {TILE})::smallint"
    left = f"ARRAY (SELECT own.key FROM unnest(l.keys) AS own (key) WHERE NOT ({which.format(key='own.key')}))"
    return f"""
    WITH alone AS (
        DELETE FROM trail_key t WHERE {row} AND t.places = ARRAY[{place}] RETURNING 1 AS taken
    ), among AS (
        UPDATE trail_key t SET places = array_remove(t.places, {place})
        WHERE {row} AND t.places <> ARRAY[{place}] AND {place} = ANY (t.places) RETURNING 1 AS taken
    ), late AS (
        UPDATE trail_tail l SET keys = {left}
        WHERE l.ledger_id = $1 AND l.level = ANY ('{{0,1,2,3}}') AND l.position = $2
        RETURNING cardinality(old.keys) - cardinality(new.keys) AS taken
    )
    SELECT (SELECT count(*) FROM alone) + (SELECT count(*) FROM among) + (SELECT coalesce(sum(taken), 0) FROM late)
    """


_TAKE: Final = _taking("{key} = ANY ($3::text[])")
_TAKE_WORDS: Final = _taking("{key} >= 'word:' AND {key} < 'word;'")
_TAKE_ALL: Final = _taking("{key} >= ''")
_MARKED: Final = f"""
SELECT b.position, greatest({_LEVEL.format(body="b")}, struck.level) AS level
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
        erased = [e.fact.entry for e in step.entries if isinstance(e.fact, BodyErased)]
        if disclosed:
            struck += await _reindex(connection, step.ledger, disclosed)
        if struck:
            await _mark(connection, step.ledger, struck)
        if erased:
            await _forget_words(connection, step.ledger, erased)


async def seal(connection: Session, filled: Mapping[str, int]) -> None:
    """Move the entries of full tiles out of the tail, each of their keys into one row for the tile.

    ``filled``: for each ledger the position after which the first such tile begins. Before it the tail's index may be
    full of what was deleted, until it is vacuumed.
    """
    await connection.execute(_SEAL, list(filled), list(filled.values()))


async def _forget_words(connection: Session, ledger: str, positions: Sequence[int]) -> None:
    """Let go of every word of entries whose bodies were erased, and index the words of what remains of them.

    It is done in the transaction of the erasure, after the bodies were replaced. It looks through all the words of
    the ledger rather than trust that today's code would make the words that were stored: an erasure is rare, and has to
    be complete.
    """
    for position in positions:
        await connection.fetchval(_TAKE_WORDS, ledger, position)
    await _add(connection, ledger, _told(await connection.fetch(_BODIES, ledger, list(positions))))


async def refill(connection: Session, ledger: str) -> None:
    """Make the index of a ledger anew, under its lock, when everything else of it is projected."""
    await connection.execute("DELETE FROM trail_key WHERE ledger_id = $1", ledger)
    await connection.execute("DELETE FROM trail_tail WHERE ledger_id = $1", ledger)
    after = 0
    while rows := await connection.fetch(NEXT, ledger, after, CHUNK):
        await _add(connection, ledger, _told(rows))
        await _add_marks(connection, ledger, [row["position"] for row in rows])
        after = rows[-1]["position"]


async def marked(connection: Session, ledger: str, positions: Sequence[int]) -> list[tuple[int, int]]:
    """Those of some entries that are struck, and the level that reads both them and what strikes them."""
    rows = await connection.fetch(_MARKED, ledger, list(positions))
    return [(row["position"], row["level"]) for row in rows]


def keys_in(row: Record) -> tuple[str, ...]:
    """The keys of an entry, made of its body as it stands."""
    body = decode_body(row["body"])
    return keys_of(decode_entry(row["position"], row["body"]), body.recorded_by)


async def _reindex(connection: Session, ledger: str, positions: Sequence[int]) -> list[int]:
    """Let those find entries who may read them by now; returns what these strike, and themselves where struck."""
    told = _told(await connection.fetch(_BODIES, ledger, list(positions)))
    for position, _, keys in told:
        if await connection.fetchval(_TAKE, ledger, position, keys) != len(keys):  # made by other code: any key
            await connection.fetchval(_TAKE_ALL, ledger, position)
    await _add(connection, ledger, told)
    strikes = [key.removeprefix("rectifies:") for *_, keys in told for key in keys if key.startswith("rectifies:")]
    return [*positions, *map(int, strikes)]


async def _mark(connection: Session, ledger: str, positions: Iterable[int]) -> None:
    """Say of entries that they are struck, to whoever reads both them and what strikes them."""
    struck = sorted(set(positions))
    for position in struck:
        await connection.fetchval(_TAKE, ledger, position, [RECTIFIED])
    await _add_marks(connection, ledger, struck)


async def _add_marks(connection: Session, ledger: str, positions: Sequence[int]) -> None:
    found = await marked(connection, ledger, positions)
    await _add(connection, ledger, [(position, level, (RECTIFIED,)) for position, level in found])


async def _add(connection: Session, ledger: str, told: Sequence[_Told]) -> None:
    await connection.execute(
        _ADD, ledger, [p for p, _, _ in told], [level for _, level, _ in told], ["\x1f".join(own) for *_, own in told]
    )


def _told(rows: Sequence[Record]) -> list[_Told]:
    """The keys of entries, and who finds them by now."""
    return [(row["position"], row["level"], keys_in(row)) for row in rows]
