"""The exact bytes that are hashed: canonical JSON (RFC 8785) and the leaf of an entry (RFC 6962).

This can never change. The bytes of a header and of a body are stored as they were made and hashed as they are stored;
the golden files in ``tests/golden`` hold this page to its word.

Facts contain no float and no integer beyond 2**53, and every key is ASCII: for such values msgspec's sorted encoding
gives the bytes of RFC 8785 (a property test compares the two).
"""

import hashlib
from typing import Final

import msgspec

_ENCODER: Final = msgspec.json.Encoder(order="sorted")

LEAF_PREFIX: Final = b"\x00"
"""RFC 6962, 2.1: leaves and nodes are hashed apart."""


def canonical(value: object) -> bytes:
    """The canonical JSON of a value made of objects, arrays, strings, whole numbers, booleans and null.

    Raises:
        UnicodeEncodeError: a string has a lone surrogate, which no UTF-8 can carry.
    """
    return _ENCODER.encode(value)


def body_sha256(body: bytes) -> str:
    """The digest that a header carries of its body: SHA-256, lower-case hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def leaf_hash(header: bytes) -> bytes:
    """The leaf of an entry, 32 bytes: SHA-256 of 0x00 and the header's exact bytes."""
    return hashlib.sha256(LEAF_PREFIX + header).digest()
