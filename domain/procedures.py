"""Steps that must come in a lawful order, whatever the order in which the register hears of them.

A slice says what is wrong with one step on what the thing was before it. A step that is recorded late is then judged
in its place, and so are those that come after it: the clerk who tells a story backwards is answered as one who tells
it forwards.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from domain.core.entry import Draft, Entry
from domain.core.notices import Refusal, Refused
from domain.references import References
from domain.things import Apply

T = TypeVar("T", bound=Struct)

Breach = Callable[[T, Entry], Refusal | None]
"""What is wrong with a step, on the thing as it was before; None when nothing is."""


def check_steps(references: References, draft: Draft, apply: Apply[T], breach: Breach[T]) -> None:
    """The draft fits in among the standing entries of its thing, in legal order.

    What was wrong already (a correction may leave a gap) is not held against the draft.

    Raises:
        Refused: the first refusal that the draft brings about, its own or that of a later step.
    """
    own = list(_own(references, draft))
    known = {position for position, _ in _breaches(own, apply, breach)}
    drafted = Entry.of(draft, 1 + max((entry.position for entry in references.entries), default=0))
    together = sorted([*own, drafted], key=lambda entry: entry.legal_order)
    for position, refusal in _breaches(together, apply, breach):
        if position not in known:
            raise Refused(refusal)


def _own(references: References, draft: Draft) -> Iterator[Entry]:
    tag = draft.fact.tags()[0]
    return (entry for entry in references.entries if entry.fact.tags()[0] == tag)


def _breaches(entries: Iterable[Entry], apply: Apply[T], breach: Breach[T]) -> Iterator[tuple[int, Refusal]]:
    thing: T | None = None
    for entry in entries:
        if thing is not None and (refusal := breach(thing, entry)) is not None:
            yield entry.position, refusal
        thing = apply(thing, entry)


def as_of(references: References, draft: Draft, apply: Apply[T]) -> T | None:
    """What the draft's thing is just before it takes effect: cautions are given on that."""
    thing: T | None = None
    for entry in _own(references, draft):
        if entry.effective_on <= draft.effective_on:
            thing = apply(thing, entry)
    return thing
