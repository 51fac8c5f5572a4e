"""The self-check of a whole ledger (`greffe verify --database`): entries per second, and whether memory stays flat.

GREFFE_BENCH_ENTRIES chooses another size than 10^5.
"""

import time
from collections.abc import Callable

from benchmarks.rebuild import load, memory
from benchmarks.server import ENTRIES
from service.database import Database, connected
from service.selfcheck import check_ledger, glance_at_ledger, snapshot

LEDGER = "selfcheck"


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Load, check, report."""
    await load(database, LEDGER, ENTRIES)
    async with connected(database.admin_url or "") as admin:
        await admin.execute("VACUUM ANALYZE")  # as autovacuum does after a while
    marks: list[tuple[float, float]] = []
    started = time.perf_counter()

    def told(done: int, total: int) -> None:
        marks.append((done / total, memory()))

    async with connected(database.app_url) as connection, snapshot(connection) as heads:
        report = await check_ledger(connection, heads, LEDGER, progress=told)
        took = time.perf_counter() - started
        assert report.sound, report.differences
        say(f"checked {report.entries} entries at {report.entries / took:.0f} entries/s in {took:.1f} s")
        say(", ".join(f"{number} {check.value.lower()}" for check, number in report.looked_at.items()))
        tenth = next(used for part, used in marks if part >= 0.1)
        say(f"memory: {tenth:.0f} MB after a tenth, {marks[-1][1]:.0f} MB at the end")
        started = time.perf_counter()
        quick = await glance_at_ledger(connection, heads, LEDGER, seed=1)
        assert quick.sound, quick.differences
        say(f"a quick look: {(time.perf_counter() - started) * 1000:.0f} ms")
