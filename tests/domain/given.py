"""Given, when, then: a ledger in memory that decides as the clerk does, and what it came to.

    given(*AUTHORITY).when(FillSeat(...)).then(SeatFilled(...))
    given(*AUTHORITY).when(FillSeat(...)).refused(UnknownSeat, at=0)

Every decision is made twice: on the entries within its boundary, as the service makes it, and on everything recorded.
Both must come to the same; otherwise the boundary forgets something.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from domain.core.boundary import Boundary
from domain.core.command import Memberships
from domain.core.entry import Draft, Entry, Fact
from domain.core.notices import Caution, Refusal
from domain.history import History
from domain.people import ChangePersonDetails, RegisterPerson
from domain.rectification import Rectify
from domain.register import Instruction, RefusedAt, Step, boundary, decide

NEVER_TRUE_ALREADY = (RegisterPerson, ChangePersonDetails)
"""The service makes a new id each time, and compares details with its vault: the ledger cannot tell."""


class Recorded(NamedTuple):
    """What one command of a list led to."""

    entries: tuple[Entry, ...]
    cautions: tuple[Caution, ...]


class Ledger:
    """Entries in memory, one position after the other."""

    def __init__(self, memberships: Memberships | None = None) -> None:
        self.entries: list[Entry] = []
        self.ends: list[int] = []
        """The last position of each list of commands."""
        self._history = History()
        self._by_tag: dict[str, list[Entry]] = {}
        self._memberships = memberships or {}

    def copy(self) -> "Ledger":
        """Another ledger, of the same entries."""
        other = Ledger(self._memberships)
        for entry in self.entries:
            other.append(entry)
        return other

    def decide(self, instructions: Sequence[Instruction]) -> tuple[Step, ...]:
        """What a list comes to, on its boundary and on everything alike; raises RefusedAt."""
        within = _outcome(instructions, self._within_boundary(instructions), self._memberships)
        on_all = _outcome(instructions, History(self.entries), self._memberships)
        if isinstance(within, RefusedAt):
            assert isinstance(on_all, RefusedAt), f"refused within its boundary only: {within}"
            assert (within.index, within.refusals) == (on_all.index, on_all.refusals)
            raise within
        assert within == on_all, f"{within} within its boundary, {on_all} on everything"
        return within

    def record(self, *instructions: Instruction) -> list[Recorded]:
        """Decide and append; raises RefusedAt and appends nothing."""
        return [
            Recorded(tuple(self.append(draft) for draft in step.drafts), step.cautions)
            for step in self._ended(self.decide(instructions))
        ]

    def _ended(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        self.ends.append(len(self.entries) + sum(len(step.drafts) for step in steps))
        return steps

    def append(self, draft: Draft) -> Entry:
        """Append one fact as it is, undecided."""
        entry = Entry.of(draft, len(self.entries) + 1)
        self.entries.append(entry)
        for tag in dict.fromkeys(entry.fact.tags()):
            self._by_tag.setdefault(tag, []).append(entry)
        return entry

    def facts(self) -> list[Fact]:
        """Every fact recorded."""
        return [entry.fact for entry in self.entries]

    def position_of(self, fact: Fact) -> int:
        """Where a fact stands (the last time that it was recorded)."""
        return next(entry.position for entry in reversed(self.entries) if entry.fact == fact)

    def _within_boundary(self, instructions: Sequence[Instruction]) -> History:
        history, seen = History(), Boundary()
        while more := (wanted := boundary(instructions, history)).beyond(seen):
            found = {entry.position: entry for tag in more.tags for entry in self._by_tag.get(tag, ())}
            found |= {at: self.entries[at - 1] for at in more.positions if 0 < at <= len(self.entries)}
            history.add(found[position] for position in sorted(found))
            seen |= wanted
        return history


def _outcome(
    instructions: Sequence[Instruction], history: History, memberships: Memberships
) -> tuple[Step, ...] | RefusedAt:
    try:
        return decide(instructions, history, memberships)
    except RefusedAt as refused:
        return refused


class When:
    """Commands put to a ledger, not yet recorded."""

    def __init__(self, ledger: Ledger, instructions: tuple[Instruction, ...]) -> None:
        self.ledger = ledger
        self._instructions = instructions

    def then(self, *facts: Fact, cautions: Sequence[Caution] = ()) -> "Given":
        """These facts are recorded, with these cautions and no other; the same commands again add nothing."""
        recorded = self.ledger.record(*self._instructions)
        assert [entry.fact for step in recorded for entry in step.entries] == list(facts)
        said = [caution for step in recorded for caution in step.cautions]
        assert said == list(cautions)
        repeated_adds_nothing(self.ledger, self._instructions)
        return Given(self.ledger)

    def then_dates(self, *dates: str) -> "Given":
        """The facts take effect on these days."""
        recorded = self.ledger.record(*self._instructions)
        assert [entry.effective_on.isoformat() for step in recorded for entry in step.entries] == list(dates)
        repeated_adds_nothing(self.ledger, self._instructions)
        return Given(self.ledger)

    def recorded(self) -> "Given":
        """They are recorded, whatever the facts; the same commands again add nothing."""
        self.ledger.record(*self._instructions)
        repeated_adds_nothing(self.ledger, self._instructions)
        return Given(self.ledger)

    def already_true(self) -> "Given":
        """Nothing is recorded, and nothing refused."""
        assert [step.drafts for step in self.ledger.decide(self._instructions)] == [()] * len(self._instructions)
        return Given(self.ledger)

    def refused(self, *refusals: Refusal, at: int | None = 0) -> "Given":
        """Nothing is recorded; these refusals, at this command of the list (None: the list as a whole)."""
        with pytest.raises(RefusedAt) as refused:
            self.ledger.decide(self._instructions)
        assert list(refused.value.refusals) == list(refusals)
        assert refused.value.index == at
        return Given(self.ledger)


def repeated_adds_nothing(ledger: Ledger, instructions: Sequence[Instruction]) -> None:
    """Already true means no facts: for each command that the ledger can tell again."""
    repeatable = [i for i in instructions if not isinstance(i, NEVER_TRUE_ALREADY)]
    again = ledger.decide(repeatable) if repeatable else ()
    assert [step.drafts for step in again] == [()] * len(repeatable)


class Given:
    """What has been recorded so far."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def given(self, *instructions: Instruction) -> "Given":
        """And these were recorded too, in one list."""
        self.ledger.record(*instructions)
        return self

    def when(self, *instructions: Instruction) -> When:
        """These are put to the register, in one list."""
        return When(self.ledger, instructions)

    def at(self, fact: Fact) -> int:
        """Where a fact stands."""
        return self.ledger.position_of(fact)

    def correct(self, fact: Fact, *replacement: Instruction, reason: str = "misread minutes") -> Rectify:
        """The rectification of a recorded fact."""
        return Rectify(entry=self.at(fact), reason=reason, replacement=replacement)  # type: ignore[arg-type]


def given(*instructions: Instruction, memberships: Memberships | None = None) -> Given:
    """A ledger in which these were recorded, one list each time that a command is a list of its own."""
    ledger = Ledger(memberships)
    if instructions:
        ledger.record(*instructions)
    return Given(ledger)
