"""The COPY loader: the entries of one ledger into the tables, as the service's own role, in one transaction.

Headers, bodies, tags and commands are copied; the tree's nodes are made by the database's function, names are sealed by
the vault. Projections and the trail's index are not made here: the ledger is left waiting for `greffe rebuild`, which
makes them as it always does (``project``).
"""

from typing import Final

from benchmarks.national.recorder import Recorder
from service.database import Connection
from service.rebuild import rebuild
from service.vault import Vault

_COLUMNS: Final = {
    "entry_header": ("ledger_id", "position", "recorded_at", "header", "leaf"),
    "entry_body": ("ledger_id", "position", "type", "level", "tags", "body"),
    "entry_tag": ("ledger_id", "tag", "position", "type"),
    "command": ("ledger_id", "id", "digest", "first_position", "last_position", "outcome"),
}
_NOT_PROJECTED: Final = 0
"""No version of the projections: the ledger takes no entry before it is rebuilt."""


async def copy_in(connection: Connection, vault: Vault, recorder: Recorder) -> None:
    """Everything that a recorder holds, all or nothing."""
    rows = recorder.rows
    async with connection.transaction():
        await connection.execute(
            """
            INSERT INTO ledger_head (ledger_id, clock, position, recorded_at, projection_version)
            VALUES ($1, $2, $3, $4, $5)
            """,
            *(recorder.ledger, recorder.clock, recorder.position, recorder.recorded_at, _NOT_PROJECTED),
        )
        copied = zip(_COLUMNS.items(), (rows.headers, rows.bodies, rows.tags, rows.commands), strict=True)
        for (table, columns), records in copied:
            await connection.copy_records_to_table(table, records=records, columns=columns)
        await connection.execute("SELECT complete_tiles($1, $2)", recorder.ledger, recorder.position)
        await vault.keep(connection, recorder.ledger, rows.people)


async def project(connection: Connection, ledger: str) -> int:
    """What `greffe rebuild` does for one ledger; returns how many entries it has."""
    return await rebuild(connection, ledger)
