"""The engine: whatever the batches, every row is what the oracle sees at that day, position and level."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from domain.core.entry import Entry
from domain.facts.bodies import Manner, SeatFilled, TermOpened
from projections import engine as engine_module
from projections.bodies import BODY
from projections.changes import ProjectionDrift
from projections.composition import COMPOSITION, SeatPeriod, seats_on
from projections.engine import Engine
from projections.made import LEVELS
from projections.noun import OPEN, encode
from projections.nouns import NOUNS, PROJECTION_VERSION
from projections.query import View
from service.database import Database, Pool, connect
from service.ledger import Append, CommandRef, Writer, new_entry
from service.ledger.envelope import decode_entry
from tests.hypothesis_profiles import examples
from tests.projections import oracle
from tests.projections.histories import BODIES, DAYS, SEATS, TERMS, batches

Batches = list[list[list[Entry]]]
LEDGER = "200067510"


class Step(Struct, frozen=True):
    """A command's entries."""

    ledger: str
    position: int
    entries: tuple[Entry, ...]
    erasures: int = 0


class Row(Struct, frozen=True):
    """A row of a noun's table."""

    ledger: str
    subject: str
    key: str
    level_from: int
    level_to: int
    valid_from: dt.date
    valid_to: dt.date
    known_from: int
    known_to: int
    data: str

    def shows(self, day: dt.date, position: int, level: int) -> bool:
        """Whether a viewer of some level sees it for a day, as known at a position."""
        known = self.known_from <= position < self.known_to
        return known and self.valid_from <= day < self.valid_to and self.level_from <= level <= self.level_to


