"""The bureau of any of many authorities, next to that of one alone: the same question, over HTTP, in process.

The two registers are asked in turn, so that a busy machine slows both. "Made anew": no answer is kept. Cold: the
database was started anew and the system's cache of its files let go of.
"""

import contextlib
import os
import random
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx2

from benchmarks.scale import client_of
from service.app import make_app
from service.database import Database, connect
from service.feed import LatestHeads

ROUNDS: Final = 1_500
ASKED: Final = """query Bureau($authority: ID!) { bureau(authority: $authority, at: {on: "2026-06-15"}) {
  seats { seat state holder { id name } onBehalfOf { id name } since foundingAct { number date } entry }
  missing { code } } }"""

Ask = Callable[[], Awaitable[object]]


async def bureau(client: httpx2.AsyncClient, authority: str) -> Any:
    """One bureau, every seat of it."""
    body = {"query": ASKED, "variables": {"authority": authority}}
    answer = (await client.post("/graphql", json=body)).json()
    if "errors" in answer:
        raise RuntimeError(answer["errors"])
    return answer["data"]["bureau"]


def forget_files(folder: Path) -> None:
    """Let go of what the system keeps in memory of a folder's files, as far as it allows that."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with contextlib.suppress(OSError), path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


async def cold(database: Database, ledgers: Sequence[str], *, seed: int) -> list[float]:
    """Milliseconds of the first question to each of some ledgers; the document was parsed before."""
    order = random.Random(seed).sample(list(ledgers), len(ledgers))
    async with client_of(database) as (client, _):
        with contextlib.suppress(RuntimeError):
            await bureau(client, "000000000")
        return [await _timed(partial(bureau, client, ledger)) for ledger in order]


async def warm(
    national: Database, ledgers: Sequence[str], alone: Database, same: str, say: Callable[[str], None]
) -> None:
    """Random ledgers of many, one of the many, and that one alone, in turn."""
    draw = random.Random(470)
    async with client_of(national) as (many, _), client_of(alone) as (one, _):
        for ledger in ledgers:
            await bureau(many, ledger)
        await _in_turn(
            {
                "one-ledger database": partial(bureau, one, same),
                "national, the same authority": partial(bureau, many, same),
                "national, any authority": lambda: bureau(many, draw.choice(ledgers)),
            },
            say,
        )


async def kept(
    national: Database, ledgers: Sequence[str], alone: Database, same: str, say: Callable[[str], None]
) -> None:
    """Answers that are kept, with the look at the heads that each of them waits for; and that look by itself."""
    draw = random.Random(471)
    async with _keeping(national) as many, _keeping(alone) as one, _heads(national) as heads, _heads(alone) as few:
        for ledger in ledgers:
            await bureau(many, ledger)
        await _in_turn(
            {
                "one-ledger database, kept": partial(bureau, one, same),
                "national, kept, the same authority": partial(bureau, many, same),
                "national, kept, any authority": lambda: bureau(many, draw.choice(ledgers)),
                "one-ledger database, heads alone": few,
                "national, heads alone": heads,
                "one-ledger database, /readyz": partial(one.get, "/readyz"),
                "national, /readyz": partial(many.get, "/readyz"),
            },
            say,
        )


async def _in_turn(cases: dict[str, Ask], say: Callable[[str], None]) -> None:
    took: dict[str, list[float]] = {name: [] for name in cases}
    worked: dict[str, float] = dict.fromkeys(cases, 0.0)
    for ask in cases.values():
        await ask()
    for _ in range(ROUNDS):
        for name, ask in cases.items():
            before = time.process_time()
            took[name].append(await _timed(ask))
            worked[name] += time.process_time() - before
    base = sorted(next(iter(took.values())))
    for name, found in took.items():
        found.sort()
        p99 = found[int(len(found) * 0.99)]
        say(
            f"  {name:<40} p50 {statistics.median(found):>6.2f} ms  p99 {p99:>6.2f} ms  "
            f"{p99 / base[int(len(base) * 0.99)]:>5.2f}x  this process's CPU {worked[name] / ROUNDS * 1000:>5.2f} ms"
        )


async def _timed(ask: Ask) -> float:
    started = time.perf_counter()
    await ask()
    return (time.perf_counter() - started) * 1000


@contextlib.asynccontextmanager
async def _keeping(database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """The service in this process, as it is."""
    app = make_app(database)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://bench") as client:
            yield client


@contextlib.asynccontextmanager
async def _heads(database: Database) -> AsyncIterator[LatestHeads]:
    async with LatestHeads(partial(connect, database.app_url)) as heads:
        yield heads
