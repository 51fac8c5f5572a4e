"""The clerk: what stands between a request and the ledger."""

import asyncio
import contextlib
import datetime as dt
import hmac
import random
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct, structs

from domain.core.entry import Draft, Entry
from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from domain.core.notices import Refusal
from domain.erasure import RedactEntry
from domain.facts.erasure import BodyErased
from domain.rectification import Rectify
from domain.register import Instruction, RefusedAt, Step, decide
from domain.registry import OpenLedger
from domain.territory import TerritoryCommand
from service.access import Permission, Viewer
from service.clerk.aliases import resolve
from service.clerk.answers import Answer, Outcome, Recorded, Refusals, RefusedCommand, warned
from service.clerk.cautions import repeatable
from service.clerk.digest import digest_of
from service.clerk.names import unchanged, vault_writes
from service.clerk.reading import Sight, see
from service.clerk.refusals import (
    ClockIsReal,
    ClockWouldGoBack,
    CommandIdReused,
    InvalidCommandId,
    InvalidLedgerId,
    LedgerNotOpened,
    NoCommands,
    PositionMoved,
    TooManyCommands,
    TooManyConflicts,
    WritingNotAllowed,
    WrongLedger,
)
from service.database import Pool, Session
from service.ledger import (
    Append,
    Appended,
    CommandKey,
    CommandKnown,
    CommandRef,
    Conflict,
    Head,
    NewEntry,
    Reader,
    Writer,
    condition_of,
    new_entry,
    with_whole_body,
)
from service.vault import Vault

COMMANDS_AT_ONCE: Final = 1000
ATTEMPTS_AT_WILL: Final = 3
"""Times that a decision is made, others recording in the same place, before it takes its turn..."""
ATTEMPTS: Final = 20
"""... and after: others may still come first, from other processes or for the first time."""

_COMMAND_ID: Final = re.compile(r"[\x20-\x7e\u00a0-\ud7ff]{1,200}")


class Request(Struct, frozen=True, kw_only=True):
    """A list of commands to record in one ledger, all together or not at all."""

    ledger: str
    instructions: tuple[Instruction, ...]
    command_id: str
    expected_position: int | None = None
    recorded_at: dt.datetime | None = None
    """For a SIMULATED ledger alone."""
    marks: Mapping[str, tuple[str, ...]] = {}
    """For the people whom the list registers, by alias: what an import knows them again by, kept with their names."""