class Tables:
    """What the engine needs of a database, in memory: the entries by tag, and a table for each noun."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.rows: dict[str, list[Row]] = {BODY.table: [], COMPOSITION.table: []}
        self.fail = False
        self.read: list[tuple[str, int]] = []
        """Of each subject that was read: its tag, and after which position."""

    async def fetch(self, query: str, *arguments: Any) -> list[Any]:
        if query == engine_module._READ:
            self.read += zip(arguments[1], arguments[2], strict=True)
            return list(self._read(*arguments))
        if self.fail:
            raise ConnectionError
        table = next(name for name in self.rows if f"UPDATE {name} r" in query)
        closed = self._close(table, [_read(values, _CLOSED) for values in _rows_of(arguments[:8])])
        opened = [Row(*_read(values[:10], _OPENED)) for values in _rows_of(arguments[8:])]
        places = {(r.subject, r.key, r.level_from, r.valid_from, r.known_from) for r in self.rows[table] + opened}
        assert len(places) == len(self.rows[table]) + len(opened), "the primary key"
        assert all(row.known_from < row.known_to and row.valid_from < row.valid_to for row in opened)
        self.rows[table] += opened
        return [{"closed": closed}]

    def _read(self, ledgers: Sequence[str], tags: Sequence[str], after: Sequence[int], until: Sequence[int]) -> Any:
        for ledger, tag, first, last in zip(ledgers, tags, after, until, strict=True):
            for entry in self.entries:
                if tag in entry.fact.tags() and first < entry.position <= last:
                    yield {"ledger_id": ledger, "tag": tag, "position": entry.position, "body": entry}

    def _close(self, table: str, closing: Sequence[tuple[Any, ...]]) -> int:
        wanted = {tuple(place): known_to for *place, known_to in closing}
        closed = 0
        for index, row in enumerate(self.rows[table]):
            place = (row.ledger, row.subject, row.key, row.level_from, row.valid_from)
            if row.known_to == OPEN and place in wanted:
                self.rows[table][index] = msgspec.structs.replace(row, known_to=wanted[place])
                closed += 1
        return closed


_ENDLESS = {"infinity": dt.date.max, "-infinity": dt.date.min}


def _day(text: str) -> dt.date:
    return _ENDLESS.get(text) or dt.date.fromisoformat(text)


_CLOSED = (str, str, str, int, _day, int)
_OPENED = (str, str, str, int, int, _day, _day, int, int, str)


def _rows_of(columns: Sequence[str | None]) -> list[tuple[str, ...]]:
    """What PostgreSQL makes of the columns."""
    end, _, *texts = columns
    return list(zip(*(text.split(end)[:-1] if text else () for text in texts), strict=True))


def _read(values: Sequence[str], kinds: Sequence[Callable[[str], Any]]) -> tuple[Any, ...]:
    return tuple(kind(value) for kind, value in zip(kinds, values, strict=True))


def an_engine() -> Engine:
    return Engine((BODY, COMPOSITION), 1, lambda _, body: body)  # type: ignore[arg-type,return-value]


def step(entries: Sequence[Entry]) -> Step:
    return Step(LEDGER, entries[-1].position, tuple(entries))


async def project(engine: Engine, tables: Tables, history: Batches, *, committed: bool = True) -> None:
    """Project batch after batch."""
    for batch in history:
        projecting = await engine.begin(tables, [step(entries) for entries in batch])
        tables.entries += [entry for entries in batch for entry in entries]
        projecting.work_out()
        await projecting.write(tables)
        if committed:
            projecting.recorded()


def ends(history: Batches) -> list[int]:
    """The last position of each step: what `atPosition` can come to."""
    return [0, *(entries[-1].position for batch in history for entries in batch)]


def told(row: Row) -> oracle.Answer:
    period = msgspec.json.decode(row.data, type=SeatPeriod).period
    tenure, vacancy = period.tenure, period.vacancy
    return oracle.Answer(
        person=tenure.person if tenure else None,
        since=tenure.since if tenure else None,
        entry=tenure.entry if tenure else None,
        state=str(period.state),
        prevented=period.prevented,
        member=period.seat.on_behalf_of,
        acting=period.acting,
        vacant_since=vacancy.since if vacancy else None,
        vacant_by=vacancy.entry if vacancy else None,
    )


def compare(rows: Sequence[Row], history: Batches) -> None:
    """At every (D, K, level): one row at most for each seat, and what the oracle sees."""
    entries = [entry for batch in history for step_ in batch for entry in step_]
    for position in ends(history):
        for level in range(LEVELS):
            readable = [e for e in entries if e.position <= position and e.visibility.level <= level]
            known = [row for row in rows if row.shows(row.valid_from, position, level)]
            for body, term in ((body, term) for body in BODIES for term in TERMS):
                mine = [row for row in known if row.subject == f"body:{body}:{term}"]
                for day in DAYS:
                    seen = [row for row in mine if row.shows(day, position, level)]
                    assert len({row.key for row in seen}) == len(seen), "one row for each seat"
                    assert {row.key: told(row) for row in seen} == oracle.on(readable, body, term, day)


@given(batches(most=16))
@settings(max_examples=examples(250))
def test_every_row_is_what_the_oracle_sees(history: Batches) -> None:
    tables = Tables()
    asyncio.run(project(an_engine(), tables, history))
    compare(tables.rows[COMPOSITION.table], history)


@given(batches())
@settings(max_examples=examples(300))
def test_however_it_came_about_the_rows_are_those_made_from_scratch(history: Batches) -> None:
    """What the engine keeps from step to step must not show: nothing but entries counts."""
    tables = Tables()
    asyncio.run(project(an_engine(), tables, history))
    entries = [entry for batch in history for step_ in batch for entry in step_]
    for noun in (BODY, COMPOSITION):
        tags = {subject for entry in entries for subject in noun.touched(entry.fact)}
        for position in ends(history):
            for level in range(LEVELS):
                readable = [e for e in entries if e.position <= position and e.visibility.level <= level]
                shown = {
                    (r.subject, r.key, r.valid_from, r.valid_to, r.data)
                    for r in tables.rows[noun.table]
                    if r.shows(r.valid_from, position, level)
                }
                made = {
                    (tag, r.key, r.valid_from, r.valid_to or dt.date.max, encode(r.data))
                    for tag in tags
                    for r in noun.rows(tag, [e for e in readable if tag in e.fact.tags()])
                }
                assert shown == made


@given(batches())
@settings(max_examples=examples(200))
def test_made_anew_in_one_batch_the_rows_are_the_same(history: Batches) -> None:
    by_batch, at_once, one_by_one = Tables(), Tables(), Tables()

    async def run() -> None:
        await project(an_engine(), by_batch, history)
        await project(an_engine(), at_once, [[entries for batch in history for entries in batch]])
        for step_ in (entries for batch in history for entries in batch):
            await project(an_engine(), one_by_one, [[step_]])

    asyncio.run(run())
    for table, rows in by_batch.rows.items():
        assert set(rows) == set(at_once.rows[table]) == set(one_by_one.rows[table])


@given(batches())
@settings(max_examples=examples(100))
def test_a_thing_has_one_row_at_most_at_each_day_position_and_level(history: Batches) -> None:
    tables = Tables()
    asyncio.run(project(an_engine(), tables, history))
    for rows in tables.rows.values():
        for position in ends(history):
            for level in range(LEVELS):
                for day in DAYS:
                    seen = [(row.subject, row.key) for row in rows if row.shows(day, position, level)]
                    assert len(seen) == len(set(seen))


@given(batches(most=14), st.data(), st.booleans())
@settings(max_examples=examples(150))
def test_a_batch_rolled_back_leaves_nothing_behind(history: Batches, data: st.DataObject, elsewhere: bool) -> None:
    """The engine outlives a transaction that failed; then others are recorded at these positions, here or elsewhere."""
    if not history:
        return
    at = data.draw(st.integers(0, len(history) - 1))
    lost = [[_a_day_later(entry) for entry in entries] for entries in history[at]]
    engine, tables, clean = an_engine(), Tables(), Tables()

    async def run() -> None:
        await project(engine, tables, history[:at])
        tables.fail, before = True, list(tables.entries)
        with contextlib.suppress(ConnectionError):  # none when there was nothing to write
            await project(engine, tables, [lost], committed=False)
        tables.fail, tables.entries = False, before
        await project(an_engine() if elsewhere else engine, tables, history[at : at + 1])
        await project(engine, tables, history[at + 1 :])
        await project(an_engine(), clean, history)

    asyncio.run(run())
    assert {table: set(rows) for table, rows in tables.rows.items()} == {t: set(r) for t, r in clean.rows.items()}


def _a_day_later(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, effective_on=entry.effective_on + dt.timedelta(days=1))


def _life(*days: int) -> Batches:
    """A term opens; then its seat is filled anew on each of some days, a batch for each."""
    opened = TermOpened(body="bureau", term="2026", seats=SEATS)
    facts = [
        opened,
        *(SeatFilled(body="bureau", term="2026", seat="P", person=f"$p{d}", manner=Manner.ELECTION) for d in days),
    ]
    return [
        [[Entry(fact=fact, effective_on=DAYS[day], position=number)]]
        for number, (day, fact) in enumerate(zip((0, *days), facts, strict=True), 1)
    ]


async def test_what_an_engine_has_recorded_it_does_not_read_again() -> None:
    tables, engine = Tables(), an_engine()
    first, *others = _life(1, 2, 3)
    await project(engine, tables, [first])
    tables.read.clear()
    await project(engine, tables, others)
    assert tables.read == []


async def test_what_others_recorded_meanwhile_is_read_from_where_one_had_come_to() -> None:
    tables, engine = Tables(), an_engine()
    history = _life(1, 2, 3, 4)
    await project(engine, tables, history[:2])
    await project(an_engine(), tables, history[2:3])
    tables.read.clear()
    await project(engine, tables, history[3:4])
    assert ("body:bureau:2026", 2) in tables.read
    tables.read.clear()
    await project(engine, tables, history[4:])
    assert tables.read == []
    compare(tables.rows[COMPOSITION.table], history)


async def test_news_of_a_commit_that_comes_after_another_batch_began_is_no_news() -> None:
    """Its lock was free, and another lane had it, before its answer came: what that lane recorded is in between."""
    noun = msgspec.structs.replace(COMPOSITION, kinds=(TermOpened,))  # a seat that is filled bears its tag all the same
    engine, tables = Engine((noun,), 1, lambda _, body: body), Tables()  # type: ignore[arg-type,return-value]
    first, filled = _life(1)
    opened = [msgspec.structs.replace(first[0][0], position=position) for position in (1, 2, 4)]
    await project(engine, tables, [[[opened[0]]]])
    late = await engine.begin(tables, [step([opened[1]])])
    late.work_out()
    tables.entries.append(opened[1])
    await project(engine, tables, [[[msgspec.structs.replace(filled[0][0], position=3)]]])
    late.recorded()
    tables.read.clear()
    await project(engine, tables, [[[opened[2]]]])
    assert tables.read == [("body:bureau:2026", 1)]
    assert [entry.position for entry in engine._kept[LEDGER, "body:bureau:2026"].entries] == [1, 2, 3, 4]


async def test_what_may_have_been_rolled_back_is_read_again() -> None:
    """The commit's answer was lost: whether the entries stand is for the table to say."""
    tables, engine = Tables(), an_engine()
    history = _life(1, 2, 3)
    await project(engine, tables, history[:2])
    await project(engine, tables, history[2:3], committed=False)
    tables.read.clear()
    await project(engine, tables, history[3:])
    assert ("body:bureau:2026", 2) in tables.read
    compare(tables.rows[COMPOSITION.table], history)


