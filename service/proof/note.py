"""Signed notes: a text, and under it who signed it (C2SP signed-note), also with a time (C2SP tlog-cosignature).

A log signs the text itself (Ed25519, type 0x01). A witness signs the text under a line that says when it saw it
(cosignature/v1, type 0x04). Keys are written as C2SP and Go's ``sumdb/note`` write them: ``name+id+base64`` for those
that verify, ``PRIVATE+KEY+name+id+base64`` for those that sign. https://c2sp.org/signed-note, /tlog-cosignature
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519: Final = 0x01
"""A log's signature."""
COSIGNATURE: Final = 0x04
"""A witness's signature, with its time."""

MAX_NOTE: Final = 256 * 1024
"""Bytes of a note that is looked at: C2SP asks for 16 signatures at least, which may have some 5 kB each."""
MAX_SIGNATURES: Final = 100
MAX_NAME: Final = 255
MAX_TIME: Final = 2**63 - 1

_DASH: Final = "— "
_PRIVATE: Final = "PRIVATE+KEY+"
_KEY_ID: Final = re.compile(r"[0-9a-f]{8}", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteError(ValueError):
    """The note, the key or the signature is not what it should be; the message says why, without any secret."""


@dataclass(frozen=True)
class Signature:
    """One line under a note. ``signed`` is what comes after the key id: 64 bytes, or 8 of time and 64."""

    name: str
    key_id: bytes
    signed: bytes = field(repr=False)

    @property
    def line(self) -> str:
        """As it stands in a note, with its newline."""
        return f"{_DASH}{self.name} {_base64(self.key_id + self.signed)}\n"

    @property
    def timestamp(self) -> int | None:
        """For a cosignature, when it was made, in seconds since 1970; None for a signature of another length."""
        return int.from_bytes(self.signed[:8]) if len(self.signed) == 72 else None


@dataclass(frozen=True)
class VerifierKey:
    """A public key (32 bytes of Ed25519) under a name, for one type of signature."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.kind not in (ED25519, COSIGNATURE):
            raise NoteError(f"signatures of type 0x{self.kind:02x} are not known here, only 0x01 and 0x04")
        if len(self.public) != 32:
            raise NoteError(f"an Ed25519 key has 32 bytes, not {len(self.public)}")

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """From ``name+id+base64``.

        Raises:
            NoteError: it is not a key, or its id is not its own.
        """
        name, kind, key, key_id = _fields(text, "verifier key")
        found = cls(name, kind, key)
        if found.key_id != key_id:
            raise NoteError(f"the key is of id {found.key_id.hex()}, not {key_id.hex()}")
        return found

    @property
    def key_id(self) -> bytes:
        """Four bytes: a hint, not a digest."""
        return hashlib.sha256(b"%s\n%c%s" % (self.name.encode(), self.kind, self.public)).digest()[:4]

    @property
    def text(self) -> str:
        """``name+id+base64``."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(bytes([self.kind]) + self.public)}"

    def made(self, signature: Signature) -> bool:
        """Whether a signature claims to be of this key."""
        return signature.name == self.name and signature.key_id == self.key_id

    def verifies(self, text: str, signature: Signature) -> bool:
        """Whether a signature is of this key, over this text."""
        if not self.made(signature):
            return False
        message, signed = text.encode(), signature.signed
        if self.kind == COSIGNATURE:
            if signature.timestamp is None or signature.timestamp > MAX_TIME:
                return False
            message, signed = _cosigned(text, signature.timestamp), signed[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signed, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A private key (its 32-byte seed) under a name. It shows its public half alone."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise NoteError("the seed of an Ed25519 key has 32 bytes")
        check_name(self.name)

    @classmethod
    def generate(cls, name: str, kind: int = ED25519) -> "SigningKey":
        """A fresh one."""
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """From ``PRIVATE+KEY+name+id+base64``.

        Raises:
            NoteError: it is not a signing key; the message holds nothing of it.
        """
        if not text.startswith(_PRIVATE):
            raise NoteError("a signing key begins with PRIVATE+KEY+")
        name, kind, seed, key_id = _fields(text.removeprefix(_PRIVATE), "signing key")
        found = cls(name, kind, seed)
        if found.verifier.key_id != key_id:
            raise NoteError("the signing key's id is not its own")
        return found

    @property
    def verifier(self) -> VerifierKey:
        """Its public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, self.kind, public)

    @property
    def text(self) -> str:
        """``PRIVATE+KEY+name+id+base64``: a secret."""
        material = _base64(bytes([self.kind]) + self.seed)
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{material}"

    def named(self, name: str) -> "SigningKey":
        """The same key under another name: it has another id there."""
        return SigningKey(name, self.kind, self.seed)

    def sign(self, text: str, timestamp: int | None = None) -> Signature:
        """Sign a text; a cosigner's key needs the time, in seconds since 1970.

        Raises:
            NoteError: the text cannot be that of a note, or the time does not go with the key.
        """
        check_text(text)
        if (self.kind == COSIGNATURE) != (timestamp is not None):
            raise NoteError("a cosignature has a time, and no other signature has")
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        if timestamp is None:
            signed = private.sign(text.encode())
        elif 0 <= timestamp <= MAX_TIME:
            signed = timestamp.to_bytes(8) + private.sign(_cosigned(text, timestamp))
        else:
            raise NoteError("a time is from 0 to 2**63 - 1")
        return Signature(self.name, self.verifier.key_id, signed)


@dataclass(frozen=True)
class Note:
    """A text that ends in a newline, and the signatures under it, verified or not."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, told: bytes | str) -> "Note":
        """From what was received: strictly as C2SP writes it, and no longer than ``MAX_NOTE``.

        Raises:
            NoteError: it is not a signed note.
        """
        if len(told) > MAX_NOTE:
            raise NoteError(f"the note is longer than {MAX_NOTE} bytes")
        try:
            whole = told if isinstance(told, str) else told.decode()
            whole.encode()
        except UnicodeError:
            raise NoteError("the note is not UTF-8") from None
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not lines.endswith("\n"):
            raise NoteError("the note has no signature, or does not end in a newline")
        check_text(text + "\n")
        of_lines = lines[:-1].split("\n")
        if len(of_lines) > MAX_SIGNATURES:
            raise NoteError(f"the note has more than {MAX_SIGNATURES} signatures")
        return cls(text + "\n", tuple(map(parse_signature, of_lines)))

    def __str__(self) -> str:
        return self.text + "\n" + "".join(signature.line for signature in self.signatures)

    def verified(self, keys: Iterable[VerifierKey]) -> dict[VerifierKey, Signature]:
        """The signatures of keys that are known; those of others are ignored.

        Raises:
            NoteError: none is of a known key, or one that claims to be is not.
        """
        found: dict[VerifierKey, Signature] = {}
        for key in dict.fromkeys(keys):
            for signature in filter(key.made, self.signatures):
                if not key.verifies(self.text, signature):
                    raise NoteError(f"the signature of {key.name} ({key.key_id.hex()}) is wrong")
                found.setdefault(key, signature)
        if not found:
            raise NoteError("the note is not signed by a known key")
        return found


def parse_signature(line: str) -> Signature:
    """One signature line, without its newline.

    Raises:
        NoteError: it is not one.
    """
    if not line.startswith(_DASH):
        raise NoteError("a signature line begins with an em dash and a space")
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not space:
        raise NoteError("a signature line holds a name and a signature")
    check_name(name)
    content = strict_base64(encoded)
    if len(content) < 5:
        raise NoteError("a signature is longer than its key's id")
    return Signature(name, content[:4], content[4:])


def check_name(name: str) -> None:
    """Raises NoteError unless it may name a key: no space, no plus, no control character."""
    if not name or len(name) > MAX_NAME or "+" in name or any(c.isspace() for c in name) or _CONTROL.search(name):
        raise NoteError("a key's name is 1 to 255 characters without space, plus or control character")


def check_text(text: str) -> None:
    """Raises NoteError unless it may be the text of a note: not empty, newline at its end, no control character."""
    if len(text) < 2 or not text.endswith("\n") or _CONTROL.search(text):
        raise NoteError("a note's text is not empty, ends in a newline and holds no other control character")


def strict_base64(text: str) -> bytes:
    """Bytes from the one way to write them in Base 64 (RFC 4648, section 4).

    Raises:
        NoteError: it is not that.
    """
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("that is not base64") from None
    if _base64(found) != text:
        raise NoteError("that base64 is not the canonical one")
    return found


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _cosigned(text: str, timestamp: int) -> bytes:
    """What a witness signs (tlog-cosignature, Ed25519)."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def _fields(text: str, what: str) -> tuple[str, int, bytes, bytes]:
    """Name, type, key and id of a written key; base64 may hold a plus, so only the first two divide."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not _KEY_ID.fullmatch(parts[1]) or len(text) > 1000:
        raise NoteError(f"a {what} is written name+id+base64")
    content = strict_base64(parts[2])
    if not content:
        raise NoteError(f"the {what} is empty")
    return parts[0], content[0], content[1:], bytes.fromhex(parts[1])
