"""Small files that must be whole after a power cut, or not be there at all; and secrets that only their user reads."""

import os
import secrets
import stat
from pathlib import Path

from service.setup_error import SetupError


def write_whole(path: Path, content: str, *, replace: bool = True) -> None:
    """Write a file for this user alone (0600), flushed to the disk with its name before this returns.

    Raises:
        FileExistsError: there is one, and it is not to be replaced.
        OSError: it cannot be written; what was there stays.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            fresh.replace(path)
        else:
            os.link(fresh, path)  # fails if there is one: the first writer wins, whole
    finally:
        fresh.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_secret(path: Path, secret: str, *, rotate: str = "greffe keys rotate", at_most: int = 64 * 1024) -> str:
    """A file that only its user may read, and what it holds, as ``service.messages.setup.SECRETS`` names it.

    ``rotate`` is the command that replaces what is in it.

    Raises:
        FileNotFoundError: there is none.
        SetupError: others may read it, or it is not what such a file is; the message holds nothing of it.
    """
    try:
        with open(path, "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise SetupError("SECRET_NO_FILE", secret=secret, path=path)
            if stat.S_IMODE(mode) & 0o077:
                shown = f"{stat.S_IMODE(mode):04o}"
                raise SetupError("SECRET_OPEN", secret=secret, path=path, mode=shown, rotate=rotate)
            content = file.read(at_most + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SetupError("SECRET_UNREADABLE", secret=secret, path=path, error=error.strerror) from error
    if len(content) > at_most:
        raise SetupError("SECRET_TOO_LONG", secret=secret, path=path)
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise SetupError("SECRET_NO_TEXT", secret=secret, path=path) from None
