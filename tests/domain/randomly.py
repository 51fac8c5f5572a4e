"""Commands of a slice thrown at random: any dates in any order, unknown names, extreme numbers. Made from the types
of the commands themselves, so that a new command or field is thrown too."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from msgspec import Struct

from domain.core.command import Command
from domain.core.entry import Visibility, standing
from domain.register import RefusedAt
from tests.domain.given import Ledger
from tests.domain.life import ACT, OUTSIDER, PEOPLE

DAYS = [
    dt.date.fromisoformat(day)
    for day in 4 * ("2026-06-10", "2026-06-11", "2026-09-01")
    + ("1789-07-14", "2026-05-20", "2026-06-01", "2026-12-31", "2199-12-31")
]
"""Mostly about when the ledger's own things are: of days at random nearly all would be refused."""
WHO = [*PEOPLE, *PEOPLE, OUTSIDER, "unknown"]
NUMBERS = (0, 1, 2, 4, 5, 8, 10_000)
NAMES: Mapping[str, Sequence[Any]] = {
    **dict.fromkeys(("person", "chair", "secretary", "giver", "bearer", "author", "asked_by", "excused"), WHO),
    **dict.fromkeys(("guests", "concerns"), WHO),
    **dict.fromkeys(("body", "presides"), ("assembly", "assembly", "bureau", "bureau", "none")),
    **dict.fromkeys(("session", "second_of", "approved_at"), ("s1", "s1", "s1", "s2", "s2", "s3", "none")),
    **dict.fromkeys(("item", "items", "before", "deferred"), ("i1", "i2", "i3", "i1", "i2", "i3", "none")),
    **dict.fromkeys(("decision", "by_decision"), ("d1", "d1", "d2", "d2", "d3", "none")),
    **dict.fromkeys(("delegation", "under"), ("g1", "g1", "g2", "g2", "g3", "none")),
    **dict.fromkeys(("organization", "addressed_to", "territory"), (*3 * ("epci:242320109",), "org:none")),
    "themes": ("water", "land", "water", "land", "none"),
    "articles": ("1", "2", "none"),
    "article": ("1", "2"),
    "in_place_of": ("A1", "B1", "none"),
    "limit": ("90000", "0", "-1.5", "999999999999999"),
    "consecutive": (1, 3, 4, 100),
    "round": (1, 3),
}
"""For fields whose values must agree from one command to another; the rest is made from the type."""


def anything(kind: type[Struct], **fixed: Any) -> st.SearchStrategy[Any]:
    """Any value of a Struct, except for some fields."""
    hints = get_type_hints(kind, include_extras=True)
    made = {name: _of(name, hints[name]) for name in kind.__struct_fields__ if name not in fixed}
    return st.builds(kind, **made, **{name: st.just(value) for name, value in fixed.items()})


def any_command(kinds: Sequence[type[Command]]) -> st.SearchStrategy[Command]:
    """Any command of a slice, by an act."""
    return st.one_of([anything(kind, act=ACT, visibility=Visibility.PUBLIC) for kind in kinds])


def _of(name: str, hint: Any) -> st.SearchStrategy[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _of(name, args[0])
    if origin in (Union, UnionType):
        made = [_of(name, each) for each in args]
        # What may be left out mostly is: each thing named is one more reason to refuse.
        return st.one_of([*made, *(3 * [st.none()] if NoneType in args else [])])
    if origin is tuple:
        return st.lists(_of(name, args[0]), min_size=1, max_size=3).map(tuple)
    if hint is NoneType:
        return st.none()
    if isinstance(hint, type) and issubclass(hint, Struct):
        return anything(hint)
    if name in NAMES:
        return st.sampled_from(NAMES[name])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return st.sampled_from({bool: (False, True), int: NUMBERS, dt.date: DAYS, str: ("texte",)}[hint])


def throw(slice_: Any, base: Ledger, commands: Sequence[Command]) -> int:
    """Put commands to a copy of a ledger, one after the other; how many were recorded.

    Nothing but a refusal may come out, the boundary may forget nothing (``Ledger.decide`` compares), what was recorded
    is true already when it is asked for again, and every fact counts in what its thing is.
    """
    ledger, recorded = base.copy(), 0
    for command in commands:
        try:
            ledger.record(command)
        except RefusedAt:
            continue
        recorded += 1
        (again,) = ledger.decide([command])
        assert again.drafts == (), f"recorded twice: {command}"
    state = slice_.EMPTY
    for entry in standing(ledger.entries):
        state = slice_.evolve(state, entry)
    for entry in ledger.entries[len(base.entries) :]:
        thing = state.things.get(entry.fact.tags()[0])
        assert thing is None or entry.position in thing.entries, f"recorded for nothing: {entry}"
    return recorded
