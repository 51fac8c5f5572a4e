"""A client of HTTP/1.1 that costs next to nothing: it sends the same bytes again and again and counts the answers.

It runs in a process of its own. A client in Python that reads headers properly would be what is measured.
"""

import asyncio
import multiprocessing
import time
from typing import Final, NamedTuple, cast

import uvloop

WARM_UP: Final = 0.3


class Job(NamedTuple):
    """What to send, and for how long."""

    port: int
    request: bytes
    status: int
    connections: int
    seconds: float


class Told(NamedTuple):
    """How many answers came in how many seconds, and each one's delay."""

    seconds: float
    delays: list[float]
    all: int
    """Answers, those of the warming up included."""

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.delays) / self.seconds

    def percentile(self, share: float) -> float:
        """A delay, in milliseconds; not a number where nothing was answered in time."""
        if not self.delays:
            return float("nan")
        return sorted(self.delays)[int(len(self.delays) * share)] * 1000


class _Asking(asyncio.Protocol):
    """One connection: the next request leaves when the answer is whole."""

    def __init__(self, job: Job, delays: list[float]) -> None:
        self.job, self.delays = job, delays
        self.received = bytearray()
        self.wanted: int | None = None
        self.sent = 0.0
        self.problem: str | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are none by inheritance
        self._send()

    def data_received(self, data: bytes) -> None:
        self.received += data
        if self.wanted is None:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.received[:end]).lower()
            if not head.startswith(b"http/1.1 %d" % self.job.status):
                self.problem = self.received.decode(errors="replace")[:500]
                self.transport.close()
                return
            start = head.find(b"content-length: ")
            length = int(head[start + 16 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
            self.wanted = end + 4 + length
        if len(self.received) >= self.wanted:
            self.delays.append(time.perf_counter() - self.sent)
            self.received.clear()
            self.wanted = None
            self._send()

    def _send(self) -> None:
        self.sent = time.perf_counter()
        self.transport.write(self.job.request)


async def _work(job: Job) -> Told:
    loop = asyncio.get_running_loop()
    delays: list[float] = []
    made = [
        (await loop.create_connection(lambda: _Asking(job, delays), "127.0.0.1", job.port))[1]
        for _ in range(job.connections)
    ]
    await asyncio.sleep(WARM_UP)
    warm, started = len(delays), time.perf_counter()
    await asyncio.sleep(job.seconds)
    told = Told(time.perf_counter() - started, delays[warm:], len(delays))
    for asking in made:
        if asking.problem:
            raise RuntimeError(asking.problem)
        asking.transport.abort()
    return told


def serve_jobs(jobs: "multiprocessing.Queue[Job | None]", told: "multiprocessing.Queue[Told | str]") -> None:
    """The process of the client: one job after the other, until None."""
    while (job := jobs.get()) is not None:
        try:
            told.put(uvloop.run(_work(job)))
        except Exception as error:  # noqa: BLE001  told where it is understood
            told.put(repr(error))
