"""The rebuild of all projections of a ledger: entries per second at 10^5 entries, and whether memory stays flat."""

import datetime as dt
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from benchmarks.server import ENTRIES
from benchmarks.synthetic import entry, facts
from domain.facts.bodies import TermFact
from service.database import Database, connect, connected
from service.ledger import Append, CommandKey, Writer
from service.rebuild import rebuild
from service.services import make_engine

STREAMS = 50
AT_ONCE = 20
"""Entries to a command: a sitting."""


async def load(database: Database, ledger: str, entries: int) -> float:
    """Fill a ledger through the writer; returns entries per second."""
    streams = [facts(f"r{i}") for i in range(STREAMS)]
    started, number = time.perf_counter(), 0
    async with Writer(partial(connect, database.app_url), make_engine()) as writer:
        while number < entries:
            command = f"load-{number}"
            new = [entry(on, fact, command, i) for i, (on, fact) in enumerate(islice(_turn(streams, number), AT_ONCE))]
            await writer.append(
                Append(
                    ledger=ledger,
                    entries=tuple(new),
                    command=CommandKey(command, b"d" * 32, b"{}"),
                    opens="REAL" if number == 0 else None,
                )
            )
            number += len(new)
    return number / (time.perf_counter() - started)


def _turn(streams: list[Iterator[tuple[dt.date, TermFact]]], number: int) -> Iterator[tuple[dt.date, TermFact]]:
    return streams[(number // AT_ONCE) % len(streams)]


def memory() -> float:
    """Greatest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Load, rebuild, report."""
    loaded = await load(database, "rebuild", ENTRIES)
    say(f"loaded {ENTRIES} entries at {loaded:.0f} entries/s, {AT_ONCE} to a command, one clerk")
    marks: list[tuple[int, float]] = []
    started = time.perf_counter()
    async with connected(database.app_url) as connection:
        await rebuild(connection, "rebuild", progress=lambda reached, _: marks.append((reached, memory())))
    took = time.perf_counter() - started
    tenth = marks[len(marks) // 10][1]
    say(f"rebuilt at {ENTRIES / took:.0f} entries/s in {took:.1f} s")
    say(f"memory: {tenth:.0f} MB after a tenth, {marks[-1][1]:.0f} MB at the end")
