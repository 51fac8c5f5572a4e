"""A cursor over several ledgers: the last position that was read of each, as one opaque word.

A feed of one ledger has the cursor of that ledger (``cursor.py``): the two are told apart by their first character.
"""

import base64
import re
import zlib
from collections.abc import Mapping
from typing import Final

from service.feed.cursor import InvalidCursor, decode_cursor, encode_cursor

LONGEST: Final = 16_384
"""Characters of a cursor: some 2,000 ledgers."""
_VERSION: Final = "2."
_UNPACKED: Final = 64 * 1024
"""Bytes: whatever a cursor says, no more than that is unpacked of it."""
_PLACE: Final = re.compile(r"(FR|[0-9]{9}):(0|[1-9][0-9]{0,17})", re.ASCII)


def encode_places(places: Mapping[str, int]) -> str:
    """The cursor after a position of each ledger."""
    text = " ".join(f"{ledger}:{position}" for ledger, position in sorted(places.items()))
    return _VERSION + base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).rstrip(b"=").decode()


def decode_places(cursor: str) -> dict[str, int]:
    """The position after which a cursor stands in each ledger that it knows; of one ledger, its cursor will do.

    Raises:
        InvalidCursor: it is no cursor of this service.
    """
    if not cursor.startswith(_VERSION):
        return _of_one(cursor)
    packed = cursor.removeprefix(_VERSION)
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(data, _UNPACKED).decode("ascii")
    except (ValueError, zlib.error) as error:
        raise InvalidCursor("the cursor is not one of this service") from error
    found = [_PLACE.fullmatch(place) for place in text.split(" ")] if text else []
    if not unpacking.eof or None in found:
        raise InvalidCursor("the cursor is not one of this service")
    return {place[1]: int(place[2]) for place in found if place}


def cursor_of(places: Mapping[str, int], only: str | None) -> str:
    """The cursor of a feed: that of its one ledger, or of all that it follows."""
    return encode_places(places) if only is None else encode_cursor(only, places.get(only, 0))


def _of_one(cursor: str) -> dict[str, int]:
    try:
        ledger = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).split(b":")[1]
        return {ledger.decode("ascii"): decode_cursor(cursor, ledger.decode("ascii"))}
    except (ValueError, IndexError) as error:
        raise InvalidCursor("the cursor is not one of this service") from error
