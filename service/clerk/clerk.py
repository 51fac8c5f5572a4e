"""The clerk: what stands between a request and the ledger."""

import asyncio
import datetime as dt
import hashlib
import hmac
import random
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct, structs, to_builtins

from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from domain.core.notices import Refusal
from domain.people import ChangePersonDetails, RegisterPerson
from domain.rectification import Rectify
from domain.register import Instruction, RefusedAt, Step, decide
from domain.registry import OpenLedger
from domain.territory import TerritoryCommand
from projections.nouns import PROJECTION_VERSION
from service import vault
from service.access import Permission, Viewer
from service.clerk.aliases import resolve
from service.clerk.answers import Answer, Outcome, Recorded, Refusals, RefusedCommand, warned
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
)
from service.proof.canonical import canonical

COMMANDS_AT_ONCE: Final = 1000
ATTEMPTS: Final = 20
"""Times that a decision is made again when others record in the same place."""

_COMMAND_ID: Final = re.compile(r"[\x20-\x7e\u00a0-\ud7ff]{1,200}")


class Request(Struct, frozen=True, kw_only=True):
    """A list of commands to record in one ledger, all together or not at all."""

    ledger: str
    instructions: tuple[Instruction, ...]
    command_id: str
    expected_position: int | None = None
    recorded_at: dt.datetime | None = None
    """For a SIMULATED ledger alone."""


class Clerk:
    """Records requests. One per process."""

    def __init__(self, pool: Pool, writer: Writer, secret: bytes) -> None:
        self._pool = pool
        self._writer = writer
        self._secret = secret

    async def record(self, viewer: Viewer, request: Request) -> Answer:
        """Record a request, or say why not. The same command id again gives the first answer.

        Raises:
            OutcomeUnknown: the database did not say whether it was recorded; ask again with the same command id.
        """
        refusal = self._inadmissible(viewer, request)
        if refusal is not None:
            return _refused(refusal)
        try:
            instructions, people = resolve(request.instructions, self._secret, request.ledger, request.command_id)
            return await self._record(viewer, request, tuple(instructions), people)
        except RefusedAt as refused:
            path = "commands" if refused.index is None else f"commands.{refused.index}"
            return Refusals(tuple(RefusedCommand(path, r) for r in refused.refusals))
        except CommandKnown as known:
            return self._replayed(request, known)

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
        digest = self._digest(request)
        head: Head | None = None
        for attempt in range(ATTEMPTS):
            async with self._pool.acquire() as connection:
                sight = await see(connection, request.ledger, instructions)
                head = sight.head
                refusal = await self._untimely(connection, request, instructions, head)
                if refusal is not None:
                    await self._check_known(connection, request)
                    return _refused(refusal)
                unchanged = await _unchanged(connection, request.ledger, instructions)
            try:
                steps = decide(instructions, sight.history, sight.memberships)
            except RefusedAt:
                async with self._pool.acquire() as connection:
                    await self._check_known(connection, request)
                raise
            steps = tuple(Step((), ()) if i in unchanged else step for i, step in enumerate(steps))
            try:
                return await self._append(viewer, request, instructions, people, digest, sight, steps)
            except Conflict as conflict:
                if request.expected_position not in (None, conflict.head):
                    assert request.expected_position is not None
                    return _refused(PositionMoved(expected=request.expected_position, head=conflict.head))
                await asyncio.sleep(random.uniform(0, 0.002) * attempt)  # noqa: S311 - spreads contenders out
        return _refused(TooManyConflicts(attempts=ATTEMPTS))

    async def _check_known(self, connection: Session, request: Request) -> None:
        """A retry is answered as the first time, even when it would be refused by now."""
        known = await Reader(connection).command(request.ledger, request.command_id)
        if known is not None:
            raise known

    async def _untimely(
        self, connection: Session, request: Request, instructions: Sequence[Instruction], head: Head
    ) -> Refusal | None:
        """What is wrong with where or when the request would be recorded."""
        opening = next((i for i in instructions if isinstance(i, OpenLedger)), None)
        clock = head.clock
        if not head.position:
            if opening is None:
                known = tuple(name for name, h in (await Reader(connection).heads()).items() if h.position)
                return LedgerNotOpened(ledger=request.ledger, known=known)
            clock = opening.clock
            await open_ledger(connection, request.ledger, clock)
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
        people: dict[str, str],
        digest: bytes,
        sight: Sight,
        steps: tuple[Step, ...],
    ) -> Recorded:
        cautions = [tuple(warned(caution) for caution in step.cautions) for step in steps]
        outcome = Outcome(tuple((len(s.drafts), c) for s, c in zip(steps, cautions, strict=True)), people)
        entries: list[NewEntry] = []
        for index, step in enumerate(steps):
            command = CommandRef(request.command_id, index)
            for number, draft in enumerate(step.drafts):
                said = cautions[index] if number == 0 else ()
                by = viewer.token_id or viewer.role.value
                entries.append(new_entry(draft, recorded_by=by, command=command, warnings=said))
        appended = await self._writer.append(
            Append(
                ledger=request.ledger,
                entries=tuple(entries),
                condition=condition_of(sight.boundary, sight.head.position) if sight.boundary.tags else None,
                command=CommandKey(request.command_id, digest, outcome.encode()),
                reference_position=sight.reference_position,
                recorded_at=request.recorded_at,
                expected_position=request.expected_position,
                beside=_vault_writes(request.ledger, instructions, steps),
            )
        )
        return _recorded(request, outcome, appended)

    def _digest(self, request: Request) -> bytes:
        """What the request says, keyed: it may carry names, which a plain hash would let one guess."""
        said = [
            request.ledger,
            request.recorded_at.isoformat() if request.recorded_at else None,
            [[type(i).__name__, to_builtins(i)] for i in request.instructions],
        ]
        return hmac.new(self._secret, canonical(said), hashlib.sha256).digest()

    def _replayed(self, request: Request, known: CommandKnown) -> Answer:
        if not hmac.compare_digest(known.digest, self._digest(request)):
            return _refused(CommandIdReused(command_id=request.command_id))
        appended = Appended(known.first, known.last, None)
        return structs.replace(_recorded(request, Outcome.decode(known.outcome), appended), replayed=True)


