"""Where the time of appends goes: of a batch's time on its lane, and of the processor on both sides."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Self

from benchmarks.shares import timed
from projections.engine import Projecting
from service.ledger import trail_index
from service.ledger.batch import Batch

PHASES: Final = (
    "lock",
    "check and lay out",
    "insert",
    "tree",
    "trail of full tiles",
    "working out beyond it",
    "project",
    "trail of earlier entries",
    "commit",
    "waiting for commands",
)
_TICK: Final = os.sysconf("SC_CLK_TCK")


class Shares:
    """Looks on while something appends."""

    def __init__(self, backend: int) -> None:
        """Of the server that a process of a backend belongs to (Linux)."""
        self._postmaster = _parent(backend)
        self._seconds: Counter[str] = Counter()
        self._undo: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        self._undo = [
            timed(Batch, "run", "batch", self._seconds),
            timed(Batch, "_lock", "lock", self._seconds),
            timed(Batch, "_accept", "check and lay out", self._seconds),
            timed(Batch, "_write", "write", self._seconds),
            timed(Batch, "_insert", "inserting", self._seconds),
            timed(Batch, "_complete", "completing", self._seconds),
            timed(trail_index, "seal", "trail of full tiles", self._seconds),
            timed(Projecting, "write", "project", self._seconds),
            timed(trail_index, "follow", "trail of earlier entries", self._seconds),
        ]
        self._began = (time.perf_counter(), time.process_time(), self._server())
        return self

    def __exit__(self, *_: object) -> None:
        ended = (time.perf_counter(), time.process_time(), self._server())
        self._spent = [end - began for end, began in zip(ended, self._began, strict=True)]
        for undo in self._undo:
            undo()

    def told(self, appends: int, lanes: int) -> Iterator[str]:
        """The shares of the lanes' time, and the processor's time for an append."""
        took, mine, server = self._spent
        seconds = Counter(self._seconds)
        seconds["tree"] = seconds["completing"] - seconds["trail of full tiles"]
        seconds["insert"] = seconds["inserting"] - seconds["completing"]
        written = seconds["inserting"] + seconds["project"] + seconds["trail of earlier entries"]
        seconds["working out beyond it"] = seconds["write"] - written
        seconds["commit"] = seconds["batch"] - seconds["lock"] - seconds["check and lay out"] - seconds["write"]
        seconds["waiting for commands"] = took * lanes - seconds["batch"]
        shares = ", ".join(f"{name} {100 * seconds[name] / took / lanes:.0f} %" for name in PHASES)
        yield f"of a lane's time: {shares}"
        python, postgresql = (1e6 * spent / appends for spent in (mine, server))
        yield f"of the processor, an append: Python {python:.0f} µs (with making it), PostgreSQL {postgresql:.0f} µs"

    def _server(self) -> float:
        """Of the postmaster, of its processes, and of those of its processes that have ended."""
        processes = (int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdecimal())
        running = (process for process in processes if _parent(process) == self._postmaster)
        ticks = [*_fields(self._postmaster)[11:15], *(spent for one in running for spent in _fields(one)[11:13])]
        return sum(map(int, ticks)) / _TICK


def _fields(process: int) -> list[str]:
    """What Linux says of a process after its name; nothing of one that has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(process: int) -> int:
    fields = _fields(process)
    return int(fields[1]) if fields else 0
