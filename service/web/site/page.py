"""What a page is: one document asked of the API's own schema, one template, and perhaps a view that draws pictures.

Files of one name stand together in ``pages/``: ``<name>.graphql``, ``<name>.html.jinja`` and ``<name>.py``, which says
``PAGE``. A page that needs data the API does not give is a reason to extend the API, never to read elsewhere.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from service.web.site.visit import Visit

PAGES: Final = Path(__file__).parent / "pages"
_FRAGMENT: Final = re.compile(r"^fragment (\w+) on \w+ \{.*?^\}$", re.DOTALL | re.MULTILINE)
_SPREAD: Final = re.compile(r"\.\.\.\s*(?!on\b)(\w+)")

Data = Mapping[str, Any]
"""The ``data`` of an answer, as JSON has it."""


class Group(StrEnum):
    """Where a page stands in the site's navigation."""

    GOVERN = "govern"
    DECIDE = "decide"
    CARRY_OUT = "carry_out"
    PROVE = "prove"
    NOWHERE = "nowhere"
    """Reached from other pages alone."""


class NothingThere(Exception):
    """The page's subject does not exist, or not for this viewer, on that day as known then (404)."""


class Page(Struct, frozen=True, kw_only=True):
    """One kind of page."""

    name: str
    """Of its files, and of its words in the catalogue: ``site.<name>.title``."""
    slug: str
    """The French word of its address; the empty one is the first page."""
    group: Group
    of_one: bool = False
    """Whether its address goes on with the id of a thing: ``personnes/p12``."""
    variables: Callable[[Visit], Mapping[str, Any]] = lambda _: {}
    """The document's variables beyond ``$authority`` and ``$at``, from the address."""
    view: Callable[[Data, Visit], Mapping[str, Any]] = lambda _data, _visit: {}
    """What the template is given beyond ``data`` and ``visit``: pictures, groupings. Raises NothingThere."""
    begin: "Page | None" = None
    """What is shown in its place while the register knows of no bureau (NO_BUREAU, UNKNOWN_BODY)."""
    file: str | None = None
    """The list of open data that says the same as a table: ``bureau`` for ``/data/<ledger>/bureau.csv``."""

    @property
    def template(self) -> str:
        """The template's name for the loader."""
        return f"pages/{self.name}.html.jinja"

    @property
    def document(self) -> str:
        """The GraphQL document, with the fragments that it needs."""
        return _document(self.name)


@cache
def _document(name: str) -> str:
    own = (PAGES / f"{name}.graphql").read_text(encoding="utf-8").strip()
    known = {found[1]: found[0] for found in _FRAGMENT.finditer((PAGES / "common.graphql").read_text(encoding="utf-8"))}
    parts, wanted = [own], _SPREAD.findall(own)
    for spread in wanted:  # grows as it goes: a fragment may spread others
        if spread in known:
            parts.append(known.pop(spread))
            wanted += _SPREAD.findall(parts[-1])
    return "\n\n".join(parts) + "\n"
