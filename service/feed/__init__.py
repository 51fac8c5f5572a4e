"""Following the ledger: cursors, heads, and pages pulled by whoever reads, at the reader's own pace."""

from service.feed.cursor import CursorOfAnotherLedger, InvalidCursor, decode_cursor, encode_cursor
from service.feed.heads import Heads
from service.feed.latest import HeadsUnknown, LatestHeads, Mark, Marks
from service.feed.pull import CaughtUp, Heartbeat, Pulled, pull

__all__ = [
    "CaughtUp",
    "CursorOfAnotherLedger",
    "Heads",
    "HeadsUnknown",
    "Heartbeat",
    "InvalidCursor",
    "LatestHeads",
    "Mark",
    "Marks",
    "Pulled",
    "decode_cursor",
    "encode_cursor",
    "pull",
]
