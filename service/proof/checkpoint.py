"""What a log says of itself: a checkpoint, and a proof that an entry is in it.

A checkpoint is a signed note of three lines: whose log, how many entries, which root (C2SP tlog-checkpoint). A
``tlog-proof`` is a text that proves one entry offline: its index, the path to the root, the checkpoint. This log adds
no extension lines; it reads those of others, and nothing rests on them.
https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-proof
"""

import base64
import re
from dataclasses import dataclass
from typing import Final

from service.proof.note import MAX_NOTE, Note, NoteError, check_text, strict_base64

MAX_SIZE: Final = 2**63 - 1
MAX_PATH: Final = 63
"""Hashes of a proof at most."""

_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_PROOF: Final = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class Checkpoint:
    """A log's origin, its number of entries and the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """From a note's text.

        Raises:
            NoteError: it is not a checkpoint.
        """
        check_text(text)
        lines = text[:-1].split("\n")
        if len(lines) < 3 or not all(lines):
            raise NoteError("a checkpoint has at least three lines, none of them empty")
        root = strict_base64(lines[2])
        if len(root) != 32:
            raise NoteError("a checkpoint's root has 32 bytes")
        return cls(lines[0], parse_number(lines[1]), root, tuple(lines[3:]))


@dataclass(frozen=True)
class InclusionProof:
    """That the entry at an index (from 0) is in the log of a checkpoint; ``path`` from the leaf to the root."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    """The whole signed note."""

    @property
    def text(self) -> str:
        """As a ``.tlog-proof`` file."""
        path = "".join(base64.b64encode(node).decode() + "\n" for node in self.path)
        return f"{_PROOF}\nindex {self.index}\n{path}\n{self.checkpoint}"

    @classmethod
    def parse(cls, told: bytes) -> "InclusionProof":
        """From the content of a file; extra data, which proves nothing, is passed over.

        Raises:
            NoteError: it is not a proof.
        """
        if len(told) > MAX_NOTE:
            raise NoteError(f"the proof is longer than {MAX_NOTE} bytes")
        try:
            head, blank, checkpoint = told.decode().partition("\n\n")
        except UnicodeDecodeError:
            raise NoteError("the proof is not UTF-8") from None
        first, *lines = head.split("\n")
        if lines and lines[0].startswith("extra "):
            strict_base64(lines.pop(0).removeprefix("extra "))
        if first != _PROOF or not blank or not lines or not lines[0].startswith("index "):
            raise NoteError(f"a proof begins with {_PROOF} and the index of its entry")
        path = tuple(map(strict_base64, lines[1:]))
        if len(path) > MAX_PATH or any(len(node) != 32 for node in path):
            raise NoteError(f"a proof holds at most {MAX_PATH} hashes of 32 bytes")
        Note.parse(checkpoint)
        return cls(parse_number(lines[0].removeprefix("index ")), path, checkpoint)


def parse_number(text: str) -> int:
    """A number written in the one way: ASCII digits, no leading zero, below 2**63.

    Raises:
        NoteError: it is not.
    """
    if not _NUMBER.fullmatch(text) or int(text) > MAX_SIZE:
        raise NoteError("a size or an index is written in decimal, without a leading zero")
    return int(text)
