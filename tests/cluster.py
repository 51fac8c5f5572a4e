"""The folder of one test run: its PostgreSQL cluster, shared by the run's processes, gone when the run ends."""

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

from service.database.embedded import EmbeddedServer
from service.settings import SYSTEM_DATA_DIR

PREFIX = "greffe-test-"
ENOUGH_MEMORY = 512 * 1024 * 1024


class RunFolder:
    """Held by the pytest process that the user started; its workers only get to know `path`.

    While the run lives it holds `run.lock`, so a later run knows the folders of killed runs and removes them, with
    the servers that still run there.
    """

    def __init__(self) -> None:
        parent = _parent()
        for old in parent.glob(PREFIX + "*"):
            with suppress(OSError):
                _sweep(old)
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        self._lock = _locked(self.path)
        self.path.chmod(0o711)  # the server's user passes through

    def remove(self) -> None:
        """Stop the server if a killed worker left it, and remove everything."""
        cluster(self.path).stop_unused()
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock:
            self._lock.close()


def cluster(folder: Path, **options: str) -> EmbeddedServer:
    """The cluster in a folder. fsync stays on; autovacuum would only hold up the cloning of template databases."""
    cache = SYSTEM_DATA_DIR if os.geteuid() == 0 else None  # /dev/shm may forbid programs
    return EmbeddedServer(folder / "pg18", options={"autovacuum": "off"} | options, binaries_cache=cache)


def _parent() -> Path:
    """/dev/shm where it is writable and large enough, else the temporary folder."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ENOUGH_MEMORY:
        return memory
    return Path(tempfile.gettempdir())


def _sweep(folder: Path) -> None:
    if folder.stat().st_uid == os.geteuid() and (lock := _locked(folder)):
        with lock:
            if cluster(folder).stop_unused():
                shutil.rmtree(folder, ignore_errors=True)


def _locked(folder: Path) -> IO[str] | None:
    lock = (folder / "run.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock
