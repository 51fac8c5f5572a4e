"""Running PostgreSQL's programs as a user that it accepts: it refuses uid 0."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from service.setup_error import SetupError

PROGRAM_TIMEOUT = 180.0
"""Seconds after which a program of PostgreSQL is given up; recovery after a crash is the longest thing it does."""


@dataclass(frozen=True)
class ServerUser:
    """The account the server runs as; `dropped` says that we are root and stepped down to it."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one program to its end as this user; stdout and stderr come back together in `stdout`."""
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            text=True,
            errors="replace",
            timeout=PROGRAM_TIMEOUT,
            env=_environment(),
            cwd="/",  # the caller's folder may be closed to this user
            start_new_session=True,  # Ctrl-C in the terminal is for us: a half-done initdb or stop helps nobody
            user=self.uid if self.dropped else None,
            group=self.gid if self.dropped else None,
            extra_groups=[] if self.dropped else None,
        )

    def own(self, path: Path) -> None:
        """Give a file or folder we made to this user."""
        if self.dropped:
            os.chown(path, self.uid, self.gid)


def server_user() -> ServerUser:
    """The current user or, for root, `postgres` or `nobody`. Raises SetupError where there is neither."""
    if uid := os.geteuid():
        return ServerUser(_name(uid), uid, os.getegid(), dropped=False)
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, account.pw_uid, account.pw_gid, dropped=True)
    raise SetupError("NO_USER_FOR_POSTGRESQL")


def closed_folder(path: Path) -> Path | None:
    """The first folder on the way to `path` that other users cannot enter, or None."""
    for folder in reversed([path, *path.parents]):
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _environment() -> dict[str, str]:
    """Ours without PostgreSQL's variables (PGPORT would move the server) and with messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C"}
