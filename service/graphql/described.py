"""An output type whose description is its docstring: written once, read in GraphiQL."""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

import strawberry

T = TypeVar("T", bound=type[Any])


@dataclass_transform(order_default=True, kw_only_default=True, field_specifiers=(strawberry.field, strawberry.mutation))
def output(name: str | None = None) -> Callable[[T], T]:
    """A GraphQL object type."""

    def made(cls: T) -> T:
        words = inspect.cleandoc(cls.__doc__) if cls.__doc__ else None
        return strawberry.type(cls, name=name, description=words)

    return made
