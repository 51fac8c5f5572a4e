"""GraphQL output types made from the domain's Structs: a thing is described once, with its words, and named people and
organisations are shown by name.

The twin of ``inputs``: what a command says goes in by ``input_type``, what a thing has become comes out by ``shown``.
"""

import ast
import datetime as dt
import inspect
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, Final, TypeVar

import strawberry
from msgspec import Struct

from domain.core import entry
from domain.core.identifiers import Slug
from service.command_shape import Part, Slot, slots_of
from service.graphql.described import output
from service.graphql.directory import Directory, OrganizationName, PersonName
from service.graphql.inputs import enum_type
from service.graphql.text import Act
from service.people_in import is_organization, is_person, names_in

T = TypeVar("T", bound=type[Any])

_SCALARS: Final = (str, int, bool, dt.date, dt.datetime)
_SHOWN: Final[dict[type[Struct], type[Any]]] = {}
"""The GraphQL type of each Struct."""
_ID: Final = slots_of(type("_Id", (Struct,), {"__annotations__": {"slug": Slug}}))["slug"].part.patterns


def shown(struct: type[Struct]) -> Callable[[T], T]:
    """Make of a class the GraphQL type of a Struct: the Struct's fields, and the class's own.

    The class has the Struct's name unless it bears another; its docstring describes the type.
    """

    def made(cls: T) -> T:
        own = inspect.get_annotations(cls)
        cls.__annotations__ = {**_annotations(struct), **own}
        for name, field in _fields(struct).items():
            if name not in own:
                setattr(cls, name, field)
        if not cls.__doc__:
            cls.__doc__ = struct.__doc__
        _SHOWN[struct] = output()(cls)
        return cls

    return made


@cache
def shown_type(struct: type[Struct]) -> type[Any]:
    """The GraphQL type of a Struct, made of the Struct alone if no class says more."""
    if struct not in _SHOWN:
        shown(struct)(type(struct.__name__, (), {"__doc__": struct.__doc__, "__module__": __name__}))
    return _SHOWN[struct]


def show(value: Struct, directory: Directory, **more: Any) -> Any:
    """A Struct as its GraphQL type, with the fields that the class adds."""
    cls = _SHOWN[type(value)] if type(value) in _SHOWN else shown_type(type(value))
    fields = {slot.name: _shown(getattr(value, slot.name), slot.part, directory) for slot in _slots(type(value))}
    return cls(**fields, **more)


def named(values: Iterable[Struct]) -> tuple[list[str], list[str]]:
    """The people and the organisations that some Structs name: what a Directory must know to show them."""
    values = list(values)
    people = [who for value in values for who in names_in(value, is_person)]
    return people, [name for value in values for name in names_in(value, is_organization)]


def _slots(struct: type[Struct]) -> Iterable[Slot]:
    return slots_of(struct).values()


def _annotations(struct: type[Struct]) -> dict[str, Any]:
    return {slot.name: _annotation(slot.part, f"{struct.__name__}.{slot.name}") for slot in _slots(struct)}


def _annotation(part: Part, where: str) -> Any:
    if part.structs == (entry.Act,):
        inner: Any = Act
    elif part.structs and not part.is_choice:
        inner = shown_type(part.structs[0])
    elif is_person(part):
        inner = PersonName
    elif is_organization(part):
        inner = OrganizationName
    elif part.scalar is str and part.patterns == _ID:
        inner = strawberry.ID
    elif part.scalar in _SCALARS:
        inner = part.scalar
    elif part.scalar is not None and issubclass(part.scalar, StrEnum):
        inner = enum_type(part.scalar)
    else:
        raise TypeError(f"{where} has no GraphQL type here")
    listed = list[inner] if part.many else inner
    return listed | None if part.nullable else listed


def _fields(struct: type[Struct]) -> dict[str, Any]:
    words = _words(struct)
    return {slot.name: strawberry.field(description=words.get(slot.name)) for slot in _slots(struct)}


@cache
def _words(struct: type[Struct]) -> dict[str, str]:
    """What the source says under each field, as a docstring."""
    tree = _classes(struct.__module__).get(struct.__qualname__)
    found: dict[str, str] = {}
    for field, said in pairwise(tree.body if tree else ()):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match said:
                case ast.Expr(value=ast.Constant(value=str() as text)):
                    found[field.target.id] = inspect.cleandoc(text)
    return found


@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    """The classes of a module, by name; its source is parsed once for all of them."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError):
        return {}
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def _shown(value: Any, part: Part, directory: Directory) -> Any:
    match value:
        case None:
            return None
        case tuple():
            return [_shown(item, part, directory) for item in value]
        case entry.Act():
            return Act.of(value)
        case Struct():
            return show(value, directory)
        case str() if is_person(part):
            return directory.person(value)
        case str() if is_organization(part):
            return directory.organization(value)
    return value
