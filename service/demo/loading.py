"""Records the story through the write door. Loading twice changes nothing; an interrupted loading goes on."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct, structs, to_builtins

from domain.core.command import Command
from domain.core.entry import Visibility
from domain.core.identifiers import REFERENCE_LEDGER
from domain.facts.registry import Clock
from domain.people import RegisterPerson
from domain.rectification import Rectify
from domain.register import Instruction
from domain.registry import LedgerAlreadyOpen, OpenLedger
from domain.seats import FillSeat
from service.access import Role, Viewer
from service.clerk import Answer, Clerk, Recorded, Refusals, RefusedCommand, Request
from service.clerk.refusals import ClockIsReal, ClockWouldGoBack
from service.demo.people import cast
from service.demo.sittings import DEMO_LEDGER, Correction, Sitting, day, paris
from service.demo.story import story
from service.demo.territory import territory
from service.people_in import with_people

Progress = Callable[[int, int, str], object]
"""Told after each step: steps done, steps in all, the step's title."""

REFERENCE_RECORDED_AT: Final = paris("2019-01-02 09:00")
"""Before the story begins, so that every commune has its name at every moment of it."""

_CLERK: Final = Viewer(Role.CLERK, frozenset({DEMO_LEDGER, REFERENCE_LEDGER}), Visibility.RESTRICTED, "demo")


class DemoReport(Struct, frozen=True, kw_only=True):
    """What the loading came to."""

    ledger: str
    sittings: int
    recorded: int
    """Entries recorded now in the authority's ledger; 0 when it had them all."""
    reference_recorded: int
    """The same in the reference ledger."""
    position: int
    """Of the last entry of the story."""
    people: int


class DemoRefused(Exception):
    """The write door refused a step of the story: the ledger holds something else, or the story is wrong."""

    def __init__(self, step: str, title: str, refusals: Sequence[RefusedCommand]) -> None:
        told = "; ".join(f"{r.path or 'request'}: {r.refusal.code} {to_builtins(r.refusal)}" for r in refusals)
        super().__init__(f"the demo's step {step} ({title}) was refused: {told}")
        self.step = step
        self.refusals = tuple(refusals)


async def load_demo(clerk: Clerk, *, progress: Progress | None = None) -> DemoReport:
    """Open both ledgers and record what is not yet there of the territory and of the story.

    Raises:
        DemoRefused: a step was refused; what came before it is recorded.
        OutcomeUnknown: the database did not answer; load again.
    """
    tell = progress or (lambda *_: None)
    chunks, sittings = territory(), story()
    steps = len(chunks) + len(sittings) + 1
    reference_recorded = await _load_reference(clerk, chunks, lambda done, title: tell(done, steps, title))
    telling = _Telling(clerk)
    for done, sitting in enumerate(sittings, start=len(chunks) + 2):
        await telling.record(sitting)
        tell(done, steps, sitting.title)
    return DemoReport(
        ledger=DEMO_LEDGER,
        sittings=len(sittings),
        recorded=telling.recorded,
        reference_recorded=reference_recorded,
        position=telling.position,
        people=len(telling.people),
    )


# -- the reference ledger ----------------------------------------------------------------------------------------------


async def _load_reference(
    clerk: Clerk, chunks: Sequence[tuple[str, str, Sequence[Command]]], tell: Callable[[int, str], object]
) -> int:
    opening = OpenLedger(on=day("2019-01-01"), clock=Clock.SIMULATED)
    steps: list[tuple[str, str, Sequence[Command]]] = [("opening", "ouverture", (opening,)), *chunks]
    recorded = 0
    for done, (key, name, commands) in enumerate(steps, start=1):
        title = f"Territoire : {name}"
        answer = await _record_reference(clerk, key, commands)
        if isinstance(answer, Recorded):
            recorded += 0 if answer.replayed else _entries(answer)
        elif not _opened_otherwise(answer):
            raise DemoRefused(f"FR/{key}", title, answer.refusals)
        tell(done, title)
    return recorded


async def _record_reference(clerk: Clerk, key: str, commands: Sequence[Command]) -> Answer:
    """In the story's past; where the ledger is already beyond it or keeps real time, now."""
    past = await _ask(clerk, REFERENCE_LEDGER, f"demo-{key}", commands, REFERENCE_RECORDED_AT)
    if isinstance(past, Recorded) or not _too_late(past):
        return past
    return await _ask(clerk, REFERENCE_LEDGER, f"demo-{key}-late", commands, None)


def _too_late(answer: Refusals) -> bool:
    return all(isinstance(refused.refusal, ClockIsReal | ClockWouldGoBack) for refused in answer.refusals)


def _opened_otherwise(answer: Refusals) -> bool:
    """The reference ledger may have been opened before, and with a real clock."""
    return all(isinstance(refused.refusal, LedgerAlreadyOpen) for refused in answer.refusals)


# -- the authority's ledger --------------------------------------------------------------------------------------------


class _Telling:
    """The story as far as it is told: the ids that the register gave, and where each seat's filling was recorded."""

    def __init__(self, clerk: Clerk) -> None:
        self.people: dict[str, str] = {}
        self.recorded = 0
        self.position = 0
        self._clerk = clerk
        self._filled: dict[tuple[str, str, str], int] = {}
        # The register keeps aliases beside a command's outcome: they must not be names.
        self._aliases = {f"${who.key}": f"$demo-{number:03}" for number, who in enumerate(cast(), start=1)}
        self._keys = {alias: key for key, alias in self._aliases.items()}

    async def record(self, sitting: Sitting) -> None:
        """Record a sitting, or learn what it came to the first time."""
        commands = [self._told(command) for command in sitting.commands]
        answer = await _ask(self._clerk, DEMO_LEDGER, f"demo-{sitting.key}", commands, sitting.recorded_at)
        if isinstance(answer, Refusals):
            raise DemoRefused(sitting.key, sitting.title, answer.refusals)
        self.people |= {self._keys[alias]: person for alias, person in answer.people.items()}
        self.recorded += 0 if answer.replayed else _entries(answer)
        self.position = max(self.position, answer.last)
        for command, step in zip(sitting.commands, answer.steps, strict=True):
            if isinstance(command, FillSeat) and step.positions:
                self._filled[sitting.key, command.body, command.seat] = step.positions[-1]

    def _told(self, command: Instruction | Correction) -> Instruction:
        """The command as the write door takes it."""
        if isinstance(command, Correction):
            entry = self._filled[command.sitting, command.body, command.seat]
            replacement = tuple(self._named(c) for c in command.replacement)
            return Rectify(entry=entry, reason=command.reason, act=command.act, replacement=replacement)
        return command if isinstance(command, Rectify) else self._named(command)

    def _named(self, command: Command) -> Command:
        """A person's key becomes an alias when the person is registered, the id that the register gave afterwards."""
        if isinstance(command, RegisterPerson):
            return structs.replace(command, person=self._aliases[command.person])
        return with_people(command, lambda key: self.people.get(key) or self._aliases[key])


async def _ask(
    clerk: Clerk, ledger: str, command_id: str, commands: Sequence[Instruction], recorded_at: dt.datetime | None
) -> Answer:
    request = Request(ledger=ledger, instructions=tuple(commands), command_id=command_id, recorded_at=recorded_at)
    return await clerk.record(_CLERK, request)


def _entries(answer: Recorded) -> int:
    return sum(len(step.positions) for step in answer.steps)
