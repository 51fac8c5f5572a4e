"""Greffe as its users have it: one command at a time, or a service that is asked over the network and stopped.

A command runs in this process where no event loop runs yet: all that a process of its own would add is two seconds of
imports. What is about processes (signals, pipes, colours of a terminal) says ``as_process``.
"""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import httpx2
from click.testing import CliRunner

from service.cli.group import greffe as group
from service.database import Database, connected
from service.database.binaries import find_binaries
from service.database.embedded import EmbeddedServer
from service.database.postmaster import Postmaster
from service.database.server_user import server_user
from service.settings import SYSTEM_DATA_DIR

ROOT = Path(__file__).parents[3]
GREFFE = (sys.executable, "-m", "service.cli")
READY_WITHIN = 60.0
SETTINGS = ("GREFFE_", "DATABASE_", "LC_", "LANG", "PG")


def environment(**extra: str) -> dict[str, str]:
    """Ours without any setting of greffe's or of a language, then what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    return kept | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"} | extra


def on(database: Database, folder: Path) -> dict[str, str]:
    """The settings for a test's own database."""
    assert database.admin_url is not None
    return environment(
        DATABASE_URL=database.app_url, DATABASE_ADMIN_URL=database.admin_url, GREFFE_DATA_DIR=str(folder)
    )


def greffe(
    *arguments: str, env: Mapping[str, str], given: bytes = b"", code: int = 0
) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end; it must end with this code, and never with a traceback."""
    if not _may_run_here():
        return as_process(*arguments, env=env, given=given, code=code)
    missing = dict.fromkeys(os.environ.keys() - env.keys())
    done = CliRunner().invoke(group, arguments, input=given, env={**missing, **env}, prog_name="greffe")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, (done.exit_code, done.stdout, done.stderr)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def _may_run_here() -> bool:
    """A command has a loop of its own, and hears signals: that is for a main thread without a loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return threading.current_thread() is threading.main_thread()
    return False


def as_process(
    *arguments: str, env: Mapping[str, str], given: bytes = b"", code: int = 0
) -> "subprocess.CompletedProcess[str]":
    """The same in a process of its own."""
    done = subprocess.run(
        [*GREFFE, *arguments], env=env, input=given, capture_output=True, check=False, cwd=ROOT, timeout=120
    )
    told = subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in told.stderr, told.stderr
    assert told.returncode == code, (told.returncode, told.stdout, told.stderr)
    return told


def as_admin(database: Database, *statements: str) -> None:
    """Do to the database what should never be done; for a test without a loop."""

    async def done() -> None:
        async with connected(database.admin_url or "") as admin:
            for statement in statements:
                await admin.execute(statement)

    asyncio.run(done())


def as_json(done: "subprocess.CompletedProcess[str]") -> list[Any]:
    """The JSON values of a command's lines."""
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def embedded_home(run_folder: Path) -> Iterator[dict[str, str]]:
    """The settings for an embedded server of its own, whose leftovers are removed."""
    home = Path(tempfile.mkdtemp(dir=run_folder))
    home.chmod(0o711)
    cache = SYSTEM_DATA_DIR if os.geteuid() == 0 else None  # /dev/shm may forbid programs
    programs = find_binaries(server_user(), cache or home)
    try:
        yield environment(GREFFE_DATA_DIR=str(home), PG_BINDIR=str(programs))
    finally:
        if (home / "pg18/postmaster.pid").exists():
            EmbeddedServer(home / "pg18", binaries_cache=cache).stop_unused()
        shutil.rmtree(home, ignore_errors=True)


def postgres_of(env: Mapping[str, str]) -> Postmaster | None:
    """The embedded server that runs in a data folder."""
    return Postmaster.of(Path(env["GREFFE_DATA_DIR"]) / "pg18")


class Service:
    """`greffe serve` as a process."""

    def __init__(self, *arguments: str, env: Mapping[str, str], port: int = 0) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the service
        self.process = subprocess.Popen(
            [*GREFFE, "serve", "--json", "--port", str(port), *arguments],
            env=env,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=ROOT,
        )
        self.welcome: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self.wait()

    def wait(self) -> Self:
        """Until it listens."""
        assert self.process.stdout is not None
        late = threading.Timer(READY_WITHIN, self.process.kill)
        late.start()
        try:
            while not self.welcome:
                line = self.process.stdout.readline()
                assert line, self.errors()
                self.welcome = json.loads(line)
        except BaseException:
            self.__exit__()
            raise
        finally:
            late.cancel()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._errors.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return str(self.welcome["url"])

    def stop(self, number: int = signal.SIGINT) -> float:
        """Send a signal and wait for the end; the seconds that it took. The exit code must be 0."""
        begun = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(30)
        assert code == 0, (code, self.errors())
        return time.monotonic() - begun

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()

    def errors(self) -> str:
        """What it said on stderr."""
        self._errors.seek(0)
        return self._errors.read().decode()

    def ask(self, query: str, token: str | None = None, **variables: Any) -> Any:
        """The data of a query, over HTTP."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        answer = httpx2.post(
            f"{self.url}/graphql", json={"query": query, "variables": variables}, headers=headers, timeout=30
        ).json()
        assert "errors" not in answer, answer
        return answer["data"]
