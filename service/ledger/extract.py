"""Entries on their way into a bundle: whole, sealed for whoever asks, or erased as another entry says."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Final

from service.database import Session
from service.ledger.envelope import decode_header
from service.ledger.reader import Reader, StoredEntry
from service.proof.bundle import Line
from service.proof.canonical import body_sha256

PAGE: Final = 500
"""Entries that are in memory at once."""


class BodyAltered(Exception):
    """A body is not the one of its header, and no entry says that it was erased: nobody is told it for true."""

    def __init__(self, ledger: str, position: int) -> None:
        super().__init__(f"the body of entry {position} of ledger {ledger} was altered, or is missing")
        self.ledger, self.position = ledger, position


async def whole(connection: Session, ledger: str, size: int, level: int) -> AsyncIterator[list[Line]]:
    """The first entries of a ledger as a level may read them, page by page, in a transaction of the caller.

    Raises:
        BodyAltered: see there.
    """
    after = 0
    while after < size:
        page = await Reader(connection).page(ledger, after=after, first=min(PAGE, size - after))
        if not page:
            return
        yield await _lines(connection, ledger, page, level)
        after = page[-1].position


async def some(connection: Session, ledger: str, positions: Sequence[int], level: int) -> list[Line]:
    """Entries by position, in order, as a level may read them. Raises BodyAltered: see there."""
    found = await Reader(connection).at(ledger, positions)
    return await _lines(connection, ledger, [found[position] for position in sorted(found)], level)


async def _lines(connection: Session, ledger: str, page: Sequence[StoredEntry], level: int) -> list[Line]:
    altered = {stored.position for stored in page if stored.level <= level and not _intact(stored)}
    erased = await _erasures(connection, ledger, altered) if altered else {}
    return [_line(stored, level, altered, erased) for stored in page]


def _line(stored: StoredEntry, level: int, altered: Collection[int], erased: dict[int, int]) -> Line:
    header, at = stored.header.decode(), stored.position
    if stored.level > level:
        return Line(header=header, position=at, why="SEALED")
    if at in erased:
        return Line(header=header, position=at, why="ERASED", erased_by=erased[at])
    if at in altered or stored.body is None:
        raise BodyAltered(stored.ledger, at)
    return Line(header=header, position=at, body=stored.body.decode())


def _intact(stored: StoredEntry) -> bool:
    return stored.body is not None and body_sha256(stored.body) == decode_header(stored.header).body_sha256


async def _erasures(connection: Session, ledger: str, positions: Collection[int]) -> dict[int, int]:
    """For each position, the entry that says that its body was erased; that of its correction's bears its tag too."""
    rows = await connection.fetch(
        """
        SELECT t.tag, min(b.position) AS by FROM entry_tag t JOIN entry_body b USING (ledger_id, position)
        WHERE t.ledger_id = $1 AND t.tag = ANY ($2) AND b.type = 'BodyErased'
          AND t.tag = 'entry:' || (convert_from(b.body, 'UTF8')::json #>> '{fact,entry}')
        GROUP BY t.tag
        """,
        ledger,
        [f"entry:{position}" for position in positions],
    )
    return {int(row["tag"].removeprefix("entry:")): row["by"] for row in rows}
