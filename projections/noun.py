"""What a noun gives to the engine: two pure functions and the name of its table."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from msgspec import Struct, json

from domain.core.entry import Disclosed, Entry, Fact, Rectified, is_cited
from domain.facts.erasure import BodyErased

OPEN: Final = 9223372036854775807
"""``known_to`` of a row that still holds."""
_ENCODER = json.Encoder(order="sorted")


class Row(Struct, frozen=True, gc=False):
    """What is true of one thing during a half-open period of legal time."""

    key: str
    """Names the thing within its subject."""
    valid_from: dt.date
    valid_to: dt.date | None
    """Excluded; None: open."""
    columns: tuple[str | None, ...]
    """Values of the noun's own columns, by which it is looked up."""
    data: Struct
    """The rest; stored as JSON."""


class Fold(Protocol):
    """Rows in the making: a noun whose subjects are long gives one, so that an entry costs what it changes.

    What it comes to must be what ``rows`` comes to: the engine's tests hold the two equal.
    """

    def advance(self, entries: Sequence[Entry]) -> Mapping[tuple[str, dt.date], Row | None] | None:
        """The rows that these entries change, by key and first day (None: no more).

        None when the entries do not come after all those before: the subject is to be made from the beginning.
        """


class Noun(Struct, frozen=True, kw_only=True):
    """A read model: which subjects a fact touches, and what rows a subject's entries come to.

    ``kinds`` are the facts that may touch it, besides rectifications, disclosures and erasures of them; ``subjects``
    picks its subjects among the tags of such a fact. ``rows`` is given a subject and every entry that bears it as a
    tag, in order of position, rectifications included; it must be total: no history makes it fail. No two rows have
    the same key and first day.
    """

    table: str
    columns: tuple[str, ...]
    kinds: tuple[type[Fact], ...]
    subjects: Callable[[Fact], Iterable[str]]
    rows: Callable[[str, Sequence[Entry]], Iterable[Row]]
    fold: Callable[[str], Fold] | None = None

    def concerns(self, kind: type[Fact]) -> bool:
        """Whether a kind of fact may touch it at all."""
        return issubclass(kind, (*self.kinds, Rectified, Disclosed, BodyErased))

    def touched(self, fact: Fact) -> Iterable[str]:
        """The subjects that a fact touches."""
        return self.subjects(fact) if self.concerns(type(fact)) else ()


def named(*prefixes: str, parts: Collection[int] = (2,)) -> Callable[[Fact], Iterable[str]]:
    """Picks the tags with one of these prefixes and so many parts (``body:bureau`` has two), not what is only cited."""

    def subjects(fact: Fact) -> Iterator[str]:
        for tag in fact.tags():
            if tag.startswith(prefixes) and tag.count(":") + 1 in parts and not is_cited(tag):
                yield tag

    return subjects


def encode(data: Struct) -> str:
    """A row's data as JSON text."""
    return _ENCODER.encode(data).decode()
