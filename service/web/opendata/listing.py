"""What a list of the open data is: a question of the API, where its rows are in the answer, and its columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

SEPARATOR: Final = " | "
"""Between the values of one cell."""


@dataclass(frozen=True)
class Column:
    """A column of the CSV: its key, which has a label in both languages, and where its value is in a row."""

    key: str
    path: tuple[str, ...]
    """Names of fields; through a list, that of each item; ``*`` is the language asked for."""


@dataclass(frozen=True)
class Each:
    """A list that the API answers for one thing at a time: those things, and the variable that takes each."""

    document: str
    path: tuple[str, ...]
    variable: str
    id_path: tuple[str, ...] = ("id",)
    of: str = ""
    """The name under which a row shows what it belongs to; empty: it says so itself."""
    kind: str | None = None
    """Only those of this kind."""


@dataclass(frozen=True)
class Listing:
    """One list. ``document`` takes $ledger and $at, and $first and $after when it is ``paged``."""

    name: str
    document: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    paged: bool = False
    page: int = 100
    """Rows asked for at once: as many as the cost of a query allows, with room for a field more."""
    each: Each | None = None
    spread: tuple[str, str] | None = None
    """(name of the whole, list within it): a row for each item of that list, which shows the whole under its name."""
    journal: bool = False
    """Whether it is the ledger itself, whose pages end at a position."""
    absent: frozenset[str] = frozenset()
    """Refusals of the API which mean, for this list, that there is nothing to list."""

    def rows(self, nodes: list[dict[str, Any]], of: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a page of the answer."""
        named = {self.each.of: of} if self.each and self.each.of and of is not None else {}
        for node in nodes:
            if self.spread is None:
                yield named | node
                continue
            whole, inner = self.spread
            outside = {key: value for key, value in node.items() if key != inner}
            yield from (named | {whole: outside} | item for item in node[inner])


def columns(*said: str) -> tuple[Column, ...]:
    """``key:path.to.value``, or ``key`` alone where both are one; several in a string."""
    made = []
    for each in " ".join(said).split():
        key, _, path = each.partition(":")
        made.append(Column(key, tuple((path or key).split("."))))
    return tuple(made)


def at_path(value: Any, path: tuple[str, ...]) -> Any:
    """What stands there; a list of what stands there in each item; None where something on the way is null."""
    for index, name in enumerate(path):
        if isinstance(value, list):
            found = [at_path(item, path[index:]) for item in value]
            return [each for each in found if each is not None]
        if value is None:
            return None
        value = value.get(name)
    return value
