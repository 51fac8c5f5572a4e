"""The container of a bundle: a ZIP whose every byte follows from the names and contents of its members.

Any ZIP program opens it, but only one ZIP holds given members: nothing is compressed (so nothing can swell), names are
in order, times are 1980-01-01, there are no comments and no gaps, and sizes are written in 64 bits (Zip64) always. A
reader need not be careful with a hostile ZIP: it makes each record itself and compares. See docs/bundle.md.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

from msgspec import Struct

from service.proof.refusal import Refused

MOST_MEMBERS: Final = 4096
LONGEST_NAME: Final = 255
BLOCK: Final = 1 << 18

_LOCAL: Final = struct.Struct("<4s5HLLLHH" + "HHQQ")
_CENTRAL: Final = struct.Struct("<4s6HLLLHHHHHLL" + "HHQQQ")
_END: Final = struct.Struct("<4sQHHLLQQQQ" + "4sLQL" + "4s4HLLH")
_NAMED_AT: Final = (30, 46)
"""Where the name stands in a local and in a central record: before the extra field that holds the sizes."""
_ZIP64, _STORED, _MIDNIGHT, _1980, _UNIX = 45, 0, 0, 33, 3 << 8
_PLAIN_FILE: Final = 0o100644 << 16
_FULL: Final = 0xFFFFFFFF
"""In a field of 32 bits: the value is in the 64 bits of the extra field."""


class Member(Struct, frozen=True):
    """A file of the archive: its name, its bytes from ``start`` on, and their CRC-32."""

    name: str
    size: int
    crc: int
    offset: int
    """Of its local record."""

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.offset + _LOCAL.size + len(self.name)

    def local_record(self) -> bytes:
        """What stands before the content."""
        versions = (b"PK\x03\x04", _ZIP64, 0, _STORED, _MIDNIGHT, _1980)
        record = _LOCAL.pack(*versions, self.crc, _FULL, _FULL, len(self.name), 20, 1, 16, self.size, self.size)
        return _with_name(record, self.name, _NAMED_AT[0])

    def central_record(self) -> bytes:
        """What the directory says of it."""
        versions = (b"PK\x01\x02", _UNIX | _ZIP64, _ZIP64, 0, _STORED, _MIDNIGHT, _1980)
        lengths = (len(self.name), 28, 0, 0, 0, _PLAIN_FILE, _FULL)
        record = _CENTRAL.pack(*versions, self.crc, _FULL, _FULL, *lengths, 1, 24, self.size, self.size, self.offset)
        return _with_name(record, self.name, _NAMED_AT[1])


def _with_name(record: bytes, name: str, at: int) -> bytes:
    return record[:at] + name.encode("ascii") + record[at:]


def _end_records(count: int, size: int, start: int) -> bytes:
    """The three records that end the file: that of Zip64, its locator, and the old one that refers to them."""
    zip64 = (b"PK\x06\x06", 44, _UNIX | _ZIP64, _ZIP64, 0, 0, count, count, size, start)
    locator = (b"PK\x06\x07", 0, start + size, 1)
    return _END.pack(*zip64, *locator, b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, _FULL, _FULL, 0)


class ArchiveWriter:
    """Writes members in order of their names to a file that can be sought; ``close`` ends the archive."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._members: list[Member] = []

    @contextmanager
    def member(self, name: str) -> Iterator["Content"]:
        """One member, written piece by piece."""
        assert name.isascii()
        assert len(name) <= LONGEST_NAME
        assert not self._members or self._members[-1].name < name
        offset = self._stream.tell()
        self._stream.write(Member(name, 0, 0, offset).local_record())
        content = Content(self._stream)
        yield content
        written = Member(name, content.size, content.crc, offset)
        end = self._stream.tell()
        self._stream.seek(offset)
        self._stream.write(written.local_record())
        self._stream.seek(end)
        self._members.append(written)

    def close(self) -> None:
        """Write the directory."""
        start = self._stream.tell()
        directory = b"".join(member.central_record() for member in self._members)
        self._stream.write(directory + _end_records(len(self._members), len(directory), start))


