"""Things with a life of their own, projected all in one way, and found by what they are about.

A *thing* has one row for each period during which its facts leave it as it is. Beside it stand its *terms*, one row for
each word, theme, person, territory... by which it is looked up: an inverted index that is itself a noun, so a search
answers "on D, as known at K" for each level of confidentiality, and neither its hits nor their number betray what a
viewer may not read. A page costs what it shows: terms are kept in the order in which lists show things.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Generic, TypeVar

from asyncpg import Record
from msgspec import Struct, structs

from domain.core.entry import Disclosed, Entry, Fact, Rectified, standing
from domain.deadlines import Deadline
from domain.things import Apply, Span, life
from projections.noun import OPEN, Noun, Row
from projections.query import Connection, View, decode
from projections.words import sort_key

T = TypeVar("T", bound=Struct)

EVERY: Final = "all"
"""The term that every thing of a noun bears."""
AGENDA: Final = "deadline"
AGENDA_COLUMNS: Final = ("due", "kind", "organization", "person")
"""The one agenda of every noun: its subjects are the things, its rows what is due of them."""
AT_ONCE: Final = 1000
"""Things read at a time where all are asked for."""
COMMON: Final = 200
"""Rows from which on a term narrows a search no more than another."""


class _Nothing(Struct, frozen=True):
    """A term's row says all in its columns."""


_NOTHING: Final = _Nothing()


