"""What the sealed vault costs an answer with 28 names, beside the clear rows that it replaces, measured in turn."""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import httpx2

from benchmarks.query import BUREAU, prepare
from service.access import Role, create_token
from service.app import make_app
from service.database import Database, Pool, Session, connected
from service.vault import Personal, Vault
from service.vault_keys import Kek, seal, unseal
from tests.service.api.harness import LEDGER

TURNS = 300


class _Clear(Vault):
    """As it was: names in clear in the table ``personal``."""

    async def personal(self, connection: Session | Pool, ledger: str, people: Sequence[str]) -> dict[str, Personal]:
        rows = await connection.fetch(
            "SELECT * FROM personal WHERE ledger_id = $1 AND person = ANY ($2)", ledger, list(people)
        )
        return {
            row["person"]: Personal(
                given_name=row["given_name"],
                family_name=row["family_name"],
                birth_year=row["birth_year"],
                public_email=row["public_email"],
            )
            for row in rows
        }


async def run(database: Database, say: Callable[[str], None]) -> None:
    """The fastest tenth of interleaved turns."""
    app = make_app(database)
    async with app.router.lifespan_context(app):
        services = app.state.services
        _, token = await create_token(services.pool, role=Role.CLERK, ledgers=["*"])
        transport = httpx2.ASGITransport(app=app)
        headers = {"authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as client:
            await prepare(client)

            async def bureau() -> None:
                answer = (await client.post("/graphql", json={"query": BUREAU})).json()
                assert answer["data"]["bureau"]["seats"][0]["holder"]["name"]

            sealed = services.vault
            clear = _Clear(database.vault_key or Path(), {})
            people = [row["person"] for row in await services.pool.fetch("SELECT person FROM vault_value")]
            kept = await sealed.personal(services.pool, LEDGER, people)
            await _in_clear(database, kept)
            read = {
                "28 names, clear": lambda: clear.personal(services.pool, LEDGER, people),
                "28 names, sealed": lambda: sealed.personal(services.pool, LEDGER, people),
            }
            for name, seconds in (await _interleaved(read)).items():
                say(f"{name:>24}: p10 {seconds * 1000:.3f} ms")
            say(f"{'of which opening':>24}: p10 {_opening() * 1000:.3f} ms")

            def through(vault: Vault) -> Callable[[], Awaitable[Any]]:
                async def ask() -> None:
                    object.__setattr__(services, "vault", vault)
                    await bureau()

                return ask

            asked = {"bureau query, clear": through(clear), "bureau query, sealed": through(sealed)}
            for name, seconds in (await _interleaved(asked)).items():
                say(f"{name:>24}: p10 {seconds * 1000:.3f} ms")


async def _in_clear(database: Database, kept: dict[str, Personal]) -> None:
    async with connected(database.admin_url or "") as admin:
        await admin.executemany(
            "INSERT INTO greffe.personal VALUES ($1, $2, $3, $4)",
            [(LEDGER, who, p.given_name, p.family_name) for who, p in kept.items()],
        )


async def _interleaved(ways: dict[str, Callable[[], Awaitable[Any]]]) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, way in ways.items():
            started = time.perf_counter()
            await way()
            took[name].append(time.perf_counter() - started)
    return {name: statistics.quantiles(times, n=10)[0] for name, times in took.items()}


def _opening() -> float:
    kek = Kek.fresh()
    rows = [(f"p-{n}", kek.wrap(LEDGER, f"p-{n}", bytes([n]) * 32)) for n in range(28)]
    values = {who: seal(bytes([n]) * 32, LEDGER, who, b"{}") for n, (who, _) in enumerate(rows)}
    took = []
    for _ in range(TURNS):
        started = time.perf_counter()
        for who, wrapped in rows:
            unseal(kek.unwrap(LEDGER, who, wrapped), LEDGER, who, values[who])
        took.append(time.perf_counter() - started)
    return statistics.quantiles(took, n=10)[0]
