"""What an import of people asks of the register, and the door through which it records: the clerk, or a rehearsal."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Final

from domain.core.command import Command
from domain.core.entry import Visibility
from domain.core.identifiers import REFERENCE_LEDGER
from projections.organizations import members
from projections.people import held_by
from projections.query import View
from projections.territory import communes_of_epcis
from service.access import Permission, Viewer
from service.clerk import Answer, Clerk, Rehearsal, Request
from service.clerk.refusals import LedgerNotOpened, WritingNotAllowed
from service.database import Pool
from service.imports.identity import Crowd
from service.imports.runner import ImportStopped, Report
from service.ledger import OutcomeUnknown, Reader
from service.vault import Vault, marking_secret

TRIES: Final = 4


class Importer:
    """One import into an authority's ledger. ``dry_run``: everything is decided, and nothing recorded or kept."""

    def __init__(self, pool: Pool, clerk: Clerk, vault: Vault, viewer: Viewer, ledger: str, *, dry_run: bool) -> None:
        self.pool, self.vault, self.viewer, self.ledger, self.dry_run = pool, vault, viewer, ledger, dry_run
        self._clerk = clerk
        self._door: Clerk | Rehearsal = Rehearsal(clerk) if dry_run else clerk

    def rehearsing(self) -> "Importer":
        """The same, as a dry run."""
        return Importer(self.pool, self._clerk, self.vault, self.viewer, self.ledger, dry_run=True)

    async def admit(self) -> None:
        """Look whether the viewer may import here, before a file is read and names are looked at.

        Raises:
            ImportStopped: only a clerk may, and only into a ledger that is open.
        """
        if not self.viewer.may(Permission.RECORD, self.ledger):
            raise ImportStopped([WritingNotAllowed(ledger=self.ledger[:40])], Report())
        async with self.pool.acquire() as connection:
            heads = {name for name, head in (await Reader(connection).heads()).items() if head.position}
        if self.ledger not in heads:
            known = tuple(sorted(heads))
            raise ImportStopped([LedgerNotOpened(ledger=self.ledger[:40], known=known)], Report())

    async def record(
        self, commands: Sequence[Command], command_id: str, marks: dict[str, tuple[str, ...]] | None = None
    ) -> Answer:
        """Record, or rehearse; when the database did not say whether it did, ask again."""
        request = Request(
            ledger=self.ledger, instructions=tuple(commands), command_id=command_id, marks=dict(marks or {})
        )
        for attempt in range(TRIES - 1):
            try:
                return await self._door.record(self.viewer, request)
            except OutcomeUnknown:
                await asyncio.sleep(attempt)
        return await self._door.record(self.viewer, request)

    async def crowd(self) -> Crowd:
        """Everybody whom the register knows by name, and what they hold."""
        secret = await marking_secret(self.pool, self.ledger)
        kept = await self.vault.personal(self.pool, self.ledger, None)
        view, _ = await self._views()
        async with self.pool.acquire() as connection:
            held = await held_by(connection, view, list(kept)) if kept else {}
        return Crowd.of(secret, kept, held)

    async def perimeter(self, on: dt.date) -> frozenset[str]:
        """The members on a day, and the communes of those that are EPCIs."""
        view, reference = await self._views()
        async with self.pool.acquire() as connection:
            names = [member.organization for member in await members(connection, view, on)]
            communes = await communes_of_epcis(connection, names, on, reference)
        return frozenset((*names, *communes))

    async def view(self) -> View:
        """The ledger as a clerk sees it by now."""
        view, _ = await self._views()
        return view

    async def keep_marks(self, crowd: Crowd, who: str, marks: Sequence[str]) -> None:
        """Let somebody be known again by these marks."""
        fresh = crowd.mark(crowd.people[who], marks)
        if fresh and not self.dry_run:
            await self.vault.mark(self.pool, self.ledger, who, fresh)

    async def _views(self) -> tuple[View, int]:
        """What is known by now, and the position of the reference ledger."""
        async with self.pool.acquire() as connection:
            heads = await Reader(connection).heads_of((self.ledger, REFERENCE_LEDGER))
        reference = heads[REFERENCE_LEDGER].position if REFERENCE_LEDGER in heads else 0
        position = heads[self.ledger].position if self.ledger in heads else 0
        return View(self.ledger, position, Visibility.RESTRICTED.level), reference
