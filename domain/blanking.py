"""Which texts of a fact are free, and the fact without them: ids, dates, words of a list and numbers stay as they are.

A text is free when its type is Label or Text: everything else that is a string has a pattern or is an enumeration.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, TypeVar, get_args

from msgspec import Meta, Struct, inspect, structs

from domain.core.entry import Act, Fact
from domain.core.identifiers import Label, Text

S = TypeVar("S", bound=Struct)

PLACEHOLDER: Final = "[effacé]"
"""What stands where a free text stood."""
PLACEHOLDER_URL: Final = "https://erased.invalid/"
"""What stands where the address of an act stood: no such host exists (RFC 6761)."""


def _lengths(text: Any) -> tuple[int | None, int | None]:
    (meta,) = (extra for extra in get_args(text)[1:] if isinstance(extra, Meta))
    return meta.min_length, meta.max_length


_FREE: Final = frozenset((_lengths(Label), _lengths(Text)))


def free_texts(fact: Fact, act: Act | None = None) -> dict[str, str]:
    """Every free text of a fact and of its act, by where it stands (``clauses.0.text``, ``act.title``)."""
    found = dict(_texts(fact, inspect.type_info(type(fact)), ""))
    for name in ("title", "url"):
        if act is not None and (text := getattr(act, name)):
            found[f"act.{name}"] = text
    return found


def blanked(fact: Fact, wanted: Callable[[str], bool]) -> Fact:
    """The same fact with the placeholder in the places that are wanted."""
    made: Fact = _blanked(fact, _info(type(fact)), "", wanted)
    return made


def blanked_act(act: Act | None, wanted: Callable[[str], bool]) -> Act | None:
    """The same act; its date, kind, number and digest always stay."""
    if act is None:
        return None
    title = PLACEHOLDER if act.title and wanted("act.title") else act.title
    url = PLACEHOLDER_URL if act.url and wanted("act.url") else act.url
    return structs.replace(act, title=title, url=url)


@cache
def _info(kind: type[Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def _texts(value: Any, info: inspect.Type, path: str) -> Iterator[tuple[str, str]]:
    match _of(value, info):
        case inspect.StrType() as text if _is_free(text) and isinstance(value, str):
            yield path, value
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from _texts(getattr(value, field.name), field.type, _under(path, field.name))
        case inspect.VarTupleType(item_type=item):
            for index, each in enumerate(value):
                yield from _texts(each, item, _under(path, str(index)))


def _blanked(value: Any, info: inspect.Type, path: str, wanted: Callable[[str], bool]) -> Any:
    match _of(value, info):
        case inspect.StrType() as text if _is_free(text) and isinstance(value, str):
            return PLACEHOLDER if wanted(path) else value
        case inspect.StructType(fields=fields):
            made = {f.name: _blanked(getattr(value, f.name), f.type, _under(path, f.name), wanted) for f in fields}
            return structs.replace(value, **made)
        case inspect.VarTupleType(item_type=item):
            return tuple(_blanked(each, item, _under(path, str(i)), wanted) for i, each in enumerate(value))
    return value


def _of(value: Any, info: inspect.Type) -> inspect.Type | None:
    """The type of a union that a value is of; None for nothing."""
    if value is None:
        return None
    options = info.types if isinstance(info, inspect.UnionType) else (info,)
    for option in (each.type if isinstance(each, inspect.Metadata) else each for each in options):
        if isinstance(option, inspect.StructType):
            if type(value) is option.cls:
                return option
        elif not isinstance(option, inspect.NoneType):
            return option
    return None


def _is_free(text: inspect.StrType) -> bool:
    return text.pattern is None and (text.min_length, text.max_length) in _FREE


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
