"""One entry after the other: no position missing, time never back, and steps that hang together."""

from asyncpg import Record
from msgspec import Struct

from service.ledger.check.entry import Told
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.heads import StoredHead
from service.ledger.envelope import Header


class Step(Struct, frozen=True):
    """What was recorded together: one step of the second clock."""

    first: int
    last: int
    recorded_at: str
    commands: frozenset[str]
    """Ids of the commands that its readable bodies name."""


class Succession:
    """Told every entry of a ledger in order of position."""

    def __init__(self, head: StoredHead, reference_head: int, found: Findings) -> None:
        self._head = head
        self._reference_head = reference_head
        self._found = found
        self._last = 0
        self._recorded_at: str | None = None
        self._step: Step | None = None

    def add(self, row: Record, told: Told) -> Step | None:
        """The next entry; returns the step that it ends, if it ends one."""
        position: int = row["position"]
        self._found.saw(Check.POSITIONS)
        if position != self._last + 1:
            self._found.add(Flaw.POSITION_MISSING, self._last + 1, until=position - 1)
            self._step = None
        if self._recorded_at is not None and row["recorded_at"] < self._recorded_at:
            self._found.add(Flaw.TIME_BACK, position)
        self._last, self._recorded_at = position, row["recorded_at"]
        if told.header is None:
            self._step = None
            return None
        if told.header.reference_position > self._reference_head:
            said = told.header.reference_position
            self._found.add(Flaw.HEADER_REFERENCE, position, said=said, head=self._reference_head)
        self._step = self._with(told.header, position, told)
        if self._step.last != position:
            return None
        ended, self._step = self._step, None
        return ended

    def _with(self, header: Header, position: int, told: Told) -> Step:
        """The step that the entry belongs to: the one that goes on, or a new one."""
        named = frozenset({told.body.command.id}) if told.body else frozenset()
        step, end = self._step, header.step_end
        if step is None:
            self._found.saw(Check.STEPS)
            if not position <= end <= self._head.position:
                self._found.add(Flaw.STEP_END, position, said=end)
            return Step(position, max(end, position), header.recorded_at, named)
        if end != step.last:
            self._found.add(Flaw.STEP_END, position, said=end)
        if header.recorded_at != step.recorded_at:
            self._found.add(Flaw.STEP_TIME, position)
        return Step(step.first, step.last, step.recorded_at, step.commands | named)

    def end(self) -> None:
        """After the last entry: the head must stand there."""
        self._found.saw(Check.HEAD)
        head = self._head
        if head.position > self._last:
            self._found.add(Flaw.HEAD_AHEAD, self._last + 1, head=head.position, last=self._last)
        elif head.position < self._last:
            self._found.add(Flaw.HEAD_BEHIND, head.position + 1, head=head.position, last=self._last)
        elif head.position and head.recorded_at != self._recorded_at:
            self._found.add(Flaw.HEAD_TIME, head.position)