class Clerk:
    """Records requests. One per process."""

    def __init__(self, pool: Pool, writer: Writer, secret: bytes, vault: Vault) -> None:
        self._pool = pool
        self._writer = writer
        self._secret = secret
        self._vault = vault
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def record(self, viewer: Viewer, request: Request) -> Answer:
        """Record a request, or say why not. The same command id again gives the first answer.

        Raises:
            OutcomeUnknown: the database did not say whether it was recorded; ask again with the same command id.
        """
        return await self._answer(viewer, request, partial(self._record, viewer, request))

    async def rehearse(self, viewer: Viewer, request: Request, before: Sequence[Entry]) -> tuple[Answer, list[Entry]]:
        """What ``record`` would answer now if ``before`` were recorded already, and its entries; appends nothing."""
        entries: list[Entry] = []

        async def decided(instructions: tuple[Instruction, ...], people: dict[str, str]) -> Answer:
            found = await self._decide(request, instructions, before)
            if isinstance(found, Refusals):
                return found
            sight, steps = found
            drafts = [draft for step in steps for draft in step.drafts]
            first = sight.head.position + 1
            entries.extend(Entry.of(draft, first + place) for place, draft in enumerate(drafts))
            appended = Appended(first, sight.head.position + len(drafts), None)
            return _recorded(request, _outcome(steps), appended, people)

        return await self._answer(viewer, request, decided), entries

    async def _answer(
        self,
        viewer: Viewer,
        request: Request,
        record: Callable[[tuple[Instruction, ...], dict[str, str]], Awaitable[Answer]],
    ) -> Answer:
        refusal = self._inadmissible(viewer, request)
        if refusal is not None:
            return _refused(refusal)
        people: dict[str, str] = {}
        try:
            instructions, people = resolve(request.instructions, self._secret, request.ledger, request.command_id)
            async with self._pool.acquire() as connection:
                await self._check_known(connection, request)
            return await record(tuple(instructions), people)
        except RefusedAt as refused:
            path = "commands" if refused.index is None else f"commands.{refused.index}"
            return Refusals(tuple(RefusedCommand(path, r) for r in refused.refusals))
        except CommandKnown as known:
            return self._replayed(request, known, people)

    def _inadmissible(self, viewer: Viewer, request: Request) -> Refusal | None:
        """What is wrong with the request before any fact is looked at."""
        ledger = request.ledger
        if ledger != REFERENCE_LEDGER and not is_siren(ledger):
            return InvalidLedgerId(ledger=ledger[:40])
        if not viewer.may(Permission.RECORD, ledger):
            return WritingNotAllowed(ledger=ledger)
        if not _COMMAND_ID.fullmatch(request.command_id):
            return InvalidCommandId()
        if not request.instructions:
            return NoCommands()
        for instruction in request.instructions:
            if (misplaced := _misplaced(instruction, ledger)) is not None:
                return misplaced
        if len(request.instructions) > COMMANDS_AT_ONCE:
            return TooManyCommands(count=len(request.instructions), limit=COMMANDS_AT_ONCE)
        return None

    async def _record(
        self, viewer: Viewer, request: Request, instructions: tuple[Instruction, ...], people: dict[str, str]
    ) -> Answer:
        """Decide and append; again when others recorded in the same place, then one at a time in this process."""
        for _ in range(ATTEMPTS_AT_WILL):
            with contextlib.suppress(Conflict):
                return await self._attempt(viewer, request, instructions, people)
        async with self._turns[request.ledger]:
            for attempt in range(ATTEMPTS):
                with contextlib.suppress(Conflict):
                    return await self._attempt(viewer, request, instructions, people)
                await asyncio.sleep(random.uniform(0, 0.002) * attempt)  # noqa: S311 - spreads contenders out
        return _refused(TooManyConflicts(attempts=ATTEMPTS_AT_WILL + ATTEMPTS))

    async def _attempt(
        self, viewer: Viewer, request: Request, instructions: tuple[Instruction, ...], people: dict[str, str]
    ) -> Answer:
        decided = await self._decide(request, instructions)
        if isinstance(decided, Refusals):
            return decided
        sight, steps = decided
        try:
            return await self._append(viewer, request, instructions, people=people, sight=sight, steps=steps)
        except Conflict as conflict:
            if (expected := request.expected_position) is not None and expected != conflict.head:
                return _refused(PositionMoved(expected=expected, head=conflict.head))
            raise

    async def _decide(
        self, request: Request, instructions: tuple[Instruction, ...], before: Sequence[Entry] = ()
    ) -> tuple[Sight, tuple[Step, ...]] | Refusals:
        """What the list comes to on what is recorded, and on what a rehearsal decided ``before``."""
        async with self._pool.acquire() as connection:
            sight = await see(connection, request.ledger, instructions, before)
            refusal = await self._untimely(connection, request, instructions, sight.head)
            if refusal is not None:
                await self._check_known(connection, request)
                return _refused(refusal)
            kept = await unchanged(connection, self._vault, request.ledger, instructions)
        try:
            steps = decide(instructions, sight.history, sight.memberships)
        except RefusedAt:
            async with self._pool.acquire() as connection:
                await self._check_known(connection, request)
            raise
        return sight, tuple(Step((), ()) if i in kept else step for i, step in enumerate(steps))

    async def _check_known(self, connection: Session, request: Request) -> None:
        """A retry is answered as the first time, even when it would be refused by now."""
        known = await Reader(connection).command(request.ledger, request.command_id)
        if known is not None:
            raise known

    async def _untimely(
        self, connection: Session, request: Request, instructions: Sequence[Instruction], head: Head
    ) -> Refusal | None:
        """What is wrong with where or when the request would be recorded."""
        opening, clock = instructions[0], head.clock
        if not head.position:
            if not isinstance(opening, OpenLedger):
                known = tuple(name for name, h in (await Reader(connection).heads()).items() if h.position)
                return LedgerNotOpened(ledger=request.ledger, known=known)
            clock = opening.clock
        if request.expected_position not in (None, head.position):
            assert request.expected_position is not None
            return PositionMoved(expected=request.expected_position, head=head.position)
        if request.recorded_at is None:
            return None
        if clock != "SIMULATED":
            return ClockIsReal(ledger=request.ledger)
        if head.recorded_at is not None and request.recorded_at < head.recorded_at:
            return ClockWouldGoBack(recorded_at=request.recorded_at, head=head.recorded_at)
        return None

    async def _append(
        self,
        viewer: Viewer,
        request: Request,
        instructions: tuple[Instruction, ...],
        *,
        people: dict[str, str],
        sight: Sight,
        steps: tuple[Step, ...],
    ) -> Recorded:
        repeated = repeatable(instructions, sight.history, sight.memberships, steps)
        outcome = _outcome(steps)
        steps = await self._completed(request.ledger, steps)
        entries: list[NewEntry] = []
        for index, step in enumerate(steps):
            command = CommandRef(request.command_id, index)
            for number, draft in enumerate(step.drafts):
                said = tuple(warned(caution) for caution in repeated[index]) if number == 0 else ()
                by = viewer.token_id or viewer.role.value
                entries.append(new_entry(draft, recorded_by=by, command=command, warnings=said))
        appended = await self._writer.append(
            Append(
                ledger=request.ledger,
                entries=tuple(entries),
                condition=condition_of(sight.boundary, sight.head.position),
                command=CommandKey(request.command_id, self._digest(request), outcome.encode()),
                reference_position=sight.reference_position,
                opens=_opens(instructions, sight.head),
                recorded_at=request.recorded_at,
                expected_position=request.expected_position,
                beside=vault_writes(
                    self._vault,
                    request.ledger,
                    instructions,
                    steps,
                    {people[alias]: marks for alias, marks in request.marks.items()},
                ),
            )
        )
        return _recorded(request, outcome, appended, people)

    async def _completed(self, ledger: str, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Erasures say what remains of a body: the stored one is needed for that. It cannot change meanwhile: the
        condition fails when another erasure comes first."""
        erased = [d.fact.entry for step in steps for d in step.drafts if isinstance(d.fact, BodyErased)]
        if not erased:
            return steps
        async with self._pool.acquire() as connection:
            stored = await Reader(connection).at(ledger, erased)

        def whole(draft: Draft) -> Draft:
            if not isinstance(draft.fact, BodyErased):
                return draft
            return structs.replace(draft, fact=with_whole_body(draft.fact, stored[draft.fact.entry].body or b"{}"))

        return tuple(structs.replace(step, drafts=tuple(map(whole, step.drafts))) for step in steps)

    def _digest(self, request: Request) -> bytes:
        """What makes the request known again; not the position that it expects, which a retry may leave out."""
        return digest_of(self._secret, request.ledger, request.recorded_at, request.instructions)

    def _replayed(self, request: Request, known: CommandKnown, people: dict[str, str]) -> Answer:
        """The first answer, given again; people's ids follow from the command id and are kept nowhere."""
        if not hmac.compare_digest(known.digest, self._digest(request)):
            return _refused(CommandIdReused(command_id=request.command_id))
        appended = Appended(known.first, known.last, None)
        recorded = _recorded(request, Outcome.decode(known.outcome), appended, people)
        return structs.replace(recorded, replayed=True)


def _outcome(steps: Sequence[Step]) -> Outcome:
    return Outcome(tuple((len(step.drafts), tuple(map(warned, step.cautions))) for step in steps))


def _opens(instructions: Sequence[Instruction], head: Head) -> str | None:
    """The clock of the ledger that a list opens, if it does."""
    first = instructions[0]
    return first.clock.value if isinstance(first, OpenLedger) and not head.position else None


def _misplaced(instruction: Instruction, ledger: str) -> Refusal | None:
    """Territory goes to the reference ledger, everything else to an authority's own."""
    commands = instruction.replacement if isinstance(instruction, Rectify) else (instruction,)
    for command in commands:
        of_reference = isinstance(command, TerritoryCommand)
        if not isinstance(command, OpenLedger | RedactEntry) and of_reference != (ledger == REFERENCE_LEDGER):
            belongs = REFERENCE_LEDGER if of_reference else "SIREN"
            return WrongLedger(command=type(command).__name__, ledger=ledger, belongs=belongs)
    return None


def _recorded(request: Request, outcome: Outcome, appended: Appended, people: dict[str, str]) -> Recorded:
    return Recorded(
        ledger=request.ledger,
        command_id=request.command_id,
        first=appended.first,
        last=appended.last,
        recorded_at=appended.recorded_at,
        steps=outcome.positions_from(appended.first),
        people=people,
    )


def _refused(refusal: Refusal) -> Refusals:
    return Refusals((RefusedCommand("", refusal),))
