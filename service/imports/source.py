"""A local file of reference data: its bytes, what identifies them, its lines. Hostile files are told, never crash."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from service.imports.sentences import FILES, remedy, say

MAX_FILE: Final = 256 * 1024 * 1024
MAX_LINE: Final = 1_000_000
"""Bytes. The longest line of the real files, an EPCI with its 158 communes, has some 20,000."""
_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"\xfd7zXZ")


class UnreadableFile(Exception):
    """A file that cannot be read at all; ``messages`` say why and ``remedies`` what to do, in French and English."""

    def __init__(self, code: str, path: Path, **words: object) -> None:
        words = {"path": path, **words}
        self.code = code
        self.path = path
        self.messages = say(FILES[code], words)
        self.remedies = remedy(FILES[code], words)
        super().__init__(f"{self.messages['en']} {self.remedies['en']}")


class UnreadableLine(Exception):
    """A line that cannot be read: why, by a code of ``sentences.LINES``."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class Source(Struct, frozen=True):
    """A file as read: ``data`` without its byte order mark, ``digest`` the SHA-256 of all its bytes, in hexadecimal."""

    path: Path
    data: bytes
    digest: str

    @property
    def ends_cleanly(self) -> bool:
        """Whether the last line has its end; a file that was cut most often has not."""
        return self.data.endswith(b"\n")

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Its lines without their ends, numbered from 1."""
        for number, line in enumerate(io.BytesIO(self.data), start=1):
            yield number, line.rstrip(b"\r\n")


def open_source(path: Path) -> Source:
    """Read a file whole.

    Raises:
        UnreadableFile: it is missing, no file, unreadable, too large, or what ``source_of`` refuses.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile("NOT_A_FILE", path)
        if size > MAX_FILE:
            raise UnreadableFile("TOO_LARGE", path, size=size, limit=MAX_FILE)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("NOT_FOUND", path) from None
    except (OSError, ValueError) as error:
        raise UnreadableFile("CANNOT_BE_READ", path, reason=getattr(error, "strerror", None) or error) from None
    return source_of(path, data)


def source_of(path: Path, data: bytes) -> Source:
    """Bytes that were read, or sent; ``path`` is what the file is called.

    Raises:
        UnreadableFile: they are empty, an archive, or UTF-16.
    """
    if data.startswith(_UTF_16_MARKS):
        raise UnreadableFile("UTF_16", path)
    if data.startswith(_ARCHIVES):
        raise UnreadableFile("ARCHIVE", path)
    if not data.removeprefix(_UTF_8_MARK).strip():
        raise UnreadableFile("EMPTY", path)
    return Source(path, data.removeprefix(_UTF_8_MARK), hashlib.sha256(data).hexdigest())


def text_of(line: bytes, encoding: str = "utf-8") -> str:
    """A line as text.

    Raises:
        UnreadableLine: it is too long, of another encoding, or holds a NUL.
    """
    if len(line) > MAX_LINE:
        raise UnreadableLine("LINE_TOO_LONG", length=len(line), limit=MAX_LINE)
    if b"\0" in line:
        raise UnreadableLine("NUL_CHARACTER")
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableLine("NOT_UTF_8") from None
