"""Bodies that were erased: each says by which entry, that entry says what remains, and nothing else stands there."""

from collections.abc import Sequence
from typing import Final

from asyncpg import Record

from domain.facts.erasure import BodyErased
from service.database import Connection
from service.ledger.check.entry import UNREADABLE, Told
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.envelope import decode_body, decode_fact
from service.proof.canonical import canonical

_BODIES: Final = "SELECT position, body, erased_by FROM entry_body WHERE ledger_id = $1 AND position = ANY ($2)"


async def erasures(
    connection: Connection, ledger: str, rows: Sequence[Record], told: Sequence[Told], found: Findings
) -> None:
    """Check some entries in both directions: those that were erased, and those that erased others."""
    erased = [row for row in rows if row["erased_by"] is not None]
    erasing = {one.position: one.fact for one in told if isinstance(one.fact, BodyErased)}
    if not erased and not erasing:
        return
    wanted = {*(row["erased_by"] for row in erased), *(fact.entry for fact in erasing.values())}
    others = {row["position"]: row for row in await connection.fetch(_BODIES, ledger, list(wanted))}
    for row in erased:
        found.saw(Check.ERASURES)
        _says_what_remains(row, others.get(row["erased_by"]), found)
    for position, fact in erasing.items():
        target = others.get(fact.entry)
        if target is None or target["erased_by"] != position:
            found.add(Flaw.ERASURE_UNDONE, position, entry=fact.entry)


def _says_what_remains(row: Record, by: Record | None, found: Findings) -> None:
    position: int = row["position"]
    fact = _erasure(by)
    if fact is None or fact.entry != position or row["erased_by"] <= position:
        found.add(Flaw.ERASURE_UNSAID, position, by=row["erased_by"])
    elif canonical(fact.remains) != row["body"]:
        found.add(Flaw.ERASURE_OTHER, position, by=row["erased_by"])


def _erasure(row: Record | None) -> BodyErased | None:
    if row is None:
        return None
    try:
        fact = decode_fact(decode_body(row["body"]))
    except UNREADABLE:
        return None
    return fact if isinstance(fact, BodyErased) else None
