"""What stands beside each entry in tables of its own: its tags, and the command that it was recorded by."""

from collections.abc import Sequence
from typing import Final

from asyncpg import Record

from service.ledger.check.entry import Told
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.succession import Step

TAGS: Final = "SELECT position AS place, tag, type FROM entry_tag WHERE ledger_id = $1 ORDER BY position"
COMMANDS: Final = """
SELECT last_position AS place, first_position, id FROM command WHERE ledger_id = $1 ORDER BY last_position
"""


def tags(told: Told, rows: Sequence[Record], found: Findings) -> None:
    """The index of tags says of an entry what its fact says: no less, no more."""
    found.saw(Check.TAGS, len(rows))
    wanted = {(tag, told.type) for tag in told.tags}
    indexed = {(row["tag"], row["type"]) for row in rows}
    if wanted == indexed:
        return
    for tag, _ in sorted(wanted - indexed, key=str):
        found.add(Flaw.TAG_MISSING, told.position, tag=tag)
    for tag, _ in sorted(indexed - wanted, key=str):
        found.add(Flaw.TAG_STRAY, told.position, tag=tag)


def commands(told: Told, step: Step | None, rows: Sequence[Record], found: Findings) -> None:
    """The table of commands says of a step which command recorded it; retries are answered from it.

    ``step`` is the step that this entry ends, None when it ends none.
    """
    found.saw(Check.COMMANDS, len(rows))
    recording = []
    for row in rows:
        if row["first_position"] <= told.position:
            recording.append(row)
        elif row["first_position"] != told.position + 1:
            found.add(Flaw.COMMAND_OTHER, told.position)
    if step is None:
        if recording and told.header is not None and told.header.step_end != told.position:
            found.add(Flaw.COMMAND_OTHER, told.position)
        return
    if not recording:
        if step.commands:
            found.add(Flaw.COMMAND_MISSING, step.first, last=step.last)
        return
    first, *others = recording
    if others:
        found.add(Flaw.COMMAND_STRAY, told.position)
    if first["first_position"] != step.first or (step.commands and step.commands != {first["id"]}):
        found.add(Flaw.COMMAND_OTHER, step.first)
