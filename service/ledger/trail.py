"""Finding entries by what they are about: a page at a time, for a viewer who reads up to a level.

Every filter is a group of keys, of which an entry must bear one (``trail_keys``); several filters are several groups.
The rarest group drives, the others are probed. Only keys of entries that the viewer reads are ever looked at: neither
the answer nor where a page ends depends on what is hidden. What no key says (a day within its month, the kind of an
act) is checked on the bodies of the candidates. A page looks at ``SCAN`` candidates at most, then says how far it came.

A key stands in one row for each full tile of 256 entries, and for the entries after them in a row of their own
(``trail_index``): what is asked of the one is asked of the other.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct

from domain.core.entry import ActKind
from service.database import Session
from service.ledger.trail_keys import TYPE
from service.ledger.tree import TILE

SCAN: Final = 2000
"""Candidates that one page looks at."""
_COUNTED: Final = 256
"""Tiles in which a key is counted: which one is rarer need not be known to the entry."""
_FEW: Final = 16
"""Keys of which an array is asked one by one; more are joined."""
_WITHIN: Final = f"t.tile >= {{after}}::bigint / {TILE} AND t.tile <= ({{before}}::bigint - 2) / {TILE}"
"""SQL: the tiles that have positions strictly between two."""
_PLACED: Final = f"t.tile::bigint * {TILE} + p.place + 1"
"""SQL: the position of a place."""
_FULL: Final = f"(SELECT h.position / {TILE} * {TILE} FROM ledger_head h WHERE h.ledger_id = $1)"
"""SQL: the last position of a full tile, read once for a question."""
_TAIL: Final = f"l.ledger_id = $1 AND l.level = ANY ($2) AND l.position > {_FULL}"
"""SQL: the rows of the tail that a level reads; it begins after the full tiles, whatever was deleted there."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What is asked for: entries that bear a key of each group, and are so besides."""

    groups: tuple[tuple[str, ...], ...]
    """At least one."""
    without: tuple[str, ...] = ()
    """Keys that they do not bear."""
    since: dt.date | None = None
    """Effective from this day on..."""
    until: dt.date | None = None
    """... to this one, included."""
    act_kind: ActKind | None = None
    only_public: bool = False


class Span(Struct, frozen=True):
    """Positions strictly between two, in the order in which they are wanted."""

    after: int
    before: int
    descending: bool = False


class Found(Struct, frozen=True):
    """Positions in order, one more than asked for when there are more; how far was looked, when not everywhere."""

    positions: tuple[int, ...]
    cut_at: int | None = None
    """The last candidate looked at: go on from there."""


async def find(connection: Session, ledger: str, level: int, wanted: Wanted, span: Span, *, first: int) -> Found:
    """The next ``first`` positions, and one more if there is one, of the entries that a level reads."""
    levels = list(range(level + 1))
    groups = await _rarest_first(connection, ledger, levels, wanted.groups, span)
    sql, parameters = _statement(ledger, levels, wanted, groups, span, first + 1)
    row = (await connection.fetch(sql, *parameters))[0]
    positions = tuple(row["found"])
    cut = len(positions) <= first and row["examined"] >= SCAN
    return Found(positions, row["last"] if cut else None)


async def _rarest_first(
    connection: Session, ledger: str, levels: Sequence[int], groups: Sequence[tuple[str, ...]], span: Span
) -> list[tuple[str, ...]]:
    """The groups by how many entries of full tiles bear them, counted in so many tiles; the tail is short anyway."""
    if len(groups) < 2:
        return list(groups)
    rows = await connection.fetch(
        f"""
        SELECT asked.number, sum(few.borne) AS borne
        FROM unnest($3::int[], $4::text[]) AS asked (number, key) CROSS JOIN unnest($2::smallint[]) AS held (level)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(cardinality(counted.places)), 0) AS borne FROM (
                SELECT t.places FROM trail_key t
                WHERE t.ledger_id = $1 AND t.key = asked.key AND t.level = held.level
                  AND {_WITHIN.format(after="$5", before="$6")}
                LIMIT {_COUNTED}) AS counted) AS few
        GROUP BY asked.number ORDER BY borne, asked.number
        """,
        ledger,
        levels,
        [number for number, group in enumerate(groups) for _ in group],
        [key for group in groups for key in group],
        span.after,
        span.before,
    )
    return [groups[row["number"]] for row in rows]


