"""The audit trail's index as it is meant: which entries are found by which keys, at which level."""

from service.database import Session

SQL = """
SELECT key, level, tile::bigint * 256 + place + 1 AS position
FROM trail_key CROSS JOIN LATERAL unnest(places) AS p (place) WHERE ledger_id = $1
UNION ALL
SELECT key, level, position FROM trail_tail CROSS JOIN LATERAL unnest(keys) AS k (key) WHERE ledger_id = $1
"""


async def trail_rows(session: Session, ledger: str) -> list[tuple[str, int, int]]:
    """Key, level and position, of full tiles and of the tail alike."""
    return sorted((row["key"], row["level"], row["position"]) for row in await session.fetch(SQL, ledger))
