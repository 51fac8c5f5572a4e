"""The register held against itself: ``greffe verify --database``.

Everything is read in one snapshot (REPEATABLE READ, READ ONLY): readers and writers go on, and what they record
meanwhile is for the next time. Rows are streamed, so memory does not grow with the ledger.

It tells whether the database is consistent with itself. Somebody who may rewrite everything may also rewrite all that
it compares: against that, checkpoints are kept elsewhere (docs/security.md says which attack is caught by whom).
"""

import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from msgspec import Struct

from domain.core.identifiers import REFERENCE_LEDGER
from projections.noun import Noun
from projections.nouns import NOUNS, PROJECTION_VERSION
from service.database import Connection, guard, health
from service.ledger import LedgerNotOpen
from service.ledger.check.findings import Check, Difference, Findings, Flaw
from service.ledger.check.heads import StoredHead, headless, stored_heads
from service.ledger.check.people import people
from service.ledger.check.projected import Comparison
from service.ledger.check.sample import last_checkpoint, sample
from service.ledger.check.sweep import sweep
from service.ledger.check.trail import trail
from service.ledger.check.tree import Signers
from service.ledger.checkpoints import published_keys
from service.proof.keys import in_ledger
from service.proof.note import ED25519, NoteError, VerifierKey
from service.vault_keys import Kek

Told = Callable[[int, int], None]
"""Told how far it is, and how far it goes."""


class Report(Struct, frozen=True):
    """What the check of one ledger came to."""

    ledger: str
    """Empty: what belongs to no ledger."""
    entries: int
    looked_at: dict[Check, int]
    """How many of each kind were looked at."""
    differences: tuple[Difference, ...]
    """The first of each kind."""
    numbers: dict[Flaw, int]
    """How many there are of each kind that has any."""
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


async def published_signers(connection: Connection, ledger: str) -> Signers:
    """The keys of a ledger as the database publishes them; whoever may change it may add one."""
    keys = []
    for key in await published_keys(connection):
        with suppress(NoteError):  # a name that no key may bear: nothing can be signed with it
            keys.append(in_ledger(VerifierKey(key.name, ED25519, key.public), ledger))
    return Signers(keys, [])


@asynccontextmanager
async def snapshot(connection: Connection) -> AsyncIterator[dict[str, StoredHead]]:
    """The heads of all ledgers, of a moment that lasts for the block; nobody waits for it."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        yield await stored_heads(connection)


async def check_ledger(
    connection: Connection,
    heads: dict[str, StoredHead],
    ledger: str,
    *,
    signers: Signers | None = None,
    keks: Mapping[str, Kek] | None = None,
    progress: Told | None = None,
    nouns: Sequence[Noun] = NOUNS,
    version: int = PROJECTION_VERSION,
) -> Report:
    """Check one ledger whole, within a ``snapshot``; ``progress`` counts entries, their tags, and entries again.

    Checkpoints must be signed by one of ``signers``; without these, by a key that the database itself publishes.
    With ``keks``, the keys of the vault's file by id, each name is opened (and thrown away).

    Raises:
        LedgerNotOpen: there is no such ledger.
    """
    head = _head_of(heads, ledger)
    found, started = Findings(), time.perf_counter()
    counted = _Counted(progress, head.position * 3)
    signers = signers or await published_signers(connection, ledger)
    await sweep(connection, head, _reference_head(heads), signers, found, counted.add)
    if head.projection_version == version:
        counted.total = head.position + found.looked_at.get(Check.TAGS, 0)
        counted.total += head.position
        await Comparison(connection, ledger, nouns, found).run(counted.add)
        await trail(connection, head, found, counted.add)
    else:
        found.add(Flaw.ROWS_OUTDATED, 0, stored=head.projection_version, running=version)
    await people(connection, ledger, keks, found)
    counted.finish()
    return _report(head, found, time.perf_counter() - started)


async def glance_at_ledger(
    connection: Connection,
    heads: dict[str, StoredHead],
    ledger: str,
    *,
    seed: int,
    signers: Signers | None = None,
    nouns: Sequence[Noun] = NOUNS,
) -> Report:
    """Check the ends of one ledger and a sample of its entries, with the rows of their subjects.

    Raises:
        LedgerNotOpen: there is no such ledger.
    """
    head = _head_of(heads, ledger)
    found, started = Findings(), time.perf_counter()
    tags = await sample(connection, head, found, seed=seed)
    await last_checkpoint(connection, head, signers or await published_signers(connection, ledger), found)
    if head.projection_version == PROJECTION_VERSION:
        await Comparison(connection, ledger, nouns, found).of(tags)
    else:
        found.add(Flaw.ROWS_OUTDATED, 0, stored=head.projection_version, running=PROJECTION_VERSION)
    return _report(head, found, time.perf_counter() - started)


async def check_deployment(connection: Connection) -> Report:
    """What belongs to no open ledger: rows without a head, and the triggers that forbid changes."""
    found = Findings()
    found.saw(Check.GUARD, len(guard.APPEND_ONLY))
    for table in await health.disarmed_tables(connection):
        found.add(Flaw.TRIGGER_MISSING, 0, table=table)
    for table, ledger in await headless(connection):
        found.add(Flaw.HEAD_MISSING, 0, table=table, ledger=ledger)
    nowhere = StoredHead("", "", 0, "", PROJECTION_VERSION)
    return _report(nowhere, found, 0.0)


class _Counted:
    """Adds up progress of several passes."""

    def __init__(self, progress: Told | None, total: int) -> None:
        self._progress = progress
        self._done = 0
        self.total = total

    def add(self, number: int) -> None:
        """So many more."""
        self._done += number
        self.total = max(self.total, self._done)
        if self._progress is not None:
            self._progress(self._done, self.total)

    def finish(self) -> None:
        """There is no more."""
        if self._progress is not None:
            self._progress(self.total, self.total)


def _head_of(heads: dict[str, StoredHead], ledger: str) -> StoredHead:
    if ledger not in heads:
        raise LedgerNotOpen(ledger)
    return heads[ledger]


def _reference_head(heads: dict[str, StoredHead]) -> int:
    reference = heads.get(REFERENCE_LEDGER)
    return reference.position if reference else 0


def _report(head: StoredHead, found: Findings, seconds: float) -> Report:
    return Report(
        ledger=head.ledger,
        entries=head.position,
        looked_at=found.looked_at,
        differences=tuple(found.first),
        numbers=found.numbers,
        seconds=seconds,
    )
