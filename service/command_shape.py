"""The shape in which clients write a Struct: read once from its annotations, for JSON and for GraphQL alike."""

import re
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct


class Part(NamedTuple):
    """What a field's annotation comes to: one scalar, one struct, a choice of structs, or a list of these."""

    scalar: type | None
    """str, int, bool, a date, an enum; None when it is a struct or a choice of structs."""
    structs: tuple[type[Struct], ...]
    many: bool
    nullable: bool
    metas: tuple[Meta, ...]

    @property
    def is_choice(self) -> bool:
        """Whether a client says which struct it writes, as in a list of commands."""
        return len(self.structs) > 1

    @property
    def of_one(self) -> "Part":
        """The same for one item of the list."""
        return self._replace(many=False, nullable=False)

    @property
    def patterns(self) -> tuple[str, ...]:
        """The regular expressions that a text must match."""
        return tuple(meta.pattern for meta in self.metas if meta.pattern)

    @property
    def description(self) -> str | None:
        """The innermost words about it: an alias describes itself better than what it is made of."""
        return next((meta.description for meta in self.metas if meta.description), None)


class Slot(NamedTuple):
    """One field of a struct."""

    name: str
    """In Python."""
    key: str
    """For msgspec."""
    annotation: Any
    part: Part
    required: bool
    default: Any
    """msgspec.NODEFAULT when there is none."""


@cache
def slots_of(struct: type[Struct]) -> Mapping[str, Slot]:
    """The fields of a struct by the camelCase name under which clients write them."""
    return {
        lower_camel(field.name): Slot(
            name=field.name,
            key=field.encode_name,
            annotation=field.type,
            part=read_annotation(field.type, f"{struct.__name__}.{field.name}"),
            required=field.required,
            default=field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory(),
        )
        for field in msgspec.structs.fields(struct)
    }


def command_name(struct: type[Struct]) -> str:
    """The name under which clients write a command: its class name in lower camel case."""
    return lower_camel(struct.__name__)


def lower_camel(name: str) -> str:
    """``on_behalf_of`` and ``OnBehalfOf`` become ``onBehalfOf``, which stays as it is."""
    camel = re.sub(r"_+([A-Za-z0-9])", lambda found: found[1].upper(), name)
    return camel[:1].lower() + camel[1:]


def read_annotation(annotation: object, where: str) -> Part:
    """The part that an annotation describes; raises TypeError, naming ``where``, for one that JSON cannot write."""
    core, metas = _bare(annotation)
    options = [core]
    if get_origin(core) in (Union, types.UnionType):
        options = list(get_args(core))
    nullable = type(None) in options
    bare = [_bare(option) for option in options if option is not type(None)]
    metas = (*metas, *(meta for _, inner in bare for meta in inner))
    cores = [option for option, _ in bare]
    if len(cores) == 1 and get_origin(cores[0]) in (tuple, list):
        item = read_annotation(_item_type(cores[0], where), where)
        if item.many or item.nullable:
            raise TypeError(f"{where}: a list of lists or of optional values has no place in a command")
        return item._replace(many=True, nullable=nullable, metas=(*metas, *item.metas))
    if all(isinstance(option, type) and issubclass(option, Struct) for option in cores):
        return Part(None, tuple(cores), many=False, nullable=nullable, metas=metas)
    if len(cores) == 1 and isinstance(cores[0], type):
        return Part(cores[0], (), many=False, nullable=nullable, metas=metas)
    raise TypeError(f"{where}: {annotation} is neither a scalar, a struct, a choice of structs, nor a list of these")


def _bare(annotation: object) -> tuple[Any, tuple[Meta, ...]]:
    """An annotation without its Annotated, and the Metas that it bore."""
    if get_origin(annotation) is not Annotated:
        return annotation, ()
    core, *extras = get_args(annotation)
    inner, metas = _bare(core)
    return inner, (*(extra for extra in reversed(extras) if isinstance(extra, Meta)), *metas)


def _item_type(listing: object, where: str) -> object:
    items = [item for item in get_args(listing) if item is not Ellipsis]
    if len(items) != 1:
        raise TypeError(f"{where}: write a list as tuple[X, ...]")
    return items[0]
