"""A query's field as a subscription's: the same question, kept answered."""

import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Annotated, Any, cast

import strawberry
from strawberry.types import get_object_definition

from service.graphql.context import Info
from service.graphql.live_document import HOLDING
from service.graphql.scalars import Cursor

Holding = Annotated[
    Cursor | None,
    strawberry.argument(
        description="extensions.live.cursor of the answer that you have: you are told the next one that differs."
    ),
]
_NOW = "at"


def live_query(queries: type, name: str) -> Any:
    """The subscription to a field of a query type: its arguments but for the moment, which is always now.

    Whoever follows is not served by this resolver but by ``live_queries.py``, which has the query answered for all.
    """
    (field,) = (each for each in get_object_definition(queries, strict=True).fields if each.python_name == name)
    assert field.base_resolver is not None
    ask = cast(Callable[..., Awaitable[Any]], field.base_resolver.wrapped_func)
    asked = inspect.signature(ask)
    holding = inspect.Parameter(HOLDING, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Holding)
    kept = [*(each for each in asked.parameters.values() if each.name != _NOW), holding]
    told = AsyncGenerator[asked.return_annotation, None]  # type: ignore[name-defined]

    async def once(self: object, info: Info, **arguments: Any) -> AsyncGenerator[object, None]:
        yield await ask(self, info, **{key: value for key, value in arguments.items() if key != HOLDING})

    once.__signature__ = asked.replace(parameters=kept, return_annotation=told)  # type: ignore[attr-defined]
    once.__annotations__ = {each.name: each.annotation for each in kept if each.name != "self"} | {"return": told}
    once.__name__, once.__module__ = name, ask.__module__
    return strawberry.subscription(
        once,
        description=f"{field.description} Told now, then whenever it is another, a change of day in Paris included.",
    )
