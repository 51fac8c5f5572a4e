"""The agenda: what is due, of every noun, in the order of its dates."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from domain.deadlines import Deadline, DeadlineKind
from projections.query import Connection, View, decode
from projections.things import AGENDA


class Wanted(Struct, frozen=True, kw_only=True):
    """Which deadlines to look for."""

    first: dt.date | None = None
    """Due on this day or after."""
    last: dt.date | None = None
    """Due on this day or before."""
    kinds: tuple[DeadlineKind, ...] = ()
    organization: str | None = None
    person: str | None = None

    def admits(self, deadline: Deadline) -> bool:
        """Whether a deadline is looked for."""
        return (
            (self.first is None or self.first <= deadline.due)
            and (self.last is None or deadline.due <= self.last)
            and (not self.kinds or deadline.kind in self.kinds)
            and self.organization in (None, deadline.organization)
            and self.person in (None, deadline.person)
        )


class Due(Struct, frozen=True):
    """A deadline, and where it stands on the agenda."""

    deadline: Deadline
    place: str
    """Give it back to go on after it."""


def place_of(deadline: Deadline, key: str) -> str:
    """Where a deadline stands: by date, then by thing."""
    return f"{deadline.due.isoformat()}\x1f{deadline.subject}\x1f{key}"


async def due(
    connection: Connection, view: View, on: dt.date, wanted: Wanted, *, first: int, after: str = ""
) -> list[Due]:
    """What is due on a day, the earliest first, after a place of the agenda."""
    parameters: list[Any] = [view.ledger, view.position, view.level, on]

    def given(value: object) -> str:
        parameters.append(value)
        return f"${len(parameters)}"

    conditions = [
        *([f"due >= {given(wanted.first.isoformat())}"] if wanted.first else []),
        *([f"due <= {given(wanted.last.isoformat())}"] if wanted.last else []),
        *([f"kind = ANY ({given([kind.value for kind in wanted.kinds])})"] if wanted.kinds else []),
        *([f"organization = {given(wanted.organization)}"] if wanted.organization else []),
        *([f"person = {given(wanted.person)}"] if wanted.person else []),
    ]
    if after:
        parts: Sequence[str] = [*after.split("\x1f", 2), "", ""][:3]
        names = ", ".join(given(part) for part in parts)
        conditions.append(f'(due, subject COLLATE "C", key COLLATE "C") > ({names})')
    also = "".join(f" AND {condition}" for condition in conditions)
    records = await connection.fetch(
        f"""
        SELECT subject, key, data FROM {AGENDA}
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= $3 AND level_to >= $3
          AND valid_from <= $4 AND valid_to > $4{also}
        ORDER BY due, subject COLLATE "C", key COLLATE "C" LIMIT {given(first)}
        """,
        *parameters,
    )
    found = ((decode(record, Deadline), record["key"]) for record in records)
    return [Due(deadline, place_of(deadline, key)) for deadline, key in found]