def _statement(  # noqa: PLR0917 - for whom, then what
    ledger: str, levels: Sequence[int], wanted: Wanted, groups: Sequence[Sequence[str]], span: Span, most: int
) -> tuple[str, list[Any]]:
    """SQL for one page, and its parameters."""
    driver, *others = groups
    parameters: list[Any] = [ledger, levels, list(driver), span.after, span.before]

    def given(value: object) -> str:
        parameters.append(value)
        return f"${len(parameters)}"

    conditions, bearing = [], []
    for number, group in enumerate((*others, wanted.without) if wanted.without else others):
        borne, bearers = _bears(number, group, given)
        conditions.append(f"({borne})" if number < len(others) else f"NOT ({borne})")
        bearing.append(bearers)
    if said := _said(wanted, given):
        body = "SELECT convert_from(b.body, 'UTF8')::json AS said FROM entry_body b"
        own = "b.ledger_id = $1 AND b.position = c.position"
        conditions.append(f"EXISTS (SELECT FROM ({body} WHERE {own}) AS e WHERE {' AND '.join(said)})")
    looked_at = SCAN if conditions else most  # what is asked for is what is looked at, where nothing else is asked
    way, back = ("DESC", "ASC") if span.descending else ("ASC", "DESC")
    sql = f"""
        WITH candidate AS MATERIALIZED (
            SELECT DISTINCT borne.position FROM (
                SELECT sealed.position
                FROM unnest($3::text[]) AS asked (key) CROSS JOIN unnest($2::smallint[]) AS held (level)
                CROSS JOIN LATERAL (
                    SELECT {_PLACED} AS position FROM trail_key t CROSS JOIN LATERAL unnest(t.places) AS p (place)
                    WHERE t.ledger_id = $1 AND t.key = asked.key AND t.level = held.level
                      AND {_WITHIN.format(after="$4", before="$5")} AND {_PLACED} > $4 AND {_PLACED} < $5
                    ORDER BY t.tile {way} FETCH FIRST {looked_at} ROWS WITH TIES) AS sealed
                UNION ALL
                SELECT l.position FROM trail_tail l
                WHERE {_TAIL} AND l.position > $4 AND l.position < $5 AND {_bearing(driver, "$3")}) AS borne
            ORDER BY borne.position {way} LIMIT {looked_at}
        ), tile AS MATERIALIZED (SELECT DISTINCT (position - 1) / {TILE} AS tile FROM candidate){"".join(bearing)}
        SELECT ARRAY (SELECT c.position FROM candidate c {"WHERE " if conditions else ""}{" AND ".join(conditions)}
                      ORDER BY c.position {way} LIMIT {given(most)}) AS found,
               (SELECT count(*) FROM candidate) AS examined,
               (SELECT position FROM candidate ORDER BY position {back} LIMIT 1) AS last
    """
    return sql, parameters


def _bears(number: int, keys: Sequence[str], given: Callable[[object], str]) -> tuple[str, str]:
    """That a candidate bears one of some keys, in SQL, and the tables that this is read from.

    Of kinds of fact it has one, however many are asked for. Another key is looked up once for a tile, not for each
    candidate; and tile by tile (OFFSET 0: a join might read all the rows of a frequent key).
    """
    kinds = [key.removeprefix(TYPE) for key in keys if key.startswith(TYPE)]
    others = [key for key in keys if not key.startswith(TYPE)]
    found, bearers = [], ""
    if kinds:
        found.append(
            "EXISTS (SELECT FROM entry_body b WHERE b.ledger_id = $1 AND b.position = c.position"
            f" AND b.type = ANY ({given(kinds)}::text[]))"
        )
    if others or not kinds:
        asked = given(others)
        found.append(f"c.position IN (SELECT position FROM bearer_{number})")
        bearers = f"""
        , sealed_{number} AS MATERIALIZED (
            SELECT tile.tile, found.places FROM tile CROSS JOIN LATERAL (
                SELECT t.places FROM trail_key t
                WHERE t.ledger_id = $1 AND t.key = ANY ({asked}::text[]) AND t.level = ANY ($2) AND t.tile = tile.tile
                OFFSET 0) AS found
        ), bearer_{number} AS MATERIALIZED (
            SELECT c.position FROM candidate c JOIN sealed_{number} s ON s.tile = (c.position - 1) / {TILE}
            WHERE ((c.position - 1) % {TILE})::smallint = ANY (s.places)
            UNION ALL
            SELECT l.position FROM trail_tail l WHERE {_TAIL} AND {_bearing(others, asked)}
        )"""
    return " OR ".join(found), bearers