async def test_a_table_that_is_not_what_the_ledger_says_stops_the_batch() -> None:
    opened = Entry(fact=TermOpened(body="bureau", term="2026", seats=SEATS), effective_on=DAYS[0], act=None, position=1)
    filled = Entry(
        fact=SeatFilled(body="bureau", term="2026", seat="P", person="$a", manner=Manner.ELECTION),
        effective_on=DAYS[1],
        position=2,
    )
    tables, engine = Tables(), an_engine()
    await project(engine, tables, [[[opened]]])
    tables.rows[COMPOSITION.table].clear()
    with pytest.raises(ProjectionDrift):
        await project(engine, tables, [[[filled]]])


# -- on PostgreSQL -----------------------------------------------------------------------------------------------------


def _some(count: int, least: int = 1) -> list[Batches]:
    """Histories, each in batches, as Hypothesis makes them."""
    found: list[Batches] = []

    @given(batches())
    @settings(max_examples=count * 3, database=None)
    def collect(history: Batches) -> None:
        if sum(len(step_) for batch in history for step_ in batch) >= least:
            found.append(history)

    collect()
    return found[-count:]


async def test_the_database_gives_what_the_oracle_sees(database: Database, pool: Pool) -> None:
    """Each history in a ledger of its own, all at once, so that batches of several ledgers and steps come about."""
    histories = _some(examples(200), least=5)
    engine = Engine(NOUNS, PROJECTION_VERSION, decode_entry)
    async with Writer(lambda: connect(database.app_url), engine) as writer:
        await asyncio.gather(*(_append(writer, f"{n:09}", history) for n, history in enumerate(histories)))
    for number, history in enumerate(histories):
        rows = await _rows(pool, f"{number:09}")
        compare(rows, history)
        await _compare_query(pool, f"{number:09}", history)


