"""The bureau by others: by mercurius with its JIT, and by PostGraphile, from the answer that the house itself gave.

Mercurius serves it twice: from memory, where it never looks whether anything has changed, and by one statement from
plain tables in the same PostgreSQL. PostGraphile makes its statement itself, from the same tables. In these, a period
of legal time is all there is: no second clock, no levels, names in clear.
"""

import json
import urllib.parse
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.peers.node import FOLDER, Peer, served
from service.database import Database, connected

SCHEMA: Final = Path(__file__).parents[2] / "schema.graphql"
BY_POSTGRAPHILE: Final = """query Q { ledgerByRowId(rowId: "%s") { position bureau(day: "2026-06-01") { nodes { seat
state since holder { rowId name } onBehalfOf { rowId name } foundingAct { kind number date } entry } }
missing { nodes { code fr } } } }"""


@asynccontextmanager
async def peers_over(database: Database, ledger: str, answer: bytes) -> AsyncIterator[dict[str, Peer]]:
    """Every peer, by name, over the bureau of an answer to ``benchmarks.query.BUREAU``."""
    await _fill(database, ledger, json.loads(answer)["data"]["bureau"])
    environment = _environment(database.admin_url or "")
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        kept = folder / "answer.json"
        kept.write_bytes(answer)
        yield {
            "mercurius, memory": await stack.enter_async_context(served("mercurius.mjs", str(SCHEMA), str(kept))),
            "mercurius, tables": await stack.enter_async_context(
                served("mercurius.mjs", str(SCHEMA), environment=environment)
            ),
            "PostGraphile": await stack.enter_async_context(served("postgraphile.mjs", environment=environment)),
        }


async def _fill(database: Database, ledger: str, bureau: Mapping[str, Any]) -> None:
    """The equivalent tables, and in them what the answer shows."""
    people = {each["holder"]["id"]: each["holder"]["name"] for each in bureau["seats"] if each["holder"]}
    bodies = {each["onBehalfOf"]["id"]: each["onBehalfOf"]["name"] for each in bureau["seats"] if each["onBehalfOf"]}
    acts = list({tuple(each["foundingAct"].values()): None for each in bureau["seats"]})
    seats = [
        (number, ledger, each["seat"], each["state"], each["since"], (each["holder"] or {}).get("id"),
         (each["onBehalfOf"] or {}).get("id"), acts.index(tuple(each["foundingAct"].values())), each["entry"])
        for number, each in enumerate(bureau["seats"])
    ]  # fmt: skip
    async with connected(database.admin_url or "") as admin, admin.transaction():
        await admin.execute((FOLDER / "tables.sql").read_text())
        await admin.execute("INSERT INTO peer.ledger VALUES ($1, $2)", ledger, bureau["asOf"]["position"])
        await admin.executemany("INSERT INTO peer.person VALUES ($1, $2)", people.items())
        await admin.executemany("INSERT INTO peer.organization VALUES ($1, $2)", bodies.items())
        await admin.executemany(
            "INSERT INTO peer.act VALUES ($1, $2, $3, $4::text::date)", [(i, *act) for i, act in enumerate(acts)]
        )
        await admin.executemany(
            "INSERT INTO peer.seat VALUES ($1, $2, $3, $4, $5::text::date, NULL, $6, $7, $8, $9)", seats
        )
        await admin.executemany(
            "INSERT INTO peer.missing VALUES ($1, $2, $3, $4)",
            [(i, ledger, each["code"], each["message"]["fr"]) for i, each in enumerate(bureau["missing"])],
        )
        await admin.execute("ANALYZE peer.seat; ANALYZE peer.person; ANALYZE peer.act; ANALYZE peer.missing")


def _environment(url: str) -> dict[str, str]:
    """A PostgreSQL's address, as libpq's variables."""
    parts = urllib.parse.urlsplit(url)
    given = dict(urllib.parse.parse_qsl(parts.query))
    found = {
        "PGHOST": given.get("host", parts.hostname),
        "PGPORT": given.get("port", str(parts.port or 5432)),
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
        "PGDATABASE": parts.path.lstrip("/"),
    }
    return {name: urllib.parse.unquote(value) for name, value in found.items() if value}
