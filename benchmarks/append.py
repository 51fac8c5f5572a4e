"""Appends per second, fsync on: our ledger with the composition projected, against the eventsourcing library's own
PostgreSQL DCB recorder appending the same bodies. One fact to a command, one condition to a command."""

import asyncio
import statistics
import threading
import time
import urllib.parse
from collections.abc import Callable
from functools import partial
from itertools import count

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.postgres import PostgresDatastore

from benchmarks.synthetic import entry, facts
from service.database import Database, connect
from service.ledger import Append, CommandKey, Writer
from service.services import make_engine

WRITERS = (1, 8, 32)
LEDGERS = (1, 32)
SECONDS = 4.0
ROUNDS = 3

_run = count()


async def ours(database: Database, writers: int, ledgers: int) -> float:
    """Appends per second of our ledger."""
    number = next(_run)
    names = [f"bench-{number}-{i}" for i in range(ledgers)]
    done = 0
    async with Writer(partial(connect, database.app_url), make_engine()) as writer:
        until = time.perf_counter() + SECONDS

        async def one(index: int) -> None:
            nonlocal done
            ledger, opened = names[index % ledgers], index < ledgers
            for turn, (on, fact) in enumerate(facts(f"{index}")):
                if time.perf_counter() > until:
                    return
                new = entry(on, fact, f"{index}-{turn}")
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
    """Interleaved rounds, medians, ratios."""
    say(f"Appends/s, fsync on, one fact and one condition to a command; medians of {ROUNDS} interleaved rounds")
    say(f"{'writers':>8} {'library':>9} {'1 ledger':>9} {'ratio':>6} {'32 ledgers':>11} {'ratio':>6}")
    for writers in WRITERS:
        peers, one, many = [], [], []
        for _ in range(ROUNDS):
            peers.append(await asyncio.to_thread(library, database, writers))
            one.append(await ours(database, writers, 1))
            many.append(await ours(database, writers, 32))
        peer, single, several = map(statistics.median, (peers, one, many))
        say(f"{writers:>8} {peer:>9.0f} {single:>9.0f} {single / peer:>5.1f}x {several:>11.0f} {several / peer:>5.1f}x")