def _bearing(keys: Sequence[str], asked: str) -> str:
    """That a row of the tail has one of some keys, in SQL."""
    if len(keys) <= _FEW:
        return f"l.keys && {asked}::text[]"
    hashed = f"(own.key IN (SELECT unnest({asked}::text[]))) IS TRUE"  # IS TRUE: no join, which would be made anew
    return f"EXISTS (SELECT FROM unnest(l.keys) AS own (key) WHERE {hashed})"


def _said(wanted: Wanted, given: Callable[[object], str]) -> list[str]:
    """What the body has to say, in SQL."""
    found = []
    if wanted.since is not None:
        found.append(f"(e.said->>'effective_on')::date >= {given(wanted.since)}")
    if wanted.until is not None:
        found.append(f"(e.said->>'effective_on')::date <= {given(wanted.until)}")
    if wanted.act_kind is not None:
        found.append(f"e.said->'act'->>'kind' = {given(wanted.act_kind.value)}")
    if wanted.only_public:
        found.append("e.said->>'visibility' = 'PUBLIC'")
    return found


async def positions_within(
    connection: Session, ledger: str, since: dt.datetime | None, until: dt.datetime | None, head: int
) -> tuple[int, int]:
    """The positions before and after those recorded from an instant to another, both included."""
    row = await connection.fetchrow(
        """
        SELECT (SELECT position FROM entry_header WHERE ledger_id = $1 AND recorded_at < $2
                ORDER BY recorded_at DESC, position DESC LIMIT 1) AS before,
               (SELECT position FROM entry_header WHERE ledger_id = $1 AND recorded_at > $3
                ORDER BY recorded_at, position LIMIT 1) AS after
        """,
        ledger,
        since,
        until,
    )
    assert row is not None
    return row["before"] or 0, row["after"] or head + 1


async def links(
    connection: Session, ledger: str, level: int, positions: Sequence[int]
) -> dict[int, tuple[tuple[int, str], ...]]:
    """For each entry, the later ones that speak of it and that a level reads: their positions and kinds of fact.

    What strikes an entry, what stands in its place, what discloses or erases it; not what does so to its correction,
    which bears the tags of both.
    """
    rows = await connection.fetch(
        f"""
        WITH said AS (
            SELECT asked.position, said.key FROM unnest($3::bigint[]) AS asked (position)
            CROSS JOIN LATERAL (VALUES ('rectifies:' || asked.position), ('entry:' || asked.position)) AS said (key)
        ), speaking AS (
            SELECT said.position AS spoken_of, {_PLACED} AS position
            FROM said CROSS JOIN LATERAL (
                SELECT t.tile, t.places FROM trail_key t
                WHERE t.ledger_id = $1 AND t.key = said.key AND t.level = ANY ($2) OFFSET 0) AS t
            CROSS JOIN LATERAL unnest(t.places) AS p (place)
            UNION ALL
            SELECT said.position, l.position
            FROM trail_tail l CROSS JOIN LATERAL unnest(l.keys) AS own (key) JOIN said ON said.key = own.key
            WHERE {_TAIL}
        )
        SELECT DISTINCT asked.spoken_of, asked.position, b.type
        FROM speaking asked JOIN entry_body b ON b.ledger_id = $1 AND b.position = asked.position
        WHERE CASE b.type
              WHEN 'BodyErased' THEN
                  convert_from(b.body, 'UTF8')::json #>> '{{fact,entry}}' = asked.spoken_of::text
              WHEN 'Disclosed' THEN
                  convert_from(b.body, 'UTF8')::jsonb #> '{{fact,entries}}' @> to_jsonb(asked.spoken_of)
              ELSE true END
        ORDER BY asked.spoken_of, asked.position
        """,
        ledger,
        list(range(level + 1)),
        list(positions),
    )
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for row in rows:
        found[row["spoken_of"]] = (*found.get(row["spoken_of"], ()), (row["position"], row["type"]))
    return found


async def borne(connection: Session, ledger: str, level: int, keys: Sequence[str]) -> set[str]:
    """The keys that some entry bears that a level reads."""
    rows = await connection.fetch(
        f"""
        SELECT asked.key FROM unnest($3::text[]) AS asked (key)
        WHERE EXISTS (SELECT FROM trail_key t
                      WHERE t.ledger_id = $1 AND t.key = asked.key AND t.level = ANY ($2))
        UNION
        SELECT own.key FROM trail_tail l CROSS JOIN LATERAL unnest(l.keys) AS own (key)
        JOIN unnest($3::text[]) AS asked (key) ON asked.key = own.key
        WHERE {_TAIL}
        """,
        ledger,
        list(range(level + 1)),
        list(keys),
    )
    return {row["key"] for row in rows}
