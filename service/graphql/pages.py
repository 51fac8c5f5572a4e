"""Relay connections over a key: a bounded page after a cursor, and a typed error for a bad one."""

import base64
from collections.abc import Sequence
from typing import Generic, TypeVar

import strawberry

from service.graphql.described import output
from service.graphql.refusals import QueryRefused
from service.graphql.scalars import Cursor

T = TypeVar("T")

PAGE = 50
LARGEST_PAGE = 500


@output()
class PageInfo:
    """Where a page stands (Relay)."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: Cursor | None
    end_cursor: Cursor | None


@output()
class Edge(Generic[T]):
    """One item, and the cursor after it."""

    cursor: Cursor
    node: T


@output()
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]]
    page_info: PageInfo

    @strawberry.field(description="The items without their cursors.")
    def nodes(self) -> list[T]:
        """The items alone."""
        return [edge.node for edge in self.edges]


def page_size(first: int) -> int:
    """A page's size.

    Raises:
        QueryRefused: INVALID_PAGE_SIZE.
    """
    if not 1 <= first <= LARGEST_PAGE:
        raise QueryRefused(
            "INVALID_PAGE_SIZE",
            {
                "en": f"A page has 1 to {LARGEST_PAGE} items; {first} were asked for.",
                "fr": f"Une page compte de 1 à {LARGEST_PAGE} éléments ; {first} ont été demandés.",
            },
            values={"most": LARGEST_PAGE},
        )
    return first


def key_cursor(key: str) -> Cursor:
    """The cursor after a key."""
    return Cursor(base64.urlsafe_b64encode(b"k:" + key.encode()).rstrip(b"=").decode())


def key_after(cursor: Cursor | None) -> str:
    """The key that a cursor stands after; the empty one without a cursor.

    Raises:
        QueryRefused: INVALID_CURSOR.
    """
    if cursor is None:
        return ""
    try:
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        told = ""
    if not told.startswith("k:") or "\0" in told:
        raise invalid_cursor()
    return told.removeprefix("k:")


def invalid_cursor() -> QueryRefused:
    """What is said of a cursor that this service did not make."""
    return QueryRefused(
        "INVALID_CURSOR",
        {"en": "The cursor is not one of this service.", "fr": "Le curseur n'est pas de ce service."},
    )


def beyond_head(ledger: str, position: int, head: int) -> QueryRefused:
    """What is said of a cursor that stands after what is not recorded yet."""
    return QueryRefused(
        "CURSOR_BEYOND_HEAD",
        {
            "en": f"The cursor stands after position {position}; ledger {ledger} ends at {head}.",
            "fr": f"Le curseur suit la position {position} ; le registre {ledger} finit à {head}.",
        },
    )


def connection(items: Sequence[tuple[str, T]], first: int, *, after: bool) -> "Connection[T]":
    """A page from (key, item), of which one more than ``first`` was read to know whether there are more."""
    edges = [Edge(cursor=key_cursor(key), node=item) for key, item in items[:first]]
    info = PageInfo(
        has_next_page=len(items) > first,
        has_previous_page=after,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, page_info=info)
