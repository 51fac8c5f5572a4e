"""GraphQL input types made from the domain's Structs: a command is written once, with its words and its limits."""

import datetime as dt
import inspect
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, reduce
from operator import or_
from typing import Any, Final, TypeVar

import msgspec
import strawberry
from graphql import assert_name
from msgspec import Struct
from strawberry.types.base import get_object_definition
from strawberry.types.enum import has_enum_definition

from service.command_shape import Part, Slot, command_name, slots_of
from service.commands import command_registry, decode_commands

AnyEnum = TypeVar("AnyEnum", bound=type[StrEnum])

SCALARS: Final = (str, int, bool, dt.date, dt.datetime)

_REGISTRIES: Final[dict[type, Mapping[str, type[Struct]]]] = {}
"""For each oneOf input made here, the structs that its fields stand for."""


def enum_type(enum: AnyEnum) -> AnyEnum:
    """The GraphQL enum of a StrEnum, for inputs and outputs alike: its names are the stored values.

    A JSON file and a GraphQL variable then write the same word. Raises GraphQLError for a value that is no name.
    """
    if not has_enum_definition(enum):
        for member in enum:
            assert_name(member.value)
        strawberry.enum(enum, description=_words(enum), graphql_name_from="value")
    return enum


@cache
def input_type(struct: type[Struct]) -> type:
    """The GraphQL input type of a Struct, ``<its name>Input``; raises TypeError for a field it cannot show."""
    fields = {
        name: (slot.name, _annotation(slot.part, slot, struct), _field(name, slot))
        for name, slot in slots_of(struct).items()
    }
    return _input(f"{struct.__name__}Input", fields.values(), description=_words(struct), one_of=False)


@cache
def one_of_input(name: str, structs: tuple[type[Struct], ...]) -> type:
    """A @oneOf input with one field per struct, under the struct's name in lower camel case."""
    fields = [
        (
            command_name(struct),
            input_type(struct) | None,
            strawberry.field(name=command_name(struct), description=_words(struct), default=strawberry.UNSET),
        )
        for struct in structs
    ]
    cls = _input(name, fields, description="Exactly one of these.", one_of=True)
    _REGISTRIES[cls] = command_registry(structs)
    return cls


def to_commands(values: Sequence[object], path: str = "commands") -> list[Struct]:
    """The Structs that values of a ``one_of_input`` stand for; raises InvalidCommand with its path."""
    registry = _REGISTRIES[type(values[0])] if values else {}
    return decode_commands([_plain(value) for value in values], registry, path)


def _input(name: str, fields: Iterable[tuple[str, Any, Any]], *, description: str | None, one_of: bool) -> type:
    given = list(fields)
    namespace: dict[str, Any] = {python_name: field for python_name, _, field in given}
    namespace["__annotations__"] = {python_name: annotation for python_name, annotation, _ in given}
    namespace["__module__"] = __name__
    made: type = strawberry.input(type(name, (), namespace), name=name, description=description, one_of=one_of)
    return made


def _annotation(part: Part, slot: Slot, struct: type[Struct]) -> Any:
    """What Strawberry reads in the place of msgspec's annotation."""
    if part.is_choice:
        inner: Any = one_of_input(f"{struct.__name__}{slot.name.title().replace('_', '')}Input", part.structs)
    elif part.structs:
        inner = input_type(part.structs[0])
    elif part.scalar in SCALARS:
        inner = part.scalar
    elif part.scalar is not None and issubclass(part.scalar, StrEnum):
        inner = enum_type(part.scalar)
    else:
        raise TypeError(f"{struct.__name__}.{slot.name}: {part.scalar} has no GraphQL scalar here")
    listed = list[inner] if part.many else inner
    return reduce(or_, (listed, None)) if part.nullable else listed


def _field(name: str, slot: Slot) -> Any:
    options: dict[str, Any] = {}
    if slot.part.nullable:
        options["default"] = strawberry.UNSET
    elif slot.part.many and not slot.required:
        options["default_factory"] = lambda: list(slot.default)
    elif slot.default is not msgspec.NODEFAULT:
        options["default"] = slot.default
    return strawberry.field(name=name, description=slot.part.description, **options)


def _plain(value: object) -> object:
    """A coerced GraphQL input as the JSON that the client could have written in a file."""
    definition = get_object_definition(value)
    if definition is not None:
        given = ((field, getattr(value, field.python_name)) for field in definition.fields)
        return {
            field.graphql_name: _plain(item)
            for field, item in given
            if item is not strawberry.UNSET and field.graphql_name
        }
    match value:
        case StrEnum():
            return value.value
        case dt.datetime() | dt.date():
            return value.isoformat()
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


def _words(cls: type) -> str | None:
    """A class's own docstring, never its base's."""
    own = cls.__dict__.get("__doc__")
    return inspect.cleandoc(own) if own else None
