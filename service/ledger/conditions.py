"""Queries of eventsourcing's DCB contract, as SQL and in memory; and the append conditions made of them.

An event matches a query item when its type is among the item's (or the item names none) and it bears all of the item's
tags; it matches a query when it matches one of its items, or the query has none.
"""

from collections.abc import Callable, Sequence

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem

from domain.core.boundary import Boundary
from service.database import Connection

_MOVED = """
SELECT DISTINCT c.number
FROM unnest($1::int[], $2::text[], $3::bigint[], $4::text[]) AS c (number, ledger_id, after, tag)
WHERE EXISTS (SELECT FROM entry_tag t
              WHERE t.ledger_id = c.ledger_id AND t.tag = c.tag AND t.position > c.after)
"""


def condition_of(boundary: Boundary, after: int) -> DCBAppendCondition | None:
    """That nothing within the boundary was recorded after a position; None without tags (a query of none is of all)."""
    if not boundary.tags:
        return None
    items = [DCBQueryItem(tags=[tag]) for tag in sorted(boundary.tags)]
    return DCBAppendCondition(fail_if_events_match=DCBQuery(items=items), after=after)


def matches(query: DCBQuery, event: DCBEvent) -> bool:
    """Whether an event matches a query."""
    return not query.items or any(
        (not item.types or event.type in item.types) and set(item.tags) <= set(event.tags) for item in query.items
    )


def select(query: DCBQuery, columns: str, *, first_parameter: int = 3) -> tuple[str, list[object]]:
    """SQL for the entries of a ledger ($1) after a position ($2) that match, in order; and its further parameters."""
    parameters: list[object] = []

    def parameter(value: object) -> str:
        parameters.append(value)
        return f"${first_parameter + len(parameters) - 1}"

    within = ""
    if query.items:
        found = " UNION ".join(_positions(item, parameter) for item in query.items)
        within = f"AND position IN ({found})"
    sql = f"SELECT {columns} FROM entry_body WHERE ledger_id = $1 AND position > $2 {within} ORDER BY position"
    return sql, parameters


def _positions(item: DCBQueryItem, parameter: Callable[[object], str]) -> str:
    of_type = f"AND type = ANY ({parameter(item.types)}::text[])" if item.types else ""
    if not item.tags:
        return f"SELECT position FROM entry_body WHERE ledger_id = $1 AND position > $2 {of_type}"
    first, *others = item.tags
    also = "".join(
        f" AND EXISTS (SELECT FROM entry_tag o WHERE o.ledger_id = $1 AND o.position = t.position"
        f" AND o.tag = {parameter(tag)}::text)"
        for tag in others
    )
    return (
        f"SELECT position FROM entry_tag t WHERE ledger_id = $1 AND position > $2 "
        f"AND tag = {parameter(first)}::text {of_type}{also}"
    )


async def moved(connection: Connection, conditions: Sequence[tuple[int, str, DCBAppendCondition]]) -> set[int]:
    """Of (number, ledger, condition), the numbers of those that fail against the table."""
    narrow: list[tuple[int, str, int, str]] = []
    failed: set[int] = set()
    for number, ledger, condition in conditions:
        query, after = condition.fail_if_events_match, condition.after or 0
        if _narrow(query):
            narrow.extend((number, ledger, after, item.tags[0]) for item in query.items)
            continue
        sql, parameters = select(query, "1")
        if await connection.fetchval(f"SELECT EXISTS ({sql})", ledger, after, *parameters):
            failed.add(number)
    if narrow:
        rows = await connection.fetch(_MOVED, *(list(column) for column in zip(*narrow, strict=True)))
        failed.update(row["number"] for row in rows)
    return failed


class Recent:
    """What the batch at hand adds to one ledger: the table does not show it yet to the commands that follow."""

    def __init__(self) -> None:
        self._events: list[tuple[int, DCBEvent]] = []
        self._last_of_tag: dict[str, int] = {}

    def add(self, position: int, event: DCBEvent) -> None:
        """An event that is given a position."""
        self._events.append((position, event))
        self._last_of_tag.update(dict.fromkeys(event.tags, position))

    def fails(self, condition: DCBAppendCondition) -> bool:
        """Whether a condition fails against what was added."""
        query, after = condition.fail_if_events_match, condition.after or 0
        if _narrow(query):
            return any(self._last_of_tag.get(item.tags[0], 0) > after for item in query.items)
        return any(position > after and matches(query, event) for position, event in self._events)


def _narrow(query: DCBQuery) -> bool:
    """Whether each item asks for one tag and no type, as every boundary of the domain does."""
    return bool(query.items) and all(len(item.tags) == 1 and not item.types for item in query.items)
