"""Whom an auditor believes: keys had from elsewhere, witnesses, and a checkpoint kept since an earlier audit.

A bundle brings the log's keys too, but whoever forges a bundle brings keys of their own: what these sign is intact, not
verified.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from service.proof.bundle import LedgerPart, Manifest
from service.proof.checkpoint import Checkpoint
from service.proof.keys import in_ledger, of_deployment, origin_of, successor, successors
from service.proof.note import COSIGNATURE, ED25519, Note, NoteError, VerifierKey
from service.proof.refusal import Refused

_LARGEST_FILE: Final = 1 << 20
_SECRET: Final = "PRIVATE+KEY+"


class UselessTrust(Exception):
    """What the auditor gave is not what it should be: a mistake of the command line. A code of ``words.MISTAKES``."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Signed(Struct, frozen=True, kw_only=True):
    """What a checkpoint says, and who signed it."""

    origin: str
    size: int
    root: bytes
    trusted: bool
    """Whether a key of the auditor signed it, or one that succeeds it."""
    succeeded: bool
    """Whether it took a succession to come from the auditor's key to the one that signed."""
    keys: tuple[str, ...]
    """The log's keys that did, as name+id."""
    witnesses: tuple[str, ...]
    """Who cosigned, of the witnesses that the auditor named, as name+id."""
    other_witnesses: int
    """How many others cosigned, whose keys came with the bundle."""


class Trust(Struct, frozen=True):
    """What the auditor brings; nothing of it is needed to see whether a bundle is intact."""

    keys: tuple[VerifierKey, ...] = ()
    """Keys of deployments; that of one of their ledgers is the same under another name."""
    witnesses: tuple[VerifierKey, ...] = ()
    needed: int = 0
    """How many of the witnesses must have cosigned."""
    own: tuple[tuple[Note, Checkpoint], ...] = ()
    """Checkpoints kept from earlier."""

    @classmethod
    def of(
        cls, keys: Sequence[str], witnesses: Sequence[str], needed: int | None, checkpoints: Sequence[bytes]
    ) -> "Trust":
        """From what the auditor wrote; every witness must have cosigned unless a number is said.

        Raises:
            UselessTrust: a key is of the wrong type, a checkpoint is none, or more witnesses are needed than named.
        """
        seen = tuple(_key(text, COSIGNATURE) for text in dict.fromkeys(witnesses))
        wanted = len(seen) if needed is None else needed
        if not 0 <= wanted <= len(seen):
            raise UselessTrust("WITNESSES", needed=wanted, named=len(seen))
        own = tuple(map(_checkpoint, checkpoints))
        return cls(tuple(of_deployment(_key(text, ED25519)) for text in dict.fromkeys(keys)), seen, wanted, own)


def trust_of(
    keys: Sequence[str],
    key_files: Sequence[str],
    witnesses: Sequence[str],
    needed: int | None,
    checkpoints: Sequence[str],
) -> Trust:
    """What the auditor brings, from the command line and the files that it names.

    Raises:
        UselessTrust: something is not what it should be.
    """
    lines = [line.strip() for path in key_files for line in _content(path).decode(errors="replace").splitlines()]
    listed = [line for line in lines if line and not line.startswith("#")]
    if key_files and not listed:
        raise UselessTrust("NO_KEY", file=key_files[0])
    return Trust.of([*keys, *listed], witnesses, needed, [_content(path) for path in checkpoints])


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(_LARGEST_FILE)
    except OSError as error:
        raise UselessTrust("FILE", file=path, reason=error.strerror or str(error)) from None


def _key(text: str, kind: int) -> VerifierKey:
    try:
        key = VerifierKey.parse(text.strip())
    except NoteError as error:
        raise UselessTrust("KEY", key=_shown(text), reason=str(error)) from None
    if key.kind != kind:
        raise UselessTrust("KEY_TYPE", key=_shown(text), expected=f"0x{kind:02x}", found=f"0x{key.kind:02x}")
    return key


def _shown(text: str) -> str:
    """The beginning of what was given as a key, fit for a terminal, and nothing of a secret one."""
    if text.strip().startswith(_SECRET):
        return f"{_SECRET}..."
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:60])


def _checkpoint(data: bytes) -> tuple[Note, Checkpoint]:
    try:
        note = Note.parse(data)
        return note, Checkpoint.parse(note.text)
    except NoteError as error:
        raise UselessTrust("CHECKPOINT", reason=str(error)) from None


