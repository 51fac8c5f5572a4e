"""What the self-check makes of a subject's entries is what the engine wrote, step by step."""

import asyncio
import datetime as dt
from collections.abc import Iterable, Sequence

from hypothesis import given, settings
from msgspec import Struct, structs

from domain.core.entry import Entry
from domain.facts.bodies import Manner, SeatFilled, TermOpened
from projections.bodies import BODY
from projections.comparison import Recorded, Rows, differences, known_rows
from projections.composition import COMPOSITION
from projections.noun import OPEN, Noun
from projections.noun import Row as NounRow
from tests.hypothesis_profiles import examples
from tests.projections.histories import batches
from tests.projections.test_engine import Batches, Row, Tables, an_engine, project

DAY, LAST_DAY = "2026-05-20", "infinity"


def as_stored(day: dt.date) -> str:
    return {dt.date.min: "-infinity", dt.date.max: "infinity"}.get(day) or str(day)


def of_table(row: Row, columns: tuple[str | None, ...]) -> Rows:
    place = (row.key, row.level_from, as_stored(row.valid_from), row.known_from)
    return {place: (row.level_to, as_stored(row.valid_to), row.known_to, row.data, *columns)}


@given(batches(most=16))
@settings(max_examples=examples(200))
def test_the_rows_made_anew_are_those_of_the_engine(history: Batches) -> None:
    tables = Tables()
    asyncio.run(project(an_engine(), tables, history))
    steps = [Recorded(entries[-1].position, tuple(entries)) for batch in history for entries in batch]
    tags = {tag for step in steps for entry in step.entries for tag in entry.fact.tags()}
    for noun in (BODY, COMPOSITION):
        for tag in tags:
            own = [
                structs.replace(step, entries=tuple(e for e in step.entries if tag in e.fact.tags())) for step in steps
            ]
            made = known_rows(noun, tag, [step for step in own if step.entries])
            # The engine's table of these tests keeps no column of the noun's own.
            bare = {place: values[:4] for place, values in (made or {}).items()}
            stored = [of_table(row, ()) for row in tables.rows[noun.table] if row.subject == tag]
            assert bare == {place: values for rows in stored for place, values in rows.items()}


def test_differences_are_told_by_known_position() -> None:
    def place(key: str, since: int) -> tuple[str, int, str, int]:
        return key, 0, DAY, since

    values = (3, LAST_DAY, OPEN, "{}")
    due: Rows = {place("a", 9): values, place("b", 2): values, place("c", 5): values}
    stored: Rows = {place("a", 9): (*values[:3], "{ }"), place("b", 2): values, place("d", 4): values}
    found = differences("body", "body:x", due, stored)
    assert [(one.key, one.known_from, one.stands, one.due) for one in found] == [
        ("d", 4, True, False),
        ("c", 5, False, True),
        ("a", 9, True, True),
    ]


class Number(Struct, frozen=True):
    entries: int


def test_what_does_not_touch_a_noun_is_part_of_what_its_rows_are_made_of() -> None:
    def rows(_: str, entries: Sequence[Entry]) -> Iterable[NounRow]:
        if any(isinstance(entry.fact, SeatFilled) for entry in entries):
            yield NounRow("", dt.date.min, None, (), Number(len(entries)))

    tag = "body:bureau:2026"
    noun = Noun(table="toy", columns=(), kinds=(SeatFilled,), subjects=lambda fact: fact.tags(), rows=rows)
    opened = TermOpened(body="bureau", term="2026", seats=())
    filled = SeatFilled(body="bureau", term="2026", seat="P", person="$a", manner=Manner.ELECTION)
    steps = [
        Recorded(place, (Entry(fact=fact, effective_on=dt.date(2026, 5, 20), position=place),))
        for place, fact in enumerate((opened, filled, opened, filled), 1)
    ]
    place = ("", 0, "-infinity")
    assert known_rows(noun, tag, steps) == {
        (*place, 2): (3, "infinity", 4, '{"entries":2}'),
        (*place, 4): (3, "infinity", OPEN, '{"entries":4}'),
    }
    assert known_rows(noun, tag, steps[:1]) is None
