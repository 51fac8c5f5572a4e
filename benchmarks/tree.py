"""What the Merkle tree costs: appends per second with its nodes and without, and proofs in a large ledger.

The leaf is hashed either way: it is part of the entry. Targets: at most 25 % of append throughput, and an inclusion
proof under 2 ms.
"""

import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final, Self

from benchmarks.append import ours
from benchmarks.server import ENTRIES
from benchmarks.synthetic import entry, facts
from service.database import Connection, Database, connect, connected
from service.ledger import Append, NewEntry, Projectable, Writer, batch
from service.ledger.tree import consistency_proof, inclusion_proof, root
from service.proof.merkle import verify_consistency, verify_inclusion

ROUNDS: Final = 5
WRITERS: Final = 32
AT_ONCE: Final = 100
"""Entries to a command of the bulk load."""
SECONDS: Final = 3.0
PROOFS: Final = 2000
LEDGER: Final = "tree"
HEADER_BYTES: Final = 290
"""About what a header has."""

FILL: Final = f"""
INSERT INTO entry_header (ledger_id, position, recorded_at, header, leaf)
SELECT $1, p, 'epoch', convert_to(rpad(p::text, {HEADER_BYTES}), 'UTF8'),
       sha256('\\x00'::bytea || convert_to(rpad(p::text, {HEADER_BYTES}), 'UTF8'))
FROM generate_series(1, $2::bigint) AS p
"""

_run = count()


class _NoProjections:
    """The ledger alone, where the tree's share is the largest."""

    version = 1

    async def begin(self, connection: Connection, steps: Sequence[Projectable]) -> Self:  # noqa: ARG002
        """Nothing is projected."""
        return self

    def work_out(self) -> None:
        """Nothing."""

    async def write(self, connection: Connection) -> None:
        """Nothing."""

    def recorded(self) -> None:
        """Nothing."""


@contextmanager
def without_tree() -> Iterator[None]:
    """No batch fills a tile."""
    tile, batch.TILE = batch.TILE, 1 << 62
    try:
        yield
    finally:
        batch.TILE = tile


async def bulk(database: Database) -> float:
    """Entries per second of one loader, a hundred to a command, without projections: the ledger at its fastest."""
    ledger, done = f"bulk-{next(_run)}", 0
    stream = facts("bulk")
    new: tuple[NewEntry, ...] = tuple(entry(*next(stream), "load", index) for index in range(AT_ONCE))
    async with Writer(partial(connect, database.app_url), _NoProjections()) as writer:
        await writer.append(Append(ledger=ledger, entries=new[:1], opens="REAL"))
        started = time.perf_counter()
        while time.perf_counter() - started < SECONDS:
            await writer.append(Append(ledger=ledger, entries=new))
            done += AT_ONCE
        return done / (time.perf_counter() - started)


async def _compare(name: str, measure: Callable[[], Awaitable[float]], say: Callable[[str], None]) -> None:
    """Rounds with and without the tree, in turn; medians."""
    with_it, without = [], []
    await measure()  # the first run finds cold files
    for number in range(ROUNDS):
        for plain in (number % 2 == 0, number % 2 == 1):
            if plain:
                with without_tree():
                    without.append(await measure())
            else:
                with_it.append(await measure())
    tree, bare = statistics.median(with_it), statistics.median(without)
    say(f"{name:<42} {bare:>8.0f} {tree:>8.0f} {100 * (1 - tree / bare):>6.1f} %")


async def _timed(name: str, backend: int, ask: Callable[[], Awaitable[object]], say: Callable[[str], None]) -> None:
    took, before = [], _processor(backend)
    for _ in range(PROOFS):
        started = time.perf_counter()
        await ask()
        took.append(1000 * (time.perf_counter() - started))
    worked = 1000 * (_processor(backend) - before) / PROOFS
    took.sort()
    shown = (took[0], took[len(took) // 2], took[len(took) * 99 // 100], worked)
    say(f"{name:<42} {' '.join(f'{value:>9.2f}' for value in shown)}")


def _processor(backend: int) -> float:
    """Seconds of the processor so far, ours and the server's process's (Linux): a busy machine moves it the least."""
    return time.process_time() + int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9


async def proofs(connection: Connection, say: Callable[[str], None]) -> None:
    """Proofs of a ledger of many entries, of random entries and sizes."""
    backend = connection.get_server_pid()
    started = time.perf_counter()
    await connection.execute(FILL, LEDGER, ENTRIES)
    filled, before = time.perf_counter(), _processor(backend)
    await connection.execute("SELECT complete_tiles($1, $2)", LEDGER, ENTRIES)
    completed, worked = time.perf_counter(), _processor(backend) - before
    await connection.execute("INSERT INTO ledger_head VALUES ($1, 'REAL', $2, 'epoch', 1)", LEDGER, ENTRIES)
    await connection.execute("ANALYZE entry_header, tree_node")  # as autovacuum does by itself
    say(f"{ENTRIES} entries laid out in {filled - started:.1f} s; the nodes above them in {completed - filled:.1f} s,")
    say(f"{1000 * worked / (ENTRIES // 256):.2f} ms of the processor for a tile: what every 256th append takes more")
    draw = random.Random(6962)
    say(f"\n{'milliseconds, statement and hashing':<42} {'least':>9} {'p50':>9} {'p99':>9} {'processor':>9}")
    for name, size in (("at the head", lambda: ENTRIES), ("at any size", lambda: draw.randint(1, ENTRIES))):

        async def one_inclusion(size: Callable[[], int] = size) -> None:
            await inclusion_proof(connection, LEDGER, draw.randint(1, tree := size()), tree)

        async def one_consistency(size: Callable[[], int] = size) -> None:
            await consistency_proof(connection, LEDGER, draw.randint(1, tree := size()), tree)

        async def one_root(size: Callable[[], int] = size) -> None:
            await root(connection, LEDGER, size())

        await _timed(f"inclusion proof {name}", backend, one_inclusion, say)
        await _timed(f"consistency proof {name}", backend, one_consistency, say)
        await _timed(f"root {name}", backend, one_root, say)
    await _check(connection)


async def _check(connection: Connection) -> None:
    """What was timed does verify."""
    for position, older in ((1, 1), (ENTRIES // 3, ENTRIES // 3), (ENTRIES, ENTRIES - 1)):
        top, below = await root(connection, LEDGER, ENTRIES), await root(connection, LEDGER, older)
        leaf = await connection.fetchval(
            "SELECT leaf FROM entry_header WHERE ledger_id = $1 AND position = $2", LEDGER, position
        )
        path = await inclusion_proof(connection, LEDGER, position, ENTRIES)
        verify_inclusion(leaf, position - 1, ENTRIES, path, top)
        verify_consistency(older, ENTRIES, await consistency_proof(connection, LEDGER, older, ENTRIES), below, top)


async def run(database: Database, say: Callable[[str], None]) -> None:
    """Both."""
    say(f"Appends/s, fsync on; medians of {ROUNDS} rounds in turn")
    say(f"{'':<42} {'without':>8} {'with':>8} {'cost':>8}")
    for ledgers in (1, WRITERS):
        name = f"{WRITERS} writers, {ledgers} ledger{'s' * (ledgers > 1)}, projected"
        await _compare(name, partial(ours, database, WRITERS, ledgers), say)
    await _compare(f"bulk, {AT_ONCE} entries to a command, bare", partial(bulk, database), say)
    async with connected(database.admin_url or "") as admin:
        await proofs(admin, say)