class Signers:
    """Who may sign the checkpoints of a bundle: the auditor's keys, and those that the bundle brings.

    Raises:
        Refused: a key of the bundle is none, its keys do not lead to each other, or what the auditor gave is of another
            log than those of the bundle.
    """

    def __init__(self, manifest: Manifest, trust: Trust) -> None:
        self._trust, self._origin = trust, manifest.origin
        try:
            self._bundled = _bundled(manifest.keys, ED25519)
            self._witnesses = _bundled(manifest.witnesses, COSIGNATURE)
            _check_chain(self._bundled, manifest)
        except NoteError as error:
            raise Refused("KEYS", reason=str(error)) from None
        self._given = [key for key in trust.keys if key.name == manifest.origin]
        if trust.keys and not self._given:
            raise Refused("KEY_OF_ANOTHER", key=trust.keys[0].name, origin=manifest.origin)
        self._believed = [key for one in self._given for key in successors(one, manifest.successions)]
        origins = {origin_of(manifest.origin, part.ledger) for part in manifest.ledgers}
        for _, checkpoint in trust.own:
            if checkpoint.origin not in origins:
                raise Refused("OWN_OF_ANOTHER", own=checkpoint.origin, origin=min(origins))

    def check(self, data: bytes, part: LedgerPart) -> Signed:
        """The checkpoint of a ledger: of this ledger and size, and signed by keys that are known, all of them.

        Raises:
            Refused: it is not.
        """
        ledger = part.ledger
        try:
            note = Note.parse(data)
            checkpoint = Checkpoint.parse(note.text)
        except NoteError as error:
            raise Refused("CHECKPOINT", ledger=ledger, reason=str(error)) from None
        if checkpoint.origin != origin_of(self._origin, ledger):
            raise Refused("CHECKPOINT_OF_ANOTHER", ledger=ledger, origin=checkpoint.origin)
        if checkpoint.size != part.size:
            raise Refused("CHECKPOINT_SIZE", ledger=ledger, size=checkpoint.size, said=part.size)
        signers = self._log_signers(note, ledger, self._bundled)
        if self._given:
            signers = self._log_signers(note, ledger, self._believed)
        seen = _cosigners(note, self._trust.witnesses, ledger)
        others = _cosigners(note, self._witnesses, ledger)
        if len(seen) < self._trust.needed:
            raise Refused("COSIGNATURES", ledger=ledger, needed=self._trust.needed, found=len(seen))
        known = [*(in_ledger(key, ledger) for key in self._bundled), *self._witnesses]
        if not all(any(key.made(signature) for key in known) for signature in note.signatures):
            raise Refused("CHECKPOINT", ledger=ledger, reason="a signature is of a key that is not listed")
        return Signed(
            origin=checkpoint.origin,
            size=checkpoint.size,
            root=checkpoint.root,
            trusted=bool(self._given),
            succeeded=bool(self._given) and not any(in_ledger(key, ledger) in signers for key in self._given),
            keys=tuple(map(_named, signers)),
            witnesses=tuple(map(_named, seen)),
            other_witnesses=len(set(others) - set(seen)),
        )

    def check_own(self, part: LedgerPart) -> list[Checkpoint]:
        """The checkpoints of this ledger that the auditor kept, the newest last, once their signatures are verified.

        Raises:
            Refused: one is not signed by a key that is known, or newer than the bundle's; or two of one size differ.
        """
        origin = origin_of(self._origin, part.ledger)
        found: dict[int, Checkpoint] = {}
        for note, own in self._trust.own:
            if own.origin != origin:
                continue
            try:
                note.verified(in_ledger(key, part.ledger) for key in self._believed or self._bundled)
            except NoteError as error:
                raise Refused("OWN_UNSIGNED", ledger=part.ledger, reason=str(error)) from None
            if own.size > part.size:
                raise Refused("OWN_NEWER", ledger=part.ledger, own=own.size, size=part.size)
            if found.setdefault(own.size, own).root != own.root:
                raise Refused("OWN_CONTRADICT", ledger=part.ledger, size=own.size)
        return [found[size] for size in sorted(found)]

    def _log_signers(self, note: Note, ledger: str, keys: Sequence[VerifierKey]) -> list[VerifierKey]:
        try:
            return list(note.verified(in_ledger(key, ledger) for key in keys))
        except NoteError as error:
            raise Refused("SIGNATURE", ledger=ledger, reason=str(error)) from None


def _bundled(texts: Sequence[str], kind: int) -> tuple[VerifierKey, ...]:
    """Keys as the bundle brings them. Raises NoteError: one is none, is there twice, or of another type."""
    keys = tuple(map(VerifierKey.parse, texts))
    if any(key.kind != kind for key in keys):
        raise NoteError(f"a key is not of type 0x{kind:02x}")
    if len(set(keys)) != len(texts) or tuple(key.text for key in keys) != tuple(texts):
        raise NoteError("a key is there twice, or written in another way")
    return keys


def _check_chain(keys: Sequence[VerifierKey], manifest: Manifest) -> None:
    """Raises NoteError: the keys are not of this deployment, or one does not lead to the next."""
    if any(key.name != manifest.origin for key in keys):
        raise NoteError("a key is of another name")
    if len(manifest.successions) != len(keys) - 1:
        raise NoteError("each key but the last has a succession")
    for old, new, note in zip(keys, keys[1:], manifest.successions, strict=False):
        if successor(old, note) != new:
            raise NoteError("a key does not lead to the next")


def _cosigners(note: Note, keys: Sequence[VerifierKey], ledger: str) -> list[VerifierKey]:
    signed = [key for key in keys if any(map(key.made, note.signatures))]
    try:
        return list(note.verified(signed)) if signed else []
    except NoteError as error:
        raise Refused("COSIGNATURE", ledger=ledger, reason=str(error)) from None


def _named(key: VerifierKey) -> str:
    return f"{key.name}+{key.key_id.hex()}"
