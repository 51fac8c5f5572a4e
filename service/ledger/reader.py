"""Reading the ledger: by query, by tag, by position, by time."""

import datetime as dt
from collections.abc import Mapping, Sequence

from asyncpg import Record
from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBSequencedEvent
from msgspec import Struct

from domain.core.boundary import Boundary
from domain.core.entry import Entry
from projections.disclosure import LOWEST_LEVEL
from service.database import Session
from service.ledger.appends import CommandKnown
from service.ledger.conditions import select
from service.ledger.envelope import decode_entry, decode_header


class Head(Struct, frozen=True):
    """Where a ledger stands."""

    ledger: str
    clock: str
    position: int
    recorded_at: dt.datetime | None
    projection_version: int


_STORED = f"""
            SELECT h.ledger_id, h.position, h.recorded_at, h.header, h.leaf, b.type, b.tags, b.body, b.erased_by,
                   (SELECT convert_from(e.body, 'UTF8')::json->'fact'->>'basis' FROM entry_body e
                    WHERE e.ledger_id = b.ledger_id AND e.position = b.erased_by) AS erased_basis,
                   CASE WHEN coalesce(b.level, 0) = 0 THEN 0
                        ELSE least(b.level, {LOWEST_LEVEL.format(ledger="h.ledger_id", position="h.position")})
                   END AS level
            FROM entry_header h LEFT JOIN entry_body b USING (ledger_id, position)"""
"""An entry as it stands, with the lowest level that reads it by now: as recorded, or as disclosed since."""


class StoredEntry(Struct, frozen=True):
    """An entry as it is stored: the header's bytes, and those of the body, or of what an erasure left of it."""

    ledger: str
    position: int
    recorded_at: dt.datetime
    header: bytes
    leaf: bytes
    level: int
    type: str | None
    tags: tuple[str, ...]
    body: bytes | None
    erased_by: int | None = None
    """The entry that says that the text of this one was destroyed: then the header's digest is not that of ``body``."""
    erased_basis: str | None = None


class Reader:
    """Reads on a connection that the caller lends."""

    def __init__(self, connection: Session) -> None:
        self._connection = connection

    async def heads(self) -> dict[str, Head]:
        """Every ledger's head."""
        rows = await self._connection.fetch("SELECT * FROM ledger_head ORDER BY ledger_id")
        return {row["ledger_id"]: _head(row) for row in rows}

    async def heads_of(self, ledgers: Sequence[str]) -> dict[str, Head]:
        """The heads of some ledgers, all of the same moment."""
        known = [ledger for ledger in ledgers if "\0" not in ledger]  # which no text of PostgreSQL's may hold
        rows = await self._connection.fetch("SELECT * FROM ledger_head WHERE ledger_id = ANY ($1)", known)
        return {row["ledger_id"]: _head(row) for row in rows}

    async def command(self, ledger: str, command_id: str) -> CommandKnown | None:
        """What is kept under a command id."""
        row = await self._connection.fetchrow(
            """
            SELECT digest, first_position, last_position, outcome FROM command WHERE ledger_id = $1 AND id = $2
            """,
            ledger,
            command_id,
        )
        if row is None:
            return None
        return CommandKnown(row["digest"], row["first_position"], row["last_position"], row["outcome"])

    async def read(
        self, ledger: str, query: DCBQuery | None = None, *, after: int = 0, limit: int | None = None
    ) -> list[DCBSequencedEvent]:
        """The events that match a query, in order (eventsourcing's DCB contract)."""
        sql, parameters = select(query or DCBQuery(), "position, type, tags, body")
        bound = "" if limit is None else f" LIMIT {int(limit)}"
        rows = await self._connection.fetch(sql + bound, ledger, after, *parameters)
        return [
            DCBSequencedEvent(DCBEvent(row["type"], row["body"], list(row["tags"])), row["position"]) for row in rows
        ]

    async def within(self, ledger: str, boundary: Boundary, *, until: int) -> list[Entry]:
        """The entries within a boundary, up to a position, in order of position."""
        rows = await self._connection.fetch(
            """
            SELECT position, body FROM entry_body
            WHERE ledger_id = $1 AND position <= $4
            AND (position = ANY ($3)
                 OR position IN (SELECT position FROM entry_tag WHERE ledger_id = $1 AND tag = ANY ($2)))
            ORDER BY position
            """,
            ledger,
            list(boundary.tags),
            list(boundary.positions),
            until,
        )
        return [decode_entry(row["position"], row["body"]) for row in rows]

    async def page(self, ledger: str, *, after: int, first: int) -> list[StoredEntry]:
        """The next entries after a position, sealed or not, in order."""
        rows = await self._connection.fetch(
            f"""
            {_STORED}
            WHERE h.ledger_id = $1 AND h.position > $2 ORDER BY h.position LIMIT $3
            """,
            ledger,
            after,
            first,
        )
        return [_stored(row) for row in rows]

    async def pages(self, after: Mapping[str, int], *, first: int) -> list[StoredEntry]:
        """The next entries of each ledger after a position of its own, ``first`` of each at most; each in order."""
        rows = await self._connection.fetch(
            f"""
            SELECT page.* FROM unnest($1::text[], $2::bigint[]) AS f(ledger_id, after) CROSS JOIN LATERAL (
                {_STORED}
                WHERE h.ledger_id = f.ledger_id AND h.position > f.after ORDER BY h.position LIMIT $3
            ) AS page
            ORDER BY page.ledger_id, page.position
            """,
            list(after),
            list(after.values()),
            first,
        )
        return [_stored(row) for row in rows]

    async def at(self, ledger: str, positions: Sequence[int]) -> dict[int, StoredEntry]:
        """Entries by position."""
        rows = await self._connection.fetch(
            f"""
            {_STORED}
            WHERE h.ledger_id = $1 AND h.position = ANY ($2)
            """,
            ledger,
            list(positions),
        )
        return {row["position"]: _stored(row) for row in rows}

    async def position_at(self, ledger: str, instant: dt.datetime) -> int | None:
        """The last position recorded at an instant or before; None when the ledger knew nothing yet."""
        position: int | None = await self._connection.fetchval(
            """
            SELECT position FROM entry_header WHERE ledger_id = $1 AND recorded_at <= $2
            ORDER BY recorded_at DESC, position DESC LIMIT 1
            """,
            ledger,
            instant,
        )
        return position

    async def end_of_step(self, ledger: str, position: int) -> int:
        """The last position recorded together with a position: a list of commands is one step of time."""
        header = await self._connection.fetchval(
            "SELECT header FROM entry_header WHERE ledger_id = $1 AND position = $2", ledger, position
        )
        return decode_header(header).step_end if header is not None else position


def _head(row: Record) -> Head:
    recorded_at = row["recorded_at"] if row["position"] else None
    return Head(row["ledger_id"], row["clock"], row["position"], recorded_at, row["projection_version"])


def _stored(row: Record) -> StoredEntry:
    tags = tuple(row["tags"] or ())
    return StoredEntry(
        row["ledger_id"],
        row["position"],
        row["recorded_at"],
        row["header"],
        row["leaf"],
        row["level"],
        row["type"],
        tags,
        row["body"],
        row["erased_by"],
        row["erased_basis"],
    )
