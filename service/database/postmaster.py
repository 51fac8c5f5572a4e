"""What `postmaster.pid` of a data folder says, and whether the process it names is still that server."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Postmaster:
    """A server that runs, or that was killed without a chance to remove its `postmaster.pid`."""

    pid: int
    port: str
    socket_folder: Path

    @classmethod
    def of(cls, data: Path) -> "Postmaster | None":
        """Read `postmaster.pid`; None if there is none, or it is not complete yet."""
        try:
            pid, _data, _started, port, sockets, *_ = (data / "postmaster.pid").read_text().splitlines()
            return cls(int(pid), port, Path(sockets))
        except (OSError, ValueError):
            return None

    def is_surely_gone(self, data: Path) -> bool:
        """True if the process is a zombie or another program that got its number, as after a container's restart.

        PostgreSQL itself trusts the number and would refuse to start. False where it cannot be told.
        """
        process = Path("/proc") / str(self.pid)
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            return state == "Z" or (process / "cwd").readlink() != Path(os.path.realpath(data))
        except (OSError, IndexError):
            return False
