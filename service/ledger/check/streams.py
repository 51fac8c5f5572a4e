"""Rows in order of a position, a page at a time, so that several tables are gone through side by side."""

from collections import defaultdict
from typing import Self

from asyncpg import Record
from asyncpg.cursor import Cursor

from service.database import Connection

PAGE = 1000


class Stream:
    """What a query gives in ascending order of its column ``place``; it lives within the caller's transaction."""

    def __init__(self, cursor: "Cursor[Record]") -> None:
        self._cursor = cursor
        self._read: list[Record] = []
        self._given = 0
        self._over = False

    @classmethod
    async def of(cls, connection: Connection, query: str, *parameters: object) -> Self:
        """Begin."""
        return cls(await connection.cursor(query, *parameters))

    async def page(self) -> list[Record]:
        """The next rows, or none."""
        return await self._cursor.fetch(PAGE)

    async def until(self, place: int) -> dict[int, list[Record]]:
        """The rows that follow up to a place, by place. Do not mix with ``page``."""
        found: defaultdict[int, list[Record]] = defaultdict(list)
        while await self._ready() and self._read[self._given]["place"] <= place:
            row = self._read[self._given]
            found[row["place"]].append(row)
            self._given += 1
        return found

    async def next(self) -> Record | None:
        """The row that follows; None after the last."""
        if not await self._ready():
            return None
        self._given += 1
        return self._read[self._given - 1]

    async def _ready(self) -> bool:
        if self._given == len(self._read) and not self._over:
            self._read, self._given = await self._cursor.fetch(PAGE), 0
            self._over = not self._read
        return self._given < len(self._read)
