"""What this key signed last, kept in files beside it.

The database may be changed by whoever administers it, its checkpoints included. These files may not: with them the
signer is its own first witness, and signs no history that leaves out what it signed before.
"""

import logging
from pathlib import Path
from typing import Final

from service.files import write_whole
from service.proof.checkpoint import Checkpoint
from service.proof.note import MAX_NOTE, Note, NoteError

FOLDER: Final = "signed"

logger = logging.getLogger("greffe.signing")


class MemoryDamaged(Exception):
    """A file of what was signed cannot be read: nothing is signed over it."""


class Memory:
    """One file for each ledger, with the last note that was signed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, Checkpoint | None] = {}
        self._told = False

    def recall(self, ledger: str, origin: str) -> Checkpoint | None:
        """What was signed last under this origin; None when nothing is known.

        Raises:
            MemoryDamaged: the file is there and holds no checkpoint.
        """
        if ledger not in self._kept:
            self._kept[ledger] = self._read(ledger)
        kept = self._kept[ledger]
        return kept if kept is not None and kept.origin == origin else None

    def keep(self, ledger: str, checkpoint: Checkpoint, note: str) -> None:
        """Write it down before anybody is told of it; where that cannot be, say so once and go on without."""
        try:
            write_whole(self._path(ledger), note)
        except OSError as error:
            if not self._told:
                logger.warning(
                    "what is signed cannot be kept in %s (%s): the database alone says it", self._folder, error
                )
            self._told = True
        self._kept[ledger] = checkpoint

    def _read(self, ledger: str) -> Checkpoint | None:
        path = self._path(ledger)
        try:
            with open(path, "rb") as file:
                return Checkpoint.parse(Note.parse(file.read(MAX_NOTE + 1)).text)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, NoteError) as error:
            raise MemoryDamaged(f"{path}, which holds what was signed last, cannot be read ({error})") from None

    def _path(self, ledger: str) -> Path:
        return self._folder / f"{ledger}.note"
