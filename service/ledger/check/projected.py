"""What everyone reads, held against the entries: each noun's rows made anew, subject by subject."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from itertools import groupby
from typing import Final

from asyncpg import Record
from msgspec import Struct

from domain.core.entry import Entry, Fact
from projections.comparison import (
    Recorded,
    RowDifference,
    Rows,
    differences,
    known_rows,
    number_of_rows,
    stored_rows,
    subjects_that_stand,
)
from projections.noun import Noun
from service.database import Connection
from service.ledger.check.entry import UNREADABLE
from service.ledger.check.findings import Check, Findings, Flaw
from service.ledger.check.streams import Stream
from service.ledger.check.sweep import Progress
from service.ledger.envelope import decode_entry, decode_header

AT_ONCE: Final = 2000
"""Entries whose subjects are compared at a time; a longer subject is compared alone."""
SUBJECTS: Final = 500

_TAGS: Final = """
SELECT tag, position FROM entry_tag WHERE ledger_id = $1 {those} AND tag NOT LIKE '%:cited' ORDER BY tag, position
"""
"""What is only cited is no subject. (Were it one of some noun, the count of rows would tell.)"""
_EVERY: Final = _TAGS.format(those="")
_THOSE: Final = _TAGS.format(those="AND tag = ANY ($2)")
_ENTRIES: Final = """
SELECT h.position, h.header, b.body FROM unnest($2::bigint[]) AS wanted (position)
JOIN entry_header h ON h.ledger_id = $1 AND h.position = wanted.position
LEFT JOIN entry_body b ON b.ledger_id = $1 AND b.position = wanted.position
"""
"""Apart from the tags: these come in the order of their index, and bodies are too large to be sorted along."""

_Read = tuple[int, Entry | None] | None
"""Of an entry the end of its step, and what it says unless erased; None when that cannot be read."""


class _History(Struct, frozen=True):
    """A subject's entries, step by step; None when one of them cannot be read."""

    tag: str
    steps: tuple[Recorded, ...] | None


class Comparison:
    """The rows of one ledger against its entries."""

    def __init__(self, connection: Connection, ledger: str, nouns: Sequence[Noun], found: Findings) -> None:
        self._connection = connection
        self._ledger = ledger
        self._nouns = nouns
        self._found = found
        self._by_kind: dict[type[Fact], tuple[Noun, ...]] = {}
        self._compared: Counter[str] = Counter()
        self._skipped = False

    async def run(self, progress: Progress) -> None:
        """Compare everything."""
        self._found.saw(Check.PROJECTIONS, 0)
        batch: list[_History] = []
        entries = 0
        async for history, rows in self._histories(await Stream.of(self._connection, _EVERY, self._ledger)):
            batch.append(history)
            entries += rows
            if entries >= AT_ONCE:
                await self._compare(batch)
                progress(entries)
                batch, entries = [], 0
        await self._compare(batch)
        progress(entries)
        await self._strays()

    async def of(self, tags: Sequence[str]) -> None:
        """Compare some subjects only."""
        stream = await Stream.of(self._connection, _THOSE, self._ledger, list(tags))
        await self._compare([history async for history, _ in self._histories(stream)])

    async def _histories(self, stream: Stream) -> AsyncIterator[tuple[_History, int]]:
        """Each subject's history, and how many entries it was read from."""
        tag, read = "", list[_Read]()
        while page := await stream.page():
            entries = await self._entries({row["position"] for row in page})
            for row in page:
                if row["tag"] != tag:
                    if read:
                        yield _history(tag, read), len(read)
                    tag, read = row["tag"], []
                if row["position"] in entries:
                    read.append(entries[row["position"]])
        if read:
            yield _history(tag, read), len(read)

    async def _entries(self, positions: Iterable[int]) -> dict[int, _Read]:
        """What entries say, by position; one whose header is gone is missing."""
        rows = await self._connection.fetch(_ENTRIES, self._ledger, list(positions))
        return {row["position"]: _read(row) for row in rows}

    async def _compare(self, histories: Sequence[_History]) -> None:
        """The rows of some subjects: one look-up for each table that they have rows in."""
        due: defaultdict[str, dict[str, Rows]] = defaultdict(dict)
        nouns: dict[str, Noun] = {}
        for history in histories:
            if history.steps is None:
                self._skipped = True
                continue
            for noun in self._concerned(history.steps):
                rows = known_rows(noun, history.tag, history.steps)
                if rows is not None:
                    nouns[noun.table] = noun
                    due[noun.table].setdefault(history.tag, {}).update(rows)
        for table, by_subject in due.items():
            stored = await stored_rows(self._connection, nouns[table], self._ledger, list(by_subject))
            for subject, rows in by_subject.items():
                standing = stored.get(subject, {})
                self._compared[table] += len(standing)
                self._found.saw(Check.PROJECTIONS, len(rows))
                for difference in differences(table, subject, rows, standing):
                    self._tell(difference)

    def _concerned(self, steps: Iterable[Recorded]) -> list[Noun]:
        """The nouns that the facts of a subject may touch, each once."""
        found: dict[int, Noun] = {}
        for kind in {type(entry.fact) for step in steps for entry in step.entries}:
            if kind not in self._by_kind:
                self._by_kind[kind] = tuple(noun for noun in self._nouns if noun.concerns(kind))
            found.update((id(noun), noun) for noun in self._by_kind[kind])
        return list(found.values())

    async def _strays(self) -> None:
        """Rows of subjects of which no entry makes any: looked for where a table holds more than was compared."""
        if self._skipped:
            return  # an unreadable body is told already; what it came to cannot be
        for noun in {noun.table: noun for noun in self._nouns}.values():
            if await number_of_rows(self._connection, noun, self._ledger) == self._compared[noun.table]:
                continue
            after = ""
            while page := await subjects_that_stand(self._connection, noun, self._ledger, after=after, first=SUBJECTS):
                await self._strays_among(noun, page)
                *_, after = page

    async def _strays_among(self, noun: Noun, page: dict[str, int]) -> None:
        same_table = [one for one in self._nouns if one.table == noun.table]
        stream = await Stream.of(self._connection, _THOSE, self._ledger, list(page))
        touched = {
            history.tag
            async for history, _ in self._histories(stream)
            if any(known_rows(one, history.tag, history.steps or ()) is not None for one in same_table)
        }
        for subject, since in page.items():
            if subject not in touched:
                self._tell(RowDifference(noun.table, subject, "", since, stands=True, due=False))

    def _tell(self, difference: RowDifference) -> None:
        flaw = Flaw.ROW_OTHER
        if not difference.due:
            flaw = Flaw.ROW_STRAY
        elif not difference.stands:
            flaw = Flaw.ROW_MISSING
        self._found.add(
            flaw,
            difference.known_from,
            noun=difference.table,
            subject=difference.subject,
            key=difference.key,
        )


def _read(row: Record) -> _Read:
    try:
        entry = decode_entry(row["position"], row["body"]) if row["body"] is not None else None
        return decode_header(row["header"]).step_end, entry
    except UNREADABLE:
        return None


def _history(tag: str, read: Sequence[_Read]) -> _History:
    """What was read of one tag, as steps."""
    known = [one for one in read if one is not None]
    if len(known) < len(read):
        return _History(tag, None)
    steps = groupby(known, key=lambda one: one[0])
    return _History(tag, tuple(Recorded(end, tuple(e for _, e in of_step if e is not None)) for end, of_step in steps))
