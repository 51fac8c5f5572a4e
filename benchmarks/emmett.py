"""A peer: Emmett's event store on PostgreSQL, run by Node.js (``benchmarks/peers/emmett``), on the same server."""

import asyncio
import json
import shutil
from itertools import count
from pathlib import Path
from typing import Final

import msgspec

from benchmarks.synthetic import entry, facts
from service.database import Database

FOLDER: Final = Path(__file__).parent / "peers" / "emmett"
EVENTS: Final = 60
"""Different events; they are gone through again and again."""

_run = count()


def missing() -> str | None:
    """Why it cannot be run here; None when it can."""
    if shutil.which("node") is None:
        return "Emmett is left out: there is no Node.js here"
    if not (FOLDER / "node_modules").is_dir():
        return "Emmett is left out: `npm ci --prefix benchmarks/peers/emmett` was not run"
    return None


async def emmett(database: Database, writers: int, *, one_stream: bool, seconds: float) -> float:
    """Appends per second of writers to a stream of their own each, or to one stream."""
    asked = {"writers": writers, "seconds": seconds, "oneStream": one_stream, "run": next(_run)}
    process = await asyncio.create_subprocess_exec(
        *("node", "append.js", database.admin_url or ""),
        cwd=FOLDER,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate("\n".join(map(json.dumps, (asked, *_events()))).encode())
    if process.returncode:
        raise RuntimeError(f"Emmett ended with {process.returncode}")
    answer = json.loads(told.splitlines()[-1])
    appended: float = answer["appends"] / answer["seconds"]
    return appended


def _events() -> list[dict[str, object]]:
    """The bodies that our ledger records, as events of Emmett's."""
    found = []
    for index, (on, fact) in zip(range(EVENTS), facts("emmett"), strict=False):
        new = entry(on, fact, f"{index}")
        found.append({"type": new.event.type, "data": msgspec.json.decode(new.event.data)})
    return found
