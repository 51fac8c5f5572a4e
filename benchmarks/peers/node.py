"""Servers of npm's peers, each in a process of its own, on the Node.js that their lock names (`make bench-tools`)."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parent / "graphql"
NODE: Final = FOLDER / "node_modules" / ".bin" / "node"
STARTED_WITHIN: Final = 60.0
STOPPED_WITHIN: Final = 5.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Peer(NamedTuple):
    """A server that listens."""

    port: int
    pid: int
    feed: asyncio.StreamWriter | None = None
    """Its standard input."""


def missing() -> str | None:
    """What to say when the peers cannot run; None when they can."""
    if NODE.exists():
        return None
    return "npm's peers are left out, for they are not installed: make bench-tools (needs Node.js and npm)."


@asynccontextmanager
async def served(script: str, *arguments: str, environment: Mapping[str, str] | None = None) -> AsyncIterator[Peer]:
    """Run a script of ``graphql/`` that prints the port it listens on.

    Raises:
        RuntimeError: it ended, or said nothing in time.
    """
    process = await asyncio.create_subprocess_exec(
        NODE,
        str(FOLDER / script),
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "NODE_ENV": "production", "GRAPHILE_ENV": "production", **(environment or {})},
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(STARTED_WITHIN):
            said = await process.stdout.readline()
        if not said.strip().isdigit():
            raise RuntimeError(f"{script} did not start: {said.decode()!r}")
        yield Peer(int(said), process.pid, process.stdin)
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(STOPPED_WITHIN):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far; not a number where the system has no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_bytes(pid: int) -> float:
    """Memory of a process that is in RAM; not a number where the system has no /proc."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return float("nan")
