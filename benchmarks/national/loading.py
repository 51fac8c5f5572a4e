"""Loading and projecting many ledgers in a few processes, and what each step took by the clock and the processor."""

import functools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import uvloop
from msgspec import Struct

from benchmarks.national.copying import copy_in, project
from benchmarks.national.france import Authority, Extract, France, Request, read_france
from benchmarks.national.recorder import Recorder
from benchmarks.national.story import requests
from domain.core.command import Memberships
from domain.core.identifiers import REFERENCE_LEDGER
from service.database import Connection, Database, connected
from service.vault import command_secret, open_vault

WORKERS: Final = max(1, min(2, os.cpu_count() or 1))


class Spent(Struct, frozen=True):
    """Seconds of the clock, of this process's processor time, and of the database's process that served it."""

    clock: float = 0.0
    python: float = 0.0
    server: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.clock + other.clock, self.python + other.python, self.server + other.server)

    @property
    def processor(self) -> float:
        """On one core that does nothing else."""
        return self.python + self.server


class Done(Struct, frozen=True):
    """One ledger, decided and copied, or projected; ``decided`` is of the first only."""

    ledger: str
    entries: int
    decided: Spent
    stored: Spent


class Job(Struct, frozen=True):
    """What a process needs to know: the database, and the ledger or the authority that it is about."""

    url: str
    vault_key: Path
    ledger: str
    authority: Authority | None = None
    """None: the reference ledger."""
    entries: int = 0
    reference_position: int = 0
    extract: Extract | None = None
    """Of France; None: all of it."""


class _Clock:
    """Measures from its making on."""

    def __init__(self, connection: Connection) -> None:
        self._server = connection.get_server_pid()
        self._started = self._now()

    def _now(self) -> tuple[float, float, float]:
        try:
            worked = int(Path(f"/proc/{self._server}/schedstat").read_text().split()[0]) / 1e9
        except OSError:  # no Linux, or the server is elsewhere
            worked = 0.0
        return time.perf_counter(), time.process_time(), worked

    def lap(self) -> Spent:
        """Since it was made, or since the last lap."""
        before, self._started = self._started, self._now()
        return Spent(*(now - then for now, then in zip(self._started, before, strict=True)))


@functools.cache
def _france(extract: Extract | None) -> France:
    return read_france(extract)


async def load(job: Job) -> Done:
    """Decide all that a ledger records, and copy it in."""
    france = _france(job.extract)
    async with connected(job.url, application="greffe bench") as connection:
        vault = await open_vault(connection, job.vault_key)
        secret, clock = await command_secret(connection), _Clock(connection)
        if job.authority is None:
            told: Iterable[Request] = france.requests
            memberships: Memberships = {}
        else:
            told = requests(job.authority, job.entries)
            memberships = france.memberships(job.authority.members)
        recorder = Recorder(job.ledger, secret, memberships=memberships, reference_position=job.reference_position)
        for request in told:
            recorder.record(request)
        decided = clock.lap()
        await copy_in(connection, vault, recorder)
        return Done(job.ledger, recorder.position, decided, clock.lap())


async def rebuilt(job: Job) -> Done:
    """Make the rows of a ledger, and the index of its trail."""
    async with connected(job.url, application="greffe bench") as connection:
        clock = _Clock(connection)
        entries = await project(connection, job.ledger)
        return Done(job.ledger, entries, Spent(), clock.lap())


def _load(job: Job) -> Done:
    return uvloop.run(load(job))


def _rebuild(job: Job) -> Done:
    return uvloop.run(rebuilt(job))


STEPS: Final[dict[str, Callable[[Job], Done]]] = {"load": _load, "rebuild": _rebuild}


def jobs_of(
    database: Database, wanted: Iterable[Authority], entries: int, *, reference: int, extract: Extract | None = None
) -> list[Job]:
    """One for each authority."""
    assert database.vault_key is not None
    return [Job(database.app_url, database.vault_key, one.ledger, one, entries, reference, extract) for one in wanted]


def reference_job(database: Database, extract: Extract | None = None) -> Job:
    """That of the reference ledger, which comes first: every entry says where it stood."""
    assert database.vault_key is not None
    return Job(database.app_url, database.vault_key, REFERENCE_LEDGER, extract=extract)


def processes() -> Executor:
    """A few, which know nothing of this one's loop."""
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))


def in_processes(pool: Executor, step: str, jobs: Iterable[Job]) -> Iterator[Done]:
    """Each job done, in order."""
    return pool.map(STEPS[step], jobs)
