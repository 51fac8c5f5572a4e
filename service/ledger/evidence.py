"""Entries as evidence: those behind an answer, as whoever asked could read them at a position, for ever.

``Reader`` tells an entry as it may be read by now. A dossier must not change when something is disclosed later, so the
level at which a body is read is here that of the position. What is found by a tag is told only to those who may read
it: that a sealed entry bears a tag is nobody else's business. What a readable answer names is told, sealed or not.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from projections.query import View
from service.database import Session
from service.ledger.envelope import decode_header

_READABLE: Final = """({b}.level <= $4 OR EXISTS (
        SELECT FROM opening o WHERE o.ledger_id = $1 AND o.subject = 'entry:' || {b}.position
        AND o.known_from <= $3 AND o.known_to > $3 AND (o.data->>'level')::smallint <= $4))"""

_TAGGED: Final = f"""
SELECT DISTINCT b.position FROM unnest($2::text[], $5::text[]) AS wanted (tag, type)
JOIN entry_tag t ON t.ledger_id = $1 AND t.tag = wanted.tag AND t.type = wanted.type AND t.position <= $3
JOIN entry_body b ON b.ledger_id = $1 AND b.position = t.position
WHERE {_READABLE.format(b="b")}
"""

_BEHIND: Final = f"""
WITH RECURSIVE found AS (
    SELECT DISTINCT position FROM unnest($2::bigint[]) AS position WHERE position BETWEEN 1 AND $3
    UNION
    SELECT linked.position FROM found f
    JOIN entry_body b ON b.ledger_id = $1 AND b.position = f.position AND {_READABLE.format(b="b")}
    CROSS JOIN LATERAL (
        SELECT (convert_from(b.body, 'UTF8')::json #>> '{{replaces,entry}}')::bigint AS position
        UNION ALL
        SELECT (convert_from(b.body, 'UTF8')::json #>> '{{fact,entry}}')::bigint WHERE b.type = 'Rectified'
        UNION ALL
        SELECT t.position FROM entry_tag t JOIN entry_body r ON r.ledger_id = $1 AND r.position = t.position
        WHERE t.ledger_id = $1 AND t.tag = 'entry:' || f.position AND t.type = 'Rectified' AND t.position <= $3
          AND {_READABLE.format(b="r")}
    ) AS linked
    WHERE linked.position IS NOT NULL
)
SELECT h.position, h.recorded_at, h.header, h.leaf, b.body
FROM found f JOIN entry_header h ON h.ledger_id = $1 AND h.position = f.position
LEFT JOIN entry_body b ON b.ledger_id = $1 AND b.position = f.position AND {_READABLE.format(b="b")}
ORDER BY h.position
"""


class Evidence(Struct, frozen=True):
    """An entry as a viewer could read it at a position."""

    ledger: str
    position: int
    recorded_at: dt.datetime
    header: bytes
    leaf: bytes
    body: bytes | None
    """None: sealed for that viewer, or deleted."""


async def tagged(connection: Session, view: View, wanted: Iterable[tuple[str, str]]) -> list[int]:
    """Positions of the readable entries that bear a tag and are of a type, for several pairs of these."""
    pairs = sorted(set(wanted))
    rows = await connection.fetch(
        _TAGGED, view.ledger, [tag for tag, _ in pairs], view.position, view.level, [type_ for _, type_ in pairs]
    )
    return [row["position"] for row in rows]


async def behind(connection: Session, view: View, positions: Sequence[int]) -> list[Evidence]:
    """Entries by position, what they replace, what they rectify and what rectifies them, in order."""
    rows = await connection.fetch(_BEHIND, view.ledger, list(positions), view.position, view.level)
    return [
        Evidence(view.ledger, row["position"], row["recorded_at"], row["header"], row["leaf"], row["body"])
        for row in rows
    ]


class Recorded(Struct, frozen=True):
    """An entry of a step that touched a subject."""

    subject: str
    step: int
    position: int
    recorded_at: dt.datetime
    body: bytes


MOST_OF_A_STEP: Final = 25
"""Entries of one step that are told for one subject, the last ones."""
_OF_STEPS: Final = f"""
SELECT asked.subject, asked.step, t.position, h.recorded_at, h.header, b.body
FROM unnest($2::text[], $5::bigint[]) AS asked (subject, step)
CROSS JOIN LATERAL (
    SELECT position FROM entry_tag WHERE ledger_id = $1 AND tag = asked.subject AND position <= asked.step
    ORDER BY position DESC LIMIT {MOST_OF_A_STEP}
) AS t
JOIN entry_header h ON h.ledger_id = $1 AND h.position = t.position
JOIN entry_body b ON b.ledger_id = $1 AND b.position = t.position AND b.position <= $3 AND {_READABLE.format(b="b")}
ORDER BY asked.subject, asked.step, t.position
"""


async def of_steps(connection: Session, view: View, asked: Iterable[tuple[str, int]]) -> list[Recorded]:
    """The readable entries of some steps that bear a subject's tag: a list of commands is one step. One statement."""
    pairs = sorted(set(asked))
    subjects, steps = [subject for subject, _ in pairs], [step for _, step in pairs]
    rows = await connection.fetch(_OF_STEPS, view.ledger, subjects, view.position, view.level, steps)
    return [
        Recorded(row["subject"], row["step"], row["position"], row["recorded_at"], row["body"])
        for row in rows
        if decode_header(row["header"]).step_end == row["step"]
    ]
