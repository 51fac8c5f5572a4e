"""Entries per second of `greffe verify`, on the bundle of a whole ledger: no database, no network.

    python -m benchmarks.verify [ENTRIES]

The bundle is made from synthetic headers and bodies of the usual size, in a temporary file.
"""

import asyncio
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.server import ENTRIES
from service.database import Database
from service.ledger.envelope import encode_header
from service.proof.bundle import Line
from service.proof.canonical import canonical, leaf_hash
from service.proof.checkpoint import Checkpoint
from service.proof.frontier import Frontier
from service.proof.keys import origin_of
from service.proof.note import Note, SigningKey
from service.proof.trust import Trust
from service.proof.verdict import judge
from service.proof.writer import BundleWriter, Keys

LEDGER: Final = "200000008"
BEGUN: Final = dt.datetime(2006, 1, 1, tzinfo=dt.UTC)
KEY: Final = SigningKey.generate("greffe.example")


def make(path: Path, entries: int) -> None:
    """Write the bundle: in two passes over the entries, for the checkpoint stands before them."""
    tree = Frontier()
    for position in range(1, entries + 1):
        tree.add(leaf_hash(_line(position).header.encode()))
    text = Checkpoint(origin_of(KEY.name, LEDGER), entries, tree.root()).text
    note = Note(text, (KEY.named(origin_of(KEY.name, LEDGER)).sign(text),))
    with path.open("wb") as stream:
        writer = BundleWriter(stream, Keys((KEY.verifier,)))
        with writer.ledger(LEDGER, clock="REAL", kind="WHOLE", made_for="PUBLIC", note=note) as lines:
            for position in range(1, entries + 1):
                lines.add(_line(position))
        writer.close()


def _line(position: int) -> Line:
    body = canonical(
        {
            "act": {"date": "2020-09-10", "kind": "MINUTES", "number": "2020-31", "title": "Procès-verbal"},
            "command": {"id": f"seance-{position}", "index": 0},
            "effective_on": "2020-09-10",
            "fact": {"body": "bureau", "manner": "ELECTION", "person": f"p-{position:016}", "seat": "VP1"},
            "recorded_by": "t-aaaaaaaa",
            "salt": f"{position:032x}",
            "type": "SeatFilled",
            "visibility": "PUBLIC",
        }
    )
    header = encode_header(
        ledger=LEDGER,
        clock="REAL",
        position=position,
        step_end=position,
        recorded_at=BEGUN + dt.timedelta(seconds=position),
        reference_position=36_224,
        body=body,
    )
    return Line(header=header.decode(), position=position, body=body.decode())


def measure(say: Callable[[str], None], entries: int = ENTRIES) -> None:
    """Make it, verify it, tell the speed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        started = time.perf_counter()
        make(path, entries)
        say(f"bundle of {entries:,} entries, {path.stat().st_size / 1e6:,.0f} MB, made in {_since(started):.1f} s")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started, worked = time.perf_counter(), time.process_time()
        verdict = judge(str(path), Trust.of([KEY.verifier.text], [], None, []), _progress)
        took, worked = _since(started), time.process_time() - worked
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        assert verdict.code == "VERIFIED"
        say(f"verified in {took:.1f} s: {entries / took:,.0f} entries/s, memory +{grown:.0f} MB")
        say(f"on one core that does nothing else: {worked:.1f} s, {entries / worked:,.0f} entries/s")


async def run(_: Database, say: Callable[[str], None]) -> None:
    """As a part of ``make bench``."""
    await asyncio.to_thread(measure, say)


def _since(started: float) -> float:
    return time.perf_counter() - started


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} / {total:,}" + ("\r\x1b[K" if done == total else ""))


if __name__ == "__main__":
    measure(lambda line: print(line, flush=True), *map(int, sys.argv[1:]))
