"""Appends per second, fsync on, everything on (projections, tree, the trail's index, wake-ups), against two peers in
the same run: the eventsourcing library's own PostgreSQL DCB recorder, and Emmett on PostgreSQL.

The bodies are the same. One fact to a command: ours with its condition, its command id and its place in one ledger or
in 32; the library's with the same condition, in its one table; Emmett's with an expected version, in a stream for each
writer. Neither peer projects anything, and neither knows a command again.
"""

import asyncio
import statistics
import threading
import time
import urllib.parse
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import count

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.postgres import PostgresDatastore
from msgspec import structs

from benchmarks import append_shares
from benchmarks.emmett import emmett, missing
from benchmarks.synthetic import entry, facts
from service.database import Database, connect, connected
from service.feed import Heads
from service.ledger import Append, CommandKey, Writer
from service.ledger.writer import LANES
from service.services import make_engine

WRITERS = (1, 8, 32)
LEDGERS = (1, 32)
SECONDS = 4.0
ROUNDS = 3

_run = count()


async def ours(
    database: Database,
    writers: int,
    ledgers: int,
    during: AbstractContextManager[object] | None = None,
    *,
    indexed: bool = True,
) -> float:
    """Appends per second of our ledger, with the trail's index or without.

    ``during`` is entered while it appends, its ledgers open: it can look on.
    """
    number = next(_run)
    names = [f"bench-{number}-{i}" for i in range(ledgers)]
    done = 0
    async with (
        Heads(partial(connect, database.app_url)) as heads,
        Writer(partial(connect, database.app_url), make_engine(), heads.appended) as writer,
    ):
        until = time.perf_counter() + SECONDS

        async def one(index: int) -> None:
            nonlocal done
            ledger, opened = names[index % ledgers], index < ledgers
            for turn, (on, fact) in enumerate(facts(f"{index}")):
                if time.perf_counter() > until:
                    return
                new = entry(on, fact, f"{index}-{turn}")
                if not indexed:
                    new = structs.replace(new, keys=())
                query = DCBQuery([DCBQueryItem(tags=[tag]) for tag in new.event.tags])
                await writer.append(
                    Append(
                        ledger=ledger,
                        entries=(new,),
                        condition=DCBAppendCondition(query, after=1 << 60),
                        command=CommandKey(f"{index}-{turn}", b"d" * 32, b"{}"),
                        opens="REAL" if opened and turn == 0 else None,
                    )
                )
                done += 1

        for index in range(ledgers):  # open each ledger before the clock starts
            new = entry(*next(facts(f"open{index}")), f"open{index}")
            await writer.append(Append(ledger=names[index], entries=(new,), opens="REAL"))
        with during or nullcontext():
            until = time.perf_counter() + SECONDS
            started = time.perf_counter()
            await asyncio.gather(*(one(index) for index in range(writers)))
        return done / (time.perf_counter() - started)


def library(database: Database, writers: int) -> float:
    """Appends per second of the library's recorder, one thread to a writer."""
    url = urllib.parse.urlsplit(database.admin_url or "")
    query = urllib.parse.parse_qs(url.query)
    datastore = PostgresDatastore(
        dbname=url.path.lstrip("/"),
        host=query["host"][0],
        port=query["port"][0],
        user=url.username or "postgres",
        password="",
        pool_size=writers,
        max_overflow=writers,
    )
    recorder = PostgresDCBRecorderTT(datastore, events_table_name=f"peer_{next(_run)}")
    recorder.create_table()
    done = [0] * writers
    until = time.perf_counter() + SECONDS

    def one(index: int) -> None:
        for turn, (on, fact) in enumerate(facts(f"{index}")):
            if time.perf_counter() > until:
                return
            new = entry(on, fact, f"{index}-{turn}")
            event = DCBEvent(type=new.event.type, data=new.event.data, tags=new.event.tags)
            query = DCBQuery([DCBQueryItem(tags=[tag]) for tag in event.tags])
            recorder.append([event], DCBAppendCondition(query, after=1 << 60))
            done[index] += 1

    threads = [threading.Thread(target=one, args=(index,)) for index in range(writers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    datastore.close()
    return sum(done) / took


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Interleaved rounds, medians, ratios; then where the time goes."""
    absent = missing()
    say(absent or "Emmett: a stream for each writer; the last line has all of them append to one")
    say(f"Appends/s, fsync on, one fact to a command; medians of {ROUNDS} interleaved rounds")
    say(f"{'writers':>8} {'library':>9} {'Emmett':>9} {'1 ledger':>9} {'ratios':>12} {'32 ledgers':>11} {'ratios':>12}")
    for writers in WRITERS:
        rounds: dict[str, list[float]] = {"library": [], "Emmett": [], "one": [], "many": []}
        for _ in range(ROUNDS):
            rounds["library"].append(await asyncio.to_thread(library, database, writers))
            if absent is None:
                rounds["Emmett"].append(await emmett(database, writers, one_stream=False, seconds=SECONDS))
            rounds["one"].append(await ours(database, writers, 1))
            rounds["many"].append(await ours(database, writers, 32))
        say(_line(writers, {name: statistics.median(found) for name, found in rounds.items() if found}))
    if absent is None:
        together = await emmett(database, max(WRITERS), one_stream=True, seconds=SECONDS)
        say(f"Emmett, {max(WRITERS)} writers to one stream, asking again when it refuses: {together:.0f}/s")
    for ledgers in LEDGERS:
        await _shares(database, ledgers, say)
        await _trail(database, ledgers, say)


def _line(writers: int, found: dict[str, float]) -> str:
    peers = [found[name] for name in ("library", "Emmett") if name in found]
    shown = [f"{writers:>8} {found['library']:>9.0f} {found.get('Emmett', float('nan')):>9.0f}"]
    for name, width in (("one", 9), ("many", 11)):
        ratios = " ".join(f"{found[name] / peer:.1f}x" for peer in peers)
        shown.append(f"{found[name]:>{width}.0f} {ratios:>12}")
    return " ".join(shown)


async def _shares(database: Database, ledgers: int, say: Callable[[str], None]) -> None:
    """Where the time of one run goes."""
    async with connected(database.admin_url or "") as admin:
        shares = append_shares.Shares(admin.get_server_pid())
        appends = round(await ours(database, max(WRITERS), ledgers, shares) * SECONDS)
    say(f"\n{max(WRITERS)} writers, ledgers: {ledgers}")
    for line in shares.told(appends, lanes=min(ledgers, LANES)):
        say(line)


async def _trail(database: Database, ledgers: int, say: Callable[[str], None]) -> None:
    """What the trail's index costs: its rows are inserted by the statement that inserts the entries."""
    bare, whole = [], []
    for _ in range(ROUNDS):
        bare.append(await ours(database, max(WRITERS), ledgers, indexed=False))
        whole.append(await ours(database, max(WRITERS), ledgers))
    without, with_it = statistics.median(bare), statistics.median(whole)
    cost = 100 * (1 - with_it / without)
    say(f"without the trail's index {without:.0f}/s, with it {with_it:.0f}/s: it costs {cost:.0f} %")
