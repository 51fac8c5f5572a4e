"""Things with a life of their own: decisions, arbitrations, projects... and what their facts make of them.

A thing is founded by a fact whose first tag names it (``decision:2026-11``); its own later facts bear the same first
tag. ``apply`` makes of it, and of one more standing entry, what it is from that day on; it is total. The decisions of a
slice fold with it, and so does the projection: ``life`` gives what the thing is, day after day.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Generic, TypeVar

from msgspec import Struct, structs

from domain import references as _references
from domain.core.entry import Entry, Fact
from domain.references import References

T = TypeVar("T", bound=Struct)

Apply = Callable[[T | None, Entry], T | None]
"""What a thing is after one more of its entries, in legal order; None while it is not founded."""


class Things(Struct, Generic[T], frozen=True):
    """The state of a slice: its things by their tag, and what they refer to."""

    known: dict[str, T] = {}
    references: References = References()

    def get(self, tag: str) -> T | None:
        """A thing, if it is founded."""
        return self.known.get(tag)

    def the(self, tag: str) -> T:
        """A thing that must be founded.

        Raises:
            Refused: UnknownReference.
        """
        self.references.check_thing(tag)
        return self.known[tag]

    def after(self, entry: Entry, kinds: type[Fact] | tuple[type[Fact], ...], apply: Apply[T]) -> "Things[T]":
        """Fold one standing entry: the slice's own kinds of fact change its things."""
        state = structs.replace(self, references=_references.evolve(self.references, entry))
        if not isinstance(entry.fact, kinds):
            return state
        tag = entry.fact.tags()[0]
        thing = apply(self.known.get(tag), entry)
        if thing is None:
            return state
        return structs.replace(state, known={**self.known, tag: thing})


class Span(Struct, Generic[T], frozen=True):
    """What a thing is from a day to a day (excluded; None: open)."""

    start: dt.date
    end: dt.date | None
    thing: T


def life(apply: Apply[T], entries: Iterable[Entry]) -> Iterator[Span[T]]:
    """What a thing is, period after period, from its standing entries in legal order."""
    thing: T | None = None
    start: dt.date | None = None
    for day, group in groupby(entries, key=lambda entry: entry.effective_on):
        before = thing
        for entry in group:
            thing = apply(thing, entry)
        if thing == before:
            continue
        if before is not None and start is not None:
            yield Span(start, day, before)
        start = day
    if thing is not None and start is not None:
        yield Span(start, None, thing)
