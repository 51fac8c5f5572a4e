"""What the register believed at one position against what it knows at another: rows that one of the two sees alone.

Nothing here knows a noun's data: a row is what was held true of a *place* (a seat of a term, an office of a person, a
decision) for a time. Whoever knows the words compares what the two positions say of it, and what rested on it is found
by the same terms as any search.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from projections.query import Connection, View, end_of
from projections.words import sort_key


class Watched(Struct, frozen=True):
    """Where the rows of a subject are found, and by what two rows are of one place."""

    table: str
    column: str = "subject"
    place: str = "key"
    """SQL: a key that ends with the entry that founds its row is of the same place without it."""


_WITHOUT_ENTRY: Final = "regexp_replace(key, '[|]?[0-9]+$', '')"
_BODY: Final = (Watched("body", "body"), Watched("composition", "body"))
_PERSON: Final = (
    Watched("composition", "person"),
    Watched("holding", "person", _WITHOUT_ENTRY),
    Watched("person", "person"),
)
_ORGANIZATION: Final = (
    Watched("holding", "organization", _WITHOUT_ENTRY),
    Watched("member", "organization", _WITHOUT_ENTRY),
    Watched("organization", "organization"),
)
_THINGS: Final = (
    *("decision", "delegation", "session", "arbitration", "exchange", "review", "project", "pact", "document"),
    *("contract", "scheme", "orientation", "programme", "action", "indicator", "involvement", "theme", "ambassador"),
    *("briefing", "technician", "partner"),
)
KINDS: Final = ("body", "person", "commune", "epci", "org", *_THINGS)
"""Of what beliefs may be asked: body:bureau, person:<id>, epci:<SIREN>, decision:<id>..."""


def watched(subject: str) -> tuple[tuple[Watched, str], ...]:
    """The tables that hold a subject's rows, each with the value to look up; none for an unknown kind."""
    kind, _, name = subject.partition(":")
    match kind:
        case "body":
            return tuple((table, name) for table in _BODY)
        case "person":
            return tuple((table, name) for table in _PERSON)
        case "commune" | "epci" | "org":
            return tuple((table, subject) for table in _ORGANIZATION)
        case "project":
            return ((Watched("project"), f"course:{name}"),)
        case _ if kind in _THINGS:
            return ((Watched(kind), subject),)
    return ()


class Between(Struct, frozen=True):
    """Two positions of a ledger, as a level sees them."""

    before: View
    after: View


class Held(Struct, frozen=True):
    """A row that one of the two positions sees: what was held true of a place for a time."""

    subject: str
    place: str
    believed: bool
    """At the earlier position; else at the later one."""
    step: int
    """Of the earlier: the position from which on it was held true no more; of the later: since which it is."""
    since: dt.date
    until: dt.date | None
    data: Any
    """The row's JSON."""


_SEEN_BY_ONE: Final = """ledger_id = $1 AND level_from <= $4 AND level_to >= $4 AND known_to > $2 AND known_from <= $3
          AND (known_from <= $2) <> (known_to > $3)"""
"""At the earlier position alone, or at the later alone; what came and went between them is neither."""


async def changed(
    connection: Connection,
    between: Between,
    where: Watched,
    value: str,
    *,
    begin: tuple[str, str] | None,
    beyond: bool,
    first: int,
) -> dict[tuple[str, str], list[Held]]:
    """Places of a subject of which the two positions do not hold the same, each with its rows in order.

    From ``begin`` on, or from the one beyond it. One statement. A seat is found by who holds it on either side, and
    then told with all its rows.
    """
    compared = ">" if beyond else ">="
    from_ = f'(subject COLLATE "C", {where.place} COLLATE "C") {compared} ($6, $7)'
    records = await connection.fetch(
        f"""
        WITH places AS (
            SELECT DISTINCT subject COLLATE "C" AS subject, ({where.place}) COLLATE "C" AS place
            FROM {where.table} WHERE {_SEEN_BY_ONE} AND {where.column} = $5 AND {from_}
            ORDER BY 1, 2 LIMIT $8
        )
        SELECT r.*, p.place FROM places p
        JOIN LATERAL (SELECT * FROM {where.table} WHERE {_SEEN_BY_ONE} AND subject = p.subject
                      AND {where.place} = p.place) AS r ON true
        ORDER BY p.subject COLLATE "C", p.place COLLATE "C", r.valid_from
        """,
        between.before.ledger,
        between.before.position,
        between.after.position,
        between.before.level,
        value,
        *(begin or ("", "")),
        first,
    )
    found: dict[tuple[str, str], list[Held]] = {}
    for record in records:
        believed = record["known_from"] <= between.before.position
        held = Held(
            record["subject"],
            record["place"],
            believed,
            record["known_to"] if believed else record["known_from"],
            record["valid_from"],
            end_of(record),
            msgspec.json.decode(record["data"]),
        )
        found.setdefault((held.subject, held.place), []).append(held)
    return found


