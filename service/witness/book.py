"""What a witness keeps: of each ledger the last checkpoint that it accepted. The file is whole, or the old one."""

import datetime as dt
import fcntl
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from service.files import write_whole
from service.proof.checkpoint import Checkpoint
from service.proof.note import Note, NoteError, VerifierKey
from service.setup_error import SetupError

MAX_BOOK: Final = 64 * 1024 * 1024


class Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """A checkpoint as accepted: the key that signed it, its note, and whether the server took the cosignature."""

    vkey: str
    note: str
    cosigned: bool = False

    @property
    def checkpoint(self) -> Checkpoint:
        """What it says."""
        return Checkpoint.parse(Note.parse(self.note).text)


class _Content(Struct, forbid_unknown_fields=True):
    v: int
    ledgers: dict[str, Kept]


class Book:
    """The file, held by one process."""

    def __init__(self, path: Path, kept: dict[str, Kept]) -> None:
        self.path = path
        self._kept = kept

    def get(self, ledger: str) -> Kept | None:
        """What is kept of a ledger."""
        return self._kept.get(ledger)

    def ledgers(self) -> list[str]:
        """The ledgers of which something is kept."""
        return sorted(self._kept)

    def keep(self, ledger: str, kept: Kept) -> None:
        """Keep a checkpoint: on the disk when this returns.

        Raises:
            SetupError: the file cannot be written.
        """
        ledgers = {**self._kept, ledger: kept}
        content = msgspec.json.format(msgspec.json.encode(_Content(1, ledgers)), indent=1).decode() + "\n"
        try:
            write_whole(self.path, content)
        except OSError as error:
            raise SetupError("CHECKPOINT_UNKEPT", path=self.path, error=error.strerror) from error
        self._kept = ledgers

    def evidence(self, ledger: str, why: str, notes: tuple[str, str]) -> Path:
        """Put two notes that contradict each other into a new file beside the book; what is kept stays as it is."""
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = (
            f"Ledger {ledger}, seen at {now}.\n{why}\n",
            f"What this witness keeps:\n\n{notes[0]}",
            f"What the server signed:\n\n{notes[1]}",
        )
        content = ("\n" + "=" * 80 + "\n\n").join(parts)
        for number in itertools.count(1):
            path = self.path.with_name(f"{self.path.name}.fork-{ledger}-{number}.txt")
            try:
                write_whole(path, content, replace=False)
            except FileExistsError:
                continue
            except OSError as error:
                raise SetupError("EVIDENCE_UNKEPT", path=path, error=error.strerror, content=content) from error
            return path
        raise AssertionError


@contextmanager
def opened_book(path: Path) -> Iterator[Book]:
    """The book, for this process alone.

    Raises:
        SetupError: another process has it, or it is damaged.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(lock, "a", encoding="ascii") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Book(path, _read(path))
    except BlockingIOError:
        raise SetupError("STATE_IN_USE", path=path) from None
    except OSError as error:
        raise SetupError("STATE_UNUSABLE", path=path, error=error.strerror) from error


def _read(path: Path) -> dict[str, Kept]:
    try:
        with open(path, "rb") as file:
            found = msgspec.json.decode(file.read(MAX_BOOK), type=_Content)
        if found.v != 1:
            raise msgspec.ValidationError(f"it is of version {found.v}")
        for kept in found.ledgers.values():
            # Else a slip in this file would be shown to others as something that the log signed.
            Note.parse(kept.note).verified([VerifierKey.parse(kept.vkey)])
            _ = kept.checkpoint
    except FileNotFoundError:
        return {}
    except (msgspec.DecodeError, msgspec.ValidationError, NoteError) as error:
        raise SetupError("STATE_DAMAGED", path=path, error=error) from None
    return found.ledgers