class Content:
    """The content of a member while it is written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.size = self.crc = 0

    def write(self, piece: bytes) -> None:
        """Add to it."""
        self._stream.write(piece)
        self.size += len(piece)
        self.crc = zlib.crc32(piece, self.crc)


class Archive:
    """The members of an archive by name.

    Raises:
        Refused: the file is not the one ZIP that holds these members.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.members: dict[str, Member] = {}
        count, size, start = self._end()
        at = 0
        for member in self._directory(count, size, start):
            if member.offset != at or member.start + member.size > start:
                raise Refused("ZIP_GAPS", member=member.name)
            self._stream.seek(at)
            expected = member.local_record()
            if self._stream.read(len(expected)) != expected:
                raise Refused("ZIP_RECORD", member=member.name)
            at = member.start + member.size
            self.members[member.name] = member
        if at != start:
            raise Refused("ZIP_GAPS", member="")

    def _end(self) -> tuple[int, int, int]:
        """How many members, and how large the directory is and where it begins."""
        length = self._stream.seek(0, 2)
        self._stream.seek(0)
        if self._stream.read(4) != b"PK\x03\x04":
            raise Refused("NOT_A_ZIP")
        self._stream.seek(max(0, length - _END.size))
        found = self._stream.read(_END.size)
        if len(found) < _END.size:
            raise Refused("ZIP_END")
        count, size, start = _END.unpack(found)[7:10]
        if start + size + _END.size != length or found != _end_records(count, size, start):
            raise Refused("ZIP_END")
        if not 0 < count <= MOST_MEMBERS or size > count * (_CENTRAL.size + LONGEST_NAME):
            raise Refused("ZIP_MEMBERS", most=MOST_MEMBERS)
        return count, size, start

    def _directory(self, count: int, size: int, start: int) -> Iterator[Member]:
        """What the directory says, each record compared with the one that its member would have."""
        self._stream.seek(start)
        directory = self._stream.read(size)
        at, before = 0, ""
        for _ in range(count):
            member = _read_central(directory, at)
            if member.name <= before:
                raise Refused("ZIP_NAMES", member=member.name)
            at += _CENTRAL.size + len(member.name)
            before = member.name
            yield member
        if at != len(directory):
            raise Refused("ZIP_END")

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of a member, block by block; the last comes only if the CRC-32 is right."""
        member = self.members[name]
        at, left, crc = member.start, member.size, 0
        while left:
            self._stream.seek(at)
            block = self._stream.read(min(BLOCK, left))
            if not block:
                raise Refused("ZIP_END")
            at, left, crc = at + len(block), left - len(block), zlib.crc32(block, crc)
            if not left and crc != member.crc:
                break
            yield block
        if crc != member.crc:
            raise Refused("ZIP_CRC", member=name)

    def content(self, name: str, most: int) -> bytes:
        """The whole content of a member of at most so many bytes."""
        if name not in self.members:
            raise Refused("MEMBER_MISSING", member=name)
        if self.members[name].size > most:
            raise Refused("MEMBER_TOO_LARGE", member=name, most=most)
        return b"".join(self.blocks(name))


def _read_central(directory: bytes, at: int) -> Member:
    """A record of the directory, which must be the one that its member would have."""
    fixed = directory[at : at + _NAMED_AT[1]]
    if len(fixed) < _NAMED_AT[1]:
        raise Refused("ZIP_END")
    length = int.from_bytes(fixed[28:30], "little")
    name = directory[at + _NAMED_AT[1] : at + _NAMED_AT[1] + length]
    sizes = directory[at + _NAMED_AT[1] + length : at + _CENTRAL.size + length]
    if len(sizes) < _CENTRAL.size - _NAMED_AT[1]:
        raise Refused("ZIP_END")
    shown = name.decode("ascii", errors="backslashreplace")
    if int.from_bytes(fixed[8:10], "little") & 1:
        raise Refused("ZIP_ENCRYPTED", member=shown)
    if int.from_bytes(fixed[10:12], "little") != _STORED:
        raise Refused("ZIP_COMPRESSED", member=shown)
    if not name.isascii() or not 0 < length <= LONGEST_NAME:
        raise Refused("ZIP_NAMES", member=shown)
    size, _, offset = struct.unpack("<QQQ", sizes[4:])
    member = Member(shown, size, int.from_bytes(fixed[16:20], "little"), offset)
    if fixed + name + sizes != member.central_record():
        raise Refused("ZIP_RECORD", member=shown)
    return member
