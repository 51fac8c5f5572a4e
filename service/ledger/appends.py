"""What is asked of the writer, and what it answers."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent
from msgspec import Struct

from domain.core.entry import Draft, Entry
from service.database import Connection, Session


class CommandKey(Struct, frozen=True):
    """What makes a command known again: its id, the digest of its content, and what to answer then."""

    id: str
    digest: bytes
    outcome: bytes


class NewEntry(Struct, frozen=True):
    """An event to append, its visibility, and the decoded fact for the projections."""

    event: DCBEvent
    level: int = 0
    draft: Draft | None = None
    keys: tuple[str, ...] = ()
    """Under which the audit trail finds it."""


class Append(Struct, frozen=True, kw_only=True):
    """What one command appends, all of it or nothing."""

    ledger: str
    entries: tuple[NewEntry, ...]
    condition: DCBAppendCondition | None = None
    command: CommandKey | None = None
    reference_position: int = 0
    opens: str | None = None
    """The clock, REAL or SIMULATED, of the ledger that this opens; without meaning once there is an entry."""
    recorded_at: dt.datetime | None = None
    """On a SIMULATED ledger alone; None: the database's clock."""
    expected_position: int | None = None
    beside: Callable[[Session], Awaitable[None]] | None = None
    """What else is written in the same transaction: the vault's part of the command."""


class Appended(Struct, frozen=True):
    """Where a command's entries stand: ``first`` to ``last`` (first = last + 1 when there are none)."""

    first: int
    last: int
    recorded_at: dt.datetime | None
    """None when it was recorded before."""


class CommandKnown(Exception):
    """The command id was used before; carries what is kept of it."""

    def __init__(self, digest: bytes, first: int, last: int, outcome: bytes) -> None:
        super().__init__("the command id is known")
        self.digest, self.first, self.last, self.outcome = digest, first, last, outcome


class Conflict(Exception):
    """The boundary moved, or the ledger is not at the expected position: decide again."""

    def __init__(self, head: int) -> None:
        super().__init__(f"the boundary moved; the head is {head}")
        self.head = head


class LedgerNotOpen(Exception):
    """There is no such ledger, or it has no entry yet and this does not open it."""


class NotSimulated(Exception):
    """Only a SIMULATED ledger takes its time from the caller."""


class ProjectionOutdated(Exception):
    """The ledger was projected by another version: it takes no entry from this one before it is rebuilt."""

    def __init__(self, ledger: str, stored: int, running: int) -> None:
        super().__init__(
            f"ledger {ledger} is projected by version {stored}, this is version {running}: run `greffe rebuild`"
        )
        self.ledger, self.stored, self.running = ledger, stored, running


class OutcomeUnknown(Exception):
    """The database did not say whether the commit holds: ask again with the same command id."""


class Projectable(Struct, frozen=True):
    """What the projections apply as one step of the second clock."""

    ledger: str
    position: int
    """The step's last position."""
    entries: tuple[Entry, ...]
    erasures: int = 0
    """How many bodies of the ledger were erased before."""


class Projecting(Protocol):
    """What is being projected of one batch."""

    def work_out(self) -> None:
        """What its entries change, while they are being recorded."""

    async def write(self, connection: Connection) -> None:
        """Write it, in their transaction."""

    def recorded(self) -> None:
        """The transaction is committed."""


class Projections(Protocol):
    """What follows the ledger in the same transaction: projections/engine.py, or none in some tests."""

    @property
    def version(self) -> int:
        """That of the rows that it writes."""

    async def begin(self, connection: Connection, steps: Sequence[Projectable]) -> Projecting:
        """Take steps on, in order, before they are recorded; an error stops the batch."""


class Waiting(Struct):
    """A command that waits to be recorded, and the future that its clerk waits for."""

    append: Append
    done: "asyncio.Future[Appended]"

    def settle(self, result: Appended | BaseException) -> None:
        """Answer, unless answered already."""
        if self.done.done():
            return
        if isinstance(result, BaseException):
            self.done.set_exception(result)
        else:
            self.done.set_result(result)
