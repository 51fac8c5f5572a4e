"""A quick look: the ends of a ledger, and entries drawn by lot, each against itself and its tags."""

import random
from collections import defaultdict
from typing import Final

from asyncpg import Record

from service.database import Connection
from service.ledger import tree
from service.ledger.check import beside
from service.ledger.check.entry import look_at
from service.ledger.check.erasures import erasures
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.heads import INSTANT, StoredHead
from service.ledger.check.tree import Signers, checkpoint

SAMPLED: Final = 300
"""Entries drawn by lot."""
ENDS: Final = 20
"""Entries at either end."""

_ENDS: Final = f"""
SELECT (SELECT max(position) FROM entry_header WHERE ledger_id = $1) AS last,
       (SELECT {INSTANT.format("recorded_at")} FROM entry_header
        WHERE ledger_id = $1 ORDER BY position DESC LIMIT 1) AS recorded_at
"""
_ENTRIES: Final = f"""
SELECT wanted.position AS wanted, h.position, {INSTANT.format("h.recorded_at")} AS recorded_at, h.header,
       h.leaf, b.type, b.level, b.tags, b.body, b.erased_by
FROM unnest($2::bigint[]) AS wanted (position)
LEFT JOIN entry_header h ON h.ledger_id = $1 AND h.position = wanted.position
LEFT JOIN entry_body b ON b.ledger_id = $1 AND b.position = wanted.position
ORDER BY wanted.position
"""
_TAGS: Final = """
SELECT t.position, t.tag, t.type FROM unnest($2::bigint[], $3::text[]) AS wanted (position, tag)
JOIN entry_tag t ON t.ledger_id = $1 AND t.tag = wanted.tag AND t.position = wanted.position
"""

_LAST_CHECKPOINT: Final = """
SELECT size AS place, vkey, origin, root, note FROM checkpoint
WHERE ledger_id = $1 ORDER BY size DESC, signed_at DESC LIMIT 1
"""
_SHORT: Final = """
SELECT tag FROM unnest($2::text[]) AS wanted (tag)
WHERE (SELECT count(*) FROM (SELECT FROM entry_tag t
                             WHERE t.ledger_id = $1 AND t.tag = wanted.tag LIMIT $3) AS few) < $3
"""
SUBJECTS: Final = 100
"""Subjects whose rows are made anew, drawn among those of the sampled entries."""
LONG: Final = 200
"""Entries from which on a subject takes too long for a quick look."""


async def sample(connection: Connection, head: StoredHead, found: Findings, *, seed: int) -> list[str]:
    """Check some entries of a ledger within the caller's snapshot; returns those of their tags that few bear.

    Tags that an entry should not have are not found here: the index leads from a tag to its entries.
    """
    await _ends(connection, head, found)
    told = []
    rows = await connection.fetch(_ENTRIES, head.ledger, _drawn(head.position, seed))
    for row in rows:
        if row["position"] is None:
            found.add(Flaw.POSITION_MISSING, row["wanted"], until=row["wanted"])
        else:
            told.append(look_at(row, head.ledger, head.clock, found))
    await erasures(connection, head.ledger, [row for row in rows if row["position"] is not None], told, found)
    pairs = [(one.position, tag) for one in told for tag in one.tags]
    indexed: defaultdict[int, list[Record]] = defaultdict(list)
    for row in await connection.fetch(_TAGS, head.ledger, [p for p, _ in pairs], [t for _, t in pairs]):
        indexed[row["position"]].append(row)
    for one in told:
        beside.tags(one, indexed[one.position], found)
    tags = list(dict.fromkeys(tag for _, tag in pairs))
    short = [row["tag"] for row in await connection.fetch(_SHORT, head.ledger, tags, LONG)]
    return random.Random(seed).sample(short, min(SUBJECTS, len(short)))  # noqa: S311


async def last_checkpoint(connection: Connection, head: StoredHead, signers: Signers, found: Findings) -> None:
    """The checkpoint of the largest size is signed, and has the root that the stored tree comes to."""
    row = await connection.fetchrow(_LAST_CHECKPOINT, head.ledger)
    if row is None:
        return
    try:
        root = await tree.root(connection, head.ledger, row["place"])
    except tree.BeyondHead:
        found.add(Flaw.CHECKPOINT_BEYOND, row["place"], head=head.position)
    except tree.TreeDamaged:
        found.add(Flaw.CHECKPOINT_ROOT, row["place"])
    else:
        checkpoint(root, row, signers, found)


async def _ends(connection: Connection, head: StoredHead, found: Findings) -> None:
    found.saw(Check.HEAD)
    row = await connection.fetchrow(_ENDS, head.ledger)
    assert row is not None
    last = row["last"] or 0
    if head.position > last:
        found.add(Flaw.HEAD_AHEAD, last + 1, head=head.position, last=last)
    elif head.position < last:
        found.add(Flaw.HEAD_BEHIND, head.position + 1, head=head.position, last=last)
    elif last and row["recorded_at"] != head.recorded_at:
        found.add(Flaw.HEAD_TIME, last)


def _drawn(last: int, seed: int) -> list[int]:
    """Positions at both ends, and others drawn by lot."""
    if last <= SAMPLED + 2 * ENDS:
        return list(range(1, last + 1))
    lot = random.Random(seed).sample(range(1, last + 1), SAMPLED)  # noqa: S311 - a sample, not a secret
    return sorted({*range(1, ENDS + 1), *range(last - ENDS + 1, last + 1), *lot})
