"""`greffe verify --database` and `greffe serve` as an operator runs them, over a register of many ledgers."""

import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Final

from service.database import Database, connected

READY_WITHIN: Final = 120.0
SIGNED_WITHIN: Final = 300.0
IDLE: Final = 10
"""Seconds of nothing to do."""


def _environment(folder: Path, **more: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("GREFFE_", "DATABASE_"))}
    return ours | {"GREFFE_DATA_DIR": str(folder), "GREFFE_LANG": "en"} | more


def _greffe(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "service.cli", *arguments]


def verify(folder: Path, say: Callable[[str], None]) -> None:
    """Every ledger, everything recomputed.

    Raises:
        AssertionError: it does not agree with itself.
    """
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        _greffe("verify", "--database", "--json"), env=_environment(folder), capture_output=True, text=True, check=False
    )
    took, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    verdict = json.loads(done.stdout.splitlines()[-1])
    assert verdict["sound"], verdict
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    ledgers, entries, memory = verdict["ledgers"], verdict["entries"], after.ru_maxrss / 1024
    say(f"greffe verify --database: {ledgers} ledgers, {entries:,} entries accepted in {took:.0f} s")
    say(f"  {entries / took:,.0f} entries/s, {worked:.0f} s of the processor here, at most {memory:.0f} MB")


async def serve(folder: Path, database: Database, ledgers: int, say: Callable[[str], None]) -> None:
    """How long until it answers, until every ledger is signed, and what it takes of memory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.perf_counter()
    environment = _environment(folder, GREFFE_PORT=str(port), GREFFE_HOST="127.0.0.1")
    nowhere = asyncio.subprocess.DEVNULL
    server = await asyncio.create_subprocess_exec(*_greffe("serve"), env=environment, stdout=nowhere, stderr=nowhere)
    try:
        ready = await _ready(server, f"http://127.0.0.1:{port}/readyz", started)
        say(f"greffe serve: ready after {ready:.1f} s, {_resident(server.pid):.0f} MB")
        async with connected(database.admin_url or "") as admin:
            while (signed := await admin.fetchval("SELECT count(DISTINCT ledger_id) FROM checkpoint")) < ledgers:
                assert time.perf_counter() - started < SIGNED_WITHIN, f"{signed} of {ledgers} are signed"
                await asyncio.sleep(0.05)
        told = f"  {ledgers} ledgers signed {time.perf_counter() - started - ready:.1f} s later"
        say(f"{told}, {_resident(server.pid):.0f} MB")
        used = _processor(server.pid)
        await asyncio.sleep(IDLE)
        say(f"  idle: {(_processor(server.pid) - used) / IDLE:.1%} of one core")
    finally:
        server.send_signal(signal.SIGTERM)
        await asyncio.wait_for(server.wait(), 30)


async def _ready(server: asyncio.subprocess.Process, url: str, started: float) -> float:
    while time.perf_counter() - started < READY_WITHIN:
        assert server.returncode is None, f"greffe serve ended with {server.returncode}"
        try:
            if await asyncio.to_thread(_says_ready, url):
                return time.perf_counter() - started
        except (urllib.error.URLError, ConnectionError):
            pass
        await asyncio.sleep(0.02)
    raise AssertionError("greffe serve is not ready")


def _says_ready(url: str) -> bool:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return bool(json.load(answer)["ready"])


def _resident(pid: int) -> float:
    """Megabytes of memory (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _processor(pid: int) -> float:
    """Seconds of the processor so far, of the process's first thread (Linux)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