def _misplaced(instruction: Instruction, ledger: str) -> Refusal | None:
    """Territory goes to the reference ledger, everything else to an authority's own."""
    commands = instruction.replacement if isinstance(instruction, Rectify) else (instruction,)
    for command in commands:
        of_reference = isinstance(command, TerritoryCommand)
        if not isinstance(command, OpenLedger) and of_reference != (ledger == REFERENCE_LEDGER):
            belongs = REFERENCE_LEDGER if of_reference else "SIREN"
            return WrongLedger(command=type(command).__name__, ledger=ledger, belongs=belongs)
    return None


async def open_ledger(connection: Session, ledger: str, clock: str) -> None:
    """Make the head row that the first entry needs; a ledger without an entry is not open yet."""
    await connection.execute(
        """
        INSERT INTO ledger_head (ledger_id, clock, projection_version) VALUES ($1, $2, $3)
        ON CONFLICT (ledger_id) DO UPDATE SET clock = excluded.clock WHERE ledger_head.position = 0
        """,
        ledger,
        clock,
        PROJECTION_VERSION,
    )


async def _unchanged(connection: Session, ledger: str, instructions: Iterable[Instruction]) -> set[int]:
    """The changes of details that would change nothing in the vault: already true."""
    asked = {i: c for i, c in enumerate(instructions) if isinstance(c, ChangePersonDetails)}
    if not asked:
        return set()
    kept = await vault.personal(connection, ledger, [c.person for c in asked.values()])
    return {i for i, c in asked.items() if kept.get(c.person) == _personal(c)}


def _personal(command: RegisterPerson | ChangePersonDetails) -> vault.Personal:
    return vault.Personal(
        given_name=command.given_name,
        family_name=command.family_name,
        birth_year=command.birth_year,
        public_email=command.public_email,
    )


def _vault_writes(
    ledger: str, instructions: Sequence[Instruction], steps: Sequence[Step]
) -> Callable[[Session], Awaitable[None]] | None:
    people = [
        (command.person, _personal(command))
        for command, step in zip(instructions, steps, strict=True)
        if step.drafts and isinstance(command, RegisterPerson | ChangePersonDetails)
    ]
    return (lambda connection: vault.keep(connection, ledger, people)) if people else None


def _recorded(request: Request, outcome: Outcome, appended: Appended) -> Recorded:
    return Recorded(
        ledger=request.ledger,
        command_id=request.command_id,
        first=appended.first,
        last=appended.last,
        recorded_at=appended.recorded_at,
        steps=outcome.positions_from(appended.first),
        people=outcome.people,
    )


def _refused(refusal: Refusal) -> Refusals:
    return Refusals((RefusedCommand("", refusal),))
