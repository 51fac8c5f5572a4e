"""The vault's cryptography and its key file; no SQL.

Each person's values are sealed by AES-256-GCM under a data key of that person alone; the data key is wrapped, again by
AES-256-GCM, by a key-encryption key (KEK) that is in a file and never in the database. The associated data of both name
the ledger and the person, so that a row put in the place of another does not open.

The file holds one line for each KEK, ``greffe-vault-1 <id> <base64 of 32 bytes>``: one key, and during a rotation two.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.files import read_secret, write_whole
from service.setup_error import SetupError

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
"""Random: at 2^32 seals under one KEK the chance of a repetition is 2^-32 (NIST SP 800-38D, 8.3)."""
PAD: Final = 128
"""Sealed values are as long as a multiple of this: the length of a name tells nothing."""
_WORD: Final = "greffe-vault-1"


class KeyUnknown(Exception):
    """A data key is wrapped by a key-encryption key that the key file does not hold."""


class NotAuthentic(Exception):
    """A row of the vault does not open: it was altered, or put in the place of another."""


class Kek:
    """A key-encryption key."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.id = hashlib.sha256(b"greffe vault key id\0" + key).hexdigest()[:16]
        self._cipher = AESGCM(key)

    @classmethod
    def fresh(cls) -> "Kek":
        """A new random one."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def __repr__(self) -> str:
        """Its id alone: a repr ends in logs."""
        return f"Kek({self.id})"

    def wrap(self, ledger: str, person: str, data_key: bytes) -> bytes:
        """A person's data key as it is stored."""
        return _seal(self._cipher, data_key, _bound("key", self.id, ledger, person))

    def unwrap(self, ledger: str, person: str, wrapped: bytes) -> bytes:
        """The data key again.

        Raises:
            NotAuthentic: it was altered, or is another person's.
        """
        return _open(self._cipher, wrapped, _bound("key", self.id, ledger, person), ledger, person)


def seal(data_key: bytes, ledger: str, person: str, values: bytes) -> bytes:
    """Values (JSON) as they are stored."""
    padded = values + b" " * (-len(values) % PAD)
    return _seal(AESGCM(data_key), padded, _bound("value", ledger, person))


def unseal(data_key: bytes, ledger: str, person: str, sealed: bytes) -> bytes:
    """The values again.

    Raises:
        NotAuthentic: they were altered, or are another person's.
    """
    return _open(AESGCM(data_key), sealed, _bound("value", ledger, person), ledger, person)


def _bound(*parts: str) -> bytes:
    return "\x1f".join(("greffe vault", *parts)).encode()


def _seal(cipher: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, bound)


def _open(cipher: AESGCM, stored: bytes, bound: bytes, ledger: str, person: str) -> bytes:
    try:
        return cipher.decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        pass
    raise NotAuthentic(
        f"the vault's row of person {person} in ledger {ledger} does not open: it was altered or exchanged; "
        "restore the vault's tables from the last good backup"
    )


# -- the file ----------------------------------------------------------------------------------------------------------


def read_keys(path: Path) -> dict[str, Kek]:
    """The keys of a file by id; none when there is no file.

    Raises:
        SetupError: it cannot be read, is open to others, or holds something else.
    """
    try:
        text = read_secret(path, "vault's key file", rotate="greffe vault rotate")
    except FileNotFoundError:
        return {}
    found = {}
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        id_, _, encoded = rest.partition(" ")
        try:
            kek = Kek(base64.b64decode(encoded, validate=True))
        except (ValueError, binascii.Error):
            kek = None
        if kek is None or len(kek.key) != KEY_BYTES or (word, id_) != (_WORD, kek.id):
            raise SetupError("VAULT_KEYS_DAMAGED", path=path)
        found[kek.id] = kek
    if not found:
        raise SetupError("VAULT_KEYS_EMPTY", path=path)
    return found


def write_keys(path: Path, keys: Iterable[Kek]) -> None:
    """Replace the file, whole or not at all, readable by its owner alone.

    Raises:
        SetupError: it cannot be written.
    """
    text = "".join(f"{_WORD} {kek.id} {base64.b64encode(kek.key).decode()}\n" for kek in keys)
    try:
        write_whole(path, text)
    except OSError as error:
        raise SetupError("VAULT_KEYS_UNWRITABLE", path=path, error=error.strerror) from None
