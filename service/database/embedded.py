"""The embedded PostgreSQL: one durable server per data folder, on a socket, shared by all processes that use it.

Two kernel locks lie beside the data folder; unlike pid files they are released even by `kill -9`:

- `<data>.lock` is held while a process creates, starts or stops the server;
- `<data>.users` is held, shared, by every process that uses it: the last one to leave stops it.

A server whose users were all killed goes on (nothing is lost) until the next user comes and leaves.
"""

import fcntl
import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from service.database.binaries import find_binaries
from service.database.postmaster import Postmaster
from service.database.server_user import ServerUser, closed_folder, server_user
from service.setup_error import SetupError

SUPERUSER = "postgres"
LONGEST_SOCKET_FOLDER = 89
"""Bytes: a socket's path is at most 103 on macOS (107 on Linux), `/.s.PGSQL.5432` included."""
LARGEST_LOG = 10_000_000
READY_WITHIN = 60.0
START_WITHIN = 10.0
ORPHANS = ("shared memory block", "lock file")
"""What PostgreSQL says while processes of a killed server still live."""
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",  # no DETAIL lines: they would quote rows, which may hold names
}


class EmbeddedServer:
    """`with EmbeddedServer(folder) as server: server.admin_url`: starts the server or joins the running one."""

    def __init__(
        self, data: Path, *, options: Mapping[str, str] | None = None, binaries_cache: Path | None = None
    ) -> None:
        """`data` is PostgreSQL's folder; `binaries_cache` is where programs are copied to if they must be."""
        self.data = data.absolute()
        self._options = OPTIONS | dict(options or {})
        self._cache = binaries_cache or self.data.parent
        self._user: ServerUser = server_user()
        self._bin = Path()
        self._users: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()

    @property
    def admin_url(self) -> str:
        """The superuser's URL on the running server's socket, database `postgres`."""
        running = Postmaster.of(self.data)
        if running is None:
            raise SetupError("EMBEDDED_NOT_RUNNING", log=self._log)
        return (
            f"postgresql://{SUPERUSER}@/postgres?host={quote(str(running.socket_folder), safe='')}&port={running.port}"
        )

    def start(self) -> None:
        """Create the database cluster if there is none, start it if it is down, and count us among its users.

        Raises SetupError: no PostgreSQL >= 18, a folder that cannot be used, a server that does not start.
        """
        self._make_folders()
        self._bin = find_binaries(self._user, self._cache)
        users = self._lock_file("users")
        try:
            with self._alone():
                self._initialise()
                self._check_version()
                self._bring_up()
                fcntl.flock(users, fcntl.LOCK_SH)
        except BaseException:
            users.close()
            raise
        self._users = users

    def stop(self) -> None:
        """Leave; stop the server if nobody else uses it. Raises SetupError if it does not stop within a minute."""
        if self._users is not None:
            self._users.close()
            self._users = None
            self.stop_unused()

    def stop_unused(self) -> bool:
        """Stop a server that no living process uses, whoever started it; False if it is in use."""
        with self._alone(), self._lock_file("users") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self._bin = find_binaries(self._user, self._cache)
            self._bring_down()
            return True

    # --- the folder ---

    def _make_folders(self) -> None:
        home = self.data.parent
        try:
            if not home.exists():
                home.mkdir(parents=True)
                home.chmod(0o711 if self._user.dropped else 0o700)
            owner = self.data.stat().st_uid if self.data.exists() else self._user.uid
        except OSError as error:
            raise SetupError("FOLDER_UNUSABLE", path=home, error=error.strerror) from error
        if owner != self._user.uid:
            raise SetupError("FOLDER_OF_ANOTHER", path=self.data, uid=owner, user=self._user.name)
        if self._user.dropped and (closed := closed_folder(home)):
            raise SetupError("FOLDER_CLOSED", user=self._user.name, closed=closed)

    def _lock_file(self, suffix: str) -> IO[str]:
        path = f"{self.data}.{suffix}"
        try:
            return open(path, "a", encoding="ascii")
        except OSError as error:
            raise SetupError("LOCK_UNWRITABLE", path=path, error=error.strerror) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock_file("lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _initialise(self) -> None:
        """initdb into a folder beside, then rename it: an initdb killed half-way is simply redone."""
        if (self.data / "PG_VERSION").exists():
            return
        fresh = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._user.own(fresh)
        done = self._user.run(
            *(self._bin / "initdb", "-D", fresh, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"),
        )
        if done.returncode:
            raise SetupError("INITDB_FAILED", error=_last_lines(done.stdout))
        try:
            fresh.rename(self.data)
        except OSError as error:
            raise SetupError("NOT_A_CLUSTER", path=self.data) from error

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        programs = self._user.run(self._bin / "postgres", "--version").stdout.strip()
        if f"(PostgreSQL) {version}." not in programs:
            raise SetupError("CLUSTER_OF_ANOTHER_VERSION", path=self.data, version=version, programs=programs)

    # --- the process ---

    def _bring_up(self) -> None:
        """Start it, or wait for the running one; orphans of a killed server may hold its memory for a moment."""
        begun = time.monotonic()
        while True:
            if self._runs():
                if self._is_ready():
                    return
                why, limit = "it runs but accepts no connection", READY_WITHIN
            else:
                why = self._start_once()
                if not why:
                    return
                limit = START_WITHIN if any(sign in why for sign in ORPHANS) else 0.0
            if time.monotonic() - begun > limit:
                raise SetupError("EMBEDDED_START_FAILED", error=why, log=self._log)
            time.sleep(0.1)

    def _runs(self) -> bool:
        known = Postmaster.of(self.data)
        if known is not None and known.is_surely_gone(self.data):
            self._forget(known)
            return False
        return self._control("status").returncode == 0

    def _is_ready(self) -> bool:
        known = Postmaster.of(self.data)
        if known is None:
            return False
        return self._user.run(self._bin / "pg_isready", "-h", known.socket_folder, "-p", known.port).returncode == 0

    def _start_once(self) -> str:
        """Try to start; "" if it did, else why not."""
        if known := Postmaster.of(self.data):
            self._remove_sockets(known)
        if self._log.exists() and self._log.stat().st_size > LARGEST_LOG:
            self._log.rename(self._log.with_suffix(".log.1"))
        sockets = self._socket_folder()
        options = ["-k", str(sockets), "-p", "5432"]
        for name, value in self._options.items():
            options += ["-c", f"{name}={value}"]
        done = self._control("-w", "-t", str(READY_WITHIN), "-l", str(self._log), "-o", shlex.join(options), "start")
        if done.returncode == 0:
            return ""
        if sockets != self.data:
            shutil.rmtree(sockets, ignore_errors=True)
        log = self._log.read_text(errors="replace") if self._log.exists() else done.stdout
        return _last_lines(log)

    def _bring_down(self) -> None:
        known = Postmaster.of(self.data)
        if known is None or not self._runs():
            return
        done = self._control("-w", "-t", str(READY_WITHIN), "-m", "fast", "stop")
        if done.returncode and self._runs():
            raise SetupError("EMBEDDED_DID_NOT_STOP", error=_last_lines(done.stdout), log=self._log)
        self._remove_sockets(known)

    def _control(self, *arguments: str) -> CompletedProcess[str]:
        return self._user.run(self._bin / "pg_ctl", "-D", self.data, *arguments)

    def _socket_folder(self) -> Path:
        """The data folder (nobody else can enter it), or a new short one where its path is too long for a socket."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        for parent in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 (mkdtemp makes a private one in it)
            if len(parent) < LONGEST_SOCKET_FOLDER - 20:
                folder = Path(tempfile.mkdtemp(prefix="greffe-", dir=parent))
                self._user.own(folder)
                return folder
        raise SetupError("NO_SHORT_FOLDER")

    def _remove_sockets(self, known: Postmaster) -> None:
        if known.socket_folder != self.data and known.socket_folder.name.startswith("greffe-"):
            shutil.rmtree(known.socket_folder, ignore_errors=True)

    def _forget(self, known: Postmaster) -> None:
        self._remove_sockets(known)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    @property
    def _log(self) -> Path:
        return self.data / "server.log"


def _last_lines(text: str) -> str:
    """The end of a program's output as one line, preferring what it calls an error."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "FATAL" in line or "error:" in line or "ERROR" in line or "PANIC" in line]
    return " / ".join((errors or lines)[-3:]) or "it said nothing"
