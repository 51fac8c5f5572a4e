"""The vault beside the ledger: whoever has a name there was registered here."""

from typing import Final

from service.database import Connection
from service.ledger.check.findings import Check, Findings, Flaw

_UNKNOWN: Final = """
SELECT p.person FROM personal p
WHERE p.ledger_id = $1
  AND NOT EXISTS (SELECT FROM entry_tag t WHERE t.ledger_id = p.ledger_id AND t.tag = 'person:' || p.person
                  AND t.type = 'PersonRegistered')
ORDER BY p.person
"""


async def people(connection: Connection, ledger: str, found: Findings) -> None:
    """Check the vault's rows of one ledger."""
    number = await connection.fetchval("SELECT count(*) FROM personal WHERE ledger_id = $1", ledger)
    found.saw(Check.VAULT, number)
    async for row in connection.cursor(_UNKNOWN, ledger):
        found.add(Flaw.PERSON_UNKNOWN, 0, person=row["person"])
