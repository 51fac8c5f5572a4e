"""A list of 10^5 entries as a file: how long it takes, and what it asks of memory while it is sent.

The authority of ``benchmarks/scale.py``; the application is called in process and its body thrown away as it comes, so
what grows is what the service itself holds: Python's own allocations (tracemalloc), in a second run than the one timed.
"""

import os
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, Final

from starlette.types import Message

from benchmarks import authority
from benchmarks.scale import fill
from domain.core.identifiers import REFERENCE_LEDGER
from service.app import make_app
from service.database import Database, connected

ENTRIES: Final = int(os.environ.get("GREFFE_BENCH_ENTRIES", "100000"))
FILES: Final = ("journal.csv", "journal.json", "decisions.csv", "bureau.csv")


async def take(app: Any, path: str) -> tuple[int, int]:
    """Take a file and keep nothing of it: its bytes, and how many pieces it came in."""
    size = pieces = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal size, pieces
        assert message.get("status", 200) == 200
        size += len(message.get("body", b""))
        pieces += 1

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"on=2026-01-15",
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("bench", 80),
    }
    await app(scope, receive, send)
    return size, pieces


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Each file twice: for the clock, then for memory."""
    await fill(database, REFERENCE_LEDGER, authority.reference(), say)
    await fill(database, authority.LEDGER, authority.history(ENTRIES), say)
    async with connected(database.admin_url or "") as admin:
        await admin.execute("VACUUM ANALYZE")
    app = make_app(database)
    async with app.router.lifespan_context(app):
        for name in FILES:
            path = f"/data/{authority.LEDGER}/{name}"
            started = time.perf_counter()
            size, pieces = await take(app, path)
            took = time.perf_counter() - started
            tracemalloc.start()
            await take(app, path)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            say(f"{name:>16} {size / 1e6:>8.1f} MB in {pieces:>4} pieces, {took:>6.1f} s; peak {peak / 1e6:>6.1f} MB")
