"""What lists have in common: how a list is asked for, and how people, organisations and acts are shown in them."""

from typing import Final

from service.web.opendata.listing import Column, Listing

WHO: Final = "{ id name erased }"
ORG: Final = "{ id name siren }"
ACT: Final = "{ kind date number title url sha256 }"
WHEN: Final = ("since", "until")
ACT_COLUMNS: Final = "actKind:act.kind actDate:act.date actNumber:act.number"
FOUNDING_COLUMNS: Final = "actKind:foundingAct.kind actDate:foundingAct.date actNumber:foundingAct.number"


def page_of(
    name: str,
    root: str,
    selection: str,
    columns: tuple[Column, ...],
    *,
    arguments: str = "",
    page: int = 100,
    spread: tuple[str, str] | None = None,
) -> Listing:
    """A list that the API answers page by page: a connection at the root."""
    document = f"""query ($ledger: ID, $at: AtInput, $first: Int!, $after: Cursor) {{
  {root}(authority: $ledger, at: $at, first: $first, after: $after{arguments}) {{
    nodes {{ {" ".join(selection.split())} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}"""
    return Listing(name, document, (root, "nodes"), columns, paged=True, page=page, spread=spread)


def whole_of(
    name: str,
    root: str,
    inner: str,
    selection: str,
    columns: tuple[Column, ...],
    *,
    arguments: str = "",
    spread: tuple[str, str] | None = None,
    absent: frozenset[str] = frozenset(),
) -> Listing:
    """A list that the API answers at once; ``inner`` is where it is below the root, if it is not the root itself."""
    said = " ".join(selection.split())
    selected = f"{inner} {{ {said} }}" if inner else said
    document = f"""query ($ledger: ID, $at: AtInput) {{
  {root}(authority: $ledger, at: $at{arguments}) {{ {selected} }}
}}"""
    path = (root, inner) if inner else (root,)
    return Listing(name, document, path, columns, spread=spread, absent=absent)
