"""A cursor: a ledger and the last position that was read of it, as one opaque word."""

import base64
import binascii
from typing import Final

_VERSION: Final = "1"


class InvalidCursor(ValueError):
    """It is not a cursor that this service made."""


class CursorOfAnotherLedger(InvalidCursor):
    """It is a place in another ledger."""

    def __init__(self, ledger: str) -> None:
        super().__init__(f"the cursor is one of ledger {ledger}")
        self.ledger = ledger


def encode_cursor(ledger: str, position: int) -> str:
    """The cursor after a position."""
    return base64.urlsafe_b64encode(f"{_VERSION}:{ledger}:{position}".encode()).rstrip(b"=").decode()


def decode_cursor(cursor: str, ledger: str) -> int:
    """The position that a cursor of this ledger stands after.

    Raises:
        CursorOfAnotherLedger: it belongs to another ledger.
        InvalidCursor: it is not a cursor.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        version, of, position = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(":")
        if version != _VERSION or not position.isdecimal() or len(position) > 18:
            raise InvalidCursor
    except (ValueError, binascii.Error) as error:
        raise InvalidCursor("the cursor is not one of this service") from error
    if of != ledger:
        raise CursorOfAnotherLedger(of)
    return int(position)