# -- what rested on it -------------------------------------------------------------------------------------------------


class Rested(Struct, frozen=True, kw_only=True):
    """What to look for: things that bear a term, dated from a day to a day, recorded before a step."""

    term: str
    since: dt.date
    until: dt.date | None
    step: int


class Resting(Struct, frozen=True):
    """A thing found so."""

    subject: str
    sort: str
    wanted: int
    """Which of those looked for: its place in the list."""
    title: str | None
    entry: int | None


_SORTED: Final = "t.sort >= w.since"
_DATED: Final = {
    "arbitration": """(t.sort >= w.since OR EXISTS (
                    SELECT FROM arbitration n CROSS JOIN LATERAL (
                        SELECT replace(said->>'on', '-', ' ') AS day
                        FROM (SELECT json_array_elements(n.data->'position_history') AS said
                              UNION ALL SELECT json_array_elements(n.data->'turns')) AS all_said
                    ) AS said
                    WHERE n.ledger_id = $1 AND n.subject = t.subject AND n.level_from <= $2 AND n.level_to >= $2
                      AND n.known_from < w.step AND n.known_to >= w.step AND said.day >= w.since AND said.day < w.until
                ))"""
}
"""An arbitration goes on after the day of its opening, by which it is sorted: each position and turn has its own."""
TITLES: Final = {"decision": "title", "arbitration": "subject", "review": "project", "session": "body"}
"""The nouns of which one asks whether they rested on a belief, and the field that tells which one it is."""


async def resting(
    connection: Connection,
    after_: View,
    table: str,
    wanted: Sequence[Rested],
    *,
    after: tuple[str, str] | None,
    first: int,
) -> list[Resting]:
    """The next things of a noun, the last dated first: known when the belief was still held. One statement.

    Of each term a range of the index in the order of the list, no longer than the page.
    """
    sort, subject = after or ("", "")
    beyond = 'AND (t.sort, t.subject COLLATE "C") < ($7, $8)' if after else "AND $7 || $8 = ''"
    records = await connection.fetch(
        f"""
        WITH hits AS (
            SELECT DISTINCT ON (f.sort, f.subject COLLATE "C") f.sort, f.subject, w.number
            FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[]) WITH ORDINALITY
              AS w (term, since, until, step, number)
            JOIN LATERAL (
                SELECT t.sort, t.subject FROM {table}_term t
                WHERE t.ledger_id = $1 AND t.term = w.term AND t.sort < w.until AND {_DATED.get(table, _SORTED)}
                  AND t.level_from <= $2 AND t.level_to >= $2 AND t.known_from < w.step AND t.known_to >= w.step
                  {beyond}
                ORDER BY t.sort DESC, t.subject COLLATE "C" DESC LIMIT $9
            ) AS f ON true
            ORDER BY f.sort DESC, f.subject COLLATE "C" DESC, w.number LIMIT $9
        )
        SELECT h.*, n.data->>'{TITLES[table]}' AS title, (n.data->'entries'->>0)::bigint AS entry
        FROM hits h LEFT JOIN LATERAL (
            SELECT data FROM {table} n WHERE n.ledger_id = $1 AND n.subject = h.subject AND n.level_from <= $2
              AND n.level_to >= $2 AND n.known_from <= $10 AND n.known_to > $10 ORDER BY n.valid_from DESC LIMIT 1
        ) AS n ON true
        ORDER BY h.sort DESC, h.subject COLLATE "C" DESC
        """,
        after_.ledger,
        after_.level,
        [each.term for each in wanted],
        [sort_key(each.since.isoformat()) for each in wanted],
        [sort_key(each.until.isoformat()) if each.until else "~" for each in wanted],
        [each.step for each in wanted],
        sort,
        subject,
        first,
        after_.position,
    )
    return [Resting(r["subject"], r["sort"], r["number"] - 1, r["title"], r["entry"]) for r in records]
