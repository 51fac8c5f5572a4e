"""Several processes that serve one port: a supervisor binds it, keeps as many workers alive as asked, and stops all.

The sockets are bound once and inherited: a connection waits in the kernel's queue until some worker takes it, so that
a worker's death loses none that was not yet taken. Each worker has a line to the supervisor (a socket pair): it says
on it that it listens, and it stops when the supervisor's end closes, however the supervisor died.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Final

from service.database.capacity import Share
from service.setup_error import SetupError

READY_WITHIN: Final = 60.0
"""Seconds until a worker must listen."""
STOP_WITHIN: Final = 8.0
"""Seconds after which a worker that was asked to stop is killed: requests at hand have three of them."""
FIRST_DELAY: Final = 0.1
LONGEST_DELAY: Final = 10.0
"""Seconds before a dead worker is replaced: at once at first, more slowly when its successors die as well."""
STEADY: Final = 30.0
"""Seconds of life after which a death is the first one again."""
RENEW: Final = signal.SIGUSR1
"""Replaces the workers one by one: new code or a new key, without an interruption."""

logger = logging.getLogger("greffe.workers")

Command = Callable[[Sequence[int], int], list[str]]
"""The command line of a worker, given its sockets and its line (descriptors)."""


def worker_command(address: tuple[str, int], share: Share) -> Command:
    """The command line of ``service.cli.worker``."""
    host, port = address

    def command(sockets: Sequence[int], line: int) -> list[str]:
        listening = [part for number in sockets for part in ("--socket", str(number))]
        shared = ["--share", str(share.readers), str(share.alone)]
        return [
            *(sys.executable, "-P", "-m", "service.cli.worker", *listening, "--line", str(line)),
            *("--host", host, "--port", str(port), *shared),
        ]

    return command


class Supervisor:
    """Serves by workers, as ``Server`` does by itself."""

    def __init__(self, command: Command, count: int, listening: Callable[[], object]) -> None:
        self._command = command
        self._count = count
        self._listening = listening
        self._sockets: list[socket.socket] = []
        self._alive: set[_Worker] = set()
        self._serving: dict[int, _Worker] = {}
        self._replacing = [asyncio.Lock() for _ in range(count)]
        self._stopping = asyncio.Event()
        self._renewing: asyncio.Task[None] | None = None

    async def serve(self, sockets: list[socket.socket]) -> None:
        """Until ``stop``. ``listening`` is called once all workers listen for the first time.

        Raises:
            SetupError: a worker did not start; all are stopped.
        """
        self._sockets = sockets
        try:
            await self._start_all()
            if self._stopping.is_set():
                return
            self._listening()
            async with asyncio.TaskGroup() as group:
                for place in range(self._count):
                    group.create_task(self._keep(place), name=f"worker {place}")
        finally:
            if self._renewing is not None:
                self._renewing.cancel()
            self.stop(signal.SIGTERM)
            await asyncio.gather(*(worker.end(STOP_WITHIN) for worker in list(self._alive)))

    def stop(self, number: int) -> None:
        """Stop all; asked twice by Ctrl-C, workers do not wait for requests at hand."""
        self._stopping.set()
        for worker in self._alive:
            worker.signal(number)

    def renew(self) -> None:
        """Replace the workers one by one: the next begins when the one before listens."""
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew(), name="renewing workers")

    async def _start_all(self) -> None:
        started = [await self._start() for _ in range(self._count)]
        for worker in started:
            if not await worker.ready() and not self._stopping.is_set():
                logger.error("a worker %s", worker.fate)
                raise SetupError("SERVICE_DID_NOT_START")
        self._serving.update(enumerate(started))

    async def _start(self) -> "_Worker":
        worker = await _Worker.start(self._command, self._sockets)
        self._alive.add(worker)
        return worker

    async def _keep(self, place: int) -> None:
        """Replace the worker of a place whenever it dies, until all are stopped."""
        deaths, loop = 0, asyncio.get_running_loop()
        while True:
            worker = self._serving[place]
            await worker.ended()
            self._alive.discard(worker)
            if self._stopping.is_set():
                return
            if self._serving[place] is not worker:
                continue  # it made room for its successor
            deaths = 1 if loop.time() - worker.begun > STEADY else deaths + 1
            delay = min(FIRST_DELAY * 2 ** (deaths - 1), LONGEST_DELAY)
            logger.warning("worker %d %s; another is started in %g s", worker.pid, worker.fate, delay)
            if await _happens(self._stopping, delay):
                return
            async with self._replacing[place]:
                if self._serving[place] is worker:
                    successor = self._serving[place] = await self._start()
                    await successor.ready()

    async def _renew(self) -> None:
        for place in range(self._count):
            async with self._replacing[place]:
                successor = await self._start()
                if not await successor.ready():
                    self._alive.discard(successor)
                    logger.warning("a new worker %s; the others stay as they are", successor.fate)
                    return
                before, self._serving[place] = self._serving[place], successor
            before.signal(signal.SIGTERM)
            await before.end(STOP_WITHIN)


class _Worker:
    """One process, and the line to it."""

    def __init__(
        self, process: asyncio.subprocess.Process, line: tuple[asyncio.StreamReader, asyncio.StreamWriter]
    ) -> None:
        self._process = process
        self._heard, self._line = line
        self.begun = asyncio.get_running_loop().time()

    @classmethod
    async def start(cls, command: Command, sockets: Sequence[socket.socket]) -> "_Worker":
        ours, theirs = socket.socketpair()
        descriptors = [listening.fileno() for listening in sockets]
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *command(descriptors, theirs.fileno()),
                pass_fds=[*descriptors, theirs.fileno()],
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor, which tells the others once
            )
        return cls(process, await asyncio.open_connection(sock=ours))

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def fate(self) -> str:
        """How it ended, as a sentence goes on."""
        code = self._process.returncode
        if code is None:
            return f"did not listen within {READY_WITHIN:g} s"
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    async def ready(self) -> bool:
        """Wait until it listens; False when it ended instead, or was given up."""
        try:
            async with asyncio.timeout(READY_WITHIN):
                said = await self._heard.readline()
        except TimeoutError:
            said = b""
            self.signal(signal.SIGKILL)
        except OSError:
            said = b""
        if not said:
            await self._process.wait()
        return bool(said)

    async def ended(self) -> None:
        """Wait for its end."""
        await self._process.wait()
        self._line.close()

    async def end(self, within: float) -> None:
        """Wait for its end, which was asked for; kill it if that takes too long."""
        try:
            async with asyncio.timeout(within):
                await self.ended()
        except TimeoutError:
            logger.warning("worker %d did not stop within %g s and is killed", self.pid, within)
            self.signal(signal.SIGKILL)
            await self.ended()

    def signal(self, number: int) -> None:
        """Send a signal, if it still lives."""
        if self._process.returncode is None:
            self._process.send_signal(number)


async def _happens(event: asyncio.Event, within: float) -> bool:
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return False
    return True
