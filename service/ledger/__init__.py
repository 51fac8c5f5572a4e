"""The ledger: eventsourcing's DCB contract on asyncpg, one gapless list of entries for each authority.

``envelope`` makes the hashed bytes, ``conditions`` decides whether a boundary moved, ``writer`` appends by group
commit, ``reader`` reads. Nothing else in the project imports eventsourcing.
"""

from service.ledger.appends import (
    Append,
    Appended,
    CommandKey,
    CommandKnown,
    Conflict,
    LedgerNotOpen,
    NewEntry,
    NotSimulated,
    OutcomeUnknown,
    Projectable,
    ProjectionOutdated,
    Projections,
)
from service.ledger.conditions import condition_of
from service.ledger.envelope import Body, CommandRef, Header, UnknownFact, Warned, new_entry, with_whole_body
from service.ledger.reader import Head, Reader, StoredEntry
from service.ledger.writer import Writer

__all__ = [
    "Append",
    "Appended",
    "Body",
    "CommandKey",
    "CommandKnown",
    "CommandRef",
    "Conflict",
    "Head",
    "Header",
    "LedgerNotOpen",
    "NewEntry",
    "NotSimulated",
    "OutcomeUnknown",
    "Projectable",
    "ProjectionOutdated",
    "Projections",
    "Reader",
    "StoredEntry",
    "UnknownFact",
    "Warned",
    "Writer",
    "condition_of",
    "new_entry",
    "with_whole_body",
]
