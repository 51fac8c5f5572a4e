"""Which bodies there are, and their terms. The subject is a body."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from domain.core.entry import Entry, standing
from domain.facts.bodies import BodyCreated, BodyDissolved, BodyKind, TermEnded, TermOpened
from projections.noun import Noun, Row, named
from projections.query import Connection, View, decode


class TermDates(Struct, frozen=True):
    """A term: from a day (included) to a day (excluded)."""

    term: str
    opened_on: dt.date
    ended_on: dt.date | None = None


class Body(Struct, frozen=True):
    """A body, as long as it exists."""

    body: str
    kind: BodyKind
    name: str
    entry: int
    parent: str | None = None
    terms: tuple[TermDates, ...] = ()

    def term_on(self, on: dt.date) -> TermDates | None:
        """The term that runs on a day."""
        running = (t for t in self.terms if t.opened_on <= on and (t.ended_on is None or on < t.ended_on))
        return next(running, None)


def rows(subject: str, entries: Sequence[Entry]) -> Iterable[Row]:
    """One row: the body with all its terms, from its creation to its dissolution."""
    name = subject.removeprefix("body:")
    created: Entry | None = None
    dissolved_on: dt.date | None = None
    terms: dict[str, TermDates] = {}
    for entry in standing(entries):
        match entry.fact:
            case BodyCreated(body=body) if body == name:
                created = created or entry
            case BodyDissolved(body=body) if body == name:
                dissolved_on = entry.effective_on
            case TermOpened(body=body, term=term) if body == name:
                terms.setdefault(term, TermDates(term, entry.effective_on))
            case TermEnded(body=body, term=term) if body == name and term in terms:
                opened = terms[term]
                terms[term] = TermDates(term, opened.opened_on, opened.ended_on or entry.effective_on)
    if created is None or not isinstance(fact := created.fact, BodyCreated):
        return
    if dissolved_on is not None and dissolved_on <= created.effective_on:
        return
    in_order = tuple(sorted(terms.values(), key=lambda term: term.opened_on))
    body_ = Body(name, fact.kind, fact.name, created.position, fact.parent, in_order)
    yield Row(name, created.effective_on, dissolved_on, (name,), body_)


BODY = Noun(
    table="body",
    columns=("body",),
    kinds=(BodyCreated, BodyDissolved, TermOpened, TermEnded),
    subjects=named("body:"),
    rows=rows,
)


async def all_bodies(connection: Connection, view: View, on: dt.date | None = None) -> list[Body]:
    """Every body of an authority, those that exist on a day or all there ever were; the assembly and bureau first."""
    when = "" if on is None else "AND valid_from <= $4 AND valid_to > $4"
    records = await connection.fetch(
        f"""
        SELECT * FROM body
        WHERE ledger_id = $1 AND known_to > $2 AND known_from <= $2 AND level_from <= $3 AND level_to >= $3 {when}
        ORDER BY body
        """,
        view.ledger,
        view.position,
        view.level,
        *([] if on is None else [on]),
    )
    kinds = list(BodyKind)
    return sorted((decode(r, Body) for r in records), key=lambda b: (kinds.index(b.kind), b.body))