class ThingNoun(Struct, Generic[T], frozen=True, kw_only=True):
    """How a slice's things are projected and found."""

    table: str
    """Of its rows; that of its terms is ``<table>_term``."""
    thing: type[T]
    kinds: tuple[type[Fact], ...]
    """The facts that make its things; their first tag names the thing."""
    prefix: str
    """With which those tags begin: ``decision:``."""
    apply: Apply[T]
    sort: Callable[[T], str]
    """By which lists are in order: a date (2026-10-12) or a name."""
    terms: Callable[[T], Iterable[str]]
    """By which a thing is found: ``theme:water``, ``person:p-...``, ``word:dechet`` (see ``words``)."""
    descending: bool = True
    """Latest first; False for names."""
    deadlines: Callable[[T], Iterable[Deadline]] | None = None
    """What is still due of a thing, if anything ever is."""
    spans: Callable[[Sequence[Entry]], Iterable[Span[T]]] | None = None
    """Its periods, where they do not just follow its facts: what is annulled never was in force."""
    of: Callable[[Fact], str] = lambda fact: fact.tags()[0]
    """Which thing a fact is one of; another of its tags when the facts of several things tell this one."""

    def subjects(self, fact: Fact) -> Iterable[str]:
        """The things that a fact touches."""
        if isinstance(fact, self.kinds):
            return (self.of(fact),)
        if isinstance(fact, Rectified | Disclosed):
            return (t for t in fact.about if t.startswith(self.prefix) and t.count(":") == 1)
        return ()

    def own(self, entries: Sequence[Entry]) -> list[Entry]:
        """The standing entries that make a thing what it is."""
        return [entry for entry in standing(entries) if isinstance(entry.fact, self.kinds)]

    def rows(self, subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
        """One row for each period."""
        for span in self._periods(subject, entries):
            yield Row("", span.start, span.end, (), span.thing)

    def term_rows(self, subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
        """One row for each unbroken time during which the thing is found by a term at one place of the order."""
        open_: dict[str, tuple[dt.date, str]] = {}
        for span in self._periods(subject, entries):
            place = sort_key(self.sort(span.thing))
            now = dict.fromkeys((EVERY, *self.terms(span.thing)))
            for term, (start, before) in list(open_.items()):
                if term not in now or before != place:
                    yield Row(term, start, span.start, (term, before), _NOTHING)
                    del open_[term]
            for term in now:
                open_.setdefault(term, (span.start, place))
        for term, (start, place) in open_.items():
            yield Row(term, start, None, (term, place), _NOTHING)

    def _periods(self, subject: str, entries: Sequence[Entry]) -> Iterable[Span[T]]:
        own = self._of(subject, entries)
        return self.spans(own) if self.spans else life(self.apply, own)

    def _of(self, subject: str, entries: Sequence[Entry]) -> list[Entry]:
        return [entry for entry in self.own(entries) if self.of(entry.fact) == subject]

    def deadline_rows(self, subject: str, entries: Sequence[Entry]) -> Iterator[Row]:
        """One row for each unbroken time during which something is due; what is due twice alike is due once."""
        open_: dict[Deadline, dt.date] = {}
        for span in self._periods(subject, entries):
            due = [structs.replace(d, subject=d.subject or subject) for d in self.deadlines(span.thing)]  # type: ignore[misc]
            for deadline in [d for d in open_ if d not in due]:
                yield from _due(deadline, open_.pop(deadline), span.start)
            for deadline in due:
                open_.setdefault(deadline, span.start)
        for deadline, start in open_.items():
            yield from _due(deadline, start, None)

    def nouns(self) -> tuple[Noun, ...]:
        """For the engine: the things, the terms by which they are found, and what is due of them."""
        things = Noun(table=self.table, columns=(), subjects=self.subjects, rows=self.rows, kinds=self.kinds)
        terms = Noun(
            table=f"{self.table}_term",
            columns=("term", "sort"),
            subjects=self.subjects,
            rows=self.term_rows,
            kinds=self.kinds,
        )
        if self.deadlines is None:
            return (things, terms)
        agenda = Noun(
            table=AGENDA, columns=AGENDA_COLUMNS, subjects=self.subjects, rows=self.deadline_rows, kinds=self.kinds
        )
        return (things, terms, agenda)


def _due(deadline: Deadline, start: dt.date, end: dt.date | None) -> Iterator[Row]:
    """A deadline's place on the agenda; what simply passes leaves it the day after."""
    if deadline.passes:
        after = deadline.due + dt.timedelta(days=1)
        end = min(end, after) if end else after
    if end is None or start < end:
        key = f"{deadline.kind}|{deadline.due}|{deadline.entry}|{deadline.organization or ''}|{deadline.title or ''}"
        columns = (deadline.due.isoformat(), deadline.kind.value, deadline.organization, deadline.person)
        yield Row(key, start, end, columns, deadline)


class Found(Struct, Generic[T], frozen=True):
    """A thing as it is on a day, since when and until when it is so, and where it stands in the order."""

    thing: T
    since: dt.date
    until: dt.date | None
    place: str
    """Sort key and tag: give it back to go on after."""


class Search(Struct, frozen=True, kw_only=True):
    """What to look for: things that bear every one of these terms, from a place of the order to another."""

    terms: tuple[str, ...] = ()
    first_sort: str | None = None
    """Lowest sort key, included."""
    last_sort: str | None = None
    """Highest sort key, included with all that begins so (a month: 2026-10)."""


# -- queries -----------------------------------------------------------------------------------------------------------

_THEN: Final = """{t}.ledger_id = $1 AND {t}.known_to > $2 AND {t}.known_from <= $2
          AND {t}.level_from <= $3 AND {t}.level_to >= $3 AND {t}.valid_from <= $4 AND {t}.valid_to > $4"""
_STILL: Final = f"t.valid_to = 'infinity' AND t.known_to = {OPEN}"
_ENDED: Final = f"t.valid_to < 'infinity' AND t.known_to = {OPEN}"
_BELIEVED: Final = f"t.known_to < {OPEN}"
"""The three parts of a noun's terms, each with an index: what bears one still, what bore it once, what was thought to.

(asyncpg writes ``date.max`` as ``infinity``.)
"""


def _bearing(noun: ThingNoun[T], term: str, first: str, *, probes: str = "", also: str = "") -> str:
    """SQL: the first things that bear a term on a day, in the noun's order; what has long ended is not looked at.

    Each part has an order and a limit of its own, and a look-up of the thing has one too: that keeps the planner to
    walking each index as far as the list goes. Left to choose, it sorts or hashes all as soon as that looks cheaper.
    """
    thing = f"SELECT * FROM {noun.table} n WHERE {_THEN.format(t='n')} AND n.subject = t.subject LIMIT 1"
    parts = " UNION ALL ".join(
        f"""(SELECT t.sort, n.subject, n.valid_from, n.valid_to, n.data
             FROM {noun.table}_term t{probes} CROSS JOIN LATERAL ({thing}) AS n
             WHERE {_THEN.format(t="t")} AND t.term = {term}{also} AND {part}
             ORDER BY {_order(noun)} LIMIT {first})"""
        for part in (_STILL, _ENDED, _BELIEVED)
    )
    return f"SELECT * FROM ({parts}) AS t ORDER BY {_order(noun)} LIMIT {first}"


def _order(noun: ThingNoun[T], t: str = "t") -> str:
    direction = "DESC" if noun.descending else "ASC"
    return f'{t}.sort {direction}, {t}.subject COLLATE "C" {direction}'


async def find(
    connection: Connection, view: View, noun: ThingNoun[T], on: dt.date, search: Search, *, first: int, after: str = ""
) -> list[Found[T]]:
    """Things that bear all the terms on a day, in the noun's order, after a place.

    The rarest term is gone through in the order of the list; for each thing so found, the other terms and the thing
    itself are one look-up each.
    """
    driver, *others = await _rarest_first(connection, view, noun, on, search.terms or (EVERY,))
    parameters: list[Any] = [view.ledger, view.position, view.level, on, driver]

    def given(value: object) -> str:
        parameters.append(value)
        return f"${len(parameters)}"

    probes = "".join(
        f"""
        CROSS JOIN LATERAL (SELECT 1 FROM {noun.table}_term u
                            WHERE {_THEN.format(t="u")} AND u.subject = t.subject AND u.key = {given(term)}
                            LIMIT 1) AS u{number}"""
        for number, term in enumerate(others)
    )
    conditions = []
    if search.first_sort is not None:
        conditions.append(f"t.sort >= {given(sort_key(search.first_sort))}")
    if search.last_sort is not None:
        conditions.append(f"t.sort < {given(sort_key(search.last_sort))} || chr(1114111)")
    beyond = "<" if noun.descending else ">"
    if after:
        sort, _, subject = after.rpartition("\x1f")
        conditions.append(f'(t.sort, t.subject COLLATE "C") {beyond} ({given(sort)}, {given(subject)})')
    also = "".join(f"\n          AND {condition}" for condition in conditions)
    sql = _bearing(noun, "$5", given(first), probes=probes, also=also)
    records = await connection.fetch(sql, *parameters)
    return [_found(record, noun, record["sort"]) for record in records]


async def _rarest_first(
    connection: Connection, view: View, noun: ThingNoun[T], on: dt.date, terms: Sequence[str]
) -> list[str]:
    """The terms by how often they stand in the index for a day or later, counted no further than it matters."""
    if len(terms) == 1:
        return list(terms)
    borne = f"SELECT 1 FROM {noun.table}_term t WHERE t.ledger_id = $1 AND t.term = asked.term"
    records = await connection.fetch(
        f"""
        SELECT asked.term FROM unnest($2::text[]) WITH ORDINALITY AS asked (term, place)
        ORDER BY (SELECT count(*) FROM ({borne} AND {_STILL} LIMIT {COMMON}) AS few)
               + (SELECT count(*) FROM ({borne} AND {_ENDED} AND t.valid_to > $3 LIMIT {COMMON}) AS few), asked.place
        """,
        view.ledger,
        list(terms),
        on,
    )
    return [record["term"] for record in records]


async def with_terms(
    connection: Connection, view: View, noun: ThingNoun[T], on: dt.date, terms: Sequence[str], *, first: int | None
) -> dict[str, list[Found[T]]]:
    """For each of some terms, the first things that bear it on a day (None: all), in the noun's order: one look-up."""
    if not terms:
        return {}
    records = await connection.fetch(
        f"""
        SELECT asked.term, found.* FROM unnest($5::text[]) AS asked (term) CROSS JOIN LATERAL (
            {_bearing(noun, "asked.term", "$6")}
        ) AS found ORDER BY asked.term, {_order(noun, "found")}
        """,
        view.ledger,
        view.position,
        view.level,
        on,
        list(terms),
        first,
    )
    found: dict[str, list[Found[T]]] = {term: [] for term in terms}
    for record in records:
        found[record["term"]].append(_found(record, noun, record["sort"]))
    return found


async def every(
    connection: Connection, view: View, noun: ThingNoun[T], on: dt.date, search: Search | None = None
) -> list[Found[T]]:
    """All of them, for an answer that is about all: a coverage, a matrix."""
    found: list[Found[T]] = []
    while True:
        after = found[-1].place if found else ""
        page = await find(connection, view, noun, on, search or Search(), first=AT_ONCE, after=after)
        found += page
        if len(page) < AT_ONCE:
            return found


async def by_tag(
    connection: Connection, view: View, noun: ThingNoun[T], on: dt.date, tags: Sequence[str]
) -> dict[str, Found[T]]:
    """Things by their tags, as they are on a day."""
    if not tags:
        return {}
    records = await connection.fetch(
        f"SELECT n.subject, n.valid_from, n.valid_to, n.data FROM {noun.table} n"
        f" WHERE {_THEN.format(t='n')} AND n.subject = ANY ($5)",
        view.ledger,
        view.position,
        view.level,
        on,
        list(tags),
    )
    return {record["subject"]: _found(record, noun, "") for record in records}


async def periods_of(connection: Connection, view: View, noun: ThingNoun[T], tag: str) -> list[Found[T]]:
    """What a thing was, period after period, those to come included."""
    records = await connection.fetch(
        f"""
        SELECT subject, valid_from, valid_to, data FROM {noun.table}
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= $3 AND level_to >= $3
          AND subject = $4 ORDER BY valid_from
        """,
        view.ledger,
        view.position,
        view.level,
        tag,
    )
    return [_found(record, noun, "") for record in records]


def _found(record: Record, noun: ThingNoun[T], sort: str) -> Found[T]:
    end: dt.date = record["valid_to"]
    until = None if end == dt.date.max else end
    return Found(decode(record, noun.thing), record["valid_from"], until, f"{sort}\x1f{record['subject']}")
