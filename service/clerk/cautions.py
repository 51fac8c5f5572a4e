"""Which cautions an entry may repeat for ever: those that its own readers could come to.

The clerk sees the whole ledger, so a caution may rest on a sealed entry (a seat in a restricted body). The clerk is
told; the body of a public entry is not to betray it.
"""

from collections.abc import Sequence

from domain.core.command import Memberships
from domain.core.entry import Visibility
from domain.core.entry import readable as entries_readable
from domain.core.notices import Caution
from domain.history import History
from domain.register import Instruction, RefusedAt, Step, decide


def repeatable(
    instructions: Sequence[Instruction], history: History, memberships: Memberships, steps: Sequence[Step]
) -> list[tuple[Caution, ...]]:
    """For each command, the cautions that its entries may hold."""
    wanted = {_visibility(step) for step in steps if step.cautions and step.drafts}
    found = {level: _seen_from(level, instructions, history, memberships) for level in wanted}
    return [
        tuple(
            caution for caution in step.cautions if step.drafts and caution in found[_visibility(step)].get(index, ())
        )
        for index, step in enumerate(steps)
    ]


def _seen_from(
    visibility: Visibility, instructions: Sequence[Instruction], history: History, memberships: Memberships
) -> dict[int, tuple[Caution, ...]]:
    """The cautions of each command as decided on what readers of a level see; none when they would see a refusal."""
    readable = [
        index
        for index, instruction in enumerate(instructions)
        if getattr(instruction, "visibility", visibility).level <= visibility.level
    ]
    seen = History(entries_readable(history, visibility.level))
    try:
        steps = decide([instructions[index] for index in readable], seen, memberships)
    except RefusedAt:
        return {}
    return dict(zip(readable, (step.cautions for step in steps), strict=True))


def _visibility(step: Step) -> Visibility:
    return step.drafts[0].visibility
