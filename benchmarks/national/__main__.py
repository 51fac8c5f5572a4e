"""`make bench-national`: all of France, 470 generated authorities, 10^6 entries of theirs (GREFFE_BENCH_ENTRIES).

Fewer entries make fewer authorities of the same size; more make longer histories. The data lie in GREFFE_BENCH_DIR
(/var/tmp) and are removed at the end. Nothing is fetched.
"""

import contextlib
import dataclasses
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Final

import uvloop

from benchmarks.national import answers, disk, programs
from benchmarks.national.france import Authority, authorities, read_france
from benchmarks.national.loading import (
    WORKERS,
    Done,
    Spent,
    in_processes,
    jobs_of,
    load,
    processes,
    rebuilt,
    reference_job,
)
from service.database import Database, connected, open_database
from service.settings import Settings

ENTRIES: Final = int(os.environ.get("GREFFE_BENCH_ENTRIES", "1000000"))
PARENT: Final = Path(os.environ.get("GREFFE_BENCH_DIR", "/var/tmp"))
AUTHORITIES: Final = 470
EACH: Final = 2_127
"""Entries of an authority, where there are fewer authorities than in France."""
BYTES_AN_ENTRY: Final = 8_000
"""On the disk, WAL and all, as measured and rounded up."""


def say(line: str) -> None:
    """Tell it now."""
    print(line, flush=True)


def wanted(everyone: Sequence[Authority]) -> tuple[list[Authority], int]:
    """The authorities, and how many entries each has."""
    count = max(1, min(AUTHORITIES, ENTRIES // EACH))
    chosen = [everyone[number * len(everyone) // count] for number in range(count)]
    return chosen, max(EACH, ENTRIES // count)


@contextlib.asynccontextmanager
async def register(folder: Path) -> AsyncIterator[Database]:
    """The register in a folder: its own PostgreSQL, fsync on, stopped afterwards."""
    settings = dataclasses.replace(Settings(data_dir=folder), database_url=None)
    async with open_database(settings) as database:
        await database.migrate()
        yield database


async def fill(database: Database, everyone: Sequence[Authority], entries: int) -> int:
    """Load, then project; returns how many entries there are."""
    with processes() as pool:
        (france,) = _told("France decided and copied", in_processes(pool, "load", [reference_job(database)]), 1)
        jobs = jobs_of(database, everyone, entries, reference=france.entries)
        done = _told("authorities decided and copied", in_processes(pool, "load", jobs), WORKERS)
        async with connected(database.admin_url or "") as admin:
            await admin.execute("VACUUM ANALYZE")
        _told("rebuilt", in_processes(pool, "rebuild", [reference_job(database), *jobs]), WORKERS)
    return france.entries + sum(one.entries for one in done)


def _told(title: str, made: Iterable[Done], workers: int) -> list[Done]:
    """Wait for it, and say how fast it went: by the clock, and for each core that did nothing else."""
    started, done = time.perf_counter(), list[Done]()
    for one in made:
        done.append(one)
        if len(done) % 50 == 0:
            say(f"    {len(done)} ledgers, {time.perf_counter() - started:.0f} s")
    took, entries = time.perf_counter() - started, sum(one.entries for one in done)
    decided, stored = (sum((getattr(one, part) for one in done), Spent()) for part in ("decided", "stored"))
    say(f"{title}: {entries:,} entries in {took:.0f} s, {entries / took:,.0f}/s in {workers} process(es)")
    for name, spent in (("deciding, encoding, hashing", decided), ("in the database", stored)):
        if spent.processor:
            each = f"{entries / spent.processor:,.0f} entries/s for each core"
            say(f"  {name}: {each} ({spent.python:.0f} s here, {spent.server:.0f} s in PostgreSQL)")
    return done


async def fill_alone(database: Database, authority: Authority, entries: int) -> None:
    """A register of one authority, with all of France as the other has it."""
    france = reference_job(database)
    reference = (await load(france)).entries
    (job,) = jobs_of(database, [authority], entries, reference=reference)
    await load(job)
    for one in (france, job):
        await rebuilt(one)
    async with connected(database.admin_url or "") as admin:
        await admin.execute("VACUUM ANALYZE")


async def measure_answers(folders: tuple[Path, Path], ledgers: Sequence[str], same: str) -> None:
    """Cold, then warm, then kept."""
    for title, folder, asked in zip(("one ledger", "national"), reversed(folders), ([same], ledgers), strict=True):
        answers.forget_files(folder)
        async with register(folder) as database:
            took = sorted(await answers.cold(database, asked, seed=1))
        p99 = took[int(len(took) * 0.99)]
        say(f"  cold, {title}: {len(took)} first questions, p50 {statistics.median(took):.1f} ms, p99 {p99:.1f} ms")
    async with register(folders[0]) as national, register(folders[1]) as alone:
        say("bureau, made anew, registers in turn:")
        await answers.warm(national, ledgers, alone, same, say)
        say("bureau, kept, registers in turn:")
        await answers.kept(national, ledgers, alone, same, say)


async def main() -> None:
    """All of it."""
    everyone, entries = wanted(authorities(read_france().epcis, AUTHORITIES))
    needed, free = len(everyone) * entries * BYTES_AN_ENTRY, shutil.disk_usage(PARENT).free
    say(f"{len(everyone)} authorities of about {entries:,} entries, all of France, {WORKERS} processes")
    say(f"{needed / 1e9:.1f} GB are needed in {PARENT}, {free / 1e9:.0f} GB are free")
    if needed > free * 0.9:
        raise SystemExit("There is not enough room: set GREFFE_BENCH_DIR, or fewer GREFFE_BENCH_ENTRIES.")
    folder = Path(tempfile.mkdtemp(prefix="greffe-national-", dir=PARENT))
    folder.chmod(0o711)
    folders = (folder / "national", folder / "alone")
    same = sorted(everyone, key=lambda one: one.number * 7 % 26)[len(everyone) // 2]  # a bureau of the middle size
    try:
        async with register(folders[0]) as database:
            total = await fill(database, everyone, entries)
            async with connected(database.admin_url or "") as admin:
                await admin.execute("VACUUM ANALYZE")
                disk.tell(await disk.sizes(admin), total, say)
        async with register(folders[1]) as database:
            await fill_alone(database, same, entries)
        await measure_answers(folders, [one.ledger for one in everyone], same.ledger)
        programs.verify(folders[0], say)
        async with register(folders[0]) as database:
            await programs.serve(folders[0], database, len(everyone) + 1, say)
        say(f"on the disk in all: {_used(folders[0]) / 1e9:.1f} GB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _used(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    uvloop.run(main())
