"""Which columns hold a value of an enum: the schema says it, so that each can be given in words beside its code."""

from functools import cache
from typing import Final

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

from service.graphql.schema import schema
from service.messages.labels import LABELS
from service.web.opendata.listing import Column, Listing

_CORE: Final[GraphQLSchema] = schema._schema  # noqa: SLF001  Strawberry offers no other way to it


@cache
def enum_of(listing: Listing, column: Column) -> str | None:
    """The enum whose values stand in a column, if they have words; None for any other column."""
    found = type_of(listing, column)
    return found.name if isinstance(found, GraphQLEnumType) and found.name in LABELS else None


def type_of(listing: Listing, column: Column) -> GraphQLNamedType | None:
    """The type of a column's values, or of its items; None for what the schema has not there."""
    kind = _through(_CORE.query_type, listing.path)
    path = tuple("fr" if name == "*" else name for name in column.path)
    if listing.each and path[0] == listing.each.of:
        kind, path = _through(_CORE.query_type, listing.each.path), path[1:]
        return _through(kind, path)
    if listing.spread is not None:
        whole, inner = listing.spread
        if path[0] == whole:
            path = path[1:]
        else:
            kind = _through(kind, (inner,))
    return _through(kind, path)


def _through(kind: GraphQLNamedType | None, path: tuple[str, ...]) -> GraphQLNamedType | None:
    for name in path:
        if isinstance(kind, GraphQLUnionType):
            held = next((each for each in kind.types if name in each.fields), None)
        else:
            held = kind if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else None
        if held is None or name not in held.fields:
            return None
        kind = get_named_type(held.fields[name].type)
    return kind
