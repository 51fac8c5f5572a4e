"""Random facts of every kind, made from their annotations."""

from enum import StrEnum
from functools import cache
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct, inspect

from domain.core.calendar import EARLIEST, LATEST
from domain.core.entry import Act, Draft, Replaces, Visibility
from domain.facts import FACT_TYPES

_TEXT = st.characters(exclude_categories=["Cs"])


def drafts() -> st.SearchStrategy[Draft]:
    """A fact of any kind, as decided."""
    return st.builds(
        Draft,
        fact=st.sampled_from(sorted(FACT_TYPES)).flatmap(_fact),
        effective_on=_DATES,
        act=st.none() | _of(inspect.type_info(Act)),
        visibility=st.sampled_from(Visibility),
        replaces=st.none() | st.builds(Replaces, entry=st.integers(1, 2**53 - 1), order=st.integers(1, 2**53 - 1)),
    )


_DATES = st.dates(EARLIEST, LATEST)


@cache
def _fact(name: str) -> st.SearchStrategy[Any]:
    return _of(inspect.type_info(FACT_TYPES[name]))


@cache
def _matching(pattern: str, shortest: int, longest: int) -> st.SearchStrategy[str]:
    """Made once for each pattern: a strategy over all of Unicode is dear to make."""
    found = st.from_regex(pattern.removesuffix("$") + r"\Z", alphabet=_TEXT)
    return found.filter(lambda text: shortest <= len(text) <= longest)


def _of(kind: Any) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.Metadata(type=inner):
            return _of(inner)
        case inspect.StructType(cls=cls, fields=fields):
            return _built(cls, fields)
        case inspect.UnionType(types=types):
            return st.one_of([_of(one) for one in types])
        case inspect.VarTupleType(item_type=item, min_length=fewest, max_length=most):
            return st.lists(_of(item), min_size=fewest or 0, max_size=min(most or 3, 3)).map(tuple)
        case inspect.EnumType(cls=cls):
            assert issubclass(cls, StrEnum)
            return st.sampled_from(cls)
        case inspect.StrType(pattern=str(pattern), min_length=shortest, max_length=longest):
            return _matching(pattern, shortest or 0, longest or 2000)
        case inspect.StrType(min_length=shortest, max_length=longest):
            return st.text(_TEXT, min_size=shortest or 0, max_size=min(longest or 60, 60))
        case inspect.IntType(ge=least, le=greatest):
            return st.integers(least or 0, 2**53 - 1 if greatest is None else greatest)
        case inspect.BoolType():
            return st.booleans()
        case inspect.NoneType():
            return st.none()
        case inspect.DateType():
            return _DATES
    raise TypeError(f"no strategy for {kind}")


def _built(cls: type[Struct], fields: tuple[inspect.Field, ...]) -> st.SearchStrategy[Any]:
    made: st.SearchStrategy[Any] = st.builds(cls, **{field.name: _of(field.type) for field in fields})
    return made
