"""What this key signed last, kept in a file beside it.

The database may be changed by whoever administers it, its checkpoints included. This file may not: with it the signer
is its own first witness, and signs no history that leaves out what it signed before.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from service.files import write_whole
from service.proof.checkpoint import Checkpoint
from service.proof.note import Note, NoteError

FILE: Final = "signed.json"
MAX_FILE: Final = 64 * 1024 * 1024

logger = logging.getLogger("greffe.signing")


class MemoryDamaged(Exception):
    """The file is there and cannot be read: nothing is signed over it."""


class Memory:
    """One file: for each ledger the last note that was signed. One write for all that is signed at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._notes: dict[str, str] = {}
        self._told = False

    def read(self) -> None:
        """Read the file anew: another process may have signed meanwhile.

        Raises:
            MemoryDamaged: it holds something else.
        """
        try:
            with open(self._path, "rb") as file:
                self._notes = msgspec.json.decode(file.read(MAX_FILE + 1), type=dict[str, str])
            for note in self._notes.values():
                _said(note)
        except (FileNotFoundError, NotADirectoryError):
            self._notes = {}
        except (OSError, msgspec.DecodeError, msgspec.ValidationError, NoteError) as error:
            raise MemoryDamaged(f"{self._path}, which holds what was signed last, cannot be read ({error})") from None

    def recall(self, ledger: str, origin: str) -> Checkpoint | None:
        """What was signed last under this origin; None when nothing is known."""
        note = self._notes.get(ledger)
        kept = _said(note) if note is not None else None
        return kept if kept is not None and kept.origin == origin else None

    def keep(self, notes: Mapping[str, str]) -> None:
        """Write notes down before anybody is told of them; where that cannot be, say so once and go on without."""
        self._notes = {**self._notes, **notes}
        try:
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(self._notes), indent=1).decode() + "\n")
        except OSError as error:
            if not self._told:
                logger.warning(
                    "what is signed cannot be kept in %s (%s): the database alone says it", self._path, error
                )
            self._told = True


def _said(note: str) -> Checkpoint:
    return Checkpoint.parse(Note.parse(note).text)
