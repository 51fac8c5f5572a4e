"""A witness: somebody else's machine that remembers what a log signed, and says when the log contradicts itself.

It reads a server over HTTP and keeps one file; it has no database, and runs where greffe keeps no register at all.
"""

from service.witness.book import Book, Kept, opened_book
from service.witness.http import HttpLog, Log, Unavailable
from service.witness.watch import Forked, Seen, Untrusted, Witness

__all__ = [
    "Book",
    "Forked",
    "HttpLog",
    "Kept",
    "Log",
    "Seen",
    "Unavailable",
    "Untrusted",
    "Witness",
    "opened_book",
]
