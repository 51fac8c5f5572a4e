"""Writing a bundle: its members in order of their names, and at the end the manifest that names them all.

The same content gives the same bytes. Memory does not grow with the number of entries. The verifier has no use for this
page; it is here so that the format is written in one place.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from msgspec import Struct, structs

from service.proof.archive import ArchiveWriter
from service.proof.bundle import (
    FORMAT,
    MANIFEST,
    SIMULATED_NOTICE,
    VERSION,
    Clock,
    Consistency,
    Kind,
    LedgerPart,
    Level,
    Line,
    Listed,
    Manifest,
    dossier_names,
)
from service.proof.canonical import canonical
from service.proof.checkpoint import Checkpoint
from service.proof.note import Note, VerifierKey


class Keys(Struct, frozen=True):
    """The public keys that a bundle brings."""

    log: tuple[VerifierKey, ...]
    """Of the deployment, oldest first."""
    successions: tuple[str, ...] = ()
    witnesses: tuple[VerifierKey, ...] = ()


class Lines:
    """The entries of a ledger while they are written, by position."""

    def __init__(self, content: "_Listing") -> None:
        self._content = content
        self.count = 0

    def add(self, line: Line) -> None:
        """The next entry."""
        self._content.write(canonical(line) + b"\n")
        self.count += 1


class BundleWriter:
    """Dossiers first, then ledgers by their names, then ``close``; the stream must be one that can be sought."""

    def __init__(self, stream: IO[bytes], keys: Keys) -> None:
        self._archive = ArchiveWriter(stream)
        self._keys = keys
        self._dossiers = 0
        self._parts: list[LedgerPart] = []
        self._members: list[Listed] = []

    def dossier(self, dossier: object, page: bytes) -> None:
        """A dossier, with its ``claims``, and its printable page."""
        self._dossiers += 1
        page_name, name = dossier_names(self._dossiers)
        self._member(page_name, page)
        self._member(name, canonical(dossier))

    @contextmanager
    def ledger(
        self,
        ledger: str,
        *,
        clock: Clock,
        kind: Kind,
        made_for: Level,
        note: Note,
        consistency: Consistency | None = None,
    ) -> Iterator[Lines]:
        """A ledger under a signed checkpoint; the entries are added within the block."""
        part = LedgerPart(
            clock=clock,
            entries=1,  # until they are counted
            kind=kind,
            ledger=ledger,
            made_for=made_for,
            size=Checkpoint.parse(note.text).size,
            since=consistency.size if consistency else None,
        )
        self._member(part.checkpoint, str(note).encode())
        if consistency is not None:
            self._member(part.consistency, canonical(consistency))
        with self._listed(part.lines) as content:
            lines = Lines(content)
            yield lines
        self._parts.append(structs.replace(part, entries=lines.count))

    def close(self) -> None:
        """Write the manifest and end the archive."""
        keys, simulated = self._keys, any(part.clock == "SIMULATED" for part in self._parts)
        manifest = Manifest(
            dossiers=self._dossiers,
            format=FORMAT,
            keys=tuple(key.text for key in keys.log),
            ledgers=tuple(self._parts),
            members=tuple(self._members),
            origin=keys.log[-1].name,
            version=VERSION,
            notice=SIMULATED_NOTICE if simulated else None,
            successions=keys.successions,
            witnesses=tuple(key.text for key in keys.witnesses),
        )
        with self._archive.member(MANIFEST) as content:
            content.write(canonical(manifest))
        self._archive.close()

    def _member(self, name: str, content: bytes) -> None:
        with self._listed(name) as listing:
            listing.write(content)

    @contextmanager
    def _listed(self, name: str) -> "Iterator[_Listing]":
        with self._archive.member(name) as content:
            listing = _Listing(content.write)
            yield listing
        self._members.append(Listed(name=name, sha256=listing.digest.hexdigest(), size=content.size))


class _Listing:
    """The content of a member, with its SHA-256."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self.digest = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Add to it."""
        self._write(piece)
        self.digest.update(piece)
