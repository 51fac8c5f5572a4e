"""The reference ledger in memory: the register's pure decisions, without a database."""

from collections.abc import Sequence

from msgspec import structs

from domain.core.boundary import Boundary
from domain.core.command import Command
from domain.core.entry import Entry, Fact
from domain.history import History
from domain.register import Instruction, boundary, decide


class ReferenceLedger:
    """Records lists of commands as the clerk does: within their boundary, all or none."""

    def __init__(self) -> None:
        self._history = History()
        self.entries: list[Entry] = []

    def record(self, *commands: Instruction) -> list[Fact]:
        """The facts that a list of commands leads to; raises RefusedAt."""
        return [entry.fact for entries in self.record_steps(commands) for entry in entries]

    def record_steps(self, commands: Sequence[Instruction]) -> list[list[Entry]]:
        """The entries of each command of a list; raises RefusedAt."""
        steps = decide(commands, self._seen_by(commands), {})
        return [[self._append(structs.asdict(draft)) for draft in step.drafts] for step in steps]

    def about(self, tag: str) -> list[Entry]:
        """All entries that bear a tag, rectified ones included, in order of position."""
        return [entry for entry in self.entries if tag in entry.fact.tags()]

    def _append(self, draft: dict[str, object]) -> Entry:
        entry = Entry(**draft, position=len(self.entries) + 1)  # type: ignore[arg-type]
        self.entries.append(entry)
        self._history.add([entry])
        return entry

    def _seen_by(self, commands: Sequence[Instruction]) -> History:
        """What a database would give: nothing beyond the boundary, read until it is stable."""
        seen, history = Boundary(), History()
        while more := (wanted := boundary(commands, history)).beyond(seen):
            history.add(entry for tag in sorted(more.tags) for entry in self._history.about(tag))
            history.add(entry for position in more.positions if (entry := self._history.at(position)))
            seen |= wanted
        return history


def names(facts: Sequence[Fact] | Sequence[Command]) -> list[str]:
    """The kinds of some facts or commands."""
    return [type(fact).__name__ for fact in facts]
