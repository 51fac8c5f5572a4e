"""Where a Struct names people: found by the type of its fields, however deep they are."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, TypeVar, get_args

from msgspec import Meta, Struct, structs

from domain.core.identifiers import OrganizationId, PersonId
from service.command_shape import Part, slots_of

S = TypeVar("S", bound=Struct)


def _pattern(identifier: Any) -> str:
    (meta,) = (extra for extra in get_args(identifier)[1:] if isinstance(extra, Meta))
    assert meta.pattern is not None
    return meta.pattern


_PERSON: Final = _pattern(PersonId)
_ORGANIZATION: Final = _pattern(OrganizationId)


def is_person(part: Part) -> bool:
    """Whether a field holds the id of a person."""
    return _PERSON in part.patterns


def is_organization(part: Part) -> bool:
    """Whether a field holds the id of an organisation."""
    return _ORGANIZATION in part.patterns


@cache
def _worth_a_look(struct: type[Struct]) -> tuple[tuple[str, bool], ...]:
    """The fields that name people, or hold Structs that may; and whether they name them directly."""
    parts = {slot.name: slot.part for slot in slots_of(struct).values()}
    return tuple((name, is_person(part)) for name, part in parts.items() if is_person(part) or part.structs)


def with_people(struct: S, renamed: Callable[[str], str]) -> S:
    """The same Struct with every id of a person replaced."""
    changed = {name: _renamed(getattr(struct, name), direct, renamed) for name, direct in _worth_a_look(type(struct))}
    return structs.replace(struct, **changed) if changed else struct


def _renamed(value: Any, direct: bool, renamed: Callable[[str], str]) -> Any:
    match value:
        case tuple():
            return tuple(_renamed(item, direct, renamed) for item in value)
        case Struct():
            return with_people(value, renamed)
        case str() if direct:
            return renamed(value)
    return value


def names_in(struct: Struct, wanted: Callable[[Part], bool] = is_person) -> Iterator[str]:
    """Every id of a kind in a Struct, as often as it stands there."""
    for slot in slots_of(type(struct)).values():
        value = getattr(struct, slot.name)
        items = value if isinstance(value, tuple) else (value,)
        for item in items:
            if isinstance(item, Struct):
                yield from names_in(item, wanted)
            elif isinstance(item, str) and wanted(slot.part):
                yield item
