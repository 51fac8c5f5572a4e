"""Following the ledger: cursors, heads, and pages pulled by whoever reads, at the reader's own pace."""

from service.feed.cursor import CursorOfAnotherLedger, InvalidCursor, decode_cursor, encode_cursor
from service.feed.follow import (
    EACH_TOLD,
    HEARTBEAT,
    ORDINARY,
    AllCaughtUp,
    AllQuiet,
    Checkpoint,
    Followed,
    Following,
    Pace,
    Places,
)
from service.feed.heads import Heads
from service.feed.latest import HeadsUnknown, LatestHeads, Mark, Marks
from service.feed.pages import Pages
from service.feed.places import cursor_of, decode_places, encode_places
from service.feed.standby import Least, Standby, StandbyStanding, StandbyState

__all__ = [
    "EACH_TOLD",
    "HEARTBEAT",
    "ORDINARY",
    "AllCaughtUp",
    "AllQuiet",
    "Checkpoint",
    "CursorOfAnotherLedger",
    "Followed",
    "Following",
    "Heads",
    "HeadsUnknown",
    "InvalidCursor",
    "LatestHeads",
    "Least",
    "Mark",
    "Marks",
    "Pace",
    "Pages",
    "Places",
    "Standby",
    "StandbyStanding",
    "StandbyState",
    "cursor_of",
    "decode_cursor",
    "decode_places",
    "encode_cursor",
    "encode_places",
]
