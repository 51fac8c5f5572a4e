"""A list of 10^5 entries as a file: how long it takes, and what it asks of memory while it is sent.

The authority of ``benchmarks/scale.py``; the application is called in process and its body thrown away as it comes, so
what grows is what the service itself holds: resident memory, looked at with each piece.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from starlette.types import Message

from benchmarks import authority
from benchmarks.scale import fill
from domain.core.identifiers import REFERENCE_LEDGER
from service.app import make_app
from service.database import Database, connected

ENTRIES: Final = int(os.environ.get("GREFFE_BENCH_ENTRIES", "100000"))
FILES: Final = ("bureau.csv", "decisions.csv", "journal.csv", "journal.json")


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def take(app: Any, path: str) -> tuple[int, int, int]:
    """Take a file and keep nothing of it: its bytes, how many pieces it came in, the most that was resident."""
    size = pieces = 0
    most = resident()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal size, pieces, most
        assert message.get("status", 200) == 200
        size += len(message.get("body", b""))
        pieces += 1
        most = max(most, resident())

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
    return size, pieces, most


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Each file, on an authority of so many entries."""
    await fill(database, REFERENCE_LEDGER, authority.reference(), say)
    await fill(database, authority.LEDGER, authority.history(ENTRIES), say)
    async with connected(database.admin_url or "") as admin:
        await admin.execute("VACUUM ANALYZE")
    await measure(database, say)


async def measure(database: Database, say: Callable[[str], None]) -> None:
    """Each file once, the smallest first."""
    app = make_app(database)
    async with app.router.lifespan_context(app):
        for name in FILES:
            before, started = resident(), time.perf_counter()
            size, pieces, most = await take(app, f"/data/{authority.LEDGER}/{name}")
            took, grown = time.perf_counter() - started, (most - before) / 1e6
            told = f"{size / 1e6:>8.1f} MB in {pieces:>4} pieces, {took:>6.1f} s"
            say(f"{name:>16} {told}; memory grew by {grown:>5.1f} MB")