async def _append(writer: Writer, ledger: str, history: Batches) -> None:
    number = 0
    for batch in history:
        appends = []
        for entries in batch:
            made = tuple(
                new_entry(entry, recorded_by="test", command=CommandRef(str(number), index))
                for index, entry in enumerate(entries)
            )
            opens = None if number else "SIMULATED"
            appends.append(Append(ledger=ledger, entries=made, opens=opens))
            number += 1
        appended = await asyncio.gather(*(writer.append(append) for append in appends))
        assert [one.last for one in appended] == [entries[-1].position for entries in batch]


async def _rows(pool: Pool, ledger: str) -> list[Row]:
    records = await pool.fetch("SELECT * FROM composition WHERE ledger_id = $1", ledger)
    names = Row.__struct_fields__
    return [Row(*(record["ledger_id" if name == "ledger" else name] for name in names)) for record in records]


async def _compare_query(pool: Pool, ledger: str, history: Batches) -> None:
    """The query itself, on some of the days and positions."""
    entries = [entry for batch in history for step_ in batch for entry in step_]
    for position in ends(history)[-3:]:
        for level in (0, LEVELS - 1):
            readable = [e for e in entries if e.position <= position and e.visibility.level <= level]
            for day in DAYS[::3]:
                found = await seats_on(pool, View(ledger, position, level), "bureau", day)
                expected = {
                    (term, seat): answer.person
                    for term in TERMS
                    for seat, answer in oracle.on(readable, "bureau", term, day).items()
                }
                seen = {
                    (s.term, s.period.seat.seat): s.period.tenure.person if s.period.tenure else None for s in found
                }
                assert seen == expected
