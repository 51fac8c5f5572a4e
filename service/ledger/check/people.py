"""The vault beside the ledger: a name for everybody who is registered, none for who was forgotten, all authentic."""

from collections.abc import Mapping
from typing import Final

from asyncpg import Record

from service.database import Connection
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.streams import Stream
from service.vault_keys import Kek, NotAuthentic, unseal

_TOLD: Final = """EXISTS (SELECT FROM entry_tag t WHERE t.ledger_id = $1 AND t.tag = 'person:' || person
                     AND t.type = '{}')"""
_KEPT: Final = f"""
SELECT person, kek, wrapped, sealed,
       {_TOLD.format("PersonRegistered")} AS known, {_TOLD.format("PersonForgotten")} AS forgotten
FROM (SELECT person, kek, wrapped FROM vault_key WHERE ledger_id = $1) AS k
FULL JOIN (SELECT person, sealed FROM vault_value WHERE ledger_id = $1) AS v USING (person)
"""
_MISSING: Final = f"""
SELECT position, person FROM (
    SELECT position, substr(tag, 8) AS person FROM entry_tag
    WHERE ledger_id = $1 AND tag LIKE 'person:%' AND type = 'PersonRegistered') AS registered
WHERE NOT EXISTS (SELECT FROM vault_value v WHERE v.ledger_id = $1 AND v.person = registered.person)
  AND NOT EXISTS (SELECT FROM vault_key k WHERE k.ledger_id = $1 AND k.person = registered.person)
  AND NOT {_TOLD.format("PersonForgotten")}
ORDER BY position
"""


async def people(connection: Connection, ledger: str, keks: Mapping[str, Kek] | None, found: Findings) -> None:
    """Check the vault's rows of one ledger; with the vault's keys, that each opens. What it says is thrown away."""
    found.saw(Check.VAULT, 0)
    kept = await Stream.of(connection, _KEPT, ledger)
    while row := await kept.next():
        found.saw(Check.VAULT)
        _belongs(row, found)
        if row["wrapped"] is None or row["sealed"] is None:
            flaw = Flaw.NAME_WITHOUT_KEY if row["wrapped"] is None else Flaw.KEY_WITHOUT_NAME
            found.add(flaw, 0, person=row["person"])
        elif keks is not None:
            _opens(row, ledger, keks, found)
    missing = await Stream.of(connection, _MISSING, ledger)
    while row := await missing.next():
        found.add(Flaw.NAME_MISSING, row["position"], person=row["person"])
    if number := await connection.fetchval("SELECT count(*) FROM personal WHERE ledger_id = $1", ledger):
        found.add(Flaw.PERSON_IN_CLEAR, 0, number=number)


def _belongs(row: Record, found: Findings) -> None:
    if row["forgotten"]:
        found.add(Flaw.PERSON_FORGOTTEN, 0, person=row["person"])
    elif not row["known"]:
        found.add(Flaw.PERSON_UNKNOWN, 0, person=row["person"])


def _opens(row: Record, ledger: str, keks: Mapping[str, Kek], found: Findings) -> None:
    person: str = row["person"]
    kek = keks.get(row["kek"])
    if kek is None:
        found.add(Flaw.KEY_UNKNOWN, 0, person=person, kek=row["kek"])
        return
    try:
        unseal(kek.unwrap(ledger, person, row["wrapped"]), ledger, person, row["sealed"])
    except (NotAuthentic, ValueError):
        found.add(Flaw.NAME_NOT_AUTHENTIC, 0, person=person)
