"""Where a Struct names people: found by the type of its fields, however deep they are."""

import re
from collections.abc import Callable, Iterator, Mapping
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

_PERSON_FORM: Final = re.compile(_PERSON)
_ORGANIZATION_FORM: Final = re.compile(_ORGANIZATION)


def is_person(part: Part) -> bool:
    """Whether a field holds the id of a person."""
    return _PERSON in part.patterns


def is_organization(part: Part) -> bool:
    """Whether a field holds the id of an organisation."""
    return _ORGANIZATION in part.patterns


def is_either(part: Part) -> bool:
    """Whether a field holds the id of a person or of an organisation."""
    return is_person(part) or is_organization(part)


@cache
def _worth_a_look(struct: type[Struct], wanted: Callable[[Part], bool]) -> tuple[tuple[str, bool], ...]:
    """The fields that hold such an id, or Structs that may; and whether they hold it directly."""
    parts = {slot.name: slot.part for slot in slots_of(struct).values()}
    return tuple((name, wanted(part)) for name, part in parts.items() if wanted(part) or part.structs)


def with_people(struct: S, renamed: Callable[[str], str], wanted: Callable[[Part], bool] = is_person) -> S:
    """The same Struct with every id of a person replaced; or every id of another kind."""
    changed = {
        name: _renamed(getattr(struct, name), direct, renamed, wanted)
        for name, direct in _worth_a_look(type(struct), wanted)
    }
    return structs.replace(struct, **changed) if changed else struct


def _renamed(value: Any, direct: bool, renamed: Callable[[str], str], wanted: Callable[[Part], bool]) -> Any:
    match value:
        case tuple():
            return tuple(_renamed(item, direct, renamed, wanted) for item in value)
        case Struct():
            return with_people(value, renamed, wanted)
        case str() if direct:
            return renamed(value)
    return value


def ids_in(value: Any, people: set[str], organizations: set[str]) -> None:
    """Gather the ids of people and of organisations that stand in JSON, by their form."""
    match value:
        case str():
            if _PERSON_FORM.fullmatch(value):
                people.add(value)
            elif _ORGANIZATION_FORM.fullmatch(value):
                organizations.add(value)
        case Mapping():
            for item in value.values():
                ids_in(item, people, organizations)
        case list() | tuple():
            for item in value:
                ids_in(item, people, organizations)


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
